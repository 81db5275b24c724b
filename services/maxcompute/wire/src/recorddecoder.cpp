// SPDX-License-Identifier: GPL-3.0-or-later
#include "nestedvalue.h"

#include <isthmus/wire/recorddecoder.h>

#include <QCoreApplication>

namespace isthmus::wire {

using records::ColumnVector;

struct RecordDecoder::Cursor : ByteCursor { };

namespace {

constexpr int maxEmptyFields = 1000;

} // namespace

RecordDecoder::RecordDecoder(QList<catalog::Column> columns, RecordLimits limits)
    : m_columns(std::move(columns)), m_limits(limits), m_batch(m_columns)
{
    for (const auto &column : std::as_const(m_columns)) {
        if (canTravel(column.type))
            continue;
        m_error = core::Error{
            core::ErrorKind::Unsupported,
            QCoreApplication::translate("MaxCompute", "Column %1 has the type %2, which cannot be transferred.")
                .arg(column.name, column.type.text),
            {},
            {},
            {}};
        return;
    }
}

core::Result<core::Done> RecordDecoder::feed(QByteArrayView bytes)
{
    if (m_error)
        return core::fail(*m_error);
    if (isEnough())
        return core::Done{};
    m_totalBytes += bytes.size();
    if (m_totalBytes > m_limits.maxTotalBytes) {
        failed(QStringLiteral("more than %1 bytes").arg(m_limits.maxTotalBytes));
        return core::fail(*m_error);
    }
    qsizetype consumed = 0;
    if (m_pending.isEmpty()) {
        if (const auto done = consume(bytes, consumed); !done)
            return done;
        m_pending = bytes.sliced(consumed).toByteArray();
    } else {
        m_pending.append(bytes.data(), bytes.size());
        if (m_pending.size() < m_retryAt)
            return core::Done{};
        if (const auto done = consume(m_pending, consumed); !done)
            return done;
        m_pending.remove(0, consumed);
    }
    // A field is read again from its start when more has come: waiting for twice as much keeps that linear.
    m_retryAt = m_pending.size() < 4096 ? 0 : 2 * m_pending.size();
    return core::Done{};
}

core::Result<core::Done> RecordDecoder::finish()
{
    if (m_error)
        return core::fail(*m_error);
    qsizetype consumed = 0;
    if (!isEnough()) {
        if (const auto done = consume(m_pending, consumed); !done)
            return done;
    }
    if (m_phase != Phase::End && !isEnough()) {
        failed(QStringLiteral("the stream ends after %1 rows without its footer").arg(m_rows));
        return core::fail(*m_error);
    }
    m_pending.clear();
    return m_sink && m_rowsInBatch > 0 ? handOut() : core::Done{};
}

core::Result<core::Done> RecordDecoder::consume(QByteArrayView bytes, qsizetype &consumed)
{
    Cursor cursor{{bytes.data(), bytes.data() + bytes.size()}};
    consumed = 0;
    Step step = Step::Done;
    while (cursor.at != cursor.end && step == Step::Done) {
        step = takeField(cursor);
        if (step != Step::Done)
            break;
        consumed = cursor.at - bytes.data();
        const bool isBetweenRecords = m_phase == Phase::Records && m_fieldsInRecord == 0;
        if (isBetweenRecords && m_rows > 0 && m_consumedBytes + consumed >= m_limits.enoughBytes) {
            m_phase = Phase::Enough;
            break;
        }
    }
    m_consumedBytes += consumed;
    // A value longer than the bound must not be waited for. The factor leaves room for nested values, which have more
    // than one part; a plain value is refused by its length.
    if (step == Step::NeedMore && bytes.size() - consumed > 4 * m_limits.maxFieldBytes + 64)
        step = failed(QStringLiteral("a value of more than %1 bytes").arg(m_limits.maxFieldBytes));
    if (step == Step::Failed)
        return core::fail(*m_error);
    return core::Done{};
}

RecordDecoder::Step RecordDecoder::takeField(Cursor &cursor)
{
    if (m_phase == Phase::End)
        return failed(QStringLiteral("bytes after the footer"));
    uint64_t tag = 0;
    switch (cursor.varint(tag)) {
    case Read::NeedMore:
        return Step::NeedMore;
    case Read::Bad:
        return failed(QStringLiteral("a broken tag"));
    case Read::Done:
        break;
    }
    if (tag > 0xFFFFFFFFU)
        return failed(QStringLiteral("a broken tag"));
    const auto number = quint32(tag >> 3);
    const auto wireType = quint32(tag & 7U);
    if (m_phase == Phase::AfterCount && number == 1 && wireType == 2)
        return takeMetrics(cursor);
    if (m_phase == Phase::AfterMetrics && number == endMetricsField && wireType == 0)
        return takeMetricsChecksum(cursor);
    if (m_phase == Phase::AfterCount && number == checksumField && wireType == 0)
        return takeFooter(cursor);
    if (m_phase != Phase::Records)
        return failed(QStringLiteral("field %1 in the footer").arg(number));
    // The official readers pass over it; a stream of nothing else would never end.
    if (number == 0)
        return ++m_emptyFields > maxEmptyFields ? failed(QStringLiteral("too many fields without a number"))
                                                : Step::Done;
    if (number <= quint32(m_columns.size()))
        return takeColumn(cursor, number, wireType);
    if (number == endRecordField && wireType == 0)
        return takeEndOfRecord(cursor);
    if (number == countField && wireType == 0)
        return takeCount(cursor);
    return failed(QStringLiteral("column %1 of %2").arg(number).arg(m_columns.size()));
}

RecordDecoder::Step RecordDecoder::takeColumn(Cursor &cursor, quint32 number, quint32 wireType)
{
    ColumnVector &vector = m_batch.vector(qsizetype(number) - 1);
    const Coding coding = codingFor(vector.type());
    if (wireType != wireTypeFor(coding))
        return failed(QStringLiteral("column %1 has wire type %2").arg(number).arg(wireType));
    if (vector.size() != m_rowsInBatch)
        return failed(QStringLiteral("column %1 twice in row %2").arg(number).arg(m_rows + 1));

    const auto numbered = int32_t(number);
    uint64_t raw = 0;
    Read read = Read::Done;
    switch (coding) {
    case Coding::Integer: {
        read = cursor.varint(raw);
        const int64_t value = unzigzag(raw);
        if (read != Read::Done)
            break;
        if (vector.type().base == catalog::DataType::Base::Date && (value < -maxDays || value > maxDays))
            return failed(QStringLiteral("a date out of range in column %1").arg(number));
        m_recordCrc.addNumbered(numbered, value);
        vector.appendInt64(value);
        break;
    }
    case Coding::Boolean:
        read = cursor.varint(raw);
        if (read != Read::Done)
            break;
        if (raw > 1)
            return failed(QStringLiteral("a boolean of %1 in column %2").arg(raw).arg(number));
        m_recordCrc.addNumbered(numbered, uint8_t(raw));
        vector.appendBool(raw != 0);
        break;
    case Coding::DateTime:
        read = cursor.varint(raw);
        if (read != Read::Done)
            break;
        m_recordCrc.addNumbered(numbered, unzigzag(raw));
        vector.appendTimestamp(fromMillis(unzigzag(raw)));
        break;
    case Coding::Float: {
        float value = 0;
        read = cursor.fixed(value);
        if (read != Read::Done)
            break;
        m_recordCrc.addNumbered(numbered, value);
        vector.appendFloat(value);
        break;
    }
    case Coding::Double: {
        double value = 0;
        read = cursor.fixed(value);
        if (read != Read::Done)
            break;
        m_recordCrc.addNumbered(numbered, value);
        vector.appendDouble(value);
        break;
    }
    case Coding::Bytes: {
        QByteArrayView value;
        read = cursor.bytes(value, m_limits.maxFieldBytes);
        if (read != Read::Done)
            break;
        m_recordCrc.addInt32(numbered);
        m_recordCrc.add(value);
        vector.appendBytes(value);
        m_recordBytes += value.size();
        break;
    }
    case Coding::Timestamp: {
        int64_t seconds = 0;
        int32_t nanos = 0;
        records::Timestamp value;
        read = readTimestamp(cursor, seconds, nanos, value);
        if (read != Read::Done)
            break;
        m_recordCrc.addNumbered(numbered, seconds);
        m_recordCrc.add(&nanos, sizeof nanos);
        vector.appendTimestamp(value);
        break;
    }
    default:
        return takeNested(cursor, number, vector);
    }
    if (read == Read::NeedMore)
        return Step::NeedMore;
    if (read == Read::Bad)
        return failed(QStringLiteral("a broken value in column %1").arg(number));
    if (m_recordBytes > m_limits.maxRecordBytes)
        return failed(QStringLiteral("a row of more than %1 bytes").arg(m_limits.maxRecordBytes));
    ++m_fieldsInRecord;
    return Step::Done;
}

RecordDecoder::Step RecordDecoder::takeNested(Cursor &cursor, quint32 number, ColumnVector &vector)
{
    Crc32c crc = m_recordCrc;
    crc.addInt32(int32_t(number));
    m_nestedText.clear();
    switch (readNested(vector.type(), cursor, m_limits.maxFieldBytes, crc, m_nestedText)) {
    case Read::NeedMore:
        return Step::NeedMore;
    case Read::Bad:
        return failed(QStringLiteral("a broken value in column %1").arg(number));
    case Read::Done:
        break;
    }
    m_recordCrc = crc;
    vector.appendBytes({m_nestedText.data(), qsizetype(m_nestedText.size())});
    m_recordBytes += qint64(m_nestedText.size());
    ++m_fieldsInRecord;
    return Step::Done;
}

// Five bytes, or ten when the writer sign-extended the number to 64 bits.
RecordDecoder::Step RecordDecoder::takeChecksum(Cursor &cursor, uint32_t &crc)
{
    uint64_t raw = 0;
    const Read read = cursor.varint(raw);
    if (read == Read::NeedMore)
        return Step::NeedMore;
    crc = uint32_t(raw);
    if (read == Read::Bad || (raw != crc && int64_t(raw) != int32_t(crc)))
        return failed(QStringLiteral("a broken checksum"));
    return Step::Done;
}

RecordDecoder::Step RecordDecoder::takeEndOfRecord(Cursor &cursor)
{
    uint32_t crc = 0;
    if (const Step step = takeChecksum(cursor, crc); step != Step::Done)
        return step;
    if (crc != m_recordCrc.value())
        return failed(QStringLiteral("the checksum of row %1 is wrong").arg(m_rows + 1));
    if (m_rows == m_limits.maxRows)
        return failed(QStringLiteral("more than %1 rows").arg(m_limits.maxRows));
    if (m_fieldsInRecord < m_columns.size()) {
        for (qsizetype c = 0; c < m_columns.size(); ++c) {
            if (m_batch.vector(c).size() == m_rowsInBatch)
                m_batch.vector(c).appendNull();
        }
    }
    m_crcOfCrcs.addInt32(int32_t(crc));
    m_recordCrc = Crc32c();
    m_fieldsInRecord = 0;
    ++m_rows;
    ++m_rowsInBatch;
    m_batchBytes += std::exchange(m_recordBytes, 0);
    if (m_sink && (m_rowsInBatch == m_limits.rowsPerBatch || m_batchBytes >= m_limits.bytesPerBatch)) {
        if (auto done = handOut(); !done) {
            m_error = done.error();
            return Step::Failed;
        }
    }
    return Step::Done;
}

RecordDecoder::Step RecordDecoder::takeCount(Cursor &cursor)
{
    uint64_t raw = 0;
    switch (cursor.varint(raw)) {
    case Read::NeedMore:
        return Step::NeedMore;
    case Read::Bad:
        return failed(QStringLiteral("a broken row count"));
    case Read::Done:
        break;
    }
    if (m_fieldsInRecord > 0)
        return failed(QStringLiteral("the footer comes inside row %1").arg(m_rows + 1));
    if (unzigzag(raw) != m_rows)
        return failed(QStringLiteral("the footer says %1 rows, %2 came").arg(unzigzag(raw)).arg(m_rows));
    m_phase = Phase::AfterCount;
    return Step::Done;
}

RecordDecoder::Step RecordDecoder::takeMetrics(Cursor &cursor)
{
    constexpr qint64 maxMetrics = 1024 * 1024;
    QByteArrayView text;
    switch (cursor.bytes(text, maxMetrics)) {
    case Read::NeedMore:
        return Step::NeedMore;
    case Read::Bad:
        return failed(QStringLiteral("broken metrics"));
    case Read::Done:
        break;
    }
    m_metricsCrc.addInt32(1);
    m_metricsCrc.add(text);
    m_phase = Phase::AfterMetrics;
    return Step::Done;
}

RecordDecoder::Step RecordDecoder::takeMetricsChecksum(Cursor &cursor)
{
    uint32_t crc = 0;
    if (const Step step = takeChecksum(cursor, crc); step != Step::Done)
        return step;
    if (crc != m_metricsCrc.value())
        return failed(QStringLiteral("the checksum of the metrics is wrong"));
    m_phase = Phase::AfterCount;
    return Step::Done;
}

RecordDecoder::Step RecordDecoder::takeFooter(Cursor &cursor)
{
    uint32_t crc = 0;
    if (const Step step = takeChecksum(cursor, crc); step != Step::Done)
        return step;
    if (crc != m_crcOfCrcs.value())
        return failed(QStringLiteral("the checksum of the stream is wrong"));
    m_phase = Phase::End;
    return Step::Done;
}

RecordDecoder::Step RecordDecoder::failed(const QString &what)
{
    m_error = core::Error{
        core::ErrorKind::Protocol,
        QCoreApplication::translate("MaxCompute", "The rows that the server sent cannot be read."),
        QCoreApplication::translate("MaxCompute", "Try again; if it happens again, the connection alters the data."),
        {},
        what};
    return Step::Failed;
}

core::Result<core::Done> RecordDecoder::handOut()
{
    records::RecordBatch full = std::exchange(m_batch, records::RecordBatch(m_columns));
    m_rowsInBatch = 0;
    m_batchBytes = 0;
    return m_sink(std::move(full));
}

} // namespace isthmus::wire
