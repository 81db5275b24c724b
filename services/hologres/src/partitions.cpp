// SPDX-License-Identifier: GPL-3.0-or-later
#include "partitions.h"

#include <isthmus/dialect/quoting.h>

#include <QHash>

#include <algorithm>

namespace isthmus::hologres {

namespace {

using catalog::PartitionPart;
using catalog::PartitionSpec;
using core::Cancellation;
using core::Result;

constexpr int maxLevels = 32; // a server that tells more means to keep us

const QString tableSql = QStringLiteral(R"(
SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1::name AND c.relname = $2::name)");

// A row for each partition column; the name is NULL for an expression.
const QString columnsSql = QStringLiteral(R"(
SELECT p.partrelid, p.partstrat = 'l' AND p.partnatts = 1, a.attname, format_type(a.atttypid, a.atttypmod)
FROM pg_catalog.pg_partitioned_table p
CROSS JOIN LATERAL unnest(p.partattrs::int2[]) WITH ORDINALITY AS k(attnum, position)
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = k.attnum
WHERE p.partrelid = ANY ($1::oid[]) ORDER BY k.position)");

const QString childrenSql = QStringLiteral(R"(
SELECT h.inhrelid, h.inhparent, pg_get_expr(k.relpartbound, k.oid)
FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class k ON k.oid = h.inhrelid
WHERE h.inhparent = ANY ($1::oid[]))");

// Goes down a table's partitions level by level, where there is a choice only into those that may hold the values of a
// partition. A statement that the server refuses is an empty answer.
class Descent {
public:
    Descent(Session &session, const PartitionSpec &spec, const Cancellation &cancellation)
        : m_session(session), m_spec(spec), m_cancellation(cancellation)
    {
    }

    Result<core::Done> begin(const Location &location)
    {
        const auto table =
            m_session.queryOptional(tableSql, {location.schema, location.relationName()}, m_cancellation);
        if (!table)
            return core::fail(table.error());
        const bool isThere = *table && PQntuples(table->get()) > 0;
        return isThere ? readColumns({textAt(table->get(), 0, 0)}) : core::Done{};
    }

    // False if there is no partition of these values.
    Result<bool> descend()
    {
        if (++m_level > maxLevels) {
            m_columns.clear();
            return true;
        }
        const auto rows = m_session.queryOptional(childrenSql, {arrayText(m_tables.keys())}, m_cancellation);
        if (!rows)
            return core::fail(rows.error());
        QHash<QString, QStringList> listed; // by parent: the partitions whose list has the value
        QHash<QString, QStringList> open; // the default partition; others whose bounds tell nothing
        for (int row = 0; *rows && row < PQntuples(rows->get()); ++row) {
            const QString child = textAt(rows->get(), row, 0);
            const QString parent = textAt(rows->get(), row, 1);
            const auto &wanted = m_tables[parent].wanted;
            const auto values = wanted ? listBoundValues(textAt(rows->get(), row, 2)) : std::nullopt;
            if (!values)
                open[parent].append(child);
            else if (values->contains(*wanted))
                listed[parent].append(child);
        }
        QStringList next;
        for (auto it = m_tables.cbegin(); it != m_tables.cend(); ++it)
            next += listed.contains(it.key()) ? listed.value(it.key()) : open.value(it.key());
        const bool isUnknown = !*rows;
        if (next.isEmpty()) {
            m_tables.clear();
            m_columns.clear();
            return isUnknown;
        }
        if (const auto read = readColumns(next); !read)
            return core::fail(read.error());
        return true;
    }

    // Of the level that is reached; none below the last.
    [[nodiscard]] const QStringList &columns() const { return m_columns; }

private:
    struct Table {
        std::optional<QString> wanted; // as the server writes it in lists; nothing if it is not known or of no use
    };

    Result<core::Done> readColumns(const QStringList &tables)
    {
        m_tables.clear();
        m_columns.clear();
        const auto rows = m_session.queryOptional(columnsSql, {arrayText(tables)}, m_cancellation);
        if (!rows)
            return core::fail(rows.error());
        QHash<QStringList, QString> written; // by name and type
        for (int row = 0; *rows && row < PQntuples(rows->get()); ++row) {
            Table &table = m_tables[textAt(rows->get(), row, 0)];
            if (isNullAt(rows->get(), row, 2))
                continue;
            const QString column = textAt(rows->get(), row, 2);
            if (!m_columns.contains(column))
                m_columns.append(column);
            const auto part = std::find_if(m_spec.begin(), m_spec.end(),
                                           [&](const PartitionPart &given) { return given.column == column; });
            if (!boolAt(rows->get(), row, 1) || part == m_spec.end())
                continue;
            const QStringList key{column, textAt(rows->get(), row, 3)};
            if (!written.contains(key)) {
                const auto value = valueInLists(part->value, key.last());
                if (!value)
                    return core::fail(value.error());
                written.insert(key, *value);
            }
            table.wanted = written.value(key);
        }
        return core::Done{};
    }

    // As the server writes the value in bounds: 007 of an integer is 7.
    Result<QString> valueInLists(const QString &value, const QString &type)
    {
        const auto written = m_session.queryOptional(QStringLiteral("SELECT CAST($1::text AS %1)::text").arg(type),
                                                     {value}, m_cancellation);
        if (!written)
            return core::fail(written.error());
        return *written ? textAt(written->get(), 0, 0) : value;
    }

    Session &m_session;
    const PartitionSpec &m_spec;
    const Cancellation &m_cancellation;
    QHash<QString, Table> m_tables; // the partitioned ones of this level, by their oids
    QStringList m_columns;
    int m_level = 0;
};

bool namesOnly(const PartitionSpec &spec, const QStringList &columns)
{
    return std::all_of(spec.begin(), spec.end(), [&columns](const PartitionPart &part) {
        return columns.contains(part.column, Qt::CaseInsensitive);
    });
}

} // namespace

QString partitionCondition(const PartitionSpec &spec)
{
    QStringList terms;
    for (const PartitionPart &part : spec)
        terms.append(dialect::quotePostgresName(part.column) + QStringLiteral(" = ")
                     + dialect::quotePostgresText(part.value));
    return terms.join(QStringLiteral(" AND "));
}

std::optional<QStringList> listBoundValues(const QString &bound)
{
    const QString begin = QStringLiteral("FOR VALUES IN (");
    if (!bound.startsWith(begin) || !bound.endsWith(u')'))
        return std::nullopt;
    QStringList values;
    qsizetype at = begin.size();
    const qsizetype end = bound.size() - 1;
    while (at < end) {
        QString value;
        if (bound[at] == u'\'') {
            for (++at; at < end; ++at) {
                if (bound[at] == u'\'' && (++at >= end || bound[at] != u'\''))
                    break;
                value += bound[at];
            }
        } else {
            while (at < end && bound[at] != u',')
                value += bound[at++];
        }
        values.append(value);
        while (at < end && (bound[at] == u',' || bound[at] == u' '))
            ++at;
    }
    return values;
}

Result<PartitionSpec> resolvePartitionLevels(Session &session, const Location &location, const PartitionSpec &spec,
                                             const QStringList &columns, const Cancellation &cancellation)
{
    QStringList all = columns;
    if (!namesOnly(spec, all)) {
        Descent descent(session, spec, cancellation);
        if (const auto begun = descent.begin(location); !begun)
            return core::fail(begun.error());
        while (!descent.columns().isEmpty() && !namesOnly(spec, all)) {
            const auto mayExist = descent.descend();
            if (!mayExist)
                return core::fail(mayExist.error());
            if (!*mayExist)
                return core::fail(catalog::partitionNotFound(spec, location.title()));
            for (const QString &column : descent.columns()) {
                if (!all.contains(column)) // levels may part by one column again
                    all.append(column);
            }
        }
    }
    return catalog::resolvePartition(spec, location.title(), all, Qt::CaseSensitive);
}

Result<bool> mayHavePartition(Session &session, const Location &location, const PartitionSpec &spec,
                              const Cancellation &cancellation)
{
    Descent descent(session, spec, cancellation);
    if (const auto begun = descent.begin(location); !begun)
        return core::fail(begun.error());
    const auto isNamed = [&spec](const QString &column) {
        return std::any_of(spec.begin(), spec.end(),
                           [&column](const PartitionPart &part) { return part.column == column; });
    };
    while (std::any_of(descent.columns().begin(), descent.columns().end(), isNamed)) {
        const auto mayExist = descent.descend();
        if (!mayExist || !*mayExist)
            return mayExist;
    }
    return true;
}

} // namespace isthmus::hologres
