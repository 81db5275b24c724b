// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

constexpr int driftCode = 3;
const QString table = u"order_dw/public/mc_drifting"_s;

test::CtlOutcome sql(const QString &connection, const QString &text)
{
    return test::runCtl({u"sql"_s, connection, text});
}

#define VERIFY_DONE(outcome)                                                                                           \
    do {                                                                                                               \
        const test::CtlOutcome done = outcome;                                                                         \
        QVERIFY2(done.exitCode == 0, (done.out + done.err).constData());                                               \
    } while (false)

struct Told {
    int exitCode = -1;
    QString state;
    QStringList differences; ///< "kind column"
};

Told drift(const QString &path)
{
    const auto outcome = test::runCtl({u"drift"_s, path, u"--json"_s});
    Told told;
    told.exitCode = outcome.exitCode;
    for (const QJsonValue &mapping : outcome.json().value(u"mappings"_s).toArray()) {
        if (mapping[u"table"_s].toString() != table)
            continue;
        told.state = mapping[u"state"_s].toString();
        for (const QJsonValue &difference : mapping[u"differences"_s].toArray())
            told.differences.append(
                (difference[u"kind"_s].toString() + u' ' + difference[u"column"_s].toString()).trimmed());
    }
    told.differences.sort();
    return told;
}

test::CtlOutcome repair(const QStringList &more = {})
{
    return test::runCtl(QStringList{u"drift"_s, table, u"--repair"_s} + more);
}

QByteArray rows(const QString &statement)
{
    return test::runCtl({u"sql"_s, u"order_dw"_s, statement, u"--format"_s, u"csv"_s}).out.trimmed();
}

} // namespace

/// Tables of the sandbox's MaxCompute that change behind foreign tables, which its wrapper really reads.
class tst_ForeignDrift : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void eachChangeIsToldAndRepaired_data();
    void eachChangeIsToldAndRepaired();
    void rightsAndViewsSurviveARepair();
    void rightsViewsAndCommentsSurviveARename();
    void commentsFollowUnlessSetInHologres();
    void whatOthersDidToTheForeignTableIsTold();
    void aForeignTableThatIsGoneIsMadeAgain();
    void whatIsDroppedHereIsForgotten();
    void oneThatOthersMadeIsComparedAllTheSame();
    void aDamagedRecordIsTold();
    void aViewThatReadsADroppedColumnIsNamed();
    void aTableThatNamesItsProjectOtherwiseIsMadeAnew();
    void aTableWithoutASourceIsDroppedByItsName();
    void aTableThatTookItsNameStays();
    void whereNoConnectionLeadsIsSaid();
    void theEndpointThatItWasMadeWithDecides();
    void whatCouldNotBeComparedIsSaid();
    void allLevelsAreCompared();
    void aTaskFileRepairs();

private:
    QTemporaryDir m_dir;
};

void tst_ForeignDrift::initTestCase()
{
    qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_s).toUtf8());
    qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_s).toUtf8());
    qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
    auto &sandbox = test::SandboxFixture::shared();
    QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
    VERIFY_DONE(test::runCtl({u"connection"_s, u"add"_s, u"--sandbox"_s, sandbox.dir()}));
}

void tst_ForeignDrift::init()
{
    VERIFY_DONE(sql(u"dbs_mc"_s,
                    u"CREATE TABLE drifting (id BIGINT, name VARCHAR(9), fee DECIMAL(20,2), state INT) PARTITIONED BY "
                    "(dt STRING); INSERT INTO drifting PARTITION (dt='1') SELECT 1, 'one', 1.5, 7;"_s));
    VERIFY_DONE(test::runCtl({u"map-to-hologres"_s, u"dbs_mc/default/drifting"_s, u"--to"_s, u"order_dw/public"_s,
                              u"--name"_s, u"mc_drifting"_s}));
    const Told told = drift(table);
    QCOMPARE(told.exitCode, 0);
    QCOMPARE(told.state, u"equal"_s);
}

void tst_ForeignDrift::cleanup()
{
    VERIFY_DONE(sql(u"dbs_mc"_s, u"DROP TABLE IF EXISTS drifting;"_s));
    VERIFY_DONE(sql(u"order_dw"_s, u"DROP VIEW IF EXISTS public.reads_it"_s));
    // Whichever of the two it is; the other statement is refused.
    static_cast<void>(sql(u"order_dw"_s, u"DROP FOREIGN TABLE IF EXISTS public.mc_drifting"_s));
    static_cast<void>(sql(u"order_dw"_s, u"DROP TABLE IF EXISTS public.mc_drifting"_s));
    QDir(m_dir.filePath(u"data/mappings"_s)).removeRecursively();
}

void tst_ForeignDrift::eachChangeIsToldAndRepaired_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QStringList>("differences");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QByteArray>("after"); // all of it, once it is repaired
    const auto row = [](const char *name, const char *change, const QStringList &differences, const char *state,
                        const char *after) {
        QTest::newRow(name) << QString::fromLatin1(change) << differences << QString::fromLatin1(state)
                            << QByteArray(after);
    };
    row("added", "ALTER TABLE drifting ADD COLUMNS (extra STRING);", {u"column_added extra"_s}, "differs",
        "id,name,fee,state,dt,extra\n1,one,1.50,7,1,");
    row("dropped", "ALTER TABLE drifting DROP COLUMNS (name);", {u"column_dropped name"_s}, "broken",
        "id,fee,state,dt\n1,1.50,7,1");
    row("renamed", "ALTER TABLE drifting CHANGE COLUMN name RENAME TO title;", {u"column_renamed name"_s}, "broken",
        "id,title,fee,state,dt\n1,one,1.50,7,1");
    row("renamed, the old way", "ALTER TABLE drifting CHANGE COLUMN name title VARCHAR(9);", {u"column_renamed name"_s},
        "broken", "id,title,fee,state,dt\n1,one,1.50,7,1");
    row("the last one renamed: it looks like dropped and added",
        "ALTER TABLE drifting CHANGE COLUMN state RENAME TO status;",
        {u"column_added status"_s, u"column_missing state"_s}, "broken", "id,name,fee,dt,status\n1,one,1.50,1,7");
    row("dropped and added",
        "ALTER TABLE drifting DROP COLUMNS (state); ALTER TABLE drifting ADD COLUMNS (status INT);",
        {u"column_added status"_s, u"column_missing state"_s}, "broken", "id,name,fee,dt,status\n1,one,1.50,1,");
    row("retyped", "ALTER TABLE drifting CHANGE COLUMN state state BIGINT;", {u"column_retyped state"_s}, "broken",
        "id,name,fee,dt,state\n1,one,1.50,1,7");
    row("made anew",
        "DROP TABLE drifting; CREATE TABLE drifting (id STRING, name VARCHAR(9)); INSERT INTO drifting SELECT 'a', "
        "'b';",
        {u"column_dropped dt"_s, u"column_dropped fee"_s, u"column_dropped state"_s, u"column_retyped id"_s,
         u"source_remade"_s},
        "broken", "name,id\nb,a");
    row("made anew as it was",
        "DROP TABLE drifting; CREATE TABLE drifting (id BIGINT, name VARCHAR(9), fee DECIMAL(20,2), state INT) "
        "PARTITIONED BY (dt STRING); INSERT INTO drifting PARTITION (dt='2') SELECT 2, 'two', 2.5, 8;",
        {u"source_remade"_s}, "differs", "id,name,fee,state,dt\n2,two,2.50,8,2");
}

void tst_ForeignDrift::eachChangeIsToldAndRepaired()
{
    QFETCH(const QString, change);
    QFETCH(const QStringList, differences);
    QFETCH(const QString, state);
    QFETCH(const QByteArray, after);
    VERIFY_DONE(sql(u"dbs_mc"_s, change));
    const Told told = drift(table);
    QCOMPARE(told.exitCode, driftCode);
    QCOMPARE(told.differences, differences);
    QCOMPARE(told.state, state);
    // What is told is what the server does.
    const auto read = sql(u"order_dw"_s, u"SELECT * FROM public.mc_drifting"_s);
    QCOMPARE(read.exitCode == 0, state == u"differs");
    VERIFY_DONE(repair());
    const Told repaired = drift(table);
    QCOMPARE(repaired.exitCode, 0);
    QCOMPARE(repaired.state, u"equal"_s);
    QCOMPARE(rows(u"SELECT * FROM public.mc_drifting"_s), after);
}

void tst_ForeignDrift::rightsAndViewsSurviveARepair()
{
    VERIFY_DONE(sql(u"order_dw"_s,
                    u"GRANT SELECT ON public.mc_drifting TO PUBLIC; "
                    "CREATE VIEW public.reads_it AS SELECT id, name FROM public.mc_drifting"_s));
    VERIFY_DONE(
        sql(u"dbs_mc"_s, u"ALTER TABLE drifting DROP COLUMNS (fee); ALTER TABLE drifting ADD COLUMNS (n INT);"_s));
    VERIFY_DONE(repair());
    QCOMPARE(rows(u"SELECT * FROM public.reads_it"_s), QByteArray("id,name\n1,one"));
    QVERIFY2(rows(u"SELECT relacl::text FROM pg_class WHERE relname = 'mc_drifting'"_s).contains("=r/"),
             rows(u"SELECT relacl::text FROM pg_class WHERE relname = 'mc_drifting'"_s).constData());
}

void tst_ForeignDrift::rightsViewsAndCommentsSurviveARename()
{
    VERIFY_DONE(sql(u"order_dw"_s,
                    u"GRANT SELECT (name) ON public.mc_drifting TO PUBLIC; "
                    "COMMENT ON COLUMN public.mc_drifting.name IS 'mine'; "
                    "CREATE VIEW public.reads_it AS SELECT id, name FROM public.mc_drifting"_s));
    VERIFY_DONE(sql(u"dbs_mc"_s, u"ALTER TABLE drifting CHANGE COLUMN name RENAME TO title;"_s));
    QCOMPARE(drift(table).differences, (QStringList{u"column_renamed name"_s, u"target_comments name"_s}));
    VERIFY_DONE(repair());
    QCOMPARE(drift(table).state, u"equal"_s);
    QCOMPARE(rows(u"SELECT * FROM public.reads_it"_s), QByteArray("id,name\n1,one"));
    const auto column = rows(u"SELECT attacl::text || ' ' || col_description(attrelid, attnum) FROM pg_attribute WHERE "
                             "attrelid = 'public.mc_drifting'::regclass AND attname = 'title'"_s);
    QVERIFY2(column.contains("=r/") && column.contains("mine"), column.constData());
}

void tst_ForeignDrift::commentsFollowUnlessSetInHologres()
{
    VERIFY_DONE(sql(u"order_dw"_s, u"COMMENT ON COLUMN public.mc_drifting.fee IS 'mine'"_s));
    VERIFY_DONE(sql(u"dbs_mc"_s,
                    u"ALTER TABLE drifting CHANGE COLUMN name COMMENT 'who'; ALTER TABLE drifting CHANGE COLUMN fee "
                    "COMMENT 'how much'; ALTER TABLE drifting SET COMMENT 'all of it';"_s));
    QCOMPARE(drift(table).differences,
             (QStringList{u"source_comments"_s, u"source_comments"_s, u"target_comments fee"_s}));
    VERIFY_DONE(repair());
    QCOMPARE(drift(table).state, u"equal"_s);
    QCOMPARE(rows(u"SELECT obj_description(c.oid) AS t, col_description(c.oid, 2) AS a, col_description(c.oid, 3) AS b "
                  "FROM pg_class c WHERE relname = 'mc_drifting'"_s),
             QByteArray("t,a,b\nall of it,who,mine"));
}

void tst_ForeignDrift::whatOthersDidToTheForeignTableIsTold()
{
    VERIFY_DONE(sql(u"order_dw"_s,
                    u"DROP FOREIGN TABLE public.mc_drifting; CREATE FOREIGN TABLE public.mc_drifting (id INT8, name "
                    "VARCHAR(9), fee NUMERIC(20,2), state INT4, dt TEXT) SERVER odps_server OPTIONS (project_name "
                    "'dbs_mc#default', table_name 'drifting')"_s));
    QCOMPARE(drift(table).differences, QStringList{u"target_remade"_s});
    VERIFY_DONE(repair()); // it is accepted
    QCOMPARE(drift(table).state, u"equal"_s);
    VERIFY_DONE(sql(u"order_dw"_s, u"ALTER FOREIGN TABLE public.mc_drifting RENAME COLUMN fee TO price"_s));
    const Told told = drift(table);
    QCOMPARE(told.differences, QStringList{u"target_column_renamed fee"_s});
    QCOMPARE(told.state, u"broken"_s);
    QVERIFY(sql(u"order_dw"_s, u"SELECT price FROM public.mc_drifting"_s).exitCode != 0);
    VERIFY_DONE(repair());
    QCOMPARE(rows(u"SELECT * FROM public.mc_drifting"_s), QByteArray("id,name,fee,state,dt\n1,one,1.50,7,1"));
}

void tst_ForeignDrift::aForeignTableThatIsGoneIsMadeAgain()
{
    VERIFY_DONE(sql(u"order_dw"_s, u"DROP FOREIGN TABLE public.mc_drifting"_s));
    for (const QString &path : {table, u"order_dw/public"_s, u"order_dw"_s})
        QCOMPARE(drift(path).differences, QStringList{u"target_gone"_s});
    VERIFY_DONE(repair());
    QCOMPARE(drift(table).state, u"equal"_s);
    QCOMPARE(rows(u"SELECT * FROM public.mc_drifting"_s), QByteArray("id,name,fee,state,dt\n1,one,1.50,7,1"));
}

void tst_ForeignDrift::whatIsDroppedHereIsForgotten()
{
    VERIFY_DONE(test::runCtl({u"drop-table"_s, table, u"--confirm"_s, u"mc_drifting"_s}));
    const Told told = drift(u"order_dw/public"_s);
    QCOMPARE(told.exitCode, 0);
    QVERIFY(told.state.isEmpty());
}

void tst_ForeignDrift::oneThatOthersMadeIsComparedAllTheSame()
{
    VERIFY_DONE(test::runCtl({u"drop-table"_s, table, u"--confirm"_s, u"mc_drifting"_s}));
    VERIFY_DONE(
        sql(u"order_dw"_s,
            u"CREATE FOREIGN TABLE public.mc_drifting (id INT8, name VARCHAR(9), fee NUMERIC(20,2), state INT4, "
            "dt TEXT) SERVER odps_server OPTIONS (project_name 'dbs_mc#default', table_name 'drifting')"_s));
    QCOMPARE(drift(table).state, u"equal"_s);
    VERIFY_DONE(sql(u"dbs_mc"_s, u"ALTER TABLE drifting CHANGE COLUMN name RENAME TO title;"_s));
    QCOMPARE(drift(table).differences, (QStringList{u"column_missing name"_s, u"column_unshown title"_s}));
    VERIFY_DONE(repair()); // and it is remembered from then on
    VERIFY_DONE(sql(u"dbs_mc"_s, u"ALTER TABLE drifting CHANGE COLUMN title RENAME TO name;"_s));
    QCOMPARE(drift(table).differences, QStringList{u"column_renamed title"_s});
}

void tst_ForeignDrift::aDamagedRecordIsTold()
{
    QDirIterator files(m_dir.filePath(u"data/mappings"_s), {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    QVERIFY(files.hasNext());
    QFile file(files.next());
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.close();
    VERIFY_DONE(sql(u"dbs_mc"_s, u"ALTER TABLE drifting ADD COLUMNS (extra STRING);"_s));
    const auto told = test::runCtl({u"drift"_s, table});
    QCOMPARE(told.exitCode, driftCode);
    const QString words = QString::fromUtf8(told.out).simplified();
    QVERIFY2(words.contains(u"The record of mc_drifting cannot be read; compared without it: "_s + file.fileName()),
             told.out.constData());
    QVERIFY2(words.contains(u"extra (STRING) is in MaxCompute and not declared"), told.out.constData());
    const auto json = test::runCtl({u"drift"_s, table, u"--json"_s}).json();
    const auto mapping = json.value(u"mappings"_s).toArray().first().toObject();
    QVERIFY(mapping[u"unread_record"_s][u"message"_s].toString().contains(file.fileName()));
    const auto refused = repair();
    QCOMPARE(refused.exitCode, driftCode);
    QVERIFY2(refused.err.contains("cannot be repaired: The record of mc_drifting cannot be read"),
             refused.err.constData());
    QVERIFY(QFile::remove(file.fileName())); // as the hint says
    VERIFY_DONE(repair());
    QCOMPARE(drift(table).state, u"equal"_s);
}

void tst_ForeignDrift::aViewThatReadsADroppedColumnIsNamed()
{
    VERIFY_DONE(sql(u"order_dw"_s, u"CREATE VIEW public.reads_it AS SELECT id, fee FROM public.mc_drifting"_s));
    VERIFY_DONE(
        sql(u"dbs_mc"_s, u"ALTER TABLE drifting DROP COLUMNS (fee); ALTER TABLE drifting ADD COLUMNS (n INT);"_s));
    const auto refused = repair();
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains("Other objects depend on it") && refused.err.contains("view reads_it"),
             refused.err.constData());
    QCOMPARE(drift(table).differences, (QStringList{u"column_added n"_s, u"column_dropped fee"_s})); // as before
    VERIFY_DONE(sql(u"order_dw"_s, u"DROP VIEW public.reads_it"_s));
    VERIFY_DONE(repair());
    QCOMPARE(drift(table).exitCode, 0);
}

// As one that was made before the project got schemas.
void tst_ForeignDrift::aTableThatNamesItsProjectOtherwiseIsMadeAnew()
{
    VERIFY_DONE(sql(u"order_dw"_s,
                    u"DROP FOREIGN TABLE public.mc_drifting; CREATE FOREIGN TABLE public.mc_drifting (id INT8) SERVER "
                    "odps_server OPTIONS (project_name 'dbs_mc', table_name 'drifting')"_s));
    const Told told = drift(table);
    QCOMPARE(told.state, u"broken"_s);
    QVERIFY2(told.differences.contains(u"target_location"_s), qPrintable(told.differences.join(u", "_s)));
    const auto read = sql(u"order_dw"_s, u"SELECT * FROM public.mc_drifting"_s);
    QVERIFY2(read.exitCode != 0 && read.err.contains("Table not found"), read.err.constData());
    const auto preview = test::runCtl({u"preview"_s, table});
    QVERIFY2(preview.exitCode != 0
                 && preview.err.startsWith("The foreign table public.mc_drifting cannot be read: Table not found"),
             preview.err.constData());
    VERIFY_DONE(repair({u"--confirm"_s, u"mc_drifting"_s}));
    QCOMPARE(drift(table).exitCode, 0);
    QCOMPARE(rows(u"SELECT * FROM public.mc_drifting"_s), QByteArray("id,name,fee,state,dt\n1,one,1.50,7,1"));
}

void tst_ForeignDrift::aTableWithoutASourceIsDroppedByItsName()
{
    VERIFY_DONE(sql(u"dbs_mc"_s, u"DROP TABLE drifting;"_s));
    const Told told = drift(table);
    QCOMPARE(told.differences, QStringList{u"source_gone"_s});
    QCOMPARE(told.state, u"broken"_s);
    const auto unconfirmed = repair();
    QVERIFY(unconfirmed.exitCode != 0);
    QVERIFY2(unconfirmed.err.contains("--confirm mc_drifting"), unconfirmed.err.constData());
    VERIFY_DONE(repair({u"--confirm"_s, u"mc_drifting"_s}));
    QVERIFY(test::runCtl({u"show"_s, table}).exitCode != 0);
}

// A plan that was saved says nothing of columns: what is there when it runs decides.
void tst_ForeignDrift::aTableThatTookItsNameStays()
{
    VERIFY_DONE(sql(u"dbs_mc"_s, u"DROP TABLE drifting;"_s));
    VERIFY_DONE(sql(u"order_dw"_s,
                    u"DROP FOREIGN TABLE public.mc_drifting; CREATE TABLE public.mc_drifting (id INT); "
                    "INSERT INTO public.mc_drifting VALUES (7)"_s));
    const auto refused = repair({u"--confirm"_s, u"mc_drifting"_s});
    QCOMPARE(refused.exitCode, driftCode);
    QVERIFY2(refused.err.contains("no foreign table any more (table)"), (refused.out + refused.err).constData());
    QCOMPARE(rows(u"SELECT * FROM public.mc_drifting"_s), QByteArray("id\n7"));
}

void tst_ForeignDrift::whereNoConnectionLeadsIsSaid()
{
    VERIFY_DONE(test::runCtl({u"connection"_s, u"edit"_s, u"dbs_mc"_s, u"--project"_s, u"another"_s}));
    const Told told = drift(table);
    const auto passedOver = repair();
    VERIFY_DONE(test::runCtl({u"connection"_s, u"edit"_s, u"dbs_mc"_s, u"--project"_s, u"dbs_mc"_s}));
    QVERIFY2(passedOver.err.contains("was not compared, and is not repaired"), passedOver.err.constData());
    QCOMPARE(told.exitCode, 1);
    QCOMPARE(told.state, u"unknown"_s);
    QVERIFY(told.differences.isEmpty());
}

void tst_ForeignDrift::theEndpointThatItWasMadeWithDecides()
{
    const QString endpoint = test::SandboxFixture::shared().endpoint();
    qputenv("ISTHMUS_TEST_SECRET", "none");
    VERIFY_DONE(test::runCtl({u"connection"_s, u"add"_s, u"elsewhere"_s, u"--system"_s, u"maxcompute"_s,
                              u"--endpoint"_s, u"http://127.0.0.1:1/api"_s, u"--project"_s, u"dbs_mc"_s,
                              u"--access-id"_s, u"x"_s, u"--secret-env"_s, u"ISTHMUS_TEST_SECRET"_s}));
    QCOMPARE(drift(table).state, u"equal"_s); // which of the two it is, is remembered
    QDir(m_dir.filePath(u"data/mappings"_s)).removeRecursively();
    const auto several = test::runCtl({u"drift"_s, table});
    QCOMPARE(several.exitCode, 1);
    QVERIFY2(several.out.contains("127.0.0.1:1"), several.out.constData());
    VERIFY_DONE(test::runCtl({u"connection"_s, u"remove"_s, u"elsewhere"_s}));
    VERIFY_DONE(
        test::runCtl({u"map-to-hologres"_s, u"dbs_mc/default/drifting"_s, u"--to"_s, u"order_dw/public"_s, u"--name"_s,
                      u"mc_drifting"_s, u"--if-taken"_s, u"replace"_s, u"--confirm"_s, u"public"_s}));
    // The service by another of its addresses, whose table has the id and the time that are remembered.
    VERIFY_DONE(test::runCtl({u"connection"_s, u"edit"_s, u"dbs_mc"_s, u"--endpoint"_s,
                              QString(endpoint).replace(u"127.0.0.1"_s, u"localhost"_s)}));
    QCOMPARE(drift(table).state, u"equal"_s);
    // Another one: nothing is known of the table there.
    VERIFY_DONE(sql(u"dbs_mc"_s, u"DROP TABLE drifting; CREATE TABLE drifting (id STRING);"_s));
    const auto elsewhere = test::runCtl({u"drift"_s, table});
    VERIFY_DONE(test::runCtl({u"connection"_s, u"edit"_s, u"dbs_mc"_s, u"--endpoint"_s, endpoint}));
    QCOMPARE(elsewhere.exitCode, 1);
    QVERIFY2(
        QString::fromUtf8(elsewhere.out).simplified().contains(u"no connection to the project dbs_mc at "_s + endpoint),
        elsewhere.out.constData());
}

// Of a side that does not answer nothing is counted.
void tst_ForeignDrift::whatCouldNotBeComparedIsSaid()
{
    qputenv("ISTHMUS_TEST_SECRET", "none");
    VERIFY_DONE(test::runCtl({u"connection"_s, u"add"_s, u"silent"_s, u"--system"_s, u"hologres"_s, u"--host"_s,
                              u"127.0.0.1"_s, u"--port"_s, u"1"_s, u"--database"_s, u"order_dw"_s, u"--tls"_s,
                              u"disable"_s, u"--access-id"_s, u"x"_s, u"--secret-env"_s, u"ISTHMUS_TEST_SECRET"_s}));
    const auto told = test::runCtl({u"drift"_s, u"silent/public"_s});
    const auto json = test::runCtl({u"drift"_s, u"silent/public"_s, table, u"--json"_s});
    VERIFY_DONE(test::runCtl({u"connection"_s, u"remove"_s, u"silent"_s}));
    QCOMPARE(told.exitCode, 1);
    QCOMPARE(told.out.trimmed(), QByteArray("Not compared: silent/public"));
    QVERIFY(!told.err.isEmpty());
    QCOMPARE(json.exitCode, 1);
    QCOMPARE(json.json().value(u"not_compared"_s).toArray(), QJsonArray{u"silent/public"_s});
    QCOMPARE(json.json().value(u"mappings"_s).toArray().size(), 1);
    QCOMPARE(json.json().value(u"errors"_s).toArray().size(), 1);
    QCOMPARE(json.json().value(u"error"_s), json.json().value(u"errors"_s).toArray().first());
}

void tst_ForeignDrift::allLevelsAreCompared()
{
    VERIFY_DONE(sql(u"dbs_mc"_s, u"ALTER TABLE drifting ADD COLUMNS (extra STRING);"_s));
    for (const QString &path : {table, u"order_dw/public"_s, u"order_dw"_s}) {
        const Told told = drift(path);
        QCOMPARE(told.exitCode, driftCode);
        QCOMPARE(told.state, u"differs"_s);
    }
    const auto all = test::runCtl({u"drift"_s});
    QCOMPARE(all.exitCode, driftCode);
    QVERIFY2(all.out.contains("order_dw/public/mc_drifting"), all.out.constData());
    const auto instance = test::runCtl({u"drift"_s, u"test_dbs_holo/order_dw/public/mc_drifting"_s});
    QCOMPARE(instance.exitCode, driftCode);
    QCOMPARE(test::runCtl({u"drift"_s, u"test_dbs_holo"_s}).exitCode, driftCode);
    QCOMPARE(test::runCtl({u"drift"_s, u"order_dw/dim"_s}).exitCode, 0);
    const auto missing = test::runCtl({u"drift"_s, u"order_dw/nothing"_s});
    QCOMPARE(missing.exitCode, 1);
    QVERIFY2(missing.err.contains("no schema order_dw/nothing"), missing.err.constData());
}

void tst_ForeignDrift::aTaskFileRepairs()
{
    VERIFY_DONE(sql(u"dbs_mc"_s, u"ALTER TABLE drifting ADD COLUMNS (extra STRING);"_s));
    const QString file = m_dir.filePath(u"repair.json"_s);
    VERIFY_DONE(test::runCtl({u"plan"_s, u"drift"_s, table, u"--save"_s, file}));
    VERIFY_DONE(test::runCtl({u"run"_s, file}));
    QCOMPARE(drift(table).exitCode, 0);
}

QTEST_GUILESS_MAIN(tst_ForeignDrift)
#include "tst_foreigndrift.moc"
