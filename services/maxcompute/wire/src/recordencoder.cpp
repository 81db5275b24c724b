// SPDX-License-Identifier: GPL-3.0-or-later
#include "nestedvalue.h"

#include <isthmus/wire/recordencoder.h>

#include <QCoreApplication>

namespace isthmus::wire {

namespace {

constexpr qsizetype scalarRoom = 5 + 20; // a tag and the longest value without a length: two varints

class RowWriter {
public:
    RowWriter(ByteWriter &out, Crc32c &crc) : m_out(out), m_crc(crc) { }

    core::Result<core::Done> value(quint32 number, const records::ColumnVector &vector, Coding coding, qsizetype row)
    {
        m_out.claim(scalarRoom);
        m_out.tag(number, wireTypeFor(coding));
        switch (coding) {
        case Coding::Integer:
            return integer(number, vector.int64At(row));
        case Coding::DateTime:
            return dateTime(number, vector.timestampAt(row));
        case Coding::Boolean:
            m_crc.addNumbered(int32_t(number), uint8_t(vector.boolAt(row)));
            m_out.byte(vector.boolAt(row) ? 1 : 0);
            return core::Done{};
        case Coding::Float:
            m_crc.addNumbered(int32_t(number), vector.floatAt(row));
            m_out.fixed(vector.floatAt(row));
            return core::Done{};
        case Coding::Double:
            m_crc.addNumbered(int32_t(number), vector.doubleAt(row));
            m_out.fixed(vector.doubleAt(row));
            return core::Done{};
        case Coding::Timestamp: {
            const auto instant = vector.timestampAt(row);
            m_crc.addNumbered(int32_t(number), instant.seconds);
            m_crc.add(&instant.nanos, sizeof instant.nanos);
            m_out.varint(zigzag(instant.seconds));
            m_out.varint(zigzag(instant.nanos));
            return core::Done{};
        }
        case Coding::Bytes: {
            const QByteArrayView bytes = vector.bytesAt(row);
            m_crc.addInt32(int32_t(number));
            m_crc.add(bytes);
            m_out.claim(10 + bytes.size());
            m_out.varint(uint64_t(bytes.size()));
            m_out.raw(bytes);
            return core::Done{};
        }
        default:
            m_crc.addInt32(int32_t(number));
            return writeNested(vector.type(), vector.bytesAt(row), m_crc, m_out);
        }
    }

private:
    core::Result<core::Done> integer(quint32 number, int64_t value)
    {
        m_crc.addNumbered(int32_t(number), value);
        m_out.varint(zigzag(value));
        return core::Done{};
    }

    core::Result<core::Done> dateTime(quint32 number, records::Timestamp value)
    {
        if (value.seconds < -maxSeconds || value.seconds > maxSeconds)
            return core::fail(core::ErrorKind::Invalid,
                              QCoreApplication::translate("MaxCompute", "A value does not fit the type %1.")
                                  .arg(QStringLiteral("DATETIME")));
        return integer(number, toMillis(value));
    }

    ByteWriter &m_out;
    Crc32c &m_crc;
};

// \a error with the column's name.
tl::unexpected<core::Error> ofColumn(core::Error error, const catalog::Column &column)
{
    error.message = QCoreApplication::translate("MaxCompute", "A value of column %1 does not fit the type %2.")
                        .arg(column.name, column.type.text);
    return tl::unexpected(std::move(error));
}

} // namespace

core::Result<core::Done> RecordEncoder::append(const records::RecordBatch &batch, qsizetype first, qsizetype count,
                                               QByteArray &out)
{
    Q_ASSERT(first >= 0 && count >= 0 && first + count <= batch.rowCount());
    std::vector<Coding> codings;
    for (const auto &column : batch.columns()) {
        if (!canTravel(column.type))
            return core::fail(
                core::ErrorKind::Unsupported,
                QCoreApplication::translate("MaxCompute", "Column %1 has the type %2, which cannot be transferred.")
                    .arg(column.name, column.type.text));
        codings.push_back(codingFor(column.type));
    }

    ByteWriter writer(out);
    for (qsizetype row = first; row < first + count; ++row) {
        Crc32c crc;
        RowWriter values(writer, crc);
        for (size_t c = 0; c < codings.size(); ++c) {
            const auto &vector = batch.vector(qsizetype(c));
            if (vector.isNull(row))
                continue;
            if (const auto written = values.value(quint32(c + 1), vector, codings[c], row); !written)
                return ofColumn(written.error(), batch.column(qsizetype(c)));
        }
        writer.claim(scalarRoom);
        writer.tag(endRecordField, 0);
        writer.varint(crc.value());
        m_crcOfCrcs.addInt32(int32_t(crc.value()));
        ++m_rows;
    }
    return core::Done{};
}

void RecordEncoder::finish(QByteArray &out)
{
    ByteWriter writer(out);
    writer.claim(2 * scalarRoom);
    writer.tag(countField, 0);
    writer.varint(zigzag(m_rows));
    writer.tag(checksumField, 0);
    writer.varint(m_crcOfCrcs.value());
}

} // namespace isthmus::wire
