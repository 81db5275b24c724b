// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/unheard.h"
#include "text.h"

#include <isthmus/catalog/manycolumns.h>
#include <isthmus/core/async.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/manytables/verifymappingsexecutor.h>

#include <QHash>

namespace isthmus::mapping {

namespace {

using core::ErrorKind;
using core::Result;
using Table = VerifyMappings::Table;

const QString schemaKey = QStringLiteral("schema");
const QString tablesKey = QStringLiteral("tables");
const QString stepKey = QStringLiteral("step");
const QString nameKey = QStringLiteral("name");
const QString typeKey = QStringLiteral("type");
const QString columnsKey = QStringLiteral("columns");
const QString rowsKey = QStringLiteral("reads_rows");

QJsonObject tableJson(const Table &table)
{
    QJsonArray columns;
    for (const auto &[name, type] : table.columns)
        columns.append(QJsonObject{{nameKey, name}, {typeKey, type}});
    return {{stepKey, table.step}, {nameKey, table.name}, {columnsKey, columns}};
}

plan::Text firstRowProblem(const VerifyMappingExecutor::Side &side, const catalog::ObjectPath &table,
                           const core::Cancellation &cancellation)
{
    records::PreviewRequest request;
    request.table = table;
    request.maxRows = 1;
    const auto preview = core::await(side.reader->preview(request), cancellation);
    return preview ? plan::Text() : plan::Text(preview.error().message);
}

// What is wrong with the table \a planned, as it is now; empty if nothing is.
plan::Text problemOf(const Table &planned, const QHash<QString, catalog::TableInfo> &infos)
{
    const auto info = infos.constFind(planned.name);
    if (info == infos.cend())
        return coded("Mapping.verify_gone", QT_TRANSLATE_NOOP("Mapping", "It is not there"));
    if (info->kind != catalog::ObjectKind::ExternalTable)
        return coded("Mapping.create_other_kind", QT_TRANSLATE_NOOP("Mapping", "it is no external table (%1)"),
                     {relationKindText(info->kind).toJson()});
    const QJsonArray found = columnDifferences(planned.columns, info->columns);
    return found.isEmpty()
        ? plan::Text()
        : coded("Mapping.verify_columns", QT_TRANSLATE_NOOP("Mapping", "It does not have the planned columns: %1"),
                {QJsonValue(found)});
}

plan::Text equalText(qsizetype count)
{
    return count == 1
        ? coded("Mapping.verified_one", QT_TRANSLATE_NOOP("Mapping", "1 table has the planned columns"))
        : coded("Mapping.verified_many", QT_TRANSLATE_NOOP("Mapping", "%1 tables have the planned columns"), {count});
}

plan::StepResult told(const QMap<QString, plan::Text> &wrong, qsizetype verified, const plan::StepContext &context)
{
    if (wrong.isEmpty())
        return plan::StepOutcome{equalText(verified), {}};
    QJsonObject differing;
    for (auto it = wrong.cbegin(); it != wrong.cend(); ++it) {
        differing.insert(it.key(), it->toJson());
        context.log(coded("Mapping.column_problem", QT_TRANSLATE_NOOP("Mapping", "%1: %2"), {it.key(), it->toJson()}));
    }
    context.checkpoint({{VerifyMappings::differingKey, differing}});
    const QJsonValue names = QJsonArray::fromStringList(wrong.keys());
    return plan::fail(
        ErrorKind::Invalid,
        wrong.size() == 1
            ? coded("Mapping.verify_one_differs", QT_TRANSLATE_NOOP("Mapping", "1 of %1 made is not as planned: %2."),
                    {verified, names})
            : coded("Mapping.verify_several_differ",
                    QT_TRANSLATE_NOOP("Mapping", "%1 of %2 made are not as planned: %3."),
                    {wrong.size(), verified, names}),
        coded("Mapping.verify_several_hint", QT_TRANSLATE_NOOP("Mapping", "Map these again with \"replace\".")));
}

} // namespace

plan::Step VerifyMappings::toStep() const
{
    QJsonArray tableArray;
    plan::Step step;
    for (const Table &table : tables) {
        tableArray.append(tableJson(table));
        step.after.append(table.step);
    }
    step.kind = kind;
    step.title = tables.size() == 1
        ? coded("Mapping.verify_one", QT_TRANSLATE_NOOP("Mapping", "Verify 1 table: columns equal"))
        : coded("Mapping.verify_many", QT_TRANSLATE_NOOP("Mapping", "Verify %1 tables: columns equal"),
                {tables.size()});
    step.connections = {schema.connection};
    step.effect = plan::Effect::Read;
    step.canResume = true;
    step.parameters = {{schemaKey, schema.toString()}, {tablesKey, tableArray}, {rowsKey, readsRows}};
    return step;
}

Result<VerifyMappings> VerifyMappings::fromStep(const plan::Step &step)
{
    core::JsonReader reader(step.parameters);
    VerifyMappings verify;
    const auto schema = catalog::ObjectPath::parse(reader.text(schemaKey));
    if (!schema)
        reader.note(schemaKey);
    verify.schema = schema.value_or(catalog::ObjectPath());
    for (auto &table : reader.objects(tablesKey)) {
        Table read{table.text(stepKey), table.text(nameKey), {}};
        for (auto &column : table.objects(columnsKey))
            read.columns.append({column.text(nameKey), column.text(typeKey)});
        verify.tables.append(read);
    }
    verify.readsRows = reader.boolean(rowsKey);
    if (!reader.ok())
        return reader.error(Text::tr("The verifying step"));
    return verify;
}

plan::StepResult VerifyMappingsExecutor::execute(const plan::Step &step, const plan::StepContext &context)
{
    const auto planned = VerifyMappings::fromStep(step);
    if (!planned)
        return core::fail(planned.error());
    QList<Table> made;
    QStringList names;
    for (const Table &table : planned->tables) {
        if (!context.succeeded.contains(table.step))
            continue; // whose own step says why
        made.append(table);
        names.append(table.name);
    }
    if (made.isEmpty())
        return plan::StepOutcome{coded("Mapping.nothing_to_verify", QT_TRANSLATE_NOOP("Mapping", "No table was made")),
                                 {}};
    const auto side = m_sideFor(planned->schema.connection, context.cancellation);
    if (!side)
        return core::fail(side.error());
    const auto tables = core::await(catalog::columnsOf(*side->catalog, planned->schema, names), context.cancellation);
    if (!tables)
        return core::fail(tables.error());
    QHash<QString, catalog::TableInfo> infos;
    for (const catalog::TableInfo &info : *tables)
        infos.insert(info.name.toLower(), info);
    QMap<QString, plan::Text> wrong;
    for (const Table &table : std::as_const(made)) {
        plan::Text problem = problemOf(table, infos);
        if (problem.isEmpty() && planned->readsRows)
            problem = firstRowProblem(*side, planned->schema.child(table.name), context.cancellation);
        if (context.cancellation.isRequested())
            return core::fail(core::Error::cancelled());
        if (!problem.isEmpty())
            wrong.insert(table.name, problem);
    }
    return told(wrong, made.size(), context);
}

} // namespace isthmus::mapping
