// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/datatype.h>
#include <isthmus/records/zone.h>

#include <QByteArray>
#include <QByteArrayView>

namespace isthmus::records {

[[nodiscard]] bool isInstant(const catalog::DataType &type); ///< DATETIME, MaxCompute's TIMESTAMP, TIMESTAMPTZ
/// Whether values of an ARRAY, MAP or STRUCT have instants somewhere inside.
[[nodiscard]] bool holdsInstants(const catalog::DataType &type);

/// The JSON text of a value of the nested \a type with each instant in it as instantText() writes it in \a zone. An
/// instant that stands there without an offset was written in the zone \a written. Everything else, and what is no
/// value of that type, stays byte for byte as it is; keys of a MAP are values, too.
[[nodiscard]] QByteArray withInstantsIn(const Zone &zone, QByteArrayView json, const catalog::DataType &type,
                                        const Zone &written = {});

} // namespace isthmus::records
