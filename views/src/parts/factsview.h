// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/parts/factsmodel.h>

#include <QTableView>

namespace isthmus::views {

/// Labels at the left, values at the right, as many rows as there are; values can be copied.
class FactsView final : public QTableView {
    Q_OBJECT

public:
    explicit FactsView(QWidget *parent = nullptr);

    void setFacts(models::FactsModel *facts);
    /// Height of a row: 24 in pages, 20 in cards.
    void setRowToken(int pixels);
    /// Takes the height of its rows and scrolls no further (cards, dialogs), \a maxRows at most.
    void setFitsContents(int maxRows);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fit();

    int m_maxRows = 0; // 0: an ordinary view
};

} // namespace isthmus::views
