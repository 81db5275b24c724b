// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPalette>

class QPainter;

namespace isthmus::views {

inline constexpr int connectionMarkWidth = 3; ///< of the bar in front of what belongs to a connection
inline constexpr int productionFrameWidth =
    2; ///< of the line around a window that shows production; bars stand beside it

/// The colour of the bar: \a colour, a Profile::colour; without one that of errors for a connection of production. Not
/// valid for any other: it has no bar. What the colour says stands in words elsewhere.
[[nodiscard]] QColor connectionMark(const QString &colour, bool isProduction, const QPalette &palette);

/// A square in \a colour, for a list of colours.
[[nodiscard]] QIcon colourIcon(const QString &colour, const QPalette &palette);

} // namespace isthmus::views
