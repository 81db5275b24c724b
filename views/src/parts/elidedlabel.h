// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace isthmus::views {

/// Text on one line, cut with "…" where it does not fit; the tool tip then has all of it.
class ElidedLabel final : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr, Qt::TextElideMode mode = Qt::ElideRight);
    [[nodiscard]] QSize minimumSizeHint() const override;

    // For labels of another class that do the same.
    [[nodiscard]] static int leastWidth(const QLabel &label);
    static void paintElided(QLabel &label, Qt::TextElideMode mode);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Qt::TextElideMode m_mode;
};

} // namespace isthmus::views
