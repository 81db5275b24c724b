// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/bar.h"

#include <QHBoxLayout>
#include <QWidget>

namespace isthmus::views {

QHBoxLayout *makeBar(QWidget *parent)
{
    auto *bar = new QWidget(parent);
    bar->setAutoFillBackground(true);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(4);
    return row;
}

} // namespace isthmus::views
