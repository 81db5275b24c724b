// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace isthmus::views {

/// A line around a window in the colour of errors, while what it shows is of production. It takes no room and no mouse.
class ProductionFrame final : public QWidget {
    Q_OBJECT

public:
    explicit ProductionFrame(QWidget *window); ///< hidden at first

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void surround();
};

} // namespace isthmus::views
