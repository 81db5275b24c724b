// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "fakeconnections.h"

#include <isthmus/models/actions/selection.h>
#include <isthmus/models/catalog/catalogtreemodel.h>

#include <QTest>

namespace isthmus::bench {

namespace {

using models::CatalogTreeModel;
using models::SelectedObject;
using models::Selection;

constexpr int manyTables = 10'000;

// How a selection was read at first: every row compared with all before it, its connection asked for again each time.
Selection rowByRow(const QModelIndexList &rows, const connections::ConnectionManager &manager)
{
    Selection selection;
    for (const QModelIndex &row : rows) {
        SelectedObject object;
        object.path = CatalogTreeModel::pathOf(row);
        object.kind = CatalogTreeModel::kindOf(row);
        const auto profile = manager.profile(object.path.connection);
        object.capabilities = profile->info().capabilities;
        object.showsDatabases = profile->database().isEmpty();
        object.connectionState = manager.status(object.path.connection).state;
        object.readOnly = profile->readOnly;
        static_cast<void>(manager.profiles());
        if (!selection.objects.contains(object))
            selection.objects.append(object);
    }
    return selection;
}

Figure measureSelection()
{
    testsupport::FakeConnections fakes;
    const catalog::ObjectPath root{QStringLiteral("order_dw"), {}};
    const catalog::ObjectPath schema = root.child(QStringLiteral("public"));
    QList<catalog::Entry> tables;
    for (int i = 0; i < manyTables; ++i)
        tables.append(testsupport::entry(schema, QStringLiteral("table_%1").arg(i, 5, 10, QChar(u'0')),
                                         catalog::ObjectKind::Table));
    auto &catalog = fakes.catalog(root.connection);
    catalog.setChildren(root, {testsupport::entry(root, QStringLiteral("public"), catalog::ObjectKind::Schema)});
    catalog.setChildren(schema, tables);

    CatalogTreeModel tree(fakes.manager());
    tree.fetchMore(tree.indexOf(root));
    if (!QTest::qWaitFor([&] { return tree.indexOf(schema).isValid(); }, 20'000))
        giveUp(QStringLiteral("the schemas are not listed"));
    const QModelIndex parent = tree.indexOf(schema);
    tree.fetchMore(parent);
    if (!QTest::qWaitFor([&] { return tree.rowCount(parent) == manyTables; }, 60'000))
        giveUp(QStringLiteral("the tables are not listed"));
    QModelIndexList rows;
    for (int row = 0; row < manyTables; ++row)
        rows.append(tree.index(row, 0, parent));

    const auto check = [](const Selection &selection) {
        if (selection.objects.size() != manyTables)
            giveUp(QStringLiteral("%1 objects are selected").arg(selection.objects.size()));
    };
    const Pair seconds = medianSecondsInTurn(
        3, [&] { check(models::selectionOf(rows, fakes.manager())); }, [&] { check(rowByRow(rows, fakes.manager())); });
    return {seconds.ours * 1000, QStringLiteral("ms"),
            QStringLiteral("each row compared with those before it, its profile copied each time"),
            seconds.baseline * 1000, 50};
}

} // namespace

std::vector<Case> selectionCases()
{
    return {{QStringLiteral("selection.10000"), measureSelection}};
}

} // namespace isthmus::bench
