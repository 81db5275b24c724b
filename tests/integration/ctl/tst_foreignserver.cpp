// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

const QString arn = u"acs:ram::1234567890:role/dbs-holo-role"_s;

QStringList create(const QString &name, const QStringList &further)
{
    return QStringList{u"create-foreign-server"_s, u"dbs_mc/"_s + name} + further;
}

QStringList valid()
{
    return {u"--host"_s,     test::SandboxFixture::shared().host(),
            u"--port"_s,     QString::number(test::SandboxFixture::shared().port()),
            u"--database"_s, u"order_dw"_s,
            u"--role-arn"_s, arn};
}

bool isListed(const QString &name)
{
    return test::runCtl({u"ls"_s, u"dbs_mc/:foreign_servers"_s}).out.contains(name.toUtf8());
}

test::CtlOutcome sql(const QString &connection, const QString &statement)
{
    return test::runCtl({u"sql"_s, connection, statement});
}

} // namespace

/// Foreign servers of MaxCompute, and users of Hologres with their rights, are made by the command line.
class tst_ForeignServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_s).toUtf8());
        qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_s).toUtf8());
        qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
        auto &sandbox = test::SandboxFixture::shared();
        QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
        QCOMPARE(test::runCtl({u"connection"_s, u"add"_s, u"--sandbox"_s, sandbox.dir()}).exitCode, 0);
    }

    // docs/requirements.md#h-46.
    void aForeignServerIsMadeUsedAndDropped()
    {
        const auto made = test::runCtl(create(u"ours"_s, valid() + QStringList{u"--comment"_s, u"it's \"ours\""_s}));
        QVERIFY2(made.exitCode == 0, made.err.constData());
        QVERIFY2(made.out.contains("Listed, for the database order_dw"), made.out.constData());
        QVERIFY(isListed(u"ours"_s));
        QVERIFY(sql(u"dbs_mc"_s, u"DESC FOREIGN SERVER ours;"_s).out.contains("it's \"ours\""));
        const auto again = test::runCtl(create(u"ours"_s, valid()));
        QCOMPARE(again.exitCode, 1);
        QVERIFY2(again.err.contains("There is a foreign server ours already"), again.err.constData());

        QCOMPARE(test::runCtl({u"map-schema"_s, u"order_dw/public"_s, u"dbs_mc/over_ours"_s, u"--server"_s, u"ours"_s})
                     .exitCode,
                 0);
        const QStringList drop{u"drop-foreign-server"_s, u"dbs_mc/:foreign_servers/ours"_s};
        QCOMPARE(test::runCtl(drop).exitCode, 1); // unconfirmed
        const QStringList confirmed = drop + QStringList{u"--confirm"_s, u"ours"_s};
        const auto used = test::runCtl(confirmed);
        QVERIFY2(used.exitCode == 1 && used.err.contains("is used by an external schema"), used.err.constData());
        QVERIFY(isListed(u"ours"_s));
        QCOMPARE(test::runCtl({u"drop-schema"_s, u"dbs_mc/over_ours"_s, u"--confirm"_s, u"over_ours"_s}).exitCode, 0);
        const auto dropped = test::runCtl(confirmed);
        QVERIFY2(dropped.exitCode == 0, dropped.err.constData());
        QVERIFY(!isListed(u"ours"_s));
        QCOMPARE(test::runCtl(confirmed).exitCode, 1); // it is not there any more
    }

    void whatIsWrongIsSaidBeforeAnythingIsSent()
    {
        const auto refused = [](const QString &name, QStringList options, const QString &option, const QString &value) {
            options[options.indexOf(option) + 1] = value;
            const auto outcome = test::runCtl(create(name, options));
            return outcome.exitCode == 1 ? outcome.err : QByteArray("exit code is not 1");
        };
        const QString host = u"--host"_s;
        QByteArray err = refused(u"Dbs_Holo"_s, valid(), host, u"localhost"_s);
        QVERIFY2(err.contains("begins with a lower-case letter"), err.constData());
        err = refused(u"vpc"_s, valid(), host, u"x-cn-shanghai-vpc-st.hologres.aliyuncs.com"_s);
        QVERIFY2(err.contains("is a VPC address"), err.constData());
        err = refused(u"arn"_s, valid(), u"--role-arn"_s, u"dbs-holo-role"_s);
        QVERIFY2(err.contains("Expected acs:ram::<account id>:role/<role name>"), err.constData());
        err = refused(u"port"_s, valid(), u"--port"_s, u"70000"_s);
        QVERIFY2(err.contains("1 to 65535"), err.constData());
        for (const QString &name : {u"vpc"_s, u"arn"_s, u"port"_s})
            QVERIFY(!isListed(name));
        QCOMPARE(test::runCtl(create(u"none"_s, {u"--host"_s, u"h"_s, u"--database"_s, u"d"_s})).exitCode, 2);
        QCOMPARE(test::runCtl({u"drop-foreign-server"_s, u"dbs_mc"_s}).exitCode, 2);
    }

    // docs/requirements.md#h-47: it can be made, and no external schema takes it.
    void theTaskExecutorIsForExternalProjects()
    {
        QStringList options = valid();
        options.remove(options.indexOf(u"--role-arn"_s), 2);
        const auto made = test::runCtl(create(u"executor"_s, options + QStringList{u"--task-executor"_s}));
        QVERIFY2(made.exitCode == 0 && made.err.contains("an external schema cannot use"), made.err.constData());
        const auto mapped =
            test::runCtl({u"map-schema"_s, u"order_dw/public"_s, u"dbs_mc/no"_s, u"--server"_s, u"executor"_s});
        QVERIFY2(mapped.exitCode == 1 && mapped.err.contains("task executor's identity"), mapped.err.constData());
        QCOMPARE(test::runCtl({u"drop-foreign-server"_s, u"dbs_mc/executor"_s, u"--confirm"_s, u"executor"_s}).exitCode,
                 0);
    }

    // docs/requirements.md#h-49, #h-50.
    void aUserIsAddedAndGivenRights()
    {
        const QString user = u"RAM$1234567890:from-a-test"_s;
        const auto early = test::runCtl({u"grant"_s, u"order_dw/public"_s, user});
        QVERIFY2(early.exitCode == 1 && early.err.contains("no user of the instance yet"), early.err.constData());
        const auto added = test::runCtl({u"add-user"_s, u"order_dw"_s, user});
        QVERIFY2(added.exitCode == 0 && added.out.contains("Listed in pg_roles"), (added.out + added.err).constData());
        QVERIFY(test::runCtl({u"ls"_s, u"order_dw/:roles"_s}).out.contains(user.toUtf8()));
        QCOMPARE(test::runCtl({u"add-user"_s, u"order_dw"_s, user}).exitCode, 1);

        const auto off = test::runCtl({u"grant"_s, u"order_dw/public"_s, user, u"--model"_s, u"spm"_s});
        QVERIFY2(off.exitCode == 1 && off.err.contains("SPM not enabled in order_dw"), off.err.constData());
        const QString reads = u"SELECT has_table_privilege('%1', 'public.dwd_orders', 'SELECT')::text AS may;"_s;
        QVERIFY(sql(u"order_dw"_s, reads.arg(user)).out.contains("false"));
        const auto given = test::runCtl({u"grant"_s, u"order_dw/public"_s, user});
        QVERIFY2(given.exitCode == 0 && given.out.contains("Given, by PostgreSQL's own GRANT"),
                 (given.out + given.err).constData());
        QVERIFY(sql(u"order_dw"_s, reads.arg(user)).out.contains("true"));
        const auto taken =
            sql(u"order_dw"_s,
                u"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM \"%1\"; REVOKE ALL ON SCHEMA public FROM "
                "\"%1\"; REVOKE ALL ON DATABASE order_dw FROM \"%1\"; DROP USER \"%1\";"_s.arg(user));
        QVERIFY2(taken.exitCode == 0, taken.err.constData());

        // By SPM, in another database.
        const auto crm = [](const QString &statement) {
            return test::runCtl({u"sql"_s, u"test_dbs_holo"_s, u"--database"_s, u"crm"_s, statement});
        };
        QCOMPARE(crm(u"CALL spm_enable();"_s).exitCode, 0);
        QCOMPARE(test::runCtl({u"add-user"_s, u"test_dbs_holo/crm"_s, user}).exitCode, 0);
        const auto bySpm = test::runCtl({u"grant"_s, u"test_dbs_holo/crm/public"_s, user});
        QVERIFY2(bySpm.exitCode == 0 && bySpm.out.contains("Given, by SPM"), (bySpm.out + bySpm.err).constData());
        QVERIFY(
            crm(u"SELECT pg_has_role('%1', 'crm_developer', 'MEMBER')::text AS is;"_s.arg(user)).out.contains("true"));
        QCOMPARE(crm(u"DROP USER \"%1\"; CALL spm_disable(); CALL spm_cleanup('crm');"_s.arg(user)).exitCode, 0);
    }

private:
    QTemporaryDir m_dir;
};

QTEST_GUILESS_MAIN(tst_ForeignServer)
#include "tst_foreignserver.moc"
