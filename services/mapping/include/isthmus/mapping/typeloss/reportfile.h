// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/typeloss/typeloss.h>

#include <QByteArray>
#include <QJsonObject>

#include <optional>

/// A type-loss report for others. Pure, but for writeReport(); any thread.
namespace isthmus::mapping {

enum class ReportFormat : quint8 { Html, Csv, Json };

/// By the ending of \a file: .html or .htm, .csv, .json, in any case.
[[nodiscard]] std::optional<ReportFormat> reportFormatOf(const QString &file);

/// For programs; names and numbers are not translated, texts are.
[[nodiscard]] QJsonObject reportJson(const TypeLossReport &report);
/// RFC 4180 with a header, one line a column; what was not counted is empty. UTF-8.
[[nodiscard]] QByteArray reportCsv(const TypeLossReport &report);
/// One page that needs no other file, light and dark. UTF-8.
[[nodiscard]] QByteArray reportHtml(const TypeLossReport &report);

[[nodiscard]] QByteArray reportBytes(const TypeLossReport &report, ReportFormat format);
/// Replaces \a file once all is on disk. Blocks; any thread but the window's. Errors: those of the disk, with the file.
[[nodiscard]] core::Result<core::Done> writeReport(const TypeLossReport &report, ReportFormat format,
                                                   const QString &file);

} // namespace isthmus::mapping
