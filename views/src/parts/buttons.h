// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>
#include <QToolButton>

namespace isthmus::views {

// Buttons in the one form they have everywhere. All texts come from the caller, who translates them.

/// A flat square button with an icon; \a text is tool tip and accessible name.
[[nodiscard]] QToolButton *makeIconButton(const QString &iconName, const QString &text, const QString &objectName,
                                          QWidget *parent);
/// A button that looks like a link.
[[nodiscard]] QPushButton *makeLinkButton(const QString &text, const QString &objectName, QWidget *parent);
/// A small push button for bars and bands; \a iconName may be empty.
[[nodiscard]] QPushButton *makeCompactButton(const QString &text, const QString &iconName, const QString &objectName,
                                             QWidget *parent);
/// A button in a page's tool bar: icon and words without a frame.
[[nodiscard]] QPushButton *makeBarButton(const QString &text, const QString &iconName, const QString &objectName,
                                         QWidget *parent);

/// The text of \a button is never cut: what stands beside it gives way. Others are squeezed where a row is too narrow.
void keepWhole(QPushButton *button);

} // namespace isthmus::views
