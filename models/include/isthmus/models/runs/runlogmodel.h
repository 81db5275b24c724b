// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/latest.h>
#include <isthmus/tasks/runs.h>

#include <QAbstractTableModel>

namespace isthmus::models {

/// The log of one run, oldest first, read in the background, growing while it runs; beyond 100,000 lines the oldest go.
class RunLogModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Step, Text, ColumnCount };

    explicit RunLogModel(tasks::Runs &runs, QObject *parent = nullptr);

    void setRun(const QString &runId); ///< empty: no lines
    [[nodiscard]] QString runId() const { return m_runId; }
    [[nodiscard]] QString text() const; ///< all lines, for copying

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void read(); // from m_next on, to the end
    void take(qint64 number, const plan::LogLine &line);
    void append(const QList<plan::LogLine> &lines);

    tasks::Runs &m_runs;
    QString m_runId;
    QList<plan::LogLine> m_lines;
    qint64 m_next = 0; // number of the line after the last one
    QList<std::pair<qint64, plan::LogLine>> m_early; // signalled while older ones are being read
    core::Latest m_reading{this};
};

} // namespace isthmus::models
