// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/models/catalog/catalogfilterproxy.h>
#include <isthmus/models/catalog/catalogtreemodel.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace isthmus;
using catalog::ObjectKind;
using connections::Profile;
using models::CatalogFilterProxy;
using models::CatalogTreeModel;
using testsupport::entry;
using testsupport::path;
using Message = CatalogTreeModel::Message;

namespace {

Profile source(const QString &name, const QString &group)
{
    Profile profile = testsupport::hologresProfile(name, u"holo.example"_qs, name);
    profile.group = group;
    return profile;
}

Profile warehouse(const QString &name, const QString &group)
{
    Profile profile = testsupport::maxComputeProfile(name, u"https://mc.example/api"_qs);
    profile.group = group;
    return profile;
}

/// "[Sales]" for a heading.
QStringList rows(const QAbstractItemModel &model)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        const QString text = index.data().toString();
        texts.append(CatalogTreeModel::messageOf(index) == Message::Group ? u'[' + text + u']' : text);
    }
    return texts;
}

} // namespace

/// Connections below the headings of their groups, in the tree and in what a side shows of it.
class tst_ConnectionGroups : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<testsupport::FakeConnections> m_connections;
    std::unique_ptr<CatalogTreeModel> m_tree;
    std::unique_ptr<CatalogFilterProxy> m_sources;
    std::unique_ptr<CatalogFilterProxy> m_warehouses;
    std::vector<std::unique_ptr<QAbstractItemModelTester>> m_testers;

    void show(const QList<Profile> &profiles)
    {
        m_connections = std::make_unique<testsupport::FakeConnections>(profiles);
        for (const Profile &profile : profiles) {
            const auto root = path(profile.name);
            const auto schema = root.child(u"public"_qs);
            m_connections->catalog(profile.name).setChildren(root, {entry(root, u"public"_qs, ObjectKind::Schema)});
            m_connections->catalog(profile.name)
                .setChildren(schema, {entry(schema, u"orders_of_"_qs + profile.name, ObjectKind::Table)});
        }
        m_tree = std::make_unique<CatalogTreeModel>(m_connections->manager());
        const auto sideOf = [this](catalog::Side side) {
            auto proxy = std::make_unique<CatalogFilterProxy>();
            proxy->setSourceModel(m_tree.get());
            proxy->setSide(side);
            return proxy;
        };
        m_sources = sideOf(catalog::Side::Sources);
        m_warehouses = sideOf(catalog::Side::Warehouse);
    }

    /// Testers look everywhere, and so read all there is.
    void readAndTest()
    {
        for (QAbstractItemModel *model :
             std::initializer_list<QAbstractItemModel *>{m_tree.get(), m_sources.get(), m_warehouses.get()}) {
            m_testers.push_back(std::make_unique<QAbstractItemModelTester>(
                model, QAbstractItemModelTester::FailureReportingMode::QtTest));
        }
    }

    [[nodiscard]] bool change(const QString &name, const std::function<void(Profile &)> &how)
    {
        Profile profile = m_connections->manager().profile(name).value_or(Profile());
        how(profile);
        QSignalSpy changed(&m_connections->manager(), &connections::ConnectionManager::profilesChanged);
        const auto saved = core::await(m_connections->manager().save(profile, name, std::nullopt));
        return saved && (!changed.isEmpty() || changed.wait());
    }

    [[nodiscard]] bool setGroup(const QString &name, const QString &group)
    {
        return change(name, [&group](Profile &profile) { profile.group = group; });
    }

    void open(const QString &where)
    {
        const auto index = [&] { return m_tree->indexOf(path(where)); };
        m_tree->fetchMore(index());
        QTRY_COMPARE(CatalogTreeModel::stateOf(index()), CatalogTreeModel::State::Loaded);
    }

private Q_SLOTS:
    void cleanup()
    {
        m_testers.clear();
        m_sources.reset();
        m_warehouses.reset();
        m_tree.reset();
        m_connections.reset();
    }

    void withoutGroupsTheOrderIsTheUsers()
    {
        show({warehouse(u"b"_qs, {}), source(u"z"_qs, {}), source(u"a"_qs, {})});
        QCOMPARE(rows(*m_tree), (QStringList{u"b"_qs, u"z"_qs, u"a"_qs}));
    }

    void thoseOfAGroupStandBelowItsHeadingOnEachSide()
    {
        show({source(u"s1"_qs, u"team 10"_qs), warehouse(u"w1"_qs, u"team 2"_qs), source(u"s2"_qs, {}),
              source(u"s3"_qs, u"team 2"_qs), source(u"s4"_qs, u"team 10"_qs), warehouse(u"w2"_qs, {})});
        readAndTest();
        QCOMPARE(rows(*m_sources),
                 (QStringList{u"s2"_qs, u"[team 2]"_qs, u"s3"_qs, u"[team 10]"_qs, u"s1"_qs, u"s4"_qs}));
        QCOMPARE(rows(*m_warehouses), (QStringList{u"w2"_qs, u"[team 2]"_qs, u"w1"_qs}));
    }

    void aHeadingIsNoObject()
    {
        show({source(u"s1"_qs, u"Sales"_qs)});
        const QModelIndex heading = m_tree->index(0, 0);
        QVERIFY(heading.data(CatalogTreeModel::IsMessageRole).toBool());
        QCOMPARE(CatalogTreeModel::pathOf(heading), catalog::ObjectPath());
        QCOMPARE(heading.data(Qt::AccessibleTextRole).toString(), u"group Sales"_qs);
        QVERIFY(!heading.flags().testFlag(Qt::ItemIsSelectable) && !heading.flags().testFlag(Qt::ItemIsEnabled));
        QVERIFY(!m_tree->hasChildren(heading));
        m_tree->refresh(heading); // as what is asked of any row
        m_tree->retry(heading);
        m_tree->cancel(heading);
        QCOMPARE(rows(*m_tree), (QStringList{u"[Sales]"_qs, u"s1"_qs}));
        QVERIFY(!m_tree->indexOf(path(u"Sales"_qs)).isValid());
    }

    void pathsLeadToTheSameObjects()
    {
        show({source(u"s1"_qs, u"Sales"_qs), source(u"Sales"_qs, {})});
        QCOMPARE(rows(*m_sources), (QStringList{u"Sales"_qs, u"[Sales]"_qs, u"s1"_qs}));
        QCOMPARE(CatalogTreeModel::pathOf(m_tree->indexOf(path(u"Sales"_qs))), path(u"Sales"_qs));
        QSignalSpy revealed(m_tree.get(), &CatalogTreeModel::revealed);
        m_tree->reveal(path(u"s1/public/orders_of_s1"_qs));
        QTRY_COMPARE(revealed.size(), 1);
        const auto index = revealed.first().first().toModelIndex();
        QCOMPARE(CatalogTreeModel::pathOf(index), path(u"s1/public/orders_of_s1"_qs));
    }

    void aConnectionThatChangesItsGroupKeepsWhatIsOpen()
    {
        show({source(u"s1"_qs, {}), source(u"s2"_qs, u"B"_qs), source(u"s3"_qs, u"B"_qs)});
        open(u"s1"_qs);
        open(u"s1/public"_qs);
        const QPersistentModelIndex table =
            m_sources->mapFromSource(m_tree->indexOf(path(u"s1/public/orders_of_s1"_qs)));
        QVERIFY(table.isValid());
        const auto calls = m_connections->catalog(u"s1"_qs).calls().size();
        QVERIFY(setGroup(u"s1"_qs, u"A"_qs));
        QCOMPARE(rows(*m_sources), (QStringList{u"[A]"_qs, u"s1"_qs, u"[B]"_qs, u"s2"_qs, u"s3"_qs}));
        QVERIFY(setGroup(u"s1"_qs, u"C"_qs));
        QCOMPARE(rows(*m_sources), (QStringList{u"[B]"_qs, u"s2"_qs, u"s3"_qs, u"[C]"_qs, u"s1"_qs}));
        QVERIFY(setGroup(u"s2"_qs, {}));
        QVERIFY(setGroup(u"s3"_qs, u"C"_qs));
        QCOMPARE(rows(*m_sources), (QStringList{u"s2"_qs, u"[C]"_qs, u"s1"_qs, u"s3"_qs}));
        QVERIFY(table.isValid());
        QCOMPARE(CatalogTreeModel::pathOf(table), path(u"s1/public/orders_of_s1"_qs));
        QCOMPARE(m_connections->catalog(u"s1"_qs).calls().size(), calls); // nothing was read again
        QVERIFY(setGroup(u"s1"_qs, {}));
        QVERIFY(setGroup(u"s3"_qs, {}));
        QCOMPARE(rows(*m_sources), (QStringList{u"s1"_qs, u"s2"_qs, u"s3"_qs}));
    }

    void aChangeOfOneConnectionMovesNoOther()
    {
        show({source(u"s1"_qs, u"A"_qs), source(u"s2"_qs, u"B"_qs)});
        QSignalSpy removed(m_tree.get(), &QAbstractItemModel::rowsRemoved);
        QSignalSpy changed(m_tree.get(), &QAbstractItemModel::dataChanged);
        QVERIFY(change(u"s2"_qs, [](Profile &profile) {
            profile.colour = u"teal"_qs;
            profile.environment = connections::Environment::Production;
        }));
        QCOMPARE(removed.size(), 0);
        const QModelIndex row = m_tree->indexOf(path(u"s2"_qs));
        QCOMPARE(row.data(CatalogTreeModel::ColourRole).toString(), u"teal"_qs);
        QVERIFY(row.data(CatalogTreeModel::ProductionRole).toBool());
        QVERIFY(row.data(Qt::AccessibleTextRole).toString().contains(u"Production"_qs));
        QVERIFY(!m_tree->indexOf(path(u"s1"_qs)).data(CatalogTreeModel::ProductionRole).toBool());
        QVERIFY(std::ranges::any_of(changed, [&row](const QVariantList &told) {
            return told.first().toModelIndex() == row
                && told.at(2).value<QList<int>>().contains(CatalogTreeModel::ColourRole);
        }));
    }

    void anotherComputeGroupReadsTheSame()
    {
        show({source(u"s1"_qs, {})});
        open(u"s1"_qs);
        open(u"s1/public"_qs);
        const auto calls = m_connections->catalog(u"s1"_qs).calls().size();
        QVERIFY(change(u"s1"_qs, [](Profile &profile) { profile.set(u"warehouse", u"read_1"_qs); }));
        const QModelIndex row = m_tree->indexOf(path(u"s1"_qs));
        QCOMPARE(row.data(CatalogTreeModel::NoteRole).toString(), u"read_1"_qs);
        QVERIFY(m_tree->indexOf(path(u"s1/public/orders_of_s1"_qs)).isValid());
        QCOMPARE(m_connections->catalog(u"s1"_qs).calls().size(), calls);
        QCOMPARE(m_connections->manager().profile(u"s1"_qs)->computeGroup(), u"read_1"_qs);
        QVERIFY(change(u"s1"_qs, [](Profile &profile) { profile.set(u"warehouse", QString()); }));
        QCOMPARE(m_tree->indexOf(path(u"s1"_qs)).data(CatalogTreeModel::NoteRole).toString(), u"data source"_qs);
    }

    void aFilterKeepsTheHeadingsOfWhatItShows()
    {
        show({source(u"s1"_qs, u"A"_qs), source(u"s2"_qs, u"B"_qs), source(u"s3"_qs, {}), warehouse(u"w"_qs, u"A"_qs)});
        open(u"s2"_qs);
        open(u"s2/public"_qs);
        m_sources->setNamePattern(u"orders_of"_qs);
        QCOMPARE(rows(*m_sources), (QStringList{u"[B]"_qs, u"s2"_qs}));
        open(u"s1"_qs); // which has nothing that matches yet
        QCOMPARE(rows(*m_sources), (QStringList{u"[B]"_qs, u"s2"_qs}));
        open(u"s1/public"_qs); // and now it has
        QCOMPARE(rows(*m_sources), (QStringList{u"[A]"_qs, u"s1"_qs, u"[B]"_qs, u"s2"_qs}));
        m_connections->catalog(u"s1"_qs).setChildren(path(u"s1/public"_qs), {});
        m_tree->refresh(path(u"s1/public"_qs));
        QTRY_COMPARE(rows(*m_sources), (QStringList{u"[B]"_qs, u"s2"_qs}));
        m_sources->setNamePattern(u"s3"_qs);
        QCOMPARE(rows(*m_sources), QStringList{u"s3"_qs});
        m_sources->setNamePattern(u"A"_qs); // is no name of a connection: a heading alone is not found
        QCOMPARE(rows(*m_sources), QStringList());
        QVERIFY(setGroup(u"s3"_qs, u"A"_qs));
        m_sources->setNamePattern({});
        QCOMPARE(rows(*m_sources), (QStringList{u"[A]"_qs, u"s1"_qs, u"s3"_qs, u"[B]"_qs, u"s2"_qs}));
        QCOMPARE(rows(*m_warehouses), (QStringList{u"[A]"_qs, u"w"_qs}));
    }

    void aGroupThatChangesBehindAFilterIsFollowed()
    {
        show({source(u"s1"_qs, u"A"_qs), source(u"s2"_qs, u"B"_qs)});
        readAndTest();
        m_sources->setNamePattern(u"s2"_qs);
        QCOMPARE(rows(*m_sources), (QStringList{u"[B]"_qs, u"s2"_qs}));
        QVERIFY(setGroup(u"s2"_qs, u"A"_qs));
        QCOMPARE(rows(*m_sources), (QStringList{u"[A]"_qs, u"s2"_qs}));
        QVERIFY(setGroup(u"s2"_qs, {}));
        QCOMPARE(rows(*m_sources), QStringList{u"s2"_qs});
        m_sources->setNamePattern({});
        QCOMPARE(rows(*m_sources), (QStringList{u"s2"_qs, u"[A]"_qs, u"s1"_qs}));
    }

    void whatIsRemovedTakesItsHeadingAlong()
    {
        show({source(u"s1"_qs, u"A"_qs), source(u"s2"_qs, u"B"_qs)});
        readAndTest();
        QVERIFY(core::await(m_connections->manager().remove(u"s1"_qs)));
        QTRY_COMPARE(rows(*m_sources), (QStringList{u"[B]"_qs, u"s2"_qs}));
    }
};

QTEST_GUILESS_MAIN(tst_ConnectionGroups)
#include "tst_connectiongroups.moc"
