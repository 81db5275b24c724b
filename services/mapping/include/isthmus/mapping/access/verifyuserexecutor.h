// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>
#include <isthmus/plan/stepexecutor.h>
#include <isthmus/records/sqlrunner.h>

#include <functional>
#include <memory>

namespace isthmus::mapping {

/// A step of kind "verify_hologres_user": the user is there and, where a schema is named, may read tables in it.
struct VerifyUser {
    static inline const QString kind = QStringLiteral("verify_hologres_user");

    QString connection;
    QString database; ///< as records::SqlRequest::database
    QString user;
    QString schema; ///< empty: only that the user is there

    [[nodiscard]] plan::Step toStep() const;
    /// Errors: Invalid, naming what is missing.
    [[nodiscard]] static core::Result<VerifyUser> fromStep(const plan::Step &step);

    friend bool operator==(const VerifyUser &, const VerifyUser &) = default;
};

/// Runs the steps of VerifyUser, by pg_roles and PostgreSQL's own functions about privileges. Reads only. Errors:
/// Permission where the user may not read; those of the runner.
class VerifyUserExecutor final : public plan::StepExecutor {
public:
    /// The runner of a connection, opening it if need be; called on the run's thread and may block.
    using RunnerFor = std::function<core::Result<std::shared_ptr<records::SqlRunner>>(
        const QString &connection, const core::Cancellation &cancellation)>;

    explicit VerifyUserExecutor(RunnerFor runnerFor) : m_runnerFor(std::move(runnerFor)) { }

    [[nodiscard]] QString kind() const override { return VerifyUser::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &context) override;
    [[nodiscard]] bool isProof(const plan::Step &) const override { return true; }

private:
    RunnerFor m_runnerFor;
};

} // namespace isthmus::mapping
