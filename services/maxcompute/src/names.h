// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "joblane.h"

#include <isthmus/catalog/catalog.h>

namespace isthmus::maxcompute {

// Reading over a whole project or schema, for an index, for mappings of many tables and for links between systems.

/// One page of catalog::Catalog::names(): a request a schema, several small schemas a page.
/// Errors: as Session::sendForXml(); Invalid for a scope that is no project and no schema.
[[nodiscard]] core::Result<catalog::NamePage> readNames(LaneState &state, const catalog::ObjectPath &scope,
                                                        const QString &marker, const core::Cancellation &cancellation);

/// catalog::Catalog::entries(): a request for each 100 tables. Errors: Invalid if \a schema is none.
[[nodiscard]] core::Result<QList<catalog::Entry>> readEntries(LaneState &state, const catalog::ObjectPath &schema,
                                                              const QStringList &names,
                                                              const core::Cancellation &cancellation);

/// catalog::Catalog::tables(): a request for each 100 tables, and one for each external table.
[[nodiscard]] core::Result<QList<catalog::TableInfo>> readTables(LaneState &state, const catalog::ObjectPath &schema,
                                                                 const QStringList &names,
                                                                 const core::Cancellation &cancellation);

/// catalog::ManyColumns::columnsOf(): a request for each 100 tables.
[[nodiscard]] core::Result<QList<catalog::TableInfo>> readColumns(LaneState &state, const catalog::ObjectPath &schema,
                                                                  const QStringList &names,
                                                                  const core::Cancellation &cancellation);

/// catalog::Catalog::externalLinks(): a request for each 1,000 external tables, and one for each whose definition the
/// list does not tell, except in external schemas, whose tables mirror their source by name.
[[nodiscard]] core::Result<QList<catalog::ExternalLink>>
readExternalLinks(LaneState &state, const catalog::ObjectPath &scope, const core::Cancellation &cancellation);

} // namespace isthmus::maxcompute
