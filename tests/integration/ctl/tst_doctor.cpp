// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <libpq-fe.h>

#include <memory>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

const QString to = u"--to"_s;
const QString withServer = u"--server"_s;

test::CtlOutcome sql(const QString &connection, const QString &statement)
{
    return test::runCtl({u"sql"_s, connection, statement});
}

// What the endpoint would refuse stands in its store.
bool changeStore(const char *statement)
{
    auto &sandbox = test::SandboxFixture::shared();
    const std::unique_ptr<PGconn, decltype(&PQfinish)> store(
        PQconnectdb(sandbox.connectionString(sandbox.engine(), u"maxcompute"_s).c_str()), &PQfinish);
    const std::unique_ptr<PGresult, decltype(&PQclear)> done(PQexec(store.get(), statement), &PQclear);
    return PQresultStatus(done.get()) == PGRES_COMMAND_OK && QByteArray(PQcmdTuples(done.get())) == "1";
}

struct Report {
    int exitCode = -1;
    QJsonObject json;

    [[nodiscard]] QStringList of(const QString &outcome) const
    {
        QStringList ids;
        const QJsonArray checks = json[u"checks"_s].toArray();
        for (const auto &check : checks) {
            if (check[u"outcome"_s] == outcome)
                ids.append(check[u"id"_s].toString());
        }
        return ids;
    }
    [[nodiscard]] QJsonObject check(const QString &id) const
    {
        const QJsonArray checks = json[u"checks"_s].toArray();
        for (const auto &found : checks) {
            if (found[u"id"_s] == id)
                return found.toObject();
        }
        return {};
    }
};

Report examine(const QStringList &arguments)
{
    const auto outcome = test::runCtl(QStringList{u"doctor"_s} + arguments + QStringList{u"--json"_s});
    return {outcome.exitCode, outcome.json()};
}

QStringList foreignServer(const QString &name, const QString &database, const QString &role)
{
    return {u"create-foreign-server"_s,
            u"dbs_mc/"_s + name,
            u"--host"_s,
            test::SandboxFixture::shared().host(),
            u"--port"_s,
            QString::number(test::SandboxFixture::shared().port()),
            u"--database"_s,
            database,
            u"--role-arn"_s,
            u"acs:ram::1234567890:role/"_s + role};
}

int dropServer(const QString &name)
{
    return test::runCtl({u"drop-foreign-server"_s, u"dbs_mc/"_s + name, u"--confirm"_s, name}).exitCode;
}

} // namespace

/// The doctor against a sandbox in which one thing after another is missing: it names that, and passes once what it
/// says was run.
class tst_Doctor : public QObject {
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

    void aSandboxIsWell()
    {
        const Report report = examine({u"order_dw/public"_s, to, u"dbs_mc"_s});
        QCOMPARE(report.exitCode, 0);
        QCOMPARE(report.of(u"failed"_s), QStringList());
        QCOMPARE(report.of(u"cannot_know"_s), (QStringList{u"role_trust"_s, u"allow_list"_s}));
        QCOMPARE(report.of(u"warning"_s), QStringList{u"types"_s}); // of the gallery
        QCOMPARE(report.json[u"foreign_server"_s].toString(), u"dbs_holo_external"_s);
        const auto text = test::runCtl({u"doctor"_s, u"order_dw/public"_s});
        QCOMPARE(text.exitCode, 0);
        const QByteArray words = text.out.simplified(); // lines are broken where the terminal ends
        QVERIFY2(words.contains("Foreign server dbs_holo_external") && words.contains("type_gallery (11)"),
                 text.out.constData());
        const Report table = examine({u"order_dw/public/dwd_orders"_s, to, u"dbs_mc"_s});
        QCOMPARE(table.exitCode, 0);
        QCOMPARE(table.of(u"failed"_s) + table.of(u"cannot_know"_s), QStringList());
    }

    void aMissingForeignServerIsNamedAndMade()
    {
        const QStringList crm{u"test_dbs_holo/crm/public"_s, to, u"dbs_mc"_s};
        const Report missing = examine(crm);
        QCOMPARE(missing.exitCode, 1);
        QCOMPARE(missing.of(u"failed"_s), QStringList{u"server_exists"_s});
        const QString statement = missing.check(u"server_exists"_s)[u"statement"_s].toString();
        QVERIFY2(statement.startsWith(u"CREATE FOREIGN SERVER crm TYPE HOLOGRES"), qPrintable(statement));
        QString complete = statement;
        complete.replace(u"acs:ram::<account id>:role/<role name>"_s, u"acs:ram::1234567890:role/dbs-holo-role"_s);
        QCOMPARE(sql(u"dbs_mc"_s, complete).exitCode, 0);
        const Report made = examine(crm);
        QVERIFY(made.of(u"passed"_s).contains(u"server_exists"_s));
        QVERIFY(!made.of(u"failed"_s).contains(u"server_exists"_s));
        // The same one for another database.
        const Report other = examine({u"order_dw/public"_s, to, u"dbs_mc"_s, withServer, u"crm"_s});
        QCOMPARE(other.of(u"failed"_s), QStringList{u"server_database"_s});
        QCOMPARE(dropServer(u"crm"_s), 0);
        QCOMPARE(examine({u"order_dw/public"_s, withServer, u"nix"_s}).of(u"failed"_s),
                 QStringList{u"server_exists"_s});
    }

    void aVpcHostIsNamedWithTheOtherOne()
    {
        QVERIFY(test::runCtl(foreignServer(u"vpc"_s, u"order_dw"_s, u"dbs-holo-role"_s)).exitCode == 0);
        QVERIFY(
            changeStore("UPDATE mc.foreign_servers SET host = 'x-cn-shanghai-vpc-st.hologres.aliyuncs.com', port = 80 "
                        "WHERE name = 'vpc'"));
        const Report report = examine({u"order_dw/public"_s, to, u"dbs_mc"_s, withServer, u"vpc"_s});
        QCOMPARE(report.of(u"failed"_s), QStringList{u"server_host"_s});
        QCOMPARE(report.check(u"server_host"_s)[u"values"_s][u"Give"_s].toString(),
                 u"x-cn-shanghai-internal.hologres.aliyuncs.com:80"_s);
        QCOMPARE(dropServer(u"vpc"_s), 0);
    }

    void aRoleThatIsNoUserIsAddedAndGivenRights()
    {
        QCOMPARE(test::runCtl(foreignServer(u"lonely"_s, u"order_dw"_s, u"lonely-role"_s)).exitCode, 0);
        const QStringList lonely{u"order_dw/dim"_s, to, u"dbs_mc"_s, withServer, u"lonely"_s};
        const Report missing = examine(lonely);
        QCOMPARE(missing.exitCode, 1);
        QCOMPARE(missing.of(u"failed"_s), QStringList{u"hologres_user"_s});
        const QJsonObject user = missing.check(u"hologres_user"_s);
        QCOMPARE(user[u"statement"_s].toString(), u"CREATE USER \"RAM$1234567890:lonely-role\";"_s);
        QCOMPARE(user[u"connection"_s].toString(), u"order_dw"_s);
        QCOMPARE(sql(u"order_dw"_s, user[u"statement"_s].toString()).exitCode, 0);

        const Report powerless = examine(lonely);
        QCOMPARE(powerless.of(u"failed"_s), QStringList{u"rights"_s});
        QCOMPARE(sql(u"order_dw"_s, powerless.check(u"rights"_s)[u"statement"_s].toString()).exitCode, 0);
        const Report mended = examine(lonely);
        QCOMPARE(mended.exitCode, 0);
        QCOMPARE(mended.of(u"failed"_s), QStringList());
        QVERIFY(mended.of(u"passed"_s).contains(u"rights"_s));

        const QString name = u"RAM$1234567890:lonely-role"_s;
        const auto taken = sql(u"order_dw"_s,
                               u"REVOKE ALL ON ALL TABLES IN SCHEMA dim FROM \"%1\"; REVOKE ALL ON SCHEMA dim FROM "
                               "\"%1\"; REVOKE ALL ON DATABASE order_dw FROM \"%1\"; DROP USER \"%1\";"_s.arg(name));
        QVERIFY2(taken.exitCode == 0, taken.err.constData());
        QCOMPARE(dropServer(u"lonely"_s), 0);
    }

    // docs/requirements.md#h-58: "Query Failed", what to do, and that it heals.
    void aSchemaThatCannotBeListedHeals()
    {
        const QString role = test::SandboxFixture::shared().unprivileged().name;
        QCOMPARE(test::runCtl(foreignServer(u"bare"_s, u"order_dw"_s, u"dbs-holo-role-without-rights"_s)).exitCode, 0);
        QCOMPARE(test::runCtl({u"map-schema"_s, u"order_dw/dim"_s, u"dbs_mc/dim"_s, withServer, u"bare"_s}).exitCode,
                 1);
        const QStringList there{u"dbs_mc/dim"_s, withServer, u"bare"_s, u"--user"_s, role};
        const Report failed = examine(there);
        QCOMPARE(failed.exitCode, 1);
        QCOMPARE(failed.of(u"failed"_s), QStringList{u"rights"_s});
        QVERIFY(failed.json[u"error"_s].toObject().contains(u"message"_s));
        QCOMPARE(failed.json[u"source"_s].toString(), u"order_dw/dim"_s); // found by the foreign server
        const auto given = test::runCtl({u"grant"_s, u"order_dw/dim"_s, role});
        QVERIFY2(given.exitCode == 0, given.err.constData());
        const Report healed = examine(there);
        QCOMPARE(healed.exitCode, 0);
        QVERIFY(!healed.json.contains(u"error"_s));
        QCOMPARE(healed.of(u"failed"_s) + healed.of(u"cannot_know"_s), QStringList()); // it lists: trusted and let in
        QVERIFY(test::runCtl({u"ls"_s, u"dbs_mc/dim"_s}).exitCode == 0);

        QCOMPARE(test::runCtl({u"drop-schema"_s, u"dbs_mc/dim"_s, u"--confirm"_s, u"dim"_s}).exitCode, 0);
        QCOMPARE(dropServer(u"bare"_s), 0);
        const auto taken = sql(u"order_dw"_s,
                               u"REVOKE ALL ON ALL TABLES IN SCHEMA dim FROM \"%1\"; REVOKE ALL ON SCHEMA dim FROM "
                               "\"%1\";"_s.arg(role));
        QVERIFY2(taken.exitCode == 0, taken.err.constData());
    }

    void wrongUseIsSaid()
    {
        QCOMPARE(test::runCtl({u"doctor"_s, u"order_dw"_s}).exitCode, 2);
        QCOMPARE(test::runCtl({u"doctor"_s, u"dbs_mc/public"_s, to, u"dbs_mc"_s}).exitCode, 2);
        QCOMPARE(test::runCtl({u"doctor"_s, u"order_dw/public"_s, to, u"order_dw"_s}).exitCode, 2);
        const auto unknown = test::runCtl({u"doctor"_s, u"nix/public"_s});
        QVERIFY2(unknown.exitCode == 1 && unknown.err.contains("There is no connection called"),
                 unknown.err.constData());
        QCOMPARE(examine({u"order_dw/nix"_s, to, u"dbs_mc"_s}).of(u"failed"_s), QStringList{u"source"_s});
        QCOMPARE(examine({u"order_dw/public/v_order_funnel"_s, to, u"dbs_mc"_s}).of(u"failed"_s).value(0), u"source"_s);
    }

private:
    QTemporaryDir m_dir;
};

QTEST_GUILESS_MAIN(tst_Doctor)
#include "tst_doctor.moc"
