// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/mapping/drift/fingerprints.h>
#include <isthmus/mapping/externaltable/lookingagain.h>
#include <isthmus/plan/sqlstep.h>
#include <isthmus/plan/stepexecutor.h>

#include <functional>
#include <memory>

namespace isthmus::mapping {

/// A step of kind "drop_external_table": one external table of MaxCompute, or foreign table of Hologres, goes, if it is
/// still the one that the plan was made for. Hours may lie between the two, and days where a run is resumed.
struct DropExternalTableStep {
    static inline const QString kind = QStringLiteral("drop_external_table");
    /// Member of the step's checkpoint: the statement that makes the table again, read before it went.
    static inline const QString statementKey = QStringLiteral("makes_again");

    plan::SqlStep sql; ///< what drops it
    catalog::ObjectPath table;
    QString location; ///< ExternalSource::location as the plan saw it; empty: it did not see the table
    QDateTime created; ///< TableInfo::created as the plan saw it; invalid: not known
    bool isForeign = false; ///< a foreign table of Hologres
    QString identity = {}; ///< TableInfo::identity as the plan saw it; empty: not known
    bool looksAfter = false; ///< that it is gone is seen to once more, when the server has said so
    std::optional<MappingKey> forget = {}; ///< whose fingerprint goes with it; nothing where it is made anew

    [[nodiscard]] plan::Step toStep() const;
    /// Errors: Invalid, naming what is missing.
    [[nodiscard]] static core::Result<DropExternalTableStep> fromStep(const plan::Step &step);

    friend bool operator==(const DropExternalTableStep &, const DropExternalTableStep &) = default;
};

/// Runs the steps of DropExternalTableStep. The table is looked at again just before: one that has come to be of
/// another kind, and so has rows of its own, or shows another table, is refused. One that is gone is no error. The
/// statement that makes it again is kept in the log and the checkpoint. MaxCompute has no statement that drops external
/// tables only, so that between look and drop some milliseconds remain; Hologres has one. Where the dropping was
/// cancelled or its answer did not come, the table is looked at once more, for 5 s at most: gone is done.
class DropExternalTableExecutor final : public plan::StepExecutor {
public:
    /// The catalog of a connection, opened if need be; called on the run thread and may block.
    using CatalogFor = std::function<core::Result<std::shared_ptr<catalog::Catalog>>(
        const QString &connection, const core::Cancellation &cancellation)>;

    /// \a sqlExecutor runs steps of kind "sql"; \a fingerprints: as of CreateExternalTableExecutor.
    DropExternalTableExecutor(CatalogFor catalogFor, std::unique_ptr<plan::StepExecutor> sqlExecutor,
                              LookingAgain lookingAgain = {}, std::shared_ptr<const Fingerprints> fingerprints = {})
        : m_catalogFor(std::move(catalogFor)), m_sqlExecutor(std::move(sqlExecutor)), m_lookingAgain(lookingAgain),
          m_fingerprints(std::move(fingerprints))
    {
    }

    [[nodiscard]] QString kind() const override { return DropExternalTableStep::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &context) override;

private:
    [[nodiscard]] plan::StepResult drop(const DropExternalTableStep &planned, const plan::StepContext &context);

    CatalogFor m_catalogFor;
    std::unique_ptr<plan::StepExecutor> m_sqlExecutor;
    LookingAgain m_lookingAgain;
    std::shared_ptr<const Fingerprints> m_fingerprints;
};

} // namespace isthmus::mapping
