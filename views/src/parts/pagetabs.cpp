// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/pagetabs.h"

#include <QEvent>

#include <algorithm>

namespace isthmus::views {

PageTabs::PageTabs(QWidget *parent) : QTabBar(parent)
{
    setProperty("role", QStringLiteral("page"));
    setDrawBase(false);
    setExpanding(false);
}

// The style sheet's margins and bold letters come with the first show. QTabBar lays its tabs out anew then, but the
// layout around it keeps the narrower size that it asked for before, and the last tab would be cut.
bool PageTabs::event(QEvent *event)
{
    const bool isDone = QTabBar::event(event);
    if (event->type() == QEvent::Polish || event->type() == QEvent::Show)
        updateGeometry();
    return isDone;
}

// The current tab has bold letters. Each has room for them all the time: a bar that grew at a click would have to be
// scrolled until the layout around it has noticed, and stay so.
QSize PageTabs::tabSizeHint(int index) const
{
    QSize size = QTabBar::tabSizeHint(index);
    if (index == currentIndex())
        return size;
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const QString text = tabText(index);
    size.rwidth() += std::max(0, QFontMetrics(bold).horizontalAdvance(text) - fontMetrics().horizontalAdvance(text));
    return size;
}

} // namespace isthmus::views
