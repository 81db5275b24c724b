// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

/// A Hologres schema is shown in MaxCompute by the command line, live, and the external schema goes again.
class tst_MapSchema : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theSchemaIsMadeReadLiveAndDropped();
    void anInstanceNamesItsDatabase();
    void whatCannotWorkIsRefusedBeforeAnythingIsSent();
    void aRoleWithoutRightsIsToldAndHeals();
    void schemasOfTheProjectsOwnStay();

private:
    static test::CtlOutcome sql(const QString &connection, const QString &statement)
    {
        return test::runCtl({u"sql"_s, connection, statement});
    }

    QTemporaryDir m_dir;
};

namespace {

const QString withServer = u"--server"_s;
const QString server = u"dbs_holo_external"_s;

QStringList mapping(const QString &name, const QString &foreignServer = server)
{
    return {u"map-schema"_s, u"order_dw/public"_s, u"dbs_mc/"_s + name, withServer, foreignServer};
}

bool isThere(const QString &schema)
{
    return test::runCtl({u"ls"_s, u"dbs_mc"_s}).out.contains(schema.toUtf8() + ' ');
}

} // namespace

void tst_MapSchema::initTestCase()
{
    qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_s).toUtf8());
    qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_s).toUtf8());
    qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
    auto &sandbox = test::SandboxFixture::shared();
    QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
    QCOMPARE(test::runCtl({u"connection"_s, u"add"_s, u"--sandbox"_s, sandbox.dir()}).exitCode, 0);
}

void tst_MapSchema::theSchemaIsMadeReadLiveAndDropped()
{
    const auto made = test::runCtl(mapping(u"live"_s));
    QVERIFY2(made.exitCode == 0, made.err.constData());
    QVERIFY2(made.out.contains("listed through MaxCompute"), made.out.constData());
    // docs/requirements.md#h-56: what comes to Hologres is seen at once, without mapping again.
    const auto come = sql(
        u"order_dw"_s,
        u"CREATE TABLE public.come (id int); INSERT INTO public.come VALUES (4711); GRANT SELECT ON public.come TO PUBLIC;"_s);
    QVERIFY2(come.exitCode == 0, come.err.constData());
    QVERIFY(test::runCtl({u"ls"_s, u"dbs_mc/live"_s}).out.contains("come "));
    const auto rows = sql(u"dbs_mc"_s, u"SET odps.namespace.schema=true; SELECT * FROM live.come;"_s);
    QVERIFY2(rows.out.contains("4711"), rows.err.constData());

    const auto again = test::runCtl(mapping(u"live"_s));
    QCOMPARE(again.exitCode, 1);
    QVERIFY2(again.err.contains("exists in dbs_mc already"), again.err.constData());
    const auto kept = test::runCtl(mapping(u"live"_s) + QStringList{u"--if-taken"_s, u"keep"_s});
    QVERIFY2(kept.exitCode == 0 && kept.out.contains("Kept as it was"), (kept.out + kept.err).constData());

    const QStringList drop{u"drop-schema"_s, u"dbs_mc/live"_s};
    QCOMPARE(test::runCtl(drop).exitCode, 1); // unconfirmed
    QVERIFY(isThere(u"live"_s));
    const auto dropped = test::runCtl(drop + QStringList{u"--confirm"_s, u"live"_s});
    QVERIFY2(dropped.exitCode == 0, dropped.err.constData());
    const QByteArray told = dropped.out + dropped.err;
    QVERIFY2(told.contains("This makes it again:") && told.contains("CREATE EXTERNAL SCHEMA IF NOT EXISTS live"),
             told.constData());
    QVERIFY(!isThere(u"live"_s));
    QVERIFY(sql(u"order_dw"_s, u"SELECT * FROM public.come;"_s).out.contains("4711"));
    QCOMPARE(sql(u"order_dw"_s, u"DROP TABLE public.come;"_s).exitCode, 0);
}

void tst_MapSchema::anInstanceNamesItsDatabase()
{
    const auto wrong =
        test::runCtl({u"map-schema"_s, u"test_dbs_holo/crm/public"_s, u"dbs_mc/instance"_s, withServer, server});
    QCOMPARE(wrong.exitCode, 1);
    QVERIFY2(wrong.err.contains("is for the database order_dw, and the schema is in crm"), wrong.err.constData());
    const auto right = test::runCtl({u"map-schema"_s, u"test_dbs_holo/order_dw/public"_s, u"dbs_mc/instance"_s,
                                     withServer, server, u"--on"_s, u"order_dw.public"_s});
    QVERIFY2(right.exitCode == 0, right.err.constData());
    QCOMPARE(test::runCtl({u"drop-schema"_s, u"dbs_mc/instance"_s, u"--confirm"_s, u"instance"_s}).exitCode, 0);
}

void tst_MapSchema::whatCannotWorkIsRefusedBeforeAnythingIsSent()
{
    const auto made =
        sql(u"dbs_mc"_s,
            u"CREATE FOREIGN SERVER executor TYPE HOLOGRES OPTIONS (host='localhost', port='1', dbname='order_dw');"_s);
    QVERIFY2(made.exitCode == 0, made.err.constData());
    const auto executor = test::runCtl(mapping(u"refused"_s, u"executor"_s));
    QCOMPARE(executor.exitCode, 1);
    QVERIFY2(executor.err.contains("needs a foreign server with a RAM role"), executor.err.constData());
    QVERIFY2(test::runCtl(mapping(u"refused"_s, u"nix"_s)).err.contains("There is no foreign server nix"), "unknown");
    QVERIFY(!isThere(u"refused"_s));
    QCOMPARE(sql(u"dbs_mc"_s, u"DROP FOREIGN SERVER executor;"_s).exitCode, 0);

    const auto noServer = test::runCtl({u"map-schema"_s, u"order_dw/public"_s, u"dbs_mc"_s});
    QCOMPARE(noServer.exitCode, 2);
    QVERIFY2(noServer.err.contains("--server"), noServer.err.constData());
    QCOMPARE(test::runCtl({u"map-schema"_s, u"order_dw"_s, u"dbs_mc"_s, withServer, server}).exitCode, 2);
}

void tst_MapSchema::aRoleWithoutRightsIsToldAndHeals()
{
    const QString role = u"acs:ram::1234567890:role/dbs-holo-role-without-rights"_s;
    const auto server = sql(u"dbs_mc"_s,
                            u"CREATE FOREIGN SERVER bare TYPE HOLOGRES OPTIONS (host='127.0.0.1', port='%1', "
                            "dbname='order_dw', rolearn='%2');"_s.arg(test::SandboxFixture::shared().port())
                                .arg(role));
    QVERIFY2(server.exitCode == 0, server.err.constData());
    const auto made = test::runCtl(mapping(u"bare"_s, u"bare"_s));
    QCOMPARE(made.exitCode, 1);
    QVERIFY2(made.err.contains("Query Failed") && made.err.contains("need not be made again")
                 && made.err.contains("DROP SCHEMA IF EXISTS bare;"),
             made.err.constData());
    QVERIFY(isThere(u"bare"_s));
    QCOMPARE(test::runCtl({u"drop-schema"_s, u"dbs_mc/bare"_s, u"--confirm"_s, u"bare"_s}).exitCode, 0);
    QCOMPARE(sql(u"dbs_mc"_s, u"DROP FOREIGN SERVER bare;"_s).exitCode, 0);
}

void tst_MapSchema::schemasOfTheProjectsOwnStay()
{
    QCOMPARE(sql(u"dbs_mc"_s, u"SET odps.namespace.schema=true; CREATE SCHEMA own;"_s).exitCode, 0);
    const auto dropped = test::runCtl({u"drop-schema"_s, u"dbs_mc/own"_s, u"--confirm"_s, u"own"_s});
    QCOMPARE(dropped.exitCode, 1);
    QVERIFY2(dropped.err.contains("schema of the project's own"), dropped.err.constData());
    QVERIFY(isThere(u"own"_s));
    const auto mapped = test::runCtl(mapping(u"own"_s) + QStringList{u"--if-taken"_s, u"keep"_s});
    QVERIFY2(mapped.exitCode == 1 && mapped.err.contains("choose another name"), mapped.err.constData());
}

QTEST_GUILESS_MAIN(tst_MapSchema)
#include "tst_mapschema.moc"
