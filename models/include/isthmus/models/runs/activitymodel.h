// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/latest.h>
#include <isthmus/tasks/runs.h>

#include <QAbstractTableModel>

#include <functional>

namespace isthmus::models {

/// All runs, newest first: read in the background, a page at the start and more as the view scrolls to its end.
class ActivityModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        StateIcon,
        Task,
        Connections,
        StateText,
        Progress,
        Rows,
        Rate,
        TimeLeft,
        Started,
        Result,
        ColumnCount
    };
    enum Role {
        RunIdRole = Qt::UserRole + 1, ///< QString
        StateRole, ///< int of plan::RunState
        ProgressRole, ///< double 0 to 1 while running and known; else null
        CanCancelRole, ///< bool
        CancelHintRole, ///< QString: what cancelling does, or why it is not possible
        CanResumeRole, ///< bool: it ended without success and can go on
        ResumeHintRole, ///< QString: what resuming does, or why it is not possible
        ErrorRole, ///< core::Error of a failed run; else null
        ProductionRole, ///< bool: one of its connections is of production
        TaskKindRole, ///< QString: of its task
        TargetRole, ///< QString: the first object the run touches, as the text of its path
    };

    explicit ActivityModel(tasks::Runs &runs, QObject *parent = nullptr);

    [[nodiscard]] QModelIndex indexOf(const QString &runId) const;
    [[nodiscard]] bool hasRead() const { return m_hasRead; } ///< the newest runs are here, or cannot be read
    [[nodiscard]] int activeCount() const; ///< waiting and running
    [[nodiscard]] int activeHereCount() const; ///< of them those that this program executes
    void cancel(const QModelIndex &index);
    /// Without it no connection is taken for one of production.
    void setProductionCheck(std::function<bool(const QString &connection)> isProduction);
    void connectionsChanged(); ///< the check may answer something else now
    /// Asks by confirmationNeeded() instead, where it would write to production.
    void resume(const QModelIndex &index);
    void resume(const QString &runId, const QStringList &confirmed); ///< as tasks::Runs::resume()

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void read(); ///< hasRead() from now on
    void activeCountChanged();
    /// A run ended now, not at an earlier start of the program.
    void finished(const isthmus::plan::RunSummary &run);
    /// The run called \a title would write to \a connections, which are of production: resume() it with them once the
    /// user has typed their names.
    void confirmationNeeded(const QString &runId, const QString &title, const QStringList &connections);
    void failed(const isthmus::core::Error &error); ///< what the user asked for: cancel or resume

private:
    void readFirst();
    void take(const plan::RunSummary &run);
    void insert(const plan::RunSummary &run);
    void acceptPage(const core::Result<tasks::RunPage> &page);
    void tellErrorsOf(const QFuture<core::Result<core::Done>> &answer);
    [[nodiscard]] int rowOf(const QString &runId) const;

    [[nodiscard]] bool isOfProduction(const plan::RunSummary &run) const;
    [[nodiscard]] QVariant toolTip(const plan::RunSummary &run, int column) const;
    [[nodiscard]] QStringList productionToWrite(const plan::Run &run) const;

    tasks::Runs &m_service;
    std::function<bool(const QString &connection)> m_isProduction;
    QList<plan::RunSummary> m_runs;
    QString m_lastOfPages; // older runs are not read yet
    bool m_hasMore = false;
    bool m_hasRead = false;
    core::Latest m_reading{this};
};

} // namespace isthmus::models
