// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/models/catalog/gotomodel.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <limits>

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
    void namesThatGoAreNotFoundAnyMore();
    void amongManyTheBestAreShownWhicheverCameFirst();
    void whatArrivesIsComparedAlone();

private:
    void openSchema(const QString &name, const QStringList &tables); // of order_dw, or reads it again
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

void tst_GoToModel::openSchema(const QString &name, const QStringList &tables)
{
    const auto schema = path(QStringLiteral("order_dw")).child(name);
    QList<catalog::Entry> entries;
    for (const QString &table : tables)
        entries.append(entry(schema, table, ObjectKind::Table));
    m_connections->catalog(QStringLiteral("order_dw")).setChildren(schema, entries);
    if (!m_tree->indexOf(schema).isValid()) {
        m_tree->fetchMore(m_tree->indexOf(path(QStringLiteral("order_dw"))));
        QTRY_VERIFY(m_tree->indexOf(schema).isValid());
    }
    if (m_tree->canFetchMore(m_tree->indexOf(schema)))
        m_tree->fetchMore(m_tree->indexOf(schema));
    else
        m_tree->refresh(schema);
    QTRY_COMPARE_WITH_TIMEOUT(CatalogTreeModel::stateOf(m_tree->indexOf(schema)), CatalogTreeModel::State::Loaded,
                              30000);
    QCOMPARE(m_tree->rowCount(m_tree->indexOf(schema)), int(tables.size()));
}

void tst_GoToModel::namesThatGoAreNotFoundAnyMore()
{
    openSchema(QStringLiteral("ads"), {QStringLiteral("new_sum"), QStringLiteral("old_sum")});
    m_model->setPattern(QStringLiteral("sum"));
    QCOMPARE(rows().size(), 2);
    openSchema(QStringLiteral("ads"), {QStringLiteral("new_sum")});
    QTRY_COMPARE(rows(), QStringList{QStringLiteral("order_dw/ads/new_sum")});
    QVERIFY(core::await(m_connections->manager().remove(QStringLiteral("order_dw"))));
    QTRY_COMPARE(rows(), QStringList{QString()});
}

void tst_GoToModel::amongManyTheBestAreShownWhicheverCameFirst()
{
    QStringList many;
    for (int i = 0; i < 3 * GoToModel::mostRows; ++i)
        many.append(QStringLiteral("x_sum_%1").arg(i, 3, 10, QLatin1Char('0')));
    m_model->setPattern(QStringLiteral("sum"));
    openSchema(QStringLiteral("ads"), many);
    QTRY_COMPARE(rows().size(), GoToModel::mostRows);
    openSchema(QStringLiteral("public"), {QStringLiteral("sum"), QStringLiteral("sum_of_all")});
    QTRY_COMPARE(rows().first(), QStringLiteral("order_dw/public/sum"));
    QCOMPARE(rows().value(1), QStringLiteral("order_dw/public/sum_of_all"));
    QCOMPARE(rows().value(2), QStringLiteral("order_dw/ads/x_sum_000"));
    // Of those that go, others take the places, which nobody had to remember.
    openSchema(QStringLiteral("ads"), many.sliced(2 * GoToModel::mostRows));
    QTRY_COMPARE(rows().value(2), QStringLiteral("order_dw/ads/x_sum_100"));
    QCOMPARE(rows().size(), GoToModel::mostRows);
    // And the same as who asks anew is told.
    const QStringList shown = rows();
    m_model->setPattern({});
    m_model->setPattern(QStringLiteral("sum"));
    QCOMPARE(rows(), shown);
}

// A page of names costs what it costs, however many names there are already.
void tst_GoToModel::whatArrivesIsComparedAlone()
{
    constexpr int rounds = 5;
    const auto timeBeside = [this](int count) {
        cleanup();
        init();
        QStringList many;
        for (int i = 0; i < count; ++i)
            many.append(QStringLiteral("table_%1").arg(i, 6, 10, QLatin1Char('0')));
        openSchema(QStringLiteral("public"), many);
        m_model->setPattern(QStringLiteral("sum"));
        const auto root = path(QStringLiteral("order_dw"));
        QList<catalog::Entry> schemas{entry(root, QStringLiteral("public"), ObjectKind::Schema)};
        for (int round = 0; round < rounds; ++round)
            schemas.append(entry(root, QStringLiteral("more_%1").arg(rounds - round), ObjectKind::Schema));
        m_connections->catalog(QStringLiteral("order_dw")).setChildren(root, schemas);
        QSignalSpy refreshed(m_tree.get(), &CatalogTreeModel::refreshed);
        m_tree->refresh(root);
        if (!QTest::qWaitFor([&] { return refreshed.size() == 1; }))
            return std::clock_t(-1);
        std::clock_t fastest = std::numeric_limits<std::clock_t>::max();
        for (int round = 0; round < rounds; ++round) {
            QStringList page;
            for (int i = 0; i < 500; ++i)
                page.append(QStringLiteral("sum_%1").arg(i));
            const std::clock_t begin = std::clock(); // of the processor: a timer goes on in between
            const QString schema =
                QStringLiteral("more_%1").arg(rounds - round); // shown before those of the round before
            openSchema(schema, page);
            if (!QTest::qWaitFor([&] { return rows().first().contains(schema); }))
                return std::clock_t(-1);
            fastest = std::min(fastest, std::clock() - begin);
        }
        return fastest;
    };
    const std::clock_t few = timeBeside(10'000);
    const std::clock_t many = timeBeside(100'000);
    QVERIFY(few > 0 && many > 0);
    QVERIFY2(many < 3 * few, qPrintable(QStringLiteral("%1 µs and %2 µs").arg(few).arg(many)));
}

QTEST_GUILESS_MAIN(tst_GoToModel)
#include "tst_gotomodel.moc"
