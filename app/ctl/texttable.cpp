// SPDX-License-Identifier: GPL-3.0-or-later
#include "texttable.h"

#include "terminalwidth.h"

#include <isthmus/core/printable.h>
#include <isthmus/records/jsontext.h>
#include <isthmus/records/rowtext.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace isthmus::app {

namespace {

using records::ColumnVector;
using Base = catalog::DataType::Base;

constexpr int maxTerminalCell = 100;
constexpr int minTerminalCell = 20;
constexpr int columnGap = 2;
constexpr qsizetype pieceBytes = 64 * 1024;
constexpr qsizetype decidingRows = 10'000; // of a FlowingTable

QString fitted(const QString &cell, int columns)
{
    return terminalWidth(cell) <= columns ? cell : fittingBegin(cell, columns - 1).toString() + QChar(0x2026);
}

// Appends \a text if it is ASCII that core::printableLine() leaves as it is.
bool appendPlain(QStringView text, QByteArray &out)
{
    const qsizetype begin = out.size();
    out.resize(begin + text.size());
    char *to = out.data() + begin;
    for (const char16_t *from = text.utf16(), *const end = from + text.size(); from != end; ++from) {
        if (*from < 0x20 || *from >= 0x7F || *from == u'\\')
            return false;
        *to++ = char(*from);
    }
    return true;
}

// Column widths, and lines made of cells.
class Layout {
public:
    Layout(const QStringList &header, const QList<int> &rightAligned, const TableWidths &widths)
        : m_limits(widths), m_isRight(size_t(header.size()))
    {
        for (const int column : rightAligned)
            m_isRight[size_t(column)] = true;
        for (const auto &title : header)
            m_header.append(fitted(core::printableLine(title), widths.cell));
        m_widths.resize(header.size());
        measure(m_header);
    }

    void measure(const QStringList &cells)
    {
        for (qsizetype i = 0; i < m_widths.size(); ++i)
            measure(i, cells.at(i));
    }
    void measure(qsizetype column, const QString &cell)
    {
        m_widths[column] = std::max(m_widths.at(column), std::min(terminalWidth(cell), m_limits.padding));
    }

    [[nodiscard]] QString headLines() const
    {
        QStringList rule;
        for (const int width : m_widths)
            rule.append(QString(width, u'-'));
        return line(m_header) + u'\n' + line(rule);
    }

    // Appends the line of \a cells to \a out if all of them are printable ASCII that fits, as most are, without copies
    // of them; otherwise answers false.
    [[nodiscard]] bool appendPlainLine(const QStringList &cells, QByteArray &out) const
    {
        int blanks = 0; // not written yet, since no line ends in them
        for (qsizetype i = 0; i < m_widths.size(); ++i) {
            const QStringView cell = i < cells.size() ? QStringView(cells.at(i)) : QStringView();
            const int missing = std::max(m_widths.at(i) - int(cell.size()), 0);
            blanks += (i > 0 ? columnGap : 0) + (m_isRight[size_t(i)] ? missing : 0);
            if (!cell.isEmpty()) {
                out.append(std::exchange(blanks, 0), ' ');
                if (cell.size() > m_limits.cell || cell.endsWith(u' ') || !appendPlain(cell, out))
                    return false;
            }
            blanks += m_isRight[size_t(i)] ? 0 : missing;
        }
        return true;
    }

    [[nodiscard]] QString line(const QStringList &cells) const
    {
        QString line;
        for (qsizetype i = 0; i < m_widths.size(); ++i) {
            const QString &cell = cells.at(i);
            const int blanks = std::max(m_widths.at(i) - terminalWidth(cell), 0);
            if (i > 0)
                line += QString(columnGap, u' ');
            if (m_isRight[size_t(i)])
                line += QString(blanks, u' ') + cell;
            else
                line += cell + QString(blanks, u' ');
        }
        while (line.endsWith(u' '))
            line.chop(1);
        return line;
    }

private:
    TableWidths m_limits;
    QStringList m_header;
    QList<int> m_widths;
    std::vector<bool> m_isRight;
};

// JSON has escapes of its own: it stays as it is, or becomes the same JSON in one line. Nothing for what is no JSON.
std::optional<QString> jsonLine(const QString &text, const catalog::DataType &type)
{
    std::string json;
    const bool isJson = type.isNested() || type.base == Base::Json || type.base == Base::Jsonb;
    if (!isJson || records::appendJson(json, text.toUtf8()) != records::JsonCopied::Whole)
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
    Layout layout(m_header, m_rightAligned, widths);
    QList<QStringList> rows;
    for (const auto &row : m_rows) {
        QStringList cells;
        for (qsizetype i = 0; i < m_header.size(); ++i)
            cells.append(fitted(core::printableLine(row.value(i)), widths.cell));
        layout.measure(cells);
        rows.append(cells);
    }
    QString text = layout.headLines();
    for (const auto &row : rows)
        text += u'\n' + layout.line(row);
    return text;
}

class FlowingTable::Private {
public:
    Private(const QStringList &header, const QList<int> &rightAligned, const TableWidths &tableWidths,
            std::function<void(std::string_view)> lineSink)
        : widths(tableWidths), columns(header.size()), layout(header, rightAligned, tableWidths),
          sink(std::move(lineSink))
    {
    }

    void print(const QString &lines) const
    {
        const QByteArray bytes = lines.toUtf8() + '\n';
        sink({bytes.constData(), size_t(bytes.size())});
    }

    // The header, and the rows that decided its widths.
    void begin()
    {
        isBegun = true;
        print(layout.headLines());
        for (const QStringList &row : std::as_const(first))
            print(layout.line(row));
        first.clear();
    }

    TableWidths widths;
    qsizetype columns;
    Layout layout;
    std::function<void(std::string_view)> sink;
    QByteArray plainLine;
    QList<QStringList> first;
    bool isBegun = false;
};

FlowingTable::FlowingTable(const QStringList &header, const QList<int> &rightAligned, const TableWidths &widths,
                           std::function<void(std::string_view)> sink)
    : d(std::make_unique<Private>(header, rightAligned, widths, std::move(sink)))
{
}

FlowingTable::~FlowingTable() = default;

void FlowingTable::append(const QStringList &row)
{
    d->plainLine.resize(0);
    if (d->isBegun && d->layout.appendPlainLine(row, d->plainLine)) {
        d->plainLine.append('\n');
        d->sink({d->plainLine.constData(), size_t(d->plainLine.size())});
        return;
    }
    QStringList cells;
    for (qsizetype i = 0; i < d->columns; ++i)
        cells.append(fitted(core::printableLine(row.value(i)), d->widths.cell));
    if (d->isBegun) {
        d->print(d->layout.line(cells));
        return;
    }
    d->layout.measure(cells);
    d->first.append(cells);
    if (d->first.size() >= decidingRows)
        d->begin();
}

void FlowingTable::finish()
{
    if (!d->isBegun)
        d->begin();
}

QString cellText(const ColumnVector &cells, qsizetype row, const records::Zone &zone)
{
    const QString null = QStringLiteral("NULL");
    if (cells.isNull(row))
        return null;
    const QString raw = cells.displayText(row, zone);
    const QString text = core::printableLine(raw);
    if (text != raw) {
        if (const auto json = jsonLine(raw, cells.type()))
            return *json;
    }
    // Quotes for the text NULL, and one more pair for what looks like it in quotes.
    QStringView inner = text;
    while (inner.size() > null.size() && inner.startsWith(u'"') && inner.endsWith(u'"'))
        inner = inner.sliced(1).chopped(1);
    return inner == null ? u'"' + text + u'"' : text;
}

void writeTable(const records::RecordBatch &rows, const TableWidths &widths, const records::Zone &zone,
                const std::function<void(std::string_view)> &sink, qsizetype maxRows)
{
    if (rows.columnCount() == 0)
        return; // their number is told beside the table
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
    Layout layout(header, rightAligned, widths);
    for (qsizetype column = 0; column < rows.columnCount(); ++column) {
        for (qsizetype row = 0; row < count; ++row)
            layout.measure(column, cellAt(column, row));
    }
    QByteArray piece = layout.headLines().toUtf8() + '\n';
    const auto flush = [&] {
        sink({piece.constData(), size_t(piece.size())});
        piece.clear();
    };
    for (qsizetype row = 0; row < count; ++row) {
        QStringList cells;
        for (qsizetype column = 0; column < rows.columnCount(); ++column)
            cells.append(cellAt(column, row));
        piece += layout.line(cells).toUtf8() + '\n';
        if (piece.size() >= pieceBytes)
            flush();
    }
    flush();
}

} // namespace isthmus::app
