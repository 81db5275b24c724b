// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPalette>
#include <QString>

class QPainter;

namespace isthmus::views {

/// Which colour an icon is tinted with, looked up when it is painted, so that icons follow the theme.
enum class IconRole : quint8 {
    Text,
    Muted,
    Accent, ///< link colour
    OnAccent, ///< on a default button
    Menu, ///< muted; in the colour of the text on a highlighted menu entry
    Ok,
    Warning,
    Error,
    Live,
    Mapped,
    Hologres,
    MaxCompute,
};

[[nodiscard]] QColor iconColor(IconRole role, const QPalette &palette);

/// The icon of resources/icons/\a name.svg. A disabled icon is painted in the disabled text colour. An unknown name is
/// our own mistake: it is asserted, and gives an empty icon.
[[nodiscard]] QIcon icon(const QString &name, IconRole role = IconRole::Muted);

/// The same drawing in \a color, as large as fits the middle of \a rect, sharp at any device pixel ratio.
void paintIcon(QPainter *painter, const QRect &rect, const QString &name, const QColor &color);

} // namespace isthmus::views
