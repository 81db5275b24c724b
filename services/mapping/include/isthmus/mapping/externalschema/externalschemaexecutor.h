// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/mapping/externaltable/lookingagain.h>
#include <isthmus/plan/sqlstep.h>
#include <isthmus/plan/stepexecutor.h>

#include <functional>
#include <memory>

namespace isthmus::mapping {

/// A step of kind "external_schema": one external schema of MaxCompute is made, or goes if it still is one.
struct ExternalSchemaStep {
    static inline const QString kind = QStringLiteral("external_schema");

    plan::SqlStep sql; ///< what makes or drops it
    catalog::ObjectPath schema;
    bool drops = false;
    QDateTime created; ///< of what is dropped, as the plan saw it; invalid: not known
    QString making; ///< the statement that makes again what is dropped; empty: not known

    [[nodiscard]] plan::Step toStep() const;
    /// Errors: Invalid, naming what is missing.
    [[nodiscard]] static core::Result<ExternalSchemaStep> fromStep(const plan::Step &step);

    friend bool operator==(const ExternalSchemaStep &, const ExternalSchemaStep &) = default;
};

/// Runs the steps of ExternalSchemaStep. What is to be dropped is looked at just before: a schema of the project's own
/// stays, as one that was made anew since the plan, and one that is gone is no error. MaxCompute has no statement that
/// drops external schemas only, so that some milliseconds remain between. Where the statement was cancelled or its
/// answer did not come, the schema is looked at for some seconds, and what is as it was wanted is told as done.
class ExternalSchemaExecutor final : public plan::StepExecutor {
public:
    /// The catalog of a connection, opened if need be; called on the run's thread and may block.
    using CatalogFor = std::function<core::Result<std::shared_ptr<catalog::Catalog>>(
        const QString &connection, const core::Cancellation &cancellation)>;

    /// \a sqlExecutor runs steps of kind "sql".
    ExternalSchemaExecutor(CatalogFor catalogFor, std::unique_ptr<plan::StepExecutor> sqlExecutor,
                           LookingAgain lookingAgain = {})
        : m_catalogFor(std::move(catalogFor)), m_sqlExecutor(std::move(sqlExecutor)), m_lookingAgain(lookingAgain)
    {
    }

    [[nodiscard]] QString kind() const override { return ExternalSchemaStep::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &context) override;

private:
    CatalogFor m_catalogFor;
    std::unique_ptr<plan::StepExecutor> m_sqlExecutor;
    LookingAgain m_lookingAgain;
};

} // namespace isthmus::mapping
