// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/core/async.h>
#include <isthmus/models/catalog/statusmodel.h>
#include <isthmus/models/connections/connectionform.h>

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using connections::Profile;
using models::ConnectionForm;
using models::StatusModel;
using models::TestStepsModel;
using testsupport::entry;
using testsupport::path;
using State = TestStepsModel::State;

class tst_ConnectionForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_connections = std::make_unique<testsupport::FakeConnections>(); }
    void aDamagedConnectionIsMended();
    void cleanup() { m_connections.reset(); }
    void aNewFormNamesWhatIsMissing();
    void eachProblemIsBesideItsField();
    void savingKeepsProfileAndSecret();
    void editingKeepsTheSecretUnseen();
    void aTakenNameIsAProblem();
    void testUsesWhatTheFormSays();
    void testOfAnEditedConnectionUsesTheKeptSecret();
    void aStepThatTakesLongTellsHowLong();
    void aSecretThatIsNotKeptIsToldAtTheSecondStep();
    void aFailedTestNamesTheStep_data();
    void aFailedTestNamesTheStep();
    void theStatusBarFollows();
    void aTestIsOutOfDateOnceTheFormChanges();
    void aUrlFillsTheForm();
    void aRegionBringsItsEndpoint();
    void aTokenBelongsToTheSecret();
    void theEnvironmentNeedsNoSecret();
    void whatAnotherProgramChangedIsTakenOver();
    void whatBothChangedIsChosen();
    void whatAnotherProgramRenamedAndChangedIsSaved();
    void allProjectsOfATenantNeedNoProject();

private:
    [[nodiscard]] QList<State> states(ConnectionForm &form);

    std::unique_ptr<testsupport::FakeConnections> m_connections;
};

QList<State> tst_ConnectionForm::states(ConnectionForm &form)
{
    QList<State> states;
    for (const auto &step : form.steps()->steps())
        states.append(step.state);
    return states;
}

void tst_ConnectionForm::aNewFormNamesWhatIsMissing()
{
    ConnectionForm form(m_connections->manager(), *connections::findKind(u"hologres"));
    for (const QStringView field : {u"name", u"host", u"database", u"secret"})
        QVERIFY2(!form.problem(field).isEmpty(), qPrintable(field.toString()));
    QVERIFY(form.problem(u"port").isEmpty());
    QVERIFY(form.problem(u"tls").isEmpty());
    QVERIFY(form.problem(u"endpoint").isEmpty()); // not of this system
    QVERIFY(!form.canSave());
    QVERIFY(!form.canTest());
}

void tst_ConnectionForm::eachProblemIsBesideItsField()
{
    ConnectionForm form(m_connections->manager(), QStringLiteral("order_dw"));
    QVERIFY(form.problems().isEmpty());
    QVERIFY(form.canTest());
    form.setValue(QStringLiteral("port"), 0);
    QVERIFY(!form.problem(u"port").isEmpty());
    QCOMPARE(form.problems().size(), 1);
    form.edit([](Profile &p) {
        p.set(u"port", 80);
        p.set(u"tls", QStringLiteral("disable"));
    });
    QVERIFY(!form.problem(u"tls").isEmpty()); // not for another machine
    QVERIFY(form.problem(u"host").isEmpty());
    form.setValue(QStringLiteral("host"), QStringLiteral("127.0.0.1"));
    QVERIFY(form.problems().isEmpty());
    form.setValue(QStringLiteral("mode"), QStringLiteral("instance"));
    QVERIFY(form.problems().isEmpty());
    form.edit([](Profile &p) { p.kind = QStringLiteral("maxcompute"); });
    QCOMPARE(form.profile().kind, QStringLiteral("hologres")); // stays what it is
}

void tst_ConnectionForm::allProjectsOfATenantNeedNoProject()
{
    ConnectionForm form(m_connections->manager(), *connections::findKind(u"maxcompute"));
    form.edit([](Profile &p) {
        p.name = QStringLiteral("tenant");
        p.set(u"endpoint", QStringLiteral("https://mc.example/api"));
        p.set(u"access_id", QStringLiteral("LTAI"));
    });
    form.setSecret(QStringLiteral("s3cret"));
    QVERIFY(!form.problem(u"project").isEmpty());
    form.setValue(QStringLiteral("mode"), QStringLiteral("tenant"));
    QVERIFY(form.problem(u"project").isEmpty());
    QVERIFY2(form.canSave(), qPrintable(form.problems().join(u' ')));
    form.setValue(QStringLiteral("project"), QStringLiteral("left_over")); // of before: not meant now
    QCOMPARE(form.profile().database(), QString());
    QCOMPARE(form.profile().rootKind(), catalog::ObjectKind::MaxComputeTenant);
    form.setValue(QStringLiteral("mode"), QStringLiteral("project"));
    QCOMPARE(form.profile().database(), QStringLiteral("left_over"));
}

void tst_ConnectionForm::savingKeepsProfileAndSecret()
{
    ConnectionForm form(m_connections->manager(), *connections::findKind(u"maxcompute"));
    form.edit([](Profile &p) {
        p.name = QStringLiteral("second");
        p.set(u"endpoint", QStringLiteral("https://mc.example/api"));
        p.set(u"project", QStringLiteral("second_mc"));
        p.set(u"access_id", QStringLiteral("LTAI"));
    });
    QVERIFY(!form.canSave());
    form.setSecret(QStringLiteral("s3cret"));
    QVERIFY2(form.canSave(), qPrintable(form.problems().join(u' ')));
    QSignalSpy saved(&form, &ConnectionForm::saved);
    form.save();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(m_connections->manager().profile(QStringLiteral("second"))->database(), QStringLiteral("second_mc"));
    QCOMPARE(m_connections->secrets().secretOf(QStringLiteral("second")), QStringLiteral("s3cret"));
    QVERIFY(!form.isNew());
    QVERIFY(!form.isModified());
}

void tst_ConnectionForm::editingKeepsTheSecretUnseen()
{
    ConnectionForm form(m_connections->manager(), QStringLiteral("order_dw"));
    form.edit([](Profile &p) { p.readOnly = true; });
    QVERIFY(form.canSave());
    QVERIFY(form.canTest());
    QSignalSpy saved(&form, &ConnectionForm::saved);
    form.save();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(m_connections->secrets().secretOf(QStringLiteral("order_dw")), QStringLiteral("secret of order_dw"));
    QVERIFY(form.canTest());
}

// By a form that was left as it is, at once; by one that was edited, when its user says so.
void tst_ConnectionForm::whatAnotherProgramChangedIsTakenOver()
{
    auto &manager = m_connections->manager();
    const QString name = QStringLiteral("order_dw");
    ConnectionForm untouched(manager, name);
    ConnectionForm edited(manager, name);
    edited.edit([](Profile &p) { p.description = QStringLiteral("mine"); });
    auto theirs = *manager.profile(name);
    theirs.set(u"host", QStringLiteral("new.example"));
    theirs.environment = connections::Environment::Production;
    QVERIFY(core::await(manager.save(theirs, name, std::nullopt)));
    QTRY_COMPARE(untouched.profile(), theirs);
    QVERIFY(!untouched.isOutOfDate());
    QVERIFY(!untouched.isModified());
    QCOMPARE(untouched.takenOver().size(), 2);

    QTRY_VERIFY(edited.isOutOfDate());
    QVERIFY(!edited.canSave());
    QCOMPARE(edited.profile().text(u"host"), QStringLiteral("holo.example")); // not under the user's hands
    QCOMPARE(edited.differences().size(), 2);
    QCOMPARE(edited.differences().first().field, QStringLiteral("host"));
    QCOMPARE(edited.differences().first().before, QStringLiteral("holo.example"));
    QCOMPARE(edited.differences().first().now, QStringLiteral("new.example"));
    QCOMPARE(edited.differences().last().now, QStringLiteral("Production"));
    QVERIFY(!edited.differences().first().isEdited);
    edited.takeOver({});
    theirs.description = QStringLiteral("mine");
    QCOMPARE(edited.profile(), theirs);
    QVERIFY(edited.isModified());
    QSignalSpy saved(&edited, &ConnectionForm::saved);
    edited.save();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(*manager.profile(name), theirs);
}

void tst_ConnectionForm::whatBothChangedIsChosen()
{
    auto &manager = m_connections->manager();
    const QString name = QStringLiteral("order_dw");
    ConnectionForm form(manager, name);
    form.edit([](Profile &p) {
        p.name = QStringLiteral("mine");
        p.description = QStringLiteral("mine");
        p.group = QStringLiteral("mine");
        p.colour = QStringLiteral("teal");
    });
    auto theirs = *manager.profile(name);
    theirs.description = QStringLiteral("theirs");
    theirs.group = QStringLiteral("theirs");
    theirs.colour = QStringLiteral("teal"); // the same: there is nothing to choose
    QVERIFY(core::await(manager.save(theirs, name, std::nullopt)));
    QTRY_COMPARE(form.differences().size(), 2);
    QVERIFY(form.differences().first().isEdited && form.differences().last().isEdited);
    form.edit([](Profile &p) { p.group = QStringLiteral("theirs"); }); // typed the same by now
    QCOMPARE(form.differences().size(), 1);
    form.edit([](Profile &p) { p.group = QStringLiteral("mine"); });
    form.takeOver({QStringLiteral("group")});
    QCOMPARE(form.profile().name, QStringLiteral("mine"));
    QCOMPARE(form.profile().description, QStringLiteral("theirs"));
    QCOMPARE(form.profile().group, QStringLiteral("mine"));
    QCOMPARE(form.profile().colour, QStringLiteral("teal"));
    QSignalSpy saved(&form, &ConnectionForm::saved);
    form.save();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(manager.profile(QStringLiteral("mine"))->description, QStringLiteral("theirs"));
}

void tst_ConnectionForm::whatAnotherProgramRenamedAndChangedIsSaved()
{
    auto &manager = m_connections->manager();
    ConnectionForm form(manager, QStringLiteral("order_dw"));
    form.edit([](Profile &p) { p.description = QStringLiteral("mine"); });
    auto theirs = *manager.profile(QStringLiteral("order_dw"));
    theirs.name = QStringLiteral("prod");
    QVERIFY(core::await(manager.save(theirs, QStringLiteral("order_dw"), std::nullopt)));
    QTRY_COMPARE(form.profile().name, QStringLiteral("prod"));
    QVERIFY(!form.isOutOfDate()); // its name is no difference
    theirs.group = QStringLiteral("theirs");
    QVERIFY(core::await(manager.save(theirs, QStringLiteral("prod"), std::nullopt)));
    QTRY_VERIFY(form.isOutOfDate());
    form.takeOver({});
    QSignalSpy saved(&form, &ConnectionForm::saved);
    form.save();
    QTRY_COMPARE(saved.size(), 1);
    theirs.description = QStringLiteral("mine");
    QCOMPARE(*manager.profile(QStringLiteral("prod")), theirs);
}

void tst_ConnectionForm::aTakenNameIsAProblem()
{
    ConnectionForm form(m_connections->manager(), QStringLiteral("order_dw"));
    form.edit([](Profile &p) { p.name = QStringLiteral("dbs_mc"); });
    QVERIFY(!form.problem(u"name").isEmpty());
    form.edit([](Profile &p) { p.name = QStringLiteral("order_dw"); });
    QVERIFY(form.problem(u"name").isEmpty());
}

void tst_ConnectionForm::testUsesWhatTheFormSays()
{
    ConnectionForm form(m_connections->manager(), QStringLiteral("order_dw"));
    const QAbstractItemModelTester tester(form.steps(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto root = path(QStringLiteral("order_dw"));
    catalog::ServerInfo server;
    server.product = QStringLiteral("Hologres 3.0.18");
    server.identity = QStringLiteral("RAM$dev");
    server.reachTime = std::chrono::milliseconds(7);
    auto &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setServer(server);
    catalog.setChildren(root, {entry(root, QStringLiteral("public"), catalog::ObjectKind::Schema)});
    form.setSecret(QStringLiteral("typed"));
    QSignalSpy finished(&form, &ConnectionForm::testFinished);
    form.test();
    QVERIFY(form.isTesting());
    QVERIFY(!form.canSave());
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(m_connections->lastSecret(), QStringLiteral("typed"));
    QCOMPARE(states(form), QList<State>({State::Passed, State::Passed, State::Passed}));
    const auto steps = form.steps()->steps();
    QCOMPARE(steps.at(0).elapsed, std::optional(std::chrono::milliseconds(7)));
    QCOMPARE(steps.at(1).detail, QStringLiteral("RAM$dev, Hologres 3.0.18"));
    QVERIFY(steps.at(1).elapsed);
    QCOMPARE(steps.at(2).detail, QStringLiteral("1 name"));
    QVERIFY(steps.at(2).elapsed);
    QVERIFY(form.testSummary().startsWith(QStringLiteral("3 passed")));
    QVERIFY(form.isTested());
    form.setValue(QStringLiteral("host"), QStringLiteral("other.example"));
    QVERIFY(!form.isTested());
}

void tst_ConnectionForm::testOfAnEditedConnectionUsesTheKeptSecret()
{
    const auto root = path(QStringLiteral("order_dw"));
    auto &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setServer(catalog::ServerInfo{});
    catalog.setChildren(root,
                        {entry(root, QStringLiteral("public"), catalog::ObjectKind::Schema),
                         entry(root, QStringLiteral("ads"), catalog::ObjectKind::Schema)});
    ConnectionForm form(m_connections->manager(), QStringLiteral("order_dw"));
    form.setValue(QStringLiteral("port"), 81);
    QVERIFY(form.isModified());
    QSignalSpy finished(&form, &ConnectionForm::testFinished);
    form.test();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(m_connections->lastSecret(), QStringLiteral("secret of order_dw"));
    QCOMPARE(form.steps()->steps().at(2).detail, QStringLiteral("2 names"));
    QVERIFY(form.isTested());
    QCOMPARE(m_connections->manager().profile(QStringLiteral("order_dw"))->number(u"port"), 80); // nothing was saved
    // The catalog cannot be read: the steps before it still passed.
    catalog.setChildrenError(root,
                             {core::ErrorKind::Permission, QStringLiteral("You may not list order_dw"), {}, {}, {}});
    form.test();
    QTRY_COMPARE(finished.size(), 2);
    QCOMPARE(states(form), QList<State>({State::Passed, State::Passed, State::Failed}));
    QCOMPARE(form.testSummary(), QStringLiteral("2 passed, 1 failed"));
    QVERIFY(!form.isTested());
}

void tst_ConnectionForm::aStepThatTakesLongTellsHowLong()
{
    auto &catalog = m_connections->catalog(QStringLiteral("order_dw"));
    catalog.setServer(catalog::ServerInfo{});
    catalog.hold(true);
    ConnectionForm form(m_connections->manager(), QStringLiteral("order_dw"));
    form.setPatience(std::chrono::milliseconds(30));
    form.test();
    QTRY_COMPARE(states(form).value(2), State::Running);
    QTRY_VERIFY(form.steps()->steps().at(2).elapsed);
    QCOMPARE(form.steps()->index(2, models::TestStepsModel::Elapsed).data().toString(), QStringLiteral("1.0 s"));
    QVERIFY(form.isTesting());
    form.cancelTest();
    QVERIFY(!form.isTesting());
    QVERIFY(states(form).value(2) != State::Running);
    QTRY_VERIFY(catalog.heldChildren().at(0).isCancelled());
    catalog.heldChildren().at(0).promise->finish();
}

void tst_ConnectionForm::aSecretThatIsNotKeptIsToldAtTheSecondStep()
{
    QVERIFY(core::await(m_connections->secrets().remove(QStringLiteral("order_dw"))));
    ConnectionForm form(m_connections->manager(), QStringLiteral("order_dw"));
    QSignalSpy finished(&form, &ConnectionForm::testFinished);
    form.test();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(states(form), QList<State>({State::Skipped, State::Failed, State::Skipped}));
    QCOMPARE(form.steps()->steps().at(1).detail, QStringLiteral("No secret is kept for order_dw"));
    QCOMPARE(form.testSummary(), QStringLiteral("0 passed, 1 failed"));
}

void tst_ConnectionForm::aFailedTestNamesTheStep_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("failedStep");
    QTest::newRow("host unknown") << int(core::ErrorKind::Network) << 0;
    QTest::newRow("no answer") << int(core::ErrorKind::Timeout) << 0;
    QTest::newRow("wrong secret") << int(core::ErrorKind::Authentication) << 1;
    QTest::newRow("no right") << int(core::ErrorKind::Permission) << 1;
    QTest::newRow("no such project") << int(core::ErrorKind::NotFound) << 1;
    QTest::newRow("garbage") << int(core::ErrorKind::Protocol) << 1;
}

void tst_ConnectionForm::aFailedTestNamesTheStep()
{
    QFETCH(int, kind);
    QFETCH(int, failedStep);
    const core::Error error{core::ErrorKind(kind), QStringLiteral("what is wrong"), QStringLiteral("do this"), {}, {}};
    m_connections->catalog(QStringLiteral("order_dw")).setServer(core::fail(error));
    ConnectionForm form(m_connections->manager(), QStringLiteral("order_dw"));
    QSignalSpy finished(&form, &ConnectionForm::testFinished);
    form.test();
    QTRY_COMPARE(finished.size(), 1);
    const auto all = states(form);
    for (int step = 0; step < all.size(); ++step) {
        const State expected = step < failedStep ? State::Passed : step == failedStep ? State::Failed : State::Skipped;
        QCOMPARE(all.at(step), expected);
    }
    QCOMPARE(form.steps()->steps().at(failedStep).detail, QStringLiteral("what is wrong"));
    QCOMPARE(form.testError()->hint, QStringLiteral("do this"));
    QVERIFY(!form.isTested());
}

void tst_ConnectionForm::theStatusBarFollows()
{
    auto &manager = m_connections->manager();
    StatusModel status(manager);
    const QAbstractItemModelTester tester(&status, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(status.index(0).data().toString(), QStringLiteral("order_dw idle"));
    catalog::ServerInfo server;
    server.roundTrip = std::chrono::milliseconds(3);
    m_connections->catalog(QStringLiteral("order_dw")).setServer(server);
    manager.check(QStringLiteral("order_dw"));
    QTRY_COMPARE(status.index(0).data().toString(), QStringLiteral("order_dw 3 ms"));
    QCOMPARE(status.index(0).data(StatusModel::ToneRole).value<StatusModel::Tone>(), StatusModel::Tone::Ok);
    m_connections->catalog(QStringLiteral("order_dw"))
        .setServer(core::fail(core::ErrorKind::Timeout, QStringLiteral("No answer")));
    manager.check(QStringLiteral("order_dw"));
    QTRY_COMPARE(status.index(0).data().toString(), QStringLiteral("order_dw no answer"));
    QCOMPARE(status.index(0).data(StatusModel::ToneRole).value<StatusModel::Tone>(), StatusModel::Tone::Failed);
    QVERIFY(core::await(manager.remove(QStringLiteral("order_dw"))));
    QTRY_COMPARE(status.rowCount(), 2);
}

void tst_ConnectionForm::aTestIsOutOfDateOnceTheFormChanges()
{
    m_connections->catalog(QStringLiteral("order_dw"))
        .setServer(core::fail(core::ErrorKind::Network, QStringLiteral("refused")));
    ConnectionForm form(m_connections->manager(), QStringLiteral("order_dw"));
    QSignalSpy finished(&form, &ConnectionForm::testFinished);
    form.test();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(form.hasFailed() && !form.isTestOutdated());
    QVERIFY(form.canSave()); // who knows better may
    form.edit([](Profile &p) {
        p.name = QStringLiteral("other name");
        p.description = QStringLiteral("words");
        p.environment = connections::Environment::Production;
        p.group = QStringLiteral("Sales");
        p.colour = QStringLiteral("teal");
    });
    QVERIFY(form.hasFailed()); // the server knows nothing of these
    form.setValue(QStringLiteral("port"), 81);
    QVERIFY(form.isTestOutdated() && !form.hasFailed());
    form.test();
    QVERIFY(!form.isTestOutdated());
    QTRY_COMPARE(finished.size(), 2);
    form.setSecret(QStringLiteral("new"));
    QVERIFY(form.isTestOutdated());
}

void tst_ConnectionForm::aUrlFillsTheForm()
{
    ConnectionForm form(m_connections->manager(), *connections::findKind(u"hologres"));
    QVERIFY(!form.takeUrl(QStringLiteral("holo.example")));
    QVERIFY(!form.takeUrl(QStringLiteral("jdbc:odps:https://mc.example/api"))); // of the other kind
    QVERIFY(form.takeUrl(
        QStringLiteral("jdbc:postgresql://holo.example:80/order_dw?user=LTAI&password=canary&currentSchema=x")));
    QCOMPARE(form.profile().text(u"host"), QStringLiteral("holo.example"));
    QCOMPARE(form.profile().name, QStringLiteral("order_dw 2")); // the first is taken
    QVERIFY(form.hasNewSecret());
    QVERIFY2(form.canSave(), qPrintable(form.problems().join(u' ')));
    QVERIFY(form.urlNotes().join(u' ').contains(QStringLiteral("currentSchema")));
    QSignalSpy saved(&form, &ConnectionForm::saved);
    form.save();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(m_connections->secrets().secretOf(QStringLiteral("order_dw 2")), QStringLiteral("canary"));
}

void tst_ConnectionForm::aRegionBringsItsEndpoint()
{
    ConnectionForm form(m_connections->manager(), *connections::findKind(u"maxcompute"));
    form.choose(QStringLiteral("region"), QStringLiteral("cn-shanghai"));
    QCOMPARE(form.profile().text(u"endpoint"), QStringLiteral("https://service.cn-shanghai.maxcompute.aliyun.com/api"));
    QVERIFY(form.problem(u"endpoint").isEmpty());
    form.setValue(QStringLiteral("region"), QStringLiteral("cn-private")); // typed: only the region
    QCOMPARE(form.profile().text(u"endpoint"), QStringLiteral("https://service.cn-shanghai.maxcompute.aliyun.com/api"));
    form.setValue(QStringLiteral("schema"), QStringLiteral("a b"));
    QVERIFY(!form.problem(u"schema").isEmpty());
}

void tst_ConnectionForm::aTokenBelongsToTheSecret()
{
    ConnectionForm form(m_connections->manager(), QStringLiteral("dbs_mc"));
    QVERIFY(form.canSave());
    form.choose(QStringLiteral("sign_in"), QStringLiteral("sts"));
    QVERIFY(!form.problem(ConnectionForm::secretField).isEmpty()); // the kept one is another AccessKey's
    QVERIFY(!form.problem(ConnectionForm::tokenField).isEmpty());
    form.setSecret(QStringLiteral("s"));
    QVERIFY(!form.canSave());
    form.setToken(QStringLiteral("t"));
    QVERIFY(form.canSave());
    QSignalSpy saved(&form, &ConnectionForm::saved);
    form.save();
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(m_connections->secrets().secretOf(QStringLiteral("dbs_mc")), QStringLiteral("s\nt"));
    QVERIFY(form.canSave()); // both are kept
    form.setToken(QStringLiteral("next"));
    QVERIFY(!form.problem(ConnectionForm::secretField).isEmpty()); // a token is of one AccessKey
}

void tst_ConnectionForm::theEnvironmentNeedsNoSecret()
{
    ConnectionForm form(m_connections->manager(), *connections::findKind(u"maxcompute"));
    form.edit([](Profile &p) {
        p.name = QStringLiteral("env");
        p.set(u"endpoint", QStringLiteral("https://mc.example/api"));
        p.set(u"project", QStringLiteral("p"));
    });
    QVERIFY(!form.canSave());
    form.choose(QStringLiteral("sign_in"), QStringLiteral("environment"));
    QVERIFY2(form.canSave(), qPrintable(form.problems().join(u' ')));
    QSignalSpy saved(&form, &ConnectionForm::saved);
    form.save();
    QTRY_COMPARE(saved.size(), 1);
    QVERIFY(m_connections->secrets().secretOf(QStringLiteral("env")).isEmpty());
    ConnectionForm other(m_connections->manager(), QStringLiteral("dbs_mc"));
    other.choose(QStringLiteral("sign_in"), QStringLiteral("environment"));
    QSignalSpy otherSaved(&other, &ConnectionForm::saved);
    other.save();
    QTRY_COMPARE(otherSaved.size(), 1);
    QVERIFY(m_connections->secrets().secretOf(QStringLiteral("dbs_mc")).isEmpty()); // nothing reads it any more
    const auto made = form.kind().makeBackend(form.profile(), {});
    QVERIFY(!made && made.error().message.contains(QStringLiteral("ALIBABA_CLOUD_ACCESS_KEY_ID")));
    qputenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "id");
    qputenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s");
    QVERIFY(form.kind().makeBackend(form.profile(), {}));
    qunsetenv("ALIBABA_CLOUD_ACCESS_KEY_ID");
    qunsetenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET");
}

void tst_ConnectionForm::aDamagedConnectionIsMended()
{
    const QTemporaryDir dir;
    const QString name = dir.filePath(QStringLiteral("connections.json"));
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write(R"({"version": 1, "connections": [
        {"name": "bad", "system": "hologres", "host": "h", "database": "d", "access_id": "a", "port": "80"},
        {"name": "strange", "system": "oracle"}]})")
            > 0);
    file.close();
    connections::ConnectionManager manager(connections::ProfileStore(name),
                                           std::make_shared<testsupport::FakeSecretStore>(), {});
    QVERIFY(manager.load());

    ConnectionForm form(manager, QStringLiteral("bad"));
    QVERIFY(form.damage() && form.damage()->message.contains(QStringLiteral("\"port\"")));
    QVERIFY2(form.isModified() && form.canSave(), qPrintable(form.problems().join(u' ')));
    QSignalSpy saved(&form, &ConnectionForm::saved);
    form.save();
    QTRY_COMPARE(saved.count(), 1);
    QVERIFY(!form.damage());
    QVERIFY(manager.profile(QStringLiteral("bad"))->damage.isEmpty());

    const ConnectionForm strange(manager, QStringLiteral("strange"));
    QVERIFY(!strange.canSave());
    QVERIFY(strange.problem(ConnectionForm::kindField).contains(QStringLiteral("oracle")));
}

QTEST_GUILESS_MAIN(tst_ConnectionForm)

#include "tst_connectionform.moc"
