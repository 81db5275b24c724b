// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/connectiontest.h>
#include <isthmus/core/format.h>
#include <isthmus/core/host.h>

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace isthmus::connections {

using core::ConnectStep;
using std::chrono::milliseconds;
using State = TestStep::State;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Connections)
};

QString addressOf(const Profile &profile)
{
    const ServerAddress server = profile.info().server(profile);
    return server.port > 0 ? QStringLiteral("%1:%2").arg(server.host).arg(server.port) : server.host;
}

QString titleOf(ConnectStep::Kind kind)
{
    switch (kind) {
    case ConnectStep::Kind::LookUp:
        return Text::tr("Find the host");
    case ConnectStep::Kind::Connect:
        return Text::tr("Open the port");
    case ConnectStep::Kind::Secure:
        return Text::tr("Secure the line");
    case ConnectStep::Kind::SignIn:
        break;
    }
    return Text::tr("Sign in");
}

milliseconds elapsedOf(const QElapsedTimer &timer)
{
    return milliseconds(timer.elapsed());
}

TestStep catalogStep(State state)
{
    return {Text::tr("Read the catalog"), {}, {}, state};
}

} // namespace

QString testStateName(State state)
{
    switch (state) {
    case State::Waiting:
        return QStringLiteral("waiting");
    case State::Running:
        return QStringLiteral("running");
    case State::Passed:
        return QStringLiteral("passed");
    case State::Warning:
        return QStringLiteral("warning");
    case State::Failed:
        return QStringLiteral("failed");
    case State::Skipped:
        break;
    }
    return QStringLiteral("not_tried");
}

QString testStateTitle(State state)
{
    switch (state) {
    case State::Waiting:
        return Text::tr("waiting");
    case State::Running:
        return Text::tr("running");
    case State::Passed:
        return Text::tr("passed");
    case State::Warning:
        return Text::tr("warning");
    case State::Failed:
        return Text::tr("failed");
    case State::Skipped:
        break;
    }
    return Text::tr("not tried");
}

ConnectionTest::ConnectionTest(const Profile &profile) : m_profile(profile)
{
    m_since.start();
    m_phaseSince.start();
    m_steps = {{Text::tr("Reach the server"), addressOf(profile), {}, State::Running},
               {Text::tr("Sign in"), profile.account(), {}, State::Waiting},
               catalogStep(State::Waiting)};
}

catalog::ListRequest ConnectionTest::firstNames(const Profile &profile)
{
    constexpr int firstNames = 1000;
    return {.parent = {profile.name, {}}, .pageSize = firstNames};
}

void ConnectionTest::opened(const Backend &backend)
{
    m_log = backend.connectLog;
    m_phase = Phase::Server;
    m_phaseSince.start();
}

QList<ConnectStep> ConnectionTest::connectSteps() const
{
    return m_log ? m_log->steps() : QList<ConnectStep>();
}

TestStep ConnectionTest::stepOf(const ConnectStep &step) const
{
    QString detail = step.detail;
    if (detail.isEmpty())
        detail = step.kind == ConnectStep::Kind::SignIn ? m_profile.account() : addressOf(m_profile);
    return {titleOf(step.kind), detail, step.elapsed, step.hasFailed ? State::Failed : State::Passed};
}

// What connecting did not take, where signing in is a step of it: else that is the rest of the time.
TestStep ConnectionTest::signInStep(const catalog::ServerInfo &server) const
{
    const auto steps = connectSteps();
    const milliseconds reaching =
        std::accumulate(steps.begin(), steps.end(), milliseconds(0), [](milliseconds sum, const ConnectStep &step) {
            return sum + step.elapsed.value_or(milliseconds(0));
        });
    const milliseconds before = steps.isEmpty() ? server.reachTime.value_or(milliseconds(0)) : reaching;
    return {Text::tr("Sign in"), server.identity, std::max(milliseconds(0), elapsedOf(m_phaseSince) - before),
            State::Passed};
}

void ConnectionTest::accept(const catalog::ServerInfo &server)
{
    const auto connecting = connectSteps();
    QList<TestStep> steps;
    if (connecting.isEmpty()) {
        steps.append({Text::tr("Reach the server"), addressOf(m_profile), server.reachTime, State::Passed});
    } else {
        for (const ConnectStep &step : connecting)
            steps.append(stepOf(step));
    }
    const bool hasSignedIn = !connecting.isEmpty() && connecting.last().kind == ConnectStep::Kind::SignIn;
    if (hasSignedIn) {
        if (!server.identity.isEmpty())
            steps.last().detail = server.identity;
    } else {
        steps.append(signInStep(server));
    }
    if (connecting.isEmpty()) {
        if (!server.product.isEmpty())
            steps.last().detail = Text::tr("%1, %2").arg(server.identity, server.product);
    } else {
        // A product that does not tell its version is known by that it answered.
        steps.append({Text::tr("Recognize the server"), server.product,
                      hasSignedIn ? std::optional(server.roundTrip) : std::nullopt, State::Passed});
    }
    steps.append(catalogStep(State::Running));
    m_steps = steps;
    m_phase = Phase::Names;
    m_phaseSince.start();
}

void ConnectionTest::accept(const catalog::Page &names)
{
    const auto count = names.entries.size();
    TestStep &step = m_steps.last();
    step.elapsed = elapsedOf(m_phaseSince);
    step.detail = !names.nextMarker.isEmpty() ? Text::tr("%1 names and more").arg(count)
        : count == 1                          ? Text::tr("1 name")
                                              : Text::tr("%1 names").arg(count);
    step.state = State::Passed;
    m_phase = Phase::Done;
    m_elapsed = elapsedOf(m_since);
}

// Which of reaching and signing in an error belongs to where nobody noted it down: both are one call, and the server's
// own answer is of the second.
qsizetype ConnectionTest::failedStep(const core::Error &error) const
{
    constexpr qsizetype reach = 0;
    constexpr qsizetype signIn = 1;
    if (m_phase == Phase::Opening) // the kept secret cannot be read: nothing was reached yet
        return error.isCancelled() ? reach : signIn;
    switch (error.kind) {
    case core::ErrorKind::Network:
    case core::ErrorKind::Timeout:
        return error.code.isEmpty() ? reach : signIn;
    case core::ErrorKind::Cancelled:
    case core::ErrorKind::Invalid:
    case core::ErrorKind::Internal:
        return reach;
    default:
        return signIn;
    }
}

void ConnectionTest::failConnecting(const core::Error &error)
{
    const auto connecting = connectSteps();
    if (connecting.isEmpty()) {
        const qsizetype failed = failedStep(error);
        const auto before = m_phase == Phase::Opening ? State::Skipped : State::Passed;
        for (qsizetype step = 0; step < m_steps.size(); ++step)
            m_steps[step].state = step < failed ? before : step == failed ? State::Failed : State::Skipped;
        m_steps[failed].elapsed = elapsedOf(m_phaseSince);
        return;
    }
    QList<TestStep> steps;
    for (const ConnectStep &step : connecting)
        steps.append(stepOf(step));
    if (!connecting.last().hasFailed) {
        // The line stood: what failed is what was asked then.
        if (connecting.last().kind == ConnectStep::Kind::SignIn)
            steps.append({Text::tr("Recognize the server"), {}, {}, State::Failed});
        else
            steps.append({Text::tr("Sign in"), m_profile.account(), {}, State::Failed});
    } else if (connecting.last().kind != ConnectStep::Kind::SignIn) {
        steps.append({Text::tr("Sign in"), m_profile.account(), {}, State::Skipped});
    }
    steps.append(catalogStep(State::Skipped));
    m_steps = steps;
}

void ConnectionTest::fail(const core::Error &error)
{
    if (m_phase == Phase::Names)
        m_steps.last().state = State::Failed;
    else
        failConnecting(error);
    const auto failed = std::ranges::find(m_steps, State::Failed, &TestStep::state);
    if (failed != m_steps.end())
        failed->detail = error.isCancelled() ? Text::tr("stopped") : error.message;
    if (m_phase == Phase::Names)
        failed->elapsed = elapsedOf(m_phaseSince);
    m_error = error;
    m_phase = Phase::Done;
    m_elapsed = elapsedOf(m_since);
}

QString ConnectionTest::summary() const
{
    const auto passed = std::ranges::count(m_steps, State::Passed, &TestStep::state);
    if (m_phase != Phase::Done)
        return Text::tr("Testing");
    if (!m_error)
        return Text::tr("%1 passed · %2").arg(passed).arg(core::formatDuration(m_elapsed));
    return m_error->isCancelled() ? Text::tr("Stopped") : Text::tr("%1 passed, 1 failed").arg(passed);
}

} // namespace isthmus::connections
