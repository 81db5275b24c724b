// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"
#include "externaltable/sql.h"
#include "text.h"

#include <isthmus/mapping/externaltable/definition.h>

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace isthmus::mapping {

using plan::Plan;
using plan::Step;

namespace {

using plan::NoticeLevel;

void addColumnNotices(const QList<PlannedColumn> &columns, QList<plan::Notice> &notices)
{
    for (const auto &column : columns) {
        const auto &mapping = column.mapping;
        const QString &name = column.source.name;
        if (column.choice.include && mapping.fit == Fit::Check)
            notices.append({NoticeLevel::Warning, name, mapping.explanation});
        else if (!column.choice.include && mapping.fit == Fit::LeftOut)
            notices.append({NoticeLevel::Warning, name,
                            Text::tr("Left out (%1): %2").arg(column.source.type.text, mapping.explanation)});
        if (column.choice.include && column.source.comment != boundedComment(column.source.comment)) {
            notices.append({NoticeLevel::Info, name, Text::tr("Its comment is cut to %1 bytes.").arg(maxCommentBytes)});
        }
    }
}

void addKeyNotice(const catalog::TableInfo &source, QList<plan::Notice> &notices)
{
    const QStringList key = source.primaryKey();
    if (!key.isEmpty()) {
        notices.append({NoticeLevel::Info, key.join(QStringLiteral(", ")),
                        Text::tr("The primary key and NOT NULL have no place in an external table. Queries work; "
                                 "MaxCompute will not enforce them.")});
    }
}

void addPartitionNotice(const catalog::TableInfo &source, QList<plan::Notice> &notices)
{
    if (source.kind == catalog::ObjectKind::PartitionedTable) {
        notices.append({NoticeLevel::Warning, source.name,
                        Text::tr("The external table is not partitioned: it is read-only, and every query reads all "
                                 "partitions of %1.")
                            .arg(source.name)});
    }
}

// Dual signature needs Hologres 1.3. Source: docs/mapping.md#external-table-with-dual-signature.
void addVersionNotice(const MapTable &definition, const MapTableFacts &facts, QList<plan::Notice> &notices)
{
    static const QRegularExpression form(QStringLiteral("\\AHologres ([0-9]{1,4})\\.([0-9]{1,4})"));
    const auto match = form.match(facts.sourceServer.product);
    if (definition.access != MapTable::Access::DualSignature || !match.hasMatch())
        return;
    if (std::pair(match.capturedView(1).toInt(), match.capturedView(2).toInt()) < std::pair(1, 3)) {
        notices.append({NoticeLevel::Warning, facts.sourceServer.product,
                        Text::tr("Dual signature needs Hologres 1.3 or later; use a RAM role.")});
    }
}

void addExistingNotices(const MapTable &definition, const MapTableFacts &facts, const QList<PlannedColumn> &columns,
                        QList<plan::Notice> &notices)
{
    if (facts.existingUnknown && definition.ifTaken != MapTable::IfTaken::Replace) {
        notices.append(
            {NoticeLevel::Warning, definition.tableName,
             Text::tr("Whether the name is free could not be read: %1").arg(facts.existingUnknown->message)});
    }
    if (facts.existing && facts.existing->kind == catalog::ObjectKind::ExternalTable
        && definition.ifTaken == MapTable::IfTaken::Replace) {
        notices.append({NoticeLevel::Warning, definition.tableName,
                        Text::tr("The present external table is dropped and made anew. The rows in Hologres stay.")});
    }
    if (!facts.existing || definition.ifTaken != MapTable::IfTaken::Keep)
        return;
    notices.append({NoticeLevel::Info, definition.tableName,
                    Text::tr("%1 (%2) exists and stays as it is.")
                        .arg(definition.tableName, catalog::objectKindTitle(facts.existing->kind))});
    QStringList differing;
    for (const auto &column : columns) {
        const auto isIt = [&column](const catalog::Column &c) {
            return c.name.compare(column.choice.target, Qt::CaseInsensitive) == 0 && c.type == column.mapping.target;
        };
        if (column.choice.include && std::none_of(facts.existing->columns.begin(), facts.existing->columns.end(), isIt))
            differing.append(column.choice.target);
    }
    if (!differing.isEmpty()) {
        notices.append({NoticeLevel::Warning, definition.tableName,
                        Text::tr("It differs from this mapping in: %1. Replace it to take them over.")
                            .arg(differing.join(QStringLiteral(", ")))});
    }
}

Step dropStep(const MapTable &definition, const MapTableFacts &facts)
{
    Step step;
    step.kind = QStringLiteral("sql");
    step.title = Text::tr("Drop external table %1").arg(definition.tableName);
    step.connection = definition.targetSchema.connection;
    step.sql = dropStatement(definition, facts);
    step.destructiveNote = Text::tr("drops 1 external table");
    step.confirmName = definition.tableName;
    return step;
}

Step createStep(const MapTable &definition, const MapTableFacts &facts, qsizetype columnCount)
{
    Step step;
    step.kind = QStringLiteral("sql");
    step.title = Text::tr("Create external table %1").arg(definition.tableName);
    step.connection = definition.targetSchema.connection;
    step.sql = createStatement(definition, facts);
    const bool isKept = definition.ifTaken == MapTable::IfTaken::Keep && facts.existing;
    step.parameters = {
        {QStringLiteral("summary"),
         isKept ? Text::tr("Kept as it was") : Text::tr("External table, %1").arg(columnCountText(columnCount))}};
    return step;
}

// The columns that the external table has afterwards: those planned, or those of a table that is kept.
QJsonArray columnsAfterwards(const MapTable &definition, const MapTableFacts &facts,
                             const QList<PlannedColumn> &columns)
{
    QJsonArray array;
    const auto append = [&array](const QString &name, const catalog::DataType &type) {
        array.append(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("type"), type.text}});
    };
    if (definition.ifTaken == MapTable::IfTaken::Keep && facts.existing) {
        for (const auto &column : facts.existing->columns)
            append(column.name, column.type);
        return array;
    }
    for (const auto &column : columns) {
        if (column.choice.include)
            append(column.choice.target, column.mapping.target);
    }
    return array;
}

Step verifyStep(const MapTable &definition, const QJsonArray &columns)
{
    Step step;
    step.kind = QStringLiteral("verify_mapping");
    step.title = Text::tr("Verify: columns equal, first row readable");
    step.connection = definition.targetSchema.connection;
    step.writes = false;
    step.parameters = {{QStringLiteral("source"), definition.source.toString()},
                       {QStringLiteral("target"), definition.targetSchema.child(definition.tableName).toString()},
                       {QStringLiteral("columns"), columns}};
    return step;
}

} // namespace

Plan planMapTable(const MapTable &definition, const MapTableFacts &facts)
{
    Plan plan;
    plan.title =
        Text::tr("Map %1 → %2.%3").arg(definition.source.name(), definition.targetSchema.name(), definition.tableName);
    plan.target = definition.targetSchema.child(definition.tableName).toString();
    for (const auto &problem : fieldProblems(definition, facts))
        plan.notices.append({NoticeLevel::Blocker, fieldTitle(problem.field), problem.text});

    const auto columns = plannedColumns(definition, facts.source);
    addExistingNotices(definition, facts, columns, plan.notices);
    addPartitionNotice(facts.source, plan.notices);
    addVersionNotice(definition, facts, plan.notices);
    addColumnNotices(columns, plan.notices);
    addKeyNotice(facts.source, plan.notices);

    const QJsonArray afterwards = columnsAfterwards(definition, facts, columns);
    if (definition.ifTaken == MapTable::IfTaken::Replace && facts.existing)
        plan.steps.append(dropStep(definition, facts));
    plan.steps.append(createStep(definition, facts, afterwards.size()));
    plan.steps.append(verifyStep(definition, afterwards));
    return plan;
}

} // namespace isthmus::mapping
