// SPDX-License-Identifier: GPL-3.0-or-later
#include "losingrelay.h"
#include "networkrelay.h"
#include "pgfixture.h"

#include <QElapsedTimer>
#include <QTest>

#include <poll.h>

#include <limits>

using namespace isthmus;
using catalog::ObjectPath;
using core::ErrorKind;

class tst_HologresSql : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void previewDecodesEveryType();
    void previewStopsAtItsRows();
    void previewStopsAtItsBytes();
    void previewOfOnePartition();
    void aPartitionIsTakenInEveryForm();
    void columnsThatMayNotBeReadAreLeftOut();
    void otherPathsAreNoTables();
    void aScriptGivesTheLastRows();
    void everyResultOfAScriptArrivesInOrder();
    void whatTheServerSaysArrivesInItsOrder();
    void whatAFailingScriptAnsweredArrives();
    void statementsWithoutRowsGiveTheServersTag();
    void manyRowsAreCutAndTheServerIsStopped();
    void cuttingAScriptKeepsWhatItWrote();
    void typesOfUsersHaveTheirNames();
    void aSyntaxErrorNamesThePlace();
    void copyIsRefusedAndTheNextStatementWorks();
    void cancelStopsTheServerAndKeepsTheConnection();
    void browsingGoesOnWhileAQueryRuns();
    void aStuckPreviewHoldsUpNothing();
    void aTornConnectionIsANetworkErrorAndIsNotRepeated();
    void whatWasNotHeardOfMayBeDone();
    void anIdleConnectionThatDiedIsReplaced();
    void wrongPasswordIsAnAuthenticationError();
    void unknownDatabaseIsNotFound();
    void unknownHostIsNamed();
    void closedPortIsNamed();
    void serverWithoutTlsIsToldApart();
    void cancelEndsADialThatNobodyAnswers();
    void whatWasNotHeardOfInTimeMayBeDone();
    void aServerThatNeverAnswersIsATimeout();
    void tlsMayBeOffOnThisMachineOnly();

private:
    [[nodiscard]] core::Result<records::SqlResult> sql(const QString &text, qint64 maxRows = 10000);
    [[nodiscard]] core::Result<records::Preview> preview(const QString &table, qint64 maxRows = 200,
                                                         qint64 maxBytes = 1 << 20, const QString &partition = {});

    PgFixture m_server;
    hologres::Connection m_connection;
};

core::Result<records::SqlResult> tst_HologresSql::sql(const QString &text, qint64 maxRows)
{
    return core::await(m_connection.sql->run({text, maxRows, {}}));
}

core::Result<records::Preview> tst_HologresSql::preview(const QString &table, qint64 maxRows, qint64 maxBytes,
                                                        const QString &partition)
{
    const ObjectPath path{QStringLiteral("test"), {QStringLiteral("public"), table}};
    return core::await(m_connection.reader->preview({path, maxRows, maxBytes, partition}));
}

namespace {

QString shown(const records::RecordBatch &batch, const QString &column, qsizetype row)
{
    for (qsizetype i = 0; i < batch.columnCount(); ++i) {
        if (batch.column(i).name == column)
            return batch.vector(i).isNull(row) ? QStringLiteral("NULL") : batch.vector(i).displayText(row);
    }
    return QStringLiteral("no such column");
}

QStringList messagesOf(const QList<records::StatementResult> &statements)
{
    QStringList messages;
    for (const records::StatementResult &statement : statements)
        messages += statement.messages;
    return messages;
}

// Accepts connections in its backlog and never says a word.
class SilentServer {
public:
    SilentServer() : m_fd(socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (bind(m_fd, reinterpret_cast<sockaddr *>(&address), size) == 0 && listen(m_fd, 8) == 0
            && getsockname(m_fd, reinterpret_cast<sockaddr *>(&address), &size) == 0)
            port = ntohs(address.sin_port);
    }
    ~SilentServer() { close(m_fd); }

    /// Whether somebody dials, within ten seconds.
    [[nodiscard]] bool isDialled() const
    {
        pollfd listening{m_fd, POLLIN, 0};
        return poll(&listening, 1, 10'000) == 1;
    }

    int port = 0;

private:
    int m_fd;
};

} // namespace

void tst_HologresSql::initTestCase()
{
    QCOMPARE(m_server.create(), QString());
    m_connection = *hologres::makeConnection(m_server.settings(QStringLiteral("postgres")));
    const auto made = sql(QStringLiteral(R"(
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TABLE type_gallery (id int PRIMARY KEY, c_bool boolean, c_int2 int2, c_int8 int8, c_real real, c_double float8,
  c_numeric numeric(38,18), c_text text, c_varchar varchar(10), c_char char(4), c_bytea bytea, c_date date,
  c_time time, c_ts timestamp, c_tstz timestamptz, c_interval interval, c_json json, c_jsonb jsonb, c_ints int[],
  c_texts text[], c_uuid uuid, c_inet inet, c_mood mood, c_positive positive);
INSERT INTO type_gallery VALUES
 (1, true, -32768, 9223372036854775807, 0.1, 0.1, 12345678901234567890.123456789012345678, 'a' || chr(10) || 'b',
  'varchar', 'ch', '\x00ff', '2024-02-29', '23:59:59.5', '2024-02-29 12:34:56.789012', '2024-02-29 12:34:56+08',
  '1 day 02:03:04', '{"a": 1}', '{"b": [true]}', '{1,NULL,3}', '{"x,y","z\"q"}',
  'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '10.0.0.1/8', 'happy', 5),
 (2, false, 0, -9223372036854775808, 'NaN', '-Infinity', 'NaN', '', '', '', '', '0044-03-15 BC', '24:00', 'infinity',
  '-infinity', '-1 mon', 'null', 'null', '{}', '{{a},{b}}', NULL, NULL, NULL, NULL);
INSERT INTO type_gallery (id) VALUES (3);
CREATE TABLE numbers AS SELECT i, repeat('x', 1000) AS filler FROM generate_series(1, 5000) i;
CREATE TABLE daily (id int, ds text) PARTITION BY LIST (ds);
CREATE TABLE daily_a PARTITION OF daily FOR VALUES IN ('a');
CREATE TABLE daily_b PARTITION OF daily FOR VALUES IN ('b''x');
INSERT INTO daily SELECT 1, 'a' FROM generate_series(1, 3);
INSERT INTO daily SELECT 2, 'b''x' FROM generate_series(1, 4);
CREATE TABLE written (a int))"));
    QVERIFY2(made, qPrintable(made ? QString() : made.error().detail));
}

void tst_HologresSql::previewDecodesEveryType()
{
    const auto rows = preview(QStringLiteral("type_gallery"));
    QVERIFY2(rows, qPrintable(rows ? QString() : rows.error().message));
    QVERIFY(rows->isComplete);
    QCOMPARE(rows->statement, QStringLiteral("SELECT \u2026 FROM public.type_gallery LIMIT 200"));
    const auto &batch = *rows->rows;
    QCOMPARE(batch.rowCount(), 3);
    const auto is = [&batch](const char *column, const char *first, const char *second) {
        const QString name = QLatin1String(column);
        QCOMPARE(shown(batch, name, 0), QString::fromUtf8(first));
        QCOMPARE(shown(batch, name, 1), QString::fromUtf8(second));
        QCOMPARE(shown(batch, name, 2), QStringLiteral("NULL"));
    };
    is("c_bool", "true", "false");
    is("c_int2", "-32768", "0");
    is("c_int8", "9223372036854775807", "-9223372036854775808");
    is("c_real", "0.1", "NaN");
    is("c_double", "0.1", "-Infinity");
    is("c_numeric", "12345678901234567890.123456789012345678", "NaN");
    is("c_text", "a\nb", "");
    is("c_varchar", "varchar", "");
    is("c_char", "ch  ", "    ");
    is("c_bytea", "\\x00ff", "\\x");
    is("c_date", "2024-02-29", "0044-03-15 BC");
    is("c_time", "23:59:59.5", "24:00:00");
    is("c_ts", "2024-02-29 12:34:56.789012", "infinity");
    is("c_tstz", "2024-02-29 04:34:56", "-infinity");
    is("c_interval", "1 day 02:03:04", "-1 mons");
    is("c_json", "{\"a\": 1}", "null");
    is("c_jsonb", "{\"b\": [true]}", "null");
    is("c_ints", "[1,null,3]", "[]");
    is("c_texts", "[\"x,y\",\"z\\\"q\"]", "[[\"a\"],[\"b\"]]");
    is("c_uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "NULL");
    is("c_inet", "10.0.0.1/8", "NULL");
    is("c_mood", "happy", "NULL");
    is("c_positive", "5", "NULL");
    QCOMPARE(batch.column(0).keyPosition, std::optional<int>(1));
}

void tst_HologresSql::previewStopsAtItsRows()
{
    const auto some = preview(QStringLiteral("numbers"), 10);
    QVERIFY(some);
    QCOMPARE(some->rows->rowCount(), 10);
    QVERIFY(!some->isComplete);
    const auto all = preview(QStringLiteral("daily"), 7);
    QVERIFY(all);
    QCOMPARE(all->rows->rowCount(), 7);
    QVERIFY(all->isComplete);
}

void tst_HologresSql::previewStopsAtItsBytes()
{
    const auto rows = preview(QStringLiteral("numbers"), 5000, 50'000);
    QVERIFY(rows);
    QVERIFY(!rows->isComplete);
    // Each takes 1000 characters, its digits, and 16 bytes for the row and for each of the two values.
    QCOMPARE(rows->rows->rowCount(), 47);
    QVERIFY(preview(QStringLiteral("daily"))); // the stopped statement left the connection in order
    const auto first = preview(QStringLiteral("numbers"), 5000, 100); // of which its first row alone has more
    QVERIFY(first);
    QVERIFY(!first->isComplete);
    QCOMPARE(first->rows->rowCount(), 1);
}

void tst_HologresSql::previewOfOnePartition()
{
    const auto rows = preview(QStringLiteral("daily"), 200, 1 << 20, QStringLiteral("ds=b'x"));
    QVERIFY(rows);
    QCOMPARE(rows->rows->rowCount(), 4);
    const auto wrong = preview(QStringLiteral("daily"), 200, 1 << 20, QStringLiteral("1=1) OR (1=1"));
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().kind, ErrorKind::Invalid);
}

void tst_HologresSql::aPartitionIsTakenInEveryForm()
{
    for (const char *text : {"ds=a", "ds='a'", "ds=\"a\"", "ds=a/", " ds = 'a' ", "PARTITION (ds='a')", "`ds`=a"}) {
        const auto rows = preview(QStringLiteral("daily"), 200, 1 << 20, QLatin1String(text));
        QVERIFY2(rows, text);
        QCOMPARE(rows->rows->rowCount(), 3);
    }
    const auto said = [this](const char *table, const char *partition) {
        const auto rows = preview(QLatin1String(table), 200, 1 << 20, QLatin1String(partition));
        return rows ? QStringLiteral("%1 rows").arg(rows->rows->rowCount()) : rows.error().message;
    };
    QCOMPARE(said("daily", "ds=zz"), QStringLiteral("public.daily has no partition ds=zz."));
    QCOMPARE(said("daily", "DS=a"), QStringLiteral("The partition column of public.daily is ds, not DS."));
    QCOMPARE(said("daily", "id=1"), QStringLiteral("public.daily has no partition column id."));
    QCOMPARE(said("written", "a=1"), QStringLiteral("public.written is not partitioned."));
    QVERIFY(sql(QStringLiteral(R"(CREATE TABLE by_day (id int, "Day" date) PARTITION BY LIST ("Day");
        CREATE TABLE by_day_1 PARTITION OF by_day FOR VALUES IN ('2024-02-29');
        CREATE TABLE by_number (id int, n int) PARTITION BY LIST (n);
        CREATE TABLE by_number_7 PARTITION OF by_number FOR VALUES IN (7, -1);
        CREATE TABLE by_rest (id int, n int) PARTITION BY LIST (n);
        CREATE TABLE by_rest_1 PARTITION OF by_rest DEFAULT;
        CREATE TABLE by_none (id int, n int) PARTITION BY LIST (n))")));
    QCOMPARE(said("by_day", "Day=2024-02-29"), QStringLiteral("0 rows")); // there, and empty
    QCOMPARE(said("by_day", "Day=20240229"), QStringLiteral("0 rows"));
    QCOMPARE(said("by_day", "Day=2024-03-01"), QStringLiteral("public.by_day has no partition Day=2024-03-01."));
    QCOMPARE(said("by_number", "n=007"), QStringLiteral("0 rows"));
    QCOMPARE(said("by_number", "n=-1"), QStringLiteral("0 rows"));
    QCOMPARE(said("by_number", "n=8"), QStringLiteral("public.by_number has no partition n=8."));
    QCOMPARE(said("by_rest", "n=8"), QStringLiteral("0 rows"));
    QCOMPARE(said("by_none", "n=8"), QStringLiteral("public.by_none has no partition n=8."));
}

void tst_HologresSql::columnsThatMayNotBeReadAreLeftOut()
{
    QVERIFY(sql(
        QStringLiteral("CREATE ROLE reader LOGIN PASSWORD 'reader'; CREATE TABLE priv (a int, b text, c int, d int); "
                       "INSERT INTO priv VALUES (1, 'x', 3, 4); CREATE TABLE shut (a int); "
                       "GRANT SELECT (a, b) ON priv TO reader; GRANT USAGE ON SCHEMA public TO reader")));
    auto settings = m_server.settings(QStringLiteral("postgres"));
    settings.user = QStringLiteral("reader");
    settings.password = QStringLiteral("reader");
    const auto connection = *hologres::makeConnection(settings);
    const auto read = [&](const char *table) {
        const ObjectPath path{QStringLiteral("test"), {QStringLiteral("public"), QLatin1String(table)}};
        return core::await(connection.reader->preview({path, 10, 1000, {}}));
    };
    const auto rows = read("priv");
    QVERIFY2(rows, qPrintable(rows ? QString() : rows.error().detail));
    QCOMPARE(rows->rows->columnCount(), 2);
    QCOMPARE(rows->rows->vector(1).displayText(0), QStringLiteral("x"));
    QCOMPARE(rows->unreadable, (QStringList{QStringLiteral("c"), QStringLiteral("d")}));
    QCOMPARE(read("shut").error().kind, ErrorKind::Permission);
    QVERIFY(preview(QStringLiteral("priv"))->unreadable.isEmpty());
}

void tst_HologresSql::otherPathsAreNoTables()
{
    const auto said = [this](const QStringList &names) {
        const auto rows = core::await(m_connection.reader->preview({{QStringLiteral("test"), names}, 10, 1000, {}}));
        const auto info = core::await(m_connection.catalog->table({QStringLiteral("test"), names}));
        [&] { QCOMPARE(info.error().message, rows.error().message); }();
        return rows.error().message + u' ' + rows.error().hint;
    };
    QCOMPARE(said({}), QStringLiteral("test is not the path of a table. The path of a table is test/SCHEMA/TABLE."));
    QCOMPARE(said({QStringLiteral("public")}),
             QStringLiteral("test/public is not the path of a table. The path of a table is test/SCHEMA/TABLE."));
    QVERIFY(said({QStringLiteral("public"), QStringLiteral("daily"), QStringLiteral("id")}).contains(u"not the path"));
    QVERIFY(
        said({QStringLiteral("public"), QStringLiteral("daily"), catalog::partitionsFolder}).contains(u"not the path"));
}

void tst_HologresSql::aScriptGivesTheLastRows()
{
    const auto result = sql(QStringLiteral("SELECT 1 AS a; SELECT 2 AS b, 'x' AS c; SET search_path = public"));
    QVERIFY(result);
    QVERIFY(result->rows);
    QCOMPARE(result->rows->column(0).name, QStringLiteral("b"));
    QCOMPARE(result->rows->vector(0).int64At(0), 2);
    const auto empty = sql(QStringLiteral("/* SELECT */ SELECT 1 AS n WHERE false"));
    QVERIFY(empty);
    QVERIFY(empty->rows);
    QCOMPARE(empty->rows->rowCount(), 0);
    QCOMPARE(empty->rows->columnCount(), 1);
}

void tst_HologresSql::everyResultOfAScriptArrivesInOrder()
{
    const auto result =
        sql(QStringLiteral("-- header\n\nSELECT 1 AS a; SET search_path = public; SELECT 'sad'::mood AS m, "
                           "repeat('x', 9) AS t; VALUES (1), (2)"));
    QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
    QCOMPARE(result->statements.size(), 4);
    QCOMPARE(result->statements.at(0).rows->column(0).name, QStringLiteral("a"));
    QVERIFY(!result->statements.at(1).rows);
    QCOMPARE(result->statements.at(1).text, QStringLiteral("SET"));
    QCOMPARE(result->statements.at(2).rows->column(0).type.text, QStringLiteral("MOOD"));
    QCOMPARE(result->statements.at(2).rows->vector(1).displayText(0), QStringLiteral("xxxxxxxxx"));
    QCOMPARE(result->statements.at(3).rows->rowCount(), 2);
    QCOMPARE(result->rows, result->statements.at(3).rows);
    const auto cut = sql(QStringLiteral("SELECT generate_series(1, 9); SELECT 1"), 5);
    QVERIFY(cut);
    QVERIFY(cut->statements.at(0).isTruncated);
    QCOMPARE(cut->statements.at(0).rows->rowCount(), 5);
    QVERIFY(!cut->statements.at(1).isTruncated);
}

void tst_HologresSql::whatTheServerSaysArrivesInItsOrder()
{
    const auto result = sql(QStringLiteral(R"(SELECT 1; DO $$ BEGIN RAISE NOTICE 'first'; RAISE WARNING 'second'
        USING DETAIL = 'why', HINT = 'what'; END $$; SELECT 2)"));
    QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
    QCOMPARE(result->statements.size(), 3);
    QCOMPARE(
        messagesOf(result->statements),
        (QStringList{QStringLiteral("NOTICE: first"), QStringLiteral("WARNING: second\nDETAIL: why\nHINT: what")}));
    const auto single = sql(QStringLiteral("DROP TABLE IF EXISTS not_there"));
    QVERIFY(single);
    QVERIFY(single->statements.first().messages.value(0).contains(QStringLiteral("not_there")));
    const auto many = sql(QStringLiteral("DO $$ BEGIN FOR i IN 1..5000 LOOP RAISE NOTICE '%', i; END LOOP; END $$"));
    QVERIFY(many);
    QCOMPARE(many->statements.first().messages.size(), 1001); // the last says that there were more
}

void tst_HologresSql::whatAFailingScriptAnsweredArrives()
{
    records::SqlRequest request;
    request.sql =
        QStringLiteral("SELECT 7 AS a; DO $$ BEGIN RAISE NOTICE 'just before'; RAISE EXCEPTION 'no'; END $$; SELECT 8");
    QList<records::StatementResult> told;
    request.onStatement = [&told](const records::StatementResult &result) { told.append(result); };
    const auto result = core::await(m_connection.sql->run(request));
    QVERIFY(!result);
    QCOMPARE(told.value(0).rows->vector(0).int64At(0), 7);
    QCOMPARE(messagesOf(told), QStringList{QStringLiteral("NOTICE: just before")});
    told.clear();
    request.sql = QStringLiteral("DO $$ BEGIN RAISE NOTICE 'alone'; RAISE EXCEPTION 'no'; END $$");
    QVERIFY(!core::await(m_connection.sql->run(request)));
    QCOMPARE(told.size(), 1);
    QCOMPARE(told.at(0).text, QString());
    QCOMPARE(messagesOf(told), QStringList{QStringLiteral("NOTICE: alone")});
    const auto cut = sql(QStringLiteral("SELECT 1") + QChar(0) + QStringLiteral("; DROP TABLE written"));
    QVERIFY(!cut); // libpq would have sent the part before U+0000 alone
    QCOMPARE(cut.error().kind, ErrorKind::Invalid);
}

void tst_HologresSql::statementsWithoutRowsGiveTheServersTag()
{
    const auto result = sql(QStringLiteral("INSERT INTO written VALUES (1), (2)"));
    QVERIFY(result);
    QVERIFY(!result->rows);
    QCOMPARE(result->text, QStringLiteral("INSERT 0 2"));
    QCOMPARE(sql(QStringLiteral("  "))->text, QStringLiteral("OK"));
}

void tst_HologresSql::manyRowsAreCutAndTheServerIsStopped()
{
    const auto result = sql(QStringLiteral("SELECT generate_series(1, 1000000000), md5('x')"), 1000);
    QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
    QCOMPARE(result->rows->rowCount(), 1000);
    QVERIFY(result->isTruncated);
    QVERIFY(sql(QStringLiteral("SELECT 1"))); // not hit by the request to stop
}

void tst_HologresSql::cuttingAScriptKeepsWhatItWrote()
{
    QVERIFY(sql(QStringLiteral("TRUNCATE written")));
    const auto result = sql(
        QStringLiteral("INSERT INTO written VALUES (1); SELECT * FROM generate_series(1, 50000); INSERT INTO written "
                       "VALUES (2)"),
        10);
    QVERIFY(result);
    QVERIFY(result->isTruncated);
    QCOMPARE(sql(QStringLiteral("SELECT count(*) FROM written"))->rows->vector(0).int64At(0), 2);
    const auto returning = sql(QStringLiteral("INSERT INTO written SELECT generate_series(1, 50000) RETURNING a"), 10);
    QVERIFY(returning);
    QCOMPARE(sql(QStringLiteral("SELECT count(*) FROM written"))->rows->vector(0).int64At(0), 50002);
}

void tst_HologresSql::typesOfUsersHaveTheirNames()
{
    const auto result = sql(QStringLiteral("SELECT 'sad'::mood AS m, 1::numeric(10,3) AS n, 'x'::varchar(7) AS v"));
    QVERIFY(result);
    QCOMPARE(result->rows->column(0).type.text, QStringLiteral("MOOD"));
    QCOMPARE(result->rows->vector(0).displayText(0), QStringLiteral("sad"));
    QCOMPARE(result->rows->column(1).type.text, QStringLiteral("NUMERIC(10,3)"));
    QCOMPARE(result->rows->column(2).type.length, std::optional<int>(7));
}

void tst_HologresSql::aSyntaxErrorNamesThePlace()
{
    const auto result = sql(QStringLiteral("SELECT 1 FORM t"));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Invalid);
    QCOMPARE(result.error().code, QStringLiteral("42601"));
    QVERIFY(result.error().detail.contains(QStringLiteral("15"))); // the character of "t"
    const auto missing = sql(QStringLiteral("SELECT * FROM nowhere_at_all"));
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
    QVERIFY(missing.error().detail.contains(QStringLiteral("nowhere_at_all")));
}

void tst_HologresSql::copyIsRefusedAndTheNextStatementWorks()
{
    QVERIFY(sql(QStringLiteral("CREATE TABLE copied (a int)")));
    for (const char *statement : {"COPY copied FROM STDIN", "COPY (SELECT 1) TO STDOUT (FORMAT csv)",
                                  "copy copied from /* here */ stdin with csv"}) {
        const auto result = sql(QStringLiteral("INSERT INTO copied VALUES (1); %1; INSERT INTO copied VALUES (2)")
                                    .arg(QLatin1String(statement)));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Unsupported);
        const auto rows = sql(QStringLiteral("SELECT count(*) FROM copied"));
        QVERIFY(rows);
        QCOMPARE(rows->rows->vector(0).int64At(0), 0); // nothing was run
    }
    QVERIFY(sql(QStringLiteral("SELECT 'copy copied from stdin', 1 AS \"stdin\" -- copy x from stdin")));
    QVERIFY(sql(QStringLiteral("DROP TABLE copied")));
}

void tst_HologresSql::cancelStopsTheServerAndKeepsTheConnection()
{
    const auto backend = [this] { return sql(QStringLiteral("SELECT pg_backend_pid()"))->rows->vector(0).int64At(0); };
    const auto before = backend();
    auto future = m_connection.sql->run({QStringLiteral("SELECT pg_sleep(30)"), 10, {}});
    const auto other = *hologres::makeConnection(m_server.settings(QStringLiteral("postgres")));
    const auto sleeping = [&other] {
        const auto rows = core::await(
            other.sql->run({QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' "
                                           "AND state = 'active'"),
                            10,
                            {}}));
        return rows && rows->rows->vector(0).int64At(0) == 1;
    };
    QTRY_VERIFY(sleeping());
    QElapsedTimer timer;
    timer.start();
    future.cancel();
    const auto cancelled = core::await(future);
    QVERIFY(!cancelled);
    QVERIFY(cancelled.error().isCancelled());
    QCOMPARE(backend(), before); // the lane is free again and its connection is the same
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!sleeping());
}

void tst_HologresSql::browsingGoesOnWhileAQueryRuns()
{
    auto future = m_connection.sql->run({QStringLiteral("SELECT pg_sleep(30)"), 10, {}});
    QVERIFY(preview(QStringLiteral("daily")));
    QVERIFY(!future.isFinished());
    future.cancel();
    QVERIFY(!core::await(future));
}

void tst_HologresSql::aStuckPreviewHoldsUpNothing()
{
    QVERIFY(sql(QStringLiteral("CREATE VIEW stuck AS SELECT pg_sleep(25)::text AS slept")));
    const auto schema = ObjectPath{QStringLiteral("test"), {QStringLiteral("public")}};
    auto stuck = m_connection.reader->preview({schema.child(QStringLiteral("stuck")), 10, 1000, {}});
    const auto isAsleep = [this] {
        const auto rows = sql(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query "
                                             "LIKE '%FROM public.stuck%' AND pid <> pg_backend_pid()"));
        return rows && rows->rows->vector(0).int64At(0) == 1;
    };
    QTRY_VERIFY(isAsleep());
    QVERIFY(core::await(m_connection.catalog->children({schema, {}, 10}))); // the tree
    QVERIFY(core::await(m_connection.catalog->ddl(schema.child(QStringLiteral("daily"))))); // another tab
    QVERIFY(preview(QStringLiteral("daily")));
    QVERIFY(!stuck.isFinished());
    stuck.cancel();
    QVERIFY(core::await(stuck).error().isCancelled());
}

void tst_HologresSql::aTornConnectionIsANetworkErrorAndIsNotRepeated()
{
    QVERIFY(sql(QStringLiteral("TRUNCATE written")));
    const auto torn =
        sql(QStringLiteral("INSERT INTO written VALUES (1); COMMIT; SELECT pg_terminate_backend(pg_backend_pid())"));
    QVERIFY(!torn);
    QCOMPARE(torn.error().kind, ErrorKind::Network);
    QCOMPARE(sql(QStringLiteral("SELECT count(*) FROM written"))->rows->vector(0).int64At(0), 1);
}

// Trying again, as others advise, would do it twice.
void tst_HologresSql::whatWasNotHeardOfMayBeDone()
{
    QVERIFY(sql(QStringLiteral("TRUNCATE written")));
    const test::LosingRelay relay(m_server.settings(QStringLiteral("postgres")).port, "INSERT INTO written");
    auto settings = m_server.settings(QStringLiteral("postgres"));
    settings.port = relay.port();
    const auto other = hologres::makeConnection(settings);
    QVERIFY(other);
    const auto lost = core::await(other->sql->run({QStringLiteral("INSERT INTO written VALUES (77)"), 10, {}}));
    QVERIFY(!lost);
    QCOMPARE(lost.error().kind, ErrorKind::Network);
    QVERIFY2(lost.error().hint.contains(QStringLiteral("look before you send it again")),
             qPrintable(lost.error().hint));
    QCOMPARE(sql(QStringLiteral("SELECT count(*) FROM written"))->rows->vector(0).int64At(0), 1);
}

void tst_HologresSql::anIdleConnectionThatDiedIsReplaced()
{
    const auto backend = sql(QStringLiteral("SELECT pg_backend_pid()"))->rows->vector(0).int64At(0);
    const auto other = *hologres::makeConnection(m_server.settings(QStringLiteral("postgres")));
    const auto query = [&other](const QString &text) {
        return core::await(other.sql->run({text, 10, {}}))->rows->vector(0).displayText(0);
    };
    QCOMPARE(query(QStringLiteral("SELECT pg_terminate_backend(%1, 5000)").arg(backend)), QStringLiteral("true"));
    const auto again = sql(QStringLiteral("SELECT pg_backend_pid()"));
    QVERIFY(again);
    QVERIFY(again->rows->vector(0).int64At(0) != backend);
}

void tst_HologresSql::wrongPasswordIsAnAuthenticationError()
{
    auto settings = m_server.settings(QStringLiteral("postgres"));
    settings.password = QStringLiteral("not-the-password");
    const auto server = core::await(hologres::makeConnection(settings)->catalog->server());
    QVERIFY(!server);
    QCOMPARE(server.error().kind, ErrorKind::Authentication);
    QCOMPARE(server.error().code, QStringLiteral("28P01"));
    QVERIFY(server.error().message.contains(QStringLiteral("test")));
    QVERIFY(!server.error().detail.contains(settings.password));
    QVERIFY(!server.error().detail.contains(QStringLiteral("auth.c")));
}

void tst_HologresSql::unknownDatabaseIsNotFound()
{
    auto settings = m_server.settings(QStringLiteral("nowhere"));
    settings.warehouse = QStringLiteral("read_warehouse_1");
    const auto server = core::await(hologres::makeConnection(settings)->catalog->server());
    QVERIFY(!server);
    QCOMPARE(server.error().kind, ErrorKind::NotFound);
    QVERIFY(server.error().message.contains(QStringLiteral("nowhere")));
    QVERIFY(server.error().detail.contains(QStringLiteral("nowhere@read_warehouse_1")));
}

void tst_HologresSql::unknownHostIsNamed()
{
    auto settings = m_server.settings(QStringLiteral("postgres"));
    settings.host = QStringLiteral("no-such-host.invalid");
    settings.tlsMode = QStringLiteral("verify-full");
    const auto server = core::await(hologres::makeConnection(settings)->catalog->server());
    QVERIFY(!server);
    QCOMPARE(server.error().kind, ErrorKind::Network);
    QVERIFY(server.error().message.contains(settings.host));
}

void tst_HologresSql::closedPortIsNamed()
{
    auto settings = m_server.settings(QStringLiteral("postgres"));
    settings.port = PgFixture::freePort();
    const auto server = core::await(hologres::makeConnection(settings)->catalog->server());
    QVERIFY(!server);
    QCOMPARE(server.error().kind, ErrorKind::Network);
    QVERIFY(server.error().message.contains(QStringLiteral("No server listens")));
    QVERIFY(server.error().message.contains(QString::number(settings.port)));
}

void tst_HologresSql::serverWithoutTlsIsToldApart()
{
    auto settings = m_server.settings(QStringLiteral("postgres"));
    settings.tlsMode = QStringLiteral("verify-full");
    const auto server = core::await(hologres::makeConnection(settings)->catalog->server());
    QVERIFY(!server);
    QCOMPARE(server.error().kind, ErrorKind::Network);
    QVERIFY2(server.error().message.contains(QStringLiteral("TLS")), qPrintable(server.error().detail));
}

void tst_HologresSql::cancelEndsADialThatNobodyAnswers()
{
    const SilentServer silent;
    auto settings = m_server.settings(QStringLiteral("postgres"));
    settings.port = silent.port;
    const auto connection = *hologres::makeConnection(settings);
    auto future = connection.catalog->server();
    auto queued = connection.catalog->facts({QStringLiteral("test"), {}}); // its turn comes when the first has ended
    QVERIFY(silent.isDialled());
    QElapsedTimer timer;
    timer.start();
    future.cancel();
    queued.cancel();
    QVERIFY(!core::await(future));
    QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
}

// As little is known where the time was up.
void tst_HologresSql::whatWasNotHeardOfInTimeMayBeDone()
{
    test::NetworkRelay relay(m_server.settings(QStringLiteral("postgres")).port);
    auto settings = m_server.settings(QStringLiteral("postgres"));
    settings.port = relay.port();
    settings.timeLimit = std::chrono::seconds(1);
    const auto other = hologres::makeConnection(settings);
    QVERIFY(other);
    QVERIFY(core::await(other->sql->run({QStringLiteral("SELECT 1"), 10, {}})));
    relay.setMode(test::NetworkRelay::Mode::Stall);
    const auto late = core::await(other->sql->run({QStringLiteral("INSERT INTO written VALUES (78)"), 10, {}}));
    QVERIFY(!late);
    QCOMPARE(late.error().kind, ErrorKind::Timeout);
    QVERIFY2(late.error().hint.contains(QStringLiteral("look before you send it again")),
             qPrintable(late.error().hint));
}

void tst_HologresSql::aServerThatNeverAnswersIsATimeout()
{
    const SilentServer silent;
    auto settings = m_server.settings(QStringLiteral("postgres"));
    settings.port = silent.port;
    QElapsedTimer timer;
    timer.start();
    const auto server = core::await(hologres::makeConnection(settings)->catalog->server());
    QVERIFY(!server);
    QCOMPARE(server.error().kind, ErrorKind::Timeout);
    QVERIFY(timer.elapsed() < 12000);
}

void tst_HologresSql::tlsMayBeOffOnThisMachineOnly()
{
    auto settings = m_server.settings(QStringLiteral("postgres"));
    settings.host = QStringLiteral("holo.example.com");
    const auto remote = hologres::makeConnection(settings);
    QVERIFY(!remote);
    QCOMPARE(remote.error().kind, ErrorKind::Invalid);
    settings.tlsMode = QStringLiteral("require"); // does not verify
    QVERIFY(!hologres::makeConnection(settings));
    settings.host = m_server.socketDir();
    settings.tlsMode = QStringLiteral("disable");
    const auto local = hologres::makeConnection(settings);
    QVERIFY(local);
    QVERIFY(core::await(local->catalog->server()));
}

QTEST_GUILESS_MAIN(tst_HologresSql)
#include "tst_hologressql.moc"
