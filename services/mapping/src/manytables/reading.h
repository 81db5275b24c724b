// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/manytables/maptables.h>

namespace isthmus::mapping {

/// Relations that are asked for, of either system, with the descriptions of those that can be mapped.
struct ReadRelations {
    QList<MapTablesFacts::Relation> relations; ///< in the order of the sources and, within a schema, of the server
    bool hasMore = false; ///< there are more than MapTables::maxTables
};

/// Reads them, tables by the hundred. \a isMappable: as far as a kind tells. A source that has schemas instead of
/// relations is a project: all of its schemas. Errors: Invalid for a source that is a table; those of
/// Catalog::children() and tables(). Blocks.
[[nodiscard]] core::Result<ReadRelations> readRelations(const QList<MapTables::Source> &wanted,
                                                        bool (*isMappable)(catalog::ObjectKind),
                                                        catalog::Catalog &catalog, const planning::Sources &sources,
                                                        const core::Cancellation &cancellation);

/// Which names \a schema has, by what, and what its tables of the kind \a linked show: into \a existing, names of
/// MaxCompute's external tables in lower case. Why they could not be listed; a schema that is not there has none.
/// Blocks.
[[nodiscard]] std::optional<core::Error> readExisting(const catalog::ObjectPath &schema, catalog::Catalog &catalog,
                                                      catalog::ObjectKind linked,
                                                      QHash<QString, MapTablesFacts::Existing> &existing,
                                                      const core::Cancellation &cancellation);

} // namespace isthmus::mapping
