// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using isthmus::test::CtlOutcome;
using isthmus::test::runCtl;
using isthmus::test::SandboxFixture;
using namespace Qt::StringLiterals;

/// Two tables compared by the command line, and the statements that make one like the other run on the sandbox's
/// PostgreSQL and MaxCompute endpoint.
class tst_Diff : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    static CtlOutcome diff(const QStringList &arguments) { return runCtl(QStringList{u"diff"_s} + arguments); }
    static QJsonObject report(const QString &left, const QString &right)
    {
        const auto outcome = diff({left, right, u"--json"_s});
        if (outcome.exitCode != 0 && outcome.exitCode != 3)
            qWarning("%s", (outcome.err + outcome.out).constData());
        return outcome.json();
    }
    static QJsonObject columnOf(const QJsonObject &report, const QString &name)
    {
        for (const auto &column : report[u"columns"_s].toArray()) {
            if (column[u"left"_s][u"name"_s].toString() == name || column[u"right"_s][u"name"_s].toString() == name)
                return column.toObject();
        }
        return {};
    }
    static QJsonObject factOf(const QJsonObject &report, const QString &key)
    {
        for (const auto &fact : report[u"table"_s].toArray()) {
            if (fact[u"key"_s].toString() == key)
                return fact.toObject();
        }
        return {};
    }
    static void run(const QString &connection, const QString &sql)
    {
        const auto outcome = runCtl({u"sql"_s, connection, sql});
        QVERIFY2(outcome.exitCode == 0, (outcome.err + outcome.out + sql.toUtf8()).constData());
    }
    // The statements that diff prints, as they are.
    static void runDdl(const QString &left, const QString &right, const QStringList &options, QString &sql)
    {
        const auto outcome = diff(QStringList{left, right} + options);
        QVERIFY2(outcome.exitCode == 3, (outcome.err + outcome.out).constData());
        sql = QString::fromUtf8(outcome.out);
        const QString target = options.contains(u"left"_s) ? left : right;
        run(target.section(u'/', 0, 0), sql);
    }
    static void expectEqual(const QString &left, const QString &right)
    {
        const auto outcome = diff({left, right});
        QVERIFY2(outcome.exitCode == 0, (outcome.err + outcome.out).constData());
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_s).toUtf8());
        qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_s).toUtf8());
        qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
        auto &sandbox = SandboxFixture::shared();
        QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
        const auto added = runCtl({u"connection"_s, u"add"_s, u"--sandbox"_s, sandbox.dir()});
        QVERIFY2(added.exitCode == 0, added.err.constData());
    }

    // The tutorial's tables, made anew in the other system, and back.
    void aTableMadeAnewInTheOtherSystemIsEquivalent_data()
    {
        QTest::addColumn<QString>("table");
        for (const char *table : {"public/orders", "public/orders_pay", "public/product_catalog", "public/dwd_orders",
                                  "public/orders_by_day", "dim/dim_user"})
            QTest::newRow(table) << u"order_dw/"_s + QString::fromLatin1(table);
    }
    void aTableMadeAnewInTheOtherSystemIsEquivalent()
    {
        QFETCH(const QString, table);
        const QString there = u"dbs_mc/default/diff_twin"_s;
        const QString back = u"order_dw/public/diff_twin"_s;
        run(u"dbs_mc"_s, u"CREATE TABLE diff_twin (nothing STRING);"_s);
        const auto ddl = diff({table, there, u"--ddl"_s, u"right"_s, u"--create"_s});
        QCOMPARE(ddl.exitCode, 3);
        run(u"dbs_mc"_s, u"DROP TABLE diff_twin;"_s);
        run(u"dbs_mc"_s, QString::fromUtf8(ddl.out));
        expectEqual(table, there);

        run(u"order_dw"_s, u"CREATE TABLE diff_twin (nothing text);"_s);
        const auto other = diff({back, there, u"--ddl"_s, u"left"_s, u"--create"_s});
        QCOMPARE(other.exitCode, 3);
        run(u"order_dw"_s, u"DROP TABLE diff_twin;"_s);
        run(u"order_dw"_s, QString::fromUtf8(other.out));
        expectEqual(back, there);
        run(u"order_dw"_s, u"DROP TABLE diff_twin;"_s);
        run(u"dbs_mc"_s, u"DROP TABLE diff_twin;"_s);
    }

    void aTableMadeAnewInItsOwnSystemIsEqual()
    {
        const QString twin = u"order_dw/public/diff_twin"_s;
        for (const QString &table : {u"order_dw/public/dwd_orders"_s, u"order_dw/public/orders_by_day"_s}) {
            run(u"order_dw"_s, u"CREATE TABLE diff_twin (nothing text);"_s);
            const auto ddl = diff({table, twin, u"--ddl"_s, u"right"_s, u"--create"_s});
            run(u"order_dw"_s, u"DROP TABLE diff_twin;"_s);
            run(u"order_dw"_s, QString::fromUtf8(ddl.out));
            expectEqual(table, twin);
            run(u"order_dw"_s, u"DROP TABLE diff_twin;"_s);
        }
    }

    // A column of every type, and names that only one system can have: what is not refused is equivalent afterwards.
    void everyTypeHasItsEqualOrIsRefused_data()
    {
        QTest::addColumn<QString>("table");
        QTest::newRow("types") << u"order_dw/public/type_gallery"_s;
        QTest::newRow("edges") << u"order_dw/public/type_edges"_s;
        QTest::newRow("names") << u"order_dw/public/Diff names"_s;
    }
    void everyTypeHasItsEqualOrIsRefused()
    {
        QFETCH(const QString, table);
        run(u"order_dw"_s,
            u"CREATE TABLE public.\"Diff names\" (\"a.b\" int, \"Größe\" text, \"中文\" text, \"<b>&\" text, "
            u"\"select\" text, \"it's\" text DEFAULT 'it''s', \"\"\"q\"\"\" text, \"back`tick\" text, "
            u"\"ID\" bigint, id bigint);"_s);
        const QString there = u"dbs_mc/default/diff_gallery"_s;
        run(u"dbs_mc"_s, u"CREATE TABLE diff_gallery (nothing STRING);"_s);
        const auto ddl = diff({table, there, u"--ddl"_s, u"right"_s, u"--json"_s}).json()[u"ddl"_s].toObject();
        run(u"dbs_mc"_s, u"DROP TABLE diff_gallery;"_s);
        run(u"dbs_mc"_s, ddl[u"create"_s].toString());
        QStringList refused;
        for (const auto &name : ddl[u"refused_columns"_s].toArray())
            refused.append(name.toString());
        const auto made = report(table, there);
        QVERIFY(!made[u"columns"_s].toArray().isEmpty());
        for (const auto &column : made[u"columns"_s].toArray()) {
            const QString name = column[u"left"_s][u"name"_s].toString();
            const QString expected = refused.contains(name) ? u"only_left"_s : u"equivalent"_s;
            QVERIFY2(column[u"state"_s].toString() == expected,
                     qPrintable(name + u": "_s + column[u"state"_s].toString()));
        }
        QCOMPARE(refused.contains(u"c_uuid"_s), table.endsWith(u"gallery"));

        // The same in its own system, with every type as the server says it.
        const QString twin = u"order_dw/public/diff_gallery"_s;
        run(u"order_dw"_s, u"CREATE TABLE diff_gallery (nothing text);"_s);
        const auto own = diff({table, twin, u"--ddl"_s, u"right"_s, u"--json"_s}).json()[u"ddl"_s].toObject();
        run(u"order_dw"_s, u"DROP TABLE diff_gallery;"_s);
        run(u"order_dw"_s, own[u"create"_s].toString());
        const auto same = report(table, twin);
        for (const auto &column : same[u"columns"_s].toArray()) {
            const bool isOfSequence = column[u"left"_s][u"default"_s].toString().contains(u"nextval"); // not copied
            QVERIFY2((column[u"state"_s].toString() == u"equal") != isOfSequence,
                     qPrintable(column[u"left"_s][u"name"_s].toString()));
        }
        run(u"order_dw"_s, u"DROP TABLE diff_gallery; DROP TABLE public.\"Diff names\";"_s);
        run(u"dbs_mc"_s, u"DROP TABLE diff_gallery;"_s);
    }

    // Each type to each other: what ALTER says is taken by the server and makes them equal; the rest is named.
    void everyChangeOfATypeIsTakenByTheServer_data()
    {
        QTest::addColumn<QString>("connection");
        QTest::addColumn<QStringList>("types");
        QTest::addColumn<int>("least");
        QTest::newRow("MaxCompute") << u"dbs_mc"_s << QStringList{u"TINYINT"_s,       u"SMALLINT"_s,      u"INT"_s,
                                                                  u"BIGINT"_s,        u"FLOAT"_s,         u"DOUBLE"_s,
                                                                  u"DECIMAL(10,2)"_s, u"DECIMAL(22,3)"_s, u"STRING"_s,
                                                                  u"VARCHAR(10)"_s,   u"VARCHAR(20)"_s,   u"CHAR(5)"_s,
                                                                  u"CHAR(8)"_s,       u"DATE"_s,          u"DATETIME"_s,
                                                                  u"TIMESTAMP"_s,     u"TIMESTAMP_NTZ"_s, u"BOOLEAN"_s,
                                                                  u"BINARY"_s}
                                    << 40;
        QTest::newRow("Hologres") << u"order_dw"_s << QStringList{u"int"_s,
                                                                  u"bigint"_s,
                                                                  u"numeric(10,2)"_s,
                                                                  u"text"_s,
                                                                  u"varchar(10)"_s,
                                                                  u"varchar(20)"_s,
                                                                  u"char(5)"_s,
                                                                  u"char(8)"_s,
                                                                  u"json"_s,
                                                                  u"text[]"_s,
                                                                  u"varchar(10)[]"_s,
                                                                  u"varchar(20)[]"_s,
                                                                  u"timestamptz(3)"_s,
                                                                  u"timestamptz"_s}
                                  << 10;
    }
    void everyChangeOfATypeIsTakenByTheServer()
    {
        QFETCH(const QString, connection);
        QFETCH(const QStringList, types);
        QFETCH(const int, least);
        QStringList wanted;
        QStringList given;
        for (const QString &from : types) {
            for (const QString &to : types) {
                if (from != to) {
                    wanted.append(u"c_%1 %2"_s.arg(wanted.size()).arg(to));
                    given.append(u"c_%1 %2"_s.arg(given.size()).arg(from));
                }
            }
        }
        const QString settings = connection == u"dbs_mc" ? u"SET odps.sql.type.system.odps2=true; "_s : QString();
        run(connection, settings + u"CREATE TABLE diff_wanted (%1);"_s.arg(wanted.join(u", ")));
        run(connection, settings + u"CREATE TABLE diff_given (%1);"_s.arg(given.join(u", ")));
        const QString schema = connection + (connection == u"dbs_mc" ? u"/default/"_s : u"/public/"_s);
        const QString left = schema + u"diff_wanted"_s;
        const QString right = schema + u"diff_given"_s;
        const auto ddl = diff({left, right, u"--ddl"_s, u"right"_s, u"--json"_s}).json()[u"ddl"_s].toObject();
        QVERIFY2(ddl[u"statements"_s].toInt() >= least, qPrintable(ddl[u"alter"_s].toString()));
        run(connection, ddl[u"alter"_s].toString());
        const auto after = report(left, right);
        QCOMPARE(after[u"counts"_s][u"equal"_s].toInt(), wanted.size() - after[u"counts"_s][u"differs"_s].toInt());
        const auto again = diff({left, right, u"--ddl"_s, u"right"_s, u"--json"_s}).json()[u"ddl"_s].toObject();
        QCOMPARE(again[u"statements"_s].toInt(), 0); // nothing that could be done is left
        run(connection, u"DROP TABLE diff_wanted;"_s);
        run(connection, u"DROP TABLE diff_given;"_s);
    }

    void alterMakesMaxComputeLikeHologres()
    {
        const QString left = u"order_dw/public/dwd_orders"_s;
        const QString right = u"dbs_mc/default/diff_altered"_s;
        run(u"dbs_mc"_s,
            u"SET odps.sql.type.system.odps2=true; CREATE TABLE diff_altered (order_id BIGINT NOT NULL, order_user_id "
            u"VARCHAR(20) "
            u"NOT NULL COMMENT 'who', order_shop_id INT, `left over` STRING, order_product_id BIGINT, "
            u"order_product_catalog_name STRING, "
            u"order_fee DECIMAL(10,2), order_create_time TIMESTAMP_NTZ, order_update_time TIMESTAMP_NTZ, PRIMARY KEY "
            u"(order_id)) COMMENT 'it\\'s' TBLPROPERTIES ('transactional'='true');"_s);
        const auto before = report(left, right);
        QCOMPARE(before[u"equal"_s].toBool(true), false);
        QCOMPARE(columnOf(before, u"order_shop_id"_s)[u"state"_s].toString(), u"differs"_s);
        QCOMPARE(columnOf(before, u"left over"_s)[u"state"_s].toString(), u"only_right"_s);
        QString sql;
        runDdl(left, right, {u"--ddl"_s, u"right"_s}, sql);
        QVERIFY2(sql.contains(u"-- DESTRUCTIVE"_s), qPrintable(sql));
        QVERIFY2(!sql.contains(u"Not done"_s), qPrintable(sql));
        expectEqual(left, right);
        run(u"dbs_mc"_s, u"DROP TABLE diff_altered;"_s);
    }

    void alterMakesHologresLikeMaxCompute()
    {
        const QString left = u"order_dw/public/Diff \"Größe\"."_s;
        const QString right = u"dbs_mc/default/diff_model"_s;
        run(u"order_dw"_s,
            u"CREATE TABLE public.\"Diff \"\"Größe\"\".\" (\"ID\" bigint DEFAULT 7, name varchar(8), "
            u"\"a.b\" text); COMMENT ON COLUMN public.\"Diff \"\"Größe\"\".\".name IS 'x';"_s);
        run(u"dbs_mc"_s,
            u"SET odps.sql.type.system.odps2=true; CREATE TABLE diff_model (id BIGINT, name STRING, price "
            u"DECIMAL(20,2) "
            u"COMMENT '<b>\\\\ \\n价格', at DATETIME) COMMENT 'model';"_s);
        QString sql;
        runDdl(left, right, {u"--ddl"_s, u"left"_s}, sql);
        QVERIFY2(!sql.contains(u"Not done"_s), qPrintable(sql));
        expectEqual(left, right);
        run(u"order_dw"_s, u"DROP TABLE public.\"Diff \"\"Größe\"\".\";"_s);
        run(u"dbs_mc"_s, u"DROP TABLE diff_model;"_s);
    }

    void anExternalTableIsEquivalentToItsSource()
    {
        const auto mapped = runCtl({u"map-table"_s, u"order_dw/public/dwd_orders"_s, u"dbs_mc/default/diff_mapped"_s});
        QVERIFY2(mapped.exitCode == 0, mapped.err.constData());
        const auto same = report(u"order_dw/public/dwd_orders"_s, u"dbs_mc/default/diff_mapped"_s);
        QCOMPARE(same[u"equal"_s].toBool(), true);
        QCOMPARE(same[u"counts"_s][u"equivalent"_s].toInt(), 12);
        QCOMPARE(factOf(same, u"kind"_s)[u"right"_s].toString(), u"external table"_s);
        QCOMPARE(factOf(same, u"primary_key"_s)[u"state"_s].toString(), u"one_system"_s);
        QCOMPARE(columnOf(same, u"order_fee"_s)[u"left"_s][u"type"_s].toString(), u"NUMERIC(20,2)"_s);
        QCOMPARE(columnOf(same, u"order_fee"_s)[u"right"_s][u"type"_s].toString(), u"DECIMAL(20,2)"_s);
        static_cast<void>(runCtl({u"drop-table"_s, u"dbs_mc/default/diff_mapped"_s, u"--confirm"_s, u"diff_mapped"_s}));
    }

    void aViewIsToldAsOne()
    {
        run(u"order_dw"_s, u"CREATE VIEW diff_view AS SELECT * FROM orders;"_s);
        const auto view = report(u"order_dw/public/orders"_s, u"order_dw/public/diff_view"_s);
        QCOMPARE(factOf(view, u"kind"_s)[u"right"_s].toString(), u"view"_s);
        QCOMPARE(factOf(view, u"kind"_s)[u"state"_s].toString(), u"differs"_s);
        const auto ddl = diff({u"order_dw/public/orders"_s, u"order_dw/public/diff_view"_s, u"--ddl"_s, u"right"_s});
        QVERIFY2(ddl.out.contains("another kind of relation (view)"), ddl.out.constData());
        run(u"order_dw"_s, u"DROP VIEW diff_view;"_s);
    }

    void theTableIsForPeople()
    {
        const auto text = diff({u"order_dw/public/orders"_s, u"order_dw/public/dwd_orders"_s});
        QCOMPARE(text.exitCode, 3);
        for (const char *words : {"left:  order_dw/public/orders (Hologres, table)", "only left", "NUMERIC(20,2)",
                                  "Binary log kept", "columns: "})
            QVERIFY2(text.out.contains(words), text.out.constData());
    }

    void wrongUse_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("words");
        const QString table = u"order_dw/public/orders"_s;
        QTest::newRow("one table") << QStringList{table} << u"RIGHT"_s;
        QTest::newRow("itself") << QStringList{table, table} << u"Both are the same table"_s;
        QTest::newRow("a connection") << QStringList{table, u"dbs_mc"_s} << u"dbs_mc is no table"_s;
        QTest::newRow("no side") << QStringList{table, u"dbs_mc/default/x"_s, u"--ddl"_s, u"both"_s}
                                 << u"left or right"_s;
        QTest::newRow("create alone") << QStringList{table, u"dbs_mc/default/x"_s, u"--create"_s} << u"--ddl left"_s;
    }
    void wrongUse()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, words);
        const auto outcome = diff(arguments);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains(words.toUtf8()), outcome.err.constData());
    }

    void aTableThatIsGoneIsNamed()
    {
        const auto gone = diff({u"order_dw/public/orders"_s, u"dbs_mc/default/no_such_table"_s, u"--json"_s});
        QCOMPARE(gone.exitCode, 1);
        QVERIFY2(gone.err.contains("no_such_table"), gone.err.constData());
        QVERIFY(gone.json().contains(u"error"_s));
    }
};

QTEST_GUILESS_MAIN(tst_Diff)
#include "tst_diff.moc"
