// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/catalog/pinnedmodel.h>

#include <QListView>
#include <QWidget>

namespace isthmus::views {

/// The pinned objects of one side, above its tree: as high as its rows, a few at most, and hidden without one.
class PinnedView final : public QWidget {
    Q_OBJECT

public:
    /// \a pins outlives it.
    explicit PinnedView(models::PinnedModel &pins, QWidget *parent = nullptr);

    [[nodiscard]] QListView *list() const { return m_list; }

Q_SIGNALS:
    void clickedObject(const QModelIndex &index); ///< plain single click with the left button
    void openedObject(const QModelIndex &index); ///< double click, Enter
    void entered(); ///< the focus came in
    void menuRequested(const QPoint &globalPosition);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fit();

    QListView *m_list;
};

} // namespace isthmus::views
