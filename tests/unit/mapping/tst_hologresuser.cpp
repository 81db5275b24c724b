// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/access/hologresuser.h>
#include <isthmus/mapping/access/verifyuserexecutor.h>
#include <isthmus/plan/sqlstep.h>
#include <isthmus/plan/words.h>

#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using mapping::AddHologresUser;
using mapping::GrantHologresRights;
using mapping::HologresUserFacts;
using mapping::PermissionModel;
using mapping::RightsLevel;
using plan::words;

namespace {

const QString user = u"RAM$1234567890:dbs-holo-role"_s;
const QStringList spm{u"order_dw_admin"_s, u"order_dw_developer"_s, u"order_dw_viewer"_s, u"order_dw_writer"_s};
const QStringList slpm{u"order_dw.admin"_s, u"order_dw.public.developer"_s, u"order_dw.public.viewer"_s,
                       u"order_dw.public.writer"_s};

GrantHologresRights grant()
{
    return {{u"order_dw"_s, {u"public"_s}}, user, {}, {}};
}

QString firstBlocker(const plan::Plan &plan)
{
    return plan.blockers().isEmpty() ? QString() : words(plan.blockers().first().text);
}

} // namespace

class tst_HologresUser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // docs/requirements.md#h-49.
    void theRoleBecomesAUser()
    {
        const AddHologresUser add{{u"test_dbs_holo"_s, {u"order_dw"_s}}, user};
        const auto plan = mapping::planAddHologresUser(add, {u"order_dw"_s, false, {u"p4_1"_s}});
        QVERIFY(plan.isRunnable());
        QCOMPARE(plan.steps().first().sql, u"CREATE USER \"RAM$1234567890:dbs-holo-role\";"_s);
        QCOMPARE(plan::SqlStep::fromStep(plan.steps().first())->database, u"order_dw"_s);
        const auto verify = mapping::VerifyUser::fromStep(plan.steps().last()).value();
        QCOMPARE(verify, (mapping::VerifyUser{u"test_dbs_holo"_s, u"order_dw"_s, user, {}}));
        QCOMPARE(AddHologresUser::fromJson(add.toJson()).value(), add);
        QCOMPARE(firstBlocker(mapping::planAddHologresUser(add, {u"order_dw"_s, false, {user}})),
                 user + u" is a user of the instance already"_s);
        QCOMPARE(firstBlocker(mapping::planAddHologresUser({add.database, {}}, {})),
                 u"The name of the user is missing"_s);
        QVERIFY(!mapping::planAddHologresUser(add, {u"order_dw"_s, true, {}}).isRunnable());
    }

    // docs/requirements.md#h-50.
    void rightsAreGivenByTheModelThatIsThere_data()
    {
        QTest::addColumn<QStringList>("roles");
        QTest::addColumn<QString>("sql");
        QTest::newRow("SPM") << spm << u"CALL spm_grant('order_dw_developer', 'RAM$1234567890:dbs-holo-role');"_s;
        QTest::newRow("SLPM") << slpm
                              << u"CALL slpm_grant('order_dw.public.developer', 'RAM$1234567890:dbs-holo-role');"_s;
        QTest::newRow("standard")
            << QStringList()
            << u"GRANT CONNECT ON DATABASE order_dw TO \"RAM$1234567890:dbs-holo-role\";\n"
               "GRANT USAGE ON SCHEMA public TO \"RAM$1234567890:dbs-holo-role\";\n"
               "GRANT SELECT ON ALL TABLES IN SCHEMA public TO \"RAM$1234567890:dbs-holo-role\";"_s;
    }

    void rightsAreGivenByTheModelThatIsThere()
    {
        QFETCH(QStringList, roles);
        QFETCH(QString, sql);
        const auto plan = mapping::planGrantHologresRights(grant(), {u"order_dw"_s, false, roles + QStringList{user}});
        QVERIFY2(plan.isRunnable(), qPrintable(firstBlocker(plan)));
        QCOMPARE(plan.steps().first().sql, sql);
        const auto verify = mapping::VerifyUser::fromStep(plan.steps().last()).value();
        QCOMPARE(verify, (mapping::VerifyUser{u"order_dw"_s, {}, user, u"public"_s}));
    }

    void spmThatIsOffChangesNothing()
    {
        GrantHologresRights asked = grant();
        asked.model = PermissionModel::Spm;
        const auto plan = mapping::planGrantHologresRights(asked, {u"order_dw"_s, false, {user}});
        QVERIFY(!plan.isRunnable());
        QCOMPARE(firstBlocker(plan), u"SPM not enabled in order_dw; nothing is changed"_s);
        asked.model = PermissionModel::Slpm;
        QCOMPARE(firstBlocker(mapping::planGrantHologresRights(asked, {u"order_dw"_s, false, spm + QStringList{user}})),
                 u"SLPM not enabled in order_dw; nothing is changed"_s);
    }

    void groupsOfBothModelsAreAQuestion()
    {
        GrantHologresRights asked = grant();
        const HologresUserFacts facts{u"order_dw"_s, false, spm + slpm + QStringList{user}};
        QVERIFY(firstBlocker(mapping::planGrantHologresRights(asked, facts)).contains(u"both SPM and SLPM"));
        asked.model = PermissionModel::Slpm;
        asked.level = RightsLevel::Viewer;
        const auto plan = mapping::planGrantHologresRights(asked, facts);
        QVERIFY(plan.isRunnable());
        QVERIFY(plan.steps().first().sql.contains(u"'order_dw.public.viewer'"));
        QCOMPARE(GrantHologresRights::fromJson(asked.toJson()).value(), asked);
    }

    void whoIsNoUserIsAddedFirst()
    {
        QCOMPARE(firstBlocker(mapping::planGrantHologresRights(grant(), {u"order_dw"_s, false, spm})),
                 user + u" is no user of the instance yet; add it first"_s);
    }

    void aSchemaThatIsYoungerThanSlpmNeedsItsGroups()
    {
        GrantHologresRights asked = grant();
        asked.schema = {u"order_dw"_s, {u"later"_s}};
        const auto plan = mapping::planGrantHologresRights(asked, {u"order_dw"_s, false, slpm + QStringList{user}});
        QVERIFY2(firstBlocker(plan).contains(u"no group order_dw.later.developer yet; CALL slpm_migrate();"),
                 qPrintable(firstBlocker(plan)));
    }

    void namesAreQuoted()
    {
        QCOMPARE(mapping::createUserStatement(u"a\"b"_s), u"CREATE USER \"a\"\"b\";"_s);
        QCOMPARE(mapping::grantStatement(PermissionModel::Spm, RightsLevel::Writer, u"d'b"_s, u"s"_s, u"u'"_s),
                 u"CALL spm_grant('d''b_writer', 'u''');"_s);
        QCOMPARE(mapping::userNameOfRole(u"acs:ram::12:role/a-b"_s), u"RAM$12:a-b"_s);
        QVERIFY(mapping::userNameOfRole(u"a-b"_s).isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_HologresUser)
#include "tst_hologresuser.moc"
