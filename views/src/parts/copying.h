// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace isthmus::views {

/// Puts \a text on the clipboard, and says so beside \a button, which the user pressed: \a told, or "Copied".
void copyAndTell(const QString &text, QWidget *button, const QString &told = {});

} // namespace isthmus::views
