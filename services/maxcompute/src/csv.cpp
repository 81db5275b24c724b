// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv.h"

#include "nestedform.h"

#include <isthmus/records/nestedinstants.h>
#include <isthmus/wire/valuetext.h>

#include <QCoreApplication>
#include <QHash>

#include <optional>
#include <vector>

namespace isthmus::maxcompute {

namespace {

constexpr qsizetype maxColumns = 10'000;
constexpr qsizetype maxCells = 2'000'000; // that are kept: an empty one takes a byte to send and many here

using Cell = std::optional<QByteArray>; // empty: NULL
using Row = std::vector<Cell>;

enum class Ended : quint8 { Line, Text, Nothing, OpenQuote };

// Takes one row after another from the text.
class RowScanner {
public:
    explicit RowScanner(const QByteArray &text) : m_text(text) { }

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
                row.push_back(std::move(cell));
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
        if (m_pos < m_text.size() && m_text[m_pos] == '"')
            return takeQuoted(cell.emplace());
        const qsizetype begin = m_pos;
        while (m_pos < m_text.size() && m_text[m_pos] != ',' && m_text[m_pos] != '\n' && m_text[m_pos] != '\r')
            ++m_pos;
        const QByteArrayView text = QByteArrayView(m_text).sliced(begin, m_pos - begin);
        if (text != "\\N")
            cell = text.toByteArray();
        return true;
    }

    bool takeQuoted(QByteArray &text)
    {
        ++m_pos;
        while (m_pos < m_text.size()) {
            const qsizetype quote = m_text.indexOf('"', m_pos);
            if (quote < 0)
                return false;
            text += QByteArrayView(m_text).sliced(m_pos, quote - m_pos);
            m_pos = quote + 1;
            if (m_pos >= m_text.size() || m_text[m_pos] != '"')
                return true;
            text += '"';
            ++m_pos;
        }
        return false;
    }

    const QByteArray &m_text;
    qsizetype m_pos = 0;
};

QList<catalog::Column> headed(const Row &header, const QList<catalog::Column> &known)
{
    QHash<QString, qsizetype> places;
    for (qsizetype i = known.size() - 1; i >= 0; --i)
        places.insert(known.at(i).name.toCaseFolded(), i); // the first of equal names stays
    QList<catalog::Column> columns;
    for (const Cell &cell : header) {
        const QString name = QString::fromUtf8(cell.value_or(QByteArray()));
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
bool fill(records::ColumnVector &vector, const std::vector<Row> &rows, size_t column, const records::Zone &zone)
{
    vector.reserve(qsizetype(rows.size()));
    for (const Row &row : rows) {
        const Cell &cell = row[column];
        if (!cell || (cell->isEmpty() && vector.storage() != records::Storage::Bytes))
            vector.appendNull();
        else if (!appendCell(vector, *cell, zone))
            return false;
    }
    return true;
}

} // namespace

core::Result<CsvRows> parseCsv(const QByteArray &text, const QList<catalog::Column> &columns, const records::Zone &zone,
                               qint64 maxRows, bool isCutOff, const QList<CellCut> &cuts)
{
    const auto broken = [](const QString &detail) {
        return core::fail(core::ErrorKind::Protocol,
                          QCoreApplication::translate("MaxCompute", "The rows that the server sent cannot be read."),
                          {}, {}, detail);
    };
    RowScanner scanner(text);
    Row header;
    const Ended headerEnd = scanner.next(header);
    if (headerEnd == Ended::Nothing || headerEnd == Ended::OpenQuote || qsizetype(header.size()) > maxColumns)
        return broken(QStringLiteral("no header line"));

    std::vector<Row> rows;
    bool isTruncated = isCutOff;
    for (Row row;;) {
        const Ended end = scanner.next(row);
        if (end == Ended::Nothing)
            break;
        if (isCutOff && (end == Ended::OpenQuote || end == Ended::Text))
            break;
        if (end == Ended::OpenQuote || row.size() != header.size())
            return broken(
                QStringLiteral("row %1 has %2 cells of %3").arg(rows.size() + 1).arg(row.size()).arg(header.size()));
        if (qint64(rows.size()) == maxRows || qsizetype((rows.size() + 1) * row.size()) > maxCells) {
            isTruncated = true;
            break;
        }
        rows.push_back(std::move(row));
    }

    QList<catalog::Column> typed = headed(header, columns);
    const auto isText = [](catalog::DataType::Base base) {
        using Base = catalog::DataType::Base;
        return base == Base::String || base == Base::VarChar || base == Base::Char;
    };
    for (const CellCut &cut : cuts) {
        if (cut.row > 0 && cut.row <= qint64(rows.size()) && !isText(typed.at(cut.column).type.base))
            rows[size_t(cut.row - 1)][size_t(cut.column)].reset();
    }
    bool hasAmbiguous = false;
    for (qsizetype c = 0; c < typed.size(); ++c) {
        records::ColumnVector trial(typed.at(c).type);
        if (fill(trial, rows, size_t(c), zone))
            continue;
        hasAmbiguous = hasAmbiguous || typed.at(c).type.isNested(); // nothing else of one is refused
        typed[c].type = catalog::parseMaxComputeType(u"STRING");
    }
    CsvRows result{records::RecordBatch(typed), isTruncated, {}, hasAmbiguous};
    for (qsizetype c = 0; c < typed.size(); ++c)
        fill(result.rows.vector(c), rows, size_t(c), zone);
    for (const CellCut &cut : cuts) {
        if (cut.row > 0 && cut.row <= qint64(rows.size()))
            result.cuts.note(cut.row - 1, cut.column, cut.bytes);
    }
    result.rows.setZone(zone);
    return result;
}

} // namespace isthmus::maxcompute
