// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/computegroups/verifyloadexecutor.h>
#include <isthmus/plan/sqlstep.h>
#include <isthmus/plan/stepexecutor.h>

#include <memory>

namespace isthmus::computegroups {

/// A step of kind "load_table_group": the CALL.
struct LoadStep {
    static inline const QString kind = QStringLiteral("load_table_group");

    plan::SqlStep sql;
    LoadTableGroup load;

    [[nodiscard]] plan::Step toStep() const;
    /// Errors: Invalid, naming what is missing.
    [[nodiscard]] static core::Result<LoadStep> fromStep(const plan::Step &step);

    friend bool operator==(const LoadStep &, const LoadStep &) = default;
};

/// Runs LoadStep steps. Where the CALL was cancelled or its answer did not come, the list of the server is looked at
/// for some seconds: a table group that is loaded as wanted is told as done.
class LoadExecutor final : public plan::StepExecutor {
public:
    using CatalogFor = VerifyLoadExecutor::CatalogFor;

    /// \a sqlExecutor runs steps of kind "sql".
    LoadExecutor(CatalogFor catalogFor, std::unique_ptr<plan::StepExecutor> sqlExecutor,
                 LookingAgain lookingAgain = {std::chrono::milliseconds(500), std::chrono::seconds(5)})
        : m_catalogFor(std::move(catalogFor)), m_sqlExecutor(std::move(sqlExecutor)), m_lookingAgain(lookingAgain)
    {
    }

    [[nodiscard]] QString kind() const override { return LoadStep::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &context) override;

private:
    CatalogFor m_catalogFor;
    std::unique_ptr<plan::StepExecutor> m_sqlExecutor;
    LookingAgain m_lookingAgain;
};

} // namespace isthmus::computegroups
