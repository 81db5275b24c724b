// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/latest.h>
#include <isthmus/models/documents/document.h>
#include <isthmus/models/runs/tablerunsmodel.h>
#include <isthmus/tasks/runs.h>

namespace isthmus::models {

/// The page of a run that maps many tables: its tables one by one, while it runs and afterwards.
class TableRunsPage final : public Document {
    Q_OBJECT

public:
    explicit TableRunsPage(tasks::Runs &runs, QObject *parent = nullptr); ///< \a runs outlives it

    [[nodiscard]] DocumentAddress address() const override { return runAddress(m_id); }
    [[nodiscard]] bool open(const DocumentAddress &address) override;
    void load() override;
    void reload() override;
    [[nodiscard]] QString title() const override;

    [[nodiscard]] TableRunsModel *tables() { return &m_tables; }
    [[nodiscard]] const plan::RunSummary &run() const { return m_run; } ///< without an id until it was read
    [[nodiscard]] std::optional<core::Error> error() const { return m_error; } ///< why it cannot be shown
    [[nodiscard]] bool isActive() const; ///< waits or runs
    [[nodiscard]] bool canCancel() const { return isActive() && !m_run.isElsewhere; }
    [[nodiscard]] bool continuesOnError() const { return m_continuesOnError; }
    /// Tables that have ended, of those that are made: "150 of 200".
    [[nodiscard]] qsizetype done() const;
    [[nodiscard]] qsizetype total() const;
    [[nodiscard]] QString timeText() const; ///< "38 s, about 13 s left"
    /// How many statements at a time; 0: not known.
    [[nodiscard]] int inFlight() const { return m_inFlight; }
    void setInFlight(int count);
    void cancel();

Q_SIGNALS:
    void shown(); ///< anything but the lines of tables() is another
    void failed(const isthmus::core::Error &error); ///< what the user asked for

private:
    // What is made of a run on another thread.
    struct Read {
        plan::RunSummary summary;
        mapping::TableRuns tables;
        int inFlight = 0;
        bool continuesOnError = true;
    };
    void read();
    void accept(const core::Result<Read> &read);
    void tell(const QFuture<core::Result<core::Done>> &answer);

    tasks::Runs &m_runs;
    QString m_id;
    plan::RunSummary m_run;
    std::optional<core::Error> m_error;
    TableRunsModel m_tables{TableRunsModel::About::Run};
    int m_inFlight = 0;
    bool m_continuesOnError = true;
    bool m_isRead = false;
    // Signalled while it is read: as new as what is read, or newer.
    QHash<int, plan::StepRun> m_early;
    std::optional<plan::RunSummary> m_earlySummary;
    core::Latest m_question{this};
};

} // namespace isthmus::models
