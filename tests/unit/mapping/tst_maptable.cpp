// SPDX-License-Identifier: GPL-3.0-or-later
#include "maptablefixture.h"

#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>
#include <isthmus/plan/sqlstep.h>
#include <isthmus/plan/words.h>

#include <QJsonArray>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace isthmus;
using mapping::Fit;
using mapping::MapTable;
using mapping::MapTableFacts;
using plan::words;

namespace {

using maptablefixture::column;

QString problemOf(const MapTable &map, const MapTableFacts &facts, const char *field)
{
    for (const auto &problem : mapping::fieldProblems(map, facts)) {
        if (problem.field == QLatin1String(field))
            return words(problem.text);
    }
    return {};
}

QStringList noticesOf(const plan::Plan &plan, plan::NoticeLevel level)
{
    QStringList texts;
    for (const auto &notice : plan.notices) {
        if (notice.level == level)
            texts.append(words(notice.subject) + QStringLiteral(": ") + words(notice.text));
    }
    return texts;
}

QString lineOf(const QString &statement, const char *begin)
{
    for (const auto &line : statement.split(u'\n')) {
        if (line.trimmed().startsWith(QLatin1String(begin)))
            return line.trimmed();
    }
    return {};
}

} // namespace

const QRegularExpression legalName(QStringLiteral("\\A[a-z_][a-z0-9_]{0,127}\\z"));

QStringList namesOf(const QStringList &sources)
{
    catalog::TableInfo info;
    for (const QString &source : sources) {
        catalog::Column made;
        made.name = source;
        made.type = catalog::parsePostgresType(QStringLiteral("text"));
        info.columns.append(made);
    }
    QStringList names;
    for (const auto &planned : mapping::plannedColumns(maptablefixture::definition(), info))
        names.append(planned.choice.target);
    return names;
}

class tst_MapTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDualSignatureStatementOfDwdOrders() // docs/requirements.md#h-65
    {
        const QString expected = QStringLiteral(R"(SET odps.namespace.schema=true;
SET odps.sql.type.system.odps2=true;
SET odps.sql.common.table.planner.ext.hive.bridge=true;
CREATE EXTERNAL TABLE dbs_mc.default.dwd_orders (
  order_id BIGINT,
  order_user_id STRING,
  order_shop_id BIGINT,
  order_product_id BIGINT,
  order_product_catalog_name STRING,
  order_fee DECIMAL(20,2),
  order_create_time TIMESTAMP_NTZ,
  order_update_time TIMESTAMP_NTZ,
  order_state INT,
  pay_id BIGINT,
  pay_platform INT COMMENT 'platform 0: phone, 1: pc',
  pay_create_time TIMESTAMP_NTZ
)
STORED BY 'com.aliyun.odps.jdbc.JdbcStorageHandler'
LOCATION 'jdbc:postgresql://hgpostcn-cn-x0r3kq9d1007-cn-shanghai-internal.hologres.aliyuncs.com:80/order_dw?ApplicationName=MaxCompute&currentSchema=public&preferQueryMode=simple&useSSL=false&table=dwd_orders/'
TBLPROPERTIES (
  'mcfed.mapreduce.jdbc.driver.class'='org.postgresql.Driver',
  'odps.federation.jdbc.target.db.type'='holo'
)
LIFECYCLE 7;)");
        QCOMPARE(mapping::createStatement(maptablefixture::definition(), maptablefixture::facts()), expected);
    }

    void theRamRoleStatementOfDwdOrders() // docs/requirements.md#h-66
    {
        auto map = maptablefixture::definition();
        map.access = MapTable::Access::RamRole;
        map.roleArn = QStringLiteral("acs:ram::1234567890:role/dbs-holo-role");
        map.lifecycleDays = std::nullopt;
        map.ifTaken = MapTable::IfTaken::Keep; // docs/requirements.md#h-72
        auto facts = maptablefixture::facts();
        facts.source.comment = QStringLiteral("wide table's rows");
        facts.source.columns = facts.source.columns.mid(0, 2);
        const QString expected = QStringLiteral(R"(SET odps.namespace.schema=true;
SET odps.sql.type.system.odps2=true;
CREATE EXTERNAL TABLE IF NOT EXISTS dbs_mc.default.dwd_orders (
  order_id BIGINT,
  order_user_id STRING
)
COMMENT 'wide table\'s rows'
STORED BY 'com.aliyun.odps.jdbc.JdbcStorageHandler'
WITH SERDEPROPERTIES (
  'odps.properties.rolearn'='acs:ram::1234567890:role/dbs-holo-role'
)
LOCATION 'jdbc:postgresql://hgpostcn-cn-x0r3kq9d1007-cn-shanghai-internal.hologres.aliyuncs.com:80/order_dw?ApplicationName=MaxCompute&currentSchema=public&useSSL=false&table=dwd_orders/'
TBLPROPERTIES (
  'mcfed.mapreduce.jdbc.driver.class'='org.postgresql.Driver',
  'odps.federation.jdbc.target.db.type'='holo'
);)");
        QCOMPARE(mapping::createStatement(map, facts), expected);
    }

    void columnMappingNamesWhatDiffersOrNeedsQuotes() // docs/requirements.md#h-62
    {
        const auto map = maptablefixture::definition();
        auto facts = maptablefixture::facts();
        facts.source.columns = {column("id", "bigint"), column("map_B", "text"), column("offset", "bigint"),
                                column("2nd", "text"), column("größe, \"x\"", "text")};
        const QString sql = mapping::createStatement(map, facts);
        QCOMPARE(
            lineOf(sql, "'odps.federation.jdbc.colmapping'"),
            QStringLiteral("'odps.federation.jdbc.colmapping'="
                           "'id:id,map_b:\"map_B\",offset:\"offset\",c_2nd:\"2nd\",gro_e_x_:\"größe, \"\"x\"\"\"'"));
        QCOMPARE(lineOf(sql, "map_b"), QStringLiteral("map_b STRING COMMENT 'map_B',"));
        QCOMPARE(lineOf(sql, "`offset`"), QStringLiteral("`offset` BIGINT,"));
        QVERIFY(mapping::fieldProblems(map, facts).isEmpty());
    }

    void columnMappingFollowsTheUsersNames()
    {
        auto map = maptablefixture::definition();
        map.columns = {{QStringLiteral("order_id"), true, QStringLiteral("id"), {}},
                       {QStringLiteral("order_fee"), true, {}, QStringLiteral("STRING")},
                       {QStringLiteral("pay_id"), false, {}, {}}};
        const auto facts = maptablefixture::facts();
        const QString sql = mapping::createStatement(map, facts);
        QCOMPARE(lineOf(sql, "'odps.federation.jdbc.colmapping'"),
                 QStringLiteral("'odps.federation.jdbc.colmapping'='id:order_id,order_fee:order_fee'"));
        QCOMPARE(lineOf(sql, "order_fee"), QStringLiteral("order_fee STRING"));
        QVERIFY(!sql.contains(u"pay_id"));
        QVERIFY(mapping::fieldProblems(map, facts).isEmpty());
    }

    void aProjectWithoutSchemasIsNamedInTwoParts()
    {
        auto facts = maptablefixture::facts();
        facts.targetServer.schemasEnabled = false;
        const QString sql = mapping::createStatement(maptablefixture::definition(), facts);
        QVERIFY(sql.contains(u"CREATE EXTERNAL TABLE dbs_mc.dwd_orders ("));
        QVERIFY(!sql.contains(u"odps.namespace.schema"));
    }

    void theLocationSurvivesOddNames()
    {
        auto facts = maptablefixture::facts();
        facts.sourceServer.host = QStringLiteral("::1");
        facts.sourceServer.port = 5433;
        facts.source.database = QStringLiteral("a/b?c");
        facts.source.schema = QStringLiteral("ä&b=c");
        facts.source.name = QStringLiteral("it's 100%/x");
        const auto map = maptablefixture::definition();
        QCOMPARE(mapping::defaultLocation(map, facts),
                 QStringLiteral("jdbc:postgresql://[::1]:5433/a%2Fb%3Fc?ApplicationName=MaxCompute&currentSchema="
                                "%C3%A4%26b%3Dc&preferQueryMode=simple&useSSL=false&table=it%27s%20100%25%2Fx/"));
        QCOMPARE(problemOf(map, facts, "location"), QString());
    }

    void commentsCannotBreakOutOfTheStatement()
    {
        auto facts = maptablefixture::facts();
        facts.source.columns = {column("a", "text", "x'); DROP TABLE y; --\n\\")};
        const QString sql = mapping::createStatement(maptablefixture::definition(), facts);
        QCOMPARE(lineOf(sql, "a STRING"), QStringLiteral(R"(a STRING COMMENT 'x\'); DROP TABLE y; --\n\\')"));
    }

    void aLongCommentIsCutAndTold()
    {
        auto facts = maptablefixture::facts();
        facts.source.columns = {column("a", "text")};
        facts.source.columns[0].comment = QString(600, u'ä'); // 1,200 bytes
        const auto plan = mapping::planMapTable(maptablefixture::definition(), facts);
        QCOMPARE(lineOf(plan.steps().at(0).sql, "a STRING"),
                 QStringLiteral("a STRING COMMENT '%1'").arg(QString(512, u'ä')));
        QVERIFY(
            noticesOf(plan, plan::NoticeLevel::Info).contains(QStringLiteral("a: Its comment is cut to 1024 bytes.")));
    }

    void columnsCountAsInThePicture()
    {
        const auto columns = mapping::plannedColumns(maptablefixture::definition(), maptablefixture::facts().source);
        QMap<Fit, int> counts;
        for (const auto &planned : columns)
            ++counts[planned.mapping.fit];
        QCOMPARE(columns.size(), 12);
        QCOMPARE(counts.value(Fit::Exact), 8);
        QCOMPARE(counts.value(Fit::Wider), 3);
        QCOMPARE(counts.value(Fit::Check), 1);
    }

    void proposedColumnNames_data()
    {
        QTest::addColumn<QStringList>("sources");
        QTest::addColumn<QStringList>("expected");
        const auto names = [](const char *text) { return QString::fromUtf8(text).split(u'|'); };
        QTest::newRow("nothing is left") << names("编号|名称|__") << names("c_1|c_2|c_3");
        QTest::newRow("capitals") << names("Abc|aBC|ABC") << names("abc|abc_2|abc_3");
        QTest::newRow("own names first") << names("Abc|abc_2|aBC|abc") << names("abc_3|abc_2|abc_4|abc");
        QTest::newRow("own names that look proposed") << names("编号|c_1|名称") << names("c_2|c_1|c_3");
        QTest::newRow("keywords") << names("select|From|order") << names("select|from|order");
        QTest::newRow("digits") << names("1abc|2024|c_1abc") << names("c_1abc_2|c_2024|c_1abc");
        QTest::newRow("other scripts") << names("größe|ＡＢ１|订单id|编号id|É") << names("gro_e|ab1|_id|_id_2|e");
        QTest::newRow("punctuation") << names("a b|a-b|a.b|_a|$") << names("a_b|a_b_2|a_b_3|_a|c_1");
        QTest::newRow("too long") << QStringList{QString(200, u'X'), QString(128, u'x'), QString(129, u'x')}
                                  << QStringList{QString(63, u'x'), QString(128, u'x'),
                                                 QString(61, u'x') + QStringLiteral("_2")};
    }

    void proposedColumnNames()
    {
        QFETCH(QStringList, sources);
        QFETCH(QStringList, expected);
        QCOMPARE(namesOf(sources), expected);
        QCOMPARE(namesOf(sources + QStringList{QStringLiteral("another one"), QStringLiteral("又一")})
                     .first(expected.size()),
                 expected); // a column that is added later changes nothing
    }

    void proposedNamesAreLegalAndDistinctWhateverTheTableHas()
    {
        QRandomGenerator random(20240229);
        const QString letters = QString::fromUtf8("aAbBcC12_ -.\"'编号é\u0301\u0130\u212A\U0001F600\x01");
        const QList<uint> alphabet = letters.toUcs4();
        for (int round = 0; round < 300; ++round) {
            QStringList sources;
            const int count = random.bounded(1, 40);
            while (sources.size() < count) {
                QList<uint> name;
                const int length = random.bounded(10) == 0 ? random.bounded(120, 140) : random.bounded(1, 5);
                for (int i = 0; i < length; ++i)
                    name.append(alphabet.at(random.bounded(alphabet.size())));
                const QString text =
                    QString::fromUcs4(reinterpret_cast<const char32_t *>(name.constData()), name.size());
                if (!sources.contains(text))
                    sources.append(text);
            }
            QSet<QString> seen;
            const QStringList names = namesOf(sources);
            for (qsizetype i = 0; i < names.size(); ++i) {
                QVERIFY2(legalName.match(names.at(i)).hasMatch(), qPrintable(sources.at(i) + u'>' + names.at(i)));
                QVERIFY2(!seen.contains(names.at(i)), qPrintable(names.at(i)));
                seen.insert(names.at(i));
                const QString table = mapping::proposedTableName(sources.at(i));
                QVERIFY2(legalName.match(table).hasMatch() && !table.startsWith(u'_'), qPrintable(table));
            }
            auto facts = maptablefixture::facts();
            facts.source.columns.clear();
            for (const QString &source : sources)
                facts.source.columns.append(column(qPrintable(source), "text"));
            QVERIFY(mapping::fieldProblems(maptablefixture::definition(), facts).isEmpty());
        }
    }

    void proposedTableNames_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("expected"); // a pattern
        QTest::newRow("own") << QStringLiteral("dwd_orders") << QStringLiteral("dwd_orders");
        QTest::newRow("capitals") << QStringLiteral("OrderItems") << QStringLiteral("orderitems");
        QTest::newRow("punctuation") << QStringLiteral("order-items") << QStringLiteral("order_items");
        QTest::newRow("several") << QStringLiteral("order -- items") << QStringLiteral("order_items");
        QTest::newRow("a digit") << QStringLiteral("1abc") << QStringLiteral("t_1abc");
        QTest::newRow("an underscore") << QStringLiteral("_abc") << QStringLiteral("abc");
        QTest::newRow("Chinese") << QStringLiteral("订单表") << QStringLiteral("t_[0-9a-f]{8}");
        QTest::newRow("Chinese and digits") << QStringLiteral("订单2024") << QStringLiteral("t_2024_[0-9a-f]{8}");
        QTest::newRow("too long") << QString(200, u'a') << QStringLiteral("a{54}_[0-9a-f]{8}");
        QTest::newRow("underscores") << QStringLiteral("___") << QStringLiteral("t_[0-9a-f]{8}");
        QTest::newRow("as long as may be") << QString(128, u'a') << QStringLiteral("a{128}");
    }

    void proposedTableNames()
    {
        QFETCH(QString, source);
        QFETCH(QString, expected);
        const QString name = mapping::proposedTableName(source);
        QVERIFY2(QRegularExpression(QRegularExpression::anchoredPattern(expected)).match(name).hasMatch(),
                 qPrintable(name));
        QCOMPARE(mapping::proposedTableName(source), name);
        QVERIFY(mapping::proposedTableName(QStringLiteral("订单表"))
                != mapping::proposedTableName(QStringLiteral("客户表")));
    }

    void aTakenNameComesWithAFreeOne()
    {
        auto facts = maptablefixture::facts();
        facts.source.name = QStringLiteral("Orders");
        facts.existing = maptablefixture::existing(catalog::ObjectKind::Table);
        auto map = maptablefixture::definition();
        map.tableName = mapping::proposedTableName(facts.source.name);
        const QString said = problemOf(map, facts, "tableName");
        static const QRegularExpression example(QStringLiteral("for example (orders_[0-9a-f]{8})$"));
        const auto match = example.match(said);
        QVERIFY2(match.hasMatch(), qPrintable(said));
        facts.source.name = QStringLiteral("ORDERS");
        QVERIFY(!problemOf(map, facts, "tableName").endsWith(match.captured(1)));
    }

    void aChangedNameIsInTheComment()
    {
        auto facts = maptablefixture::facts();
        facts.source.name = QStringLiteral("订单表");
        facts.source.comment = QStringLiteral("all orders");
        facts.source.columns = {column("编号", "bigint"), column("Name", "text", "who it is"),
                                column("Fee", "text", "the Fee in yuan"), column("own", "text"),
                                column("Typed", "text")};
        auto map = maptablefixture::definition();
        map.tableName = mapping::proposedTableName(facts.source.name);
        for (const auto &source : std::as_const(facts.source.columns))
            map.columns.append({source.name, true, source.name == u"Typed" ? QStringLiteral("mine") : QString(), {}});
        const QString sql = mapping::createStatement(map, facts);
        QCOMPARE(lineOf(sql, "c_1"), QStringLiteral("c_1 BIGINT COMMENT '编号',"));
        QCOMPARE(lineOf(sql, "name"), QStringLiteral("name STRING COMMENT 'Name: who it is',"));
        QCOMPARE(lineOf(sql, "fee"), QStringLiteral("fee STRING COMMENT 'the Fee in yuan',"));
        QCOMPARE(lineOf(sql, "own"), QStringLiteral("own STRING,"));
        QCOMPARE(lineOf(sql, "mine"), QStringLiteral("mine STRING"));
        QCOMPARE(lineOf(sql, "COMMENT"), QStringLiteral("COMMENT '订单表: all orders'"));
        QCOMPARE(lineOf(sql, "'odps.federation.jdbc.colmapping'"),
                 QStringLiteral("'odps.federation.jdbc.colmapping'="
                                "'c_1:\"编号\",name:\"Name\",fee:\"Fee\",own:own,mine:\"Typed\"'"));
    }

    // Column and table comments from word processors hold such characters.
    void controlCharactersInCommentsAreEscapes()
    {
        auto facts = maptablefixture::facts();
        facts.source.comment = QStringLiteral("a\x0b"
                                              "b\x1b[0m");
        facts.source.columns = {column("a", "text",
                                       "x\x01"
                                       "1\r\n")};
        const QString sql = mapping::createStatement(maptablefixture::definition(), facts);
        QCOMPARE(lineOf(sql, "a STRING"), QStringLiteral("a STRING COMMENT 'x\\0011\\r\\n'"));
        QCOMPARE(lineOf(sql, "COMMENT"), QStringLiteral("COMMENT 'a\\013b\\033[0m'"));
    }

    void whatMaxComputeCannotHoldIsSaidOnce()
    {
        auto facts = maptablefixture::facts();
        facts.source.columns = {column("d", "date"),    column("t", "timestamp with time zone"),
                                column("n", "numeric"), column("b", "bigint"),
                                column("s", "text"),    column("m", "date"),
                                column("i", "integer")};
        auto map = maptablefixture::definition();
        for (const auto &source : std::as_const(facts.source.columns))
            map.columns.append({source.name, true, {}, source.name == u"m" ? QStringLiteral("STRING") : QString()});
        const QStringList notes = noticesOf(mapping::planMapTable(map, facts), plan::NoticeLevel::Info);
        QCOMPARE(notes.size(), 1);
        QVERIFY2(notes.first().startsWith(u"d, t, n, b: "), qPrintable(notes.first())); // not m, which is read as text
        for (const auto &value : {QStringLiteral("infinity"), QStringLiteral("NaN"), QStringLiteral("before 1"),
                                  QStringLiteral("after 9999"), QStringLiteral("-9223372036854775808")})
            QVERIFY2(notes.first().contains(value), qPrintable(value));
    }

    // The catalog lists names in lower case: the new table is found there under the name that the run says.
    void aTargetWithCapitalsIsTouchedAsItIsListed()
    {
        auto map = maptablefixture::definition();
        map.tableName = QStringLiteral("Orders_New");
        map.targetSchema = {QStringLiteral("dbs_mc"), {QStringLiteral("Default")}};
        const auto plan = mapping::planMapTable(map, maptablefixture::facts());
        QCOMPARE(plan.touches.first().path, QStringLiteral("dbs_mc/default/orders_new"));
        QCOMPARE(mapping::VerifyMapping::fromStep(plan.steps().at(1))->target.toString(),
                 QStringLiteral("dbs_mc/default/orders_new"));
    }

    void namesThatDifferOnlyInCaseClash()
    {
        auto facts = maptablefixture::facts();
        facts.source.columns = {column("a", "text"), column("A", "text"), column("b", "text")};
        auto map = maptablefixture::definition();
        map.columns = {{QStringLiteral("a"), true, QStringLiteral("x"), {}},
                       {QStringLiteral("A"), true, QStringLiteral("X"), {}},
                       {QStringLiteral("b"), true, {}, {}}};
        auto columns = mapping::plannedColumns(map, facts.source);
        QCOMPARE(words(columns.at(0).problem), QStringLiteral("Name is used twice"));
        QCOMPARE(words(columns.at(1).problem), QStringLiteral("Name is used twice"));
        QCOMPARE(words(columns.at(2).problem), QString());
        QVERIFY(problemOf(map, facts, "columns").contains(u"Name is used twice"));

        map.columns = {{QStringLiteral("a"), true, {}, {}},
                       {QStringLiteral("A"), false, {}, {}},
                       {QStringLiteral("b"), true, {}, {}}};
        QVERIFY(problemOf(map, facts, "columns").isEmpty()); // a column that is left out clashes with nothing

        map.columns[1] = {QStringLiteral("A"), true, QStringLiteral("B"), {}}; // names that the user typed clash alike
        columns = mapping::plannedColumns(map, facts.source);
        QCOMPARE(words(columns.at(1).problem), QStringLiteral("Name is used twice"));
        QCOMPARE(words(columns.at(2).problem), QStringLiteral("Name is used twice"));
    }

    void columnsThatCannotBeReadAreLeftOutAndListed()
    {
        auto facts = maptablefixture::facts();
        facts.source.columns = {column("id", "bigint"), column("u", "uuid"), column("j", "jsonb")};
        const auto plan = mapping::planMapTable(maptablefixture::definition(), facts);
        QVERIFY(plan.isRunnable());
        const QString sql = plan.steps().at(0).sql;
        QVERIFY(!sql.contains(u"UUID") && !sql.contains(u"\n  j "));
        const QStringList warnings = noticesOf(plan, plan::NoticeLevel::Warning);
        QVERIFY(warnings.value(0).startsWith(u"u: Left out (UUID)"));
        QVERIFY(warnings.value(1).startsWith(u"j: Left out (JSONB)"));

        auto map = maptablefixture::definition();
        map.columns = {{QStringLiteral("u"), true, {}, {}}}; // asked for all the same
        QVERIFY(problemOf(map, facts, "columns").contains(u"u: MaxCompute cannot read UUID"));
        const auto asked = mapping::planMapTable(map, facts);
        QVERIFY(!asked.isRunnable());
        QVERIFY(noticesOf(asked, plan::NoticeLevel::Warning).isEmpty()); // of "j" nobody spoke
        map.columns = {{QStringLiteral("id"), true, {}, {}}, {QStringLiteral("j"), false, {}, {}}};
        QVERIFY(noticesOf(mapping::planMapTable(map, facts), plan::NoticeLevel::Warning)
                    .value(0)
                    .startsWith(u"j: Left out (JSONB)"));
    }

    void wrongFieldsAreTold_data()
    {
        using Change = std::function<void(MapTable &, MapTableFacts &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const char *field, const char *text, const Change &change) {
            QTest::newRow(name) << change << QByteArray(field) << QString::fromUtf8(text);
        };
        row("empty name", "tableName", "empty", [](auto &map, auto &) { map.tableName.clear(); });
        row("name with a dash", "tableName", "has only letters", [](auto &map, auto &) { map.tableName = u"a-b"_qs; });
        row("name beginning with a digit", "tableName", "starts with a letter",
            [](auto &map, auto &) { map.tableName = u"1a"_qs; });
        row("name of 129 bytes", "tableName", "at most 128 bytes",
            [](auto &map, auto &) { map.tableName = QString(129, u'a'); });
        row("name taken", "tableName", "exists in dbs_mc.default", [](auto &, auto &facts) {
            facts.existing = maptablefixture::existing(catalog::ObjectKind::ExternalTable);
        });
        row("name taken by a table of other capitals", "tableName", "and shows public.Dwd_Orders; replace it",
            [](auto &, auto &facts) {
                facts.existing = maptablefixture::existing(catalog::ObjectKind::ExternalTable);
                facts.existing->external.emplace();
                facts.existing->external->location =
                    u"jdbc:postgresql://host:80/order_dw?currentSchema=public&table=Dwd_Orders/"_qs;
            });
        row("name taken by the same table", "tableName", "already; keep it", [](auto &, auto &facts) {
            facts.existing = maptablefixture::existing(catalog::ObjectKind::ExternalTable);
            facts.existing->external.emplace();
            facts.existing->external->location =
                u"jdbc:postgresql://host:80/order_dw?currentSchema=public&table=dwd_orders/"_qs;
        });
        row("replace a table with rows", "ifTaken", "no external table", [](auto &map, auto &facts) {
            map.ifTaken = MapTable::IfTaken::Replace;
            facts.existing = maptablefixture::existing(catalog::ObjectKind::Table);
        });
        row("replace what is not known", "ifTaken", "could not be read", [](auto &map, auto &facts) {
            map.ifTaken = MapTable::IfTaken::Replace;
            facts.existingUnknown = core::Error{core::ErrorKind::Timeout, u"No answer"_qs, {}, {}, {}};
        });
        row("no ARN", "roleArn", "missing", [](auto &map, auto &) { map.access = MapTable::Access::RamRole; });
        row("ARN of another form", "roleArn", "acs:ram::", [](auto &map, auto &) {
            map.access = MapTable::Access::RamRole;
            map.roleArn = u"acs:ram::12:user/x"_qs;
        });
        row("ARN with a line break", "roleArn", "acs:ram::", [](auto &map, auto &) {
            map.access = MapTable::Access::RamRole;
            map.roleArn = u"acs:ram::12:role/x\n"_qs;
        });
        row("lifecycle 0", "lifecycle", "1 to 37231", [](auto &map, auto &) { map.lifecycleDays = 0; });
        row("lifecycle -1", "lifecycle", "1 to 37231", [](auto &map, auto &) { map.lifecycleDays = -1; });
        row("lifecycle 37232", "lifecycle", "1 to 37231", [](auto &map, auto &) { map.lifecycleDays = 37'232; });
        row("nothing included", "columns", "No column is included", [](auto &map, auto &) {
            map.columns = {{u"order_id"_qs, false, {}, {}}};
        });
        row("unknown column", "columns", "has no column x", [](auto &map, auto &) {
            map.columns = {{u"x"_qs, true, {}, {}}, {u"order_id"_qs, true, {}, {}}};
        });
        row("column name with a blank", "columns", "has only letters", [](auto &map, auto &) {
            map.columns = {{u"order_id"_qs, true, u"a b"_qs, {}}};
        });
        row("no such type", "columns", "is not a MaxCompute type", [](auto &map, auto &) {
            map.columns = {{u"order_id"_qs, true, {}, u"NUMBER"_qs}};
        });
        row("type too narrow", "columns", "order_id: INT cannot hold all values of BIGINT", [](auto &map, auto &) {
            map.columns = {{u"order_id"_qs, true, {}, u"INT"_qs}};
        });
        row("1,201 columns", "columns", "at most 1200", [](auto &, auto &facts) {
            facts.source.columns.clear();
            for (int i = 0; i < 1'201; ++i) {
                facts.source.columns.append(column("c", "text"));
                facts.source.columns.last().name += QString::number(i);
            }
        });
        row("read-only target", "targetSchema", "read-only", [](auto &, auto &facts) { facts.targetReadOnly = true; });
        row("schema where there are none", "targetSchema", "has no schemas", [](auto &map, auto &facts) {
            map.targetSchema.names = {u"ods"_qs};
            facts.targetServer.schemasEnabled = false;
        });
        row("no schema", "targetSchema", "Choose a schema", [](auto &map, auto &) { map.targetSchema.names.clear(); });
        row("dynamic table", "source", "dynamic table",
            [](auto &, auto &facts) { facts.source.kind = catalog::ObjectKind::DynamicTable; });
        row("foreign table", "source", "foreign table",
            [](auto &, auto &facts) { facts.source.kind = catalog::ObjectKind::ForeignTable; });
        row("view", "source", "view", [](auto &, auto &facts) { facts.source.kind = catalog::ObjectKind::View; });
        row("VPC host", "location", "VPC", [](auto &, auto &facts) {
            facts.sourceServer.host = u"hgpostcn-cn-x-cn-shanghai-vpc-st.hologres.aliyuncs.com"_qs;
        });
        row("Unix socket", "location", "Unix socket",
            [](auto &, auto &facts) { facts.sourceServer.host = u"/run/postgresql"_qs; });
        row("own location of another kind", "location", "Expected jdbc:postgresql",
            [](auto &map, auto &) { map.location = u"jdbc:mysql://h:1/d?table=x/"_qs; });
        row("schema that is not there", "targetSchema", "no schema default",
            [](auto &, auto &facts) { facts.targetSchema = mapping::TargetSchema::Missing; });
        row("external schema", "targetSchema", "external schema",
            [](auto &, auto &facts) { facts.targetSchema = mapping::TargetSchema::External; });
        row("own location without a table", "location", "Expected jdbc:postgresql",
            [](auto &map, auto &) { map.location = u"jdbc:postgresql://h:1/d?currentSchema=x/"_qs; });
        row("own location with a password", "location", "no place",
            [](auto &map, auto &) { map.location = u"jdbc:postgresql://h:1/d?user=a&password=b&table=x/"_qs; });
        row("own location in a VPC", "location", "VPC",
            [](auto &map, auto &) { map.location = u"jdbc:postgresql://h-vpc-st.x:80/d?table=x/"_qs; });
    }

    void wrongFieldsAreTold()
    {
        using Change = std::function<void(MapTable &, MapTableFacts &)>;
        QFETCH(Change, change);
        QFETCH(QByteArray, field);
        QFETCH(QString, text);
        auto map = maptablefixture::definition();
        auto facts = maptablefixture::facts();
        QVERIFY(mapping::fieldProblems(map, facts).isEmpty());
        change(map, facts);
        const QString problem = problemOf(map, facts, field.constData());
        QVERIFY2(problem.contains(text), qPrintable(problem));
        QCOMPARE(mapping::fieldProblems(map, facts).size(), 1);
        const auto plan = mapping::planMapTable(map, facts);
        QVERIFY(!plan.isRunnable());
        const auto blockers = plan.blockers();
        QVERIFY(std::ranges::any_of(blockers, [&](const auto &notice) { return words(notice.text) == problem; }));
        const QString subject = words(blockers.first().subject); // as the form labels the field
        QCOMPARE(blockers.first().subject, mapping::fieldTitle(QString::fromLatin1(field)));
        QVERIFY2(subject.at(0).isUpper(), qPrintable(subject));
    }

    void limitsAreStillAllowed()
    {
        auto map = maptablefixture::definition();
        map.tableName = QString(128, u'a');
        map.lifecycleDays = 37'231;
        map.access = MapTable::Access::RamRole;
        map.roleArn = QStringLiteral("acs:ram::1234567890:role/dbs-holo_role.1");
        map.location = QStringLiteral("jdbc:postgresql://127.0.0.1:5432/d?currentSchema=s&table=x/");
        QVERIFY(mapping::fieldProblems(map, maptablefixture::facts()).isEmpty());
        QVERIFY(mapping::createStatement(map, maptablefixture::facts()).contains(map.location));
    }

    void aTableIsMappedInTheProjectOfATenant()
    {
        auto map = maptablefixture::definition();
        auto facts = maptablefixture::facts();
        map.targetSchema = {QStringLiteral("tenant"), {QStringLiteral("sales"), QStringLiteral("work")}};
        facts.targetServer.database = QStringLiteral("sales");
        const auto plan = mapping::planMapTable(map, facts);
        QVERIFY2(plan.isRunnable(), qPrintable(noticesOf(plan, plan::NoticeLevel::Blocker).join(u' ')));
        const auto step = plan::SqlStep::fromStep(plan.steps().first());
        QCOMPARE(step->connection, QStringLiteral("tenant"));
        QCOMPARE(step->database, QStringLiteral("sales"));
        QVERIFY2(step->sql.contains(QStringLiteral("CREATE EXTERNAL TABLE sales.work.")), qPrintable(step->sql));
        QCOMPARE(plan.touches.first().path, QStringLiteral("tenant/sales/work/dwd_orders"));
        // Without a project there is nothing to map into.
        facts.targetServer.database.clear();
        QVERIFY(!mapping::planMapTable(map, facts).isRunnable());
        map.targetSchema = {QStringLiteral("tenant"), {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}};
        QVERIFY(!problemOf(map, maptablefixture::facts(), "targetSchema").isEmpty());
    }

    void thePlanCreatesAndVerifies()
    {
        const auto plan = mapping::planMapTable(maptablefixture::definition(), maptablefixture::facts());
        QVERIFY(plan.isRunnable());
        QCOMPARE(words(plan.title), QStringLiteral("Map dwd_orders → default.dwd_orders"));
        const plan::Touch touch{QStringLiteral("dbs_mc/default/dwd_orders"), plan::Change::Created,
                                QStringLiteral("order_dw/public/dwd_orders")};
        QCOMPARE(plan.touches, QList{touch});
        QCOMPARE(plan.steps().size(), 2);
        QCOMPARE(plan.steps().at(0).kind, QStringLiteral("create_external_table"));
        const auto create = mapping::CreateExternalTableStep::fromStep(plan.steps().at(0));
        QVERIFY2(plan.steps().at(0).sql.contains(u'\'' + create->location + u'\''), qPrintable(create->location));
        QCOMPARE(create->table.toString(), touch.path);
        QCOMPARE(plan.steps().at(0).connection(), QStringLiteral("dbs_mc"));
        QCOMPARE(plan.steps().at(0).effect, plan::Effect::Write);
        QCOMPARE(words(plan::SqlStep::fromStep(plan.steps().at(0))->summary),
                 QStringLiteral("External table, 12 columns"));
        QCOMPARE(plan.steps().at(1).kind, QStringLiteral("verify_mapping"));
        QCOMPARE(plan.steps().at(1).effect, plan::Effect::Read);
        const auto verify = mapping::VerifyMapping::fromStep(plan.steps().at(1));
        QCOMPARE(verify->target.toString(), touch.path);
        QCOMPARE(verify->columns.size(), 12);
        QCOMPARE(create->columns, verify->columns);
        QVERIFY(noticesOf(plan, plan::NoticeLevel::Info).value(0).startsWith(u"order_id: The primary key"));
        QVERIFY(noticesOf(plan, plan::NoticeLevel::Warning).value(0).startsWith(u"order_fee: "));
        QCOMPARE(plan::Plan::fromJson(plan.toJson()).value(), plan);
    }

    void aCutOffCreateIsGoneOnWithWhereItCanEndWell()
    {
        // It may have made the table before it was cut off: a second CREATE would be refused.
        auto map = maptablefixture::definition();
        for (const auto ifTaken : {MapTable::IfTaken::Stop, MapTable::IfTaken::Replace, MapTable::IfTaken::Keep}) {
            map.ifTaken = ifTaken;
            const auto create = mapping::planMapTable(map, maptablefixture::facts()).steps().first();
            QVERIFY(create.sql.contains(u"CREATE EXTERNAL TABLE"));
            QCOMPARE(create.canResume, create.sql.contains(u"IF NOT EXISTS"));
            QCOMPARE(create.canResume, ifTaken == MapTable::IfTaken::Keep);
        }
    }

    void replacingDropsFirstAndAsksForTheName()
    {
        auto map = maptablefixture::definition();
        map.ifTaken = MapTable::IfTaken::Replace;
        auto facts = maptablefixture::facts();
        QCOMPARE(mapping::planMapTable(map, facts).steps().size(), 2); // nothing there: nothing to drop
        facts.existing = maptablefixture::existing(catalog::ObjectKind::ExternalTable);
        const auto plan = mapping::planMapTable(map, facts);
        QVERIFY(plan.isRunnable());
        QCOMPARE(plan.steps().size(), 3);
        QCOMPARE(plan.steps().at(0).sql,
                 QStringLiteral("SET odps.namespace.schema=true;\nDROP TABLE IF EXISTS dbs_mc.default.dwd_orders;"));
        QCOMPARE(plan.touches.at(0).change, plan::Change::Changed);
        QVERIFY(plan.steps().at(0).isDestructive());
        QCOMPARE(words(plan.steps().at(0).destructiveNote), QStringLiteral("drops 1 external table"));
        QVERIFY(noticesOf(plan, plan::NoticeLevel::Warning).join(u' ').contains(u"rows in Hologres stay"));
        QCOMPARE(plan.steps().at(0).confirmName, QStringLiteral("dwd_orders"));
        QVERIFY(!plan.steps().at(1).sql.contains(u"IF NOT EXISTS"));
        const auto lost = [](const plan::Plan &planned) {
            return noticesOf(planned, plan::NoticeLevel::Warning).filter(QStringLiteral("go with it"));
        };
        QCOMPARE(lost(plan), QStringList());
        facts.existing->properties = {{QStringLiteral("mcfed.mapreduce.jdbc.driver.class"), QStringLiteral("x")},
                                      {QStringLiteral("my.owner"), QStringLiteral("team-a")},
                                      {QStringLiteral("my.tag"), QStringLiteral("50%1")},
                                      {QStringLiteral("transactional"), QStringLiteral("false")}};
        const QStringList told = lost(mapping::planMapTable(map, facts));
        QCOMPARE(told.size(), 1);
        QVERIFY2(told.first().contains(u"my.owner = team-a") && told.first().contains(u"my.tag = 50%1")
                     && !told.first().contains(u"transactional") && !told.first().contains(u"mcfed"),
                 qPrintable(told.first()));
    }

    void keepingVerifiesWhatIsThereAndTellsWhatDiffers()
    {
        auto map = maptablefixture::definition();
        map.ifTaken = MapTable::IfTaken::Keep;
        auto facts = maptablefixture::facts();
        facts.existing = maptablefixture::existing(catalog::ObjectKind::ExternalTable);
        catalog::Column id;
        id.name = QStringLiteral("order_id");
        id.type = catalog::parseMaxComputeType(u"BIGINT");
        facts.existing->columns = {id};
        const auto plan = mapping::planMapTable(map, facts);
        QVERIFY(plan.isRunnable());
        QVERIFY(plan.steps().at(0).sql.contains(u"CREATE EXTERNAL TABLE IF NOT EXISTS dbs_mc"));
        QCOMPARE(mapping::VerifyMapping::fromStep(plan.steps().at(1))->columns.size(), 1);
        QVERIFY(noticesOf(plan, plan::NoticeLevel::Info).value(0).contains(u"stays as it is"));
        QVERIFY(noticesOf(plan, plan::NoticeLevel::Warning).value(0).contains(u"order_user_id, order_shop_id"));
        QVERIFY(!noticesOf(plan, plan::NoticeLevel::Warning).value(0).contains(u"order_id"));
    }

    void keepingWhatShowsSomethingElseIsBlocked()
    {
        auto map = maptablefixture::definition();
        map.ifTaken = MapTable::IfTaken::Keep;
        auto facts = maptablefixture::facts();
        facts.existing = maptablefixture::existing(catalog::ObjectKind::ExternalTable);
        facts.existing->external.emplace();
        facts.existing->external->location =
            QStringLiteral("jdbc:postgresql://h:80/order_dw?currentSchema=public&table=other/");
        QVERIFY(noticesOf(mapping::planMapTable(map, facts), plan::NoticeLevel::Blocker)
                    .join(u' ')
                    .contains(u"shows public.other"));
        facts.existing = maptablefixture::existing(catalog::ObjectKind::Table);
        QVERIFY(noticesOf(mapping::planMapTable(map, facts), plan::NoticeLevel::Blocker)
                    .join(u' ')
                    .contains(u"no external table"));
    }

    void aPartitionedParentIsWarnedOf() // docs/requirements.md#h-73
    {
        auto facts = maptablefixture::facts();
        facts.source.kind = catalog::ObjectKind::PartitionedTable;
        const auto plan = mapping::planMapTable(maptablefixture::definition(), facts);
        QVERIFY(plan.isRunnable());
        QVERIFY(noticesOf(plan, plan::NoticeLevel::Warning).value(0).contains(u"reads all partitions"));
    }

    void dualSignatureOnAnOldHologresIsWarnedOf_data()
    {
        QTest::addColumn<QString>("product");
        QTest::addColumn<bool>("isWarned");
        QTest::newRow("1.2") << QStringLiteral("Hologres 1.2.30") << true;
        QTest::newRow("0.11") << QStringLiteral("Hologres 0.11.1") << true;
        QTest::newRow("1.3") << QStringLiteral("Hologres 1.3.0") << false;
        QTest::newRow("3.0") << QStringLiteral("Hologres 3.0.18") << false;
        QTest::newRow("plain PostgreSQL") << QStringLiteral("PostgreSQL 15.6") << false;
    }

    void dualSignatureOnAnOldHologresIsWarnedOf()
    {
        QFETCH(QString, product);
        QFETCH(bool, isWarned);
        auto facts = maptablefixture::facts();
        facts.sourceServer.product = product;
        const auto plan = mapping::planMapTable(maptablefixture::definition(), facts);
        QCOMPARE(noticesOf(plan, plan::NoticeLevel::Warning).join(u' ').contains(u"needs Hologres 1.3"), isWarned);
    }

    void settingsAboutTypesHoldWhereNoColumnSaysOtherwise()
    {
        auto map = maptablefixture::definition();
        map.types.decimals = mapping::TypeSettings::Decimals::Text;
        map.types.arrays = mapping::TypeSettings::Arrays::LeaveOut;
        auto facts = maptablefixture::facts();
        facts.source.columns.append(maptablefixture::column("tags", "text[]"));
        const auto typeOf = [&](const QString &name) {
            for (const auto &column : mapping::plannedColumns(map, facts.source)) {
                if (column.source.name == name)
                    return column.choice.include ? column.mapping.target.text : QStringLiteral("left out");
            }
            return QString();
        };
        QCOMPARE(typeOf(QStringLiteral("order_fee")), QStringLiteral("STRING"));
        QCOMPARE(typeOf(QStringLiteral("tags")), QStringLiteral("left out"));
        map.columns = {{QStringLiteral("order_fee"), true, {}, QStringLiteral("DECIMAL(20,2)")}};
        QCOMPARE(typeOf(QStringLiteral("order_fee")), QStringLiteral("DECIMAL(20,2)"));
    }

    void theDefinitionSurvivesJson()
    {
        auto map = maptablefixture::definition();
        map.access = MapTable::Access::RamRole;
        map.roleArn = QStringLiteral("acs:ram::1:role/x");
        map.ifTaken = MapTable::IfTaken::Replace;
        map.columns = {{QStringLiteral("a"), false, QStringLiteral("b"), QStringLiteral("STRING")}};
        QCOMPARE(MapTable::fromJson(map.toJson()).value(), map);
        map.lifecycleDays = std::nullopt;
        map.types.arrays = mapping::TypeSettings::Arrays::LeaveOut;
        map.types.decimals = mapping::TypeSettings::Decimals::Text;
        QCOMPARE(MapTable::fromJson(map.toJson()).value(), map);
        const auto task = map.toTask();
        QCOMPARE(task.kind, QStringLiteral("map_table"));
        QVERIFY(task.id != map.toTask().id);
        QCOMPARE(MapTable::fromJson(task.definition).value(), map);
    }

    void aDamagedDefinitionNamesTheMember()
    {
        auto whole = maptablefixture::definition();
        whole.types.decimals = mapping::TypeSettings::Decimals::Text;
        const QJsonObject good = whole.toJson();
        for (const auto &key : good.keys()) {
            QJsonObject bad = good;
            bad.insert(key, true);
            const auto map = MapTable::fromJson(bad);
            QVERIFY2(!map, qPrintable(key));
            QVERIFY2(map.error().message.contains(key), qPrintable(map.error().message));
        }
        QJsonObject bad = good;
        bad.insert(QStringLiteral("types"), QJsonObject{{QStringLiteral("decimals"), QStringLiteral("roman")}});
        const auto map = MapTable::fromJson(bad);
        QVERIFY(!map);
        QVERIFY2(map.error().message.contains(QStringLiteral("types.decimals")), qPrintable(map.error().message));
    }
};

QTEST_GUILESS_MAIN(tst_MapTable)
#include "tst_maptable.moc"
