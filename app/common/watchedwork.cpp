// SPDX-License-Identifier: GPL-3.0-or-later
#include "watchedwork.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/plan/words.h>

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <mutex>

namespace isthmus::app {

namespace {

using connections::ConnectionManager;

QString text(const char *source)
{
    return QCoreApplication::translate("Connections", source);
}

// Thread: any.
void tell(ConnectionManager &manager, const QList<ConnectionManager::Asked> &asked,
          const std::optional<core::Error> &error)
{
    QMetaObject::invokeMethod(
        &manager, [&manager, asked, error] { manager.noteReply(asked, error); }, Qt::QueuedConnection);
}

// To which server, and as whom, the connection \a name leads; empty if there is none.
QString serverOf(const ConnectionManager &manager, const QString &name)
{
    const auto profile = manager.profile(name);
    return profile ? QStringLiteral("%1 (%2)").arg(profile->info().address(*profile), profile->account()) : QString();
}

// A connection that leads elsewhere than \a servers say: its name, where it leads now, and where it led.
std::optional<QJsonArray> moved(const ConnectionManager &manager, const QJsonObject &servers)
{
    for (auto it = servers.begin(); it != servers.end(); ++it) {
        const QString planned = it.value().toString();
        const QString now = serverOf(manager, it.key());
        if (!now.isEmpty() && now != planned) // of one that is gone the next question tells
            return QJsonArray{it.key(), now, planned};
    }
    return std::nullopt;
}

// Names of connections are given anew: what was planned for one server is not done on another.
std::optional<plan::Failure> otherServer(const ConnectionManager &manager, const plan::Step &step)
{
    const auto led = moved(manager, step.servers);
    if (!led)
        return std::nullopt;
    plan::Failure failure(
        core::ErrorKind::Invalid,
        plan::Text::coded("Connections.other_server",
                          QT_TRANSLATE_NOOP("Connections",
                                            "The connection \"%1\" leads to %2 now; this was planned for %3. Nothing "
                                            "was done."),
                          *led),
        plan::Text::coded("Connections.plan_again",
                          QT_TRANSLATE_NOOP("Connections", "Plan the task again, for the server that you mean.")));
    failure.isUnsent = true;
    return failure;
}

class WatchedExecutor final : public plan::StepExecutor {
public:
    WatchedExecutor(ConnectionManager &manager, std::unique_ptr<plan::StepExecutor> executor)
        : m_manager(manager), m_executor(std::move(executor))
    {
    }

    [[nodiscard]] QString kind() const override { return m_executor->kind(); }

    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &context) override
    {
        if (auto failure = otherServer(m_manager, step))
            return tl::unexpected(*std::move(failure));
        const auto asked = m_manager.askedNow(step.connections);
        auto result = m_executor->execute(step, context);
        tell(m_manager, asked, result ? std::nullopt : std::optional(plan::words(result.error())));
        return result;
    }

    [[nodiscard]] bool isProof(const plan::Step &step) const override { return m_executor->isProof(step); }
    [[nodiscard]] plan::Text tidyUp(const plan::Step &step, const QJsonObject &checkpoint) override
    {
        return m_executor->tidyUp(step, checkpoint);
    }

private:
    ConnectionManager &m_manager;
    std::unique_ptr<plan::StepExecutor> m_executor;
};

// Notes which connections a planner asks.
class NotingSources final : public planning::Sources {
public:
    NotingSources(const planning::Sources &sources, ConnectionManager &manager) : m_sources(sources), m_manager(manager)
    {
    }

    [[nodiscard]] core::Result<planning::Source> source(const QString &connection,
                                                        const core::Cancellation &cancellation) const override
    {
        {
            const std::lock_guard lock(m_mutex);
            if (std::ranges::find(m_asked, connection, &ConnectionManager::Asked::name) == m_asked.end()) {
                m_asked.append(m_manager.askedNow({connection}));
                m_servers.insert(connection, serverOf(m_manager, connection)); // before it is read
            }
        }
        return m_sources.source(connection, cancellation);
    }

    void waitsFor(const catalog::ObjectPath &what) const override { m_sources.waitsFor(what); }

    [[nodiscard]] QList<ConnectionManager::Asked> asked() const
    {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }

    [[nodiscard]] QJsonObject servers() const
    {
        const std::lock_guard lock(m_mutex);
        return m_servers;
    }

private:
    const planning::Sources &m_sources;
    ConnectionManager &m_manager;
    mutable std::mutex m_mutex;
    mutable QList<ConnectionManager::Asked> m_asked;
    mutable QJsonObject m_servers;
};

class WatchedPlanner final : public planning::Planner {
public:
    WatchedPlanner(ConnectionManager &manager, std::unique_ptr<const planning::Planner> planner)
        : m_manager(manager), m_planner(std::move(planner))
    {
    }

    [[nodiscard]] QString kind() const override { return m_planner->kind(); }

    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &task, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override
    {
        const NotingSources noting(sources, m_manager);
        auto facts = m_planner->read(task, noting, cancellation);
        tell(m_manager, noting.asked(), facts ? std::nullopt : std::optional(facts.error()));
        if (facts)
            facts->servers = noting.servers();
        return facts;
    }

    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override
    {
        // A form that stays open has read what it shows long before.
        if (const auto led = moved(m_manager, facts.servers)) {
            return core::fail(
                core::ErrorKind::Invalid,
                text(QT_TRANSLATE_NOOP("Connections",
                                       "The connection \"%1\" leads to %2 now; what is shown here was read "
                                       "from %3."))
                    .arg(led->at(0).toString(), led->at(1).toString(), led->at(2).toString()),
                text(QT_TRANSLATE_NOOP("Connections", "Retry reads the other server.")));
        }
        auto plan = m_planner->plan(task, facts);
        if (plan) {
            for (plan::StepGroup &group : plan->groups) {
                for (plan::Step &step : group.steps)
                    note(step, facts.servers);
            }
        }
        return plan;
    }

private:
    static void note(plan::Step &step, const QJsonObject &servers)
    {
        for (const QString &connection : std::as_const(step.connections)) {
            if (servers.contains(connection))
                step.servers.insert(connection, servers.value(connection));
        }
    }

    ConnectionManager &m_manager;
    std::unique_ptr<const planning::Planner> m_planner;
};

} // namespace

std::optional<plan::Failure> diversionOf(const ConnectionManager &manager, const plan::Step &step)
{
    for (auto it = step.servers.begin(); it != step.servers.end(); ++it) {
        if (manager.profile(it.key()))
            continue;
        plan::Failure failure(
            core::ErrorKind::NotFound,
            plan::Text::coded(
                "Connections.gone",
                QT_TRANSLATE_NOOP("Connections", "There is no connection \"%1\" any more; this was planned for %2."),
                {it.key(), it.value()}),
            plan::Text::coded("Connections.gone_hint",
                              QT_TRANSLATE_NOOP("Connections",
                                                "If it was renamed, give it this name until the run has ended; or plan "
                                                "the task again.")));
        failure.isUnsent = true;
        return failure;
    }
    return otherServer(manager, step);
}

std::unique_ptr<plan::StepExecutor> watched(ConnectionManager &manager, std::unique_ptr<plan::StepExecutor> executor)
{
    return std::make_unique<WatchedExecutor>(manager, std::move(executor));
}

std::unique_ptr<const planning::Planner> watched(ConnectionManager &manager,
                                                 std::unique_ptr<const planning::Planner> planner)
{
    return std::make_unique<WatchedPlanner>(manager, std::move(planner));
}

} // namespace isthmus::app
