// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/repairforeign.h"

#include "externaltable/targetschema.h"
#include "text.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>
#include <isthmus/mapping/foreigntable/alterforeigntableexecutor.h>
#include <isthmus/mapping/foreigntable/dropforeigntable.h>
#include <isthmus/mapping/foreigntable/maptohologres.h>
#include <isthmus/mapping/manytables/verifymappingsexecutor.h>

#include <QSet>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using catalog::Column;
using dialect::quotePostgresName;
using dialect::quotePostgresText;
using Kind = Difference::Kind;
using plan::NoticeLevel;

/// What ALTER FOREIGN TABLE does to the columns of one table.
struct Alteration {
    QStringList dropped; ///< names as the foreign table has them
    QList<ForeignColumn> added;
    QHash<QString, QString> comments; ///< of columns that come back with another type, by name in lower case
};

const Column *columnNamed(const QList<Column> &columns, const QString &name)
{
    const auto found = std::ranges::find_if(
        columns, [&name](const Column &column) { return column.name.compare(name, Qt::CaseInsensitive) == 0; });
    return found == columns.end() ? nullptr : &*found;
}

// What was chosen for the columns that are there is chosen for those that come.
TypeSettings settingsOf(const catalog::TableInfo &target, const catalog::TableInfo &source)
{
    using Base = catalog::DataType::Base;
    TypeSettings settings;
    for (const Column &column : target.columns) {
        const Column *from = columnNamed(source.columns, column.name);
        if (!from)
            continue;
        const Base base = from->type.base;
        if ((base == Base::TinyInt || base == Base::SmallInt) && column.type.base == Base::BigInt)
            settings.smallIntegers = TypeSettings::SmallIntegers::Int8;
        if ((base == Base::VarChar || base == Base::Char) && column.type.base == Base::String)
            settings.sizedTexts = TypeSettings::SizedTexts::Text;
    }
    return settings;
}

// Hologres can add and drop columns of a foreign table, not change their types: such a column goes and comes again.
// Source: Hologres manual, "ALTER FOREIGN TABLE".
Alteration alterationOf(const RepairFacts &facts, const Drift &drift)
{
    const catalog::TableInfo &target = *facts.drift.target;
    const catalog::TableInfo &source = *facts.drift.source;
    Alteration alteration;
    QSet<QString> wanted;
    for (const Difference &difference : drift.differences) {
        const bool isUnfit = difference.kind == Kind::ColumnUnfit;
        if (difference.kind == Kind::ColumnMissing || isUnfit)
            alteration.dropped.append(difference.column);
        if (difference.kind == Kind::ColumnUnshown || isUnfit)
            wanted.insert(difference.column.toLower());
        if (const Column *column = isUnfit ? columnNamed(target.columns, difference.column) : nullptr)
            alteration.comments.insert(difference.column.toLower(), column->comment);
    }
    for (const ForeignColumn &column : foreignColumns(source, settingsOf(target, source), facts.targetServer)) {
        if (column.verdict.verdict != Verdict::Unsupported && wanted.contains(column.source.name.toLower()))
            alteration.added.append(column);
    }
    return alteration;
}

QString alterSql(const catalog::ObjectPath &table, const Alteration &alteration)
{
    const QString relation = quotePostgresName(table.parent().name()) + u'.' + quotePostgresName(table.name());
    QStringList dropped;
    for (const QString &name : alteration.dropped)
        dropped.append(QStringLiteral("\n    DROP COLUMN ") + quotePostgresName(name));
    QStringList added;
    QStringList comments;
    for (const ForeignColumn &column : alteration.added) {
        const QString name = quotePostgresName(column.source.name.toLower());
        added.append(QStringLiteral("\n    ADD COLUMN %1 %2").arg(name, column.verdict.target.text));
        const QString own = alteration.comments.value(column.source.name.toLower());
        const QString comment = own.isEmpty() ? column.source.comment : own;
        if (!comment.isEmpty())
            comments.append(
                QStringLiteral("COMMENT ON COLUMN %1.%2 IS %3;").arg(relation, name, quotePostgresText(comment)));
    }
    QStringList statements;
    for (const QStringList &lines : {dropped, added}) {
        if (!lines.isEmpty())
            statements.append(QStringLiteral("ALTER FOREIGN TABLE %1%2;").arg(relation, lines.join(u',')));
    }
    return (statements + comments).join(u'\n');
}

AlterForeignTableStep::Columns columnsAfter(const catalog::TableInfo &target, const Alteration &alteration)
{
    AlterForeignTableStep::Columns columns;
    for (const Column &column : target.columns) {
        if (!alteration.dropped.contains(column.name))
            columns.append({column.name, column.type.text});
    }
    for (const ForeignColumn &column : alteration.added)
        columns.append({column.source.name.toLower(), column.verdict.target.text});
    return columns;
}

void addNotices(const RepairFacts &facts, const Alteration &alteration, plan::Plan &plan)
{
    const QString name = facts.drift.table.name();
    const auto add = [&](NoticeLevel level, const plan::Text &text) { plan.notices.append({level, name, text}); };
    if (facts.isReadOnly)
        add(NoticeLevel::Blocker,
            coded("Mapping.connection_read_only", QT_TRANSLATE_NOOP("Mapping", "The connection %1 is read-only"),
                  {facts.drift.table.connection}));
    QJsonArray anew;
    QJsonArray lost; // for good
    for (const QString &column : alteration.dropped) {
        const bool comesBack = std::ranges::any_of(alteration.added, [&column](const ForeignColumn &added) {
            return added.source.name.compare(column, Qt::CaseInsensitive) == 0;
        });
        (comesBack ? anew : lost).append(column);
    }
    if (!anew.isEmpty())
        add(NoticeLevel::Warning,
            coded("Mapping.repair_foreign_anew",
                  QT_TRANSLATE_NOOP("Mapping",
                                    "Dropped and added again with another type, at the end of the table: %1. Hologres "
                                    "cannot change the type of a foreign table's column. Rights on these columns "
                                    "alone go with them."),
                  {QJsonValue(anew)}));
    if (!lost.isEmpty())
        add(NoticeLevel::Info,
            coded("Mapping.repair_foreign_lost",
                  QT_TRANSLATE_NOOP("Mapping", "Dropped from the foreign table: %1. No row in MaxCompute is touched."),
                  {QJsonValue(lost)}));
    if (!alteration.dropped.isEmpty())
        add(NoticeLevel::Info,
            coded("Mapping.repair_foreign_views",
                  QT_TRANSLATE_NOOP("Mapping",
                                    "Where views read a column that is dropped, Hologres refuses and names them, and "
                                    "nothing is changed.")));
    add(NoticeLevel::Info,
        coded("Mapping.repair_foreign_rights",
              QT_TRANSLATE_NOOP("Mapping", "The foreign table stays, with its rights and what else reads it.")));
}

} // namespace

plan::Plan alterForeign(const RepairFacts &facts, const Drift &drift)
{
    const catalog::ObjectPath &table = facts.drift.table;
    const Alteration alteration = alterationOf(facts, drift);
    plan::Plan plan;
    addNotices(facts, alteration, plan);
    plan.touches = {{table.toString(), plan::Change::Changed, facts.drift.source->path.toString()}};
    AlterForeignTableStep alter;
    alter.sql.title =
        coded("Mapping.foreign_alter", QT_TRANSLATE_NOOP("Mapping", "Alter foreign table %1"), {table.name()});
    alter.sql.connection = table.connection;
    alter.sql.database = databaseOf(table.parent());
    alter.sql.sql = alterSql(table, alteration);
    alter.sql.canResume = true; // since it looks
    alter.sql.summary = coded("Mapping.foreign_created", QT_TRANSLATE_NOOP("Mapping", "Foreign table, %1"),
                              {columnCountText(columnsAfter(*facts.drift.target, alteration).size()).toJson()});
    alter.table = table;
    alter.location = facts.drift.shown()->location();
    for (const Column &column : facts.drift.target->columns)
        alter.before.append({column.name, column.type.text});
    alter.after = columnsAfter(*facts.drift.target, alteration);
    plan.append(alter.toStep());
    VerifyMapping verify;
    verify.target = table;
    verify.columns = alter.after;
    verify.isForeign = true;
    plan.append(verify.toStep());
    return plan;
}

plan::Plan recreateForeign(const RepairFacts &facts)
{
    const catalog::ObjectPath &table = facts.drift.table;
    const catalog::TableInfo &source = *facts.drift.source;
    MapToHologres definition;
    definition.sources = {{source.path.parent(), {source.name}}};
    definition.targetSchema = table.parent();
    definition.tableName = table.name();
    definition.ifTaken = MapToHologres::IfTaken::Replace;
    definition.ifUnsupported = MapToHologres::IfUnsupported::LeaveOutColumn;
    definition.types = settingsOf(*facts.drift.target, source);
    MapToHologresFacts map;
    map.sourceServer = facts.sourceServer;
    if (!facts.drift.hasSchemas)
        map.projectsWithoutSchemas = {source.database};
    map.relations = {{source.path, source.kind, source}};
    map.targetServer = facts.targetServer;
    map.targetReadOnly = facts.isReadOnly;
    map.existing = {{table.name(), {catalog::ObjectKind::ForeignTable, facts.drift.shown()->location()}}};
    const plan::Plan made = planMapToHologres(definition, map);
    plan::Plan plan;
    plan.touches = made.touches;
    for (plan::Notice notice : made.notices) {
        notice.subject = table.name();
        plan.notices.append(notice);
    }
    plan.notices.append(
        {NoticeLevel::Warning, table.name(),
         coded("Mapping.repair_foreign_recreate",
               QT_TRANSLATE_NOOP("Mapping",
                                 "Hologres cannot change the options of a foreign table: it is dropped and made anew. "
                                 "Rights and comments that were given to it go with it; grant them again. Where views "
                                 "read it, Hologres refuses and names them, and nothing is dropped."))});
    VerifyMapping verify;
    verify.target = table;
    verify.isForeign = true;
    for (plan::Step step : made.steps()) {
        if (step.kind == VerifyMappings::kind)
            continue; // of many; of one its first row is read too
        step.id.clear();
        if (const auto create = CreateExternalTableStep::fromStep(step); create && !step.isDestructive())
            verify.columns = create->columns;
        if (step.isDestructive())
            step.confirmName = table.name();
        step.needs.clear(); // steps of a plan that are appended follow one another
        plan.append(step);
    }
    plan.append(verify.toStep());
    return plan;
}

plan::Plan dropForeign(const RepairFacts &facts)
{
    plan::Plan plan =
        planDropForeignTable({facts.drift.table}, {facts.targetServer.database, facts.isReadOnly, facts.drift.target});
    plan.notices.removeIf([](const plan::Notice &notice) { // its source is gone: nothing to say of its rows
        return notice.level != NoticeLevel::Blocker;
    });
    return plan;
}

} // namespace isthmus::mapping
