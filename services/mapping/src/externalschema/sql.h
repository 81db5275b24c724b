// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/externalschema/mapschema.h>

#include <QString>

namespace isthmus::mapping {

/// Drops the external schema \a schema, not the Hologres schema behind it; one that has tables of its own is refused by
/// the service. Source: docs/mapping.md#external-schemas.
[[nodiscard]] QString dropSchemaStatement(const catalog::ObjectPath &schema);

/// "Map schema public → dbs_mc.public", of the task and of its plan.
[[nodiscard]] plan::Text mapSchemaTitle(const MapSchema &definition);
[[nodiscard]] plan::Text dropSchemaTitle(const catalog::ObjectPath &schema);

} // namespace isthmus::mapping
