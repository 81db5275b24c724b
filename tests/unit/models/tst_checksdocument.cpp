// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplanners.h"
#include "tutorialfakes.h"

#include <isthmus/engine/localruns.h>
#include <isthmus/models/doctor/checksdocument.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::FactId;
using catalog::ObjectKind;
using mapping::Examination;
using mapping::Finding;
using models::ChecksDocument;
using models::DocumentAddress;
using models::FindingsModel;
using testsupport::entry;
using testsupport::path;

namespace {

class QuickStep final : public plan::StepExecutor {
public:
    [[nodiscard]] QString kind() const override { return u"quick"_s; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &, const plan::StepContext &) override
    {
        return plan::StepOutcome{};
    }
};

} // namespace

class tst_ChecksDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_connections = std::make_unique<testsupport::FakeConnections>();
        fillTutorial(*m_connections);
        const auto folder = path(u"dbs_mc/:foreign_servers"_s);
        auto server = entry(folder, u"ours"_s, ObjectKind::ForeignServer);
        server.note = u"order_dw"_s;
        auto other = entry(folder, u"another"_s, ObjectKind::ForeignServer);
        other.note = u"order_dw"_s;
        auto &target = m_connections->catalog(u"dbs_mc"_s);
        target.setChildren(folder, {other, server});
        target.setFacts(QList<catalog::Fact>{{FactId::TypeEdition, u"2.0"_s},
                                             {FactId::Host, u"holo.example:80"_s},
                                             {FactId::Database, u"order_dw"_s},
                                             {FactId::RoleArn, u"acs:ram::1:role/reader"_s}});
        const auto roles = path(u"order_dw/:roles"_s);
        m_connections->catalog(u"order_dw"_s).setChildren(roles, {entry(roles, u"etl_dev"_s, ObjectKind::Role)});
        engine::Setup setup;
        setup.executors.push_back(std::make_unique<QuickStep>());
        setup.storeFile = m_folder.filePath(u"runs%1.sqlite"_s.arg(++m_number));
        m_runs = std::make_unique<engine::LocalRuns>(std::move(setup));
    }
    void cleanup()
    {
        m_runs.reset();
        m_connections.reset();
    }

    void addressesAreTakenAndGiven_data()
    {
        QTest::addColumn<DocumentAddress>("address");
        QTest::addColumn<bool>("isOne");
        QTest::addColumn<DocumentAddress>("given");
        const auto row = [](const char *name, const QStringList &names, bool isOne, const QStringList &given = {}) {
            QTest::newRow(name) << DocumentAddress{u"checks"_s, names} << isOne
                                << DocumentAddress{u"checks"_s, given.isEmpty() ? names : given};
        };
        row("schema", {u"schema"_s, u"order_dw/public"_s, u"dbs_mc"_s}, true);
        row("schema, no project", {u"schema"_s, u"order_dw/public"_s}, true,
            {u"schema"_s, u"order_dw/public"_s, u"dbs_mc"_s});
        row("table of an instance", {u"table"_s, u"test_dbs_holo/order_dw/public/t"_s, u"dbs_mc"_s}, true);
        row("external schema", {u"external-schema"_s, u"dbs_mc/public"_s}, true);
        row("external table", {u"external-table"_s, u"dbs_mc/default/t"_s}, true);
        row("external table with a project", {u"external-table"_s, u"dbs_mc/default/t"_s, u"dbs_mc"_s}, false);
        row("no way", {u"view"_s, u"dbs_mc/default/t"_s}, false);
        row("no path", {u"schema"_s, u"a//b"_s}, false);
        row("a connection", {u"schema"_s, u"order_dw"_s}, false);
        row("nothing", {}, false);
    }

    void addressesAreTakenAndGiven()
    {
        QFETCH(DocumentAddress, address);
        QFETCH(bool, isOne);
        QFETCH(DocumentAddress, given);
        ChecksDocument document(m_connections->manager(), *m_runs);
        QCOMPARE(document.open(address), isOne);
        if (isOne)
            QCOMPARE(document.address(), given);
    }

    void theModelHasHeadingsAndLeavesOutWhatPassed()
    {
        ChecksDocument document(m_connections->manager(), *m_runs);
        const QAbstractItemModelTester tester(document.checks());
        QVERIFY(document.open(models::checksAddress(path(u"order_dw/public"_s), ObjectKind::Schema)));
        QCOMPARE(document.checks()->rowCount(), 0); // nothing is read before it is shown
        QSignalSpy checked(&document, &ChecksDocument::checked);
        document.load();
        QVERIFY(document.isRunning());
        QTRY_VERIFY(!document.isRunning());
        const int all = document.checks()->rowCount();
        QCOMPARE(all, document.findings().size() + 4);
        QVERIFY(document.checks()->index(0, 0).data(FindingsModel::HeadingRole).toBool());
        QVERIFY(document.checks()
                    ->index(1, 0)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .startsWith(u"The project answers, passed"));
        document.checks()->setOpenOnly(true);
        QVERIFY(document.checks()->rowCount() < all);
        for (int i = 0; i < document.checks()->rowCount(); ++i) {
            const auto row = document.checks()->index(i, 0);
            QVERIFY(row.data(FindingsModel::HeadingRole).toBool()
                    || row.data(FindingsModel::OutcomeRole).toInt() != int(Finding::Outcome::Passed));
        }
        QVERIFY(document.summary().contains(u"17 checks"));
        QVERIFY(document.reportText().startsWith(u"Checks order_dw/public → dbs_mc\n"));
        QCOMPARE(document.openFindings().first().outcome, Finding::Outcome::Failed); // the role is no user
        QCOMPARE(document.mapCommand(),
                 std::optional(models::mapSchema(path(u"order_dw/public"_s), path(u"dbs_mc"_s))));
    }

    void fieldsAreExaminedAgainAndKept()
    {
        ChecksDocument document(m_connections->manager(), *m_runs);
        QVERIFY(document.open(models::checksAddress(path(u"order_dw/public"_s), ObjectKind::Schema)));
        document.load();
        QTRY_VERIFY(!document.isRunning());
        QCOMPARE(document.foreignServers(), (QStringList{u"another"_s, u"ours"_s}));
        document.setForeignServer(u" ours "_s);
        document.setUser(u"p4_7"_s);
        document.setLooked(u"role_trust"_s, true);
        QTRY_VERIFY(document.reportText().contains(u"Foreign server ours")); // once typing has paused
        QTRY_VERIFY(!document.isRunning());
        QVERIFY(document.reportText().contains(u"CREATE USER \"p4_7\";"));

        ChecksDocument again(m_connections->manager(), *m_runs);
        QVERIFY(again.open(document.address()));
        again.restore(document.state());
        QCOMPARE(again.what().foreignServer, u"ours"_s);
        QCOMPARE(again.what().user, u"p4_7"_s);
        QVERIFY(again.lookedAt(u"role_trust"_s).isValid());
        QVERIFY(!again.isRunning()); // it is not shown yet
        again.restore({{u"looked"_s, 7}, {u"user"_s, QJsonArray()}}); // anything is taken
    }

    void aTableIsByDualSignatureUnlessARoleIsNamed()
    {
        ChecksDocument document(m_connections->manager(), *m_runs);
        QVERIFY(document.open(models::checksAddress(path(u"order_dw/public/dwd_orders"_s), ObjectKind::Table)));
        QCOMPARE(document.what().access, mapping::MapTable::Access::DualSignature);
        document.setRoleArn(u"acs:ram::1:role/reader"_s);
        QCOMPARE(document.what().access, mapping::MapTable::Access::RamRole);
        document.setRoleArn({});
        QCOMPARE(document.what().access, mapping::MapTable::Access::DualSignature);
    }

    // Which foreign server an external schema uses, and what it shows, the run tells that has made it.
    void theRunThatMadeAnExternalSchemaIsAsked()
    {
        ChecksDocument document(m_connections->manager(), *m_runs);
        QVERIFY(document.open(models::checksAddress(path(u"dbs_mc/public"_s), ObjectKind::ExternalSchema)));
        document.load();
        QTRY_VERIFY(!document.isRunning());
        QVERIFY2(document.reportText().contains(u"Choose it, to check it: another"), qPrintable(document.reportText()));

        mapping::MapSchema map;
        map.source = path(u"order_dw/ads"_s);
        map.targetProject = path(u"dbs_mc"_s);
        map.schemaName = u"public"_s;
        map.foreignServer = u"ours"_s;
        plan::Plan plan;
        plan.touches = {{u"dbs_mc/public"_s, plan::Change::Created, u"order_dw/ads"_s}};
        plan::Step step;
        step.kind = u"quick"_s;
        step.effect = plan::Effect::Read;
        plan.append(step);
        static_cast<void>(core::await(m_runs->start(map.toTask(), plan)));
        document.reload();
        QTRY_VERIFY(!document.isRunning());
        QVERIFY2(document.reportText().contains(u"Foreign server ours"), qPrintable(document.reportText()));
        QVERIFY(document.reportText().contains(u"The role may read ads"));
    }

    void aRenamedConnectionIsFollowed()
    {
        ChecksDocument document(m_connections->manager(), *m_runs);
        QVERIFY(document.open(models::checksAddress(path(u"order_dw/public"_s), ObjectKind::Schema)));
        document.renameConnection(u"order_dw"_s, u"dw"_s, false);
        QCOMPARE(document.address().names, (QStringList{u"schema"_s, u"dw/public"_s, u"dbs_mc"_s}));
        QVERIFY(!document.isRunning()); // it was not looked at yet
        QCOMPARE(document.connection(), u"dw"_s);
    }

private:
    QTemporaryDir m_folder;
    int m_number = 0;
    std::unique_ptr<testsupport::FakeConnections> m_connections;
    std::unique_ptr<engine::LocalRuns> m_runs;
};

QTEST_GUILESS_MAIN(tst_ChecksDocument)
#include "tst_checksdocument.moc"
