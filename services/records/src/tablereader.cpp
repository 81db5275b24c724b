// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/async.h>
#include <isthmus/core/format.h>
#include <isthmus/core/sentences.h>
#include <isthmus/records/tablereader.h>

#include <QCoreApplication>

namespace isthmus::records {

core::Error firstRowTooLong(const QString &table)
{
    return {core::ErrorKind::Invalid,
            core::said("Records", QT_TRANSLATE_NOOP("Records", "The first row of %1 is larger than %2."))
                .arg(table, core::formatBytes(maxFirstRowBytes)),
            core::said("Records",
                       QT_TRANSLATE_NOOP("Records", "Read the columns that you need by SQL, long texts in parts.")),
            {},
            {}};
}

QFuture<core::Result<core::Done>> TableReader::check(const PreviewRequest &request)
{
    return core::ready<core::Done>(
        core::fail(core::ErrorKind::Unsupported,
                   core::said("Records", QT_TRANSLATE_NOOP("Records", "%1 can be filtered by a query only."))
                       .arg(request.table.toString())));
}

QFuture<core::Result<Summary>> TableReader::summarize(const SummaryRequest &request)
{
    return core::ready<Summary>(
        core::fail(core::ErrorKind::Unsupported,
                   core::said("Records", QT_TRANSLATE_NOOP("Records", "The rows of %1 cannot be counted."))
                       .arg(request.table.toString())));
}

QFuture<core::Result<ConditionCounts>> TableReader::countConditions(const ConditionsRequest &request)
{
    return core::ready<ConditionCounts>(
        core::fail(core::ErrorKind::Unsupported,
                   core::said("Records", QT_TRANSLATE_NOOP("Records", "Values of %1 cannot be counted."))
                       .arg(request.table.toString())));
}

QFuture<core::Result<qint64>> TableReader::rows(const RowsRequest &request)
{
    return core::ready<qint64>(
        core::fail(core::ErrorKind::Unsupported,
                   core::said("Records", QT_TRANSLATE_NOOP("Records", "The rows of %1 cannot be exported."))
                       .arg(request.table.toString())));
}

} // namespace isthmus::records
