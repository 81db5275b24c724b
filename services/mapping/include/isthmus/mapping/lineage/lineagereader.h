// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/foreignsource.h>
#include <isthmus/mapping/drift/driftreader.h>
#include <isthmus/mapping/lineage/lineagerecords.h>
#include <isthmus/planning/planner.h>

#include <functional>
#include <memory>

namespace isthmus::mapping {

/// The neighbours of which object are to be read.
struct LineageQuestion {
    catalog::ObjectPath object;
    LineageWay way = LineageWay::Sources;
    qsizetype limit = defaultLimit; ///< neighbours; of those that there are no more, last
    /// Where external tables lead that somebody has read before: candidates beside those of the records.
    QHash<catalog::ObjectPath, catalog::ObjectPath> known = {};

    static constexpr qsizetype defaultLimit = 100;
};

/// Reads who reads whom, one object at a time: from definitions as they are now, and from what runs have left. It
/// writes nothing. Thread: any but the window's; several at once.
class LineageReader {
public:
    /// What is saved of a connection, without opening it.
    struct Place {
        bool isWarehouse = false; ///< mapped to: MaxCompute
        bool isBelowDatabases = false; ///< databases or projects stand before schemas
    };
    struct Saved {
        DriftReader::SourceOf sourceOf; ///< as of DriftReader
        /// The database of a saved connection at that address.
        std::function<std::optional<catalog::ObjectPath>(const QString &host, int port, const QString &database)>
            databaseAt;
        std::function<std::optional<Place>(const QString &connection)> placeOf; ///< nothing: there is no such one
        /// The MaxCompute table of a saved connection that a foreign table shows.
        std::function<std::optional<catalog::ObjectPath>(const catalog::ForeignSource &shown)> projectTableOf;
    };

    LineageReader(DriftReader drift, Saved saved) : m_drift(std::move(drift)), m_saved(std::move(saved)) { }

    /// The neighbours of one object: its own definition, the schemas of its neighbours, a hundred tables at a time, and
    /// the comparison of the first mappings. What cannot be looked at is an Unknown node. Errors: Cancelled; Invalid
    /// for a path that has no lineage.
    [[nodiscard]] core::Result<LineageAnswer> neighbours(const LineageQuestion &question, const LineageRecords &records,
                                                         const planning::Sources &sources,
                                                         const core::Cancellation &cancellation) const;
    /// neighbours() on a thread of the global pool; \a sources is kept as long.
    [[nodiscard]] QFuture<core::Result<LineageAnswer>>
    neighboursLater(const LineageQuestion &question, std::shared_ptr<const LineageRecords> records,
                    std::shared_ptr<const planning::Sources> sources) const;

    /// External tables below \a scope, a connection to MaxCompute, a project or a schema, by their definitions: all of
    /// them, where they lead. Errors: those of Catalog::externalLinks() and Catalog::children(); Invalid for another
    /// system.
    [[nodiscard]] core::Result<QHash<catalog::ObjectPath, catalog::ObjectPath>>
    definitionsBelow(const catalog::ObjectPath &scope, const planning::Sources &sources,
                     const core::Cancellation &cancellation) const;
    [[nodiscard]] QFuture<core::Result<QHash<catalog::ObjectPath, catalog::ObjectPath>>>
    definitionsBelowLater(const catalog::ObjectPath &scope, std::shared_ptr<const planning::Sources> sources) const;

    /// Whether an object of that kind has a lineage.
    [[nodiscard]] static bool hasLineage(catalog::ObjectKind kind);

private:
    class Reading;

    DriftReader m_drift;
    Saved m_saved;
};

} // namespace isthmus::mapping
