// SPDX-License-Identifier: GPL-3.0-or-later
// Names in the tree: how many there may be, in which order they stand, and how one of them is found.
#include "catalogtreefixture.h"
#include "cputime.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace isthmus;
using namespace catalogtreefixture;

class tst_CatalogTreeNames : public QObject, protected CatalogTree {
    Q_OBJECT

private Q_SLOTS:
    void init() { makeTree(); }
    void cleanup() { removeTree(); }
    void revealOpensWhatIsNeeded();
    void revealLooksOnceMoreForANewTable();
    void revealOfANameThatIsNotThereFails();
    void aHundredThousandChildren();
    void lookingUpANameDoesNotGrowWithTheSchema();
    void lookUpsFollowWhatARefreshChanges();
    void ofTwinsTheFirstIsFound();
    void namesStandAsPeopleSortThem();
    void manyNamesAreSortedOnceAllAreThere();
    void aSearchAsksSchemasThatAreNotRead();
    void whatASearchFoundAndSomebodyChoseStays();
};

void tst_CatalogTreeNames::revealOpensWhatIsNeeded()
{
    QSignalSpy revealed(m_model.get(), &CatalogTreeModel::revealed);
    const auto orders = publicSchema.child(QStringLiteral("orders"));
    m_model->reveal(orders);
    QTRY_COMPARE(revealed.size(), 1);
    QCOMPARE(CatalogTreeModel::pathOf(revealed.first().first().toModelIndex()), orders);
}

void tst_CatalogTreeNames::revealLooksOnceMoreForANewTable()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    open(publicSchema);
    catalog.setChildren(publicSchema, tables({QStringLiteral("made_now"), QStringLiteral("orders")}));
    QSignalSpy revealed(m_model.get(), &CatalogTreeModel::revealed);
    m_model->reveal(publicSchema.child(QStringLiteral("made_now")));
    QTRY_COMPARE(revealed.size(), 1);
    QCOMPARE(revealed.first().first().toModelIndex().data().toString(), QStringLiteral("made_now"));
}

void tst_CatalogTreeNames::revealOfANameThatIsNotThereFails()
{
    QSignalSpy failed(m_model.get(), &CatalogTreeModel::revealFailed);
    m_model->reveal(publicSchema.child(QStringLiteral("nowhere")));
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(m_connections->catalog(QStringLiteral("order_dw")).childrenCalls(publicSchema), 1); // it was read just now
    m_model->reveal(path(QStringLiteral("no_such_connection/x")));
    QCOMPARE(failed.size(), 2);
}

void tst_CatalogTreeNames::aHundredThousandChildren()
{
    constexpr int count = 100'000;
    QStringList names;
    for (int i = 0; i < count; ++i)
        names.append(QStringLiteral("table_%1").arg(i, 6, 10, QLatin1Char('0')));
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setChildren(publicSchema, tables(names));
    m_model->setLoadingRowDelay(std::chrono::hours(1)); // its row would be one insertion more
    open(root);
    const QModelIndex schema = m_model->indexOf(publicSchema);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->fetchMore(schema);
    QTRY_COMPARE_WITH_TIMEOUT(CatalogTreeModel::stateOf(schema), State::Loaded, 30000);
    QCOMPARE(m_model->rowCount(schema), count);
    QCOMPARE(inserted.first().at(2).toInt(), 999); // a small page first, then larger ones
    QCOMPARE(inserted.size(), 11);
    const QModelIndex last = m_model->index(count - 1, 0, schema);
    QCOMPARE(last.row(), count - 1);
    QCOMPARE(m_model->indexOf(CatalogTreeModel::pathOf(last)), last);
}

// A walk through the names would take hundreds of times as long: one is measured, in the same run.
void tst_CatalogTreeNames::lookingUpANameDoesNotGrowWithTheSchema()
{
    constexpr int count = 100'000;
    constexpr int lookUps = 1000;
    constexpr int walks = 20;
    const QStringList names = openMany(count);
    const auto nameAt = [&](int i) -> const QString & { return names.at(int(qint64(i) * 7919 % count)); };
    bool isFound = true;
    const qint64 lookingUp = test::cpuNanos([&] {
        for (int i = 0; i < lookUps; ++i)
            isFound = isFound && m_model->indexOf(publicSchema.child(nameAt(i))).data().toString() == nameAt(i);
    });
    const qint64 walking = test::cpuNanos([&] {
        for (int i = 0; i < walks; ++i)
            isFound = isFound && names.at(names.indexOf(nameAt(i * lookUps / walks))) == nameAt(i * lookUps / walks);
    });
    QVERIFY(isFound);
    QVERIFY2(lookingUp * 10 < walking * (lookUps / walks),
             qPrintable(QStringLiteral("%1 ns and %2 ns").arg(lookingUp).arg(walking * (lookUps / walks))));
}

void tst_CatalogTreeNames::lookUpsFollowWhatARefreshChanges()
{
    QStringList names = openMany(100);
    const QModelIndex schema = m_model->indexOf(publicSchema);
    QVERIFY(m_model->indexOf(publicSchema.child(names.first())).isValid()); // the names are known from here on
    const QString gone = names.takeAt(40);
    names.insert(0, QStringLiteral("a_new_one"));
    names.append(QStringLiteral("z_new_one"));
    names.swapItemsAt(10, 20);
    m_connections->catalog(QStringLiteral("order_dw")).setChildren(publicSchema, tables(names));
    QSignalSpy refreshed(m_model.get(), &CatalogTreeModel::refreshed);
    m_model->refresh(schema);
    QTRY_COMPARE(refreshed.size(), 1);
    QVERIFY(!m_model->indexOf(publicSchema.child(gone)).isValid());
    names.sort();
    for (int row = 0; row < names.size(); ++row)
        QCOMPARE(m_model->indexOf(publicSchema.child(names.at(row))).row(), row);
}

void tst_CatalogTreeNames::ofTwinsTheFirstIsFound()
{
    QList<Entry> entries = tables({QStringLiteral("both")});
    for (int i = 0; i < 50; ++i)
        entries.append(entry(publicSchema, QStringLiteral("table_%1").arg(i), ObjectKind::Table));
    entries.append(entry(publicSchema, QStringLiteral("both"), ObjectKind::View));
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setChildren(publicSchema, entries);
    open(publicSchema);
    const ObjectPath both = publicSchema.child(QStringLiteral("both"));
    QCOMPARE(m_model->indexOf(both).row(), 0);
    QSignalSpy refreshed(m_model.get(), &CatalogTreeModel::refreshed);
    const auto give = [&](const QList<Entry> &fresh) {
        catalog.setChildren(publicSchema, fresh);
        const auto before = refreshed.size();
        m_model->refresh(publicSchema);
        QTRY_COMPARE(refreshed.size(), before + 1);
    };
    std::ranges::swap(entries.first(), entries.last());
    give(entries);
    QCOMPARE(CatalogTreeModel::kindOf(m_model->indexOf(both)), ObjectKind::View);
    entries.removeFirst();
    give(entries);
    QCOMPARE(CatalogTreeModel::kindOf(m_model->indexOf(both)), ObjectKind::Table);
    entries.removeLast();
    give(entries);
    QVERIFY(!m_model->indexOf(both).isValid());
}

void tst_CatalogTreeNames::namesStandAsPeopleSortThem()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    QList<Entry> entries = tables({QStringLiteral("MixedCase"), QStringLiteral("drift"), QStringLiteral("table_1"),
                                   QStringLiteral("table_10"), QStringLiteral("table_100"), QStringLiteral("table_2")});
    entries.prepend(entry(publicSchema, catalog::tableGroupsFolder, ObjectKind::TableGroups));
    catalog.setChildren(publicSchema, entries);
    const QStringList expected{QStringLiteral("drift"),       QStringLiteral("MixedCase"), QStringLiteral("table_1"),
                               QStringLiteral("table_2"),     QStringLiteral("table_10"),  QStringLiteral("table_100"),
                               QStringLiteral("Table groups")};
    const QModelIndex schema = open(publicSchema);
    QCOMPARE(rows(*m_model, schema), expected);
    QSignalSpy moved(m_model.get(), &QAbstractItemModel::layoutChanged);
    QSignalSpy refreshed(m_model.get(), &CatalogTreeModel::refreshed);
    m_model->refresh(schema);
    QTRY_COMPARE(refreshed.size(), 1);
    QCOMPARE(rows(*m_model, schema), expected);
    QCOMPARE(moved.size(), 0);
}

void tst_CatalogTreeNames::manyNamesAreSortedOnceAllAreThere()
{
    QStringList names;
    for (int i = 0; i < 3000; ++i)
        names.append(QStringLiteral("table_%1").arg(i));
    names.sort(); // by bytes, as servers do
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setChildren(publicSchema, tables(names));
    open(root);
    const QModelIndex schema = m_model->indexOf(publicSchema);
    QPersistentModelIndex third;
    connect(m_model.get(), &QAbstractItemModel::rowsInserted, this, [&](const QModelIndex &parent) {
        if (parent == schema && !third.isValid())
            third = m_model->index(2, 0, schema);
    });
    m_model->fetchMore(schema);
    QTRY_COMPARE(m_model->rowCount(schema), 3000);
    QTRY_COMPARE(m_model->index(2, 0, schema).data().toString(), QStringLiteral("table_2"));
    QCOMPARE(m_model->index(2999, 0, schema).data().toString(), QStringLiteral("table_2999"));
    QCOMPARE(third.data().toString(), QStringLiteral("table_10")); // the same row, elsewhere
    QCOMPARE(third.row(), 10);
    QCOMPARE(m_model->indexOf(publicSchema.child(QStringLiteral("table_77"))).row(), 77);
}

void tst_CatalogTreeNames::aSearchAsksSchemasThatAreNotRead()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    const ObjectPath ads = root.child(QStringLiteral("ads"));
    const ObjectPath denied = root.child(QStringLiteral("denied"));
    catalog.setChildren(root,
                        {entry(root, QStringLiteral("public"), ObjectKind::Schema),
                         entry(root, QStringLiteral("ads"), ObjectKind::Schema),
                         entry(root, QStringLiteral("denied"), ObjectKind::Schema)});
    catalog.setChildren(ads,
                        {entry(ads, QStringLiteral("orders_by_day"), ObjectKind::View),
                         entry(ads, QStringLiteral("visits"), ObjectKind::Table)});
    catalog.setChildrenError(denied, {core::ErrorKind::Permission, QStringLiteral("no"), {}, {}, {}});
    m_model->search(QStringLiteral("ord"), {root.connection}); // its schemas are not known: nothing to ask
    open(publicSchema);
    const auto asked = catalog.calls().size();
    m_model->search(QStringLiteral("ord"), {root.connection});
    const QModelIndex schema = m_model->indexOf(ads);
    QTRY_COMPARE(rows(*m_model, schema), QStringList{QStringLiteral("orders_by_day")});
    QCOMPARE(catalog.calls().mid(asked),
             QStringList({QStringLiteral("children order_dw/ads"), QStringLiteral("children order_dw/denied")}));
    QCOMPARE(CatalogTreeModel::stateOf(schema), State::NotLoaded); // it has more
    QVERIFY(!m_model->canFetchMore(schema));
    m_model->search(QStringLiteral("vis"), {root.connection});
    QTRY_COMPARE(rows(*m_model, schema), QStringList{QStringLiteral("visits")});
    m_model->endSearch({root.connection}, {});
    QCOMPARE(m_model->rowCount(schema), 0);
    QVERIFY(m_model->canFetchMore(schema));
    m_model->fetchMore(schema);
    QTRY_COMPARE(rows(*m_model, schema), QStringList({QStringLiteral("orders_by_day"), QStringLiteral("visits")}));
}

void tst_CatalogTreeNames::whatASearchFoundAndSomebodyChoseStays()
{
    FakeCatalog &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    open(root);
    catalog.setBrief(true);
    m_model->search(QStringLiteral("ord"), {root.connection});
    const QModelIndex schema = m_model->indexOf(publicSchema);
    QTRY_COMPARE(rows(*m_model, schema), QStringList{QStringLiteral("orders")});
    const QPersistentModelIndex chosen(m_model->index(0, 0, schema));
    m_model->endSearch({root.connection}, {chosen});
    QTRY_COMPARE(CatalogTreeModel::stateOf(schema), State::Loaded);
    QVERIFY(chosen.isValid());
    QCOMPARE(rows(*m_model, schema), QStringList({QStringLiteral("dwd_orders"), QStringLiteral("orders")}));
}

QTEST_GUILESS_MAIN(tst_CatalogTreeNames)
#include "tst_catalogtreenames.moc"
