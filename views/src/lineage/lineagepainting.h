// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/lineage/lineagesvg.h>

#include <QColor>
#include <QFont>
#include <QHash>
#include <QImage>
#include <QPalette>
#include <QPolygonF>
#include <QRectF>

#include <optional>

class QPainter;

namespace isthmus::views {

/// Colours, fonts and drawings of a lineage, taken from a palette on the window's thread; painting with them may happen
/// on any thread. A value.
struct LineageInks {
    QColor ground;
    QColor box;
    QColor text;
    QColor muted;
    QColor frame;
    QColor accent;
    QColor match; ///< ground of a box that a search has found
    QColor warning;
    QColor error;
    QColor live;
    QColor mapped;
    QFont name;
    QFont line;
    QHash<QString, QImage> marks;

    [[nodiscard]] static LineageInks of(const QPalette &palette, const QFont &font);
};

/// What the handle on one side of a box offers.
enum class LineageKnob : quint8 { None, Grow, Fold, Working };

/// How a box is shown at the moment.
struct LineageLook {
    bool isCurrent = false;
    bool isMatch = false;
    LineageKnob sources = LineageKnob::None;
    LineageKnob readers = LineageKnob::None;
    std::optional<mapping::LineageWay> focusedKnob;
    bool hasFocus = false; ///< of the view
};

constexpr int lineageKnobRadius = 9;

/// Texts are cut to the box; boxes are painted from their own upper left corner. Far away (\a detail below 0.5) they
/// are painted as mere boxes.
void paintLineageBox(QPainter *painter, const mapping::LineagePicture::Box &box, const LineageLook &look,
                     const LineageInks &inks, qreal detail);
/// The line from one box to another, in the picture's coordinates: a curve as the points of short strokes.
[[nodiscard]] QPolygonF lineagePath(const mapping::LineagePicture &picture, const mapping::LineagePicture::Line &line);
/// What only runs tell of is painted in dashes. Only the strokes near \a exposed are painted: a curve may be many
/// screens long.
void paintLineageLine(QPainter *painter, const QPolygonF &path, mapping::LineageEdge::Standing standing,
                      const LineageInks &inks, qreal detail, const QRectF &exposed);

/// The whole picture, twice as large as on screen where that is possible. Any thread.
[[nodiscard]] QImage lineageImage(const mapping::LineagePicture &picture, const LineageInks &inks);

} // namespace isthmus::views
