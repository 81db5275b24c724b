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
const QString locationKey = QStringLiteral("location");
const QString roleKey = QStringLiteral("role");
const QString rememberedKey = QStringLiteral("remembered");

QJsonObject tableJson(const Table &table)
{
    QJsonArray columns;
    for (const auto &[name, type] : table.columns)
        columns.append(QJsonObject{{nameKey, name}, {typeKey, type}});
    QJsonObject json{{stepKey, table.step}, {nameKey, table.name}, {columnsKey, columns}};
    if (!table.location.isEmpty())
        json.insert(locationKey, table.location);
    if (!table.roleArn.isEmpty())
        json.insert(roleKey, table.roleArn);
    if (table.remembered)
        json.insert(rememberedKey, table.remembered->toJson());
    return json;
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
    QJsonObject marks; // of tables that are as planned
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
    (facts.isForeign ? addForeignDifferences : addSourceDifferences)(facts, differences);
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

// What the server says of a table that was just made is what later changes are told by. Of one that was seen before,
// what others did since would pass for ours.
void noteSeen(const Table &table, const catalog::TableInfo &info, const Fingerprints *fingerprints)
{
    if (!fingerprints || !table.remembered)
        return;
    const auto kept = fingerprints->find(*table.remembered);
    if (!kept || !*kept || (*kept)->isTargetSeen)
        return;
    Fingerprint fingerprint = **kept;
    fingerprint.target = comparable(info);
    fingerprint.isTargetSeen = true;
    static_cast<void>(fingerprints->keep(*table.remembered, fingerprint)); // what was planned stays
}

// What a server tells of a table that is another one where it was made anew.
QString markOf(const catalog::TableInfo &info)
{
    return info.identity.isEmpty() && info.created.isValid() ? info.created.toUTC().toString(Qt::ISODateWithMs)
                                                             : info.identity;
}

/// The tables that were made before the run was resumed, and what was seen of them then.
class MadeBefore {
public:
    MadeBefore(const VerifyMappings &planned, const plan::StepContext &context)
        : m_planned(planned), m_context(context), m_marks(context.resumeFrom.value(VerifyMappings::marksKey).toObject())
    {
    }

    [[nodiscard]] bool has(const Table &table) const { return m_context.before.contains(table.step); }
    [[nodiscard]] const QJsonObject &marks() const { return m_marks; }

    // It was verified then, and is the same table.
    [[nodiscard]] bool isSame(const Table &table, const catalog::TableInfo &info) const
    {
        const QString mark = m_marks.value(table.name).toString();
        return has(table) && !mark.isEmpty() && mark == markOf(info);
    }

    // Where the definition of a table whose columns are as planned is another one, as somebody else would have made it.
    [[nodiscard]] Result<plan::Text> definitionProblem(const Table &table, catalog::Catalog &catalog) const
    {
        if (table.location.isEmpty())
            return plan::Text();
        const auto info = core::await(catalog.table(m_planned.schema.child(table.name)), m_context.cancellation);
        if (!info && info.error().kind == ErrorKind::NotFound)
            return goneText();
        if (!info)
            return core::fail(info.error());
        const QJsonArray found = shownDifferences(table.location, table.roleArn, *info, m_planned.isForeign);
        return found.isEmpty() ? plan::Text() : remadeText(QJsonValue(found));
    }

    // What is wrong with it, in the words of who ran this before.
    [[nodiscard]] plan::Text told(const Table &table, const plan::Text &problem, bool isThere) const
    {
        if (!has(table) || problem.code == VerifyMappings::goneCode || problem.code == VerifyMappings::remadeCode)
            return problem;
        if (!isThere)
            return goneText();
        return m_marks.contains(table.name) ? remadeText(problem.toJson()) : problem;
    }

private:
    static plan::Text goneText()
    {
        return coded("Mapping.gone_before_resume",
                     QT_TRANSLATE_NOOP("Mapping", "Made, then gone before the run was resumed"));
    }

    static plan::Text remadeText(const QJsonValue &found)
    {
        return coded("Mapping.remade_before_resume",
                     QT_TRANSLATE_NOOP("Mapping", "Made, then changed by somebody before the run was resumed: %1"),
                     {found});
    }

    const VerifyMappings &m_planned;
    const plan::StepContext &m_context;
    QJsonObject m_marks;
};

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

bool isLost(const plan::Text &problem)
{
    return problem.code == VerifyMappings::goneCode || problem.code == VerifyMappings::remadeCode;
}

plan::Text hintOf(const Findings &found)
{
    if (std::ranges::all_of(found.wrong, isLost)) {
        const auto gone = std::ranges::find(found.wrong, VerifyMappings::goneCode, &plan::Text::code);
        return lostTableHint(gone != found.wrong.cend() ? *gone : found.wrong.first());
    }
    return found.isSourceWrong
        ? coded("Mapping.verify_sources_hint",
                QT_TRANSLATE_NOOP("Mapping",
                                  "Check the tables for drift, and repair them; or map them again with "
                                  "\"replace\"."))
        : coded("Mapping.verify_several_hint", QT_TRANSLATE_NOOP("Mapping", "Map these again with \"replace\"."));
}

plan::Text wrongText(const Findings &found, qsizetype verified)
{
    const QJsonValue names = QJsonArray::fromStringList(found.wrong.keys());
    const qsizetype count = found.wrong.size();
    if (std::ranges::all_of(found.wrong, isLost))
        return count == 1
            ? coded("Mapping.verify_one_lost",
                    QT_TRANSLATE_NOOP("Mapping", "1 of %1 made was gone or changed before the run was resumed: %2."),
                    {verified, names})
            : coded("Mapping.verify_several_lost",
                    QT_TRANSLATE_NOOP("Mapping", "%1 of %2 made were gone or changed before the run was resumed: %3."),
                    {count, verified, names});
    return count == 1
        ? coded("Mapping.verify_one_differs", QT_TRANSLATE_NOOP("Mapping", "1 of %1 made is not as planned: %2."),
                {verified, names})
        : coded("Mapping.verify_several_differ", QT_TRANSLATE_NOOP("Mapping", "%1 of %2 made are not as planned: %3."),
                {count, verified, names});
}

plan::StepOutcome allRight(const Findings &found, qsizetype verified, bool readsRows)
{
    if (!found.sources.isEmpty())
        return {coded("Mapping.verified_sources",
                      QT_TRANSLATE_NOOP("Mapping", "%1; their sources are not known to be as planned: %2"),
                      {equalText(verified).toJson(), QJsonValue(QJsonArray::fromStringList(found.sources.keys()))}),
                {}};
    if (readsRows)
        return {coded("Mapping.verified_rows", QT_TRANSLATE_NOOP("Mapping", "%1, first row readable"),
                      {equalText(verified).toJson()}),
                {}};
    return {equalText(verified), {}};
}

plan::StepResult told(const Findings &found, const QList<Table> &made, const MadeBefore &before, bool readsRows,
                      const plan::StepContext &context)
{
    QJsonObject marks = before.marks(); // of what is wrong now too: it will be known again
    for (auto it = found.marks.constBegin(); it != found.marks.constEnd(); ++it)
        marks.insert(it.key(), it.value());
    context.checkpoint({{VerifyMappings::differingKey, logged(found.wrong, context)},
                        {VerifyMappings::sourcesKey, logged(found.sources, context)},
                        {VerifyMappings::marksKey, marks}});
    if (found.wrong.isEmpty())
        return allRight(found, made.size(), readsRows);
    plan::Failure failure(ErrorKind::Invalid, wrongText(found, made.size()), hintOf(found));
    failure.isOfBefore = std::ranges::all_of(
        made, [&](const Table &table) { return !found.wrong.contains(table.name) || before.has(table); });
    return tl::unexpected(std::move(failure));
}

} // namespace

plan::Text lostTableHint(const plan::Text &problem)
{
    if (problem.code == VerifyMappings::goneCode)
        return coded("Mapping.gone_hint",
                     QT_TRANSLATE_NOOP("Mapping",
                                       "Run the task again, and keep the names that are taken: it makes what is "
                                       "missing."));
    if (problem.code == VerifyMappings::remadeCode)
        return coded(
            "Mapping.remade_hint",
            QT_TRANSLATE_NOOP("Mapping", "Look at it. To have it as planned, run the task again with \"replace\"."));
    return {};
}

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
        Table read{table.text(stepKey),
                   table.text(nameKey),
                   {},
                   table.text(locationKey, QString()),
                   table.text(roleKey, QString())};
        for (auto &column : table.objects(columnsKey))
            read.columns.append({column.text(nameKey), column.text(typeKey)});
        if (const auto key = MappingKey::fromJson(table.json().value(rememberedKey).toObject()))
            read.remembered = *key;
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
    Findings found = sourceFindings(m_sourcesOf, planned->schema, names, context.cancellation);
    const MadeBefore before(*planned, context);
    for (const Table &table : std::as_const(made)) {
        const auto info = infos.constFind(table.name);
        const bool isSame = info != infos.cend() && before.isSame(table, *info);
        plan::Text problem = problemOf(table, planned->isForeign, infos);
        if (problem.isEmpty() && before.has(table) && !isSame) {
            const auto another = before.definitionProblem(table, *side->catalog);
            if (!another)
                return core::fail(another.error());
            problem = *another;
        }
        if (problem.isEmpty() && planned->readsRows && !isSame && !found.wrong.contains(table.name))
            problem = firstRowProblem(*side, planned->schema.child(table.name), context.cancellation);
        if (context.cancellation.isRequested())
            return core::fail(core::Error::cancelled());
        if (problem.isEmpty())
            noteSeen(table, *info, m_fingerprints.get());
        if (!problem.isEmpty())
            found.wrong.insert(table.name, before.told(table, problem, info != infos.cend()));
        else if (const QString mark = markOf(*info); !mark.isEmpty() && !found.wrong.contains(table.name))
            found.marks.insert(table.name, mark);
    }
    return told(found, made, before, planned->readsRows, context);
}

} // namespace isthmus::mapping
