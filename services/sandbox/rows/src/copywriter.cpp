// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/sqltext.h>
#include <isthmus/sandbox/rows/copywriter.h>
#include <isthmus/sandbox/rows/numericbinary.h>
#include <isthmus/sandboxsql/types.h>

#include <QtEndian>

#include <array>
#include <bit>
#include <limits>
#include <vector>

namespace isthmus::sandbox {

namespace {

using catalog::DataType;
using Base = DataType::Base;
using records::ColumnVector;

constexpr qint64 epochDays = 10957; // from 1970-01-01 to PostgreSQL's 2000-01-01
constexpr qint64 epochSeconds = epochDays * 86'400;
// The years 1 to 9999, which both systems' calendars share.
constexpr qint64 firstDay = -719'162;
constexpr qint64 lastDay = 2'932'896;
constexpr qsizetype flushBytes = 256 * 1024;

template <typename T>
void appendBigEndian(QByteArray &out, T value)
{
    const T bytes = qToBigEndian(value);
    out.append(reinterpret_cast<const char *>(&bytes), sizeof bytes);
}

// Length and value: PostgreSQL 15 manual, COPY, "Binary Format".
template <typename T>
void appendFixed(QByteArray &out, T value)
{
    std::array<char, sizeof(qint32) + sizeof value> bytes;
    qToBigEndian(qint32(sizeof value), bytes.data());
    qToBigEndian(value, bytes.data() + sizeof(qint32));
    out.append(bytes.data(), qsizetype(bytes.size()));
}

template <typename T>
bool appendChecked(QByteArray &out, qint64 value, qint64 low, qint64 high)
{
    appendFixed(out, T(value));
    return value >= low && value <= high;
}

bool appendInteger(QByteArray &out, Base base, qint64 value)
{
    switch (base) {
    case Base::TinyInt:
        return appendChecked<qint16>(out, value, -128, 127);
    case Base::SmallInt:
        return appendChecked<qint16>(out, value, -32'768, 32'767);
    case Base::Int:
        return appendChecked<qint32>(out, value, std::numeric_limits<qint32>::min(),
                                     std::numeric_limits<qint32>::max());
    case Base::Date:
        if (value < firstDay || value > lastDay)
            return false;
        appendFixed<qint32>(out, qint32(value - epochDays));
        return true;
    default:
        appendFixed<qint64>(out, value);
        return true;
    }
}

bool appendTime(QByteArray &out, records::Timestamp time)
{
    if (time.seconds < firstDay * 86'400 || time.seconds >= (lastDay + 1) * 86'400)
        return false;
    appendFixed<qint64>(out, (time.seconds - epochSeconds) * 1'000'000 + time.nanos / 1000);
    return true;
}

bool appendDecimal(QByteArray &out, QByteArrayView text)
{
    const qsizetype sizeAt = out.size();
    appendBigEndian<qint32>(out, 0);
    if (!appendNumeric(text, out))
        return false;
    qToBigEndian(qint32(out.size() - sizeAt - qsizetype(sizeof(qint32))), out.data() + sizeAt);
    return true;
}

// False for a value that its type cannot hold.
bool appendField(QByteArray &out, const ColumnVector &vector, bool isJson, qsizetype row)
{
    if (vector.isNull(row)) {
        appendBigEndian<qint32>(out, -1);
        return true;
    }
    const Base base = vector.type().base;
    switch (vector.storage()) {
    case records::Storage::Bool:
        appendFixed<qint8>(out, vector.boolAt(row) ? 1 : 0);
        return true;
    case records::Storage::Int64:
        return appendInteger(out, base, vector.int64At(row));
    case records::Storage::Float:
        appendFixed<quint32>(out, std::bit_cast<quint32>(vector.floatAt(row)));
        return true;
    case records::Storage::Double:
        appendFixed<quint64>(out, std::bit_cast<quint64>(vector.doubleAt(row)));
        return true;
    case records::Storage::Timestamp:
        return appendTime(out, vector.timestampAt(row));
    case records::Storage::Bytes:
        break;
    }
    const QByteArrayView bytes = vector.bytesAt(row);
    if (base == Base::Decimal)
        return appendDecimal(out, bytes);
    // jsonb begins with the version of its binary form: PostgreSQL 15, jsonb.c, jsonb_recv().
    appendBigEndian<qint32>(out, qint32(bytes.size()) + (isJson ? 1 : 0));
    if (isJson)
        out += char(1);
    out.append(bytes.data(), bytes.size());
    return true;
}

bool isArrayType(const QString &postgresType)
{
    return postgresType.endsWith(u"[]");
}

} // namespace

QString stagedType(const DataType &type)
{
    const QString stored = sandboxsql::postgresType(type);
    return isArrayType(stored) ? QStringLiteral("text") : stored;
}

QString unstagedExpression(const catalog::Column &column)
{
    const QString name = core::quotePostgresName(column.name);
    const QString type = sandboxsql::postgresType(column.type);
    if (!isArrayType(type))
        return name;
    return QStringLiteral("CASE WHEN %1 IS NOT NULL THEN coalesce((SELECT array_agg(v ORDER BY n) FROM "
                          "jsonb_array_elements_text(%1::jsonb) WITH ORDINALITY AS e(v, n))::%2, '{}'::%2) END")
        .arg(name, type);
}

PgOutcome<bool> RowWriter::start(const QString &relation, const QList<catalog::Column> &columns,
                                 const QList<FixedField> &fixed)
{
    QStringList names;
    appendBigEndian<qint16>(m_rowHead, qint16(columns.size() + fixed.size()));
    for (const FixedField &field : fixed) {
        names.append(core::quotePostgresName(field.column));
        appendBigEndian<qint32>(m_rowHead, field.value ? qint32(field.value->size()) : -1);
        m_rowHead += field.value.value_or(QByteArray());
    }
    for (const catalog::Column &column : columns)
        names.append(core::quotePostgresName(column.name));
    const auto started = m_session.exec(
        QStringLiteral("COPY %1 (%2) FROM STDIN (FORMAT binary)").arg(relation, names.join(QStringLiteral(", "))));
    if (!started)
        return tl::unexpected(started.error());
    // Signature, flags, length of the header's extension.
    m_buffer = QByteArray("PGCOPY\n\377\r\n\0", 11);
    appendBigEndian<qint32>(m_buffer, 0);
    appendBigEndian<qint32>(m_buffer, 0);
    m_buffer.reserve(2 * flushBytes);
    return true;
}

PgOutcome<bool> RowWriter::flush()
{
    if (PQputCopyData(m_session.connection(), m_buffer.constData(), int(m_buffer.size())) != 1)
        return tl::unexpected(m_session.lastError());
    m_buffer.resize(0); // keeps the memory
    return true;
}

PgOutcome<bool> RowWriter::write(const records::RecordBatch &batch)
{
    std::vector<bool> isJson;
    for (const catalog::Column &column : batch.columns())
        isJson.push_back(stagedType(column.type) == u"jsonb");
    for (qsizetype row = 0; row < batch.rowCount(); ++row) {
        m_buffer += m_rowHead;
        for (qsizetype i = 0; i < batch.columnCount(); ++i) {
            const ColumnVector &vector = batch.vector(i);
            if (!appendField(m_buffer, vector, isJson[size_t(i)], row))
                return tl::unexpected(
                    PgError{QStringLiteral("22003"),
                            QStringLiteral("'%1' does not fit column '%2' of type %3")
                                .arg(vector.displayText(row).left(100), batch.column(i).name, vector.type().text)});
        }
        if (m_buffer.size() < flushBytes)
            continue;
        if (const auto flushed = flush(); !flushed)
            return flushed;
    }
    return true;
}

PgOutcome<bool> RowWriter::finish()
{
    appendBigEndian<qint16>(m_buffer, -1);
    if (const auto flushed = flush(); !flushed)
        return flushed;
    if (PQputCopyEnd(m_session.connection(), nullptr) != 1)
        return tl::unexpected(m_session.lastError());
    PgError failure;
    while (PGresult *result = PQgetResult(m_session.connection())) {
        if (PQresultStatus(result) == PGRES_FATAL_ERROR) {
            const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
            failure = {state ? QString::fromLatin1(state) : QString(),
                       QString::fromUtf8(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY))};
        }
        PQclear(result);
    }
    if (!failure.sqlState.isEmpty() || !failure.message.isEmpty())
        return tl::unexpected(failure);
    return true;
}

} // namespace isthmus::sandbox
