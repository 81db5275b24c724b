// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/datatype.h>

#include <QByteArrayView>

#include <optional>
#include <string>

namespace isthmus::sandbox {

/// Whether a value of \a type is stored as jsonb and has a FLOAT or DOUBLE inside.
[[nodiscard]] bool mayHoldSignedZeros(const catalog::DataType &type);

/// \a json, a nested value of \a type, with each -0 of a FLOAT or DOUBLE as the text "-0": as a number PostgreSQL's
/// jsonb would keep 0. Nothing if there is none, or if the text does not fit the type. Pure; any thread.
[[nodiscard]] std::optional<std::string> withSignedZeros(const catalog::DataType &type, QByteArrayView json);

} // namespace isthmus::sandbox
