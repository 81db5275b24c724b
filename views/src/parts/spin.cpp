// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/spin.h"

#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

#include <QElapsedTimer>
#include <QPainter>
#include <QStyle>
#include <QTimer>

namespace isthmus::views {

namespace {

constexpr int framesPerSecond = 12;

// One pending repaint for each surface, however many marks it shows.
class NextFrame final : public QTimer {
public:
    explicit NextFrame(QWidget *surface) : QTimer(surface)
    {
        setObjectName(QStringLiteral("spinNextFrame"));
        setSingleShot(true);
        setInterval(1000 / framesPerSecond);
        connect(this, &QTimer::timeout, surface, qOverload<>(&QWidget::update));
    }

    static void ask(QWidget *surface)
    {
        auto *timer = surface->findChild<QTimer *>(QStringLiteral("spinNextFrame"), Qt::FindDirectChildrenOnly);
        if (!timer)
            timer = new NextFrame(surface);
        if (!timer->isActive())
            timer->start();
    }
};

} // namespace

void paintSpin(QPainter *painter, const QRect &rect, const QColor &color, QWidget *surface)
{
    static const QElapsedTimer clock = [] {
        QElapsedTimer timer;
        timer.start();
        return timer;
    }();
    const bool moves =
        surface && surface->style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, surface) > 0;
    const qint64 frame = moves ? clock.elapsed() * framesPerSecond / 1000 : 0;
    painter->save();
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->translate(QRectF(rect).center());
    painter->rotate(qreal(frame % framesPerSecond) * 360.0 / framesPerSecond);
    paintIcon(painter, QRect(-rect.width() / 2, -rect.height() / 2, rect.width(), rect.height()),
              QStringLiteral("spin"), color);
    painter->restore();
    if (moves)
        NextFrame::ask(surface);
}

SpinLabel::SpinLabel(QWidget *parent) : QWidget(parent)
{
    setFixedSize(sizeHint());
}

void SpinLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSpin(&painter, rect(), palette().color(QPalette::Link), this);
}

} // namespace isthmus::views
