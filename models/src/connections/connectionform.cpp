// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/async.h>
#include <isthmus/core/format.h>
#include <isthmus/models/connections/connectionform.h>

#include <algorithm>
#include <utility>

namespace isthmus::models {

using connections::ConnectionManager;
using connections::Profile;
using Step = TestStepsModel::Step;
using StepState = TestStepsModel::State;
using std::chrono::milliseconds;

namespace {

enum TestStep { Reach, SignIn, ReadCatalog };

QString addressOf(const Profile &profile)
{
    const connections::ServerAddress server = profile.info().server(profile);
    return server.port > 0 ? QStringLiteral("%1:%2").arg(server.host).arg(server.port) : server.host;
}

// Which of reaching and signing in an error belongs to: both are one call, and the server's own answer is of the
// second.
TestStep failedStep(const core::Error &error)
{
    const bool isReached = !error.code.isEmpty();
    switch (error.kind) {
    case core::ErrorKind::Network:
    case core::ErrorKind::Timeout:
        return isReached ? SignIn : Reach;
    case core::ErrorKind::Invalid:
    case core::ErrorKind::Internal:
        return Reach;
    default:
        return SignIn;
    }
}

milliseconds elapsedOf(const QElapsedTimer &timer)
{
    return milliseconds(timer.elapsed());
}

} // namespace

ConnectionForm::ConnectionForm(ConnectionManager &manager, const connections::ConnectionKind &kind, QObject *parent)
    : QObject(parent), m_manager(manager), m_original(kind.id), m_profile(m_original)
{
    validate();
}

ConnectionForm::ConnectionForm(ConnectionManager &manager, const QString &name, QObject *parent)
    : QObject(parent), m_manager(manager), m_replaces(name), m_original(manager.profile(name).value_or(Profile()))
{
    m_profile = m_original;
    m_profile.damage.clear(); // what the form shows is saved instead
    validate();
}

ConnectionForm::~ConnectionForm()
{
    m_question.forget();
    if (m_tested)
        m_manager.letGo(*std::move(m_tested));
}

void ConnectionForm::edit(const std::function<void(Profile &)> &change)
{
    Profile changedProfile = m_profile;
    change(changedProfile);
    changedProfile.kind = m_original.kind;
    if (changedProfile == m_profile)
        return;
    m_profile = changedProfile;
    m_isTested = false;
    validate();
    Q_EMIT changed();
}

void ConnectionForm::setValue(const QString &field, const QJsonValue &value)
{
    edit([&](Profile &profile) { profile.set(field, value); });
}

void ConnectionForm::setSecret(const QString &secret)
{
    m_secret = secret.isEmpty() ? std::nullopt : std::optional(secret);
    m_isTested = false;
    validate();
    Q_EMIT changed();
}

QString ConnectionForm::secretPlace() const
{
    return m_manager.secretsDescription();
}

std::optional<core::Error> ConnectionForm::damage() const
{
    if (m_original.damage.isEmpty())
        return std::nullopt;
    return core::Error{core::ErrorKind::Invalid,
                       m_original.problems().join(u' '),
                       tr("Look through the form: what it shows is saved instead."),
                       {},
                       {}};
}

bool ConnectionForm::isModified() const
{
    return m_profile != m_original || m_secret;
}

void ConnectionForm::addProblem(QStringView field, const QString &problem)
{
    if (!problem.isEmpty())
        m_problems.append({field.toString(), problem});
}

void ConnectionForm::validate()
{
    m_problems.clear();
    const bool isTaken = m_profile.name != m_replaces && m_manager.profile(m_profile.name);
    addProblem(nameField,
               isTaken                            ? tr("There is a connection of this name already.")
                   : m_profile.name == m_replaces ? connections::problemOfName(m_profile.name)
                                                  : connections::problemOfNewName(m_profile.name));
    if (!connections::findKind(m_profile.kind))
        addProblem(kindField, tr("This version of Isthmus does not know its kind, \"%1\".").arg(m_profile.kind));
    for (const auto &field : kind().fields)
        addProblem(field.id, connections::problemOf(field, m_profile));
    if (isNew() && !m_secret && m_profile.sandboxDir.isEmpty())
        addProblem(secretField, connections::kindText(kind().secretMissing));
}

QString ConnectionForm::problem(QStringView field) const
{
    const auto found = std::ranges::find_if(m_problems, [&](const auto &told) { return told.first == field; });
    return found == m_problems.end() ? QString() : found->second;
}

QStringList ConnectionForm::problems() const
{
    QStringList texts;
    for (const auto &told : m_problems)
        texts.append(told.second);
    return texts;
}

QString ConnectionForm::testBlockedReason() const
{
    if (m_isTesting || m_isSaving)
        return m_isTesting ? tr("A test is running.") : tr("The connection is being saved.");
    if (!m_problems.isEmpty())
        return problems().first();
    return {};
}

bool ConnectionForm::canSave() const
{
    return m_problems.isEmpty() && !m_isTesting && !m_isSaving;
}

// Test

void ConnectionForm::test()
{
    if (!canTest())
        return;
    m_isTesting = true;
    m_isTested = false;
    m_testError.reset();
    m_testSummary = tr("Testing");
    m_testSince.start();
    m_steps.setSteps({{tr("Reach the server"), addressOf(m_profile), {}, StepState::Running},
                      {tr("Sign in"), m_profile.account(), {}, StepState::Waiting},
                      {tr("Read the catalog"), {}, {}, StepState::Waiting}});
    Q_EMIT changed();
    expect(m_manager.openUnsaved(m_profile, m_secret, m_replaces), [this](const connections::Backend &backend) {
        m_tested = backend;
        testServer();
    });
}

// Calls \a next with the answer, unless the test failed or was stopped meanwhile.
template <typename T, typename Next>
void ConnectionForm::expect(const QFuture<core::Result<T>> &future, Next next)
{
    m_stepSince.start();
    m_question.ask(future, [this, next](const core::Result<T> &answer) {
        if (answer)
            next(*answer);
        else
            failTest(answer.error());
    });
}

void ConnectionForm::testServer()
{
    expect(m_tested->catalog->server(), [this](const catalog::ServerInfo &server) {
        acceptServer(server);
        testCatalog();
    });
}

void ConnectionForm::acceptServer(const catalog::ServerInfo &server)
{
    QList<Step> steps = m_steps.steps();
    steps[Reach].state = StepState::Passed;
    steps[Reach].elapsed = server.reachTime;
    steps[SignIn].state = StepState::Passed;
    steps[SignIn].elapsed =
        std::max(milliseconds(0), elapsedOf(m_stepSince) - server.reachTime.value_or(milliseconds(0)));
    steps[SignIn].detail =
        server.product.isEmpty() ? server.identity : tr("%1, %2").arg(server.identity, server.product);
    steps[ReadCatalog].state = StepState::Running;
    m_steps.setSteps(steps);
}

void ConnectionForm::testCatalog()
{
    constexpr int firstNames = 1000;
    expect(m_tested->catalog->children({.parent = {m_profile.name, {}}, .pageSize = firstNames}),
           [this](const catalog::Page &page) { acceptNames(page); });
}

void ConnectionForm::acceptNames(const catalog::Page &page)
{
    QList<Step> steps = m_steps.steps();
    const auto count = page.entries.size();
    steps[ReadCatalog].elapsed = elapsedOf(m_stepSince);
    steps[ReadCatalog].detail = !page.nextMarker.isEmpty() ? tr("%1 names and more").arg(count)
        : count == 1                                       ? tr("1 name")
                                                           : tr("%1 names").arg(count);
    steps[ReadCatalog].state = StepState::Passed;
    m_steps.setSteps(steps);
    m_isTested = true;
    m_testSummary =
        tr("%1 passed · %2").arg(m_steps.count(StepState::Passed)).arg(core::formatDuration(elapsedOf(m_testSince)));
    endTest();
}

void ConnectionForm::failTest(const core::Error &error)
{
    QList<Step> steps = m_steps.steps();
    int failed = ReadCatalog;
    if (!m_tested && !error.isCancelled()) // the kept secret cannot be read: nothing was reached yet
        failed = SignIn;
    else if (steps[SignIn].state != StepState::Passed)
        failed = error.isCancelled() ? Reach : failedStep(error);
    for (int step = 0; step < steps.size(); ++step) {
        const auto before = m_tested ? StepState::Passed : StepState::Skipped;
        steps[step].state = step < failed ? before : step == failed ? StepState::Failed : StepState::Skipped;
    }
    steps[failed].detail = error.isCancelled() ? tr("stopped") : error.message;
    steps[failed].elapsed = elapsedOf(m_stepSince);
    m_steps.setSteps(steps);
    m_testError = error;
    m_testSummary =
        error.isCancelled() ? tr("Stopped") : tr("%1 passed, 1 failed").arg(m_steps.count(StepState::Passed));
    endTest();
}

void ConnectionForm::endTest()
{
    if (m_tested)
        m_manager.letGo(*std::exchange(m_tested, std::nullopt));
    m_isTesting = false;
    Q_EMIT changed();
    Q_EMIT testFinished();
}

void ConnectionForm::cancelTest()
{
    if (!m_isTesting)
        return;
    m_question.forget();
    failTest(core::Error::cancelled());
}

void ConnectionForm::save()
{
    if (!canSave())
        return;
    m_isSaving = true;
    Q_EMIT changed();
    core::whenDone(m_manager.save(m_profile, m_replaces, m_secret), this,
                   [this, profile = m_profile](const core::Result<core::Done> &done) {
                       m_isSaving = false;
                       if (done) {
                           m_replaces = profile.name;
                           m_original = profile;
                           m_secret.reset(); // kept now
                           validate();
                       }
                       Q_EMIT changed();
                       if (done)
                           Q_EMIT saved(profile.name);
                       else
                           Q_EMIT saveFailed(done.error());
                   });
}

} // namespace isthmus::models
