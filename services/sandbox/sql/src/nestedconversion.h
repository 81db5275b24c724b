// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversion.h"

namespace isthmus::sandboxsql {

// ARRAY, MAP and STRUCT. But for arrays of scalars they are stored as jsonb: a STRUCT as an object with the names of
// its fields. jsonb forgets the order of members; whoever writes a value out takes the fields in the order of the type.

/// One part of a nested value, \a json (jsonb, or SQL NULL), as a value of its \a type; JSON's null becomes NULL.
[[nodiscard]] SqlValue partOf(const QString &json, const catalog::DataType &type, SourcePosition at);

/// \a value, which is nested, as the nested \a type: fields of a STRUCT by position, elements, keys and values each by
/// castTo(). Throws SqlError if a part cannot be converted, or the numbers of fields differ.
[[nodiscard]] SqlValue convertNested(const SqlValue &value, const catalog::DataType &type, SourcePosition at);

/// \a key, not NULL, as the name it has in the jsonb object of a MAP: one text for each value, whatever the session's
/// zone. Instants are UTC and without offset, as the Tunnel stores them.
[[nodiscard]] QString mapKeyText(const SqlValue &key, SourcePosition at);

/// The key of a MAP that has the name \a text there, as a value of its \a type.
[[nodiscard]] SqlValue mapKey(const QString &text, const catalog::DataType &type, SourcePosition at);

/// \a value as what jsonb_build_object() and the like make a part of a nested value of. PostgreSQL's numbers in jsonb
/// have no -0: that of FLOAT and DOUBLE is the text "-0", as NaN is one.
[[nodiscard]] QString jsonPart(const SqlValue &value);

/// A jsonb object of \a parts: key, value, key, value …, each SQL text.
[[nodiscard]] QString jsonObject(const QStringList &parts);

enum class ShapeOf {
    Structs,
    StructsAndFractions, ///< with "n" where a FLOAT or DOUBLE is, for mc_runtime.json_text()
};

/// structShape() as a jsonb constant; "NULL" where there is nothing of the kind in \a type.
[[nodiscard]] QString shapeSql(const catalog::DataType &type, ShapeOf of = ShapeOf::Structs);

} // namespace isthmus::sandboxsql
