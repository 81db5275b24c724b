// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/jobs/jobcontext.h>

#include <QList>

namespace isthmus::sandbox {

/// What a script left behind: the texts of its statements, or rows of its query in the instance's result relation.
struct ScriptOutcome {
    QString text;
    std::optional<QList<catalog::Column>> columns;
    qint64 rows = 0;
    QHash<QString, qint64> outputs; ///< rows that were written: see JobContext::noteOutput()
    bool isStored = false; ///< the store says already that the job ended so

    /// \a instance as a job that ended with this.
    [[nodiscard]] InstanceRow endOf(const InstanceRow &instance) const;
};

/// Who runs a script, where and with what.
struct ScriptSettings {
    Account account;
    QString project;
    QJsonObject settings; ///< of the submitted task; SET statements add to them
    InstanceRow instance; ///< names the result relation
};

/// Runs the statements of \a script in order, each in a transaction of its own; the first error ends it, and what was
/// done before it stays (MaxCompute has no transaction over statements either). Each transaction also writes to the
/// instance what is done with it, the last one the success of the job: nothing can come between the two.
/// An error over a connection that is lost afterwards may be that of a COMMIT which was done or not; only the store
/// knows. A script with a second query is refused before anything runs. Thread: that of the session; it is left without
/// an open transaction.
[[nodiscard]] JobResult<ScriptOutcome> runScript(PgSession &session, const HologresAccess &access,
                                                 const ScriptSettings &script);

/// The settings with which the query of \a instance ran: those with which its values are told as text.
[[nodiscard]] QJsonObject resultSettings(const InstanceRow &instance);

} // namespace isthmus::sandbox
