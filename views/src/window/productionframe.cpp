// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/productionframe.h"

#include "parts/connectionmark.h"

#include <isthmus/views/style/theme.h>

#include <QEvent>
#include <QPainter>

namespace isthmus::views {

ProductionFrame::ProductionFrame(QWidget *window) : QWidget(window)
{
    setObjectName(QStringLiteral("productionFrame"));
    setAccessibleName(tr("Production"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    window->installEventFilter(this);
    surround();
}

// Only the line itself is the widget: nothing under it has to be painted again with it.
void ProductionFrame::surround()
{
    const QRect whole = parentWidget()->rect();
    setGeometry(whole);
    setMask(QRegion(whole)
            - QRegion(whole.adjusted(productionFrameWidth, productionFrameWidth, -productionFrameWidth,
                                     -productionFrameWidth)));
    raise();
}

bool ProductionFrame::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && (event->type() == QEvent::Resize || event->type() == QEvent::Show))
        surround();
    return QWidget::eventFilter(watched, event);
}

void ProductionFrame::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), tokensOf(palette()).error.text);
}

} // namespace isthmus::views
