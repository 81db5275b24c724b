// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"
#include "workingctl.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

#define VERIFY_OK(outcome) QVERIFY2((outcome).exitCode == 0, ((outcome).out + (outcome).err).constData())

/// What was run is listed and shown, with what failed and what to do, and what is gone on with is named.
class tst_Runs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aRunIsShownWithItsStepsAndLog();
    void whatFailedIsShownWithWhatToDo();
    void whatANameHoldsPassesForNoLineOfItsOwn();
    void wrongUseIsTold_data();
    void wrongUseIsTold();
    void withoutAnIdNoRunIsTakenWhileALaterOneGoesOn();

private:
    static test::CtlOutcome sql(const QString &connection, const QString &statement)
    {
        return test::runCtl({u"sql"_s, connection, statement});
    }
    static QJsonObject newest()
    {
        const auto listed = test::runCtl({u"runs"_s, u"--limit"_s, u"1"_s, u"--json"_s});
        return QJsonDocument::fromJson(listed.out).array().first().toObject();
    }
    static QString newestId() { return newest().value(u"id").toString(); }

    QTemporaryDir m_dir;
};

void tst_Runs::initTestCase()
{
    qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_s).toUtf8());
    qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_s).toUtf8());
    auto &sandbox = test::SandboxFixture::shared();
    QVERIFY2(sandbox.start(), qPrintable(sandbox.problem()));
    VERIFY_OK(test::runCtl({u"connection"_s, u"add"_s, u"--sandbox"_s, sandbox.dir()}));
}

void tst_Runs::aRunIsShownWithItsStepsAndLog()
{
    const auto mapped = test::runCtl({u"map-table"_s, u"order_dw/public/dwd_orders"_s, u"dbs_mc/default"_s});
    VERIFY_OK(mapped);
    const QString id = newestId();
    const auto shown = test::runCtl({u"runs"_s, id.left(8)});
    VERIFY_OK(shown);
    QVERIFY2(shown.out.contains("Succeeded, 2 of 2 steps") && shown.out.contains(id.toUtf8()), shown.out.constData());
    QVERIFY2(shown.out.simplified().contains("1 Create external table dwd_orders Succeeded"), shown.out.constData());
    QVERIFY2(shown.out.contains("12 columns equal, first row readable"), shown.out.constData());
    QVERIFY2(!shown.out.contains("CREATE EXTERNAL TABLE"), shown.out.constData()); // which is in the log
    const auto withLog = test::runCtl({u"runs"_s, id, u"--log"_s});
    VERIFY_OK(withLog);
    QVERIFY2(withLog.out.contains("CREATE EXTERNAL TABLE") && withLog.out.startsWith(shown.out.left(20)),
             withLog.out.constData());

    const QJsonObject json = test::runCtl({u"runs"_s, id, u"--log"_s, u"--json"_s}).json();
    QCOMPARE(json.value(u"id").toString(), id);
    QCOMPARE(json.value(u"state").toString(), u"succeeded"_s);
    QCOMPARE(json.value(u"kind").toString(), u"map_table"_s);
    QVERIFY(!json.contains(u"error"));
    const QJsonArray steps = json.value(u"steps").toArray();
    QCOMPARE(steps.size(), 2);
    QVERIFY(steps.at(0)[u"elapsed_ms"_s].toInteger(-1) >= 0);
    QCOMPARE(steps.at(1)[u"outcome"_s].toString(), u"12 columns equal, first row readable"_s);
    const QJsonArray log = json.value(u"log").toArray();
    QCOMPARE(log.first()[u"step"_s].toInt(-1), 0);
    QCOMPARE(log.first()[u"text"_s].toString(), u"Create external table dwd_orders"_s);
    QVERIFY(QDateTime::fromString(log.first()[u"time"_s].toString(), Qt::ISODateWithMs).isValid());
    QVERIFY(!log.last().toObject().contains(u"step")); // of the run itself
    QVERIFY(!test::runCtl({u"runs"_s, id, u"--json"_s}).json().contains(u"log"));
}

void tst_Runs::whatFailedIsShownWithWhatToDo()
{
    // A sequence has the name of a relation, and is none that is listed when the plan is made.
    VERIFY_OK(sql(u"order_dw"_s, u"CREATE SCHEMA failing; CREATE SEQUENCE failing.ods_user_info_d"_s));
    const auto failed =
        test::runCtl({u"map-to-hologres"_s, u"dbs_mc/default/ods_user_info_d"_s, u"--to"_s, u"order_dw/failing"_s});
    QCOMPARE(failed.exitCode, 1);
    const QString id = newestId();
    const auto shown = test::runCtl({u"runs"_s, id});
    VERIFY_OK(shown); // it is shown, whatever it came to
    QVERIFY2(shown.out.contains("Failed, ") && shown.out.contains("isthmusctl resume " + id.toUtf8()),
             shown.out.constData());
    QVERIFY2(shown.out.contains("Step 1, Create foreign table ods_user_info_d:"), shown.out.constData());
    QVERIFY2(shown.out.contains("42P07"), shown.out.constData()); // in the server's own words
    const QJsonObject json = test::runCtl({u"runs"_s, id, u"--json"_s}).json();
    QCOMPARE(json[u"error"_s][u"code"_s].toString(), u"42P07"_s);
    QCOMPARE(json.value(u"steps").toArray().first()[u"error"_s][u"code"_s].toString(), u"42P07"_s);
    QCOMPARE(json.value(u"tables").toArray().first()[u"state"_s].toString(), u"failed"_s);
    QVERIFY(json.value(u"can_resume").toBool());
}

void tst_Runs::whatANameHoldsPassesForNoLineOfItsOwn()
{
    const QString forged = u"2026-01-01 00:00:00 +00:00  9  Succeeded"_s;
    const QString name = u"\u001b[2Jodd\n"_s + forged;
    VERIFY_OK(sql(u"order_dw"_s,
                  u"CREATE SCHEMA forged; GRANT USAGE ON SCHEMA forged TO PUBLIC; CREATE TABLE forged.\""_s + name
                      + u"\" (id bigint); GRANT SELECT ON forged.\""_s + name + u"\" TO PUBLIC"_s));
    const auto mapped = test::runCtl({u"map-table"_s, u"order_dw/forged/"_s + QString(name).replace(u'%', u"%25"_s),
                                      u"dbs_mc/default"_s, u"--name"_s, u"odd"_s});
    VERIFY_OK(mapped);
    const auto shown = test::runCtl({u"runs"_s, newestId(), u"--log"_s});
    VERIFY_OK(shown);
    QVERIFY2(shown.out.contains(forged.toUtf8()), shown.out.constData()); // it is told …
    QVERIFY2(!shown.out.contains('\x1b') && !shown.out.contains('\n' + forged.toUtf8()), shown.out.constData());
}

void tst_Runs::wrongUseIsTold_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("log of no run") << QStringList{u"--log"_s} << 2 << QByteArray("name it");
    QTest::newRow("limit of a run") << QStringList{u"x"_s, u"--limit"_s, u"2"_s} << 2 << QByteArray("of the list");
    QTest::newRow("two runs") << QStringList{u"x"_s, u"y"_s} << 2 << QByteArray("Usage");
    QTest::newRow("unknown run") << QStringList{u"zz"_s} << 1 << QByteArray("No run has an id that begins with zz");
    QTest::newRow("no id") << QStringList{QString()} << 1 << QByteArray("Several runs");
}

void tst_Runs::wrongUseIsTold()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, exitCode);
    QFETCH(const QByteArray, told);
    const auto outcome = test::runCtl(QStringList{u"runs"_s} + arguments);
    QCOMPARE(outcome.exitCode, exitCode);
    QVERIFY2(outcome.err.contains(told), outcome.err.constData());
}

void tst_Runs::withoutAnIdNoRunIsTakenWhileALaterOneGoesOn()
{
    constexpr int many = 200;
    QString script = u"CREATE SCHEMA going; GRANT USAGE ON SCHEMA going TO PUBLIC;"_s;
    for (int i = 0; i < many; ++i)
        script += u"CREATE TABLE going.t%1 (id bigint); GRANT SELECT ON going.t%1 TO PUBLIC;"_s.arg(i);
    VERIFY_OK(sql(u"order_dw"_s, script));
    const auto mapping = [](const QString &prefix) {
        return QStringList{u"map-tables"_s, u"order_dw/going"_s, u"--to"_s, u"dbs_mc/default"_s, u"--prefix"_s,
                           prefix,          u"--in-flight"_s,    u"1"_s};
    };
    test::WorkingCtl earlier(mapping(u"a_"_s));
    QVERIFY2(earlier.waitForTables(5), earlier.told().constData());
    earlier.kill();
    const QString cutOff = newestId();
    test::WorkingCtl later(mapping(u"b_"_s));
    QVERIFY2(later.waitForTables(5), later.told().constData());
    const QString goingOn = newestId();
    // The newest of all has ended: that is no reason to go back behind the one that goes on.
    VERIFY_OK(test::runCtl({u"map-table"_s, u"order_dw/going/t0"_s, u"dbs_mc/default"_s, u"--name"_s, u"c_t0"_s}));
    const auto refused = test::runCtl({u"resume"_s});
    QCOMPARE(newest().value(u"state").toString(), u"succeeded"_s);
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains("still going on") && refused.err.contains(goingOn.toUtf8()), refused.err.constData());
    later.kill();
    const auto resumed = test::runCtl({u"resume"_s});
    VERIFY_OK(resumed);
    QVERIFY2(resumed.err.contains("Going on with " + goingOn.toUtf8() + ": Map all tables of going"),
             resumed.err.left(300).constData());
    // Then the one before, which is named too.
    const auto last = test::runCtl({u"resume"_s});
    VERIFY_OK(last);
    QVERIFY2(last.err.contains("Going on with " + cutOff.toUtf8()), last.err.left(300).constData());
    QVERIFY(!test::runCtl({u"runs"_s, cutOff, u"--json"_s}).json().value(u"can_resume").toBool());
}

QTEST_GUILESS_MAIN(tst_Runs)
#include "tst_runs.moc"
