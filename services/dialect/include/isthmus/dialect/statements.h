// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/dialect/dialect.h>

#include <QList>
#include <QString>
#include <QStringList>
#include <QStringView>

namespace isthmus::dialect {

/// One statement of a script: the text from begin to end, with the comments in it and before it, without blanks around
/// and without the ';' that ends it.
struct Statement {
    qsizetype begin = 0; ///< position in the script
    qsizetype end = 0; ///< behind the last character
    bool isTerminated = false; ///< a ';' follows

    [[nodiscard]] QStringView in(QStringView script) const { return script.mid(begin, end - begin); }
    friend bool operator==(const Statement &, const Statement &) = default;
};

/// The statements of \a script, in their order. A ';' inside quotes, comments or (Hologres) parentheses ends none;
/// pieces of blanks and comments alone are left out. Text that never closes its quote belongs to the last statement.
/// Sources: PostgreSQL 15 manual, 4.1 (nested comments, E'', $tag$); MaxCompute SQL, "Escape characters". Linear. Pure;
/// any thread.
[[nodiscard]] QList<Statement> statementsOf(Dialect dialect, QStringView script);

/// Where \a statement begins in \a script behind the comments before it.
[[nodiscard]] qsizetype contentBegin(Dialect dialect, QStringView script, const Statement &statement);

/// The line of \a script, from 1, in which \a position stands; lines end in LF, CR or both. Linear.
[[nodiscard]] int lineAt(QStringView script, qsizetype position);

/// The first word of \a sql in lower case, after blanks, comments and opening parentheses: "select"; empty if there is
/// none.
[[nodiscard]] QString firstWord(Dialect dialect, QStringView sql);

/// All words of \a sql in lower case, in their order: what stands in quotes and comments is none. Linear.
[[nodiscard]] QStringList wordsOf(Dialect dialect, QStringView sql);

} // namespace isthmus::dialect
