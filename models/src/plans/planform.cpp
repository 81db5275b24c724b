// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/pooled.h"

#include <isthmus/core/format.h>
#include <isthmus/core/lane.h>
#include <isthmus/models/plans/planform.h>
#include <isthmus/plan/words.h>

#include <algorithm>
#include <utility>

namespace isthmus::models {

using plan::words;

namespace {

constexpr std::chrono::milliseconds settleTime{150}; // of typing, before anything is computed or asked

} // namespace

PlanForm::PlanForm(connections::ConnectionManager &connections, planning::Planners planners, QObject *parent)
    : QObject(parent), m_connections(connections), m_planners(std::move(planners))
{
    connect(&m_connections, &connections::ConnectionManager::profilesChanged, this, &PlanForm::changed);
    m_planTimer.setSingleShot(true);
    m_planTimer.setInterval(settleTime);
    m_readTimer.setSingleShot(true);
    m_readTimer.setInterval(settleTime);
    connect(&m_waiting, &Waiting::told, this, [this] { m_steps.setPlan(readingLine(), m_plan); });
    connect(&m_planTimer, &QTimer::timeout, this, &PlanForm::replan);
    connect(&m_readTimer, &QTimer::timeout, this, &PlanForm::read);
}

PlanForm::~PlanForm()
{
    freeLater(std::move(m_plan));
}

void PlanForm::touched()
{
    m_isPlanCurrent = false;
    m_planQuestion.forget();
    m_planTimer.start();
    Q_EMIT changed();
}

void PlanForm::readAgain()
{
    m_question.forget();
    m_waiting.end();
    forgetConfirmation();
    m_reading = Reading::Loading;
    m_error.reset();
    m_readTimer.start();
    touched();
}

void PlanForm::forgetConfirmation()
{
    m_confirmation.clear();
    m_productionConfirmation.clear();
}

void PlanForm::setProductionConfirmation(const QString &typed)
{
    m_productionConfirmation = typed;
    Q_EMIT changed();
}

void PlanForm::setConfirmation(const QString &typed)
{
    m_confirmation = typed;
    Q_EMIT changed();
}

// Reading

void PlanForm::read()
{
    m_readTimer.stop();
    m_question.forget();
    m_reading = Reading::Loading;
    m_error.reset();
    m_readSince.start();
    m_waiting.begin();
    m_steps.setPlan(readingLine(), m_plan);
    Q_EMIT changed();
    if (auto error = missing())
        finishReading(core::fail(*std::move(error)));
    else
        m_question.ask(m_planners.read(task()),
                       [this](const core::Result<planning::Facts> &facts) { finishReading(facts); });
}

void PlanForm::finishReading(const core::Result<planning::Facts> &facts)
{
    m_readElapsed = std::chrono::milliseconds(m_readSince.elapsed());
    m_waiting.end();
    if (facts) {
        m_reading = Reading::Ready;
        m_servers = facts->servers;
        takeFacts(*facts);
        replan();
        return;
    }
    m_reading = Reading::Failed;
    m_error = facts.error();
    readingFailed();
    m_steps.setPlan(readingLine(), m_plan);
    Q_EMIT changed();
    Q_EMIT planChanged();
}

PlanStepsModel::Reading PlanForm::readingLine() const
{
    using Tone = PlanStepsModel::Tone;
    switch (m_reading) {
    case Reading::Loading:
        return {readingTitle(),
                m_waiting.seconds() > 0 ? tr("no answer for %1 s").arg(m_waiting.seconds()) : tr("reading"),
                Tone::Working};
    case Reading::Ready:
        return {readingTitle(), tr("done, %1").arg(core::formatDuration(m_readElapsed)), Tone::Done};
    case Reading::Failed:
        break;
    }
    return {readingTitle(), tr("failed"), Tone::Failed};
}

// Plan

void PlanForm::replan()
{
    m_planTimer.stop();
    auto facts = this->facts();
    if (facts)
        facts->servers = m_servers; // of what was read: the plan is for them alone
    if (facts && plansBeside()) {
        const auto planning =
            core::runOnPool<plan::Plan>([planners = m_planners, task = task(), facts = *facts](
                                            const core::Cancellation &) { return planners.plan(task, facts); });
        m_planQuestion.ask(planning, [this](const core::Result<plan::Plan> &plan) { acceptPlan(plan); });
        return;
    }
    if (facts)
        acceptPlan(m_planners.plan(task(), *facts));
    else
        showPlan();
}

void PlanForm::acceptPlan(const core::Result<plan::Plan> &plan)
{
    freeLater(std::exchange(m_plan, plan.value_or(plan::Plan()))); // it may have thousands of steps
    m_problems = findProblems();
    m_isPlanCurrent = true;
    if (!plan) {
        m_error = plan.error();
        forgetConfirmation(); // typed for what is not planned any more
    } else if (m_reading != Reading::Failed) {
        m_error.reset();
    }
    showPlan();
}

void PlanForm::showPlan()
{
    m_steps.setPlan(readingLine(), m_plan);
    Q_EMIT planChanged();
    Q_EMIT changed();
}

QString PlanForm::planText() const
{
    QStringList statements;
    const auto steps = m_plan.steps();
    for (const plan::Step &step : steps) {
        if (!step.sql.isEmpty())
            statements.append(step.sql);
    }
    return statements.join(QStringLiteral("\n\n"));
}

QString PlanForm::planSummary() const
{
    const auto count = m_plan.stepCount();
    if (count == 0)
        return {};
    return tr("%1 steps, writes to %2").arg(count + 1).arg(place()); // reading is the first
}

// Run

QString PlanForm::confirmName() const
{
    const auto steps = m_plan.steps();
    const auto step = std::ranges::find_if(steps, [](const plan::Step &s) { return !s.confirmName.isEmpty(); });
    return step == steps.end() ? QString() : step->confirmName;
}

QStringList PlanForm::productionConnections() const
{
    QStringList names;
    for (const QString &name : m_plan.writtenConnections()) {
        const auto profile = m_connections.profile(name);
        if (profile && profile->environment == connections::Environment::Production)
            names.append(name);
    }
    return names;
}

QString PlanForm::productionNames() const
{
    return productionConnections().join(QStringLiteral(", "));
}

QString PlanForm::runBlockedReason() const
{
    if (m_error)
        return m_error->message;
    if (m_reading == Reading::Loading)
        return tr("Run waits for both sides to be read");
    if (!m_isPlanCurrent)
        return tr("Run waits for the plan");
    if (const auto blockers = m_plan.blockers(); !blockers.isEmpty()) {
        const QString first = tr("%1: %2").arg(words(blockers.first().subject), words(blockers.first().text));
        return blockers.size() == 1 ? tr("Run waits for 1 check: %1").arg(first)
                                    : tr("Run waits for %1 checks, first: %2").arg(blockers.size()).arg(first);
    }
    if (!m_plan.isRunnable())
        return tr("There is nothing to run");
    if (const QString name = confirmName(); m_confirmation != name)
        return tr("Type %1 to confirm what the plan drops").arg(name);
    if (const QString names = productionNames(); m_productionConfirmation != names && !names.isEmpty())
        return tr("Type %1 to confirm that the plan writes to production").arg(names);
    return {};
}

QFuture<core::Result<QString>> PlanForm::run(tasks::Runs &runs)
{
    if (const QString reason = runBlockedReason(); !reason.isEmpty())
        return core::ready<QString>(core::fail(core::ErrorKind::Invalid, reason));
    return runs.start(task(), m_plan, productionConnections());
}

} // namespace isthmus::models
