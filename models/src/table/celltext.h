// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/columnvector.h>

namespace isthmus::models {

/// A value as it is shown and copied: ColumnVector::displayText(), an instant with its offset, which is UTC.
[[nodiscard]] inline QString cellText(const records::ColumnVector &cells, qsizetype row)
{
    const QString text = cells.displayText(row);
    const bool isInstant = cells.type().base == catalog::DataType::Base::TimestampTz && !cells.isNull(row);
    return isInstant ? text + QStringLiteral("+00:00") : text;
}

} // namespace isthmus::models
