// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/core/latest.h>
#include <isthmus/records/tablereader.h>

#include <QElapsedTimer>
#include <QTimer>

#include <optional>

namespace isthmus::models {

/// Figures of rows that were asked for: how many, and of one column. Nothing is read unasked. Thread: the window's.
class RowSummary : public QObject {
    Q_OBJECT

public:
    enum class State : quint8 {
        Idle, ///< nothing was asked
        Reading,
        NeedsJob, ///< only a job could tell, which may be billed: see statement() and runJob()
        Ready,
        Failed,
    };
    Q_ENUM(State)

    explicit RowSummary(connections::ConnectionManager &manager, QObject *parent = nullptr);

    /// Asks for the figures of \a request; what was asked before is cancelled.
    void ask(const records::SummaryRequest &request);
    void renameConnection(const QString &before, const QString &after); ///< what is being read is asked for anew
    void runJob(); ///< with NeedsJob
    void clear(); ///< also what is being read

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const std::optional<core::Error> &error() const { return m_error; } ///< with Failed
    /// One line in words: the figures, or how long they have been read.
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString statement() const { return m_summary.statement; } ///< with Ready and NeedsJob

Q_SIGNALS:
    void changed();

private:
    void read();
    [[nodiscard]] QString figures() const;

    connections::ConnectionManager &m_manager;
    core::Latest m_question{this};
    records::SummaryRequest m_request;
    records::Summary m_summary;
    State m_state = State::Idle;
    std::optional<core::Error> m_error;
    QElapsedTimer m_since;
    QTimer m_age; // while reading
};

} // namespace isthmus::models
