// SPDX-License-Identifier: GPL-3.0-or-later
#include "exportingtext.h"
#include "partfile.h"
#include "rowfile.h"

#include <isthmus/core/async.h>
#include <isthmus/core/format.h>
#include <isthmus/core/sentences.h>
#include <isthmus/exporting/exportrowsexecutor.h>

#include <QFileInfo>

#include <cerrno>

namespace isthmus::exporting {

namespace {

using plan::StepProgress;

// Of a checkpoint: where the rows go until they are all there.
const QString partKey = QStringLiteral("part_file");

// Of the rows read, so that what the format cannot hold ends the reading.
const core::Error full{core::ErrorKind::Cancelled, {}, {}, {}, {}};

plan::Text summaryOf(const RowFile &file, qint64 bytes)
{
    const QString size = core::formatBytes(bytes);
    if (file.isFull())
        return plan::Text::coded("Exporting.cut",
                                 QT_TRANSLATE_NOOP("Exporting", "%1 rows, cut there: a sheet holds no more"),
                                 {file.rowCount()});
    if (file.rowCount() == 1)
        return plan::Text::coded("Exporting.done_one", QT_TRANSLATE_NOOP("Exporting", "1 row, %1"), {size});
    return plan::Text::coded("Exporting.done", QT_TRANSLATE_NOOP("Exporting", "%1 rows, %2"), {file.rowCount(), size});
}

// What \a file leads to, which may be replaced: a link stays one, and a device or a pipe is not for a file of rows.
core::Result<QString> targetOf(const QString &file)
{
    const QFileInfo info(file);
    if (!QFileInfo(info.absolutePath()).isDir())
        return core::fail(
            core::ErrorKind::NotFound,
            core::said("Exporting", QT_TRANSLATE_NOOP("Exporting", "There is no folder %1.")).arg(info.absolutePath()),
            core::said("Exporting",
                       QT_TRANSLATE_NOOP("Exporting", "Make it, or choose another folder, and export again.")));
    if (info.isDir())
        return core::fail(fileError(file, EISDIR));
    if (info.exists() && !info.isFile())
        return core::fail(
            core::ErrorKind::Invalid,
            core::said("Exporting", QT_TRANSLATE_NOOP("Exporting", "%1 is a device or a pipe, no file.")).arg(file),
            core::said("Exporting", QT_TRANSLATE_NOOP("Exporting", "Choose another name, and export again.")));
    return info.exists() ? info.canonicalFilePath() : info.absoluteFilePath();
}

// Why \a file is not to be replaced: the user was asked about the one that was there when the export was planned, which
// may be long ago where it is resumed. Nothing for a step of a version that did not note it.
std::optional<plan::Failure> otherFile(const plan::Step &step, const QString &file)
{
    const auto seen = step.parameters.constFind(ExportRows::seenFileKey);
    if (seen == step.parameters.constEnd() || seen->toString() == fileMark(file))
        return std::nullopt;
    plan::Failure failure(
        core::ErrorKind::Invalid,
        plan::Text::coded("Exporting.other_file",
                          QT_TRANSLATE_NOOP("Exporting", "The file %1 was made or changed since this was planned."),
                          {file}),
        plan::Text::coded(
            "Exporting.other_file_hint",
            QT_TRANSLATE_NOOP("Exporting", "It is as it was. Look at it; if it is to be replaced, export anew.")));
    failure.isUnsent = true;
    return failure;
}

// Takes away what an attempt has left that was killed, and tells of it.
plan::Text removeLeft(const QJsonObject &checkpoint)
{
    const QString part = checkpoint.value(partKey).toString();
    switch (part.isEmpty() ? Left::Gone : removeLeftFile(part)) {
    case Left::Removed:
        return plan::Text::coded("Exporting.left_removed",
                                 QT_TRANSLATE_NOOP("Exporting", "Removed an unfinished file: %1"), {part});
    case Left::Kept:
        return plan::Text::coded("Exporting.left_kept",
                                 QT_TRANSLATE_NOOP("Exporting", "An unfinished file could not be removed: %1"), {part});
    case Left::Gone:
        break;
    }
    return {};
}

} // namespace

plan::StepResult ExportRowsExecutor::execute(const plan::Step &step, const plan::StepContext &context)
{
    const auto definition = ExportRows::fromJson(step.parameters);
    if (!definition)
        return core::fail(definition.error());
    const auto side = m_sideFor(definition->table.connection, context.cancellation);
    if (!side)
        return core::fail(side.error());

    const auto target = targetOf(definition->file);
    if (!target)
        return core::fail(target.error());
    if (auto refused = otherFile(step, definition->file))
        return tl::unexpected(*std::move(refused));
    if (const plan::Text told = removeLeft(context.resumeFrom); !told.isEmpty())
        context.log(told);
    PartFile part(*target); // goes with this object, unless it has got its name
    context.checkpoint({{partKey, part.path()}});
    if (const int errnum = part.open(); errnum != 0)
        return core::fail(fileError(definition->file, errnum));

    QStringList names = definition->table.names;
    if (const auto folder = names.indexOf(catalog::partitionsFolder); folder > 0)
        names = names.first(folder); // rows go into the table, whichever partition they are of
    const auto file = RowFile::make(*definition, part.path(), {side->sqlDialect, names, false});
    std::optional<qint64> total;
    records::RowsRequest request;
    request.table = definition->table;
    request.partition = definition->partition;
    request.filter = definition->filter;
    request.order = definition->order;
    request.onTotal = [&total](qint64 rows) { total = rows; };
    request.onRows = [&](const records::RecordBatch &rows) -> core::Result<core::Done> {
        if (const auto written = file->write(rows); !written)
            return written;
        StepProgress progress = StepProgress::rows(file->rowCount(), total);
        if (file->byteCount() > 0)
            progress.set.values.insert(plan::figure::bytesDone, file->byteCount());
        context.progress(progress);
        if (file->isFull())
            return core::fail(full);
        return core::Done{};
    };
    const auto read = core::await(side->reader->rows(request), context.cancellation);
    if (!read && !(file->isFull() && !context.cancellation.isRequested()))
        return core::fail(read.error());
    if (const auto finished = file->finish(); !finished)
        return core::fail(finished.error());
    const auto counted = file->countAgain();
    if (!counted)
        return core::fail(counted.error());
    const bool isOther = (read && *read != file->rowCount()) || (*counted && **counted != file->rowCount());
    if (isOther)
        return core::fail(
            core::ErrorKind::Internal,
            core::said("Exporting", QT_TRANSLATE_NOOP("Exporting", "The server gave %1 rows, and the file has %2."))
                .arg(core::formatCount(read.value_or(file->rowCount())),
                     core::formatCount(counted->value_or(file->rowCount()))));
    if (auto refused = otherFile(step, definition->file)) // while the rows came
        return tl::unexpected(*std::move(refused));
    if (const int errnum = part.takeName(); errnum != 0)
        return core::fail(fileError(definition->file, errnum));
    const qint64 bytes = QFileInfo(definition->file).size();
    plan::Figures figures;
    figures.values = {{plan::figure::rowsDone, file->rowCount()},
                      {plan::figure::rowsTotal, file->rowCount()},
                      {plan::figure::bytesDone, bytes}};
    return plan::StepOutcome{summaryOf(*file, bytes), figures};
}

plan::Text ExportRowsExecutor::tidyUp(const plan::Step &step, const QJsonObject &checkpoint)
{
    Q_UNUSED(step)
    return removeLeft(checkpoint);
}

} // namespace isthmus::exporting
