// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/rows/copyreader.h>

namespace isthmus::sandbox {

/// Rows as MaxCompute's CSV: a header line with the columns' names, NULL as \N without quotes, all other values in
/// double quotes, which are doubled inside. Rows after the first \a maxBytes are left out. \a titles replace the names.
/// Instants are the wall times of \a zone, a name that PostgreSQL knows; it stays the session's for the rest of the
/// transaction. Source: docs/protocol.md#head-of-a-table and #result-of-a-job.
[[nodiscard]] PgOutcome<QByteArray> csvOf(PgSession &session, const RowSource &source, RowRange range,
                                          qsizetype maxBytes, const QString &zone, const QStringList &titles = {});

/// One value: quoted, or \N for no value.
void appendCsvField(QByteArray &out, const std::optional<QByteArray> &value);

} // namespace isthmus::sandbox
