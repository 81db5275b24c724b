// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowfile.h"

#include "exportingtext.h"
#include "textfile.h"
#include "xlsxfile.h"

#include <isthmus/core/privatefile.h>
#include <isthmus/core/sentences.h>

#include <QFileInfo>

#include <cerrno>

namespace isthmus::exporting {

using core::Error;

std::unique_ptr<RowFile> RowFile::make(const ExportRows &definition, const QString &path,
                                       const records::InsertTable &into)
{
    if (definition.format == FileFormat::Xlsx)
        return std::make_unique<XlsxFile>(definition.file, path);
    return std::make_unique<TextFile>(definition, path, into);
}

Error fileError(const QString &file, int errnum)
{
    Error error = core::writeError(file, errnum != 0 ? errnum : EIO); // some libraries do not keep it
    if (QFileInfo(file).isDir())
        return error;
    const QString left = QFileInfo::exists(file)
        ? core::said("Exporting", QT_TRANSLATE_NOOP("Exporting", "%1 The file that was there is as it was."))
        : core::said("Exporting", QT_TRANSLATE_NOOP("Exporting", "%1 What was written of it has been removed."));
    error.hint = left.arg(error.hint).trimmed();
    return error;
}

Error countError(const QString &file, const QString &words)
{
    return {
        core::ErrorKind::Internal,
        core::said("Exporting",
                   QT_TRANSLATE_NOOP("Exporting", "The file %1 was written and cannot be read to count its rows: %2."))
            .arg(file, words),
        core::said("Exporting",
                   QT_TRANSLATE_NOOP("Exporting", "It has been removed. Export again, or choose another folder.")),
        {},
        {}};
}

} // namespace isthmus::exporting
