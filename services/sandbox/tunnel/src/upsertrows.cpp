// SPDX-License-Identifier: GPL-3.0-or-later
#include "upsertrows.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/rows/copywriter.h>

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace isthmus::sandbox {

namespace {

constexpr int addedColumns = 5;

PgError refusal(const QString &message)
{
    return {QStringLiteral("22023"), message};
}

// What a row brings: numbers of columns; none for the whole row.
PgOutcome<bool> checkBrought(const TableRow &table, QByteArrayView json)
{
    const QJsonArray numbers = QJsonDocument::fromJson(json.toByteArray()).array();
    if (numbers.isEmpty())
        return true;
    if (!takesPartialRows(table))
        return tl::unexpected(refusal(QStringLiteral("table '%1' takes no rows of some columns only, set "
                                                     "'acid.partial.fields.update.enable'='true' first")
                                          .arg(table.name)));
    const auto isColumn = [&](const QJsonValue &number) {
        return number.isDouble() && number.toInteger(-1) >= 0 && number.toInteger() < table.columns.size();
    };
    if (!std::all_of(numbers.begin(), numbers.end(), isColumn))
        return tl::unexpected(refusal(QStringLiteral("table '%1' has no such column ids: %2")
                                          .arg(table.name, QString::fromUtf8(json.first(qMin(json.size(), 100))))));
    return true;
}

QStringList quotedKey(const TableRow &table)
{
    QStringList key;
    for (const QString &name : table.primaryKey)
        key.append(dialect::quotePostgresName(name));
    return key;
}

// The old value of \a column in the form in which it is staged.
QString storedValue(const catalog::Column &column)
{
    const QString value = QStringLiteral("t.") + dialect::quotePostgresName(column.name);
    const bool isStagedAsText =
        column.type.base == catalog::DataType::Base::Array && stagedType(column.type) == u"text";
    return isStagedAsText ? QStringLiteral("to_json(%1)::text").arg(value) : value;
}

// Rows of all columns replace each other: the last one counts.
QString lastRows(const TunnelSession &upsert)
{
    return QStringLiteral("SELECT DISTINCT ON (%1) * FROM %2 ORDER BY %1, mc_order DESC")
        .arg(quotedKey(upsert.target.table).join(QStringLiteral(", ")), upsert.staging());
}

// Rows of some columns add to each other. A whole row, or a deletion, is a base: what came before it is forgotten, and
// what no later row brought is the base's, or NULL. Without a base it is the table's.
QString mergedRows(const TunnelSession &upsert)
{
    const TableRow &table = upsert.target.table;
    const QStringList key = quotedKey(table);
    QStringList brought;
    QStringList values;
    QStringList same;
    for (qsizetype i = 0; i < table.columns.size(); ++i) {
        const catalog::Column &column = table.columns[i];
        const QString name = dialect::quotePostgresName(column.name);
        if (table.primaryKey.contains(column.name)) {
            same.append(QStringLiteral("t.%1 = m.%1").arg(name));
            values.append(QStringLiteral("m.") + name);
            continue;
        }
        brought.append(
            QStringLiteral("(array_agg(CASE WHEN \"__operation\" <> %3 THEN %1 END ORDER BY mc_order DESC) FILTER "
                           "(WHERE mc_order = mc_base OR mc_brought @> '%2'))[1] AS %1")
                .arg(name)
                .arg(i)
                .arg(deleteOperation));
        values.append(QStringLiteral("CASE WHEN m.mc_based OR m.mc_all @> '[[%2]]' THEN m.%1 ELSE %3 END AS %1")
                          .arg(name)
                          .arg(i)
                          .arg(storedValue(column)));
    }
    const QString condition = upsert.target.condition();
    return QStringLiteral(
               "WITH typed AS (SELECT *, coalesce(\"__value_cols\", '[]')::jsonb AS mc_brought FROM %1), "
               "marked AS (SELECT *, coalesce(max(mc_order) FILTER (WHERE mc_brought = '[]' OR \"__operation\" = %2) "
               "OVER (PARTITION BY %3), 0) AS mc_base FROM typed), "
               "merged AS (SELECT %4, (array_agg(\"__operation\" ORDER BY mc_order DESC))[1] AS \"__operation\", "
               "max(mc_base) > 0 AS mc_based, jsonb_agg(mc_brought) AS mc_all FROM marked WHERE mc_order >= mc_base "
               "GROUP BY %3) "
               "SELECT %5, m.\"__operation\" FROM merged AS m LEFT JOIN %6 AS t ON %7")
        .arg(upsert.staging())
        .arg(deleteOperation)
        .arg(key.join(QStringLiteral(", ")), (key + brought).join(QStringLiteral(", ")),
             values.join(QStringLiteral(", ")), table.dataRelation(),
             same.join(QStringLiteral(" AND "))
                 + (condition.isEmpty() ? QString() : QStringLiteral(" AND ") + condition));
}

} // namespace

QList<catalog::Column> upsertColumns(const TableRow &table)
{
    const auto column = [](const QString &name, QStringView type) {
        catalog::Column added;
        added.name = name;
        added.type = catalog::parseMaxComputeType(type);
        return added;
    };
    return table.columns
        + QList<catalog::Column>{
            column(QStringLiteral("__version"), u"BIGINT"), column(QStringLiteral("__app_version"), u"BIGINT"),
            column(QStringLiteral("__operation"), u"TINYINT"), column(QStringLiteral("__key_cols"), u"ARRAY<BIGINT>"),
            column(QStringLiteral("__value_cols"), u"ARRAY<BIGINT>")};
}

bool takesPartialRows(const TableRow &table)
{
    return table.isSet(u"acid.partial.fields.update.enable");
}

PgOutcome<bool> checkUpsertRows(const TableRow &table, const records::RecordBatch &batch)
{
    const qsizetype first = batch.columnCount() - addedColumns;
    const records::ColumnVector &operation = batch.vector(first + 2);
    const records::ColumnVector &brought = batch.vector(first + 4);
    for (qsizetype row = 0; row < batch.rowCount(); ++row) {
        const qint64 code = operation.isNull(row) ? 0 : operation.int64At(row);
        if (code != upsertOperation && code != deleteOperation)
            return tl::unexpected(refusal(QStringLiteral("%1 is no operation of an upsert").arg(code)));
        if (brought.isNull(row))
            continue;
        if (auto checked = checkBrought(table, brought.bytesAt(row)); !checked)
            return checked;
    }
    return true;
}

PgOutcome<PgResult> mergeUpsertRows(PgSession &session, const TunnelSession &upsert)
{
    const auto partial = session.exec(
        QStringLiteral("SELECT EXISTS (SELECT FROM %1 WHERE \"__value_cols\" <> '[]')").arg(upsert.staging()));
    if (!partial)
        return partial;
    const QString rows = partial->bytes(0, 0) == "t" ? mergedRows(upsert) : lastRows(upsert);
    return session.exec(QStringLiteral("CREATE TEMPORARY TABLE mc_upsert ON COMMIT DROP AS ") + rows);
}

} // namespace isthmus::sandbox
