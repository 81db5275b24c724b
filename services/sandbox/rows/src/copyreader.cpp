// SPDX-License-Identifier: GPL-3.0-or-later
#include "servedvalues.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/rows/copyreader.h>

#include <limits>
#include <memory>

namespace isthmus::sandbox {

namespace {

tl::unexpected<PgError> broken()
{
    return tl::unexpected(PgError{QStringLiteral("XX000"), QStringLiteral("the row stream cannot be decoded")});
}

using Base = catalog::DataType::Base;

// The years 1 to 9999. Instants may be a day off: they were inside in a zone of their own.
constexpr qint64 firstDay = -719'162;
constexpr qint64 lastDay = 2'932'896;

bool isBeyondRange(const records::ColumnVector &vector, qsizetype row)
{
    switch (vector.type().base) {
    case Base::BigInt:
        return vector.int64At(row) == std::numeric_limits<int64_t>::min();
    case Base::Date:
        return vector.int64At(row) < firstDay || vector.int64At(row) > lastDay;
    case Base::DateTime: {
        const qint64 seconds = vector.timestampAt(row).seconds;
        return seconds < (firstDay - 1) * 86'400 || seconds >= (lastDay + 2) * 86'400;
    }
    case Base::Decimal: {
        const QByteArrayView text = vector.bytesAt(row);
        return text.contains('N') || text.contains('I'); // NaN, Infinity
    }
    default:
        return false;
    }
}

// A value that MaxCompute does not have: older versions could store it.
std::optional<PgError> beyondRange(const records::RecordBatch &batch)
{
    for (qsizetype i = 0; i < batch.columnCount(); ++i) {
        const records::ColumnVector &vector = batch.vector(i);
        const Base base = vector.type().base;
        if (base != Base::BigInt && base != Base::Date && base != Base::DateTime && base != Base::Decimal)
            continue;
        for (qsizetype row = 0; row < batch.rowCount(); ++row) {
            if (!vector.isNull(row) && isBeyondRange(vector, row))
                return PgError{QStringLiteral("22003"),
                               QStringLiteral("the value '%1' of column '%2' does not fit the type %3")
                                   .arg(vector.displayText(row).left(100), batch.column(i).name, vector.type().text)};
        }
    }
    return std::nullopt;
}

} // namespace

QString readExpression(const catalog::Column &column)
{
    const QString name = dialect::quotePostgresName(column.name);
    if (column.type.base == Base::Array)
        return QStringLiteral("to_json(%1)::text").arg(name); // jsonb would lose the sign of -0
    // The service fills CHAR(n) up with blanks, and gives a DECIMAL no zeros behind its last digit:
    // docs/protocol.md#values-of-columns. PostgreSQL does the opposite of both.
    if (column.type.base == Base::Char && column.type.length)
        return QStringLiteral("rpad(%1::text, %2)").arg(name).arg(*column.type.length);
    if (column.type.base == Base::Decimal)
        return QStringLiteral("trim_scale(%1)").arg(name);
    return QStringLiteral("%1::%2").arg(name, pgwire::decodedType(column.type));
}

PgOutcome<bool> RowStream::start(const RowSource &source, RowRange range)
{
    QStringList expressions = source.expressions;
    if (expressions.isEmpty()) {
        for (const catalog::Column &column : source.columns)
            expressions.append(readExpression(column));
    }
    QString sql =
        QStringLiteral("COPY (SELECT %1 FROM %2").arg(expressions.join(QStringLiteral(", ")), source.relation);
    if (!source.condition.isEmpty())
        sql += QStringLiteral(" WHERE ") + source.condition;
    if (!source.order.isEmpty())
        sql += QStringLiteral(" ORDER BY ") + source.order;
    if (range.count >= 0)
        sql += QStringLiteral(" LIMIT %1").arg(range.count);
    if (range.first > 0)
        sql += QStringLiteral(" OFFSET %1").arg(range.first);
    sql += QStringLiteral(") TO STDOUT (FORMAT binary)");
    // One reader that starts at the first page, so that row numbers mean the same in every request. An order comes from
    // the index, if there is one: a sort sends nothing before it has read everything.
    const auto prepared = m_session.execScript("SET LOCAL synchronize_seqscans = off; "
                                               "SET LOCAL max_parallel_workers_per_gather = 0; "
                                               "SET LOCAL enable_sort = off");
    if (!prepared)
        return tl::unexpected(prepared.error());
    if (const auto started = m_session.exec(sql); !started)
        return tl::unexpected(started.error());
    m_decoder.emplace(source.columns);
    m_keepsDecimalZeros = source.keepsDecimalZeros;
    return true;
}

PgOutcome<records::RecordBatch> RowStream::next(qsizetype maxRows, qsizetype maxBytes)
{
    records::RecordBatch batch(m_decoder->columns());
    qsizetype bytes = 0;
    while (!m_isAtEnd && batch.rowCount() < maxRows && bytes < maxBytes) {
        char *message = nullptr;
        const int size = PQgetCopyData(m_session.connection(), &message, 0);
        if (size > 0) {
            const std::unique_ptr<char, decltype(&PQfreemem)> owned(message, PQfreemem);
            bytes += size;
            if (m_decoder->take({message, size}, batch) == pgwire::CopyDecoder::Message::Broken)
                return broken();
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
    if (const auto error = m_decoder->tookUnusual() ? beyondRange(batch) : std::nullopt)
        return tl::unexpected(*error);
    serveNested(batch, m_keepsDecimalZeros);
    return batch;
}

} // namespace isthmus::sandbox
