// SPDX-License-Identifier: GPL-3.0-or-later
#include "treeheight.h"

#include <isthmus/sandboxsql/query.h>

#include <algorithm>

namespace isthmus::sandboxsql {

namespace {

class Highest {
public:
    void add(const ExpressionPtr &child)
    {
        if (child)
            m_height = std::max(m_height, child->height);
    }
    void add(const ExpressionList &children)
    {
        for (const ExpressionPtr &child : children)
            add(child);
    }
    void add(const QueryPtr &query) { m_height = std::max(m_height, query->height); }
    void add(const std::vector<OrderItem> &items)
    {
        for (const OrderItem &item : items)
            add(item.expression);
    }

    void operator()(const Literal &) { }
    void operator()(const IntervalLiteral &) { }
    void operator()(const ColumnName &) { }
    void operator()(const Star &) { }
    void operator()(const Unary &node) { add(node.operand); }
    void operator()(const Binary &node) { add(node.left), add(node.right); }
    void operator()(const IsTest &node) { add(node.operand); }
    void operator()(const Between &node) { add(node.operand), add(node.low), add(node.high); }
    void operator()(const InList &node) { add(node.operand), add(node.values); }
    void operator()(const InQuery &node) { add(node.operand), add(node.query); }
    void operator()(const Like &node) { add(node.operand), add(node.pattern), add(node.escape); }
    void operator()(const Exists &node) { add(node.query); }
    void operator()(const ScalarQuery &node) { add(node.query); }
    void operator()(const Case &node)
    {
        add(node.operand), add(node.otherwise);
        for (const Case::When &when : node.whens)
            add(when.condition), add(when.result);
    }
    void operator()(const Cast &node) { add(node.operand); }
    void operator()(const Call &node)
    {
        add(node.arguments), add(node.withinGroup), add(node.filter);
        if (node.over)
            add(node.over->partitionBy), add(node.over->orderBy);
    }
    void operator()(const Index &node) { add(node.base), add(node.index); }
    void operator()(const Field &node) { add(node.base); }
    void operator()(const Lambda &node) { add(node.body); }

    [[nodiscard]] int height() const { return m_height; }

private:
    int m_height = 0;
};

} // namespace

int heightBelow(const Expression::Node &node)
{
    Highest highest;
    std::visit(highest, node);
    return highest.height();
}

} // namespace isthmus::sandboxsql
