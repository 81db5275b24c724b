// SPDX-License-Identifier: GPL-3.0-or-later
#include "stepreporter.h"

#include "languageless.h"

#include <future>

namespace isthmus::engine {

namespace {

constexpr qsizetype maxLogText = 8'000;

} // namespace

plan::Text logText(const plan::Text &text)
{
    // Cut first: redaction then never sees more than it keeps.
    plan::Text cut = text;
    cut.text.truncate(maxLogText);
    return withoutLanguage(cut).redacted();
}

plan::StepContext StepReporter::context(const core::Cancellation &cancellation, const QJsonObject &resumeFrom)
{
    plan::StepContext context;
    context.cancellation = cancellation;
    context.log = [self = shared_from_this()](const plan::Text &text) { self->log(text); };
    context.progress = [self = shared_from_this()](const plan::StepProgress &progress) { self->progress(progress); };
    context.jobStarted = [self = shared_from_this()](const QString &jobId) {
        self->writeDown([&jobId](News &news) { news.jobId = jobId; });
    };
    context.checkpoint = [self = shared_from_this()](const QJsonObject &checkpoint) {
        self->writeDown([&checkpoint](News &news) { news.checkpoint = checkpoint; });
    };
    context.resumeFrom = resumeFrom;
    return context;
}

void StepReporter::log(const plan::Text &text)
{
    plan::LogLine line{QDateTime::currentDateTime(), m_index, logText(text)};
    const std::lock_guard lock(m_mutex);
    if (m_isClosed)
        return;
    m_news.lines.append(std::move(line));
    tell(Urgency::Now);
}

void StepReporter::progress(const plan::StepProgress &progress)
{
    const std::lock_guard lock(m_mutex);
    if (m_isClosed)
        return;
    progress.applyTo(m_figures);
    m_hasMoved = true;
    tell(Urgency::Soon);
}

void StepReporter::writeDown(const std::function<void(News &)> &set)
{
    auto written = std::make_shared<std::promise<void>>();
    const auto isWritten = written->get_future();
    {
        const std::lock_guard lock(m_mutex);
        if (m_isClosed)
            return;
        set(m_news);
        m_news.written.emplace_back([written] { written->set_value(); });
        tell(Urgency::Now);
    }
    isWritten.wait();
}

// With the lock held.
void StepReporter::tell(Urgency urgency)
{
    const bool isUrgent = urgency == Urgency::Now;
    if (m_isTold && (m_isUrgent || !isUrgent))
        return;
    m_isTold = true;
    m_isUrgent = isUrgent;
    m_tell(urgency);
}

StepReporter::News StepReporter::take()
{
    const std::lock_guard lock(m_mutex);
    News news = std::exchange(m_news, {});
    if (std::exchange(m_hasMoved, false))
        news.figures = m_figures;
    m_isTold = m_isUrgent = false;
    return news;
}

void StepReporter::close()
{
    const std::lock_guard lock(m_mutex);
    m_isClosed = true;
}

} // namespace isthmus::engine
