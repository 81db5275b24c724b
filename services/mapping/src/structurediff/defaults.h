// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>
#include <isthmus/dialect/dialect.h>

#include <QString>

#include <optional>

namespace isthmus::mapping {

/// A default that is one plain value, which both systems can write.
struct LiteralDefault {
    enum class Kind : quint8 { Null, Boolean, Number, Text, Date };
    Kind kind = Kind::Null;
    QString text; ///< "TRUE", a number as written, a text or a date without its quotes

    friend bool operator==(const LiteralDefault &, const LiteralDefault &) = default;
};

/// Nothing for an expression, or a value that is written in a way of one system only (escapes).
[[nodiscard]] std::optional<LiteralDefault> literalDefault(const catalog::Column &column, dialect::Dialect system);

/// In the SQL of \a system.
[[nodiscard]] QString literalSql(const LiteralDefault &value, dialect::Dialect system);

} // namespace isthmus::mapping
