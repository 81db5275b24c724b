// SPDX-License-Identifier: GPL-3.0-or-later
#include "cputime.h"
#include "fakeconnections.h"

#include <isthmus/models/catalog/catalogfilterproxy.h>
#include <isthmus/models/catalog/catalogtreemodel.h>

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace isthmus;
using catalog::ObjectKind;
using models::CatalogFilterProxy;
using models::CatalogTreeModel;
using testsupport::entry;
using testsupport::path;

class tst_CatalogFilterProxy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void eachSideShowsItsOwnConnections();
    void aPatternKeepsMatchesAndTheirParents();
    void aMatchingSchemaKeepsWhatIsBelow();
    void opensThroughTheProxy();
    void saysWhatIsNotLoaded();
    void projectsOfATenantAreCountedAsSuch();
    void aKeyPressIsOneChangeOfLayout();
    void theFirstMatchesAreShownAtOnce();
    void whatMustBeOpenForAllMatches();
    void rowsThatComeAndGoAreFiltered();
    void hiddenKindsAreNotShown();
    void aTableThatMayBePartitionedStays();
    void manyRowsOfAHiddenKindGoAtOnce();
    void itShowsWhatThePlainRuleShows();
    void aHiddenKindStaysHiddenWhenItsColumnsCome();
    void aConnectionOfTheOtherSideStaysThere();
    void aKeyPressTakesNoLongerThanLookingAtTheNames();

private:
    void give(const QString &schema, const QStringList &tables); // and reads them, where it is open
    QModelIndex open(const QString &where);

    std::unique_ptr<testsupport::FakeConnections> m_connections;
    std::unique_ptr<CatalogTreeModel> m_tree;
    std::unique_ptr<CatalogFilterProxy> m_proxy;
};

void tst_CatalogFilterProxy::init()
{
    m_connections = std::make_unique<testsupport::FakeConnections>();
    auto &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    const auto root = path(QStringLiteral("order_dw"));
    catalog.setChildren(root,
                        {entry(root, QStringLiteral("ads"), ObjectKind::Schema),
                         entry(root, QStringLiteral("public"), ObjectKind::Schema)});
    const auto schema = root.child(QStringLiteral("public"));
    catalog.setChildren(schema,
                        {entry(schema, QStringLiteral("dwd_orders"), ObjectKind::Table),
                         entry(schema, QStringLiteral("shops"), ObjectKind::Table)});
    m_tree = std::make_unique<CatalogTreeModel>(m_connections->manager());
    m_proxy = std::make_unique<CatalogFilterProxy>();
    m_proxy->setSourceModel(m_tree.get());
    m_proxy->setSide(catalog::Side::Sources);
}

void tst_CatalogFilterProxy::cleanup()
{
    m_proxy.reset();
    m_tree.reset();
    m_connections.reset();
}

QModelIndex tst_CatalogFilterProxy::open(const QString &where)
{
    const auto index = [&] { return m_proxy->mapFromSource(m_tree->indexOf(path(where))); };
    m_proxy->fetchMore(index());
    if (!QTest::qWaitFor([&] { return CatalogTreeModel::stateOf(index()) == CatalogTreeModel::State::Loaded; }))
        return {};
    return index();
}

void tst_CatalogFilterProxy::eachSideShowsItsOwnConnections()
{
    const QAbstractItemModelTester tester(m_proxy.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(m_proxy->rowCount(), 2);
    m_proxy->setSide(catalog::Side::Warehouse);
    QCOMPARE(m_proxy->rowCount(), 1);
    QCOMPARE(m_proxy->index(0, 0).data().toString(), QStringLiteral("dbs_mc"));
}

void tst_CatalogFilterProxy::aPatternKeepsMatchesAndTheirParents()
{
    open(QStringLiteral("order_dw"));
    open(QStringLiteral("order_dw/public"));
    m_proxy->setNamePattern(QStringLiteral(" DWD "));
    QCOMPARE(m_proxy->rowCount(), 1);
    const QModelIndex root = m_proxy->index(0, 0);
    QCOMPARE(m_proxy->rowCount(root), 1);
    const QModelIndex schema = m_proxy->index(0, 0, root);
    QCOMPARE(schema.data().toString(), QStringLiteral("public"));
    QCOMPARE(m_proxy->rowCount(schema), 1);
    QCOMPARE(m_proxy->index(0, 0, schema).data().toString(), QStringLiteral("dwd_orders"));
    m_proxy->setNamePattern(QStringLiteral("no such name"));
    QCOMPARE(m_proxy->rowCount(), 0);
    m_proxy->setNamePattern({});
    QCOMPARE(m_proxy->rowCount(), 2);
}

void tst_CatalogFilterProxy::aMatchingSchemaKeepsWhatIsBelow()
{
    open(QStringLiteral("order_dw"));
    open(QStringLiteral("order_dw/public"));
    m_proxy->setNamePattern(QStringLiteral("publ"));
    const QModelIndex schema = m_proxy->mapFromSource(m_tree->indexOf(path(QStringLiteral("order_dw/public"))));
    QCOMPARE(m_proxy->rowCount(schema), 2);
    // A connection that matches does not: everything would match.
    m_proxy->setNamePattern(QStringLiteral("order_dw"));
    QCOMPARE(m_proxy->rowCount(m_proxy->index(0, 0)), 0);
}

void tst_CatalogFilterProxy::opensThroughTheProxy()
{
    const QModelIndex root = m_proxy->index(0, 0);
    QVERIFY(m_proxy->hasChildren(root));
    QVERIFY(m_proxy->canFetchMore(root));
    QCOMPARE(m_proxy->rowCount(open(QStringLiteral("order_dw"))), 2);
}

void tst_CatalogFilterProxy::projectsOfATenantAreCountedAsSuch()
{
    const QString name = QStringLiteral("dbs_mc");
    const auto root = path(name);
    m_connections->catalog(name).setChildren(root,
                                             {entry(root, QStringLiteral("flat"), ObjectKind::Project),
                                              entry(root, QStringLiteral("sales"), ObjectKind::Project)});
    CatalogFilterProxy warehouse;
    warehouse.setSourceModel(m_tree.get());
    warehouse.setSide(catalog::Side::Warehouse);
    m_tree->fetchMore(m_tree->indexOf(root));
    QTRY_COMPARE(warehouse.notLoadedText(), QStringLiteral("2 projects are not loaded yet."));
}

void tst_CatalogFilterProxy::saysWhatIsNotLoaded()
{
    QCOMPARE(m_proxy->notLoadedText(), QStringLiteral("2 connections are not loaded yet."));
    open(QStringLiteral("order_dw"));
    QCOMPARE(m_proxy->notLoadedText(), QStringLiteral("1 connection is not loaded yet. 2 schemas are not loaded yet."));
    open(QStringLiteral("order_dw/public"));
    QCOMPARE(m_proxy->notLoadedText(), QStringLiteral("1 connection is not loaded yet. 1 schema is not loaded yet."));
}

void tst_CatalogFilterProxy::give(const QString &schema, const QStringList &tables)
{
    const auto parent = path(schema);
    QList<catalog::Entry> entries;
    for (const QString &name : tables) // those that begin with b are views
        entries.append(entry(parent, name, name.startsWith(u'b') ? ObjectKind::View : ObjectKind::Table));
    m_connections->catalog(parent.connection).setChildren(parent, entries);
    if (CatalogTreeModel::stateOf(m_tree->indexOf(parent)) != CatalogTreeModel::State::Loaded)
        return;
    m_tree->refresh(parent);
    const auto state = [&] { return CatalogTreeModel::stateOf(m_tree->indexOf(parent)); };
    QVERIFY(QTest::qWaitFor([&] { return state() == CatalogTreeModel::State::Loaded; }));
}

void tst_CatalogFilterProxy::aKeyPressIsOneChangeOfLayout()
{
    QStringList names;
    for (int i = 0; i < 5000; ++i)
        names.append(QStringLiteral("table_%1").arg(i, 4, 10, QLatin1Char('0')));
    give(QStringLiteral("order_dw/public"), names);
    open(QStringLiteral("order_dw"));
    const QPersistentModelIndex schema = open(QStringLiteral("order_dw/public"));
    const QPersistentModelIndex stays = m_proxy->index(4711, 0, schema);
    const QPersistentModelIndex goes = m_proxy->index(4720, 0, schema);
    QSignalSpy removed(m_proxy.get(), &QAbstractItemModel::rowsRemoved);
    QSignalSpy moved(m_proxy.get(), &QAbstractItemModel::layoutChanged);
    m_proxy->setNamePattern(QStringLiteral("7"));
    m_proxy->setNamePattern(QStringLiteral("71"));
    QCOMPARE(removed.size(), 0); // a thousand runs of rows
    QCOMPARE(moved.size(), 2);
    QVERIFY(stays.isValid() && !goes.isValid());
    QCOMPARE(stays.data().toString(), QStringLiteral("table_4711"));
    QCOMPARE(stays, m_proxy->index(stays.row(), 0, schema));
    QCOMPARE(m_proxy->rowCount(schema), int(names.filter(QStringLiteral("71")).size()));
    m_proxy->setNamePattern({});
    QCOMPARE(stays.row(), 4711);
    QCOMPARE(m_proxy->rowCount(schema), 5000);
}

void tst_CatalogFilterProxy::theFirstMatchesAreShownAtOnce()
{
    QStringList names;
    for (int i = 0; i < 10'000; ++i)
        names.append(QStringLiteral("table_%1").arg(i, 4, 10, QLatin1Char('0')));
    give(QStringLiteral("order_dw/public"), names);
    open(QStringLiteral("order_dw"));
    const QPersistentModelIndex schema = open(QStringLiteral("order_dw/public"));
    const QPersistentModelIndex first = m_proxy->index(0, 0, schema);
    const QPersistentModelIndex selected = m_proxy->index(9000, 0, schema);
    const QPersistentModelIndex hidden = m_proxy->index(9001, 0, schema);
    QSignalSpy completed(m_proxy.get(), &CatalogFilterProxy::completed);
    m_proxy->setNamePattern(QStringLiteral("t"));
    QVERIFY(!m_proxy->isComplete());
    QCOMPARE(m_proxy->rowCount(schema), 2002); // the two that are held, too
    QCOMPARE(first.row(), 0);
    QCOMPARE(selected.row(), 2000);
    QCOMPARE(selected.data().toString(), QStringLiteral("table_9000"));
    m_proxy->setNamePattern(QStringLiteral("0")); // not among those of "t" alone
    QCOMPARE(selected.row(), 2000);
    QVERIFY(hidden.isValid() && completed.isEmpty());
    m_proxy->setNamePattern(QStringLiteral("00"));
    QVERIFY(m_proxy->isComplete()); // few enough
    QVERIFY(selected.isValid() && hidden.isValid());
    m_proxy->setNamePattern(QStringLiteral("0"));
    QTRY_VERIFY(m_proxy->isComplete());
    QCOMPARE(completed.size(), 1);
    QCOMPARE(m_proxy->rowCount(schema), int(names.filter(QStringLiteral("0")).size()));
    QCOMPARE(m_proxy->index(selected.row(), 0, schema), selected);
    m_proxy->setNamePattern(QStringLiteral("t"));
    names.append(QStringLiteral("table_x"));
    give(QStringLiteral("order_dw/public"), names); // comes while the first are shown
    QTRY_COMPARE(m_proxy->rowCount(schema), 10'001);
    QCOMPARE(selected.row(), 9000);
}

void tst_CatalogFilterProxy::whatMustBeOpenForAllMatches()
{
    open(QStringLiteral("order_dw"));
    open(QStringLiteral("order_dw/public"));
    const auto parents = [&] {
        QStringList paths;
        for (const QModelIndex &index : m_proxy->matchParents())
            paths.append(CatalogTreeModel::pathOf(index).toString());
        return paths;
    };
    QVERIFY(parents().isEmpty());
    m_proxy->setNamePattern(QStringLiteral("shop"));
    QCOMPARE(parents(), QStringList({QStringLiteral("order_dw"), QStringLiteral("order_dw/public")}));
    m_proxy->setNamePattern(QStringLiteral("publ"));
    QCOMPARE(parents(), QStringList({QStringLiteral("order_dw"), QStringLiteral("order_dw/public")}));
    m_proxy->setNamePattern(QStringLiteral("ads")); // it is not read, and not to be read for this
    QCOMPARE(parents(), QStringList{QStringLiteral("order_dw")});
}

void tst_CatalogFilterProxy::rowsThatComeAndGoAreFiltered()
{
    const QAbstractItemModelTester tester(m_proxy.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    open(QStringLiteral("order_dw"));
    open(QStringLiteral("order_dw/public"));
    m_proxy->setNamePattern(QStringLiteral("new"));
    QCOMPARE(m_proxy->rowCount(), 0);
    give(QStringLiteral("order_dw/public"),
         {QStringLiteral("a_new_one"), QStringLiteral("shops"), QStringLiteral("z_new")});
    QCOMPARE(m_proxy->rowCount(), 1); // with what they lie in
    const QModelIndex schema = m_proxy->mapFromSource(m_tree->indexOf(path(QStringLiteral("order_dw/public"))));
    QCOMPARE(m_proxy->rowCount(schema), 2);
    QCOMPARE(m_proxy->index(1, 0, schema).data().toString(), QStringLiteral("z_new"));
    give(QStringLiteral("order_dw/public"), {QStringLiteral("shops")});
    QCOMPARE(m_proxy->rowCount(), 0);
}

void tst_CatalogFilterProxy::hiddenKindsAreNotShown()
{
    const QAbstractItemModelTester tester(m_proxy.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    give(QStringLiteral("order_dw/public"), {QStringLiteral("a_table"), QStringLiteral("b_view")});
    give(QStringLiteral("order_dw/ads"), {QStringLiteral("b_view"), QStringLiteral("c_table")});
    open(QStringLiteral("order_dw"));
    const QPersistentModelIndex schema = open(QStringLiteral("order_dw/public"));
    m_proxy->setHiddenKinds({ObjectKind::View});
    QCOMPARE(m_proxy->hiddenKinds(), QSet{ObjectKind::View});
    QCOMPARE(m_proxy->rowCount(schema), 1);
    QCOMPARE(m_proxy->index(0, 0, schema).data().toString(), QStringLiteral("a_table"));
    QVERIFY(!m_proxy->mapFromSource(m_tree->indexOf(path(QStringLiteral("order_dw/public/b_view")))).isValid());
    m_proxy->setNamePattern(QStringLiteral("public")); // shows all below it, of the kinds that are shown
    QCOMPARE(m_proxy->rowCount(schema), 1);
    m_proxy->setNamePattern(QStringLiteral("view"));
    QCOMPARE(m_proxy->rowCount(), 0);
    m_proxy->setNamePattern({});
    const QModelIndex again = m_proxy->mapFromSource(m_tree->indexOf(path(QStringLiteral("order_dw/public"))));
    give(QStringLiteral("order_dw/public"),
         {QStringLiteral("a_table"), QStringLiteral("b_view"), QStringLiteral("b_view_2"), QStringLiteral("c_table")});
    QCOMPARE(m_proxy->rowCount(again), 2);
    open(QStringLiteral("order_dw/ads")); // read while the kind is hidden
    QCOMPARE(m_proxy->rowCount(m_proxy->mapFromSource(m_tree->indexOf(path(QStringLiteral("order_dw/ads"))))), 1);
    m_proxy->setHiddenKinds({ObjectKind::View, ObjectKind::Table});
    QCOMPARE(m_proxy->rowCount(again), 0);
    QVERIFY(!m_proxy->hasChildren(again));
    m_proxy->setHiddenKinds({});
    QCOMPARE(m_proxy->rowCount(again), 4);
}

// The lists of MaxCompute do not tell; what its details tell takes no row away under the reader's eyes.
void tst_CatalogFilterProxy::aTableThatMayBePartitionedStays()
{
    const auto root = path(QStringLiteral("dbs_mc"));
    const auto schema = root.child(QStringLiteral("default"));
    auto &catalog = m_connections->catalog(QStringLiteral("dbs_mc"));
    catalog.setChildren(root, {entry(root, QStringLiteral("default"), ObjectKind::Schema)});
    catalog.setBrief(true);
    catalog.setChildren(schema,
                        {entry(schema, QStringLiteral("t"), ObjectKind::PartitionedTable),
                         entry(schema, QStringLiteral("v"), ObjectKind::View)});
    m_proxy->setSide(catalog::Side::Warehouse);
    open(QStringLiteral("dbs_mc"));
    const QPersistentModelIndex index = open(QStringLiteral("dbs_mc/default"));
    m_proxy->setHiddenKinds({ObjectKind::Table});
    QCOMPARE(m_proxy->rowCount(index), 2);
    m_proxy->setHiddenKinds({ObjectKind::Table, ObjectKind::PartitionedTable});
    QCOMPARE(m_proxy->rowCount(index), 1);
    m_proxy->setHiddenKinds({ObjectKind::PartitionedTable});
    QCOMPARE(m_proxy->rowCount(index), 2);
    const QModelIndex table = m_tree->indexOf(path(QStringLiteral("dbs_mc/default/t")));
    m_tree->completeRows({table});
    QTRY_COMPARE(CatalogTreeModel::kindOf(table), ObjectKind::PartitionedTable);
    QCOMPARE(m_proxy->rowCount(index), 2);
    m_proxy->setNamePattern(QStringLiteral("t"));
    m_proxy->setNamePattern({});
    QCOMPARE(m_proxy->rowCount(m_proxy->mapFromSource(m_tree->indexOf(schema))), 1);
}

void tst_CatalogFilterProxy::manyRowsOfAHiddenKindGoAtOnce()
{
    QStringList names;
    for (int i = 0; i < 10'000; ++i)
        names.append(QStringLiteral("%1_%2").arg(QLatin1Char(i % 2 ? 'a' : 'b')).arg(i, 5, 10, QLatin1Char('0')));
    names.sort();
    QStringList mixed; // a view behind each table
    for (int i = 0; i < 5000; ++i)
        mixed << names.at(i) << names.at(5000 + i);
    give(QStringLiteral("order_dw/public"), mixed);
    open(QStringLiteral("order_dw"));
    const QPersistentModelIndex schema = open(QStringLiteral("order_dw/public"));
    const QPersistentModelIndex table = m_tree->indexOf(path(QStringLiteral("order_dw/public/a_00011")));
    const QPersistentModelIndex stays = m_proxy->mapFromSource(table);
    QSignalSpy removed(m_proxy.get(), &QAbstractItemModel::rowsRemoved);
    QSignalSpy inserted(m_proxy.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy changed(m_proxy.get(), &QAbstractItemModel::layoutChanged);
    m_proxy->setHiddenKinds({ObjectKind::View});
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_proxy->rowCount(schema), 2000); // at once
    QTRY_VERIFY(m_proxy->isComplete());
    QVERIFY2(changed.size() <= 5, qPrintable(QString::number(changed.size()))); // some at a time: a busy machine, fewer
    QCOMPARE(m_proxy->rowCount(schema), 5000);
    QCOMPARE(stays, m_proxy->mapFromSource(table));
    m_proxy->setHiddenKinds({});
    QCOMPARE(m_proxy->rowCount(schema), 10'000);
    QCOMPARE(removed.size() + inserted.size(), 0);
}

namespace {

// What the class promises, said in the plainest way.
bool isShownPlainly(const QModelIndex &index, const QString &pattern, bool hidesViews)
{
    const auto isHidden = [&](const QModelIndex &each) {
        return hidesViews && CatalogTreeModel::messageOf(each) == CatalogTreeModel::Message::None
            && CatalogTreeModel::kindOf(each) == ObjectKind::View;
    };
    for (QModelIndex each = index; each.isValid(); each = each.parent()) {
        if (isHidden(each))
            return false;
    }
    const auto matches = [&](const QModelIndex &each) {
        return CatalogTreeModel::messageOf(each) == CatalogTreeModel::Message::None
            && each.data().toString().contains(pattern, Qt::CaseInsensitive);
    };
    if (pattern.isEmpty() || matches(index))
        return true;
    for (QModelIndex above = index.parent(); above.parent().isValid(); above = above.parent()) {
        if (matches(above))
            return true;
    }
    const QAbstractItemModel *model = index.model();
    for (int row = 0; row < model->rowCount(index); ++row) {
        if (isShownPlainly(model->index(row, 0, index), pattern, hidesViews) && !matches(index))
            return true;
    }
    return false;
}

QStringList plainRows(const QAbstractItemModel &model, const QModelIndex &parent, const QString &pattern,
                      bool hidesViews)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        const bool isOfSide = parent.isValid() || index.data() != QVariant(QStringLiteral("dbs_mc"));
        if (!isOfSide || !isShownPlainly(index, pattern, hidesViews))
            continue;
        texts.append(index.data().toString() + u' ' + QString::number(index.flags().toInt()));
        texts += plainRows(model, index, pattern, hidesViews);
    }
    return texts;
}

} // namespace

// Whatever comes, goes and is typed.
void tst_CatalogFilterProxy::itShowsWhatThePlainRuleShows()
{
    const QAbstractItemModelTester tester(m_proxy.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    const QStringList schemas{QStringLiteral("order_dw/ads"), QStringLiteral("order_dw/public")};
    const QStringList patterns{{},
                               QStringLiteral("a"),
                               QStringLiteral("AB"),
                               QStringLiteral("b"),
                               QStringLiteral("ad"),
                               QStringLiteral("public"),
                               QStringLiteral("订"),
                               QStringLiteral("id"),
                               QStringLiteral("zz")};
    open(QStringLiteral("order_dw"));
    m_proxy->setRowsAtOnce(2);
    for (const QString &schema : schemas) {
        give(schema, {});
        open(schema);
    }
    const auto someNames = [&] {
        QStringList names;
        for (int i = random.bounded(8); i > 0; --i) {
            QString name;
            for (int letter = random.bounded(1, 4); letter > 0; --letter)
                name += QStringLiteral("abAB订").at(random.bounded(5));
            if (!names.contains(name))
                names.append(name);
        }
        return names;
    };
    bool hidesViews = false;
    for (int round = 0; round < 90; ++round) {
        const QString &schema = schemas.at(random.bounded(2));
        switch (random.bounded(4)) {
        case 3:
            hidesViews = !hidesViews;
            m_proxy->setHiddenKinds(hidesViews ? QSet{ObjectKind::View} : QSet<ObjectKind>());
            break;
        case 0:
            give(schema, someNames());
            break;
        case 1: { // a table is opened
            const QModelIndex parent = m_tree->indexOf(path(schema));
            const QModelIndex table = m_tree->index(random.bounded(m_tree->rowCount(parent)), 0, parent);
            if (table.data(CatalogTreeModel::IsMessageRole).toBool() || !m_tree->canFetchMore(table))
                break;
            const auto where = CatalogTreeModel::pathOf(table);
            m_connections->catalog(where.connection)
                .setChildren(where,
                             {entry(where, QStringLiteral("id"), ObjectKind::Column),
                              entry(where, QStringLiteral("abc"), ObjectKind::Column)});
            m_tree->fetchMore(table);
            QVERIFY(QTest::qWaitFor(
                [&] { return CatalogTreeModel::stateOf(m_tree->indexOf(where)) == CatalogTreeModel::State::Loaded; }));
            break;
        }
        default:
            m_proxy->setNamePattern(patterns.at(random.bounded(patterns.size())));
            if (random.bounded(2) == 0)
                continue; // the next change comes before all rows are shown
            break;
        }
        QTRY_VERIFY(m_proxy->isComplete());
        const QString pattern = m_proxy->namePattern();
        QVERIFY2(plainRows(*m_proxy, {}, {}, false) == plainRows(*m_tree, {}, pattern, hidesViews),
                 qPrintable(QStringLiteral("seed %1, round %2").arg(seed).arg(round)));
    }
}

// They match the text while their view is hidden.
void tst_CatalogFilterProxy::aHiddenKindStaysHiddenWhenItsColumnsCome()
{
    const auto view = path(QStringLiteral("order_dw/public/v_orders"));
    auto &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setChildren(view.parent(), {entry(view.parent(), view.name(), ObjectKind::View)});
    catalog.setChildren(view, {entry(view, QStringLiteral("id"), ObjectKind::Column)});
    open(QStringLiteral("order_dw"));
    open(QStringLiteral("order_dw/public"));
    m_proxy->setHiddenKinds({ObjectKind::View});
    m_proxy->setNamePattern(QStringLiteral("id"));
    m_tree->fetchMore(m_tree->indexOf(view));
    QTRY_COMPARE(CatalogTreeModel::stateOf(m_tree->indexOf(view)), CatalogTreeModel::State::Loaded);
    QVERIFY(!m_proxy->mapFromSource(m_tree->indexOf(view)).isValid());
    QCOMPARE(m_proxy->rowCount(), 0);
    m_proxy->setHiddenKinds({});
    QVERIFY(m_proxy->mapFromSource(m_tree->indexOf(view)).isValid());
}

// Whatever comes below it.
void tst_CatalogFilterProxy::aConnectionOfTheOtherSideStaysThere()
{
    const auto schema = path(QStringLiteral("dbs_mc/default"));
    auto &catalog = m_connections->catalog(schema.connection);
    catalog.setChildren(schema.parent(), {entry(schema.parent(), schema.name(), ObjectKind::Schema)});
    m_proxy->setHiddenKinds({ObjectKind::Table});
    const int before = m_proxy->rowCount();
    m_tree->fetchMore(m_tree->indexOf(schema.parent()));
    QTRY_VERIFY(m_tree->indexOf(schema).isValid());
    QCOMPARE(m_proxy->rowCount(), before);
    QVERIFY(!m_proxy->mapFromSource(m_tree->indexOf(schema)).isValid());
}

void tst_CatalogFilterProxy::aKeyPressTakesNoLongerThanLookingAtTheNames()
{
    QStringList names;
    for (int i = 0; i < 100'000; ++i)
        names.append(QStringLiteral("table_%1").arg(i, 6, 10, QLatin1Char('0')));
    give(QStringLiteral("order_dw/public"), names);
    open(QStringLiteral("order_dw"));
    const QPersistentModelIndex schema = open(QStringLiteral("order_dw/public"));
    QCOMPARE(m_proxy->rowCount(schema), 100'000);
    m_proxy->setRowsAtOnce(100'000);
    qsizetype found = 0;
    const auto look = [&] {
        for (const QString &name : names)
            found += name.contains(QStringLiteral("77"), Qt::CaseInsensitive) ? 1 : 0;
    };
    look();
    const qint64 looking = test::cpuNanos(look);
    const qint64 filtering = test::cpuNanos([&] {
        m_proxy->setNamePattern({});
        m_proxy->setNamePattern(QStringLiteral("77"));
    });
    QCOMPARE(m_proxy->rowCount(schema), int(found / 4)); // of four times that they were looked at
    QVERIFY2(filtering < 10 * looking, qPrintable(QStringLiteral("%1 ns and %2 ns").arg(filtering).arg(looking)));
}

QTEST_GUILESS_MAIN(tst_CatalogFilterProxy)

#include "tst_catalogfilterproxy.moc"
