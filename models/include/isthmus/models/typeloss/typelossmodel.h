// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/typeloss/typeloss.h>

#include <QAbstractItemModel>
#include <QSortFilterProxyModel>

#include <optional>

namespace isthmus::models {

/// A type-loss report as a tree: tables, below each its columns. Thread: the window's.
class TypeLossModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { Name, Source, Target, Verdict, AtRisk, Why, ColumnCount };
    enum Role {
        IsTableRole = Qt::UserRole + 1,
        KindRole, ///< int of catalog::ObjectKind, of a table
        VerdictRole, ///< int of mapping::Verdict, of a column
        ToneRole, ///< int of Tone, of the cell AtRisk
        CountingRole, ///< whether its table is being counted
        ErrorRole, ///< whether the text of a table's cell Why is that of an error
    };
    enum class Tone : quint8 { Plain, Muted, Warning, Error };

    using QAbstractItemModel::QAbstractItemModel;

    void setReport(const mapping::TypeLossReport &report);
    void setTable(qsizetype index, const mapping::TableLoss &table); ///< the same one, counted
    void setCounting(std::optional<qsizetype> table); ///< that is being counted
    [[nodiscard]] const mapping::TypeLossReport &report() const { return m_report; }

    /// What a row is of; null for the row of a table, or no row.
    [[nodiscard]] const mapping::ColumnLoss *column(const QModelIndex &index) const;
    [[nodiscard]] const mapping::TableLoss *table(const QModelIndex &index) const; ///< null for no row

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant tableData(const mapping::TableLoss &table, const QModelIndex &index, int role) const;
    [[nodiscard]] QVariant columnData(const mapping::TableLoss &table, const mapping::ColumnLoss &column,
                                      const QModelIndex &index, int role) const;

    mapping::TypeLossReport m_report;
    std::optional<qsizetype> m_counting;
};

/// Columns whose name or type, or whose table's name, holds a text; without those that are exact, if so wished.
class TypeLossFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit TypeLossFilter(TypeLossModel *model, QObject *parent = nullptr);

    void setText(const QString &text);
    void setHidesExact(bool hides);
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool hidesExact() const { return m_hidesExact; }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    [[nodiscard]] bool takesColumn(const QModelIndex &index) const;

    QString m_text;
    bool m_hidesExact = false;
};

} // namespace isthmus::models
