// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/text.h>

#include <QString>

namespace isthmus::mapping {

/// Whether set_table_property() takes \a key: of a new table (\a isNew), or of one that is there. A table group is left
/// out: it belongs to a database.
[[nodiscard]] bool isHologresProperty(const QString &key, bool isNew);
/// The columns that a property names: of "a:auto,b:on" these; none for a property that names none.
[[nodiscard]] QStringList columnsOfProperty(const QString &key, const QString &value);
/// Whether rows, partitions or the changes of a table that has \a before go if its property becomes \a after; empty:
/// it does not have the property.
[[nodiscard]] bool keepsShorter(const QString &key, const QString &before, const QString &after);
/// What is said before a statement of which keepsShorter() is true.
[[nodiscard]] plan::Text shorterText(const QString &key, const QString &value);
[[nodiscard]] QString hologresPropertyStatement(const QString &tableName, const QString &key, const QString &value);
/// Whether TBLPROPERTIES take \a key.
[[nodiscard]] bool isMaxComputeProperty(const QString &key);
[[nodiscard]] plan::Text propertyText(const QString &key, const QString &value); ///< "property a = b"

} // namespace isthmus::mapping
