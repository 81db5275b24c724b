// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of a lineage by keyboard.
#include "lineage/lineageitems.h"
#include "lineage/lineagepainting.h"

#include <isthmus/views/lineage/lineageview.h>

#include <QKeyEvent>

#include <algorithm>

namespace isthmus::views {

using mapping::LineageWay;

// Column by column, from above.
QList<qsizetype> LineageView::readingOrder() const
{
    const auto &boxes = m_document.picture().boxes;
    QList<qsizetype> order;
    order.reserve(boxes.size());
    for (qsizetype i = 0; i < boxes.size(); ++i)
        order.append(i);
    std::ranges::sort(order, [&boxes](qsizetype a, qsizetype b) {
        const auto &one = boxes.at(a).place;
        const auto &other = boxes.at(b).place;
        return one.x != other.x ? one.x < other.x : one.y < other.y;
    });
    return order;
}

// Of the boxes at the other end of its lines the one that is nearest; -1: there is none.
qsizetype LineageView::nearest(LineageWay way) const
{
    const auto &picture = m_document.picture();
    qsizetype found = -1;
    int distance = 0;
    for (const auto &line : picture.lines) {
        const qsizetype own = way == LineageWay::Sources ? line.to : line.from;
        const qsizetype other = way == LineageWay::Sources ? line.from : line.to;
        if (own != m_current || other == m_current)
            continue;
        const int apart = std::abs(picture.boxes.at(other).place.y - picture.boxes.at(own).place.y);
        if (found < 0 || apart < distance) {
            found = other;
            distance = apart;
        }
    }
    return found;
}

qsizetype LineageView::inColumn(int by) const
{
    const auto order = readingOrder();
    const auto &boxes = m_document.picture().boxes;
    const qsizetype at = order.indexOf(m_current) + by;
    const bool isThere = m_current >= 0 && at >= 0 && at < order.size();
    return isThere && boxes.at(order.at(at)).place.x == boxes.at(m_current).place.x ? order.at(at) : -1;
}

void LineageView::step(int key)
{
    if (key == Qt::Key_Up || key == Qt::Key_Down) {
        setCurrentBox(inColumn(key == Qt::Key_Up ? -1 : 1));
    } else {
        const LineageWay way = key == Qt::Key_Left ? LineageWay::Sources : LineageWay::Readers;
        if (m_knob && *m_knob != way)
            m_knob.reset(); // back to the box
        else if (const qsizetype next = nearest(way); next >= 0)
            setCurrentBox(next);
        else if (box() && !box()->rest && m_document.canGrow({box()->path, way}))
            m_knob = way; // nothing is there yet: the handle
        showLooks();
        showWords();
    }
    showCurrent();
}

void LineageView::toggle(LineageWay way)
{
    if (box() && !box()->rest && m_document.canGrow({box()->path, way}))
        m_document.toggle({box()->path, way});
}

// Of a handle: grows or folds; of a rest: some more; of an object: its page.
void LineageView::activate()
{
    const auto *shown = box();
    if (!shown)
        return;
    if (m_knob)
        toggle(*m_knob);
    else if (shown->rest)
        m_document.growMore({shown->path, *shown->rest});
    else
        Q_EMIT openRequested(shown->path);
}

void LineageView::keyPressEvent(QKeyEvent *event)
{
    const bool isControl = event->modifiers().testFlag(Qt::ControlModifier);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (isControl)
            toggle(event->key() == Qt::Key_Left ? LineageWay::Sources : LineageWay::Readers);
        else
            step(event->key());
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
        step(event->key());
        return;
    case Qt::Key_Home:
        setCurrentBox(m_document.graph().indexOf(m_document.root()));
        showCurrent();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (isControl)
            break;
        activate();
        return;
    default:
        break;
    }
    QGraphicsView::keyPressEvent(event);
}

// Behind the last box, and before the first, Tab leaves the picture.
bool LineageView::focusNextPrevChild(bool isNext)
{
    const auto order = readingOrder();
    const qsizetype at = order.indexOf(m_current) + (isNext ? 1 : -1);
    if (!hasFocus() || at < 0 || at >= order.size())
        return QGraphicsView::focusNextPrevChild(isNext);
    setCurrentBox(order.at(at));
    showCurrent();
    return true;
}

} // namespace isthmus::views
