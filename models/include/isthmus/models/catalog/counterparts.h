// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/catalog/catalogtreemodel.h>
#include <isthmus/tasks/runs.h>

#include <QObject>
#include <QTimer>

namespace isthmus::models {

/// Tells the tree which tables are mapped to each other: from table mappings that succeeded, earlier and now, unless
/// the table was dropped since, and from what external and foreign tables that were read show. A table that is read and
/// is none of them any more is mapped to nothing.
class CounterpartFeed : public QObject {
    Q_OBJECT

public:
    CounterpartFeed(CatalogTreeModel &tree, const connections::ConnectionManager &connections, tasks::Runs &runs,
                    QObject *parent = nullptr);

    /// An external or foreign table at \a info.path over a table of a saved connection is mapped to it; others are not.
    void takeTable(const catalog::TableInfo &info);

private:
    void readEarlier(const QString &kind, const QString &before); // runs of tasks of that kind, older than that one
    void takeRun(const plan::RunSummary &run);
    void takeDrop(const plan::RunSummary &run);
    void markMade();
    void mark(const catalog::ObjectPath &source, const catalog::ObjectPath &target);
    /// What the external or foreign table \a info shows, if a saved connection leads there.
    [[nodiscard]] std::optional<catalog::ObjectPath> sourceOf(const catalog::TableInfo &info) const;

    CatalogTreeModel &m_tree;
    const connections::ConnectionManager &m_connections;
    tasks::Runs &m_runs;
    struct Made {
        qint64 number; // of the run
        plan::Touch touch;
    };
    QList<Made> m_made; // not marked yet
    QHash<catalog::ObjectPath, catalog::ObjectPath> m_sources; // of tables that are marked, by their own paths
    QTimer m_markTimer;
    QHash<QString, qint64> m_dropped; // path of a table: number of the newest run that has dropped it
};

} // namespace isthmus::models
