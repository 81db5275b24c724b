// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/models/catalog/gotofacts.h>

#include <QSignalSpy>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using catalog::ObjectKind;
using models::ColumnsModel;
using models::FactsModel;
using models::GoToFacts;
using models::GoToModel;
using testsupport::entry;
using testsupport::path;

class tst_GoToFacts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theIndexTellsAtOnce();
    void whatRestsIsReadWhereTheConnectionIsOpen();
    void nothingIsAskedOfWhatIsNotConnected();
    void movingOnCancels();
    void aColumnIsShownInItsRelation();
    void anErrorIsTold();
    void aSchemaIsReadOnlyWhenAskedFor();

private:
    void choose(const QString &where); // the hit that is there
    [[nodiscard]] testsupport::FakeCatalog &source() { return m_fakes->catalog(u"order_dw"_s); }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<testsupport::FakeConnections> m_fakes;
    std::unique_ptr<nameindex::NameIndex> m_index;
    std::unique_ptr<GoToModel> m_model;
    std::unique_ptr<GoToFacts> m_facts;
};

void tst_GoToFacts::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_fakes = std::make_unique<testsupport::FakeConnections>();
    for (const QString &connection : {u"order_dw"_s, u"dbs_mc"_s}) {
        const auto root = path(connection);
        const auto schema = root.child(u"public"_s);
        auto &catalog = m_fakes->catalog(connection);
        catalog.setChildren(root, {entry(root, u"public"_s, ObjectKind::Schema)});
        catalog.setChildren(
            schema, {entry(schema, u"orders"_s, ObjectKind::Table), entry(schema, u"shops"_s, ObjectKind::Table)});
        for (const QString &name : {u"orders"_s, u"shops"_s}) {
            catalog::TableInfo info;
            info.path = schema.child(name);
            info.name = name;
            info.rowEstimate = 12'480;
            for (const QString &column : {name + u"_id"_s, u"fee"_s}) {
                catalog::Column made;
                made.name = column;
                made.type = catalog::parsePostgresType(u"bigint"_s);
                info.columns.append(made);
            }
            catalog.setTable(info);
        }
    }
    m_index = std::make_unique<nameindex::NameIndex>(m_fakes->manager(), nullptr, m_dir->filePath(u"names.sqlite"_s));
    m_index->setDelays(10ms, 10ms);
    for (const QString &connection : {u"order_dw"_s, u"dbs_mc"_s}) {
        const auto reading = m_index->read(connection, nameindex::Depth::Columns);
        QTRY_VERIFY(reading.isFinished());
        QVERIFY(core::outcomeOf(reading));
    }
    m_fakes->manager().check(u"order_dw"_s); // as the tree does when it is opened there
    QTRY_COMPARE(m_fakes->manager().status(u"order_dw"_s).state, connections::ConnectionStatus::State::Connected);
    m_model = std::make_unique<GoToModel>(*m_index, m_fakes->manager());
    m_facts = std::make_unique<GoToFacts>(*m_index, m_fakes->manager());
    m_facts->setRest(0ms);
}

void tst_GoToFacts::cleanup()
{
    m_facts.reset();
    m_model.reset();
    m_index.reset();
    m_fakes.reset();
    m_dir.reset();
}

void tst_GoToFacts::choose(const QString &where)
{
    m_model->setPattern(path(where).name());
    QTRY_VERIFY(m_model->isAnswered());
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row);
        if (index.data(GoToModel::PathRole).value<catalog::ObjectPath>() == path(where)) {
            m_facts->setHit(index);
            return;
        }
    }
    QFAIL("no such hit");
}

void tst_GoToFacts::theIndexTellsAtOnce()
{
    m_facts->setRest(1h);
    source().hold(true);
    choose(u"order_dw/public/orders"_s);
    QVERIFY(m_facts->hasHit());
    QCOMPARE(m_facts->path(), path(u"order_dw/public/orders"_s));
    QCOMPARE(m_facts->subtitle(), u"table, order_dw › public"_s);
    QVERIFY(m_facts->sourceText().startsWith(u"Listed "_s));
    QVERIFY(m_facts->sourceText().endsWith(u"Nothing was asked of a server."_s));
    QVERIFY(m_facts->mayRead());
    QCOMPARE(m_facts->facts()->rowCount(), 0);
    m_facts->clear();
    QVERIFY(!m_facts->hasHit() && !m_facts->mayRead());
    QVERIFY(m_facts->sourceText().isEmpty());
    QVERIFY(source().heldTables().empty());
}

void tst_GoToFacts::whatRestsIsReadWhereTheConnectionIsOpen()
{
    choose(u"order_dw/public/orders"_s);
    QTRY_COMPARE(m_facts->columns()->rowCount(), 2);
    QCOMPARE(m_facts->columns()->index(0, ColumnsModel::Name).data().toString(), u"orders_id"_s);
    QVERIFY(m_facts->facts()->text().contains(u"12,480"_s));
    QCOMPARE(m_facts->sourceText(), u"Read from order_dw"_s);
    QVERIFY(!m_facts->mayRead());
    QTRY_COMPARE(m_facts->places(), QList{path(u"dbs_mc/public/orders"_s)});
    QCOMPARE(m_facts->placeCount(), 1);
    source().hold(true);
    choose(u"order_dw/public/orders"_s); // the same again, as the answers to more letters bring it
    QCOMPARE(m_facts->columns()->rowCount(), 2);
    QVERIFY(source().heldTables().empty());
}

void tst_GoToFacts::nothingIsAskedOfWhatIsNotConnected()
{
    m_fakes->manager().close(u"order_dw"_s);
    source().hold(true);
    choose(u"order_dw/public/orders"_s);
    QTRY_COMPARE(m_facts->placeCount(), 1); // it has rested
    QVERIFY(m_facts->mayRead());
    QVERIFY(source().heldTables().empty());
    source().hold(false);
    m_facts->read();
    QVERIFY(!m_facts->mayRead());
    QCOMPARE(m_facts->sourceText(), u"Being read from order_dw"_s);
    QTRY_COMPARE(m_facts->columns()->rowCount(), 2);
}

void tst_GoToFacts::movingOnCancels()
{
    source().hold(true);
    m_facts->setPatience(50ms);
    choose(u"order_dw/public/orders"_s);
    QTRY_COMPARE(source().heldTables().size(), 1U);
    QTRY_COMPARE(m_facts->sourceText(), u"Being read from order_dw, no answer for 1 s"_s);
    const auto left = source().heldTables().front();
    QVERIFY(m_facts->facts()->rowCount() > 0); // places for what is sure to come
    m_facts->setRest(1h);
    choose(u"order_dw/public/shops"_s);
    QTRY_VERIFY(left.promise->isCanceled());
    QCOMPARE(m_facts->facts()->rowCount() + m_facts->columns()->rowCount(), 0); // none of the table before
    m_facts->read();
    QTRY_COMPARE(source().heldTables().size(), 2U);
    catalog::TableInfo shops;
    shops.path = path(u"order_dw/public/shops"_s);
    shops.columns.resize(1);
    shops.columns.first().name = u"shop"_s;
    const auto wanted = source().heldTables().back();
    wanted.promise->addResult(core::Result<catalog::TableInfo>(shops));
    wanted.promise->finish();
    QTRY_COMPARE(m_facts->columns()->rowCount(), 1);
    QCOMPARE(m_facts->columns()->index(0, ColumnsModel::Name).data().toString(), u"shop"_s);
}

void tst_GoToFacts::aColumnIsShownInItsRelation()
{
    choose(u"order_dw/public/orders/orders_id"_s);
    QCOMPARE(m_facts->path(), path(u"order_dw/public/orders"_s));
    QCOMPARE(m_facts->column(), u"orders_id"_s);
    QTRY_COMPARE(m_facts->columns()->rowCount(), 2);
    source().hold(true);
    choose(u"order_dw/public/orders/fee"_s); // another of the same
    QCOMPARE(m_facts->column(), u"fee"_s);
    QCOMPARE(m_facts->columns()->rowCount(), 2);
    QVERIFY(source().heldTables().empty());
}

void tst_GoToFacts::anErrorIsTold()
{
    source().setTableError(path(u"order_dw/public/orders"_s),
                           {core::ErrorKind::Permission, u"You may not."_s, {}, {}, {}});
    choose(u"order_dw/public/orders"_s);
    QTRY_VERIFY(m_facts->error());
    QCOMPARE(m_facts->error()->message, u"You may not."_s);
    choose(u"order_dw/public/shops"_s);
    QVERIFY(!m_facts->error());
}

// Its facts may count a whole database.
void tst_GoToFacts::aSchemaIsReadOnlyWhenAskedFor()
{
    choose(u"order_dw/public"_s);
    QTRY_COMPARE(m_facts->placeCount(), 1);
    QVERIFY(m_facts->mayRead());
    source().setFacts(QList<catalog::Fact>{{catalog::FactId::Version, u"1.0"_s}});
    m_facts->read();
    QTRY_VERIFY(m_facts->facts()->text().contains(u"1.0"_s));
}

QTEST_GUILESS_MAIN(tst_GoToFacts)

#include "tst_gotofacts.moc"
