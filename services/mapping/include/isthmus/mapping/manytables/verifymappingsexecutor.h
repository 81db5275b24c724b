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
    /// Likewise: the server's marks of the tables that were as planned, by which one that was made anew is known.
    static inline const QString marksKey = QStringLiteral("marks");
    /// Codes of what is told of a table that was made before the run was resumed and is not there, or another.
    static inline const QString goneCode = QStringLiteral("Mapping.gone_before_resume");
    static inline const QString remadeCode = QStringLiteral("Mapping.remade_before_resume");

    struct Table {
        QString step; ///< id of the step that makes it
        QString name;
        QList<VerifyMapping::Column> columns;
        QString location = {}; ///< as CreateExternalTableStep; empty: of a plan of an earlier version, not compared
        QString roleArn = {};
        std::optional<MappingKey> remembered = {}; ///< whose fingerprint is to say what the table is like
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

/// What to do about a table of which \a problem tells that it was gone, or another, before the run was resumed; empty
/// for other problems. Pure.
[[nodiscard]] plan::Text lostTableHint(const plan::Text &problem);

/// Runs the steps of VerifyMappings, for those tables whose making has succeeded (StepContext::succeeded): one question
/// for all of them. Reads only. A table that is missing or differs makes the step fail, as does one whose source
/// changed since it was planned so that queries fail; all are told, and stand in the step's checkpoint.
///
/// In a run that was resumed, tables that were made before are looked at again: no row of one that was verified is read
/// anew, and the definition is read of those alone that are not known to be the same as then. If nothing is wrong but
/// with them, the failure is Failure::isOfBefore.
class VerifyMappingsExecutor final : public plan::StepExecutor {
public:
    using SideFor = VerifyMappingExecutor::SideFor;

    /// What became of the sources of the external tables \a names of \a schema since they were planned
    /// (DriftReader::sourcesOf()); called on the run thread and may block.
    using SourcesOf = std::function<core::Result<QList<DriftFacts>>(
        const catalog::ObjectPath &schema, const QStringList &names, const core::Cancellation &cancellation)>;

    /// \a sourcesOf: null: nobody looks at the sources; \a fingerprints: as of CreateExternalTableExecutor.
    explicit VerifyMappingsExecutor(SideFor sideFor, SourcesOf sourcesOf = {},
                                    std::shared_ptr<const Fingerprints> fingerprints = {})
        : m_sideFor(std::move(sideFor)), m_sourcesOf(std::move(sourcesOf)), m_fingerprints(std::move(fingerprints))
    {
    }

    [[nodiscard]] QString kind() const override { return VerifyMappings::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &context) override;
    [[nodiscard]] bool isProof(const plan::Step &) const override { return true; }

private:
    SideFor m_sideFor;
    SourcesOf m_sourcesOf;
    std::shared_ptr<const Fingerprints> m_fingerprints;
};

} // namespace isthmus::mapping
