// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <map>
#include <optional>
#include <utility>

namespace isthmus::records {

class RecordBatch;

/// Which cells of a record batch hold the beginning of a value only, or NULL in its place: such a cell must never be
/// taken for the value. A value; few cells.
class CutCells {
public:
    /// Whole the value has \a bytes.
    void note(qsizetype row, qsizetype column, qint64 bytes) { m_bytes.insert_or_assign({row, column}, bytes); }
    /// How long the value is that is cut; nothing for one that is whole.
    [[nodiscard]] std::optional<qint64> bytesOf(qsizetype row, qsizetype column) const
    {
        const auto found = m_bytes.find({row, column});
        return found == m_bytes.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] bool isEmpty() const { return m_bytes.empty(); }

    friend bool operator==(const CutCells &, const CutCells &) = default;

private:
    std::map<std::pair<qsizetype, qsizetype>, qint64> m_bytes; // by row and column
};

/// Whether \a batch begins with the first \a rows rows of \a other: the same columns, and the same values in them.
/// Pure; any thread.
[[nodiscard]] bool beginsAlike(const RecordBatch &batch, const RecordBatch &other, qsizetype rows);

} // namespace isthmus::records
