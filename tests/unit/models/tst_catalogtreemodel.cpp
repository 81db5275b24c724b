// SPDX-License-Identifier: GPL-3.0-or-later
// What is read, when, and how it is shown.
#include "catalogtreefixture.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace isthmus;
using namespace catalogtreefixture;
using core::ErrorKind;

class tst_CatalogTreeModel : public QObject, protected CatalogTree {
    Q_OBJECT

private Q_SLOTS:
    void init() { makeTree(); }
    void cleanup() { removeTree(); }
    void rootsAreTheProfilesInTheirOrder();
    void nothingIsReadBeforeANodeOpens();
    void childrenAreAskedForOnce();
    void everyStateIsAProperItemModel();
    void pagesAreShownAsTheyArrive();
    void aLoadingRowComesOnlyAfterTheDelay();
    void anEmptySchemaSaysSo();
    void aNameThatComesTwiceIsShownOnce();
    void counterpartsMarkBothSides();
    void aTableDroppedOnASchemaAsksForAMapping();
    void whatIsInSightIsCompleted();
    void rowsThatWentByAreNotCompleted();
    void aServerThatRefusesIsNotAskedForEveryRow();
    void rowsAreAskedForAgainAfterAFailure_data();
    void rowsAreAskedForAgainAfterAFailure();
    void namesThatAreHiddenAreCounted();
};

void tst_CatalogTreeModel::rootsAreTheProfilesInTheirOrder()
{
    QCOMPARE(rows(*m_model, {}),
             QStringList({QStringLiteral("order_dw"), QStringLiteral("test_dbs_holo"), QStringLiteral("dbs_mc")}));
    QCOMPARE(CatalogTreeModel::kindOf(m_model->index(1, 0)), ObjectKind::HologresInstance);
    QCOMPARE(m_model->index(1, 0).data(CatalogTreeModel::NoteRole).toString(), QStringLiteral("instance"));
}

void tst_CatalogTreeModel::nothingIsReadBeforeANodeOpens()
{
    const QModelIndex index = m_model->indexOf(root);
    QVERIFY(m_model->hasChildren(index));
    QCOMPARE(m_model->rowCount(index), 0);
    QVERIFY(m_model->canFetchMore(index));
    QCOMPARE(m_connections->catalog(QStringLiteral("order_dw")).childrenCalls(root), 0);
}

void tst_CatalogTreeModel::childrenAreAskedForOnce()
{
    const QModelIndex index = m_model->indexOf(root);
    m_model->fetchMore(index);
    m_model->fetchMore(index); // as views do
    QTRY_COMPARE(CatalogTreeModel::stateOf(index), State::Loaded);
    QCOMPARE(rows(*m_model, index), QStringList{QStringLiteral("public")});
    QCOMPARE(m_connections->catalog(QStringLiteral("order_dw")).childrenCalls(root), 1);
    QVERIFY(!m_model->canFetchMore(index));
    const QModelIndex schema = open(publicSchema);
    QCOMPARE(CatalogTreeModel::pathOf(m_model->index(1, 0, schema)), publicSchema.child(QStringLiteral("orders")));
    QCOMPARE(m_model->indexOf(publicSchema.child(QStringLiteral("orders"))), m_model->index(1, 0, schema));
}

// The tester opens every node by itself and checks the model at each signal.
void tst_CatalogTreeModel::everyStateIsAProperItemModel()
{
    const auto orders = publicSchema.child(QStringLiteral("orders"));
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setChildrenError(orders, unreachable());
    m_model->setLoadingRowDelay(std::chrono::milliseconds(0));
    const QAbstractItemModelTester tester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    open(publicSchema);
    m_model->fetchMore(m_model->indexOf(orders));
    QTRY_COMPARE(CatalogTreeModel::stateOf(m_model->indexOf(orders)), State::Failed);
    catalog.setChildren(orders, {});
    m_model->retry(m_model->index(0, 0, m_model->indexOf(orders)));
    QTRY_COMPARE(CatalogTreeModel::stateOf(m_model->indexOf(orders)), State::Loaded);
    catalog.setChildren(publicSchema, tables({QStringLiteral("z"), QStringLiteral("orders"), QStringLiteral("a")}));
    m_model->refresh(publicSchema);
    QTRY_COMPARE(m_model->rowCount(m_model->indexOf(publicSchema)), 3);
    catalog.setChildren(publicSchema, tables({QStringLiteral("a"), QStringLiteral("orders"), QStringLiteral("z")}));
    m_model->refresh(publicSchema);
    QTRY_COMPARE(m_model->indexOf(publicSchema.child(QStringLiteral("a"))).row(), 0);
    catalog.setChildren(publicSchema, {});
    m_model->refresh(publicSchema);
    QTRY_COMPARE(CatalogTreeModel::messageOf(m_model->index(0, 0, m_model->indexOf(publicSchema))), Message::Empty);
    QVERIFY(core::await(m_connections->manager().remove(QStringLiteral("order_dw"))));
    QTRY_VERIFY(!m_model->indexOf(root).isValid());
}

void tst_CatalogTreeModel::pagesAreShownAsTheyArrive()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    open(root);
    catalog.hold(true);
    m_model->setLoadingRowDelay(std::chrono::milliseconds(0));
    const QModelIndex schema = m_model->indexOf(publicSchema);
    m_model->fetchMore(schema);
    QTRY_COMPARE(catalog.heldChildren().size(), size_t(1));
    QTRY_COMPARE(rows(*m_model, schema), QStringList{QStringLiteral("Reading tables")});
    catalog.heldChildren().at(0).answer(
        catalog::Page{tables({QStringLiteral("a"), QStringLiteral("b")}), QStringLiteral("m1")});
    QTRY_COMPARE(rows(*m_model, schema),
                 QStringList({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("2 names, reading more")}));
    QTRY_COMPARE(catalog.heldChildren().size(), size_t(2));
    QCOMPARE(catalog.heldChildren().at(1).marker, QStringLiteral("m1"));
    catalog.heldChildren().at(1).answer(catalog::Page{tables({QStringLiteral("c")}), {}});
    QTRY_COMPARE(rows(*m_model, schema), QStringList({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
    QCOMPARE(CatalogTreeModel::stateOf(schema), State::Loaded);
}

void tst_CatalogTreeModel::aLoadingRowComesOnlyAfterTheDelay()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    open(root);
    catalog.hold(true);
    m_model->setLoadingRowDelay(std::chrono::hours(1));
    const QModelIndex schema = m_model->indexOf(publicSchema);
    m_model->fetchMore(schema);
    QTRY_COMPARE(catalog.heldChildren().size(), size_t(1));
    QCOMPARE(m_model->rowCount(schema), 0);
    QVERIFY(m_model->hasChildren(schema)); // or the view would close it
    catalog.heldChildren().at(0).answer(catalog::Page{tables({QStringLiteral("a")}), {}});
    QTRY_COMPARE(rows(*m_model, schema), QStringList{QStringLiteral("a")});
}

void tst_CatalogTreeModel::anEmptySchemaSaysSo()
{
    m_connections->catalog(QStringLiteral("order_dw")).setChildren(publicSchema, {});
    const QModelIndex schema = open(publicSchema);
    QCOMPARE(rows(*m_model, schema), QStringList{QStringLiteral("No tables yet")});
    QCOMPARE(CatalogTreeModel::messageOf(m_model->index(0, 0, schema)), Message::Empty);
}

void tst_CatalogTreeModel::aNameThatComesTwiceIsShownOnce()
{
    m_connections->catalog(QStringLiteral("order_dw"))
        .setChildren(publicSchema, tables({QStringLiteral("a"), QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(rows(*m_model, open(publicSchema)), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
}

void tst_CatalogTreeModel::counterpartsMarkBothSides()
{
    const auto orders = publicSchema.child(QStringLiteral("orders"));
    const auto external = path(QStringLiteral("dbs_mc/default/orders"));
    open(publicSchema);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setCounterpart(external, orders); // the other side is not loaded
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_model->indexOf(orders).data(CatalogTreeModel::CounterpartRole).toStringList(),
             QStringList{QStringLiteral("dbs_mc/default/orders")});
    QVERIFY(m_model->indexOf(orders).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("mapped")));
    m_model->setCounterpart(orders, external);
    QCOMPARE(changed.size(), 1); // known

    FakeCatalog &target = m_connections->catalog(QStringLiteral("dbs_mc"));
    const auto project = path(QStringLiteral("dbs_mc"));
    const auto schema = project.child(QStringLiteral("default"));
    target.setChildren(project, {entry(project, QStringLiteral("default"), ObjectKind::Schema)});
    target.setChildren(schema, {entry(schema, QStringLiteral("orders"), ObjectKind::ExternalTable)});
    open(schema);
    QCOMPARE(m_model->indexOf(external).data(CatalogTreeModel::CounterpartRole).toStringList(),
             QStringList{QStringLiteral("order_dw/public/orders")});
}

void tst_CatalogTreeModel::aTableDroppedOnASchemaAsksForAMapping()
{
    const auto project = path(QStringLiteral("dbs_mc"));
    m_connections->catalog(QStringLiteral("dbs_mc"))
        .setChildren(project,
                     {entry(project, QStringLiteral("default"), ObjectKind::Schema),
                      entry(project, QStringLiteral("mirror"), ObjectKind::ExternalSchema)});
    open(project);
    open(publicSchema);
    const auto orders = publicSchema.child(QStringLiteral("orders"));
    const std::unique_ptr<QMimeData> data(m_model->mimeData({m_model->indexOf(orders)}));
    const QModelIndex schema = m_model->indexOf(project.child(QStringLiteral("default")));
    QVERIFY(m_model->canDropMimeData(data.get(), Qt::LinkAction, -1, -1, schema));
    QVERIFY(!m_model->canDropMimeData(data.get(), Qt::LinkAction, -1, -1,
                                      m_model->indexOf(project.child(QStringLiteral("mirror")))));
    QVERIFY(!m_model->canDropMimeData(data.get(), Qt::LinkAction, -1, -1, m_model->indexOf(publicSchema)));
    QMimeData foreign;
    foreign.setData(models::pathsMimeType, "order_dw/public/%zz");
    QVERIFY(!m_model->canDropMimeData(&foreign, Qt::LinkAction, -1, -1, schema));

    QSignalSpy dropped(m_model.get(), &CatalogTreeModel::mappingDropped);
    QVERIFY(!m_model->dropMimeData(data.get(), Qt::LinkAction, -1, -1, schema)); // no row moves
    QCOMPARE(dropped.size(), 1);
    QCOMPARE(dropped.first().at(0).value<ObjectPath>(), orders);
    QCOMPARE(dropped.first().at(1).value<ObjectPath>(), project.child(QStringLiteral("default")));
    QCOMPARE(dropped.first().at(2).value<ObjectKind>(), ObjectKind::Table);

    const std::unique_ptr<QMimeData> whole(m_model->mimeData({m_model->indexOf(publicSchema)}));
    const QModelIndex root = m_model->indexOf(project);
    QVERIFY(m_model->canDropMimeData(whole.get(), Qt::LinkAction, -1, -1, root));
    QVERIFY(!m_model->canDropMimeData(whole.get(), Qt::LinkAction, 0, 0, root)); // between two of its rows
    QVERIFY(!m_model->dropMimeData(whole.get(), Qt::LinkAction, -1, -1, root));
    QCOMPARE(dropped.size(), 2);
    QCOMPARE(dropped.last().at(0).value<ObjectPath>(), publicSchema);
    QCOMPARE(dropped.last().at(1).value<ObjectPath>(), project);
    QCOMPARE(dropped.last().at(2).value<ObjectKind>(), ObjectKind::Schema);
    const std::unique_ptr<QMimeData> own( // of MaxCompute itself
        m_model->mimeData({m_model->indexOf(project.child(QStringLiteral("default")))}));
    QVERIFY(!m_model->canDropMimeData(own.get(), Qt::LinkAction, -1, -1, root));
}

void tst_CatalogTreeModel::whatIsInSightIsCompleted()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setBrief(true);
    catalog.setChildren(publicSchema, describedTables(300));
    const QModelIndex schema = open(publicSchema);
    const auto asked = [&] { return catalog.calls().filter(QStringLiteral("entries ")); };
    QCOMPARE(m_model->index(0, 0, schema).data(CatalogTreeModel::NoteRole).toString(), QString());
    QVERIFY(asked().isEmpty());
    m_model->completeRows({schema, m_model->index(0, 0, schema), m_model->index(1, 0, schema)});
    QTRY_COMPARE(CatalogTreeModel::kindOf(m_model->index(0, 0, schema)), ObjectKind::PartitionedTable);
    QCOMPARE(asked(), QStringList{QStringLiteral("entries order_dw/public table_0000,table_0001")});
    QCOMPARE(m_model->index(0, 0, schema).data(CatalogTreeModel::NoteRole).toString(), QStringLiteral("dt"));
    QCOMPARE(m_model->index(1, 0, schema).data(CatalogTreeModel::RowEstimateRole).toInt(), 1);
    QCOMPARE(m_model->index(1, 0, schema).data(CatalogTreeModel::CommentRole).toString(), QStringLiteral("number 1"));
    QVERIFY(!m_model->index(2, 0, schema).data(CatalogTreeModel::RowEstimateRole).isValid()); // nobody sees it

    m_model->completeRows(rowsOf(schema, 0, 250)); // the two are known
    QTRY_COMPARE(m_model->index(249, 0, schema).data(CatalogTreeModel::RowEstimateRole).toInt(), 249);
    QCOMPARE(asked().size(), 4); // a hundred at a time
    m_model->completeRows(rowsOf(schema, 0, 250));
    QCoreApplication::processEvents();
    QCOMPARE(asked().size(), 4);
    QCOMPARE(catalog.childrenCalls(publicSchema), 1);
}

// Who scrolls through a list wants what is in sight at the end, not all that went by.
void tst_CatalogTreeModel::rowsThatWentByAreNotCompleted()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setBrief(true);
    catalog.setChildren(publicSchema, describedTables(500));
    const QModelIndex schema = open(publicSchema);
    for (int first = 0; first <= 450; first += 10)
        m_model->completeRows(rowsOf(schema, first, 30));
    QTRY_COMPARE(m_model->index(479, 0, schema).data(CatalogTreeModel::RowEstimateRole).toInt(), 479);
    QCOMPARE(catalog.calls().filter(QStringLiteral("entries ")).size(), 2); // the first ones and the last
    QVERIFY(!m_model->index(201, 0, schema).data(CatalogTreeModel::RowEstimateRole).isValid());
}

void tst_CatalogTreeModel::aServerThatRefusesIsNotAskedForEveryRow()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setBrief(true);
    catalog.setChildren(publicSchema, describedTables(100));
    catalog.setEntriesError(core::Error{core::ErrorKind::Permission, QStringLiteral("no"), {}, {}, {}});
    const QModelIndex schema = open(publicSchema);
    const auto asked = [&] { return catalog.calls().filter(QStringLiteral("entries ")).size(); };
    m_model->completeRows(rowsOf(schema, 0, 10));
    QTRY_COMPARE(asked(), 1);
    QCoreApplication::processEvents(); // the answer, which is there already
    m_model->completeRows(rowsOf(schema, 10, 10));
    QCoreApplication::processEvents();
    QCOMPARE(asked(), 1);
    QCOMPARE(CatalogTreeModel::stateOf(schema), State::Loaded); // names are better than nothing
    catalog.setEntriesError({});
    QSignalSpy refreshed(m_model.get(), &CatalogTreeModel::refreshed);
    m_model->refresh(schema);
    QTRY_COMPARE(refreshed.size(), 1);
    m_model->completeRows(rowsOf(schema, 0, 10));
    QTRY_COMPARE(m_model->index(9, 0, schema).data(CatalogTreeModel::RowEstimateRole).toInt(), 9);
}

void tst_CatalogTreeModel::rowsAreAskedForAgainAfterAFailure_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("the line was cut") << ErrorKind::Network;
    QTest::newRow("its back end was closed") << ErrorKind::Cancelled;
}

// Nothing moves in the view, and nobody presses F5.
void tst_CatalogTreeModel::rowsAreAskedForAgainAfterAFailure()
{
    QFETCH(ErrorKind, kind);
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setBrief(true);
    catalog.setChildren(publicSchema, describedTables(20));
    catalog.setEntriesError(core::Error{kind, QStringLiteral("no"), {}, {}, {}});
    m_model->setCompletingDelay(std::chrono::milliseconds(20));
    const QModelIndex schema = open(publicSchema);
    m_model->completeRows(rowsOf(schema, 0, 10));
    QTRY_VERIFY(catalog.calls().filter(QStringLiteral("entries ")).size() >= 2);
    QCOMPARE(CatalogTreeModel::kindOf(m_model->index(0, 0, schema)), ObjectKind::Table);
    catalog.setEntriesError({});
    QTRY_COMPARE(CatalogTreeModel::kindOf(m_model->index(0, 0, schema)), ObjectKind::PartitionedTable);
    QCOMPARE(m_model->index(9, 0, schema).data(CatalogTreeModel::RowEstimateRole).toInt(), 9);
}

void tst_CatalogTreeModel::namesThatAreHiddenAreCounted()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setHidden(root, {QStringLiteral("pg_catalog"), QStringLiteral("hologres")});
    const QModelIndex top = open(root);
    QCOMPARE(rows(*m_model, top), QStringList({QStringLiteral("public"), QStringLiteral("2 schemas hidden")}));
    const QModelIndex line = m_model->index(1, 0, top);
    QCOMPARE(CatalogTreeModel::messageOf(line), Message::Hidden);
    QCOMPARE(line.data(Qt::ToolTipRole).toString(), QStringLiteral("pg_catalog, hologres"));
    QSignalSpy refreshed(m_model.get(), &CatalogTreeModel::refreshed);
    m_model->refresh(top);
    QTRY_COMPARE(refreshed.size(), 1);
    QCOMPARE(rows(*m_model, top), QStringList({QStringLiteral("public"), QStringLiteral("2 schemas hidden")}));
}

QTEST_GUILESS_MAIN(tst_CatalogTreeModel)
#include "tst_catalogtreemodel.moc"
