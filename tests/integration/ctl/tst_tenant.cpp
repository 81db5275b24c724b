// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using isthmus::test::CtlOutcome;
using isthmus::test::runCtl;
using isthmus::test::SandboxFixture;

#define VERIFY_DONE(call)                                                                                              \
    do {                                                                                                               \
        const CtlOutcome &done = call;                                                                                 \
        QVERIFY2(done.exitCode == 0, done.err.constData());                                                            \
    } while (false)

/// A connection to all projects of a tenant, on a real sandbox: "dbs_mc" and "dbs_mc_2layer".
class tst_Tenant : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    static void add(const QString &name, const SandboxFixture::User &user)
    {
        auto &sandbox = SandboxFixture::shared();
        qputenv("THE_SECRET", user.password.toUtf8());
        VERIFY_DONE(runCtl({u"connection"_qs, u"add"_qs, name, u"--system"_qs, u"maxcompute"_qs, u"--tenant"_qs,
                            u"--endpoint"_qs, sandbox.endpoint(), u"--access-id"_qs, user.name, u"--secret-env"_qs,
                            u"THE_SECRET"_qs}));
    }

    static QStringList namesBelow(const QString &path)
    {
        const auto outcome = runCtl({u"ls"_qs, path, u"--json"_qs});
        if (outcome.exitCode != 0)
            return {QString::fromUtf8(outcome.err)};
        QStringList names;
        for (const auto &entry : QJsonDocument::fromJson(outcome.out).array())
            names.append(entry.toObject()[u"name"_qs].toString());
        return names;
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
        add(u"all"_qs, sandbox.admin());
        add(u"guest"_qs, sandbox.unprivileged());
    }

    void theConnectionNamesNoProject()
    {
        const auto shown = runCtl({u"connection"_qs, u"list"_qs});
        VERIFY_DONE(shown);
        QVERIFY2(shown.out.contains("MaxCompute tenant"), shown.out.constData());
        VERIFY_DONE(runCtl({u"connection"_qs, u"test"_qs, u"all"_qs}));
    }

    void projectsAreBelowTheConnection()
    {
        QCOMPARE(namesBelow(u"all"_qs), (QStringList{u"dbs_mc"_qs, u"dbs_mc_2layer"_qs}));
        QVERIFY(namesBelow(u"all/dbs_mc"_qs).contains(u"default"_qs));
        QVERIFY(namesBelow(u"all/dbs_mc/default"_qs).contains(u"ods_user_info_d"_qs));
        QCOMPARE(namesBelow(u"all/dbs_mc_2layer"_qs).first(), u"default"_qs);
    }

    void aClosedProjectIsListedAndRefusedWithItsFix()
    {
        QCOMPARE(namesBelow(u"guest"_qs), (QStringList{u"dbs_mc"_qs, u"dbs_mc_2layer"_qs}));
        QVERIFY(namesBelow(u"guest/dbs_mc"_qs).contains(u"default"_qs));
        const auto refused = runCtl({u"ls"_qs, u"guest/dbs_mc_2layer"_qs});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains("Project dbs_mc_2layer"), refused.err.constData());
        QVERIFY2(refused.err.contains("GRANT List, Read ON PROJECT dbs_mc_2layer"), refused.err.constData());
    }

    void tablesAreShownReadCountedAndExported()
    {
        const QString table = u"all/dbs_mc/default/ods_user_info_d"_qs;
        const auto shown = runCtl({u"show"_qs, table, u"--json"_qs});
        VERIFY_DONE(shown);
        QCOMPARE(shown.json()[u"database"_qs].toString(), u"dbs_mc"_qs);
        const auto ddl = runCtl({u"show"_qs, table, u"--ddl"_qs});
        VERIFY_DONE(ddl);
        QVERIFY(ddl.out.contains("CREATE TABLE"));
        VERIFY_DONE(runCtl({u"show"_qs, u"all"_qs}));
        VERIFY_DONE(runCtl({u"show"_qs, u"all/dbs_mc"_qs}));
        VERIFY_DONE(runCtl({u"count"_qs, table}));
        const auto rows = runCtl({u"preview"_qs, table, u"--limit"_qs, u"2"_qs, u"--format"_qs, u"csv"_qs});
        VERIFY_DONE(rows);
        QVERIFY(rows.out.count('\n') >= 2);
        const QString file = m_dir.filePath(u"rows.csv"_qs);
        VERIFY_DONE(runCtl({u"export"_qs, table, u"--to"_qs, file}));
        QVERIFY(QFile::exists(file));
    }

    void sqlRunsInTheProjectThatIsNamed()
    {
        const auto unnamed = runCtl({u"sql"_qs, u"all"_qs, u"SELECT 1"_qs});
        QCOMPARE(unnamed.exitCode, 2);
        QVERIFY2(unnamed.err.contains("--project NAME"), unnamed.err.constData());
        const auto answered = runCtl({u"sql"_qs, u"all"_qs, u"--project"_qs, u"dbs_mc"_qs, u"--format"_qs, u"csv"_qs,
                                      u"SELECT COUNT(*) AS n FROM default.ods_user_info_d"_qs});
        VERIFY_DONE(answered);
        QVERIFY2(answered.out.startsWith("n"), answered.out.constData());
        const auto needless = runCtl({u"sql"_qs, u"dbs_mc"_qs, u"--project"_qs, u"dbs_mc"_qs, u"SELECT 1"_qs});
        QCOMPARE(needless.exitCode, 2);
    }

    void sqlRunsInTheDatabaseOfAnInstanceThatIsNamed()
    {
        const QString current = u"SELECT current_database() AS d"_qs;
        const auto answered =
            runCtl({u"sql"_qs, u"test_dbs_holo"_qs, u"--database"_qs, u"crm"_qs, u"--format"_qs, u"csv"_qs, current});
        VERIFY_DONE(answered);
        QVERIFY2(answered.out.contains("crm"), answered.out.constData());
        QCOMPARE(runCtl({u"sql"_qs, u"order_dw"_qs, u"--database"_qs, u"crm"_qs, current}).exitCode, 2);
    }

    void aTableIsMappedIntoAProjectAndDropped()
    {
        const QString source = u"order_dw/public/dwd_orders"_qs;
        const QString target = u"all/dbs_mc/default/of_tenant"_qs;
        QCOMPARE(runCtl({u"plan"_qs, u"map-table"_qs, source, u"all/default"_qs}).exitCode, 2);
        const auto planned = runCtl({u"plan"_qs, u"map-table"_qs, source, target, u"--json"_qs});
        VERIFY_DONE(planned);
        QVERIFY2(planned.out.contains("CREATE EXTERNAL TABLE dbs_mc.default.of_tenant"), planned.out.constData());
        VERIFY_DONE(runCtl({u"map-table"_qs, source, target}));
        QVERIFY(namesBelow(u"dbs_mc/default"_qs).contains(u"of_tenant"_qs));
        const auto shown = runCtl({u"show"_qs, target, u"--json"_qs});
        VERIFY_DONE(shown);
        QCOMPARE(shown.json()[u"kind"_qs].toString(), u"external_table"_qs);
        VERIFY_DONE(runCtl({u"drop-table"_qs, target, u"--confirm"_qs, u"of_tenant"_qs}));
        QVERIFY(!namesBelow(u"dbs_mc/default"_qs).contains(u"of_tenant"_qs));
    }

    // In a project without schemas, names have two parts.
    void aTableIsMappedIntoAProjectWithoutSchemas()
    {
        const QString target = u"all/dbs_mc_2layer/default/of_tenant"_qs;
        VERIFY_DONE(runCtl({u"map-table"_qs, u"test_dbs_holo/order_dw/public/dwd_orders"_qs, target}));
        QVERIFY(namesBelow(u"all/dbs_mc_2layer/default"_qs).contains(u"of_tenant"_qs));
        VERIFY_DONE(runCtl({u"drop-table"_qs, target, u"--confirm"_qs, u"of_tenant"_qs}));
    }

    void namesOfAllProjectsAreFound()
    {
        const auto found = runCtl({u"find"_qs, u"--refresh"_qs, u"--json"_qs, u"ods_user_info_d"_qs});
        VERIFY_DONE(found);
        QVERIFY2(found.out.contains("all/dbs_mc/default/ods_user_info_d"), found.out.constData());
        QVERIFY2(found.out.contains("guest/dbs_mc/default/ods_user_info_d"), found.out.constData());
        const auto project = runCtl({u"find"_qs, u"--json"_qs, u"dbs_mc_2layer"_qs});
        VERIFY_DONE(project);
        const auto hit = QJsonDocument::fromJson(project.out).array().first().toObject();
        QCOMPARE(hit[u"kind"_qs].toString(), u"project"_qs);
    }
};

QTEST_GUILESS_MAIN(tst_Tenant)
#include "tst_tenant.moc"
