// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/objectpath.h>

#include <QCoreApplication>

namespace isthmus::catalog {

namespace {

struct KindRow {
    const char *name;
    const char *title;
};

KindRow kindRow(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::MaxComputeProject:
        return {"maxcompute_project", QT_TRANSLATE_NOOP("Catalog", "MaxCompute project")};
    case ObjectKind::HologresDataSource:
        return {"hologres_data_source", QT_TRANSLATE_NOOP("Catalog", "Hologres data source")};
    case ObjectKind::HologresInstance:
        return {"hologres_instance", QT_TRANSLATE_NOOP("Catalog", "Hologres instance")};
    case ObjectKind::Database:
        return {"database", QT_TRANSLATE_NOOP("Catalog", "database")};
    case ObjectKind::Schema:
        return {"schema", QT_TRANSLATE_NOOP("Catalog", "schema")};
    case ObjectKind::ExternalSchema:
        return {"external_schema", QT_TRANSLATE_NOOP("Catalog", "external schema")};
    case ObjectKind::Table:
        return {"table", QT_TRANSLATE_NOOP("Catalog", "table")};
    case ObjectKind::PartitionedTable:
        return {"partitioned_table", QT_TRANSLATE_NOOP("Catalog", "partitioned table")};
    case ObjectKind::ExternalTable:
        return {"external_table", QT_TRANSLATE_NOOP("Catalog", "external table")};
    case ObjectKind::ForeignTable:
        return {"foreign_table", QT_TRANSLATE_NOOP("Catalog", "foreign table")};
    case ObjectKind::DynamicTable:
        return {"dynamic_table", QT_TRANSLATE_NOOP("Catalog", "dynamic table")};
    case ObjectKind::View:
        return {"view", QT_TRANSLATE_NOOP("Catalog", "view")};
    case ObjectKind::MaterializedView:
        return {"materialized_view", QT_TRANSLATE_NOOP("Catalog", "materialized view")};
    case ObjectKind::Column:
        return {"column", QT_TRANSLATE_NOOP("Catalog", "column")};
    case ObjectKind::Partitions:
        return {"partitions", QT_TRANSLATE_NOOP("Catalog", "partitions")};
    case ObjectKind::Partition:
        return {"partition", QT_TRANSLATE_NOOP("Catalog", "partition")};
    case ObjectKind::ForeignServers:
        return {"foreign_servers", QT_TRANSLATE_NOOP("Catalog", "foreign servers")};
    case ObjectKind::ForeignServer:
        return {"foreign_server", QT_TRANSLATE_NOOP("Catalog", "foreign server")};
    case ObjectKind::TableGroups:
        return {"table_groups", QT_TRANSLATE_NOOP("Catalog", "table groups")};
    case ObjectKind::TableGroup:
        return {"table_group", QT_TRANSLATE_NOOP("Catalog", "table group")};
    case ObjectKind::ComputeGroups:
        return {"compute_groups", QT_TRANSLATE_NOOP("Catalog", "compute groups")};
    case ObjectKind::ComputeGroup:
        break;
    }
    return {"compute_group", QT_TRANSLATE_NOOP("Catalog", "compute group")};
}

QString encoded(QString name)
{
    name.replace(u'%', QStringLiteral("%25"));
    name.replace(u'/', QStringLiteral("%2F"));
    return name;
}

} // namespace

bool isRoot(ObjectKind kind)
{
    return kind == ObjectKind::MaxComputeProject || kind == ObjectKind::HologresDataSource
        || kind == ObjectKind::HologresInstance;
}

bool isFolder(ObjectKind kind)
{
    return kind == ObjectKind::Partitions || kind == ObjectKind::ForeignServers || kind == ObjectKind::TableGroups
        || kind == ObjectKind::ComputeGroups;
}

bool isRelation(ObjectKind kind)
{
    return kind >= ObjectKind::Table && kind <= ObjectKind::MaterializedView;
}

QString objectKindName(ObjectKind kind)
{
    return QLatin1String(kindRow(kind).name);
}

QString objectKindTitle(ObjectKind kind)
{
    return QCoreApplication::translate("Catalog", kindRow(kind).title);
}

ObjectPath ObjectPath::parent() const
{
    ObjectPath path = *this;
    if (!path.names.isEmpty())
        path.names.removeLast();
    return path;
}

ObjectPath ObjectPath::child(const QString &name) const
{
    ObjectPath path = *this;
    path.names.append(name);
    return path;
}

QString ObjectPath::toString() const
{
    QString text = encoded(connection);
    for (const auto &name : names)
        text += u'/' + encoded(name);
    return text;
}

core::Result<ObjectPath> ObjectPath::parse(const QString &text)
{
    const auto invalid = [&text] {
        return core::fail(core::ErrorKind::Invalid,
                          QCoreApplication::translate("Catalog", "\"%1\" is not the path of an object.").arg(text),
                          QCoreApplication::translate("Catalog",
                                                      "Write connection/schema/table, for example "
                                                      "order_dw/public/dwd_orders."));
    };
    QStringList parts = text.split(u'/');
    if (parts.size() > 1 && parts.last().isEmpty())
        parts.removeLast(); // a trailing slash, as people type it
    for (auto &part : parts) {
        for (qsizetype i = part.indexOf(u'%'); i >= 0; i = part.indexOf(u'%', i + 1)) {
            const QStringView code = QStringView(part).mid(i + 1, 2);
            if (code == u"25")
                part.replace(i, 3, QStringLiteral("%"));
            else if (code.compare(u"2F", Qt::CaseInsensitive) == 0)
                part.replace(i, 3, QStringLiteral("/"));
            else
                return invalid();
        }
        if (part.isEmpty())
            return invalid();
    }
    ObjectPath path;
    path.connection = parts.takeFirst();
    path.names = parts;
    return path;
}

} // namespace isthmus::catalog
