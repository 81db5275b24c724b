// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheetrows.h"

#include <QFile>
#include <QtEndian>

#include <zlib.h>

#include <algorithm>
#include <optional>

namespace isthmus::exporting {

namespace {

// Source: PKWARE, APPNOTE.TXT 6.3.10, 4.3 (file format), for archives of less than 4 GiB.
constexpr quint32 endSignature = 0x06054b50;
constexpr quint32 entrySignature = 0x02014b50;
constexpr qint64 endBytes = 22;
constexpr qint64 entryBytes = 46;
constexpr qint64 localBytes = 30;
const QByteArray sheetName = QByteArrayLiteral("xl/worksheets/sheet1.xml");

quint32 number32(const QByteArray &bytes, qsizetype at)
{
    return qFromLittleEndian<quint32>(bytes.constData() + at);
}

quint16 number16(const QByteArray &bytes, qsizetype at)
{
    return qFromLittleEndian<quint16>(bytes.constData() + at);
}

QByteArray readAt(QFile &file, qint64 position, qint64 count)
{
    const QByteArray bytes = file.seek(position) ? file.read(count) : QByteArray();
    return bytes.size() == count ? bytes : QByteArray();
}

struct Packed {
    qint64 position = 0;
    qint64 bytes = 0;
};

// Where the sheet lies in the archive; nothing if it is none.
std::optional<Packed> findSheet(QFile &file)
{
    const QByteArray end = readAt(file, file.size() - endBytes, endBytes); // it has no comment
    if (end.isEmpty() || number32(end, 0) != endSignature)
        return std::nullopt;
    qint64 at = number32(end, 16);
    for (int i = number16(end, 10); i > 0; --i) {
        const QByteArray entry = readAt(file, at, entryBytes);
        if (entry.isEmpty() || number32(entry, 0) != entrySignature)
            return std::nullopt;
        const QByteArray name = readAt(file, at + entryBytes, number16(entry, 28));
        if (name == sheetName) {
            const qint64 local = number32(entry, 42);
            const QByteArray header = readAt(file, local, localBytes);
            if (header.isEmpty())
                return std::nullopt;
            return Packed{local + localBytes + number16(header, 26) + number16(header, 28), number32(entry, 20)};
        }
        at += entryBytes + number16(entry, 28) + number16(entry, 30) + number16(entry, 32);
    }
    return std::nullopt;
}

// Rows of a sheet that comes in pieces.
class RowCounter {
public:
    void feed(QByteArrayView text)
    {
        const QByteArray joined = m_before + text.toByteArray();
        for (qsizetype at = joined.indexOf(m_row); at >= 0; at = joined.indexOf(m_row, at + 1))
            ++m_count;
        m_hasEnd = m_hasEnd || joined.contains(m_end);
        m_before = joined.right(m_end.size() - 1);
        if (m_before.contains(m_row)) // was counted
            m_before = m_before.mid(m_before.lastIndexOf(m_row) + 1);
    }
    [[nodiscard]] qint64 count() const { return m_count; }
    [[nodiscard]] bool hasEnd() const { return m_hasEnd; }

private:
    const QByteArray m_row = QByteArrayLiteral("<row ");
    const QByteArray m_end = QByteArrayLiteral("</worksheet>");
    QByteArray m_before;
    qint64 m_count = 0;
    bool m_hasEnd = false;
};

bool inflateInto(RowCounter &counter, QFile &file, Packed packed)
{
    constexpr qint64 piece = 64 * 1024;
    z_stream stream = {};
    if (!file.seek(packed.position) || inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return false;
    QByteArray out(4 * piece, Qt::Uninitialized);
    int state = Z_OK;
    while (packed.bytes > 0 && state == Z_OK) {
        QByteArray in = file.read(std::min(piece, packed.bytes));
        if (in.isEmpty())
            break;
        packed.bytes -= in.size();
        stream.next_in = reinterpret_cast<Bytef *>(in.data());
        stream.avail_in = uInt(in.size());
        do {
            stream.next_out = reinterpret_cast<Bytef *>(out.data());
            stream.avail_out = uInt(out.size());
            state = inflate(&stream, Z_NO_FLUSH);
            counter.feed(QByteArrayView(out).first(out.size() - qsizetype(stream.avail_out)));
        } while (state == Z_OK && stream.avail_out == 0);
    }
    inflateEnd(&stream);
    return state == Z_STREAM_END;
}

} // namespace

std::optional<qint64> countSheetRows(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    RowCounter counter;
    const auto sheet = findSheet(file);
    if (!sheet || !inflateInto(counter, file, *sheet) || !counter.hasEnd())
        return std::nullopt;
    return counter.count();
}

} // namespace isthmus::exporting
