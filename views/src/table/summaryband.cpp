// SPDX-License-Identifier: GPL-3.0-or-later
#include "table/summaryband.h"

#include <isthmus/models/table/rowsummary.h>

#include <QPushButton>

namespace isthmus::views {

using models::RowSummary;

SummaryBand::SummaryBand(RowSummary &summary, QWidget *parent)
    : MessageBand(parent), m_summary(summary), m_run(addAction(tr("Run the query"), QStringLiteral("runSummary"))),
      m_close(addAction(tr("Close"), QStringLiteral("closeSummary")))
{
    setObjectName(QStringLiteral("summary"));
    setTextName(QStringLiteral("summaryText"));
    connect(m_run, &QPushButton::clicked, &m_summary, &RowSummary::runJob);
    connect(m_close, &QPushButton::clicked, &m_summary, &RowSummary::clear);
    connect(&m_summary, &RowSummary::changed, this, &SummaryBand::refresh);
    refresh();
}

void SummaryBand::refresh()
{
    const auto state = m_summary.state();
    if (m_summary.error() && state == RowSummary::State::Failed)
        showError(*m_summary.error());
    else
        showText(Meaning::Neutral, QStringLiteral("sigma"), m_summary.text());
    m_run->setVisible(state == RowSummary::State::NeedsJob);
    m_close->setText(state == RowSummary::State::Reading ? tr("Cancel") : tr("Close"));
    setToolTip(m_summary.statement());
    setVisible(state != RowSummary::State::Idle);
}

} // namespace isthmus::views
