// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/drift/fingerprints.h>
#include <isthmus/mapping/externaltable/facts.h>
#include <isthmus/plan/stepexecutor.h>
#include <isthmus/records/tablereader.h>

#include <functional>

namespace isthmus::mapping {

/// A step of kind "verify_mapping": what an external or foreign table must be like
/// afterwards.
struct VerifyMapping {
    static inline const QString kind = QStringLiteral("verify_mapping");

    struct Column {
        QString name;
        QString type; ///< text of a MaxCompute type; of a foreign table one of Hologres
        friend bool operator==(const Column &, const Column &) = default;
    };

    catalog::ObjectPath target;
    QList<Column> columns;
    QString dropStatement; ///< removes what the plan made, where it makes the table: told when verifying fails
    std::optional<MappingKey> remembered = {}; ///< whose fingerprint is to say what the table is like
    std::optional<Fingerprint> remember =
        {}; ///< takes the place of the one that is kept, where no step makes the table
    bool isForeign = false; ///< a foreign table of Hologres

    [[nodiscard]] plan::Step toStep() const;
    /// Errors: Invalid, naming what is missing.
    [[nodiscard]] static core::Result<VerifyMapping> fromStep(const plan::Step &step);

    friend bool operator==(const VerifyMapping &, const VerifyMapping &) = default;
};

/// Runs the steps of VerifyMapping: the external table exists with the planned columns and its first row can be read
/// through MaxCompute. Reads only.
class VerifyMappingExecutor final : public plan::StepExecutor {
public:
    struct Side {
        std::shared_ptr<catalog::Catalog> catalog;
        std::shared_ptr<records::TableReader> reader;
    };
    /// The target side's interfaces, opening the connection if need be; called on the run thread and may block.
    using SideFor =
        std::function<core::Result<Side>(const QString &connection, const core::Cancellation &cancellation)>;

    /// \a fingerprints: as of CreateExternalTableExecutor.
    explicit VerifyMappingExecutor(SideFor sideFor, std::shared_ptr<const Fingerprints> fingerprints = {})
        : m_sideFor(std::move(sideFor)), m_fingerprints(std::move(fingerprints))
    {
    }

    [[nodiscard]] QString kind() const override { return VerifyMapping::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &context) override;
    [[nodiscard]] bool isProof(const plan::Step &) const override { return true; }

private:
    SideFor m_sideFor;
    std::shared_ptr<const Fingerprints> m_fingerprints;
};

} // namespace isthmus::mapping
