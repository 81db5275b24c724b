// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions counted by a real server: in one scan, many of them, cancelled.
#include "pgfixture.h"

#include <QElapsedTimer>
#include <QTest>

using namespace isthmus;
using core::ErrorKind;

class tst_ConditionCounts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void conditionsAreCountedInOneScan();
    void moreConditionsThanASelectHasColumns();
    void noConditionCountsRows();
    void namesThatWantQuoting();
    void theServersErrorIsTold();
    void countingIsCancelledOnTheServer();

private:
    core::Result<core::Done> sql(const QString &text)
    {
        const auto done = core::await(m_connection.sql->run({text, 10, {}}));
        return done ? core::Result<core::Done>(core::Done{}) : core::fail(done.error());
    }
    core::Result<records::ConditionCounts> counted(const QString &table, const QStringList &conditions)
    {
        return core::await(m_connection.reader->countConditions(
            {{QStringLiteral("test"), {QStringLiteral("public"), table}}, conditions}));
    }
    [[nodiscard]] qint64 number(const QString &query)
    {
        const auto done = core::await(m_connection.sql->run({query, 10, {}}));
        return done && done->rows ? done->rows->vector(0).int64At(0) : -1;
    }

    PgFixture m_server;
    hologres::Connection m_connection;
};

void tst_ConditionCounts::initTestCase()
{
    QCOMPARE(m_server.create(), QString());
    m_connection = *hologres::makeConnection(m_server.settings(QStringLiteral("postgres")));
    const auto made = sql(QStringLiteral(R"(
CREATE TABLE numbers AS SELECT CASE WHEN i % 10 = 0 THEN NULL ELSE i END AS n FROM generate_series(1, 1000) i;
CREATE TABLE "Odd ""table"" %1" ("Odd ""column"" %1" int);
INSERT INTO "Odd ""table"" %1" VALUES (1), (2), (NULL);
CREATE TABLE slow_rows AS SELECT generate_series(1, 1000) AS n;
CREATE VIEW slow AS SELECT n, pg_sleep(0.1) IS NULL AS slept FROM slow_rows;
)"));
    QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
}

void tst_ConditionCounts::conditionsAreCountedInOneScan()
{
    const auto counts = counted(QStringLiteral("numbers"),
                                {QStringLiteral("n IS NULL"), QStringLiteral("n <= 15"), QStringLiteral("n > 5000")});
    QVERIFY2(counts, counts ? "" : qPrintable(counts.error().detail));
    QCOMPARE(counts->rows, 1000);
    QCOMPARE(counts->counts, (QList<qint64>{100, 14, 0}));
    QCOMPARE(counts->statement.count(QStringLiteral("FROM")), 1);
}

void tst_ConditionCounts::moreConditionsThanASelectHasColumns()
{
    QStringList conditions;
    QList<qint64> expected;
    for (int i = 0; i < 4000; ++i) {
        conditions.append(QStringLiteral("n = %1").arg(i));
        expected.append(i > 0 && i <= 1000 && i % 10 != 0 ? 1 : 0);
    }
    const auto counts = counted(QStringLiteral("numbers"), conditions);
    QVERIFY2(counts, counts ? "" : qPrintable(counts.error().detail));
    QCOMPARE(counts->rows, 1000);
    QCOMPARE(counts->counts, expected);
    QCOMPARE(counts->statement.count(QStringLiteral("FROM")), 3);
}

void tst_ConditionCounts::noConditionCountsRows()
{
    const auto counts = counted(QStringLiteral("numbers"), {});
    QVERIFY(counts);
    QCOMPARE(counts->rows, 1000);
    QVERIFY(counts->counts.isEmpty());
}

void tst_ConditionCounts::namesThatWantQuoting()
{
    const auto counts = counted(QStringLiteral("Odd \"table\" %1"), {QStringLiteral("\"Odd \"\"column\"\" %1\" > 1")});
    QVERIFY2(counts, counts ? "" : qPrintable(counts.error().detail));
    QCOMPARE(counts->rows, 3);
    QCOMPARE(counts->counts, QList<qint64>{1});
}

void tst_ConditionCounts::theServersErrorIsTold()
{
    const auto gone = counted(QStringLiteral("gone"), {QStringLiteral("true")});
    QVERIFY(!gone);
    QCOMPARE(gone.error().kind, ErrorKind::NotFound);
    const auto schema =
        core::await(m_connection.reader->countConditions({{QStringLiteral("test"), {QStringLiteral("public")}}, {}}));
    QVERIFY(!schema);
    QCOMPARE(schema.error().kind, ErrorKind::Invalid);
}

void tst_ConditionCounts::countingIsCancelledOnTheServer()
{
    // 1,000 rows of 0.1 s: it would take 100 s.
    auto counting = m_connection.reader->countConditions(
        {{QStringLiteral("test"), {QStringLiteral("public"), QStringLiteral("slow")}}, {QStringLiteral("slept")}});
    const QString running = QStringLiteral(
        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT count(*),%slow%'");
    QTRY_COMPARE(number(running), 1);
    QElapsedTimer timer;
    timer.start();
    counting.cancel();
    const auto outcome = core::await(counting);
    QVERIFY(!outcome);
    QVERIFY(outcome.error().isCancelled());
    QTRY_COMPARE(number(running), 0);
    QVERIFY2(timer.elapsed() < 30'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(tst_ConditionCounts)
#include "tst_conditioncounts.moc"
