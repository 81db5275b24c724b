// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv.h"

#include "nestedform.h"

#include <isthmus/core/sentences.h>
#include <isthmus/records/nestedinstants.h>
#include <isthmus/wire/valuetext.h>

#include <QCoreApplication>
#include <QHash>

#include <vector>

namespace isthmus::maxcompute {

namespace {

constexpr qsizetype maxColumns = 10'000;
constexpr qsizetype maxCells = 2'000'000; // that are kept: an empty one takes a byte to send and many here

// A view into the text: a quoted cell with its quotes, as it stands there. Null: NULL. Results have millions of
// cells, most of them short, and what an array of bytes of its own takes is many times the text.
using Cell = QByteArrayView;
using Row = std::vector<Cell>;

bool isQuoted(Cell cell)
{
    return cell.startsWith('"');
}

// What the cell says; \a unquoted holds it where it does not stand so in the text.
QByteArrayView valueOf(Cell cell, QByteArray &unquoted)
{
    if (!isQuoted(cell))
        return cell;
    const QByteArrayView inside = cell.sliced(1, cell.size() - 2);
    if (!inside.contains('"'))
        return inside;
    unquoted = inside.toByteArray();
    unquoted.replace("\"\"", "\"");
    return unquoted;
}

enum class Ended : quint8 { Line, Text, Nothing, OpenQuote };

// Takes one row after another from the text.
class RowScanner {
public:
    explicit RowScanner(QByteArrayView text) : m_text(text) { }

    /// Text: the row was ended by the end of the text and not by a line break.
    Ended next(Row &row)
    {
        row.clear();
        if (m_pos >= m_text.size())
            return Ended::Nothing;
        for (;;) {
            Cell cell;
            if (!takeCell(cell))
                return Ended::OpenQuote;
            if (qsizetype(row.size()) <= maxColumns) // one more tells that there are too many
                row.push_back(cell);
            if (m_pos >= m_text.size())
                return Ended::Text;
            const char c = m_text[m_pos++];
            if (c == ',')
                continue;
            if (c == '\r' && m_pos < m_text.size() && m_text[m_pos] == '\n')
                ++m_pos;
            return Ended::Line;
        }
    }

private:
    bool takeCell(Cell &cell)
    {
        const qsizetype begin = m_pos;
        if (m_pos < m_text.size() && m_text[m_pos] == '"') {
            if (!skipQuoted())
                return false;
            cell = m_text.sliced(begin, m_pos - begin);
            return true;
        }
        while (m_pos < m_text.size() && m_text[m_pos] != ',' && m_text[m_pos] != '\n' && m_text[m_pos] != '\r')
            ++m_pos;
        cell = m_text.sliced(begin, m_pos - begin);
        if (cell == "\\N")
            cell = {};
        return true;
    }

    bool skipQuoted()
    {
        for (++m_pos; m_pos < m_text.size(); ++m_pos) {
            m_pos = m_text.indexOf('"', m_pos);
            if (m_pos < 0)
                break;
            ++m_pos;
            if (m_pos >= m_text.size() || m_text[m_pos] != '"')
                return true;
        }
        m_pos = m_text.size();
        return false;
    }

    QByteArrayView m_text;
    qsizetype m_pos = 0;
};

// The cells of all rows, one row after the other.
struct Rows {
    qsizetype columns = 0;
    qsizetype count = 0;
    std::vector<Cell> cells;

    Cell &at(qsizetype row, qsizetype column) { return cells[size_t(row * columns + column)]; }
    [[nodiscard]] Cell at(qsizetype row, qsizetype column) const { return cells[size_t(row * columns + column)]; }
};

QList<catalog::Column> headed(const Row &header, const QList<catalog::Column> &known)
{
    QHash<QString, qsizetype> places;
    for (qsizetype i = known.size() - 1; i >= 0; --i)
        places.insert(known.at(i).name.toCaseFolded(), i); // the first of equal names stays
    QList<catalog::Column> columns;
    QByteArray unquoted;
    for (const Cell cell : header) {
        const QString name = QString::fromUtf8(valueOf(cell, unquoted));
        catalog::Column column;
        if (const auto it = places.constFind(name.toCaseFolded()); it != places.cend())
            column = known.at(*it);
        else
            column.type = catalog::parseMaxComputeType(u"STRING");
        column.name = name;
        columns.append(column);
    }
    return columns;
}

bool appendInstant(records::ColumnVector &vector, QByteArrayView text, const records::Zone &zone)
{
    const auto read = records::parseTime(text);
    if (!read)
        return false;
    records::Timestamp value = read->wallTime;
    value.seconds = read->offset ? value.seconds - *read->offset : zone.instantOf(value.seconds);
    vector.appendTimestamp(value);
    return true;
}

// The JSON of an ARRAY, MAP or STRUCT as results in CSV write it: NULL is \N, keys of a MAP may stand without quotes,
// and in quoted text nothing but the quote is escaped. Source: what pyodps 0.13.2 reads (odps/readers.py).
class NestedCsvReader {
public:
    explicit NestedCsvReader(QByteArrayView text) : m_text(text) { }

    QByteArray json()
    {
        while (m_pos < m_text.size()) {
            const char c = m_text[m_pos];
            if (c == '"') {
                quoted();
            } else if (c == ' ') {
                ++m_pos;
            } else if (c == '[' || c == ']' || c == '{' || c == '}' || c == ',' || c == ':') {
                m_out += c;
                ++m_pos;
            } else {
                bare();
            }
        }
        return m_out;
    }

private:
    void quoted()
    {
        m_out += '"';
        for (++m_pos; m_pos < m_text.size() && m_text[m_pos] != '"'; ++m_pos) {
            const char c = m_text[m_pos];
            const bool isQuote = c == '\\' && m_pos + 1 < m_text.size() && m_text[m_pos + 1] == '"';
            if (isQuote) {
                m_out += "\\\"";
                ++m_pos;
            } else if (c == '\\') {
                m_out += "\\\\";
            } else if (c == '\n') {
                m_out += "\\n"; // as all other roads of the client write it
            } else if (static_cast<unsigned char>(c) < 0x20) {
                m_out += "\\u00" + QByteArray::number(c, 16).rightJustified(2, '0');
            } else {
                m_out += c;
            }
        }
        m_out += '"';
        ++m_pos;
    }

    // A number, a truth value, NULL, or the key of a MAP.
    void bare()
    {
        const qsizetype begin = m_pos;
        while (m_pos < m_text.size() && !QByteArrayView(",:]} ").contains(m_text[m_pos]))
            ++m_pos;
        const QByteArrayView token = m_text.sliced(begin, m_pos - begin);
        const bool isKey = m_pos < m_text.size() && m_text[m_pos] == ':';
        if (token == "\\N")
            m_out += "null";
        else if (isKey || token.endsWith("NaN") || token.endsWith("Infinity"))
            m_out += '"' + token.toByteArray() + '"';
        else
            m_out += token;
    }

    QByteArrayView m_text;
    qsizetype m_pos = 0;
    QByteArray m_out;
};

// Whether a text inside has a backslash before a quote or at its end: `\\"` may be either.
bool isAmbiguous(QByteArrayView text)
{
    return text.contains("\\\\\"");
}

// False if the text is no value of the vector's type.
bool appendCell(records::ColumnVector &vector, QByteArrayView text, const records::Zone &zone)
{
    if (records::isInstant(vector.type()))
        return appendInstant(vector, text, zone);
    if (vector.type().isNested()) {
        if (isAmbiguous(text))
            return false;
        QByteArray json = NestedCsvReader(text).json();
        if (hasForeignForm(vector.type()))
            json = inTunnelForm(json, vector.type());
        vector.appendBytes(records::holdsInstants(vector.type())
                               ? records::withInstantsIn(records::Zone(), json, vector.type(), zone)
                               : json);
        return true;
    }
    return wire::appendText(vector, text).has_value();
}

// False if a cell is no value of the vector's type.
bool fill(records::ColumnVector &vector, const Rows &rows, qsizetype column, const records::Zone &zone)
{
    vector.reserve(rows.count);
    QByteArray unquoted;
    for (qsizetype row = 0; row < rows.count; ++row) {
        const Cell cell = rows.at(row, column);
        const QByteArrayView value = valueOf(cell, unquoted);
        if (cell.isNull() || (value.isEmpty() && vector.storage() != records::Storage::Bytes))
            vector.appendNull();
        else if (!appendCell(vector, value, zone))
            return false;
    }
    return true;
}

} // namespace

core::Result<CsvRows> parseCsv(const QByteArray &text, const QList<catalog::Column> &columns, const records::Zone &zone,
                               qint64 maxRows, bool isCutOff, const QList<CellCut> &cuts)
{
    const auto broken = [](const QString &detail) {
        return core::fail(
            core::ErrorKind::Protocol,
            core::said("MaxCompute", QT_TRANSLATE_NOOP("MaxCompute", "The rows that the server sent cannot be read.")),
            {}, {}, detail);
    };
    RowScanner scanner(text);
    Row header;
    const Ended headerEnd = scanner.next(header);
    if (headerEnd == Ended::Nothing || headerEnd == Ended::OpenQuote || qsizetype(header.size()) > maxColumns)
        return broken(QStringLiteral("no header line"));

    Rows rows{qsizetype(header.size()), 0, {}};
    bool isTruncated = isCutOff;
    for (Row row;;) {
        const Ended end = scanner.next(row);
        if (end == Ended::Nothing)
            break;
        if (isCutOff && (end == Ended::OpenQuote || end == Ended::Text))
            break;
        if (end == Ended::OpenQuote || row.size() != header.size())
            return broken(
                QStringLiteral("row %1 has %2 cells of %3").arg(rows.count + 1).arg(row.size()).arg(header.size()));
        if (qint64(rows.count) == maxRows || (rows.count + 1) * rows.columns > maxCells) {
            isTruncated = true;
            break;
        }
        rows.cells.insert(rows.cells.end(), row.begin(), row.end());
        ++rows.count;
    }

    QList<catalog::Column> typed = headed(header, columns);
    const auto isText = [](catalog::DataType::Base base) {
        using Base = catalog::DataType::Base;
        return base == Base::String || base == Base::VarChar || base == Base::Char;
    };
    for (const CellCut &cut : cuts) {
        if (cut.row > 0 && cut.row <= rows.count && !isText(typed.at(cut.column).type.base))
            rows.at(cut.row - 1, cut.column) = {};
    }
    bool hasAmbiguous = false;
    std::vector<records::ColumnVector> vectors;
    vectors.reserve(size_t(typed.size()));
    for (qsizetype c = 0; c < typed.size(); ++c) {
        records::ColumnVector vector(typed.at(c).type);
        if (!fill(vector, rows, c, zone)) {
            hasAmbiguous = hasAmbiguous || typed.at(c).type.isNested(); // nothing else of one is refused
            typed[c].type = catalog::parseMaxComputeType(u"STRING");
            vector = records::ColumnVector(typed.at(c).type);
            fill(vector, rows, c, zone);
        }
        vectors.push_back(std::move(vector));
    }
    CsvRows result{records::RecordBatch(typed), isTruncated, {}, hasAmbiguous};
    for (qsizetype c = 0; c < typed.size(); ++c)
        result.rows.vector(c) = std::move(vectors[size_t(c)]);
    for (const CellCut &cut : cuts) {
        if (cut.row > 0 && cut.row <= rows.count)
            result.cuts.note(cut.row - 1, cut.column, cut.bytes);
    }
    result.rows.setZone(zone);
    return result;
}

} // namespace isthmus::maxcompute
