// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowformats.h"

#include "output.h"
#include "texttable.h"

namespace isthmus::app {

namespace {

struct Named {
    OutputFormat format;
    const char *name;
};

constexpr Named formats[] = {{OutputFormat::Table, "table"},       {OutputFormat::Json, "json"},
                             {OutputFormat::Csv, "csv"},           {OutputFormat::Tsv, "tsv"},
                             {OutputFormat::Markdown, "markdown"}, {OutputFormat::Insert, "insert"}};

QString namesOf(bool takesInsert)
{
    QStringList names;
    for (const auto &[format, name] : formats) {
        if (format != OutputFormat::Insert || takesInsert)
            names.append(QLatin1String(name));
    }
    return names.join(QStringLiteral(", "));
}

records::RowFormat rowFormatOf(OutputFormat format)
{
    switch (format) {
    case OutputFormat::Json:
        return records::RowFormat::Json;
    case OutputFormat::Csv:
        return records::RowFormat::Csv;
    case OutputFormat::Tsv:
        return records::RowFormat::Tsv;
    default:
        return records::RowFormat::Markdown;
    }
}

} // namespace

void addFormatOption(CtlArguments &args, bool takesInsert)
{
    args.addOption(QStringLiteral("format"), CtlText::tr("How rows are printed: %1.").arg(namesOf(takesInsert)),
                   QStringLiteral("FORMAT"));
}

std::optional<OutputFormat> readFormat(const CtlArguments &args, CtlSession &session, bool takesInsert,
                                       QString *problem)
{
    const QString asked = args.value(QStringLiteral("format"));
    if (!args.isSet(QStringLiteral("format")))
        return session.json ? OutputFormat::Json : OutputFormat::Table;
    for (const auto &[format, name] : formats) {
        if (asked != QLatin1String(name) || (format == OutputFormat::Insert && !takesInsert))
            continue;
        if (session.json && format != OutputFormat::Json) {
            *problem = CtlText::tr("--json and --format %1 do not go together.").arg(asked);
            return std::nullopt;
        }
        session.json = format == OutputFormat::Json;
        return format;
    }
    *problem = CtlText::tr("--format is one of: %1.").arg(namesOf(takesInsert));
    return std::nullopt;
}

void printRows(const records::RecordBatch &rows, OutputFormat format, const records::Zone &zone,
               const records::InsertTable &table)
{
    Output &out = standardOutput();
    auto whole = records::wholeOf(rows);
    whole.zone = zone;
    const auto asText = [&out](std::string_view piece) {
        out.text(piece);
        return !out.hasFailed();
    };
    const auto asData = [&out](std::string_view piece) {
        out.data(piece);
        return !out.hasFailed();
    };
    switch (format) {
    case OutputFormat::Table:
        writeTable(rows, TableWidths::of(out), zone, asText);
        return;
    case OutputFormat::Json: // escapes by itself
        writeRows(rows, whole, records::RowFormat::Json, asText);
        return;
    case OutputFormat::Insert:
        writeInserts(rows, whole, table, asData);
        return;
    default:
        writeRows(rows, whole, rowFormatOf(format), asData);
    }
}

} // namespace isthmus::app
