// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/drift/drift.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>

namespace isthmus::mapping {

/// A step of kind "verify_mappings": what several external tables of one schema, or foreign tables of Hologres, must be
/// like after they were made.
struct VerifyMappings {
    static inline const QString kind = QStringLiteral("verify_mappings");
    /// Member of the step's checkpoint: what is wrong, a text by the name of the table.
    static inline const QString differingKey = QStringLiteral("differing");
    /// Likewise: what is to be known of the sources of tables that are as planned.
    static inline const QString sourcesKey = QStringLiteral("sources");

    struct Table {
        QString step; ///< id of the step that makes it
        QString name;
        QList<VerifyMapping::Column> columns;
        friend bool operator==(const Table &, const Table &) = default;
    };

    catalog::ObjectPath schema;
    QList<Table> tables;
    bool readsRows = false; ///< the first row of each is read too
    bool isForeign = false; ///< foreign tables of Hologres

    [[nodiscard]] plan::Step toStep() const;
    /// Errors: Invalid, naming what is missing.
    [[nodiscard]] static core::Result<VerifyMappings> fromStep(const plan::Step &step);

    friend bool operator==(const VerifyMappings &, const VerifyMappings &) = default;
};

/// Runs the steps of VerifyMappings, for those tables whose making has succeeded (StepContext::succeeded): one question
/// for all of them. Reads only. A table that is missing or differs makes the step fail, as does one whose source
/// changed since it was planned so that queries fail; all are told, and stand in the step's checkpoint.
class VerifyMappingsExecutor final : public plan::StepExecutor {
public:
    using SideFor = VerifyMappingExecutor::SideFor;

    /// What became of the sources of the external tables \a names of \a schema since they were planned
    /// (DriftReader::sourcesOf()); called on the run thread and may block.
    using SourcesOf = std::function<core::Result<QList<DriftFacts>>(
        const catalog::ObjectPath &schema, const QStringList &names, const core::Cancellation &cancellation)>;

    /// \a sourcesOf: null: nobody looks at the sources.
    explicit VerifyMappingsExecutor(SideFor sideFor, SourcesOf sourcesOf = {})
        : m_sideFor(std::move(sideFor)), m_sourcesOf(std::move(sourcesOf))
    {
    }

    [[nodiscard]] QString kind() const override { return VerifyMappings::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &context) override;

private:
    SideFor m_sideFor;
    SourcesOf m_sourcesOf;
};

} // namespace isthmus::mapping
