// SPDX-License-Identifier: GPL-3.0-or-later
// Which scripts certainly read: no statement that writes is hidden in one, before it or behind it. For MaxCompute the
// sandbox's parser, which reads SQL in its own way, is the judge.
#include "fuzztarget.h"

#include <isthmus/dialect/reading.h>
#include <isthmus/dialect/statements.h>
#include <isthmus/sandboxsql/parser.h>

using namespace isthmus;
using dialect::Dialect;
using dialect::isReading;

namespace {

// Whatever a parser finds in it is of a sort that reads.
void checkTree(const QString &sql)
{
    const auto statements = sandboxsql::parse(sql);
    if (!statements)
        return; // what is no SQL is refused by the service
    for (const auto &parsed : *statements) {
        const auto &statement = parsed.statement;
        demand(std::holds_alternative<sandboxsql::QueryStatement>(statement)
                   || std::holds_alternative<sandboxsql::Explain>(statement)
                   || std::holds_alternative<sandboxsql::Show>(statement)
                   || std::holds_alternative<sandboxsql::Describe>(statement)
                   || std::holds_alternative<sandboxsql::SetStatement>(statement),
               "it writes");
    }
}

void check(Dialect dialect, const QString &sql)
{
    if (!isReading(dialect, sql))
        return;
    for (const char *writes : {"DROP TABLE t", "INSERT INTO t SELECT 1", "(DELETE FROM t)"}) {
        const QString other = QString::fromLatin1(writes);
        demand(!isReading(dialect, sql + QStringLiteral("\n;") + other), "what stands behind is swallowed");
        demand(!isReading(dialect, other + QStringLiteral("\n;") + sql), "what stands before is swallowed");
    }
    demand(isReading(dialect, QStringLiteral("SELECT 1;\n") + sql + QStringLiteral("\n; SELECT 1")),
           "another query beside it makes it write");
    static const QStringList begins{QStringLiteral("select"), QStringLiteral("values"),   QStringLiteral("with"),
                                    QStringLiteral("table"),  QStringLiteral("from"),     QStringLiteral("explain"),
                                    QStringLiteral("show"),   QStringLiteral("describe"), QStringLiteral("desc"),
                                    QStringLiteral("set"),    QStringLiteral("whoami")};
    for (const auto &statement : dialect::statementsOf(dialect, sql))
        demand(begins.contains(dialect::firstWord(dialect, statement.in(sql))), "something else begins a statement");
    if (dialect == Dialect::MaxCompute)
        checkTree(sql + u';');
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    check(Dialect::Hologres, text);
    check(Dialect::MaxCompute, text);
    return 0;
}
