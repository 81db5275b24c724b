// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/async.h>
#include <isthmus/core/format.h>
#include <isthmus/models/connections/connectionform.h>

#include <QUrl>

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

// A profile without problems: with one field of the user's in it, its problems are those of that field.
Profile faultless(Profile::System system)
{
    Profile profile;
    profile.name = QStringLiteral("name");
    profile.system = system;
    profile.host = QStringLiteral("host");
    profile.database = QStringLiteral("database");
    profile.endpoint = QStringLiteral("https://host/api");
    profile.project = QStringLiteral("project");
    profile.accessId = QStringLiteral("id");
    return profile;
}

void copyField(ConnectionForm::Field field, const Profile &from, Profile *to)
{
    using Field = ConnectionForm::Field;
    switch (field) {
    case Field::Name:
        to->name = from.name;
        break;
    case Field::Host:
        to->host = from.host;
        break;
    case Field::Port:
        to->port = from.port;
        break;
    case Field::Database:
        to->database = from.database;
        to->mode = from.mode;
        break;
    case Field::Tls: // what is wrong with the host alone is said beside the host
        to->tlsMode = from.tlsMode;
        if (!from.host.isEmpty())
            to->host = from.host;
        break;
    case Field::Endpoint:
        to->endpoint = from.endpoint;
        break;
    case Field::TunnelEndpoint:
        to->tunnelEndpoint = from.tunnelEndpoint;
        break;
    case Field::Project:
        to->project = from.project;
        break;
    case Field::AccessId:
        to->accessId = from.accessId;
        break;
    case Field::Secret:
        break;
    }
}

QList<ConnectionForm::Field> fieldsOf(Profile::System system)
{
    using Field = ConnectionForm::Field;
    if (system == Profile::System::Hologres)
        return {Field::Name, Field::Host, Field::Port, Field::Database, Field::Tls, Field::AccessId};
    return {Field::Name, Field::Endpoint, Field::TunnelEndpoint, Field::Project, Field::AccessId};
}

QString addressOf(const Profile &profile)
{
    return profile.system == Profile::System::Hologres ? QStringLiteral("%1:%2").arg(profile.host).arg(profile.port)
                                                       : QUrl(profile.endpoint).authority(QUrl::FullyDecoded);
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

ConnectionForm::ConnectionForm(ConnectionManager &manager, Profile::System system, QObject *parent)
    : QObject(parent), m_manager(manager)
{
    m_original.system = system;
    m_profile = m_original;
    validate();
}

ConnectionForm::ConnectionForm(ConnectionManager &manager, const QString &name, QObject *parent)
    : QObject(parent), m_manager(manager), m_replaces(name), m_original(manager.profile(name).value_or(Profile()))
{
    m_profile = m_original;
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
    changedProfile.system = m_original.system;
    if (changedProfile == m_profile)
        return;
    m_profile = changedProfile;
    m_isTested = false;
    validate();
    Q_EMIT changed();
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

bool ConnectionForm::isModified() const
{
    return m_profile != m_original || m_secret;
}

void ConnectionForm::validate()
{
    m_problems.clear();
    for (const Field field : fieldsOf(m_profile.system)) {
        Profile probe = faultless(m_profile.system);
        copyField(field, m_profile, &probe);
        const QStringList problems = probe.problems();
        if (!problems.isEmpty())
            m_problems.insert(int(field), problems.first());
    }
    if (m_problems.contains(int(Field::Host))
        && m_problems.value(int(Field::Tls)) == m_problems.value(int(Field::Host)))
        m_problems.remove(int(Field::Tls));
    if (m_profile.name != m_replaces && m_manager.profile(m_profile.name))
        m_problems.insert(int(Field::Name), tr("There is a connection of this name already."));
    if (isNew() && !m_secret && m_profile.sandboxDir.isEmpty())
        m_problems.insert(int(Field::Secret),
                          m_profile.system == Profile::System::Hologres
                              ? tr("The password or AccessKey secret is missing.")
                              : tr("The AccessKey secret is missing."));
    const QStringList rest = m_profile.problems(); // of fields together
    if (m_problems.isEmpty() && !rest.isEmpty())
        m_problems.insert(int(Field::Name), rest.first());
}

QString ConnectionForm::problem(Field field) const
{
    return m_problems.value(int(field));
}

QStringList ConnectionForm::problems() const
{
    QList<int> fields = m_problems.keys();
    std::ranges::sort(fields);
    QStringList texts;
    for (const int field : std::as_const(fields))
        texts.append(m_problems.value(field));
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
                      {tr("Sign in"), m_profile.accessId, {}, StepState::Waiting},
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
