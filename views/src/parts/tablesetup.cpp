// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/tablesetup.h"

#include <isthmus/views/style/theme.h>

#include <QHeaderView>
#include <QTableView>

namespace isthmus::views {

void setUpTable(QTableView *view)
{
    view->setFont(resized(view->font(), -1));
    view->setFrameShape(QFrame::NoFrame);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setWordWrap(false);
    view->setTabKeyNavigation(false);
    view->setShowGrid(true);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(rowHeight(view->font(), 24));
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    auto *header = view->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setMinimumHeight(rowHeight(view->font(), 24));
    header->setFont(resized(header->font(), -1));
    header->setStretchLastSection(true);
    header->setMinimumSectionSize(32);
}

} // namespace isthmus::views
