// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStringListModel>

class QFrame;
class QLabel;
class QLineEdit;
class QListView;

namespace isthmus::views {

/// Which partition a preview shows, and a list of them to choose another one from, which is read when it is opened.
class PartitionButton final : public QPushButton {
    Q_OBJECT

public:
    explicit PartitionButton(QWidget *parent = nullptr);

    /// \a shown: "" if the rows are of all; \a isLatest: it was not chosen by the user.
    void showPartition(const QString &shown, bool isLatest);
    void setPartitions(const QStringList &partitions);
    void showProblem(const QString &text); ///< instead of the list
    void showWaiting(int seconds); ///< that the list has been waited for
    void closeList();

Q_SIGNALS:
    void listRequested();
    void listClosed(); ///< it need not be read any more
    void partitionChosen(const QString &partition); ///< "": the latest
    void allChosen();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void openList();
    void choose(const QModelIndex &index);

    QFrame *m_popup;
    QLineEdit *m_search;
    QListView *m_list;
    QLabel *m_remark;
    QStringListModel m_partitions;
    QSortFilterProxyModel m_found;
};

} // namespace isthmus::views
