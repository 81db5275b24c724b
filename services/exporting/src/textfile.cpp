// SPDX-License-Identifier: GPL-3.0-or-later
#include "textfile.h"

#include <isthmus/records/jsontext.h>
#include <isthmus/records/rowtext.h>

#include <QFile>

#include <algorithm>
#include <string>
#include <vector>

namespace isthmus::exporting {

TextFile::TextFile(const ExportRows &definition, const QString &path, records::InsertTable into)
    : m_definition(definition), m_into(std::move(into)), m_path(path), m_file(path)
{
}

bool TextFile::put(std::string_view text)
{
    m_bytes += qint64(text.size());
    m_errnum = m_file.write(text);
    return m_errnum == 0;
}

core::Result<core::Done> TextFile::write(const records::RecordBatch &rows)
{
    if (!m_hasBegun) {
        if (const int errnum = m_file.open(); errnum != 0)
            return core::fail(fileError(m_definition.file, errnum));
    }
    bool isWritten = false;
    switch (m_definition.format) {
    case FileFormat::JsonLines:
        isWritten = writeJsonLines(rows);
        break;
    case FileFormat::Insert:
        isWritten = records::writeInserts(rows, records::wholeOf(rows), m_into,
                                          [this](std::string_view text) { return put(text); });
        break;
    default:
        isWritten = writeCsv(rows);
        break;
    }
    m_hasBegun = true;
    if (!isWritten)
        return core::fail(fileError(m_definition.file, m_errnum));
    m_rows += rows.rowCount();
    return core::Done{};
}

// The title line comes with every block, and is written once.
bool TextFile::writeCsv(const records::RecordBatch &rows)
{
    records::RowSelection titles = records::wholeOf(rows);
    titles.rows.clear();
    std::string title;
    records::writeRows(rows, titles, records::RowFormat::Csv, [&title](std::string_view text) {
        title += text;
        return true;
    });
    if (!m_hasBegun && m_definition.hasByteOrderMark && !put("\xEF\xBB\xBF"))
        return false;
    size_t toSkip = m_hasBegun ? title.size() : 0;
    return records::writeRows(rows, records::wholeOf(rows), records::RowFormat::Csv, [&](std::string_view text) {
        const size_t skipped = std::min(toSkip, text.size());
        toSkip -= skipped;
        return put(text.substr(skipped));
    });
}

bool TextFile::writeJsonLines(const records::RecordBatch &rows)
{
    std::vector<std::string> keys; // with what stands before and behind them
    for (const QString &name : records::distinctNames(rows.columns())) {
        std::string key = keys.empty() ? "{" : ", ";
        records::appendJsonString(key, name.toUtf8());
        keys.push_back(key + ": ");
    }
    constexpr size_t enough = 64 * 1024;
    std::string text;
    for (qsizetype row = 0; row < rows.rowCount(); ++row) {
        for (size_t column = 0; column < keys.size(); ++column) {
            text += keys[column];
            records::appendJsonValue(text, rows.vector(qsizetype(column)), row, rows.zone());
        }
        text += keys.empty() ? "{}\n" : "}\n";
        if (text.size() >= enough) {
            if (!put(text))
                return false;
            text.clear();
        }
    }
    return put(text);
}

core::Result<core::Done> TextFile::finish()
{
    if (const int errnum = m_file.finish(); errnum != 0)
        return core::fail(fileError(m_definition.file, errnum));
    return core::Done{};
}

core::Result<std::optional<qint64>> TextFile::countAgain() const
{
    if (m_definition.format == FileFormat::Insert)
        return std::optional<qint64>();
    QFile written(m_path);
    if (!written.open(QIODevice::ReadOnly))
        return core::fail(countError(m_definition.file, written.errorString()));
    constexpr qint64 piece = 256 * 1024;
    CsvCounter records;
    qint64 lines = 0;
    while (!written.atEnd()) {
        const QByteArray text = written.read(piece);
        if (text.isEmpty())
            return core::fail(countError(m_definition.file, written.errorString()));
        records.feed(text);
        lines += text.count('\n'); // inside JSON they are escaped
    }
    return m_definition.format == FileFormat::JsonLines ? std::optional(lines) : std::optional(records.count() - 1);
}

void CsvCounter::feed(QByteArrayView text)
{
    for (const char c : text) {
        if (c == '"')
            m_isQuoted = !m_isQuoted; // a doubled one turns it twice
        else if (c == '\n' && !m_isQuoted)
            ++m_count;
    }
}

} // namespace isthmus::exporting
