// SPDX-License-Identifier: GPL-3.0-or-later
#include "insertstatement.h"

#include "tableresolver.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandbox/jobs/tablestatements.h>
#include <isthmus/sandbox/store/partitionsql.h>
#include <isthmus/sandboxsql/translate.h>

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace isthmus::sandbox {

using dialect::quotePostgresName;
using sandboxsql::SqlError;
using sandboxsql::TranslatedQuery;

namespace {

// Where the columns of an INSERT's rows come from.
struct InsertShape {
    QList<catalog::Column> targets; ///< filled by the query, in its order; dynamic partition columns last
    QStringList fixedColumns; ///< quoted: static partition columns
    QStringList fixedValues; ///< SQL text of each
    std::optional<QStringList> partition; ///< values, if the whole partition is static
    bool isDynamic = false;
};

QString names(const QList<catalog::Column> &columns)
{
    QStringList list;
    for (const catalog::Column &column : columns)
        list.append(quotePostgresName(column.name));
    return list.join(QStringLiteral(", "));
}

// One of \a columns: they must outlive it, hence no temporary list.
const catalog::Column *columnCalled(const QList<catalog::Column> &&, const QString &) = delete;
const catalog::Column *columnCalled(const QList<catalog::Column> &columns, const QString &name)
{
    const auto found = std::find_if(columns.cbegin(), columns.cend(),
                                    [&](const catalog::Column &column) { return column.name == name; });
    return found == columns.cend() ? nullptr : &*found;
}

JobResult<InsertShape> shapeOf(const TableRow &table, const sandboxsql::Insert &statement)
{
    const auto at = statement.table.position;
    const auto wrong = [at](const QString &what) { return tl::unexpected(SqlError::semantic(at, what)); };
    InsertShape shape;
    const QList<catalog::Column> all = table.allColumns();
    for (const QString &name : statement.columns) {
        const catalog::Column *column = columnCalled(all, name);
        if (!column)
            return wrong(QStringLiteral("table '%1' has no column '%2'").arg(table.name, name));
        shape.targets.append(*column);
    }
    if (statement.columns.isEmpty())
        shape.targets = table.columns;
    for (const sandboxsql::PartitionValue &value : statement.partition) {
        if (!columnCalled(table.partitionColumns, value.column))
            return wrong(QStringLiteral("table '%1' has no partition column '%2'").arg(table.name, value.column));
    }
    QStringList values;
    for (const catalog::Column &column : table.partitionColumns) {
        const auto given =
            std::find_if(statement.partition.cbegin(), statement.partition.cend(),
                         [&](const sandboxsql::PartitionValue &value) { return value.column == column.name; });
        if (given != statement.partition.cend() && given->value) {
            const QString value = partitionValueText(column, *given->value);
            shape.fixedColumns.append(quotePostgresName(column.name));
            shape.fixedValues.append(partitionLiteral(column, value));
            values.append(value);
        } else if (columnCalled(shape.targets, column.name)) {
            shape.isDynamic = true;
        } else if (given != statement.partition.cend()) {
            shape.targets.append(column);
            shape.isDynamic = true;
        } else {
            return wrong(QStringLiteral("table '%1' is partitioned: give PARTITION (%2)")
                             .arg(table.name, table.partitionColumns.first().name));
        }
    }
    if (!table.partitionColumns.isEmpty() && !shape.isDynamic) {
        if (const QString problem = partitionProblem(table, values); !problem.isEmpty())
            return wrong(problem);
        shape.partition = values;
    }
    return shape;
}

QString onConflict(const TableRow &table)
{
    if (table.primaryKey.isEmpty())
        return {};
    QStringList key = table.primaryKey;
    for (const catalog::Column &column : table.partitionColumns)
        key.append(column.name);
    QStringList quotedKey;
    QStringList updates;
    for (const QString &name : std::as_const(key))
        quotedKey.append(quotePostgresName(name));
    for (const catalog::Column &column : table.columns) {
        if (!key.contains(column.name))
            updates.append(quotePostgresName(column.name) + QStringLiteral(" = excluded.")
                           + quotePostgresName(column.name));
    }
    return QStringLiteral(" ON CONFLICT (%1) DO ").arg(quotedKey.join(QStringLiteral(", ")))
        + (updates.isEmpty() ? QStringLiteral("NOTHING")
                             : QStringLiteral("UPDATE SET ") + updates.join(QStringLiteral(", ")));
}

// INSERT of everything \a rows (a relation or a query in parentheses) gives.
QString insertSql(const QString &relation, const InsertShape &shape, const QString &rows, const QString &tail)
{
    const QString targets = names(shape.targets);
    const QString fixedColumns =
        shape.fixedColumns.isEmpty() ? QString() : QStringLiteral(", ") + shape.fixedColumns.join(QStringLiteral(", "));
    const QString fixedValues =
        shape.fixedValues.isEmpty() ? QString() : QStringLiteral(", ") + shape.fixedValues.join(QStringLiteral(", "));
    return QStringLiteral("INSERT INTO %1 (%2%3) SELECT %2%4 FROM %5 AS q%6")
        .arg(relation, targets, fixedColumns, fixedValues, rows, tail);
}

SqlError nullPartition()
{
    return {QStringLiteral("ODPS-0123031"),
            {0, 0},
            QStringLiteral("Partition exception - a dynamic partition value is NULL")};
}

// The values of a partition that rows make, from a JSON array.
JobResult<QStringList> partitionOf(const TableRow &table, QByteArrayView json)
{
    QStringList values;
    for (const QJsonValue &value : QJsonDocument::fromJson(json.toByteArray()).array()) {
        if (value.isNull())
            return tl::unexpected(nullPartition());
        values.append(value.toString());
    }
    if (const QString problem = partitionProblem(table, values); !problem.isEmpty())
        return tl::unexpected(
            SqlError{QStringLiteral("ODPS-0123031"), {0, 0}, QStringLiteral("Partition exception - ") + problem});
    return values;
}

JobResult<Done> insertInto(JobContext &context, const TableRow &table, const InsertShape &shape, const QString &rows,
                           const QStringList &partition)
{
    const auto inserted =
        fromStore(context.session.exec(insertSql(table.dataRelation(), shape, rows, onConflict(table))));
    if (!inserted)
        return tl::unexpected(inserted.error());
    context.noteOutput(table, inserted->affectedRows());
    if (const auto noted = noteRows(context, table, partition, inserted->affectedRows()); !noted)
        return noted;
    return table.primaryKey.isEmpty() ? JobResult<Done>(Done{}) : recount(context, table);
}

JobResult<Done> emptyTable(JobContext &context, const TableRow &table)
{
    // DELETE, not TRUNCATE: readers of the table go on seeing the old rows until the commit.
    const auto deleted = fromStore(context.session.exec(QStringLiteral("DELETE FROM ") + table.dataRelation()));
    if (!deleted)
        return tl::unexpected(deleted.error());
    return noteRows(context, table, {}, -deleted->affectedRows());
}

// Partitions found in the staged rows, with their number of rows.
JobResult<QList<QPair<QStringList, qint64>>> stagedPartitions(JobContext &context, const TableRow &table,
                                                              const InsertShape &shape, const QString &stage)
{
    QStringList expressions;
    for (const catalog::Column &column : table.partitionColumns) {
        const qsizetype fixed = shape.fixedColumns.indexOf(quotePostgresName(column.name));
        expressions.append((fixed < 0 ? quotePostgresName(column.name) : shape.fixedValues[fixed])
                           + QStringLiteral("::text"));
    }
    const auto found = fromStore(context.session.exec(
        QStringLiteral("SELECT to_json(spec), n FROM (SELECT ARRAY[%1] AS spec, count(*) AS n FROM %2 GROUP BY 1) AS s")
            .arg(expressions.join(QStringLiteral(", ")), stage)));
    if (!found)
        return tl::unexpected(found.error());
    QList<QPair<QStringList, qint64>> partitions;
    for (int i = 0; i < found->rowCount(); ++i) {
        const auto values = partitionOf(table, found->bytes(i, 0));
        if (!values)
            return tl::unexpected(values.error());
        partitions.append({*values, found->integer(i, 1)});
    }
    return partitions;
}

JobResult<Done> insertDynamic(JobContext &context, const TableRow &table, const InsertShape &shape,
                              const QString &stage, bool overwrite)
{
    const auto partitions = stagedPartitions(context, table, shape, stage);
    if (!partitions)
        return tl::unexpected(partitions.error());
    if (overwrite) {
        for (const auto &[values, count] : *partitions) {
            if (const auto emptied = emptyPartition(context, table, values); !emptied)
                return tl::unexpected(emptied.error());
        }
    }
    const auto inserted =
        fromStore(context.session.exec(insertSql(table.dataRelation(), shape, stage, onConflict(table))));
    if (!inserted)
        return tl::unexpected(inserted.error());
    context.noteOutput(table, inserted->affectedRows());
    for (const auto &[values, count] : *partitions) {
        if (const auto noted = noteRows(context, table, values, count); !noted)
            return noted;
    }
    return table.primaryKey.isEmpty() ? JobResult<Done>(Done{}) : recount(context, table);
}

JobResult<Done> insertIntoExternal(JobContext &context, const TableRow &table, const sandboxsql::Insert &statement)
{
    const auto at = statement.table.position;
    if (statement.overwrite)
        return tl::unexpected(SqlError::semantic(
            at, QStringLiteral("INSERT OVERWRITE of an external table over Hologres is not possible")));
    if (table.external->roleArn.isEmpty())
        return tl::unexpected(SqlError::semantic(
            at,
            QStringLiteral("an external table with dual signature can only be read; map it with a RAM role to write")));
    const auto shape = shapeOf(table, statement);
    if (!shape)
        return tl::unexpected(shape.error());
    TableResolver resolver(context);
    const auto query = sandboxsql::translateInsert(*statement.query, resolver, shape->targets);
    if (!query)
        return tl::unexpected(query.error());
    const auto relation = context.foreign.attach(table, context.account, at);
    if (!relation)
        return tl::unexpected(relation.error());
    const auto inserted =
        fromStore(context.session.exec(insertSql(*relation, *shape, u'(' + query->postgresSql + u')', QString())), at);
    if (!inserted)
        return tl::unexpected(inserted.error());
    context.noteOutput(table, inserted->affectedRows());
    return Done{};
}

} // namespace

JobResult<qint64> emptyPartition(JobContext &context, const TableRow &table, const QStringList &values)
{
    const auto deleted = fromStore(context.session.exec(
        QStringLiteral("DELETE FROM %1 WHERE %2").arg(table.dataRelation(), partitionCondition(table, values))));
    if (!deleted)
        return tl::unexpected(deleted.error());
    auto noted = fromStore(context.metadata.noteDataChange(table.id, -deleted->affectedRows()));
    if (noted)
        noted = fromStore(context.metadata.notePartitionChange(table.id, values, -deleted->affectedRows()));
    if (!noted)
        return tl::unexpected(noted.error());
    return deleted->affectedRows();
}

JobResult<Done> fillNewTable(JobContext &context, const TableRow &table, const sandboxsql::Query &query)
{
    InsertShape shape;
    shape.targets = table.allColumns();
    TableResolver resolver(context);
    const auto translated = sandboxsql::translateInsert(query, resolver, shape.targets);
    if (!translated)
        return tl::unexpected(translated.error());
    return insertInto(context, table, shape, u'(' + translated->postgresSql + u')', {});
}

namespace {

/// An INSERT whose query is translated, not yet run.
struct PreparedInsert {
    TableRow table;
    InsertShape shape;
    TranslatedQuery query;
    bool overwrite = false;
};

JobResult<PreparedInsert> prepare(JobContext &context, const sandboxsql::Insert &statement)
{
    auto table = context.requireOwn(statement.table, TableKind::Managed);
    if (!table)
        return tl::unexpected(table.error());
    auto shape = shapeOf(*table, statement);
    if (!shape)
        return tl::unexpected(shape.error());
    TableResolver resolver(context);
    auto query = sandboxsql::translateInsert(*statement.query, resolver, shape->targets);
    if (!query)
        return tl::unexpected(query.error());
    return PreparedInsert{std::move(*table), std::move(*shape), std::move(*query), statement.overwrite};
}

JobResult<Done> fillStage(JobContext &context, const PreparedInsert &insert, const QString &stage)
{
    const auto staged = fromStore(context.session.exec(
        QStringLiteral("CREATE TEMPORARY TABLE %1 ON COMMIT DROP AS %2").arg(stage, insert.query.postgresSql)));
    if (!staged)
        return tl::unexpected(staged.error());
    return Done{};
}

JobResult<Done> insertStaged(JobContext &context, const PreparedInsert &insert, const QString &stage)
{
    const QStringList partition = insert.shape.partition.value_or(QStringList());
    if (insert.shape.isDynamic)
        return insertDynamic(context, insert.table, insert.shape, stage, insert.overwrite);
    if (insert.overwrite && insert.shape.partition) {
        if (const auto emptied = emptyPartition(context, insert.table, partition); !emptied)
            return tl::unexpected(emptied.error());
    } else if (insert.overwrite) {
        if (const auto emptied = emptyTable(context, insert.table); !emptied)
            return emptied;
    }
    return insertInto(context, insert.table, insert.shape, stage, partition);
}

} // namespace

JobResult<Done> recount(JobContext &context, const TableRow &table)
{
    auto counted = fromStore(context.session.exec(
        QStringLiteral("UPDATE mc.tables SET rows = (SELECT count(*) FROM %1) WHERE id = $1").arg(table.dataRelation()),
        {table.id}));
    if (counted && !table.partitionColumns.isEmpty()) {
        QStringList keys;
        for (const catalog::Column &column : table.partitionColumns)
            keys.append(quotePostgresName(column.name) + QStringLiteral("::text"));
        counted =
            context.session
                .exec(QStringLiteral("WITH counted AS (SELECT ARRAY[%1] AS spec, count(*) AS n FROM %2 GROUP BY 1), "
                                     "emptied AS (UPDATE mc.partitions SET rows = 0, last_modified = now() "
                                     "WHERE table_id = $1 AND rows > 0 AND spec NOT IN (SELECT spec FROM counted)) "
                                     "INSERT INTO mc.partitions AS p (table_id, spec, rows) "
                                     "SELECT $1, spec, n FROM counted ON CONFLICT (table_id, spec) DO UPDATE "
                                     "SET rows = excluded.rows, last_modified = now() "
                                     "WHERE p.rows <> excluded.rows RETURNING to_json(spec)")
                          .arg(keys.join(QStringLiteral(", ")), table.dataRelation()),
                      {table.id})
                .map_error([](const PgError &error) { return jobError(error); });
        for (int i = 0; counted && i < counted->rowCount(); ++i) {
            if (const auto values = partitionOf(table, counted->bytes(i, 0)); !values)
                return tl::unexpected(values.error());
        }
    }
    if (!counted)
        return tl::unexpected(counted.error());
    return Done{};
}

JobResult<Done> noteRows(JobContext &context, const TableRow &table, const QStringList &values, qint64 delta)
{
    auto noted = fromStore(context.metadata.noteDataChange(table.id, delta));
    if (noted && !values.isEmpty()) {
        if (const auto added = fromStore(context.metadata.addPartition(table.id, values)); !added)
            return tl::unexpected(added.error());
        noted = fromStore(context.metadata.notePartitionChange(table.id, values, delta));
    }
    if (!noted)
        return tl::unexpected(noted.error());
    return Done{};
}

JobResult<Done> runInsert(JobContext &context, const sandboxsql::Insert &statement)
{
    auto found = context.require(statement.table);
    if (!found)
        return tl::unexpected(found.error());
    if (found->kind == TableKind::External)
        return insertIntoExternal(context, *found, statement);
    const auto insert = prepare(context, statement);
    if (!insert)
        return tl::unexpected(insert.error());
    if (!insert->overwrite && !insert->shape.isDynamic)
        return insertInto(context, insert->table, insert->shape, u'(' + insert->query.postgresSql + u')',
                          insert->shape.partition.value_or(QStringList()));
    // The query may read what is about to be deleted, and dynamic partitions show only in its rows.
    const QString stage = QStringLiteral("mc_stage");
    if (const auto staged = fillStage(context, *insert, stage); !staged)
        return staged;
    return insertStaged(context, *insert, stage);
}

JobResult<Done> runMultiInsert(JobContext &context, const sandboxsql::MultiInsert &statement)
{
    QList<PreparedInsert> inserts;
    for (const sandboxsql::Insert &insert : statement.inserts) {
        auto prepared = prepare(context, insert);
        if (!prepared)
            return tl::unexpected(prepared.error());
        inserts.append(std::move(*prepared));
    }
    const auto stageOf = [](qsizetype i) { return QStringLiteral("mc_stage%1").arg(i); };
    for (qsizetype i = 0; i < inserts.size(); ++i) {
        if (const auto staged = fillStage(context, inserts[i], stageOf(i)); !staged)
            return staged;
    }
    for (qsizetype i = 0; i < inserts.size(); ++i) {
        if (const auto inserted = insertStaged(context, inserts[i], stageOf(i)); !inserted)
            return inserted;
    }
    return Done{};
}

} // namespace isthmus::sandbox
