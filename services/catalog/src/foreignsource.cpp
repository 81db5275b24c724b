// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/foreignsource.h>

#include <QHash>
#include <QStringList>

namespace isthmus::catalog {

namespace {

// MaxCompute's names are not case-sensitive.
std::optional<ForeignSource> sourceOf(const QStringList &options)
{
    QHash<QString, QString> values;
    for (const QString &option : options)
        values.insert(option.section(u'=', 0, 0), option.section(u'=', 1));
    const QString project = values.value(QStringLiteral("project_name")).toLower();
    ForeignSource source{project.section(u'#', 0, 0), project.section(u'#', 1),
                         values.value(QStringLiteral("table_name")).toLower()};
    if (source.project.isEmpty() || source.table.isEmpty())
        return std::nullopt;
    return source;
}

} // namespace

std::optional<ForeignSource> ForeignSource::of(const TableInfo &table)
{
    if (table.kind != ObjectKind::ForeignTable || table.property(QStringLiteral("foreign_server")) != server)
        return std::nullopt;
    return sourceOf(table.property(QStringLiteral("foreign_options")).split(QStringLiteral(", ")));
}

std::optional<ForeignSource> ForeignSource::parse(const QString &location)
{
    if (location.section(u'?', 0, 0) != server)
        return std::nullopt;
    return sourceOf(location.section(u'?', 1).split(u'&'));
}

QString ForeignSource::projectText() const
{
    return schema.isEmpty() ? project : project + u'#' + schema;
}

QString ForeignSource::title() const
{
    return schema.isEmpty() ? project + u'.' + table : project + u'.' + schema + u'.' + table;
}

QString ForeignSource::location() const
{
    return QStringLiteral("%1?project_name=%2&table_name=%3").arg(server, projectText(), table);
}

} // namespace isthmus::catalog
