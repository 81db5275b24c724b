// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/datatype.h>

#include <QByteArray>
#include <QTimeZone>

#include <optional>

namespace isthmus::sandbox {

/// A value of the nested \a type, which \a json is stored as, in the form that the Python client reads out of CSV
/// results: much like JSON, fields of a STRUCT in the order of the type, NULL as \N, instants as wall times of \a zone.
/// In texts only double quotes are escaped; a backslash stands for itself but before a quote, where the client cannot
/// tell it from an escape and is given one more. Empty if \a json is no such value.
/// Source: pyodps 0.13.2, odps/readers.py, parse_complex_value().
[[nodiscard]] std::optional<QByteArray> nestedCsv(const catalog::DataType &type, QByteArrayView json,
                                                  const QTimeZone &zone);

} // namespace isthmus::sandbox
