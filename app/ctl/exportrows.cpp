// SPDX-License-Identifier: GPL-3.0-or-later
#include "planrun.h"

#include <isthmus/exporting/exportrows.h>

#include <QDir>
#include <QFileInfo>

namespace isthmus::app {

namespace {

// Sets the format by --format, or by the ending of the file; answers a problem in the user's words, or nothing.
QString readFormat(const CtlArguments &args, exporting::ExportRows &rows)
{
    const QString given = args.value(QStringLiteral("to"));
    if (given.endsWith(u'/') || QFileInfo(rows.file).isDir())
        return CtlText::tr("--to takes a file, and %1 is a folder: add a name, such as %2.")
            .arg(given, QDir(given).filePath(rows.table.name() + QStringLiteral(".csv")));
    const bool isNamed = args.isSet(QStringLiteral("format"));
    const auto format =
        isNamed ? exporting::fileFormatNamed(args.value(QStringLiteral("format"))) : exporting::fileFormatOf(rows.file);
    if (format) {
        rows.format = *format;
        return {};
    }
    if (isNamed)
        return CtlText::tr("--format takes csv, jsonl, insert or xlsx.");
    return CtlText::tr(
               "The ending of %1 tells no format; %2 do. Choose one of them, or say --format csv, jsonl, insert "
               "or xlsx.")
        .arg(given, exporting::fileEndings().join(QStringLiteral(", ")));
}

} // namespace

int runExportVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(QStringLiteral("export"), CtlText::tr("Writes all rows of a table into a file."));
    args.addPositional(QStringLiteral("PATH"), CtlText::tr("Table, for example order_dw/public/dwd_orders."));
    args.addOption(QStringLiteral("to"),
                   CtlText::tr("The file; one that is there is replaced once all rows are written."),
                   QStringLiteral("FILE"));
    args.addOption(QStringLiteral("format"),
                   CtlText::tr("csv, jsonl, insert or xlsx; if not given, by the ending of FILE."),
                   QStringLiteral("FORMAT"));
    args.addOption(QStringLiteral("partition"),
                   CtlText::tr("Partition, for example dt=20260101 or \"dt='20260101',hh='01'\"."),
                   QStringLiteral("SPEC"));
    args.addOption(QStringLiteral("where"), CtlText::tr("Only rows for which this holds, in Hologres' SQL."),
                   QStringLiteral("CONDITION"));
    args.addOption(QStringLiteral("order-by"), CtlText::tr("In this order, in Hologres' SQL."), QStringLiteral("LIST"));
    args.addOption(QStringLiteral("bom"),
                   CtlText::tr("Begins CSV with a byte order mark, which some spreadsheets need."));
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    exporting::ExportRows rows;
    const auto path = catalog::ObjectPath::parse(args.positional(0));
    if (!path)
        return session.fail(path.error());
    rows.table = *path;
    if (args.value(QStringLiteral("to")).isEmpty())
        return args.usageError(CtlText::tr("--to FILE says where the rows go."));
    rows.file = QFileInfo(args.value(QStringLiteral("to"))).absoluteFilePath();
    if (const QString problem = readFormat(args, rows); !problem.isEmpty())
        return args.usageError(problem);
    rows.partition = args.value(QStringLiteral("partition"));
    rows.filter = args.value(QStringLiteral("where"));
    rows.order = args.value(QStringLiteral("order-by"));
    rows.hasByteOrderMark = args.isSet(QStringLiteral("bom"));
    if (rows.hasByteOrderMark && rows.format != exporting::FileFormat::Csv)
        return args.usageError(CtlText::tr("--bom belongs to --format csv."));
    return runPlanned(session, rows.toTask(), args);
}

} // namespace isthmus::app
