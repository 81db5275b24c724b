// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandboxsql/functions.h>
#include <isthmus/sandboxsql/parser.h>
#include <isthmus/sandboxsql/runtime.h>
#include <isthmus/sandboxsql/translate.h>

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace isthmus;
using namespace isthmus::sandboxsql;

namespace {

catalog::Column column(const char *name, const char *type, bool isPartitionKey = false)
{
    catalog::Column result;
    result.name = QString::fromLatin1(name);
    result.type = catalog::parseMaxComputeType(QString::fromLatin1(type));
    result.isPartitionKey = isPartitionKey;
    return result;
}

// Knows t (a table of every sort of column), u and the partitioned table p, in schema "default".
class FixedTables : public NameResolver {
public:
    SqlResult<ResolvedTable> resolve(const TableName &name) override
    {
        const QString table = name.name().toLower();
        if (table == u"t")
            return ResolvedTable{QStringLiteral("\"d\".\"t\""),
                                 {column("id", "BIGINT"), column("n", "INT"), column("s", "STRING"),
                                  column("d", "DECIMAL(10,2)"), column("f", "DOUBLE"), column("at", "DATETIME"),
                                  column("day", "DATE"), column("tags", "ARRAY<STRING>"),
                                  column("m", "MAP<STRING,BIGINT>"), column("r", "STRUCT<a:INT,b:STRING>"),
                                  column("ok", "BOOLEAN")}};
        if (table == u"u")
            return ResolvedTable{QStringLiteral("\"d\".\"u\""), {column("id", "BIGINT"), column("x", "STRING")}};
        if (table == u"p")
            return ResolvedTable{QStringLiteral("\"d\".\"p\""), {column("v", "INT"), column("dt", "STRING", true)}};
        return tl::unexpected(SqlError::tableNotFound(name.position, name.text()));
    }
};

QueryPtr queryOf(const QString &sql)
{
    const auto parsed = parse(sql);
    if (!parsed)
        qFatal("%s: %s", qPrintable(sql), qPrintable(parsed.error().text()));
    return std::get<QueryStatement>(parsed->first().statement).query;
}

SqlResult<TranslatedQuery> translated(const QString &sql)
{
    FixedTables tables;
    return translateQuery(*queryOf(sql), tables);
}

QStringList typesOf(const TranslatedQuery &query)
{
    QStringList types;
    for (const catalog::Column &entry : query.columns)
        types.append(entry.name + u' ' + entry.type.text);
    return types;
}

} // namespace

class tst_Translate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void queriesBecomePostgres_data();
    void queriesBecomePostgres();
    void expressionsHaveMaxComputeTypes_data();
    void expressionsHaveMaxComputeTypes();
    void mistakesSayWhereAndWhat_data();
    void mistakesSayWhereAndWhat();
    void columnsGetNames_data();
    void columnsGetNames();
    void hostileNamesAndTextStayQuoted();
    void fullScansAreNoticed_data();
    void fullScansAreNoticed();
    void insertConvertsToTheTarget();
    void insertRefusesWhatDoesNotFit();
    void updateAndDelete();
    void defaultsAreConstants();
    void deepTreesAreTranslated();
    void repeatedArgumentsCannotGrowWithoutBound();
    void everyRefusedFunctionIsNamed();
    void runtimeHasEveryFunctionThatQueriesCall();
    void randomQueriesNeverCrash();
};

void tst_Translate::queriesBecomePostgres_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("postgres");
    const auto add = [](const char *sql, const char *postgres) {
        QTest::newRow(sql) << QString::fromUtf8(sql) << QString::fromUtf8(postgres);
    };
    add("select 1", "SELECT 1 AS \"_c0\"");
    add("SELECT Id, s AS Name FROM d.T",
        "SELECT \"t\".\"id\" AS \"id\", \"t\".\"s\" AS \"name\" FROM \"d\".\"t\" AS \"t\"");
    add("select p.d.t.id from p.d.t", "SELECT \"t\".\"id\" AS \"id\" FROM \"d\".\"t\" AS \"t\"");
    add("select * from u", "SELECT \"u\".\"id\" AS \"id\", \"u\".\"x\" AS \"x\" FROM \"d\".\"u\" AS \"u\"");
    add("select u.* from u limit 2, 3",
        "SELECT \"u\".\"id\" AS \"id\", \"u\".\"x\" AS \"x\" FROM \"d\".\"u\" AS \"u\" LIMIT 3 OFFSET 2");
    add("select a.id from t a join u b on a.id = b.id",
        "SELECT \"a\".\"id\" AS \"id\" FROM \"d\".\"t\" AS \"a\" INNER JOIN \"d\".\"u\" AS \"b\" ON (\"a\".\"id\" = "
        "\"b\".\"id\")");
    add("select id, x from t left join u using (id)",
        "SELECT \"id\" AS \"id\", \"u\".\"x\" AS \"x\" FROM \"d\".\"t\" AS \"t\" LEFT JOIN \"d\".\"u\" AS \"u\" USING "
        "(\"id\")");
    add("select n from t left anti join u on t.id = u.id where n > 1",
        "SELECT \"t\".\"n\" AS \"n\" FROM \"d\".\"t\" AS \"t\" WHERE (\"t\".\"n\" > 1) AND NOT EXISTS (SELECT 1 FROM "
        "\"d\".\"u\" AS \"u\" WHERE (\"t\".\"id\" = \"u\".\"id\"))");
    add("select id from t order by n desc, id",
        "SELECT \"t\".\"id\" AS \"id\" FROM \"d\".\"t\" AS \"t\" ORDER BY \"t\".\"n\" DESC NULLS LAST, \"id\" ASC "
        "NULLS "
        "FIRST");
    add("select upper(s) u, count(*) c from t group by u having c > 1",
        "SELECT upper(\"t\".\"s\") AS \"u\", count(*) AS \"c\" FROM \"d\".\"t\" AS \"t\" GROUP BY upper(\"t\".\"s\") "
        "HAVING (count(*) > 1)");
    add("select n, count(*) from t group by 1",
        "SELECT \"t\".\"n\" AS \"n\", count(*) AS \"_c1\" FROM \"d\".\"t\" AS \"t\" GROUP BY 1");
    add("select 5 k, count(*) from t group by k order by true",
        "SELECT 5 AS \"k\", count(*) AS \"_c1\" FROM \"d\".\"t\" AS \"t\" GROUP BY (SELECT 5) ORDER BY (SELECT TRUE) "
        "ASC "
        "NULLS FIRST");
    add("select n from t group by n with rollup",
        "SELECT \"t\".\"n\" AS \"n\" FROM \"d\".\"t\" AS \"t\" GROUP BY ROLLUP (\"t\".\"n\")");
    add("select 1 a union all select 2",
        "(SELECT 1 AS \"a\") UNION ALL (SELECT \"_t\".\"_c0\" AS \"a\" FROM (SELECT 2 AS \"_c0\") AS "
        "\"_t\"(\"_c0\"))");
    add("select 1 a minus select 2 a", "(SELECT 1 AS \"a\") EXCEPT (SELECT 2 AS \"a\")");
    add("with c as (select 1 a) select a from c",
        "WITH \"c\"(\"a\") AS (SELECT 1 AS \"a\") SELECT \"c\".\"a\" AS \"a\" FROM \"c\" AS \"c\"");
    add("select v.a from values (1), (null) v(a)",
        "SELECT \"v\".\"a\" AS \"a\" FROM (SELECT * FROM (VALUES (1), (NULL::integer)) AS \"_v\"(\"_c0\")) AS "
        "\"v\"(\"a\")");
    add("select id, x from t lateral view explode(tags) e as x",
        "SELECT \"t\".\"id\" AS \"id\", \"e\".\"x\" AS \"x\" FROM \"d\".\"t\" AS \"t\" CROSS JOIN LATERAL "
        "unnest(\"t\".\"tags\") AS \"e\"(\"x\")");
    add("select row_number() over (partition by n order by id desc) from t",
        "SELECT (row_number() OVER (PARTITION BY \"t\".\"n\" ORDER BY \"t\".\"id\" DESC NULLS LAST)) AS \"_c0\" FROM "
        "\"d\".\"t\" AS \"t\"");
    add("select sum(id) over (order by n rows between unbounded preceding and current row) from t",
        "SELECT (sum(\"t\".\"id\") OVER (ORDER BY \"t\".\"n\" ASC NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND "
        "CURRENT ROW))::bigint AS \"_c0\" FROM \"d\".\"t\" AS \"t\"");
    add("select id from t where id in (select id from u) and exists (select 1 from u where u.id = t.id)",
        "SELECT \"t\".\"id\" AS \"id\" FROM \"d\".\"t\" AS \"t\" WHERE ((\"t\".\"id\" IN (SELECT \"u\".\"id\" AS "
        "\"id\" "
        "FROM \"d\".\"u\" AS \"u\")) AND EXISTS (SELECT 1 AS \"_c0\" FROM \"d\".\"u\" AS \"u\" WHERE (\"u\".\"id\" = "
        "\"t\".\"id\")))");
    add("select s = 1, s = date '2024-01-15' from t",
        "SELECT (mc_runtime.to_double(\"t\".\"s\"::text)::double precision = 1::double precision) AS \"_c0\", "
        "(mc_runtime.to_day(\"t\".\"s\"::text) = '2024-01-15'::date) AS \"_c1\" FROM \"d\".\"t\" AS \"t\"");
    add("select m['k'], tags[0], r.a from t",
        "SELECT ((\"t\".\"m\" -> 'k'::text) #>> '{}')::bigint AS \"_c0\", ((\"t\".\"tags\")[(0::bigint)::integer + 1]) "
        "AS \"_c1\", ((\"t\".\"r\" -> 'a') #>> '{}')::integer AS \"a\" FROM \"d\".\"t\" AS \"t\"");
    add("select dateadd(at, 1, 'dd') from t",
        "SELECT date_trunc('milliseconds', mc_type.first_of((mc_runtime.dateadd(mc_runtime.in_range("
        "\"t\".\"at\"::timestamp), 1::bigint, 'day'))::timestamptz))::timestamptz(3) AS \"_c0\" FROM "
        "\"d\".\"t\" AS \"t\"");
    add("select s rlike '^a\\\\d', s like 'a\\\\%' from t",
        "SELECT ((\"t\".\"s\" ~ E'^a\\\\d'::text)) AS \"_c0\", (\"t\".\"s\" LIKE E'a\\\\%'::text) AS \"_c1\" FROM "
        "\"d\".\"t\" AS \"t\"");
}

void tst_Translate::queriesBecomePostgres()
{
    QFETCH(QString, sql);
    QFETCH(QString, postgres);
    const auto query = translated(sql);
    QVERIFY2(query, query ? "" : qPrintable(query.error().text()));
    QCOMPARE(query->postgresSql, postgres);
}

void tst_Translate::expressionsHaveMaxComputeTypes_data()
{
    QTest::addColumn<QString>("type");
    const auto add = [](const char *expression, const char *type) {
        QTest::newRow(expression) << QString::fromLatin1(type);
    };
    add("1", "INT");
    add("2147483648", "BIGINT");
    add("1.5", "DOUBLE");
    add("1.5D", "DOUBLE");
    add("2d", "DOUBLE");
    add("1.5F", "FLOAT");
    add("-3.4028235E38f", "FLOAT");
    add("2f", "FLOAT");
    add("1.50BD", "DECIMAL(3,2)");
    add("'a'", "STRING");
    add("n + 1", "INT");
    add("n + id", "BIGINT");
    add("n / 2", "DOUBLE");
    add("n div 2", "BIGINT");
    add("d / 2", "DECIMAL(38,10)");
    add("d + 1", "DECIMAL(12,2)");
    add("d * d", "DECIMAL(21,4)");
    add("d + f", "DOUBLE");
    add("s + 1", "DOUBLE");
    add("n % 2", "INT");
    add("n & 1", "BIGINT");
    add("n > 1", "BOOLEAN");
    add("sum(n)", "BIGINT");
    add("sum(d)", "DECIMAL(38,2)");
    add("sum(s)", "DOUBLE");
    add("avg(n)", "DOUBLE");
    add("count(*)", "BIGINT");
    add("max(day)", "DATE");
    add("collect_list(n)", "ARRAY<INT>");
    add("if(ok, n, id)", "BIGINT");
    add("case when ok then 1 end", "INT");
    add("coalesce(null, s)", "STRING");
    add("greatest(n, 1.5)", "DOUBLE");
    add("at + interval 1 day", "DATETIME");
    add("dateadd(day, 1, 'dd')", "DATE");
    add("dateadd(s, 1, 'dd')", "DATETIME");
    add("to_date('2024-01-01')", "DATE");
    add("to_date('20240101', 'yyyymmdd')", "DATETIME");
    add("year(at)", "INT");
    add("datediff(at, day, 'dd')", "BIGINT");
    add("cast(s as decimal(20,4))", "DECIMAL(20,4)");
    add("cast(n as varchar(5))", "VARCHAR(5)");
    add("split(s, ',')", "ARRAY<STRING>");
    add("map('a', 1)", "MAP<STRING,INT>");
    add("ceil(f)", "BIGINT");
    add("round(d, 1)", "DECIMAL(10,2)");
    add("(select max(id) from u)", "BIGINT");
    add("row_number() over (order by id)", "BIGINT");
    add("lag(day) over (order by id)", "DATE");
    add("null", "");
    add("current_date", "DATE");
}

void tst_Translate::expressionsHaveMaxComputeTypes()
{
    QFETCH(QString, type);
    const auto query = translated(QStringLiteral("select %1 from t").arg(QString::fromLatin1(QTest::currentDataTag())));
    QVERIFY2(query, query ? "" : qPrintable(query.error().text()));
    QCOMPARE(query->columns.first().type.text, type);
}

void tst_Translate::mistakesSayWhereAndWhat_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("text");
    const auto add = [](const char *sql, const char *text) {
        QTest::newRow(sql) << QString::fromUtf8(sql) << QString::fromUtf8(text);
    };
    add("select * from x.nope", "ODPS-0130131:[1,15] Table not found - table x.nope cannot be resolved");
    add("select id,\n nope from t", "ODPS-0130071:[2,2] Semantic analysis exception - column nope cannot be resolved");
    add("select id from t, u", "ODPS-0130071:[1,8] Semantic analysis exception - column id is ambiguous");
    add("select v.* from t", "ODPS-0130071:[1,8] Semantic analysis exception - table v cannot be resolved");
    add("select 1 from t, t", "ODPS-0130071:[1,18] Semantic analysis exception - table or alias t is named twice");
    add("select id + day from t",
        "ODPS-0130071:[1,11] Semantic analysis exception - a value of type DATE is no number");
    add("select 1 from t where n",
        "ODPS-0130071:[1,23] Semantic analysis exception - a condition must be BOOLEAN, not "
        "INT");
    add("select ok = s from t",
        "ODPS-0130071:[1,11] Semantic analysis exception - values of types BOOLEAN and STRING cannot be compared");
    add("select foo(1)", "ODPS-0130071:[1,8] Semantic analysis exception - function foo cannot be resolved");
    add("select lower()",
        "ODPS-0130071:[1,8] Semantic analysis exception - function lower does not take 0 argument(s)");
    add("select lower(distinct 'a')",
        "ODPS-0130071:[1,8] Semantic analysis exception - lower is no aggregate function");
    add("select rank() from t",
        "ODPS-0130071:[1,8] Semantic analysis exception - window function rank wants an OVER clause");
    add("select hash(1)",
        "ODPS-0130161:[1,8] Semantic analysis exception - function hash is not supported by the sandbox");
    add("select date '2024-02-30'", "ODPS-0130071:[1,8] Semantic analysis exception - '2024-02-30' is no DATE");
    add("select 99999999999999999999",
        "ODPS-0130071:[1,8] Semantic analysis exception - number 99999999999999999999 is "
        "out of range");
    add("select 1 union select 1, 2",
        "ODPS-0130071:[1,16] Semantic analysis exception - the queries have 1 and 2 "
        "columns");
    add("select n from t order by 2",
        "ODPS-0130071:[1,26] Semantic analysis exception - position 2 is not in the SELECT "
        "list");
    add("select dateadd(at, 1, 'xx') from t", "ODPS-0130071:[1,23] Semantic analysis exception - 'xx' is no date part");
    add("select cast(day as bigint) from t",
        "ODPS-0130071:[1,8] Semantic analysis exception - a value of type DATE cannot be converted to BIGINT");
    add("select 'a\\0b'",
        "ODPS-0130161:[1,8] Semantic analysis exception - the character \\0 in text is not supported by "
        "the sandbox");
    add("select r.zz from t", "ODPS-0130071:[1,8] Semantic analysis exception - field zz cannot be resolved");
}

void tst_Translate::mistakesSayWhereAndWhat()
{
    QFETCH(QString, sql);
    QFETCH(QString, text);
    const auto query = translated(sql);
    QVERIFY(!query);
    QCOMPARE(query.error().text(), text);
}

void tst_Translate::columnsGetNames_data()
{
    QTest::addColumn<QStringList>("columns");
    QTest::newRow("select 1, id, t.n as N, r.b from t") << QStringList{
        QStringLiteral("_c0 INT"), QStringLiteral("id BIGINT"), QStringLiteral("n INT"), QStringLiteral("b STRING")};
    QTest::newRow("select t.id, u.id, u.* from t, u")
        << QStringList{QStringLiteral("id BIGINT"), QStringLiteral("id2 BIGINT"), QStringLiteral("id3 BIGINT"),
                       QStringLiteral("x STRING")};
    QTest::newRow("select a as b, c from (select id a, x c from u union all select n, s from t) q")
        << QStringList{QStringLiteral("b BIGINT"), QStringLiteral("c STRING")};
    QTest::newRow("select x from u natural join t") << QStringList{QStringLiteral("x STRING")};
}

void tst_Translate::columnsGetNames()
{
    QFETCH(QStringList, columns);
    const auto query = translated(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(query, query ? "" : qPrintable(query.error().text()));
    QCOMPARE(typesOf(*query), columns);
}

void tst_Translate::hostileNamesAndTextStayQuoted()
{
    const auto query = translated(QStringLiteral(
        "select 'a\\'; drop table t; --' as `x\"; drop table t; --` from t `q\"r` where `q\"r`.s = \"'\""));
    QVERIFY2(query, query ? "" : qPrintable(query.error().text()));
    QCOMPARE(query->postgresSql,
             QStringLiteral("SELECT 'a''; drop table t; --'::text AS \"x\"\"; drop table t; --\" FROM \"d\".\"t\" AS "
                            "\"q\"\"r\" WHERE (\"q\"\"r\".\"s\" = ''''::text)"));
    // Text that looks like a place holder of the function table stays as it is.
    QVERIFY(translated(QStringLiteral("select replace('$2', '%1', 'rt.x')"))
                ->postgresSql.contains(u"replace('$2'::text, '%1'::text, 'rt.x'::text)"));
}

void tst_Translate::fullScansAreNoticed_data()
{
    QTest::addColumn<bool>("isFullScan");
    QTest::newRow("select * from p") << true;
    QTest::newRow("select * from p where v = 1") << true;
    QTest::newRow("select * from p where dt = '1'") << false;
    QTest::newRow("select * from p where v = 1 and dt > 20240101") << false;
    QTest::newRow("select * from (select v, dt day from p) q where day = '1'") << false;
    QTest::newRow("select * from t join p on p.dt = t.s") << false;
    QTest::newRow("select * from p a, p b where a.dt = '1'") << true;
    QTest::newRow("with c as (select * from p) select * from c where dt = '1'") << false;
    QTest::newRow("select dt from p") << true;
    QTest::newRow("select * from t") << false;
}

void tst_Translate::fullScansAreNoticed()
{
    QFETCH(bool, isFullScan);
    const auto query = translated(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(query, query ? "" : qPrintable(query.error().text()));
    QCOMPARE(query->fullScans.size(), isFullScan ? 1 : 0);
    if (isFullScan)
        QVERIFY(fullScanError(query->fullScans.first()).text().startsWith(u"ODPS-0130071:[1,"));
}

void tst_Translate::insertConvertsToTheTarget()
{
    FixedTables tables;
    const QList<catalog::Column> targets{column("a", "STRING"), column("b", "BIGINT"), column("c", "DECIMAL(10,2)")};
    const auto query = translateInsert(*queryOf(QStringLiteral("select id, s, 1 from t")), tables, targets);
    QVERIFY2(query, query ? "" : qPrintable(query.error().text()));
    QCOMPARE(
        query->postgresSql,
        QStringLiteral("SELECT \"_t\".\"_c0\"::text AS \"a\", mc_runtime.to_bigint(\"_t\".\"_c1\"::text)::bigint AS "
                       "\"b\", mc_runtime.fit(\"_t\".\"_c2\"::numeric, 10, 2, 'c')::numeric(10,2) AS \"c\" FROM "
                       "(SELECT \"t\".\"id\" AS \"id\", "
                       "\"t\".\"s\" AS \"s\", 1 AS \"_c2\" FROM \"d\".\"t\" AS \"t\") AS "
                       "\"_t\"(\"_c0\", \"_c1\", \"_c2\")"));
    QCOMPARE(typesOf(*query),
             (QStringList{QStringLiteral("a STRING"), QStringLiteral("b BIGINT"), QStringLiteral("c DECIMAL(10,2)")}));
    const auto values =
        translateInsert(*queryOf(QStringLiteral("values ('x', 1, 2.5bd), (null, null, null)")), tables, targets);
    QVERIFY2(values, values ? "" : qPrintable(values.error().text()));
    QVERIFY(values->postgresSql.contains(
        u"(VALUES ('x'::text, 1, 2.5::numeric(2,1)), (NULL::text, NULL::integer, NULL::numeric(2,1)))"));
}

void tst_Translate::insertRefusesWhatDoesNotFit()
{
    FixedTables tables;
    const QList<catalog::Column> targets{column("a", "BIGINT")};
    const auto count = translateInsert(*queryOf(QStringLiteral("select 1, 2")), tables, targets);
    QCOMPARE(count.error().text(),
             QStringLiteral("ODPS-0130071:[1,1] Semantic analysis exception - 1 columns are wanted, the query has 2"));
    const auto type = translateInsert(*queryOf(QStringLiteral("select day from t")), tables, targets);
    QVERIFY(type.error().message.endsWith(u"column 'a' of type BIGINT takes no value of type DATE"));
}

void tst_Translate::updateAndDelete()
{
    FixedTables tables;
    const auto statement = [](const char *sql) { return parse(QString::fromLatin1(sql))->first().statement; };
    const auto update =
        translateUpdate(std::get<Update>(statement("update t set n = '5', s = upper(s) where id = 1")), tables);
    QVERIFY2(update, update ? "" : qPrintable(update.error().text()));
    QCOMPARE(update->postgresSql,
             QStringLiteral("UPDATE \"d\".\"t\" AS \"t\" SET \"n\" = mc_runtime.to_bigint('5'::text::text)::integer, "
                            "\"s\" = upper(\"t\".\"s\") WHERE (\"t\".\"id\" = 1)"));
    const auto remove = translateDelete(std::get<Delete>(statement("delete from t x where x.n is null")), tables);
    QCOMPARE(remove->postgresSql, QStringLiteral("DELETE FROM \"d\".\"t\" AS \"x\" WHERE (\"x\".\"n\" IS NULL)"));
    QVERIFY(!translateUpdate(std::get<Update>(statement("update p set dt = '1'")), tables));
    QVERIFY(!translateUpdate(std::get<Update>(statement("update t set n = 1, N = 2")), tables));
    QVERIFY(!translateUpdate(std::get<Update>(statement("update t set zz = 1")), tables));
}

void tst_Translate::defaultsAreConstants()
{
    const auto bigint = catalog::parseMaxComputeType(u"BIGINT");
    QCOMPARE(translateDefault(*parseExpression(QStringLiteral("1 + 1")), bigint), QStringLiteral("(1 + 1)::bigint"));
    QVERIFY(!translateDefault(*parseExpression(QStringLiteral("id")), bigint));
    QVERIFY(!translateDefault(*parseExpression(QStringLiteral("(select 1 from t)")), bigint));
}

void tst_Translate::deepTreesAreTranslated()
{
    const QString chain = QStringLiteral("1") + QStringLiteral("+n").repeated(990);
    QVERIFY(translated(QStringLiteral("select %1 from t").arg(chain)));
    const QString nested = QStringLiteral("abs(").repeated(140) + u'n' + QStringLiteral(")").repeated(140);
    QVERIFY(translated(QStringLiteral("select %1 from t").arg(nested)));
    const QString subqueries = QStringLiteral("select * from (").repeated(60) + QStringLiteral("select n from t")
        + QStringLiteral(") q").repeated(60);
    QVERIFY(translated(subqueries));
}

void tst_Translate::repeatedArgumentsCannotGrowWithoutBound()
{
    for (const QString &call : {QStringLiteral("least(n,"), QStringLiteral("pmod(n,")}) {
        const auto query = translated(QStringLiteral("select ") + call.repeated(140) + u'n'
                                      + QStringLiteral(")").repeated(140) + QStringLiteral(" from t"));
        QVERIFY(!query);
        QVERIFY(query.error().message.contains(u"too large"));
    }
    QString stars = QStringLiteral("select * from t");
    for (int i = 0; i < 12; ++i)
        stars = QStringLiteral("select *, * from (%1) q").arg(stars);
    QVERIFY(!translated(stars));
}

void tst_Translate::everyRefusedFunctionIsNamed()
{
    int refused = 0;
    QSet<QString> names;
    for (const FunctionInfo &function : supportedFunctions()) {
        QVERIFY(!function.group.isEmpty() && !function.signature.isEmpty());
        names.insert(function.name);
        if (function.supported)
            continue;
        ++refused;
        const auto query = translated(QStringLiteral("select `%1`(1)").arg(function.name));
        QVERIFY2(!query, qPrintable(function.name));
        QVERIFY(query.error().message.contains(QStringLiteral("function %1 is not supported").arg(function.name)));
    }
    QVERIFY(refused > 20);
    QVERIFY(names.size() - refused > 230);
    QVERIFY(names.contains(QStringLiteral("get_json_object")));
}

void tst_Translate::runtimeHasEveryFunctionThatQueriesCall()
{
    const QString runtime = runtimeSql();
    const QStringList calls{
        QStringLiteral("substr(s, 1), substr(s, 1, 2), instr(s, 'a'), split(s, ','), split_part(s, ',', 1)"),
        QStringLiteral("substring_index(s, ',', 1), find_in_set(s, s), char_matchcount(s, s), keyvalue(s, s)"),
        QStringLiteral("regexp_extract(s, s), sha2(s, 256), crc32(s), url_encode(s), url_decode(s)"),
        QStringLiteral("get_json_object(s, '$.a'), bin(n), round(f), trunc(f, 1), array_distinct(array(1))"),
        QStringLiteral("any_value(n), to_char(at, 'yyyy'), date_format(at, 'yyyy'), to_date(s, 'yyyymmdd')"),
        QStringLiteral("dateadd(at, 1, 'dd'), datediff(at, at), lastday(at), months_between(at, at), next_day(at, s)"),
        QStringLiteral(
            "cast(s as bigint), cast(s as double), cast(s as decimal), cast(s as tinyint), cast(f as string)"),
        QStringLiteral("cast(s as boolean), cast(s as datetime), cast(cast(at as timestamp) as string)"),
        QStringLiteral("cast(s as date), from_json(s, 'a int'), to_json(tags), str_to_map(s), slice(tags, 1, 1)"),
        QStringLiteral("sequence(1, 2), array_except(tags, tags), array_intersect(tags, tags), conv(s, 2, 8)"),
        QStringLiteral("shiftrightunsigned(n, 1), sha1(s), unhex(s), is_encoding(s, s, s), parse_url(s, 'HOST')"),
        QStringLiteral("soundex(s), format_number(f, 2), regexp_extract_all(s, s)"),
    };
    QSet<QString> seen;
    for (const QString &list : calls) {
        const auto query = translated(QStringLiteral("select %1 from t").arg(list));
        QVERIFY2(query, query ? "" : qPrintable(query.error().text()));
        static const QRegularExpression call(QStringLiteral("mc_runtime\\.(\\w+)\\("));
        for (auto it = call.globalMatch(query->postgresSql); it.hasNext();) {
            const QString name = it.next().captured(1);
            seen.insert(name);
            QVERIFY2(runtime.contains(QStringLiteral("FUNCTION mc_runtime.%1(").arg(name))
                         || runtime.contains(QStringLiteral("AGGREGATE mc_runtime.%1(").arg(name)),
                     qPrintable(name));
        }
    }
    QVERIFY2(seen.size() >= 45, qPrintable(QString::number(seen.size())));
}

void tst_Translate::randomQueriesNeverCrash()
{
    const QStringList parts =
        QStringLiteral(
            "id|n|s|d|f|at|day|tags|m|r|ok|1|2.5|'a'|null|t.id|r.a|m['k']|tags[0]|abs(|sum(|if(|concat(|"
            "case when|then|else|end|(|)|)|)|,|,|+|-|*|/|=|<|and|or|not|in (|between|like|is null|over ()|"
            "dateadd(|'dd'|cast(|as bigint)|as string)|greatest(|count(*)|array(|explode(|transform(|filter(|"
            "array_reduce(|x ->|(x, y) ->|x|, tags|zip_with(|stack(|trim(|both|from|like any (|over w|"
            "sequence(|flatten(|map_filter(m|from_json(s|json_object(|ignore nulls")
            .split(u'|');
    QRandomGenerator random(7);
    int accepted = 0;
    for (int i = 0; i < 20000; ++i) {
        QString sql = QStringLiteral("select ");
        const int length = 1 + random.bounded(10);
        for (int j = 0; j < length; ++j)
            sql += parts[random.bounded(parts.size())] + u' ';
        const auto parsed = parse(sql + QStringLiteral(" from t"));
        if (!parsed || !std::holds_alternative<QueryStatement>(parsed->first().statement))
            continue;
        FixedTables tables;
        const auto query = translateQuery(*std::get<QueryStatement>(parsed->first().statement).query, tables);
        accepted += query ? 1 : 0;
        if (!query)
            QVERIFY2(query.error().code.startsWith(u"ODPS-0130"), qPrintable(sql));
    }
    QVERIFY2(accepted > 300, qPrintable(QString::number(accepted)));
}

QTEST_GUILESS_MAIN(tst_Translate)
#include "tst_translate.moc"
