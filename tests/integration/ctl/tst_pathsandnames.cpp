// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using isthmus::test::CtlOutcome;
using isthmus::test::runCtl;
using isthmus::test::SandboxFixture;

#define VERIFY_DONE(call)                                                                                              \
    do {                                                                                                               \
        const CtlOutcome &done = call;                                                                                 \
        QVERIFY2(done.exitCode == 0, done.err.constData());                                                            \
    } while (false)

namespace {

QJsonArray arrayOf(const CtlOutcome &outcome)
{
    return QJsonDocument::fromJson(outcome.out).array();
}

} // namespace

/// What people type and servers hold, on a real sandbox: paths, partitions, names, comments.
class tst_PathsAndNames : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    static qsizetype rowsOf(const QString &table, const QString &partition)
    {
        const auto outcome =
            runCtl({u"preview"_qs, table, u"--partition"_qs, partition, u"--limit"_qs, u"1000"_qs, u"--json"_qs});
        return outcome.exitCode == 0 ? arrayOf(outcome).size() : -1;
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(QStringLiteral("config")).toUtf8());
        qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(QStringLiteral("data")).toUtf8());
        qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
        auto &sandbox = SandboxFixture::shared();
        QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
        VERIFY_DONE(runCtl({u"connection"_qs, u"add"_qs, u"--sandbox"_qs, sandbox.dir()}));
        VERIFY_DONE(runCtl({u"sql"_qs, u"order_dw"_qs, uR"(CREATE SCHEMA q; CREATE TABLE q."订单表" ("编号" int,
            "名称" text, "Abc" int, "aBC" int, "2nd" date); INSERT INTO q."订单表" VALUES (1, 'x', 2, 3, '2024-02-29');
            COMMENT ON COLUMN q."订单表"."名称" IS E'a\x0b1\x1b[31m\r\nb'; COMMENT ON TABLE q."订单表" IS E'all\x01';
            CREATE TABLE q.nested (id int, a int[]); INSERT INTO q.nested VALUES (1, '{{1,2},{3,4}}');
            CREATE TABLE q.levels (a text, b int, v int) PARTITION BY LIST (a);
            CREATE TABLE q.levels_1 PARTITION OF q.levels FOR VALUES IN ('1') PARTITION BY LIST (b);
            CREATE TABLE q.levels_1_2 PARTITION OF q.levels_1 FOR VALUES IN (2);
            CREATE TABLE q.levels_1_3 PARTITION OF q.levels_1 FOR VALUES IN (3);
            CREATE TABLE q.levels_2 PARTITION OF q.levels FOR VALUES IN ('2');
            INSERT INTO q.levels VALUES ('1', 2, 10), ('1', 2, 11), ('1', 3, 12), ('2', 7, 13);
            COMMENT ON TABLE q.levels_2 IS U&'no\FFFE\FFFF\FDD0 character\202E.\200B')"_qs}));
        VERIFY_DONE(runCtl({u"sql"_qs, u"dbs_mc"_qs,
                            u"CREATE TABLE two_levels (id BIGINT) PARTITIONED BY (dt STRING, hh STRING);"_qs}));
        VERIFY_DONE(runCtl({u"sql"_qs, u"dbs_mc"_qs,
                            u"INSERT INTO two_levels PARTITION (dt='20240101', hh='01') VALUES (1), (2);"_qs}));
    }

    // The text of a head is not exact for them: they are read by the Tunnel, partition by partition.
    void backslashesInsideNestedValuesSurviveAPreview()
    {
        VERIFY_DONE(runCtl({u"sql"_qs, u"dbs_mc"_qs,
                            u"CREATE TABLE slashes (id BIGINT, a ARRAY<STRING>) PARTITIONED BY (dt STRING);"_qs}));
        for (const auto &day : {u"1"_qs, u"2"_qs})
            VERIFY_DONE(runCtl(
                {u"sql"_qs, u"dbs_mc"_qs,
                 u"INSERT INTO slashes PARTITION (dt='%1') VALUES (%1, array('x\\\\\"y', 'C:\\\\'))"_qs.arg(day)}));
        const auto preview = runCtl({u"preview"_qs, u"dbs_mc/default/slashes"_qs, u"--json"_qs});
        VERIFY_DONE(preview);
        QCOMPARE(arrayOf(preview).size(), 2);
        for (const auto &value : arrayOf(preview)) {
            const QJsonObject row = value.toObject();
            QCOMPARE(row[u"a"_qs].toArray(), (QJsonArray{u"x\\\"y"_qs, u"C:\\"_qs}));
            QCOMPARE(row[u"dt"_qs].toString(), QString::number(row[u"id"_qs].toInt()));
        }
        VERIFY_DONE(runCtl({u"sql"_qs, u"dbs_mc"_qs, u"DROP TABLE slashes;"_qs}));
    }

    void aPartitionIsReadInEveryForm_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("partition");
        for (const auto &form : {u"dt=20230211"_qs, u"dt='20230211'"_qs, u"dt=\"20230211\""_qs, u"dt=20230211/"_qs,
                                 u"PARTITION (dt = '20230211')"_qs})
            QTest::addRow("Hologres %s", qPrintable(form)) << u"order_dw/public/orders_by_day"_qs << form;
        for (const auto &form : {u"dt=20240101,hh=01"_qs, u"dt='20240101',hh='01'"_qs, u"dt=20240101/hh=01"_qs,
                                 u"DT=20240101/HH=\"01\"/"_qs, u"PARTITION (dt='20240101', hh='01')"_qs})
            QTest::addRow("MaxCompute %s", qPrintable(form)) << u"dbs_mc/default/two_levels"_qs << form;
    }

    void aPartitionIsReadInEveryForm()
    {
        QFETCH(QString, table);
        QFETCH(QString, partition);
        const bool isHologres = table.startsWith(u"order_dw");
        const qsizetype rows = rowsOf(table, partition);
        QVERIFY(rows > 0);
        QCOMPARE(rows, isHologres ? rowsOf(table, u"dt=20230211"_qs) : 2);
    }

    void partitionsOfPartitionsAreRead_data()
    {
        QTest::addColumn<QString>("partition");
        QTest::addColumn<int>("rows");
        const auto row = [](const char *partition, int rows) {
            QTest::newRow(partition) << u""_qs + QLatin1String(partition) << rows;
        };
        row("a=1,b=2", 2);
        row("b=2/a=1", 2);
        row("PARTITION (a='1', b=03)", 1);
        row("a=1", 3); // a partition too
        row("a=2", 1);
    }

    void partitionsOfPartitionsAreRead()
    {
        QFETCH(QString, partition);
        QFETCH(int, rows);
        QCOMPARE(rowsOf(u"order_dw/q/levels"_qs, partition), rows);
    }

    // Directions, invisible characters and code points that are none, in a comment that has lines of its own.
    void whatIsNoCharacterIsEscaped()
    {
        const auto shown = runCtl({u"show"_qs, u"order_dw/q/levels_2"_qs});
        VERIFY_DONE(shown);
        QVERIFY2(shown.out.contains("no\\ufffe\\uffff\\ufdd0 character\\u202e.\\u200b\n"), shown.out.constData());
        const auto ddl = runCtl({u"show"_qs, u"order_dw/q/levels_2"_qs, u"--ddl"_qs});
        VERIFY_DONE(ddl);
        QVERIFY2(ddl.out.contains("IS E'no\\ufffe\\uffff\\ufdd0 character\\u202e.\\u200b';"), ddl.out.constData());
    }

    void columnsAreListedAsInCsv()
    {
        VERIFY_DONE(runCtl({u"sql"_qs, u"order_dw"_qs,
                            u"CREATE TABLE q.commas (id int, \"price, net\" int, \"say \"\"a\"\"\" int, u uuid)"_qs}));
        const auto plan = [](const QString &columns) {
            return runCtl(
                {u"plan"_qs, u"map-table"_qs, u"order_dw/q/commas"_qs, u"dbs_mc/default"_qs, u"--columns"_qs, columns});
        };
        const auto both = plan(u"\"price, net\", \"say \"\"a\"\"\""_qs);
        VERIFY_DONE(both);
        QVERIFY2(both.out.contains("(\n  price_net INT COMMENT 'price, net',\n  say_a_ INT COMMENT 'say \"a\"'\n)"),
                 both.out.constData());
        QVERIFY2(!both.out.contains("Left out"), both.out.constData()); // nobody asked for it
        QCOMPARE(plan(u"id,"_qs).exitCode, 2);
        const auto unquoted = plan(u"price, net"_qs);
        QCOMPARE(unquoted.exitCode, 1);
        QVERIFY2(unquoted.out.contains("commas has no column price"), unquoted.out.constData());
        const auto unreadable = plan(u"id,u"_qs);
        QCOMPARE(unreadable.exitCode, 1);
        QVERIFY2(unreadable.out.contains("u: MaxCompute cannot read UUID"), unreadable.out.constData());
    }

    // MaxCompute has no capitals, so that the second table would take the first one's name.
    void tablesThatDifferInCapitalsAreBothNamed()
    {
        VERIFY_DONE(
            runCtl({u"sql"_qs, u"order_dw"_qs, u"CREATE TABLE q.\"Twin\" (a int); CREATE TABLE q.twin (a int)"_qs}));
        const QStringList map{u"map-table"_qs, u"order_dw/q/Twin"_qs, u"dbs_mc/default"_qs};
        VERIFY_DONE(runCtl(map));
        const auto second = runCtl({u"map-table"_qs, u"order_dw/q/twin"_qs, u"dbs_mc/default"_qs});
        QCOMPARE(second.exitCode, 1);
        QVERIFY2(second.err.contains("twin exists in dbs_mc.default already and shows q.Twin"), second.err.constData());
        const auto replaced = runCtl({u"plan"_qs, u"map-table"_qs, u"order_dw/q/twin"_qs, u"dbs_mc/default"_qs,
                                      u"--if-taken"_qs, u"replace"_qs});
        VERIFY_DONE(replaced);
        QVERIFY2(replaced.out.contains("which shows q.Twin, is dropped and made anew over q.twin"),
                 replaced.out.constData());
        VERIFY_DONE(runCtl({u"sql"_qs, u"dbs_mc"_qs, u"DROP TABLE twin;"_qs}));
    }

    void whatIsWrongIsSaidTruly_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("said");
        const auto row = [](const QStringList &arguments, const QString &said) {
            QTest::addRow("%s", qPrintable(arguments.join(u' '))) << arguments << said;
        };
        const QString byDay = u"order_dw/public/orders_by_day"_qs;
        const QString two = u"dbs_mc/default/two_levels"_qs;
        row({u"preview"_qs, byDay, u"--partition"_qs, u"dt=20239999"_qs}, u"has no partition dt=20239999"_qs);
        row({u"preview"_qs, byDay, u"--partition"_qs, u"DT=20230211"_qs}, u"is dt, not DT"_qs);
        row({u"preview"_qs, two, u"--partition"_qs, u"dt=20239999,hh=01"_qs}, u"has no partition dt=20239999,hh=01"_qs);
        row({u"preview"_qs, two, u"--partition"_qs, u"dt=20240101"_qs}, u"hh is missing"_qs);
        row({u"preview"_qs, u"order_dw/public/dwd_orders"_qs, u"--partition"_qs, u"dt=1"_qs}, u"is not partitioned"_qs);
        const QString levels = u"order_dw/q/levels"_qs;
        row({u"preview"_qs, levels, u"--partition"_qs, u"a=1,b=9"_qs}, u"has no partition a=1,b=9"_qs);
        row({u"preview"_qs, levels, u"--partition"_qs, u"a=9,b=2"_qs}, u"has no partition a=9,b=2"_qs);
        row({u"preview"_qs, levels, u"--partition"_qs, u"a=9"_qs}, u"has no partition a=9"_qs);
        row({u"preview"_qs, levels, u"--partition"_qs, u"b=2"_qs}, u"a is missing"_qs);
        row({u"preview"_qs, levels, u"--partition"_qs, u"a=2,b=7"_qs}, u"has no partition column b"_qs);
        row({u"preview"_qs, levels, u"--partition"_qs, u"a=1,B=2"_qs}, u"is b, not B"_qs);
        row({u"preview"_qs, u"order_dw"_qs}, u"order_dw/SCHEMA/TABLE"_qs);
        row({u"preview"_qs, u"order_dw/q"_qs}, u"is not the path of a table"_qs);
        row({u"preview"_qs, u"order_dw/public/dwd_orders/x"_qs}, u"is not the path of a table"_qs);
        row({u"preview"_qs, u"test_dbs_holo/order_dw/public"_qs}, u"test_dbs_holo/DATABASE/SCHEMA/TABLE"_qs);
        row({u"preview"_qs, u"dbs_mc/default"_qs}, u"is not the path of a table"_qs);
        row({u"preview"_qs, u"dbs_mc/default/two_levels/id"_qs}, u"is not the path of a table"_qs);
        row({u"show"_qs, u"order_dw/public/dwd_orders/order_id"_qs}, u"There is nothing to show of"_qs);
        row({u"show"_qs, u"dbs_mc/default/two_levels/id"_qs}, u"There is nothing to show of"_qs);
        row({u"show"_qs, two + u"/:partitions/dt=1,hh=2"_qs}, u"has no partition dt=1,hh=2"_qs);
        row({u"map-table"_qs, u"order_dw/q/a/b"_qs, u"dbs_mc/default"_qs}, u"is not the path of a table"_qs);
        row({u"map-table"_qs, u"order_dw/q/a"_qs, u"dbs_mc/default"_qs}, u"q.a does not exist"_qs);
    }

    void whatIsWrongIsSaidTruly()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, said);
        const auto outcome = runCtl(arguments);
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY(outcome.out.isEmpty());
        QVERIFY2(QString::fromUtf8(outcome.err).contains(said), outcome.err.constData());
    }

    void thePathOfAPartitionIsReadAndShown_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("Hologres") << u"order_dw/public/orders_by_day/:partitions"_qs;
        QTest::newRow("MaxCompute") << u"dbs_mc/default/two_levels/:partitions"_qs;
    }

    void thePathOfAPartitionIsReadAndShown()
    {
        QFETCH(QString, folder);
        const auto listed = runCtl({u"ls"_qs, folder, u"--json"_qs});
        VERIFY_DONE(listed);
        const QString path = arrayOf(listed).first().toObject().value(u"path").toString();
        QVERIFY(path.startsWith(folder));
        const auto rows = runCtl({u"preview"_qs, path, u"--json"_qs});
        VERIFY_DONE(rows);
        QVERIFY(!arrayOf(rows).isEmpty());
        const auto shown = runCtl({u"show"_qs, path, u"--json"_qs});
        VERIFY_DONE(shown);
        QCOMPARE(shown.json().value(u"kind").toString(), u"partition"_qs);
    }

    // The server's, also where the partition column stands first.
    void columnsStandInOneOrderEverywhere()
    {
        const QString table = u"order_dw/q/levels"_qs;
        const QStringList order{u"a"_qs, u"b"_qs, u"v"_qs};
        const auto names = [](const QJsonArray &objects) {
            QStringList result;
            for (const auto &object : objects) {
                if (const QString name = object.toObject().value(u"name").toString(); !name.startsWith(u':'))
                    result.append(name);
            }
            return result;
        };
        QCOMPARE(names(arrayOf(runCtl({u"ls"_qs, table, u"--json"_qs}))), order);
        const auto shown = runCtl({u"show"_qs, table, u"--json"_qs});
        VERIFY_DONE(shown);
        QCOMPARE(names(shown.json().value(u"columns").toArray()), order);
        const QString ddl = runCtl({u"show"_qs, table, u"--ddl"_qs, u"--json"_qs}).json().value(u"ddl").toString();
        QVERIFY(ddl.indexOf(u"    a text") > 0);
        QVERIFY(ddl.indexOf(u"    a text") < ddl.indexOf(u"    b integer"));
        QVERIFY(ddl.indexOf(u"    b integer") < ddl.indexOf(u"    v integer"));
        const auto rows = runCtl({u"preview"_qs, table, u"--format"_qs, u"csv"_qs});
        QVERIFY2(rows.out.startsWith("a,b,v\n"), rows.out.constData());
        const QString file = m_dir.filePath(u"levels.csv"_qs);
        VERIFY_DONE(runCtl({u"export"_qs, table, u"--to"_qs, file}));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readLine(), QByteArray("a,b,v\n"));
        const auto planned =
            runCtl({u"plan"_qs, u"map-table"_qs, table, u"dbs_mc/default/levels_in_order"_qs, u"--json"_qs});
        VERIFY_DONE(planned);
        const qsizetype begin = planned.out.indexOf("CREATE EXTERNAL TABLE");
        QVERIFY(begin > 0);
        QVERIFY(planned.out.indexOf("a STRING", begin) > 0);
        QVERIFY(planned.out.indexOf("a STRING", begin) < planned.out.indexOf("b INT", begin));
    }

    void aTableOfForeignNamesIsMappedWithoutBeingAsked()
    {
        const auto mapped = runCtl({u"map-table"_qs, u"order_dw/q/订单表"_qs, u"dbs_mc/default"_qs, u"--json"_qs});
        VERIFY_DONE(mapped);
        const QString path = mapped.json().value(u"touches").toArray().first().toObject().value(u"path").toString();
        QVERIFY2(path.startsWith(u"dbs_mc/default/t_"), qPrintable(path));
        const auto shown = runCtl({u"show"_qs, path, u"--json"_qs});
        VERIFY_DONE(shown);
        QStringList names;
        QStringList comments;
        const QJsonArray columns = shown.json().value(u"columns").toArray();
        for (const auto &column : columns) {
            names.append(column.toObject().value(u"name").toString());
            comments.append(column.toObject().value(u"comment").toString());
        }
        QCOMPARE(names.join(u' '), u"c_1 c_2 abc abc_2 c_2nd"_qs);
        QCOMPARE(comments.at(0), u"编号"_qs);
        QCOMPARE(comments.at(1), u"名称: a\u000b1\u001b[31m\r\nb"_qs);
        QCOMPARE(shown.json().value(u"comment").toString(), u"订单表: all\u0001"_qs);
        QCOMPARE(shown.json().value(u"external").toObject().value(u"column_mapping").toString(),
                 u"c_1:\"编号\",c_2:\"名称\",abc:\"Abc\",abc_2:\"aBC\",c_2nd:\"2nd\""_qs);
        const auto rows = runCtl({u"preview"_qs, path, u"--json"_qs});
        VERIFY_DONE(rows);
        const QJsonObject row = arrayOf(rows).first().toObject();
        QCOMPARE(row.value(u"c_1"), QJsonValue(1));
        QCOMPARE(row.value(u"abc_2"), QJsonValue(3));
        // Its statement can be sent back.
        const auto ddl = runCtl({u"show"_qs, path, u"--ddl"_qs, u"--json"_qs});
        VERIFY_DONE(ddl);
        const QString statement = ddl.json().value(u"ddl").toString();
        QVERIFY2(statement.contains(u"\\013") && !statement.contains(u'\u000b'), qPrintable(statement));
        VERIFY_DONE(runCtl({u"sql"_qs, u"dbs_mc"_qs, u"DROP TABLE "_qs + path.section(u'/', -1) + u';'}));
        VERIFY_DONE(runCtl(
            {u"sql"_qs, u"dbs_mc"_qs, u"SET odps.sql.common.table.planner.ext.hive.bridge=true;\n"_qs + statement}));
    }

    void aStatementMeansWhatWasTyped()
    {
        const auto length = runCtl({u"sql"_qs, u"dbs_mc"_qs, u"SELECT length('a\r\nb') AS n, ']]>' AS c"_qs});
        VERIFY_DONE(length);
        QVERIFY2(length.out.contains('4') && length.out.contains("]]>"), length.out.constData());
        const auto refused = runCtl({u"sql"_qs, u"dbs_mc"_qs, u"SELECT\n 'a\u0001b'"_qs});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("U+0001") && refused.err.contains("line 2, column 4"), refused.err.constData());
    }

    void aScriptSaysHowNamesAreRead()
    {
        const auto counted = runCtl(
            {u"sql"_qs, u"dbs_mc"_qs, u"SET odps.namespace.schema=false; SELECT COUNT(*) FROM dbs_mc.two_levels;"_qs});
        VERIFY_DONE(counted);
        QVERIFY(counted.out.contains('2'));
    }

    void aFailedMappingSaysWhatItLeft()
    {
        const auto failed = runCtl({u"map-table"_qs, u"order_dw/q/nested"_qs, u"dbs_mc/default"_qs});
        QCOMPARE(failed.exitCode, 1);
        const QByteArray words = failed.out + failed.err;
        // Once, at the end, with what to do.
        QCOMPARE(words.count("does not fit the type"), 1);
        QCOMPARE(words.count("nested was made and stays"), 1);
        QVERIFY2(words.contains("DROP TABLE IF EXISTS dbs_mc.default.nested;"), words.constData());
    }
};

QTEST_GUILESS_MAIN(tst_PathsAndNames)
#include "tst_pathsandnames.moc"
