// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/pagetabs.h"

#include <QEvent>

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

} // namespace isthmus::views
