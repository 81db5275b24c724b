// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/computegroups/loadtablegroup.h>
#include <isthmus/plan/stepexecutor.h>

#include <chrono>
#include <functional>
#include <memory>

namespace isthmus::computegroups {

/// A step of kind "verify_table_group": the server lists the table group as loaded to the compute group, with
/// the replicas that were wanted.
struct VerifyLoad {
    static inline const QString kind = QStringLiteral("verify_table_group");

    LoadTableGroup load;

    [[nodiscard]] plan::Step toStep() const;
    /// Errors: Invalid, naming what is missing.
    [[nodiscard]] static core::Result<VerifyLoad> fromStep(const plan::Step &step);

    friend bool operator==(const VerifyLoad &, const VerifyLoad &) = default;
};

/// How long, and how often, the list is looked at where the table group is to come.
struct LookingAgain {
    std::chrono::milliseconds pause;
    std::chrono::milliseconds limit;
};

/// Whether \a catalog lists \a load as it was wanted, replicas included; looked at once, and again until it does. One
/// of \a cancellations ends the waiting, not the first look, which \a look ends. Errors: those of Catalog::children().
/// Blocks.
[[nodiscard]] core::Result<bool> isListed(const LoadTableGroup &load, catalog::Catalog &catalog, LookingAgain again,
                                          const core::Cancellation &look, const core::Cancellation &waiting);

/// Runs VerifyLoad steps. Loading goes on after the CALL has answered: the list is looked at again for a while.
class VerifyLoadExecutor final : public plan::StepExecutor {
public:
    /// The catalog of a connection, opened if need be; called on the run's thread and may block.
    using CatalogFor = std::function<core::Result<std::shared_ptr<catalog::Catalog>>(const QString &connection,
                                                                                     const core::Cancellation &)>;
    explicit VerifyLoadExecutor(CatalogFor catalogFor,
                                LookingAgain lookingAgain = {std::chrono::seconds(2), std::chrono::minutes(1)})
        : m_catalogFor(std::move(catalogFor)), m_lookingAgain(lookingAgain)
    {
    }

    [[nodiscard]] QString kind() const override { return VerifyLoad::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &context) override;
    [[nodiscard]] bool isProof(const plan::Step &) const override { return true; }

private:
    CatalogFor m_catalogFor;
    LookingAgain m_lookingAgain;
};

} // namespace isthmus::computegroups
