// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/wire/chunkstream.h>

#include <QCoreApplication>
#include <QtEndian>

namespace isthmus::wire {

namespace {

constexpr qsizetype numberBytes = sizeof(quint32);

void appendNumber(QByteArray &out, quint32 number)
{
    const quint32 bytes = qToBigEndian(number);
    out.append(reinterpret_cast<const char *>(&bytes), sizeof bytes);
}

tl::unexpected<core::Error> brokenFrame(const QString &what)
{
    return core::fail(core::ErrorKind::Protocol,
                      QCoreApplication::translate("MaxCompute", "The rows in Arrow format cannot be read."), {}, {},
                      what);
}

} // namespace

void ChunkWriter::begin(QByteArray &out)
{
    if (!std::exchange(m_hasBegun, true))
        appendNumber(out, quint32(m_chunkBytes));
}

void ChunkWriter::append(QByteArrayView bytes, QByteArray &out)
{
    begin(out);
    m_totalCrc.add(bytes);
    while (!bytes.isEmpty()) {
        const QByteArrayView piece = bytes.first(std::min(bytes.size(), m_chunkBytes - m_inChunk));
        bytes = bytes.sliced(piece.size());
        m_chunkCrc.add(piece);
        m_inChunk += piece.size();
        out.append(piece.data(), piece.size());
        if (m_inChunk < m_chunkBytes)
            return;
        appendNumber(out, m_chunkCrc.value());
        m_chunkCrc = {};
        m_inChunk = 0;
    }
}

void ChunkWriter::finish(QByteArray &out)
{
    begin(out);
    appendNumber(out, m_totalCrc.value());
}

core::Result<core::Done> ChunkReader::deliver(QByteArrayView bytes, const Sink &sink)
{
    m_chunkCrc.add(bytes);
    m_totalCrc.add(bytes);
    m_inChunk += bytes.size();
    return bytes.isEmpty() ? core::Done() : sink(bytes);
}

core::Result<core::Done> ChunkReader::feed(QByteArrayView bytes, const Sink &sink)
{
    m_pending.append(bytes.data(), bytes.size());
    QByteArrayView rest = m_pending;
    if (m_chunkBytes < 0) {
        if (rest.size() < numberBytes)
            return core::Done();
        m_chunkBytes = qFromBigEndian<quint32>(rest.data());
        rest = rest.sliced(numberBytes);
    }
    if (m_chunkBytes == 0 && !rest.isEmpty())
        return brokenFrame(QStringLiteral("chunks of no bytes"));
    core::Result<core::Done> done = core::Done();
    // The last bytes are the checksum of all data, wherever they are.
    while (done && rest.size() > numberBytes) {
        const qint64 left = m_chunkBytes - m_inChunk;
        if (rest.size() < left + numberBytes) {
            done = deliver(rest.first(rest.size() - numberBytes), sink);
            rest = rest.last(numberBytes);
            break;
        }
        done = deliver(rest.first(left), sink);
        if (done && qFromBigEndian<quint32>(rest.data() + left) != m_chunkCrc.value())
            return brokenFrame(QStringLiteral("the checksum of a chunk does not match"));
        rest = rest.sliced(left + numberBytes);
        m_chunkCrc = {};
        m_inChunk = 0;
    }
    m_pending = rest.toByteArray();
    return done;
}

core::Result<core::Done> ChunkReader::finish()
{
    // A sender that had no rows at all leaves out the chunk size.
    if (m_chunkBytes == 0 && m_pending.isEmpty())
        return core::Done();
    if (m_chunkBytes < 0 || m_pending.size() != numberBytes)
        return brokenFrame(QStringLiteral("the data were cut off"));
    if (qFromBigEndian<quint32>(m_pending.constData()) != m_totalCrc.value())
        return brokenFrame(QStringLiteral("the checksum of all data does not match"));
    return core::Done();
}

} // namespace isthmus::wire
