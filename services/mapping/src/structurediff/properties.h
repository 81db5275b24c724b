// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/text.h>

#include <QString>

namespace isthmus::mapping {

/// Whether set_table_property() takes \a key: of a new table (\a isNew), or of one that is there. A table group is left
/// out: it belongs to a database.
[[nodiscard]] bool isHologresProperty(const QString &key, bool isNew);
[[nodiscard]] QString hologresPropertyStatement(const QString &tableName, const QString &key, const QString &value);
/// Whether TBLPROPERTIES take \a key.
[[nodiscard]] bool isMaxComputeProperty(const QString &key);
[[nodiscard]] plan::Text propertyText(const QString &key, const QString &value); ///< "property a = b"

} // namespace isthmus::mapping
