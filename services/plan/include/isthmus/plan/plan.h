// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/plan/text.h>

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace isthmus::plan {

/// What a step does to the first of its connections.
enum class Effect : quint8 {
    Read,
    Write,
    Destroy, ///< writes, and something is gone afterwards: overwrites, drops, truncates
};

/// One entry of a plan: readable before it runs, executed as it reads. Made by the struct of its kind (SqlStep …).
struct Step {
    QString id; ///< unique in its plan, and the same whenever this plan is read
    QString kind; ///< which StepExecutor runs it: "sql", "verify_mapping", later "transfer" …
    Text title; ///< one line for people: "Create external table dwd_orders"
    QStringList connections; ///< those it works on; the first is the one that `effect` is about
    /// To which server, and as whom, each connection led when the plan was made: words, by the connection's name.
    /// Whoever runs the step refuses a connection that leads elsewhere meanwhile. Empty: nobody noted it.
    QJsonObject servers;
    QString sql; ///< the exact statements of a step that runs SQL; else empty
    QJsonObject parameters; ///< what the executor needs beside sql; no secrets
    Effect effect = Effect::Write;
    Text destructiveNote; ///< with Destroy: "drops 3 external tables"
    QString confirmName; ///< with Destroy: what the user types to confirm
    QStringList needs; ///< ids of earlier steps; the step is not run unless they have succeeded
    /// Ids of earlier steps that have ended before it begins, whatever became of them: StepContext::succeeded tells
    /// which of them have succeeded.
    QStringList after;
    /// It may be run again after it was cut off or failed: it goes on from its checkpoint, or does no harm.
    bool canResume = false;

    [[nodiscard]] bool writes() const { return effect != Effect::Read; }
    [[nodiscard]] bool isDestructive() const { return effect == Effect::Destroy; }
    [[nodiscard]] QString connection() const { return connections.value(0); }

    friend bool operator==(const Step &, const Step &) = default;
};

/// What a failed step means for the others.
enum class OnError : quint8 {
    Stop, ///< no further step of the run begins; those that run end by themselves
    Continue, ///< only steps that need the failed one are left out; the run goes on and is Failed at its end
};

/// Steps that belong together. Groups run one after another; a group begins when the one before has ended.
struct StepGroup {
    Text title; ///< may be empty
    QList<Step> steps; ///< they begin in this order
    OnError onError = OnError::Stop;
    int parallel = 1; ///< how many run at once, 1 to maxParallel
    /// The user has said how many: so many write to one connection even where the engine allows others fewer.
    bool isParallelChosen = false;

    static constexpr int maxParallel = 64;

    friend bool operator==(const StepGroup &, const StepGroup &) = default;
};

enum class NoticeLevel : quint8 { Info, Warning, Blocker };
[[nodiscard]] QString noticeLevelName(NoticeLevel level); ///< "info", for JSON

/// Something the user should know of the plan; a Blocker keeps it from running.
struct Notice {
    NoticeLevel level = NoticeLevel::Info;
    Text subject; ///< column, field or object the notice is about; may be empty
    Text text;

    friend bool operator==(const Notice &, const Notice &) = default;
};

enum class Change : quint8 { Created, Changed, Dropped };

/// An object that is another one after the run. Two runs that touch the same object are never executed at once.
struct Touch {
    QString path; ///< the text of a catalog::ObjectPath
    Change change = Change::Created;
    QString source; ///< path of the object that it shows or was filled from; may be empty

    friend bool operator==(const Touch &, const Touch &) = default;
};

/// The steps that a task would take now. A plain value: shown, printed and executed alike.
struct Plan {
    Text title;
    QList<StepGroup> groups;
    QList<Notice> notices;
    QList<Touch> touches;
    Text outcome; ///< what a run of it that has succeeded says of itself; empty: what its last step does

    static constexpr int maxSteps = 20'000;

    /// Adds \a step to the last group, made if there is none; a step without an id gets the number of its place.
    void append(Step step);

    [[nodiscard]] qsizetype stepCount() const;
    /// All steps in the order of the groups. The place in this list is the step's index in runs, logs and signals.
    [[nodiscard]] QList<Step> steps() const;

    [[nodiscard]] bool isRunnable() const; ///< has steps and no blocker
    [[nodiscard]] bool writes() const; ///< any step writes
    [[nodiscard]] QStringList writtenConnections() const; ///< those that steps write to, each once
    [[nodiscard]] QList<Notice> blockers() const;
    /// Invalid if ids are missing or used twice, a step names one that does not come before it, a parallel limit is out
    /// of range, or there are more than maxSteps steps.
    [[nodiscard]] core::Result<core::Done> check() const;

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming the member that is missing or of the wrong type; those of check().
    [[nodiscard]] static core::Result<Plan> fromJson(const QJsonObject &json);

    friend bool operator==(const Plan &, const Plan &) = default;
};

[[nodiscard]] QJsonArray touchesToJson(const QList<Touch> &touches);
/// Elements that are damaged are left out.
[[nodiscard]] QList<Touch> touchesFromJson(const QJsonArray &json);

} // namespace isthmus::plan

Q_DECLARE_METATYPE(isthmus::plan::Plan)
