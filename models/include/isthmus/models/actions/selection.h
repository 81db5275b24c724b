// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>

#include <QList>
#include <QModelIndexList>

namespace isthmus::models {

/// One selected row and what an action has to know of its connection. A value: predicates over it do no I/O.
struct SelectedObject {
    catalog::ObjectPath path;
    catalog::ObjectKind kind = catalog::ObjectKind::Table;
    connections::Capabilities capabilities; ///< of its connection
    bool showsDatabases = false; ///< its connection shows several databases
    connections::ConnectionStatus::State connectionState = connections::ConnectionStatus::State::Idle;
    bool readOnly = false;
    QString computeGroup; ///< that was chosen for its connection; see Profile::computeGroup()
    bool isPinned = false; ///< by the user, to the top of its tree: whoever keeps the pins says so
    int pinsAbove = -1; ///< chosen where it is pinned: how many stand above it there, and below it; else -1
    int pinsBelow = -1;
    QString foreignServer; ///< of a foreign table in a tree, once its row was read whole; empty: not known
    /// A data source connection to the same database, for an object below an instance connection; may be empty.
    QString dataSource;

    friend bool operator==(const SelectedObject &, const SelectedObject &) = default;
};

struct Selection {
    QList<SelectedObject> objects;
    bool hasMaxCompute = false; ///< some connection is saved that tables can be mapped to
    bool hasWritableMaxCompute = false; ///< and one of them is not read-only
    bool hasHologres = false; ///< some connection is saved that MaxCompute tables can be mapped to
    bool hasWritableHologres = false; ///< and one of them is not read-only
    QStringList columns; ///< chosen on the page of the only object; empty elsewhere

    [[nodiscard]] bool isSingle() const { return objects.size() == 1; }
    [[nodiscard]] QList<catalog::ObjectPath> paths() const;
};

/// The selection behind rows of the CatalogTreeModel or a proxy of it; message rows are passed over. Takes time in
/// proportion to the number of rows: ask once per change of a selection, not once per row.
[[nodiscard]] Selection selectionOf(const QModelIndexList &indexes, const connections::ConnectionManager &manager);

/// The selection of one object that is shown elsewhere (a table page).
[[nodiscard]] Selection selectionOf(const catalog::ObjectPath &path, catalog::ObjectKind kind,
                                    const connections::ConnectionManager &manager);

} // namespace isthmus::models
