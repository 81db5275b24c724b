// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/models/catalog/catalogtreemodel.h>
#include <isthmus/models/catalog/hovercardmodel.h>
#include <isthmus/models/table/tablepage.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace isthmus;
using models::CatalogTreeModel;
using models::ColumnsModel;
using models::FactsModel;
using models::HoverCardModel;
using models::TablePageModel;
using testsupport::path;
using Part = TablePageModel::Part;
using State = TablePageModel::State;

namespace {

catalog::TableInfo table(const char *where)
{
    catalog::TableInfo info;
    info.path = path(QString::fromLatin1(where));
    info.name = info.path.name();
    info.owner = QStringLiteral("etl");
    info.rowEstimate = 48'213'900;
    info.lifecycleDays = 7;
    catalog::Column id;
    id.name = QStringLiteral("id");
    id.type = catalog::parsePostgresType(u"bigint");
    id.nullable = false;
    id.keyPosition = 1;
    catalog::Column fee;
    fee.name = QStringLiteral("fee");
    fee.type = catalog::parsePostgresType(u"text");
    info.columns = {id, fee};
    return info;
}

records::Preview preview(int rows, bool isComplete)
{
    auto batch = std::make_shared<records::RecordBatch>(table("order_dw/public/orders").columns);
    for (int row = 0; row < rows; ++row) {
        batch->vector(0).appendInt64(row);
        batch->vector(1).appendBytes("x");
    }
    return {batch, QStringLiteral("SELECT *\n  FROM orders LIMIT 200"), std::chrono::milliseconds(38), isComplete};
}

QString valueOf(const FactsModel &facts, const QString &label)
{
    for (const catalog::FactLine &fact : facts.facts()) {
        if (fact.label == label)
            return fact.value;
    }
    return {};
}

} // namespace

class tst_TablePage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_connections.reset(); }
    void opensOverviewAndColumnsOnly();
    void previewIsReadWhenAsked();
    void aFailedPartIsRetriedAlone();
    void moreRowsTakeThePlaceOfTheFirst();
    void rowsThatChangedMeanwhileAreShownAnew();
    void moreRowsThatDoNotComeLeaveTheFirst();
    void moreRowsThatAreWaitedForAreToldAndCancelled();
    void aCheckThatIsWaitedForIsToldAndCancelled();
    void partitionsThatAreWaitedForAreToldAndCancelled();
    void theFilterOfLoadedRowsIsKept();
    void aFullPreviewSaysSo();
    void aQueryIsRunOnlyWhenItIsAskedFor();
    void filterOrderAndPartitionAreAskedForAndKept();
    void anotherPathCancelsAndDropsTheFirst();
    void reloadKeepsOldValuesUntilNewOnesCome();
    void aPageThatIsGoneTakesNoReply();
    void aServerThatDoesNotAnswerIsTold();
    void aDocumentReadsNothingBeforeItIsLoaded();
    void theStateOfADocumentIsItsPage();
    void theZoneOfThePreviewIsChosen();
    void columnsTellWhereTheirValuesComeFrom();
    void theSelectionOfADocumentIsItsRelation();
    void aDocumentOfAVanishedConnectionCanBeRead();
    void theHoverCardFillsAsFactsArrive();
    void theHoverCardForgetsTheTargetBefore();
    void theHoverCardTellsTrouble();

private:
    std::unique_ptr<testsupport::FakeConnections> m_connections;
    const catalog::ObjectPath m_orders = path(QStringLiteral("order_dw/public/orders"));
};

void tst_TablePage::init()
{
    m_connections = std::make_unique<testsupport::FakeConnections>();
    m_connections->catalog(QStringLiteral("order_dw")).setTable(table("order_dw/public/orders"));
    m_connections->catalog(QStringLiteral("order_dw")).setDdl(QStringLiteral("CREATE TABLE orders"));
    m_connections->side(QStringLiteral("order_dw")).reader->setPreview(preview(200, false));
}

void tst_TablePage::opensOverviewAndColumnsOnly()
{
    TablePageModel page(m_connections->manager());
    const auto mode = QAbstractItemModelTester::FailureReportingMode::QtTest;
    const QAbstractItemModelTester columns(page.columns(), mode);
    const QAbstractItemModelTester facts(page.facts(), mode);
    page.open(m_orders);
    QCOMPARE(page.state(Part::Info), State::Loading);
    QTRY_COMPARE(page.state(Part::Info), State::Ready);
    QCOMPARE(page.state(Part::Preview), State::Idle);
    QCOMPARE(m_connections->side(QStringLiteral("order_dw")).reader->calls(), 0);
    QCOMPARE(page.columns()->rowCount(), 2);
    const auto cell = [&](int row, int column) { return page.columns()->index(row, column).data().toString(); };
    QCOMPARE(cell(0, ColumnsModel::Type), QStringLiteral("BIGINT"));
    QCOMPARE(cell(0, ColumnsModel::MayBeNull), QStringLiteral("no"));
    QCOMPARE(cell(1, ColumnsModel::OtherType), QStringLiteral("STRING"));
    QVERIFY(page.columns()->index(0, 0).data(ColumnsModel::KeyRole).toBool());
    QCOMPARE(valueOf(*page.facts(), QStringLiteral("Rows")), QStringLiteral("about 48,213,900"));
    QCOMPARE(valueOf(*page.facts(), QStringLiteral("Primary key")), QStringLiteral("id"));
    QCOMPARE(valueOf(*page.facts(), QStringLiteral("Lifecycle")), QStringLiteral("7 days"));
}

void tst_TablePage::previewIsReadWhenAsked()
{
    TablePageModel page(m_connections->manager());
    page.open(m_orders);
    QTRY_COMPARE(page.state(Part::Info), State::Ready);
    page.ensurePreview();
    page.ensurePreview();
    page.ensureDdl();
    QTRY_COMPARE(page.state(Part::Preview), State::Ready);
    QTRY_COMPARE(page.ddlText(), QStringLiteral("CREATE TABLE orders"));
    QCOMPARE(m_connections->side(QStringLiteral("order_dw")).reader->calls(), 1);
    QCOMPARE(page.rows()->rowCount(), 200);
    QCOMPARE(page.rowCountText(), QStringLiteral("200 of about 48,213,900 rows"));
    QCOMPARE(page.previewElapsedText(), QStringLiteral("38 ms"));
    QCOMPARE(page.previewStatement(), QStringLiteral("SELECT * FROM orders LIMIT 200"));
    m_connections->side(QStringLiteral("order_dw")).reader->setPreview(preview(1, true));
    page.reload();
    QTRY_COMPARE(page.rowCountText(), QStringLiteral("1 row"));
}

void tst_TablePage::moreRowsTakeThePlaceOfTheFirst()
{
    auto &reader = *m_connections->side(QStringLiteral("order_dw")).reader;
    constexpr int all = 3000;
    reader.setPreviews([](const records::PreviewRequest &request) {
        return preview(int(std::min<qint64>(request.maxRows, all)), request.maxRows > all);
    });
    TablePageModel page(m_connections->manager());
    const QAbstractItemModelTester tester(page.rows(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    page.open(m_orders);
    page.ensurePreview();
    QTRY_COMPARE(page.rows()->rowCount(), 200);
    QVERIFY(reader.requests().first().mayCut);
    QVERIFY(!reader.requests().first().mayRunJob);
    QSignalSpy reset(page.rows(), &QAbstractItemModel::modelReset);
    QTRY_VERIFY(page.rows()->canFetchMore({}));
    page.rows()->fetchMore({});
    page.readMore(); // is on its way
    QVERIFY(page.isReadingMore());
    QCOMPARE(page.rows()->rowCount(), 200); // stay meanwhile
    QTRY_COMPARE(page.rows()->rowCount(), 2000);
    QTRY_COMPARE(page.rowCountText(), QStringLiteral("2,000 of about 48,213,900 rows"));
    page.readMore();
    QTRY_COMPARE(page.rows()->rowCount(), all);
    QCOMPARE(page.rowCountText(), QStringLiteral("3,000 rows"));
    QVERIFY(!page.rows()->canFetchMore({}));
    page.readMore();
    QCOMPARE(reader.calls(), 3);
    QCOMPARE(reset.count(), 0); // selection and place stay
}

void tst_TablePage::rowsThatChangedMeanwhileAreShownAnew()
{
    auto &reader = *m_connections->side(QStringLiteral("order_dw")).reader;
    reader.setPreviews([](const records::PreviewRequest &request) {
        records::Preview made = preview(int(request.maxRows), false);
        if (request.maxRows > 200) {
            auto other = std::make_shared<records::RecordBatch>(*made.rows);
            other->vector(0) = records::ColumnVector(other->column(0).type);
            for (int row = 0; row < request.maxRows; ++row)
                other->vector(0).appendInt64(request.maxRows - row);
            made.rows = other;
        }
        return made;
    });
    TablePageModel page(m_connections->manager());
    page.open(m_orders);
    page.ensurePreview();
    QTRY_COMPARE(page.rows()->rowCount(), 200);
    QSignalSpy reset(page.rows(), &QAbstractItemModel::modelReset);
    page.readMore();
    QTRY_COMPARE(page.rows()->rowCount(), 2000);
    QCOMPARE(reset.count(), 1);
    QCOMPARE(page.rows()->index(0, 0).data().toString(), QStringLiteral("2000")); // none twice, none of before
}

void tst_TablePage::moreRowsThatDoNotComeLeaveTheFirst()
{
    auto &reader = *m_connections->side(QStringLiteral("order_dw")).reader;
    TablePageModel page(m_connections->manager());
    page.open(m_orders);
    page.ensurePreview();
    QTRY_COMPARE(page.rows()->rowCount(), 200);
    reader.setPreview(core::fail(core::ErrorKind::Timeout, QStringLiteral("No answer.")));
    page.readMore();
    QTRY_VERIFY(page.error(Part::Preview));
    QCOMPARE(page.state(Part::Preview), State::Ready);
    QCOMPARE(page.rows()->rowCount(), 200);
    reader.setPreview(preview(300, true));
    page.retry(Part::Preview);
    QTRY_COMPARE(page.rows()->rowCount(), 300);
    QVERIFY(!page.error(Part::Preview));
}

void tst_TablePage::aCheckThatIsWaitedForIsToldAndCancelled()
{
    auto &reader = *m_connections->side(QStringLiteral("order_dw")).reader;
    auto &manager = m_connections->manager();
    const auto isSilent = [&] { return manager.status(QStringLiteral("order_dw")).isSilent; };
    TablePageModel page(manager);
    page.setPatience(std::chrono::milliseconds(30));
    page.open(m_orders);
    QTRY_COMPARE(page.state(Part::Info), State::Ready);
    reader.hold(true);
    QSignalSpy awaited(&page, &TablePageModel::checkAwaited);
    QSignalSpy checked(&page, &TablePageModel::filterChecked);
    page.checkFilter(QStringLiteral("a > 1"), {});
    QTRY_VERIFY(!awaited.isEmpty());
    QVERIFY(awaited.first().first().toInt() > 0);
    QVERIFY(isSilent());

    page.cancelCheck();
    QVERIFY(!isSilent());
    QTRY_VERIFY(reader.heldChecks().at(0).isCancelled());
    reader.heldChecks().at(0).promise->finish();

    page.checkFilter(QStringLiteral("a > 2"), {});
    QTRY_VERIFY(isSilent());
    QTRY_COMPARE(reader.heldChecks().size(), size_t(2));
    reader.heldChecks().at(1).answer(core::Done{});
    QTRY_COMPARE(checked.size(), 1);
    QVERIFY(!isSilent());
}

void tst_TablePage::partitionsThatAreWaitedForAreToldAndCancelled()
{
    auto &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    auto &manager = m_connections->manager();
    const auto isSilent = [&] { return manager.status(QStringLiteral("order_dw")).isSilent; };
    TablePageModel page(manager);
    page.setPatience(std::chrono::milliseconds(30));
    page.open(m_orders);
    QTRY_COMPARE(page.state(Part::Info), State::Ready);
    catalog.hold(true);
    QSignalSpy awaited(&page, &TablePageModel::partitionsAwaited);
    QSignalSpy listed(&page, &TablePageModel::partitionsListed);
    page.listPartitions();
    QTRY_VERIFY(!awaited.isEmpty());
    QVERIFY(isSilent());

    page.cancelPartitions();
    QVERIFY(!isSilent());
    QTRY_VERIFY(catalog.heldChildren().at(0).isCancelled());
    catalog.heldChildren().at(0).promise->finish();

    page.listPartitions();
    QTRY_VERIFY(isSilent());
    QTRY_COMPARE(catalog.heldChildren().size(), size_t(2));
    catalog.heldChildren().at(1).answer(catalog::Page{});
    QTRY_COMPARE(listed.size(), 1);
    QVERIFY(!isSilent());
}

void tst_TablePage::moreRowsThatAreWaitedForAreToldAndCancelled()
{
    auto &reader = *m_connections->side(QStringLiteral("order_dw")).reader;
    auto &manager = m_connections->manager();
    const auto isSilent = [&] { return manager.status(QStringLiteral("order_dw")).isSilent; };
    reader.setPreview(preview(200, false));
    TablePageModel page(manager);
    page.setPatience(std::chrono::milliseconds(30));
    page.open(m_orders);
    page.ensurePreview();
    QTRY_COMPARE(page.rows()->rowCount(), 200);
    QTRY_COMPARE(page.state(Part::Info), State::Ready);
    QVERIFY(page.rows()->canFetchMore({}));
    reader.hold(true);
    QSignalSpy told(&page, &TablePageModel::partChanged);
    page.readMore();
    QCOMPARE(page.waitedForMore(), 0);
    QTRY_VERIFY(page.waitedForMore() > 0);
    const auto before = told.size();
    QTRY_VERIFY(told.size() > before); // and goes on
    QCOMPARE(page.state(Part::Preview), State::Ready); // what is there stays
    QVERIFY(isSilent());

    page.cancelMore();
    QVERIFY(!page.isReadingMore());
    QCOMPARE(page.waitedForMore(), 0);
    QVERIFY(!isSilent());
    QVERIFY(!page.error(Part::Preview));
    QVERIFY(!page.rows()->canFetchMore({})); // a view at the end of its rows would ask again at once
    QTRY_VERIFY(reader.held().at(0).isCancelled());
    reader.held().at(0).promise->finish();

    page.readMore(); // by the button
    QTRY_VERIFY(isSilent());
    reader.held().at(1).answer(preview(2000, false));
    QTRY_COMPARE(page.rows()->rowCount(), 2000);
    QVERIFY(!isSilent());
    QVERIFY(page.rows()->canFetchMore({}));

    page.readMore();
    QTRY_VERIFY(isSilent());
    page.open(path(QStringLiteral("dbs_mc/default/other"))); // nobody waits any more
    QVERIFY(!isSilent());
    reader.held().at(2).promise->finish();
}

void tst_TablePage::theFilterOfLoadedRowsIsKept()
{
    TablePageModel page(m_connections->manager());
    page.open(m_orders);
    page.ensurePreview();
    QTRY_COMPARE(page.rows()->rowCount(), 200);
    QVERIFY(!page.state().contains(QStringLiteral("rows")));
    QSignalSpy changed(&page, &TablePageModel::changed);
    page.rows()->setRowFilter(QStringLiteral("7"));
    QVERIFY(!changed.isEmpty()); // the state is another
    const int picked = page.rows()->rowCount();
    QVERIFY(picked > 0 && picked < 200);

    TablePageModel later(m_connections->manager());
    QVERIFY(later.open(page.address()));
    later.restore(page.state());
    QCOMPARE(later.rows()->rowFilter(), QStringLiteral("7"));
    later.load();
    later.ensurePreview();
    QTRY_COMPARE(later.rows()->loadedRows(), 200);
    QTRY_COMPARE(later.rows()->rowCount(), picked);
    later.open(path(QStringLiteral("dbs_mc/default/other"))); // it was for the rows of another table
    QVERIFY(later.rows()->rowFilter().isEmpty());
}

void tst_TablePage::aFullPreviewSaysSo()
{
    auto &reader = *m_connections->side(QStringLiteral("order_dw")).reader;
    reader.setPreviews([](const records::PreviewRequest &request) {
        return preview(int(std::min<qint64>(request.maxRows, 700)), false); // bytes hold no more
    });
    TablePageModel page(m_connections->manager());
    page.open(m_orders);
    page.ensurePreview();
    QTRY_COMPARE(page.rows()->rowCount(), 200);
    page.readMore();
    QTRY_COMPARE(page.rows()->rowCount(), 700);
    QCOMPARE(reader.requests().last().maxBytes, models::PreviewReading::memoryBudget);
    QTRY_COMPARE(page.rowCountText(), QStringLiteral("700 of about 48,213,900 rows · no more fit into a preview"));
    QVERIFY(!page.preview().canGrow());
    QVERIFY(!page.rows()->canFetchMore({}));
}

void tst_TablePage::aQueryIsRunOnlyWhenItIsAskedFor()
{
    auto &reader = *m_connections->side(QStringLiteral("order_dw")).reader;
    reader.setPreviews([](const records::PreviewRequest &request) {
        records::Preview made = preview(int(request.maxRows), false);
        made.byJob = true;
        if (!request.mayRunJob)
            made.rows = nullptr;
        return made;
    });
    TablePageModel page(m_connections->manager());
    page.open(m_orders);
    page.ensurePreview();
    QTRY_COMPARE(page.state(Part::Preview), State::Ready);
    QVERIFY(page.preview().wantsJob());
    QCOMPARE(page.rows()->rowCount(), 0);
    QVERIFY(page.rowCountText().isEmpty());
    page.runQuery();
    QTRY_COMPARE(page.rows()->rowCount(), 200);
    QVERIFY(!page.preview().wantsJob());
    QVERIFY(!page.rows()->canFetchMore({})); // scrolling runs none
    page.reload();
    QTRY_VERIFY(page.preview().wantsJob()); // it was asked for once

    page.setQueriesAllowed([](const QString &connection) { return connection == u"order_dw"; });
    page.reload();
    QTRY_COMPARE(page.rows()->rowCount(), 200);
    QVERIFY(reader.requests().last().mayRunJob);
}

void tst_TablePage::filterOrderAndPartitionAreAskedForAndKept()
{
    auto &reader = *m_connections->side(QStringLiteral("order_dw")).reader;
    TablePageModel page(m_connections->manager());
    page.open(m_orders);
    page.ensurePreview();
    QTRY_COMPARE(page.rows()->rowCount(), 200);
    QVERIFY(reader.requests().last().latestPartition);
    page.applyFilter(QStringLiteral(" fee > 1 "), QStringLiteral("id"));
    QTRY_COMPARE(page.state(Part::Preview), State::Ready);
    QCOMPARE(reader.requests().last().filter, QStringLiteral("fee > 1"));
    QCOMPARE(reader.requests().last().order, QStringLiteral("id"));
    QCOMPARE(page.rowCountText(), QStringLiteral("first 200 rows")); // of those that match
    page.choosePartition(QStringLiteral("dt=1"));
    QTRY_COMPARE(reader.requests().last().partition, QStringLiteral("dt=1"));
    QVERIFY(!reader.requests().last().latestPartition);

    TablePageModel later(m_connections->manager());
    QVERIFY(later.open(page.address()));
    later.restore(page.state());
    later.load();
    later.ensurePreview();
    QTRY_COMPARE(later.rows()->rowCount(), 200);
    QCOMPARE(reader.requests().last().filter, QStringLiteral("fee > 1"));
    QCOMPARE(reader.requests().last().partition, QStringLiteral("dt=1"));
    page.open(m_orders); // anew
    page.ensurePreview();
    QTRY_COMPARE(page.state(Part::Preview), State::Ready);
    QVERIFY(reader.requests().last().filter.isEmpty());

    std::optional<core::Error> told;
    int checks = 0;
    connect(&page, &TablePageModel::filterChecked, &page, [&](const std::optional<core::Error> &error) {
        told = error;
        ++checks;
    });
    page.checkFilter(QStringLiteral("fee >"), {});
    QTRY_COMPARE(checks, 1);
    QVERIFY(!told);
    reader.setCheck(core::fail(core::ErrorKind::Invalid, QStringLiteral("syntax error")));
    page.checkFilter(QStringLiteral("fee >"), {});
    QTRY_COMPARE(checks, 2);
    QCOMPARE(told->message, QStringLiteral("syntax error"));
}

void tst_TablePage::aFailedPartIsRetriedAlone()
{
    const core::Error denied{core::ErrorKind::Permission, QStringLiteral("No SELECT right on orders"), {}, {}, {}};
    m_connections->side(QStringLiteral("order_dw")).reader->setPreview(core::fail(denied));
    TablePageModel page(m_connections->manager());
    page.open(m_orders);
    page.ensurePreview();
    QTRY_COMPARE(page.state(Part::Preview), State::Failed);
    QCOMPARE(page.error(Part::Preview)->message, denied.message);
    QTRY_COMPARE(page.state(Part::Info), State::Ready); // the rest of the page works
    page.ensurePreview(); // a look at the tab does not ask again
    QCOMPARE(page.state(Part::Preview), State::Failed);
    m_connections->side(QStringLiteral("order_dw")).reader->setPreview(preview(3, true));
    page.retry(Part::Preview);
    QTRY_COMPARE(page.state(Part::Preview), State::Ready);
    QVERIFY(!page.error(Part::Preview));
}

void tst_TablePage::aServerThatDoesNotAnswerIsTold()
{
    auto &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    auto &manager = m_connections->manager();
    const auto isSilent = [&] { return manager.status(QStringLiteral("order_dw")).isSilent; };
    catalog.hold(true);
    TablePageModel page(manager);
    page.setPatience(std::chrono::milliseconds(30));
    page.open(m_orders);
    QCOMPARE(page.waited(Part::Info), 0);
    QSignalSpy told(&page, &TablePageModel::partChanged);
    QTRY_VERIFY(page.waited(Part::Info) > 0);
    QTRY_VERIFY(isSilent());
    QVERIFY(!told.isEmpty());

    page.cancel(Part::Info);
    QCOMPARE(page.state(Part::Info), State::Failed);
    QVERIFY(page.error(Part::Info)->isCancelled());
    QVERIFY(!isSilent());
    QTRY_VERIFY(catalog.heldTables().at(0).isCancelled());
    catalog.heldTables().at(0).promise->finish();

    page.retry(Part::Info);
    QTRY_VERIFY(isSilent());
    catalog.heldTables().at(1).answer(table("order_dw/public/orders"));
    QTRY_COMPARE(page.state(Part::Info), State::Ready);
    QVERIFY(!isSilent());
    QCOMPARE(page.waited(Part::Info), 0);

    page.reload();
    QTRY_VERIFY(isSilent());
    page.open(path(QStringLiteral("dbs_mc/default/other"))); // nobody waits for the first any more
    QVERIFY(!isSilent());
    catalog.heldTables().at(2).promise->finish();

    {
        TablePageModel closed(manager);
        closed.setPatience(std::chrono::milliseconds(30));
        closed.open(m_orders);
        QTRY_VERIFY(isSilent());
    }
    QVERIFY(!isSilent());
    catalog.heldTables().at(3).promise->finish();
}

void tst_TablePage::anotherPathCancelsAndDropsTheFirst()
{
    auto &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.hold(true);
    TablePageModel page(m_connections->manager());
    page.open(m_orders);
    QTRY_COMPARE(catalog.heldTables().size(), size_t(1));
    page.open(path(QStringLiteral("order_dw/public/shops")));
    QTRY_COMPARE(catalog.heldTables().size(), size_t(2));
    QTRY_VERIFY(catalog.heldTables().at(0).isCancelled());
    catalog.heldTables().at(1).answer(table("order_dw/public/shops"));
    QTRY_COMPARE(page.state(Part::Info), State::Ready);
    catalog.heldTables().at(0).promise->finish(); // out of order
    QSignalSpy changed(&page, &TablePageModel::partChanged);
    QVERIFY(!changed.wait(50));
    QCOMPARE(page.info()->name, QStringLiteral("shops"));
}

void tst_TablePage::reloadKeepsOldValuesUntilNewOnesCome()
{
    TablePageModel page(m_connections->manager());
    page.open(m_orders);
    QTRY_COMPARE(page.state(Part::Info), State::Ready);
    auto &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.hold(true);
    page.reload();
    QTRY_COMPARE(catalog.heldTables().size(), size_t(1));
    QCOMPARE(page.columns()->rowCount(), 2);
    QCOMPARE(page.state(Part::Preview), State::Idle); // never asked for
    auto changedTable = table("order_dw/public/orders");
    changedTable.columns.removeLast();
    catalog.heldTables().at(0).answer(changedTable);
    QTRY_COMPARE(page.columns()->rowCount(), 1);
}

void tst_TablePage::aPageThatIsGoneTakesNoReply()
{
    auto &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.hold(true);
    auto page = std::make_unique<TablePageModel>(m_connections->manager());
    page->open(m_orders);
    QTRY_COMPARE(catalog.heldTables().size(), size_t(1));
    page.reset();
    QTRY_VERIFY(catalog.heldTables().at(0).isCancelled());
    catalog.heldTables().at(0).answer(table("order_dw/public/orders"));
    QCoreApplication::sendPostedEvents();
}

void tst_TablePage::aDocumentReadsNothingBeforeItIsLoaded()
{
    TablePageModel page(m_connections->manager());
    QSignalSpy changed(&page, &TablePageModel::changed);
    QVERIFY(!page.open(models::welcomeAddress()));
    QCOMPARE(changed.count(), 0);
    QVERIFY(page.open(models::tableAddress(m_orders)));
    QVERIFY(changed.count() > 0);
    QCOMPARE(page.address().toString(), QStringLiteral("isthmus://table/order_dw/public/orders"));
    QCOMPARE(page.title(), QStringLiteral("orders"));
    QCOMPARE(page.description(), QStringLiteral("order_dw/public/orders"));
    page.setPage(TablePageModel::Preview);
    page.reload();
    QCOMPARE(page.state(Part::Info), State::Idle);
    QCOMPARE(page.state(Part::Preview), State::Idle);
    page.load();
    page.load();
    QTRY_COMPARE(page.state(Part::Info), State::Ready);
    QTRY_COMPARE(page.state(Part::Preview), State::Ready);
    QCOMPARE(m_connections->side(QStringLiteral("order_dw")).reader->calls(), 1);
    QCOMPARE(page.state(Part::Ddl), State::Idle);
    QVERIFY(page.showPart(QStringLiteral("ddl")));
    QTRY_COMPARE(page.ddlText(), QStringLiteral("CREATE TABLE orders"));
}

void tst_TablePage::theStateOfADocumentIsItsPage()
{
    TablePageModel page(m_connections->manager());
    QCOMPARE(page.page(), TablePageModel::Overview);
    for (const char *part : {"columns", "preview", "ddl", "overview"}) {
        QVERIFY2(page.showPart(QLatin1String(part)), part);
        TablePageModel later(m_connections->manager());
        later.restore(page.state());
        QCOMPARE(later.page(), page.page());
    }
    page.setPage(TablePageModel::Columns);
    QVERIFY(!page.showPart(QStringLiteral("lineage")));
    page.restore({{QStringLiteral("part"), 7}});
    page.restore({{QStringLiteral("part"), QStringLiteral("lineage")}});
    QCOMPARE(page.page(), TablePageModel::Columns);
}

void tst_TablePage::theZoneOfThePreviewIsChosen()
{
    catalog::Column at;
    at.name = QStringLiteral("at");
    at.type = catalog::parsePostgresType(u"timestamptz");
    auto batch = std::make_shared<records::RecordBatch>(QList{at});
    batch->vector(0).appendTimestamp({1704038400, 0});
    batch->setZone(*records::Zone::named(u"Asia/Shanghai"));
    m_connections->side(QStringLiteral("order_dw")).reader->setPreview(records::Preview{batch, {}, {}, true});
    TablePageModel page(m_connections->manager());
    page.open(m_orders);
    QVERIFY(!page.hasInstants());
    page.setPage(TablePageModel::Preview);
    QTRY_VERIFY(page.hasInstants());
    const auto shown = [&page] { return page.rows()->index(0, 0).data().toString(); };
    QCOMPARE(page.sessionZone(), QStringLiteral("Asia/Shanghai"));
    QCOMPARE(shown(), QStringLiteral("2024-01-01 00:00:00+08:00"));

    QSignalSpy changed(&page, &TablePageModel::zoneChanged);
    QSignalSpy cells(page.rows(), &QAbstractItemModel::dataChanged);
    QVERIFY(page.setZoneChoice(QStringLiteral("America/New_York")));
    QCOMPARE(shown(), QStringLiteral("2023-12-31 11:00:00-05:00"));
    QCOMPARE(cells.count(), 1);
    QVERIFY(!page.setZoneChoice(QStringLiteral("GMT+8")));
    QCOMPARE(page.zoneChoice(), QStringLiteral("America/New_York"));
    QCOMPARE(changed.count(), 1);
    TablePageModel later(m_connections->manager());
    later.restore(page.state());
    QCOMPARE(later.zoneChoice(), QStringLiteral("America/New_York"));
    QVERIFY(page.setZoneChoice({}));
    QCOMPARE(shown(), QStringLiteral("2024-01-01 00:00:00+08:00"));
    QVERIFY(!page.state().contains(QStringLiteral("zone")));
}

void tst_TablePage::columnsTellWhereTheirValuesComeFrom()
{
    using Identity = catalog::Column::Identity;
    QList<catalog::Column> columns(5);
    columns[0].defaultSql = QStringLiteral("1");
    columns[1].generatedSql = QStringLiteral("(a * 2)");
    columns[2].identity = Identity::Always;
    columns[3].identity = Identity::ByDefault;
    models::ColumnsModel model;
    model.setColumns(columns, true);
    const auto tip = [&model](int row) {
        return model.index(row, models::ColumnsModel::Name).data(Qt::ToolTipRole).toString();
    };
    QCOMPARE(tip(0), QStringLiteral("Default: 1"));
    QCOMPARE(tip(1), QStringLiteral("Generated always as (a * 2)"));
    QCOMPARE(tip(2), QStringLiteral("Numbered by the server, always (identity)"));
    QCOMPARE(tip(3), QStringLiteral("Numbered by the server unless a value is given (identity)"));
    QVERIFY(tip(4).isEmpty());
}

void tst_TablePage::theSelectionOfADocumentIsItsRelation()
{
    CatalogTreeModel tree(m_connections->manager());
    TablePageModel page(m_connections->manager());
    page.follow(tree);
    auto view = table("order_dw/public/orders");
    view.kind = catalog::ObjectKind::View;
    m_connections->catalog(QStringLiteral("order_dw")).setTable(view);
    page.open(m_orders);
    QCOMPARE(page.selection().paths(), QList{m_orders});
    QCOMPARE(page.selection().objects.first().kind, catalog::ObjectKind::Table); // nobody knows better
    QTRY_COMPARE(page.selection().objects.first().kind, catalog::ObjectKind::View);

    page.chooseColumns({QStringLiteral("id")});
    QCOMPARE(page.selection().columns, QStringList()); // they are selected on a page that is not shown
    page.setPage(TablePageModel::Columns);
    QCOMPARE(page.selection().columns, QStringList{QStringLiteral("id")});
    page.open(path(QStringLiteral("order_dw/public/shops")));
    QCOMPARE(page.selection().columns, QStringList());

    QSignalSpy changed(&page, &TablePageModel::changed);
    const auto other = path(QStringLiteral("dbs_mc/default/shops"));
    tree.setCounterpart(other, path(QStringLiteral("order_dw/public/shops"))); // of rows that were never read
    QCOMPARE(changed.count(), 1);
    QCOMPARE(page.counterparts(), QStringList{other.toString()});
}

void tst_TablePage::aDocumentOfAVanishedConnectionCanBeRead()
{
    TablePageModel page(m_connections->manager());
    QVERIFY(page.open(models::tableAddress(path(QStringLiteral("gone/public/orders")))));
    page.load();
    QTRY_COMPARE(page.state(Part::Info), State::Failed);
    QCOMPARE(page.title(), QStringLiteral("orders"));
    QVERIFY2(page.error(Part::Info)->message.contains(QStringLiteral("gone")),
             qPrintable(page.error(Part::Info)->message));
    QVERIFY(page.selection().objects.isEmpty());
    QVERIFY(!page.profile());
}

void tst_TablePage::theHoverCardFillsAsFactsArrive()
{
    HoverCardModel card(m_connections->manager());
    const QAbstractItemModelTester tester(card.facts(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.hold(true);
    card.setTarget(m_orders, catalog::ObjectKind::Table);
    QCOMPARE(card.title(), QStringLiteral("orders"));
    QCOMPARE(card.subtitle(), QStringLiteral("table in order_dw.public"));
    const int reserved = card.facts()->rowCount();
    QVERIFY(reserved > 0);
    QCOMPARE(card.facts()->index(0, FactsModel::Value).data().toString(), QStringLiteral("reading"));
    QTRY_COMPARE(catalog.heldTables().size(), size_t(1));
    card.setTarget(m_orders, catalog::ObjectKind::Table); // the mouse moves on the same row
    catalog.heldTables().at(0).answer(table("order_dw/public/orders"));
    QTRY_COMPARE(card.facts()->index(0, FactsModel::Value).data().toString(), QStringLiteral("about 48,213,900"));
    QCOMPARE(card.chip(), HoverCardModel::Chip::None);
    for (int row = 0; row < card.facts()->rowCount(); ++row) // no row stays at "reading"
        QVERIFY(!card.facts()->index(row, 0).data(FactsModel::ReadingRole).toBool());
    QCOMPARE(catalog.heldTables().size(), size_t(1));
    QVERIFY(card.text().contains(QStringLiteral("Owner: etl")));
}

void tst_TablePage::theHoverCardForgetsTheTargetBefore()
{
    auto &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.hold(true);
    HoverCardModel card(m_connections->manager());
    card.setTarget(m_orders, catalog::ObjectKind::Table);
    QTRY_COMPARE(catalog.heldTables().size(), size_t(1));
    catalog::ServerInfo server;
    server.product = QStringLiteral("MaxCompute");
    server.roundTrip = std::chrono::milliseconds(12);
    m_connections->catalog(QStringLiteral("dbs_mc")).setServer(server);
    m_connections->catalog(QStringLiteral("dbs_mc"))
        .setFacts(QList<catalog::Fact>{{catalog::FactId::Comment, QStringLiteral("pay as you go")}});
    card.setTarget(path(QStringLiteral("dbs_mc")), catalog::ObjectKind::MaxComputeProject);
    QTRY_VERIFY(catalog.heldTables().at(0).isCancelled());
    catalog.heldTables().at(0).promise->finish();
    QCOMPARE(valueOf(*card.facts(), QStringLiteral("Endpoint")), QStringLiteral("https://mc.example/api"));
    QTRY_COMPARE(card.chip(), HoverCardModel::Chip::Connected);
    QCOMPARE(valueOf(*card.facts(), QStringLiteral("Round trip")), QStringLiteral("12 ms"));
    QCOMPARE(valueOf(*card.facts(), QStringLiteral("Comment")), QStringLiteral("pay as you go"));
    QVERIFY(!card.text().contains(QStringLiteral("secret of"))); // docs/requirements.md#h-43
}

void tst_TablePage::theHoverCardTellsTrouble()
{
    m_connections->catalog(QStringLiteral("order_dw"))
        .setTableError(m_orders, {core::ErrorKind::Permission, QStringLiteral("You may not see orders"), {}, {}, {}});
    HoverCardModel card(m_connections->manager());
    card.setTarget(m_orders, catalog::ObjectKind::Table);
    QTRY_COMPARE(card.chip(), HoverCardModel::Chip::Denied);
    QCOMPARE(card.error()->message, QStringLiteral("You may not see orders"));
    QCOMPARE(card.facts()->rowCount(), 0);
}

QTEST_GUILESS_MAIN(tst_TablePage)

#include "tst_tablepage.moc"
