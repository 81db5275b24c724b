// SPDX-License-Identifier: GPL-3.0-or-later
#include "texttable.h"
#include "typeoptions.h"
#include "typetable.h"

#include <isthmus/core/format.h>
#include <isthmus/mapping/typeloss/reading.h>
#include <isthmus/mapping/typeloss/reportfile.h>
#include <isthmus/plan/words.h>

#include <QFileInfo>

namespace isthmus::app {

namespace {

using mapping::MappingPath;

void addArguments(CtlArguments &args)
{
    args.addPositional(
        QStringLiteral("PATH"),
        CtlText::tr("Table or schema, for example order_dw/public/dwd_orders or order_dw/public; without "
                    "it the table of all types is shown."),
        true);
    args.addOption(QStringLiteral("count"),
                   CtlText::tr("Has Hologres count the values that would be lost: one scan of each table."));
    args.addOption(QStringLiteral("output"),
                   CtlText::tr("Writes the report to a file: .html, .csv or .json; one that is there is replaced."),
                   QStringLiteral("FILE"));
    QStringList names;
    for (const MappingPath way : mapping::mappingPaths())
        names.append(mapping::mappingPathName(way));
    args.addOption(QStringLiteral("way"),
                   CtlText::tr("One of %1. For a table or schema of Hologres external-table if not given.")
                       .arg(names.join(QStringLiteral(", "))),
                   QStringLiteral("WAY"));
    addTypeOptions(args, std::nullopt);
}

QString readWay(const CtlArguments &args, std::optional<MappingPath> &way)
{
    if (!args.isSet(QStringLiteral("way")))
        return {};
    way = mapping::mappingPathFromName(args.value(QStringLiteral("way")));
    return way ? QString() : CtlText::tr("--way %1 is none; --help lists them.").arg(args.value(QStringLiteral("way")));
}

// What is asked of one path.
struct ReportRequest {
    catalog::ObjectPath path;
    MappingPath way = MappingPath::ExternalTable;
    mapping::TypeSettings settings;
    bool isCounting = false;
    QString file; ///< empty: none
};

QString countText(const mapping::TableLoss &table, const mapping::ColumnLoss &column)
{
    if (!column.atRisk)
        return column.risks.isEmpty() ? QString() : QStringLiteral("?");
    return CtlText::tr("%1 of %2").arg(core::formatCount(*column.atRisk), core::formatCount(table.rows.value_or(0)));
}

// What is at risk; of what was counted only what there is.
QString risksText(const mapping::ColumnLoss &column)
{
    QStringList parts;
    for (const auto &risk : column.risks) {
        const QString title = mapping::riskTitle(risk.risk);
        if (!risk.rows)
            parts.append(title);
        else if (*risk.rows > 0)
            parts.append(title + QStringLiteral(": ") + core::formatCount(*risk.rows));
    }
    return parts.join(QStringLiteral("; "));
}

void printTable(const CtlSession &session, const mapping::TableLoss &loss)
{
    QString title = loss.path.toString();
    if (loss.rows)
        title += *loss.rows == 1 ? CtlText::tr(", 1 row") : CtlText::tr(", %1 rows").arg(core::formatCount(*loss.rows));
    session.print(title);
    TextTable table({CtlText::tr("column"), CtlText::tr("type"), CtlText::tr("becomes"), CtlText::tr("verdict"),
                     CtlText::tr("at risk"), CtlText::tr("values"), CtlText::tr("reason")});
    table.setRightAligned(4);
    for (const auto &column : loss.columns) {
        const auto &judged = column.judged;
        table.append({column.column.name, column.column.type.text,
                      judged.verdict == mapping::Verdict::Unsupported ? QString() : judged.target.text,
                      mapping::verdictTitle(column.verdict()), countText(loss, column), risksText(column),
                      plan::words(judged.reason.isEmpty() ? judged.note : judged.reason)});
    }
    standardOutput().text((table.toString(TableWidths::of(standardOutput())) + QStringLiteral("\n\n")).toStdString());
}

void printReport(const CtlSession &session, const mapping::TypeLossReport &report)
{
    for (const auto &table : report.tables)
        printTable(session, table);
    session.print(mapping::mappingPathTitle(report.way) + QStringLiteral(" · ") + report.summary());
    if (!report.passedOver.isEmpty())
        session.print(CtlText::tr("Not taken on this way: %1").arg(report.passedOver.join(QStringLiteral(", "))));
}

core::Result<core::Done> countValues(CtlSession &session, const connections::Backend &backend,
                                     mapping::TypeLossReport &report)
{
    const auto reader = connections::readerOf(backend);
    if (!reader)
        return core::fail(reader.error());
    QSet<qsizetype> begun;
    return mapping::awaitCounts(report, **reader, session.cancellation(), [&](qsizetype index) {
        if (begun.contains(index) || report.tables.size() == 1)
            return;
        begun.insert(index);
        session.note(CtlText::tr("Counting in %1 (%2 of %3)")
                         .arg(report.tables.at(index).path.toString(), QString::number(index + 1),
                              QString::number(report.tables.size())));
    });
}

// Tables that could not be counted, in the user's words; the exit code.
int tellUncounted(const CtlSession &session, const mapping::TypeLossReport &report)
{
    int exitCode = exitDone;
    for (const auto &table : report.tables) {
        if (!table.countError)
            continue;
        exitCode = exitFailed;
        session.note(table.path.toString() + QStringLiteral(": ") + table.countError->message);
    }
    return exitCode;
}

int runReport(CtlSession &session, const connections::Backend &backend, const ReportRequest &request)
{
    auto report =
        mapping::awaitTypeLoss(*backend.catalog, request.path, request.way, request.settings, session.cancellation());
    if (!report)
        return session.fail(report.error());
    if (request.isCounting) {
        if (const auto counted = countValues(session, backend, *report); !counted)
            return session.fail(counted.error());
    }
    if (!request.file.isEmpty()) {
        const auto format = mapping::reportFormatOf(request.file);
        const auto written = mapping::writeReport(*report, *format, request.file);
        if (!written)
            return session.fail(written.error());
    }
    if (session.json)
        session.printJson(mapping::reportJson(*report));
    else if (request.file.isEmpty())
        printReport(session, *report);
    else
        session.print(CtlText::tr("%1: %2").arg(request.file, report->summary()));
    return tellUncounted(session, *report);
}

// What is wrong with options that need a path, or with those of the file; empty if nothing is.
QString optionProblem(const CtlArguments &args, const QString &file)
{
    const bool hasPath = args.positionalCount() > 0;
    if (!hasPath && (args.isSet(QStringLiteral("count")) || args.isSet(QStringLiteral("output"))))
        return CtlText::tr("--count and --output are about a table or a schema: give its PATH.");
    if (!args.isSet(QStringLiteral("output")))
        return {};
    if (file.isEmpty() || args.value(QStringLiteral("output")).endsWith(u'/') || QFileInfo(file).isDir())
        return CtlText::tr("--output takes a file.");
    return mapping::reportFormatOf(file) ? QString()
                                         : CtlText::tr("--output takes a file that ends in .html, .csv or .json.");
}

} // namespace

int runTypesVerb(const QStringList &arguments, CtlSession &session)
{
    CtlArguments args(
        QStringLiteral("types"),
        CtlText::tr("Shows which type of the other system takes the values of a type, and what is lost: of all "
                    "types, or of the columns of a table or of all tables of a schema. Changes nothing."));
    addArguments(args);
    if (const auto exit = args.parse(arguments, session))
        return *exit;
    mapping::TypeSettings settings;
    std::optional<MappingPath> way;
    const QString output = args.value(QStringLiteral("output"));
    const QString file = output.isEmpty() ? QString() : QFileInfo(output).absoluteFilePath();
    for (const QString &problem : {readTypeOptions(args, settings), readWay(args, way), optionProblem(args, file)}) {
        if (!problem.isEmpty())
            return args.usageError(problem);
    }
    if (args.positionalCount() == 0) {
        printTypeTable(session, way, settings);
        return exitDone;
    }
    const auto path = catalog::ObjectPath::parse(args.positional(0));
    if (!path)
        return session.fail(path.error());
    const auto backend = session.open(path->connection);
    if (!backend)
        return session.fail(backend.error());
    const bool isBack = backend->profile.side() == catalog::Side::Warehouse;
    if (way && (*way == MappingPath::ToHologres) != isBack)
        return args.usageError(isBack ? CtlText::tr("From MaxCompute only --way to-hologres leads.")
                                      : CtlText::tr("--way to-hologres is for tables of MaxCompute."));
    if (isBack && args.isSet(QStringLiteral("count")))
        return args.usageError(CtlText::tr("Values are counted in Hologres only."));
    const MappingPath usual = isBack ? MappingPath::ToHologres : MappingPath::ExternalTable;
    return runReport(session, *backend,
                     {*path, way.value_or(usual), settings, args.isSet(QStringLiteral("count")), file});
}

} // namespace isthmus::app
