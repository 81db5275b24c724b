// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/models/catalog/gotomodel.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace isthmus;
using catalog::ObjectKind;
using models::CatalogTreeModel;
using models::GoToModel;
using testsupport::entry;
using testsupport::path;

class tst_GoToModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void namesOfAllConnectionsAreReadOnDemand();
    void theBestMatchComesFirst();
    void aDotSearchesWhatTheNameIsIn();
    void namesThatArriveLaterAreFound();
    void nothingFoundIsSaidInARow();

private:
    [[nodiscard]] QStringList rows() const;

    std::unique_ptr<testsupport::FakeConnections> m_connections;
    std::unique_ptr<CatalogTreeModel> m_tree;
    std::unique_ptr<GoToModel> m_model;
};

void tst_GoToModel::init()
{
    m_connections = std::make_unique<testsupport::FakeConnections>();
    const auto root = path(QStringLiteral("order_dw"));
    const auto schema = root.child(QStringLiteral("public"));
    auto &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setChildren(root,
                        {entry(root, QStringLiteral("public"), ObjectKind::Schema),
                         entry(root, QStringLiteral("ads"), ObjectKind::Schema)});
    QList<catalog::Entry> tables;
    for (const char *name : {"dwd_orders", "orders", "orders_pay", "old_records", "product_catalog"})
        tables.append(entry(schema, QLatin1String(name), ObjectKind::Table));
    catalog.setChildren(schema, tables);
    const auto project = path(QStringLiteral("dbs_mc"));
    m_connections->catalog(QStringLiteral("dbs_mc"))
        .setChildren(project, {entry(project, QStringLiteral("public"), ObjectKind::ExternalSchema)});
    m_tree = std::make_unique<CatalogTreeModel>(m_connections->manager());
    m_model = std::make_unique<GoToModel>(*m_tree);
}

void tst_GoToModel::cleanup()
{
    m_model.reset();
    m_tree.reset();
    m_connections.reset();
}

QStringList tst_GoToModel::rows() const
{
    QStringList texts;
    for (int row = 0; row < m_model->rowCount(); ++row)
        texts.append(m_model->index(row).data(GoToModel::PathRole).value<catalog::ObjectPath>().toString());
    return texts;
}

void tst_GoToModel::namesOfAllConnectionsAreReadOnDemand()
{
    const QAbstractItemModelTester tester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_model->setPattern(QStringLiteral("Public"));
    QCOMPARE(m_connections->catalog(QStringLiteral("order_dw")).childrenCalls(path(QStringLiteral("order_dw"))), 0);
    m_model->readNames();
    m_model->readNames(); // once is enough
    QTRY_COMPARE(rows(), QStringList({QStringLiteral("dbs_mc/public"), QStringLiteral("order_dw/public")}));
    QCOMPARE(m_connections->catalog(QStringLiteral("order_dw")).childrenCalls(path(QStringLiteral("order_dw"))), 1);
    QCOMPARE(m_model->index(1).data(GoToModel::PlaceRole).toString(), QStringLiteral("order_dw"));
    m_model->setPattern({});
    QCOMPARE(m_model->rowCount(), 0);
}

void tst_GoToModel::theBestMatchComesFirst()
{
    QSignalSpy revealed(m_tree.get(), &CatalogTreeModel::revealed);
    m_tree->reveal(path(QStringLiteral("order_dw/public/orders")));
    QTRY_COMPARE(revealed.size(), 1);
    m_model->setPattern(QStringLiteral("orders"));
    // The name itself, then one that begins with it, then one that holds it; "old_records" has the letters in order
    // only with an "e" between and does not.
    QCOMPARE(rows(),
             QStringList({QStringLiteral("order_dw/public/orders"), QStringLiteral("order_dw/public/orders_pay"),
                          QStringLiteral("order_dw/public/dwd_orders")}));
    m_model->setPattern(QStringLiteral("pcat"));
    QCOMPARE(rows(), QStringList{QStringLiteral("order_dw/public/product_catalog")});
    QCOMPARE(m_model->index(0).data(GoToModel::PlaceRole).toString(), QStringLiteral("order_dw › public"));
}

void tst_GoToModel::aDotSearchesWhatTheNameIsIn()
{
    QSignalSpy revealed(m_tree.get(), &CatalogTreeModel::revealed);
    m_tree->reveal(path(QStringLiteral("order_dw/public/orders")));
    QTRY_COMPARE(revealed.size(), 1);
    m_model->setPattern(QStringLiteral("public.orders_"));
    QCOMPARE(rows(), QStringList{QStringLiteral("order_dw/public/orders_pay")});
    m_model->setPattern(QStringLiteral("public/orders_"));
    QCOMPARE(rows(), QStringList{QStringLiteral("order_dw/public/orders_pay")});
}

void tst_GoToModel::namesThatArriveLaterAreFound()
{
    m_model->setPattern(QStringLiteral("orders_pay"));
    QCOMPARE(rows(), QStringList{QString()});
    m_tree->reveal(path(QStringLiteral("order_dw/public/orders")));
    QTRY_COMPARE(rows(), QStringList{QStringLiteral("order_dw/public/orders_pay")});
}

void tst_GoToModel::nothingFoundIsSaidInARow()
{
    m_model->setPattern(QStringLiteral("zzz"));
    QCOMPARE(m_model->rowCount(), 1);
    QVERIFY(m_model->index(0).data().toString().startsWith(QStringLiteral("Nothing read so far matches")));
    QCOMPARE(m_model->index(0).flags(), Qt::NoItemFlags);
    QVERIFY(!m_model->index(0).data(GoToModel::PathRole).isValid());
}

QTEST_GUILESS_MAIN(tst_GoToModel)
#include "tst_gotomodel.moc"
