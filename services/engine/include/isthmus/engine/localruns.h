// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/stepexecutor.h>
#include <isthmus/tasks/runs.h>

#include <QThread>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace isthmus::engine {

class Engine;

/// How much is done at once. What is over a limit waits, in the order of starting.
struct Limits {
    int runs = 4; ///< runs that are executed at once
    int steps = 16; ///< steps of all of them
    int writersPerConnection = 4; ///< writing steps on one connection; readers are free
};

struct Setup {
    QString storeFile; ///< SQLite file; its folder is made if missing
    std::vector<std::unique_ptr<plan::StepExecutor>> executors;
    /// Whether a connection refuses writing steps; asked before a run starts and again before each step, on a thread of
    /// the engine.
    std::function<bool(const QString &connection)> isReadOnly;
    /// Whether a connection is of production, so that writing to it must have been confirmed; asked as above.
    std::function<bool(const QString &connection)> isProduction;
    /// Why a step must not run where its connections lead now (plan::Step::servers); nothing if it may. Asked before a
    /// run is started or resumed, of steps that differ in that; who executes a step asks again.
    std::function<std::optional<plan::Failure>(const plan::Step &step)> diversion;
    Limits limits;
    /// Until what could not be written, or a file that could not be opened, is tried again.
    std::chrono::milliseconds retryAfter{3000};
    /// Nothing is read, written or run before LocalRuns::begin(), and no question is answered: what is on the screen
    /// first need not share the processor with the store.
    bool isHeld = false;
    /// How often it is looked for what other processes run, which is then told as what is run here; 0: never.
    std::chrono::milliseconds followEvery{0};
};

/// The engine inside this process, with a thread of its own that decides and writes the store, and a pool that executes
/// steps. Each transition is on disk before it is acted on, so that a run cut off by a crash is found at the next start
/// and told as Interrupted. Several processes may use one store.
///
/// Thread: make, use and destroy on one thread with an event loop. Nothing waits, except the destructor: it cancels
/// what runs here and waits until those steps have ended.
class LocalRuns final : public tasks::Runs {
    Q_OBJECT

public:
    explicit LocalRuns(Setup setup, QObject *parent = nullptr);
    ~LocalRuns() override;

    void begin(); ///< ends Setup::isHeld; no effect otherwise

    [[nodiscard]] QFuture<core::Result<QString>> start(const plan::Task &task, const plan::Plan &plan,
                                                       const QStringList &confirmed = {}) override;
    QFuture<core::Result<core::Done>> cancel(const QString &id) override;
    [[nodiscard]] QFuture<core::Result<core::Done>> resume(const QString &id,
                                                           const QStringList &confirmed = {}) override;
    [[nodiscard]] QFuture<core::Result<core::Done>> setParallel(const QString &id, int parallel) override;
    [[nodiscard]] QFuture<core::Result<tasks::RunPage>> list(const tasks::RunQuery &query) override;
    [[nodiscard]] QFuture<core::Result<plan::Run>> run(const QString &id) override;
    [[nodiscard]] QFuture<core::Result<tasks::LogPage>> log(const QString &id, qint64 from) override;
    [[nodiscard]] QFuture<core::Result<core::Done>> storeState() override;

private:
    // What \a question, a Result<T>(Engine &), answers on the engine's thread.
    template <typename T, typename Question>
    [[nodiscard]] QFuture<core::Result<T>> ask(Question question);

    QThread m_thread;
    std::unique_ptr<Engine> m_engine;
};

} // namespace isthmus::engine
