// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
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

core::Error cutValueError(const QString &column, qint64 bytes)
{
    const auto say = [](const char *text) { return QCoreApplication::translate("CopyRows", text); };
    return {core::ErrorKind::Invalid,
            say(QT_TRANSLATE_NOOP("CopyRows", "A value of %1 is here in part only, its beginning: whole it has %2."))
                .arg(column, core::formatBytes(bytes)),
            say(QT_TRANSLATE_NOOP("CopyRows", "Leave its column or row out, or read the value by SQL.")),
            {},
            {}};
}

namespace {

std::optional<core::Error> refusalOf(const records::RecordBatch &batch, const CopySelection &selection,
                                     const records::CutCells &cuts)
{
    if (cuts.isEmpty())
        return std::nullopt;
    for (const int row : selection.rows) {
        for (const int column : selection.columns) {
            if (const auto bytes = cuts.bytesOf(row, column))
                return cutValueError(batch.column(column).name, *bytes);
        }
    }
    return std::nullopt;
}

} // namespace

core::Result<QString> copyText(const records::RecordBatch &batch, const CopySelection &selection, CopyFormat format,
                               const CopyTable &table, const records::CutCells &cuts)
{
    CopySelection bounded = selection;
    bounded.rows.removeIf([&](int row) { return row < 0 || row >= batch.rowCount(); });
    bounded.columns.removeIf([&](int column) { return column < 0 || column >= batch.columnCount(); });
    if (bounded.columns.isEmpty())
        return QString();
    if (const auto refused = refusalOf(batch, bounded, cuts))
        return core::fail(*refused);
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
