// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

namespace isthmus::exporting {

/// How many rows the first sheet of the workbook at \a path has, its title row among them. libxlsxwriter 1.1.4 does not
/// look whether its temporary file took the rows: of a full disk only this tells. Memory is for a piece of the sheet.
/// Errors: Internal for a file that cannot be read, or a sheet without an end.
[[nodiscard]] core::Result<qint64> countSheetRows(const QString &path);

} // namespace isthmus::exporting
