// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace isthmus::catalog {

enum class ObjectKind : quint8 {
    MaxComputeProject, ///< root: a connection to one MaxCompute project
    MaxComputeTenant, ///< root: a connection to all MaxCompute projects of a tenant
    HologresDataSource, ///< root: a connection to one Hologres database
    HologresInstance, ///< root: a connection to a Hologres instance, all its databases
    Source, ///< root: a connection to another source of data; its kind says of what
    Database,
    Project, ///< below a tenant
    Schema,
    ExternalSchema, ///< a MaxCompute schema that mirrors a Hologres schema live
    Table,
    PartitionedTable,
    ExternalTable, ///< MaxCompute: a definition over one Hologres table
    ForeignTable, ///< Hologres: a definition over a table elsewhere
    DynamicTable,
    View,
    MaterializedView,
    Column,
    Partitions, ///< folder
    Partition,
    ForeignServers, ///< folder
    ForeignServer,
    TableGroups, ///< folder
    TableGroup,
    ComputeGroups, ///< folder
    ComputeGroup,
    Roles, ///< folder
    Role, ///< who may sign in to a Hologres instance, or a group of rights there
};
inline constexpr ObjectKind lastObjectKind = ObjectKind::Role;

/// What an object of a kind is to the tree.
enum class ObjectRole : quint8 {
    Root, ///< a connection
    Container, ///< holds relations, or what holds them
    Relation, ///< something with columns and rows: tables of every sort and views
    Folder, ///< of the tree only: no object of the server
    Leaf,
};

/// On which side a connection stands: what data comes from, or the warehouse it is mapped and moved to.
enum class Side : quint8 { Sources, Warehouse };

/// Everything that differs from kind to kind and is not behaviour: one row of one table. A new kind is a new row.
/// Texts are in English, for translation in the context "Catalog"; the functions below answer them translated.
struct KindInfo {
    ObjectKind kind = ObjectKind::Table;
    ObjectRole role = ObjectRole::Leaf;
    const char *name = nullptr; ///< stable, lower case, for JSON: "external_table"
    const char *icon = nullptr; ///< name of a drawing of resources/icons
    const char *title = nullptr; ///< what people call it: "external table"
    const char *folderTitle = nullptr; ///< "Foreign servers"; folders only
    const char *reading = nullptr; ///< of what holds others: "Reading tables"
    const char *empty = nullptr; ///< "No tables yet"
    Side side = Side::Sources; ///< meaningful for roots
};

/// The row of \a kind. Pure; any thread.
[[nodiscard]] const KindInfo &infoOf(ObjectKind kind);

[[nodiscard]] inline bool isRoot(ObjectKind kind)
{
    return infoOf(kind).role == ObjectRole::Root;
}
[[nodiscard]] inline bool isFolder(ObjectKind kind)
{
    return infoOf(kind).role == ObjectRole::Folder;
}
[[nodiscard]] inline bool isRelation(ObjectKind kind)
{
    return infoOf(kind).role == ObjectRole::Relation;
}
/// A connection, or what holds relations or other containers.
[[nodiscard]] inline bool isContainer(ObjectKind kind)
{
    return infoOf(kind).role == ObjectRole::Root || infoOf(kind).role == ObjectRole::Container;
}

/// What hold schemas below a connection that shows several of them: a database of an instance, a project of a tenant.
[[nodiscard]] inline bool isDatabase(ObjectKind kind)
{
    return kind == ObjectKind::Database || kind == ObjectKind::Project;
}
/// Of which kind those below \a root are; nothing where its schemas stand right below it.
[[nodiscard]] inline std::optional<ObjectKind> databaseKindBelow(ObjectKind root)
{
    switch (root) {
    case ObjectKind::HologresInstance:
        return ObjectKind::Database;
    case ObjectKind::MaxComputeTenant:
        return ObjectKind::Project;
    default:
        return std::nullopt;
    }
}

[[nodiscard]] QString objectKindName(ObjectKind kind); ///< KindInfo::name
[[nodiscard]] QString objectKindTitle(ObjectKind kind); ///< translated
[[nodiscard]] QString folderTitle(ObjectKind folder); ///< translated
[[nodiscard]] QString readingText(ObjectKind container); ///< translated
[[nodiscard]] QString emptyText(ObjectKind container); ///< translated

} // namespace isthmus::catalog
