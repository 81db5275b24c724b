// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/records/tablereader.h>

#include <QCoreApplication>

namespace isthmus::records {

core::Error firstRowTooLong(const QString &table)
{
    return {core::ErrorKind::Invalid,
            QCoreApplication::translate("Records", "The first row of %1 is larger than %2.")
                .arg(table, core::formatBytes(maxFirstRowBytes)),
            QCoreApplication::translate("Records", "Read the columns that you need by SQL, long texts in parts."),
            {},
            {}};
}

} // namespace isthmus::records
