// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandboxsql/parser.h>
#include <isthmus/sandboxsql/translate.h>

#include <QTest>

using namespace isthmus;
using namespace isthmus::sandboxsql;
using namespace Qt::StringLiterals;

namespace {

catalog::Column column(const QString &name, QStringView type, bool isPartitionKey = false)
{
    catalog::Column result;
    result.name = name;
    result.type = catalog::parseMaxComputeType(type);
    result.isPartitionKey = isPartitionKey;
    return result;
}

/// t (id, v, partitioned by dt) and s (id, v, when).
class FixedTables : public NameResolver {
public:
    SqlResult<ResolvedTable> resolve(const TableName &name) override
    {
        if (name.name() == u"t")
            return ResolvedTable{
                u"\"d\".\"t\""_s,
                {column(u"id"_s, u"BIGINT"), column(u"v"_s, u"STRING"), column(u"dt"_s, u"STRING", true)}};
        if (name.name() == u"s")
            return ResolvedTable{u"\"d\".\"s\""_s, {column(u"id"_s, u"INT"), column(u"v"_s, u"STRING")}};
        return tl::unexpected(SqlError::tableNotFound(name.position, name.text()));
    }
    SqlResult<std::optional<QString>> greatestPartition(const TableName &name) override
    {
        return name.name() == u"t" ? std::optional(u"it's"_s) : std::nullopt;
    }
    SqlResult<bool> partitionExists(const TableName &, const QStringList &values) override
    {
        return values == QStringList{u"x"_s};
    }
};

template <typename T>
T statement(const QString &sql)
{
    const auto parsed = parse(sql);
    if (!parsed)
        qFatal("%s: %s", qPrintable(sql), qPrintable(parsed.error().text()));
    return std::get<T>(parsed->first().statement);
}

QString parseError(const QString &sql)
{
    const auto parsed = parse(sql);
    return parsed ? QString() : parsed.error().text();
}

SqlResult<TranslatedQuery> translated(const QString &sql)
{
    FixedTables tables;
    return translateQuery(*statement<QueryStatement>(sql).query, tables);
}

} // namespace

/// MERGE, multi-insert, QUALIFY, windows by name, samples, lambdas: from text to PostgreSQL.
class tst_Changes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mergeIsParsed();
    void mergeBecomesPostgres();
    void mergeMistakesSayWhereAndWhat_data();
    void mergeMistakesSayWhereAndWhat();
    void multiInsertSharesItsSource();
    void fromFirstIsAQuery();
    void qualifyIsOneQueryFurtherOut();
    void windowsAreFoundByName();
    void samplesAreSubqueries();
    void exceptLeavesColumnsOut();
    void lambdasAreParsed_data();
    void lambdasAreParsed();
    void lambdaTypesAreInferred_data();
    void lambdaTypesAreInferred();
    void catalogFunctionsAreConstants();
    void tableFunctionsStandAlone();
    void nestedLambdasAreBounded();
};

void tst_Changes::mergeIsParsed()
{
    const auto merge =
        statement<Merge>(u"merge into p.t as x using (select 1 id) y on x.id = y.id when matched and y.id > 0 "
                         "then update set x.v = 'a', v2 = 2 when matched then delete when not matched then "
                         "insert (ID, v) values (1, 'b')"_s);
    QCOMPARE(merge.table.text(), u"p.t"_s);
    QCOMPARE(merge.alias, u"x"_s);
    QCOMPARE(merge.source.alias, u"y"_s);
    QCOMPARE(merge.clauses.size(), size_t(3));
    QCOMPARE(merge.clauses[0].kind, Merge::Clause::Kind::Update);
    QVERIFY(merge.clauses[0].condition);
    QCOMPARE(merge.clauses[0].assignments.size(), 2);
    QCOMPARE(merge.clauses[0].assignments[0].column, u"v"_s);
    QCOMPARE(merge.clauses[1].kind, Merge::Clause::Kind::Delete);
    QVERIFY(!merge.clauses[1].condition);
    QCOMPARE(merge.clauses[2].kind, Merge::Clause::Kind::Insert);
    QCOMPARE(merge.clauses[2].columns, (QStringList{u"id"_s, u"v"_s}));
    QVERIFY(parseError(u"merge into t using s on 1 = 1"_s).startsWith(u"ODPS-0130161:[1,30]"));
    QVERIFY(parseError(u"merge into t using s on 1 = 1 when not matched then delete"_s).contains(u"expecting INSERT"));
}

void tst_Changes::mergeBecomesPostgres()
{
    FixedTables tables;
    const auto query = translateMerge(
        statement<Merge>(
            u"merge into t using s on t.id = s.id when matched and s.v is null then delete when matched then "
            "update set v = s.id when not matched then insert values (s.id, upper(s.v), 'p')"_s),
        tables);
    QVERIFY2(query, query ? "" : qPrintable(query.error().text()));
    QCOMPARE(
        query->postgresSql,
        u"MERGE INTO \"d\".\"t\" AS \"t\" USING \"d\".\"s\" AS \"s\" ON (\"t\".\"id\" = \"s\".\"id\") WHEN MATCHED AND "
        "(\"s\".\"v\" IS NULL) THEN DELETE WHEN MATCHED THEN UPDATE SET \"v\" = \"s\".\"id\"::text WHEN NOT MATCHED "
        "THEN "
        "INSERT (\"id\", \"v\", \"dt\") VALUES (\"s\".\"id\"::bigint, upper(\"s\".\"v\"), 'p'::text)"_s);
}

void tst_Changes::mergeMistakesSayWhereAndWhat_data()
{
    QTest::addColumn<QString>("text");
    const auto add = [](const char *sql, const char *text) { QTest::newRow(sql) << QString::fromUtf8(text); };
    add("merge into t using s on t.id = s.id when matched then update set nope = 1",
        "ODPS-0130071:[1,66] Semantic analysis exception - column nope cannot be resolved");
    add("merge into t using s on t.id = s.id when matched then update set dt = 'x'",
        "ODPS-0130071:[1,66] Semantic analysis exception - column dt cannot be assigned");
    add("merge into t using s on t.id = s.id when not matched then insert values (1)",
        "ODPS-0130071:[1,37] Semantic analysis exception - 3 columns are wanted, INSERT has 1");
    add("merge into t using s on t.id = s.id when not matched then insert values (t.id, 'a', 'b')",
        "ODPS-0130071:[1,74] Semantic analysis exception - column t.id cannot be resolved");
    add("merge into t using t on t.id = t.id when matched then delete",
        "ODPS-0130071:[1,20] Semantic analysis exception - table or alias t is named twice");
    add("merge into t using s on s.v when matched then delete",
        "ODPS-0130071:[1,25] Semantic analysis exception - a condition must be BOOLEAN, not STRING");
}

void tst_Changes::mergeMistakesSayWhereAndWhat()
{
    QFETCH(QString, text);
    FixedTables tables;
    const auto query = translateMerge(statement<Merge>(QString::fromLatin1(QTest::currentDataTag())), tables);
    QVERIFY(!query);
    QCOMPARE(query.error().text(), text);
}

void tst_Changes::multiInsertSharesItsSource()
{
    const auto multi =
        statement<MultiInsert>(u"with c as (select 1 id) from c join s on c.id = s.id insert overwrite table a "
                               "partition (p='1') select s.v where s.id > 1 insert into b (x) select c.id group "
                               "by c.id order by 1 limit 3"_s);
    QCOMPARE(multi.inserts.size(), 2);
    QVERIFY(multi.inserts[0].overwrite && !multi.inserts[1].overwrite);
    QCOMPARE(multi.inserts[0].table.text(), u"a"_s);
    QCOMPARE(multi.inserts[0].partition.first().column, u"p"_s);
    QCOMPARE(multi.inserts[1].columns, QStringList{u"x"_s});
    for (const Insert &insert : multi.inserts) {
        const auto &select = std::get<Select>(insert.query->terms.front().body);
        QCOMPARE(select.from.size(), size_t(2));
        QCOMPARE(insert.query->with.size(), size_t(1));
    }
    QVERIFY(std::get<Select>(multi.inserts[0].query->terms.front().body).where);
    QVERIFY(multi.inserts[1].query->limit);
    QVERIFY(parseError(u"from s insert into a values (1)"_s).contains(u"expecting SELECT"));
}

void tst_Changes::fromFirstIsAQuery()
{
    const auto query = translated(u"from s select v where id = 1"_s);
    QVERIFY2(query, query ? "" : qPrintable(query.error().text()));
    QCOMPARE(query->postgresSql, u"SELECT \"s\".\"v\" AS \"v\" FROM \"d\".\"s\" AS \"s\" WHERE (\"s\".\"id\" = 1)"_s);
}

void tst_Changes::qualifyIsOneQueryFurtherOut()
{
    const auto query = translated(u"select v from s qualify row_number() over (order by id) = 1 order by id desc, v"_s);
    QVERIFY2(query, query ? "" : qPrintable(query.error().text()));
    QCOMPARE(
        query->postgresSql,
        u"SELECT \"v\" FROM (SELECT \"s\".\"v\" AS \"v\", ((row_number() OVER (ORDER BY \"s\".\"id\" ASC NULLS FIRST)) "
        u"= "
        "1) AS \"_qualify\", \"s\".\"id\" AS \"_k0\" FROM \"d\".\"s\" AS \"s\") AS \"_q\" WHERE \"_qualify\" ORDER BY "
        "\"_k0\" DESC NULLS LAST, \"v\" ASC NULLS FIRST"_s);
    QVERIFY(!translated(u"select distinct v from s qualify count(*) over () > 1 order by id"_s));
    QVERIFY(!translated(u"select v from s qualify v"_s));
}

void tst_Changes::windowsAreFoundByName()
{
    const auto query = translated(u"select sum(id) over W from s window w as (partition by v)"_s);
    QVERIFY2(query, query ? "" : qPrintable(query.error().text()));
    QVERIFY2(query->postgresSql.contains(u"OVER (PARTITION BY \"s\".\"v\")"), qPrintable(query->postgresSql));
    QVERIFY(!translated(u"select sum(id) over z from s window w as (partition by v)"_s));
    // A window belongs to its SELECT, not to those inside or around it.
    QVERIFY(!translated(u"select (select max(id) over w from s) from t window w as (order by id)"_s));
    QVERIFY(!translated(u"select sum(id) over w, (select 1) from (select id from s window w as (order by id)) q"_s));
    QVERIFY(translated(u"select (select 1), sum(id) over w from s window w as (order by id)"_s));
}

void tst_Changes::samplesAreSubqueries()
{
    QCOMPARE(translated(u"select v from s tablesample (5 rows) x"_s)->postgresSql,
             u"SELECT \"x\".\"v\" AS \"v\" FROM (SELECT * FROM \"d\".\"s\" AS \"x\" LIMIT 5) AS \"x\""_s);
    QVERIFY(translated(u"select v from s tablesample (12.5 percent)"_s)->postgresSql.contains(u"random() < 0.125"));
    QVERIFY(parseError(u"select 1 from s tablesample (101 percent)"_s).contains(u"out of range"));
    QVERIFY(parseError(u"select 1 from s tablesample (bucket 1 out of 2)"_s).contains(u"not supported"));
}

void tst_Changes::exceptLeavesColumnsOut()
{
    const auto query = translated(u"select * except (V) from s"_s);
    QCOMPARE(query->columns.size(), 1);
    QCOMPARE(query->columns.first().name, u"id"_s);
    QCOMPARE(translated(u"select * from s except (select id, v from s)"_s)->columns.size(), 2);
    QVERIFY(!translated(u"select * except (id, v) from s"_s));
}

void tst_Changes::lambdasAreParsed_data()
{
    QTest::addColumn<QStringList>("parameters");
    QTest::newRow("transform(a, X -> x + 1)") << QStringList{u"x"_s};
    QTest::newRow("zip_with(a, (x, `y`) -> x)") << QStringList{u"x"_s, u"y"_s};
    QTest::newRow("filter(a, (x) -> x is null)") << QStringList{u"x"_s};
    QTest::newRow("f(a, (x))") << QStringList();
    QTest::newRow("f(a, (x + 1))") << QStringList();
}

void tst_Changes::lambdasAreParsed()
{
    QFETCH(QStringList, parameters);
    const auto expression = parseExpression(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(expression, expression ? "" : qPrintable(expression.error().text()));
    const auto *lambda = (*expression)->as<Call>()->arguments.back()->as<Lambda>();
    QCOMPARE(lambda ? lambda->parameters : QStringList(), parameters);
}

void tst_Changes::lambdaTypesAreInferred_data()
{
    QTest::addColumn<QString>("type");
    const auto add = [](const char *sql, const char *type) { QTest::newRow(sql) << QString::fromLatin1(type); };
    add("transform(array(1), x -> x / 2)", "ARRAY<DOUBLE>");
    add("transform(array(1), x -> array(x))", "ARRAY<ARRAY<INT>>");
    add("filter(array('a'), x -> true)", "ARRAY<STRING>");
    add("any_match(array(1), x -> x = 1)", "BOOLEAN");
    add("array_reduce(array(1), 0L, (s, x) -> s + x, s -> cast(s as string))", "STRING");
    add("array_reduce(array(1.5), 0, (s, x) -> s + x, s -> s)", "DOUBLE");
    add("transform_keys(map('a', 1), (k, v) -> v)", "MAP<INT,INT>");
    add("transform_values(map('a', 1), (k, v) -> k)", "MAP<STRING,STRING>");
    add("map_filter(map('a', 1), (k, v) -> v > 0)", "MAP<STRING,INT>");
    add("zip_with(array(1), array('a'), (x, y) -> concat(x, y))", "ARRAY<STRING>");
}

void tst_Changes::lambdaTypesAreInferred()
{
    QFETCH(QString, type);
    const auto query = translated(u"select "_s + QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(query, query ? "" : qPrintable(query.error().text()));
    QCOMPARE(query->columns.first().type.text, type);
}

void tst_Changes::catalogFunctionsAreConstants()
{
    QCOMPARE(translated(u"select max_pt('p.t') a, max_pt('s') b, table_exists('t') c, table_exists('zz') d, "
                        "partition_exists('t', 'x') e"_s)
                 ->postgresSql,
             u"SELECT 'it''s'::text AS \"a\", NULL::text AS \"b\", TRUE AS \"c\", FALSE AS \"d\", TRUE AS \"e\""_s);
    QVERIFY(!translated(u"select max_pt(concat('t', ''))"_s));
    QVERIFY(translated(u"select id from t where dt = max_pt('t')"_s)->fullScans.isEmpty());
}

void tst_Changes::tableFunctionsStandAlone()
{
    QCOMPARE(translated(u"select explode(array(1, 2)) as n"_s)->postgresSql,
             u"SELECT \"_u\".\"n\" AS \"n\" FROM LATERAL unnest(ARRAY[1, 2]::integer[]) AS \"_u\"(\"n\")"_s);
    QVERIFY(!translated(u"select explode(array(1, 2)), 1"_s));
    QVERIFY(!translated(u"select stack(2, 1, 2, 3)"_s));
    QVERIFY(!translated(u"select id as (a, b) from s"_s));
}

void tst_Changes::nestedLambdasAreBounded()
{
    QString nested = u"x"_s;
    for (int i = 0; i < 40; ++i)
        nested = u"array_reduce(array(1), 0, (s, x) -> s + %1, s -> s)"_s.arg(nested);
    const auto query = translated(u"select transform(array(1), x -> %1)"_s.arg(nested));
    QVERIFY(!query); // each level is translated twice: the text would grow without bound
}

QTEST_GUILESS_MAIN(tst_Changes)
#include "tst_changes.moc"
