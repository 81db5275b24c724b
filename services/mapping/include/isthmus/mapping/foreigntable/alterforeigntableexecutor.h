// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>
#include <isthmus/plan/sqlstep.h>
#include <isthmus/plan/stepexecutor.h>

#include <functional>
#include <memory>

namespace isthmus::mapping {

/// A step of kind "alter_foreign_table": a foreign table of Hologres gets other columns, if it is still the one that
/// the plan was made for.
struct AlterForeignTableStep {
    static inline const QString kind = QStringLiteral("alter_foreign_table");
    using Columns = QList<VerifyMapping::Column>;

    plan::SqlStep sql; ///< what alters it, in one transaction
    /// What does so where the server does not rename columns of foreign tables, as its manual says; empty: the same.
    QString withoutRenaming = {};
    catalog::ObjectPath table = {};
    QString location = {}; ///< ForeignSource::location() of what it shows
    Columns before = {}; ///< as the plan saw them
    Columns after = {}; ///< as they are to be, in any order

    [[nodiscard]] plan::Step toStep() const;
    /// Errors: Invalid, naming what is missing.
    [[nodiscard]] static core::Result<AlterForeignTableStep> fromStep(const plan::Step &step);

    friend bool operator==(const AlterForeignTableStep &, const AlterForeignTableStep &) = default;
};

/// Runs the steps of AlterForeignTableStep. The table is looked at just before: one that has come to be of another
/// kind, shows another table or has other columns than the plan saw is refused; one that has the wanted columns
/// already, by an attempt that was cut off, is done. Where the server cannot do it, nothing of it is done, and
/// AlterForeignTableStep::withoutRenaming is tried.
class AlterForeignTableExecutor final : public plan::StepExecutor {
public:
    /// The catalog of a connection, opened if need be; called on the run thread and may block.
    using CatalogFor = std::function<core::Result<std::shared_ptr<catalog::Catalog>>(
        const QString &connection, const core::Cancellation &cancellation)>;

    /// \a sqlExecutor runs steps of kind "sql".
    AlterForeignTableExecutor(CatalogFor catalogFor, std::unique_ptr<plan::StepExecutor> sqlExecutor)
        : m_catalogFor(std::move(catalogFor)), m_sqlExecutor(std::move(sqlExecutor))
    {
    }

    [[nodiscard]] QString kind() const override { return AlterForeignTableStep::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &context) override;

private:
    CatalogFor m_catalogFor;
    std::unique_ptr<plan::StepExecutor> m_sqlExecutor;
};

} // namespace isthmus::mapping
