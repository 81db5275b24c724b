// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "outputfile.h"
#include "rowfile.h"

namespace isthmus::exporting {

/// CSV, JSON lines and INSERT statements.
class TextFile final : public RowFile {
public:
    TextFile(const ExportRows &definition, const QString &path, records::InsertTable into);

    [[nodiscard]] core::Result<core::Done> write(const records::RecordBatch &rows) override;
    [[nodiscard]] core::Result<core::Done> finish() override;
    [[nodiscard]] qint64 byteCount() const override { return m_bytes; }
    [[nodiscard]] core::Result<std::optional<qint64>> countAgain() const override;

private:
    [[nodiscard]] bool put(std::string_view text);
    [[nodiscard]] bool writeCsv(const records::RecordBatch &rows);
    [[nodiscard]] bool writeJsonLines(const records::RecordBatch &rows);

    ExportRows m_definition;
    records::InsertTable m_into;
    QString m_path;
    OutputFile m_file;
    int m_errnum = 0;
    qint64 m_bytes = 0;
    bool m_hasBegun = false;
};

/// Counts the records of CSV, one piece of the text after another; the title line is one.
class CsvCounter {
public:
    void feed(QByteArrayView text);
    [[nodiscard]] qint64 count() const { return m_count; } ///< that have ended

private:
    qint64 m_count = 0;
    bool m_isQuoted = false;
};

} // namespace isthmus::exporting
