// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/records/insertstatements.h>

#include <optional>

namespace isthmus::app {

/// Forms in which --format prints rows.
enum class OutputFormat : quint8 { Table, Json, Csv, Tsv, Markdown, Insert };

/// Declares --format; \a takesInsert: also as INSERT statements.
void addFormatOption(CtlArguments &args, bool takesInsert);

/// What --format and --json ask for; sets \a session's json. Nothing if it is no format, with the words to say in
/// \a problem.
[[nodiscard]] std::optional<OutputFormat> readFormat(const CtlArguments &args, CtlSession &session, bool takesInsert,
                                                     QString *problem);

/// Prints \a rows to standard output, instants in \a zone; \a table is asked for by Insert only, which has no use for
/// the zone.
void printRows(const records::RecordBatch &rows, OutputFormat format, const records::Zone &zone,
               const records::InsertTable &table = {});

} // namespace isthmus::app
