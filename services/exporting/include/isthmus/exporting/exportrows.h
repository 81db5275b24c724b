// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/planning/planner.h>

namespace isthmus::exporting {

enum class FileFormat : quint8 {
    Csv, ///< RFC 4180 with a header line; see records::RowFormat
    JsonLines, ///< an object a line
    Insert, ///< INSERT statements for the table's own system
    Xlsx, ///< one sheet with a title row
};

[[nodiscard]] QString fileFormatName(FileFormat format); ///< "csv", "jsonl", "insert", "xlsx"
[[nodiscard]] std::optional<FileFormat> fileFormatNamed(const QString &name);
/// By the ending of its name: .csv, .jsonl or .ndjson, .sql, .xlsx; nothing for another.
[[nodiscard]] std::optional<FileFormat> fileFormatOf(const QString &file);
[[nodiscard]] QStringList fileEndings(); ///< that it knows: ".csv", ".jsonl" …

/// Definition of a task "export_rows": all rows of a relation, or those that match, go into one file.
struct ExportRows {
    static inline const QString taskKind = QStringLiteral("export_rows");
    /// Member of the step's parameters: fileMark() of the file as the plan saw it.
    static inline const QString seenFileKey = QStringLiteral("seen_file");

    catalog::ObjectPath table; ///< a relation or a partition
    QString partition; ///< as records::RowsRequest
    QString filter; ///< as records::RowsRequest
    QString order; ///< as records::RowsRequest
    QString file; ///< absolute path
    FileFormat format = FileFormat::Csv;
    bool hasByteOrderMark = false; ///< of CSV: some spreadsheets take a file without one for another encoding

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming the member that is missing or of the wrong type.
    [[nodiscard]] static core::Result<ExportRows>
    fromJson(const QJsonObject &json, core::UnknownMembers unknown = core::UnknownMembers::PassedOver);
    [[nodiscard]] plan::Task toTask() const; ///< with a new id

    friend bool operator==(const ExportRows &, const ExportRows &) = default;
};

/// What the planner read. Reading writes nothing.
struct ExportFacts {
    catalog::TableInfo table;
    QString system; ///< as planning::Source
    QString seenFile; ///< see fileMark(), of the file that is to be written
};

/// The plan: one step of kind "export_rows", which reads the relation and replaces the file. Blocked where rows come by
/// a job only, and for a filter on a system that takes none but in a job. Pure; any thread.
[[nodiscard]] plan::Plan planExportRows(const ExportRows &definition, const ExportFacts &facts);

/// What tells \a file from what it is once somebody has written to it; empty: there is none. Reads the disk.
[[nodiscard]] QString fileMark(const QString &file);

/// Plans "export_rows" tasks; its Facts hold ExportFacts. Errors of read(): Invalid for a damaged definition and
/// for a filter or an order that is no whole expression, those of Catalog::table().
class ExportRowsPlanner final : public planning::Planner {
public:
    [[nodiscard]] QString kind() const override { return ExportRows::taskKind; }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &task, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override;
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override;
};

} // namespace isthmus::exporting
