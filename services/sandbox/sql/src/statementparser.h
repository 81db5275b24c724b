// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tableparser.h"

#include <QList>

namespace isthmus::sandboxsql {

/// Scripts and every statement in them.
class StatementParser : private TableParser {
public:
    explicit StatementParser(const QString &script) : TableParser(script) { }

    /// Throws SqlError.
    [[nodiscard]] QList<ScriptStatement> parseScript();
    /// The whole text as one expression. Throws SqlError.
    [[nodiscard]] ExpressionPtr parseWholeExpression();

private:
    [[nodiscard]] Statement parseStatement();
    [[nodiscard]] Statement parseSet();
    [[nodiscard]] Statement parseCreate();
    [[nodiscard]] Statement parseCreateSchema(bool external, SourcePosition at);
    [[nodiscard]] Statement parseCreateForeignServer(SourcePosition at);
    [[nodiscard]] Statement parseCreateView(bool orReplace);
    [[nodiscard]] Statement parseDrop();
    [[nodiscard]] Statement parseDropSchema(SourcePosition at);
    [[nodiscard]] Statement parseInsert(std::vector<CommonTable> with);
    [[nodiscard]] Statement parseMultiInsert(std::vector<CommonTable> with);
    /// INSERT INTO|OVERWRITE TABLE t PARTITION (…) (columns), up to the query.
    [[nodiscard]] Insert parseInsertTarget();
    [[nodiscard]] Statement parseMerge();
    [[nodiscard]] Merge::Clause parseMergeClause();
    [[nodiscard]] QList<Assignment> parseAssignments();
    [[nodiscard]] Statement parseWithStatement();
    [[nodiscard]] Statement parseTruncate();
    [[nodiscard]] Statement parseUpdate();
    [[nodiscard]] Statement parseDelete();
    [[nodiscard]] Statement parseShow();
    [[nodiscard]] Statement parseDescribe();
    [[nodiscard]] Statement parseExplain(Explain::What what);
    [[noreturn]] void failUnknownStatement();
};

} // namespace isthmus::sandboxsql
