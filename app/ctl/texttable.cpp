// SPDX-License-Identifier: GPL-3.0-or-later
#include "texttable.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <cwchar>

namespace isthmus::app {

namespace {

using records::ColumnVector;
using records::Storage;

constexpr int64_t maxExactInteger = int64_t(1) << 53;

// Columns on a terminal; 2 for wide East Asian characters.
int widthOf(const QString &text)
{
    int width = 0;
    for (const uint c : text.toUcs4())
        width += std::max(wcwidth(wchar_t(c)), 0);
    return width;
}

// One line: what would break it, or move the cursor, is written as an escape.
QString oneLine(const QString &text)
{
    QString line;
    line.reserve(text.size());
    for (const QChar c : text) {
        if (c == u'\n')
            line += QStringLiteral("\\n");
        else if (c == u'\t')
            line += QStringLiteral("\\t");
        else if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            line += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QChar(u'0'));
        else
            line += c;
    }
    return line;
}

QString padded(const QString &cell, int width, bool isRight)
{
    const QString blanks(std::max(width - widthOf(cell), 0), u' ');
    return isRight ? blanks + cell : cell + blanks;
}

QString withoutTrailingBlanks(QString line)
{
    while (line.endsWith(u' '))
        line.chop(1);
    return line;
}

QJsonValue nestedJson(const QString &text)
{
    const auto document = QJsonDocument::fromJson(text.toUtf8());
    if (document.isArray())
        return document.array();
    if (document.isObject())
        return document.object();
    return text;
}

QJsonValue doubleJson(double value, const QString &text)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue(text);
}

QJsonValue valueAsJson(const ColumnVector &vector, qsizetype row, const records::Zone &zone)
{
    if (vector.isNull(row))
        return QJsonValue::Null;
    const QString text = vector.displayText(row, zone);
    switch (vector.storage()) {
    case Storage::Bool:
        return vector.boolAt(row);
    case Storage::Int64: {
        if (!vector.type().isNumeric())
            return text; // dates and intervals
        const int64_t value = vector.int64At(row);
        return value >= -maxExactInteger && value <= maxExactInteger ? QJsonValue(qint64(value)) : QJsonValue(text);
    }
    case Storage::Float:
        return doubleJson(double(vector.floatAt(row)), text);
    case Storage::Double:
        return doubleJson(vector.doubleAt(row), text);
    case Storage::Bytes:
        return vector.type().isNested() ? nestedJson(text) : QJsonValue(text);
    case Storage::Timestamp:
        break;
    }
    return text;
}

QStringList uniqueNames(const QList<catalog::Column> &columns)
{
    QStringList names;
    QSet<QString> used;
    for (const auto &column : columns) {
        QString name = column.name;
        for (int i = 2; used.contains(name); ++i)
            name = QStringLiteral("%1_%2").arg(column.name).arg(i);
        used.insert(name);
        names.append(name);
    }
    return names;
}

} // namespace

QString TextTable::toString() const
{
    QList<int> widths;
    for (const auto &title : m_header)
        widths.append(widthOf(oneLine(title)));
    QList<QStringList> rows;
    for (const auto &row : m_rows) {
        QStringList cells;
        for (qsizetype i = 0; i < m_header.size(); ++i) {
            cells.append(oneLine(row.value(i)));
            widths[i] = std::max(widths[i], widthOf(cells.last()));
        }
        rows.append(cells);
    }
    const auto lineOf = [&](const QStringList &cells) {
        QStringList parts;
        for (qsizetype i = 0; i < cells.size(); ++i)
            parts.append(padded(cells.at(i), widths.at(i), m_rightAligned.contains(int(i))));
        return withoutTrailingBlanks(parts.join(QStringLiteral("  ")));
    };
    QStringList header;
    QStringList rule;
    for (qsizetype i = 0; i < m_header.size(); ++i) {
        header.append(oneLine(m_header.at(i)));
        rule.append(QString(widths.at(i), u'-'));
    }
    QStringList lines{lineOf(header), lineOf(rule)};
    for (const auto &row : rows)
        lines.append(lineOf(row));
    return lines.join(u'\n');
}

QString rowsAsText(const records::RecordBatch &rows, const records::Zone &zone, qsizetype maxRows)
{
    QStringList header;
    for (const auto &column : rows.columns())
        header.append(column.name);
    TextTable table(header);
    for (qsizetype i = 0; i < rows.columnCount(); ++i) {
        if (rows.column(i).type.isNumeric())
            table.setRightAligned(int(i));
    }
    for (qsizetype row = 0; row < std::min(rows.rowCount(), maxRows); ++row) {
        QStringList cells;
        for (qsizetype i = 0; i < rows.columnCount(); ++i) {
            const auto &vector = rows.vector(i);
            cells.append(vector.isNull(row) ? QStringLiteral("NULL") : vector.displayText(row, zone));
        }
        table.append(cells);
    }
    return table.toString();
}

QJsonArray rowsAsJson(const records::RecordBatch &rows, const records::Zone &zone)
{
    const QStringList names = uniqueNames(rows.columns());
    QJsonArray array;
    for (qsizetype row = 0; row < rows.rowCount(); ++row) {
        QJsonObject object;
        for (qsizetype i = 0; i < rows.columnCount(); ++i)
            object.insert(names.at(i), valueAsJson(rows.vector(i), row, zone));
        array.append(object);
    }
    return array;
}

} // namespace isthmus::app
