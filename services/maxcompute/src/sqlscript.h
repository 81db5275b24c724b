// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QList>
#include <QMap>
#include <QString>

namespace isthmus::maxcompute {

inline const QString zoneSetting = QStringLiteral("odps.sql.timezone");

/// What one job runs: its settings, from SET lines, and its statement.
struct SqlScript {
    QMap<QString, QString> settings;
    QString statement; ///< ends with ';'; empty if there is none
    int line = 1; ///< of the script in which the statement's first word stands

    /// False for statements that answer with text or nothing (DDL, DML, SHOW, DESC, EXPLAIN).
    [[nodiscard]] bool mayAnswerRows() const;
};

/// The first statement of \a sql and all after it as one job. Only "SET key=value;" at the head is taken; quotes and
/// comments are respected. Pure; any thread.
[[nodiscard]] SqlScript parseScript(const QString &sql);

/// The jobs that a script of the user's is: one for each statement, with the settings of all "SET key=value;" before
/// it, as MaxCompute's own console runs a script. What uses variables, or follows "SET odps.sql.submit.mode=script",
/// goes as one job. Empty if there is no statement. Pure; any thread.
[[nodiscard]] QList<SqlScript> jobsOf(const QString &sql);

/// Errors: Invalid if the script sets odps.sql.timezone to anything but a name of the tz database. MaxCompute reads
/// another form as another zone, or as none, without a word. Source: docs/points-in-time.md.
[[nodiscard]] core::Result<core::Done> checkZone(const SqlScript &script);

} // namespace isthmus::maxcompute
