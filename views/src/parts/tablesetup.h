// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace isthmus::views {

/// Settings that every list of ours shares: 24 pixel rows, one header line, rows selected as a whole, no grid to the
/// right.
void setUpTable(QTableView *view);

} // namespace isthmus::views
