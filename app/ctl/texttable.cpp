// SPDX-License-Identifier: GPL-3.0-or-later
#include "texttable.h"

#include "terminalwidth.h"

#include <isthmus/core/printable.h>
#include <isthmus/records/jsontext.h>
#include <isthmus/records/rowtext.h>

#include <algorithm>
#include <optional>

namespace isthmus::app {

namespace {

using records::ColumnVector;
using Base = catalog::DataType::Base;

constexpr int maxTerminalCell = 100;
constexpr int minTerminalCell = 20;
constexpr qsizetype pieceBytes = 64 * 1024;

QString fitted(const QString &cell, int columns)
{
    return terminalWidth(cell) <= columns ? cell : fittingBegin(cell, columns - 1).toString() + QChar(0x2026);
}

QString padded(const QString &cell, int width, bool isRight)
{
    const QString blanks(std::max(width - terminalWidth(cell), 0), u' ');
    return isRight ? blanks + cell : cell + blanks;
}

// Column widths, and lines made of cells.
class Layout {
public:
    Layout(const QStringList &header, const TableWidths &widths) : m_limits(widths)
    {
        for (const auto &title : header)
            m_header.append(fitted(core::printableLine(title), widths.cell));
        m_widths.resize(header.size());
        measure(m_header);
    }

    void measure(const QStringList &cells)
    {
        for (qsizetype i = 0; i < m_widths.size(); ++i)
            measure(i, cells.value(i));
    }
    void measure(qsizetype column, const QString &cell)
    {
        m_widths[column] = std::max(m_widths.at(column), std::min(terminalWidth(cell), m_limits.padding));
    }

    [[nodiscard]] QString headLines(const QList<int> &rightAligned) const
    {
        QStringList rule;
        for (const int width : m_widths)
            rule.append(QString(width, u'-'));
        return line(m_header, rightAligned) + u'\n' + line(rule, rightAligned);
    }

    [[nodiscard]] QString line(const QStringList &cells, const QList<int> &rightAligned) const
    {
        QStringList parts;
        for (qsizetype i = 0; i < m_widths.size(); ++i)
            parts.append(padded(cells.value(i), m_widths.at(i), rightAligned.contains(int(i))));
        QString line = parts.join(QStringLiteral("  "));
        while (line.endsWith(u' '))
            line.chop(1);
        return line;
    }

private:
    TableWidths m_limits;
    QStringList m_header;
    QList<int> m_widths;
};

// JSON has escapes of its own: it stays as it is, or becomes the same JSON in one line.
std::optional<QString> jsonLine(const ColumnVector &cells, qsizetype row, const records::Zone &zone)
{
    const Base base = cells.type().base;
    if (!cells.type().isNested() && base != Base::Json && base != Base::Jsonb)
        return std::nullopt;
    const QString text = cells.displayText(row, zone);
    std::string json;
    if (records::appendJson(json, text.toUtf8()) != records::JsonCopied::Whole)
        return std::nullopt;
    const auto codePoints = text.toUcs4();
    const bool isOneLine =
        std::none_of(codePoints.begin(), codePoints.end(), [](char32_t c) { return core::isControlling(c); });
    return isOneLine ? text : QString::fromStdString(json);
}

} // namespace

TableWidths TableWidths::of(const Output &output)
{
    if (!output.isTerminal())
        return {};
    const int columns = output.columns();
    return {std::clamp(columns > 0 ? columns : maxTerminalCell, minTerminalCell, maxTerminalCell), maxTerminalCell};
}

QString TextTable::toString(const TableWidths &widths) const
{
    Layout layout(m_header, widths);
    QList<QStringList> rows;
    for (const auto &row : m_rows) {
        QStringList cells;
        for (qsizetype i = 0; i < m_header.size(); ++i)
            cells.append(fitted(core::printableLine(row.value(i)), widths.cell));
        layout.measure(cells);
        rows.append(cells);
    }
    QString text = layout.headLines(m_rightAligned);
    for (const auto &row : rows)
        text += u'\n' + layout.line(row, m_rightAligned);
    return text;
}

QString cellText(const ColumnVector &cells, qsizetype row, const records::Zone &zone)
{
    const QString null = QStringLiteral("NULL");
    if (cells.isNull(row))
        return null;
    if (const auto json = jsonLine(cells, row, zone))
        return *json;
    const QString text = core::printableLine(cells.displayText(row, zone));
    // Quotes for the text NULL, and one more pair for what looks like it in quotes.
    QStringView inner = text;
    while (inner.size() > null.size() && inner.startsWith(u'"') && inner.endsWith(u'"'))
        inner = inner.sliced(1).chopped(1);
    return inner == null ? u'"' + text + u'"' : text;
}

void writeTable(const records::RecordBatch &rows, const TableWidths &widths, const records::Zone &zone,
                const std::function<void(std::string_view)> &sink, qsizetype maxRows)
{
    QStringList header;
    QList<int> rightAligned;
    for (qsizetype i = 0; i < rows.columnCount(); ++i) {
        header.append(rows.column(i).name);
        if (rows.column(i).type.isNumeric())
            rightAligned.append(int(i));
    }
    const qsizetype count = std::min(rows.rowCount(), maxRows);
    const auto cellAt = [&](qsizetype column, qsizetype row) {
        return fitted(cellText(rows.vector(column), row, zone), widths.cell);
    };
    Layout layout(header, widths);
    for (qsizetype column = 0; column < rows.columnCount(); ++column) {
        for (qsizetype row = 0; row < count; ++row)
            layout.measure(column, cellAt(column, row));
    }
    QByteArray piece = layout.headLines(rightAligned).toUtf8() + '\n';
    const auto flush = [&] {
        sink({piece.constData(), size_t(piece.size())});
        piece.clear();
    };
    for (qsizetype row = 0; row < count; ++row) {
        QStringList cells;
        for (qsizetype column = 0; column < rows.columnCount(); ++column)
            cells.append(cellAt(column, row));
        piece += layout.line(cells, rightAligned).toUtf8() + '\n';
        if (piece.size() >= pieceBytes)
            flush();
    }
    flush();
}

} // namespace isthmus::app
