// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/rows/copyreader.h>

namespace isthmus::sandbox {

/// How values are told as text.
struct ResultForm {
    QString zone; ///< of instants: a name that PostgreSQL knows
    bool trimsDecimals = true; ///< no zeros behind the last digit of a DECIMAL
};

/// Rows as MaxCompute's CSV: a header line with the columns' names, NULL as \N without quotes, all other values in
/// double quotes, which are doubled inside. Rows after the first \a maxBytes are left out. \a titles replace the names.
/// Numbers are spelled as the Java client does (1.0E10, Infinity), instants are the wall times of the form's zone,
/// which stays the session's for the rest of the transaction. Source: docs/protocol.md#head-of-a-table and
/// #result-of-a-job.
[[nodiscard]] PgOutcome<QByteArray> csvOf(PgSession &session, const RowSource &source, RowRange range,
                                          qsizetype maxBytes, const ResultForm &form, const QStringList &titles = {});

/// One value: quoted, or \N for no value.
void appendCsvField(QByteArray &out, const std::optional<QByteArray> &value);

} // namespace isthmus::sandbox
