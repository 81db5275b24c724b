// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/repairforeign.h"

#include "drift/foreignfit.h"
#include "externaltable/targetschema.h"
#include "foreigntable/remembered.h"
#include "text.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>
#include <isthmus/mapping/foreigntable/alterforeigntableexecutor.h>
#include <isthmus/mapping/foreigntable/dropforeigntable.h>
#include <isthmus/mapping/foreigntable/maptohologres.h>
#include <isthmus/mapping/manytables/verifymappingsexecutor.h>

#include <QHash>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using catalog::Column;
using dialect::quotePostgresName;
using dialect::quotePostgresText;
using plan::NoticeLevel;

using Columns = AlterForeignTableStep::Columns;

/// What ALTER FOREIGN TABLE and COMMENT do to one table.
struct Alteration {
    QList<QPair<QString, QString>> renamed; ///< names as the foreign table has them, and will have
    QStringList dropped; ///< names as the foreign table has them
    QList<ForeignColumn> added;
    QList<QPair<QString, QString>> comments; ///< of columns, by the names they have afterwards; the table's: no name
    QStringList leftOut; ///< of MaxCompute: they came, and not all were mapped when the table was made

    [[nodiscard]] bool isEmpty() const
    {
        return renamed.isEmpty() && dropped.isEmpty() && added.isEmpty() && comments.isEmpty();
    }
};

// What was chosen for the columns that are there is chosen for those that come.
TypeSettings settingsOf(const catalog::TableInfo &target, const catalog::TableInfo &source)
{
    using Base = catalog::DataType::Base;
    TypeSettings settings;
    for (const Column &column : target.columns) {
        const Column *from = columnCalled(source.columns, column.name);
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

TypeSettings typesOf(const DriftFacts &drift)
{
    if (drift.stored && drift.stored->foreign)
        return drift.stored->foreign->types;
    return drift.target ? settingsOf(*drift.target, *drift.source) : TypeSettings();
}

// Comments of the source that changed, where the foreign table still has what it was made with: what others wrote in
// Hologres is nowhere else.
class Comments {
public:
    explicit Comments(const DriftFacts &drift) : m_drift(drift)
    {
        if (drift.stored)
            m_renames = provenColumns(drift.stored->source, *drift.source).renamed;
    }

    // Of one that stays.
    [[nodiscard]] std::optional<QString> changed(const Column &target, const Column &source) const
    {
        const Column *was = m_drift.stored ? rememberedColumn(*m_drift.stored, *m_drift.target, target) : nullptr;
        const Column *sourceWas = formerSource(source);
        const bool isOurs = was && was->comment == target.comment;
        const bool isNews = sourceWas && sourceWas->comment != source.comment && target.comment != source.comment;
        return isOurs && isNews ? std::optional(source.comment) : std::nullopt;
    }

    // Of one that is dropped and added again.
    [[nodiscard]] QString kept(const Column &target, const Column &source) const
    {
        return target.comment.isEmpty() ? source.comment : changed(target, source).value_or(target.comment);
    }

    [[nodiscard]] std::optional<QString> ofTable() const
    {
        if (!m_drift.stored)
            return std::nullopt;
        const QString &now = m_drift.source->comment;
        const bool isOurs = m_drift.stored->target.comment == m_drift.target->comment;
        const bool isNews = m_drift.stored->source.comment != now && m_drift.target->comment != now;
        return isOurs && isNews ? std::optional(now) : std::nullopt;
    }

private:
    [[nodiscard]] const Column *formerSource(const Column &source) const
    {
        if (!m_drift.stored)
            return nullptr;
        const QString name = source.name.toLower();
        return columnCalled(m_drift.stored->source.columns, m_renames.key(name, name));
    }

    const DriftFacts &m_drift;
    QHash<QString, QString> m_renames;
};

// Whether a column that the foreign table does not have is to be in it: nobody has left it out, or all were taken.
bool isWanted(const DriftFacts &drift, const Column &source)
{
    if (!drift.stored || tookAllColumns(*drift.stored))
        return true;
    return columnCalled(drift.stored->target.columns, source.name) != nullptr; // others have dropped it
}

// What was chosen for columns when it was made, by their names of now; empty: all of them, as the types say.
QList<ColumnChoice> choicesOf(const RepairFacts &facts)
{
    const DriftFacts &drift = facts.drift;
    if (!drift.stored)
        return {};
    const auto renamed = provenColumns(drift.stored->source, *drift.source).renamed;
    const bool areAllTaken = tookAllColumns(*drift.stored);
    QList<ColumnChoice> choices;
    bool isChosen = false;
    for (const ForeignColumn &column : foreignColumns(*drift.source, typesOf(drift), facts.targetServer)) {
        if (column.verdict.verdict == Verdict::Unsupported)
            continue;
        const QString name = column.source.name.toLower();
        const Column *was = columnCalled(drift.stored->target.columns, renamed.key(name, name));
        const auto &others = column.verdict.alternatives;
        const auto type = was ? std::ranges::find(others, was->type) : others.end();
        if (was || areAllTaken)
            choices.append({column.source.name, true, {}, type == others.end() ? QString() : type->text});
        isChosen = isChosen || type != others.end() || (!was && !areAllTaken);
    }
    return isChosen ? choices : QList<ColumnChoice>();
}

// Of the columns that come, and of those that stay.
void addComments(const DriftFacts &drift, const ForeignFit &fit, const QHash<QString, QString> &coming,
                 Alteration &alteration)
{
    const Comments comments(drift);
    for (const ForeignColumn &column : std::as_const(alteration.added)) {
        const QString name = column.source.name.toLower();
        if (!coming.value(name).isEmpty())
            alteration.comments.append({name, coming.value(name)});
    }
    for (const Column &source : drift.source->columns) {
        const QString name = source.name.toLower();
        const auto shown = fit.targets.constFind(name);
        if (shown == fit.targets.cend() || alteration.dropped.contains(shown->name))
            continue;
        if (const auto comment = comments.changed(*shown, source))
            alteration.comments.append({name, *comment});
    }
    if (const auto comment = comments.ofTable())
        alteration.comments.append({QString(), *comment});
}

// Hologres can add and drop columns of a foreign table, not change their types: such a column goes and comes again.
// Source: Hologres manual, "ALTER FOREIGN TABLE".
Alteration alterationOf(const RepairFacts &facts)
{
    const DriftFacts &drift = facts.drift;
    const ForeignFit fit = foreignFit(drift);
    const Comments comments(drift);
    Alteration alteration;
    QHash<QString, QString> coming; // their comments, by name in lower case
    for (const Column &column : fit.missing)
        alteration.dropped.append(column.name);
    for (const auto &[target, source] : fit.unfit) {
        alteration.dropped.append(target.name);
        coming.insert(source.name.toLower(), comments.kept(target, source));
    }
    for (const auto &[target, source] : fit.renamed)
        alteration.renamed.append({target.name, source.name.toLower()});
    for (const ForeignColumn &column : fit.unshown) {
        if (isWanted(drift, column.source))
            coming.insert(column.source.name.toLower(), column.source.comment);
        else
            alteration.leftOut.append(column.source.name);
    }
    for (const ForeignColumn &column : foreignColumns(*drift.source, typesOf(drift), facts.targetServer)) {
        if (coming.contains(column.source.name.toLower()) && column.verdict.verdict != Verdict::Unsupported)
            alteration.added.append(column);
    }
    addComments(drift, fit, coming, alteration);
    return alteration;
}

QString alterSql(const catalog::ObjectPath &table, const Alteration &alteration)
{
    const QString relation = quotePostgresName(table.parent().name()) + u'.' + quotePostgresName(table.name());
    QStringList dropped;
    for (const QString &name : alteration.dropped)
        dropped.append(QStringLiteral("\n    DROP COLUMN ") + quotePostgresName(name));
    QStringList added;
    for (const ForeignColumn &column : alteration.added)
        added.append(QStringLiteral("\n    ADD COLUMN %1 %2")
                         .arg(quotePostgresName(column.source.name.toLower()), column.verdict.target.text));
    QStringList statements;
    const auto alter = [&](const QStringList &lines) {
        if (!lines.isEmpty())
            statements.append(QStringLiteral("ALTER FOREIGN TABLE %1%2;").arg(relation, lines.join(u',')));
    };
    alter(dropped); // before others take their names
    for (const auto &[from, to] : alteration.renamed)
        statements.append(QStringLiteral("ALTER FOREIGN TABLE %1 RENAME COLUMN %2 TO %3;")
                              .arg(relation, quotePostgresName(from), quotePostgresName(to)));
    alter(added);
    for (const auto &[name, comment] : alteration.comments) {
        const QString text = comment.isEmpty() ? QStringLiteral("NULL") : quotePostgresText(comment);
        statements.append(
            name.isEmpty()
                ? QStringLiteral("COMMENT ON FOREIGN TABLE %1 IS %2;").arg(relation, text)
                : QStringLiteral("COMMENT ON COLUMN %1.%2 IS %3;").arg(relation, quotePostgresName(name), text));
    }
    return statements.join(u'\n');
}

// The same, of a server that adds and drops columns only.
Alteration withoutRenaming(const DriftFacts &drift, Alteration alteration)
{
    for (const auto &[from, to] : std::as_const(alteration.renamed)) {
        const Column *column = columnCalled(drift.target->columns, from);
        ForeignColumn added{*columnCalled(drift.source->columns, to), {}};
        added.verdict.target = column->type; // as it is declared
        alteration.dropped.append(from);
        alteration.added.append(added);
        const bool isCommented = std::ranges::any_of(
            alteration.comments, [&name = to](const auto &comment) { return comment.first == name; });
        if (!isCommented && !column->comment.isEmpty())
            alteration.comments.append({to, column->comment});
    }
    alteration.renamed.clear();
    return alteration;
}

Columns columnsOf(const catalog::TableInfo &target)
{
    Columns columns;
    for (const Column &column : target.columns)
        columns.append({column.name, column.type.text});
    return columns;
}

Columns columnsAfter(const catalog::TableInfo &target, const Alteration &alteration)
{
    Columns columns = columnsOf(target);
    columns.removeIf([&alteration](const auto &column) { return alteration.dropped.contains(column.name); });
    for (const auto &[from, to] : alteration.renamed) {
        const auto found = std::ranges::find(columns, from, &VerifyMapping::Column::name);
        if (found != columns.end())
            found->name = to;
    }
    for (const ForeignColumn &column : alteration.added)
        columns.append({column.source.name.toLower(), column.verdict.target.text});
    return columns;
}

void addRenamed(const DriftFacts &drift, const Alteration &alteration, plan::Plan &plan)
{
    if (alteration.renamed.isEmpty())
        return;
    QJsonArray renamed;
    for (const auto &[from, to] : alteration.renamed)
        renamed.append(QStringLiteral("%1 → %2").arg(from, to));
    plan.notices.append(
        {NoticeLevel::Info, drift.table.name(),
         coded("Mapping.repair_foreign_renamed",
               QT_TRANSLATE_NOOP("Mapping",
                                 "Renamed in the foreign table as in MaxCompute: %1. Rights, comments and views stay; "
                                 "queries that name the column have to use the new name."),
               {QJsonValue(renamed)})});
    plan.notices.append(
        {NoticeLevel::Info, drift.table.name(),
         coded("Mapping.repair_foreign_no_renaming",
               QT_TRANSLATE_NOOP("Mapping",
                                 "Hologres' manual names no renaming of columns of foreign tables. Where the server "
                                 "refuses it, these are dropped and added again, at the end of the table, with their "
                                 "comments; rights on them alone go with them:\n%1"),
               {alterSql(drift.table, withoutRenaming(drift, alteration))})});
}

void addNotices(const RepairFacts &facts, const Drift &drift, const Alteration &alteration, plan::Plan &plan)
{
    const QString name = facts.drift.table.name();
    const auto add = [&](NoticeLevel level, const plan::Text &text) { plan.notices.append({level, name, text}); };
    if (facts.isReadOnly)
        add(NoticeLevel::Blocker,
            coded("Mapping.connection_read_only", QT_TRANSLATE_NOOP("Mapping", "The connection %1 is read-only"),
                  {facts.drift.table.connection}));
    addRenamed(facts.drift, alteration, plan);
    if (!alteration.leftOut.isEmpty())
        add(NoticeLevel::Info,
            coded("Mapping.repair_left_out",
                  QT_TRANSLATE_NOOP("Mapping",
                                    "Stays without %1. To have them too, map the table again with "
                                    "\"replace\"."),
                  {QJsonValue(QJsonArray::fromStringList(alteration.leftOut))}));
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
    if (std::ranges::any_of(drift.differences, [](const Difference &difference) {
            return difference.kind == Difference::Kind::TargetComments;
        }))
        add(NoticeLevel::Info,
            coded("Mapping.repair_foreign_keeps_comments",
                  QT_TRANSLATE_NOOP("Mapping", "Comments that were set in Hologres stay.")));
    add(NoticeLevel::Info,
        coded("Mapping.repair_foreign_rights",
              QT_TRANSLATE_NOOP("Mapping", "The foreign table stays, with its rights and what else reads it.")));
}

plan::Step alterStep(const RepairFacts &facts, const Alteration &alteration, const Columns &after)
{
    const catalog::ObjectPath &table = facts.drift.table;
    AlterForeignTableStep alter;
    alter.sql.title =
        coded("Mapping.foreign_alter", QT_TRANSLATE_NOOP("Mapping", "Alter foreign table %1"), {table.name()});
    alter.sql.connection = table.connection;
    alter.sql.database = databaseOf(table.parent());
    alter.sql.sql = alterSql(table, alteration);
    if (!alteration.renamed.isEmpty())
        alter.withoutRenaming = alterSql(table, withoutRenaming(facts.drift, alteration));
    alter.sql.canResume = true; // since it looks
    alter.sql.summary = coded("Mapping.foreign_created", QT_TRANSLATE_NOOP("Mapping", "Foreign table, %1"),
                              {columnCountText(after.size()).toJson()});
    alter.table = table;
    alter.location = facts.drift.liveShown()->location();
    alter.before = columnsOf(*facts.drift.target);
    alter.after = after;
    return alter.toStep();
}

} // namespace

plan::Plan alterForeign(const RepairFacts &facts, const Drift &drift)
{
    const catalog::ObjectPath &table = facts.drift.table;
    const Alteration alteration = alterationOf(facts);
    const Columns after = columnsAfter(*facts.drift.target, alteration);
    plan::Plan plan;
    addNotices(facts, drift, alteration, plan);
    plan.touches = {{table.toString(), plan::Change::Changed, facts.drift.source->path.toString()}};
    if (!alteration.isEmpty()) // else what is there is remembered anew
        plan.append(alterStep(facts, alteration, after));
    VerifyMapping verify;
    verify.target = table;
    verify.columns = after;
    verify.isForeign = true;
    const Remembered remembered =
        rememberedForeign({table, facts.targetServer, *facts.drift.source, *facts.drift.liveShown(), after},
                          {facts.sourceServer.host, typesOf(facts.drift)});
    verify.remembered = remembered.key;
    verify.remember = remembered.fingerprint;
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
    definition.types = typesOf(facts.drift);
    if (const auto choices = choicesOf(facts); !choices.isEmpty())
        definition.columns.insert(source.path.toString(), choices);
    MapToHologresFacts map;
    map.sourceServer = facts.sourceServer;
    if (!facts.drift.hasSchemas)
        map.projectsWithoutSchemas = {source.database};
    map.relations = {{source.path, source.kind, source}};
    map.targetServer = facts.targetServer;
    map.targetReadOnly = facts.isReadOnly;
    if (facts.drift.target) {
        const auto shown = facts.drift.liveShown();
        const QString location =
            shown ? shown->location() : facts.drift.target->property(QStringLiteral("foreign_server"));
        map.existing = {{table.name(), {catalog::ObjectKind::ForeignTable, location}}};
    }
    const plan::Plan made = planMapToHologres(definition, map);
    plan::Plan plan;
    plan.touches = made.touches;
    for (plan::Notice notice : made.notices) {
        notice.subject = table.name();
        plan.notices.append(notice);
    }
    if (facts.drift.target)
        plan.notices.append(
            {NoticeLevel::Warning, table.name(),
             coded("Mapping.repair_foreign_recreate",
                   QT_TRANSLATE_NOOP(
                       "Mapping",
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
        if (const auto create = CreateExternalTableStep::fromStep(step); create && !step.isDestructive()) {
            verify.columns = create->columns;
            if (create->remember)
                verify.remembered = create->remember->key;
        }
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
        planDropForeignTable({facts.drift.table}, {facts.targetServer, facts.isReadOnly, facts.drift.target});
    const bool isThere = facts.drift.target.has_value(); // else there is nothing to drop but what is remembered of it
    plan.notices.removeIf([isThere](const plan::Notice &notice) { // its source is gone: nothing to say of its rows
        return !isThere || notice.level != NoticeLevel::Blocker;
    });
    return plan;
}

} // namespace isthmus::mapping
