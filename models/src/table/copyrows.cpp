// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/table/copyrows.h>

#include <QCoreApplication>

#include <string>

namespace isthmus::models {

QString copyFormatTitle(CopyFormat format)
{
    const auto say = [](const char *text) { return QCoreApplication::translate("CopyRows", text); };
    switch (format) {
    case CopyFormat::Tsv:
        return say(QT_TRANSLATE_NOOP("CopyRows", "TSV"));
    case CopyFormat::Csv:
        return say(QT_TRANSLATE_NOOP("CopyRows", "CSV"));
    case CopyFormat::Json:
        return say(QT_TRANSLATE_NOOP("CopyRows", "JSON"));
    case CopyFormat::Markdown:
        return say(QT_TRANSLATE_NOOP("CopyRows", "Markdown"));
    case CopyFormat::Insert:
        break;
    }
    return say(QT_TRANSLATE_NOOP("CopyRows", "INSERT statements"));
}

QString copyText(const records::RecordBatch &batch, const CopySelection &selection, CopyFormat format,
                 const CopyTable &table)
{
    CopySelection bounded = selection;
    bounded.rows.removeIf([&](int row) { return row < 0 || row >= batch.rowCount(); });
    bounded.columns.removeIf([&](int column) { return column < 0 || column >= batch.columnCount(); });
    if (bounded.columns.isEmpty())
        return {};
    std::string text;
    const records::TextSink sink = [&text](std::string_view piece) {
        text += piece;
        return true;
    };
    const auto write = [&](records::RowFormat rows) { records::writeRows(batch, bounded, rows, sink); };
    switch (format) {
    case CopyFormat::Tsv:
        write(records::RowFormat::Tsv);
        break;
    case CopyFormat::Csv:
        write(records::RowFormat::Csv);
        break;
    case CopyFormat::Json:
        write(records::RowFormat::Json);
        break;
    case CopyFormat::Markdown:
        write(records::RowFormat::Markdown);
        break;
    case CopyFormat::Insert:
        records::writeInserts(batch, bounded, table, sink);
        break;
    }
    return QString::fromStdString(text);
}

} // namespace isthmus::models
