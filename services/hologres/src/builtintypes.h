// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/datatype.h>

#include <libpq-fe.h>

#include <optional>

namespace isthmus::hologres {

/// The type of a result column by the fixed object ids of PostgreSQL's own types (pg_type.dat) and its modifier
/// (-1: none). nullopt for types that only the server can name.
[[nodiscard]] std::optional<catalog::DataType> builtInType(Oid oid, int modifier);

} // namespace isthmus::hologres
