// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/mapping/drift/driftreader.h>
#include <isthmus/models/catalog/catalogtreemodel.h>

#include <QHash>
#include <QObject>

namespace isthmus::models {

/// What the window knows of the drift of mappings: of external tables that were opened, and of those that were asked
/// for. The rows of the tree are marked by it. Nothing is read that nobody looks at. Thread: the window's.
class DriftWatch final : public QObject {
    Q_OBJECT

public:
    /// What it compares with: \a reader, by way of \a sources.
    struct Setup {
        mapping::DriftReader reader;
        std::shared_ptr<const planning::Sources> sources;
    };

    /// \a tree and \a manager outlive it.
    DriftWatch(CatalogTreeModel &tree, const connections::ConnectionManager &manager, Setup setup,
               QObject *parent = nullptr);
    ~DriftWatch() override;

    /// An external table, or a foreign table over MaxCompute, was read, since it was opened or refreshed: it is
    /// compared.
    void takeTable(const catalog::TableInfo &info);
    /// A run has touched \a table: it is compared again, if it was before.
    void touched(const catalog::ObjectPath &table);
    /// Whether the mappings of \a connection are foreign tables of Hologres.
    [[nodiscard]] bool isOfHologres(const QString &connection) const;
    /// Compares what is below \a path, whatever that is there; drifts are told as they are found. Cancelling
    /// the future stops it. Errors: those of DriftReader::check().
    [[nodiscard]] QFuture<core::Result<mapping::DriftReader::Found>> check(const catalog::ObjectPath &path);

    /// What \a table was compared as last; nothing if it was not.
    [[nodiscard]] std::optional<mapping::Drift> driftOf(const catalog::ObjectPath &table) const;
    /// Where the external tables lead that were compared.
    [[nodiscard]] QHash<catalog::ObjectPath, catalog::ObjectPath> knownSources() const;

Q_SIGNALS:
    void compared(const isthmus::mapping::Drift &drift);
    /// \a table is a mapping no more.
    void forgotten(const isthmus::catalog::ObjectPath &table);

private:
    [[nodiscard]] mapping::DriftScope scopeOf(const catalog::ObjectPath &path) const;
    void read(const mapping::DriftScope &scope);
    void take(const mapping::Drift &drift);
    void forget(const catalog::ObjectPath &table);
    void renameConnection(const QString &before);

    CatalogTreeModel &m_tree;
    const connections::ConnectionManager &m_manager;
    const Setup m_setup;
    QHash<catalog::ObjectPath, mapping::Drift> m_drifts;
    QHash<catalog::ObjectPath, QFuture<core::Result<mapping::DriftReader::Found>>> m_running; // of single tables
};

} // namespace isthmus::models

Q_DECLARE_METATYPE(isthmus::mapping::Drift)
