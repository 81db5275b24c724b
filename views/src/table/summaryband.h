// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "parts/messageband.h"

namespace isthmus::models {
class RowSummary;
}

namespace isthmus::views {

/// Figures of rows that were asked for, while they are read and after; hidden while nothing was asked.
class SummaryBand final : public MessageBand {
    Q_OBJECT

public:
    explicit SummaryBand(models::RowSummary &summary, QWidget *parent = nullptr);

private:
    void refresh();

    models::RowSummary &m_summary;
    QPushButton *m_run;
    QPushButton *m_close;
};

} // namespace isthmus::views
