// SPDX-License-Identifier: GPL-3.0-or-later
#include "tunnel/rowwriter.h"

#include <isthmus/core/sqltext.h>
#include <isthmus/sandboxsql/types.h>

#include <QtEndian>

#include <bit>

namespace isthmus::sandbox {

namespace {

using catalog::DataType;
using Base = DataType::Base;
using records::ColumnVector;

constexpr qint64 epochDays = 10957; // from 1970-01-01 to PostgreSQL's 2000-01-01
constexpr qint64 epochSeconds = epochDays * 86'400;
constexpr int flushBytes = 1024 * 1024;

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
    appendBigEndian<qint32>(out, sizeof value);
    appendBigEndian<T>(out, value);
}

void appendInteger(QByteArray &out, Base base, qint64 value)
{
    if (base == Base::TinyInt || base == Base::SmallInt)
        appendFixed<qint16>(out, qint16(value));
    else if (base == Base::Int)
        appendFixed<qint32>(out, qint32(value));
    else if (base == Base::Date)
        appendFixed<qint32>(out, qint32(value - epochDays));
    else
        appendFixed<qint64>(out, value);
}

void appendField(QByteArray &out, const ColumnVector &vector, qsizetype row)
{
    if (vector.isNull(row))
        return appendBigEndian<qint32>(out, -1);
    switch (vector.storage()) {
    case records::Storage::Bool:
        appendBigEndian<qint32>(out, 1);
        out.append(char(vector.boolAt(row) ? 1 : 0));
        break;
    case records::Storage::Int64:
        appendInteger(out, vector.type().base, vector.int64At(row));
        break;
    case records::Storage::Float:
        appendFixed<quint32>(out, std::bit_cast<quint32>(vector.floatAt(row)));
        break;
    case records::Storage::Double:
        appendFixed<quint64>(out, std::bit_cast<quint64>(vector.doubleAt(row)));
        break;
    case records::Storage::Timestamp: {
        const records::Timestamp time = vector.timestampAt(row);
        appendFixed<qint64>(out, (time.seconds - epochSeconds) * 1'000'000 + time.nanos / 1000);
        break;
    }
    case records::Storage::Bytes: {
        const QByteArrayView bytes = vector.bytesAt(row);
        appendBigEndian<qint32>(out, qint32(bytes.size()));
        out.append(bytes.data(), bytes.size());
        break;
    }
    }
}

} // namespace

QString stagedType(const DataType &type)
{
    switch (type.base) {
    case Base::Boolean:
    case Base::TinyInt:
    case Base::SmallInt:
    case Base::Int:
    case Base::BigInt:
    case Base::Float:
    case Base::Double:
    case Base::Binary:
    case Base::Date:
        return sandboxsql::postgresType(type);
    case Base::DateTime:
    case Base::TimestampTz:
        return QStringLiteral("timestamptz");
    case Base::TimestampNtz:
        return QStringLiteral("timestamp");
    default:
        return QStringLiteral("text");
    }
}

QString unstagedExpression(const catalog::Column &column)
{
    const QString name = core::quotePostgresName(column.name);
    const QString type = sandboxsql::postgresType(column.type);
    if (type.endsWith(u"[]"))
        return QStringLiteral(
                   "(SELECT array_agg(v ORDER BY n) FROM jsonb_array_elements_text(%1::jsonb) WITH ORDINALITY "
                   "AS e(v, n))::%2")
            .arg(name, type);
    return name + QStringLiteral("::") + type;
}

PgOutcome<bool> RowWriter::start(const QString &relation, const QList<catalog::Column> &columns, int block)
{
    QStringList names{QStringLiteral("mc_block")};
    for (const catalog::Column &column : columns)
        names.append(core::quotePostgresName(column.name));
    const auto started = m_session.exec(
        QStringLiteral("COPY %1 (%2) FROM STDIN (FORMAT binary)").arg(relation, names.join(QStringLiteral(", "))));
    if (!started)
        return tl::unexpected(started.error());
    m_block = block;
    // Signature, flags, length of the header's extension.
    m_buffer = QByteArray("PGCOPY\n\377\r\n\0", 11);
    appendBigEndian<qint32>(m_buffer, 0);
    appendBigEndian<qint32>(m_buffer, 0);
    return true;
}

PgOutcome<bool> RowWriter::write(const records::RecordBatch &batch)
{
    for (qsizetype row = 0; row < batch.rowCount(); ++row) {
        appendBigEndian<qint16>(m_buffer, qint16(batch.columnCount() + 1));
        appendFixed<qint32>(m_buffer, m_block);
        for (qsizetype i = 0; i < batch.columnCount(); ++i)
            appendField(m_buffer, batch.vector(i), row);
        const bool isFull = m_buffer.size() >= flushBytes || row + 1 == batch.rowCount();
        if (!isFull)
            continue;
        if (PQputCopyData(m_session.connection(), m_buffer.constData(), int(m_buffer.size())) != 1)
            return tl::unexpected(m_session.lastError());
        m_buffer.clear();
    }
    return true;
}

PgOutcome<bool> RowWriter::finish()
{
    appendBigEndian<qint16>(m_buffer, -1);
    if (PQputCopyData(m_session.connection(), m_buffer.constData(), int(m_buffer.size())) != 1
        || PQputCopyEnd(m_session.connection(), nullptr) != 1)
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
