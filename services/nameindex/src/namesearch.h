// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "namesegment.h"
#include "parsedquery.h"

#include <isthmus/core/cancellation.h>
#include <isthmus/nameindex/search.h>

#include <QThreadPool>

#include <vector>

namespace isthmus::nameindex {

/// All names in memory, folded, and the search through them. Letter by letter it compares only what was found before.
/// Among names found alike the shorter comes first, else the order is that of connections, databases, schemas, names;
/// what holds others stands before all relations. Thread: one at a time.
class NameSearch {
public:
    /// Makes it what \a store holds now; reads what is another since the last time. \a roots: of which kind connections
    /// are. After an error it is empty. Errors: those of NameStore; Cancelled.
    [[nodiscard]] core::Result<core::Done> load(NameStore &store,
                                                const std::function<catalog::ObjectKind(const QString &)> &rootKind,
                                                const core::Cancellation &cancellation);
    /// Gives the memory back.
    void clear();
    [[nodiscard]] bool isEmpty() const { return m_containers.size() == 0; }
    [[nodiscard]] qint64 size() const { return m_containers.size() + m_relations; }

    /// What fits so far if it is cancelled.
    [[nodiscard]] Answer search(const Query &query, const core::Cancellation &cancellation);

private:
    /// A connection, database or schema.
    struct Container {
        catalog::ObjectPath path;
        catalog::ObjectKind kind;
        QDateTime asOf;
    };
    class Scan;
    void addContainer(const Container &container);

    NameList m_containers;
    std::vector<Container> m_containerRows;
    std::vector<NameSegment> m_segments;
    std::vector<quint32> m_firsts; // number of the first name of each segment, all names counted through
    quint32 m_relations = 0;

    ParsedQuery m_lastQuery; // plain words only
    std::vector<quint32> m_lastMatches; // numbers of names
    bool m_hasLast = false;
    QThreadPool m_pool; // for one search
};

} // namespace isthmus::nameindex
