// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace isthmus::views {

/// Column titles in two lines: the name with the mark of the column that is sorted by, and below it the type with the
/// mark of a key column. Numbers at the right.
class GridHeader final : public QHeaderView {
    Q_OBJECT

public:
    explicit GridHeader(QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    [[nodiscard]] QSize sectionSizeFromContents(int section) const override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] int lineHeight() const;

    mutable int m_height = 0; // of two lines, for the fonts there are; 0: not measured yet
};

} // namespace isthmus::views
