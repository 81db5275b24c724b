// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlliterals.h"

#include <isthmus/catalog/objectpath.h>
#include <isthmus/dialect/quoting.h>
#include <isthmus/records/insertstatements.h>
#include <isthmus/records/nestedinstants.h>

#include <algorithm>
#include <map>

namespace isthmus::records {

namespace {

using catalog::DataType;

constexpr size_t maxStatementBytes = 512 * 1024; // MaxCompute takes 2 MB, and counts what its own form of it has
constexpr int maxValuesRows = 1000;
constexpr int maxBranches = 200; // 256 is the limit of a UNION ALL
// Instead of statements where only generated columns, or only partition keys, are chosen of others.
const std::string intoView = "-- This is a view, which takes no rows: name the table that is to have them.\n";
const std::string nothingToWrite = "-- None of these columns can be written by INSERT.\n";

std::string namesOf(const RecordBatch &batch, const QList<int> &columns, dialect::Dialect sqlDialect)
{
    QStringList names;
    for (const int column : columns)
        names.append(dialect::quoteName(sqlDialect, batch.column(column).name));
    return names.join(QStringLiteral(", ")).toStdString();
}

std::string targetOf(const InsertTable &table)
{
    // A partition stands below its table; statements name the table. One for Hologres runs in one database.
    const qsizetype level = table.names.indexOf(catalog::partitionsFolder);
    QStringList path = level > 0 ? table.names.first(level) : table.names;
    if (table.sqlDialect == dialect::Dialect::Hologres && path.size() > 2)
        path = path.last(2);
    QStringList names;
    for (const QString &name : path)
        names.append(dialect::quoteName(table.sqlDialect, name));
    return "INSERT INTO " + names.join(u'.').toStdString();
}

/// How the rows of one statement stand between its head and its end.
struct RowForm {
    std::string beforeFirst;
    std::string between;
    std::string afterRow;
    int maxRows;
};

const RowForm asValues{"VALUES\n(", "),\n(", ")", maxValuesRows};
const RowForm asBranches{"SELECT ", "\nUNION ALL SELECT ", "", maxBranches};

// Writes rows into as few statements as their size allows.
class StatementWriter {
public:
    StatementWriter(const RecordBatch &batch, const QList<int> &columns, const TextSink &sink)
        : m_batch(batch), m_columns(columns), m_sink(sink)
    {
    }

    template <typename AppendLiteral>
    bool write(const std::string &head, const QList<int> &rows, const RowForm &form, AppendLiteral appendLiteral)
    {
        std::string statement;
        int count = 0;
        const auto finish = [&] {
            statement += form.afterRow + ";\n";
            const bool wantsMore = m_sink(statement);
            statement.clear();
            count = 0;
            return wantsMore;
        };
        for (const int row : rows) {
            if (count == form.maxRows || statement.size() >= maxStatementBytes) {
                if (!finish())
                    return false;
            }
            statement += count++ == 0 ? head + form.beforeFirst : form.between;
            bool isFirst = true;
            for (const int column : m_columns) {
                if (!isFirst)
                    statement += ", ";
                isFirst = false;
                appendLiteral(statement, m_batch.vector(column), row);
            }
        }
        return count == 0 || finish();
    }

private:
    const RecordBatch &m_batch;
    const QList<int> &m_columns;
    const TextSink &m_sink;
};

bool writeHologres(const RecordBatch &batch, const RowSelection &selection, const InsertTable &table,
                   const TextSink &sink)
{
    QList<int> columns;
    bool isOverriding = false;
    for (const int column : selection.columns) {
        const catalog::Column &described = batch.column(column);
        if (described.generatedSql)
            continue;
        columns.append(column);
        isOverriding = isOverriding || described.identity == catalog::Column::Identity::Always;
    }
    if (columns.isEmpty() && !selection.columns.isEmpty() && selection.columns.size() == batch.columnCount()) {
        return std::all_of(selection.rows.begin(), selection.rows.end(),
                           [&](int) { return sink(targetOf(table) + " DEFAULT VALUES;\n"); });
    }
    if (columns.isEmpty())
        return selection.columns.isEmpty() || sink(nothingToWrite);
    const std::string head = targetOf(table) + " (" + namesOf(batch, columns, table.sqlDialect) + ") "
        + (isOverriding ? "OVERRIDING SYSTEM VALUE " : "");
    return StatementWriter(batch, columns, sink).write(head, selection.rows, asValues, appendHologresLiteral);
}

/// Rows of one partition.
struct PartitionRows {
    std::string clause; ///< "PARTITION (`pt`='a') "; empty for a table without
    QList<int> rows;
};

// In the order in which the partitions come first.
std::vector<PartitionRows> byPartition(const RecordBatch &batch, const QList<int> &rows)
{
    QList<int> keys;
    for (qsizetype i = 0; i < batch.columnCount(); ++i) {
        if (batch.column(i).isPartitionKey)
            keys.append(int(i));
    }
    std::vector<PartitionRows> partitions;
    std::map<std::string, size_t> places;
    for (const int row : rows) {
        std::string clause;
        for (const int key : keys) {
            clause += clause.empty() ? "PARTITION (" : ", ";
            clause += dialect::quoteMaxComputeName(batch.column(key).name).toStdString() + '=';
            appendMaxComputePartitionValue(clause, batch.vector(key), row);
        }
        if (!clause.empty())
            clause += ") ";
        const auto [place, isNew] = places.try_emplace(clause, partitions.size());
        if (isNew)
            partitions.push_back({clause, {}});
        partitions[place->second].rows.append(row);
    }
    return partitions;
}

bool writeMaxCompute(const RecordBatch &batch, const RowSelection &selection, const InsertTable &table,
                     const TextSink &sink)
{
    QList<int> columns;
    for (const int column : selection.columns) {
        if (!batch.column(column).isPartitionKey)
            columns.append(column);
    }
    if (columns.isEmpty())
        return selection.columns.isEmpty() || sink(nothingToWrite);
    const auto anyType = [&](auto predicate) {
        return std::any_of(columns.begin(), columns.end(),
                           [&](int column) { return predicate(batch.column(column).type); });
    };
    if (!selection.rows.isEmpty()
        && anyType([](const DataType &type) { return isInstant(type) || holdsInstants(type); })
        && !sink("SET odps.sql.timezone=UTC;\n"))
        return false;
    const bool hasNested = anyType([](const DataType &type) { return type.isNested(); });
    StatementWriter writer(batch, columns, sink);
    for (const PartitionRows &partition : byPartition(batch, selection.rows)) {
        const std::string head = targetOf(table) + ' ' + partition.clause + '('
            + namesOf(batch, columns, table.sqlDialect) + (hasNested ? ")\n" : ") ");
        const auto appendLiteral = [hasNested](std::string &out, const ColumnVector &cells, qsizetype row) {
            appendMaxComputeLiteral(out, cells, row, hasNested);
        };
        if (!writer.write(head, partition.rows, hasNested ? asBranches : asValues, appendLiteral))
            return false;
    }
    return true;
}

} // namespace

bool takesRows(catalog::ObjectKind kind)
{
    using catalog::ObjectKind;
    return kind != ObjectKind::View && kind != ObjectKind::MaterializedView && kind != ObjectKind::DynamicTable;
}

bool writeInserts(const RecordBatch &batch, const RowSelection &selection, const InsertTable &table,
                  const TextSink &sink)
{
    if (table.isView && !selection.rows.isEmpty() && !sink(intoView))
        return false;
    return table.sqlDialect == dialect::Dialect::Hologres ? writeHologres(batch, selection, table, sink)
                                                          : writeMaxCompute(batch, selection, table, sink);
}

} // namespace isthmus::records
