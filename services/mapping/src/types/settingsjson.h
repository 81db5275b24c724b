// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/types/typemapping.h>

namespace isthmus::mapping {

/// The member \a key of the definition \a json that \a reader reads; as suggested where it is absent. What is none of
/// the settings, or has no such value, is noted. Pure.
[[nodiscard]] TypeSettings readTypeSettings(core::JsonReader &reader, const QString &key, const QJsonObject &json);

} // namespace isthmus::mapping
