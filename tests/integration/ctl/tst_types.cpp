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
using namespace Qt::StringLiterals;

namespace {

QJsonObject columnOf(const QJsonObject &report, const QString &name)
{
    for (const auto &table : report[u"tables"_s].toArray()) {
        for (const auto &column : table[u"columns"_s].toArray()) {
            if (column[u"column"_s].toString() == name)
                return column.toObject();
        }
    }
    return {};
}

// "narrower 1: lowest_bigint=1": verdict, values at risk, and those of each sort that there are.
QString described(const QJsonObject &column)
{
    QStringList risks;
    for (const auto &risk : column[u"risks"_s].toArray()) {
        if (risk[u"rows"_s].toInteger() > 0)
            risks.append(u"%1=%2"_s.arg(risk[u"risk"_s].toString()).arg(risk[u"rows"_s].toInteger()));
    }
    const QJsonValue atRisk = column[u"values_at_risk"_s];
    return u"%1 %2 %3"_s
        .arg(column[u"verdict"_s].toString(), atRisk.isNull() ? u"-"_s : QString::number(atRisk.toInteger()),
             risks.join(u' '))
        .trimmed();
}

QByteArray contentOf(const QString &file)
{
    QFile read(file);
    return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
}

} // namespace

/// The table of types and reports of what would be lost, by the command line, against the values of a real PostgreSQL.
class tst_Types : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    static CtlOutcome run(const QStringList &arguments) { return runCtl(QStringList{u"types"_s} + arguments); }
    static void done(const QStringList &arguments)
    {
        const auto outcome = runCtl(arguments);
        QVERIFY2(outcome.exitCode == 0, (outcome.err + outcome.out).constData());
    }
    static QJsonObject report(const QStringList &arguments)
    {
        const auto outcome = run(arguments + QStringList{u"--json"_s});
        if (outcome.exitCode != 0)
            qWarning("%s", (outcome.err + outcome.out).constData());
        return outcome.exitCode == 0 ? outcome.json() : QJsonObject();
    }
    // Column and type of a table as show tells them.
    static QHash<QString, QString> typesOf(const QString &table)
    {
        QHash<QString, QString> types;
        const QJsonArray columns = runCtl({u"show"_s, table, u"--json"_s}).json()[u"columns"_s].toArray();
        for (const auto &column : columns)
            types.insert(column[u"name"_s].toString(), column[u"type"_s].toString());
        return types;
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_s).toUtf8());
        qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_s).toUtf8());
        qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
        auto &sandbox = SandboxFixture::shared();
        QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
        done({u"connection"_s, u"add"_s, u"--sandbox"_s, sandbox.dir()});
    }

    void theTableNeedsNoConnection()
    {
        const auto text = run({});
        QCOMPARE(text.exitCode, 0);
        for (const char *cell : {"External schema", "Direct read", "TIMESTAMP_NTZ, wider", "TIMESTAMPTZ, lossy",
                                 "--arrays [map] | leave-out"})
            QVERIFY2(text.out.contains(cell), cell);
        const QJsonObject ways = report({})[u"ways"_s].toObject();
        QCOMPARE(
            ways.keys(),
            (QStringList{u"direct-read"_s, u"external-schema"_s, u"external-table"_s, u"sync"_s, u"to-hologres"_s}));
        const QJsonObject one = report({u"--way"_s, u"to-hologres"_s, u"--small-integers"_s, u"int8"_s});
        QCOMPARE(one[u"ways"_s].toObject().size(), 1);
        QCOMPARE(one[u"settings"_s][u"small_integers"_s].toString(), u"int8"_s);
        QCOMPARE(one[u"ways"_s][u"to-hologres"_s][0][u"target"_s].toString(), u"BIGINT"_s);
    }

    void valuesAtRiskAreCountedToTheDigit_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("judged");
        const auto row = [](const char *column, const char *judged) {
            QTest::newRow(column) << QString::fromLatin1(column) << QString::fromLatin1(judged);
        };
        // resources/sandbox/order_dw/5_type_edges.sql
        row("id", "exact 0");
        row("c_bigint", "narrower 1 lowest_bigint=1");
        row("c_double", "exact -");
        row("c_numeric", "lossy 8 nan=1 infinite_number=2 too_many_digits=3 finer_scale=3");
        row("c_numeric_20_2", "narrower 1 nan=1");
        row("c_numeric_38_0", "narrower 2 too_many_digits=2");
        row("c_text", "narrower 1 too_long=1");
        row("c_bytea", "narrower 1 too_long=1");
        row("c_date", "narrower 6 infinite_time=2 year_outside=4");
        row("c_timestamp", "narrower 6 infinite_time=2 year_outside=4");
        row("c_timestamptz", "narrower 6 infinite_time=2 year_outside=4");
        row("c_int8_array", "lossy 5 dimensions=1 null_element=2 lower_bound=1 lowest_bigint=1");
        row("c_text_array", "lossy 3 dimensions=1 null_element=1 lower_bound=1");
        row("c_time", "unsupported 2 any_value=2");
        row("c_jsonb", "unsupported 2 any_value=2");
        row("c_mood", "unsupported 2 any_value=2"); // an enum
        row("c_positive", "unsupported 2 any_value=2"); // a domain
        row("c_doubled", "exact 0"); // generated
    }

    void valuesAtRiskAreCountedToTheDigit()
    {
        static const QJsonObject counted = report({u"order_dw/public/type_edges"_s, u"--count"_s});
        QFETCH(QString, column);
        QTEST(described(columnOf(counted, column)), "judged");
        const QJsonValue table = counted[u"tables"_s][0];
        QCOMPARE(table[u"rows"_s].toInteger(), 12);
        QCOMPARE(table[u"statement"_s].toString().count(u" FROM "_s), 1); // one scan
        QCOMPARE(table[u"columns"_s].toArray().size(), 18);
    }

    void theGalleryOfTypesIsCounted_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("judged");
        const auto row = [](const char *column, const char *judged) {
            QTest::newRow(column) << QString::fromLatin1(column) << QString::fromLatin1(judged);
        };
        // resources/sandbox/order_dw/3_type_gallery.sql
        for (const char *column :
             {"c_smallint", "c_integer", "c_serial", "c_real", "c_double", "c_boolean", "c_varchar", "c_char"})
            row(column, "exact -");
        for (const char *column : {"id", "c_numeric_20_2", "c_numeric_38_18", "c_text", "c_date"})
            row(column, "exact 0");
        row("c_bigint", "narrower 1 lowest_bigint=1");
        row("c_numeric_38_30", "wider -");
        row("c_bytea", "narrower 0");
        row("c_timestamp", "wider 0");
        row("c_timestamptz", "wider 0");
        row("c_json", "wider 0");
        for (const char *column : {"c_int4_array", "c_float4_array", "c_float8_array", "c_bool_array", "c_text_array"})
            row(column, "narrower 0");
        row("c_int8_array", "narrower 1 lowest_bigint=1");
        for (const char *column : {"c_jsonb", "c_varchar_array", "c_time", "c_timetz", "c_interval", "c_bit",
                                   "c_varbit", "c_inet", "c_money", "c_oid", "c_uuid"})
            row(column, "unsupported 63 any_value=63");
    }

    void theGalleryOfTypesIsCounted()
    {
        static const QJsonObject counted = report({u"order_dw/public/type_gallery"_s, u"--count"_s});
        QFETCH(QString, column);
        QTEST(described(columnOf(counted, column)), "judged");
        QCOMPARE(counted[u"tables"_s][0][u"columns"_s].toArray().size(), 36);
    }

    void directReadShiftsOldTimes()
    {
        const QJsonObject counted =
            report({u"order_dw/public/type_edges"_s, u"--way"_s, u"direct-read"_s, u"--count"_s});
        QCOMPARE(described(columnOf(counted, u"c_timestamptz"_s)),
                 u"lossy 9 infinite_time=2 year_outside=4 shifted_time=3"_s);
        QCOMPARE(described(columnOf(counted, u"c_timestamp"_s)), u"narrower 6 infinite_time=2 year_outside=4"_s);
        QCOMPARE(described(columnOf(counted, u"c_jsonb"_s)), u"exact 0"_s);
    }

    void settingsChangeWhatIsAtRisk()
    {
        const QJsonObject counted = report(
            {u"order_dw/public/type_edges"_s, u"--arrays"_s, u"leave-out"_s, u"--decimals"_s, u"text"_s, u"--count"_s});
        QCOMPARE(described(columnOf(counted, u"c_int8_array"_s)), u"unsupported 7 any_value=7"_s);
        QCOMPARE(described(columnOf(counted, u"c_numeric"_s)), u"wider -"_s);
    }

    // The conditions against the sandbox's MaxCompute: what is not at risk is read, what is at risk fails or is
    // changed.
    void theSandboxReadsWhatIsNotAtRiskAndNothingElse()
    {
        const QString source = u"order_dw/public/type_edges"_s;
        done({u"map-table"_s, source, u"dbs_mc/default/type_edges"_s});
        const QJsonObject counted = report({source, u"--count"_s});
        const auto texts = [](const QString &connection, const QString &from, const QString &column,
                              const QString &condition) -> QStringList {
            const auto rows = runCtl({u"sql"_s, connection,
                                      u"SELECT id, "_s + column + u" FROM "_s + from + u" WHERE "_s + condition
                                          + u" ORDER BY id LIMIT 100"_s,
                                      u"--format"_s, u"csv"_s});
            return rows.exitCode == 0 ? QString::fromUtf8(rows.out).split(u'\n') : QStringList();
        };
        for (const QString &column :
             {u"c_bigint"_s, u"c_numeric"_s, u"c_numeric_20_2"_s, u"c_date"_s, u"c_timestamp"_s}) {
            const QString condition = columnOf(counted, column)[u"condition"_s].toString();
            QVERIFY2(!condition.isEmpty(), qPrintable(column));
            const auto ids = runCtl({u"sql"_s, u"order_dw"_s,
                                     u"SELECT id FROM public.type_edges WHERE %1 ORDER BY id"_s.arg(condition),
                                     u"--format"_s, u"csv"_s});
            QCOMPARE(ids.exitCode, 0);
            QStringList atRisk = QString::fromUtf8(ids.out).split(u'\n', Qt::SkipEmptyParts).mid(1);
            QCOMPARE(atRisk.size(), columnOf(counted, column)[u"values_at_risk"_s].toInteger());
            const QStringList safe =
                texts(u"dbs_mc"_s, u"default.type_edges"_s, column, u"id NOT IN (%1)"_s.arg(atRisk.join(u',')));
            QCOMPARE(safe.size(), 12 - atRisk.size() + 2); // a title, and the end
            for (const QString &id : std::as_const(atRisk)) {
                const QString one = u"id = "_s + id;
                const QStringList read = texts(u"dbs_mc"_s, u"default.type_edges"_s, column, one);
                const QStringList stored = texts(u"order_dw"_s, u"public.type_edges"_s, column, one);
                QVERIFY2(!stored.isEmpty(), qPrintable(column + one));
                QVERIFY2(read != stored, qPrintable(column + u' ' + one + u": "_s + read.join(u'|').left(200)));
            }
        }
        done({u"drop-table"_s, u"dbs_mc/default/type_edges"_s, u"--confirm"_s, u"type_edges"_s});
    }

    void mappedTablesHaveTheTypesThatWereJudged()
    {
        done({u"map-table"_s, u"order_dw/public/type_gallery"_s, u"dbs_mc/default/judged_gallery"_s});
        done({u"map-schema"_s, u"order_dw/public"_s, u"dbs_mc/judged"_s, u"--server"_s, u"dbs_holo_external"_s});
        const auto compare = [](const QString &source, const QString &way, const QString &target) {
            const QJsonObject judged = report({source, u"--way"_s, way});
            const auto types = typesOf(target);
            QVERIFY(!types.isEmpty());
            for (const auto &column : judged[u"tables"_s][0][u"columns"_s].toArray()) {
                const QString name = column[u"column"_s].toString();
                const bool isTaken = column[u"verdict"_s].toString() != u"unsupported";
                QVERIFY2(types.contains(name) == isTaken, qPrintable(target + u' ' + name));
                if (isTaken)
                    QCOMPARE(types.value(name), column[u"target"_s].toString());
            }
        };
        compare(u"order_dw/public/type_gallery"_s, u"external-table"_s, u"dbs_mc/default/judged_gallery"_s);
        compare(u"order_dw/public/type_gallery"_s, u"external-schema"_s, u"dbs_mc/judged/type_gallery"_s);
        compare(u"order_dw/public/type_edges"_s, u"external-schema"_s, u"dbs_mc/judged/type_edges"_s);
        done({u"drop-schema"_s, u"dbs_mc/judged"_s, u"--confirm"_s, u"judged"_s});
        done({u"drop-table"_s, u"dbs_mc/default/judged_gallery"_s, u"--confirm"_s, u"judged_gallery"_s});
    }

    void mappingsTakeTheSameSettings()
    {
        done({u"map-table"_s, u"order_dw/public/type_gallery"_s, u"dbs_mc/default/as_text"_s, u"--decimals"_s,
              u"text"_s, u"--arrays"_s, u"leave-out"_s});
        const auto types = typesOf(u"dbs_mc/default/as_text"_s);
        QCOMPARE(types.value(u"c_numeric_20_2"_s), u"STRING"_s);
        QVERIFY(!types.contains(u"c_int4_array"_s));
        QVERIFY(types.contains(u"c_bigint"_s));
        done({u"drop-table"_s, u"dbs_mc/default/as_text"_s, u"--confirm"_s, u"as_text"_s});
        const auto wrong = runCtl(
            {u"plan"_s, u"map-table"_s, u"order_dw/public/orders"_s, u"dbs_mc/default"_s, u"--decimals"_s, u"roman"_s});
        QCOMPARE(wrong.exitCode, 2);
        QVERIFY2(wrong.err.contains("--decimals is one of declared, largest, text"), wrong.err.constData());
    }

    void aSchemaIsReportedTableByTable()
    {
        const QJsonObject counted = report({u"order_dw/public"_s, u"--count"_s});
        QStringList names;
        int columns = 0;
        for (const auto &table : counted[u"tables"_s].toArray()) {
            names.append(table[u"path"_s].toString().section(u'/', -1));
            columns += int(table[u"columns"_s].toArray().size());
        }
        QVERIFY(names.contains(u"dwd_orders"_s));
        QVERIFY(names.contains(u"orders_by_day"_s));
        QVERIFY(!names.contains(u"orders_by_day_20230212"_s)); // a partition
        QVERIFY(counted[u"passed_over"_s].toArray().contains(u"v_order_funnel"_s));
        int judged = 0;
        const QJsonObject verdicts = counted[u"verdicts"_s].toObject();
        for (const auto &count : verdicts)
            judged += count.toInt();
        QCOMPARE(judged, columns);
        // In instance mode the database is a level of the path; a view is live in an external schema.
        const QJsonObject live = report({u"test_dbs_holo/order_dw/public"_s, u"--way"_s, u"external-schema"_s});
        QVERIFY(live[u"passed_over"_s].toArray().isEmpty());
    }

    void aTableOfMaxComputeIsJudgedForHologres()
    {
        done({u"sql"_s, u"dbs_mc"_s,
              u"CREATE TABLE default.typed (a TINYINT, b TIMESTAMP, c MAP<STRING,INT>, d DECIMAL(10,2))"_s});
        const QJsonObject judged = report({u"dbs_mc/default/typed"_s});
        QCOMPARE(judged[u"way"_s].toString(), u"to-hologres"_s);
        QCOMPARE(described(columnOf(judged, u"a"_s)), u"wider -"_s);
        QCOMPARE(described(columnOf(judged, u"b"_s)), u"lossy -"_s);
        QCOMPARE(described(columnOf(judged, u"c"_s)), u"unsupported -"_s);
        QCOMPARE(columnOf(judged, u"d"_s)[u"target"_s].toString(), u"NUMERIC(10,2)"_s);
        done({u"sql"_s, u"dbs_mc"_s, u"DROP TABLE default.typed"_s});
    }

    void oddNamesAndManyColumnsAreCounted()
    {
        QStringList columns{u"\"$c \"\"x\"\" %1\" bigint"_s};
        for (int i = 0; i < 700; ++i) // five conditions each
            columns.append(u"n%1 numeric"_s.arg(i));
        done({u"sql"_s, u"order_dw"_s,
              u"CREATE TABLE public.\"Odd %1 'wide'\" (%2); INSERT INTO public.\"Odd %1 'wide'\" (\"$c \"\"x\"\" %1\", "
              "n0, n699) VALUES (-9223372036854775808, 'NaN', 1e30)"_s.replace(u"%2"_s, columns.join(u','))});
        const QJsonObject counted = report({u"order_dw/public/Odd %251 'wide'"_s, u"--count"_s});
        QCOMPARE(described(columnOf(counted, u"$c \"x\" %1"_s)), u"narrower 1 lowest_bigint=1"_s);
        QCOMPARE(described(columnOf(counted, u"n0"_s)), u"lossy 1 nan=1"_s);
        QCOMPARE(described(columnOf(counted, u"n1"_s)), u"lossy 0"_s);
        QCOMPARE(described(columnOf(counted, u"n699"_s)), u"lossy 1 too_many_digits=1"_s);
        done({u"sql"_s, u"order_dw"_s, u"DROP TABLE public.\"Odd %1 'wide'\""_s});
    }

    void whatIsCountedIsToldByItsPath()
    {
        done(
            {u"sql"_s, u"order_dw"_s,
             u"CREATE SCHEMA oddpaths; CREATE TABLE oddpaths.a (n numeric); CREATE TABLE oddpaths.\"b/%1\" (n numeric)"_s});
        const auto counted = run({u"order_dw/oddpaths"_s, u"--count"_s});
        QCOMPARE(counted.exitCode, 0);
        QVERIFY2(counted.err.contains("Counting in order_dw/oddpaths/b%2F%251 (2 of 2)\n"), counted.err.constData());
        done({u"sql"_s, u"order_dw"_s, u"DROP SCHEMA oddpaths CASCADE"_s});
    }

    void reportsAreWritten()
    {
        const QString csv = m_dir.filePath(u"types.csv"_s);
        const QString html = m_dir.filePath(u"types.html"_s);
        const QString json = m_dir.filePath(u"types.json"_s);
        for (const QString &file : {csv, html, json}) {
            const auto outcome = run({u"order_dw/public/type_edges"_s, u"--count"_s, u"--output"_s, file});
            QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
            QVERIFY2(outcome.out.contains("18 columns"), outcome.out.constData());
        }
        QCOMPARE(contentOf(csv).count('\n'), 19);
        QVERIFY(contentOf(csv).contains("order_dw/public/type_edges,c_bigint,BIGINT,BIGINT,narrower,1,12,"));
        QVERIFY(contentOf(html).contains("<td class=\"narrower\">narrower</td><td class=\"n\">1 of 12</td>"));
        const QJsonObject written = QJsonDocument::fromJson(contentOf(json)).object();
        QCOMPARE(described(columnOf(written, u"c_bigint"_s)), u"narrower 1 lowest_bigint=1"_s);
        const QString nowhere = m_dir.filePath(u"gone/types.csv"_s);
        const auto failed = run({u"order_dw/public/type_edges"_s, u"--output"_s, nowhere});
        QCOMPARE(failed.exitCode, 1);
        QVERIFY2(failed.err.contains(nowhere.toUtf8()), failed.err.constData());
    }

    void wrongUseIsTold_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const QStringList &arguments, int exitCode, const char *words) {
            QTest::newRow(qPrintable(arguments.join(u' '))) << arguments << exitCode << QByteArray(words);
        };
        const QString table = u"order_dw/public/orders"_s;
        row({u"--count"_s}, 2, "give its PATH");
        row({u"--way"_s, u"sideways"_s}, 2, "--way sideways is none");
        row({u"--arrays"_s, u"perhaps"_s}, 2, "--arrays is one of map, leave-out");
        row({table, u"--way"_s, u"to-hologres"_s}, 2, "is for tables of MaxCompute");
        row({table, u"--output"_s, u"types.txt"_s}, 2, "ends in .html, .csv or .json");
        row({table, u"--output"_s, u"/tmp"_s}, 2, "takes a file");
        row({u"dbs_mc/default/ods_user_info_d"_s, u"--way"_s, u"sync"_s}, 2, "only --way to-hologres");
        row({u"dbs_mc/default/ods_user_info_d"_s, u"--count"_s}, 2, "counted in Hologres only");
        row({u"order_dw/public/gone"_s}, 1, "gone");
        row({u"order_dw/gone"_s}, 1, "gone");
        row({u"order_dw"_s}, 1, "is a connection");
        row({u"nobody/public/orders"_s}, 1, "nobody");
    }

    void wrongUseIsTold()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, words);
        const auto outcome = run(arguments);
        QTEST(outcome.exitCode, "exitCode");
        QVERIFY2(outcome.err.contains(words), outcome.err.constData());
        const auto forPrograms = run(arguments + QStringList{u"--json"_s});
        QTEST(forPrograms.exitCode, "exitCode");
        QVERIFY(forPrograms.json().contains(u"error"_s));
    }
};

QTEST_GUILESS_MAIN(tst_Types)
#include "tst_types.moc"
