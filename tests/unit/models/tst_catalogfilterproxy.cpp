// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/models/catalog/catalogfilterproxy.h>
#include <isthmus/models/catalog/catalogtreemodel.h>

#include <QAbstractItemModelTester>
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

private:
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

void tst_CatalogFilterProxy::saysWhatIsNotLoaded()
{
    QCOMPARE(m_proxy->notLoadedText(), QStringLiteral("2 connections are not loaded yet."));
    open(QStringLiteral("order_dw"));
    QCOMPARE(m_proxy->notLoadedText(), QStringLiteral("1 connection is not loaded yet. 2 schemas are not loaded yet."));
    open(QStringLiteral("order_dw/public"));
    QCOMPARE(m_proxy->notLoadedText(), QStringLiteral("1 connection is not loaded yet. 1 schema is not loaded yet."));
}

QTEST_GUILESS_MAIN(tst_CatalogFilterProxy)

#include "tst_catalogfilterproxy.moc"
