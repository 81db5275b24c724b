// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/structurediff/structurediff.h>

#include <QAbstractItemModel>
#include <QSortFilterProxyModel>

namespace isthmus::models {

/// Two tables side by side as a tree: the columns, and what the tables have besides; below each a row for each of them.
/// Thread: the window's.
class StructureDiffModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { State, Left, LeftType, Right, RightType, Why, ColumnCount };
    enum Group { Columns, Facts, GroupCount };
    enum Role {
        IsGroupRole = Qt::UserRole + 1,
        StateRole, ///< int of mapping::DiffState; none for a group
        DiffersRole, ///< bool: of a cell that is not as it is on the other side
    };

    using QAbstractItemModel::QAbstractItemModel;

    void setDiff(const mapping::StructureDiff &diff);
    [[nodiscard]] const mapping::StructureDiff &diff() const { return m_diff; }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant groupData(int group, int column, int role) const;
    [[nodiscard]] QVariant columnData(const mapping::ColumnDiff &diff, int column, int role) const;
    [[nodiscard]] QVariant factData(const mapping::FactDiff &diff, int column, int role) const;

    mapping::StructureDiff m_diff;
};

/// Rows whose names or types hold a text; if so wished only those that differ.
class StructureDiffFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit StructureDiffFilter(StructureDiffModel *model, QObject *parent = nullptr);

    void setText(const QString &text);
    void setOnlyDifferences(bool isOnly);
    [[nodiscard]] bool onlyDifferences() const { return m_onlyDifferences; }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_text;
    bool m_onlyDifferences = false;
};

} // namespace isthmus::models
