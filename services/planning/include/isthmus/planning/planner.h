// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/cancellation.h>
#include <isthmus/plan/plan.h>
#include <isthmus/plan/task.h>

#include <QFuture>
#include <QJsonObject>

#include <any>
#include <memory>
#include <vector>

namespace isthmus::planning {

/// One side of a plan as planners see it: the interfaces behind a connection, and no back end.
struct Source {
    std::shared_ptr<catalog::Catalog> catalog;
    QString system; ///< "hologres", "maxcompute"
    bool isReadOnly = false; ///< the connection refuses writing steps
};

/// Gives the sources by the names of their connections. Thread: any, several at once.
class Sources {
public:
    virtual ~Sources() = default;
    /// Opens the connection if need be; may block. Errors: NotFound for an unknown name; those of opening.
    [[nodiscard]] virtual core::Result<Source> source(const QString &connection,
                                                      const core::Cancellation &cancellation) const = 0;
    /// A planner says what it waits for from now on, a connection or an object: for who waits for the plan.
    virtual void waitsFor(const catalog::ObjectPath &what) const { Q_UNUSED(what) }
};

/// What was read for a task. The type belongs to the kind of task; its planner's header names it. A value; copies are
/// cheap and independent.
struct Facts {
    std::any value;
    QJsonObject servers; ///< as plan::Step::servers, of the connections that were read
};

/// Makes the plans of one kind of task, for dialogs, the command line and a schedule alike.
///
/// A new kind: a struct of its definition with toTask() and fromJson(); a pure function from the definition and the
/// facts to a plan; and a Planner that reads the facts and calls it. It is registered in `app` beside the executors of
/// the steps it makes. Its texts are plan::Text. Pattern: mapping/externaltable.
class Planner {
public:
    virtual ~Planner() = default;
    [[nodiscard]] virtual QString kind() const = 0; ///< of the tasks: "map_table"
    /// Reads what \a task's plan depends on; writes nothing. Thread: any, several at once; may block, and returns soon
    /// after cancellation is requested. Errors: Invalid for a damaged definition; those of reading.
    [[nodiscard]] virtual core::Result<Facts> read(const plan::Task &task, const Sources &sources,
                                                   const core::Cancellation &cancellation) const = 0;
    /// The plan of \a task by \a facts, which read() answered for it, or for a task that differs from it only in what
    /// reading does not ask for. Pure and quick: a form calls it at every key stroke. What keeps the task from running
    /// is a blocker of the plan, not an error. Thread: any, several at once. Errors: Invalid for a damaged definition,
    /// or where a connection leads to another server than the facts were read from.
    [[nodiscard]] virtual core::Result<plan::Plan> plan(const plan::Task &task, const Facts &facts) const = 0;
};

/// The planners of a program, by kind. A value; copies share them. Thread: any.
class Planners {
public:
    Planners(std::shared_ptr<const Sources> sources, std::vector<std::unique_ptr<const Planner>> planners);

    /// Reads and plans \a task on a thread of the global pool; cancel() stops it. Errors: Unsupported for a kind that
    /// nobody plans; those of Planner::read() and Planner::plan().
    [[nodiscard]] QFuture<core::Result<plan::Plan>> plan(const plan::Task &task) const;

    /// The two halves of it, for who plans a task again while it is edited.
    [[nodiscard]] QFuture<core::Result<Facts>> read(const plan::Task &task) const;
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const Facts &facts) const; ///< at once

private:
    struct Shared;
    std::shared_ptr<const Shared> m_shared;
};

} // namespace isthmus::planning
