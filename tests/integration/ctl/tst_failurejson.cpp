// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using isthmus::test::CtlOutcome;
using isthmus::test::runCtl;
using isthmus::test::SandboxFixture;

/// With --json one document stands on standard output however a call ends, and it tells what failed; on a real sandbox.
class tst_FailureJson : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    static QJsonObject errorOf(const CtlOutcome &outcome) { return outcome.json().value(u"error").toObject(); }
    static QString messageOf(const CtlOutcome &outcome) { return errorOf(outcome).value(u"message").toString(); }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_qs).toUtf8());
        qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_qs).toUtf8());
        qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
        qputenv("SECRET_OF_NOBODY", "not asked for");
        auto &sandbox = SandboxFixture::shared();
        QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
        QCOMPARE(runCtl({u"connection"_qs, u"add"_qs, u"--sandbox"_qs, sandbox.dir()}).exitCode, 0);
        QCOMPARE(runCtl({u"connection"_qs, u"add"_qs, u"nobody"_qs, u"--system"_qs, u"hologres"_qs, u"--host"_qs,
                         u"127.0.0.1"_qs, u"--port"_qs, u"1"_qs, u"--database"_qs, u"d"_qs, u"--access-id"_qs, u"a"_qs,
                         u"--secret-env"_qs, u"SECRET_OF_NOBODY"_qs})
                     .exitCode,
                 0);
    }

    void everyFailureIsADocument_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("kind");
        const auto row = [](const char *name, const char *arguments, int exitCode, const char *kind) {
            QTest::newRow(name) << QString::fromLatin1(arguments) << exitCode << QString::fromLatin1(kind);
        };
        row("no verb", "--json", 2, "invalid");
        row("unknown verb", "fly --json", 2, "invalid");
        row("plan of nothing", "plan holiday --json", 2, "invalid");
        row("connection without verb", "connection --json", 2, "invalid");
        row("connection with an unknown one", "connection fly --json", 2, "invalid");
        row("sandbox without verb", "sandbox --json", 2, "invalid");
        row("sandbox, unknown option", "sandbox stop --fast --json", 2, "invalid");
        row("no sandbox", "sandbox stop --dir /nowhere/at/all --json", 1, "not_found");
        row("missing path", "show --json", 2, "invalid");
        row("unknown option", "ls --json --fast", 2, "invalid");
        row("wrong value", "preview order_dw/public/orders --limit 0 --json", 2, "invalid");
        row("wrong value of a zone", "preview order_dw/public/orders --timezone x --json", 2, "invalid");
        row("no SQL", "sql order_dw --json", 2, "invalid");
        row("source that is no table", "map-table order_dw dbs_mc/default --json", 2, "invalid");
        row("nowhere to export to", "export order_dw/public/orders --json", 2, "invalid");
        row("nobody answers: ls", "ls nobody --json", 1, "network");
        row("nobody answers: sql", "sql nobody VALUES(1) --json", 1, "network");
        row("nobody answers: count", "count nobody/a/b --json", 1, "network");
        row("nobody answers: test", "connection test nobody --json", 1, "network");
        row("no connection", "preview none/a/b --json", 1, "not_found");
        row("no table", "export order_dw/public/none --to /tmp/none.csv --json", 1, "not_found");
        row("rows as JSON", "preview order_dw/public/none --format json", 1, "not_found");
        row("blocked plan", "plan drop-table dbs_mc/default/ods_user_info_d --json", 1, "invalid");
        row("not confirmed", "drop-table dbs_mc/default/ods_user_info_d --json", 1, "invalid");
        row("syntax", "sql order_dw SELEC --json", 1, "invalid");
    }

    void everyFailureIsADocument()
    {
        QFETCH(QString, arguments);
        QFETCH(int, exitCode);
        QFETCH(QString, kind);
        const auto outcome = runCtl(arguments.split(u' '));
        QCOMPARE(outcome.exitCode, exitCode);
        QVERIFY2(!messageOf(outcome).isEmpty(), outcome.out.constData());
        QCOMPARE(errorOf(outcome).value(u"kind").toString(), kind);
        QCOMPARE(QJsonDocument::fromJson(outcome.err).object().value(u"error").toObject(), errorOf(outcome));
    }

    void whatIsKnownIsToldBesideTheError()
    {
        const auto tested = runCtl({u"connection"_qs, u"test"_qs, u"nobody"_qs, u"--json"_qs});
        QVERIFY(tested.json().value(u"steps").toArray().size() > 2);
        const auto blocked = runCtl({u"plan"_qs, u"drop-table"_qs, u"dbs_mc/default/ods_user_info_d"_qs, u"--json"_qs});
        QVERIFY(!blocked.json().value(u"notices").toArray().isEmpty());
        const auto open = runCtl({u"sql"_qs, u"order_dw"_qs, u"BEGIN; SELECT 1"_qs, u"--json"_qs});
        QCOMPARE(open.exitCode, 1);
        QVERIFY2(messageOf(open).contains(u"undone"), open.out.constData());
        QCOMPARE(open.json().value(u"results").toArray().size(), 2);
        const auto run =
            runCtl({u"export"_qs, u"order_dw/public/orders"_qs, u"--to"_qs, u"/proc/none.csv"_qs, u"--json"_qs});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(messageOf(run).contains(u"/proc"), run.out.constData());
        QCOMPARE(run.json().value(u"state").toString(), u"failed"_qs);
    }

    void aSignalIsADocument_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl+C") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }

    void aSignalIsADocument()
    {
        QFETCH(int, signal);
        const QString marker = QStringLiteral("waits_%1").arg(signal);
        QProcess program;
        program.start(isthmus::test::ctlProgram(),
                      {u"sql"_qs, u"order_dw"_qs,
                       QStringLiteral("INSERT INTO public.orders SELECT * FROM public.orders "
                                      "WHERE pg_sleep(60) IS NULL /* %1 */")
                           .arg(marker),
                       u"--json"_qs});
        const auto isThere = [&marker] {
            return runCtl({u"sql"_qs, u"order_dw"_qs,
                           QStringLiteral("SELECT 1 FROM pg_stat_activity WHERE query LIKE '%/* %1 */%' AND pid <> "
                                          "pg_backend_pid()")
                               .arg(marker),
                           u"--format"_qs, u"csv"_qs})
                .out.contains("\n1\n");
        };
        QTRY_VERIFY_WITH_TIMEOUT(isThere(), 30'000);
        QCOMPARE(::kill(pid_t(program.processId()), signal), 0);
        QVERIFY(program.waitForFinished());
        const CtlOutcome ended{program.exitCode(), program.readAllStandardOutput(), program.readAllStandardError()};
        QCOMPARE(ended.exitCode, 128 + signal);
        QCOMPARE(errorOf(ended).value(u"kind").toString(), u"cancelled"_qs);
        QVERIFY2(errorOf(ended).value(u"hint").toString().contains(u"may have done it"), ended.out.constData());
    }
};

QTEST_GUILESS_MAIN(tst_FailureJson)
#include "tst_failurejson.moc"
