// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/differences.h"
#include "text.h"

#include <isthmus/core/format.h>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using Kind = Difference::Kind;
using Severity = Difference::Severity;
using catalog::Column;
using catalog::JdbcLocation;
using catalog::TableInfo;

int portOf(const JdbcLocation &location)
{
    return location.port == 0 ? JdbcLocation::driverPort : location.port;
}

QString tableTitle(const JdbcLocation &location)
{
    return QStringLiteral("%1:%2/%3.%4.%5")
        .arg(location.host, QString::number(portOf(location)), location.database, location.schema(), location.table());
}

// Parameters as they count: in any order, names in any case.
QStringList parametersOf(const JdbcLocation &location)
{
    QStringList parameters;
    for (const auto &[key, value, hasValue] : location.parameters)
        parameters.append(key.toLower() + u'=' + value);
    parameters.sort();
    return parameters;
}

void addLocationDifference(const QString &before, const QString &after, Differences &differences)
{
    if (before == after)
        return;
    const auto was = JdbcLocation::parse(before);
    const auto is = JdbcLocation::parse(after);
    const bool isSameTable = was && is && tableTitle(*was) == tableTitle(*is);
    if (isSameTable && parametersOf(*was) == parametersOf(*is))
        return;
    if (isSameTable) {
        differences.append({Kind::TargetLocation,
                            Severity::Differs,
                            {},
                            before,
                            after,
                            coded("Mapping.drift_location",
                                  QT_TRANSLATE_NOOP("Mapping", "The location was changed; it leads to the same table")),
                            goesOnEffect()});
        return;
    }
    const QString other = is ? tableTitle(*is) : after;
    differences.append(
        {Kind::TargetSource,
         Severity::Breaks,
         {},
         was ? tableTitle(*was) : before,
         other,
         coded("Mapping.drift_other_source",
               QT_TRANSLATE_NOOP("Mapping", "The external table was changed: it shows %1 now"), {other}),
         coded("Mapping.drift_other_rows", QT_TRANSLATE_NOOP("Mapping", "Queries show the rows of another table"))});
}

plan::Text accessText(const QString &roleArn)
{
    return roleArn.isEmpty() ? coded("Mapping.access_dual_signature", QT_TRANSLATE_NOOP("Mapping", "dual signature"))
                             : coded("Mapping.access_role", QT_TRANSLATE_NOOP("Mapping", "RAM role %1"), {roleArn});
}

void addAccessDifference(const QString &before, const QString &after, Differences &differences)
{
    if (before == after)
        return;
    differences.append(
        {Kind::TargetAccess,
         Severity::Differs,
         {},
         before,
         after,
         coded("Mapping.drift_access", QT_TRANSLATE_NOOP("Mapping", "The access was changed from %1 to %2"),
               {accessText(before).toJson(), accessText(after).toJson()}),
         coded("Mapping.drift_access_effect", QT_TRANSLATE_NOOP("Mapping", "Hologres is read with other rights"))});
}

const Column *columnNamed(const TableInfo &table, const QString &name)
{
    const auto found = std::find_if(table.columns.begin(), table.columns.end(), [&name](const Column &column) {
        return column.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == table.columns.end() ? nullptr : &*found;
}

// What a changed type means is told by the source's type, where it is known.
TypeEffect retypeEffect(const DriftFacts &facts, const QString &source, const catalog::DataType &type)
{
    if (facts.source) {
        for (const Column &column : facts.source->columns) {
            if (column.name == source)
                return typeEffect(column.type, type);
        }
    }
    return {Severity::Differs, {}};
}

void addColumnDifferences(const DriftFacts &facts, const TableInfo &before, const TableInfo &now,
                          Differences &differences)
{
    const auto sourcesBefore = columnSources(before);
    const auto sourcesNow = columnSources(now);
    for (const Column &column : before.columns) {
        const Column *same = columnNamed(now, column.name);
        if (!same) {
            differences.append(
                {Kind::TargetColumnDropped,
                 Severity::Breaks,
                 column.name,
                 column.type.text,
                 {},
                 coded("Mapping.drift_target_dropped",
                       QT_TRANSLATE_NOOP("Mapping", "%1 is no longer in the external table"), {column.name}),
                 coded("Mapping.drift_target_dropped_effect",
                       QT_TRANSLATE_NOOP("Mapping", "Queries that name the column fail"))});
            continue;
        }
        const QString sourceBefore = sourcesBefore.value(column.name.toLower());
        const QString sourceNow = sourcesNow.value(column.name.toLower());
        if (sourceBefore != sourceNow)
            differences.append(
                {Kind::TargetColumnSource, Severity::Breaks, column.name, sourceBefore, sourceNow,
                 coded("Mapping.drift_target_source",
                       QT_TRANSLATE_NOOP("Mapping", "The external table's %1 shows %2 now, and showed %3"),
                       {column.name, sourceNow, sourceBefore}),
                 coded("Mapping.drift_target_source_effect",
                       QT_TRANSLATE_NOOP("Mapping", "Queries show another column's values"))});
        if (same->type.text != column.type.text) {
            const TypeEffect effect = retypeEffect(facts, sourceNow, same->type);
            differences.append({Kind::TargetColumnRetyped, std::max(effect.severity, Severity::Differs), column.name,
                                column.type.text, same->type.text,
                                coded("Mapping.drift_target_retyped",
                                      QT_TRANSLATE_NOOP("Mapping", "The external table's %1 was changed from %2 to %3"),
                                      {column.name, column.type.text, same->type.text}),
                                effect.effect});
        }
    }
    for (const Column &column : now.columns) {
        if (columnNamed(before, column.name))
            continue;
        differences.append({Kind::TargetColumnAdded,
                            Severity::Differs,
                            column.name,
                            {},
                            column.type.text,
                            coded("Mapping.drift_target_added",
                                  QT_TRANSLATE_NOOP("Mapping", "The external table has a new column %1 (%2)"),
                                  {column.name, column.type.text}),
                            {}});
    }
}

// Both texts are told: the one that was there is nowhere else.
void addCommentDifferences(const TableInfo &before, const TableInfo &now, Differences &differences)
{
    if (before.comment != now.comment)
        differences.append(commentDifference(
            {}, before.comment, now.comment,
            coded("Mapping.drift_target_comment",
                  QT_TRANSLATE_NOOP("Mapping", "The external table's comment was changed from \"%1\" to \"%2\""),
                  {before.comment, now.comment})));
    for (const Column &column : before.columns) {
        const Column *same = columnNamed(now, column.name);
        if (!same || same->comment == column.comment)
            continue;
        differences.append(commentDifference(
            column.name, column.comment, same->comment,
            coded("Mapping.drift_target_column_comment",
                  QT_TRANSLATE_NOOP("Mapping",
                                    "The comment of the external table's %1 was changed from \"%2\" to \"%3\""),
                  {column.name, column.comment, same->comment})));
    }
}

plan::Text daysText(std::optional<int> days)
{
    if (!days)
        return coded("Mapping.no_lifecycle", QT_TRANSLATE_NOOP("Mapping", "none"));
    return coded("Mapping.lifecycle_days", QT_TRANSLATE_NOOP("Mapping", "%1 days"), {*days});
}

void addLifecycleDifference(const Fingerprint &stored, const TableInfo &now, Differences &differences)
{
    const auto before = stored.target.lifecycleDays;
    // A project may have one of its own for tables that were made without, which nobody has seen.
    if (before == now.lifecycleDays || (!before && !stored.isTargetSeen))
        return;
    const auto text = [](std::optional<int> days) { return days ? QString::number(*days) : QString(); };
    differences.append(
        {Kind::TargetLifecycle,
         Severity::Differs,
         {},
         text(before),
         text(now.lifecycleDays),
         coded("Mapping.drift_lifecycle", QT_TRANSLATE_NOOP("Mapping", "The lifecycle was changed from %1 to %2"),
               {daysText(before).toJson(), daysText(now.lifecycleDays).toJson()}),
         coded("Mapping.drift_lifecycle_effect",
               QT_TRANSLATE_NOOP("Mapping", "The external table goes at another time"))});
}

void addRemade(const Fingerprint &stored, const TableInfo &now, Differences &differences)
{
    const QDateTime &before = stored.target.created;
    if (!stored.isTargetSeen || !before.isValid() || !now.created.isValid() || before == now.created)
        return;
    differences.append({Kind::TargetRemade,
                        Severity::Note,
                        {},
                        before.toUTC().toString(Qt::ISODate),
                        now.created.toUTC().toString(Qt::ISODate),
                        coded("Mapping.drift_target_remade",
                              QT_TRANSLATE_NOOP("Mapping", "The external table was made anew since, at %1"),
                              {core::formatTime(now.created)}),
                        goesOnEffect()});
}

} // namespace

Difference commentDifference(const QString &column, const QString &before, const QString &after, const plan::Text &text)
{
    return {Kind::TargetComments,
            Severity::Note,
            column,
            before,
            after,
            text,
            coded("Mapping.drift_texts_only", QT_TRANSLATE_NOOP("Mapping", "Texts only"))};
}

void addTargetDifferences(const DriftFacts &facts, Differences &differences)
{
    const Fingerprint &stored = *facts.stored;
    if (!facts.target) {
        differences.append(
            {Kind::TargetGone,
             Severity::Breaks,
             {},
             facts.table.name(),
             {},
             coded("Mapping.drift_target_gone", QT_TRANSLATE_NOOP("Mapping", "The external table %1 is gone"),
                   {facts.table.name()}),
             coded("Mapping.drift_no_relation", QT_TRANSLATE_NOOP("Mapping", "Every query fails: there is no %1"),
                   {facts.table.name()})});
        return;
    }
    const TableInfo &now = *facts.target;
    if (now.kind != catalog::ObjectKind::ExternalTable) {
        differences.append(
            {Kind::TargetKind,
             Severity::Breaks,
             {},
             {},
             catalog::objectKindName(now.kind),
             coded("Mapping.drift_target_kind", QT_TRANSLATE_NOOP("Mapping", "%1 is no external table any more (%2)"),
                   {facts.table.name(), relationKindText(now.kind).toJson()}),
             coded("Mapping.drift_other_rows",
                   QT_TRANSLATE_NOOP("Mapping", "Queries show the rows of another table"))});
        return;
    }
    const auto before = stored.target.external.value_or(catalog::ExternalSource());
    const auto after = now.external.value_or(catalog::ExternalSource());
    addLocationDifference(before.location, after.location, differences);
    addAccessDifference(before.roleArn, after.roleArn, differences);
    addColumnDifferences(facts, stored.target, now, differences);
    addLifecycleDifference(stored, now, differences);
    addCommentDifferences(stored.target, now, differences);
    addRemade(stored, now, differences);
}

} // namespace isthmus::mapping
