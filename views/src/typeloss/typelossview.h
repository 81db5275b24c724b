// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/typeloss/typelossmodel.h>

#include <QTreeView>

namespace isthmus::views {

/// The tables and columns of a type-loss report. Space opens and closes a table.
class TypeLossView final : public QTreeView {
    Q_OBJECT

public:
    explicit TypeLossView(models::TypeLossFilter *filter, QWidget *parent = nullptr);

    /// The row of the model that is current; invalid if none is.
    [[nodiscard]] QModelIndex currentSource() const;

Q_SIGNALS:
    void currentRowChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void fit();

    models::TypeLossFilter *m_filter;
};

} // namespace isthmus::views
