// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/mapping/drift/fingerprint.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>

namespace isthmus::mapping {

/// A foreign table of Hologres as it is planned.
struct PlannedForeign {
    catalog::ObjectPath table;
    catalog::ServerInfo targetServer;
    catalog::TableInfo source;
    catalog::ForeignSource shown;
    QList<VerifyMapping::Column> columns; ///< that it gets
};

/// What is to be remembered of \a planned once it is there: `made` is not set yet. Pure; any thread.
[[nodiscard]] Remembered rememberedForeign(const PlannedForeign &planned, const Fingerprint::Foreign &foreign);

} // namespace isthmus::mapping
