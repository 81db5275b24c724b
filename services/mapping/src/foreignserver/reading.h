// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/cancellation.h>
#include <isthmus/mapping/foreignserver/foreignserver.h>

#include <optional>

namespace isthmus::mapping {

/// The first text of \a facts with that \a id; empty if there is none.
[[nodiscard]] QString factText(const QList<catalog::Fact> &facts, catalog::FactId id);
/// What a catalog tells of a foreign server; nothing where it tells no database.
[[nodiscard]] std::optional<ForeignServer> serverOf(const QList<catalog::Fact> &facts);

/// The same, read. Blocks.
[[nodiscard]] std::optional<ForeignServer> awaitServer(const catalog::ObjectPath &path, catalog::Catalog &target,
                                                       const core::Cancellation &cancellation);

/// Whether \a error says that the service has no statement about foreign servers, or not for this account, rather than
/// that it could not be asked.
[[nodiscard]] bool saysNoServers(const core::Error &error);

} // namespace isthmus::mapping
