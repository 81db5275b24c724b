// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowfile.h"

#include "textfile.h"
#include "xlsxfile.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace isthmus::exporting {

std::unique_ptr<RowFile> RowFile::make(const ExportRows &definition, const QString &path,
                                       const records::InsertTable &into)
{
    if (definition.format == FileFormat::Xlsx)
        return std::make_unique<XlsxFile>(path);
    return std::make_unique<TextFile>(definition, path, into);
}

core::Error fileError(const QString &path, const QString &words)
{
    return {core::ErrorKind::Internal,
            QCoreApplication::translate("Exporting", "The file in %1 could not be written: %2.")
                .arg(QFileInfo(path).absolutePath(), words),
            QCoreApplication::translate("Exporting", "Make room there, or choose another folder, and export again."),
            {},
            {}};
}

} // namespace isthmus::exporting
