// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabBar>

namespace isthmus::views {

/// Flat tabs of the pages of one widget, as wide as their texts.
class PageTabs final : public QTabBar {
public:
    explicit PageTabs(QWidget *parent);

protected:
    bool event(QEvent *event) override;
    [[nodiscard]] QSize tabSizeHint(int index) const override;
};

} // namespace isthmus::views
