// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/objectpath.h>
#include <isthmus/connections/profile.h>

#include <optional>

namespace isthmus::connections {

/// The path of the database \a database at that address, among \a profiles that tables can be mapped from: "order_dw",
/// of an instance "test_dbs_holo/order_dw". Where a database is saved as a data source, an instance that shows it too
/// adds nothing; of several that lead there alike it is the first. Nothing: none leads there. Pure; any thread.
[[nodiscard]] std::optional<catalog::ObjectPath> databaseAt(const QList<Profile> &profiles, const QString &host,
                                                            int port, const QString &database);

} // namespace isthmus::connections
