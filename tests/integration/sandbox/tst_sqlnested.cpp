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

} // namespace

/// ARRAY, MAP and STRUCT in the sandbox's SQL, and in the forms in which its results leave it.
class tst_SqlNested : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void valuesLeaveInBothForms_data();
    void valuesLeaveInBothForms();
    void partsOfNestedValues_data();
    void partsOfNestedValues();
    void structsConvertByPosition_data();
    void structsConvertByPosition();
    void structsOfOtherShapeAreRefused_data();
    void structsOfOtherShapeAreRefused();
    void namesOfFieldsIgnoreCase();
    void fieldsAreRenamedWithTheirColumn();
    void rowsWithCapitalsAreFoldedAtTheNextStart();
    void arrayOfTwoDimensionsFailsTheJob();
    void arrayThatDoesNotCountFromOneIsRead();
    void valueThatArrowHasNotIsNamed();

private:
    static QString error(const QString &sql)
    {
        const test::JobOutcome job = client().run(sql);
        return job.isGood() ? QString() : u"%1: %2"_s.arg(sql, job.text);
    }
};

#define RUN(sql) QCOMPARE(error(sql), QString())

void tst_SqlNested::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

void tst_SqlNested::cleanup()
{
    const QStringList tables = client().run(u"SHOW TABLES LIKE 'n_*'"_s).text.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : tables)
        RUN(u"DROP TABLE "_s + line.section(u':', 1));
}

void tst_SqlNested::valuesLeaveInBothForms_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("tunnel");
    QTest::addColumn<QString>("csv");
    const auto row = [](const char *name, const char *sql, const char *tunnel, const char *csv) {
        QTest::newRow(name) << QString::fromUtf8(sql) << QString::fromUtf8(tunnel) << QString::fromUtf8(csv);
    };
    row("fields as declared", "named_struct('name', 'n', 'id', 'i')", R"({"name":"n","id":"i"})",
        R"({"name": "n", "id": "i"})");
    row("fields as declared, inside", "array(map('k', named_struct('zz', 1, 'a', array(struct('x', 2)))))",
        R"([{"k":{"zz":1,"a":[{"col1":"x","col2":2}]}}])", R"([{"k": {"zz": 1, "a": [{"col1": "x", "col2": 2}]}}])");
    row("NULL inside",
        "array('null', NULL), array(1, NULL), map('k', NULL), named_struct('a', NULL, 'b', 1), array(NULL)",
        R"(["null",null]|[1,null]|{"k":null}|{"a":null,"b":1}|[null])",
        R"(["null", \N]|[1, \N]|{"k": \N}|{"a": \N, "b": 1}|[\N])");
    row("nothing inside", "array(), map_from_entries(array(struct('a', 1)))", R"([]|{"a":1})", R"([]|{"a": 1})");
    row("points in time",
        "array(DATETIME '2024-01-01 00:00:00'), map('k', TIMESTAMP '2024-01-01 00:00:00.123456'), "
        "named_struct('n', TIMESTAMP_NTZ '2024-01-01 00:00:00.5', 'd', DATE '2024-02-29')",
        R"(["2024-01-01 00:00:00"]|{"k":"2024-01-01 00:00:00.123456"}|{"n":"2024-01-01 00:00:00.5","d":"2024-02-29"})",
        R"(["2024-01-01 00:00:00"]|{"k": "2024-01-01 00:00:00.123456"}|{"n": "2024-01-01 00:00:00.5", "d": "2024-02-29"})");
    row("quotes and backslashes", R"(array('q"q', 'b\\b', 's\'s', '\\N', 'end\\'), map('"', 'a\\"'))",
        R"(["q\"q","b\\b","s's","\\N","end\\"]|{"\"":"a\\\""})",
        R"(["q\"q", "b\b", "s's", "\N", "end\\"]|{"\"": "a\\\""})");
    row("line ends and separators", R"(array('a\nb', 'c,d', '{e}', ' f ', 'g:h', '中'))",
        R"(["a\nb","c,d","{e}"," f ","g:h","中"])", "[\"a\nb\", \"c,d\", \"{e}\", \" f \", \"g:h\", \"中\"]");
    row("numbers keep their digits",
        "array(12345678901234567890.123456789012345678BD), map('k', 1.10BD), named_struct('a', 9223372036854775807L, "
        "'b', 1.0)",
        R"([12345678901234567890.123456789012345678]|{"k":1.1}|{"a":9223372036854775807,"b":1})",
        R"([12345678901234567890.123456789012345678]|{"k": 1.1}|{"a": 9223372036854775807, "b": 1.0})");
}

void tst_SqlNested::valuesLeaveInBothForms()
{
    QFETCH(QString, sql);
    QFETCH(QString, tunnel);
    QFETCH(QString, csv);
    QCOMPARE(client().rows(u"SELECT "_s + sql), QStringList{tunnel});
    QCOMPARE(client().resultRows(u"SELECT "_s + sql), QStringList{csv});
}

void tst_SqlNested::partsOfNestedValues_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *sql, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(sql) << QString::fromUtf8(expected);
    };
    row("array inside a struct", "SELECT named_struct('a', array(1, 2)).a, named_struct('a', array(1, 2)).a[1]",
        "[1,2]|2");
    row("array inside a map", "SELECT map('k', array('x', NULL))['k'][0], map('k', array(1))['j'] IS NULL", "x|true");
    row("NULL inside is NULL",
        "SELECT named_struct('x', CAST(NULL AS STRUCT<y:INT>)).x IS NULL, array(struct(1), NULL)[1] IS NULL, "
        "map('k', CAST(NULL AS ARRAY<STRUCT<a:INT>>))['k'] IS NULL",
        "true|true|true");
    row("explode of structs",
        "SELECT v.x, v IS NULL FROM (SELECT array(named_struct('x', 1), NULL) AS a) AS t "
        "LATERAL VIEW explode(a) e AS v",
        "1|false;NULL|true");
    row("explode of a map of arrays",
        "SELECT k, v[0] FROM (SELECT map('a', array(1), 'b', NULL) AS m) AS t LATERAL VIEW explode(m) e AS k, v",
        "a|1;b|NULL");
    row("posexplode of structs",
        "SELECT p, v.col1 FROM (SELECT array(struct('x'), struct('y')) AS a) AS t "
        "LATERAL VIEW posexplode(a) e AS p, v",
        "0|x;1|y");
    row("inline with arrays",
        "SELECT x, y[0] FROM (SELECT array(named_struct('x', 1, 'y', array('q')), NULL) AS a) AS t "
        "LATERAL VIEW inline(a) e",
        "1|q;NULL|NULL");
    row("lambdas",
        "SELECT transform(array(struct(1), NULL), s -> s.col1), "
        "transform_values(map('a', array(1, 2)), (k, v) -> v[1])",
        R"([1,null]|{"a":2})");
    row("to_json in the order of the type",
        "SELECT to_json(named_struct('zz', 1, 'a', NULL)), to_json(map('k', named_struct('b', array(struct(2, 1)), "
        "'a', 'x')))",
        R"({"zz":1,"a":null}|{"k":{"b":[{"col1":2,"col2":1}],"a":"x"}})");
    row("from_json finds names in any case",
        R"(SELECT from_json('{"userId":1,"x":{"Y":[1,2]}}', )"
        R"('struct<userId:int,x:struct<y:array<int>>>'), )"
        R"(from_json('[{"A":"b"}]', 'array<struct<a:string>>'), )"
        R"(from_json('oops', 'struct<a:int>'))",
        R"({"userid":1,"x":{"y":[1,2]}}|[{"a":"b"}]|NULL)");
    row("more fields than a function has arguments", "SELECT s.f60 FROM (SELECT named_struct(%1) AS s) AS t", "60");
}

void tst_SqlNested::partsOfNestedValues()
{
    QFETCH(QString, sql);
    QFETCH(QString, expected);
    if (sql.contains(u"%1"_s)) {
        QStringList fields;
        for (int i = 1; i <= 60; ++i)
            fields.append(u"'f%1', %1"_s.arg(i));
        sql = sql.arg(fields.join(u", "));
    }
    QCOMPARE(client().rows(sql).join(u';'), expected);
}

void tst_SqlNested::structsConvertByPosition_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("stored");
    const auto row = [](const char *name, const char *type, const char *value, const char *stored) {
        QTest::newRow(name) << QString::fromUtf8(type) << QString::fromUtf8(value) << QString::fromUtf8(stored);
    };
    constexpr const char *pair = "STRUCT<userId:INT,name:STRING>";
    row("without names", pair, "struct(5, 'x')", R"({"userid":5,"name":"x"})");
    row("other names", pair, "named_struct('foo', 5, 'bar', 'x')", R"({"userid":5,"name":"x"})");
    row("the same names turned round", "STRUCT<a:STRING,b:STRING>", "named_struct('b', 'first', 'a', 'second')",
        R"({"a":"first","b":"second"})");
    row("other types", pair, "struct(5L, 7)", R"({"userid":5,"name":"7"})");
    row("NULL in it", pair, "struct(CAST(NULL AS INT), NULL)", R"({"userid":null,"name":null})");
    row("NULL of it", pair, "CAST(NULL AS STRUCT<a:INT,b:STRING>)", "NULL");
    row("nothing but NULL", pair, "NULL", "NULL");
    row("in an array", "ARRAY<STRUCT<a:BIGINT,b:STRING>>", "array(struct(1, 2.5BD), NULL)",
        R"([{"a":1,"b":"2.5"},null])");
    row("in a map", "MAP<STRING,STRUCT<a:DATE,b:ARRAY<BIGINT>>>", "map(1, struct(DATE '2024-02-29', array(1, NULL)))",
        R"({"1":{"a":"2024-02-29","b":[1,null]}})");
    row("in a struct", "STRUCT<o:STRUCT<i:DECIMAL(10,2)>>", "struct(struct(1.234BD))", R"({"o":{"i":1.23}})");
    row("of a window", "STRUCT<n:INT,t:STRING>", "struct(row_number() OVER (ORDER BY 1), 'x')", R"({"n":1,"t":"x"})");
}

void tst_SqlNested::structsConvertByPosition()
{
    QFETCH(QString, type);
    QFETCH(QString, value);
    QFETCH(QString, stored);
    RUN(u"CREATE TABLE n_t (s %1)"_s.arg(type));
    RUN(u"INSERT INTO n_t SELECT "_s + value);
    QCOMPARE(client().rows(u"SELECT s FROM n_t"_s), QStringList{stored});
    if (!value.contains(u"OVER"))
        QCOMPARE(client().rows(u"SELECT CAST(%1 AS %2)"_s.arg(value, type)), QStringList{stored});
}

void tst_SqlNested::structsOfOtherShapeAreRefused_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const char *sql, const char *why) {
        QTest::newRow(name) << QString::fromUtf8(sql) << QString::fromUtf8(why);
    };
    row("more fields", "INSERT INTO n_t SELECT struct(1, 'x', 2)",
        "column 's' of type STRUCT<a:INT,b:STRING> takes no value of type STRUCT<col1:INT,col2:STRING,col3:INT>");
    row("fewer fields", "INSERT INTO n_t VALUES (struct(1))", "column 's' of type");
    row("a field that does not fit", "INSERT INTO n_t SELECT struct(array(1), 'x')", "column 's' of type");
    row("no struct", "INSERT INTO n_t SELECT map('a', 1)", "takes no value of type MAP<STRING,INT>");
    row("in a CAST", "SELECT CAST(struct(1) AS STRUCT<a:INT,b:INT>)",
        "a value of type STRUCT<col1:INT> cannot be converted to STRUCT<a:INT,b:INT>");
    row("in a UNION", "SELECT struct(1) UNION ALL SELECT struct(1, 2)", "column 1 has types STRUCT<col1:INT> and");
    row("a window in a CAST", "SELECT CAST(struct(row_number() OVER (ORDER BY 1)) AS STRUCT<a:STRING>)",
        "with a window function in it outside a subquery is not supported");
    row("in an UPDATE", "UPDATE n_t SET s = struct(1)",
        "column 's' of type STRUCT<a:INT,b:STRING> takes no value of type STRUCT<col1:INT>");
    row("in a change of the column", "ALTER TABLE n_t CHANGE COLUMN s s STRUCT<a:INT>",
        "a value of type STRUCT<a:INT,b:STRING> cannot be converted to STRUCT<a:INT>");
    row("two fields of one name", "CREATE TABLE n_x (s STRUCT<a:INT,A:INT>)", "field 'a' of a STRUCT is given twice");
    row("two fields of one name, inside", "CREATE TABLE n_x (s ARRAY<MAP<STRING,STRUCT<`from`:INT,`From`:INT>>>)",
        "field 'from' of a STRUCT is given twice");
    row("two names of one value", "SELECT named_struct('a', 1, 'A', 2)", "field 'a' is given twice");
}

void tst_SqlNested::structsOfOtherShapeAreRefused()
{
    QFETCH(QString, sql);
    QFETCH(QString, why);
    RUN(u"CREATE TABLE n_t (s STRUCT<a:INT,b:STRING>) TBLPROPERTIES ('transactional'='true')"_s);
    const test::JobOutcome job = client().run(sql);
    QVERIFY2(!job.isGood() && job.text.contains(why), qPrintable(job.text));
    QCOMPARE(client().rows(u"SELECT COUNT(*) FROM n_t"_s), QStringList{u"0"_s});
}

void tst_SqlNested::namesOfFieldsIgnoreCase()
{
    RUN(u"CREATE TABLE n_t (id BIGINT, c STRUCT<userId:INT,`From`:STRING>)"_s);
    RUN(u"INSERT INTO n_t SELECT 1, named_struct('userid', 5, 'from', 'x')"_s);
    RUN(u"INSERT INTO n_t SELECT 2, named_struct('userId', 6, 'FROM', 'y')"_s);
    QCOMPARE(client().rows(u"SELECT id, c.userid, c.userId, c.`from`, c, to_json(c) FROM n_t ORDER BY id LIMIT 2"_s),
             (QStringList{uR"(1|5|5|x|{"userid":5,"from":"x"}|{"userid":5,"from":"x"})"_s,
                          uR"(2|6|6|y|{"userid":6,"from":"y"}|{"userid":6,"from":"y"})"_s}));
    QVERIFY(client().run(u"SHOW CREATE TABLE n_t"_s).text.contains(u"STRUCT<userid:INT,`from`:STRING>"));
}

void tst_SqlNested::fieldsAreRenamedWithTheirColumn()
{
    RUN(u"CREATE TABLE n_t (s ARRAY<STRUCT<a:INT>>)"_s);
    RUN(u"INSERT INTO n_t SELECT array(struct(1), NULL)"_s);
    RUN(u"ALTER TABLE n_t CHANGE COLUMN s s ARRAY<STRUCT<b:STRING>>"_s);
    QCOMPARE(client().rows(u"SELECT s, s[0].b FROM n_t"_s), QStringList{uR"([{"b":"1"},null]|1)"_s});
}

// What version 0.1 left behind: types with capitals, rows under either spelling.
void tst_SqlNested::rowsWithCapitalsAreFoldedAtTheNextStart()
{
    RUN(u"CREATE TABLE n_t (id BIGINT, c STRUCT<userid:INT,tags:ARRAY<STRUCT<tagname:STRING>>>)"_s);
    RUN(u"INSERT INTO n_t SELECT 1, struct(5, array(struct('x'))) UNION ALL SELECT 2, struct(6, NULL)"_s);
    {
        pqxx::connection engine(sandbox().connectionString(sandbox().engine(), u"maxcompute"_s));
        pqxx::work sql(engine);
        const std::string relation =
            sql.exec1("UPDATE mc.tables SET columns = replace(replace(columns::text, 'userid', '`userId`'), 'tagname', "
                      "'`tagName`')::jsonb WHERE name = 'n_t' RETURNING format('mc_data_%s.t%s', schema_id, id)")[0]
                .c_str();
        sql.exec("UPDATE " + relation
                 + " SET c = replace(replace(c::text, 'userid', 'userId'), 'tagname', 'tagName')::jsonb WHERE id = 1");
        sql.commit();
    }
    sandbox().stop();
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
    QCOMPARE(
        client().rows(u"SELECT id, c.userid, c.tags[0].tagname, c FROM n_t ORDER BY id LIMIT 2"_s),
        (QStringList{uR"(1|5|x|{"userid":5,"tags":[{"tagname":"x"}]})"_s, uR"(2|6|NULL|{"userid":6,"tags":null})"_s}));
}

void tst_SqlNested::arrayOfTwoDimensionsFailsTheJob()
{
    pqxx::connection hologres(sandbox().connectionString(sandbox().admin()));
    pqxx::nontransaction sql(hologres);
    sql.exec("DROP TABLE IF EXISTS public.n_square; CREATE TABLE public.n_square (id int, a int[]); "
             "INSERT INTO public.n_square VALUES (1, '{1,2}'), (2, '{{1,2},{3,4}}'), (3, NULL), (4, '{}')");
    RUN(test::externalTable(u"n_square"_s, u"id INT, a ARRAY<INT>"_s, u"n_square"_s));
    const test::JobOutcome job = client().run(u"SELECT * FROM n_square"_s);
    QCOMPARE(job.code(), u"ODPS-0123144"_s);
    QVERIFY2(job.text.contains(u"the value '{{1,2},{3,4}}' of column 'a' does not fit the type ARRAY<INT>"),
             qPrintable(job.text));
    // Who does not ask for the value is not kept from the rest.
    QCOMPARE(client().rows(u"SELECT COUNT(*) FROM n_square"_s), QStringList{u"4"_s});
    QCOMPARE(client().rows(u"SELECT a FROM n_square WHERE id <> 2 ORDER BY id LIMIT 3"_s),
             (QStringList{u"[1,2]"_s, u"NULL"_s, u"[]"_s}));
    sql.exec("DROP TABLE public.n_square");
}

void tst_SqlNested::arrayThatDoesNotCountFromOneIsRead()
{
    pqxx::connection hologres(sandbox().connectionString(sandbox().admin()));
    pqxx::nontransaction sql(hologres);
    sql.exec("DROP TABLE IF EXISTS public.n_low; CREATE TABLE public.n_low (a text[]); "
             "INSERT INTO public.n_low VALUES ('[0:1]={x,y}')");
    RUN(test::externalTable(u"n_low"_s, u"a ARRAY<STRING>"_s, u"n_low"_s));
    QCOMPARE(client().rows(u"SELECT a, a[0], a[1], size(a) FROM n_low"_s), QStringList{uR"(["x","y"]|x|y|2)"_s});
    sql.exec("DROP TABLE public.n_low");
}

void tst_SqlNested::valueThatArrowHasNotIsNamed()
{
    const auto arrow = [](const QByteArray &table, int rows) {
        const QByteArray resource = "/tables/" + table;
        const QByteArray id = client().send("POST", resource + "?downloads").json()[u"DownloadID"].toString().toUtf8();
        return client().send("GET",
                             resource + "?data&arrow&rowrange=(0," + QByteArray::number(rows) + ")&downloadid=" + id);
    };
    RUN(u"CREATE TABLE n_few AS SELECT 1 AS id, TIMESTAMP '0001-01-01 00:00:00' AS t"_s);
    const test::Answer few = arrow("n_few", 1);
    QCOMPARE(few.status, 400);
    QCOMPARE(few.code(), u"MalformedDataStream"_s);
    QCOMPARE(few.json()[u"Message"].toString(),
             u"A value of column t does not fit the type TIMESTAMP. 0001-01-01 00:00:00"_s);
    QCOMPARE(client().download("/tables/n_few"), QStringList{u"1|0001-01-01 00:00:00"_s});
    // Far behind what is made before the reply begins.
    RUN(u"CREATE TABLE n_many (id BIGINT, pad STRING, t TIMESTAMP)"_s);
    RUN(u"INSERT INTO n_many SELECT n, repeat('x', 1000), IF(n = 9999, TIMESTAMP '2300-01-01 00:00:00', NULL) "
        "FROM (SELECT explode(sequence(1L, 10000L)) AS (n)) AS s"_s);
    const test::Answer many = arrow("n_many", 10'000);
    QCOMPARE(many.status, 400);
    QVERIFY2(many.body.contains("2300-01-01 00:00:00"), many.body.constData());
    QCOMPARE(arrow("n_many", 9'000).status, 200);
}

QTEST_GUILESS_MAIN(tst_SqlNested)
#include "tst_sqlnested.moc"
