// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/catalogtreemodel.h>
#include <isthmus/tasks/runservice.h>

#include <QObject>

namespace isthmus::models {

/// Tells the tree which tables are mapped to each other: from table mappings that succeeded, earlier and now.
class CounterpartFeed : public QObject {
    Q_OBJECT

public:
    CounterpartFeed(CatalogTreeModel &tree, tasks::RunService &runs, QObject *parent = nullptr);

private:
    void take(const plan::Run &run);

    CatalogTreeModel &m_tree;
};

} // namespace isthmus::models
