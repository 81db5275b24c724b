// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

/// MaxCompute tables are mapped to Hologres by the command line, and their rows are read there.
class tst_MapToHologres : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void aProjectIsMappedAndItsRowsAreRead();
    void existingNamesFollowThePolicy();
    void whatTheServerCannotImportIsCreated();
    void chosenColumnsAreMadeAndRead();
    void columnsOfSeveralTablesAreOfATaskFile();
    void aRuleTakesWhatANameTakes();
    void aResumedRunMakesWhatIsMissing();
    void whatIsGoneBeforeResumingIsTold();
    void sourcesThatChangedBeforeResumingAreTold();
    void aNameThatIsNoForeignTableIsLeftOut();
    void whatCannotWorkIsRefused_data();
    void whatCannotWorkIsRefused();

private:
    static test::CtlOutcome sql(const QString &connection, const QString &statement)
    {
        return test::runCtl({u"sql"_s, connection, statement});
    }
    static QByteArray rows(const QString &statement)
    {
        return test::runCtl({u"sql"_s, u"order_dw"_s, statement, u"--format"_s, u"csv"_s}).out.trimmed();
    }

    QTemporaryDir m_dir;
};

namespace {

QStringList mapping(const QStringList &sources, const QStringList &more = {})
{
    return QStringList{u"map-to-hologres"_s} + sources + QStringList{u"--to"_s, u"order_dw/mapped"_s} + more;
}

QMap<QString, QString> statesOf(const QJsonObject &run)
{
    QMap<QString, QString> states;
    for (const QJsonValue &table : run.value(u"tables").toArray())
        states.insert(table[u"source"_s].toString().section(u'/', -1), table[u"state"_s].toString());
    return states;
}

} // namespace

#define VERIFY_OK(outcome) QVERIFY2((outcome).exitCode == 0, ((outcome).out + (outcome).err).constData())

void tst_MapToHologres::initTestCase()
{
    auto &sandbox = test::SandboxFixture::shared();
    QVERIFY2(sandbox.start(), qPrintable(sandbox.problem()));
    qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_s).toUtf8());
    qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_s).toUtf8());
    VERIFY_OK(test::runCtl({u"connection"_s, u"add"_s, u"--sandbox"_s, sandbox.dir()}));
    VERIFY_OK(sql(u"dbs_mc"_s,
                  u"CREATE TABLE to_holo (`select` BIGINT, v VARCHAR(9), m MAP<STRING,BIGINT>) COMMENT 'it\\'s'; "
                  "INSERT INTO to_holo SELECT 1, 'v', map('a', 1L);"_s));
}

void tst_MapToHologres::init()
{
    VERIFY_OK(sql(u"order_dw"_s, u"DROP SCHEMA IF EXISTS mapped CASCADE; CREATE SCHEMA mapped"_s));
}

void tst_MapToHologres::cleanupTestCase()
{
    sql(u"order_dw"_s, u"DROP SCHEMA IF EXISTS mapped CASCADE"_s);
    sql(u"dbs_mc"_s, u"DROP TABLE IF EXISTS to_holo; DROP TABLE IF EXISTS to_holo_gone;"_s);
}

void tst_MapToHologres::aProjectIsMappedAndItsRowsAreRead()
{
    const auto run = test::runCtl(mapping({u"dbs_mc"_s}, {u"--prefix"_s, u"mc_"_s, u"--read-rows"_s, u"--json"_s}));
    VERIFY_OK(run);
    const auto states = statesOf(run.json());
    QCOMPARE(states.value(u"ods_user_info_d"_s), u"mapped"_s);
    QCOMPARE(states.value(u"ods_raw_log_d"_s), u"mapped"_s);
    QCOMPARE(states.value(u"to_holo"_s), u"left_out"_s);
    QCOMPARE(rows(u"SELECT count(*), count(DISTINCT dt) FROM mapped.mc_ods_user_info_d"_s),
             QByteArray("count,count\n360,3"));
    QCOMPARE(rows(u"SELECT obj_description('mapped.mc_ods_user_info_d'::regclass) AS d"_s),
             QByteArray("d\nBasic user information"));
    QCOMPARE(rows(u"SELECT col_description('mapped.mc_ods_user_info_d'::regclass, 1) AS d"_s),
             QByteArray("d\nUser ID"));
}

void tst_MapToHologres::existingNamesFollowThePolicy()
{
    const QStringList source{u"dbs_mc/default/ods_user_info_d"_s};
    VERIFY_OK(test::runCtl(mapping(source)));
    const QString identity = u"SELECT 'mapped.ods_user_info_d'::regclass::oid::bigint AS o"_s;
    const QByteArray first = rows(identity);
    auto again = test::runCtl(mapping(source));
    VERIFY_OK(again);
    QVERIFY2(again.out.contains("There is nothing to do"), again.out.constData());
    QCOMPARE(rows(identity), first);
    QCOMPARE(test::runCtl(mapping(source, {u"--if-taken"_s, u"stop"_s})).exitCode, 1);
    QCOMPARE(test::runCtl(mapping(source, {u"--if-taken"_s, u"replace"_s})).exitCode, 1); // not confirmed
    QCOMPARE(rows(identity), first);
    VERIFY_OK(test::runCtl(mapping(source, {u"--if-taken"_s, u"replace"_s, u"--confirm"_s, u"mapped"_s})));
    QVERIFY(rows(identity) != first);
    VERIFY_OK(test::runCtl(mapping(source, {u"--if-taken"_s, u"rename"_s})));
    QCOMPARE(rows(u"SELECT count(*) AS n FROM mapped.ods_user_info_d_2"_s), QByteArray("n\n360"));
    // A table of Hologres' own is nobody's to drop.
    VERIFY_OK(sql(u"order_dw"_s,
                  u"DROP FOREIGN TABLE mapped.ods_user_info_d; CREATE TABLE mapped.ods_user_info_d (a int)"_s));
    QCOMPARE(test::runCtl(mapping(source, {u"--if-taken"_s, u"replace"_s, u"--confirm"_s, u"mapped"_s})).exitCode, 1);
    QCOMPARE(rows(u"SELECT count(*) AS n FROM mapped.ods_user_info_d"_s), QByteArray("n\n0"));
}

void tst_MapToHologres::whatTheServerCannotImportIsCreated()
{
    VERIFY_OK(test::runCtl(mapping({u"dbs_mc/default/to_holo"_s},
                                   {u"--name"_s, u"Zu \"Holo\".中"_s, u"--if-unsupported"_s, u"leave-out-column"_s,
                                    u"--sized-texts"_s, u"text"_s, u"--read-rows"_s})));
    QCOMPARE(rows(u"SELECT * FROM mapped.\"Zu \"\"Holo\"\".中\""_s), QByteArray("select,v\n1,v"));
    QCOMPARE(rows(u"SELECT format_type(atttypid, atttypmod) AS t FROM pg_attribute WHERE attrelid = "
                  "'mapped.\"Zu \"\"Holo\"\".中\"'::regclass AND attname = 'v'"_s),
             QByteArray("t\ntext"));
}

void tst_MapToHologres::chosenColumnsAreMadeAndRead()
{
    // One that Hologres has no type for is no obstacle: it is not asked for.
    VERIFY_OK(test::runCtl(mapping({u"dbs_mc/default/to_holo"_s}, {u"--columns"_s, u"V"_s, u"--read-rows"_s})));
    QCOMPARE(rows(u"SELECT * FROM mapped.to_holo"_s), QByteArray("v\nv"));
    const QStringList other{u"--if-taken"_s, u"rename"_s};
    const auto missing =
        test::runCtl(mapping({u"dbs_mc/default/to_holo"_s}, other + QStringList{u"--columns"_s, u"v,price"_s}));
    QCOMPARE(missing.exitCode, 1);
    QVERIFY2((missing.out + missing.err).contains("to_holo has no column price"), (missing.out + missing.err));
    const auto unread =
        test::runCtl(mapping({u"dbs_mc/default/to_holo"_s}, other + QStringList{u"--columns"_s, u"v,m"_s}));
    QCOMPARE(unread.exitCode, 1);
    QVERIFY2((unread.out + unread.err).contains("no type for MAP<STRING,BIGINT>"), (unread.out + unread.err));
    const auto several = test::runCtl(mapping({u"dbs_mc/default/to_holo"_s, u"dbs_mc/default/ods_user_info_d"_s},
                                              QStringList{u"--columns"_s, u"v"_s}));
    QCOMPARE(several.exitCode, 2);
    QVERIFY2(several.err.contains("--columns is for a single table"), several.err.constData());
}

void tst_MapToHologres::columnsOfSeveralTablesAreOfATaskFile()
{
    const QString file = m_dir.filePath(u"columns.json"_s);
    VERIFY_OK(test::runCtl(QStringList{u"plan"_s}
                           + mapping({u"dbs_mc/default/to_holo"_s}, {u"--columns"_s, u"v"_s, u"--save"_s, file})));
    const auto contents = [&file] {
        QFile read(file);
        return read.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(read.readAll()).object() : QJsonObject();
    };
    QJsonObject task = contents();
    QJsonObject definition = task.value(u"definition"_s).toObject();
    QCOMPARE(definition.value(u"columns"_s).toArray(),
             (QJsonArray{QJsonObject{
                 {u"table"_s, u"dbs_mc/default/to_holo"_s},
                 {u"columns"_s,
                  QJsonArray{QJsonObject{{u"source"_s, u"v"_s}, {u"include"_s, true}, {u"type"_s, QString()}}}}}}));
    // A second table, with its own; and another type for the column of the first.
    definition.insert(u"sources"_s,
                      QJsonArray{QJsonObject{{u"schema"_s, u"dbs_mc/default"_s},
                                             {u"tables"_s, QJsonArray{u"to_holo"_s, u"ods_user_info_d"_s}}}});
    const auto choice = [](const QString &column, const QString &type = {}) {
        return QJsonObject{{u"source"_s, column}, {u"include"_s, true}, {u"type"_s, type}};
    };
    const auto table = [](const QString &name, const QJsonArray &choices) {
        return QJsonObject{{u"table"_s, u"dbs_mc/default/"_s + name}, {u"columns"_s, choices}};
    };
    definition.insert(u"columns"_s,
                      QJsonArray{table(u"to_holo"_s, {choice(u"v"_s, u"TEXT"_s), choice(u"select"_s)}),
                                 table(u"ods_user_info_d"_s, {choice(u"dt"_s)})});
    task.insert(u"definition"_s, definition);
    QFile written(file);
    QVERIFY(written.open(QIODevice::WriteOnly) && written.write(QJsonDocument(task).toJson()) > 0);
    written.close();
    VERIFY_OK(test::runCtl({u"run"_s, file}));
    QCOMPARE(rows(u"SELECT * FROM mapped.to_holo"_s), QByteArray("select,v\n1,v"));
    QCOMPARE(rows(u"SELECT format_type(atttypid, atttypmod) AS t FROM pg_attribute WHERE attrelid = "
                  "'mapped.to_holo'::regclass AND attname = 'v'"_s),
             QByteArray("t\ntext"));
    QCOMPARE(rows(u"SELECT count(*) AS n FROM pg_attribute WHERE attrelid = 'mapped.ods_user_info_d'::regclass AND "
                  "attnum > 0"_s),
             QByteArray("n\n1"));
    QCOMPARE(rows(u"SELECT count(DISTINCT dt) AS n FROM mapped.ods_user_info_d"_s), QByteArray("n\n3"));
}

void tst_MapToHologres::aRuleTakesWhatANameTakes()
{
    VERIFY_OK(test::runCtl(mapping({u"dbs_mc/default/ods_user_info_d"_s},
                                   {u"--prefix"_s, u"My \""_s, u"--suffix"_s, u" \u4e2d"_s, u"--read-rows"_s})));
    QCOMPARE(rows(u"SELECT count(*) AS n FROM mapped.\"My \"\"ods_user_info_d \u4e2d\""_s), QByteArray("n\n360"));
    // Of MaxCompute both are refused, in the same words.
    const QStringList target{u"--to"_s, u"dbs_mc/default"_s};
    const auto byRule = test::runCtl(QStringList{u"map-tables"_s, u"order_dw/public/dwd_orders"_s} + target
                                     + QStringList{u"--prefix"_s, u"my "_s});
    const auto byName = test::runCtl(
        {u"map-table"_s, u"order_dw/public/dwd_orders"_s, u"dbs_mc/default"_s, u"--name"_s, u"my dwd_orders"_s});
    for (const auto &refused : {byRule, byName}) {
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2((refused.out + refused.err).contains("A name of MaxCompute has only letters (A to Z), digits and _"),
                 (refused.out + refused.err));
    }
}

void tst_MapToHologres::aResumedRunMakesWhatIsMissing()
{
    // A sequence has the name of a relation, and is none that is listed.
    VERIFY_OK(sql(u"order_dw"_s, u"CREATE SEQUENCE mapped.ods_raw_log_d"_s));
    const auto run =
        test::runCtl(mapping({u"dbs_mc/default/ods_raw_log_d"_s, u"dbs_mc/default/ods_user_info_d"_s}, {u"--json"_s}));
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(statesOf(run.json()).value(u"ods_raw_log_d"_s), u"failed"_s);
    QCOMPARE(statesOf(run.json()).value(u"ods_user_info_d"_s), u"mapped"_s);
    QVERIFY2(run.out.contains("relation \\\"ods_raw_log_d\\\" already exists"), run.out.constData()); // the note
    const QString identity = u"SELECT 'mapped.ods_user_info_d'::regclass::oid::bigint AS o"_s;
    const QByteArray made = rows(identity);
    VERIFY_OK(sql(u"order_dw"_s, u"DROP SEQUENCE mapped.ods_raw_log_d"_s));
    const auto resumed = test::runCtl({u"resume"_s, run.json().value(u"id"_s).toString(), u"--json"_s});
    VERIFY_OK(resumed);
    QCOMPARE(statesOf(resumed.json()).value(u"ods_raw_log_d"_s), u"mapped"_s);
    QCOMPARE(rows(identity), made); // once
    QCOMPARE(rows(u"SELECT count(*) > 0 AS n FROM mapped.ods_raw_log_d"_s), QByteArray("n\ntrue"));
}

void tst_MapToHologres::whatIsGoneBeforeResumingIsTold()
{
    VERIFY_OK(sql(u"order_dw"_s, u"CREATE SCHEMA lost; CREATE SEQUENCE lost.ods_raw_log_d"_s));
    const auto run = test::runCtl({u"map-to-hologres"_s, u"dbs_mc/default/ods_raw_log_d"_s,
                                   u"dbs_mc/default/ods_user_info_d"_s, u"dbs_mc/default/to_holo"_s, u"--to"_s,
                                   u"order_dw/lost"_s, u"--if-unsupported"_s, u"leave-out-column"_s, u"--json"_s});
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(statesOf(run.json()).values().count(u"mapped"_s), 2);
    // The third is made anew over another table, with the columns that it had.
    VERIFY_OK(sql(u"order_dw"_s,
                  u"DROP SEQUENCE lost.ods_raw_log_d; DROP FOREIGN TABLE lost.ods_user_info_d;"
                  "DROP FOREIGN TABLE lost.to_holo;"_s));
    VERIFY_OK(sql(u"dbs_mc"_s, u"CREATE TABLE to_holo_other (`select` BIGINT, v VARCHAR(9));"_s));
    VERIFY_OK(test::runCtl({u"map-to-hologres"_s, u"dbs_mc/default/to_holo_other"_s, u"--to"_s, u"order_dw/lost"_s,
                            u"--name"_s, u"to_holo"_s}));
    const auto resumed = test::runCtl({u"resume"_s, run.json().value(u"id"_s).toString(), u"--json"_s});
    QCOMPARE(resumed.exitCode, 1);
    QMap<QString, QString> notes;
    for (const QJsonValue &table : resumed.json().value(u"tables").toArray())
        notes.insert(table[u"target"_s].toString(),
                     table[u"state"_s].toString() + u": "_s + table[u"note"_s].toString());
    QCOMPARE(notes.value(u"ods_user_info_d"_s), u"failed: Made, then gone before the run was resumed"_s);
    QVERIFY2(notes.value(u"ods_raw_log_d"_s).startsWith(u"mapped"), resumed.out.constData());
    QVERIFY2(notes.value(u"to_holo"_s).startsWith(u"failed: Made, then changed by somebody before the run was resumed")
                 && notes.value(u"to_holo"_s).contains(u"to_holo_other"),
             resumed.out.constData());
}

void tst_MapToHologres::sourcesThatChangedBeforeResumingAreTold()
{
    VERIFY_OK(sql(u"dbs_mc"_s,
                  u"CREATE TABLE res_dropped (id BIGINT, v STRING); CREATE TABLE res_gone (id BIGINT);"
                  "CREATE TABLE res_added (id BIGINT); CREATE TABLE res_same (id BIGINT);"
                  "CREATE TABLE res_waits (id BIGINT);"_s));
    VERIFY_OK(sql(u"order_dw"_s, u"CREATE SCHEMA moved; CREATE SEQUENCE moved.res_waits"_s));
    QStringList arguments{u"map-to-hologres"_s, u"--to"_s, u"order_dw/moved"_s, u"--json"_s};
    for (const auto &name : {u"dropped"_s, u"gone"_s, u"added"_s, u"same"_s, u"waits"_s})
        arguments.append(u"dbs_mc/default/res_"_s + name);
    const auto run = test::runCtl(arguments);
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(statesOf(run.json()).values().count(u"mapped"_s), 4);
    VERIFY_OK(sql(u"dbs_mc"_s,
                  u"ALTER TABLE res_dropped DROP COLUMN v; DROP TABLE res_gone;"
                  "ALTER TABLE res_added ADD COLUMNS (n BIGINT);"_s));
    VERIFY_OK(sql(u"order_dw"_s, u"DROP SEQUENCE moved.res_waits"_s));
    const auto resumed = test::runCtl({u"resume"_s, run.json().value(u"id"_s).toString(), u"--json"_s});
    QCOMPARE(resumed.exitCode, 1);
    QMap<QString, QString> notes;
    for (const QJsonValue &table : resumed.json().value(u"tables").toArray())
        notes.insert(table[u"target"_s].toString(),
                     table[u"state"_s].toString() + u": "_s + table[u"note"_s].toString());
    const QString changed = u"Source changed since planned: "_s;
    QCOMPARE(notes.value(u"res_dropped"_s), u"failed: "_s + changed + u"v was dropped in MaxCompute"_s);
    QCOMPARE(notes.value(u"res_gone"_s),
             u"failed: "_s + changed + u"The table dbs_mc.default.res_gone is gone in MaxCompute"_s);
    QCOMPARE(notes.value(u"res_added"_s), u"mapped: "_s + changed + u"n (BIGINT) was added in MaxCompute"_s);
    for (const auto &name : {u"res_same"_s, u"res_waits"_s})
        QVERIFY2(notes.value(name).startsWith(u"mapped") && !notes.value(name).contains(changed),
                 qPrintable(notes.value(name)));
}

void tst_MapToHologres::aNameThatIsNoForeignTableIsLeftOut()
{
    VERIFY_OK(sql(u"dbs_mc"_s, u"CREATE TABLE to_holo_gone (a BIGINT);"_s));
    VERIFY_OK(sql(u"order_dw"_s, u"CREATE VIEW mapped.to_holo_gone AS SELECT 1 AS a"_s));
    const auto run = test::runCtl({u"map-to-hologres"_s, u"dbs_mc/default/to_holo_gone"_s,
                                   u"dbs_mc/default/ods_user_info_d"_s, u"--to"_s, u"order_dw/mapped"_s, u"--json"_s});
    const auto states = statesOf(run.json());
    QCOMPARE(states.value(u"to_holo_gone"_s), u"left_out"_s);
    QCOMPARE(states.value(u"ods_user_info_d"_s), u"mapped"_s);
}

void tst_MapToHologres::whatCannotWorkIsRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QStringList &arguments, int exitCode, const char *words) {
        QTest::newRow(name) << arguments << exitCode << QString::fromUtf8(words);
    };
    row("no target", {u"map-to-hologres"_s, u"dbs_mc/default"_s}, 2, "--to names the Hologres schema");
    row("target of a connection", {u"map-to-hologres"_s, u"dbs_mc/default"_s, u"--to"_s, u"order_dw"_s}, 2,
        "--to is CONNECTION/SCHEMA");
    row("no schema", {u"map-to-hologres"_s, u"dbs_mc/default"_s, u"--to"_s, u"order_dw/nowhere"_s}, 1,
        "There is no schema nowhere in Hologres");
    row("wrong way", {u"map-to-hologres"_s, u"order_dw/public"_s, u"--to"_s, u"dbs_mc/default"_s}, 1,
        "This mapping goes from MaxCompute tables to a Hologres schema");
    row("unknown table", mapping({u"dbs_mc/default/nowhere"_s}), 1, "It is not there (any more)");
    row("policy", mapping({u"dbs_mc/default"_s}, {u"--if-taken"_s, u"overwrite"_s}), 2, "--if-taken is keep");
    row("unsupported", mapping({u"dbs_mc/default"_s}, {u"--if-unsupported"_s, u"ignore"_s}), 2,
        "--if-unsupported is leave-out-table");
    row("types", mapping({u"dbs_mc/default/to_holo"_s}, {u"--if-unsupported"_s, u"stop"_s}), 1, "to_holo");
    row("name and rule", mapping({u"dbs_mc/default/to_holo"_s}, {u"--name"_s, u"a"_s, u"--prefix"_s, u"b"_s}), 2,
        "--name is the whole name");
    row("blank name", mapping({u"dbs_mc/default/to_holo"_s}, {u"--name"_s, u" "_s}), 2, "--name is the name of");
    row("one name", mapping({u"dbs_mc/default"_s}, {u"--name"_s, u"a"_s}), 1, "One name is for one table");
}

void tst_MapToHologres::whatCannotWorkIsRefused()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, exitCode);
    QFETCH(const QString, words);
    const auto outcome = test::runCtl(arguments);
    const QString said = QString::fromUtf8(outcome.out + outcome.err);
    QVERIFY2(said.contains(words), qPrintable(said));
    QCOMPARE(outcome.exitCode, exitCode);
}

QTEST_GUILESS_MAIN(tst_MapToHologres)
#include "tst_maptohologres.moc"
