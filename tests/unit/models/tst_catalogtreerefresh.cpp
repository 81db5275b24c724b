// SPDX-License-Identifier: GPL-3.0-or-later
// What a refresh, and a change of the connections, makes of the rows.
#include "catalogtreefixture.h"

#include <isthmus/core/nameorder.h>

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace isthmus;
using namespace catalogtreefixture;

class tst_CatalogTreeRefresh : public QObject, protected CatalogTree {
    Q_OBJECT

private Q_SLOTS:
    void init() { makeTree(); }
    void cleanup() { removeTree(); }
    void refreshKeepsRowsAndTheirIdentity();
    void aWholeRefreshReadsAllThatWasRead();
    void refreshFollowsTheOrderOfTheServer();
    void aFailedRefreshKeepsTheOldRowsAsStale();
    void anEditedConnectionIsReadAnew();
    void aRemovedConnectionGoes();
    void aRefreshKeepsWhatIsKnownOfBriefRows();
    void aRefreshThatChangesEverythingIsToldInFewSignals();
    void anyRefreshMakesTheRowsThoseOfTheServer();
    void aRefreshWithoutAnAnswerCanBeStopped();
};

void tst_CatalogTreeRefresh::refreshKeepsRowsAndTheirIdentity()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    const auto orders = publicSchema.child(QStringLiteral("orders"));
    catalog.setChildren(orders, {entry(orders, QStringLiteral("id"), ObjectKind::Column)});
    open(orders);
    const QPersistentModelIndex kept(m_model->indexOf(orders));
    const QPersistentModelIndex gone(m_model->indexOf(publicSchema.child(QStringLiteral("dwd_orders"))));

    QList<Entry> now = tables({QStringLiteral("a_new"), QStringLiteral("orders"), QStringLiteral("z_new")});
    now[1].rowEstimate = 77;
    catalog.setChildren(publicSchema, now);
    QSignalSpy refreshed(m_model.get(), &CatalogTreeModel::refreshed);
    QSignalSpy before(m_model.get(), &CatalogTreeModel::aboutToRefresh);
    m_model->refresh(publicSchema);
    QCOMPARE(before.size(), 1);
    QTRY_COMPARE(refreshed.size(), 1);
    QCOMPARE(rows(*m_model, m_model->indexOf(publicSchema)),
             QStringList({QStringLiteral("a_new"), QStringLiteral("orders"), QStringLiteral("z_new")}));
    QVERIFY(kept.isValid());
    QVERIFY(!gone.isValid());
    QCOMPARE(QModelIndex(kept), m_model->indexOf(orders));
    QCOMPARE(kept.data(CatalogTreeModel::RowEstimateRole).toLongLong(), 77);
    QCOMPARE(rows(*m_model, kept), QStringList{QStringLiteral("id")}); // what is below stays loaded
    QCOMPARE(catalog.childrenCalls(orders), 1); // and only the one node was read
}

// By the button above a tree: whoever presses it wants to see what there is now.
void tst_CatalogTreeRefresh::aWholeRefreshReadsAllThatWasRead()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    const auto orders = publicSchema.child(QStringLiteral("orders"));
    catalog.setChildren(orders, {entry(orders, QStringLiteral("id"), ObjectKind::Column)});
    open(orders);
    const int unread = catalog.childrenCalls(publicSchema.child(QStringLiteral("dwd_orders")));
    catalog.setChildren(publicSchema, tables({QStringLiteral("a_new"), QStringLiteral("orders")}));
    catalog.setChildren(orders, {entry(orders, QStringLiteral("number"), ObjectKind::Column)});
    m_model->refreshWhole(m_model->indexOf(root));
    QTRY_COMPARE(rows(*m_model, m_model->indexOf(publicSchema)),
                 QStringList({QStringLiteral("a_new"), QStringLiteral("orders")}));
    QTRY_COMPARE(rows(*m_model, m_model->indexOf(orders)), QStringList{QStringLiteral("number")});
    QCOMPARE(catalog.childrenCalls(publicSchema.child(QStringLiteral("dwd_orders"))), unread); // nobody opened it
    // A table that is gone takes its columns along, whichever answer comes first.
    catalog.setChildren(publicSchema, tables({QStringLiteral("a_new")}));
    catalog.setChildrenError(orders, unreachable());
    m_model->refreshWhole(m_model->indexOf(root));
    QTRY_COMPARE(rows(*m_model, m_model->indexOf(publicSchema)), QStringList{QStringLiteral("a_new")});
}

// Of what is not sorted by name.
void tst_CatalogTreeRefresh::refreshFollowsTheOrderOfTheServer()
{
    const ObjectPath orders = publicSchema.child(QStringLiteral("orders"));
    const auto give = [&](const QStringList &columns) {
        QList<Entry> entries;
        for (const QString &name : columns)
            entries.append(entry(orders, name, ObjectKind::Column));
        m_connections->catalog(QStringLiteral("order_dw")).setChildren(orders, entries);
    };
    give({QStringLiteral("id"), QStringLiteral("total")});
    const QModelIndex table = open(orders);
    const QPersistentModelIndex first(m_model->index(0, 0, table));
    give({QStringLiteral("total"), QStringLiteral("mid"), QStringLiteral("id")});
    m_model->refresh(table);
    QTRY_COMPARE(rows(*m_model, table),
                 QStringList({QStringLiteral("total"), QStringLiteral("mid"), QStringLiteral("id")}));
    QCOMPARE(first.row(), 2);
    QCOMPARE(first.data().toString(), QStringLiteral("id"));
}

void tst_CatalogTreeRefresh::aFailedRefreshKeepsTheOldRowsAsStale()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    const QModelIndex schema = open(publicSchema);
    QVERIFY(!m_model->index(0, 0, schema).data(CatalogTreeModel::StaleSinceRole).isValid());
    catalog.setChildrenError(publicSchema, unreachable());
    m_model->refresh(schema);
    QTRY_COMPARE(CatalogTreeModel::stateOf(schema), State::Failed);
    QCOMPARE(m_model->rowCount(schema), 5); // three lines of the error first, then what was known
    QCOMPARE(CatalogTreeModel::messageOf(m_model->index(0, 0, schema)), Message::ErrorTitle);
    QVERIFY(m_model->index(3, 0, schema).data(CatalogTreeModel::StaleSinceRole).toDateTime().isValid());
    catalog.setChildren(publicSchema, tables({QStringLiteral("orders")}));
    m_model->retry(m_model->index(0, 0, schema));
    QTRY_COMPARE(rows(*m_model, schema), QStringList{QStringLiteral("orders")});
    QVERIFY(!m_model->index(0, 0, schema).data(CatalogTreeModel::StaleSinceRole).isValid());
}

void tst_CatalogTreeRefresh::anEditedConnectionIsReadAnew()
{
    open(publicSchema);
    m_connections->catalog(QStringLiteral("order_dw"))
        .setChildren(root, {entry(root, QStringLiteral("other"), ObjectKind::Schema)});
    auto edited = *m_connections->manager().profile(QStringLiteral("order_dw"));
    edited.set(u"database", QStringLiteral("other_db"));
    QVERIFY(core::await(m_connections->manager().save(edited, edited.name, std::nullopt)));
    QTRY_COMPARE(rows(*m_model, m_model->indexOf(root)), QStringList{QStringLiteral("other")});
}

void tst_CatalogTreeRefresh::aRemovedConnectionGoes()
{
    open(publicSchema);
    QVERIFY(core::await(m_connections->manager().remove(QStringLiteral("order_dw"))));
    QTRY_COMPARE(rows(*m_model, {}), QStringList({QStringLiteral("test_dbs_holo"), QStringLiteral("dbs_mc")}));
}

void tst_CatalogTreeRefresh::aRefreshKeepsWhatIsKnownOfBriefRows()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setBrief(true);
    QList<Entry> entries = describedTables(50);
    catalog.setChildren(publicSchema, entries);
    const QModelIndex schema = open(publicSchema);
    m_model->completeRows(rowsOf(schema, 0, 20));
    const QPersistentModelIndex partitioned(m_model->index(10, 0, schema));
    QTRY_COMPARE(CatalogTreeModel::kindOf(partitioned), ObjectKind::PartitionedTable);

    entries[11].rowEstimate = 4711;
    entries.removeAt(5);
    catalog.setChildren(publicSchema, entries);
    QSignalSpy refreshed(m_model.get(), &CatalogTreeModel::refreshed);
    m_model->refresh(schema);
    QTRY_COMPARE(refreshed.size(), 1);
    QVERIFY(partitioned.isValid());
    QCOMPARE(partitioned.row(), 9);
    QCOMPARE(CatalogTreeModel::kindOf(partitioned), ObjectKind::PartitionedTable); // till somebody tells otherwise
    QCOMPARE(partitioned.data(CatalogTreeModel::NoteRole).toString(), QStringLiteral("dt"));
    QCOMPARE(m_model->index(10, 0, schema).data(CatalogTreeModel::RowEstimateRole).toInt(), 11);
    m_model->completeRows(rowsOf(schema, 0, 20));
    QTRY_COMPARE(m_model->index(10, 0, schema).data(CatalogTreeModel::RowEstimateRole).toInt(), 4711);
}

void tst_CatalogTreeRefresh::aRefreshThatChangesEverythingIsToldInFewSignals()
{
    constexpr int count = 30'000;
    QStringList names = openMany(count);
    const QModelIndex schema = m_model->indexOf(publicSchema);
    QStringList now;
    for (int i = 0; i < count; ++i) {
        if (i % 3 != 0)
            now.append(names.at(i));
        if (i % 5 == 0)
            now.append(names.at(i) + QStringLiteral("_new"));
    }
    const QPersistentModelIndex kept(m_model->index(20'000, 0, schema)); // 20'000 is no third
    m_connections->catalog(QStringLiteral("order_dw")).setChildren(publicSchema, tables(now));
    QSignalSpy refreshed(m_model.get(), &CatalogTreeModel::refreshed);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
    QSignalSpy moved(m_model.get(), &QAbstractItemModel::layoutChanged);
    m_model->refresh(schema);
    QTRY_COMPARE(refreshed.size(), 1);
    QCOMPARE(rows(*m_model, schema), now);
    QCOMPARE(kept.data().toString(), names.at(20'000));
    QCOMPARE(inserted.size() + removed.size() + moved.size(), 3); // not ten thousand
}

// Against the plainest way to say it, over levels of all sorts.
void tst_CatalogTreeRefresh::anyRefreshMakesTheRowsThoseOfTheServer()
{
    const QAbstractItemModelTester tester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    auto &random = *QRandomGenerator::global();
    const QModelIndex schema = open(publicSchema);
    for (int round = 0; round < 40; ++round) {
        QHash<QString, QPersistentModelIndex> before;
        for (int row = 0; row < m_model->rowCount(schema); ++row) {
            if (!m_model->index(row, 0, schema).data(CatalogTreeModel::IsMessageRole).toBool())
                before.insert(m_model->index(row, 0, schema).data().toString(), m_model->index(row, 0, schema));
        }
        const int of = random.bounded(2, 24);
        QStringList names;
        for (int i = 0; i < of; ++i) {
            if (random.bounded(3) > 0)
                names.append((random.bounded(2) ? QStringLiteral("t%1") : QStringLiteral("T%1")).arg(i));
        }
        std::ranges::shuffle(names, random);
        catalog.setChildren(publicSchema, tables(names));
        m_model->refresh(schema);
        QTRY_COMPARE(CatalogTreeModel::stateOf(schema), State::Loaded);
        std::ranges::sort(names, core::isNameBefore);
        QCOMPARE(rows(*m_model, schema), names.isEmpty() ? QStringList{QStringLiteral("No tables yet")} : names);
        for (auto it = before.cbegin(); it != before.cend(); ++it)
            QCOMPARE(it->isValid() ? it->row() : -1, int(names.indexOf(it.key()))); // the same rows, where they are now
    }
}

void tst_CatalogTreeRefresh::aRefreshWithoutAnAnswerCanBeStopped()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    const QModelIndex schema = open(publicSchema);
    const QStringList known = rows(*m_model, schema);
    catalog.hold(true);
    m_model->setPatience(std::chrono::milliseconds(30));
    m_model->refresh(schema);
    QTRY_COMPARE(m_model->rowCount(schema), 3);
    QCOMPARE(CatalogTreeModel::messageOf(m_model->index(0, 0, schema)), Message::Loading); // where it is seen
    m_model->cancel(schema);
    QCOMPARE(rows(*m_model, schema),
             QStringList({QStringLiteral("Stopped reading public"), QStringLiteral("Retry")}) + known);
    m_model->retry(schema);
    QTRY_COMPARE(CatalogTreeModel::messageOf(m_model->index(0, 0, schema)), Message::Loading);
    catalog.heldChildren().back().answer(catalog::Page{tables(known), {}});
    QTRY_COMPARE(rows(*m_model, schema), known);
    QTRY_VERIFY(!m_connections->manager().status(root.connection).isSilent);
}

QTEST_GUILESS_MAIN(tst_CatalogTreeRefresh)
#include "tst_catalogtreerefresh.moc"
