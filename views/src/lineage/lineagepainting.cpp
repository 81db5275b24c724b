// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/lineagepainting.h"

#include "parts/objecticons.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace isthmus::views {

using mapping::DriftState;
using mapping::LineageEdge;
using mapping::LineageLayout;
using mapping::LineageNode;
using mapping::LineagePicture;

namespace {

constexpr int markSize = 16;
constexpr qreal farAway = 0.5; // nothing can be read below
constexpr qreal smooth = 0.8; // lines are hairs below

QString kindKey(catalog::ObjectKind kind)
{
    return QStringLiteral("kind%1").arg(int(kind));
}

QString driftKey(DriftState state)
{
    return QStringLiteral("drift%1").arg(int(state));
}

const QString unknownKey = QStringLiteral("unknown");
const QString goneKey = QStringLiteral("gone");

// Twice as large as it is drawn: sharp on fine screens too.
QImage drawn(const Mark &mark, const QPalette &palette)
{
    QImage image(2 * markSize, 2 * markSize, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintIcon(&painter, image.rect(), mark.icon, iconColor(mark.role, palette));
    painter.end();
    image.setDevicePixelRatio(2);
    return image;
}

QColor edgeColor(const LineagePicture::Box &box, const LineageInks &inks)
{
    if (box.drift == DriftState::Broken)
        return inks.error;
    if (box.drift == DriftState::Differs || box.isThere == LineageNode::State::Unknown)
        return inks.warning;
    if (box.isThere == LineageNode::State::Gone || box.rest)
        return inks.frame;
    if (box.kind == catalog::ObjectKind::ExternalSchema)
        return inks.live;
    return box.kind == catalog::ObjectKind::ExternalTable ? inks.mapped : inks.frame;
}

// The mark in the upper right corner; empty: all is well, or nothing is known.
QString stateKey(const LineagePicture::Box &box)
{
    if (box.isThere == LineageNode::State::Unknown)
        return unknownKey;
    if (box.isThere == LineageNode::State::Gone)
        return goneKey;
    return box.drift ? driftKey(*box.drift) : QString();
}

struct Cubic {
    QPointF begin;
    QPointF leaving;
    QPointF arriving;
    QPointF end;
};

// A curve as points; the longer, the more.
void curve(QPolygonF &points, const Cubic &by)
{
    constexpr qreal stroke = 8; // pixels
    const qreal length = std::hypot(by.end.x() - by.begin.x(), by.end.y() - by.begin.y());
    const int count = int(std::clamp(length / stroke, 24.0, 201.0));
    for (int i = points.isEmpty() ? 0 : 1; i <= count; ++i) {
        const qreal t = qreal(i) / count;
        const qreal u = 1 - t;
        points.append(u * u * u * by.begin + 3 * u * u * t * by.leaving + 3 * u * t * t * by.arriving
                      + t * t * t * by.end);
    }
}

void paintKnob(QPainter *painter, const QPoint &middle, LineageKnob knob, bool isFocused, const LineageInks &inks)
{
    if (knob == LineageKnob::None)
        return;
    painter->setPen(QPen(isFocused ? inks.accent : inks.muted, isFocused ? 2 : 1));
    painter->setBrush(inks.box);
    painter->drawEllipse(middle, lineageKnobRadius, lineageKnobRadius);
    painter->setPen(QPen(inks.text, 1.4));
    if (knob == LineageKnob::Working) {
        for (const int x : {-4, 0, 4})
            painter->drawPoint(middle + QPoint(x, 0));
        return;
    }
    painter->drawLine(middle - QPoint(4, 0), middle + QPoint(4, 0));
    if (knob == LineageKnob::Grow)
        painter->drawLine(middle - QPoint(0, 4), middle + QPoint(0, 4));
}

void paintTexts(QPainter *painter, const LineagePicture::Box &box, const LineageInks &inks)
{
    const bool isGone = box.isThere == LineageNode::State::Gone;
    const QString state = stateKey(box);
    int left = 14;
    if (!box.rest) {
        painter->drawImage(QPointF(left, 6), inks.marks.value(kindKey(box.kind)));
        left += markSize + 6;
    }
    int right = LineageLayout::nodeWidth - 14;
    if (!state.isEmpty()) {
        painter->drawImage(QPointF(right - markSize, 6), inks.marks.value(state));
        right -= markSize + 4;
    }
    QFont name = inks.name;
    name.setStrikeOut(isGone);
    painter->setFont(name);
    painter->setPen(isGone || box.rest ? inks.muted : inks.text);
    const QRect above(left, 3, right - left, box.rest ? LineageLayout::nodeHeight - 6 : 22);
    painter->drawText(above, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      QFontMetrics(name).elidedText(box.title, Qt::ElideMiddle, above.width()));
    if (box.rest)
        return;
    painter->setFont(inks.line);
    painter->setPen(box.isThere == LineageNode::State::Unknown ? inks.warning : inks.muted);
    const QRect below(14, 24, LineageLayout::nodeWidth - 28, 20);
    const QString line = box.state.isEmpty() ? box.line : box.state;
    painter->drawText(below, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      QFontMetrics(inks.line).elidedText(line, Qt::ElideMiddle, below.width()));
}

} // namespace

LineageInks LineageInks::of(const QPalette &palette, const QFont &font)
{
    const Tokens &tokens = tokensOf(palette);
    LineageInks inks;
    inks.ground = palette.color(QPalette::Base);
    inks.box = palette.color(QPalette::Base);
    inks.text = palette.color(QPalette::Text);
    inks.muted = tokens.muted;
    inks.frame = palette.color(QPalette::Mid);
    inks.accent = palette.color(QPalette::Highlight);
    inks.match = tokens.warning.background;
    inks.warning = tokens.warning.text;
    inks.error = tokens.error.text;
    inks.live = tokens.live.text;
    inks.mapped = tokens.mapped.text;
    inks.name = titleFont(font);
    inks.line = resized(font, -2);
    for (int kind = 0; kind <= int(catalog::lastObjectKind); ++kind)
        inks.marks.insert(kindKey(catalog::ObjectKind(kind)), drawn(markOf(catalog::ObjectKind(kind)), palette));
    for (const auto state : {DriftState::Equal, DriftState::Differs, DriftState::Broken, DriftState::Unknown})
        inks.marks.insert(driftKey(state), drawn(markOf(state), palette));
    inks.marks.insert(unknownKey, drawn({QStringLiteral("ask"), IconRole::Warning}, palette));
    inks.marks.insert(goneKey, drawn({QStringLiteral("x"), IconRole::Muted}, palette));
    return inks;
}

void paintLineageBox(QPainter *painter, const LineagePicture::Box &box, const LineageLook &look,
                     const LineageInks &inks, qreal detail)
{
    const QRect rect(0, 0, LineageLayout::nodeWidth, LineageLayout::nodeHeight);
    const bool isFar = detail < farAway;
    painter->setRenderHint(QPainter::Antialiasing, !isFar);
    if (isFar) { // mere boxes, in the colour of what matters
        painter->fillRect(rect, look.isMatch ? inks.match : inks.box);
        painter->fillRect(QRect(0, 0, 16, rect.height()), edgeColor(box, inks));
        painter->setPen(QPen(look.isCurrent ? inks.accent : inks.frame, look.isCurrent ? 2 : 1, Qt::SolidLine));
        QPen pen = painter->pen();
        pen.setCosmetic(true);
        painter->setPen(pen);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(rect);
        return;
    }
    const bool isDashed = box.rest || box.isThere == LineageNode::State::Gone
        || box.isThere == LineageNode::State::Unknown || box.path.connection.isEmpty();
    painter->fillRect(rect, look.isMatch ? inks.match : inks.box);
    painter->fillRect(QRect(0, 0, 4, rect.height()), edgeColor(box, inks));
    painter->setBrush(Qt::NoBrush);
    const bool isMarked = look.isCurrent && !look.focusedKnob;
    QPen pen(look.isCurrent ? inks.accent : inks.frame, isMarked && look.hasFocus ? 2.5 : look.isCurrent ? 1.5 : 1);
    if (isDashed && !look.isCurrent)
        pen.setDashPattern({4, 3});
    painter->setPen(pen);
    painter->drawRect(rect);
    paintTexts(painter, box, inks);
    const int middle = LineageLayout::nodeHeight / 2;
    const auto isFocused = [&look](mapping::LineageWay way) { return look.hasFocus && look.focusedKnob == way; };
    paintKnob(painter, {0, middle}, look.sources, isFocused(mapping::LineageWay::Sources), inks);
    paintKnob(painter, {LineageLayout::nodeWidth, middle}, look.readers, isFocused(mapping::LineageWay::Readers), inks);
}

QPolygonF lineagePath(const LineagePicture &picture, const LineagePicture::Line &line)
{
    const auto &from = picture.boxes.at(line.from).place;
    const auto &to = picture.boxes.at(line.to).place;
    constexpr qreal half = LineageLayout::nodeHeight / 2.0;
    const QPointF begin(from.x + LineageLayout::nodeWidth, from.y + half);
    const QPointF end(to.x, to.y + half);
    QPolygonF points;
    if (line.from == line.to) { // it reads itself: around the box
        const qreal above = from.y - 14;
        curve(points, {begin, begin + QPointF(40, 0), {begin.x() + 20, above}, {begin.x() - 40, above}});
        curve(points, {{end.x() + 40, above}, {end.x() - 20, above}, end - QPointF(40, 0), end});
        return points;
    }
    const qreal bend = std::max(32.0, std::abs(end.x() - begin.x()) / 2);
    curve(points, {begin, begin + QPointF(bend, 0), end - QPointF(bend, 0), end});
    return points;
}

void paintLineageLine(QPainter *painter, const QPolygonF &path, LineageEdge::Standing standing, const LineageInks &inks,
                      qreal detail, const QRectF &exposed)
{
    QPen pen(standing == LineageEdge::Standing::Over ? inks.frame : inks.muted,
             standing == LineageEdge::Standing::Defined ? 1.6 : 1.2);
    const bool isRough = detail < smooth; // finer costs more than can be seen
    painter->setRenderHint(QPainter::Antialiasing, !isRough);
    if (isRough)
        pen.setWidth(0);
    if (detail < farAway) { // and so does a curve
        painter->setPen(pen);
        painter->drawLine(path.first(), path.last());
        return;
    }
    painter->setPen(pen);
    const QRectF near = exposed.adjusted(-4, -4, 4, 4);
    const auto isSeen = [&](qsizetype i) {
        return near.intersects(QRectF(path.at(i - 1), path.at(i)).normalized().adjusted(-1, -1, 1, 1));
    };
    if (standing == LineageEdge::Standing::Defined) {
        qsizetype first = -1;
        for (qsizetype i = 1; i <= path.size(); ++i) {
            const bool isNext = i < path.size() && isSeen(i);
            if (isNext && first < 0)
                first = i - 1;
            if (isNext || first < 0)
                continue;
            painter->drawPolyline(path.constData() + first, int(i - first));
            first = -1;
        }
        return;
    }
    // Strokes are left out: the dashes of a pen cost ten times as much.
    const qsizetype every = standing == LineageEdge::Standing::Recorded ? 2 : 3;
    QList<QLineF> dashes;
    for (qsizetype i = 1; i < path.size(); i += every) {
        if (isSeen(i))
            dashes.append({path.at(i - 1), path.at(i)});
    }
    painter->drawLines(dashes);
}

QImage lineageImage(const LineagePicture &picture, const LineageInks &inks)
{
    constexpr int margin = 16;
    constexpr qreal longest = 16'000; // pixels of one side
    constexpr qreal most = 64'000'000; // and of the whole
    const qreal width = picture.width + 2 * margin;
    const qreal height = picture.height + 2 * margin;
    const qreal scale = std::min({2.0, longest / width, longest / height, std::sqrt(most / (width * height))});
    QImage image(int(std::ceil(width * scale)), int(std::ceil(height * scale)), QImage::Format_RGB32);
    if (image.isNull())
        return image;
    image.fill(inks.ground);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
    painter.scale(scale, scale);
    painter.translate(margin, margin);
    for (const auto &line : picture.lines)
        paintLineageLine(&painter, lineagePath(picture, line), line.standing, inks, scale,
                         QRectF(-margin, -margin, width, height));
    for (const auto &box : picture.boxes) {
        painter.save();
        painter.translate(box.place.x, box.place.y);
        paintLineageBox(&painter, box, {}, inks, scale);
        painter.restore();
    }
    return image;
}

} // namespace isthmus::views
