// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/lineage/lineagegraph.h>

#include <QHash>
#include <QSet>

namespace isthmus::mapping {

/// What runs tell of who reads whom: by the objects that their plans touch and the sources of these. A value; reading
/// it is free.
class LineageRecords {
public:
    /// A run is taken once; a later summary of it replaces the earlier one. The order does not matter.
    void take(const plan::RunSummary &run);
    /// A run with its definition: of a schema mapping that tells the foreign server too.
    void take(const plan::Run &run);
    [[nodiscard]] bool isEmpty() const { return m_runs.isEmpty(); }

    /// Whether a run of such a task tells anything here.
    [[nodiscard]] static bool tellsOf(const plan::RunSummary &run);
    /// Whether the definition of such a run tells more than its summary.
    [[nodiscard]] static bool needsDefinition(const plan::RunSummary &run);

    [[nodiscard]] QList<LineageEdge> edgesOfReader(const catalog::ObjectPath &reader) const;
    [[nodiscard]] QList<LineageEdge> edgesOfSource(const catalog::ObjectPath &source) const;
    /// Of sources right below \a schema, of readers right below it.
    [[nodiscard]] QList<LineageEdge> edgesOfSourcesBelow(const catalog::ObjectPath &schema) const;
    [[nodiscard]] QList<LineageEdge> edgesOfReadersBelow(const catalog::ObjectPath &schema) const;
    /// Of the external schema \a schema to the foreign server that it was made over.
    [[nodiscard]] std::optional<LineageEdge> serverOf(const catalog::ObjectPath &schema) const;
    [[nodiscard]] QList<LineageEdge> schemasOver(const catalog::ObjectPath &server) const;
    /// The newest thing that was made of that name is an external schema.
    [[nodiscard]] bool isExternalSchema(const catalog::ObjectPath &path) const;

private:
    struct Told {
        LineageRun run;
        plan::Touch touch;
    };
    [[nodiscard]] LineageEdge edgeOf(const QString &reader, const QString &source) const;
    [[nodiscard]] const Told *newestMaking(const QString &reader) const;

    QHash<QString, LineageRun> m_runs; // by id
    QHash<QString, QList<Told>> m_byReader; // paths as texts
    QHash<QString, QSet<QString>> m_readersOf; // by source
    QHash<QString, QSet<QString>> m_readersBelow; // by schema
    QHash<QString, QSet<QString>> m_sourcesBelow;
    QHash<QString, QString> m_servers; // of external schemas, by the run that made them
};

} // namespace isthmus::mapping
