// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/datatype.h>

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace isthmus::hologres {

/// PostgreSQL's array text ({1,NULL,3}, {{"a b",c}}, [0:1]={1,2}) as JSON text: numbers and booleans bare, JSON values
/// as they are, everything else as strings. A blank stands before a JSON element that is null or an array: without one,
/// null is NULL and a bracket a further dimension. Bounds stay in front, as the server writes them where a lower one is
/// not 1: "[0:1]=[1,2]", see records::arrayBoundsLength(). nullopt for text that is no array, or has more than the six
/// dimensions PostgreSQL allows.
[[nodiscard]] std::optional<QByteArray> jsonFromArrayText(QByteArrayView text, const catalog::DataType &element);

} // namespace isthmus::hologres
