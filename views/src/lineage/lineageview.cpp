// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineage/lineageitems.h"
#include "lineage/lineagepainting.h"

#include <isthmus/views/lineage/lineageview.h>

#include <QAccessible>
#include <QContextMenuEvent>
#include <QScrollBar>
#include <QSet>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace isthmus::views {

using catalog::ObjectPath;
using mapping::LineageLayout;
using mapping::LineagePicture;
using mapping::LineageWay;

namespace {

constexpr qreal smallest = 0.05; // scalings
constexpr qreal largest = 3.0;
constexpr qreal zoomStep = 1.2;
constexpr int margin = 64; // around the picture

} // namespace

LineageView::LineageView(models::LineageDocument &document, QWidget *parent)
    : QGraphicsView(parent), m_document(document), m_inks(std::make_unique<LineageInks>())
{
    setObjectName(QStringLiteral("lineageView"));
    setAccessibleName(tr("Lineage picture"));
    setScene(&m_scene);
    setFrameShape(QFrame::NoFrame);
    setDragMode(QGraphicsView::ScrollHandDrag);
    setTransformationAnchor(QGraphicsView::AnchorUnderMouse);
    setViewportUpdateMode(QGraphicsView::SmartViewportUpdate);
    setOptimizationFlags(QGraphicsView::DontSavePainterState | QGraphicsView::DontAdjustForAntialiasing);
    setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
    viewport()->setCursor(Qt::ArrowCursor);
    connect(&m_document, &models::LineageDocument::graphChanged, this, &LineageView::showGraph);
    connect(&m_document, &models::LineageDocument::waitingChanged, this, &LineageView::showLooks);
    connect(&m_document, &models::LineageDocument::currentChanged, this, [this] {
        const auto *shown = box();
        if (shown && shown->path == m_document.current())
            return showWords();
        setCurrentBox(m_document.graph().indexOf(m_document.current()));
    });
    takeInks();
    m_lines = new LinesItem(*m_inks);
    m_scene.addItem(m_lines);
    showGraph();
}

LineageView::~LineageView() = default;

const LineagePicture::Box *LineageView::box() const
{
    const auto &boxes = m_document.picture().boxes;
    return m_current >= 0 && m_current < boxes.size() ? &boxes.at(m_current) : nullptr;
}

void LineageView::takeInks()
{
    *m_inks = LineageInks::of(palette(), font());
    m_scene.setBackgroundBrush(m_inks->ground);
}

// What the user looks at stays where it is on screen.
void LineageView::showGraph()
{
    const LineagePicture &picture = m_document.picture();
    const auto *shown = m_current >= 0 && m_current < m_boxes.size() ? m_boxes.at(m_current) : nullptr;
    const auto before = shown ? std::optional(mapFromScene(shown->pos())) : std::nullopt;
    const bool wasRest = shown && shown->box().rest;
    m_lines->setPicture(picture);
    showBoxes();
    setSceneRect(QRectF(0, 0, picture.width, picture.height).adjusted(-margin, -margin, margin, margin));
    m_current = m_document.graph().indexOf(m_document.current());
    if (wasRest)
        m_knob.reset();
    findMatches();
    showLooks();
    showWords();
    if (before && m_current >= 0 && m_isShown) {
        const QPoint moved = mapFromScene(m_boxes.at(m_current)->pos()) - *before;
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + moved.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() + moved.y());
    }
}

// Boxes that stay are kept: making all of some thousand anew is seen.
void LineageView::showBoxes()
{
    const auto keyOf = [](const LineagePicture::Box &of) { return qMakePair(of.path, of.rest ? int(*of.rest) : -1); };
    QHash<QPair<ObjectPath, int>, BoxItem *> former;
    for (BoxItem *item : std::as_const(m_boxes))
        former.insert(keyOf(item->box()), item);
    m_boxes.clear();
    for (const auto &each : m_document.picture().boxes) {
        BoxItem *item = former.take(keyOf(each));
        if (item) {
            item->setBox(each);
        } else {
            item = new BoxItem(each, *m_inks);
            m_scene.addItem(item);
        }
        m_boxes.append(item);
    }
    qDeleteAll(former);
}

void LineageView::showEvent(QShowEvent *event)
{
    QGraphicsView::showEvent(event);
    if (!std::exchange(m_isShown, true))
        showCurrent();
}

void LineageView::showLooks()
{
    const QSet<qsizetype> matches(m_matches.cbegin(), m_matches.cend());
    const auto knobOf = [this](const LineagePicture::Box &of, LineageWay way) {
        const mapping::LineageHandle handle{of.path, way};
        if (of.rest || !m_document.canGrow(handle))
            return LineageKnob::None;
        if (m_document.isGrowing(handle))
            return LineageKnob::Working;
        return m_document.graph().isGrown(of.path, way) ? LineageKnob::Fold : LineageKnob::Grow;
    };
    for (qsizetype i = 0; i < m_boxes.size(); ++i) {
        LineageLook look;
        look.isCurrent = i == m_current;
        look.isMatch = matches.contains(i);
        look.sources = knobOf(m_boxes.at(i)->box(), LineageWay::Sources);
        look.readers = knobOf(m_boxes.at(i)->box(), LineageWay::Readers);
        look.hasFocus = hasFocus();
        if (look.isCurrent)
            look.focusedKnob = m_knob;
        m_boxes.at(i)->setLook(look);
    }
}

// For who listens: the box that has the focus, in words.
void LineageView::showWords()
{
    const auto *shown = box();
    QStringList words;
    if (shown && m_knob)
        words.append(*m_knob == LineageWay::Sources ? tr("What it reads") : tr("Who reads it"));
    if (shown) {
        words.append(shown->title);
        words.append(shown->line);
        words.append(shown->state);
    }
    words.removeAll(QString());
    const QString text = words.join(QStringLiteral(", "));
    if (text == accessibleDescription())
        return;
    setAccessibleDescription(text);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void LineageView::setCurrentBox(qsizetype current)
{
    if (current < 0 || current >= m_boxes.size())
        return;
    m_current = current;
    m_knob.reset();
    const auto *shown = box();
    if (shown && !shown->rest)
        m_document.setCurrent(shown->path);
    showLooks();
    showWords();
}

void LineageView::showCurrent()
{
    if (m_current >= 0 && m_current < m_boxes.size())
        ensureVisible(m_boxes.at(m_current)->sceneBoundingRect(), margin, margin);
}

void LineageView::zoom(int steps)
{
    const qreal wanted = std::clamp(scaling() * std::pow(zoomStep, steps), smallest, largest);
    scale(wanted / scaling(), wanted / scaling());
}

void LineageView::resetZoom()
{
    setTransform({});
    showCurrent();
}

void LineageView::fit()
{
    fitInView(sceneRect(), Qt::KeepAspectRatio);
    if (scaling() > 1)
        setTransform({});
    else if (scaling() < smallest)
        setTransform(QTransform::fromScale(smallest, smallest));
}

void LineageView::search(const QString &text)
{
    m_text = text;
    m_match = -1;
    findMatches();
    if (!m_matches.isEmpty())
        goToMatch(1);
    else
        showLooks();
}

void LineageView::findMatches()
{
    m_matches.clear();
    const auto &boxes = m_document.picture().boxes;
    for (const qsizetype i : m_text.isEmpty() ? QList<qsizetype>() : readingOrder()) {
        if (boxes.at(i).rest)
            continue;
        if (boxes.at(i).path.toString().contains(m_text, Qt::CaseInsensitive)
            || boxes.at(i).title.contains(m_text, Qt::CaseInsensitive))
            m_matches.append(i);
    }
    m_match = std::min(m_match, m_matches.size() - 1);
    Q_EMIT matchesChanged();
}

void LineageView::goToMatch(int by)
{
    if (m_matches.isEmpty())
        return;
    m_match = m_match < 0 ? 0 : (m_match + by + m_matches.size()) % m_matches.size();
    setCurrentBox(m_matches.at(m_match));
    showCurrent();
    Q_EMIT matchesChanged();
}

QPoint LineageView::placeOf(qsizetype at, std::optional<LineageWay> knob) const
{
    const QPointF corner = m_boxes.at(at)->pos();
    const int x = !knob ? LineageLayout::nodeWidth / 2 : *knob == LineageWay::Sources ? 0 : LineageLayout::nodeWidth;
    return mapFromScene(corner + QPointF(x, LineageLayout::nodeHeight / 2.0));
}

LineageView::Hit LineageView::hitAt(const QPoint &position) const
{
    constexpr qreal reach = 12; // of a handle
    const auto found = items(position);
    for (QGraphicsItem *item : found) {
        const qsizetype at = m_boxes.indexOf(dynamic_cast<BoxItem *>(item));
        if (at < 0)
            continue;
        const QPointF inside = item->mapFromScene(mapToScene(position));
        const QPointF left(0, LineageLayout::nodeHeight / 2.0);
        const QPointF right(LineageLayout::nodeWidth, LineageLayout::nodeHeight / 2.0);
        if (m_boxes.at(at)->look().sources != LineageKnob::None && QLineF(inside, left).length() <= reach)
            return {at, LineageWay::Sources};
        if (m_boxes.at(at)->look().readers != LineageKnob::None && QLineF(inside, right).length() <= reach)
            return {at, LineageWay::Readers};
        return {at, {}};
    }
    return {};
}

bool LineageView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QGraphicsView::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QString text = m_lines->textAt(mapToScene(help->pos()));
    if (const Hit hit = hitAt(help->pos()); hit.box >= 0) {
        const auto &shown = m_boxes.at(hit.box)->box();
        QStringList parts{shown.title, shown.line, shown.state};
        parts.removeAll(QString());
        text = parts.join(u'\n');
    }
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), plainTip(text), viewport());
    return true;
}

void LineageView::mousePressEvent(QMouseEvent *event)
{
    const Hit hit =
        event->button() == Qt::LeftButton || event->button() == Qt::RightButton ? hitAt(event->pos()) : Hit();
    if (hit.box < 0) {
        QGraphicsView::mousePressEvent(event); // drags the ground
        return;
    }
    setCurrentBox(hit.box);
    if (event->button() != Qt::LeftButton)
        return;
    if (hit.knob)
        toggle(*hit.knob);
    else if (box() && box()->rest)
        activate();
}

void LineageView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const Hit hit = hitAt(event->pos());
    if (hit.box >= 0 && !hit.knob && !m_boxes.at(hit.box)->box().rest && event->button() == Qt::LeftButton)
        activate();
}

void LineageView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    if (m_current < 0 || (!isByKey && hitAt(event->pos()).box < 0))
        return;
    Q_EMIT menuRequested(isByKey ? viewport()->mapToGlobal(placeOf(m_current)) : event->globalPos());
}

void LineageView::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        QGraphicsView::wheelEvent(event);
        return;
    }
    zoom(event->angleDelta().y() > 0 ? 1 : -1);
    event->accept();
}

void LineageView::focusInEvent(QFocusEvent *event)
{
    QGraphicsView::focusInEvent(event);
    showLooks();
}

void LineageView::focusOutEvent(QFocusEvent *event)
{
    QGraphicsView::focusOutEvent(event);
    showLooks();
}

void LineageView::changeEvent(QEvent *event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange
        || event->type() == QEvent::StyleChange) {
        takeInks();
        m_scene.update();
    }
}

} // namespace isthmus::views
