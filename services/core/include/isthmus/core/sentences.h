// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace isthmus::core {

// Sentences of errors are made in the language of the program that meets them. A run keeps them for readers of other
// languages too, so that what they were made of has to be found again. Thread: any.

/// \a source in the installed language, for QString::arg(). Sentences that are made of it are known to originOf() from
/// now on. \a source goes through QT_TRANSLATE_NOOP, so that translators find it.
[[nodiscard]] QString said(const char *context, const char *source);

/// What a sentence was made of.
struct Origin {
    QByteArray context;
    QByteArray source;
    QStringList arguments; ///< for %1, %2 …
};

/// What \a sentence was made of, if said() has given its words; nothing for other texts, long ones, and such that could
/// be anybody's, since fewer letters than \a leastLetters are in the English words beside their arguments.
[[nodiscard]] std::optional<Origin> originOf(const QString &sentence, int leastLetters = 9);

} // namespace isthmus::core
