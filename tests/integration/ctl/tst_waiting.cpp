// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QTemporaryDir>
#include <QTest>

using isthmus::test::runCtl;
using isthmus::test::SandboxFixture;

/// What isthmusctl says while a server does not answer; on a real sandbox.
class tst_Waiting : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    QProcess m_lock; // holds a table until it is killed

    static bool isLocked()
    {
        return runCtl({u"sql"_qs, u"order_dw"_qs,
                       u"SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted AND "
                       "relation = 'public.orders'::regclass"_qs,
                       u"--format"_qs, u"csv"_qs})
            .out.contains("\n1\n");
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_qs).toUtf8());
        qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_qs).toUtf8());
        qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
        auto &sandbox = SandboxFixture::shared();
        QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
        QCOMPARE(runCtl({u"connection"_qs, u"add"_qs, u"--sandbox"_qs, sandbox.dir()}).exitCode, 0);
        m_lock.start(isthmus::test::ctlProgram(),
                     {u"sql"_qs, u"order_dw"_qs,
                      u"BEGIN; LOCK TABLE public.orders IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(300)"_qs});
        QTRY_VERIFY_WITH_TIMEOUT(isLocked(), 30'000);
    }

    void cleanupTestCase()
    {
        m_lock.terminate();
        QVERIFY(m_lock.waitForFinished());
    }

    void whatIsWaitedForIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString table = u"order_dw/public/orders"_qs;
        const QString file = m_dir.filePath(u"orders.csv"_qs);
        QTest::newRow("map-table") << QStringList{u"map-table"_qs, table, u"dbs_mc/default"_qs};
        QTest::newRow("plan") << QStringList{u"plan"_qs, u"map-table"_qs, table, u"dbs_mc/default"_qs};
        QTest::newRow("export") << QStringList{u"export"_qs, table, u"--to"_qs, file};
        QTest::newRow("preview") << QStringList{u"preview"_qs, table};
        QTest::newRow("count") << QStringList{u"count"_qs, table};
    }

    void whatIsWaitedForIsSaid()
    {
        QFETCH(QStringList, arguments);
        QProcess program;
        program.start(isthmus::test::ctlProgram(), arguments);
        QByteArray said;
        const auto waits = [&] {
            program.waitForReadyRead(10);
            said += program.readAllStandardError();
            return said.contains('\n');
        };
        QTRY_VERIFY_WITH_TIMEOUT(waits(), 30'000);
        QVERIFY2(said.contains("Waiting for order_dw/public/orders, 2.0 s so far"), said.constData());
        QCOMPARE(program.state(), QProcess::Running);
        program.terminate();
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitCode(), 143);
    }
};

QTEST_GUILESS_MAIN(tst_Waiting)
#include "tst_waiting.moc"
