// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "browsingworld.h"
#include "peakmemory.h"

#include <isthmus/core/async.h>
#include <isthmus/models/catalog/catalogtreemodel.h>
#include <isthmus/models/table/previewreading.h>

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

constexpr qint64 mebibyte = 1024 * 1024;

records::Preview previewFor(World &world, const QString &table, qint64 maxRows, qint64 maxBytes)
{
    records::PreviewRequest request;
    request.table = {QStringLiteral("order_dw"), {QString::fromLatin1(World::rowsSchema), table}};
    request.maxRows = maxRows;
    request.maxBytes = maxBytes;
    request.mayCut = true;
    auto preview = core::await(world.backend(QStringLiteral("order_dw")).reader->preview(request));
    if (!preview)
        giveUp(preview.error().message);
    return *std::move(preview);
}

// As many columns as a table may have, as a grid opens them.
Figure measureWideTable()
{
    World &world = World::instance();
    const auto ours = [&] {
        if (previewFor(world, QStringLiteral("wide"), 200, 8 * mebibyte).rows->columnCount() != 1590)
            giveUp(QStringLiteral("the wide table has other columns"));
    };
    const auto psql = [&] { world.psql(QStringLiteral("SELECT * FROM bench_rows.wide LIMIT 200")); };
    const Pair seconds = medianSecondsInTurn(5, ours, psql);
    return {seconds.ours * 1000, QStringLiteral("ms"),
            QStringLiteral("psql -c 'SELECT * FROM bench_rows.wide LIMIT 200', with its start"),
            seconds.baseline * 1000, 0.5};
}

Figure measureLongCell()
{
    World &world = World::instance();
    previewFor(world, QStringLiteral("wide"), 1, mebibyte); // connected
    static_cast<void>(test::peakMemorySinceLastCall());
    const qint64 before = test::peakMemorySinceLastCall();
    const records::Preview preview = previewFor(world, QStringLiteral("long_cell"), 200, 8 * mebibyte);
    const qint64 grown = test::peakMemorySinceLastCall() - before;
    if (preview.rows->rowCount() != 1 || preview.cuts.bytesOf(0, 1) != 100 * 1000 * 1000)
        giveUp(QStringLiteral("the long cell is not told as cut"));
    return {double(std::max<qint64>(grown, 1)), QStringLiteral("bytes"), QStringLiteral("20 MiB, for a cell of 100 MB"),
            double(20 * mebibyte), 1};
}

// What a grid asks for once it is scrolled to the end of what a preview keeps.
Figure measureLongPreview()
{
    World &world = World::instance();
    static_cast<void>(test::peakMemorySinceLastCall());
    const qint64 before = test::peakMemorySinceLastCall();
    const qint64 budget = models::PreviewReading::memoryBudget;
    const records::Preview preview = previewFor(world, QStringLiteral("ten_million"), 10'000'000, budget);
    const qint64 grown = test::peakMemorySinceLastCall() - before;
    if (preview.isComplete || preview.rows->rowCount() < 100'000)
        giveUp(QStringLiteral("the long preview has %1 rows").arg(preview.rows->rowCount()));
    return {double(std::max<qint64>(grown, 1)), QStringLiteral("bytes"),
            QStringLiteral("twice the budget of a preview, of 10 million rows"), double(2 * budget), 1};
}

} // namespace

std::vector<Case> browsingCases()
{
    return {{QStringLiteral("tree.expand10000"), measureTree},
            {QStringLiteral("preview.200.open"), [] { return measurePreview(false); }},
            {QStringLiteral("preview.200.cold"), [] { return measurePreview(true); }},
            {QStringLiteral("browse.wide"), measureWideTable},
            {QStringLiteral("browse.longcell"), measureLongCell},
            {QStringLiteral("browse.tenmillion"), measureLongPreview}};
}

} // namespace isthmus::bench
