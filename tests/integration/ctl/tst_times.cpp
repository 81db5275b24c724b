// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QTemporaryDir>
#include <QTest>

using isthmus::test::CtlOutcome;
using isthmus::test::runCtl;
using isthmus::test::SandboxFixture;

#define VERIFY_DONE(outcome) QVERIFY2((outcome).exitCode == 0, (outcome).err.constData())

/// Points in time on the command line, and what the environment means for saved connections; on a real sandbox.
class tst_Times : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    static CtlOutcome sql(const QString &connection, const QString &text, const QStringList &more = {})
    {
        return runCtl(QStringList{u"sql"_qs, connection, text} + more);
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(QStringLiteral("config")).toUtf8());
        qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(QStringLiteral("data")).toUtf8());
        qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
        auto &sandbox = SandboxFixture::shared();
        QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
        VERIFY_DONE(runCtl({u"connection"_qs, u"add"_qs, u"--sandbox"_qs, sandbox.dir()}));
        for (const char *statement :
             {"CREATE TABLE ctl_times (a DATETIME, b TIMESTAMP, c TIMESTAMP_NTZ, d ARRAY<DATETIME>, e "
              "MAP<STRING,TIMESTAMP>, "
              "f STRUCT<t:DATETIME>)",
              "SET odps.sql.timezone=Asia/Shanghai; INSERT INTO ctl_times SELECT DATETIME '2024-01-01 00:00:00', "
              "TIMESTAMP '2024-01-01 00:00:00', TIMESTAMP_NTZ '2024-01-01 00:00:00', array(DATETIME '2024-01-01 "
              "00:00:00'), "
              "map('k', TIMESTAMP '2024-01-01 00:00:00'), named_struct('t', DATETIME '2024-01-01 00:00:00')"})
            VERIFY_DONE(sql(u"dbs_mc"_qs, QLatin1String(statement)));
    }

    void resultsAreInTheSessionsZone_data()
    {
        QTest::addColumn<QString>("connection");
        QTest::addColumn<QString>("script");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("DATETIME") << u"dbs_mc"_qs
                                  << u"SET odps.sql.timezone=Asia/Shanghai; SELECT DATETIME '2024-01-01 00:00:00'"_qs
                                  << QByteArray("\n2024-01-01 00:00:00+08:00\n");
        QTest::newRow("TIMESTAMP before 1970")
            << u"dbs_mc"_qs << u"SET odps.sql.timezone=Asia/Shanghai; SELECT TIMESTAMP '1970-01-01 00:00:00'"_qs
            << QByteArray("\n1970-01-01 00:00:00+08:00\n");
        const QString all = u"SELECT a, b, c, d, e, f FROM ctl_times"_qs;
        QTest::newRow("a table in the zone of the writer")
            << u"dbs_mc"_qs << u"SET odps.sql.timezone=Asia/Shanghai; "_qs + all
            << QByteArray("2024-01-01 00:00:00+08:00  2024-01-01 00:00:00+08:00  2024-01-01 00:00:00  "
                          "[\"2024-01-01 00:00:00+08:00\"]  {\"k\":\"2024-01-01 00:00:00+08:00\"}  "
                          "{\"t\":\"2024-01-01 00:00:00+08:00\"}\n");
        QTest::newRow("the same in the project's zone")
            << u"dbs_mc"_qs << all
            << QByteArray("2023-12-31 16:00:00+00:00  2023-12-31 16:00:00+00:00  2024-01-01 00:00:00  "
                          "[\"2023-12-31 16:00:00+00:00\"]  {\"k\":\"2023-12-31 16:00:00+00:00\"}  "
                          "{\"t\":\"2023-12-31 16:00:00+00:00\"}\n");
        QTest::newRow("Hologres")
            << u"order_dw"_qs
            << u"set timezone='Asia/Shanghai'; select timestamptz '2024-01-01 00:00:00+08', array[timestamptz '2024-01-01 00:00:00+08'], timestamp '2024-01-01'"_qs
            << QByteArray("\n2024-01-01 00:00:00+08:00  [\"2024-01-01 00:00:00+08:00\"]  2024-01-01 00:00:00\n");
        QTest::newRow("years") << u"order_dw"_qs
                               << u"select date '0044-03-15 BC', timestamp '10000-01-01', timestamptz 'infinity'"_qs
                               << QByteArray("\n0044-03-15 BC  10000-01-01 00:00:00  infinity\n");
    }

    void resultsAreInTheSessionsZone()
    {
        QFETCH(QString, connection);
        QFETCH(QString, script);
        QFETCH(QByteArray, shown);
        const auto outcome = sql(connection, script);
        VERIFY_DONE(outcome);
        QVERIFY2(outcome.out.contains(shown), outcome.out.constData());
    }

    void previewsAreInTheProjectsZone()
    {
        const auto outcome = runCtl({u"preview"_qs, u"dbs_mc/default/ctl_times"_qs});
        VERIFY_DONE(outcome);
        for (const char *shown : {"2023-12-31 16:00:00+00:00  2023-12-31 16:00:00+00:00  2024-01-01 00:00:00  ",
                                  "[\"2023-12-31 16:00:00+00:00\"]", "\"2023-12-31 16:00:00+00:00\"}"})
            QVERIFY2(outcome.out.contains(shown), outcome.out.constData());
        QVERIFY2(!outcome.out.contains("T16"), outcome.out.constData());
    }

    void anotherZoneIsShownOnDemand()
    {
        const QString script = u"set timezone='Asia/Shanghai'; select timestamptz '2024-01-01 00:00:00+08', now()"_qs;
        const auto utc = sql(u"order_dw"_qs, script, {u"--timezone"_qs, u"utc"_qs});
        VERIFY_DONE(utc);
        QVERIFY2(utc.out.contains("\n2023-12-31 16:00:00+00:00 "), utc.out.constData());
        QVERIFY2(utc.err.contains("times in UTC"), utc.err.constData());
        const auto session = sql(u"order_dw"_qs, script, {u"--timezone"_qs, u"session"_qs});
        QVERIFY2(session.out.contains("\n2024-01-01 00:00:00+08:00 "), session.out.constData());
        QVERIFY2(session.err.contains("times in Asia/Shanghai"), session.err.constData());
        const auto json = sql(u"order_dw"_qs, script, {u"--timezone"_qs, u"America/New_York"_qs, u"--json"_qs});
        QVERIFY2(json.out.contains("\"2023-12-31 11:00:00-05:00\""), json.out.constData());
        const auto preview =
            runCtl({u"preview"_qs, u"dbs_mc/default/ctl_times"_qs, u"--timezone"_qs, u"Asia/Tokyo"_qs});
        QVERIFY2(preview.out.contains("[\"2024-01-01 01:00:00+09:00\"]"), preview.out.constData());
        for (const char *wrong : {"GMT+8", "CST", "+08:00", ""}) {
            const auto refused = sql(u"order_dw"_qs, script, {u"--timezone"_qs, QLatin1String(wrong)});
            QCOMPARE(refused.exitCode, 2);
        }
    }

    void zonesThatAreNoNamesAreRefused()
    {
        for (const char *zone : {"GMT+9", "UTC+8", "+08:00", "CST"}) {
            const auto outcome =
                sql(u"dbs_mc"_qs,
                    u"SET odps.sql.timezone=%1; SELECT CAST(from_unixtime(0) AS STRING)"_qs.arg(QLatin1String(zone)));
            QCOMPARE(outcome.exitCode, 1);
            QVERIFY2(outcome.err.contains(zone) && outcome.err.contains("Asia/Shanghai"), outcome.err.constData());
        }
        const auto field =
            runCtl({u"connection"_qs, u"add"_qs, u"x"_qs, u"--system"_qs, u"hologres"_qs, u"--host"_qs, u"h"_qs,
                    u"--database"_qs, u"d"_qs, u"--access-id"_qs, u"u"_qs, u"--time-zone"_qs, u"GMT+8"_qs});
        QVERIFY(field.exitCode != 0);
        QVERIFY2(field.err.contains("GMT+8"), field.err.constData());
    }

    void rowsWithoutColumnsAreCounted()
    {
        const auto three = sql(u"order_dw"_qs, u"select from generate_series(1, 3)"_qs);
        VERIFY_DONE(three);
        QVERIFY2(three.err.contains("3 rows"), three.err.constData());
        QVERIFY2(three.out.isEmpty(), three.out.constData()); // no lines of blanks
    }

    // What other programs are told by the environment is not meant for saved connections, nor for the sandbox.
    void variablesOfLibpqChangeNothing_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        for (const auto &[name, value] : std::initializer_list<std::pair<const char *, const char *>>{
                 {"PGSERVICE", "nosuch"},
                 {"PGHOSTADDR", "192.0.2.1"},
                 {"PGSSLMODE", "require"},
                 {"PGREQUIRESSL", "1"},
                 {"PGGSSENCMODE", "require"},
                 {"PGTARGETSESSIONATTRS", "read-only"},
                 {"PGSSLMAXPROTOCOLVERSION", "TLSv1"},
                 {"PGOPTIONS", "-c statement_timeout=1"},
                 {"PGTZ", "Asia/Tokyo"},
                 {"PGDATESTYLE", "German"},
                 {"PGCLIENTENCODING", "GBK"},
             })
            QTest::newRow(name) << QByteArray(name) << QByteArray(value);
    }

    void variablesOfLibpqChangeNothing()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        qputenv(name, value);
        const auto rows =
            sql(u"order_dw"_qs, u"select date '2024-01-02', timestamptz '2024-01-01 00:00:00+00', '中文'"_qs);
        const auto sandbox = runCtl({u"sandbox"_qs, u"status"_qs, u"--dir"_qs, SandboxFixture::shared().dir()});
        qunsetenv(name);
        VERIFY_DONE(rows);
        QVERIFY2(rows.out.contains("\n2024-01-02  2024-01-01 00:00:00+00:00  中文\n"), rows.out.constData());
        VERIFY_DONE(sandbox);
    }
};

QTEST_GUILESS_MAIN(tst_Times)
#include "tst_times.moc"
