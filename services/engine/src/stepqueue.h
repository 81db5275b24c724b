// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/run.h>

#include <functional>
#include <optional>
#include <vector>

namespace isthmus::engine {

/// Which steps of a plan may begin: groups one after another, within a group in order, up to its parallel limit, and
/// only after what they need or come after. Pure bookkeeping: executes nothing. Thread: one at a time.
class StepQueue {
public:
    /// Steps of \a states that have succeeded stay so, all others wait. \a plan must pass Plan::check().
    StepQueue(const plan::Plan &plan, const QList<plan::StepRun> &states);

    /// The next step to begin, of those that \a mayBegin admits; nothing while none can. Answers the same one until
    /// begin() is called for it.
    [[nodiscard]] std::optional<int> next(const std::function<bool(int)> &mayBegin);
    void begin(int index);
    /// \a mayStop: a failure stops the run where the group says so; else it leaves out what needs the step.
    void end(int index, bool hasSucceeded, bool mayStop = true);
    void setParallel(size_t group, int parallel);
    void stop(); ///< no further step begins

    /// Nothing runs and nothing will begin.
    [[nodiscard]] bool isDone();

private:
    enum class State : quint8 { Waiting, Running, Succeeded, Failed, LeftOut };
    struct Node {
        State state = State::Waiting;
        int group = 0;
        std::vector<int> needs;
        std::vector<int> after;
    };
    struct Group {
        int first = 0;
        int end = 0; // one past the last
        int parallel = 1;
        bool stopsOnError = true;
        int firstWaiting = 0; // what comes before it in the group does not wait any more
    };

    void leaveOut(Group &group); // the steps that need what will not succeed
    [[nodiscard]] bool isSettled(const Group &group) const;
    [[nodiscard]] bool hasAllNeeds(const Node &node) const; // and what it comes after has ended

    std::vector<Node> m_nodes;
    std::vector<Group> m_groups;
    size_t m_group = 0; // the one whose steps begin now
    int m_running = 0;
    bool m_hasFailed = false;
    bool m_isStopped = false;
};

} // namespace isthmus::engine
