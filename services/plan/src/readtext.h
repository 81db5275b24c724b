// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/jsonreader.h>
#include <isthmus/plan/text.h>

namespace isthmus::plan {

/// The text at \a key, which must be there.
[[nodiscard]] inline Text readText(core::JsonReader &reader, const QString &key)
{
    const auto text = Text::fromJson(reader.json().value(key));
    if (!text)
        reader.note(key);
    return text.value_or(Text());
}

/// The text at \a key; empty if there is none.
[[nodiscard]] inline Text readOptionalText(core::JsonReader &reader, const QString &key)
{
    return reader.contains(key) ? readText(reader, key) : Text();
}

} // namespace isthmus::plan
