// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/table/rowfilter.h>
#include <isthmus/records/nestedinstants.h>

#include <algorithm>

namespace isthmus::models {

using records::ColumnVector;
using records::RecordBatch;
using records::Storage;

namespace {

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

// Of an ASCII text in lower case: asked of each value, which need not become a QString for it.
bool containsPlain(QByteArrayView text, QByteArrayView wanted)
{
    return std::search(text.begin(), text.end(), wanted.begin(), wanted.end(),
                       [](char a, char b) { return lowered(a) == b; })
        != text.end();
}

bool isKeptAsText(const ColumnVector &cells)
{
    const catalog::DataType &type = cells.type();
    return cells.storage() == Storage::Bytes && type.base != catalog::DataType::Base::Binary
        && !records::holdsInstants(type);
}

struct ColumnPart {
    qsizetype column = -1; // -1: the text names none
    QStringView rest;
};

// A name may hold colons itself: the longest counts, and among those that differ in case the one that is written so.
ColumnPart columnIn(QStringView text, const QList<catalog::Column> &columns)
{
    ColumnPart best{-1, text};
    qsizetype bestLength = 0;
    bool isBestExact = false;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const QString &name = columns.at(i).name;
        if (name.isEmpty() || !text.startsWith(name, Qt::CaseInsensitive))
            continue;
        const QStringView rest = text.sliced(name.size()).trimmed();
        const bool isExact = text.startsWith(name);
        const bool isBetter = name.size() > bestLength || (name.size() == bestLength && isExact && !isBestExact);
        if (!rest.startsWith(u':') || !isBetter)
            continue;
        best = {i, rest.sliced(1).trimmed()};
        bestLength = name.size();
        isBestExact = isExact;
    }
    return best;
}

} // namespace

RowFilter::RowFilter(const QString &text, const QList<catalog::Column> &columns)
{
    const ColumnPart part = columnIn(QStringView(text).trimmed(), columns);
    m_column = part.column;
    takeText(part.rest);
}

void RowFilter::takeText(QStringView text)
{
    if (text.isEmpty())
        return; // of a column whose value is still to be typed too
    const bool isQuoted = text.size() >= 2 && text.startsWith(u'"') && text.endsWith(u'"');
    if (isQuoted)
        text = text.sliced(1, text.size() - 2);
    else if (text.compare(u"is null", Qt::CaseInsensitive) == 0)
        m_what = What::Null;
    if (text.isEmpty() || (!isQuoted && text.compare(u"is empty", Qt::CaseInsensitive) == 0))
        m_what = What::Empty;
    if (m_what != What::All)
        return;
    m_what = What::Text;
    m_text = text.toString();
    if (std::ranges::all_of(m_text, [](QChar c) { return c.unicode() < 0x80; }))
        m_plain = m_text.toLower().toLatin1();
}

bool RowFilter::picks(const RecordBatch &batch, qsizetype row, const records::CutCells &cuts,
                      const records::Zone &zone) const
{
    if (m_what == What::All)
        return true;
    if (m_column >= 0)
        return picksCell(batch, row, m_column, cuts, zone);
    for (qsizetype column = 0; column < batch.columnCount(); ++column) {
        if (picksCell(batch, row, column, cuts, zone))
            return true;
    }
    return false;
}

bool RowFilter::picksCell(const RecordBatch &batch, qsizetype row, qsizetype column, const records::CutCells &cuts,
                          const records::Zone &zone) const
{
    const ColumnVector &cells = batch.vector(column);
    const bool isCut = !cuts.isEmpty() && cuts.bytesOf(row, column); // NULL may stand in its place
    if (m_what == What::Null)
        return cells.isNull(row) && !isCut;
    if (cells.isNull(row))
        return false;
    if (m_what == What::Empty)
        return !isCut && isKeptAsText(cells) && cells.bytesAt(row).isEmpty();
    return isIn(cells, row, zone);
}

bool RowFilter::isIn(const ColumnVector &cells, qsizetype row, const records::Zone &zone) const
{
    if (!isKeptAsText(cells))
        return cells.displayText(row, zone).contains(m_text, Qt::CaseInsensitive);
    if (!m_plain.isEmpty())
        return containsPlain(cells.bytesAt(row), m_plain);
    return QString::fromUtf8(cells.bytesAt(row)).contains(m_text, Qt::CaseInsensitive);
}

} // namespace isthmus::models
