// SPDX-License-Identifier: GPL-3.0-or-later
#include "valuetext.h"

#include <isthmus/core/printable.h>
#include <isthmus/records/arraybounds.h>
#include <isthmus/records/jsontext.h>
#include <isthmus/records/nestedinstants.h>
#include <isthmus/records/rowtext.h>

#include <QHash>
#include <QSet>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>

namespace isthmus::records {

namespace {

using Base = catalog::DataType::Base;

constexpr size_t pieceBytes = 64 * 1024;

QByteArrayView viewOf(const std::string &text)
{
    return {text.data(), qsizetype(text.size())};
}

template <typename Float>
void appendJsonFloat(std::string &out, Float value)
{
    if (std::isfinite(value))
        appendNumber(out, value);
    else if (std::isnan(value))
        out += "\"NaN\"";
    else
        out += value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
}

void appendJsonText(std::string &out, const ColumnVector &cells, qsizetype row, const Zone &zone)
{
    if (cells.storage() == Storage::Bytes && cells.type().base != Base::Binary) {
        appendJsonString(out, cells.bytesAt(row));
        return;
    }
    std::string text;
    appendValueText(text, cells, row, zone);
    appendJsonString(out, viewOf(text));
}

// Collects text and hands it on in pieces.
class PieceWriter {
public:
    explicit PieceWriter(const TextSink &sink) : m_sink(sink) { text.reserve(pieceBytes + pieceBytes / 4); }

    /// False if the sink wants no more.
    bool flushFull() { return text.size() < pieceBytes || flush(); }
    bool flush()
    {
        const bool wantsMore = text.empty() || m_sink(text);
        text.clear();
        return wantsMore;
    }

    std::string text;

private:
    const TextSink &m_sink;
};

void appendField(std::string &out, std::string_view field, char delimiter)
{
    const auto isSpecial = [delimiter](char c) { return c == delimiter || c == '"' || c == '\n' || c == '\r'; };
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    const bool needsQuotes = field.empty() || isBlank(field.front()) || isBlank(field.back())
        || std::any_of(field.begin(), field.end(), isSpecial);
    if (!needsQuotes) {
        out += field;
        return;
    }
    out += '"';
    for (const char c : field) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

bool writeDelimited(const RecordBatch &batch, const RowSelection &selection, char delimiter, PieceWriter &writer)
{
    const Zone zone = selection.zone.value_or(batch.zone());
    const auto addLine = [&](auto &&addField) {
        bool isFirst = true;
        for (const int column : selection.columns) {
            if (!isFirst)
                writer.text += delimiter;
            isFirst = false;
            addField(column);
        }
        writer.text += '\n';
    };
    std::string field;
    addLine([&](int column) {
        const QByteArray name = batch.column(column).name.toUtf8();
        appendField(writer.text, {name.constData(), size_t(name.size())}, delimiter);
    });
    for (const int row : selection.rows) {
        addLine([&](int column) {
            const auto &cells = batch.vector(column);
            if (cells.isNull(row))
                return;
            field.clear();
            appendValueText(field, cells, row, zone);
            appendField(writer.text, field, delimiter);
        });
        if (!writer.flushFull())
            return false;
    }
    return true;
}

bool writeJson(const RecordBatch &batch, const RowSelection &selection, PieceWriter &writer)
{
    const Zone zone = selection.zone.value_or(batch.zone());
    QList<catalog::Column> columns;
    for (const int column : selection.columns)
        columns.append(batch.column(column));
    std::vector<std::string> names;
    for (const QString &name : distinctNames(columns)) {
        auto &text = names.emplace_back();
        appendJsonString(text, name.toUtf8());
        text += ": ";
    }
    writer.text += '[';
    bool isFirst = true;
    for (const int row : selection.rows) {
        writer.text += isFirst ? "\n  {" : ",\n  {";
        isFirst = false;
        for (qsizetype i = 0; i < selection.columns.size(); ++i) {
            if (i > 0)
                writer.text += ", ";
            writer.text += names[size_t(i)];
            appendJsonValue(writer.text, batch.vector(selection.columns.at(i)), row, zone);
        }
        writer.text += '}';
        if (!writer.flushFull())
            return false;
    }
    writer.text += isFirst ? "]" : "\n]";
    return true;
}

bool isWordByte(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80;
}

// Source: CommonMark 0.30, 2.4 (backslash escapes), 6.2 (an underscore within a word emphasizes nothing); GitHub
// Flavored Markdown 0.29, 4.10 (tables: a pipe ends a cell also inside of code).
void appendMarkdown(std::string &out, std::string_view text)
{
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool isAtEdge = i == 0 || i + 1 == text.size();
        switch (c) {
        case '\\':
        case '`':
        case '*':
        case '[':
        case ']':
        case '<':
        case '>':
        case '&':
        case '|':
        case '~':
        case '$':
            out += '\\';
            out += c;
            break;
        case '_':
            if (isAtEdge || !isWordByte(text[i - 1]) || !isWordByte(text[i + 1]))
                out += '\\';
            out += c;
            break;
        case '\r':
            if (i + 1 < text.size() && text[i + 1] == '\n')
                break;
            [[fallthrough]];
        case '\n':
            out += "<br>";
            break;
        case ' ': // browsers drop blanks at an edge and all but one between words
            out += isAtEdge || text[i - 1] == ' ' ? "&nbsp;" : " ";
            break;
        default:
            if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F)
                out += "\\" + core::codePointEscape(char32_t(static_cast<unsigned char>(c))).toStdString();
            else
                out += c;
        }
    }
}

bool writeMarkdown(const RecordBatch &batch, const RowSelection &selection, PieceWriter &writer)
{
    const Zone zone = selection.zone.value_or(batch.zone());
    const auto addLine = [&](auto &&addCell) {
        writer.text += '|';
        for (const int column : selection.columns) {
            writer.text += ' ';
            addCell(column);
            writer.text += " |";
        }
        writer.text += '\n';
    };
    addLine([&](int column) { appendMarkdown(writer.text, batch.column(column).name.toStdString()); });
    addLine([&](int column) { writer.text += batch.column(column).type.isNumeric() ? "--:" : "---"; });
    std::string cell;
    for (const int row : selection.rows) {
        addLine([&](int column) {
            const auto &cells = batch.vector(column);
            if (cells.isNull(row)) {
                writer.text += "*NULL*";
                return;
            }
            cell.clear();
            appendValueText(cell, cells, row, zone);
            appendMarkdown(writer.text, cell);
        });
        if (!writer.flushFull())
            return false;
    }
    return true;
}

} // namespace

void appendJsonValue(std::string &out, const ColumnVector &cells, qsizetype row, const Zone &zone)
{
    if (cells.isNull(row)) {
        out += "null";
        return;
    }
    switch (cells.storage()) {
    case Storage::Bool:
        out += cells.boolAt(row) ? "true" : "false";
        return;
    case Storage::Int64:
        if (!cells.type().isNumeric())
            break; // dates and intervals
        appendNumber(out, cells.int64At(row));
        return;
    case Storage::Float:
        appendJsonFloat(out, cells.floatAt(row));
        return;
    case Storage::Double:
        appendJsonFloat(out, cells.doubleAt(row));
        return;
    case Storage::Bytes: {
        const QByteArrayView bytes = cells.bytesAt(row);
        const catalog::DataType &type = cells.type();
        if (type.base == Base::Decimal && isJsonNumber(bytes)) {
            out.append(bytes.data(), size_t(bytes.size()));
            return;
        }
        if (!holdsJson(type))
            break;
        const QByteArrayView json = type.isNested() ? withoutArrayBounds(bytes) : bytes; // JSON has no place for them
        const bool isRewritten = type.isNested() && holdsInstants(type);
        const QByteArray rewritten = isRewritten ? withInstantsIn(zone, json, type) : QByteArray();
        if (appendJson(out, isRewritten ? QByteArrayView(rewritten) : json) == JsonCopied::Whole)
            return;
        break;
    }
    case Storage::Timestamp:
        break;
    }
    appendJsonText(out, cells, row, zone);
}

QStringList distinctNames(const QList<catalog::Column> &columns)
{
    QSet<QString> taken;
    for (const auto &column : columns)
        taken.insert(column.name);
    QStringList names;
    QSet<QString> used;
    QHash<QString, int> lastNumbers; // thousands of equal names, as a server may send, do not each begin at 2
    for (const auto &column : columns) {
        QString name = column.name;
        int &last = lastNumbers[column.name];
        while (used.contains(name) || (name != column.name && taken.contains(name))) {
            last = std::max(last, 1) + 1;
            name = QStringLiteral("%1_%2").arg(column.name).arg(last);
        }
        used.insert(name);
        names.append(name);
    }
    return names;
}

RowSelection wholeOf(const RecordBatch &batch)
{
    RowSelection selection{QList<int>(batch.rowCount()), QList<int>(batch.columnCount())};
    std::iota(selection.rows.begin(), selection.rows.end(), 0);
    std::iota(selection.columns.begin(), selection.columns.end(), 0);
    return selection;
}

bool writeRows(const RecordBatch &batch, const RowSelection &selection, RowFormat format, const TextSink &sink)
{
    PieceWriter writer(sink);
    const auto write = [&] {
        switch (format) {
        case RowFormat::Csv:
            return writeDelimited(batch, selection, ',', writer);
        case RowFormat::Tsv:
            return writeDelimited(batch, selection, '\t', writer);
        case RowFormat::Json:
            return writeJson(batch, selection, writer) && (writer.text += '\n', true);
        case RowFormat::Markdown:
            break;
        }
        return writeMarkdown(batch, selection, writer);
    };
    return write() && writer.flush();
}

} // namespace isthmus::records
