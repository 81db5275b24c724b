// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/models/actions/actions.h>
#include <isthmus/models/catalog/catalogtreemodel.h>
#include <isthmus/models/doctor/checksdocument.h>

#include <QKeySequence>
#include <QSet>
#include <QTest>

using namespace isthmus;
using catalog::ObjectKind;
using models::SelectedObject;
using models::Selection;
using testsupport::path;
using Show = models::Verdict::Show;
using Status = connections::ConnectionStatus::State;

namespace {

SelectedObject object(const char *where, ObjectKind kind, bool showsDatabases = false)
{
    SelectedObject made;
    made.path = path(QString::fromLatin1(where));
    made.kind = kind;
    made.showsDatabases = showsDatabases;
    made.capabilities =
        made.path.connection == u"dbs_mc" ? connections::Capability::MappedTo : connections::Capability::MappedFrom;
    return made;
}

Selection of(const QList<SelectedObject> &objects)
{
    return {objects, true, true};
}

} // namespace

Q_DECLARE_METATYPE(isthmus::models::Selection)
Q_DECLARE_METATYPE(isthmus::models::Verdict::Show)

class tst_Actions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { testsupport::registerTestKinds(); }
    void applies_data();
    void applies();
    void aDisabledEntrySaysWhyInThreeWays();
    void instanceModeNamesTheDataSourceToUse();
    void idsAndShortcutsAreUnique();
    void everyEnabledActionAsksForItsOwnThing_data();
    void everyEnabledActionAsksForItsOwnThing();
    void onlyWhatIsNotPinnedIsPinned();
    void theSelectionKnowsItsConnections();
    void aSelectionHasEachObjectOnce();
};

void tst_Actions::applies_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<Selection>("selection");
    QTest::addColumn<Show>("expected");
    QTest::addColumn<QString>("shortReason");

    const SelectedObject table = object("order_dw/public/orders", ObjectKind::Table);
    const SelectedObject other = object("order_dw/public/dwd_orders", ObjectKind::Table);
    const SelectedObject parted = object("order_dw/public/by_day", ObjectKind::PartitionedTable);
    const SelectedObject view = object("order_dw/public/v", ObjectKind::View);
    const SelectedObject dynamicTable = object("order_dw/public/d", ObjectKind::DynamicTable);
    const SelectedObject foreignTable = object("order_dw/public/f", ObjectKind::ForeignTable);
    const SelectedObject schema = object("order_dw/public", ObjectKind::Schema);
    const SelectedObject column = object("order_dw/public/orders/id", ObjectKind::Column);
    const SelectedObject folder = object("dbs_mc/:foreign_servers", ObjectKind::ForeignServers);
    const SelectedObject root = object("order_dw", ObjectKind::HologresDataSource);
    const SelectedObject external = object("dbs_mc/default/orders", ObjectKind::ExternalTable);
    const SelectedObject inInstance = object("test_dbs_holo/order_dw/public/orders", ObjectKind::Table, true);
    SelectedObject failed = table;
    failed.connectionState = Status::Failed;

    const auto row = [](const char *name, const char *id, const Selection &selection, Show show,
                        const char *reason = "") {
        QTest::newRow(name) << QString::fromLatin1(id) << selection << show << QString::fromLatin1(reason);
    };
    row("open: nothing selected", "table.open", of({}), Show::Hidden);
    row("open: a schema", "table.open", of({schema}), Show::Hidden);
    row("open: one table", "table.open", of({table}), Show::Enabled);
    row("open: a view", "table.open", of({view}), Show::Enabled);
    row("open: external table", "table.open", of({external}), Show::Enabled);
    row("open: two tables", "table.open", of({table, other}), Show::Disabled, "select one");
    row("open: table and schema", "table.open", of({table, schema}), Show::Hidden);
    row("open in tab: one table", "table.openNewTab", of({table}), Show::Enabled);
    row("map: one table", "map.table", of({table}), Show::Enabled);
    row("map: partitioned table", "map.table", of({parted}), Show::Enabled);
    row("map: instance mode", "map.table", of({inInstance}), Show::Enabled);
    row("map: a view", "map.table", of({view}), Show::Disabled, "a view");
    row("map: dynamic table", "map.table", of({dynamicTable}), Show::Disabled, "dynamic table");
    row("map: foreign table", "map.table", of({foreignTable}), Show::Disabled, "foreign table");
    row("map: two tables", "map.table", of({table, other}), Show::Hidden);
    row("map many: two tables", "map.tables", of({table, other}), Show::Enabled);
    row("map many: with a view", "map.tables", of({table, view}), Show::Enabled); // which the plan leaves out
    row("map many: one table", "map.tables", of({table}), Show::Hidden);
    row("map many: a schema", "map.tables", of({schema}), Show::Enabled);
    row("map many: two schemas", "map.tables", of({schema, object("order_dw/ads", ObjectKind::Schema)}), Show::Enabled);
    row("map many: a schema and a table", "map.tables", of({schema, table}), Show::Hidden);
    row("map many: two connections", "map.tables", of({table, inInstance}), Show::Disabled, "two connections");
    row("map many: external tables", "map.tables", of({external, external}), Show::Hidden);
    row("map many: no MaxCompute", "map.tables", {{table, other}, false, false}, Show::Disabled, "no MaxCompute");
    row("map many: read-only MaxCompute", "map.tables", {{table, other}, true, false}, Show::Disabled, "read-only");
    row("map: external table", "map.table", of({external}), Show::Hidden);
    row("map: a schema", "map.table", of({schema}), Show::Enabled);
    row("map: a schema and a table", "map.table", of({schema, table}), Show::Hidden);
    row("map: two schemas", "map.table", of({schema, object("order_dw/ads", ObjectKind::Schema)}), Show::Disabled,
        "select one");
    row("map: a schema, no MaxCompute", "map.table", {{schema}, false, false}, Show::Disabled, "no MaxCompute");
    row("map: a schema of MaxCompute", "map.table", of({object("dbs_mc/default", ObjectKind::Schema)}), Show::Hidden);
    row("drop: an external schema", "drop.externalSchema", of({object("dbs_mc/live", ObjectKind::ExternalSchema)}),
        Show::Enabled);
    row("drop: a schema", "drop.externalSchema", of({object("dbs_mc/default", ObjectKind::Schema)}), Show::Hidden);
    row("drop: a foreign table", "drop.foreignTable", of({foreignTable}), Show::Enabled);
    SelectedObject elsewhere = foreignTable;
    elsewhere.foreignServer = QStringLiteral("odps_server");
    row("drop: a foreign table of MaxCompute", "drop.foreignTable", of({elsewhere}), Show::Enabled);
    elsewhere.foreignServer = QStringLiteral("films_server");
    row("drop: a foreign table of another server", "drop.foreignTable", of({elsewhere}), Show::Disabled,
        "of films_server");
    row("drop: two foreign tables", "drop.foreignTable", of({foreignTable, foreignTable}), Show::Disabled,
        "select one");
    row("drop: a table of Hologres", "drop.foreignTable", of({table}), Show::Hidden);
    row("drop: an external table is no foreign one", "drop.foreignTable", of({external}), Show::Hidden);
    row("drop: a foreign table is no external one", "drop.externalTable", of({foreignTable}), Show::Hidden);
    SelectedObject kept = foreignTable;
    kept.readOnly = true;
    row("drop: a foreign table, read-only", "drop.foreignTable", of({kept}), Show::Disabled, "read-only");
    row("drift: a foreign table", "drift.check", of({foreignTable}), Show::Enabled);
    row("drift: a schema of Hologres", "drift.check", of({schema}), Show::Enabled);
    row("drift: a connection to Hologres", "drift.check", of({root}), Show::Enabled);
    row("drift: a table of Hologres", "drift.check", of({table}), Show::Hidden);
    row("drift: an external table", "drift.check", of({external}), Show::Enabled);
    row("repair: a foreign table", "drift.repair", of({foreignTable}), Show::Enabled);
    row("repair: a foreign and an external table", "drift.repair", of({foreignTable, external}), Show::Hidden);
    row("repair: a foreign table, read-only", "drift.repair", of({kept}), Show::Disabled, "read-only");
    row("check: a schema", "check.mapping", of({schema}), Show::Enabled);
    row("check: a table", "check.mapping", of({table}), Show::Enabled);
    row("check: a schema, no MaxCompute", "check.mapping", {{schema}, false, false}, Show::Enabled);
    row("check: two tables", "check.mapping", of({table, other}), Show::Disabled, "select one");
    row("check: an external table", "check.mapping", of({external}), Show::Enabled);
    row("check: an external schema", "check.mapping", of({object("dbs_mc/live", ObjectKind::ExternalSchema)}),
        Show::Enabled);
    row("check: a schema of MaxCompute", "check.mapping", of({object("dbs_mc/default", ObjectKind::Schema)}),
        Show::Hidden);
    row("check: a connection", "check.mapping", of({root}), Show::Hidden);
    SelectedObject server = object("dbs_mc/:foreign_servers/ours", ObjectKind::ForeignServer);
    row("new server: a project", "foreignServer.new", of({object("dbs_mc", ObjectKind::MaxComputeProject)}),
        Show::Enabled);
    row("new server: the folder", "foreignServer.new",
        of({object("dbs_mc/:foreign_servers", ObjectKind::ForeignServers)}), Show::Enabled);
    row("new server: Hologres", "foreignServer.new", of({root}), Show::Hidden);
    row("drop server", "foreignServer.drop", of({server}), Show::Enabled);
    row("drop server: two", "foreignServer.drop", of({server, server}), Show::Hidden);
    server.readOnly = true;
    row("drop server: read-only", "foreignServer.drop", of({server}), Show::Disabled, "read-only");
    row("map: no MaxCompute", "map.table", {{table}, false, false}, Show::Disabled, "no MaxCompute");
    row("map: read-only MaxCompute", "map.table", {{table}, true, false}, Show::Disabled, "read-only");
    row("map: unreachable", "map.table", of({failed}), Show::Disabled, "no connection");
    row("types: a table", "types.report", of({table}), Show::Enabled);
    row("types: a view", "types.report", of({view}), Show::Enabled);
    row("types: instance mode", "types.report", of({inInstance}), Show::Enabled);
    row("types: a schema", "types.report", of({schema}), Show::Enabled);
    row("types: no MaxCompute", "types.report", {{table}, false, false}, Show::Enabled);
    row("types: two tables", "types.report", of({table, other}), Show::Disabled, "select one");
    row("types: unreachable", "types.report", of({failed}), Show::Disabled, "no connection");
    row("types: external table", "types.report", of({external}), Show::Enabled);
    row("types: a schema of MaxCompute", "types.report", of({object("dbs_mc/default", ObjectKind::Schema)}),
        Show::Enabled);
    row("types: a connection", "types.report", of({root}), Show::Hidden);
    row("types: a column", "types.report", of({column}), Show::Hidden);
    row("sync: instance mode", "sync.table", of({inInstance}), Show::Disabled, "instance mode");
    row("sync: data source", "sync.table", of({table}), Show::Disabled, "not available");
    row("sync: MaxCompute table", "sync.table", of({external}), Show::Hidden);
    row("refresh: schema", "node.refresh", of({schema}), Show::Enabled);
    row("refresh: two roots", "node.refresh", of({root, object("dbs_mc", ObjectKind::MaxComputeProject)}),
        Show::Enabled);
    row("refresh: column", "node.refresh", of({column}), Show::Hidden);
    row("refresh: nothing", "node.refresh", of({}), Show::Hidden);
    row("copy: column", "node.copyName", of({column}), Show::Enabled);
    row("copy: folder", "node.copyName", of({folder}), Show::Hidden);
    row("properties: table", "node.properties", of({table}), Show::Enabled);
    row("properties: two", "node.properties", of({table, other}), Show::Hidden);
    row("edit: root", "connection.edit", of({root}), Show::Enabled);
    row("edit: table", "connection.edit", of({table}), Show::Hidden);
    row("remove: root", "connection.remove", of({root}), Show::Enabled);
    row("test: schema", "connection.test", of({schema}), Show::Hidden);
    SelectedObject computeGroup = object("order_dw/:compute_groups/read", ObjectKind::ComputeGroup);
    row("compute group: the default one is used", "connection.useComputeGroup", of({computeGroup}), Show::Enabled);
    row("compute group: two", "connection.useComputeGroup", of({computeGroup, computeGroup}), Show::Hidden);
    row("compute group: a table", "connection.useComputeGroup", of({table}), Show::Hidden);
    computeGroup.computeGroup = QStringLiteral("init");
    row("compute group: another is used", "connection.useComputeGroup", of({computeGroup}), Show::Enabled);
    computeGroup.computeGroup = QStringLiteral("read");
    row("compute group: it is used", "connection.useComputeGroup", of({computeGroup}), Show::Disabled, "in use");
    row("pin up: chosen in the tree", "node.pinUp", of({table}), Show::Hidden);
    SelectedObject pinned = table;
    pinned.isPinned = true;
    pinned.pinsAbove = 0;
    pinned.pinsBelow = 1;
    row("pin up: the first", "node.pinUp", of({pinned}), Show::Disabled, "first");
    row("pin down: the first", "node.pinDown", of({pinned}), Show::Enabled);
    row("pin down: two", "node.pinDown", of({pinned, pinned}), Show::Hidden);
    pinned.pinsAbove = 1;
    pinned.pinsBelow = 0;
    row("pin up: the last", "node.pinUp", of({pinned}), Show::Enabled);
    row("pin down: the last", "node.pinDown", of({pinned}), Show::Disabled, "last");
    SelectedObject tableGroup = object("order_dw/:table_groups/order_dw_tg_default", ObjectKind::TableGroup);
    row("load: a table group", "tableGroup.load", of({tableGroup}), Show::Enabled);
    row("load: two", "tableGroup.load", of({tableGroup, tableGroup}), Show::Hidden);
    row("load: a compute group", "tableGroup.load", of({computeGroup}), Show::Hidden);
    tableGroup.readOnly = true;
    row("load: read-only", "tableGroup.load", of({tableGroup}), Show::Disabled, "read-only");
    row("add: nothing selected", "connection.add.hologres", of({}), Show::Enabled);
    row("sandbox: nothing selected", "sandbox.open", of({}), Show::Enabled);
}

void tst_Actions::applies()
{
    QFETCH(QString, id);
    QFETCH(Selection, selection);
    QFETCH(QString, shortReason);
    const models::ActionSpec *spec = models::findAction(id);
    QVERIFY(spec);
    const models::Verdict verdict = spec->applies(selection);
    QTEST(verdict.show, "expected");
    QCOMPARE(verdict.shortReason, shortReason);
    QCOMPARE(verdict.explanation().isEmpty(), verdict.show != Show::Disabled);
}

void tst_Actions::aDisabledEntrySaysWhyInThreeWays()
{
    const auto verdict =
        models::findAction(u"sync.table")->applies(of({object("order_dw/public/orders", ObjectKind::Table)}));
    QVERIFY(!verdict.title.isEmpty() && !verdict.why.isEmpty() && !verdict.instead.isEmpty());
    QCOMPARE(verdict.explanation().count(u'\n'), 2);
    QVERIFY(!models::findAction(u"no.such.action"));
}

// docs/requirements.md#h-42.
void tst_Actions::instanceModeNamesTheDataSourceToUse()
{
    SelectedObject table = object("test_dbs_holo/order_dw/public/dwd_orders", ObjectKind::Table, true);
    table.dataSource = QStringLiteral("order_dw");
    auto verdict = models::findAction(u"sync.table")->applies(of({table}));
    QCOMPARE(verdict.title, QStringLiteral("Cannot synchronize from this connection"));
    QVERIFY(verdict.why.startsWith(QStringLiteral("test_dbs_holo is an instance connection")));
    QCOMPARE(verdict.instead,
             QStringLiteral("Do this instead: right-click dwd_orders under the data source order_dw."));
    table.dataSource.clear();
    verdict = models::findAction(u"sync.table")->applies(of({table}));
    QVERIFY(verdict.instead.contains(QStringLiteral("connect to the database order_dw as a data source")));
}

void tst_Actions::idsAndShortcutsAreUnique()
{
    QSet<QString> ids;
    QSet<QString> shortcuts;
    for (const models::ActionSpec &spec : models::actionSpecs()) {
        const QString id = QString::fromLatin1(spec.id);
        const QString shortcut = QString::fromLatin1(spec.shortcut);
        QVERIFY2(!ids.contains(id), spec.id);
        ids.insert(id);
        QVERIFY2(!models::actionText(spec).isEmpty(), spec.id);
        if (shortcut.isEmpty())
            continue;
        QVERIFY2(!shortcuts.contains(shortcut), spec.id);
        shortcuts.insert(shortcut);
        QCOMPARE(QKeySequence::fromString(shortcut, QKeySequence::PortableText).toString(), shortcut);
    }
}

void tst_Actions::everyEnabledActionAsksForItsOwnThing_data()
{
    using How = models::OpenDocument::How;
    QTest::addColumn<QString>("id");
    QTest::addColumn<Selection>("selection");
    QTest::addColumn<models::Command>("command");
    const auto where = path(QStringLiteral("order_dw/public/t"));
    const Selection table = of({object("order_dw/public/t", ObjectKind::Table)});
    const Selection schema = of({object("order_dw/public", ObjectKind::Schema)});
    const Selection root = of({object("order_dw", ObjectKind::HologresDataSource)});
    const QString name = QStringLiteral("order_dw");
    Selection columns = table;
    columns.columns = {QStringLiteral("id"), QStringLiteral("fee")};
    const auto row = [](const char *id, const Selection &selection, const models::Command &command,
                        const char *tag = "") {
        QTest::addRow("%s%s", id, tag) << QString::fromLatin1(id) << selection << command;
    };
    row("table.open", table, models::OpenDocument{models::tableAddress(where), How::Keep, {}});
    row("table.openNewTab", table, models::OpenDocument{models::tableAddress(where), How::NewTab, {}});
    row("structure.compareWith", table, models::CompareWith{where});
    row("structure.compare", of({table.objects.first(), object("dbs_mc/default/t", ObjectKind::View)}),
        models::compareStructure(where, path(QStringLiteral("dbs_mc/default/t"))));
    row("map.table", table, models::PlanFor{QStringLiteral("map_table"), {where}, std::nullopt});
    row("map.tables", schema, models::PlanFor{QStringLiteral("map_tables"), schema.paths(), std::nullopt});
    row("node.copyName", of({table.objects.first(), root.objects.first()}),
        models::CopyText{QStringLiteral("public.t\norder_dw")});
    row("node.copyName", columns, models::CopyText{QStringLiteral("id\nfee")}, ": of columns");
    row("node.refresh", of({table.objects.first(), root.objects.first()}),
        models::Refresh{{where, path(QStringLiteral("order_dw"))}});
    Selection pinned = schema;
    pinned.objects.first().isPinned = true;
    Selection both = of({table.objects.first(), pinned.objects.first()});
    using Pinned = models::SetPinned::Object;
    const Pinned pinnedTable{where, ObjectKind::Table};
    const Pinned pinnedSchema{path(QStringLiteral("order_dw/public")), ObjectKind::Schema};
    row("node.pin", table, models::SetPinned{{pinnedTable}, true});
    row("node.pin", both, models::SetPinned{{pinnedTable, pinnedSchema}, true}, ": of which one is");
    row("node.unpin", pinned, models::SetPinned{{pinnedSchema}, false});
    Selection between = schema;
    between.objects.first().isPinned = true;
    between.objects.first().pinsAbove = 1;
    between.objects.first().pinsBelow = 1;
    row("node.pinUp", between, models::MovePin{path(QStringLiteral("order_dw/public")), -1});
    row("node.pinDown", between, models::MovePin{path(QStringLiteral("order_dw/public")), 1});
    row("node.properties", table,
        models::OpenDocument{models::tableAddress(where), How::Keep, QStringLiteral("overview")});
    row("node.properties", schema, models::ShowProperties{path(QStringLiteral("order_dw/public"))}, ": of a schema");
    row("connection.test", root, models::TestConnection{name});
    row("connection.useComputeGroup", of({object("order_dw/:compute_groups/read", ObjectKind::ComputeGroup)}),
        models::UseComputeGroup{name, QStringLiteral("read")});
    row("tableGroup.load", of({object("order_dw/:table_groups/tg", ObjectKind::TableGroup)}),
        models::loadTableGroup(path(QStringLiteral("order_dw/:table_groups/tg"))));
    row("check.mapping", schema,
        models::OpenDocument{models::checksAddress(path(QStringLiteral("order_dw/public")), ObjectKind::Schema)});
    row("check.mapping", of({object("dbs_mc/live", ObjectKind::ExternalSchema)}),
        models::OpenDocument{models::checksAddress(path(QStringLiteral("dbs_mc/live")), ObjectKind::ExternalSchema)},
        ": of an external schema");
    row("foreignServer.new", of({object("dbs_mc/:foreign_servers", ObjectKind::ForeignServers)}),
        models::newForeignServer(path(QStringLiteral("dbs_mc"))));
    row("foreignServer.drop", of({object("dbs_mc/:foreign_servers/ours", ObjectKind::ForeignServer)}),
        models::dropForeignServer(path(QStringLiteral("dbs_mc/:foreign_servers/ours"))));
    row("connection.edit", root, models::EditConnection{name});
    row("connection.remove", root, models::RemoveConnection{name});
    row("connection.add.hologres", of({}), models::AddConnection{QStringLiteral("hologres")});
    row("connection.add.maxcompute", of({}), models::AddConnection{QStringLiteral("maxcompute")});
    row("sandbox.open", of({}), models::OpenSandbox{});
}

void tst_Actions::everyEnabledActionAsksForItsOwnThing()
{
    QFETCH(QString, id);
    QFETCH(Selection, selection);
    QFETCH(models::Command, command);
    const models::ActionSpec *spec = models::findAction(id);
    QVERIFY(spec);
    QCOMPARE(spec->applies(selection).show, Show::Enabled);
    QVERIFY(models::commandOf(*spec, selection) == command);
}

void tst_Actions::onlyWhatIsNotPinnedIsPinned()
{
    const auto shows = [](const char *id, const Selection &selection) {
        return models::findAction(QString::fromLatin1(id))->applies(selection).show == Show::Enabled;
    };
    Selection table = of({object("order_dw/public/t", ObjectKind::Table)});
    QVERIFY(shows("node.pin", table) && !shows("node.unpin", table));
    table.objects.first().isPinned = true;
    QVERIFY(!shows("node.pin", table) && shows("node.unpin", table));
    for (const Selection &other : {of({}), of({object("order_dw", ObjectKind::HologresDataSource)}),
                                   of({object("order_dw/public/t/id", ObjectKind::Column)})})
        QVERIFY(!shows("node.pin", other) && !shows("node.unpin", other));
}

void tst_Actions::theSelectionKnowsItsConnections()
{
    testsupport::FakeConnections fake;
    const Selection selection = models::selectionOf(path(QStringLiteral("test_dbs_holo/order_dw/public/orders")),
                                                    ObjectKind::Table, fake.manager());
    QVERIFY(selection.isSingle());
    QVERIFY(selection.hasWritableMaxCompute);
    QVERIFY(selection.objects.first().showsDatabases);
    QCOMPARE(selection.objects.first().dataSource, QStringLiteral("order_dw"));
    const Selection elsewhere =
        models::selectionOf(path(QStringLiteral("test_dbs_holo/crm/public/visits")), ObjectKind::Table, fake.manager());
    QVERIFY(elsewhere.objects.first().dataSource.isEmpty());
}

void tst_Actions::aSelectionHasEachObjectOnce()
{
    testsupport::FakeConnections fake;
    const auto root = path(QStringLiteral("order_dw"));
    fake.catalog(QStringLiteral("order_dw"))
        .setChildren(root,
                     {testsupport::entry(root, QStringLiteral("ads"), ObjectKind::Schema),
                      testsupport::entry(root, QStringLiteral("public"), ObjectKind::Schema)});
    models::CatalogTreeModel tree(fake.manager());
    tree.fetchMore(tree.indexOf(root));
    QTRY_VERIFY(tree.indexOf(root.child(QStringLiteral("public"))).isValid());
    const QModelIndex schema = tree.indexOf(root.child(QStringLiteral("public")));
    const Selection selection = models::selectionOf(
        {schema, tree.indexOf(root), schema, tree.indexOf(root.child(QStringLiteral("ads")))}, fake.manager());
    QCOMPARE(
        selection.paths(),
        QList<catalog::ObjectPath>({root.child(QStringLiteral("public")), root, root.child(QStringLiteral("ads"))}));
    QCOMPARE(selection.objects.first().kind, ObjectKind::Schema);
    QVERIFY(core::await(fake.manager().remove(QStringLiteral("order_dw")))); // the rows are still there
    QVERIFY(models::selectionOf(root, ObjectKind::HologresDataSource, fake.manager()).objects.isEmpty());
}

QTEST_GUILESS_MAIN(tst_Actions)

#include "tst_actions.moc"
