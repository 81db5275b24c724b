// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandboxsql/parser.h>

#include <QRandomGenerator>
#include <QTest>

using namespace isthmus;
using namespace isthmus::sandboxsql;

Q_DECLARE_METATYPE(isthmus::sandboxsql::Literal::Kind)

class tst_Parser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void literalsKeepTheirValueAndType_data();
    void literalsKeepTheirValueAndType();
    void commentsAndBlanksAreSkipped();
    void namesMayBeginWithADigit_data();
    void namesMayBeginWithADigit();
    void quotedNamesAreNeverKeywords();
    void operatorsBindByPrecedence_data();
    void operatorsBindByPrecedence();
    void errorsSayWhere_data();
    void errorsSayWhere();
    void scriptsAreCutIntoStatements();
    void setTakesRawText();
    void createExternalTableOfTheTutorial_data();
    void createExternalTableOfTheTutorial();
    void createExternalSchemaOfTheTutorial();
    void createTableReadsEveryClause();
    void clientStatementsAreRead_data();
    void clientStatementsAreRead();
    void foreignServersAreMadeAndDropped();
    void insertReadsPartitionAndColumns();
    void commonTablesBeforeInsertBelongToItsQuery();
    void alterTableReadsEveryForm();
    void showAndDescribeReadTheirNames();
    void unsupportedThingsAreNamed_data();
    void unsupportedThingsAreNamed();
    void deepNestingIsRefused_data();
    void deepNestingIsRefused();
    void longChainsAreRefusedNotCrashed();
    void longScriptsAreRefused();
    void randomTokensNeverCrash();
    void cutOffStatementsNeverCrash();

private:
    template <typename T>
    static T only(const char *script)
    {
        const auto parsed = parse(QString::fromUtf8(script));
        if (!parsed)
            qFatal("%s: %s", script, qPrintable(parsed.error().text()));
        if (parsed->size() != 1 || !std::holds_alternative<T>(parsed->first().statement))
            qFatal("%s: another statement than expected", script);
        return std::get<T>(parsed->first().statement);
    }
    static QString messageOf(const QString &script)
    {
        const auto parsed = parse(script);
        return parsed ? QString() : parsed.error().text();
    }
};

void tst_Parser::literalsKeepTheirValueAndType_data()
{
    using Kind = Literal::Kind;
    QTest::addColumn<QString>("sql");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("text");
    const auto add = [](const char *sql, Kind kind, const QString &text) {
        QTest::newRow(sql) << QString::fromUtf8(sql) << kind << text;
    };
    add("12", Kind::Int, QStringLiteral("12"));
    add("2147483648", Kind::BigInt, QStringLiteral("2147483648"));
    add("-9223372036854775808", Kind::BigInt, QStringLiteral("-9223372036854775808"));
    add("12L", Kind::BigInt, QStringLiteral("12"));
    add("12s", Kind::SmallInt, QStringLiteral("12"));
    add("12Y", Kind::TinyInt, QStringLiteral("12"));
    add("1.5", Kind::Double, QStringLiteral("1.5"));
    add(".5", Kind::Double, QStringLiteral(".5"));
    add("1e-3", Kind::Double, QStringLiteral("1e-3"));
    add("1.50BD", Kind::Decimal, QStringLiteral("1.50"));
    add("3bd", Kind::Decimal, QStringLiteral("3"));
    add("1.5F", Kind::Float, QStringLiteral("1.5"));
    add("3f", Kind::Float, QStringLiteral("3"));
    add("1.5D", Kind::Double, QStringLiteral("1.5"));
    add("3d", Kind::Double, QStringLiteral("3"));
    add("'it\\'s'", Kind::String, QStringLiteral("it's"));
    add("\"a 'b'\"", Kind::String, QStringLiteral("a 'b'"));
    add("'a\\n\\t\\\\b'", Kind::String, QStringLiteral("a\n\t\\b"));
    add("'\\u4e2d\\101'", Kind::String, QStringLiteral("中A"));
    add("'50\\%'", Kind::String, QStringLiteral("50\\%"));
    add("'-- no comment'", Kind::String, QStringLiteral("-- no comment"));
    add("''", Kind::String, QString());
    add("X'0aFF'", Kind::Binary, QStringLiteral("0aFF"));
    add("TRUE", Kind::Boolean, QStringLiteral("true"));
    add("null", Kind::Null, QString());
    add("DATE '2024-01-15'", Kind::Date, QStringLiteral("2024-01-15"));
    add("datetime'2024-01-15 08:30:00'", Kind::DateTime, QStringLiteral("2024-01-15 08:30:00"));
    add("TIMESTAMP '2024-01-15 08:30:00.5'", Kind::Timestamp, QStringLiteral("2024-01-15 08:30:00.5"));
    add("TIMESTAMP_NTZ '2024-01-15 08:30:00'", Kind::TimestampNtz, QStringLiteral("2024-01-15 08:30:00"));
}

void tst_Parser::literalsKeepTheirValueAndType()
{
    QFETCH(QString, sql);
    QFETCH(Literal::Kind, kind);
    QFETCH(QString, text);
    const auto parsed = parseExpression(sql);
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().text()));
    const auto *literal = (*parsed)->as<Literal>();
    QVERIFY(literal);
    QCOMPARE(literal->kind, kind);
    QCOMPARE(literal->text, text);
}

void tst_Parser::commentsAndBlanksAreSkipped()
{
    const auto parsed = parse(QStringLiteral("\ufeff-- first\n/* hint; */ select /*+ mapjoin(b) */ 1 -- end\n;\n;"));
    QVERIFY(parsed);
    QCOMPARE(parsed->size(), 1);
    QCOMPARE(parsed->first().position, (SourcePosition{2, 13}));
}

void tst_Parser::namesMayBeginWithADigit_data()
{
    QTest::addColumn<QStringList>("parts");
    for (const char *name : {"2024_orders", "5e8a", "71e2ff6a", "2fa", "p.5532a22f", "p.default.2024_x", "`p`.12ab"})
        QTest::newRow(name) << QString::fromLatin1(name).remove(u'`').split(u'.');
}

void tst_Parser::namesMayBeginWithADigit()
{
    QFETCH(QStringList, parts);
    const QByteArray sql = QByteArrayLiteral("DROP TABLE ") + QTest::currentDataTag();
    QCOMPARE(only<DropTable>(sql.constData()).table.parts, parts);
}

void tst_Parser::quotedNamesAreNeverKeywords()
{
    const auto query = only<QueryStatement>("select `from`, `a``b` from `select`.`where`").query;
    const Select &select = std::get<Select>(query->terms.front().body);
    QCOMPARE(select.items[0].expression->as<ColumnName>()->parts, QStringList{QStringLiteral("from")});
    QCOMPARE(select.items[1].expression->as<ColumnName>()->parts, QStringList{QStringLiteral("a`b")});
    QCOMPARE(std::get<Source>(select.from.front().source).table.text(), QStringLiteral("select.where"));
}

void tst_Parser::operatorsBindByPrecedence_data()
{
    QTest::addColumn<BinaryOperator>("top");
    QTest::newRow("a or b and c") << BinaryOperator::Or;
    QTest::newRow("a and b or c") << BinaryOperator::Or;
    QTest::newRow("a = b and not c = d") << BinaryOperator::And;
    QTest::newRow("not a = b or c") << BinaryOperator::Or;
    QTest::newRow("a + b * c") << BinaryOperator::Add;
    QTest::newRow("a - b - c") << BinaryOperator::Subtract;
    QTest::newRow("a | b & c") << BinaryOperator::BitOr;
    QTest::newRow("a + 1 <= b % 2") << BinaryOperator::LessEqual;
    QTest::newRow("a between 1 and 2 and b") << BinaryOperator::And;
    QTest::newRow("a like 'x' or b is not null") << BinaryOperator::Or;
    QTest::newRow("- a * b") << BinaryOperator::Multiply;
}

void tst_Parser::operatorsBindByPrecedence()
{
    QFETCH(BinaryOperator, top);
    const auto parsed = parseExpression(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().text()));
    const auto *binary = (*parsed)->as<Binary>();
    QVERIFY(binary);
    QCOMPARE(binary->op, top);
}

void tst_Parser::errorsSayWhere_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("text");
    const auto add = [](const char *sql, const char *text) {
        QTest::newRow(sql) << QString::fromUtf8(sql) << QString::fromUtf8(text);
    };
    add("selec 1", "ODPS-0130161:[1,1] Parse exception - mismatched input 'selec' expecting a statement");
    add("select 1 +", "ODPS-0130161:[1,11] Parse exception - mismatched input '<EOF>' expecting an expression");
    add("select a\n  frm t where",
        "ODPS-0130161:[2,7] Parse exception - mismatched input 't' expecting the end of the "
        "statement");
    add("select 'abc", "ODPS-0130161:[1,8] Parse exception - a string has no end");
    add("select `abc", "ODPS-0130161:[1,8] Parse exception - a quoted name has no end");
    add("select 1 /* x", "ODPS-0130161:[1,10] Parse exception - a comment has no end");
    add("select 1.2abc", "ODPS-0130161:[1,8] Parse exception - '1.2abc' is no number");
    add("select 1.5L", "ODPS-0130161:[1,8] Parse exception - '1.5L' is no number");
    add("select # from t", "ODPS-0130161:[1,8] Parse exception - unexpected character '#'");
    add("select ${bizdate}", "ODPS-0130161:[1,8] Parse exception - parameter ${bizdate} has no value");
    add("create table t (a foo)",
        "ODPS-0130161:[1,19] Semantic analysis exception - data type foo is not supported by "
        "the sandbox");
    add("create table t (a int, A string)",
        "ODPS-0130071:[1,14] Semantic analysis exception - column a is declared twice");
    add("select 1; drop",
        "ODPS-0130161:[1,15] Parse exception - mismatched input '<EOF>' expecting TABLE, VIEW, SCHEMA "
        "or FOREIGN SERVER");
    add("select * from (values (1,2),(3)) t",
        "ODPS-0130071:[1,29] Semantic analysis exception - rows of VALUES differ in their number of values");
}

void tst_Parser::errorsSayWhere()
{
    QFETCH(QString, sql);
    QFETCH(QString, text);
    QCOMPARE(messageOf(sql), text);
}

void tst_Parser::scriptsAreCutIntoStatements()
{
    const QString script = QStringLiteral("set odps.namespace.schema=true;\nselect ';' ;; drop table t ");
    const auto parsed = parse(script);
    QVERIFY(parsed);
    QCOMPARE(parsed->size(), 3);
    QCOMPARE(parsed->at(0).text, QStringLiteral("set odps.namespace.schema=true"));
    QCOMPARE(parsed->at(1).text, QStringLiteral("select ';'"));
    QCOMPARE(parsed->at(1).position, (SourcePosition{2, 1}));
    QCOMPARE(script.mid(parsed->at(2).begin), QStringLiteral("drop table t "));
    QVERIFY(parse(QStringLiteral(" ; -- nothing\n"))->isEmpty());
}

void tst_Parser::setTakesRawText()
{
    const auto set = only<SetStatement>("SET odps.sql.x = {\"a\": 'b', #!} ;");
    QCOMPARE(set.key, QStringLiteral("odps.sql.x"));
    QCOMPARE(set.value, QStringLiteral("{\"a\": 'b', #!}"));
    QCOMPARE(only<SetStatement>("set a.b=").value, QString());
}

void tst_Parser::createExternalTableOfTheTutorial_data()
{
    QTest::addColumn<QString>("serde");
    QTest::addColumn<QString>("roleArn");
    QTest::newRow("RAM role") << QStringLiteral("WITH SERDEPROPERTIES (\n"
                                                "  'odps.properties.rolearn'='acs:ram::1234:role/holo'\n)\n")
                              << QStringLiteral("acs:ram::1234:role/holo");
    QTest::newRow("dual signature") << QString() << QString();
}

void tst_Parser::createExternalTableOfTheTutorial()
{
    QFETCH(QString, serde);
    QFETCH(QString, roleArn);
    const QString location = QStringLiteral("jdbc:postgresql://127.0.0.1:5432/order_dw?ApplicationName=MaxCompute&"
                                            "currentSchema=public&useSSL=false&table=dwd_orders/");
    const QString sql = QStringLiteral("CREATE EXTERNAL TABLE IF NOT EXISTS dwd_orders (\n  order_id BIGINT,\n"
                                       "  `user name` STRING COMMENT 'who'\n)\n"
                                       "STORED BY 'com.aliyun.odps.jdbc.JdbcStorageHandler'\n")
        + serde + QStringLiteral("LOCATION '") + location
        + QStringLiteral("'\nTBLPROPERTIES (\n  'mcfed.mapreduce.jdbc.driver.class'='org.postgresql.Driver',\n"
                         "  'odps.federation.jdbc.target.db.type'='holo',\n"
                         "  'odps.federation.jdbc.colmapping'='order_id:order_id,name:\"Name\"'\n)\nLIFECYCLE 7;");
    const auto table = only<CreateTable>(sql.toUtf8().constData());
    QVERIFY(table.external);
    QVERIFY(table.ifNotExists);
    QCOMPARE(table.table.text(), QStringLiteral("dwd_orders"));
    QCOMPARE(table.columns.size(), 2);
    QCOMPARE(table.columns[0].type.text, QStringLiteral("BIGINT"));
    QCOMPARE(table.columns[1].name, QStringLiteral("user name"));
    QCOMPARE(table.columns[1].comment, QStringLiteral("who"));
    QCOMPARE(table.storageHandler, QStringLiteral("com.aliyun.odps.jdbc.JdbcStorageHandler"));
    QCOMPARE(table.serdeProperties.value(0).second, roleArn);
    QCOMPARE(table.location, location);
    QCOMPARE(table.properties.size(), 3);
    QCOMPARE(table.properties[2].second, QStringLiteral("order_id:order_id,name:\"Name\""));
    QCOMPARE(table.lifecycleDays, 7);
}

void tst_Parser::createExternalSchemaOfTheTutorial()
{
    const auto parsed =
        parse(QStringLiteral("SET odps.namespace.schema=true;\nCREATE EXTERNAL SCHEMA IF NOT EXISTS es_holo\n"
                             "  WITH dbs_holo_external\n  ON 'order_dw.public';"));
    QVERIFY(parsed);
    const auto schema = std::get<CreateExternalSchema>(parsed->at(1).statement);
    QCOMPARE(schema.schema, QStringList{QStringLiteral("es_holo")});
    QVERIFY(schema.ifNotExists);
    QCOMPARE(schema.server, QStringLiteral("dbs_holo_external"));
    QCOMPARE(schema.target, QStringLiteral("order_dw.public"));
    QVERIFY(!messageOf(QStringLiteral("create external schema s on 'x'")).isEmpty());
}

void tst_Parser::createTableReadsEveryClause()
{
    const auto table = only<CreateTable>(
        "CREATE TABLE p.s.T (ID BIGINT NOT NULL, a ARRAY<STRUCT<x:INT,y:MAP<STRING,DECIMAL(10,2)>>> COMMENT 'c', "
        "n INT DEFAULT 1+1, PRIMARY KEY (id)) COMMENT 't' PARTITIONED BY (dt STRING COMMENT 'day', hh TINYINT) "
        "TBLPROPERTIES ('transactional'='true') LIFECYCLE 30");
    QCOMPARE(table.table.parts, (QStringList{QStringLiteral("p"), QStringLiteral("s"), QStringLiteral("T")}));
    QCOMPARE(table.columns.size(), 3);
    QVERIFY(!table.columns[0].nullable);
    QCOMPARE(table.columns[0].keyPosition, 1);
    QCOMPARE(table.columns[1].type.text, QStringLiteral("ARRAY<STRUCT<x:INT,y:MAP<STRING,DECIMAL(10,2)>>>"));
    QCOMPARE(table.columns[1].comment, QStringLiteral("c"));
    QCOMPARE(table.columns[2].defaultSql, QStringLiteral("1+1"));
    QCOMPARE(table.partitionColumns.size(), 2);
    QVERIFY(table.partitionColumns[1].isPartitionKey);
    QCOMPARE(table.comment, QStringLiteral("t"));
    QCOMPARE(table.lifecycleDays, 30);
    QVERIFY(only<CreateTable>("create table t lifecycle 3 as select 1 a").query);
    QCOMPARE(only<CreateTable>("create table if not exists t like s.u").like->text(), QStringLiteral("s.u"));
}

void tst_Parser::clientStatementsAreRead_data()
{
    QTest::addColumn<QString>("sql");
    for (const char *sql :
         {"CREATE TABLE IF NOT EXISTS p1.`nt` (\n  `id` bigint,\n  `name` string\n)\nLIFECYCLE 7;",
          "DROP TABLE IF EXISTS p1.s.`nt`", "ALTER TABLE p1.`nt` ADD IF NOT EXISTS PARTITION (dt='20240101')",
          "ALTER TABLE p1.`nt` DROP IF EXISTS PARTITION (dt='a', hh=1)", "TRUNCATE TABLE t;",
          "CREATE SCHEMA IF NOT EXISTS s", "DROP SCHEMA IF EXISTS s CASCADE", "CREATE OR REPLACE VIEW v AS SELECT 1 a",
          "EXPLAIN SELECT * FROM t", "COST SQL SELECT 1", "SELECT COUNT(*) FROM a.b.c WHERE dt = '1'",
          "UPDATE t SET a = a + 1 WHERE id = 1", "DELETE FROM t WHERE id = 1", "WITH a AS (SELECT 1) SELECT * FROM a",
          "ALTER VIEW v RENAME TO w"})
        QTest::newRow(sql) << QString::fromUtf8(sql);
}

void tst_Parser::clientStatementsAreRead()
{
    QFETCH(QString, sql);
    QCOMPARE(messageOf(sql), QString());
}

void tst_Parser::foreignServersAreMadeAndDropped()
{
    const auto create = only<CreateForeignServer>(
        "create foreign server if not exists Holo type Hologres options (HOST='h', 'port'='80', dbname='d')");
    QCOMPARE(create.name, QStringLiteral("holo"));
    QVERIFY(create.ifNotExists);
    QCOMPARE(create.type, QStringLiteral("hologres"));
    QCOMPARE(create.options,
             (Properties{{QStringLiteral("host"), QStringLiteral("h")},
                         {QStringLiteral("port"), QStringLiteral("80")},
                         {QStringLiteral("dbname"), QStringLiteral("d")}}));
    QVERIFY(only<DropForeignServer>("drop foreign server if exists holo").ifExists);
    QVERIFY(messageOf(QStringLiteral("create foreign server x type hive options (a='b')"))
                .contains(u"foreign server type hive"));
}

void tst_Parser::insertReadsPartitionAndColumns()
{
    const auto fixed = only<Insert>("insert overwrite table s.t partition (dt='20240101', hh=-1) select 1, 'a'");
    QVERIFY(fixed.overwrite);
    QCOMPARE(fixed.table.text(), QStringLiteral("s.t"));
    QCOMPARE(fixed.partition[0].value, QStringLiteral("20240101"));
    QCOMPARE(fixed.partition[1].value, QStringLiteral("-1"));
    const auto dynamic = only<Insert>("insert into t partition (DT, hh) (A, b) values (1, 'x'), (2, null)");
    QVERIFY(!dynamic.overwrite);
    QCOMPARE(dynamic.partition[0].column, QStringLiteral("dt"));
    QVERIFY(!dynamic.partition[0].value);
    QCOMPARE(dynamic.columns, (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(std::get<Values>(dynamic.query->terms.front().body).rows.size(), size_t(2));
    QVERIFY(only<Insert>("insert into t (select 1)").columns.isEmpty());
    QVERIFY(messageOf(QStringLiteral("insert into t partition (a='1', A='2') select 1")).contains(u"given twice"));
}

void tst_Parser::commonTablesBeforeInsertBelongToItsQuery()
{
    const auto insert = only<Insert>("with a as (select 1 x) insert into t select * from a");
    QCOMPARE(insert.query->with.size(), size_t(1));
    QCOMPARE(insert.query->with.front().name, QStringLiteral("a"));
}

void tst_Parser::alterTableReadsEveryForm()
{
    const auto action = [](const char *sql) { return only<AlterTable>(sql).action; };
    QCOMPARE(
        std::get<AddPartitions>(action("alter table t add partition (dt='1') partition (dt='2')")).partitions.size(),
        2);
    QVERIFY(std::get<DropPartitions>(action("alter table t drop if exists partition (dt='1'), partition (dt='2')"))
                .ifExists);
    QCOMPARE(
        std::get<RenamePartition>(action("alter table t partition (dt='1') rename to partition (dt='2')")).to[0].value,
        QStringLiteral("2"));
    QCOMPARE(std::get<AddColumns>(action("alter table t add columns (A int comment 'x', b string)")).columns[0].name,
             QStringLiteral("a"));
    QCOMPARE(std::get<DropColumns>(action("alter table t drop columns a, b")).columns.size(), 2);
    const auto change = std::get<ChangeColumn>(action("alter table t change column a B bigint comment 'n'"));
    QCOMPARE(change.newName, QStringLiteral("b"));
    QCOMPARE(change.type->text, QStringLiteral("BIGINT"));
    QCOMPARE(change.comment, QStringLiteral("n"));
    QVERIFY(!std::get<ChangeColumn>(action("alter table t change column a rename to c")).type);
    QVERIFY(!std::get<ChangeColumn>(action("alter table t change column a comment 'z'")).type);
    QCOMPARE(std::get<SetLifecycle>(action("alter table t set lifecycle 9")).days, 9);
    QCOMPARE(std::get<SetComment>(action("alter table t set comment 'c'")).comment, QStringLiteral("c"));
    QCOMPARE(std::get<RenameTable>(action("alter table t rename to U")).newName, QStringLiteral("u"));
    QVERIFY(std::get<Touch>(action("alter table t touch")).partition.isEmpty());
    QVERIFY(!std::get<EnableLifecycle>(action("alter table t disable lifecycle")).enable);
    QVERIFY(!std::get<EnableLifecycle>(action("alter table t partition (dt='1') disable lifecycle")).enable);
    QCOMPARE(std::get<SetTableProperties>(action("alter table t set tblproperties ('a'='b')")).properties.size(), 1);
}

void tst_Parser::showAndDescribeReadTheirNames()
{
    const auto tables = only<Show>("SHOW TABLES IN p.s LIKE 'dwd*'");
    QCOMPARE(tables.what, Show::What::Tables);
    QCOMPARE(tables.in, (QStringList{QStringLiteral("p"), QStringLiteral("s")}));
    QCOMPARE(tables.like, QStringLiteral("dwd*"));
    QCOMPARE(only<Show>("show partitions s.t partition (dt='1')").partition.size(), 1);
    QCOMPARE(only<Show>("show create table t").what, Show::What::CreateTable);
    QCOMPARE(only<Show>("show schemas").what, Show::What::Schemas);
    QCOMPARE(only<Show>("show foreign servers").what, Show::What::ForeignServers);
    const auto extended = only<Describe>("desc extended s.t partition (dt='1')");
    QVERIFY(extended.extended);
    QCOMPARE(extended.name.size(), 2);
    QCOMPARE(extended.partition.size(), 1);
    QCOMPARE(only<Describe>("describe schema extended es").what, Describe::What::Schema);
    QCOMPARE(only<Describe>("desc schema").name, QStringList{QStringLiteral("schema")});
    QCOMPARE(only<Describe>("desc foreign server H").name, QStringList{QStringLiteral("h")});
}

void tst_Parser::unsupportedThingsAreNamed_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("feature");
    const auto add = [](const char *sql, const char *feature) {
        QTest::newRow(sql) << QString::fromUtf8(sql) << QString::fromUtf8(feature);
    };
    add("alter table t merge partition (p='1') overwrite partition (p='2')", "ALTER TABLE … MERGE");
    add("load overwrite table t from location 'x'", "statement LOAD");
    add("create function f as 'a' using 'b'", "CREATE FUNCTION");
    add("create table t (a int) clustered by (a) into 4 buckets", "a clustered table");
    add("alter table t drop partition (dt < '2024')", "a comparison in a partition filter");
    add("alter table t merge smallfiles", "ALTER TABLE … MERGE");
    add("show grants", "SHOW GRANTS");
    add("select transform(a) using 'x' from t", "SELECT TRANSFORM … USING");
    add("select a from t tablesample (bucket 1 out of 4)", "this form of TABLESAMPLE");
    add("select a from (t join u on true)", "a join in parentheses");
    add("with recursive a as (select 1) select 1", "WITH RECURSIVE");
    add("select a::int", "the '::' cast");
    add("@a := select 1", "a script variable");
    add("select a from t pivot (max(b) for c in (1))", "PIVOT after a table");
    add("select (1, 2) in (select 1, 2)", "a row of several values in parentheses");
}

void tst_Parser::unsupportedThingsAreNamed()
{
    QFETCH(QString, sql);
    QFETCH(QString, feature);
    const QString message = messageOf(sql);
    QVERIFY2(message.startsWith(u"ODPS-0130161:["), qPrintable(message));
    QVERIFY2(message.endsWith(QStringLiteral("Semantic analysis exception - ") + feature
                              + QStringLiteral(" is not supported by the sandbox")),
             qPrintable(message));
}

void tst_Parser::deepNestingIsRefused_data()
{
    QTest::addColumn<QString>("begin");
    QTest::addColumn<QString>("repeated");
    const auto add = [](const char *name, const char *begin, const char *repeated) {
        QTest::newRow(name) << QString::fromLatin1(begin) << QString::fromLatin1(repeated);
    };
    add("parentheses", "select ", "(");
    add("signs", "select ", "- ");
    add("NOT", "select ", "not ");
    add("CASE", "select ", "case when ");
    add("CAST", "select ", "cast(");
    add("calls", "select ", "abs(");
    add("subqueries", "select ", "(select ");
    add("FROM", "select 1 from ", "(select 1 from ");
    add("query parentheses", "", "(");
    add("IN", "select 1 ", "in (select 1 ");
    add("EXISTS", "select ", "exists (select ");
    add("subscripts", "select a", "[a");
    add("WITH", "", "with a as (");
    add("types", "select cast(a as ", "array<");
    add("mixed", "select ", "1 or 1 and not 1 = 1 | 1 ^ 1 & 1 + 1 * -(");
}

void tst_Parser::deepNestingIsRefused()
{
    QFETCH(QString, begin);
    QFETCH(QString, repeated);
    const QString message = messageOf(begin + repeated.repeated(qMin(100000, int(2000000 / repeated.size()))));
    QVERIFY2(message.startsWith(u"ODPS-0130161:[1,"), qPrintable(message.left(200)));
}

void tst_Parser::longChainsAreRefusedNotCrashed()
{
    const QString chain = QStringLiteral("select 1") + QStringLiteral("+1").repeated(200000);
    QVERIFY(messageOf(chain).contains(u"levels"));
    const QString nestedChains = QStringLiteral("(select 1+1+1+1+1+1+1+1+1+1+").repeated(140);
    QVERIFY(
        messageOf(QStringLiteral("select ") + nestedChains + QStringLiteral("1") + QStringLiteral(")").repeated(140))
            .contains(u"levels"));
    QCOMPARE(messageOf(QStringLiteral("select 1 where a = 1") + QStringLiteral(" or a = 1").repeated(900)), QString());
    QCOMPARE(messageOf(QStringLiteral("select a in (1") + QStringLiteral(",1").repeated(100000) + u')'), QString());
    QVERIFY(messageOf(QStringLiteral("select 1 from t") + QStringLiteral(",t").repeated(10000)).contains(u"elements"));
}

void tst_Parser::longScriptsAreRefused()
{
    QVERIFY(messageOf(QString(maxScriptLength + 1, u' ')).contains(u"2 MB"));
}

void tst_Parser::randomTokensNeverCrash()
{
    const QStringList words =
        QStringLiteral(
            "select|from|where|group|by|order|having|limit|union|all|join|left|on|using|as|(|)|(|)|,|;|*|a|b|"
            "t.a|`q`|'s'|\"d\"|1|2.5|-|+|/|=|<|>|<=|!=|and|or|not|in|between|like|is|null|case|when|then|"
            "else|end|cast|array<int>|string|create|external|table|schema|insert|into|overwrite|partition|"
            "partitioned|values|drop|alter|add|columns|show|desc|exists|if|over|rows|interval|date|lateral|"
            "view|explode|with|set|[|]|.|::|${x}|@v|x'0g'|1L|1.5BD|lifecycle|comment|tblproperties|'|`|/*")
            .split(u'|');
    QRandomGenerator random(20240115);
    int accepted = 0;
    for (int i = 0; i < 20000; ++i) {
        QString script = random.bounded(2) ? QStringLiteral("select ") : QString();
        const int length = 1 + random.bounded(14);
        for (int j = 0; j < length; ++j)
            script += words[random.bounded(words.size())] + u' ';
        const auto parsed = parse(script);
        accepted += parsed ? 1 : 0;
        if (!parsed && !parsed.error().text().startsWith(u"ODPS-0130"))
            QFAIL(qPrintable(script + parsed.error().text()));
    }
    QVERIFY(accepted > 100); // the generator reaches past the first token
}

void tst_Parser::cutOffStatementsNeverCrash()
{
    const QString script = QStringLiteral(
        "with a as (select case x when 1 then 'a' else cast(b as array<string>)[0] end c, sum(d) over (partition by e "
        "order by f rows between 1 preceding and current row) from s.t u left join v using (k) lateral view explode(m) "
        "w as n where x in (1,2) and y between date '2024-01-01' and interval '1' day) insert overwrite table p.s.t "
        "partition (dt='1', hh) (c1, c2) select * from a order by 1 limit 1, 2");
    for (qsizetype end = 0; end < script.size(); ++end) {
        const auto parsed = parse(script.left(end));
        if (!parsed)
            QVERIFY(parsed.error().position.column <= end + 1);
    }
    QCOMPARE(messageOf(script), QString());
}

QTEST_GUILESS_MAIN(tst_Parser)
#include "tst_parser.moc"
