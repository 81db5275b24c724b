// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "browsingworld.h"

#include <isthmus/core/async.h>
#include <isthmus/models/catalog/catalogtreemodel.h>

#include <QTest>

namespace isthmus::bench {

namespace {

using models::CatalogTreeModel;

using World = BrowsingWorld;

constexpr int manyTables = World::manyTables;

void expandSchema(World &world)
{
    CatalogTreeModel tree(world.manager());
    const catalog::ObjectPath schema{QStringLiteral("order_dw"), {QString::fromLatin1(World::manySchema)}};
    const auto isLoaded = [&](const QModelIndex &index) {
        return CatalogTreeModel::stateOf(index) == CatalogTreeModel::State::Loaded;
    };
    const QModelIndex root = tree.indexOf({schema.connection, {}});
    tree.fetchMore(root);
    if (!QTest::qWaitFor([&] { return isLoaded(root); }, 20'000))
        giveUp(QStringLiteral("the schemas are not listed"));
    const QModelIndex index = tree.indexOf(schema);
    tree.fetchMore(index);
    if (!QTest::qWaitFor([&] { return isLoaded(index); }, 60'000) || tree.rowCount(index) != manyTables)
        giveUp(QStringLiteral("the tables are not listed"));
}

Figure measureTree()
{
    World &world = World::instance();
    const QString sql =
        QStringLiteral("SELECT c.relname, c.relkind, c.reltuples, obj_description(c.oid) FROM pg_class c "
                       "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '%1' ORDER BY c.relname")
            .arg(QString::fromLatin1(World::manySchema));
    const Pair seconds = medianSecondsInTurn(
        5, [&] { expandSchema(world); }, [&] { world.psql(sql); });
    return {seconds.ours * 1000, QStringLiteral("ms"),
            QStringLiteral("psql -c 'SELECT … FROM pg_class …' of the same rows"), seconds.baseline * 1000, 0.5};
}

void preview(const connections::Backend &backend)
{
    const auto rows = core::await(backend.reader->preview(
        {.table = {QStringLiteral("order_dw"), {QStringLiteral("public"), QStringLiteral("dwd_orders")}}}));
    if (!rows || rows->rows->rowCount() != 200)
        giveUp(rows ? QStringLiteral("the preview has %1 rows").arg(rows->rows->rowCount()) : rows.error().message);
}

Figure measurePreview(bool isCold)
{
    World &world = World::instance();
    const QString name = QStringLiteral("order_dw");
    const auto ours = [&] {
        if (isCold)
            world.manager().close(name);
        preview(world.backend(name));
    };
    const auto psql = [&] { world.psql(QStringLiteral("SELECT * FROM public.dwd_orders LIMIT 200")); };
    const Pair seconds = medianSecondsInTurn(9, ours, psql);
    return {seconds.ours * 1000, QStringLiteral("ms"),
            QStringLiteral("psql -c 'SELECT * FROM public.dwd_orders LIMIT 200', with its start"),
            seconds.baseline * 1000, 1};
}

} // namespace

std::vector<Case> browsingCases()
{
    return {{QStringLiteral("tree.expand10000"), measureTree},
            {QStringLiteral("preview.200.open"), [] { return measurePreview(false); }},
            {QStringLiteral("preview.200.cold"), [] { return measurePreview(true); }}};
}

} // namespace isthmus::bench
