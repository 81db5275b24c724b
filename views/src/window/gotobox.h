// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;

namespace isthmus::views {

/// What looks like a search box in the menu bar, and opens the panel that is one. A corner widget of a menu bar gets
/// its size hint, so the field sits in a widget that says how large it wants to be.
class GoToBox final : public QWidget {
    Q_OBJECT

public:
    explicit GoToBox(QWidget *parent);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void clicked();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLineEdit *m_field;
};

} // namespace isthmus::views
