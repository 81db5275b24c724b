// SPDX-License-Identifier: GPL-3.0-or-later
#include "tutorialfakes.h"

#include <isthmus/models/typeloss/typelossdocument.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace isthmus;
using namespace Qt::StringLiterals;
using mapping::MappingPath;
using models::TypeLossDocument;
using models::TypeLossModel;
using testsupport::path;
using Counts = records::ConditionCounts;
using State = TypeLossDocument::State;

/// The document isthmus://types/…: what it reads, counts and remembers.
class tst_TypeLossDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void addressesAreOfTablesAndSchemas();
    void aTableIsReadAtOnceAndCountedWhenAsked();
    void aSchemaIsCountedTableByTable();
    void oneTableIsCountedAlone();
    void countingIsCancelled();
    void aLostConnectionStopsCountingAndIsTold();
    void aFailedReadingIsReadAgain();
    void wayAndSettingsAreReadAnewAndRemembered();
    void hostileStateIsTakenAsFarAsItIsKnown();
    void columnsAreFiltered();
    void theReportIsWritten();
    void aTableOfMaxComputeIsJudgedForHologres();

private:
    [[nodiscard]] testsupport::FakeTableReader &reader() { return *m_connections->side(u"order_dw"_s).reader; }
    void open(const QString &where)
    {
        m_document = std::make_unique<TypeLossDocument>(m_connections->manager());
        m_tester = std::make_unique<QAbstractItemModelTester>(m_document->model());
        m_filterTester = std::make_unique<QAbstractItemModelTester>(m_document->filter());
        QVERIFY(m_document->open(models::typesAddress(path(where))));
        QCOMPARE(m_document->readState(), State::Idle);
        m_document->load();
        QCOMPARE(m_document->readState(), State::Reading);
        QTRY_VERIFY(m_document->readState() != State::Reading);
    }
    // The text of a column's cell, below the table \a table.
    [[nodiscard]] QString cell(int table, const QString &name, TypeLossModel::Column column) const
    {
        const QAbstractItemModel *model = m_document->model();
        const QModelIndex parent = model->index(table, 0);
        for (int row = 0; row < model->rowCount(parent); ++row) {
            if (model->index(row, 0, parent).data().toString() == name)
                return model->index(row, column, parent).data().toString();
        }
        return u"gone"_s;
    }
    // So many of each condition, of 9 rows.
    static Counts all(const records::ConditionsRequest &request, qint64 each)
    {
        return {9, QList<qint64>(request.conditions.size(), each), u"SELECT"_s, std::chrono::milliseconds(2)};
    }
    static catalog::TableInfo table(const QString &name, const QList<catalog::Column> &columns)
    {
        auto info = testsupport::dwdOrders();
        info.path = path(u"order_dw/public/"_s + name);
        info.name = name;
        info.columns = columns;
        return info;
    }

    std::unique_ptr<testsupport::FakeConnections> m_connections;
    std::unique_ptr<TypeLossDocument> m_document;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<QAbstractItemModelTester> m_filterTester;
};

void tst_TypeLossDocument::init()
{
    m_connections = std::make_unique<testsupport::FakeConnections>();
    testsupport::fillTutorial(*m_connections);
    m_connections->catalog(u"order_dw"_s)
        .setTable(table(u"product_catalog"_s,
                        {testsupport::column(u"id"_s, u"bigint"_s), testsupport::column(u"key"_s, u"uuid"_s)}));
}

void tst_TypeLossDocument::cleanup()
{
    m_filterTester.reset();
    m_tester.reset();
    m_document.reset();
    m_connections.reset();
}

void tst_TypeLossDocument::addressesAreOfTablesAndSchemas()
{
    TypeLossDocument document(m_connections->manager());
    QVERIFY(document.open(models::typesAddress(path(u"order_dw/public"_s))));
    QCOMPARE(document.address().toString(), u"isthmus://types/order_dw/public"_s);
    QCOMPARE(document.title(), u"Types of public"_s);
    QVERIFY(!document.open(models::typesAddress(path(u"order_dw"_s))));
    QVERIFY(!document.open(models::tableAddress(path(u"order_dw/public/orders"_s))));
    QCOMPARE(document.path(), path(u"order_dw/public"_s));
}

void tst_TypeLossDocument::aTableIsReadAtOnceAndCountedWhenAsked()
{
    QList<records::ConditionsRequest> asked;
    reader().setCounts([&](const records::ConditionsRequest &request) {
        asked.append(request);
        return core::ready<Counts>(all(request, 1));
    });
    open(u"order_dw/public/dwd_orders"_s);
    QCOMPARE(m_document->readState(), State::Ready);
    QVERIFY(!m_document->hidesExact()); // of a single table all are shown
    QCOMPARE(cell(0, u"order_fee"_s, TypeLossModel::Target), u"DECIMAL(20,2)"_s);
    QCOMPARE(cell(0, u"order_fee"_s, TypeLossModel::AtRisk), u"not counted"_s);
    QCOMPARE(cell(0, u"order_state"_s, TypeLossModel::AtRisk), QString());
    QCOMPARE(cell(0, u"order_id"_s, TypeLossModel::Verdict), u"exact"_s);
    QVERIFY(asked.isEmpty());
    QVERIFY(m_document->canCount());
    m_document->count();
    QVERIFY(m_document->isCounting());
    QCOMPARE(m_document->countingText(), u"dwd_orders"_s);
    QTRY_VERIFY(!m_document->isCounting());
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().table, path(u"order_dw/public/dwd_orders"_s));
    QCOMPARE(cell(0, u"order_fee"_s, TypeLossModel::AtRisk), u"1 of 9"_s);
    QCOMPARE(cell(0, u"order_id"_s, TypeLossModel::Verdict), u"narrower"_s);
    QCOMPARE(cell(0, u"tags"_s, TypeLossModel::Verdict), u"unsupported"_s);
    QVERIFY(!m_document->canCount()); // all is known
    m_document->count();
    QVERIFY(!m_document->isCounting());
}

void tst_TypeLossDocument::aSchemaIsCountedTableByTable()
{
    QStringList asked;
    reader().setCounts([&](const records::ConditionsRequest &request) {
        asked.append(request.table.name());
        return asked.size() == 1
            ? core::ready<Counts>(core::fail(core::ErrorKind::Permission, u"You may not read it."_s))
            : core::ready<Counts>(all(request, 0));
    });
    open(u"order_dw/public"_s);
    QCOMPARE(m_document->report().tables.size(), 2);
    QVERIFY(m_document->hidesExact());
    m_document->count();
    QCOMPARE(m_document->countingText(), u"dwd_orders, table 1 of 2"_s);
    QTRY_VERIFY(!m_document->isCounting());
    QCOMPARE(asked, (QStringList{u"dwd_orders"_s, u"product_catalog"_s}));
    const QModelIndex first = m_document->model()->index(0, TypeLossModel::Why);
    QCOMPARE(first.data().toString(), u"You may not read it."_s);
    QVERIFY(first.data(TypeLossModel::ErrorRole).toBool());
    QVERIFY(!m_document->error()); // it is of one table
    QCOMPARE(cell(1, u"id"_s, TypeLossModel::AtRisk), u"0 of 9"_s);
    QVERIFY(m_document->canCount()); // the first one, again
}

void tst_TypeLossDocument::oneTableIsCountedAlone()
{
    QStringList asked;
    reader().setCounts([&](const records::ConditionsRequest &request) {
        asked.append(request.table.name());
        return core::ready<Counts>(all(request, 0));
    });
    open(u"order_dw/public"_s);
    m_document->count(1);
    QTRY_VERIFY(!m_document->isCounting());
    QCOMPARE(asked, QStringList{u"product_catalog"_s});
}

void tst_TypeLossDocument::countingIsCancelled()
{
    QPromise<core::Result<Counts>> promise;
    promise.start();
    std::atomic<bool> isAsked = false;
    reader().setCounts([&](const records::ConditionsRequest &) {
        isAsked = true;
        return promise.future();
    });
    open(u"order_dw/public"_s);
    m_document->count();
    QCOMPARE(cell(0, u"order_id"_s, TypeLossModel::AtRisk), u"counting"_s);
    QTRY_VERIFY(isAsked);
    m_document->cancelCounting();
    QVERIFY(!m_document->isCounting());
    QTRY_VERIFY(promise.isCanceled()); // on the server too
    promise.finish();
    QCOMPARE(cell(0, u"order_id"_s, TypeLossModel::AtRisk), u"not counted"_s);
    QVERIFY(!m_document->error());
    reader().setCounts([&](const records::ConditionsRequest &request) { return core::ready<Counts>(all(request, 2)); });
    m_document->count();
    QTRY_COMPARE(cell(1, u"id"_s, TypeLossModel::AtRisk), u"2 of 9"_s);
}

void tst_TypeLossDocument::aLostConnectionStopsCountingAndIsTold()
{
    int calls = 0;
    reader().setCounts([&](const records::ConditionsRequest &) {
        ++calls;
        return core::ready<Counts>(core::fail(core::ErrorKind::Network, u"cut off"_s));
    });
    open(u"order_dw/public"_s);
    m_document->count();
    QTRY_VERIFY(!m_document->isCounting());
    QCOMPARE(calls, 1);
    QVERIFY(m_document->error());
    QCOMPARE(m_document->error()->message, u"cut off"_s);
    QVERIFY(m_document->canCount());
    m_document->comeBack(u"order_dw"_s); // told no longer
    QVERIFY(!m_document->error());
    QCOMPARE(m_document->readState(), State::Ready);
}

void tst_TypeLossDocument::aFailedReadingIsReadAgain()
{
    auto &catalog = m_connections->catalog(u"order_dw"_s);
    const auto orders = path(u"order_dw/public/dwd_orders"_s);
    catalog.setTableError(orders, {core::ErrorKind::Network, u"gone away"_s, {}, {}, {}});
    open(u"order_dw/public/dwd_orders"_s);
    QCOMPARE(m_document->readState(), State::Failed);
    QCOMPARE(m_document->error()->message, u"gone away"_s);
    QVERIFY(m_document->selection().objects.isEmpty()); // a table or a schema: nobody knows
    QVERIFY(!m_document->canCount());
    catalog.setTable(testsupport::dwdOrders());
    m_document->comeBack(u"dbs_mc"_s);
    QCOMPARE(m_document->readState(), State::Failed);
    m_document->comeBack(u"order_dw"_s);
    QTRY_COMPARE(m_document->readState(), State::Ready);
    QVERIFY(!m_document->error());
    QCOMPARE(m_document->selection().objects.size(), 1);
    QCOMPARE(m_document->selection().objects.first().kind, catalog::ObjectKind::Table);
}

void tst_TypeLossDocument::wayAndSettingsAreReadAnewAndRemembered()
{
    open(u"order_dw/public/dwd_orders"_s);
    QSignalSpy changed(m_document.get(), &TypeLossDocument::changed);
    m_document->setWay(MappingPath::DirectRead);
    QTRY_COMPARE(cell(0, u"tags"_s, TypeLossModel::Target), u"JSON"_s);
    m_document->setSetting(u"decimals"_s, u"text"_s);
    QTRY_COMPARE(cell(0, u"order_fee"_s, TypeLossModel::Target), u"STRING"_s);
    m_document->setHidesExact(true);
    QVERIFY(changed.size() >= 3);
    const QJsonObject state = m_document->state();

    TypeLossDocument again(m_connections->manager());
    QVERIFY(again.open(m_document->address()));
    again.restore(state);
    QCOMPARE(again.way(), MappingPath::DirectRead);
    QCOMPARE(again.settings(), m_document->settings());
    QVERIFY(again.hidesExact());
    QCOMPARE(again.state(), state);
}

void tst_TypeLossDocument::hostileStateIsTakenAsFarAsItIsKnown()
{
    TypeLossDocument document(m_connections->manager());
    QVERIFY(document.open(models::typesAddress(path(u"order_dw/public"_s))));
    document.restore({{u"way"_s, u"by carrier pigeon"_s},
                      {u"settings"_s, QJsonObject{{u"arrays"_s, u"leave-out"_s}, {u"decimals"_s, 7}, {u"x"_s, u"y"_s}}},
                      {u"hide_exact"_s, u"perhaps"_s}});
    QCOMPARE(document.way(), MappingPath::ExternalTable);
    QCOMPARE(document.settings().arrays, mapping::TypeSettings::Arrays::LeaveOut);
    QCOMPARE(document.settings().decimals, mapping::TypeSettings::Decimals::Declared);
    QVERIFY(!document.hidesExact());
    document.restore({{u"way"_s, u"to-hologres"_s}}); // not from there
    QCOMPARE(document.way(), MappingPath::ExternalTable);
}

void tst_TypeLossDocument::columnsAreFiltered()
{
    open(u"order_dw/public"_s);
    auto *filter = m_document->filter();
    const auto shown = [filter] {
        QStringList names;
        for (int table = 0; table < filter->rowCount(); ++table) {
            const QModelIndex parent = filter->index(table, 0);
            QStringList columns;
            for (int row = 0; row < filter->rowCount(parent); ++row)
                columns.append(filter->index(row, 0, parent).data().toString());
            names.append(parent.data().toString() + u": "_s + columns.join(u' '));
        }
        return names;
    };
    QCOMPARE(shown(), (QStringList{u"dwd_orders: order_create_time tags"_s, u"product_catalog: key"_s}));
    filter->setText(u" UUID "_s);
    QCOMPARE(shown(), QStringList{u"product_catalog: key"_s});
    filter->setText(u"order_"_s);
    QCOMPARE(shown(), QStringList{u"dwd_orders: order_create_time"_s});
    m_document->setHidesExact(false);
    QCOMPARE(shown().first().count(u' '), 7);
    filter->setText(u"product_catalog"_s); // a table with all its columns, and a column of that name
    QCOMPARE(shown(), (QStringList{u"dwd_orders: order_product_catalog_name"_s, u"product_catalog: id key"_s}));
}

void tst_TypeLossDocument::theReportIsWritten()
{
    open(u"order_dw/public/dwd_orders"_s);
    const QTemporaryDir dir;
    const QString file = dir.filePath(u"types.csv"_s);
    const auto written = core::await(m_document->exportReport(file, mapping::ReportFormat::Csv));
    QVERIFY(written);
    QFile read(file);
    QVERIFY(read.open(QIODevice::ReadOnly));
    QCOMPARE(read.readAll(), mapping::reportCsv(m_document->report()));
    const auto failed =
        core::await(m_document->exportReport(dir.filePath(u"gone/x.csv"_s), mapping::ReportFormat::Csv));
    QVERIFY(!failed);
}

void tst_TypeLossDocument::aTableOfMaxComputeIsJudgedForHologres()
{
    auto info = testsupport::dwdOrders();
    info.path = path(u"dbs_mc/default/t"_s);
    catalog::Column column;
    column.name = u"m"_s;
    column.type = catalog::parseMaxComputeType(u"MAP<STRING,INT>");
    info.columns = {column};
    m_connections->catalog(u"dbs_mc"_s).setTable(info);
    open(u"dbs_mc/default/t"_s);
    QCOMPARE(m_document->way(), MappingPath::ToHologres);
    QCOMPARE(cell(0, u"m"_s, TypeLossModel::Verdict), u"unsupported"_s);
    QVERIFY(!m_document->canCount());
    QCOMPARE(m_document->model()->headerData(TypeLossModel::Target, Qt::Horizontal, Qt::DisplayRole).toString(),
             u"Hologres type"_s);
}

QTEST_GUILESS_MAIN(tst_TypeLossDocument)
#include "tst_typelossdocument.moc"
