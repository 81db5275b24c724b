// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"
#include "workingctl.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

/// Many Hologres tables are mapped by the command line at once: whatever they are called, whatever fails meanwhile, and
/// though it is killed.
class tst_MapTables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void hostileNamesGetTablesOfTheirOwn();
    void whatFailsHalfWayDoesNotStopTheOthers();
    void aKilledRunGoesOnAndMakesEachTableOnce();
    void aResumedRunTellsWhatBecameOfTheSources();
    void whatIsGoneBeforeResumingIsToldAndStopsNothing();
    void whatExistsIsKeptReplacedOrGivenANewName();
    void whatCannotWorkIsRefusedBeforeAnythingIsSent_data();
    void whatCannotWorkIsRefusedBeforeAnythingIsSent();

private:
    static test::CtlOutcome sql(const QString &connection, const QString &statement)
    {
        return test::runCtl({u"sql"_s, connection, statement});
    }
    // "created" times tell whether a table was made again.
    static QStringList tablesLike(const QString &prefix);
    static void makeSource(const QString &schema, int tables);

    QTemporaryDir m_dir;
};

namespace {

constexpr int many = 150;

QStringList mapping(const QString &schema, const QStringList &more = {})
{
    return QStringList{u"map-tables"_s, u"order_dw/"_s + schema, u"--to"_s, u"dbs_mc/default"_s} + more;
}

QJsonArray listOf(const test::CtlOutcome &outcome)
{
    return QJsonDocument::fromJson(outcome.out).array();
}

// States of the tables of a run, by the names of their sources.
QMap<QString, QString> statesOf(const QJsonObject &run)
{
    QMap<QString, QString> states;
    for (const QJsonValue &table : run.value(u"tables").toArray())
        states.insert(table[u"source"_s].toString(), table[u"state"_s].toString());
    return states;
}

int countOf(const QJsonObject &run, const QString &state)
{
    return int(statesOf(run).values().count(state));
}

} // namespace

QStringList tst_MapTables::tablesLike(const QString &prefix)
{
    QStringList names;
    const auto listed = test::runCtl({u"ls"_s, u"dbs_mc/default"_s, u"--json"_s});
    for (const QJsonValue &entry : listOf(listed)) {
        const QString name = entry[u"name"_s].toString();
        if (name.startsWith(prefix))
            names.append(name);
    }
    return names;
}

void tst_MapTables::makeSource(const QString &schema, int tables)
{
    QString script = u"CREATE SCHEMA %1; GRANT USAGE ON SCHEMA %1 TO PUBLIC;"_s.arg(schema);
    for (int i = 0; i < tables; ++i) {
        script += u"CREATE TABLE %1.t%2 (id bigint, note text); INSERT INTO %1.t%2 VALUES (%2, 'row');"
                  "GRANT SELECT ON %1.t%2 TO PUBLIC;"_s.arg(schema)
                      .arg(i);
    }
    const auto made = sql(u"order_dw"_s, script);
    QVERIFY2(made.exitCode == 0, made.err.constData());
}

void tst_MapTables::initTestCase()
{
    qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_s).toUtf8());
    qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_s).toUtf8());
    qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
    auto &sandbox = test::SandboxFixture::shared();
    QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
    QCOMPARE(test::runCtl({u"connection"_s, u"add"_s, u"--sandbox"_s, sandbox.dir()}).exitCode, 0);
}

void tst_MapTables::hostileNamesGetTablesOfTheirOwn()
{
    const QStringList names{
        u"Orders"_s,      u"orders"_s,   u"ORDERS"_s, u"订单"_s,          u"用户"_s,       u"a b"_s,
        u"a-b"_s,         u"a/b"_s,      u"select"_s, u"1st"_s,           u"semi;colon"_s, u"quo'te"_s,
        u"back\\slash"_s, u"{table}"_s,  u"%1"_s,     u"double\"quote"_s, u"__"_s,         u"x"_s.repeated(63),
        u"t&table=y"_s,   u"new\nline"_s};
    QString script = u"CREATE SCHEMA hostile; GRANT USAGE ON SCHEMA hostile TO PUBLIC;"_s;
    for (int i = 0; i < names.size(); ++i) {
        const QString table = u"hostile.\""_s + QString(names.at(i)).replace(u'"', u"\"\""_s) + u'"';
        script += u"CREATE TABLE "_s + table + u" (id bigint); INSERT INTO "_s + table
            + u" VALUES (%1); GRANT SELECT ON "_s.arg(i) + table + u" TO PUBLIC;"_s;
    }
    QVERIFY(sql(u"order_dw"_s, script).exitCode == 0);
    const auto mapped = test::runCtl(mapping(u"hostile"_s, {u"--prefix"_s, u"h_"_s, u"--json"_s}));
    QVERIFY2(mapped.exitCode == 0, (mapped.out + mapped.err).constData());
    const QJsonObject run = mapped.json();
    QCOMPARE(countOf(run, u"mapped"_s), names.size());
    QCOMPARE(tablesLike(u"h_"_s).size(), names.size());
    for (const QJsonValue &table : run.value(u"tables").toArray()) {
        // The row of its own table is what it shows.
        const QString source = table[u"source"_s].toString();
        const auto shown =
            sql(u"dbs_mc"_s,
                u"SET odps.namespace.schema=true; SELECT id FROM default.%1;"_s.arg(table[u"target"_s].toString()));
        const auto expected = test::runCtl({u"preview"_s, source, u"--format"_s, u"csv"_s});
        const QByteArray id = expected.out.trimmed().split('\n').last().trimmed();
        QVERIFY2(shown.exitCode == 0 && shown.out.contains(id), (source.toUtf8() + shown.out + shown.err).constData());
    }
}

void tst_MapTables::whatFailsHalfWayDoesNotStopTheOthers()
{
    makeSource(u"halfway"_s, many);
    const QStringList arguments = mapping(u"halfway"_s, {u"--prefix"_s, u"f_"_s, u"--in-flight"_s, u"2"_s});
    test::WorkingCtl working(arguments);
    QVERIFY2(working.waitForTables(3), working.told().constData());
    // Somebody else takes two of the names that are yet to come (they come in the order of their names).
    const auto taken = sql(u"dbs_mc"_s,
                           u"SET odps.namespace.schema=true; CREATE TABLE default.f_t98 (x BIGINT);"
                           "CREATE TABLE default.f_t99 (x BIGINT);"_s);
    QVERIFY2(taken.exitCode == 0, taken.err.constData());
    QCOMPARE(working.exitCode(), 1);
    QCOMPARE(tablesLike(u"f_"_s).size(), many);

    const QJsonObject latest = listOf(test::runCtl({u"runs"_s, u"--limit"_s, u"1"_s, u"--json"_s})).first().toObject();
    QCOMPARE(latest.value(u"state").toString(), u"failed"_s);
    QVERIFY(latest.value(u"can_resume").toBool());
    // As long as the names are taken, the two fail again, and no other is touched.
    const auto again = test::runCtl({u"resume"_s, u"--json"_s});
    QCOMPARE(again.exitCode, 1);
    QCOMPARE(countOf(again.json(), u"failed"_s), 2);
    QCOMPARE(countOf(again.json(), u"mapped"_s), many - 2);
    QCOMPARE(statesOf(again.json()).value(u"order_dw/halfway/t99"_s), u"failed"_s);
    QVERIFY(sql(u"dbs_mc"_s, u"SET odps.namespace.schema=true; DROP TABLE default.f_t98; DROP TABLE default.f_t99;"_s)
                .exitCode
            == 0);
    const auto resumed = test::runCtl({u"resume"_s, latest.value(u"id").toString().left(8), u"--json"_s});
    QVERIFY2(resumed.exitCode == 0, (resumed.out + resumed.err).constData());
    QCOMPARE(countOf(resumed.json(), u"mapped"_s), many);
}

void tst_MapTables::aKilledRunGoesOnAndMakesEachTableOnce()
{
    makeSource(u"killed"_s, many);
    test::WorkingCtl working(mapping(u"killed"_s, {u"--prefix"_s, u"k_"_s, u"--in-flight"_s, u"6"_s}));
    QVERIFY2(working.waitForTables(many / 3), working.told().constData());
    const auto early = test::runCtl({u"resume"_s}); // of which run is not said, and the newest is not cut off
    QCOMPARE(early.exitCode, 1);
    QVERIFY2(early.err.contains("still going on"), early.err.constData());
    working.kill();
    const auto made = tablesLike(u"k_"_s).size();
    QVERIFY2(made > 0 && made < many, qPrintable(QString::number(made)));
    const QJsonObject cut = listOf(test::runCtl({u"runs"_s, u"--json"_s})).first().toObject();
    QCOMPARE(cut.value(u"state").toString(), u"interrupted"_s);
    QVERIFY(cut.value(u"can_resume").toBool());
    const int before = cut.value(u"steps_done").toInt();

    const auto resumed = test::runCtl({u"resume"_s, u"--json"_s});
    QVERIFY2(resumed.exitCode == 0, (resumed.out + resumed.err).constData());
    QCOMPARE(countOf(resumed.json(), u"mapped"_s), many);
    const QStringList tables = tablesLike(u"k_"_s);
    QCOMPARE(tables.size(), many);
    QCOMPARE(QSet<QString>(tables.begin(), tables.end()).size(), many);
    QVERIFY(before > 0);
    // Every one of them reads the rows of its table.
    QStringList selects;
    for (int i = 0; i < many; ++i)
        selects.append(u"SELECT id FROM default.k_t%1"_s.arg(i));
    const auto sum = sql(
        u"dbs_mc"_s,
        u"SET odps.namespace.schema=true; SELECT COUNT(*), SUM(id) FROM (%1) a;"_s.arg(selects.join(u" UNION ALL "_s)));
    QVERIFY2(sum.out.contains(QByteArray::number(many)) && sum.out.contains(QByteArray::number(many * (many - 1) / 2)),
             (sum.out + sum.err).constData());
    QCOMPARE(test::runCtl({u"resume"_s}).exitCode, 1); // nothing is left to go on with
}

void tst_MapTables::aResumedRunTellsWhatBecameOfTheSources()
{
    makeSource(u"moved"_s, 40);
    test::WorkingCtl working(mapping(u"moved"_s, {u"--prefix"_s, u"m_"_s, u"--in-flight"_s, u"2"_s}));
    QVERIFY2(working.waitForTables(5), working.told().constData());
    working.kill();
    // One that was made (they come in the order of their names), and some that are yet to come.
    const auto changed = sql(u"order_dw"_s,
                             u"ALTER TABLE moved.t0 RENAME COLUMN note TO remark; DROP TABLE moved.t9;"
                             "ALTER TABLE moved.t8 DROP COLUMN note; ALTER TABLE moved.t7 ADD COLUMN more int;"_s);
    QVERIFY2(changed.exitCode == 0, changed.err.constData());
    const auto resumed = test::runCtl({u"resume"_s, u"--json"_s});
    QCOMPARE(resumed.exitCode, 1);
    QCOMPARE(countOf(resumed.json(), u"mapped"_s), 37);
    QMap<QString, QString> notes;
    for (const QJsonValue &table : resumed.json().value(u"tables").toArray()) {
        if (const QString note = table[u"note"_s].toString(); !note.isEmpty())
            notes.insert(table[u"target"_s].toString(), table[u"state"_s].toString() + u": "_s + note);
    }
    const QString since = u": Source changed since planned: "_s;
    const QMap<QString, QString> expected{
        {u"m_t0"_s, u"failed"_s + since + u"note is called remark in Hologres now"_s},
        {u"m_t7"_s, u"mapped"_s + since + u"more (INTEGER) was added in Hologres"_s},
        {u"m_t8"_s, u"failed"_s + since + u"note was dropped in Hologres"_s},
        {u"m_t9"_s, u"failed"_s + since + u"The table moved.t9 is gone in Hologres"_s}};
    QVERIFY2(notes == expected, resumed.out.constData());
}

void tst_MapTables::whatIsGoneBeforeResumingIsToldAndStopsNothing()
{
    makeSource(u"lost"_s, many);
    test::WorkingCtl working(
        mapping(u"lost"_s, {u"--prefix"_s, u"l_"_s, u"--in-flight"_s, u"2"_s, u"--stop-on-error"_s}));
    QVERIFY2(working.waitForTables(many * 2 / 3), working.told().constData()); // fifty of them are verified by then
    working.kill();
    const QJsonObject cut = listOf(test::runCtl({u"runs"_s, u"--limit"_s, u"1"_s, u"--json"_s})).first().toObject();
    const QString id = cut.value(u"id").toString();
    const QJsonObject shown = test::runCtl({u"runs"_s, id, u"--json"_s}).json();
    const auto firstProof = shown.value(u"steps").toArray().at(50).toObject();
    QVERIFY2(firstProof.value(u"state").toString() == u"succeeded"
                 && firstProof.value(u"title").toString().startsWith(u"Verify"),
             QJsonDocument(firstProof).toJson().constData()); // what proved the first two that go
    // Somebody drops two that were made (they come in the order of their names), and makes a third anew over another
    // table.
    const QString statement = u"SET odps.namespace.schema=true; "_s;
    const auto dropped =
        sql(u"dbs_mc"_s,
            statement + u"DROP TABLE default.l_t0; DROP TABLE default.l_t10; "_s + u"DROP TABLE default.l_t100;"_s);
    QVERIFY2(dropped.exitCode == 0, dropped.err.constData());
    const QStringList another{u"map-table"_s, u"order_dw/lost/t149"_s, u"dbs_mc/default"_s, u"--name"_s, u"l_t100"_s};
    QCOMPARE(test::runCtl(another).exitCode, 0);
    // Though the plan stops at the first error, all the others are made, however often it goes on.
    const QString again = u"Run the task again, and keep the names that are taken: it makes what is missing."_s;
    for (int attempt = 0; attempt < 2; ++attempt) {
        const auto resumed = test::runCtl({u"resume"_s, id, u"--json"_s});
        QCOMPARE(resumed.exitCode, 1);
        const QJsonObject run = resumed.json();
        QCOMPARE(run.value(u"state").toString(), u"failed"_s);
        QCOMPARE(run[u"error"_s][u"hint"_s].toString(), again);
        QMap<QString, QString> told;
        for (const QJsonValue &table : run.value(u"tables").toArray()) {
            if (table[u"state"_s] != u"mapped"_s)
                told.insert(table[u"target"_s].toString(),
                            table[u"state"_s].toString() + u": "_s + table[u"note"_s].toString() + u' '
                                + table[u"hint"_s].toString());
        }
        QCOMPARE(told.keys(), (QStringList{u"l_t0"_s, u"l_t10"_s, u"l_t100"_s}));
        const QString gone = u"failed: Made, then gone before the run was resumed "_s + again;
        QCOMPARE(told.value(u"l_t0"_s), gone);
        QCOMPARE(told.value(u"l_t10"_s), gone);
        QVERIFY2(
            told.value(u"l_t100"_s).startsWith(u"failed: Made, then changed by somebody before the run was resumed")
                && told.value(u"l_t100"_s).contains(u"table=t149"),
            qPrintable(told.value(u"l_t100"_s)));
        QCOMPARE(countOf(run, u"mapped"_s), many - 3);
    }
    QCOMPARE(tablesLike(u"l_"_s).size(), many - 2);
    // What the hint says makes the two, and the run ends well once the third is as it was planned.
    QCOMPARE(test::runCtl(mapping(u"lost"_s, {u"--prefix"_s, u"l_"_s})).exitCode, 0);
    QCOMPARE(tablesLike(u"l_"_s).size(), many);
    QVERIFY(sql(u"dbs_mc"_s, statement + u"DROP TABLE default.l_t100;"_s).exitCode == 0);
    QCOMPARE(test::runCtl(mapping(u"lost"_s, {u"--prefix"_s, u"l_"_s})).exitCode, 0);
    const auto resumed = test::runCtl({u"resume"_s, id, u"--json"_s});
    QVERIFY2(resumed.exitCode == 0, (resumed.out + resumed.err).constData());
    QCOMPARE(countOf(resumed.json(), u"mapped"_s), many);
}

void tst_MapTables::whatExistsIsKeptReplacedOrGivenANewName()
{
    makeSource(u"policy"_s, 3);
    QCOMPARE(test::runCtl(mapping(u"policy"_s, {u"--prefix"_s, u"p_"_s})).exitCode, 0);
    const auto kept = test::runCtl(mapping(u"policy"_s, {u"--prefix"_s, u"p_"_s}));
    QVERIFY2(kept.exitCode == 0 && kept.out.contains("stays as it is") && kept.out.contains("There is nothing to do"),
             (kept.out + kept.err).constData());
    const QStringList replace = mapping(u"policy"_s, {u"--prefix"_s, u"p_"_s, u"--if-taken"_s, u"replace"_s});
    const auto unconfirmed = test::runCtl(replace);
    QCOMPARE(unconfirmed.exitCode, 1);
    QVERIFY2(unconfirmed.err.contains("drops 3 external tables"), unconfirmed.err.constData());
    QVERIFY(sql(u"order_dw"_s, u"ALTER TABLE policy.t1 ADD COLUMN extra int;"_s).exitCode == 0);
    const auto replaced = test::runCtl(replace + QStringList{u"--confirm"_s, u"default"_s, u"--read-rows"_s});
    QVERIFY2(replaced.exitCode == 0, (replaced.out + replaced.err).constData());
    QVERIFY(test::runCtl({u"show"_s, u"dbs_mc/default/p_t1"_s}).out.contains("extra"));
    const auto renamed = test::runCtl(
        mapping(u"policy"_s, {u"--prefix"_s, u"p_"_s, u"--if-taken"_s, u"rename"_s, u"--lifecycle"_s, u"7"_s}));
    QVERIFY2(renamed.exitCode == 0, (renamed.out + renamed.err).constData());
    QCOMPARE(tablesLike(u"p_"_s).size(), 6);
    QVERIFY(tablesLike(u"p_"_s).contains(u"p_t2_2"_s));
}

void tst_MapTables::whatCannotWorkIsRefusedBeforeAnythingIsSent_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("pattern") << QStringList{u"--pattern"_s, u"x"_s} << 1 << QByteArray("must hold {table}");
    QTest::newRow("place") << QStringList{u"--pattern"_s, u"{table}{x}"_s} << 1 << QByteArray("no {x}");
    QTest::newRow("policy") << QStringList{u"--if-taken"_s, u"stop"_s} << 2 << QByteArray("keep, replace or rename");
    QTest::newRow("in flight") << QStringList{u"--in-flight"_s, u"0"_s} << 2 << QByteArray("1 to 16");
    QTest::newRow("two connections") << QStringList{u"test_dbs_holo/crm/public"_s} << 2 << QByteArray("one connection");
    QTest::newRow("schema that is not there")
        << QStringList{u"--to"_s, u"dbs_mc/nope"_s} << 1 << QByteArray("has no schema nope");
    QTest::newRow("role") << QStringList{u"--access"_s, u"ram-role"_s} << 1
                          << QByteArray("ARN of the RAM role is missing");
}

void tst_MapTables::whatCannotWorkIsRefusedBeforeAnythingIsSent()
{
    QFETCH(QStringList, more);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, told);
    for (const auto &verb : {QStringList{u"map-tables"_s}, QStringList{u"plan"_s, u"map-tables"_s}}) {
        const auto outcome = test::runCtl(
            verb + QStringList{u"order_dw/public"_s, u"--to"_s, u"dbs_mc"_s, u"--prefix"_s, u"r_"_s} + more);
        QCOMPARE(outcome.exitCode, exitCode);
        QVERIFY2((outcome.out + outcome.err).contains(told), (outcome.out + outcome.err).constData());
    }
    QCOMPARE(tablesLike(u"r_"_s), QStringList());
}

QTEST_GUILESS_MAIN(tst_MapTables)
#include "tst_maptables.moc"
