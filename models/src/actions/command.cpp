// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/drift/repairmappings.h>
#include <isthmus/models/actions/command.h>
#include <isthmus/models/drift/driftdocument.h>
#include <isthmus/models/lineage/lineagedocument.h>
#include <isthmus/models/structurediff/structurediffdocument.h>

namespace isthmus::models {

OpenDocument openTable(const catalog::ObjectPath &path, OpenDocument::How how, const QString &part)
{
    return {tableAddress(path), how, part};
}

OpenDocument openTypes(const catalog::ObjectPath &path)
{
    return {typesAddress(path), OpenDocument::How::Keep, {}};
}

OpenDocument compareStructure(const catalog::ObjectPath &left, const catalog::ObjectPath &right)
{
    return {diffAddress(left, right), OpenDocument::How::Keep, {}};
}

PlanFor mapTable(const catalog::ObjectPath &source, const std::optional<catalog::ObjectPath> &target)
{
    return {QStringLiteral("map_table"), {source}, target};
}

PlanFor mapSchema(const catalog::ObjectPath &source, const std::optional<catalog::ObjectPath> &target)
{
    return {QStringLiteral("map_schema"), {source}, target};
}

PlanFor mapTables(const QList<catalog::ObjectPath> &sources, const std::optional<catalog::ObjectPath> &target)
{
    return {QStringLiteral("map_tables"), sources, target};
}

PlanFor mapToHologres(const QList<catalog::ObjectPath> &sources, const std::optional<catalog::ObjectPath> &target)
{
    return {QStringLiteral("map_to_hologres"), sources, target};
}

PlanFor dropExternalSchema(const catalog::ObjectPath &schema)
{
    return {QStringLiteral("drop_external_schema"), {schema}, std::nullopt};
}

PlanFor dropExternalTable(const catalog::ObjectPath &table)
{
    return {QStringLiteral("drop_external_table"), {table}, std::nullopt};
}

PlanFor dropForeignTable(const catalog::ObjectPath &table)
{
    return {QStringLiteral("drop_foreign_table"), {table}, std::nullopt};
}

OpenDocument checkDrift(const catalog::ObjectPath &scope)
{
    return {driftAddress(scope), OpenDocument::How::Keep, {}};
}

OpenDocument openLineage(const catalog::ObjectPath &path)
{
    return {lineageAddress(path), OpenDocument::How::Keep, {}};
}

PlanFor repairMappings(const QList<catalog::ObjectPath> &tables)
{
    return {mapping::RepairMappings::taskKind, tables, std::nullopt};
}

PlanFor loadTableGroup(const catalog::ObjectPath &group)
{
    return {QStringLiteral("load_table_group"), {group}, std::nullopt};
}

PlanFor newForeignServer(const catalog::ObjectPath &project)
{
    return {QStringLiteral("create_foreign_server"), {project}, std::nullopt};
}

PlanFor dropForeignServer(const catalog::ObjectPath &server)
{
    return {QStringLiteral("drop_foreign_server"), {server}, std::nullopt};
}

PlanFor planOf(const plan::Task &task)
{
    return {task.kind, {}, std::nullopt, task.definition};
}

QString namesOf(const QList<catalog::ObjectPath> &paths)
{
    QStringList names;
    names.reserve(paths.size());
    for (const auto &path : paths)
        names.append(path.isConnection() ? path.connection : path.names.join(u'.'));
    return names.join(u'\n');
}

} // namespace isthmus::models
