// SPDX-License-Identifier: GPL-3.0-or-later
#include "stepqueue.h"

#include <QHash>

#include <algorithm>

namespace isthmus::engine {

StepQueue::StepQueue(const plan::Plan &plan, const QList<plan::StepRun> &states)
{
    QHash<QString, int> indexOf;
    m_nodes.reserve(size_t(plan.stepCount()));
    for (const auto &planned : plan.groups) {
        Group group;
        group.first = group.firstWaiting = int(m_nodes.size());
        group.parallel = planned.parallel;
        group.stopsOnError = planned.onError == plan::OnError::Stop;
        for (const auto &step : planned.steps) {
            const int index = int(m_nodes.size());
            Node node;
            node.group = int(m_groups.size());
            if (states.value(index).state == plan::RunState::Succeeded)
                node.state = State::Succeeded;
            for (const auto &need : step.needs)
                node.needs.push_back(indexOf.value(need));
            for (const auto &earlier : step.after)
                node.after.push_back(indexOf.value(earlier));
            indexOf.insert(step.id, index);
            m_nodes.push_back(std::move(node));
        }
        group.end = int(m_nodes.size());
        m_groups.push_back(group);
    }
}

std::optional<int> StepQueue::next(const std::function<bool(int)> &mayBegin)
{
    for (; !m_isStopped && m_group < m_groups.size(); ++m_group) {
        Group &group = m_groups[m_group];
        leaveOut(group);
        if (m_running < group.parallel) {
            for (int index = group.firstWaiting; index < group.end; ++index) {
                const Node &node = m_nodes[size_t(index)];
                if (node.state == State::Waiting && hasAllNeeds(node) && mayBegin(index))
                    return index;
            }
        }
        if (!isSettled(group))
            break;
    }
    return std::nullopt;
}

void StepQueue::begin(int index)
{
    m_nodes[size_t(index)].state = State::Running;
    ++m_running;
}

void StepQueue::end(int index, bool hasSucceeded, bool mayStop)
{
    Node &node = m_nodes[size_t(index)];
    node.state = hasSucceeded ? State::Succeeded : State::Failed;
    --m_running;
    m_hasFailed = m_hasFailed || !hasSucceeded;
    if (!hasSucceeded && mayStop && m_groups[size_t(node.group)].stopsOnError)
        m_isStopped = true;
}

void StepQueue::setParallel(size_t group, int parallel)
{
    m_groups[group].parallel = parallel;
}

void StepQueue::stop()
{
    m_isStopped = true;
}

bool StepQueue::isDone()
{
    if (m_running > 0)
        return false;
    while (!m_isStopped && m_group < m_groups.size()) {
        leaveOut(m_groups[m_group]);
        if (!isSettled(m_groups[m_group]))
            return false;
        ++m_group;
    }
    return true;
}

// In order: what a left out step would have done is missing to those after it.
void StepQueue::leaveOut(Group &group)
{
    while (group.firstWaiting < group.end && m_nodes[size_t(group.firstWaiting)].state != State::Waiting)
        ++group.firstWaiting;
    if (!m_hasFailed)
        return;
    for (int index = group.firstWaiting; index < group.end; ++index) {
        Node &node = m_nodes[size_t(index)];
        const bool isLost = std::ranges::any_of(node.needs, [this](int need) {
            const State state = m_nodes[size_t(need)].state;
            return state == State::Failed || state == State::LeftOut;
        });
        if (node.state == State::Waiting && isLost)
            node.state = State::LeftOut;
    }
}

bool StepQueue::isSettled(const Group &group) const
{
    return std::all_of(m_nodes.begin() + group.firstWaiting, m_nodes.begin() + group.end,
                       [](const Node &node) { return node.state != State::Waiting && node.state != State::Running; })
        && m_running == 0;
}

bool StepQueue::hasAllNeeds(const Node &node) const
{
    const auto hasSucceeded = [this](int need) { return m_nodes[size_t(need)].state == State::Succeeded; };
    const auto hasEnded = [this](int earlier) {
        const State state = m_nodes[size_t(earlier)].state;
        return state != State::Waiting && state != State::Running;
    };
    return std::ranges::all_of(node.needs, hasSucceeded) && std::ranges::all_of(node.after, hasEnded);
}

} // namespace isthmus::engine
