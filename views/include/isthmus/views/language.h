// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

class QCoreApplication;

namespace isthmus::views {

// The language of the window: "" follows the desktop, else "en" or the name of a translation that is built in
// ("zh_CN").

/// Languages there is a translation for, besides English. Read from the resources of qt_add_translations (":/i18n").
[[nodiscard]] QStringList availableLanguages();

/// Loads our texts and Qt's for \a language; call it before the first window. Unknown languages give English.
void installLanguage(QCoreApplication &app, const QString &language);

} // namespace isthmus::views
