// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/datatype.h>

#include <QByteArray>

namespace isthmus::maxcompute {

/// Whether values of \a type hold others that the service writes in another form in CSV than Tunnel sends them: FLOAT,
/// DOUBLE, JSON.
[[nodiscard]] bool hasForeignForm(const catalog::DataType &type);

/// \a json, a nested value of \a type that came in CSV, with what hasForeignForm() as it is when it comes by Tunnel:
/// 1.0E16 is 1e+16, and the text of a JSON value is that value. What does not fit the type stays as it is. Pure; any
/// thread.
[[nodiscard]] QByteArray inTunnelForm(QByteArrayView json, const catalog::DataType &type);

} // namespace isthmus::maxcompute
