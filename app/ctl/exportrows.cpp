// SPDX-License-Identifier: GPL-3.0-or-later
#include "planrun.h"

#include <isthmus/exporting/exportrows.h>

#include <QFileInfo>

namespace isthmus::app {

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
    if (!args.isSet(QStringLiteral("to")))
        return args.usageError(CtlText::tr("--to FILE says where the rows go."));
    rows.file = QFileInfo(args.value(QStringLiteral("to"))).absoluteFilePath();
    const auto format = args.isSet(QStringLiteral("format"))
        ? exporting::fileFormatNamed(args.value(QStringLiteral("format")))
        : exporting::fileFormatOf(rows.file);
    if (!format)
        return args.usageError(CtlText::tr("--format takes csv, jsonl, insert or xlsx."));
    rows.format = *format;
    rows.partition = args.value(QStringLiteral("partition"));
    rows.filter = args.value(QStringLiteral("where"));
    rows.order = args.value(QStringLiteral("order-by"));
    rows.hasByteOrderMark = args.isSet(QStringLiteral("bom"));
    if (rows.hasByteOrderMark && rows.format != exporting::FileFormat::Csv)
        return args.usageError(CtlText::tr("--bom belongs to --format csv."));
    return runPlanned(session, rows.toTask(), args);
}

} // namespace isthmus::app
