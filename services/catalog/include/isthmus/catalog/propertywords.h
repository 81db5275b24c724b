// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/facts.h>
#include <isthmus/catalog/tableinfo.h>

namespace isthmus::catalog {

/// The properties of \a info, keys and values as its server tells them, in plain words and by group: "binlog.ttl",
/// "604800" is "Binary log kept", "7 days" of "Changes". What is not known keeps the server's words, last; the primary
/// key is left out if the columns tell the same. Pure; any thread.
/// Sources: Hologres manual, "CREATE TABLE", "Subscribe to binary logs", "Logical partitioned tables"; MaxCompute
/// manual, "Parameters of Delta tables".
[[nodiscard]] QList<FactLine> propertyLines(const TableInfo &info);

} // namespace isthmus::catalog
