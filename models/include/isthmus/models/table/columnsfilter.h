// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace isthmus::models {

class ColumnsModel;

/// The columns of a relation whose name, type or comment holds each word of a text, in any case; in their order, or
/// sorted.
class ColumnsFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit ColumnsFilter(ColumnsModel *columns, QObject *parent = nullptr);

    void setText(const QString &text);
    /// "Column, type, may be NULL, comment" of \a rows of ours, or of all: a line each, divided by tab characters,
    /// under their titles. A tab or an end of line in a comment becomes a blank.
    [[nodiscard]] QString tsv(const QList<int> &rows = {}) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
};

} // namespace isthmus::models
