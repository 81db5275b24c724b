// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/differences.h"
#include "externaltable/unheard.h"
#include "text.h"

#include <isthmus/catalog/manycolumns.h>
#include <isthmus/core/async.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/manytables/verifymappingsexecutor.h>

#include <QHash>

#include <algorithm>

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
const QString foreignKey = QStringLiteral("foreign");
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
plan::Text problemOf(const Table &planned, bool isForeign, const QHash<QString, catalog::TableInfo> &infos)
{
    const auto info = infos.constFind(planned.name);
    if (info == infos.cend())
        return coded("Mapping.verify_gone", QT_TRANSLATE_NOOP("Mapping", "It is not there"));
    if (const plan::Text text = otherKindText(info->kind, isForeign); !text.isEmpty())
        return text;
    const QJsonArray found = columnDifferences(planned.columns, info->columns, isForeign);
    return found.isEmpty()
        ? plan::Text()
        : coded("Mapping.verify_columns", QT_TRANSLATE_NOOP("Mapping", "It does not have the planned columns: %1"),
                {QJsonValue(found)});
}

/// What is to be told of the tables, by their names.
struct Findings {
    QMap<QString, plan::Text> wrong;
    QMap<QString, plan::Text> sources; // of tables that are as planned and can be queried
    bool isSourceWrong = false; // of one of the wrong
};

plan::Text unknownSourceText(const QJsonValue &reason)
{
    return coded("Mapping.source_unseen",
                 QT_TRANSLATE_NOOP("Mapping", "Whether its source changed since it was planned is not known: %1"),
                 {reason});
}

// The columns may have changed between the planning and now, be it days: what was made is what was planned.
void addSource(const DriftFacts &facts, Findings &found)
{
    const QString name = facts.table.name();
    if (facts.sourceError) {
        found.sources.insert(name, unknownSourceText(facts.sourceError->message));
        return;
    }
    if (!facts.sourcePath) {
        found.sources.insert(name,
                             unknownSourceText(coded("Mapping.source_unreached",
                                                     QT_TRANSLATE_NOOP("Mapping", "no saved connection leads to it"))
                                                   .toJson()));
        return;
    }
    Differences differences;
    addSourceDifferences(facts, differences);
    QJsonArray texts;
    auto worst = Difference::Severity::Note;
    for (const Difference &difference : std::as_const(differences)) {
        if (difference.kind == Difference::Kind::SourceComments)
            continue;
        texts.append(difference.text.toJson());
        worst = std::max(worst, difference.severity);
    }
    if (texts.isEmpty())
        return;
    const bool isBroken = worst == Difference::Severity::Breaks;
    (isBroken ? found.wrong : found.sources)
        .insert(name,
                coded("Mapping.source_changed", QT_TRANSLATE_NOOP("Mapping", "Source changed since planned: %1"),
                      {QJsonValue(texts)}));
    found.isSourceWrong = found.isSourceWrong || isBroken;
}

Findings sourceFindings(const VerifyMappingsExecutor::SourcesOf &sourcesOf, const catalog::ObjectPath &schema,
                        const QStringList &names, const core::Cancellation &cancellation)
{
    Findings found;
    if (!sourcesOf)
        return found;
    const auto sources = sourcesOf(schema, names, cancellation);
    if (!sources) {
        for (const QString &name : names)
            found.sources.insert(name, unknownSourceText(sources.error().message));
        return found;
    }
    for (const DriftFacts &facts : *sources)
        addSource(facts, found);
    return found;
}

plan::Text equalText(qsizetype count)
{
    return count == 1
        ? coded("Mapping.verified_one", QT_TRANSLATE_NOOP("Mapping", "1 table has the planned columns"))
        : coded("Mapping.verified_many", QT_TRANSLATE_NOOP("Mapping", "%1 tables have the planned columns"), {count});
}

QJsonObject logged(const QMap<QString, plan::Text> &texts, const plan::StepContext &context)
{
    QJsonObject json;
    for (auto it = texts.cbegin(); it != texts.cend(); ++it) {
        json.insert(it.key(), it->toJson());
        context.log(coded("Mapping.column_problem", QT_TRANSLATE_NOOP("Mapping", "%1: %2"), {it.key(), it->toJson()}));
    }
    return json;
}

plan::Text hintOf(const Findings &found)
{
    return found.isSourceWrong
        ? coded("Mapping.verify_sources_hint",
                QT_TRANSLATE_NOOP("Mapping",
                                  "Check the tables for drift, and repair them; or map them again with "
                                  "\"replace\"."))
        : coded("Mapping.verify_several_hint", QT_TRANSLATE_NOOP("Mapping", "Map these again with \"replace\"."));
}

plan::StepResult told(const Findings &found, qsizetype verified, bool readsRows, const plan::StepContext &context)
{
    const auto &wrong = found.wrong;
    const QJsonObject differing = logged(wrong, context);
    const QJsonObject sources = logged(found.sources, context);
    if (!differing.isEmpty() || !sources.isEmpty() || context.isRepeated) // else nothing was told before
        context.checkpoint({{VerifyMappings::differingKey, differing}, {VerifyMappings::sourcesKey, sources}});
    if (wrong.isEmpty() && sources.isEmpty())
        return plan::StepOutcome{readsRows ? coded("Mapping.verified_rows",
                                                   QT_TRANSLATE_NOOP("Mapping", "%1, first row readable"),
                                                   {equalText(verified).toJson()})
                                           : equalText(verified),
                                 {}};
    if (wrong.isEmpty()) {
        return plan::StepOutcome{
            coded("Mapping.verified_sources",
                  QT_TRANSLATE_NOOP("Mapping", "%1; their sources are not known to be as planned: %2"),
                  {equalText(verified).toJson(), QJsonValue(QJsonArray::fromStringList(sources.keys()))}),
            {}};
    }
    const QJsonValue names = QJsonArray::fromStringList(wrong.keys());
    return plan::fail(ErrorKind::Invalid,
                      wrong.size() == 1 ? coded("Mapping.verify_one_differs",
                                                QT_TRANSLATE_NOOP("Mapping", "1 of %1 made is not as planned: %2."),
                                                {verified, names})
                                        : coded("Mapping.verify_several_differ",
                                                QT_TRANSLATE_NOOP("Mapping", "%1 of %2 made are not as planned: %3."),
                                                {wrong.size(), verified, names}),
                      hintOf(found));
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
    if (readsRows)
        step.title =
            coded("Mapping.verify_rows", QT_TRANSLATE_NOOP("Mapping", "%1, first row readable"), {step.title.toJson()});
    step.connections = {schema.connection};
    step.effect = plan::Effect::Read;
    step.canResume = true;
    step.parameters = {{schemaKey, schema.toString()}, {tablesKey, tableArray}, {rowsKey, readsRows}};
    if (isForeign)
        step.parameters.insert(foreignKey, true);
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
    verify.isForeign = reader.boolean(foreignKey, false);
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
        infos.insert(planned->isForeign ? info.name : info.name.toLower(), info);
    Findings found; // whether the source of a foreign table changed, reading a row of it tells
    if (!planned->isForeign)
        found = sourceFindings(m_sourcesOf, planned->schema, names, context.cancellation);
    for (const Table &table : std::as_const(made)) {
        plan::Text problem = problemOf(table, planned->isForeign, infos);
        if (problem.isEmpty() && planned->readsRows && !found.wrong.contains(table.name))
            problem = firstRowProblem(*side, planned->schema.child(table.name), context.cancellation);
        if (context.cancellation.isRequested())
            return core::fail(core::Error::cancelled());
        if (!problem.isEmpty())
            found.wrong.insert(table.name, problem);
    }
    return told(found, made.size(), planned->readsRows, context);
}

} // namespace isthmus::mapping
