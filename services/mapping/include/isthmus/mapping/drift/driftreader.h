// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/drift/drift.h>
#include <isthmus/mapping/drift/fingerprints.h>
#include <isthmus/planning/planner.h>

#include <functional>
#include <memory>

namespace isthmus::mapping {

/// What is to be compared.
struct DriftScope {
    /// A connection, a project of a tenant or a database of an instance, a schema, or an external or foreign table.
    catalog::ObjectPath path;
    bool isBelowProjects = false; ///< the connection shows several projects or databases: their names before schemas
    std::optional<catalog::TableInfo> known = {}; ///< of a table that was just read: not read again

    [[nodiscard]] bool isTable() const { return path.names.size() == (isBelowProjects ? 3 : 2); }
    [[nodiscard]] bool isSchema() const { return path.names.size() == (isBelowProjects ? 2 : 1); }
};

/// Reads both sides of mappings. It writes nothing. Thread: any but the window's; several at once.
class DriftReader {
public:
    /// The Hologres table that a location leads to, below a saved connection; nothing if none leads there.
    using SourceOf = std::function<std::optional<catalog::ObjectPath>(const catalog::JdbcLocation &location)>;

    /// Where the MaxCompute table of a foreign table is.
    struct ProjectTable {
        std::optional<catalog::ObjectPath> table; ///< below a saved connection; nothing if none leads there
        QStringList servers = {}; ///< of all saved connections to a project of its name
    };
    /// \a endpoint: of the MaxCompute that is meant; empty: not known, and nothing is answered where several have a
    /// project of the name.
    using ProjectTableOf = std::function<ProjectTable(const catalog::ForeignSource &shown, const QString &endpoint)>;

    DriftReader(std::shared_ptr<const Fingerprints> fingerprints, SourceOf sourceOf, ProjectTableOf projectTableOf)
        : m_fingerprints(std::move(fingerprints)), m_sourceOf(std::move(sourceOf)),
          m_projectTableOf(std::move(projectTableOf))
    {
    }

    /// What is known of the mapping of one external or foreign table: one look at either side, and one more at Hologres
    /// where the source of an external table is not there. Errors: those of opening its connection and of its
    /// Catalog::table() but NotFound. What fails on the other side is DriftFacts::sourceError.
    [[nodiscard]] core::Result<DriftFacts> read(const catalog::ObjectPath &table, const planning::Sources &sources,
                                                const core::Cancellation &cancellation) const;

    /// What became of the sources of the external or foreign tables \a names of \a schema, as far as they are
    /// remembered; external tables are not looked at (DriftFacts::target), and foreign tables that are not there are
    /// left out. Errors: those of opening the connection and of its Catalog::server(), of foreign tables also of
    /// Catalog::tables().
    [[nodiscard]] core::Result<QList<DriftFacts>> sourcesOf(const catalog::ObjectPath &schema, const QStringList &names,
                                                            const planning::Sources &sources,
                                                            const core::Cancellation &cancellation) const;

    /// What a whole level has: the mappings found, and what could not be listed.
    struct Found {
        QList<Drift> mappings;
        qsizetype liveSchemas = 0; ///< external ones, which need no comparison
    };
    /// Called with mappings as they are compared, on the reading thread.
    using OnCompared = std::function<void(const QList<Drift> &some)>;
    /// All mappings of \a scope; those that are remembered and gone too. Names first; then a hundred tables at a time,
    /// and of the other side a look at each schema that they lead to. Errors: as read(); those of Catalog::children()
    /// and, of Hologres, Catalog::externalLinks().
    [[nodiscard]] core::Result<Found> check(
        const DriftScope &scope, const planning::Sources &sources, const core::Cancellation &cancellation,
        const OnCompared &onCompared = [](const QList<Drift> &) {}) const;

    /// check() on a thread of the global pool; \a sources is kept as long.
    [[nodiscard]] QFuture<core::Result<Found>> checkLater(const DriftScope &scope,
                                                          std::shared_ptr<const planning::Sources> sources,
                                                          const OnCompared &onCompared) const;

private:
    class Reading;

    std::shared_ptr<const Fingerprints> m_fingerprints;
    SourceOf m_sourceOf;
    ProjectTableOf m_projectTableOf;
};

} // namespace isthmus::mapping
