// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/async.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/plan/words.h>

#include <condition_variable>
#include <functional>
#include <mutex>

/// Runs whose steps do what the test says.
namespace enginefixture {

using isthmus::engine::LocalRuns;
using isthmus::plan::Plan;
using isthmus::plan::Run;
using isthmus::plan::RunState;
using isthmus::plan::Step;
using isthmus::plan::StepContext;
using isthmus::plan::StepResult;

using Behaviour = std::function<StepResult(const Step &, const StepContext &)>;
using Tidying = std::function<QString(const Step &, const QJsonObject &checkpoint)>;

class FakeExecutor final : public isthmus::plan::StepExecutor {
public:
    explicit FakeExecutor(Behaviour behaviour, Tidying tidying = {})
        : m_behaviour(std::move(behaviour)), m_tidying(std::move(tidying))
    {
    }
    [[nodiscard]] QString kind() const override { return QStringLiteral("fake"); }
    [[nodiscard]] StepResult execute(const Step &step, const StepContext &context) override
    {
        return m_behaviour(step, context);
    }
    [[nodiscard]] bool isProof(const Step &step) const override { return step.id.startsWith(u"verify"); }
    [[nodiscard]] isthmus::plan::Text tidyUp(const Step &step, const QJsonObject &checkpoint) override
    {
        return m_tidying ? m_tidying(step, checkpoint) : QString();
    }

private:
    Behaviour m_behaviour;
    Tidying m_tidying;
};

/// Blocks until opened or cancelled.
class Gate {
public:
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_isOpen = true;
        m_changed.notify_all();
    }

    /// False if it was cancelled.
    bool pass(const isthmus::core::Cancellation &cancellation)
    {
        const auto guard = cancellation.interruptWith([this] {
            const std::lock_guard lock(m_mutex);
            m_changed.notify_all();
        });
        std::unique_lock lock(m_mutex);
        ++m_arrived;
        m_changed.wait(lock, [&] { return m_isOpen || cancellation.isRequested(); });
        return m_isOpen;
    }

    /// How many have come to the gate so far.
    [[nodiscard]] int arrived() const
    {
        const std::lock_guard lock(m_mutex);
        return m_arrived;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isOpen = false;
    int m_arrived = 0;
};

/// What the executors of several threads did, in order.
class Record {
public:
    void add(const QString &what)
    {
        const std::lock_guard lock(m_mutex);
        m_done.append(what);
    }
    [[nodiscard]] QStringList done() const
    {
        const std::lock_guard lock(m_mutex);
        return m_done;
    }

private:
    mutable std::mutex m_mutex;
    QStringList m_done;
};

inline StepResult succeed(const Step &step, const StepContext &)
{
    return isthmus::plan::StepOutcome{QStringLiteral("done: ") + step.title.text, {}};
}

inline StepResult failWith(const QString &message)
{
    return isthmus::plan::fail(isthmus::core::ErrorKind::Network, message);
}

/// A writing step of the fake kind on dbs_mc, whose id is its title.
inline Step step(const QString &title)
{
    Step step;
    step.id = title;
    step.kind = QStringLiteral("fake");
    step.title = title;
    step.connections = {QStringLiteral("dbs_mc")};
    return step;
}

inline Plan planOf(const QStringList &titles)
{
    Plan plan;
    plan.title = titles.join(u'+');
    for (const auto &title : titles)
        plan.append(step(title));
    return plan;
}

inline isthmus::plan::Task task()
{
    return {QStringLiteral("t1"), QStringLiteral("map_table"), QStringLiteral("Map dwd_orders"), {}};
}

inline std::unique_ptr<LocalRuns>
makeRuns(const QString &file, Behaviour behaviour, const isthmus::engine::Limits &limits = {},
         std::function<bool(const QString &)> isReadOnly = {}, std::function<bool(const QString &)> isProduction = {},
         std::function<std::optional<isthmus::plan::Failure>(const Step &)> diversion = {})
{
    isthmus::engine::Setup setup;
    setup.storeFile = file;
    setup.executors.push_back(std::make_unique<FakeExecutor>(std::move(behaviour)));
    setup.isReadOnly = std::move(isReadOnly);
    setup.isProduction = std::move(isProduction);
    setup.diversion = std::move(diversion);
    setup.limits = limits;
    return std::make_unique<LocalRuns>(std::move(setup));
}

inline isthmus::core::Result<QString> tryStart(LocalRuns &runs, const Plan &plan)
{
    return isthmus::core::await(runs.start(task(), plan));
}

inline QString start(LocalRuns &runs, const Plan &plan)
{
    return tryStart(runs, plan).value();
}

inline Run runOf(LocalRuns &runs, const QString &id)
{
    return isthmus::core::await(runs.run(id)).value();
}

inline RunState stateOf(LocalRuns &runs, const QString &id)
{
    return runOf(runs, id).state;
}

inline QList<isthmus::plan::RunSummary> listOf(LocalRuns &runs)
{
    return isthmus::core::await(runs.list({1000, {}, {}, {}})).value().runs;
}

inline QStringList logTexts(LocalRuns &runs, const QString &id)
{
    QStringList texts;
    isthmus::tasks::LogPage page;
    qint64 next = 0;
    do {
        page = isthmus::core::await(runs.log(id, next)).value();
        for (const auto &line : page.lines)
            texts.append(words(line.text));
        next = page.first + page.lines.size();
    } while (page.hasMore);
    return texts;
}

} // namespace enginefixture
