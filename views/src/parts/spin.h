// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRect>
#include <QWidget>

class QPainter;

namespace isthmus::views {

/// Paints the turning mark of unfinished work and asks \a surface to be painted again for the next of 12 frames a
/// second. A surface that is no longer painted (hidden, or the mark gone) therefore stops by itself. Stands still where
/// the desktop asks for no animation.
void paintSpin(QPainter *painter, const QRect &rect, const QColor &color, QWidget *surface);

/// The mark as a widget.
class SpinLabel final : public QWidget {
    Q_OBJECT

public:
    explicit SpinLabel(QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override { return {16, 16}; }

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace isthmus::views
