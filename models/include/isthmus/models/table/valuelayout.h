// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace isthmus::models {

/// A value as it is read whole.
struct ValueLayout {
    QString text;
    bool isCut = false; ///< it is the value's beginning only
    /// There is no blank for long: breaking such a line between words would take a time that grows as its square.
    bool hasLongWord = false;
};

/// \a value over several lines if it is a JSON object or array, with every token as it is spelled; any other as it is.
/// At most \a maxCharacters of either; the time goes by them and not by the value. Pure; any thread.
[[nodiscard]] ValueLayout layOut(const QString &value, qsizetype maxCharacters);

} // namespace isthmus::models
