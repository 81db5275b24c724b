// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/drift/drift.h>
#include <isthmus/mapping/foreigntable/maptohologres.h>

#include <QHash>
#include <QSet>

namespace isthmus::mapping {

/// How the columns of a foreign table fit those of the MaxCompute table that it shows, both as they are now.
struct ForeignFit {
    struct Pair {
        catalog::Column target;
        catalog::Column source;
    };

    QList<Pair> renamed; ///< the same column, which has another name in MaxCompute
    QList<Pair> unfit; ///< Hologres does not read the values as they are declared; the names may be others too
    QList<catalog::Column> missing; ///< declared and not in MaxCompute
    QList<ForeignColumn> unshown; ///< that a mapping made now would have, and nobody has left out
    QHash<QString, catalog::Column> targets; ///< what shows a column of MaxCompute, by its name in lower case
};
/// \a facts have a foreign table and its source. Pure; any thread.
[[nodiscard]] ForeignFit foreignFit(const DriftFacts &facts);

/// Whether \a now is the very MaxCompute table that \a before was. Its service tells an id (TableId) and the second in
/// which a table was made, both of which stay when it is altered; where it tells neither, it is not known.
enum class SameSource : quint8 { Yes, No, Unknown };
[[nodiscard]] SameSource isSameSource(const catalog::TableInfo &before, const catalog::TableInfo &now);

/// What became of columns of a MaxCompute table, as far as that is beyond doubt; names in lower case.
struct ProvenColumns {
    QHash<QString, QString> renamed; ///< names now, by those before
    QSet<QString> dropped;
};
/// MaxCompute has no numbers of columns as PostgreSQL's attnum. What proves a rename is the place: in one and the same
/// table a new column comes after all others, so that one that has come between two that stayed, or before them, where
/// one of its type has gone, is that one. Nothing is proven at the end, where dropping and adding look the same; of a
/// table whose columns were moved; of several neighbours of one type; of a column whose type changed too. (One that was
/// added and then moved, by FIRST or AFTER, to the very place of one of its type that was dropped is taken for it.)
[[nodiscard]] ProvenColumns provenColumns(const catalog::TableInfo &before, const catalog::TableInfo &now);

/// The column \a name, whatever its capitals; null: there is none.
[[nodiscard]] const catalog::Column *columnCalled(const QList<catalog::Column> &columns, const QString &name);
/// The column of the foreign table that \a column of it was when it was seen last: by PostgreSQL's number where it is
/// still the same table, else by name. Null: there was none.
[[nodiscard]] const catalog::Column *rememberedColumn(const Fingerprint &stored, const catalog::TableInfo &target,
                                                      const catalog::Column &column);
/// Whether all columns that have a type were mapped when the table was made.
[[nodiscard]] bool tookAllColumns(const Fingerprint &stored);

} // namespace isthmus::mapping
