// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/dialect/quoting.h>
#include <isthmus/models/table/copyrows.h>

#include <QCoreApplication>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace isthmus::models {

namespace {

using records::RecordBatch;
using records::Zone;
using Base = catalog::DataType::Base;

QString delimitedField(const QString &text, QChar delimiter, bool quoteEmpty)
{
    const bool needsQuotes = text.contains(delimiter) || text.contains(u'"') || text.contains(u'\n')
        || text.contains(u'\r') || (quoteEmpty && text.isEmpty());
    if (!needsQuotes)
        return text;
    QString quoted = text;
    quoted.replace(u'"', QStringLiteral("\"\""));
    return u'"' + quoted + u'"';
}

QString delimited(const RecordBatch &batch, const CopySelection &selection, const Zone &zone, QChar delimiter)
{
    QString out;
    const auto addLine = [&](auto field) {
        QStringList fields;
        for (const int column : selection.columns)
            fields.append(field(column));
        out += fields.join(delimiter) + u'\n';
    };
    addLine([&](int column) { return delimitedField(batch.column(column).name, delimiter, false); });
    for (const int row : selection.rows) {
        addLine([&](int column) {
            const auto &cells = batch.vector(column);
            return cells.isNull(row) ? QString()
                                     : delimitedField(cells.displayText(row, zone), delimiter, delimiter == u',');
        });
    }
    return out;
}

QString jsonString(const QString &text)
{
    QString out = QStringLiteral("\"");
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            out += u'\\';
        if (c == u'\n')
            out += QStringLiteral("\\n");
        else if (c == u'\t')
            out += QStringLiteral("\\t");
        else if (c.unicode() < 0x20)
            out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out + u'"';
}

// Numbers are written as they stand, not through double: all digits stay.
QString jsonValue(const records::ColumnVector &cells, int row, const Zone &zone)
{
    if (cells.isNull(row))
        return QStringLiteral("null");
    const QString text = cells.displayText(row, zone);
    const catalog::DataType &type = cells.type();
    if (type.base == Base::Boolean)
        return text;
    static const QRegularExpression number(QStringLiteral("^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$"));
    if (type.isNumeric() && number.match(text).hasMatch()) // not NaN, not Infinity
        return text;
    if (type.isNested() || type.base == Base::Json || type.base == Base::Jsonb) {
        const auto document = QJsonDocument::fromJson(text.toUtf8());
        if (!document.isNull())
            return text;
    }
    return jsonString(text);
}

QString json(const RecordBatch &batch, const CopySelection &selection, const Zone &zone)
{
    QStringList objects;
    for (const int row : selection.rows) {
        QStringList members;
        for (const int column : selection.columns)
            members.append(jsonString(batch.column(column).name) + QStringLiteral(": ")
                           + jsonValue(batch.vector(column), row, zone));
        objects.append(QStringLiteral("  {") + members.join(QStringLiteral(", ")) + u'}');
    }
    return QStringLiteral("[\n") + objects.join(QStringLiteral(",\n")) + QStringLiteral("\n]\n");
}

QString markdownCell(QString text)
{
    text.replace(u'\\', QStringLiteral("\\\\"));
    text.replace(u'|', QStringLiteral("\\|"));
    text.replace(QStringLiteral("\r\n"), QStringLiteral("<br>"));
    text.replace(u'\n', QStringLiteral("<br>"));
    return text;
}

QString markdown(const RecordBatch &batch, const CopySelection &selection, const Zone &zone)
{
    QString out;
    const auto addLine = [&](auto cell) {
        out += u'|';
        for (const int column : selection.columns)
            out += u' ' + cell(column) + QStringLiteral(" |");
        out += u'\n';
    };
    addLine([&](int column) { return markdownCell(batch.column(column).name); });
    addLine([&](int column) {
        return batch.column(column).type.isNumeric() ? QStringLiteral("--:") : QStringLiteral("---");
    });
    for (const int row : selection.rows) {
        addLine([&](int column) {
            const auto &cells = batch.vector(column);
            return cells.isNull(row) ? QStringLiteral("*NULL*") : markdownCell(cells.displayText(row, zone));
        });
    }
    return out;
}

// Hologres takes every value as text and casts it to the column's type; MaxCompute wants literals of the type.
QString sqlValue(const records::ColumnVector &cells, int row, const Zone &zone, dialect::Dialect sqlDialect)
{
    if (cells.isNull(row))
        return QStringLiteral("NULL");
    const QString text = cells.displayText(row, zone);
    const catalog::DataType &type = cells.type();
    static const QRegularExpression number(QStringLiteral("^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?$"));
    if (type.base == Base::Boolean || (type.isNumeric() && number.match(text).hasMatch()))
        return text;
    const QString quoted = dialect::quoteText(sqlDialect, text);
    if (sqlDialect == dialect::Dialect::Hologres)
        return quoted;
    const bool isPlain = type.base == Base::String || type.base == Base::VarChar || type.base == Base::Char;
    return isPlain || type.isNested() || type.text.isEmpty() ? quoted
                                                             : QStringLiteral("CAST(%1 AS %2)").arg(quoted, type.text);
}

QString inserts(const RecordBatch &batch, const CopySelection &selection, const Zone &zone, const CopyTable &table)
{
    QStringList names;
    for (const QString &name : table.names)
        names.append(dialect::quoteName(table.sqlDialect, name));
    QStringList columns;
    for (const int column : selection.columns)
        columns.append(dialect::quoteName(table.sqlDialect, batch.column(column).name));
    const QString head =
        QStringLiteral("INSERT INTO %1 (%2) VALUES (").arg(names.join(u'.'), columns.join(QStringLiteral(", ")));
    QString out;
    for (const int row : selection.rows) {
        QStringList values;
        for (const int column : selection.columns)
            values.append(sqlValue(batch.vector(column), row, zone, table.sqlDialect));
        out += head + values.join(QStringLiteral(", ")) + QStringLiteral(");\n");
    }
    return out;
}

} // namespace

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

QString copyText(const RecordBatch &batch, const CopySelection &selection, CopyFormat format, const CopyTable &table)
{
    CopySelection bounded = selection;
    bounded.rows.removeIf([&](int row) { return row < 0 || row >= batch.rowCount(); });
    bounded.columns.removeIf([&](int column) { return column < 0 || column >= batch.columnCount(); });
    if (bounded.columns.isEmpty())
        return {};
    const Zone zone = selection.zone.value_or(batch.zone());
    switch (format) {
    case CopyFormat::Tsv:
        return delimited(batch, bounded, zone, u'\t');
    case CopyFormat::Csv:
        return delimited(batch, bounded, zone, u',');
    case CopyFormat::Json:
        return json(batch, bounded, zone);
    case CopyFormat::Markdown:
        return markdown(batch, bounded, zone);
    case CopyFormat::Insert:
        break;
    }
    return inserts(batch, bounded, zone, table);
}

} // namespace isthmus::models
