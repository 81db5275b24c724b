// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/recordbatch.h>

#include <QJsonArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <limits>

namespace isthmus::app {

/// Rows of text in aligned columns, as a terminal shows them.
class TextTable {
public:
    explicit TextTable(QStringList header) : m_header(std::move(header)) { }

    void setRightAligned(int column) { m_rightAligned.append(column); }
    void append(const QStringList &cells) { m_rows.append(cells); }
    /// Header, a line, the rows; control characters in cells are written as escapes. No line ends in blanks.
    [[nodiscard]] QString toString() const;

private:
    QStringList m_header;
    QList<QStringList> m_rows;
    QList<int> m_rightAligned;
};

/// The first \a maxRows rows; numbers right-aligned, NULL as NULL, instants in \a zone.
[[nodiscard]] QString rowsAsText(const records::RecordBatch &rows, const records::Zone &zone,
                                 qsizetype maxRows = std::numeric_limits<qsizetype>::max());

/// An array of objects, one per row. Integers beyond 2^53 and decimals are text, so that no digit is lost; NULL is
/// null, nested values are JSON, everything else is as it is shown. A column name that occurs again gets "_2", "_3" ….
[[nodiscard]] QJsonArray rowsAsJson(const records::RecordBatch &rows, const records::Zone &zone);

} // namespace isthmus::app
