// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

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

namespace {

const QString group = u"order_dw/:table_groups/order_dw_tg_default"_qs;
const QString inInstance = u"test_dbs_holo/crm/:table_groups/crm_tg_default"_qs;

// What is below a path: name and note of each.
QStringList listed(const QString &path)
{
    const auto outcome = runCtl({u"ls"_qs, path, u"--json"_qs});
    if (outcome.exitCode != 0)
        return {QString::fromUtf8(outcome.err)};
    QStringList lines;
    for (const auto &entry : QJsonDocument::fromJson(outcome.out).array())
        lines.append(entry[u"name"_qs].toString() + u": "_qs + entry[u"note"_qs].toString());
    return lines;
}

} // namespace

/// Table groups, compute groups and roles of a sandbox, on the command line.
class tst_LoadTableGroup : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(QStringLiteral("config")).toUtf8());
        qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(QStringLiteral("data")).toUtf8());
        qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
        auto &sandbox = SandboxFixture::shared();
        QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
        VERIFY_DONE(runCtl({u"connection"_qs, u"add"_qs, u"--sandbox"_qs, sandbox.dir()}));
    }

    void rolesAreListed()
    {
        const QStringList roles = listed(u"order_dw/:roles"_qs);
        QVERIFY2(roles.size() >= 3, qPrintable(roles.join(u'\n')));
        for (const QString &role : roles)
            QVERIFY2(!role.startsWith(u"pg_"), qPrintable(role));
        QCOMPARE(listed(u"test_dbs_holo/:roles"_qs), roles);
    }

    void aTableGroupIsLoadedAndListedSo()
    {
        QCOMPARE(listed(group), QStringList{u"init_warehouse: 1 replica · leader"_qs});
        const QStringList to{u"--to"_qs, u"read_warehouse_1"_qs};
        const auto planned = runCtl(QStringList{u"plan"_qs, u"load-table-group"_qs, group} + to);
        VERIFY_DONE(planned);
        QVERIFY2(planned.out.contains("CALL hg_table_group_load_to_warehouse('order_dw.order_dw_tg_default', "
                                      "'read_warehouse_1', 1);"),
                 planned.out.constData());
        QCOMPARE(listed(group).size(), 1); // nothing was changed
        const auto ran = runCtl(QStringList{u"load-table-group"_qs, group, u"--json"_qs} + to);
        VERIFY_DONE(ran);
        QCOMPARE(ran.json()[u"state"_qs].toString(), u"succeeded"_qs);
        QCOMPARE(ran.json()[u"steps"_qs].toArray().last()[u"outcome"_qs].toString(),
                 u"Listed as loaded to read_warehouse_1"_qs);
        QCOMPARE(listed(group),
                 (QStringList{u"init_warehouse: 1 replica · leader"_qs, u"read_warehouse_1: 1 replica"_qs}));
        // Once more, with more replicas.
        VERIFY_DONE(runCtl(QStringList{u"load-table-group"_qs, group, u"--replicas"_qs, u"2"_qs} + to));
        QCOMPARE(listed(group).last(), u"read_warehouse_1: 2 replicas"_qs);
        VERIFY_DONE(runCtl({u"sql"_qs, u"order_dw"_qs,
                            u"CALL hg_table_group_unload_from_warehouse('order_dw.order_dw_tg_default', "
                            "'read_warehouse_1')"_qs}));
    }

    void belowAnInstanceItIsThatOfTheDatabase()
    {
        VERIFY_DONE(runCtl({u"load-table-group"_qs, inInstance, u"--to"_qs, u"read_warehouse_1"_qs}));
        QCOMPARE(listed(inInstance).size(), 2);
        QCOMPARE(listed(group).size(), 1);
    }

    void whatCannotBeIsRefused()
    {
        const auto nowhere = runCtl({u"load-table-group"_qs, group, u"--to"_qs, u"nowhere"_qs});
        QCOMPARE(nowhere.exitCode, 1);
        QVERIFY2(nowhere.err.contains("no compute group nowhere"), nowhere.err.constData());
        QCOMPARE(runCtl({u"load-table-group"_qs, group}).exitCode, 2);
        QCOMPARE(runCtl({u"load-table-group"_qs, u"order_dw/public/dwd_orders"_qs, u"--to"_qs, u"x"_qs}).exitCode, 2);
        VERIFY_DONE(runCtl({u"connection"_qs, u"edit"_qs, u"order_dw"_qs, u"--read-only"_qs}));
        const auto readOnly = runCtl({u"load-table-group"_qs, group, u"--to"_qs, u"read_warehouse_1"_qs});
        VERIFY_DONE(runCtl({u"connection"_qs, u"edit"_qs, u"order_dw"_qs, u"--writable"_qs}));
        QCOMPARE(readOnly.exitCode, 1);
        QVERIFY2(readOnly.err.contains("read-only"), readOnly.err.constData());
    }
};

QTEST_GUILESS_MAIN(tst_LoadTableGroup)
#include "tst_loadtablegroup.moc"
