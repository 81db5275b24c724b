// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/manytables/tableruns.h>

#include <QAbstractTableModel>

namespace isthmus::models {

/// The tables of a plan or run of many, a line each, in an order that stays while they change.
class TableRunsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Number, Source, Target, Columns, State, Took, Note, ColumnCount };
    enum Role {
        StateRole = Qt::UserRole + 1, ///< int of mapping::TableRun::State
        StepRole, ///< int: index of the step that makes it; -1: none
        HintRole, ///< QString: what to do about one that failed; may be empty
        IncompleteRole, ///< bool: some of its columns are left out
    };
    enum class About : quint8 { Plan, Run };

    explicit TableRunsModel(About about, QObject *parent = nullptr) : QAbstractTableModel(parent), m_about(about) { }
    ~TableRunsModel() override;

    void setRuns(mapping::TableRuns runs);
    void update(int step, const plan::StepRun &run); ///< what a step of the run is now
    [[nodiscard]] const mapping::TableRuns &runs() const { return m_runs; }
    /// All lines with their header, separated by tabs: for spreadsheets.
    [[nodiscard]] QString report() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QVariant text(int row, int column) const;

    About m_about;
    mapping::TableRuns m_runs;
};

} // namespace isthmus::models
