// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

namespace isthmus::maxcompute {

/// A script taken apart: the SET lines before the statement, and the statement.
struct SqlScript {
    QMap<QString, QString> settings;
    QString statement; ///< ends with ';'; empty if there is none

    /// False for statements that answer with text or nothing (DDL, DML, SHOW, DESC, EXPLAIN).
    [[nodiscard]] bool mayAnswerRows() const;
};

/// Only "SET key=value;" at the head is taken; quotes and comments are respected. Pure; any thread.
[[nodiscard]] SqlScript parseScript(const QString &sql);

} // namespace isthmus::maxcompute
