// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QCoreApplication;

namespace isthmus::core {

// The language of our texts: "" follows the desktop (LANG, LC_ALL), else "en" or the name of a translation that is
// built in ("zh_CN").

/// Languages there is a translation for, besides English. Read from the resources of the programs (":/i18n").
[[nodiscard]] QStringList availableLanguages();

/// Loads our texts and Qt's for \a language; call it before the first text is made. The variable ISTHMUS_LANG goes
/// before \a language. Unknown languages give English.
void installLanguage(QCoreApplication &app, const QString &language);

} // namespace isthmus::core
