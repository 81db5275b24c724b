// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

#include <pqxx/pqxx>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

using test::Answer;
using test::columnsOf;
using test::encoded;
using test::EndpointClient;
using test::JobOutcome;

test::SandboxFixture &sandbox()
{
    return test::SandboxFixture::shared();
}

/// Rows of (id BIGINT, s STRING) with ids from \a first on and texts of very different lengths.
records::RecordBatch unevenRows(qint64 first, int count, QRandomGenerator &random)
{
    records::RecordBatch batch(columnsOf({{u"id"_s, u"BIGINT"_s}, {u"s"_s, u"STRING"_s}}));
    for (int i = 0; i < count; ++i) {
        batch.vector(0).appendInt64(first + i);
        batch.vector(1).appendBytes(QByteArray(random.bounded(10, 1500), 'x'));
    }
    return batch;
}

QStringList ids(qint64 first, qint64 count)
{
    QStringList list;
    for (qint64 id = first; id < first + count; ++id)
        list.append(QString::number(id));
    return list;
}

/// What stands before the first '|' of each row.
QStringList firstColumn(const QStringList &rows)
{
    QStringList list;
    for (const QString &row : rows)
        list.append(row.section(u'|', 0, 0));
    return list;
}

/// A table with one column of \a type, filled by an upload of \a batch.
bool makeTable(EndpointClient &client, const QString &name, const QString &type, const records::RecordBatch &batch)
{
    client.run(u"DROP TABLE IF EXISTS "_s + name);
    if (!client.run(u"CREATE TABLE %1 (c %2)"_s.arg(name, type)).isGood())
        return false;
    const QByteArray path = "/tables/" + name.toUtf8();
    const QByteArray id = client.send("POST", path + "?uploads=1").json()[u"UploadID"].toString().toUtf8();
    return client.send("PUT", path + "?uploadid=" + id + "&blockid=0", encoded(batch)).status == 200
        && client.send("POST", path + "?uploadid=" + id).status == 200;
}

/// The body of a download of all rows.
QByteArray downloaded(EndpointClient &client, const QByteArray &resource, qint64 rows)
{
    const QByteArray id = client.send("POST", resource + "?downloads").json()[u"DownloadID"].toString().toUtf8();
    return client.send("GET", resource + "?data&rowrange=(0," + QByteArray::number(rows) + ")&downloadid=" + id).body;
}

QJsonObject outputs(EndpointClient &client, const JobOutcome &job)
{
    const Answer answer = client.send("GET", "/instances/" + job.id + "?instancesummary&taskname=AnonymousSQLTask");
    const QString summary = answer.json()[u"Instance"][u"JsonSummary"].toString();
    return QJsonDocument::fromJson(summary.toUtf8())[u"Outputs"].toObject();
}

} // namespace

/// What MaxCompute's own clients and drivers go by, beyond the forms of requests and answers.
class tst_EndpointClients : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void statementsWithoutRowsSendToTheText_data();
    void statementsWithoutRowsSendToTheText();
    void summaryTellsWhatWasWritten_data();
    void summaryTellsWhatWasWritten();
    void rowsComeInTheirOrder();
    void rowsOfAPartitionComeInTheirOrder();
    void firstUploadMakesTheIndexAnew_data();
    void firstUploadMakesTheIndexAnew();
    void bytesOfAStringComeBack_data();
    void bytesOfAStringComeBack();
    void bytesInNestedStringsComeBack();
    void decimalsHaveTheirOwnDigits();
    void charIsFilledUp();
    void charInsideOfOtherValuesIsFilledUp();
    void columnsBecomeWiderOnly_data();
    void columnsBecomeWiderOnly();
    void secondsBecomeATimestamp();
    void sourceHasTheGuidOfTheJob();
    void namesMayBeginWithADigit();
    void floatsHaveASuffix();
    void limitedResultsHave10000Rows();
    void tunnelIsThatOfAProject();
    void tablesThatAreAskedForTwiceComeOnce();
    void tableWithoutRowsHasNoSize();
    void partitionsComeInReverse();
    void partitionHasTheLifeOfItsTable();
    void commentOfAResourceIsAnEncodedWord();
};

void tst_EndpointClients::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
    EndpointClient client(sandbox().admin());
    QVERIFY(client.run(u"CREATE TABLE IF NOT EXISTS k_p (v BIGINT) PARTITIONED BY (p STRING)"_s).isGood());
    QVERIFY(client
                .run(u"CREATE TABLE IF NOT EXISTS k_d (k BIGINT, v BIGINT) "
                     "TBLPROPERTIES ('transactional'='true')"_s)
                .isGood());
}

void tst_EndpointClients::statementsWithoutRowsSendToTheText_data()
{
    QTest::addColumn<QString>("sql");
    for (const char *sql :
         {"SHOW TABLES", "DESC k_p", "SHOW PARTITIONS k_p", "SHOW CREATE TABLE k_p", "EXPLAIN SELECT 1",
          "DROP TABLE IF EXISTS k_none", "INSERT INTO k_p PARTITION (p='a') SELECT 1", "SET odps.x=y"})
        QTest::newRow(sql) << QString::fromLatin1(sql);
}

void tst_EndpointClients::statementsWithoutRowsSendToTheText()
{
    QFETCH(QString, sql);
    EndpointClient client(sandbox().admin());
    const JobOutcome job = client.run(sql);
    QVERIFY2(job.isGood(), qPrintable(job.text));
    for (const QByteArray way : {"?downloads", "?cached&data"}) {
        const Answer answer =
            client.send(way == "?downloads" ? "POST" : "GET", QByteArray("/instances/" + job.id + way));
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.code(), u"InstanceTypeNotSupported"_s);
    }
}

void tst_EndpointClients::summaryTellsWhatWasWritten_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("written");
    const auto row = [](const char *name, const char *sql, const char *written) {
        QTest::newRow(name) << QString::fromLatin1(sql) << QString::fromLatin1(written);
    };
    row("values", "INSERT INTO k_d VALUES (1, 1), (2, 2), (3, 3)", R"({"dbs_mc.k_d":[3]})");
    row("no rows", "INSERT INTO k_d SELECT 1, 1 FROM k_d WHERE k < 0", R"({"dbs_mc.k_d":[0]})");
    row("update", "UPDATE k_d SET v = 7 WHERE k <= 2", R"({"dbs_mc.k_d":[2]})");
    row("delete", "DELETE FROM k_d WHERE k = 3", R"({"dbs_mc.k_d":[1]})");
    row("dynamic partitions", "INSERT OVERWRITE k_p PARTITION (p) SELECT 1, 'a' UNION ALL SELECT 2, 'b'",
        R"({"dbs_mc.k_p":[2]})");
    row("two tables", "FROM (SELECT 9 AS n) x INSERT INTO k_d SELECT n, n INSERT INTO k_p PARTITION (p='c') SELECT n",
        R"({"dbs_mc.k_d":[1],"dbs_mc.k_p":[1]})");
    row("a script", "INSERT INTO k_d VALUES (20, 1); INSERT INTO k_d VALUES (21, 1), (22, 1);",
        R"({"dbs_mc.k_d":[3]})");
    row("a new table", "DROP TABLE IF EXISTS k_new; CREATE TABLE k_new AS SELECT 1 AS a UNION ALL SELECT 2 AS a",
        R"({"dbs_mc.k_new":[2]})");
    row("another schema",
        "SET odps.namespace.schema=true; CREATE SCHEMA IF NOT EXISTS k_s; DROP TABLE IF EXISTS k_s.t; "
        "CREATE TABLE k_s.t (a BIGINT); INSERT INTO k_s.t VALUES (1)",
        R"({"dbs_mc.k_s.t":[1]})");
    row("a query", "SELECT 1", "{}");
    row("a definition", "CREATE TABLE IF NOT EXISTS k_empty (a BIGINT)", "{}");
}

void tst_EndpointClients::summaryTellsWhatWasWritten()
{
    QFETCH(QString, sql);
    EndpointClient client(sandbox().admin());
    const JobOutcome job = client.run(sql);
    QVERIFY2(job.isGood(), qPrintable(job.text));
    QTEST(QString::fromUtf8(QJsonDocument(outputs(client, job)).toJson(QJsonDocument::Compact)), "written");
}

void tst_EndpointClients::rowsComeInTheirOrder()
{
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS k_order"_s);
    QVERIFY(client.run(u"CREATE TABLE k_order (id BIGINT, s STRING)"_s).isGood());
    QRandomGenerator random(7);
    // Block 1 is sent before block 0, and twice; block 3 is a short one; then a second upload, and an INSERT, follow in
    // the room that the first has left.
    for (const qint64 first : {qint64(0), qint64(2000)}) {
        const QByteArray id = client.send("POST", "/tables/k_order?uploads=1").json()[u"UploadID"].toString().toUtf8();
        const QByteArray session = "/tables/k_order?uploadid=" + id;
        const auto put = [&](const QByteArray &block, qint64 from, int rows) {
            return client.send("PUT", session + "&blockid=" + block, encoded(unevenRows(from, rows, random))).status;
        };
        QCOMPARE(put("1", 9000, 300), 200);
        QCOMPARE(put("3", first + 1900, 100), 200);
        QCOMPARE(put("1", first + 1000, 900), 200);
        QCOMPARE(put("0", first, 1000), 200);
        QCOMPARE(client.send("POST", session).status, 200);
    }
    QVERIFY(client.run(u"INSERT INTO k_order SELECT id + 4000, s FROM k_order WHERE id < 500 ORDER BY id LIMIT 500"_s)
                .isGood());
    QCOMPARE(firstColumn(client.download("/tables/k_order")), ids(0, 4500));
    const Answer head = client.send("GET", "/tables/k_order?data&linenum=3000");
    QStringList fromHead;
    for (const QByteArray &line : head.body.split('\n').mid(1, 3000))
        fromHead.append(QString::fromUtf8(line.mid(1, line.indexOf('"', 1) - 1)));
    QCOMPARE(fromHead, ids(0, 3000));
}

void tst_EndpointClients::rowsOfAPartitionComeInTheirOrder()
{
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS k_orderp"_s);
    QVERIFY(client.run(u"CREATE TABLE k_orderp (id BIGINT, s STRING) PARTITIONED BY (p STRING)"_s).isGood());
    QRandomGenerator random(8);
    for (const QByteArray spec : {"p='a'", "p='b'"}) {
        const QByteArray session = "/tables/k_orderp?partition=" + spec.toPercentEncoding();
        const QByteArray id =
            client.send("POST", session + "&uploads=1&create_partition=true").json()[u"UploadID"].toString().toUtf8();
        QCOMPARE(client
                     .send("PUT", session + "&uploadid=" + id + "&blockid=0",
                           encoded(unevenRows(spec == "p='a'" ? 0 : 5000, 1500, random)))
                     .status,
                 200);
        QCOMPARE(client.send("POST", session + "&uploadid=" + id).status, 200);
    }
    QCOMPARE(firstColumn(client.download("/tables/k_orderp", "&partition=p%3D%27b%27")), ids(5000, 1500));
}

void tst_EndpointClients::firstUploadMakesTheIndexAnew_data()
{
    QTest::addColumn<bool>("isRead"); // by another, who keeps the table as it is
    QTest::newRow("an empty table") << false;
    QTest::newRow("an empty table that is read") << true;
}

void tst_EndpointClients::firstUploadMakesTheIndexAnew()
{
    QFETCH(bool, isRead);
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS k_first"_s);
    QVERIFY(client.run(u"CREATE TABLE k_first (id BIGINT, s STRING)"_s).isGood());
    pqxx::connection engine(sandbox().connectionString(sandbox().engine(), u"maxcompute"_s));
    pqxx::nontransaction sql(engine);
    const auto relation =
        sql.exec("SELECT format('mc_data_%s.t%s', schema_id, id) FROM mc.tables WHERE name = 'k_first'")[0][0]
            .as<std::string>();
    const auto index = [&sql, &relation] {
        return sql.exec("SELECT oid FROM pg_index JOIN pg_class ON oid = indexrelid WHERE indrelid = '" + relation
                        + "'::regclass");
    };
    const auto before = index();
    QCOMPARE(before.size(), 1);
    if (isRead) {
        sql.exec("BEGIN");
        sql.exec("SELECT FROM " + relation);
    }
    QRandomGenerator random(9);
    constexpr int count = 12'000;
    const QByteArray id = client.send("POST", "/tables/k_first?uploads=1").json()[u"UploadID"].toString().toUtf8();
    const QByteArray session = "/tables/k_first?uploadid=" + id;
    QCOMPARE(client.send("PUT", session + "&blockid=0", encoded(unevenRows(0, count, random))).status, 200);
    QCOMPARE(client.send("POST", session).status, 200);
    const auto after = index();
    QCOMPARE(after.size(), 1);
    QCOMPARE(after[0][0].as<int>() == before[0][0].as<int>(), isRead);
    QCOMPARE(firstColumn(client.download("/tables/k_first")), ids(0, count));
}

void tst_EndpointClients::bytesOfAStringComeBack_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("NUL") << QByteArray("hello \0\0 world", 14);
    QTest::newRow("only NUL") << QByteArray("\0", 1);
    QTest::newRow("GBK") << QByteArray("\xD6\xD0\xCE\xC4");
    QTest::newRow("cut character") << QByteArray("\xE4\xB8\xAD\xE6\x96");
    QTest::newRow("overlong") << QByteArray("\xC0\x80 \xE0\x80\x80");
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80");
    QTest::newRow("beyond Unicode") << QByteArray("\xF4\x90\x80\x80\xF5\xFF");
    QTest::newRow("stand-ins themselves") << QByteArray("\xF4\x8F\xBC\x80|\xF4\x8F\xBF\xBF|\xF4\x8F\xBB\xBF");
    QTest::newRow("beginning of a stand-in") << QByteArray("\xF4\x8F\xBC");
    QTest::newRow("backslash") << QByteArray("\\u0000\\\0", 8);
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte)
        all += char(byte);
    QTest::newRow("every byte") << all;
}

void tst_EndpointClients::bytesOfAStringComeBack()
{
    QFETCH(QByteArray, bytes);
    EndpointClient client(sandbox().admin());
    records::RecordBatch batch(columnsOf({{u"c"_s, u"STRING"_s}}));
    batch.vector(0).appendBytes(bytes);
    batch.vector(0).appendBytes("between");
    batch.vector(0).appendNull();
    QVERIFY(makeTable(client, u"k_bytes"_s, u"STRING"_s, batch));
    const QByteArray sent = encoded(batch);
    QCOMPARE(downloaded(client, "/tables/k_bytes", 3), sent);
    // What SQL reads of it comes back as well, by the tunnel and as text.
    const JobOutcome job = client.run(u"SELECT c FROM k_bytes"_s);
    QVERIFY(job.isGood());
    QCOMPARE(downloaded(client, "/instances/" + job.id, 3), sent);
    const QByteArray xml = client.send("GET", "/instances/" + job.id + "?result").body;
    QByteArray doubled = bytes;
    doubled.replace("\"", "\"\"");
    QCOMPARE(QByteArray::fromBase64(test::between(xml, "<![CDATA[", "]]>")),
             QByteArray("\"c\"\n\"" + doubled + "\"\n\"between\"\n\\N\n"));
}

void tst_EndpointClients::bytesInNestedStringsComeBack()
{
    EndpointClient client(sandbox().admin());
    const QString type = u"STRUCT<a:ARRAY<STRING>,m:MAP<STRING,STRING>>"_s;
    records::RecordBatch batch(columnsOf({{u"c"_s, type}}));
    batch.vector(0).appendBytes("{\"a\":[\"x\\u0000y\",\"\xFF\",\"\\\\u0000\"],\"m\":{\"k\xFE\":\"\\u0000\"}}");
    QVERIFY(makeTable(client, u"k_nbytes"_s, type, batch));
    QCOMPARE(downloaded(client, "/tables/k_nbytes", 1), encoded(batch));
    records::RecordBatch list(columnsOf({{u"c"_s, u"ARRAY<STRING>"_s}}));
    list.vector(0).appendBytes("[\"x\\u0000y\",\"\xFF\",null]");
    QVERIFY(makeTable(client, u"k_nbytes"_s, u"ARRAY<STRING>"_s, list));
    QCOMPARE(downloaded(client, "/tables/k_nbytes", 1), encoded(list));
}

void tst_EndpointClients::decimalsHaveTheirOwnDigits()
{
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS k_dec"_s);
    QVERIFY(client.run(u"CREATE TABLE k_dec (a DECIMAL, b DECIMAL(10,3), c ARRAY<DECIMAL(10,2)>)"_s).isGood());
    QVERIFY(client
                .run(u"INSERT INTO k_dec SELECT 10BD, 10BD, array(1.10BD); "
                     "INSERT INTO k_dec SELECT 4.567BD, -4.5BD, array(); INSERT INTO k_dec SELECT 100BD, 0BD, NULL"_s)
                .isGood());
    const QStringList expected{u"10|10|[1.1]"_s, u"4.567|-4.5|[]"_s, u"100|0|NULL"_s};
    QCOMPARE(client.download("/tables/k_dec"), expected);
    QCOMPARE(client.rows(u"SELECT * FROM k_dec"_s), expected);
    QCOMPARE(client.resultRows(u"SELECT * FROM k_dec"_s), expected);
    QCOMPARE(client.rows(u"SELECT CAST('55.123456789012345' AS DECIMAL(38,18))"_s),
             QStringList{u"55.123456789012345"_s});
    // As text all digits can be had.
    QCOMPARE(client.resultRows(u"SET odps.sql.decimal.tostring.trimzero=false; SELECT * FROM k_dec"_s).first(),
             u"10.000000000000000000|10.000|[1.10]"_s);
}

void tst_EndpointClients::charIsFilledUp()
{
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS k_char"_s);
    QVERIFY(client.run(u"CREATE TABLE k_char (a CHAR(4), b VARCHAR(4))"_s).isGood());
    QVERIFY(client
                .run(u"INSERT INTO k_char VALUES (CAST('ab' AS CHAR(4)), CAST('ab' AS VARCHAR(4))), "
                     "(CAST('中' AS CHAR(4)), NULL)"_s)
                .isGood());
    QCOMPARE(client.download("/tables/k_char"), (QStringList{u"ab  |ab"_s, u"中   |NULL"_s}));
    QCOMPARE(client.rows(u"SELECT b FROM k_char WHERE a = 'ab'"_s), QStringList{u"ab"_s});
}

// Sent with and without its blanks, it is the same value.
void tst_EndpointClients::charInsideOfOtherValuesIsFilledUp()
{
    EndpointClient client(sandbox().admin());
    const QString type = u"STRUCT<a:ARRAY<CHAR(4)>,m:MAP<CHAR(3),CHAR(4)>,c:CHAR(2)>"_s;
    records::RecordBatch batch(columnsOf({{u"c"_s, type}}));
    batch.vector(0).appendBytes(R"({"a":["ab",null],"m":{"k":"中"},"c":"xy"})");
    batch.vector(0).appendBytes(R"({"a":["ab  "],"m":{"k  ":"中   "},"c":null})");
    QVERIFY(makeTable(client, u"k_chars"_s, type, batch));
    const QStringList expected{uR"({"a":["ab  ",null],"m":{"k  ":"中   "},"c":"xy"})"_s,
                               uR"({"a":["ab  "],"m":{"k  ":"中   "},"c":null})"_s};
    QCOMPARE(client.download("/tables/k_chars"), expected);
    QCOMPARE(client.rows(u"SELECT * FROM k_chars"_s), expected);
    QCOMPARE(client.resultRows(u"SELECT * FROM k_chars"_s).first(),
             uR"({"a": ["ab  ", \N], "m": {"k  ": "中   "}, "c": "xy"})"_s);
    QCOMPARE(
        client.rows(u"SELECT c.a[0] = 'ab', c.m['k'] = '中', array_contains(c.a, 'ab'), length(c.a[0]) FROM k_chars"_s),
        (QStringList{u"true|true|true|2"_s, u"true|true|true|2"_s}));
}

void tst_EndpointClients::columnsBecomeWiderOnly_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("value"); // that the column has before
    QTest::addColumn<QString>("changed"); // and afterwards; empty: refused
    const auto row = [](const char *from, const char *to, const char *value, const char *changed) {
        QTest::addRow("%s to %s", from, to) << QString::fromLatin1(from) << QString::fromLatin1(to)
                                            << QString::fromLatin1(value) << QString::fromLatin1(changed);
    };
    row("STRING", "BIGINT", "'7'", "");
    row("BIGINT", "INT", "7", "");
    row("BIGINT", "STRING", "7", "7");
    row("INT", "BIGINT", "7", "7");
    row("TINYINT", "SMALLINT", "7Y", "7");
    row("INT", "DOUBLE", "7", "7");
    row("INT", "DECIMAL(12,2)", "7", "7");
    row("INT", "DECIMAL(11,2)", "7", "");
    row("FLOAT", "DOUBLE", "CAST(0.5 AS FLOAT)", "0.5");
    row("DOUBLE", "FLOAT", "0.5", "");
    row("DOUBLE", "STRING", "10.0", "10.0");
    row("DECIMAL(10,2)", "DECIMAL(12,3)", "7.25BD", "7.25");
    row("DECIMAL(10,2)", "DECIMAL(10,3)", "7.25BD", "");
    row("DECIMAL(10,2)", "DECIMAL(12,1)", "7.25BD", "");
    row("VARCHAR(5)", "VARCHAR(9)", "CAST('abc' AS VARCHAR(5))", "abc");
    row("VARCHAR(5)", "VARCHAR(4)", "CAST('abc' AS VARCHAR(5))", "");
    row("VARCHAR(5)", "STRING", "CAST('abc' AS VARCHAR(5))", "abc");
    row("STRING", "VARCHAR(9)", "'abc'", "");
    row("CHAR(5)", "STRING", "CAST('abc' AS CHAR(5))", "abc");
    row("DATE", "STRING", "DATE'2024-02-29'", "2024-02-29");
    row("DATE", "TIMESTAMP", "DATE'2024-02-29'", "");
    row("DATETIME", "DATE", "DATETIME'2024-02-29 01:02:03'", "");
    row("BOOLEAN", "STRING", "true", "");
    row("BINARY", "STRING", "CAST('a' AS BINARY)", "");
    row("ARRAY<INT>", "STRING", "ARRAY(1)", "");
}

void tst_EndpointClients::columnsBecomeWiderOnly()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, value);
    QFETCH(QString, changed);
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS k_c"_s);
    QVERIFY(client.run(u"CREATE TABLE k_c (c %1)"_s.arg(from)).isGood());
    const JobOutcome filled = client.run(u"INSERT INTO k_c SELECT "_s + value);
    QVERIFY2(filled.isGood(), qPrintable(filled.text));
    const JobOutcome job = client.run(u"ALTER TABLE k_c CHANGE COLUMN c c "_s + to);
    if (changed.isEmpty()) {
        QCOMPARE(job.code(), u"ODPS-0130071"_s);
        QVERIFY2(job.text.contains(u"changing column data type from %1 to %2 is not supported."_s.arg(from, to)),
                 qPrintable(job.text));
        return;
    }
    QVERIFY2(job.isGood(), qPrintable(job.text));
    QCOMPARE(client.rows(u"SELECT c FROM k_c"_s), QStringList{changed});
}

void tst_EndpointClients::secondsBecomeATimestamp()
{
    EndpointClient client(sandbox().admin());
    QCOMPARE(client.resultRows(u"SELECT CAST(CAST(0 AS BIGINT) AS TIMESTAMP), CAST(1700000000 AS TIMESTAMP), "
                               "CAST(CAST(NULL AS BIGINT) AS TIMESTAMP)"_s),
             QStringList{u"1970-01-01 00:00:00|2023-11-14 22:13:20|NULL"_s});
}

void tst_EndpointClients::sourceHasTheGuidOfTheJob()
{
    EndpointClient client(sandbox().admin());
    const QByteArray guid = "k-guid-" + QByteArray::number(QRandomGenerator::global()->generate64());
    const Answer made = client.send("POST", "/instances",
                                    "<Instance><Job><Guid>" + guid
                                        + "</Guid><Tasks><SQL><Name>A</Name><Query>SELECT 1</Query></SQL></Tasks>"
                                          "<DAG><RunMode>Sequence</RunMode></DAG></Job></Instance>");
    QCOMPARE(made.status, 201);
    const QByteArray id = made.location.mid(made.location.lastIndexOf('/') + 1);
    const QByteArray source = client.send("GET", "/instances/" + id + "?source").body;
    QCOMPARE(test::between(source, "<Guid>", "</Guid>"), guid);
}

// Clients make names of random hex digits.
void tst_EndpointClients::namesMayBeginWithADigit()
{
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS 5e32a22f"_s);
    const JobOutcome made = client.run(u"CREATE TABLE 5e32a22f (1st BIGINT)"_s);
    QVERIFY2(made.isGood(), qPrintable(made.text));
    QVERIFY(client.run(u"INSERT INTO dbs_mc.5e32a22f VALUES (7)"_s).isGood());
    QCOMPARE(client.rows(u"SELECT x.1st, x.1st * 1.5 FROM dbs_mc.5e32a22f x"_s), QStringList{u"7|10.5"_s});
    QVERIFY(client.run(u"DROP TABLE 5e32a22f"_s).isGood());
}

// As the JDBC driver writes the parameters of a prepared statement.
void tst_EndpointClients::floatsHaveASuffix()
{
    EndpointClient client(sandbox().admin());
    QCOMPARE(client.rows(u"SELECT 3.4028235E38f, -0.5F, 2f, 2.5D"_s), QStringList{u"3.4028235e+38|-0.5|2|2.5"_s});
}

// The JDBC driver asks so unless its address says enableLimit=false.
void tst_EndpointClients::limitedResultsHave10000Rows()
{
    EndpointClient client(sandbox().admin());
    const JobOutcome job = client.run(u"SELECT explode(sequence(1, 10010)) AS n"_s);
    QVERIFY2(job.isGood(), qPrintable(job.text));
    const QByteArray path = "/instances/" + job.id;
    QCOMPARE(client.send("POST", path + "?downloads").json()[u"RecordCount"].toInt(), 10'010);
    const QJsonObject limited = client.send("POST", path + "?downloads&instance_tunnel_limit_enabled").json();
    QCOMPARE(limited[u"RecordCount"].toInt(), 10'000);
    const QByteArray id = limited[u"DownloadID"].toString().toUtf8();
    QCOMPARE(client.send("GET", path + "?downloadid=" + id).json()[u"RecordCount"].toInt(), 10'000);
    // More than the session has, though the result has them.
    const QStringList rows = client.read(path, {}, id, 10'010, columnsOf({{u"n"_s, u"INT"_s}}));
    QCOMPARE(rows.size(), 10'000);
}

void tst_EndpointClients::tunnelIsThatOfAProject()
{
    QCOMPARE(EndpointClient(sandbox().admin()).send("GET", "/tunnel?service").status, 200);
    const Answer none = EndpointClient(sandbox().admin(), "no_such_project").send("GET", "/tunnel?service");
    QCOMPARE(none.status, 404);
    QVERIFY(none.body.contains("Project not found"));
}

void tst_EndpointClients::tablesThatAreAskedForTwiceComeOnce()
{
    EndpointClient client(sandbox().admin());
    const QByteArray table = "<Table><Project>dbs_mc</Project><Schema>default</Schema><Name>%</Name></Table>";
    const auto called = [&](const QByteArray &name) { return QByteArray(table).replace("%", name); };
    const Answer answer =
        client.send("POST", "/tables?query", "<Tables>" + called("k_p") + called("k_d") + called("K_P") + "</Tables>");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body.count("<Name>k_p</Name>"), 1);
    QCOMPARE(answer.body.count("<Name>k_d</Name>"), 1);
}

void tst_EndpointClients::tableWithoutRowsHasNoSize()
{
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS k_size"_s);
    QVERIFY(client.run(u"CREATE TABLE k_size (v BIGINT)"_s).isGood());
    const auto sizes = [&] {
        const QByteArray one = client.send("GET", "/tables/k_size").body;
        const QByteArray batch =
            client.send("POST", "/tables?query", "<Tables><Table><Name>k_size</Name></Table></Tables>").body;
        return QPair(test::between(one, "\"size\":", ",").toLongLong(),
                     test::between(batch, "\"size\":", ",").toLongLong());
    };
    QCOMPARE(sizes(), QPair(0LL, 0LL));
    QVERIFY(client.run(u"INSERT INTO k_size VALUES (1)"_s).isGood());
    const auto [one, batch] = sizes();
    QVERIFY(one > 0);
    QCOMPARE(batch, one);
    QVERIFY(client.run(u"TRUNCATE TABLE k_size"_s).isGood());
    QCOMPARE(sizes(), QPair(0LL, 0LL));
}

void tst_EndpointClients::partitionsComeInReverse()
{
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS k_back"_s);
    QVERIFY(client.run(u"CREATE TABLE k_back (v BIGINT) PARTITIONED BY (p STRING)"_s).isGood());
    for (const char *value : {"a", "c", "b"})
        QVERIFY(client.run(u"ALTER TABLE k_back ADD PARTITION (p='%1')"_s.arg(QLatin1String(value))).isGood());
    QByteArrayList values;
    QByteArray marker;
    do {
        const QByteArray page =
            client.send("GET", "/tables/k_back?partitions&reverse&maxitems=2&marker=" + marker.toPercentEncoding())
                .body;
        for (qsizetype at = page.indexOf("Value=\""); at >= 0; at = page.indexOf("Value=\"", at + 1))
            values.append(test::between(page, "Value=\"", "\"/>", at));
        marker = test::between(page, "<Marker>", "</Marker>").replace("&quot;", "\"");
    } while (!marker.isEmpty() && values.size() < 10);
    QCOMPARE(values, (QByteArrayList{"c", "b", "a"}));
}

void tst_EndpointClients::partitionHasTheLifeOfItsTable()
{
    EndpointClient client(sandbox().admin());
    client.run(u"DROP TABLE IF EXISTS k_life"_s);
    QVERIFY(client.run(u"CREATE TABLE k_life (v BIGINT) PARTITIONED BY (p STRING)"_s).isGood());
    QVERIFY(client.run(u"ALTER TABLE k_life ADD PARTITION (p='a')"_s).isGood());
    const QByteArray path = "/tables/k_life?partition=p%3D'a'&extended";
    QVERIFY(client.send("GET", path).body.contains(R"("LifeCycle":-1)"));
    QVERIFY(client.run(u"ALTER TABLE k_life SET LIFECYCLE 10"_s).isGood());
    QVERIFY(client.send("GET", path).body.contains(R"("LifeCycle":10)"));
}

// RFC 2047: a header has ASCII only.
void tst_EndpointClients::commentOfAResourceIsAnEncodedWord()
{
    EndpointClient client(sandbox().admin());
    const auto commentOf = [&](const QByteArray &name, const QByteArray &comment) {
        client.send("DELETE", "/resources/" + name);
        client.send("POST", "/resources", "text",
                    {{"x-odps-resource-type", "file"}, {"x-odps-resource-name", name}, {"x-odps-comment", comment}});
        return client.send("GET", "/resources/" + name + "?meta").comment;
    };
    QCOMPARE(commentOf("k_plain.txt", "plain"), "plain");
    const QByteArray text = "中文123";
    QCOMPARE(commentOf("k_chinese.txt", text), "=?UTF-8?B?" + text.toBase64() + "?=");
}

QTEST_GUILESS_MAIN(tst_EndpointClients)
#include "tst_endpointclients.moc"
