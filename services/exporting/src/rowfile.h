// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/exporting/exportrows.h>
#include <isthmus/records/insertstatements.h>

#include <memory>

namespace isthmus::exporting {

/// A file of rows that is being written, under a name of its own. Thread: one at a time.
class RowFile {
public:
    /// \a path is new and may be written: errors name the file of the definition, which it becomes. \a into: what
    /// INSERT statements name.
    [[nodiscard]] static std::unique_ptr<RowFile> make(const ExportRows &definition, const QString &path,
                                                       const records::InsertTable &into);
    virtual ~RowFile() = default;

    /// Rows after those before. Errors: Invalid for a value that the format cannot hold; as of fileError() where the
    /// disk is full or fails.
    [[nodiscard]] virtual core::Result<core::Done> write(const records::RecordBatch &rows) = 0;
    /// Writes what is left, and has the disk keep it.
    [[nodiscard]] virtual core::Result<core::Done> finish() = 0;
    /// How many rows of those given the file holds: fewer where the format holds no more.
    [[nodiscard]] qint64 rowCount() const { return m_rows; }
    [[nodiscard]] bool isFull() const { return m_isFull; }
    [[nodiscard]] virtual qint64 byteCount() const = 0; ///< so far
    /// Counts the rows that are in the file, after finish(); nothing of INSERT statements, where only their writer
    /// could tell.
    [[nodiscard]] virtual core::Result<std::optional<qint64>> countAgain() const = 0;

protected:
    qint64 m_rows = 0;
    bool m_isFull = false;
};

/// What to tell when \a file cannot be written because of \a errnum, a value of errno: as core::writeError(), and what
/// is left of it.
[[nodiscard]] core::Error fileError(const QString &file, int errnum);
/// What to tell when \a file was written and cannot be read again, in the system's \a words.
[[nodiscard]] core::Error countError(const QString &file, const QString &words);

} // namespace isthmus::exporting
