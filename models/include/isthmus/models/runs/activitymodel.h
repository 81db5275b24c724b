// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/tasks/runservice.h>

#include <QAbstractTableModel>

namespace isthmus::models {

/// All runs, newest first.
class ActivityModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { StateIcon, Task, StateText, Progress, Rows, Rate, TimeLeft, Started, Result, ColumnCount };
    enum Role {
        RunIdRole = Qt::UserRole + 1, ///< QString
        StateRole, ///< int of plan::RunState
        ProgressRole, ///< double 0 to 1 while running and known; else null
        CanCancelRole, ///< bool
        ErrorRole, ///< core::Error of a failed run; else null
        TargetRole, ///< QString: the object the run makes, as the text of its path
    };

    explicit ActivityModel(tasks::RunService &runs, QObject *parent = nullptr);

    [[nodiscard]] QModelIndex indexOf(const QString &runId) const;
    [[nodiscard]] int activeCount() const; ///< waiting and running
    void cancel(const QModelIndex &index);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void activeCountChanged();
    /// A run ended now, not at an earlier start of the program.
    void finished(const isthmus::plan::Run &run);

private:
    void add(const plan::Run &run);
    void change(const plan::Run &run);
    [[nodiscard]] int rowOf(const QString &runId) const;

    tasks::RunService &m_service;
    QList<plan::Run> m_runs;
};

} // namespace isthmus::models
