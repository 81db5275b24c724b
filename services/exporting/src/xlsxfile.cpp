// SPDX-License-Identifier: GPL-3.0-or-later
#include "xlsxfile.h"

#include "exportingtext.h"
#include "sheetrows.h"

#include <isthmus/core/sentences.h>
#include <isthmus/records/timetext.h>

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>

namespace isthmus::exporting {

namespace {

using core::Error;
using records::Storage;

// Days since 1970-01-01 of a sheet's day 61, 1900-03-01: before it a sheet counts a 29th of February that was none.
constexpr int64_t firstDay = -25'508;
constexpr int64_t dayZero = -25'569; // 1899-12-30
constexpr int64_t lastDay = 2'932'896; // 9999-12-31
constexpr int64_t daySeconds = 86'400;
constexpr int32_t nanosPerMilli = 1'000'000;
constexpr int mostDigits = 15;
constexpr int mostColumns = 16'384;

bool isSheetDay(int64_t day)
{
    return day >= firstDay && day <= lastDay;
}

// What errno is where a disk takes no more; else it may be of anything that the library tried.
bool isOfDisk(int errnum)
{
    return errnum == ENOSPC || errnum == EDQUOT || errnum == EFBIG || errnum == EIO;
}

// 0, or errno of why \a bytes have no room: the library copies the rows once more, and does not look whether it could.
// The file \a path, which it writes then, is made for that and left empty.
int roomFor(const QString &path, qint64 bytes)
{
    constexpr qint64 frame = 4096; // around the rows of a sheet
    const int fd = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno;
    int errnum = ::fallocate(fd, 0, 0, bytes + frame) == 0 ? 0 : errno;
    if (!isOfDisk(errnum))
        errnum = 0; // the file system cannot tell
    if (::ftruncate(fd, 0) != 0 && errnum == 0)
        errnum = errno;
    ::close(fd);
    return errnum;
}

// What the library says for itself.
Error libraryError(const QString &file, int error)
{
    Error told = fileError(file, 0);
    told.message =
        core::said("Exporting", QT_TRANSLATE_NOOP("Exporting", "The workbook %1 could not be made.")).arg(file);
    told.detail = QString::fromUtf8(lxw_strerror(lxw_error(error)));
    return told;
}

} // namespace

bool fitsSheetNumber(const QString &text)
{
    int digits = 0;
    int zeros = 0; // at the end, which may be left out if they stand behind a point
    bool hasPoint = false;
    for (const QChar c : text) {
        if (c == u'e' || c == u'E')
            break;
        if (c == u'.') {
            hasPoint = true;
        } else if (c.isDigit()) {
            if (digits > 0 || c != u'0')
                ++digits;
            zeros = c == u'0' ? zeros + 1 : 0;
        } else if (c != u'-' && c != u'+') {
            return false; // NaN and the infinities
        }
    }
    return digits - (hasPoint ? std::min(zeros, digits) : 0) <= mostDigits;
}

XlsxFile::XlsxFile(const QString &file, const QString &path)
    : m_file(file), m_path(path), m_folder(QFile::encodeName(QFileInfo(path).absolutePath()))
{
}

XlsxFile::~XlsxFile()
{
    if (!m_book)
        return;
    // What was not finished: libxlsxwriter 1.1.4 leaves its temporary file open, which keeps the room on the disk.
    if (m_sheet && m_sheet->optimize_tmpfile)
        std::fclose(m_sheet->optimize_tmpfile);
    lxw_workbook_free(m_book);
}

core::Result<core::Done> XlsxFile::begin(const records::RecordBatch &rows)
{
    if (rows.columnCount() > mostColumns)
        return core::fail(
            core::ErrorKind::Invalid,
            core::said("Exporting", QT_TRANSLATE_NOOP("Exporting", "A sheet holds %1 columns, and the table has %2."))
                .arg(mostColumns)
                .arg(rows.columnCount()));
    // Rows go to a temporary file at once: memory is for one of them.
    lxw_workbook_options options = {};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = m_folder.data();
    errno = 0;
    m_book = workbook_new_opt(QFile::encodeName(m_path).constData(), &options);
    m_sheet = m_book ? workbook_add_worksheet(m_book, nullptr) : nullptr;
    if (!m_sheet)
        return core::fail(fileError(m_file, errno));
    m_title = workbook_add_format(m_book);
    format_set_bold(m_title);
    m_date = workbook_add_format(m_book);
    format_set_num_format(m_date, "yyyy-mm-dd");
    m_time = workbook_add_format(m_book);
    format_set_num_format(m_time, "yyyy-mm-dd hh:mm:ss.000");
    m_blank = workbook_add_format(m_book);
    m_right = workbook_add_format(m_book);
    format_set_align(m_right, LXW_ALIGN_RIGHT);
    worksheet_freeze_panes(m_sheet, 1, 0);
    for (qsizetype column = 0; column < rows.columnCount(); ++column)
        worksheet_write_string(m_sheet, 0, lxw_col_t(column), rows.column(column).name.toUtf8().constData(), m_title);
    return core::Done{};
}

core::Result<core::Done> XlsxFile::write(const records::RecordBatch &rows)
{
    if (!m_book) {
        if (auto begun = begin(rows); !begun)
            return begun;
    }
    for (qsizetype row = 0; row < rows.rowCount(); ++row) {
        if (m_rows == mostRows) {
            m_isFull = true;
            return core::Done{};
        }
        for (qsizetype column = 0; column < rows.columnCount(); ++column) {
            const int error = writeCell(rows, row, column);
            if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
                return core::fail(
                    core::ErrorKind::Invalid,
                    core::said("Exporting",
                               QT_TRANSLATE_NOOP("Exporting",
                                                 "Row %1 has a value of %2 that is longer than a cell of a sheet holds "
                                                 "(32,767 characters)."))
                        .arg(m_rows + 1)
                        .arg(rows.column(column).name),
                    core::said("Exporting", QT_TRANSLATE_NOOP("Exporting", "Export as CSV or JSON lines.")));
            if (error == LXW_ERROR_PARAMETER_VALIDATION)
                return core::fail(
                    core::ErrorKind::Invalid,
                    core::said(
                        "Exporting",
                        QT_TRANSLATE_NOOP("Exporting", "Row %1 has a value of %2 that no cell of a sheet can hold."))
                        .arg(m_rows + 1)
                        .arg(rows.column(column).name),
                    core::said("Exporting", QT_TRANSLATE_NOOP("Exporting", "Export as CSV or JSON lines.")));
            if (error != LXW_NO_ERROR)
                return core::fail(libraryError(m_file, error));
        }
        ++m_rows;
    }
    if (const int errnum = spool(); errnum != 0)
        return core::fail(fileError(m_file, errnum));
    return core::Done{};
}

// The library does not look whether it took them, and would go on until the last row.
int XlsxFile::spool() const
{
    errno = 0;
    if (std::fflush(m_sheet->optimize_tmpfile) == 0 && std::ferror(m_sheet->optimize_tmpfile) == 0)
        return 0;
    return errno != 0 ? errno : ENOSPC;
}

int XlsxFile::writeCell(const records::RecordBatch &rows, qsizetype row, qsizetype column)
{
    const records::ColumnVector &cells = rows.vector(column);
    const auto at = lxw_row_t(m_rows + 1);
    const auto place = lxw_col_t(column);
    using Base = catalog::DataType::Base;
    if (cells.isNull(row)) // a row of nothing else is a row all the same
        return column == 0 ? worksheet_write_blank(m_sheet, at, place, m_blank) : LXW_NO_ERROR;
    if (cells.storage() == Storage::Bool)
        return worksheet_write_boolean(m_sheet, at, place, int(cells.boolAt(row)), nullptr);
    if (cells.type().base == Base::Date && isSheetDay(cells.int64At(row)))
        return worksheet_write_number(m_sheet, at, place, double(cells.int64At(row) - dayZero), m_date);
    if (cells.type().base == Base::TimestampNtz) {
        const records::Timestamp time = cells.timestampAt(row);
        const auto day = int64_t(std::floor(double(time.seconds) / double(daySeconds)));
        if (isSheetDay(day) && time.nanos % nanosPerMilli == 0) {
            const double ofDay =
                (double(time.seconds - day * daySeconds) + double(time.nanos) / 1e9) / double(daySeconds);
            return worksheet_write_number(m_sheet, at, place, double(day - dayZero) + ofDay, m_time);
        }
    }
    const QString text = cells.displayText(row, rows.zone());
    if (cells.type().isNumeric() && fitsSheetNumber(text))
        return worksheet_write_number(m_sheet, at, place, text.toDouble(), nullptr);
    const QByteArray utf8 = text.toUtf8();
    if (utf8.contains('\0')) // where the library would end it
        return LXW_ERROR_PARAMETER_VALIDATION;
    return worksheet_write_string(m_sheet, at, place, utf8.constData(), cells.type().isNumeric() ? m_right : nullptr);
}

core::Result<core::Done> XlsxFile::finish()
{
    int errnum = spool();
    if (errnum == 0)
        errnum = roomFor(m_path, ::ftello(m_sheet->optimize_tmpfile));
    if (errnum != 0)
        return core::fail(fileError(m_file, errnum));
    errno = 0;
    const lxw_error error = workbook_close(m_book);
    m_errnum = isOfDisk(errno) ? errno : 0;
    m_book = nullptr; // closed also where that failed
    if (error != LXW_NO_ERROR)
        return core::fail(m_errnum != 0 ? fileError(m_file, m_errnum) : libraryError(m_file, error));
    QFile written(m_path);
    errno = 0;
    if (!written.open(QIODevice::ReadOnly) || (::fsync(written.handle()) != 0 && errno != EINVAL))
        return core::fail(fileError(m_file, errno));
    return core::Done{};
}

core::Result<std::optional<qint64>> XlsxFile::countAgain() const
{
    const auto rows = countSheetRows(m_path);
    if (!rows) // the library says that all is well where its temporary files were cut
        return core::fail(fileError(m_file, m_errnum != 0 ? m_errnum : ENOSPC));
    return std::optional<qint64>(*rows - 1); // without the titles
}

} // namespace isthmus::exporting
