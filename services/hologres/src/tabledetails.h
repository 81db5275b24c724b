// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "location.h"
#include "session.h"

#include <isthmus/catalog/tableinfo.h>

namespace isthmus::hologres {

/// Everything about the relation or partition at \a location. Never counts rows.
/// Errors beside the session's: NotFound; Invalid if \a location is no relation.
[[nodiscard]] core::Result<catalog::TableInfo> readTable(Session &session, const catalog::ObjectPath &path,
                                                         const Location &location,
                                                         const core::Cancellation &cancellation);

/// The same of many relations of the schema at \a location: five statements for each 500 names. In the order of
/// \a names, without those that are not there. Errors: Invalid if \a location is no schema.
[[nodiscard]] core::Result<QList<catalog::TableInfo>> readTables(Session &session, const catalog::ObjectPath &schema,
                                                                 const Location &location, const QStringList &names,
                                                                 const core::Cancellation &cancellation);

/// Schema and name of the relation whose TableInfo::identity \a identity is; what is no number is that of nothing.
/// Errors beside the session's: NotFound.
[[nodiscard]] core::Result<QStringList> readPlaceOf(Session &session, const QString &identity,
                                                    const core::Cancellation &cancellation);

/// The columns alone, in table order, and the relation's name quoted as the server would.
struct RelationColumns {
    QList<catalog::Column> columns;
    QString quotedName; ///< public.dwd_orders, "Odd Schema"."T"
};
[[nodiscard]] core::Result<RelationColumns> readColumns(Session &session, const Location &location,
                                                        const core::Cancellation &cancellation);

} // namespace isthmus::hologres
