// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/sqltext.h>
#include <isthmus/sandbox/rows/copyreader.h>
#include <isthmus/sandbox/rows/numericbinary.h>

#include <QtEndian>

#include <bit>

namespace isthmus::sandbox {

namespace {

using catalog::DataType;
using Base = DataType::Base;
using records::ColumnVector;

// Days and microseconds between 1970-01-01 and PostgreSQL's epoch, 2000-01-01.
constexpr qint64 epochDays = 10957;
constexpr qint64 epochMicros = epochDays * 86'400'000'000;
constexpr qint64 microsPerSecond = 1'000'000;

QString readType(const DataType &type)
{
    switch (type.base) {
    case Base::Boolean:
        return QStringLiteral("boolean");
    case Base::TinyInt:
    case Base::SmallInt:
        return QStringLiteral("smallint");
    case Base::Int:
        return QStringLiteral("integer");
    case Base::BigInt:
        return QStringLiteral("bigint");
    case Base::Float:
        return QStringLiteral("real");
    case Base::Double:
        return QStringLiteral("double precision");
    case Base::Binary:
        return QStringLiteral("bytea");
    case Base::Date:
        return QStringLiteral("date");
    case Base::DateTime:
        return QStringLiteral("timestamptz(3)");
    case Base::TimestampTz:
        return QStringLiteral("timestamptz");
    case Base::TimestampNtz:
        return QStringLiteral("timestamp");
    case Base::IntervalDayTime:
    case Base::IntervalYearMonth:
        return QStringLiteral("interval");
    case Base::Decimal:
        return QStringLiteral("numeric");
    default:
        return QStringLiteral("text");
    }
}

records::Timestamp timestampOf(qint64 micros)
{
    // "infinity" is the largest value; MaxCompute has none, its range ends with the year 9999.
    constexpr qint64 last = 253'402'300'799 * microsPerSecond;
    const qint64 unix = micros > last - epochMicros ? last : micros + epochMicros;
    qint64 seconds = unix / microsPerSecond;
    qint64 rest = unix % microsPerSecond;
    if (rest < 0) {
        --seconds;
        rest += microsPerSecond;
    }
    return {seconds, int32_t(rest * 1000)};
}

template <typename T>
T bigEndian(QByteArrayView bytes)
{
    return qFromBigEndian<T>(bytes.data());
}

// False for a field that is not of its type. \a text is room for one value, reused.
bool appendField(QByteArrayView bytes, ColumnVector &vector, QByteArray &text)
{
    const Base base = vector.type().base;
    switch (vector.storage()) {
    case records::Storage::Bool:
        if (bytes.size() != 1)
            return false;
        vector.appendBool(bytes[0] != 0);
        return true;
    case records::Storage::Int64:
        if (base == Base::IntervalYearMonth && bytes.size() == 16)
            vector.appendInt64(bigEndian<qint32>(bytes.sliced(12)));
        else if (base == Base::Date && bytes.size() == 4)
            vector.appendInt64(qint64(bigEndian<qint32>(bytes)) + epochDays);
        else if (bytes.size() == 2)
            vector.appendInt64(bigEndian<qint16>(bytes));
        else if (bytes.size() == 4)
            vector.appendInt64(bigEndian<qint32>(bytes));
        else if (bytes.size() == 8)
            vector.appendInt64(bigEndian<qint64>(bytes));
        else
            return false;
        return true;
    case records::Storage::Float:
        if (bytes.size() != 4)
            return false;
        vector.appendFloat(std::bit_cast<float>(bigEndian<quint32>(bytes)));
        return true;
    case records::Storage::Double:
        if (bytes.size() != 8)
            return false;
        vector.appendDouble(std::bit_cast<double>(bigEndian<quint64>(bytes)));
        return true;
    case records::Storage::Timestamp:
        if (base == Base::IntervalDayTime && bytes.size() == 16) {
            const qint64 days = bigEndian<qint32>(bytes.sliced(8));
            vector.appendTimestamp(
                timestampOf(bigEndian<qint64>(bytes) + (days - epochDays) * 86'400 * microsPerSecond));
            return true;
        }
        if (bytes.size() != 8)
            return false;
        vector.appendTimestamp(timestampOf(bigEndian<qint64>(bytes)));
        return true;
    case records::Storage::Bytes:
        if (base == Base::Decimal) {
            text.resize(0);
            if (!appendNumericText(bytes, text))
                return false;
            bytes = text;
        }
        vector.appendBytes(bytes);
        return true;
    }
    return false;
}

tl::unexpected<PgError> broken()
{
    return tl::unexpected(PgError{QStringLiteral("XX000"), QStringLiteral("the row stream cannot be decoded")});
}

} // namespace

QString readExpression(const catalog::Column &column)
{
    const QString name = core::quotePostgresName(column.name);
    if (column.type.base == Base::Array)
        return QStringLiteral("to_jsonb(%1)::text").arg(name);
    return QStringLiteral("%1::%2").arg(name, readType(column.type));
}

PgOutcome<bool> RowStream::start(const RowSource &source, RowRange range)
{
    QStringList expressions;
    for (const catalog::Column &column : source.columns)
        expressions.append(readExpression(column));
    QString sql =
        QStringLiteral("COPY (SELECT %1 FROM %2").arg(expressions.join(QStringLiteral(", ")), source.relation);
    if (!source.condition.isEmpty())
        sql += QStringLiteral(" WHERE ") + source.condition;
    if (range.count >= 0)
        sql += QStringLiteral(" LIMIT %1").arg(range.count);
    if (range.first > 0)
        sql += QStringLiteral(" OFFSET %1").arg(range.first);
    sql += QStringLiteral(") TO STDOUT (FORMAT binary)");
    // One reader that starts at the first page, so that row numbers mean the same in every request.
    const auto prepared = m_session.execScript("SET LOCAL synchronize_seqscans = off; "
                                               "SET LOCAL max_parallel_workers_per_gather = 0");
    if (!prepared)
        return tl::unexpected(prepared.error());
    if (const auto started = m_session.exec(sql); !started)
        return tl::unexpected(started.error());
    m_columns = source.columns;
    return true;
}

PgOutcome<bool> RowStream::takeRow(QByteArrayView message, records::RecordBatch &batch)
{
    // Source: PostgreSQL 15 manual, COPY, "Binary Format". The header comes with the first row.
    constexpr qsizetype headerSize = 19;
    if (!m_isHeaderRead) {
        if (message.size() < headerSize || !message.startsWith("PGCOPY\n"))
            return broken();
        message = message.sliced(headerSize);
        m_isHeaderRead = true;
        if (message.isEmpty())
            return false;
    }
    if (message.size() < 2)
        return broken();
    const auto fields = bigEndian<qint16>(message);
    if (fields == -1)
        return false;
    message = message.sliced(2);
    if (fields != m_columns.size())
        return broken();
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        if (message.size() < 4)
            return broken();
        const auto size = bigEndian<qint32>(message);
        message = message.sliced(4);
        if (size < 0) {
            batch.vector(i).appendNull();
            continue;
        }
        if (message.size() < size || !appendField(message.first(size), batch.vector(i), m_text))
            return broken();
        message = message.sliced(size);
    }
    return true;
}

PgOutcome<records::RecordBatch> RowStream::next(qsizetype maxRows, qsizetype maxBytes)
{
    records::RecordBatch batch(m_columns);
    qsizetype bytes = 0;
    while (!m_isAtEnd && batch.rowCount() < maxRows && bytes < maxBytes) {
        char *message = nullptr;
        const int size = PQgetCopyData(m_session.connection(), &message, 0);
        if (size > 0) {
            const std::unique_ptr<char, decltype(&PQfreemem)> owned(message, PQfreemem);
            bytes += size;
            if (auto taken = takeRow({message, size}, batch); !taken)
                return tl::unexpected(taken.error());
            continue;
        }
        m_isAtEnd = true;
        PgError failure;
        while (PGresult *result = PQgetResult(m_session.connection())) {
            if (PQresultStatus(result) == PGRES_FATAL_ERROR) {
                const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
                failure.sqlState = state ? QString::fromLatin1(state) : QString();
                failure.message = QString::fromUtf8(PQresultErrorMessage(result)).simplified();
            }
            PQclear(result);
        }
        if (!failure.message.isEmpty() || size == -2)
            return tl::unexpected(failure.message.isEmpty() ? m_session.lastError() : failure);
    }
    return batch;
}

} // namespace isthmus::sandbox
