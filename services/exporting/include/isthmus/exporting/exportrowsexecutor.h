// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/exporting/exportrows.h>
#include <isthmus/plan/stepexecutor.h>
#include <isthmus/records/insertstatements.h>
#include <isthmus/records/tablereader.h>

#include <functional>

namespace isthmus::exporting {

/// Runs the steps of ExportRows: rows go block by block into a file beside the wanted one, which takes its name once it
/// is whole, on disk, and has been counted again. A run that fails or is cancelled leaves no file, and one that was
/// there as it was. Where the program was killed, the file beside it goes once the run is found cut off, or is resumed:
/// the checkpoint names it before it is made. Memory does not grow with the rows. The file may be read by its owner
/// only.
class ExportRowsExecutor final : public plan::StepExecutor {
public:
    struct Side {
        std::shared_ptr<records::TableReader> reader;
        dialect::Dialect sqlDialect = dialect::Dialect::Hologres; ///< of INSERT statements
    };
    /// The table's connection, opened if need be; called on the run thread and may block.
    using SideFor =
        std::function<core::Result<Side>(const QString &connection, const core::Cancellation &cancellation)>;

    explicit ExportRowsExecutor(SideFor sideFor) : m_sideFor(std::move(sideFor)) { }

    [[nodiscard]] QString kind() const override { return ExportRows::taskKind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &context) override;
    [[nodiscard]] plan::Text tidyUp(const plan::Step &step, const QJsonObject &checkpoint) override;

private:
    SideFor m_sideFor;
};

} // namespace isthmus::exporting
