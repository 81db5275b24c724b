// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <QTest>

#include <pqxx/pqxx>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

test::SandboxFixture &sandbox()
{
    return test::SandboxFixture::shared();
}

test::EndpointClient &client()
{
    static test::EndpointClient client(sandbox(), sandbox().admin());
    return client;
}

std::string engineConnection()
{
    return sandbox().connectionString(sandbox().engine(), u"maxcompute"_s);
}

} // namespace

/// Values that PostgreSQL has and MaxCompute has not: from mapped tables, from uploads, from older stores.
class tst_ValueRanges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void mappedValuesBeyondTheRange_data();
    void mappedValuesBeyondTheRange();
    void mappedValuesInsideTheRange();
    void otherColumnsOfTheRowStayReadable();
    void uploadsBeyondTheRange_data();
    void uploadsBeyondTheRange();
    void instantsInsideInAnotherZone_data();
    void instantsInsideInAnotherZone();
    void insertsBeyondTheRange_data();
    void insertsBeyondTheRange();
    void bytesThatAreNoText_data();
    void bytesThatAreNoText();
    void storedValuesBeyondTheRangeAreTold_data();
    void storedValuesBeyondTheRangeAreTold();
};

void tst_ValueRanges::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

void tst_ValueRanges::mappedValuesBeyondTheRange_data()
{
    QTest::addColumn<QString>("source"); // type and value in Hologres
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("type"); // in MaxCompute
    QTest::addColumn<QString>("named");
    const auto add = [](const char *source, const char *value, const char *type, const char *named) {
        QTest::addRow("%s %s", source, value) << QString::fromUtf8(source) << QString::fromUtf8(value)
                                              << QString::fromUtf8(type) << QString::fromUtf8(named);
    };
    for (const char *value : {"infinity", "-infinity", "10000-01-01", "0044-03-15 BC"}) {
        const QByteArray named = QByteArray(value).replace(" BC", "");
        add("date", value, "DATE", named);
        add("timestamp", value, "TIMESTAMP_NTZ", named);
        add("timestamptz", value, "TIMESTAMP", named);
        add("timestamptz", value, "DATETIME", named);
    }
    add("numeric", "NaN", "DECIMAL(38,18)", "NaN");
    add("numeric", "Infinity", "DECIMAL(38,18)", "Infinity");
    add("numeric", "-Infinity", "DECIMAL(38,18)", "-Infinity");
    add("numeric", "1e25", "DECIMAL(38,18)", "10000000000000000000000000");
    add("numeric", "99999999999999999999.9999999999999999995", "DECIMAL(38,18)", "99999999999999999999.99999");
    add("numeric", "1000.5", "DECIMAL(5,2)", "1000.5");
    add("bigint", "-9223372036854775808", "BIGINT", "-9223372036854775808");
    add("int[]", "{{1,2},{3,4}}", "ARRAY<INT>", "{{1,2},{3,4}}");
}

void tst_ValueRanges::mappedValuesBeyondTheRange()
{
    QFETCH(QString, source);
    QFETCH(QString, value);
    QFETCH(QString, type);
    QFETCH(QString, named);
    pqxx::connection hologres(sandbox().connectionString(sandbox().admin()));
    pqxx::nontransaction sql(hologres);
    sql.exec("DROP TABLE IF EXISTS public.ranges");
    sql.exec(u"CREATE TABLE public.ranges (id bigint, v %1)"_s.arg(source).toStdString());
    sql.exec("INSERT INTO public.ranges VALUES (1, '" + value.toStdString() + "')");
    client().run(u"DROP TABLE IF EXISTS x_ranges"_s);
    const test::JobOutcome mapped =
        client().run(test::externalTable(u"x_ranges"_s, u"id BIGINT, v %1"_s.arg(type), u"ranges"_s));
    QVERIFY2(mapped.isGood(), qPrintable(mapped.text));
    for (const QString &query : {u"SELECT * FROM x_ranges"_s, u"SELECT v FROM x_ranges WHERE v IS NOT NULL"_s,
                                 u"CREATE TABLE x_copy AS SELECT v FROM x_ranges"_s}) {
        const test::JobOutcome outcome = client().run(query);
        QCOMPARE(outcome.status, u"Failed"_s);
        QCOMPARE(outcome.code(), u"ODPS-0123144"_s);
        QVERIFY2(outcome.text.contains(named) && outcome.text.contains(u"'v'") && outcome.text.contains(type),
                 qPrintable(outcome.text));
    }
    QVERIFY(client().run(u"DROP TABLE x_ranges"_s).isGood());
    sql.exec("DROP TABLE public.ranges");
}

void tst_ValueRanges::mappedValuesInsideTheRange()
{
    pqxx::connection hologres(sandbox().connectionString(sandbox().admin()));
    pqxx::nontransaction sql(hologres);
    sql.exec("DROP TABLE IF EXISTS public.ranges");
    sql.exec("CREATE TABLE public.ranges (d date, n timestamp, t timestamptz, x numeric, b bigint, a int[])");
    sql.exec("INSERT INTO public.ranges VALUES ('9999-12-31', '9999-12-31 23:59:59.999999', '9999-12-31 "
             "23:59:59.999999+00', "
             "'0.1234567890123456785', -9223372036854775807, '{1,NULL}'), ('0001-01-01', '0001-01-01 00:00:00', "
             "'0001-01-01 00:00:00+00', 99999999999999999999, 9223372036854775807, '{}'), "
             "(NULL, NULL, NULL, NULL, NULL, NULL)");
    client().run(u"DROP TABLE IF EXISTS x_ranges"_s);
    QVERIFY(client()
                .run(test::externalTable(
                    u"x_ranges"_s, u"d DATE, n TIMESTAMP_NTZ, t TIMESTAMP, x DECIMAL(38,18), b BIGINT, a ARRAY<INT>"_s,
                    u"ranges"_s))
                .isGood());
    QCOMPARE(client().resultRows(u"SELECT d, n, t, x, b, size(a) FROM x_ranges ORDER BY d DESC"_s),
             (QStringList{u"9999-12-31|9999-12-31 23:59:59.999999|9999-12-31 23:59:59.999999|0.123456789012345679|"
                          "-9223372036854775807|2"_s,
                          u"0001-01-01|0001-01-01 00:00:00|0001-01-01 00:00:00|99999999999999999999|"
                          "9223372036854775807|0"_s,
                          u"NULL|NULL|NULL|NULL|NULL|NULL"_s}));
    QVERIFY(client().run(u"DROP TABLE x_ranges"_s).isGood());
    sql.exec("DROP TABLE public.ranges");
}

void tst_ValueRanges::otherColumnsOfTheRowStayReadable()
{
    pqxx::connection hologres(sandbox().connectionString(sandbox().admin()));
    pqxx::nontransaction sql(hologres);
    sql.exec("DROP TABLE IF EXISTS public.ranges");
    sql.exec("CREATE TABLE public.ranges (id bigint, v date)");
    sql.exec("INSERT INTO public.ranges VALUES (1, 'infinity'), (2, '2024-01-01')");
    client().run(u"DROP TABLE IF EXISTS x_ranges"_s);
    QVERIFY(client().run(test::externalTable(u"x_ranges"_s, u"id BIGINT, v DATE"_s, u"ranges"_s)).isGood());
    QCOMPARE(client().rows(u"SELECT id FROM x_ranges ORDER BY id"_s), (QStringList{u"1"_s, u"2"_s}));
    QCOMPARE(client().rows(u"SELECT v FROM x_ranges WHERE id = 2"_s), QStringList(u"2024-01-01"_s));
    QVERIFY(client().run(u"DROP TABLE x_ranges"_s).isGood());
    sql.exec("DROP TABLE public.ranges");
}

void tst_ValueRanges::uploadsBeyondTheRange_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<std::function<void(records::ColumnVector &)>>("fill");
    QTest::addColumn<QString>("named");
    using Fill = std::function<void(records::ColumnVector &)>;
    const auto time = [](qint64 seconds) {
        return Fill([seconds](records::ColumnVector &vector) { vector.appendTimestamp({seconds, 5}); });
    };
    const auto number = [](qint64 value) {
        return Fill([value](records::ColumnVector &vector) { vector.appendInt64(value); });
    };
    const auto text = [](const QByteArray &value) {
        return Fill([value](records::ColumnVector &vector) { vector.appendBytes(value); });
    };
    QTest::newRow("wall 10000") << u"TIMESTAMP_NTZ"_s << time(253'402'300'800) << u"10000-01-01"_s;
    QTest::newRow("instant 10000") << u"TIMESTAMP"_s << time(253'402'387'200) << u"10000-01-02"_s;
    QTest::newRow("instant 0") << u"DATETIME"_s << time(-62'135'683'201) << u"0001-12-30 23:59:59"_s;
    QTest::newRow("date 10000") << u"DATE"_s << number(2'932'897) << u"10000-01-01"_s;
    QTest::newRow("date 0") << u"DATE"_s << number(-719'163) << u"0001-12-31 BC"_s;
    QTest::newRow("bigint") << u"BIGINT"_s << number(std::numeric_limits<qint64>::min()) << u"-9223372036854775808"_s;
    QTest::newRow("tinyint") << u"TINYINT"_s << number(128) << u"128"_s;
    QTest::newRow("decimal digits") << u"DECIMAL(5,2)"_s << text("1000.00") << u"1000.00"_s;
    QTest::newRow("decimal NaN") << u"DECIMAL(5,2)"_s << text("NaN") << u"NaN"_s;
}

void tst_ValueRanges::uploadsBeyondTheRange()
{
    QFETCH(QString, type);
    QFETCH(std::function<void(records::ColumnVector &)>, fill);
    QFETCH(QString, named);
    QVERIFY(client().run(u"DROP TABLE IF EXISTS up_ranges; CREATE TABLE up_ranges (v %1)"_s.arg(type)).isGood());
    records::RecordBatch batch(test::columnsOf({{u"v"_s, type}}));
    fill(batch.vector(0));
    const QByteArray path = "/tables/up_ranges";
    const QByteArray id = client().send("POST", path + "?uploads=1").json()[u"UploadID"].toString().toUtf8();
    const test::Answer answer = client().send("PUT", path + "?blockid=0&uploadid=" + id, test::encoded(batch));
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), u"MalformedDataStream"_s);
    const QString message = answer.json()[u"Message"].toString();
    QVERIFY2(message.contains(named) && message.contains(u"'v'") && message.contains(type), qPrintable(message));
}

void tst_ValueRanges::instantsInsideInAnotherZone_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("text"); // in that zone
    QTest::addColumn<QString>("day"); // in UTC
    for (const QString &type : {u"DATETIME"_s, u"TIMESTAMP"_s}) {
        QTest::addRow("first of %s", qPrintable(type))
            << type << Q_INT64_C(-62'135'625'943) << u"Asia/Shanghai"_s << u"0001-01-01 00:00:00"_s << u"0001-12-31"_s;
        QTest::addRow("last of %s", qPrintable(type))
            << type << Q_INT64_C(253'402'315'199) << u"Etc/GMT+4"_s << u"9999-12-31 23:59:59"_s << u"10000-01-01"_s;
    }
}

// The Tunnel has no zone: what is a value in some zone goes both ways. Where SQL needs its wall time in a zone in which
// it is none, it is refused, not told as one of another year.
void tst_ValueRanges::instantsInsideInAnotherZone()
{
    QFETCH(QString, type);
    QFETCH(qint64, seconds);
    QFETCH(QString, zone);
    QFETCH(QString, text);
    QFETCH(QString, day);
    QVERIFY(client().run(u"DROP TABLE IF EXISTS zone_ranges; CREATE TABLE zone_ranges (v %1)"_s.arg(type)).isGood());
    records::RecordBatch batch(test::columnsOf({{u"v"_s, type}}));
    batch.vector(0).appendTimestamp({seconds, 0});
    const QByteArray path = "/tables/zone_ranges";
    const QByteArray upload =
        path + "?uploadid=" + client().send("POST", path + "?uploads=1").json()[u"UploadID"].toString().toUtf8();
    const test::Answer put = client().send("PUT", upload + "&blockid=0", test::encoded(batch));
    QVERIFY2(put.status == 200, put.body.constData());
    QCOMPARE(client().send("POST", upload).status, 200);

    const QStringList whole{batch.vector(0).displayText(0)};
    QCOMPARE(client().download(path), whole);
    QCOMPARE(client().rows(u"SELECT v FROM zone_ranges"_s), whole);
    const QString set = u"SET odps.sql.timezone=%1; "_s.arg(zone);
    QCOMPARE(client().resultRows(set + u"SELECT v, CAST(v AS STRING), year(v) FROM zone_ranges"_s),
             QStringList(u"%1|%1|%2"_s.arg(text).arg(text.left(4).toInt())));
    for (const char *wall : {"CAST(v AS STRING)", "year(v)", "to_char(v, 'yyyy-mm-dd')", "date_format(v, 'yyyy-MM-dd')",
                             "CAST(v AS DATE)", "datetrunc(v, 'dd')", "last_day(v)", "v"}) {
        const QString query = u"SELECT %1 FROM zone_ranges"_s.arg(QLatin1String(wall));
        const test::JobOutcome job = client().run(query);
        const QString told =
            job.isGood() ? QString::fromUtf8(client().send("GET", "/instances/" + job.id + "?result").body) : job.text;
        QVERIFY2(told.contains(day) && told.contains(u"9999") && (!job.isGood() || told.contains(u"column 'v'")),
                 qPrintable(u"%1: %2"_s.arg(QLatin1String(wall), told)));
    }
}

void tst_ValueRanges::insertsBeyondTheRange_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("named");
    QTest::newRow("bigint") << u"INSERT INTO in_ranges (b) VALUES (-9223372036854775807L - 1L)"_s
                            << u"'-9223372036854775808' of column 'b'"_s;
    QTest::newRow("bigint update") << u"UPDATE in_ranges SET b = b - 9223372036854775807L - 2L"_s
                                   << u"'-9223372036854775808' of column 'b'"_s;
    QTest::newRow("decimal") << u"INSERT INTO in_ranges (c) VALUES (1000.5BD)"_s << u"'1000.5' of column 'c'"_s;
    QTest::newRow("decimal of a double") << u"INSERT INTO in_ranges (c) SELECT CAST('NaN' AS DOUBLE)"_s
                                         << u"'NaN' of column 'c'"_s;
    QTest::newRow("decimal update") << u"UPDATE in_ranges SET c = 1000"_s << u"'1000' of column 'c'"_s;
    QTest::newRow("decimal merge") << u"MERGE INTO in_ranges x USING (SELECT 2L AS b) y ON x.b = y.b WHEN NOT MATCHED "
                                      "THEN INSERT VALUES (y.b, 12345)"_s
                                   << u"'12345' of column 'c'"_s;
}

void tst_ValueRanges::insertsBeyondTheRange()
{
    QFETCH(QString, statement);
    QFETCH(QString, named);
    QVERIFY(client()
                .run(u"DROP TABLE IF EXISTS in_ranges; CREATE TABLE in_ranges (b BIGINT, c DECIMAL(5,2)) TBLPROPERTIES "
                     "('transactional'='true'); INSERT INTO in_ranges VALUES (1, 999.994)"_s)
                .isGood());
    const test::JobOutcome outcome = client().run(statement);
    QCOMPARE(outcome.status, u"Failed"_s);
    QVERIFY2(outcome.text.contains(named), qPrintable(outcome.text));
    QCOMPARE(client().rows(u"SELECT b, c FROM in_ranges"_s), QStringList(u"1|999.99"_s));
}

void tst_ValueRanges::bytesThatAreNoText_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("named");
    QTest::newRow("no UTF-8") << u"CAST(unhex('FF') AS STRING)"_s << u"'\\xff'"_s;
    QTest::newRow("cut off") << u"concat('a', CAST(X'41E4BD' AS STRING))"_s << u"'\\x41e4bd'"_s;
    QTest::newRow("zero") << u"CAST(unhex('00') AS VARCHAR(3))"_s << u"'\\x00'"_s;
}

void tst_ValueRanges::bytesThatAreNoText()
{
    QFETCH(QString, expression);
    QFETCH(QString, named);
    const test::JobOutcome outcome = client().run(u"SELECT "_s + expression);
    QCOMPARE(outcome.code(), u"ODPS-0123144"_s);
    QVERIFY2(outcome.text.contains(u"the value %1 does not fit the type STRING"_s.arg(named)),
             qPrintable(outcome.text));
    QCOMPARE(client().rows(u"SELECT CAST(unhex('E4BDA0') AS STRING)"_s), QStringList(u"\u4f60"_s));
}

void tst_ValueRanges::storedValuesBeyondTheRangeAreTold_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("value");
    QTest::newRow("date") << u"DATE"_s << u"infinity"_s;
    QTest::newRow("date minus") << u"DATE"_s << u"-infinity"_s;
    QTest::newRow("datetime") << u"DATETIME"_s << u"-infinity"_s;
    QTest::newRow("bigint") << u"BIGINT"_s << u"-9223372036854775808"_s;
    QTest::newRow("decimal") << u"DECIMAL(5,2)"_s << u"NaN"_s;
}

// Older versions could store them. A download tells them in an answer, not by cutting the connection.
void tst_ValueRanges::storedValuesBeyondTheRangeAreTold()
{
    QFETCH(QString, type);
    QFETCH(QString, value);
    QVERIFY(
        client()
            .run(
                u"DROP TABLE IF EXISTS old_ranges; CREATE TABLE old_ranges (v %1); INSERT INTO old_ranges VALUES (NULL)"_s
                    .arg(type))
            .isGood());
    pqxx::connection engine(engineConnection());
    pqxx::nontransaction sql(engine);
    const std::string relation =
        sql.exec("SELECT format('mc_data_%s.t%s', schema_id, id) FROM mc.tables WHERE name = 'old_ranges'")[0][0]
            .as<std::string>();
    sql.exec("UPDATE " + relation + " SET v = '" + value.toStdString() + "'");
    const QByteArray path = "/tables/old_ranges";
    const QJsonObject made = client().send("POST", path + "?downloads").json();
    const test::Answer answer =
        client().send("GET", path + "?data&rowrange=(0,1)&downloadid=" + made[u"DownloadID"].toString().toUtf8());
    QCOMPARE(answer.status, 400);
    const QString message = answer.json()[u"Message"].toString();
    QVERIFY2(message.contains(value) && message.contains(u"'v'"), qPrintable(message));
    const test::Answer preview = client().send("GET", path + "/preview?limit=1");
    QCOMPARE(preview.status, 400);
    QVERIFY2(preview.body.contains(value.toUtf8()), preview.body.constData());
}

QTEST_GUILESS_MAIN(tst_ValueRanges)
#include "tst_valueranges.moc"
