// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/segmentbar.h"

#include <QPainter>

namespace isthmus::views {

namespace {

constexpr int barHeight = 10;

} // namespace

SegmentBar::SegmentBar(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SegmentBar::setSegments(const QList<Segment> &segments, qsizetype total)
{
    if (segments == m_segments && total == m_total)
        return;
    m_segments = segments;
    m_total = total;
    update();
}

QSize SegmentBar::sizeHint() const
{
    return {240, barHeight};
}

void SegmentBar::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    QPainter painter(this);
    const auto &tokens = tokensOf(palette());
    const QPalette accent = applicationPalette(palette().color(QPalette::Window).lightness() < 128);
    painter.fillRect(rect(), accent.color(QPalette::Midlight));
    const auto colorOf = [&](Segment::Kind kind) {
        switch (kind) {
        case Segment::Kind::Done:
            return tokens.ok.text;
        case Segment::Kind::Failed:
            return tokens.error.text;
        case Segment::Kind::Stopped:
            return tokens.warning.text;
        case Segment::Kind::Running:
            break;
        }
        return accent.color(QPalette::Highlight);
    };
    qsizetype before = 0;
    for (const Segment &segment : std::as_const(m_segments)) {
        if (m_total == 0)
            break;
        const int left = int(before * width() / m_total);
        before += segment.count;
        painter.fillRect(left, 0, int(before * width() / m_total) - left, height(), colorOf(segment.kind));
    }
}

} // namespace isthmus::views
