// SPDX-License-Identifier: GPL-3.0-or-later
#include "cellcutter.h"

#include <algorithm>

namespace isthmus::maxcompute {

namespace {

// Bytes at the end of \a text, of its last \a count, that begin a character of UTF-8 and do not end it.
qsizetype unfinishedBytes(const QByteArray &text, qsizetype count)
{
    constexpr qsizetype longest = 4;
    for (qsizetype back = 1; back <= std::min(count, longest - 1); ++back) {
        const auto byte = static_cast<unsigned char>(text.at(text.size() - back));
        if ((byte & 0xC0) == 0x80)
            continue; // a later byte of one
        const qsizetype whole = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
        return back < whole ? back : 0;
    }
    return 0;
}

} // namespace

void CellCutter::feed(QByteArrayView bytes, QByteArray &out)
{
    for (const char c : bytes)
        take(c, out);
}

void CellCutter::take(char c, QByteArray &out)
{
    const bool isSecondOfLineEnd = m_isAfterReturn && c == '\n' && m_state == State::Begin && m_column == 0;
    m_isAfterReturn = false;
    if (isSecondOfLineEnd) {
        out += c;
        return;
    }
    if (m_state == State::Quoted) {
        if (c == '"')
            m_state = State::Quote;
        else
            keep(QByteArrayView(&c, 1), out);
        return;
    }
    if (m_state == State::Quote && c == '"') {
        keep("\"\"", out);
        m_state = State::Quoted;
        return;
    }
    if (m_state == State::Quote) {
        endValue(out);
        out += '"';
        m_state = State::AfterQuotes;
    }
    if (c == ',' || c == '\n' || c == '\r') {
        endCell(c, out);
        return;
    }
    if (m_state == State::AfterQuotes) {
        out += c; // no CSV of ours: its reader says so
    } else if (m_state == State::Begin && c == '"') {
        out += c;
        m_state = State::Quoted;
    } else {
        m_state = State::Plain;
        keep(QByteArrayView(&c, 1), out);
    }
}

void CellCutter::finish(QByteArray &out)
{
    const bool isInQuotes = m_state == State::Quote;
    endValue(out);
    if (isInQuotes)
        out += '"';
}

// One byte of the value, which may be written as two.
void CellCutter::keep(QByteArrayView piece, QByteArray &out)
{
    if (++m_bytes > m_maxCellBytes)
        return;
    out += piece;
    m_kept += piece.size();
}

void CellCutter::endValue(QByteArray &out)
{
    if (m_bytes > m_maxCellBytes) {
        out.chop(unfinishedBytes(out, m_kept));
        m_cuts.append({m_row, m_column, m_bytes});
    }
    m_bytes = 0;
    m_kept = 0;
}

void CellCutter::endCell(char separator, QByteArray &out)
{
    endValue(out);
    out += separator;
    m_state = State::Begin;
    if (separator == ',') {
        ++m_column;
        return;
    }
    m_column = 0;
    ++m_row;
    m_isAfterReturn = separator == '\r';
}

} // namespace isthmus::maxcompute
