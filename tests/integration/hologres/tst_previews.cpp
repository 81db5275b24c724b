// SPDX-License-Identifier: GPL-3.0-or-later
// Rows for people and for files: long values, filters, orders, whole tables.
#include "peakmemory.h"
#include "pgfixture.h"

#include <QTest>

using namespace isthmus;
using catalog::ObjectPath;
using core::ErrorKind;

namespace {

constexpr qint64 mebibyte = 1024 * 1024;

} // namespace

class tst_Previews : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aLongValueIsCutByTheServer();
    void aLongValueTakesNoMemory();
    void withoutCuttingALongRowIsAnError();
    void longRowsBetweenShortOnesAreShown();
    void rowsAreFilteredAndSorted();
    void aFilterStaysInItsPartition_data();
    void aFilterStaysInItsPartition();
    void anOrderBringsNoLimit();
    void aFilterIsCheckedWithoutReading();
    void aWholeTableComesInBlocks();
    void aTableWithoutRowsIsOneBlock();
    void whatIsExportedMayNotWrite();
    void theReceiverEndsAnExport();

private:
    core::Result<core::Done> sql(const QString &text)
    {
        const auto done = core::await(m_connection.sql->run({text, 10, {}}));
        return done ? core::Result<core::Done>(core::Done{}) : core::fail(done.error());
    }
    static records::PreviewRequest request(const QString &table)
    {
        records::PreviewRequest made;
        made.table = {QStringLiteral("test"), {QStringLiteral("public"), table}};
        made.mayCut = true;
        return made;
    }
    core::Result<records::Preview> preview(const records::PreviewRequest &request)
    {
        return core::await(m_connection.reader->preview(request));
    }
    core::Result<qint64> rows(const QString &table,
                              const std::function<core::Result<core::Done>(const records::RecordBatch &)> &take,
                              const QString &filter = {})
    {
        records::RowsRequest made;
        made.table = {QStringLiteral("test"), {QStringLiteral("public"), table}};
        made.filter = filter;
        made.onRows = take;
        return core::await(m_connection.reader->rows(made));
    }

    PgFixture m_server;
    hologres::Connection m_connection;
};

void tst_Previews::initTestCase()
{
    QCOMPARE(m_server.create(), QString());
    m_connection = *hologres::makeConnection(m_server.settings(QStringLiteral("postgres")));
    const auto made = sql(QStringLiteral(R"(
CREATE TABLE long (id int, t text, v varchar, b bytea, a text[], j jsonb, n numeric, c char(5));
INSERT INTO long SELECT 1, repeat('é', 20000000), repeat('v', 40000), decode(repeat('00ff', 50000), 'hex'),
  ARRAY[repeat('x', 100000)], to_jsonb(repeat('y', 100000)), 12345678901234567890.123, 'a';
INSERT INTO long VALUES (2, 'short', 'v', '\x00ff', '{a}', '{"b": 1}', 1, 'b'), (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE hidden_long AS SELECT i AS id, CASE WHEN i = 5 THEN repeat('x', 9000000) ELSE 'short' END AS t
  FROM generate_series(1, 20) i;
CREATE TABLE numbers AS SELECT i AS id, 'text ' || i AS t FROM generate_series(1, 10000) i;
CREATE TABLE empty (id int, t text);
CREATE TABLE parted (id int, dt text) PARTITION BY LIST (dt);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN ('1');
CREATE TABLE parted_2 PARTITION OF parted FOR VALUES IN ('2');
INSERT INTO parted VALUES (1, '1'), (2, '1'), (3, '2');
CREATE ROLE backslashes LOGIN SUPERUSER PASSWORD 'b';
ALTER ROLE backslashes SET standard_conforming_strings = off;
CREATE TABLE written (a int);
CREATE FUNCTION writing() RETURNS boolean VOLATILE LANGUAGE plpgsql AS
  'BEGIN INSERT INTO written VALUES (1); RETURN true; END')"));
    QVERIFY2(made, qPrintable(made ? QString() : made.error().detail));
}

void tst_Previews::aLongValueIsCutByTheServer()
{
    const auto cut = preview(request(QStringLiteral("long")));
    QVERIFY2(cut, qPrintable(cut ? QString() : cut.error().message + cut.error().detail));
    const records::RecordBatch &rows = *cut->rows;
    QCOMPARE(rows.rowCount(), 3);
    QVERIFY(cut->isComplete);
    QCOMPARE(rows.vector(1).displayText(0), QString(8192, u'é'));
    QCOMPARE(cut->cuts.bytesOf(0, 1), 40'000'000);
    QCOMPARE(cut->cuts.bytesOf(0, 2), 40'000);
    QVERIFY(rows.vector(3).bytesAt(0).startsWith(QByteArray("\0\xff", 2)));
    QCOMPARE(cut->cuts.bytesOf(0, 3), 100'000);
    QVERIFY(rows.vector(4).isNull(0)); // a part of an array is none
    QCOMPARE(cut->cuts.bytesOf(0, 4), 100'002);
    QVERIFY(cut->cuts.bytesOf(0, 5));
    QCOMPARE(rows.vector(6).displayText(0), QStringLiteral("12345678901234567890.123"));
    QVERIFY(!cut->cuts.bytesOf(0, 6));
    QCOMPARE(rows.vector(7).displayText(0), QStringLiteral("a    ")); // its blanks stay
    for (int column = 0; column < 8; ++column) {
        QVERIFY(!cut->cuts.bytesOf(1, column));
        QVERIFY(!cut->cuts.bytesOf(2, column));
    }
    QCOMPARE(rows.vector(1).displayText(1), QStringLiteral("short"));
    QCOMPARE(rows.vector(4).displayText(1), QStringLiteral("[\"a\"]"));
    QVERIFY(rows.vector(1).isNull(2));
    QVERIFY(preview(request(QStringLiteral("numbers")))->cuts.isEmpty()); // as ever, and on a connection in order
}

void tst_Previews::aLongValueTakesNoMemory()
{
    QVERIFY(preview(request(QStringLiteral("numbers"))));
    if (test::peakMemorySinceLastCall() == 0)
        QSKIP("the kernel does not tell of memory");
    const qint64 before = test::peakMemorySinceLastCall();
    QVERIFY(preview(request(QStringLiteral("long"))));
    const qint64 grown = test::peakMemorySinceLastCall() - before;
    QVERIFY2(grown < 20 * mebibyte, qPrintable(QString::number(grown)));
}

void tst_Previews::withoutCuttingALongRowIsAnError()
{
    auto whole = request(QStringLiteral("long"));
    whole.mayCut = false;
    const auto refused = preview(whole);
    QVERIFY(!refused);
    QVERIFY(preview(request(QStringLiteral("numbers"))));
}

void tst_Previews::longRowsBetweenShortOnesAreShown()
{
    const auto cut = preview(request(QStringLiteral("hidden_long")));
    QVERIFY(cut);
    QCOMPARE(cut->rows->rowCount(), 20);
    QCOMPARE(cut->cuts.bytesOf(4, 1), 9'000'000);
    QVERIFY(!cut->cuts.bytesOf(5, 1));
}

void tst_Previews::rowsAreFilteredAndSorted()
{
    auto some = request(QStringLiteral("numbers"));
    some.filter = QStringLiteral("id > 9990 -- of the last");
    some.order = QStringLiteral("id DESC -- from the end");
    const auto rows = preview(some);
    QVERIFY2(rows, qPrintable(rows ? QString() : rows.error().detail));
    QCOMPARE(rows->rows->rowCount(), 10);
    QVERIFY(rows->isComplete);
    QCOMPARE(rows->rows->vector(0).int64At(0), 10'000);
    some.filter = QStringLiteral("1=1; DROP TABLE numbers");
    QVERIFY(!preview(some));
    some.filter = QStringLiteral("no_such_column = 1");
    QCOMPARE(preview(some).error().code, QStringLiteral("42703"));
    QVERIFY(preview(request(QStringLiteral("numbers"))));
}

void tst_Previews::aFilterStaysInItsPartition_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("rows"); // -1: refused
    const auto row = [](const char *name, const QString &filter, int rows) { QTest::newRow(name) << filter << rows; };
    row("alternatives", QStringLiteral("id = 1 OR true"), 2);
    row("leaves and enters again", QStringLiteral("id = 1) OR (true"), -1);
    row("in a text", QStringLiteral("dt <> ') OR (true'"), 2);
    row("behind a comment", QStringLiteral("id = 1 /* /* */ */) OR (true -- "), -1);
    row("a text that goes on", QStringLiteral("dt <> E'x'\n'\\' || ' ) OR (true -- '"), -1);
    row("a text that goes on and ends", QStringLiteral("dt <> E'x' -- it's\n'\\') OR (true'"), 2);
    row("dollars", QStringLiteral("dt <> $\u00b7$ ' $\u00b7$ ) OR (true -- '"), -1);
    row("dollars in a name", QStringLiteral("(SELECT 1 AS a\u00b7$x$ ) = 1 ) OR (true OR dt = $x$ $x$"), -1);
    row("a backslash before a quote", QStringLiteral("dt <> '\\'' ) OR (true) -- '"), 2);
}

void tst_Previews::aFilterStaysInItsPartition()
{
    QFETCH(QString, filter);
    QFETCH(int, rows);
    auto settings = m_server.settings(QStringLiteral("postgres"));
    settings.user = QStringLiteral("backslashes"); // with texts as they were before PostgreSQL 9.1
    settings.password = QStringLiteral("b");
    const auto other = hologres::makeConnection(settings);
    QVERIFY(other);
    auto some = request(QStringLiteral("parted"));
    some.partition = QStringLiteral("dt=1");
    some.filter = filter;
    for (const auto &reader : {m_connection.reader, other->reader}) {
        const auto read = core::await(reader->preview(some));
        QVERIFY2(read.has_value() == (rows >= 0),
                 qPrintable(read ? filter : read.error().message + read.error().detail));
        if (read)
            QCOMPARE(read->rows->rowCount(), rows);
        else
            QCOMPARE(read.error().kind, ErrorKind::Invalid);
        QCOMPARE(core::await(reader->check(some)).has_value(), rows >= 0);
        const auto counted = core::await(reader->summarize({some.table, some.partition, filter, {}}));
        QCOMPARE(counted ? counted->rows : -1, rows);
    }
}

// An export would end there and look whole.
void tst_Previews::anOrderBringsNoLimit()
{
    records::RowsRequest all;
    all.table = {QStringLiteral("test"), {QStringLiteral("public"), QStringLiteral("numbers")}};
    all.onRows = [](const records::RecordBatch &) { return core::Done{}; };
    all.order = QStringLiteral("id LIMIT 3");
    const auto cut = core::await(m_connection.reader->rows(all));
    QVERIFY(!cut);
    QVERIFY2(cut.error().message.contains(QStringLiteral("LIMIT")), qPrintable(cut.error().message));
    all.order = QStringLiteral("(SELECT id LIMIT 1) DESC");
    QCOMPARE(core::await(m_connection.reader->rows(all)).value_or(0), 10'000);
}

void tst_Previews::aFilterIsCheckedWithoutReading()
{
    auto some = request(QStringLiteral("numbers"));
    const auto check = [&] { return core::await(m_connection.reader->check(some)); };
    some.filter = QStringLiteral("id > 1 AND t LIKE '%x'");
    QVERIFY(check());
    some.filter = QStringLiteral("1 / (id - id) = 1"); // only running it would fail
    QVERIFY(check());
    some.filter = QStringLiteral("id >");
    QVERIFY(!check());
    some.filter.clear();
    some.order = QStringLiteral("nowhere");
    const auto unknown = check();
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code, QStringLiteral("42703"));
}

void tst_Previews::aWholeTableComesInBlocks()
{
    qint64 sum = 0;
    int blocks = 0;
    const auto count =
        rows(QStringLiteral("numbers"), [&](const records::RecordBatch &batch) -> core::Result<core::Done> {
            ++blocks;
            for (qsizetype row = 0; row < batch.rowCount(); ++row)
                sum += batch.vector(0).int64At(row);
            return core::Done{};
        });
    QVERIFY2(count, qPrintable(count ? QString() : count.error().message));
    QCOMPARE(*count, 10'000);
    QCOMPARE(sum, qint64(10'000) * 10'001 / 2);
    QVERIFY(blocks > 1);
    const auto some = rows(
        QStringLiteral("numbers"), [](const records::RecordBatch &) { return core::Done{}; },
        QStringLiteral("id <= 7"));
    QCOMPARE(some.value_or(0), 7);
}

void tst_Previews::aTableWithoutRowsIsOneBlock()
{
    int blocks = 0;
    const auto count =
        rows(QStringLiteral("empty"), [&](const records::RecordBatch &batch) -> core::Result<core::Done> {
            ++blocks;
            return batch.columnCount() == 2 ? core::Result<core::Done>(core::Done{})
                                            : core::fail(ErrorKind::Internal, QStringLiteral("columns"));
        });
    QCOMPARE(count.value_or(-1), 0);
    QCOMPARE(blocks, 1);
}

void tst_Previews::whatIsExportedMayNotWrite()
{
    const auto refused = rows(
        QStringLiteral("numbers"), [](const records::RecordBatch &) { return core::Done{}; },
        QStringLiteral("writing()"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, QStringLiteral("25006"));
}

void tst_Previews::theReceiverEndsAnExport()
{
    const auto ended = rows(QStringLiteral("numbers"), [](const records::RecordBatch &) -> core::Result<core::Done> {
        return core::fail(ErrorKind::Internal, QStringLiteral("disk full"));
    });
    QVERIFY(!ended);
    QCOMPARE(ended.error().message, QStringLiteral("disk full"));
    QCOMPARE(rows(QStringLiteral("numbers"), [](const records::RecordBatch &) { return core::Done{}; }).value_or(0),
             10'000); // the connection is in order
}

QTEST_GUILESS_MAIN(tst_Previews)
#include "tst_previews.moc"
