// SPDX-License-Identifier: GPL-3.0-or-later
#include "scope.h"

#include <isthmus/dialect/quoting.h>

#include <algorithm>

namespace isthmus::sandboxsql {

namespace {

bool same(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

// One of \a columns: they must outlive it, hence no temporary list.
const ScopeColumn *columnNamed(const QList<ScopeColumn> &&, const QString &) = delete;
const ScopeColumn *columnNamed(const QList<ScopeColumn> &columns, const QString &name)
{
    const auto it = std::find_if(columns.begin(), columns.end(),
                                 [&](const ScopeColumn &column) { return same(column.name, name); });
    return it == columns.end() ? nullptr : &*it;
}

} // namespace

void Scope::add(ScopeRelation relation, SourcePosition at)
{
    for (const ScopeRelation &other : m_relations) {
        if (same(other.alias, relation.alias))
            throw SqlError::semantic(at, QStringLiteral("table or alias %1 is named twice").arg(relation.alias));
    }
    m_relations.push_back(std::move(relation));
}

void Scope::merge(const QStringList &names)
{
    for (const QString &name : names) {
        if (isMerged(name))
            continue;
        for (const ScopeRelation &relation : m_relations) {
            if (const ScopeColumn *column = columnNamed(relation.columns, name)) {
                m_merged.append(
                    {column->name, column->type, dialect::quotePostgresName(column->name), column->partitionOf});
                break;
            }
        }
    }
}

bool Scope::isMerged(const QString &name) const
{
    return columnNamed(m_merged, name) != nullptr;
}

bool Scope::matches(const ScopeRelation &relation, const QStringList &qualifier)
{
    if (qualifier.size() == 1)
        return same(relation.alias, qualifier.first());
    if (qualifier.size() > relation.tableParts.size())
        return false;
    const qsizetype first = relation.tableParts.size() - qualifier.size();
    for (qsizetype i = 0; i < qualifier.size(); ++i) {
        if (!same(relation.tableParts[first + i], qualifier[i]))
            return false;
    }
    return true;
}

std::optional<Scope::Found> Scope::find(const QStringList &parts, SourcePosition at) const
{
    if (const ScopeColumn *merged = columnNamed(m_merged, parts.first()))
        return Found{*merged, parts.mid(1)};
    for (qsizetype qualifier = std::min<qsizetype>(3, parts.size() - 1); qualifier > 0; --qualifier) {
        for (const ScopeRelation &relation : m_relations) {
            if (!matches(relation, parts.first(qualifier)))
                continue;
            if (const ScopeColumn *column = columnNamed(relation.columns, parts[qualifier]))
                return Found{*column, parts.mid(qualifier + 1)};
        }
    }
    std::optional<Found> found;
    for (const ScopeRelation &relation : m_relations) {
        const ScopeColumn *column = columnNamed(relation.columns, parts.first());
        if (column && found)
            throw SqlError::semantic(at, QStringLiteral("column %1 is ambiguous").arg(parts.first()));
        if (column)
            found = Found{*column, parts.mid(1)};
    }
    return found;
}

QList<ScopeColumn> Scope::expand(const QStringList &qualifier, SourcePosition at) const
{
    QList<ScopeColumn> columns;
    if (qualifier.isEmpty()) {
        columns = m_merged;
        for (const ScopeRelation &relation : m_relations) {
            for (const ScopeColumn &column : relation.columns) {
                if (!isMerged(column.name))
                    columns.append(column);
            }
        }
        return columns;
    }
    for (const ScopeRelation &relation : m_relations) {
        if (matches(relation, qualifier))
            return relation.columns;
    }
    throw SqlError::semantic(at, QStringLiteral("table %1 cannot be resolved").arg(qualifier.join(u'.')));
}

QStringList Scope::namesSharedWithLast() const
{
    QStringList names;
    if (m_relations.size() < 2)
        return names;
    for (const ScopeColumn &column : m_relations.back().columns) {
        const bool shared = std::any_of(m_relations.begin(), m_relations.end() - 1, [&](const ScopeRelation &other) {
            return columnNamed(other.columns, column.name) != nullptr;
        });
        if (shared)
            names.append(column.name);
    }
    return names;
}

} // namespace isthmus::sandboxsql
