// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/externaltable/facts.h>

namespace isthmus::mapping {

/// Whether \a path can be that of a schema: connection/schema, or connection/project/schema of a tenant,
/// connection/database/schema of a Hologres instance.
[[nodiscard]] bool isSchemaPath(const catalog::ObjectPath &path);
/// The project or database of \a schema where its connection shows several; else empty.
[[nodiscard]] QString databaseOf(const catalog::ObjectPath &schema);

/// What \a schema is. Unknown where the account may not list schemas: it can be allowed to use
/// one all the same. Blocks.
[[nodiscard]] TargetSchema awaitTargetSchema(const catalog::ObjectPath &schema, catalog::Catalog &target,
                                             const core::Cancellation &cancellation);

/// What a catalog lists \a schema as; nothing: there is no such one. Blocks. Errors: those of Catalog::children().
[[nodiscard]] core::Result<std::optional<catalog::ObjectKind>>
awaitSchemaKind(const catalog::ObjectPath &schema, catalog::Catalog &catalog, const core::Cancellation &cancellation);

/// When the schema was made; invalid where the service does not tell it. Blocks.
[[nodiscard]] QDateTime awaitSchemaCreated(const catalog::ObjectPath &schema, catalog::Catalog &target,
                                           const core::Cancellation &cancellation);

/// Full name for statements: dbs_mc.default.dwd_orders, without the schema where the project has none.
[[nodiscard]] QString maxComputeTableText(const catalog::ServerInfo &server, const QString &schema,
                                          const QString &table);
/// The same for people: dbs_mc.default.
[[nodiscard]] QString schemaTitle(const catalog::ServerInfo &server, const QString &schema);

} // namespace isthmus::mapping
