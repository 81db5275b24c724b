// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/drift/fingerprints.h>
#include <isthmus/mapping/externaltable/lookingagain.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>
#include <isthmus/plan/sqlstep.h>

#include <functional>
#include <memory>

namespace isthmus::mapping {

/// A step of kind "create_external_table": one external table of MaxCompute, or foreign table of Hologres, is made.
struct CreateExternalTableStep {
    static inline const QString kind = QStringLiteral("create_external_table");

    plan::SqlStep sql; ///< what makes it
    catalog::ObjectPath table;
    QString location; ///< ExternalSource::location that it has then; of a foreign table ForeignSource::location()
    QString roleArn; ///< ExternalSource::roleArn
    QList<VerifyMapping::Column> columns; ///< that it has then
    std::optional<int> lifecycleDays; ///< that was asked for; a project may have one of its own for the others
    /// Where an earlier attempt may have made the table, it is looked at before: as planned, it is done.
    bool looksFirst = false;
    bool isForeign = false; ///< a foreign table of Hologres
    std::optional<Remembered> remember = {}; ///< once the table is there; nothing for one that is kept as it is

    [[nodiscard]] plan::Step toStep() const;
    /// Errors: Invalid, naming what is missing.
    [[nodiscard]] static core::Result<CreateExternalTableStep> fromStep(const plan::Step &step);

    friend bool operator==(const CreateExternalTableStep &, const CreateExternalTableStep &) = default;
};

/// Runs the steps of CreateExternalTableStep. Where the making was cancelled or its answer did not come, the table is
/// looked at, for 5 s at most: one that is there as it was planned is done, and of another the log says what it is. A
/// step that looks first (CreateExternalTableStep::looksFirst) makes no table twice, however often it is run.
class CreateExternalTableExecutor final : public plan::StepExecutor {
public:
    /// The catalog of a connection, opened if need be; called on the run thread and may block.
    using CatalogFor = std::function<core::Result<std::shared_ptr<catalog::Catalog>>(
        const QString &connection, const core::Cancellation &cancellation)>;

    /// \a sqlExecutor runs steps of kind "sql"; \a fingerprints keeps what was made, null: nobody does.
    CreateExternalTableExecutor(CatalogFor catalogFor, std::unique_ptr<plan::StepExecutor> sqlExecutor,
                                LookingAgain lookingAgain = {}, std::shared_ptr<const Fingerprints> fingerprints = {})
        : m_catalogFor(std::move(catalogFor)), m_sqlExecutor(std::move(sqlExecutor)), m_lookingAgain(lookingAgain),
          m_fingerprints(std::move(fingerprints))
    {
    }

    [[nodiscard]] QString kind() const override { return CreateExternalTableStep::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &context) override;

private:
    [[nodiscard]] plan::StepResult create(catalog::Catalog &catalog, const CreateExternalTableStep &planned,
                                          const plan::StepContext &context);

    CatalogFor m_catalogFor;
    std::unique_ptr<plan::StepExecutor> m_sqlExecutor;
    LookingAgain m_lookingAgain;
    std::shared_ptr<const Fingerprints> m_fingerprints;
};

} // namespace isthmus::mapping
