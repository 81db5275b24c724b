// SPDX-License-Identifier: GPL-3.0-or-later
// What runs have left whose process is gone.
#include "engine.h"

#include <exception>

namespace isthmus::engine {

core::Result<core::Done> Engine::interruptOrphans()
{
    auto done = m_store->interruptOrphans();
    tidyUp();
    return done;
}

// On the pool: a disk of the network may let one wait.
void Engine::tidyUp()
{
    const auto runs = m_store->takeInterrupted();
    for (const plan::Run &run : runs) {
        const auto steps = run.plan.steps();
        for (int index = 0; index < run.steps.size(); ++index) {
            const plan::StepRun &state = run.steps.at(index);
            plan::StepExecutor *executor = executorFor(steps.at(index).kind);
            if (state.state != plan::RunState::Interrupted || state.checkpoint.isEmpty() || !executor)
                continue;
            ++m_tidying;
            m_pool.start([this, run, index, executor, step = steps.at(index), checkpoint = state.checkpoint] {
                plan::Text told;
                try {
                    told = executor->tidyUp(step, checkpoint);
                } catch (const std::exception &e) {
                    told = QString::fromUtf8(e.what());
                }
                QMetaObject::invokeMethod(this, [this, run, index, told] { tidiedUp(run, index, told); });
            });
        }
    }
}

void Engine::tidiedUp(const plan::Run &run, int index, const plan::Text &told)
{
    --m_tidying;
    schedulePump(); // it may be what the end waits for
    if (told.isEmpty())
        return;
    const plan::LogLine line{QDateTime::currentDateTime(), index, logText(told)};
    if (Live *live = find(run.id)) { // resumed meanwhile
        appendLine(*live, line);
        return;
    }
    const auto number = m_store->appendLine(run, line);
    if (!number)
        return;
    if (const auto other = m_others.find(run.id); other != m_others.end()) {
        if (other->nextLine != *number)
            return; // told with those before it
        other->nextLine = *number + 1;
    }
    Q_EMIT logged(run.id, *number, line);
}

} // namespace isthmus::engine
