// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/iconlabel.h"

#include <QPainter>

namespace isthmus::views {

IconLabel::IconLabel(QWidget *parent, int side) : QWidget(parent)
{
    setFixedSize(side, side);
}

void IconLabel::setIcon(const QString &name, IconRole role)
{
    m_name = name;
    m_role = role;
    update();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    if (m_name.isEmpty())
        return;
    QPainter painter(this);
    paintIcon(&painter, rect(), m_name,
              isEnabled() ? iconColor(m_role, palette()) : palette().color(QPalette::Disabled, QPalette::Text));
}

} // namespace isthmus::views
