// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/plan/stepexecutor.h>

#include <chrono>
#include <functional>
#include <memory>

namespace isthmus::computegroups {

/// A step of kind "verify_table_group": the server lists the table group as loaded to a compute group.
struct VerifyLoad {
    static inline const QString kind = QStringLiteral("verify_table_group");

    catalog::ObjectPath tableGroup;
    QString computeGroup;

    [[nodiscard]] plan::Step toStep() const;
    /// Errors: Invalid, naming what is missing.
    [[nodiscard]] static core::Result<VerifyLoad> fromStep(const plan::Step &step);

    friend bool operator==(const VerifyLoad &, const VerifyLoad &) = default;
};

/// Runs VerifyLoad steps. Loading goes on after the CALL has answered: the list is looked at again for a while.
class VerifyLoadExecutor final : public plan::StepExecutor {
public:
    /// The catalog of a connection, opened if need be; called on the run's thread and may block.
    using CatalogFor = std::function<core::Result<std::shared_ptr<catalog::Catalog>>(const QString &connection,
                                                                                     const core::Cancellation &)>;
    struct LookingAgain {
        std::chrono::milliseconds pause{2'000};
        std::chrono::milliseconds limit{60'000};
    };

    explicit VerifyLoadExecutor(CatalogFor catalogFor, LookingAgain lookingAgain)
        : m_catalogFor(std::move(catalogFor)), m_lookingAgain(lookingAgain)
    {
    }
    explicit VerifyLoadExecutor(CatalogFor catalogFor) : VerifyLoadExecutor(std::move(catalogFor), LookingAgain()) { }

    [[nodiscard]] QString kind() const override { return VerifyLoad::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &context) override;
    [[nodiscard]] bool isProof(const plan::Step &) const override { return true; }

private:
    CatalogFor m_catalogFor;
    LookingAgain m_lookingAgain;
};

} // namespace isthmus::computegroups
