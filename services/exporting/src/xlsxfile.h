// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rowfile.h"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace isthmus::exporting {

/// One sheet with a title row. A sheet's numbers have 15 digits and its days begin in 1900: what does not fit is text,
/// with all its digits, and so are NaN, the infinities and points in time with a zone. NULL is a blank cell.
/// Source: Microsoft, "Excel specifications and limits"; libxlsxwriter 1.1.4.
class XlsxFile final : public RowFile {
public:
    /// \a path becomes \a file, which errors name.
    XlsxFile(const QString &file, const QString &path);
    ~XlsxFile() override;

    [[nodiscard]] core::Result<core::Done> write(const records::RecordBatch &rows) override;
    [[nodiscard]] core::Result<core::Done> finish() override;
    [[nodiscard]] qint64 byteCount() const override { return 0; } ///< it is packed at the end
    [[nodiscard]] core::Result<std::optional<qint64>> countAgain() const override;

    static constexpr qint64 mostRows = 1'048'575; ///< below the titles

private:
    [[nodiscard]] core::Result<core::Done> begin(const records::RecordBatch &rows);
    [[nodiscard]] int writeCell(const records::RecordBatch &rows, qsizetype row, qsizetype column);

    /// 0, or errno of what the temporary file of the rows did not take.
    [[nodiscard]] int spool() const;

    QString m_file;
    QString m_path;
    int m_errnum = 0; // of what the disk said last while the workbook was closed
    QByteArray m_folder; // of temporary files
    lxw_workbook *m_book = nullptr;
    lxw_worksheet *m_sheet = nullptr;
    lxw_format *m_title = nullptr;
    lxw_format *m_date = nullptr;
    lxw_format *m_time = nullptr;
    lxw_format *m_right = nullptr;
    lxw_format *m_blank = nullptr;
};

/// Whether a sheet holds the number of this text with all its digits.
[[nodiscard]] bool fitsSheetNumber(const QString &text);

} // namespace isthmus::exporting
