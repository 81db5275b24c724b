// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "output.h"

#include <isthmus/records/recordbatch.h>

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <limits>
#include <memory>

namespace isthmus::app {

/// How wide the cells of a table may be, in columns of a terminal.
struct TableWidths {
    int cell = std::numeric_limits<int>::max(); ///< wider ones are cut and end in "…"
    int padding = 200; ///< a column is filled up to it; a wider cell pushes the rest of its own line only

    /// Where a table goes: on a terminal cells are cut at its width, and at 100; files and pipes get all of them.
    [[nodiscard]] static TableWidths of(const Output &output);
};

/// Rows of text in aligned columns, as a terminal shows them.
class TextTable {
public:
    explicit TextTable(QStringList header) : m_header(std::move(header)) { }

    void setRightAligned(int column) { m_rightAligned.append(column); }
    void append(const QStringList &cells) { m_rows.append(cells); }
    /// Header, a line, the rows, each in one line: core::printableLine(). No line ends in blanks, or in a line feed.
    [[nodiscard]] QString toString(const TableWidths &widths = {}) const;

private:
    QStringList m_header;
    QList<QStringList> m_rows;
    QList<int> m_rightAligned;
};

/// The same for rows that come one after the other and may be many: those that come first decide how wide the columns
/// are, and each is printed once that is decided. A wider cell pushes the rest of its own line.
class FlowingTable {
public:
    /// \a sink gets whole lines of UTF-8.
    FlowingTable(const QStringList &header, const QList<int> &rightAligned, const TableWidths &widths,
                 std::function<void(std::string_view)> sink);
    ~FlowingTable();
    FlowingTable(const FlowingTable &) = delete;
    FlowingTable &operator=(const FlowingTable &) = delete;

    void append(const QStringList &cells);
    void finish(); ///< once, after the last row

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// A value as a cell: one line; NULL is NULL, and the text NULL is in quotes; instants in \a zone.
[[nodiscard]] QString cellText(const records::ColumnVector &cells, qsizetype row, const records::Zone &zone);

/// The first \a maxRows rows as a table, in pieces; numbers right-aligned, instants in \a zone. Needs no memory beyond
/// the batch's own.
void writeTable(const records::RecordBatch &rows, const TableWidths &widths, const records::Zone &zone,
                const std::function<void(std::string_view)> &sink,
                qsizetype maxRows = std::numeric_limits<qsizetype>::max());

} // namespace isthmus::app
