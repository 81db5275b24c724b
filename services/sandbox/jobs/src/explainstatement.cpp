// SPDX-License-Identifier: GPL-3.0-or-later
#include "explainstatement.h"

#include "tableresolver.h"

#include <isthmus/dialect/quoting.h>
#include <isthmus/sandboxsql/translate.h>

#include <QJsonArray>
#include <QJsonDocument>

namespace isthmus::sandbox {

namespace {

QString operatorOf(const QString &node)
{
    static const QHash<QString, QString> operators{
        {QStringLiteral("Seq Scan"), QStringLiteral("TS")},
        {QStringLiteral("Index Scan"), QStringLiteral("TS")},
        {QStringLiteral("Index Only Scan"), QStringLiteral("TS")},
        {QStringLiteral("Bitmap Heap Scan"), QStringLiteral("TS")},
        {QStringLiteral("Foreign Scan"), QStringLiteral("EXTRACT")},
        {QStringLiteral("Function Scan"), QStringLiteral("TVF")},
        {QStringLiteral("Values Scan"), QStringLiteral("VALUES")},
        {QStringLiteral("Hash Join"), QStringLiteral("HASHJOIN")},
        {QStringLiteral("Merge Join"), QStringLiteral("MERGEJOIN")},
        {QStringLiteral("Nested Loop"), QStringLiteral("NESTED LOOP JOIN")},
        {QStringLiteral("Aggregate"), QStringLiteral("AGGREGATE")},
        {QStringLiteral("WindowAgg"), QStringLiteral("WINDOW")},
        {QStringLiteral("Append"), QStringLiteral("UNION")},
        {QStringLiteral("Sort"), QStringLiteral("SORT")},
        {QStringLiteral("Incremental Sort"), QStringLiteral("SORT")},
        {QStringLiteral("Limit"), QStringLiteral("LIM")},
        {QStringLiteral("Result"), QStringLiteral("SEL")},
    };
    return operators.value(node, node.toUpper());
}

QString fullName(const TableRow &table)
{
    return table.project + u'.' + table.schema + u'.' + table.name;
}

// One operator with what it gives, and below it what feeds it.
class PlanText {
public:
    explicit PlanText(const QList<TableRow> &tables)
    {
        for (const TableRow &table : tables)
            m_names.insert(table.dataRelation(), fullName(table));
    }

    void add(const QJsonObject &node, int depth)
    {
        const QString name = node[u"Node Type"].toString();
        // Hashing and keeping rows in memory are PostgreSQL's own matter.
        const bool isHidden = name == u"Hash" || name == u"Materialize" || name == u"Subquery Scan"
            || name == u"Bitmap Index Scan" || name == u"Memoize";
        if (!isHidden) {
            const QString indent(4 * (depth + 1), u' ');
            const QString relation = dialect::quotePostgresName(node[u"Schema"].toString()) + u'.'
                + dialect::quotePostgresName(node[u"Relation Name"].toString());
            const QString source = m_names.value(relation);
            m_text +=
                indent + operatorOf(name) + (source.isEmpty() ? QString() : QStringLiteral(": ") + source) + u'\n';
            const double rows = node[u"Plan Rows"].toDouble();
            m_text += indent
                + QStringLiteral("    Statistics: Num rows: %1, Data size: %2\n")
                      .arg(qint64(rows))
                      .arg(qint64(rows * node[u"Plan Width"].toDouble()));
        }
        for (const QJsonValue &child : node[u"Plans"].toArray())
            add(child.toObject(), isHidden ? depth : depth + 1);
    }
    [[nodiscard]] QString text() const { return m_text; }

private:
    QHash<QString, QString> m_names; ///< by PostgreSQL relation
    QString m_text;
};

JobResult<QString> costOf(JobContext &context, const QList<TableRow> &tables)
{
    qint64 input = 0;
    for (const TableRow &table : tables) {
        if (table.kind != TableKind::Managed)
            continue;
        const auto size = fromStore(context.metadata.dataSize(table));
        if (!size)
            return tl::unexpected(size.error());
        input += *size;
    }
    const QJsonObject sql{
        {QStringLiteral("Complexity"), 1.0}, {QStringLiteral("Input"), input}, {QStringLiteral("UDF"), 0}};
    const QJsonObject cost{{QStringLiteral("Cost"), QJsonObject{{QStringLiteral("SQL"), sql}}}};
    return QString::fromUtf8(QJsonDocument(cost).toJson(QJsonDocument::Compact));
}

} // namespace

QString columnsText(const QList<catalog::Column> &columns)
{
    QJsonArray list;
    for (const catalog::Column &column : columns)
        list.append(
            QJsonObject{{QStringLiteral("name"), column.name}, {QStringLiteral("type"), column.type.text.toLower()}});
    return QString::fromUtf8(
        QJsonDocument(QJsonObject{{QStringLiteral("columns"), list}}).toJson(QJsonDocument::Compact));
}

JobResult<QString> runExplain(JobContext &context, const sandboxsql::Explain &statement)
{
    if (!statement.query)
        return QStringLiteral("nothing to explain");
    QString output = QStringLiteral("Screen");
    if (statement.into) {
        const auto target = context.require(*statement.into);
        if (!target)
            return tl::unexpected(target.error());
        output = fullName(*target);
    }
    TableResolver resolver(context);
    auto query = sandboxsql::translateQuery(*statement.query, resolver);
    if (!query)
        return tl::unexpected(query.error());
    if (statement.what == sandboxsql::Explain::What::Output) {
        const auto typed = withColumnTypes(context.session, std::move(*query));
        if (!typed)
            return tl::unexpected(typed.error());
        return columnsText(typed->columns);
    }
    if (statement.what == sandboxsql::Explain::What::Cost)
        return costOf(context, resolver.readTables());
    const auto plan =
        fromStore(context.session.exec(QStringLiteral("EXPLAIN (VERBOSE, FORMAT JSON) ") + query->postgresSql));
    if (!plan)
        return tl::unexpected(plan.error());
    const QJsonArray root = QJsonDocument::fromJson(plan->bytes(0, 0).toByteArray()).array();
    PlanText text(resolver.readTables());
    text.add(root.first()[u"Plan"].toObject(), 0);
    QStringList sources;
    for (const TableRow &table : resolver.readTables())
        sources.append(fullName(table));
    sources.removeDuplicates();
    QString lines = QStringLiteral("job0 is root job\n\nIn Job job0:\nroot Tasks: M1\n\nIn Task M1:\n");
    for (const QString &source : std::as_const(sources))
        lines += QStringLiteral("    Data source: ") + source + u'\n';
    return lines + text.text() + QStringLiteral("    FS: output: %1\n").arg(output);
}

} // namespace isthmus::sandbox
