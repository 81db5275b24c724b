// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/objectkind.h>

#include <QCoreApplication>

#include <iterator>

namespace isthmus::catalog {

namespace {

// In the order of the enumeration, see infoOf().
constexpr KindInfo kinds[]{
    {.kind = ObjectKind::MaxComputeProject,
     .role = ObjectRole::Root,
     .name = "maxcompute_project",
     .icon = "project",
     .title = QT_TRANSLATE_NOOP("Catalog", "MaxCompute project"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading schemas"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No schemas yet"),
     .side = Side::Warehouse},
    {.kind = ObjectKind::MaxComputeTenant,
     .role = ObjectRole::Root,
     .name = "maxcompute_tenant",
     .icon = "instance",
     .title = QT_TRANSLATE_NOOP("Catalog", "MaxCompute tenant"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading projects"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No projects that you may see"),
     .side = Side::Warehouse},
    {.kind = ObjectKind::HologresDataSource,
     .role = ObjectRole::Root,
     .name = "hologres_data_source",
     .icon = "database",
     .title = QT_TRANSLATE_NOOP("Catalog", "Hologres data source"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading schemas"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No schemas yet")},
    {.kind = ObjectKind::HologresInstance,
     .role = ObjectRole::Root,
     .name = "hologres_instance",
     .icon = "instance",
     .title = QT_TRANSLATE_NOOP("Catalog", "Hologres instance"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading databases"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No databases you may open")},
    {.kind = ObjectKind::Source,
     .role = ObjectRole::Root,
     .name = "source",
     .icon = "server",
     .title = QT_TRANSLATE_NOOP("Catalog", "data source"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading the catalog"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "Nothing there yet")},
    {.kind = ObjectKind::Database,
     .role = ObjectRole::Container,
     .name = "database",
     .icon = "database",
     .title = QT_TRANSLATE_NOOP("Catalog", "database"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading schemas"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No schemas yet")},
    {.kind = ObjectKind::Project,
     .role = ObjectRole::Container,
     .name = "project",
     .icon = "project",
     .title = QT_TRANSLATE_NOOP("Catalog", "project"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading schemas"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No schemas yet")},
    {.kind = ObjectKind::Schema,
     .role = ObjectRole::Container,
     .name = "schema",
     .icon = "schema",
     .title = QT_TRANSLATE_NOOP("Catalog", "schema"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading tables"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No tables yet")},
    {.kind = ObjectKind::ExternalSchema,
     .role = ObjectRole::Container,
     .name = "external_schema",
     .icon = "schema-ext",
     .title = QT_TRANSLATE_NOOP("Catalog", "external schema"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading tables"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No tables yet")},
    {.kind = ObjectKind::Table,
     .role = ObjectRole::Relation,
     .name = "table",
     .icon = "table",
     .title = QT_TRANSLATE_NOOP("Catalog", "table"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading columns"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No columns")},
    {.kind = ObjectKind::PartitionedTable,
     .role = ObjectRole::Relation,
     .name = "partitioned_table",
     .icon = "table-part",
     .title = QT_TRANSLATE_NOOP("Catalog", "partitioned table"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading columns"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No columns")},
    {.kind = ObjectKind::ExternalTable,
     .role = ObjectRole::Relation,
     .name = "external_table",
     .icon = "table-ext",
     .title = QT_TRANSLATE_NOOP("Catalog", "external table"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading columns"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No columns")},
    {.kind = ObjectKind::ForeignTable,
     .role = ObjectRole::Relation,
     .name = "foreign_table",
     .icon = "table-ext",
     .title = QT_TRANSLATE_NOOP("Catalog", "foreign table"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading columns"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No columns")},
    {.kind = ObjectKind::DynamicTable,
     .role = ObjectRole::Relation,
     .name = "dynamic_table",
     .icon = "table-dyn",
     .title = QT_TRANSLATE_NOOP("Catalog", "dynamic table"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading columns"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No columns")},
    {.kind = ObjectKind::View,
     .role = ObjectRole::Relation,
     .name = "view",
     .icon = "view",
     .title = QT_TRANSLATE_NOOP("Catalog", "view"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading columns"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No columns")},
    {.kind = ObjectKind::MaterializedView,
     .role = ObjectRole::Relation,
     .name = "materialized_view",
     .icon = "view",
     .title = QT_TRANSLATE_NOOP("Catalog", "materialized view"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading columns"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No columns")},
    {.kind = ObjectKind::Column,
     .role = ObjectRole::Leaf,
     .name = "column",
     .icon = "column",
     .title = QT_TRANSLATE_NOOP("Catalog", "column")},
    {.kind = ObjectKind::Partitions,
     .role = ObjectRole::Folder,
     .name = "partitions",
     .icon = "partition",
     .title = QT_TRANSLATE_NOOP("Catalog", "partitions"),
     .folderTitle = QT_TRANSLATE_NOOP("Catalog", "Partitions"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading partitions"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No partitions yet")},
    {.kind = ObjectKind::Partition,
     .role = ObjectRole::Leaf,
     .name = "partition",
     .icon = "partition",
     .title = QT_TRANSLATE_NOOP("Catalog", "partition")},
    {.kind = ObjectKind::ForeignServers,
     .role = ObjectRole::Folder,
     .name = "foreign_servers",
     .icon = "server",
     .title = QT_TRANSLATE_NOOP("Catalog", "foreign servers"),
     .folderTitle = QT_TRANSLATE_NOOP("Catalog", "Foreign servers"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading foreign servers"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No foreign servers yet")},
    {.kind = ObjectKind::ForeignServer,
     .role = ObjectRole::Leaf,
     .name = "foreign_server",
     .icon = "link",
     .title = QT_TRANSLATE_NOOP("Catalog", "foreign server")},
    {.kind = ObjectKind::TableGroups,
     .role = ObjectRole::Folder,
     .name = "table_groups",
     .icon = "group",
     .title = QT_TRANSLATE_NOOP("Catalog", "table groups"),
     .folderTitle = QT_TRANSLATE_NOOP("Catalog", "Table groups"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading table groups"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No table groups")},
    {.kind = ObjectKind::TableGroup,
     .role = ObjectRole::Leaf,
     .name = "table_group",
     .icon = "group",
     .title = QT_TRANSLATE_NOOP("Catalog", "table group"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading compute groups"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "Loaded to no compute group")},
    {.kind = ObjectKind::ComputeGroups,
     .role = ObjectRole::Folder,
     .name = "compute_groups",
     .icon = "server",
     .title = QT_TRANSLATE_NOOP("Catalog", "compute groups"),
     .folderTitle = QT_TRANSLATE_NOOP("Catalog", "Compute groups"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading compute groups"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No compute groups")},
    {.kind = ObjectKind::ComputeGroup,
     .role = ObjectRole::Leaf,
     .name = "compute_group",
     .icon = "server",
     .title = QT_TRANSLATE_NOOP("Catalog", "compute group")},
    {.kind = ObjectKind::Roles,
     .role = ObjectRole::Folder,
     .name = "roles",
     .icon = "user",
     .title = QT_TRANSLATE_NOOP("Catalog", "roles"),
     .folderTitle = QT_TRANSLATE_NOOP("Catalog", "Roles"),
     .reading = QT_TRANSLATE_NOOP("Catalog", "Reading roles"),
     .empty = QT_TRANSLATE_NOOP("Catalog", "No roles")},
    {.kind = ObjectKind::Role,
     .role = ObjectRole::Leaf,
     .name = "role",
     .icon = "user",
     .title = QT_TRANSLATE_NOOP("Catalog", "role")},
};

static_assert(
    [] {
        for (size_t i = 0; i < std::size(kinds); ++i) {
            if (size_t(kinds[i].kind) != i)
                return false;
        }
        return std::size(kinds) == size_t(lastObjectKind) + 1;
    }(),
    "a row for each kind, in the order of the enumeration");

QString translated(const char *text)
{
    return text ? QCoreApplication::translate("Catalog", text) : QString();
}

} // namespace

const KindInfo &infoOf(ObjectKind kind)
{
    const auto row = size_t(kind);
    Q_ASSERT(row < std::size(kinds));
    return kinds[row < std::size(kinds) ? row : size_t(ObjectKind::Table)];
}

QString objectKindName(ObjectKind kind)
{
    return QLatin1String(infoOf(kind).name);
}

QString objectKindTitle(ObjectKind kind)
{
    return translated(infoOf(kind).title);
}

QString folderTitle(ObjectKind folder)
{
    return translated(infoOf(folder).folderTitle);
}

QString readingText(ObjectKind container)
{
    return translated(infoOf(container).reading);
}

QString emptyText(ObjectKind container)
{
    return translated(infoOf(container).empty);
}

} // namespace isthmus::catalog
