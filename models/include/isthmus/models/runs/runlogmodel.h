// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/tasks/runservice.h>

#include <QAbstractTableModel>

namespace isthmus::models {

/// The log of one run, oldest first, growing while it runs; beyond 100,000 lines the oldest go.
class RunLogModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Step, Text, ColumnCount };

    explicit RunLogModel(tasks::RunService &runs, QObject *parent = nullptr);

    void setRun(const QString &runId); ///< empty: no lines
    [[nodiscard]] QString runId() const { return m_runId; }
    [[nodiscard]] QString text() const; ///< all lines, for copying

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void append(const plan::LogLine &line);

    tasks::RunService &m_service;
    QString m_runId;
    QList<plan::LogLine> m_lines;
};

} // namespace isthmus::models
