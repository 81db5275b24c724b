// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/copying.h"

#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QToolTip>
#include <QWidget>

namespace isthmus::views {

void copyAndTell(const QString &text, QWidget *button, const QString &told)
{
    QApplication::clipboard()->setText(text);
    QToolTip::showText(button->mapToGlobal(QPoint(0, button->height())),
                       told.isEmpty() ? QCoreApplication::translate("Copying", "Copied") : told, button);
}

} // namespace isthmus::views
