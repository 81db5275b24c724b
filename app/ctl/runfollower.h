// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/tasks/runs.h>

#include <QHash>
#include <QObject>
#include <QPromise>
#include <QSet>

#include <functional>

namespace isthmus::app {

/// Follows one run that is about to be started: its lines, and its end. Lines that come before the run's id is known
/// are kept until follow(). Thread: that of the runs.
class RunFollower final : public QObject {
public:
    using OnLog = std::function<void(const plan::LogLine &)>;

    /// Make it before the run is started.
    RunFollower(tasks::Runs &runs, OnLog onLog);

    void follow(const QString &runId);
    [[nodiscard]] QFuture<core::Result<core::Done>> ended() const { return m_ended.future(); }

private:
    void end();

    OnLog m_onLog;
    QString m_runId;
    QHash<QString, QList<plan::LogLine>> m_early;
    QSet<QString> m_endedEarly;
    QPromise<core::Result<core::Done>> m_ended;
};

} // namespace isthmus::app
