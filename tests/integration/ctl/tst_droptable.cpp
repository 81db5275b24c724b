// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

/// External tables go by the command line, and nothing else does.
class tst_DropTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aMappedTableIsDroppedByItsName();
    void onProductionTheConnectionIsNamedToo();
    void aFunctionThatWritesIsNoReading();
    void whatHasRowsOfItsOwnStays();
    void pathsThatAreNoTableAreRefused();
    void aForeignTableIsDroppedByItsName();
    void whatDependsOnAForeignTableKeepsIt();
    void aForeignTableThatBecameATableStays();

private:
    QTemporaryDir m_dir;
};

namespace {

const QString external = u"dbs_mc/default/dropped"_s;

bool isThere(const QString &table)
{
    return test::runCtl({u"show"_s, table}).exitCode == 0;
}

} // namespace

void tst_DropTable::initTestCase()
{
    qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_s).toUtf8());
    qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_s).toUtf8());
    qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
    auto &sandbox = test::SandboxFixture::shared();
    QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
    QCOMPARE(test::runCtl({u"connection"_s, u"add"_s, u"--sandbox"_s, sandbox.dir()}).exitCode, 0);
}

void tst_DropTable::aMappedTableIsDroppedByItsName()
{
    QCOMPARE(test::runCtl({u"map-table"_s, u"order_dw/public/dwd_orders"_s, external}).exitCode, 0);
    const auto plan = test::runCtl({u"plan"_s, u"drop-table"_s, external});
    QCOMPARE(plan.exitCode, 0);
    QVERIFY2(plan.out.contains("DROP TABLE IF EXISTS dbs_mc.default.dropped;"), plan.out.constData());
    QVERIFY2(plan.out.contains("order_dw.public.dwd_orders, is touched"), plan.out.constData());
    for (const QStringList &confirmation : {QStringList(), QStringList{u"--confirm"_s, u"another"_s}}) {
        const auto unconfirmed = test::runCtl(QStringList{u"drop-table"_s, external} + confirmation);
        QVERIFY(unconfirmed.exitCode != 0);
        QVERIFY2(unconfirmed.err.contains("--confirm dropped"), unconfirmed.err.constData());
        QVERIFY(isThere(external));
    }
    const auto dropped = test::runCtl({u"drop-table"_s, external, u"--confirm"_s, u"dropped"_s});
    QVERIFY2(dropped.exitCode == 0, dropped.err.constData());
    QVERIFY(!isThere(external));
    QVERIFY(isThere(u"order_dw/public/dwd_orders"_s));
    const auto again = test::runCtl({u"drop-table"_s, external, u"--confirm"_s, u"dropped"_s});
    QVERIFY(again.exitCode != 0);
    QVERIFY2(again.err.contains("not there"), again.err.constData());
}

void tst_DropTable::onProductionTheConnectionIsNamedToo()
{
    const auto label = [](const QString &environment) {
        return test::runCtl({u"connection"_s, u"edit"_s, u"dbs_mc"_s, u"--environment"_s, environment}).exitCode == 0;
    };
    QVERIFY(label(u"production"_s));
    const auto back = qScopeGuard([&] { QVERIFY(label(u"none"_s)); });
    const QStringList map{u"map-table"_s, u"order_dw/public/dwd_orders"_s, external};
    const auto refusedBy = [](const QStringList &arguments) {
        const auto refused = test::runCtl(arguments);
        return refused.exitCode == 1 && refused.err.contains("--confirm-production dbs_mc");
    };
    QVERIFY(refusedBy(map));
    QVERIFY(refusedBy(map + QStringList{u"--confirm-production"_s, u"order_dw"_s}));
    QVERIFY(refusedBy(map + QStringList{u"--confirm"_s, u"dbs_mc"_s}));
    QVERIFY(!isThere(external));
    const auto plan = test::runCtl(QStringList{u"plan"_s} + map);
    QVERIFY2(plan.exitCode == 0 && plan.out.contains("--confirm-production dbs_mc"), plan.out.constData());
    const auto planJson = test::runCtl(QStringList{u"plan"_s} + map + QStringList{u"--json"_s});
    QCOMPARE(QJsonDocument::fromJson(planJson.out).object().value(u"production"_s), QJsonArray{u"dbs_mc"_s});

    const QStringList confirmed{u"--confirm-production"_s, u"dbs_mc"_s};
    const auto mapped = test::runCtl(map + confirmed);
    QVERIFY2(mapped.exitCode == 0, mapped.err.constData());
    QVERIFY(isThere(external));
    const QStringList drop{u"drop-table"_s, external, u"--confirm"_s, u"dropped"_s};
    QVERIFY(refusedBy(drop));
    QVERIFY(isThere(external));
    QVERIFY(refusedBy({u"sql"_s, u"dbs_mc"_s, u"DROP TABLE dropped;"_s}));
    QVERIFY(isThere(external));
    // Who reads needs no leave.
    const QStringList file{u"--to"_s, m_dir.filePath(u"rows.csv"_s)};
    for (const QStringList &reading :
         {QStringList{u"sql"_s, u"dbs_mc"_s, u"SELECT COUNT(*) FROM dropped;"_s}, QStringList{u"preview"_s, external},
          QStringList{u"count"_s, external}, QStringList{u"export"_s, u"order_dw/public/dwd_orders"_s} + file}) {
        const auto read = test::runCtl(reading);
        QVERIFY2(read.exitCode == 0 && !read.err.contains("QCommandLineParser"),
                 (reading.join(u' ').toUtf8() + ": " + read.err).constData());
    }
    const auto dropped = test::runCtl(drop + confirmed);
    QVERIFY2(dropped.exitCode == 0, dropped.err.constData());
    QVERIFY(!isThere(external));
    const auto sql = test::runCtl(QStringList{u"sql"_s, u"dbs_mc"_s, u"CREATE TABLE own_p (id BIGINT);"_s} + confirmed);
    QVERIFY2(sql.exitCode == 0, sql.err.constData());
}

void tst_DropTable::aFunctionThatWritesIsNoReading()
{
    const auto sql = [](const QString &text, const QStringList &more = {}) {
        return test::runCtl(QStringList{u"sql"_s, u"order_dw"_s, text} + more);
    };
    const auto made = sql(u"CREATE TABLE public.purged (id INT); INSERT INTO public.purged VALUES (1); "
                          "CREATE FUNCTION public.purge() RETURNS INT LANGUAGE sql AS "
                          "'DELETE FROM public.purged; SELECT 1'"_s);
    QVERIFY2(made.exitCode == 0, made.err.constData());
    const auto label = [](const QString &environment) {
        return test::runCtl({u"connection"_s, u"edit"_s, u"order_dw"_s, u"--environment"_s, environment}).exitCode == 0;
    };
    QVERIFY(label(u"production"_s));
    const auto back = qScopeGuard([&] { QVERIFY(label(u"none"_s)); });
    const auto refused = sql(u"SELECT public.purge()"_s);
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains("25006") && refused.err.contains("--confirm-production order_dw"),
             refused.err.constData());
    for (const QString &reading :
         {u"VALUES (1)"_s, u"TABLE public.purged"_s, u"(SELECT 1)"_s, u"WITH x AS (SELECT 1 AS a) SELECT a FROM x"_s,
          u"EXPLAIN DELETE FROM public.purged"_s, u"SHOW server_version"_s}) {
        const auto read = sql(reading);
        QVERIFY2(read.exitCode == 0, (reading.toUtf8() + ": " + read.err).constData());
    }
    const auto hidden = sql(u"WITH x AS (DELETE FROM public.purged RETURNING 1) SELECT * FROM x"_s);
    QVERIFY2(hidden.exitCode == 1 && !hidden.err.contains("25006"), hidden.err.constData()); // it is not sent
    const auto count = [&] { return sql(u"SELECT COUNT(*) FROM public.purged"_s, {u"--format"_s, u"csv"_s}).out; };
    QVERIFY2(count().contains("\n1\n"), count().constData());
    const auto confirmed = sql(u"SELECT public.purge()"_s, {u"--confirm-production"_s, u"order_dw"_s});
    QVERIFY2(confirmed.exitCode == 0, confirmed.err.constData());
    QVERIFY2(count().contains("\n0\n"), count().constData());
}

void tst_DropTable::whatHasRowsOfItsOwnStays()
{
    QCOMPARE(test::runCtl(
                 {u"sql"_s, u"dbs_mc"_s, u"CREATE TABLE own (id BIGINT); CREATE VIEW seen AS SELECT id FROM own;"_s})
                 .exitCode,
             0);
    for (const QString &name : {u"own"_s, u"seen"_s}) {
        const QString table = u"dbs_mc/default/"_s + name;
        const auto refused = test::runCtl({u"drop-table"_s, table, u"--confirm"_s, name});
        QVERIFY(refused.exitCode != 0);
        QVERIFY2(refused.err.contains("no external table"), refused.err.constData());
        QVERIFY(isThere(table));
    }
    const auto source =
        test::runCtl({u"drop-table"_s, u"order_dw/public/dwd_orders"_s, u"--confirm"_s, u"dwd_orders"_s});
    QVERIFY(source.exitCode != 0);
    QVERIFY2(source.err.contains("no foreign table (table): its rows would be gone"), source.err.constData());
    QVERIFY(isThere(u"order_dw/public/dwd_orders"_s));
}

void tst_DropTable::pathsThatAreNoTableAreRefused()
{
    for (const QString &path : {u"dbs_mc"_s, u"dbs_mc/default"_s, u"dbs_mc/default/a/b"_s, QString()})
        QCOMPARE(test::runCtl({u"drop-table"_s, path, u"--confirm"_s, u"a"_s}).exitCode, 2);
}

#define VERIFY_OK(outcome) QVERIFY2((outcome).exitCode == 0, ((outcome).out + (outcome).err).constData())

void tst_DropTable::aForeignTableIsDroppedByItsName()
{
    const QString table = u"order_dw/public/mc_Users"_s;
    VERIFY_OK(test::runCtl({u"map-to-hologres"_s, u"dbs_mc/default/ods_user_info_d"_s, u"--to"_s, u"order_dw/public"_s,
                            u"--name"_s, u"mc_Users"_s}));
    const auto plan = test::runCtl({u"plan"_s, u"drop-table"_s, table});
    VERIFY_OK(plan);
    QVERIFY2(plan.out.contains("DROP FOREIGN TABLE \"public\".\"mc_Users\";"), plan.out.constData());
    QVERIFY2(plan.out.contains("dbs_mc.default.ods_user_info_d, is touched"), plan.out.constData());
    const auto unconfirmed = test::runCtl({u"drop-table"_s, table});
    QVERIFY(unconfirmed.exitCode != 0);
    QVERIFY2(unconfirmed.err.contains("--confirm mc_Users"), unconfirmed.err.constData());
    QVERIFY(isThere(table));
    const auto dropped = test::runCtl({u"drop-table"_s, table, u"--confirm"_s, u"mc_Users"_s});
    VERIFY_OK(dropped);
    QVERIFY2(dropped.out.contains("verified: it is gone") || dropped.err.contains("verified: it is gone"),
             (dropped.out + dropped.err).constData());
    QVERIFY(!isThere(table));
    QVERIFY(isThere(u"dbs_mc/default/ods_user_info_d"_s));
    const auto rows = test::runCtl({u"count"_s, u"dbs_mc/default/ods_user_info_d"_s});
    VERIFY_OK(rows);
}

void tst_DropTable::whatDependsOnAForeignTableKeepsIt()
{
    const QString table = u"order_dw/public/mc_seen"_s;
    VERIFY_OK(test::runCtl({u"map-to-hologres"_s, u"dbs_mc/default/ods_user_info_d"_s, u"--to"_s, u"order_dw/public"_s,
                            u"--name"_s, u"mc_seen"_s}));
    VERIFY_OK(test::runCtl({u"sql"_s, u"order_dw"_s, u"CREATE VIEW public.sees_it AS SELECT * FROM public.mc_seen"_s}));
    const auto refused = test::runCtl({u"drop-table"_s, table, u"--confirm"_s, u"mc_seen"_s});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains("Other objects depend on it") && refused.err.contains("view sees_it")
                 && refused.err.contains("Drop or change them first"),
             refused.err.constData());
    QVERIFY(isThere(table));
    QVERIFY(isThere(u"order_dw/public/sees_it"_s));
    VERIFY_OK(test::runCtl({u"sql"_s, u"order_dw"_s, u"DROP VIEW public.sees_it"_s}));
    VERIFY_OK(test::runCtl({u"drop-table"_s, table, u"--confirm"_s, u"mc_seen"_s}));
    QVERIFY(!isThere(table));
}

// A run that failed, since a view held the table, is resumed when a table with rows of its own has taken the name.
void tst_DropTable::aForeignTableThatBecameATableStays()
{
    const QString table = u"order_dw/public/mc_became"_s;
    VERIFY_OK(test::runCtl({u"map-to-hologres"_s, u"dbs_mc/default/ods_user_info_d"_s, u"--to"_s, u"order_dw/public"_s,
                            u"--name"_s, u"mc_became"_s}));
    VERIFY_OK(test::runCtl({u"sql"_s, u"order_dw"_s, u"CREATE VIEW public.holds AS SELECT * FROM public.mc_became"_s}));
    const auto failed = test::runCtl({u"drop-table"_s, table, u"--confirm"_s, u"mc_became"_s, u"--json"_s});
    QCOMPARE(failed.exitCode, 1);
    const QString id = QJsonDocument::fromJson(failed.out).object().value(u"id").toString();
    QVERIFY2(!id.isEmpty(), failed.out.constData());
    VERIFY_OK(test::runCtl({u"sql"_s, u"order_dw"_s,
                            u"DROP VIEW public.holds; DROP FOREIGN TABLE public.mc_became; "
                            "CREATE TABLE public.mc_became (id INT); INSERT INTO public.mc_became VALUES (7)"_s}));
    const auto resumed = test::runCtl({u"resume"_s, id, u"--confirm"_s, u"mc_became"_s});
    QCOMPARE(resumed.exitCode, 1);
    QVERIFY2(resumed.err.contains("no foreign table any more (table): its rows"), resumed.err.constData());
    const auto rows =
        test::runCtl({u"sql"_s, u"order_dw"_s, u"SELECT id FROM public.mc_became"_s, u"--format"_s, u"csv"_s});
    QVERIFY2(rows.out.contains("7"), rows.out.constData());
}

QTEST_GUILESS_MAIN(tst_DropTable)
#include "tst_droptable.moc"
