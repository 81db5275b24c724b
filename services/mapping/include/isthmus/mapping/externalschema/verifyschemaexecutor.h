// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/plan/stepexecutor.h>

#include <functional>
#include <memory>

namespace isthmus::mapping {

/// A step of kind "verify_schema": what an external schema must show afterwards.
struct VerifySchema {
    static inline const QString kind = QStringLiteral("verify_schema");

    catalog::ObjectPath target;
    QStringList tables; ///< names in Hologres when the plan was made; at most maxTables of them
    QString dropStatement; ///< removes what the plan made, where it makes the schema: told when verifying fails

    /// A schema that has more is verified by the first ones.
    static constexpr qsizetype maxTables = 1000;

    [[nodiscard]] plan::Step toStep() const;
    /// Errors: Invalid, naming what is missing.
    [[nodiscard]] static core::Result<VerifySchema> fromStep(const plan::Step &step);

    friend bool operator==(const VerifySchema &, const VerifySchema &) = default;
};

/// Runs the steps of VerifySchema: the schema is there, is an external one, and lists its tables through MaxCompute.
/// Reads only. Errors: Permission where the role of the foreign server may read none of them ("Query Failed",
/// docs/requirements.md#h-58); those of Catalog::children().
class VerifySchemaExecutor final : public plan::StepExecutor {
public:
    /// The target side, opening the connection if need be; called on the run's thread and may block.
    using CatalogFor = std::function<core::Result<std::shared_ptr<catalog::Catalog>>(
        const QString &connection, const core::Cancellation &cancellation)>;

    explicit VerifySchemaExecutor(CatalogFor catalogFor) : m_catalogFor(std::move(catalogFor)) { }

    [[nodiscard]] QString kind() const override { return VerifySchema::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &context) override;
    [[nodiscard]] bool isProof(const plan::Step &) const override { return true; }

private:
    CatalogFor m_catalogFor;
};

} // namespace isthmus::mapping
