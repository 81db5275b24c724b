// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/cutcells.h>
#include <isthmus/records/recordbatch.h>

#include <QByteArray>
#include <QString>

namespace isthmus::models {

/// Which rows of a batch a text that somebody types picks out. No SQL, and no server is asked.
///
/// "abc": rows in which a value contains it, as the value is shown, whatever the case. "fee: abc": in that column only.
/// "is null" and "is empty", alone or behind a column, pick NULL and the empty string, which no other text finds;
/// "\"is null\"", in quotes, is text. What stands before a colon and names no column is text too. Of a value that is
/// cut, what is there is looked at. A value; const members from any thread.
class RowFilter {
public:
    RowFilter() = default; ///< all rows
    RowFilter(const QString &text, const QList<catalog::Column> &columns);

    [[nodiscard]] bool isEmpty() const { return m_what == What::All; } ///< it picks all rows
    /// \a zone: that instants are shown in.
    [[nodiscard]] bool picks(const records::RecordBatch &batch, qsizetype row, const records::CutCells &cuts,
                             const records::Zone &zone) const;

private:
    enum class What : quint8 { All, Text, Null, Empty };

    void takeText(QStringView text);
    [[nodiscard]] bool picksCell(const records::RecordBatch &batch, qsizetype row, qsizetype column,
                                 const records::CutCells &cuts, const records::Zone &zone) const;
    [[nodiscard]] bool isIn(const records::ColumnVector &cells, qsizetype row, const records::Zone &zone) const;

    What m_what = What::All;
    qsizetype m_column = -1; // -1: any
    QString m_text;
    QByteArray m_plain; // the same in lower case, if it is ASCII
};

} // namespace isthmus::models
