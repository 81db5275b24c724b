// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/unheard.h"

#include "externaltable/targetschema.h"
#include "text.h"

#include <isthmus/catalog/foreignsource.h>
#include <isthmus/catalog/jdbclocation.h>
#include <isthmus/core/async.h>

#include <algorithm>

namespace isthmus::mapping {

namespace {

// Whether both name one table of one database, however a service writes the address.
bool isSameSource(const QString &one, const QString &other)
{
    const auto first = catalog::JdbcLocation::parse(one);
    const auto second = catalog::JdbcLocation::parse(other);
    if (!first || !second)
        return one == other;
    return first->host == second->host && first->port == second->port && first->database == second->database
        && first->schema() == second->schema() && first->table() == second->table();
}

} // namespace

Seen seenAfterwards(catalog::Catalog &catalog, const catalog::ObjectPath &table, LookingAgain again,
                    const core::Cancellation &cancellation, const std::function<bool(const Seen &)> &mayChange)
{
    const core::TimeLimit limit(again.limit);
    auto seen = core::await(catalog.table(table), limit.cancellation());
    const auto isOpen = [&mayChange](const Seen &s) { return (!s && s.error().isTransient()) || mayChange(s); };
    while (isOpen(seen) && core::pauseFor(again.pause, {cancellation, limit.cancellation()})) {
        auto next = core::await(catalog.table(table), limit.cancellation());
        if (!next && next.error().isCancelled())
            break; // the time is up: what was seen before counts
        seen = std::move(next);
    }
    return seen;
}

TargetSchema schemaAfterwards(catalog::Catalog &catalog, const catalog::ObjectPath &schema, TargetSchema wanted,
                              LookingAgain again, const core::Cancellation &cancellation)
{
    const core::TimeLimit limit(again.limit);
    auto seen = awaitTargetSchema(schema, catalog, limit.cancellation());
    while (seen != wanted && core::pauseFor(again.pause, {cancellation, limit.cancellation()})) {
        const auto next = awaitTargetSchema(schema, catalog, limit.cancellation());
        if (next != TargetSchema::Unknown) // else what was seen before counts
            seen = next;
    }
    return seen;
}

QJsonValue lookFailure(const core::Error &error)
{
    if (error.isCancelled())
        return coded("Mapping.no_answer", QT_TRANSLATE_NOOP("Mapping", "no answer")).toJson();
    return error.message;
}

plan::Text otherKindText(catalog::ObjectKind kind, bool isForeign)
{
    if (kind == (isForeign ? catalog::ObjectKind::ForeignTable : catalog::ObjectKind::ExternalTable))
        return {};
    return isForeign ? coded("Mapping.create_not_foreign", QT_TRANSLATE_NOOP("Mapping", "it is no foreign table (%1)"),
                             {relationKindText(kind).toJson()})
                     : coded("Mapping.create_other_kind", QT_TRANSLATE_NOOP("Mapping", "it is no external table (%1)"),
                             {relationKindText(kind).toJson()});
}

QJsonArray shownDifferences(const QString &location, const QString &roleArn, const catalog::TableInfo &info,
                            bool isForeign)
{
    const auto other = [](const QString &shown) {
        return coded("Mapping.create_other_location", QT_TRANSLATE_NOOP("Mapping", "it shows %1"), {shown}).toJson();
    };
    if (isForeign) {
        const auto shown = catalog::ForeignSource::of(info);
        if (shown == catalog::ForeignSource::parse(location))
            return {};
        return {other(shown ? shown->title() : info.property(QStringLiteral("foreign_server")))};
    }
    QJsonArray found;
    const auto external = info.external.value_or(catalog::ExternalSource());
    if (!isSameSource(external.location, location))
        found.append(other(external.location));
    if (external.roleArn != roleArn)
        found.append(
            coded("Mapping.create_other_role", QT_TRANSLATE_NOOP("Mapping", "its RAM role is another")).toJson());
    return found;
}

QJsonArray columnDifferences(const QList<VerifyMapping::Column> &planned, const QList<catalog::Column> &columns,
                             bool isForeign)
{
    const auto parsed = isForeign ? &catalog::parsePostgresType : &catalog::parseMaxComputeType;
    QJsonArray found;
    for (const auto &[name, type] : planned) {
        const auto column = std::find_if(columns.begin(), columns.end(), [&name = name](const catalog::Column &c) {
            return c.name.compare(name, Qt::CaseInsensitive) == 0;
        });
        if (column == columns.end()) {
            found.append(
                coded("Mapping.verify_missing", QT_TRANSLATE_NOOP("Mapping", "%1 is missing"), {name}).toJson());
        } else if (column->type != parsed(type)) {
            found.append(coded("Mapping.verify_type", QT_TRANSLATE_NOOP("Mapping", "%1 is %2 instead of %3"),
                               {column->name, column->type.text, type})
                             .toJson());
        }
    }
    if (found.isEmpty() && columns.size() != planned.size()) {
        found.append(coded("Mapping.verify_count", QT_TRANSLATE_NOOP("Mapping", "it has %1 columns instead of %2"),
                           {columns.size(), planned.size()})
                         .toJson());
    }
    return found;
}

} // namespace isthmus::mapping
