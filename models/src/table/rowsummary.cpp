// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/core/printable.h>
#include <isthmus/models/table/rowsummary.h>

namespace isthmus::models {

namespace {

constexpr std::chrono::seconds patience{2}; // then it is told how long the server has taken
constexpr qsizetype shownLength = 60; // of a least or greatest value

QString shownValue(const QString &value)
{
    const QString line = core::printableLine(value);
    return line.size() > shownLength ? line.left(shownLength) + QChar(0x2026) : line;
}

} // namespace

RowSummary::RowSummary(connections::ConnectionManager &manager, QObject *parent) : QObject(parent), m_manager(manager)
{
    m_age.setInterval(std::chrono::seconds(1));
    connect(&m_age, &QTimer::timeout, this, &RowSummary::changed);
}

void RowSummary::ask(const records::SummaryRequest &request)
{
    m_request = request;
    m_request.mayRunJob = false;
    read();
}

void RowSummary::renameConnection(const QString &before, const QString &after)
{
    if (m_request.table.connection != before)
        return;
    m_request.table.connection = after;
    if (m_state == State::Reading && !m_request.mayRunJob)
        read();
    else if (m_state == State::Reading)
        clear(); // the job may be billed: whoever wants it says so again
}

void RowSummary::runJob()
{
    if (m_state != State::NeedsJob)
        return;
    m_request.mayRunJob = true;
    read();
}

void RowSummary::clear()
{
    m_question.forget();
    m_age.stop();
    if (m_state == State::Idle)
        return;
    m_state = State::Idle;
    Q_EMIT changed();
}

void RowSummary::read()
{
    m_state = State::Reading;
    m_error.reset();
    m_summary = {};
    m_since.start();
    m_age.start();
    m_question.ask(m_manager.ask<records::Summary>(m_request.table.connection,
                                                   [request = m_request](const connections::Backend &backend) {
                                                       const auto reader = connections::readerOf(backend);
                                                       return reader
                                                           ? (*reader)->summarize(request)
                                                           : core::ready<records::Summary>(core::fail(reader.error()));
                                                   }),
                   [this](const core::Result<records::Summary> &reply) {
                       m_age.stop();
                       if (reply) {
                           m_summary = *reply;
                           m_state = reply->needsJob ? State::NeedsJob : State::Ready;
                       } else {
                           m_error = reply.error();
                           m_state = State::Failed;
                       }
                       Q_EMIT changed();
                   });
    Q_EMIT changed();
}

QString RowSummary::text() const
{
    const auto elapsed = std::chrono::milliseconds(m_since.isValid() ? m_since.elapsed() : 0);
    switch (m_state) {
    case State::Reading: {
        const QString text =
            m_request.column.isEmpty() ? tr("Counting rows…") : tr("Reading all values of %1…").arg(m_request.column);
        return elapsed < patience
            ? text
            : tr("%1 %2").arg(text, core::formatDuration(std::chrono::duration_cast<std::chrono::seconds>(elapsed)));
    }
    case State::NeedsJob:
        return m_request.column.isEmpty()
            ? tr("These rows are counted by a query only, which %1 runs as a job and may bill.")
                  .arg(m_request.table.connection)
            : tr("Figures of %1 come by a query only, which %2 runs as a job and may bill. It reads the whole column.")
                  .arg(m_request.column, m_request.table.connection);
    case State::Ready:
        return figures();
    default:
        return {};
    }
}

QString RowSummary::figures() const
{
    const QString separator = QStringLiteral(" · ");
    const QString count = core::formatCount(m_summary.rows);
    QStringList parts;
    if (m_request.filter.trimmed().isEmpty())
        parts.append(m_summary.rows == 1 ? tr("1 row") : tr("%1 rows").arg(count));
    else
        parts.append(m_summary.rows == 1 ? tr("1 matching row") : tr("%1 matching rows").arg(count));
    if (m_summary.nulls)
        parts.append(tr("%1 NULL").arg(core::formatCount(*m_summary.nulls)));
    if (m_summary.distinct)
        parts.append(*m_summary.distinct == 1 ? tr("1 distinct value")
                                              : tr("%1 distinct values").arg(core::formatCount(*m_summary.distinct)));
    if (m_summary.least)
        parts.append(tr("least: %1").arg(shownValue(*m_summary.least)));
    if (m_summary.greatest)
        parts.append(tr("greatest: %1").arg(shownValue(*m_summary.greatest)));
    parts.append(core::formatDuration(m_summary.elapsed));
    const QString text = parts.join(separator);
    return m_request.column.isEmpty() ? text : tr("%1: %2").arg(m_request.column, text);
}

} // namespace isthmus::models
