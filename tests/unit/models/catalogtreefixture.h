// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakeconnections.h"

#include <isthmus/models/catalog/catalogtreemodel.h>

#include <QTest>

#include <memory>

/// A tree over the made-up connections, of which order_dw has a schema public with two tables.
namespace catalogtreefixture {

using isthmus::catalog::Entry;
using isthmus::catalog::ObjectKind;
using isthmus::catalog::ObjectPath;
using isthmus::models::CatalogTreeModel;
using isthmus::testsupport::entry;
using isthmus::testsupport::FakeCatalog;
using isthmus::testsupport::path;
using Message = CatalogTreeModel::Message;
using State = CatalogTreeModel::State;

inline const ObjectPath root = path(QStringLiteral("order_dw"));
inline const ObjectPath publicSchema = root.child(QStringLiteral("public"));

inline QList<Entry> tables(const QStringList &names)
{
    QList<Entry> entries;
    for (const QString &name : names)
        entries.append(entry(publicSchema, name, ObjectKind::Table));
    return entries;
}

inline isthmus::core::Error unreachable()
{
    return {isthmus::core::ErrorKind::Network,
            QStringLiteral("order_dw cannot be reached"),
            QStringLiteral("No answer in 10 s"),
            {},
            QStringLiteral("connection refused")};
}

inline QStringList rows(const QAbstractItemModel &model, const QModelIndex &parent)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(parent); ++row)
        texts.append(model.index(row, 0, parent).data().toString());
    return texts;
}

inline QList<Entry> describedTables(int count)
{
    QList<Entry> entries;
    for (int i = 0; i < count; ++i) {
        const bool isPartitioned = i % 10 == 0;
        entries.append(entry(publicSchema, QStringLiteral("table_%1").arg(i, 4, 10, QLatin1Char('0')),
                             isPartitioned ? ObjectKind::PartitionedTable : ObjectKind::Table));
        entries.last().comment = QStringLiteral("number %1").arg(i);
        if (isPartitioned)
            entries.last().note = QStringLiteral("dt");
        else
            entries.last().rowEstimate = i;
    }
    return entries;
}

inline QModelIndexList rowsOf(const QModelIndex &parent, int first, int count)
{
    QModelIndexList rows;
    for (int row = first; row < first + count; ++row)
        rows.append(parent.model()->index(row, 0, parent));
    return rows;
}

class CatalogTree {
protected:
    void makeTree()
    {
        m_connections = std::make_unique<isthmus::testsupport::FakeConnections>();
        FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
        catalog.setChildren(root, {entry(root, QStringLiteral("public"), ObjectKind::Schema)});
        catalog.setChildren(publicSchema, tables({QStringLiteral("dwd_orders"), QStringLiteral("orders")}));
        m_model = std::make_unique<CatalogTreeModel>(m_connections->manager());
    }

    void removeTree()
    {
        m_model.reset();
        m_connections.reset();
    }

    /// Opens the nodes down to \a where and waits until its children are there.
    QModelIndex open(const ObjectPath &where)
    {
        ObjectPath step{where.connection, {}};
        for (qsizetype depth = 0;; ++depth) {
            const QModelIndex index = m_model->indexOf(step);
            m_model->fetchMore(index);
            if (!QTest::qWaitFor([&] { return CatalogTreeModel::stateOf(m_model->indexOf(step)) != State::Loading; }))
                return {};
            if (depth == where.names.size())
                return m_model->indexOf(step);
            step = step.child(where.names.at(depth));
        }
    }

    /// In publicSchema; answers their names.
    QStringList openMany(int count)
    {
        QStringList names;
        for (int i = 0; i < count; ++i)
            names.append(QStringLiteral("table_%1").arg(i, 6, 10, QLatin1Char('0')));
        m_connections->catalog(QStringLiteral("order_dw")).setChildren(publicSchema, tables(names));
        open(publicSchema);
        if (m_model->rowCount(m_model->indexOf(publicSchema)) != count)
            qWarning("not all children were read");
        return names;
    }

    std::unique_ptr<isthmus::testsupport::FakeConnections> m_connections;
    std::unique_ptr<CatalogTreeModel> m_model;
};

} // namespace catalogtreefixture
