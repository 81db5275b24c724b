// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/elidedlabel.h"

#include <QPainter>

namespace isthmus::views {

ElidedLabel::ElidedLabel(QWidget *parent, Qt::TextElideMode mode) : QLabel(parent), m_mode(mode)
{
    setTextFormat(Qt::PlainText);
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {leastWidth(*this), QLabel::minimumSizeHint().height()};
}

int ElidedLabel::leastWidth(const QLabel &label)
{
    return label.fontMetrics().horizontalAdvance(QStringLiteral("…")) * 3;
}

void ElidedLabel::paintElided(QLabel &label, Qt::TextElideMode mode)
{
    QPainter painter(&label);
    const QRect inner = label.contentsRect();
    const QString shown = label.fontMetrics().elidedText(label.text(), mode, inner.width());
    label.setToolTip(shown == label.text() ? QString() : label.text());
    painter.setPen(
        label.palette().color(label.isEnabled() ? QPalette::Active : QPalette::Disabled, label.foregroundRole()));
    painter.drawText(inner, int(label.alignment()) | Qt::TextSingleLine, shown);
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    paintElided(*this, m_mode);
}

} // namespace isthmus::views
