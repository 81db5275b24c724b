// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/models/table/previewreading.h>

#include <QCoreApplication>

#include <algorithm>

namespace isthmus::models {

namespace {

class Text {
    Q_DECLARE_TR_FUNCTIONS(PreviewReading)
};

constexpr qint64 growth = 10;
constexpr qint64 mostRows = 50'000'000; // a view counts its pixels in 31 bits

} // namespace

void PreviewReading::start(const catalog::ObjectPath &table)
{
    m_request = {};
    m_request.table = table;
    m_request.mayCut = true;
    m_request.mayRunJob = false;
    m_request.latestPartition = true;
    m_came.reset();
}

void PreviewReading::setPartition(const QString &partition)
{
    m_request.partition = partition;
    m_request.latestPartition = partition.isEmpty();
}

void PreviewReading::setAllPartitions(bool all)
{
    m_request.partition.clear();
    m_request.latestPartition = !all;
}

void PreviewReading::setFilter(const QString &filter, const QString &order)
{
    m_request.filter = filter.trimmed();
    m_request.order = order.trimmed();
}

records::PreviewRequest PreviewReading::grown() const
{
    records::PreviewRequest more = m_request;
    more.maxRows = std::min(mostRows, std::max(m_came ? m_came->askedRows : 0, m_request.maxRows) * growth);
    more.maxBytes = memoryBudget;
    return more;
}

void PreviewReading::accept(const records::Preview &preview, const records::PreviewRequest &asked)
{
    m_came = Came{preview.rows ? preview.rows->rowCount() : 0,
                  preview.rows != nullptr,
                  preview.isComplete,
                  preview.byJob,
                  core::formatDuration(preview.elapsed),
                  preview.statement,
                  preview.partition.isEmpty() ? asked.partition : preview.partition,
                  preview.unreadable,
                  asked.maxRows,
                  asked.maxBytes};
}

void PreviewReading::clear()
{
    m_came.reset();
}

bool PreviewReading::canGrow() const
{
    if (!m_came || !m_came->hasRows || m_came->isComplete || m_came->askedRows >= mostRows)
        return false;
    return m_came->rows >= m_came->askedRows || m_came->askedBytes < memoryBudget;
}

const QString &PreviewReading::partition() const
{
    return m_came ? m_came->partition : m_request.partition;
}

QString PreviewReading::rowsText(const std::optional<qint64> &estimate) const
{
    if (!m_came || !m_came->hasRows)
        return {};
    QString text = countText(estimate);
    if (!m_came->isComplete && !canGrow())
        text = Text::tr("%1 · no more fit into a preview").arg(text);
    if (m_came->unreadable.isEmpty())
        return text;
    return Text::tr("%1 · not readable with your rights: %2").arg(text, m_came->unreadable.join(QStringLiteral(", ")));
}

QString PreviewReading::countText(const std::optional<qint64> &estimate) const
{
    const QString shown = core::formatCount(m_came->rows);
    if (m_came->isComplete)
        return m_came->rows == 1 ? Text::tr("1 row") : Text::tr("%1 rows").arg(shown);
    const bool isOfAll = m_request.filter.isEmpty() && m_came->partition.isEmpty();
    if (isOfAll && estimate && *estimate > m_came->rows)
        return Text::tr("%1 of about %2 rows").arg(shown, core::formatCount(*estimate));
    return Text::tr("first %1 rows").arg(shown); // there are more, and nobody knows how many
}

QString PreviewReading::elapsedText() const
{
    return m_came ? m_came->elapsed : QString();
}

QString PreviewReading::statementText() const
{
    return m_came ? m_came->statement : QString();
}

} // namespace isthmus::models
