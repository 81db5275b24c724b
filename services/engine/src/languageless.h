// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/failure.h>

namespace isthmus::engine {

// What services say comes in the language of this program. A run is read by programs of other languages too.

/// \a text with its code where it came as a sentence that core::said() has made; its arguments likewise.
[[nodiscard]] plan::Text withoutLanguage(const plan::Text &text);
/// The same of a failure. A message that is the server's own words stays as it is, whatever it looks like.
[[nodiscard]] plan::Failure withoutLanguage(const plan::Failure &failure);

} // namespace isthmus::engine
