// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine.h"

#include <isthmus/engine/localruns.h>

#include <QPromise>

namespace isthmus::engine {

using core::Done;
using core::Result;

LocalRuns::LocalRuns(Setup setup, QObject *parent) : tasks::Runs(parent)
{
    const bool isHeld = setup.isHeld;
    m_engine = std::make_unique<Engine>(std::move(setup));
    connect(m_engine.get(), &Engine::summaryChanged, this, &Runs::summaryChanged);
    connect(m_engine.get(), &Engine::stepChanged, this, &Runs::stepChanged);
    connect(m_engine.get(), &Engine::progressed, this, &Runs::progressed);
    connect(m_engine.get(), &Engine::logged, this, &Runs::logged);
    connect(m_engine.get(), &Engine::storeFailed, this, &Runs::storeFailed);
    connect(m_engine.get(), &Engine::storeRecovered, this, &Runs::storeRecovered);
    m_thread.setObjectName(QStringLiteral("engine"));
    m_engine->moveToThread(&m_thread);
    QMetaObject::invokeMethod(m_engine.get(), &Engine::open); // first of all, whenever the thread starts
    if (!isHeld)
        begin();
}

LocalRuns::~LocalRuns()
{
    if (!m_thread.isRunning())
        return; // it has not begun: questions are cancelled with the engine
    QMetaObject::invokeMethod(m_engine.get(), &Engine::shutDown); // ends the thread once the last step has ended
    m_thread.wait();
}

void LocalRuns::begin()
{
    m_thread.start();
}

template <typename T, typename Question>
QFuture<Result<T>> LocalRuns::ask(Question question)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QMetaObject::invokeMethod(m_engine.get(), [promise, engine = m_engine.get(), question = std::move(question)] {
        promise->addResult(question(*engine));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<QString>> LocalRuns::start(const plan::Task &task, const plan::Plan &plan, const QStringList &confirmed)
{
    return ask<QString>([task, plan, confirmed](Engine &engine) { return engine.start(task, plan, confirmed); });
}

QFuture<Result<Done>> LocalRuns::cancel(const QString &id)
{
    return ask<Done>([id](Engine &engine) { return engine.cancel(id); });
}

QFuture<Result<Done>> LocalRuns::resume(const QString &id, const QStringList &confirmed)
{
    return ask<Done>([id, confirmed](Engine &engine) { return engine.resume(id, confirmed); });
}

QFuture<Result<Done>> LocalRuns::setParallel(const QString &id, int parallel)
{
    return ask<Done>([id, parallel](Engine &engine) { return engine.setParallel(id, parallel); });
}

QFuture<Result<tasks::RunPage>> LocalRuns::list(const tasks::RunQuery &query)
{
    return ask<tasks::RunPage>([query](Engine &engine) { return engine.list(query); });
}

QFuture<Result<plan::Run>> LocalRuns::run(const QString &id)
{
    return ask<plan::Run>([id](Engine &engine) { return engine.run(id); });
}

QFuture<Result<tasks::LogPage>> LocalRuns::log(const QString &id, qint64 from)
{
    return ask<tasks::LogPage>([id, from](Engine &engine) { return engine.log(id, from); });
}

QFuture<Result<Done>> LocalRuns::storeState()
{
    return ask<Done>([](Engine &engine) { return engine.storeState(); });
}

} // namespace isthmus::engine
