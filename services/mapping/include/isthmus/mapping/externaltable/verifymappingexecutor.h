// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/externaltable/facts.h>
#include <isthmus/plan/stepexecutor.h>
#include <isthmus/records/tablereader.h>

#include <functional>

namespace isthmus::mapping {

/// Runs "verify_mapping" steps: the external table exists with the planned columns and its first row can be read
/// through MaxCompute. Reads only.
/// Step parameters: "source" and "target" (paths as text), "columns" ([{name, type}]).
class VerifyMappingExecutor final : public plan::StepExecutor {
public:
    struct Side {
        std::shared_ptr<catalog::Catalog> catalog;
        std::shared_ptr<records::TableReader> reader;
    };
    /// The target side's interfaces, opening the connection if need be; called on the run thread and may block.
    using SideFor =
        std::function<core::Result<Side>(const QString &connection, const core::Cancellation &cancellation)>;

    explicit VerifyMappingExecutor(SideFor sideFor) : m_sideFor(std::move(sideFor)) { }

    [[nodiscard]] QString kind() const override { return QStringLiteral("verify_mapping"); }
    [[nodiscard]] core::Result<plan::StepOutcome> execute(const plan::Step &step,
                                                          const plan::StepContext &context) override;

private:
    SideFor m_sideFor;
};

} // namespace isthmus::mapping
