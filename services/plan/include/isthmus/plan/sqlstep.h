// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/plan.h>

namespace isthmus::plan {

/// A step of kind "sql": statements for one connection. Planners make it, tasks::SqlStepExecutor reads it.
struct SqlStep {
    static inline const QString kind = QStringLiteral("sql");

    Text title;
    QString connection;
    QString database; ///< as records::SqlRequest::database
    QString sql;
    Effect effect = Effect::Write;
    Text destructiveNote;
    QString confirmName;
    bool canResume = false;
    Text summary; ///< what a successful step says of itself; empty: the server's answer

    [[nodiscard]] Step toStep() const;
    /// Errors: Invalid, naming what is missing.
    [[nodiscard]] static core::Result<SqlStep> fromStep(const Step &step);

    friend bool operator==(const SqlStep &, const SqlStep &) = default;
};

} // namespace isthmus::plan
