// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/names.h"
#include "externaltable/sql.h"
#include "externaltable/targetschema.h"
#include "text.h"

#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>
#include <isthmus/mapping/types/typetable.h>
#include <isthmus/plan/sqlstep.h>

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace isthmus::mapping {

using plan::Plan;
using plan::Step;

namespace {

using plan::NoticeLevel;

void addCommentNotice(const QString &name, const QString &comment, QList<plan::Notice> &notices)
{
    if (comment == boundedComment(comment))
        return;
    notices.append({NoticeLevel::Info, name,
                    coded("Mapping.comment_cut", QT_TRANSLATE_NOOP("Mapping", "Its comment is cut to %1 bytes."),
                          {QString::number(maxCommentBytes)})});
}

// \a definition: where it names columns, the others are not missed.
void addColumnNotices(const MapTable &definition, const QList<PlannedColumn> &columns, QList<plan::Notice> &notices)
{
    const auto isAskedFor = [&definition](const PlannedColumn &column) {
        return definition.columns.isEmpty()
            || std::any_of(definition.columns.begin(), definition.columns.end(),
                           [&column](const ColumnChoice &choice) { return choice.source == column.source.name; });
    };
    for (const auto &column : columns) {
        const auto &mapping = column.mapping;
        const QString &name = column.source.name;
        if (column.choice.include && mapping.fit == Fit::Check)
            notices.append({NoticeLevel::Warning, name, mapping.explanation});
        else if (!column.choice.include && mapping.fit == Fit::LeftOut && isAskedFor(column))
            notices.append({NoticeLevel::Warning, name,
                            coded("Mapping.left_out", QT_TRANSLATE_NOOP("Mapping", "Left out (%1): %2"),
                                  {column.source.type.text, mapping.explanation.toJson()})});
        if (column.choice.include)
            addCommentNotice(name, targetComment(column), notices);
    }
}

// Values that a Hologres type has and its MaxCompute type has not: said once for all columns that may hold some,
// whatever their rows hold now. A column read as text is not concerned.
void addValueNotice(const MapTable &definition, const QList<PlannedColumn> &columns, QList<plan::Notice> &notices)
{
    static const QList<Risk> told{Risk::LowestBigInt, Risk::NotANumber, Risk::InfiniteNumber, Risk::InfiniteTime,
                                  Risk::YearOutside};
    QStringList names;
    for (const auto &column : columns) {
        const bool isRead = column.choice.include && column.mapping.fit != Fit::LeftOut;
        const bool isAsItself = column.mapping.target.base != catalog::DataType::Base::String
            && !column.source.type.isNested(); // which cannot be read as text
        const auto risks = judge(column.source.type, MappingPath::ExternalTable, definition.types).risks;
        if (isRead && isAsItself && std::ranges::any_of(risks, [](Risk risk) { return told.contains(risk); }))
            names.append(column.source.name);
    }
    if (names.isEmpty())
        return;
    notices.append(
        {NoticeLevel::Info, names.join(QStringLiteral(", ")),
         coded("Mapping.no_such_value",
               QT_TRANSLATE_NOOP("Mapping",
                                 "MaxCompute has no infinity, no NaN, no year before 1 or after 9999 and no "
                                 "BIGINT of -9223372036854775808. A query that reads such a value fails; map "
                                 "the column as STRING if there are some."))});
}

void addKeyNotice(const catalog::TableInfo &source, QList<plan::Notice> &notices)
{
    const QStringList key = source.primaryKey();
    if (!key.isEmpty()) {
        notices.append(
            {NoticeLevel::Info, key.join(QStringLiteral(", ")),
             coded("Mapping.key_not_carried",
                   QT_TRANSLATE_NOOP("Mapping",
                                     "The primary key and NOT NULL have no place in an external table. Queries work; "
                                     "MaxCompute will not enforce them."))});
    }
}

void addPartitionNotice(const catalog::TableInfo &source, QList<plan::Notice> &notices)
{
    if (source.kind == catalog::ObjectKind::PartitionedTable) {
        notices.append({NoticeLevel::Warning, source.name,
                        coded("Mapping.not_partitioned",
                              QT_TRANSLATE_NOOP(
                                  "Mapping",
                                  "The external table is not partitioned: it is read-only, and every query reads all "
                                  "partitions of %1."),
                              {source.name})});
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
        notices.append(
            {NoticeLevel::Warning, facts.sourceServer.product,
             coded("Mapping.old_hologres",
                   QT_TRANSLATE_NOOP("Mapping", "Dual signature needs Hologres 1.3 or later; use a RAM role."))});
    }
}

void addExistingNotices(const MapTable &definition, const MapTableFacts &facts, const QList<PlannedColumn> &columns,
                        QList<plan::Notice> &notices)
{
    if (facts.existingUnknown && definition.ifTaken != MapTable::IfTaken::Replace) {
        notices.append({NoticeLevel::Warning, definition.tableName,
                        coded("Mapping.name_unknown",
                              QT_TRANSLATE_NOOP("Mapping", "Whether the name is free could not be read: %1"),
                              {facts.existingUnknown->message})});
    }
    if (facts.existing && facts.existing->kind == catalog::ObjectKind::ExternalTable
        && definition.ifTaken == MapTable::IfTaken::Replace) {
        const QString other = otherSourceOfExisting(facts);
        notices.append(
            {NoticeLevel::Warning, definition.tableName,
             other.isEmpty()
                 ? coded("Mapping.replaced",
                         QT_TRANSLATE_NOOP("Mapping",
                                           "The present external table is dropped and made anew. The rows in Hologres "
                                           "stay."))
                 : coded(
                     "Mapping.replaced_other",
                     QT_TRANSLATE_NOOP("Mapping",
                                       "The present external table, which shows %1, is dropped and made anew over %2. "
                                       "The rows in Hologres stay."),
                     {other, facts.source.schema + u'.' + facts.source.name})});
        if (const QStringList further = furtherProperties(*facts.existing); !further.isEmpty())
            notices.append(
                {NoticeLevel::Warning, definition.tableName,
                 coded(lostPropertiesCode,
                       QT_TRANSLATE_NOOP("Mapping",
                                         "Table properties that were set by others go with it: %1. Set them again "
                                         "afterwards by ALTER TABLE … SET TBLPROPERTIES."),
                       {QJsonArray::fromStringList(further)})});
    }
    if (!facts.existing || definition.ifTaken != MapTable::IfTaken::Keep)
        return;
    notices.append({NoticeLevel::Info, definition.tableName,
                    coded("Mapping.kept", QT_TRANSLATE_NOOP("Mapping", "%1 (%2) exists and stays as it is."),
                          {definition.tableName, relationKindText(facts.existing->kind).toJson()})});
    QStringList differing;
    for (const auto &column : columns) {
        const auto isIt = [&column](const catalog::Column &c) {
            return c.name.compare(column.choice.target, Qt::CaseInsensitive) == 0 && c.type == column.mapping.target;
        };
        if (column.choice.include && std::none_of(facts.existing->columns.begin(), facts.existing->columns.end(), isIt))
            differing.append(column.choice.target);
    }
    if (!differing.isEmpty()) {
        notices.append(
            {NoticeLevel::Warning, definition.tableName,
             coded("Mapping.kept_differs",
                   QT_TRANSLATE_NOOP("Mapping", "It differs from this mapping in: %1. Replace it to take them over."),
                   {QJsonValue(QJsonArray::fromStringList(differing))})});
    }
}

// As the catalog lists it: MaxCompute folds names to lower case.
catalog::ObjectPath targetTable(const MapTable &definition)
{
    catalog::ObjectPath path = definition.targetSchema.child(definition.tableName);
    for (QString &name : path.names)
        name = name.toLower();
    return path;
}

Step dropStep(const MapTable &definition, const MapTableFacts &facts)
{
    plan::SqlStep step;
    step.title =
        coded("Mapping.drop_table", QT_TRANSLATE_NOOP("Mapping", "Drop external table %1"), {definition.tableName});
    step.connection = definition.targetSchema.connection;
    step.database = databaseOf(definition.targetSchema);
    step.sql = dropStatement(definition, facts);
    step.effect = plan::Effect::Destroy;
    step.destructiveNote = coded("Mapping.drops_one", QT_TRANSLATE_NOOP("Mapping", "drops 1 external table"));
    step.confirmName = definition.tableName;
    step.canResume = true; // DROP … IF EXISTS
    const bool isSeen = facts.existing && facts.existing->external;
    return DropExternalTableStep{step, targetTable(definition), isSeen ? facts.existing->external->location : QString(),
                                 isSeen ? facts.existing->created : QDateTime()}
        .toStep();
}

// \a columns: those that the table has afterwards.
Step createStep(const MapTable &definition, const MapTableFacts &facts, const QList<VerifyMapping::Column> &columns)
{
    plan::SqlStep step;
    step.title =
        coded("Mapping.create_table", QT_TRANSLATE_NOOP("Mapping", "Create external table %1"), {definition.tableName});
    step.connection = definition.targetSchema.connection;
    step.database = databaseOf(definition.targetSchema);
    step.sql = createStatement(definition, facts);
    // One that was cut off may have created the table: only CREATE … IF NOT EXISTS takes that for success.
    step.canResume = definition.ifTaken == MapTable::IfTaken::Keep;
    const bool isKept = definition.ifTaken == MapTable::IfTaken::Keep && facts.existing;
    step.summary = isKept ? coded("Mapping.kept_summary", QT_TRANSLATE_NOOP("Mapping", "Kept as it was"))
                          : coded("Mapping.created_summary", QT_TRANSLATE_NOOP("Mapping", "External table, %1"),
                                  {columnCountText(columns.size()).toJson()});
    CreateExternalTableStep create{
        step, targetTable(definition), locationOf(definition, facts), {}, columns, definition.lifecycleDays, false};
    if (definition.access == MapTable::Access::RamRole)
        create.roleArn = definition.roleArn;
    if (isKept && facts.existing->external) {
        create.lifecycleDays.reset(); // it stays as it is
        create.location = facts.existing->external->location;
        create.roleArn = facts.existing->external->roleArn;
    }
    if (!isKept)
        create.remember = rememberedOf(definition, facts);
    return create.toStep();
}

// The columns that the external table has afterwards: those planned, or those of a table that is kept.
QList<VerifyMapping::Column> columnsAfterwards(const MapTable &definition, const MapTableFacts &facts,
                                               const QList<PlannedColumn> &columns)
{
    QList<VerifyMapping::Column> afterwards;
    if (definition.ifTaken == MapTable::IfTaken::Keep && facts.existing) {
        for (const auto &column : facts.existing->columns)
            afterwards.append({column.name, column.type.text});
        return afterwards;
    }
    for (const auto &column : columns) {
        if (column.choice.include && column.mapping.fit != Fit::LeftOut)
            afterwards.append({column.choice.target, column.mapping.target.text});
    }
    return afterwards;
}

// What will be another object than before, and what it shows.
QList<plan::Touch> touchesOf(const MapTable &definition, const MapTableFacts &facts)
{
    const bool isChange = facts.existing && definition.ifTaken == MapTable::IfTaken::Replace;
    return {{targetTable(definition).toString(), isChange ? plan::Change::Changed : plan::Change::Created,
             definition.source.toString()}};
}

} // namespace

Plan planMapTable(const MapTable &definition, const MapTableFacts &facts)
{
    Plan plan;
    plan.title = mapTableTitle(definition);
    plan.touches = touchesOf(definition, facts);
    for (const auto &problem : fieldProblems(definition, facts))
        plan.notices.append({NoticeLevel::Blocker, fieldTitle(problem.field), problem.text});

    const auto columns = plannedColumns(definition, facts.source);
    addExistingNotices(definition, facts, columns, plan.notices);
    addPartitionNotice(facts.source, plan.notices);
    addVersionNotice(definition, facts, plan.notices);
    addCommentNotice(facts.source.name, targetTableComment(definition, facts.source), plan.notices);
    addColumnNotices(definition, columns, plan.notices);
    addKeyNotice(facts.source, plan.notices);
    addValueNotice(definition, columns, plan.notices);

    VerifyMapping verify;
    verify.target = targetTable(definition);
    verify.columns = columnsAfterwards(definition, facts, columns);
    if (!(definition.ifTaken == MapTable::IfTaken::Keep && facts.existing)) {
        verify.dropStatement = dropStatement(definition, facts).replace(u'\n', u' '); // told in a sentence
        verify.remembered = MappingKey::of(facts.targetServer, definition.targetSchema.name(), definition.tableName);
    }
    if (definition.ifTaken == MapTable::IfTaken::Replace && facts.existing)
        plan.append(dropStep(definition, facts));
    plan.append(createStep(definition, facts, verify.columns));
    plan.append(verify.toStep());
    return plan;
}

} // namespace isthmus::mapping
