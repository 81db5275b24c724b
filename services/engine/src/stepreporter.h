// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/plan/run.h>
#include <isthmus/plan/stepexecutor.h>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace isthmus::engine {

/// The mailbox between a step that runs and the engine: what the step reports, from any of its threads, is kept until
/// the engine takes it. However much is reported, one note is out at a time.
class StepReporter : public std::enable_shared_from_this<StepReporter> {
public:
    enum class Urgency : quint8 {
        Soon, ///< figures have moved
        Now, ///< there are lines, or somebody waits
    };
    struct News {
        QList<plan::LogLine> lines; ///< redacted; of the step's index
        std::optional<plan::Figures> figures; ///< all of them, if they have moved
        std::optional<QString> jobId;
        std::optional<QJsonObject> checkpoint;
        std::vector<std::function<void()>> written; ///< to be called when the news is on disk
    };

    /// \a tell is called with the lock held, from the reporting thread; it must return at once.
    StepReporter(int index, std::function<void(Urgency)> tell) : m_index(index), m_tell(std::move(tell)) { }

    /// What the executor gets; keeps the reporter alive.
    [[nodiscard]] plan::StepContext context(const core::Cancellation &cancellation, const QJsonObject &resumeFrom);

    [[nodiscard]] News take();
    void close(); ///< execute() has returned: what is reported from now on is dropped

private:
    void log(const plan::Text &text);
    void progress(const plan::StepProgress &progress);
    // Returns when what \a set set is on disk.
    void writeDown(const std::function<void(News &)> &set);
    void tell(Urgency urgency);

    const int m_index;
    const std::function<void(Urgency)> m_tell;
    std::mutex m_mutex;
    News m_news;
    plan::Figures m_figures;
    bool m_hasMoved = false;
    bool m_isTold = false; // Soon or Now, since the last take()
    bool m_isUrgent = false; // Now
    bool m_isClosed = false;
};

/// \a text as a log keeps it: without credentials, at most 8,000 characters.
[[nodiscard]] plan::Text logText(const plan::Text &text);

} // namespace isthmus::engine
