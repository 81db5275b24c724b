// SPDX-License-Identifier: GPL-3.0-or-later
#include "relationkind.h"

namespace isthmus::hologres {

using catalog::ObjectKind;

ObjectKind relationKind(const QString &relkind, bool isDynamic)
{
    if (isDynamic)
        return ObjectKind::DynamicTable;
    switch (relkind.isEmpty() ? u'r' : relkind.front().unicode()) {
    case u'p':
        return ObjectKind::PartitionedTable;
    case u'v':
        return ObjectKind::View;
    case u'm':
        return ObjectKind::MaterializedView;
    case u'f':
        return ObjectKind::ForeignTable;
    default:
        return ObjectKind::Table;
    }
}

QString rowEstimateSql(const QString &alias, int serverVersion)
{
    const QString isKnown = serverVersion >= 140000 ? QStringLiteral("%1.reltuples >= 0")
                                                    : QStringLiteral("(%1.reltuples > 0 OR %1.relpages > 0)");
    const QString sql = QStringLiteral(
        "CASE WHEN %1.relkind IN ('r', 'm', 'p') AND %2 THEN %1.reltuples::bigint WHEN %1.relkind = 'p' THEN "
        "(SELECT sum(k.reltuples)::bigint FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class k ON k.oid = "
        "h.inhrelid WHERE h.inhparent = %1.oid AND k.reltuples > 0) END");
    return QString(sql).arg(alias, isKnown.arg(alias));
}

} // namespace isthmus::hologres
