// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/models/catalog/pinnedmodel.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::ObjectKind;
using models::CatalogTreeModel;
using models::PinnedModel;
using testsupport::entry;
using testsupport::path;

class tst_PinnedModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void pinsStandInTheirOrder();
    void rowsAreMoved_data();
    void rowsAreMoved();
    void whatIsNotShownKeepsItsPlace();
    void whatIsSavedIsRestored();
    void whatIsGoneIsSaid();
    void whatLiesInAGoneSchemaIsGone();
    void pinsFollowTheirConnection();
    void aPinBecomesWhatItsTableTurnsOutToBe();

private:
    void read(const QString &where);
    [[nodiscard]] bool isGone(int row) const { return m_pins->index(row).data(PinnedModel::GoneRole).toBool(); }
    [[nodiscard]] QStringList names() const
    {
        QStringList names;
        for (int row = 0; row < m_pins->rowCount(); ++row)
            names.append(m_pins->index(row).data().toString());
        return names;
    }

    std::unique_ptr<testsupport::FakeConnections> m_connections;
    std::unique_ptr<CatalogTreeModel> m_tree;
    std::unique_ptr<PinnedModel> m_pins;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void tst_PinnedModel::init()
{
    m_connections = std::make_unique<testsupport::FakeConnections>();
    auto &catalog = m_connections->catalog(u"order_dw"_s);
    const auto root = path(u"order_dw"_s);
    const auto schema = root.child(u"public"_s);
    catalog.setChildren(root,
                        {entry(root, u"ads"_s, ObjectKind::Schema), entry(root, u"public"_s, ObjectKind::Schema)});
    catalog.setChildren(schema,
                        {entry(schema, u"orders"_s, ObjectKind::Table), entry(schema, u"shops"_s, ObjectKind::Table)});
    m_tree = std::make_unique<CatalogTreeModel>(m_connections->manager());
    m_pins = std::make_unique<PinnedModel>(*m_tree, m_connections->manager());
    m_tester = std::make_unique<QAbstractItemModelTester>(m_pins.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void tst_PinnedModel::cleanup()
{
    m_tester.reset();
    m_pins.reset();
    m_tree.reset();
    m_connections.reset();
}

// For the first time or again.
void tst_PinnedModel::read(const QString &where)
{
    const QModelIndex index = m_tree->indexOf(path(where));
    if (m_tree->canFetchMore(index))
        m_tree->fetchMore(index);
    else
        m_tree->refresh(index);
    QTRY_COMPARE(CatalogTreeModel::stateOf(m_tree->indexOf(path(where))), CatalogTreeModel::State::Loaded);
}

void tst_PinnedModel::pinsStandInTheirOrder()
{
    QSignalSpy changed(m_pins.get(), &PinnedModel::changed);
    m_pins->pin(path(u"order_dw/public/shops"_s), ObjectKind::Table);
    m_pins->pin(path(u"order_dw/ads"_s), ObjectKind::Schema);
    m_pins->pin(path(u"order_dw/public/shops"_s), ObjectKind::Table); // once is enough
    m_pins->pin(path(u"order_dw"_s), ObjectKind::HologresDataSource); // stands on top anyway
    m_pins->pin(path(u"order_dw/public/orders/id"_s), ObjectKind::Column);
    QCOMPARE(names(), QStringList({u"shops"_s, u"ads"_s}));
    QCOMPARE(changed.size(), 2);
    const QModelIndex row = m_pins->index(0);
    QCOMPARE(CatalogTreeModel::pathOf(row), path(u"order_dw/public/shops"_s));
    QCOMPARE(CatalogTreeModel::kindOf(row), ObjectKind::Table);
    QCOMPARE(CatalogTreeModel::messageOf(row), CatalogTreeModel::Message::None);
    QCOMPARE(row.data(PinnedModel::PlaceRole).toString(), u"order_dw › public"_s);
    QVERIFY(row.data(Qt::AccessibleTextRole).toString().contains(u"shops, table"_s));
    QVERIFY(m_pins->isPinned(path(u"order_dw/ads"_s)));
    m_pins->unpin(path(u"order_dw/public/shops"_s));
    QVERIFY(!m_pins->isPinned(path(u"order_dw/public/shops"_s)));
    QCOMPARE(names(), QStringList{u"ads"_s});
    m_pins->unpin(path(u"order_dw/public/shops"_s));
    QCOMPARE(changed.size(), 3);
    for (int i = 0; i < 2 * PinnedModel::mostPins; ++i)
        m_pins->pin(path(u"order_dw/public/t%1"_s.arg(i)), ObjectKind::Table);
    QCOMPARE(m_pins->rowCount(), PinnedModel::mostPins);
}

void tst_PinnedModel::rowsAreMoved_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("to"); // the row that they stand before then
    QTest::addColumn<QString>("after"); // empty: refused
    QTest::newRow("one up") << 1 << 1 << 0 << u"bacde"_s;
    QTest::newRow("one down") << 1 << 1 << 3 << u"acbde"_s;
    QTest::newRow("to the end") << 0 << 1 << 5 << u"bcdea"_s;
    QTest::newRow("to the top") << 4 << 1 << 0 << u"eabcd"_s;
    QTest::newRow("several down") << 0 << 2 << 4 << u"cdabe"_s;
    QTest::newRow("several up") << 3 << 2 << 1 << u"adebc"_s;
    QTest::newRow("nowhere") << 1 << 1 << 2 << QString();
    QTest::newRow("above the top") << 0 << 1 << -1 << QString();
    QTest::newRow("behind the end") << 4 << 1 << 6 << QString();
    QTest::newRow("rows that there are not") << 4 << 2 << 0 << QString();
}

void tst_PinnedModel::rowsAreMoved()
{
    QFETCH(int, from);
    QFETCH(int, count);
    QFETCH(int, to);
    QFETCH(QString, after);
    for (const QChar name : u"abcde"_s)
        m_pins->pin(path(u"order_dw/public/"_s + name), ObjectKind::Table);
    const QPersistentModelIndex second = m_pins->index(1);
    QSignalSpy changed(m_pins.get(), &PinnedModel::changed);
    QCOMPARE(m_pins->moveRows({}, from, count, {}, to), !after.isEmpty());
    QCOMPARE(names().join(QString()), after.isEmpty() ? u"abcde"_s : after);
    QCOMPARE(changed.size(), after.isEmpty() ? 0 : 1);
    QCOMPARE(second.data().toString(), u"b"_s); // selections follow
    PinnedModel again(*m_tree, m_connections->manager());
    again.restore(m_pins->saved());
    QCOMPARE(again.saved(), m_pins->saved());
    QCOMPARE(m_pins->rowOf(path(u"order_dw/public/b"_s)), second.row());
    QCOMPARE(m_pins->rowOf(path(u"order_dw/public/x"_s)), -1);
}

// Pins of connections that are not there stand between those that are.
void tst_PinnedModel::whatIsNotShownKeepsItsPlace()
{
    m_pins->restore({u"table order_dw/public/a"_s, u"table nowhere/x"_s, u"table order_dw/public/b"_s,
                     u"table nowhere/y"_s, u"table order_dw/public/c"_s});
    QCOMPARE(names(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
    QCOMPARE(m_pins->rowOf(path(u"nowhere/x"_s)), -1);
    QVERIFY(m_pins->moveRow({}, 0, {}, 2));
    QCOMPARE(names(), QStringList({u"b"_s, u"a"_s, u"c"_s}));
    QVERIFY(m_pins->moveRow({}, 2, {}, 0));
    QCOMPARE(names(), QStringList({u"c"_s, u"b"_s, u"a"_s}));
    const QStringList saved = m_pins->saved();
    QCOMPARE(saved.size(), 5);
    QVERIFY(saved.indexOf(u"table nowhere/x"_s) < saved.indexOf(u"table nowhere/y"_s));
}

void tst_PinnedModel::whatIsSavedIsRestored()
{
    m_pins->pin(path(u"order_dw/public/a b%2Fc"_s), ObjectKind::View);
    m_pins->pin(path(u"order_dw/ads"_s), ObjectKind::Schema);
    const QStringList saved = m_pins->saved();
    PinnedModel again(*m_tree, m_connections->manager());
    again.restore(saved);
    QCOMPARE(again.saved(), saved);
    QCOMPARE(CatalogTreeModel::pathOf(again.index(0)).name(), u"a b/c"_s);
    QCOMPARE(CatalogTreeModel::kindOf(again.index(0)), ObjectKind::View);
    again.restore({u"table"_s, QString(), u"no_such_kind order_dw/x"_s, u"column order_dw/public/a/b"_s,
                   u"view order_dw/bad%zz"_s, u"table order_dw/public/t"_s, u"table order_dw/public/t"_s});
    QCOMPARE(again.rowCount(), 1);
}

// As far as the tree knows: nothing is asked of a server.
void tst_PinnedModel::whatIsGoneIsSaid()
{
    m_pins->pin(path(u"order_dw/public/orders"_s), ObjectKind::Table);
    m_pins->pin(path(u"order_dw/public/no_such"_s), ObjectKind::Table);
    QVERIFY(m_connections->catalog(u"order_dw"_s).calls().isEmpty());
    QVERIFY(!isGone(0) && !isGone(1)); // nobody knows
    read(u"order_dw"_s);
    read(u"order_dw/public"_s);
    QVERIFY(!isGone(0));
    QVERIFY(isGone(1));
    QVERIFY(m_pins->index(1).data(Qt::AccessibleTextRole).toString().contains(u"gone"_s));
    QVERIFY(m_pins->index(1).data(Qt::ToolTipRole).toString().contains(u"not there any more"_s));

    const auto schema = path(u"order_dw/public"_s);
    QSignalSpy told(m_pins.get(), &QAbstractItemModel::dataChanged);
    m_connections->catalog(u"order_dw"_s)
        .setChildren(schema, {entry(schema, u"no_such"_s, ObjectKind::Table)}); // made, and the other dropped
    read(u"order_dw/public"_s);
    QTRY_VERIFY(isGone(0));
    QVERIFY(!isGone(1));
    QCOMPARE(told.size(), 2);
    m_connections->catalog(u"order_dw"_s)
        .setChildrenError(schema, {core::ErrorKind::Network, u"Not now."_s, {}, {}, {}});
    m_tree->refresh(schema);
    QTRY_COMPARE(CatalogTreeModel::stateOf(m_tree->indexOf(schema)), CatalogTreeModel::State::Failed);
    QVERIFY(!isGone(1)); // a server that does not answer says nothing of it
}

void tst_PinnedModel::whatLiesInAGoneSchemaIsGone()
{
    m_pins->pin(path(u"order_dw/public/orders"_s), ObjectKind::Table);
    read(u"order_dw"_s);
    QVERIFY(!isGone(0));
    const auto root = path(u"order_dw"_s);
    m_connections->catalog(u"order_dw"_s).setChildren(root, {entry(root, u"ads"_s, ObjectKind::Schema)});
    read(u"order_dw"_s);
    QTRY_VERIFY(isGone(0));
}

void tst_PinnedModel::pinsFollowTheirConnection()
{
    m_pins->pin(path(u"order_dw/public/orders"_s), ObjectKind::Table);
    m_pins->pin(path(u"test_dbs_holo/crm"_s), ObjectKind::Database);
    QVERIFY(core::await(m_connections->manager().remove(u"order_dw"_s)));
    QTRY_COMPARE(names(), QStringList{u"crm"_s}); // another program may bring it back
    QCOMPARE(m_pins->saved().size(), 2);
    m_pins->renameConnection(u"order_dw"_s, u"test_dbs_holo"_s);
    QCOMPARE(names(), QStringList({u"orders"_s, u"crm"_s}));
    m_pins->renameConnection(u"test_dbs_holo"_s, {}); // it was removed here
    QVERIFY(m_pins->saved().isEmpty());
    QCOMPARE(m_pins->rowCount(), 0);
}

void tst_PinnedModel::aPinBecomesWhatItsTableTurnsOutToBe()
{
    const auto schema = path(u"order_dw/public"_s);
    auto &catalog = m_connections->catalog(u"order_dw"_s);
    catalog.setBrief(true);
    catalog.setChildren(schema, {entry(schema, u"orders"_s, ObjectKind::PartitionedTable)});
    read(u"order_dw"_s);
    read(u"order_dw/public"_s);
    m_pins->pin(path(u"order_dw/public/orders"_s), ObjectKind::Table);
    m_tree->completeRows({m_tree->indexOf(path(u"order_dw/public/orders"_s))});
    QTRY_COMPARE(CatalogTreeModel::kindOf(m_pins->index(0)), ObjectKind::PartitionedTable);
    QVERIFY(m_pins->saved().first().startsWith(u"partitioned_table "_s));
}

QTEST_GUILESS_MAIN(tst_PinnedModel)

#include "tst_pinnedmodel.moc"
