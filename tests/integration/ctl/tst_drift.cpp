// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

constexpr int driftCode = 3;

test::CtlOutcome sql(const QString &connection, const QString &text)
{
    return test::runCtl({u"sql"_s, connection, text});
}

#define VERIFY_DONE(outcome)                                                                                           \
    do {                                                                                                               \
        const test::CtlOutcome done = outcome;                                                                         \
        QVERIFY2(done.exitCode == 0, (done.out + done.err).constData());                                               \
    } while (false)

QString quoted(const QString &name)
{
    return u'"' + QString(name).replace(u'"', u"\"\""_s) + u'"';
}

// The path of a table, whose name may hold anything.
QString pathOf(const QString &name)
{
    return u"order_dw/public/"_s + QString(name).replace(u'%', u"%25"_s).replace(u'/', u"%2F"_s);
}

struct Told {
    int exitCode = -1;
    QString state;
    QStringList differences; ///< "kind column"
    QJsonObject mapping;
};

Told drift(const QString &table)
{
    const auto outcome = test::runCtl({u"drift"_s, table, u"--json"_s});
    Told told;
    told.exitCode = outcome.exitCode;
    told.mapping = outcome.json().value(u"mappings"_s).toArray().at(0).toObject();
    told.state = told.mapping.value(u"state"_s).toString();
    for (const QJsonValue &value : told.mapping.value(u"differences"_s).toArray()) {
        const QJsonObject difference = value.toObject();
        told.differences.append(
            (difference.value(u"kind"_s).toString() + u' ' + difference.value(u"column"_s).toString()).trimmed());
    }
    told.differences.sort();
    return told;
}

QByteArray rowsOf(const QString &table)
{
    return test::runCtl(
               {u"sql"_s, u"dbs_mc"_s, u"SELECT * FROM default.%1 ORDER BY id;"_s.arg(table), u"--format"_s, u"csv"_s})
        .out;
}

test::CtlOutcome repair(const QString &table, const QString &name)
{
    return test::runCtl({u"drift"_s, table, u"--repair"_s, u"--confirm"_s, name});
}

} // namespace

/// Real tables of PostgreSQL that change behind their mappings.
class tst_Drift : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void eachChangeIsToldAndRepaired_data();
    void eachChangeIsToldAndRepaired();
    void aTableThatIsGoneTakesItsMappingAlong();
    void whatOthersDidToTheExternalTableIsToldAndUndone_data();
    void whatOthersDidToTheExternalTableIsToldAndUndone();
    void commentsSetInMaxComputeStay();
    void aChosenColumnThatWasMadeAnewStays();
    void aTableThatBecameAViewIsPassedOver();
    void anExternalTableThatIsGoneIsMadeAgain();
    void whatIsDroppedHereIsForgotten();
    void tablesThatOthersMadeAreComparedAllTheSame();
    void whereNoConnectionLeadsIsSaid();
    void aWholeProjectIsComparedAtOnce();
    void severalAreRepairedByTheNameOfTheirSchema();
    void namesOfEverySort_data();
    void namesOfEverySort();
    void aRepairThatIsKilledLeavesNothingUnnamed();
    void wrongUseIsRefused();

private:
    QTemporaryDir m_dir;
};

void tst_Drift::initTestCase()
{
    qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_s).toUtf8());
    qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_s).toUtf8());
    qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
    auto &sandbox = test::SandboxFixture::shared();
    QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
    VERIFY_DONE(test::runCtl({u"connection"_s, u"add"_s, u"--sandbox"_s, sandbox.dir()}));
}

// public.drifting with two rows, mapped as default.drifting.
void tst_Drift::init()
{
    VERIFY_DONE(sql(u"order_dw"_s,
                    u"CREATE TABLE public.drifting (id bigint PRIMARY KEY, name text, fee numeric(20,2), state int);"
                    "COMMENT ON COLUMN public.drifting.fee IS 'in yuan';"
                    "INSERT INTO public.drifting VALUES (1, 'one', 1.50, 7), (2, NULL, 2.25, 8)"_s));
    VERIFY_DONE(test::runCtl(
        {u"map-table"_s, u"order_dw/public/drifting"_s, u"dbs_mc/default/drifting"_s, u"--lifecycle"_s, u"9"_s}));
    const Told told = drift(u"dbs_mc/default/drifting"_s);
    QCOMPARE(told.exitCode, 0);
    QCOMPARE(told.state, u"equal"_s);
    QVERIFY(told.mapping.value(u"remembered"_s).toBool());
}

void tst_Drift::cleanup()
{
    // What a test has left: tables of both sides, and what is remembered of them.
    VERIFY_DONE(sql(u"dbs_mc"_s, u"DROP TABLE IF EXISTS default.drifting; DROP TABLE IF EXISTS default.other;"_s));
    VERIFY_DONE(sql(u"order_dw"_s,
                    u"DROP TABLE IF EXISTS public.drifting; DROP TABLE IF EXISTS public.moved; DROP TABLE IF EXISTS "
                    "public.another"_s));
    QDir(m_dir.filePath(u"data/mappings"_s)).removeRecursively();
}

void tst_Drift::eachChangeIsToldAndRepaired_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QStringList>("differences");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QByteArray>("rows"); // after the repair
    QTest::newRow("drop") << u"ALTER TABLE public.drifting DROP COLUMN name"_s << QStringList{u"column_dropped name"_s}
                          << u"broken"_s << QByteArray("id,fee,state\n1,1.5,7\n2,2.25,8\n");
    QTest::newRow("add") << u"ALTER TABLE public.drifting ADD COLUMN note text DEFAULT 'n'"_s
                         << QStringList{u"column_added note"_s} << u"differs"_s
                         << QByteArray("id,name,fee,state,note\n1,one,1.5,7,n\n2,,2.25,8,n\n");
    QTest::newRow("retype") << u"ALTER TABLE public.drifting ALTER COLUMN state TYPE text USING 's' || state"_s
                            << QStringList{u"column_retyped state"_s} << u"broken"_s
                            << QByteArray("id,name,fee,state\n1,one,1.5,s7\n2,,2.25,s8\n");
    QTest::newRow("widen") << u"ALTER TABLE public.drifting ALTER COLUMN state TYPE bigint USING 5000000000 + state"_s
                           << QStringList{u"column_retyped state"_s} << u"broken"_s
                           << QByteArray("id,name,fee,state\n1,one,1.5,5000000007\n2,,2.25,5000000008\n");
    QTest::newRow("rename") << u"ALTER TABLE public.drifting RENAME COLUMN name TO \"Title\""_s
                            << QStringList{u"column_renamed name"_s} << u"broken"_s
                            << QByteArray("id,name,fee,state\n1,one,1.5,7\n2,,2.25,8\n");
    QTest::newRow("rename and retype")
        << u"ALTER TABLE public.drifting RENAME COLUMN state TO status; ALTER TABLE public.drifting ALTER status TYPE "
           "text"_s
        << QStringList{u"column_renamed state"_s, u"column_retyped status"_s} << u"broken"_s
        << QByteArray("id,name,fee,state\n1,one,1.5,7\n2,,2.25,8\n");
    QTest::newRow("swap") << u"ALTER TABLE public.drifting RENAME COLUMN id TO x; ALTER TABLE public.drifting RENAME "
                             "COLUMN state TO id; ALTER TABLE public.drifting RENAME COLUMN x TO state"_s
                          << QStringList{u"column_renamed id"_s, u"column_renamed state"_s} << u"broken"_s
                          << QByteArray("id,name,fee,state\n1,one,1.5,7\n2,,2.25,8\n");
    QTest::newRow("drop and add again")
        << u"ALTER TABLE public.drifting DROP COLUMN state; ALTER TABLE public.drifting ADD COLUMN state int DEFAULT 0"_s
        << QStringList{u"column_replaced state"_s} << u"differs"_s
        << QByteArray("id,name,fee,state\n1,one,1.5,0\n2,,2.25,0\n");
    QTest::newRow("comment") << u"COMMENT ON COLUMN public.drifting.fee IS 'in fen'"_s
                             << QStringList{u"source_comments fee"_s} << u"differs"_s
                             << QByteArray("id,name,fee,state\n1,one,1.5,7\n2,,2.25,8\n");
    QTest::newRow("rename the table") << u"ALTER TABLE public.drifting RENAME TO moved"_s
                                      << QStringList{u"source_renamed"_s} << u"broken"_s
                                      << QByteArray("id,name,fee,state\n1,one,1.5,7\n2,,2.25,8\n");
    QTest::newRow("rename the table, and another takes its name")
        << u"ALTER TABLE public.drifting RENAME TO moved; CREATE TABLE public.drifting (LIKE public.moved INCLUDING "
           "ALL); INSERT INTO public.drifting VALUES (99, 'x', 1, 1)"_s
        << QStringList{u"source_renamed"_s} << u"broken"_s << QByteArray("id,name,fee,state\n1,one,1.5,7\n2,,2.25,8\n");
    QTest::newRow("make the table anew")
        << u"DROP TABLE public.drifting; CREATE TABLE public.drifting (state int, id bigint, name text, fee "
           "numeric(20,2)); COMMENT ON COLUMN public.drifting.fee IS 'in yuan'; INSERT INTO public.drifting VALUES (5, "
           "3, 'x', 1)"_s
        << QStringList{u"source_remade"_s} << u"differs"_s << QByteArray("id,name,fee,state\n3,x,1,5\n");
}

void tst_Drift::eachChangeIsToldAndRepaired()
{
    QFETCH(const QString, change);
    QFETCH(const QStringList, differences);
    QFETCH(const QString, state);
    QFETCH(const QByteArray, rows);
    const QString table = u"dbs_mc/default/drifting"_s;
    VERIFY_DONE(sql(u"order_dw"_s, change));
    Told told = drift(table);
    QCOMPARE(told.exitCode, driftCode);
    QCOMPARE(told.differences, differences);
    QCOMPARE(told.state, state);

    // Nothing is dropped unasked, and nothing without the name. What is altered needs neither.
    const bool isAltered =
        differences == QStringList{u"source_comments fee"_s} || differences == QStringList{u"source_remade"_s};
    const auto planned = test::runCtl({u"plan"_s, u"drift"_s, table});
    QCOMPARE(planned.out.contains("DROP TABLE"), !isAltered);
    for (const QString &name : {QString(), u"x"_s}) {
        if (!isAltered)
            QCOMPARE(repair(table, name).exitCode, 1);
    }
    QCOMPARE(drift(table).differences, differences);

    VERIFY_DONE(repair(table, u"drifting"_s));
    told = drift(table);
    QCOMPARE(told.differences, QStringList());
    QCOMPARE(told.exitCode, 0);
    QCOMPARE(rowsOf(u"drifting"_s), rows);
    const auto ddl = test::runCtl({u"show"_s, table, u"--ddl"_s});
    QVERIFY2(ddl.out.contains("LIFECYCLE 9"), ddl.out.constData());
}

void tst_Drift::aTableThatIsGoneTakesItsMappingAlong()
{
    const QString table = u"dbs_mc/default/drifting"_s;
    VERIFY_DONE(sql(u"order_dw"_s, u"DROP TABLE public.drifting"_s));
    QCOMPARE(drift(table).differences, QStringList{u"source_gone"_s});
    VERIFY_DONE(repair(table, u"drifting"_s));
    QCOMPARE(test::runCtl({u"show"_s, table}).exitCode, 1);
    QCOMPARE(test::runCtl({u"drift"_s, u"dbs_mc/default"_s}).exitCode, 0);
}

void tst_Drift::whatOthersDidToTheExternalTableIsToldAndUndone_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QStringList>("differences");
    QTest::newRow("lifecycle") << u"ALTER TABLE default.drifting SET LIFECYCLE 30;"_s
                               << QStringList{u"target_lifecycle"_s};
    QTest::newRow("comment") << u"ALTER TABLE default.drifting SET COMMENT 'mine';"_s
                             << QStringList{u"target_comments"_s};
    const QString made = u"DROP TABLE default.drifting; SET odps.sql.type.system.odps2=true; SET "
                         u"odps.sql.common.table.planner.ext.hive.bridge=true; CREATE EXTERNAL TABLE "
                         "default.drifting (%1) STORED BY 'com.aliyun.odps.jdbc.JdbcStorageHandler' LOCATION "
                         "'jdbc:postgresql://%2:%3/order_dw?ApplicationName=MaxCompute&currentSchema=public&"
                         "preferQueryMode=simple&useSSL=false&table=%4/' TBLPROPERTIES "
                         "('mcfed.mapreduce.jdbc.driver.class'='org.postgresql.Driver','odps.federation.jdbc.target.db."
                         "type'='holo'%5) LIFECYCLE 9;"_s;
    const auto &sandbox = test::SandboxFixture::shared();
    const auto with = [&](const QString &columns, const QString &source, const QString &mapping) {
        return made.arg(columns, sandbox.host()).arg(sandbox.port()).arg(source, mapping);
    };
    const QString all = u"id BIGINT, name STRING, fee DECIMAL(20,2) COMMENT 'in yuan', state INT"_s;
    QTest::newRow("another source") << with(all, u"dwd_orders"_s, {}) << QStringList{u"target_source"_s};
    QTest::newRow("fewer columns") << with(u"id BIGINT, name STRING"_s, u"drifting"_s, {})
                                   << QStringList{u"target_column_dropped fee"_s, u"target_column_dropped state"_s};
    QTest::newRow("other types") << with(u"id BIGINT, name STRING, fee DECIMAL(20,2) COMMENT 'in yuan', state STRING"_s,
                                         u"drifting"_s, {})
                                 << QStringList{u"target_column_retyped state"_s};
    QTest::newRow("other columns") << with(all, u"drifting"_s,
                                           u",'odps.federation.jdbc.colmapping'='id:id,name:name,fee:fee,state:id'"_s)
                                   << QStringList{u"target_column_source state"_s};
    QTest::newRow("a managed table of its name")
        << u"DROP TABLE default.drifting; CREATE TABLE default.drifting (id BIGINT);"_s
        << QStringList{u"target_kind"_s};
}

void tst_Drift::whatOthersDidToTheExternalTableIsToldAndUndone()
{
    QFETCH(const QString, change);
    QFETCH(const QStringList, differences);
    const QString table = u"dbs_mc/default/drifting"_s;
    VERIFY_DONE(sql(u"dbs_mc"_s, u"SET odps.namespace.schema=true; "_s + change));
    Told told = drift(table);
    QCOMPARE(told.exitCode, driftCode);
    told.differences.removeAll(u"target_remade"_s); // told by whole seconds
    QCOMPARE(told.differences, differences);
    if (differences.contains(u"target_kind"_s)) {
        QCOMPARE(repair(table, u"drifting"_s).exitCode, driftCode); // its rows would go
        VERIFY_DONE(sql(u"dbs_mc"_s, u"SELECT COUNT(*) FROM default.drifting;"_s));
        return;
    }
    VERIFY_DONE(repair(table, u"drifting"_s));
    QCOMPARE(drift(table).exitCode, 0);
    QCOMPARE(rowsOf(u"drifting"_s), QByteArray("id,name,fee,state\n1,one,1.5,7\n2,,2.25,8\n"));
}

void tst_Drift::commentsSetInMaxComputeStay()
{
    const QString table = u"dbs_mc/default/drifting"_s;
    VERIFY_DONE(sql(u"dbs_mc"_s,
                    u"SET odps.namespace.schema=true; ALTER TABLE default.drifting SET COMMENT 'my table'; ALTER TABLE "
                    "default.drifting CHANGE COLUMN fee COMMENT 'mine'; "_s));
    const auto told = test::runCtl({u"drift"_s, table});
    QVERIFY2(told.out.contains("\"in yuan\" to \"mine\""), told.out.constData());
    VERIFY_DONE(test::runCtl({u"drift"_s, table, u"--repair"_s})); // nothing to confirm: nothing is undone
    QCOMPARE(drift(table).exitCode, 0);
    VERIFY_DONE(sql(u"order_dw"_s, u"ALTER TABLE public.drifting DROP COLUMN name"_s));
    VERIFY_DONE(repair(table, u"drifting"_s));
    QCOMPARE(drift(table).exitCode, 0);
    const auto shown = test::runCtl({u"show"_s, table, u"--ddl"_s});
    QVERIFY2(shown.out.contains("my table") && shown.out.contains("mine"), (shown.out + shown.err).constData());
}

void tst_Drift::aChosenColumnThatWasMadeAnewStays()
{
    const QString table = u"dbs_mc/default/other"_s;
    VERIFY_DONE(
        test::runCtl({u"map-table"_s, u"order_dw/public/drifting"_s, table, u"--columns"_s, u"id,fee,state"_s}));
    VERIFY_DONE(sql(u"order_dw"_s,
                    u"ALTER TABLE public.drifting DROP COLUMN fee; ALTER TABLE public.drifting ADD COLUMN fee "
                    "numeric(10,1) DEFAULT 7"_s));
    QCOMPARE(drift(table).differences, QStringList{u"column_replaced fee"_s});
    VERIFY_DONE(repair(table, u"other"_s));
    QCOMPARE(drift(table).exitCode, 0);
    QCOMPARE(rowsOf(u"other"_s), QByteArray("id,state,fee\n1,7,7\n2,8,7\n"));
}

void tst_Drift::aTableThatBecameAViewIsPassedOver()
{
    VERIFY_DONE(sql(u"order_dw"_s,
                    u"CREATE TABLE public.another (id bigint, a int); INSERT INTO public.another VALUES (1, 2)"_s));
    VERIFY_DONE(test::runCtl({u"map-table"_s, u"order_dw/public/another"_s, u"dbs_mc/default/other"_s}));
    VERIFY_DONE(sql(u"order_dw"_s,
                    u"DROP TABLE public.drifting; ALTER TABLE public.another DROP COLUMN a; CREATE VIEW "
                    "public.drifting AS SELECT id, 'x'::text AS name, 1.0::numeric(20,2) AS fee, 1 AS state FROM "
                    "public.another"_s));
    const auto gone = qScopeGuard([] { VERIFY_DONE(sql(u"order_dw"_s, u"DROP VIEW public.drifting"_s)); });
    const Told told = drift(u"dbs_mc/default/drifting"_s);
    QVERIFY2(told.differences.contains(u"source_kind"_s), qPrintable(told.differences.join(u", "_s)));
    QVERIFY(!told.differences.contains(u"source_remade"_s));
    QCOMPARE(told.state, u"broken"_s);
    const auto repaired = test::runCtl({u"drift"_s, u"dbs_mc/default"_s, u"--repair"_s, u"--confirm"_s, u"other"_s});
    QCOMPARE(repaired.exitCode, driftCode); // one stays as it is
    QVERIFY2(repaired.err.contains("drifting cannot be repaired: A view cannot be mapped"), repaired.err.constData());
    QCOMPARE(drift(u"dbs_mc/default/other"_s).exitCode, 0);
    QCOMPARE(rowsOf(u"other"_s), QByteArray("id\n1\n"));
}

void tst_Drift::anExternalTableThatIsGoneIsMadeAgain()
{
    const QString table = u"dbs_mc/default/drifting"_s;
    VERIFY_DONE(sql(u"dbs_mc"_s, u"DROP TABLE default.drifting;"_s));
    QCOMPARE(drift(table).differences, QStringList{u"target_gone"_s});
    QCOMPARE(test::runCtl({u"drift"_s, u"dbs_mc/default"_s}).exitCode, driftCode);
    VERIFY_DONE(test::runCtl({u"drift"_s, table, u"--repair"_s})); // nothing to confirm
    QCOMPARE(drift(table).exitCode, 0);
    QVERIFY(rowsOf(u"drifting"_s).contains("one"));
}

void tst_Drift::whatIsDroppedHereIsForgotten()
{
    VERIFY_DONE(test::runCtl({u"drop-table"_s, u"dbs_mc/default/drifting"_s, u"--confirm"_s, u"drifting"_s}));
    const auto after = test::runCtl({u"drift"_s, u"dbs_mc/default"_s, u"--json"_s});
    QCOMPARE(after.exitCode, 0);
    QVERIFY(after.json().value(u"mappings"_s).toArray().isEmpty());
}

void tst_Drift::tablesThatOthersMadeAreComparedAllTheSame()
{
    QDir(m_dir.filePath(u"data/mappings"_s)).removeRecursively(); // as if another program had made it
    const QString table = u"dbs_mc/default/drifting"_s;
    Told told = drift(table);
    QCOMPARE(told.exitCode, 0);
    QVERIFY(!told.mapping.value(u"remembered"_s).toBool());
    VERIFY_DONE(
        sql(u"order_dw"_s,
            u"ALTER TABLE public.drifting DROP COLUMN name, ADD COLUMN more int, ALTER COLUMN state TYPE text"_s));
    told = drift(table);
    QCOMPARE(told.exitCode, driftCode);
    QCOMPARE(told.differences,
             (QStringList{u"column_missing name"_s, u"column_unfit state"_s, u"column_unshown more"_s}));
    VERIFY_DONE(repair(table, u"drifting"_s));
    QCOMPARE(drift(table).exitCode, 0);
    QCOMPARE(rowsOf(u"drifting"_s),
             QByteArray("id,fee,state\n1,1.5,7\n2,2.25,8\n")); // "more" may be left out on purpose
}

void tst_Drift::whereNoConnectionLeadsIsSaid()
{
    const QStringList rename{u"connection"_s, u"remove"_s};
    QVERIFY(QFile::copy(m_dir.filePath(u"config/connections.json"_s), m_dir.filePath(u"kept.json"_s)));
    const auto back = qScopeGuard([this] {
        QFile::remove(m_dir.filePath(u"config/connections.json"_s));
        QVERIFY(QFile::rename(m_dir.filePath(u"kept.json"_s), m_dir.filePath(u"config/connections.json"_s)));
    });
    VERIFY_DONE(test::runCtl(rename + QStringList{u"order_dw"_s}));
    VERIFY_DONE(test::runCtl(rename + QStringList{u"test_dbs_holo"_s}));
    const auto told = test::runCtl({u"drift"_s, u"dbs_mc/default/drifting"_s});
    QCOMPARE(told.exitCode, 1);
    const auto &sandbox = test::SandboxFixture::shared();
    QVERIFY2(told.out.contains(
                 u"Source unknown: no connection to %1:%2/order_dw"_s.arg(sandbox.host()).arg(sandbox.port()).toUtf8()),
             told.out.constData());
    QVERIFY2(told.out.contains("Save a Hologres connection"), told.out.constData());
    QVERIFY(repair(u"dbs_mc/default/drifting"_s, u"drifting"_s).exitCode != 0);
}

void tst_Drift::aWholeProjectIsComparedAtOnce()
{
    VERIFY_DONE(test::runCtl({u"map-table"_s, u"order_dw/public/dwd_orders"_s, u"dbs_mc/default/other"_s}));
    VERIFY_DONE(sql(u"order_dw"_s, u"ALTER TABLE public.drifting DROP COLUMN name"_s));
    for (const QStringList &scope : {QStringList{u"dbs_mc"_s}, QStringList{u"dbs_mc/default"_s}, QStringList()}) {
        const auto told = test::runCtl(QStringList{u"drift"_s} + scope);
        QCOMPARE(told.exitCode, driftCode);
        const QByteArray counts = scope.isEmpty() // with the sandbox's own foreign table of Hologres
            ? "3 mappings compared: 1 broken, 0 differ, 2 equal, 0 not known"
            : "2 mappings compared: 1 broken, 0 differ, 1 equal, 0 not known";
        QVERIFY2(told.out.contains(counts), told.out.constData());
        QVERIFY(told.out.contains("column \"name\" does not exist"));
    }
    // The table and the schema that it is in: told once.
    const QString table = u"dbs_mc/default/drifting"_s;
    const auto both = test::runCtl({u"drift"_s, table, u"dbs_mc/default"_s, table, u"--json"_s});
    int count = 0;
    for (const QJsonValue &mapping : both.json().value(u"mappings"_s).toArray())
        count += mapping.toObject().value(u"table"_s).toString() == table ? 1 : 0;
    QCOMPARE(count, 1);
}

void tst_Drift::severalAreRepairedByTheNameOfTheirSchema()
{
    VERIFY_DONE(sql(u"order_dw"_s,
                    u"CREATE TABLE public.another (id bigint, a int); INSERT INTO public.another VALUES (1, 2)"_s));
    VERIFY_DONE(test::runCtl({u"map-table"_s, u"order_dw/public/another"_s, u"dbs_mc/default/other"_s}));
    VERIFY_DONE(sql(u"order_dw"_s,
                    u"ALTER TABLE public.drifting DROP COLUMN name; ALTER TABLE public.another DROP COLUMN a"_s));
    const QStringList repair{u"drift"_s, u"dbs_mc"_s, u"--repair"_s};
    const auto unconfirmed = test::runCtl(repair);
    QCOMPARE(unconfirmed.exitCode, 1);
    QVERIFY2(unconfirmed.err.contains("--confirm default"), unconfirmed.err.constData());
    QVERIFY2(unconfirmed.err.contains("drops 2 external tables"), unconfirmed.err.constData());
    const auto done = test::runCtl(repair + QStringList{u"--confirm"_s, u"default"_s, u"--json"_s});
    QCOMPARE(done.exitCode, 0);
    QCOMPARE(done.json().value(u"steps"_s).toArray().size(), 6);
    QCOMPARE(test::runCtl({u"drift"_s, u"dbs_mc"_s}).exitCode, 0);
    QCOMPARE(rowsOf(u"other"_s), QByteArray("id\n1\n"));
    QCOMPARE(rowsOf(u"drifting"_s), QByteArray("id,fee,state\n1,1.5,7\n2,2.25,8\n"));
}

void tst_Drift::namesOfEverySort_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("other");
    QTest::newRow("quotes") << u"it's \"odd\""_s << u"a \"b\" 'c'"_s << u"\"\"\""_s;
    QTest::newRow("dots and slashes") << u"a.b/c"_s << u"x.y,z:w"_s << u"a.b.c"_s;
    QTest::newRow("markup") << u"<b>bold</b>"_s << u"<img src=x>&amp;"_s << u"</td>%1%2"_s;
    QTest::newRow("other scripts") << u"订单 明细"_s << u"日本"_s << u"Größe 💩"_s;
    QTest::newRow("keywords") << u"select"_s << u"order"_s << u"TABLE"_s;
    QTest::newRow("parameters") << u"t?a=b&c=d#e%20f"_s << u"?&="_s << u"%3F"_s;
}

void tst_Drift::namesOfEverySort()
{
    QFETCH(const QString, table);
    QFETCH(const QString, column);
    QFETCH(const QString, other);
    const QString source = u"public."_s + quoted(table);
    const QString external = u"dbs_mc/default/other"_s;
    VERIFY_DONE(
        sql(u"order_dw"_s,
            u"CREATE TABLE %1 (id bigint, %2 text); INSERT INTO %1 VALUES (1, 'v')"_s.arg(source, quoted(column))));
    QString present = source;
    const auto gone = qScopeGuard([&present] { VERIFY_DONE(sql(u"order_dw"_s, u"DROP TABLE "_s + present)); });
    VERIFY_DONE(test::runCtl({u"map-table"_s, pathOf(table), external}));
    QCOMPARE(drift(external).exitCode, 0);

    VERIFY_DONE(
        sql(u"order_dw"_s, u"ALTER TABLE %1 RENAME COLUMN %2 TO %3"_s.arg(source, quoted(column), quoted(other))));
    Told told = drift(external);
    QCOMPARE(told.differences, QStringList{u"column_renamed "_s + column});
    const QJsonObject difference = told.mapping.value(u"differences"_s).toArray().at(0).toObject();
    QCOMPARE(difference.value(u"after"_s).toString(), other);
    QVERIFY(difference.value(u"effect"_s).toString().contains(u"column \"%1\" does not exist"_s.arg(column)));
    VERIFY_DONE(repair(external, u"other"_s));
    QCOMPARE(drift(external).exitCode, 0);
    QVERIFY2(rowsOf(u"other"_s).contains("\n1,v\n"), rowsOf(u"other"_s).constData());

    VERIFY_DONE(sql(u"order_dw"_s, u"ALTER TABLE %1 RENAME TO %2"_s.arg(source, quoted(table + u" 2"_s))));
    present = u"public."_s + quoted(table + u" 2"_s);
    told = drift(external);
    QCOMPARE(told.differences, QStringList{u"source_renamed"_s});
    QCOMPARE(told.mapping.value(u"source"_s).toString(), pathOf(table + u" 2"_s));
    VERIFY_DONE(repair(external, u"other"_s));
    QCOMPARE(drift(external).exitCode, 0);
    QVERIFY(rowsOf(u"other"_s).contains("\n1,v\n"));
}

// Whenever it is killed, the table is the old one, the new one, or told as gone and made again by the next repair.
void tst_Drift::aRepairThatIsKilledLeavesNothingUnnamed()
{
    const QString table = u"dbs_mc/default/drifting"_s;
    VERIFY_DONE(sql(u"order_dw"_s, u"ALTER TABLE public.drifting DROP COLUMN name"_s));
    int killed = 0;
    for (int attempt = 0; attempt < 12; ++attempt) {
        QProcess program;
        program.setProgram(test::ctlProgram());
        program.setArguments({u"drift"_s, table, u"--repair"_s, u"--confirm"_s, u"drifting"_s});
        program.start();
        QVERIFY(program.waitForStarted());
        // What it says of its steps tells how far it is; which of them it is killed at is another each time.
        const QByteArray until = attempt % 3 == 0 ? "Drop external table"
            : attempt % 3 == 1                    ? "DROP TABLE"
                                                  : "Create external";
        QByteArray said;
        QElapsedTimer time;
        time.start();
        while (!said.contains(until) && program.state() == QProcess::Running && time.elapsed() < 30'000) {
            program.waitForReadyRead(100);
            said += program.readAllStandardError();
        }
        if (program.state() == QProcess::Running) {
            ::kill(pid_t(program.processId()), SIGKILL);
            ++killed;
        }
        QVERIFY(program.waitForFinished());
        const Told told = drift(table);
        const bool isTold = told.exitCode == 0 || (told.exitCode == driftCode && !told.differences.isEmpty());
        QVERIFY2(isTold && !told.mapping.contains(u"problem"_s), qPrintable(told.differences.join(u", "_s)));
        const auto listed = test::runCtl({u"ls"_s, u"dbs_mc/default"_s, u"--json"_s});
        QVERIFY2(!listed.out.contains("tmp") && listed.exitCode == 0, listed.out.constData());
        if (told.state != u"equal"_s)
            VERIFY_DONE(repair(table, u"drifting"_s));
        QCOMPARE(drift(table).exitCode, 0);
        const bool hasExtra = attempt % 2 == 1;
        QCOMPARE(rowsOf(u"drifting"_s),
                 hasExtra ? QByteArray("id,fee,state,extra\n1,1.5,7,\n2,2.25,8,\n")
                          : QByteArray("id,fee,state\n1,1.5,7\n2,2.25,8\n"));
        VERIFY_DONE(sql(u"order_dw"_s,
                        u"ALTER TABLE public.drifting %1 COLUMN extra %2"_s.arg(hasExtra ? u"DROP"_s : u"ADD"_s,
                                                                                hasExtra ? QString() : u"int"_s)));
    }
    QVERIFY(killed > 0);
}

void tst_Drift::wrongUseIsRefused()
{
    for (const QStringList &arguments :
         {QStringList{u"drift"_s, u"dbs_mc/a/b/c"_s}, QStringList{u"drift"_s, u"--repair"_s},
          QStringList{u"drift"_s, u"dbs_mc"_s, u"order_dw"_s, u"--repair"_s}, QStringList{u"drift"_s, u"--nothing"_s}})
        QCOMPARE(test::runCtl(arguments).exitCode, 2);
    QCOMPARE(test::runCtl({u"drift"_s, u"nobody"_s}).exitCode, 1);
    const auto missing = test::runCtl({u"drift"_s, u"dbs_mc/default/not_there"_s});
    QCOMPARE(missing.exitCode, 1);
    QVERIFY2(missing.out.contains("not there"), missing.out.constData());
}

QTEST_GUILESS_MAIN(tst_Drift)

#include "tst_drift.moc"
