// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/models/table/tablepage.h>

#include <QSignalSpy>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using models::RowSummary;
using records::Summary;
using records::SummaryRequest;
using testsupport::path;
using State = RowSummary::State;

class tst_RowSummary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void rowsAreCounted();
    void aColumnIsSummedUp();
    void aJobIsRunOnlyWhenItIsAllowed();
    void failuresAreTold();
    void anotherQuestionForgetsTheFirst();
    void thePageAsksForWhatItShows();

private:
    [[nodiscard]] testsupport::FakeTableReader &reader() { return *m_connections->side(u"order_dw"_s).reader; }

    std::unique_ptr<testsupport::FakeConnections> m_connections;
    const catalog::ObjectPath m_orders = path(u"order_dw/public/orders"_s);
};

void tst_RowSummary::init()
{
    m_connections = std::make_unique<testsupport::FakeConnections>();
}

void tst_RowSummary::rowsAreCounted()
{
    reader().setSummaries([](const SummaryRequest &request) {
        Summary summary;
        summary.rows = request.filter.isEmpty() ? 48'213'907 : 1;
        summary.statement = u"SELECT COUNT(*)"_s;
        return summary;
    });
    RowSummary summary(m_connections->manager());
    QCOMPARE(summary.state(), State::Idle);
    summary.ask({m_orders, {}, {}, {}});
    QCOMPARE(summary.state(), State::Reading);
    QCOMPARE(summary.text(), u"Counting rows…"_s);
    QTRY_COMPARE(summary.state(), State::Ready);
    QVERIFY2(summary.text().startsWith(u"48,213,907 rows · "_s), qPrintable(summary.text()));
    QCOMPARE(summary.statement(), u"SELECT COUNT(*)"_s);
    summary.ask({m_orders, {}, u"fee > 1"_s, {}});
    QTRY_COMPARE(summary.state(), State::Ready);
    QVERIFY2(summary.text().startsWith(u"1 matching row · "_s), qPrintable(summary.text()));
    summary.clear();
    QCOMPARE(summary.state(), State::Idle);
    QCOMPARE(summary.text(), QString());
}

void tst_RowSummary::aColumnIsSummedUp()
{
    reader().setSummaries([](const SummaryRequest &) {
        Summary summary;
        summary.rows = 1001;
        summary.nulls = 3;
        summary.distinct = 1;
        summary.least = u"line\n\x1b[31mone"_s;
        summary.greatest = QString(300, u'z');
        return summary;
    });
    RowSummary summary(m_connections->manager());
    summary.ask({m_orders, {}, {}, u"note"_s});
    QTRY_COMPARE(summary.state(), State::Ready);
    const QString text = summary.text();
    QVERIFY2(text.startsWith(u"note: 1,001 rows · 3 NULL · 1 distinct value · least: line"_s), qPrintable(text));
    QVERIFY2(!text.contains(u'\n') && !text.contains(u'\x1b'), qPrintable(text));
    QVERIFY2(text.contains(QString(60, u'z') + u'…'), qPrintable(text));
}

void tst_RowSummary::aJobIsRunOnlyWhenItIsAllowed()
{
    QList<bool> allowed;
    reader().setSummaries([&](const SummaryRequest &request) {
        allowed.append(request.mayRunJob);
        Summary summary;
        summary.needsJob = !request.mayRunJob;
        summary.rows = summary.needsJob ? 0 : 7;
        summary.statement = u"SELECT COUNT(*) FROM v;"_s;
        return summary;
    });
    RowSummary summary(m_connections->manager());
    summary.runJob(); // there is none
    summary.ask({m_orders, {}, {}, {}});
    QTRY_COMPARE(summary.state(), State::NeedsJob);
    QVERIFY2(summary.text().contains(u"order_dw runs as a job"_s), qPrintable(summary.text()));
    QCOMPARE(summary.statement(), u"SELECT COUNT(*) FROM v;"_s);
    summary.runJob();
    QTRY_COMPARE(summary.state(), State::Ready);
    QVERIFY(summary.text().startsWith(u"7 rows"_s));
    QCOMPARE(allowed, (QList<bool>{false, true}));
    summary.ask({m_orders, {}, {}, {}}); // asks anew
    QTRY_COMPARE(summary.state(), State::NeedsJob);
}

void tst_RowSummary::failuresAreTold()
{
    reader().setSummaries([](const SummaryRequest &) -> core::Result<Summary> {
        return core::fail(core::ErrorKind::Permission, u"You may not read orders."_s);
    });
    RowSummary summary(m_connections->manager());
    summary.ask({m_orders, {}, {}, {}});
    QTRY_COMPARE(summary.state(), State::Failed);
    QCOMPARE(summary.error()->message, u"You may not read orders."_s);
}

void tst_RowSummary::anotherQuestionForgetsTheFirst()
{
    reader().setSummaries([](const SummaryRequest &request) {
        Summary summary;
        summary.rows = request.column == u"first"_s ? 1 : 2;
        return summary;
    });
    RowSummary summary(m_connections->manager());
    QSignalSpy changes(&summary, &RowSummary::changed);
    summary.ask({m_orders, {}, {}, u"first"_s});
    summary.ask({m_orders, {}, {}, u"second"_s});
    QTRY_COMPARE(summary.state(), State::Ready);
    QVERIFY2(summary.text().startsWith(u"second: 2 rows"_s), qPrintable(summary.text()));
    QCOMPARE(changes.count(), 3); // two questions, one answer
    summary.ask({m_orders, {}, {}, u"first"_s});
    summary.clear();
    QCOMPARE(summary.state(), State::Idle);
}

void tst_RowSummary::thePageAsksForWhatItShows()
{
    SummaryRequest asked;
    reader().setSummaries([&](const SummaryRequest &request) {
        asked = request;
        return Summary();
    });
    models::TablePageModel page(m_connections->manager());
    page.open(m_orders);
    page.applyFilter(u"fee > 1"_s, u"fee"_s);
    page.summarize(u"fee"_s);
    QTRY_COMPARE(page.summary()->state(), State::Ready);
    QCOMPARE(asked.table, m_orders);
    QCOMPARE(asked.filter, u"fee > 1"_s);
    QCOMPARE(asked.column, u"fee"_s);
    page.applyFilter(u"fee > 2"_s, {}); // other rows
    QCOMPARE(page.summary()->state(), State::Idle);
}

QTEST_GUILESS_MAIN(tst_RowSummary)
#include "tst_rowsummary.moc"
