// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/mapping/foreignserver/foreignserver.h>
#include <isthmus/plan/stepexecutor.h>

#include <functional>
#include <memory>
#include <optional>

namespace isthmus::mapping {

/// A step of kind "verify_foreign_server": what a foreign server must be afterwards.
struct VerifyServer {
    static inline const QString kind = QStringLiteral("verify_foreign_server");

    catalog::ObjectPath target;
    std::optional<ForeignServer> planned; ///< nothing: it must be gone

    [[nodiscard]] plan::Step toStep() const;
    /// Errors: Invalid, naming what is missing.
    [[nodiscard]] static core::Result<VerifyServer> fromStep(const plan::Step &step);

    friend bool operator==(const VerifyServer &, const VerifyServer &) = default;
};

/// Runs the steps of VerifyServer: reads the foreign server as the catalog tells it and compares. Reads only. Errors:
/// Invalid, naming what differs; those of Catalog::children() and Catalog::facts().
class VerifyServerExecutor final : public plan::StepExecutor {
public:
    /// The catalog of a connection, opened if need be; called on the run's thread and may block.
    using CatalogFor = std::function<core::Result<std::shared_ptr<catalog::Catalog>>(
        const QString &connection, const core::Cancellation &cancellation)>;

    explicit VerifyServerExecutor(CatalogFor catalogFor) : m_catalogFor(std::move(catalogFor)) { }

    [[nodiscard]] QString kind() const override { return VerifyServer::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &context) override;
    [[nodiscard]] bool isProof(const plan::Step &) const override { return true; }

private:
    CatalogFor m_catalogFor;
};

} // namespace isthmus::mapping
