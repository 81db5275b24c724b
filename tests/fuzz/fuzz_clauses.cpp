// SPDX-License-Identifier: GPL-3.0-or-later
// A user's filter and order: whatever is taken stays in its place. For MaxCompute the sandbox's parser, which reads SQL
// in its own way, is the judge. The input is the filter, and behind a U+0001 the order.
#include "fuzztarget.h"

#include <isthmus/dialect/clauses.h>
#include <isthmus/dialect/statements.h>
#include <isthmus/sandboxsql/parser.h>

using namespace isthmus;
using dialect::Dialect;

namespace {

// The condition that stands before the filter, and nothing else.
bool isFirstCondition(const sandboxsql::ExpressionPtr &expression)
{
    const auto *equal = expression ? expression->as<sandboxsql::Binary>() : nullptr;
    const auto *column = equal ? equal->left->as<sandboxsql::ColumnName>() : nullptr;
    return column && equal->op == sandboxsql::BinaryOperator::Equal
        && column->parts == QStringList{QStringLiteral("dt")};
}

void checkTree(const QString &sql, bool hasFilter)
{
    const auto statements = sandboxsql::parse(sql);
    if (!statements)
        return; // what is no SQL is refused by the service
    demand(statements->size() == 1, "another statement begins");
    const auto *statement = std::get_if<sandboxsql::QueryStatement>(&statements->front().statement);
    demand(statement && statement->query->terms.size() == 1, "another query begins");
    const auto *select = std::get_if<sandboxsql::Select>(&statement->query->terms.front().body);
    demand(select && !select->having && select->groupBy.empty(), "another clause begins");
    sandboxsql::ExpressionPtr first = select->where;
    if (hasFilter) {
        const auto *both = first ? first->as<sandboxsql::Binary>() : nullptr;
        demand(both && both->op == sandboxsql::BinaryOperator::And, "the filter is not in its place");
        first = both->left;
    }
    demand(isFirstCondition(first), "the filter takes the condition before it");
    const auto *limit = statement->query->limit ? statement->query->limit->as<sandboxsql::Literal>() : nullptr;
    demand(limit && limit->text == u"1" && !statement->query->offset, "the limit is another one");
}

void check(Dialect dialect, const QString &filter, const QString &order)
{
    const auto where = dialect::filterClause(dialect, filter);
    const auto list = dialect::orderClause(dialect, order);
    demand(where || !where.error().message.isEmpty(), "refused without a word");
    demand(list || !list.error().message.isEmpty(), "refused without a word");
    const auto both = dialect::filterClause(dialect, dialect::bothConditions(dialect, filter, QStringLiteral("a = 1")));
    demand(both || !where, "another condition beside it changes what is taken");
    if (!where || !list)
        return;
    const QString sql = QStringLiteral("SELECT a FROM t WHERE dt = 'x'")
        + (where->isEmpty() ? QString() : QStringLiteral(" AND ") + *where) + *list + QStringLiteral(" LIMIT 1");
    const auto statements = dialect::statementsOf(dialect, sql);
    demand(statements.size() == 1 && !statements.first().isTerminated, "a statement ends");
    const QStringList words = dialect::wordsOf(dialect, sql);
    demand(words.mid(words.size() - 2) == QStringList({QStringLiteral("limit"), QStringLiteral("1")}),
           "what stands behind is swallowed");
    const auto again = dialect::filterClause(dialect, *where);
    demand(
        again
            && (where->isEmpty() ? again->isEmpty() : *again == QStringLiteral("(\n") + *where + QStringLiteral("\n)")),
        "what was taken is refused or changed");
    if (dialect == Dialect::MaxCompute)
        checkTree(sql + u';', !where->isEmpty());
}

} // namespace

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    const QString filter = text.section(QChar(1), 0, 0);
    const QString order = text.section(QChar(1), 1);
    check(Dialect::Hologres, filter, order);
    check(Dialect::MaxCompute, filter, order);
    return 0;
}
