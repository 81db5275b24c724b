// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <csignal>

using isthmus::test::CtlOutcome;
using isthmus::test::runCtl;
using isthmus::test::SandboxFixture;

namespace {

QJsonArray arrayOf(const CtlOutcome &outcome)
{
    return QJsonDocument::fromJson(outcome.out).array();
}

QJsonObject errorOf(const CtlOutcome &outcome)
{
    return QJsonDocument::fromJson(outcome.err).object().value(u"error").toObject();
}

QStringList namesOf(const QJsonArray &entries)
{
    QStringList names;
    for (const auto &entry : entries)
        names.append(entry.toObject().value(u"name").toString());
    return names;
}

const QString source = QStringLiteral("order_dw/public/dwd_orders");

} // namespace

#define VERIFY_DONE(outcome) QVERIFY2((outcome).exitCode == 0, (outcome).err.constData())

/// The command line, end to end, on a real sandbox.
class tst_Isthmusctl : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(QStringLiteral("my config")).toUtf8());
        qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(QStringLiteral("my data")).toUtf8());
        qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
        auto &sandbox = SandboxFixture::shared();
        QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
        const auto added = runCtl({u"connection"_qs, u"add"_qs, u"--sandbox"_qs, sandbox.dir(), u"--json"_qs});
        VERIFY_DONE(added);
        QCOMPARE(namesOf(arrayOf(added)), (QStringList{u"order_dw"_qs, u"test_dbs_holo"_qs, u"dbs_mc"_qs}));
    }

    void connectionsAreListedAndTested()
    {
        const auto listed = runCtl({u"connection"_qs, u"list"_qs, u"--json"_qs});
        VERIFY_DONE(listed);
        QCOMPARE(arrayOf(listed).size(), 3);
        QVERIFY(!listed.out.contains(SandboxFixture::shared().accessKey().toUtf8()));
        for (const auto &name : {u"order_dw"_qs, u"test_dbs_holo"_qs, u"dbs_mc"_qs}) {
            const auto tested = runCtl({u"connection"_qs, u"test"_qs, name, u"--json"_qs});
            VERIFY_DONE(tested);
            QVERIFY(!tested.json().value(u"identity").toString().isEmpty());
        }
    }

    void bothCatalogsAreListed()
    {
        const auto tables = runCtl({u"ls"_qs, u"order_dw/public"_qs, u"--json"_qs});
        VERIFY_DONE(tables);
        QVERIFY(namesOf(arrayOf(tables)).contains(u"dwd_orders"));
        const auto databases = runCtl({u"ls"_qs, u"test_dbs_holo"_qs, u"--json"_qs});
        VERIFY_DONE(databases);
        QVERIFY(namesOf(arrayOf(databases)).contains(u"order_dw"));
        const auto project = runCtl({u"ls"_qs, u"dbs_mc/default"_qs, u"--json"_qs});
        VERIFY_DONE(project);
        QVERIFY(namesOf(arrayOf(project)).contains(u"ods_user_info_d"));
    }

    void aTableIsShownWithItsColumns()
    {
        const auto shown = runCtl({u"show"_qs, source, u"--json"_qs});
        VERIFY_DONE(shown);
        const QJsonArray columns = shown.json().value(u"columns").toArray();
        QCOMPARE(columns.size(), 12);
        QCOMPARE(columns.at(0).toObject().value(u"key_position").toInt(), 1);
        QCOMPARE(columns.at(10).toObject().value(u"comment").toString(), u"platform 0: phone, 1: pc"_qs);
        const auto text = runCtl({u"show"_qs, source});
        VERIFY_DONE(text);
        QVERIFY(text.out.contains("pay_platform"));
    }

    void theMainJob()
    {
        const auto planned = runCtl({u"plan"_qs, u"map-table"_qs, source, u"dbs_mc/default/orders_mapped"_qs,
                                     u"--lifecycle"_qs, u"7"_qs, u"--json"_qs});
        VERIFY_DONE(planned);
        const QJsonObject group = planned.json().value(u"groups").toArray().at(0).toObject();
        const QJsonObject step = group.value(u"steps").toArray().at(0).toObject();
        QCOMPARE(step.value(u"title"), QJsonValue(u"Create external table orders_mapped"_qs)); // words, no document
        const QString sql = step.value(u"sql").toString();
        QVERIFY(sql.contains(u"CREATE EXTERNAL TABLE dbs_mc.default.orders_mapped ("));

        const auto mapped = runCtl(
            {u"map-table"_qs, source, u"dbs_mc/default/orders_mapped"_qs, u"--lifecycle"_qs, u"7"_qs, u"--json"_qs});
        VERIFY_DONE(mapped);
        QCOMPARE(mapped.json().value(u"state").toString(), u"succeeded"_qs);
        const QJsonArray steps = mapped.json().value(u"steps").toArray();
        QVERIFY(!steps.at(0).toObject().value(u"job_id").toString().isEmpty());
        QCOMPARE(steps.at(1).toObject().value(u"outcome").toString(), u"12 columns equal, first row readable"_qs);

        const QString count = u"SELECT count(*) AS n FROM %1"_qs;
        const auto theirs = runCtl({u"sql"_qs, u"order_dw"_qs, count.arg(u"public.dwd_orders"_qs), u"--json"_qs});
        VERIFY_DONE(theirs);
        const auto ours =
            runCtl({u"sql"_qs, u"dbs_mc"_qs,
                    u"SET odps.namespace.schema=true; "_qs + count.arg(u"orders_mapped"_qs) + u';', u"--json"_qs});
        VERIFY_DONE(ours);
        QCOMPARE(ours.json().value(u"rows"), theirs.json().value(u"rows"));

        const auto preview =
            runCtl({u"preview"_qs, u"dbs_mc/default/orders_mapped"_qs, u"--limit"_qs, u"5"_qs, u"--json"_qs});
        VERIFY_DONE(preview);
        QCOMPARE(arrayOf(preview).size(), 5);

        const auto again = runCtl(
            {u"map-table"_qs, source, u"dbs_mc/default/orders_mapped"_qs, u"--json"_qs}); // docs/requirements.md#h-72
        QCOMPARE(again.exitCode, 1);
        QVERIFY(errorOf(again).value(u"hint").toString().contains(u"exists in dbs_mc.default"));
        const auto blocked = runCtl({u"plan"_qs, u"map-table"_qs, source, u"dbs_mc/default/orders_mapped"_qs});
        QCOMPARE(blocked.exitCode, 1);
        QCOMPARE((blocked.out + blocked.err).count("exists in dbs_mc.default"), 1);
        const auto kept =
            runCtl({u"map-table"_qs, source, u"dbs_mc/default/orders_mapped"_qs, u"--if-taken"_qs, u"keep"_qs});
        VERIFY_DONE(kept);
        const QStringList replace{u"map-table"_qs,
                                  source,
                                  u"dbs_mc/default/orders_mapped"_qs,
                                  u"--columns"_qs,
                                  u"order_id,order_fee"_qs,
                                  u"--if-taken"_qs,
                                  u"replace"_qs,
                                  u"--json"_qs};
        const auto unconfirmed = runCtl(replace);
        QCOMPARE(unconfirmed.exitCode, 1);
        QVERIFY(errorOf(unconfirmed).value(u"hint").toString().contains(u"--confirm orders_mapped"));
        const auto replaced = runCtl(replace + QStringList{u"--confirm"_qs, u"orders_mapped"_qs});
        VERIFY_DONE(replaced);
        const auto shown = runCtl({u"show"_qs, u"dbs_mc/default/orders_mapped"_qs, u"--json"_qs});
        VERIFY_DONE(shown);
        QCOMPARE(shown.json().value(u"columns").toArray().size(), 2);

        VERIFY_DONE(runCtl(
            {u"sql"_qs, u"dbs_mc"_qs, u"SET odps.namespace.schema=true; DROP TABLE dbs_mc.default.orders_mapped;"_qs}));
    }

    void aRamRoleMapsToo()
    {
        const auto mapped =
            runCtl({u"map-table"_qs, source, u"dbs_mc/default"_qs, u"--name"_qs, u"by_role"_qs, u"--access"_qs,
                    u"ram-role"_qs, u"--role-arn"_qs, u"acs:ram::1234567890:role/dbs-holo-role"_qs, u"--json"_qs});
        VERIFY_DONE(mapped);
        VERIFY_DONE(runCtl(
            {u"sql"_qs, u"dbs_mc"_qs, u"SET odps.namespace.schema=true; DROP TABLE dbs_mc.default.by_role;"_qs}));
    }

    void secretsAreReadFromStandardInputAndKeptEncrypted()
    {
        auto &sandbox = SandboxFixture::shared();
        QProcess add;
        add.start(isthmus::test::ctlProgram(),
                  {u"connection"_qs, u"add"_qs, u"mine"_qs, u"--system"_qs, u"hologres"_qs, u"--host"_qs,
                   sandbox.host(), u"--port"_qs, QString::number(sandbox.port()), u"--database"_qs, sandbox.database(),
                   u"--tls"_qs, u"disable"_qs, u"--access-id"_qs, sandbox.accessId(), u"--secret-stdin"_qs,
                   u"--read-only"_qs});
        add.write(sandbox.accessKey().toUtf8() + '\n');
        add.closeWriteChannel();
        QVERIFY(add.waitForFinished());
        QVERIFY2(add.exitCode() == 0, add.readAllStandardError().constData());
        VERIFY_DONE(runCtl({u"connection"_qs, u"test"_qs, u"mine"_qs}));
        const QDir config(m_dir.filePath(u"my config"_qs));
        for (const auto &name : config.entryList(QDir::Files)) {
            QFile file(config.filePath(name));
            QVERIFY(file.open(QFile::ReadOnly));
            QVERIFY2(!file.readAll().contains(sandbox.accessKey().toUtf8()), qPrintable(name));
        }
        // Read-only: nothing that writes is sent.
        const auto refused = runCtl({u"sql"_qs, u"mine"_qs, u"DROP TABLE public.dwd_orders"_qs, u"--json"_qs});
        QCOMPARE(errorOf(refused).value(u"kind").toString(), u"permission"_qs);
        // What reads by its looks, and writes by what it calls, the server refuses.
        VERIFY_DONE(runCtl({u"sql"_qs, u"order_dw"_qs, u"CREATE SEQUENCE public.of_read_only"_qs}));
        const QStringList next{u"SELECT nextval('public.of_read_only')"_qs};
        const auto written = runCtl(QStringList{u"sql"_qs, u"mine"_qs} + next);
        QVERIFY2(written.exitCode == 1 && written.err.contains("read-only"), written.err.constData());
        VERIFY_DONE(runCtl({u"connection"_qs, u"edit"_qs, u"mine"_qs, u"--writable"_qs}));
        const auto first = runCtl(QStringList{u"sql"_qs, u"mine"_qs} + next + QStringList{u"--format"_qs, u"csv"_qs});
        QVERIFY2(first.out.contains("1") && !first.out.contains("2"), first.out.constData()); // nobody took it before
        VERIFY_DONE(runCtl({u"connection"_qs, u"remove"_qs, u"mine"_qs}));
        QCOMPARE(runCtl({u"connection"_qs, u"test"_qs, u"mine"_qs}).exitCode, 1);
    }

    void theComputeGroupOfAConnectionIsChosen()
    {
        const auto current = [] {
            return runCtl({u"sql"_qs, u"order_dw"_qs, u"SELECT current_warehouse()"_qs, u"--format"_qs, u"csv"_qs}).out;
        };
        QVERIFY2(current().contains("init_warehouse"), current().constData());
        const auto use = [](const QString &group) {
            return runCtl({u"connection"_qs, u"edit"_qs, u"order_dw"_qs, u"--warehouse"_qs, group});
        };
        VERIFY_DONE(use(u"read_warehouse_1"_qs));
        QVERIFY2(current().contains("read_warehouse_1"), current().constData());
        VERIFY_DONE(runCtl({u"preview"_qs, source, u"--limit"_qs, u"1"_qs}));
        // A sandbox that is added again keeps it.
        VERIFY_DONE(runCtl({u"connection"_qs, u"add"_qs, u"--sandbox"_qs, SandboxFixture::shared().dir()}));
        QVERIFY2(current().contains("read_warehouse_1"), current().constData());
        VERIFY_DONE(use(QString()));
        QVERIFY2(current().contains("init_warehouse"), current().constData());
    }

    void failuresAreToldOnStandardError()
    {
        const auto missing = runCtl({u"show"_qs, u"order_dw/public/nothing_here"_qs, u"--json"_qs});
        QCOMPARE(missing.exitCode, 1);
        QCOMPARE(missing.json().value(u"error").toObject(), errorOf(missing)); // for those who read one stream
        QCOMPARE(errorOf(missing).value(u"kind").toString(), u"not_found"_qs);
        QVERIFY(errorOf(missing).value(u"hint").toString().contains(u"spelling"));
        const auto syntax = runCtl({u"sql"_qs, u"order_dw"_qs, u"SELEC 1"_qs});
        QCOMPARE(syntax.exitCode, 1);
        QVERIFY(!syntax.err.isEmpty() && syntax.out.isEmpty());
        QCOMPARE(runCtl({u"ls"_qs, u"no_such_connection"_qs}).exitCode, 1);
    }

    void wrongUseIsExitCodeTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no verb") << QStringList{};
        QTest::newRow("unknown verb") << QStringList{u"fly"_qs};
        QTest::newRow("plan of nothing") << QStringList{u"plan"_qs, u"holiday"_qs};
        QTest::newRow("missing path") << QStringList{u"show"_qs};
        QTest::newRow("too many paths") << QStringList{u"show"_qs, u"a"_qs, u"b"_qs};
        QTest::newRow("unknown option") << QStringList{u"ls"_qs, u"--fast"_qs};
        QTest::newRow("limit 0") << QStringList{u"preview"_qs, source, u"--limit"_qs, u"0"_qs};
        QTest::newRow("source that is no table") << QStringList{u"map-table"_qs, u"order_dw"_qs, u"dbs_mc/default"_qs};
        QTest::newRow("unknown access") << QStringList{u"map-table"_qs, source, u"dbs_mc/default"_qs, u"--access"_qs,
                                                       u"magic"_qs};
        QTest::newRow("connection without verb") << QStringList{u"connection"_qs};
        const QStringList ofSandbox{u"connection"_qs, u"add"_qs, u"--sandbox"_qs, m_dir.path()};
        QTest::newRow("a name for a sandbox") << ofSandbox + QStringList{u"x"_qs};
        QTest::newRow("a host for a sandbox") << ofSandbox + QStringList{u"--host"_qs, u"h"_qs};
        QTest::newRow("two secrets") << QStringList{u"connection"_qs, u"add"_qs,           u"x"_qs,
                                                    u"--system"_qs,   u"hologres"_qs,      u"--secret-env"_qs,
                                                    u"A"_qs,          u"--secret-file"_qs, u"b"_qs};
        QTest::newRow("unknown system") << QStringList{u"connection"_qs, u"add"_qs, u"x"_qs, u"--system"_qs,
                                                       u"oracle"_qs};
    }

    void wrongUseIsExitCodeTwo()
    {
        QFETCH(QStringList, arguments);
        const auto outcome = runCtl(arguments);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY(outcome.err.contains("Usage"));
        QVERIFY(outcome.out.isEmpty());
    }

    void everyVerbHelps_data()
    {
        QTest::addColumn<QStringList>("verb");
        for (const auto &verb :
             {u"ls"_qs, u"show"_qs, u"preview"_qs, u"sql"_qs, u"lineage"_qs, u"map-table"_qs, u"plan map-table"_qs,
              u"tour"_qs, u"connection add"_qs, u"connection list"_qs, u"connection rename"_qs})
            QTest::newRow(qPrintable(verb)) << verb.split(u' ');
    }

    void everyVerbHelps()
    {
        QFETCH(QStringList, verb);
        const auto outcome = runCtl(verb + QStringList{u"--help"_qs});
        VERIFY_DONE(outcome);
        QVERIFY(outcome.out.startsWith("Usage: isthmusctl " + verb.join(u' ').toUtf8()));
    }

    void theTourDoesWhatItSays()
    {
        const auto toured = runCtl({u"tour"_qs, u"--json"_qs});
        VERIFY_DONE(toured);
        QCOMPARE(toured.json().value(u"ok").toBool(), true);
        QCOMPARE(toured.json().value(u"steps").toArray().size(), 11);
    }

    // As "| head -1" does: what was started for it stops, and nothing is said of the pipe.
    void aTourWhoseReaderGoesStopsItsSandbox()
    {
        QTemporaryDir dir;
        chmod(QFile::encodeName(dir.path()).constData(), 0711); // for PostgreSQL's own user
        const QString sandbox = dir.filePath(u"sandbox"_qs);
        QProcess tour; // three lines come once the sandbox runs
        tour.start(u"bash"_qs,
                   {u"-c"_qs, u"set -o pipefail; \"$0\" tour --dir \"$1\" | head -n 3"_qs, isthmus::test::ctlProgram(),
                    sandbox});
        QVERIFY(tour.waitForFinished(60'000));
        QCOMPARE(tour.exitCode(), 128 + SIGPIPE);
        QCOMPARE(tour.readAllStandardOutput().count('\n'), 3);
        QCOMPARE(tour.readAllStandardError(), QByteArray());
        const auto status = runCtl({u"sandbox"_qs, u"status"_qs, u"--dir"_qs, sandbox});
        QVERIFY2(status.exitCode != 0, status.out.constData());
        static_cast<void>(runCtl({u"sandbox"_qs, u"stop"_qs, u"--dir"_qs, sandbox})); // of a test that failed
    }

    void aTourThatCannotStartFails()
    {
        QFile blocker(m_dir.filePath(u"blocker"_qs));
        QVERIFY(blocker.open(QFile::WriteOnly));
        const auto toured = runCtl({u"tour"_qs, u"--dir"_qs, blocker.fileName() + u"/below"_qs, u"--json"_qs});
        QCOMPARE(toured.exitCode, 1);
        QCOMPARE(toured.json().value(u"ok").toBool(), false);
    }
};

QTEST_GUILESS_MAIN(tst_Isthmusctl)
#include "tst_isthmusctl.moc"
