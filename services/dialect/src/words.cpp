// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/dialect/words.h>

#include <QSet>
#include <QString>

namespace isthmus::dialect {

namespace {

// Sources: PostgreSQL 15 manual, appendix C: words that cannot name a column without quotes, and those that the
// Hologres manual quotes in colmapping all the same. MaxCompute SQL reserved words: those that a column or table may
// plausibly be called.

const QString reservedInBoth =
    QStringLiteral("all and array as asc between bigint binary boolean both case cast column create cross decimal "
                   "default desc distinct else end except exists false fetch float for from full grant group grouping "
                   "having in inner int intersect interval into is join lateral left like limit not null offset on or "
                   "order out outer primary right row select smallint some table tablesample then timestamp to true "
                   "union unique user using values varchar when where window with");

const QString reservedInHologres =
    QStringLiteral("analyse analyze any asymmetric authorization bit char character check coalesce collate collation "
                   "concurrently constraint current_catalog current_date current_role current_schema current_time "
                   "current_timestamp current_user dec deferrable do extract foreign freeze greatest ilike initially "
                   "inout integer isnull leading least localtime localtimestamp national natural nchar none normalize "
                   "notnull nullif numeric only overlaps overlay placing position precision real references returning "
                   "session_user setof similar substring symmetric time trailing treat trim variadic verbose");

const QString reservedInMaxCompute =
    QStringLiteral("add alter before bucket buckets by cascade change cluster comment current date datetime delete "
                   "describe distribute double drop external following function if index insert key lifecycle local "
                   "location map minus of over overwrite partition partitioned preceding procedure range read rename "
                   "replace revoke rlike rows schema semi set show sort stored string struct tinyint touch transform "
                   "trigger truncate unbounded update use view while");

// Reserved by neither, and yet what statements are made of.
const QString statementWords =
    QStringLiteral("begin call clustered columns commit database explain import materialized partitions properties "
                   "rollback serde serdeproperties server tblproperties");

// Those of the words above that name a type.
const QString typeNames =
    QStringLiteral("array bigint binary bit boolean char character date datetime dec decimal double float int integer "
                   "interval map national nchar numeric real smallint string struct time timestamp tinyint varchar");

QSet<QString> setOf(const QString &list)
{
    const auto parts = list.split(u' ');
    return QSet<QString>(parts.begin(), parts.end());
}

const QSet<QString> &reserved(Dialect dialect)
{
    static const QSet<QString> hologres = setOf(reservedInBoth) + setOf(reservedInHologres);
    static const QSet<QString> maxCompute = setOf(reservedInBoth) + setOf(reservedInMaxCompute);
    return dialect == Dialect::Hologres ? hologres : maxCompute;
}

} // namespace

bool isReserved(Dialect dialect, QStringView word)
{
    return reserved(dialect).contains(word.toString().toLower());
}

bool isKeyword(QStringView word)
{
    static const QSet<QString> keywords =
        reserved(Dialect::Hologres) + reserved(Dialect::MaxCompute) + setOf(statementWords) - setOf(typeNames);
    return keywords.contains(word.toString().toLower());
}

QStringList words(Dialect dialect)
{
    const QSet<QString> all = reserved(dialect) + setOf(statementWords);
    QStringList sorted(all.begin(), all.end());
    sorted.sort();
    return sorted;
}

} // namespace isthmus::dialect
