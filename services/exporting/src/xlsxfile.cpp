// SPDX-License-Identifier: GPL-3.0-or-later
#include "xlsxfile.h"

#include "exportingtext.h"
#include "sheetrows.h"

#include <isthmus/records/timetext.h>

#include <QFile>
#include <QFileInfo>

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cmath>

namespace isthmus::exporting {

namespace {

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

XlsxFile::XlsxFile(const QString &path) : m_path(path), m_folder(QFileInfo(path).absolutePath().toLocal8Bit()) { }

XlsxFile::~XlsxFile()
{
    if (m_book)
        lxw_workbook_free(m_book);
}

core::Result<core::Done> XlsxFile::begin(const records::RecordBatch &rows)
{
    if (rows.columnCount() > mostColumns)
        return core::fail(
            core::ErrorKind::Invalid,
            Text::tr("A sheet holds %1 columns, and the table has %2.").arg(mostColumns).arg(rows.columnCount()));
    // Rows go to a temporary file at once: memory is for one of them.
    lxw_workbook_options options = {};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = m_folder.data();
    m_book = workbook_new_opt(m_path.toLocal8Bit().constData(), &options);
    m_sheet = m_book ? workbook_add_worksheet(m_book, nullptr) : nullptr;
    if (!m_sheet)
        return core::fail(fileError(m_path, qt_error_string(errno)));
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
                return core::fail(core::ErrorKind::Invalid,
                                  Text::tr("Row %1 has a value of %2 that is longer than a cell of a sheet holds "
                                           "(32,767 characters).")
                                      .arg(m_rows + 1)
                                      .arg(rows.column(column).name),
                                  Text::tr("Export as CSV or JSON lines."));
            if (error == LXW_ERROR_PARAMETER_VALIDATION)
                return core::fail(core::ErrorKind::Invalid,
                                  Text::tr("Row %1 has a value of %2 that no cell of a sheet can hold.")
                                      .arg(m_rows + 1)
                                      .arg(rows.column(column).name),
                                  Text::tr("Export as CSV or JSON lines."));
            if (error != LXW_NO_ERROR)
                return core::fail(fileError(m_path, QString::fromUtf8(lxw_strerror(lxw_error(error)))));
        }
        ++m_rows;
    }
    return core::Done{};
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
    const lxw_error error = workbook_close(m_book);
    m_book = nullptr; // closed also where that failed
    if (error != LXW_NO_ERROR)
        return core::fail(fileError(m_path, QString::fromUtf8(lxw_strerror(error))));
    QFile written(m_path);
    if (!written.open(QIODevice::ReadOnly) || ::fsync(written.handle()) != 0)
        return core::fail(fileError(m_path, qt_error_string(errno)));
    return core::Done{};
}

core::Result<std::optional<qint64>> XlsxFile::countAgain() const
{
    const auto rows = countSheetRows(m_path);
    if (!rows)
        return core::fail(rows.error());
    return std::optional<qint64>(*rows - 1); // without the titles
}

} // namespace isthmus::exporting
