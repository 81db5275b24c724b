// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/externaltable/definition.h>

#include <QAbstractTableModel>

namespace isthmus::models {

/// The column table of a mapping form: which columns go, under what name and as what type, and how well that fits.
class MapColumnsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Include, Source, SourceType, Target, TargetType, Fit, Note, ColumnCount };
    enum Role {
        FitRole = Qt::UserRole + 1, ///< int of mapping::Fit; on every cell
        AlternativesRole, ///< QStringList: types to choose from, the present one first; one entry = nothing to choose
        ProblemRole, ///< QString: what is wrong with the row; empty if fine
        ExplanationRole, ///< QString: what there is to decide; may be empty
        KeyRole, ///< bool: part of the source's primary key
        IncludedRole, ///< bool: ticked and mappable
    };

    enum class Direction : quint8 {
        ToMaxCompute,
        ToHologres, ///< where columns keep their names
    };

    explicit MapColumnsModel(Direction direction = Direction::ToMaxCompute, QObject *parent = nullptr)
        : QAbstractTableModel(parent), m_direction(direction)
    {
    }

    /// New rows for the same columns are told as changed cells, others as a reset.
    void setColumns(const QList<mapping::PlannedColumn> &columns);
    [[nodiscard]] QList<mapping::ColumnChoice> choices() const; ///< as edited so far

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// Include: CheckStateRole. Target and TargetType: EditRole with text. Emits edited().
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

    void setAllIncluded(bool include); ///< the tick in the header
    [[nodiscard]] Qt::CheckState allIncluded() const;

    /// "12 of 12 included · 8 exact, 3 wider, 1 to check, 0 left out"
    [[nodiscard]] QString summary() const;

Q_SIGNALS:
    void edited();

private:
    [[nodiscard]] QString noteOf(const mapping::PlannedColumn &column) const;

    const Direction m_direction;
    QList<mapping::PlannedColumn> m_columns;
};

} // namespace isthmus::models
