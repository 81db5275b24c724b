// SPDX-License-Identifier: GPL-3.0-or-later
#include "servedvalues.h"
#include "signedzeros.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/rows/copywriter.h>
#include <isthmus/sandboxsql/types.h>

#include <vector>

namespace isthmus::sandbox {

namespace {

constexpr qsizetype flushBytes = 256 * 1024;

bool isArrayType(const QString &postgresType)
{
    return postgresType.endsWith(u"[]");
}

// A nested value as it is stored; nothing if that is what it is.
std::optional<std::string> storedNested(const catalog::DataType &type, QByteArrayView json)
{
    std::optional<std::string> text;
    if (mayHoldChars(type))
        text = asStored(type, json);
    const QByteArrayView bare = text ? QByteArrayView(text->data(), qsizetype(text->size())) : json;
    if (auto signedText = mayHoldSignedZeros(type) ? withSignedZeros(type, bare) : std::nullopt)
        return signedText;
    return text;
}

// \a batch with what storedNested() makes of its nested values; nothing if that changes none.
std::optional<records::RecordBatch> withStoredNested(const records::RecordBatch &batch)
{
    std::optional<records::RecordBatch> changed;
    for (qsizetype i = 0; i < batch.columnCount(); ++i) {
        const records::ColumnVector &vector = batch.vector(i);
        if (!vector.type().isNested() || (!mayHoldChars(vector.type()) && !mayHoldSignedZeros(vector.type())))
            continue;
        records::ColumnVector made(vector.type());
        bool isSame = true;
        for (qsizetype row = 0; row < batch.rowCount(); ++row) {
            if (vector.isNull(row)) {
                made.appendNull();
                continue;
            }
            const auto text = storedNested(vector.type(), vector.bytesAt(row));
            made.appendBytes(text ? QByteArrayView(text->data(), qsizetype(text->size())) : vector.bytesAt(row));
            isSame = isSame && !text;
        }
        if (isSame)
            continue;
        if (!changed)
            changed = batch;
        changed->vector(i) = std::move(made);
    }
    return changed;
}

} // namespace

QString stagedType(const catalog::DataType &type)
{
    const QString stored = sandboxsql::postgresType(type);
    return isArrayType(stored) ? QStringLiteral("text") : stored;
}

QString unstagedExpression(const catalog::Column &column)
{
    const QString name = dialect::quotePostgresName(column.name);
    const QString type = sandboxsql::postgresType(column.type);
    if (!isArrayType(type))
        return name;
    return QStringLiteral("CASE WHEN %1 IS NOT NULL THEN coalesce((SELECT array_agg(v ORDER BY n) FROM "
                          "json_array_elements_text(%1::json) WITH ORDINALITY AS e(v, n))::%2, '{}'::%2) END")
        .arg(name, type);
}

PgOutcome<bool> RowWriter::start(const QString &relation, const QList<catalog::Column> &columns,
                                 const std::optional<RowNumbering> &numbering)
{
    QStringList names;
    std::optional<qint64> firstNumber;
    if (numbering) {
        names.append(numbering->column);
        firstNumber = numbering->first;
    }
    std::vector<bool> isJsonb;
    for (const catalog::Column &column : columns) {
        names.append(dialect::quotePostgresName(column.name));
        isJsonb.push_back(stagedType(column.type) == u"jsonb");
    }
    const auto started = m_session.exec(
        QStringLiteral("COPY %1 (%2) FROM STDIN (FORMAT binary)").arg(relation, names.join(QStringLiteral(", "))));
    if (!started)
        return tl::unexpected(started.error());
    m_encoder.emplace(std::move(isJsonb), firstNumber);
    m_encoder->appendHeader(m_buffer);
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

PgOutcome<bool> RowWriter::write(const records::RecordBatch &given)
{
    const auto changed = withStoredNested(given);
    const records::RecordBatch &batch = changed ? *changed : given;
    for (qsizetype row = 0; row < batch.rowCount(); ++row) {
        if (const auto column = m_encoder->appendRow(batch, row, m_buffer)) {
            const records::ColumnVector &vector = batch.vector(*column);
            return tl::unexpected(
                PgError{QStringLiteral("22003"),
                        QStringLiteral("'%1' does not fit column '%2' of type %3")
                            .arg(vector.displayText(row).left(100), batch.column(*column).name, vector.type().text)});
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
    m_encoder->appendTrailer(m_buffer);
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
