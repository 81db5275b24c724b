// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <isthmus/records/recordbatch.h>

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

} // namespace

/// The sign of -0, which PostgreSQL's jsonb and numeric do not have.
class tst_SignedZeros : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void expressionsKeepTheSign_data();
    void expressionsKeepTheSign();
    void tablesKeepTheSign();
    void uploadsKeepTheSign();
    void mappedColumnsKeepTheSign();
};

void tst_SignedZeros::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

void tst_SignedZeros::expressionsKeepTheSign_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("tunnel");
    QTest::addColumn<QString>("csv");
    const auto add = [](const char *sql, const char *tunnel, const char *csv) {
        QTest::newRow(sql) << QString::fromUtf8(sql) << QString::fromUtf8(tunnel) << QString::fromUtf8(csv);
    };
    add("CAST('-0' AS FLOAT)", "-0", "-0.0");
    add("CAST('-0' AS DOUBLE)", "-0", "-0.0");
    add("CAST('-0.0' AS DOUBLE)", "-0", "-0.0");
    add("CAST(' -0.000e5 ' AS DOUBLE)", "-0", "-0.0");
    add("CAST('-1e-400' AS DOUBLE)", "-0", "-0.0");
    add("CAST('0' AS DOUBLE)", "0", "0.0");
    add("CAST('+0' AS DOUBLE)", "0", "0.0");
    add("-0E0", "-0", "-0.0");
    add("CAST(-0E0 AS FLOAT)", "-0", "-0.0");
    add("CAST(-0E0 AS STRING)", "-0.0", "-0.0");
    add("CAST('-0' AS DECIMAL(5,2))", "0", "0");
    add("CAST('-0' AS BIGINT)", "0", "0");
    add("array(-0E0)", "[-0]", "[-0.0]");
    add("array(CAST('-0' AS FLOAT), 0.5, NULL)", "[-0,0.5,null]", "[-0.0, 0.5, \\N]");
    add("array(array(-0E0, 1E0))", "[[-0,1]]", "[[-0.0, 1.0]]");
    add("named_struct('a', -0E0)", "{\"a\":-0}", "{\"a\": -0.0}");
    add("named_struct('a', array(-0E0, NULL))", "{\"a\":[-0,null]}", "{\"a\": [-0.0, \\N]}");
    add("named_struct('a', named_struct('b', CAST('-0' AS FLOAT)))", "{\"a\":{\"b\":-0}}", "{\"a\": {\"b\": -0.0}}");
    add("map('k', -0E0)", "{\"k\":-0}", "{\"k\": -0.0}");
    add("map(-0E0, 1)", "{\"-0\":1}", "{-0.0: 1}");
    add("named_struct('a', -0E0).a", "-0", "-0.0");
    add("map('k', -0E0)['k']", "-0", "-0.0");
    add("named_struct('a', array(-0E0)).a[0]", "-0", "-0.0");
    add("map_values(map('k', -0E0))", "[-0]", "[-0.0]");
    add("map_from_arrays(array('k'), array(-0E0))", "{\"k\":-0}", "{\"k\": -0.0}");
    add("map_filter(map('k', -0E0), (k, v) -> v = 0)", "{\"k\":-0}", "{\"k\": -0.0}");
    add("transform_values(map('k', 1), (k, v) -> -0E0)", "{\"k\":-0}", "{\"k\": -0.0}");
    add("transform(array(0E0), x -> -x)", "[-0]", "[-0.0]");
    add("transform(array(0E0), x -> named_struct('a', -x))", "[{\"a\":-0}]", "[{\"a\": -0.0}]");
    add("CAST(named_struct('a', '-0') AS STRUCT<b:DOUBLE>)", "{\"b\":-0}", "{\"b\": -0.0}");
    add("CAST(array(named_struct('a', -0E0)) AS ARRAY<STRUCT<b:FLOAT>>)", "[{\"b\":-0}]", "[{\"b\": -0.0}]");
    add("CAST(named_struct('a', -0E0) AS STRUCT<a:BIGINT>)", "{\"a\":0}", "{\"a\": 0}");
    add("CAST(array('-0') AS ARRAY<DOUBLE>)", "[-0]", "[-0.0]");
    add("collect_list(x) FROM (SELECT -0E0 AS x) q", "[-0]", "[-0.0]");
    add("collect_list(named_struct('a', x)) FROM (SELECT -0E0 AS x) q", "[{\"a\":-0}]", "[{\"a\": -0.0}]");
    add("map_agg('k', x) FROM (SELECT -0E0 AS x) q", "{\"k\":-0}", "{\"k\": -0.0}");
    add("from_json('{\"a\":-0.0}', 'a double')", "{\"a\":-0}", "{\"a\": -0.0}");
    add("from_json('{\"A\":[-0,-0.00,-0e5,-0.5,1e-0,-00.5e1,0,\"-0\"]}', 'a array<string>')", "NULL", "NULL");
    add("from_json('{\"A\":[-0,-0.00,-0e5,-0.5,1e-0,0,\"-0\"]}', 'a array<double>')", "{\"a\":[-0,-0,-0,-0.5,1,0,-0]}",
        "{\"a\": [-0.0, -0.0, -0.0, -0.5, 1.0, 0.0, -0.0]}");
    add("from_json('{\"s\":\"x\\\\\"-0\",\"i\":-0,\"-0\":1,\"m\":{\"-0\":-0}}', 's string, i bigint, m "
        "map<string,float>')",
        "{\"s\":\"x\\\"-0\",\"i\":0,\"m\":{\"-0\":-0}}", "{\"s\": \"x\\\"-0\", \"i\": 0, \"m\": {\"-0\": -0.0}}");
    add("from_json('[-0,1]', 'array<float>')", "[-0,1]", "[-0.0, 1.0]");
    add("from_json('-0', 'double')", "-0", "-0.0");
    add("from_json('[-0', 'array<double>')", "NULL", "NULL");
    add("from_json(to_json(named_struct('a', -0E0)), 'a double').a", "-0", "-0.0");
    add("to_json(-0E0)", "-0", "-0");
    add("to_json(named_struct('b', -0E0, 'a', array(-0E0, 1.5), 's', '-0'))", "{\"b\":-0,\"a\":[-0,1.5],\"s\":\"-0\"}",
        "{\"b\":-0,\"a\":[-0,1.5],\"s\":\"-0\"}");
    add("to_json(map('k', -0E0))", "{\"k\":-0}", "{\"k\":-0}");
}

void tst_SignedZeros::expressionsKeepTheSign()
{
    QFETCH(QString, sql);
    QFETCH(QString, tunnel);
    QFETCH(QString, csv);
    QCOMPARE(client().rows(u"SELECT "_s + sql), QStringList(tunnel));
    QCOMPARE(client().resultRows(u"SELECT "_s + sql), QStringList(csv));
}

void tst_SignedZeros::tablesKeepTheSign()
{
    QVERIFY(
        client()
            .run(u"DROP TABLE IF EXISTS zeros; CREATE TABLE zeros (f FLOAT, d DOUBLE, a ARRAY<DOUBLE>, m "
                 u"MAP<STRING,FLOAT>, "
                 "s STRUCT<x:DOUBLE,a:ARRAY<FLOAT>>); INSERT INTO zeros SELECT CAST('-0' AS FLOAT), '-0', array(-0E0), "
                 "map('k', -0E0), named_struct('x', -0E0, 'a', array(-0E0))"_s)
            .isGood());
    QCOMPARE(client().rows(u"SELECT * FROM zeros"_s), QStringList(u"-0|-0|[-0]|{\"k\":-0}|{\"x\":-0,\"a\":[-0]}"_s));
    QCOMPARE(client().download("/tables/zeros"), QStringList(u"-0|-0|[-0]|{\"k\":-0}|{\"x\":-0,\"a\":[-0]}"_s));
    QCOMPARE(client().rows(u"SELECT a[0], m['k'], s.x, s.a[0], s.x = 0 FROM zeros"_s),
             QStringList(u"-0|-0|-0|-0|true"_s));
    QVERIFY(client().run(u"DROP TABLE zeros"_s).isGood());
}

void tst_SignedZeros::uploadsKeepTheSign()
{
    QVERIFY(
        client()
            .run(u"DROP TABLE IF EXISTS zeros_sent; CREATE TABLE zeros_sent (d DOUBLE, a ARRAY<FLOAT>, s "
                 "STRUCT<x:DOUBLE,t:STRING,b:BIGINT,a:ARRAY<DOUBLE>,m:MAP<STRING,DOUBLE>>, n ARRAY<ARRAY<DOUBLE>>)"_s)
            .isGood());
    records::RecordBatch batch(
        test::columnsOf({{u"d"_s, u"DOUBLE"_s},
                         {u"a"_s, u"ARRAY<FLOAT>"_s},
                         {u"s"_s, u"STRUCT<x:DOUBLE,t:STRING,b:BIGINT,a:ARRAY<DOUBLE>,m:MAP<STRING,DOUBLE>>"_s},
                         {u"n"_s, u"ARRAY<ARRAY<DOUBLE>>"_s}}));
    const QByteArray first = R"({"x":-0,"t":"a-0\"","b":0,"a":[-0,0,1.5],"m":{"-0\n":-0}})";
    batch.vector(0).appendDouble(-0.0);
    batch.vector(1).appendBytes("[-0,null]");
    batch.vector(2).appendBytes(first);
    batch.vector(3).appendBytes("[[-0],null]");
    batch.vector(0).appendDouble(0);
    batch.vector(1).appendBytes("[]");
    batch.vector(2).appendNull();
    batch.vector(3).appendBytes("[[0]]");
    const QByteArray path = "/tables/zeros_sent";
    const QByteArray id = client().send("POST", path + "?uploads=1").json()[u"UploadID"].toString().toUtf8();
    QCOMPARE(client().send("PUT", path + "?blockid=0&uploadid=" + id, test::encoded(batch)).status, 200);
    QCOMPARE(client().send("POST", path + "?uploadid=" + id).status, 200);
    QCOMPARE(client().download(path),
             (QStringList{u"-0|[-0,null]|"_s + QString::fromUtf8(first) + u"|[[-0],null]"_s, u"0|[]|NULL|[[0]]"_s}));
    QCOMPARE(client().rows(u"SELECT s.x, s.t, s.a[0], s.m['-0\\n'], n[0][0] FROM zeros_sent WHERE s IS NOT NULL"_s),
             QStringList(u"-0|a-0\"|-0|-0|-0"_s));
    QVERIFY(client().run(u"DROP TABLE zeros_sent"_s).isGood());
}

void tst_SignedZeros::mappedColumnsKeepTheSign()
{
    pqxx::connection hologres(sandbox().connectionString(sandbox().admin()));
    pqxx::nontransaction sql(hologres);
    sql.exec("DROP TABLE IF EXISTS public.zeros");
    sql.exec("CREATE TABLE public.zeros (f real, d float8, fa float4[], da float8[])");
    sql.exec("INSERT INTO public.zeros VALUES ('-0', '-0', '{-0}', '{-0,NULL,0}')");
    client().run(u"DROP TABLE IF EXISTS x_zeros"_s);
    QVERIFY(client()
                .run(test::externalTable(u"x_zeros"_s, u"f FLOAT, d DOUBLE, fa ARRAY<FLOAT>, da ARRAY<DOUBLE>"_s,
                                         u"zeros"_s))
                .isGood());
    QCOMPARE(client().rows(u"SELECT * FROM x_zeros"_s), QStringList(u"-0|-0|[-0]|[-0,null,0]"_s));
    QCOMPARE(client().resultRows(u"SELECT f, d, fa, named_struct('a', da) FROM x_zeros"_s),
             QStringList(u"-0.0|-0.0|[-0.0]|{\"a\": [-0.0, \\N, 0.0]}"_s));
    QVERIFY(client().run(u"DROP TABLE x_zeros"_s).isGood());
    sql.exec("DROP TABLE public.zeros");
}

QTEST_GUILESS_MAIN(tst_SignedZeros)
#include "tst_signedzeros.moc"
