// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace isthmus::exporting {

/// How many rows the first sheet of the workbook at \a path has, its title row among them; nothing where it cannot be
/// read, or its sheet has no end: libxlsxwriter 1.1.4 does not look whether the disk took all of it. Memory is for a
/// piece of the sheet.
[[nodiscard]] std::optional<qint64> countSheetRows(const QString &path);

} // namespace isthmus::exporting
