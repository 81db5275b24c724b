// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/documents/documentaddress.h>
#include <isthmus/plan/task.h>

#include <QJsonObject>
#include <QList>

#include <optional>
#include <variant>

namespace isthmus::models {

// What a user can ask a window for, as values: actions, pages and lists make them, one place carries them out.

/// Shows a document in a tab.
struct OpenDocument {
    enum class How : quint8 {
        Preview, ///< in the tab that is there for looking
        Keep, ///< in a tab that stays; the one it has, if it is open
        NewTab, ///< in one more tab
    };
    DocumentAddress address;
    How how = How::Keep;
    QString part; ///< the page to show in it, as Document::showPart() takes it; empty: as it is
    QString filter = {}; ///< of a relation: only the rows for which it holds, in the system's SQL; empty: as it is
    friend bool operator==(const OpenDocument &, const OpenDocument &) = default;
};

/// Selects an object in its tree, reading what is needed.
struct Reveal {
    catalog::ObjectPath path;
    friend bool operator==(const Reveal &, const Reveal &) = default;
};

/// Opens the form that plans work of this kind.
struct PlanFor {
    QString kind; ///< of plan::Task: "map_table", "map_schema", "drop_external_table" …
    QList<catalog::ObjectPath> sources;
    std::optional<catalog::ObjectPath> target; ///< where it is to go, if that was said
    /// What the form starts with, members of the definition of such a task; empty: what follows from the sources.
    QJsonObject definition;
    friend bool operator==(const PlanFor &, const PlanFor &) = default;
};

/// Reads objects of the trees again.
struct Refresh {
    QList<catalog::ObjectPath> paths;
    friend bool operator==(const Refresh &, const Refresh &) = default;
};

/// Puts objects on top of the tree of their side, or takes them from there.
struct SetPinned {
    struct Object {
        catalog::ObjectPath path;
        catalog::ObjectKind kind = catalog::ObjectKind::Table;
        friend bool operator==(const Object &, const Object &) = default;
    };
    QList<Object> objects;
    bool isPinned = true;
    friend bool operator==(const SetPinned &, const SetPinned &) = default;
};

/// Moves what is pinned among the others of its side.
struct MovePin {
    catalog::ObjectPath path;
    int by = 0; ///< rows down; up where negative
    friend bool operator==(const MovePin &, const MovePin &) = default;
};

/// Lets the user pick the table with which the structure of another is compared.
struct CompareWith {
    catalog::ObjectPath path;
    friend bool operator==(const CompareWith &, const CompareWith &) = default;
};

struct CopyText {
    QString text;
    friend bool operator==(const CopyText &, const CopyText &) = default;
};

/// Shows the facts of the current row of a tree, and keeps them open.
struct ShowProperties {
    catalog::ObjectPath path;
    friend bool operator==(const ShowProperties &, const ShowProperties &) = default;
};

/// Opens the form of a new connection.
struct AddConnection {
    QString kind; ///< ConnectionKind::id
    friend bool operator==(const AddConnection &, const AddConnection &) = default;
};

struct EditConnection {
    QString name;
    friend bool operator==(const EditConnection &, const EditConnection &) = default;
};

struct TestConnection {
    QString name;
    friend bool operator==(const TestConnection &, const TestConnection &) = default;
};

/// Saves that the sessions of a connection are of another compute group.
struct UseComputeGroup {
    QString connection;
    QString group;
    friend bool operator==(const UseComputeGroup &, const UseComputeGroup &) = default;
};

/// Asks before it forgets.
struct RemoveConnection {
    QString name;
    friend bool operator==(const RemoveConnection &, const RemoveConnection &) = default;
};

/// Shows the connections that other programs keep, to be saved.
struct ImportConnections {
    friend bool operator==(const ImportConnections &, const ImportConnections &) = default;
};

/// Asks for a file and writes the saved connections to it, without secrets.
struct ExportConnections {
    friend bool operator==(const ExportConnections &, const ExportConnections &) = default;
};

/// Starts the sandbox, if it does not run, and shows its connections.
struct OpenSandbox {
    QString dir = {}; ///< its folder; empty: the one this program was started with
    friend bool operator==(const OpenSandbox &, const OpenSandbox &) = default;
};

using Command = std::variant<OpenDocument, Reveal, PlanFor, Refresh, SetPinned, MovePin, CompareWith, CopyText,
                             ShowProperties, AddConnection, EditConnection, TestConnection, UseComputeGroup,
                             RemoveConnection, ImportConnections, ExportConnections, OpenSandbox>;

/// Shows the page of the relation at \a path.
[[nodiscard]] OpenDocument openTable(const catalog::ObjectPath &path, OpenDocument::How how = OpenDocument::How::Keep,
                                     const QString &part = {});
/// Shows the type-loss report of the table or schema at \a path.
[[nodiscard]] OpenDocument openTypes(const catalog::ObjectPath &path);
/// Shows how the structures of two tables differ.
[[nodiscard]] OpenDocument compareStructure(const catalog::ObjectPath &left, const catalog::ObjectPath &right);
/// Opens the form that maps the Hologres table \a source into \a target: a MaxCompute schema or project, if it was
/// said.
[[nodiscard]] PlanFor mapTable(const catalog::ObjectPath &source,
                               const std::optional<catalog::ObjectPath> &target = std::nullopt);
/// The same for the Hologres schema \a source as a whole.
[[nodiscard]] PlanFor mapSchema(const catalog::ObjectPath &source,
                                const std::optional<catalog::ObjectPath> &target = std::nullopt);
/// Opens the form that maps several Hologres tables of one connection, or all tables of Hologres schemas.
[[nodiscard]] PlanFor mapTables(const QList<catalog::ObjectPath> &sources,
                                const std::optional<catalog::ObjectPath> &target = std::nullopt);
/// Opens the form that maps MaxCompute tables, schemas or a project of one connection into \a target: a Hologres schema
/// or database, if it was said.
[[nodiscard]] PlanFor mapToHologres(const QList<catalog::ObjectPath> &sources,
                                    const std::optional<catalog::ObjectPath> &target = std::nullopt);
/// Opens the form that drops the external table \a table.
[[nodiscard]] PlanFor dropExternalTable(const catalog::ObjectPath &table);
/// Opens the form that drops the foreign table \a table of Hologres.
[[nodiscard]] PlanFor dropForeignTable(const catalog::ObjectPath &table);
[[nodiscard]] PlanFor dropExternalSchema(const catalog::ObjectPath &schema);
/// Shows what became of the mappings below \a scope.
[[nodiscard]] OpenDocument checkDrift(const catalog::ObjectPath &scope);
/// Shows what the object at \a path reads, and who reads it.
[[nodiscard]] OpenDocument openLineage(const catalog::ObjectPath &path);
/// Opens the form that makes the external tables \a tables, of one connection, anew.
[[nodiscard]] PlanFor repairMappings(const QList<catalog::ObjectPath> &tables);
/// Opens the form that loads the Hologres table group \a group to a compute group.
[[nodiscard]] PlanFor loadTableGroup(const catalog::ObjectPath &group);
/// Opens the form that makes a foreign server of the MaxCompute project \a project.
[[nodiscard]] PlanFor newForeignServer(const catalog::ObjectPath &project);
[[nodiscard]] PlanFor dropForeignServer(const catalog::ObjectPath &server);
/// Opens the form of \a task, filled in: a foreign server, a user of Hologres or rights there.
[[nodiscard]] PlanFor planOf(const plan::Task &task);
/// The text of "Copy name": one name with its schema a line.
[[nodiscard]] QString namesOf(const QList<catalog::ObjectPath> &paths);

} // namespace isthmus::models

Q_DECLARE_METATYPE(isthmus::models::Command)
