// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace isthmus::maxcompute {

/// A cell of which only the beginning was let through.
struct CellCut {
    qint64 row = 0; ///< 0 is the header
    qsizetype column = 0;
    qint64 bytes = 0; ///< of the whole value
};

/// Lets rows of CSV through as they arrive, of each cell at most a number of bytes: what is kept of rows does not grow
/// with what a cell holds. What comes out is CSV with the same rows and cells; a character of UTF-8 is never parted.
/// The form is that of parseCsv().
class CellCutter {
public:
    explicit CellCutter(qsizetype maxCellBytes) : m_maxCellBytes(maxCellBytes) { }

    void feed(QByteArrayView bytes, QByteArray &out);
    void finish(QByteArray &out); ///< the text has ended
    [[nodiscard]] const QList<CellCut> &cuts() const { return m_cuts; } ///< of cells that have ended
    [[nodiscard]] qint64 rowCount() const { return m_row; } ///< lines that have ended, the header too

private:
    enum class State : quint8 { Begin, Plain, Quoted, Quote, AfterQuotes };

    void take(char c, QByteArray &out);
    void keep(QByteArrayView piece, QByteArray &out);
    void endValue(QByteArray &out);
    void endCell(char separator, QByteArray &out);

    qsizetype m_maxCellBytes;
    State m_state = State::Begin;
    qint64 m_row = 0;
    qsizetype m_column = 0;
    qint64 m_bytes = 0; // of the cell so far
    qsizetype m_kept = 0; // of them in the output
    bool m_isAfterReturn = false;
    QList<CellCut> m_cuts;
};

} // namespace isthmus::maxcompute
