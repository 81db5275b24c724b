// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/mapping/jdbclocation.h>
#include <isthmus/models/catalog/counterparts.h>

#include <QRegularExpression>

#include <optional>

namespace isthmus::models {

using catalog::ObjectPath;
using connections::Profile;

namespace {

// An instance has one name per network: "<id>-<region>-internal.hologres.aliyuncs.com" is the same server as
// "<id>-<region>.hologres.aliyuncs.com". Source: docs/hologres.md#hosts.
QString serverOf(const QString &host)
{
    static const QRegularExpression network(QStringLiteral("\\A([^.]+?)-(?:internal|vpc|vpc-st)\\."));
    return host.toLower().replace(network, QStringLiteral("\\1."));
}

bool isSameServer(const Profile &profile, const mapping::JdbcLocation &location)
{
    return profile.system == Profile::System::Hologres && profile.port == location.port
        && serverOf(profile.host) == serverOf(location.host);
}

} // namespace

CounterpartFeed::CounterpartFeed(CatalogTreeModel &tree, const connections::ConnectionManager &connections,
                                 tasks::RunService &runs, QObject *parent)
    : QObject(parent), m_tree(tree), m_connections(connections)
{
    for (const plan::Run &run : runs.runs())
        takeRun(run);
    connect(&runs, &tasks::RunService::runChanged, this, &CounterpartFeed::takeRun);
}

void CounterpartFeed::takeRun(const plan::Run &run)
{
    if (run.state != plan::RunState::Succeeded || run.task.kind != u"map_table")
        return;
    const auto definition = mapping::MapTable::fromJson(run.task.definition);
    if (definition)
        m_tree.setCounterpart(definition->source, definition->targetSchema.child(definition->tableName));
}

void CounterpartFeed::takeTable(const catalog::TableInfo &info)
{
    const auto location = info.external ? mapping::parseJdbcLocation(info.external->location) : std::nullopt;
    if (!location)
        return;
    // Where a database is saved as a data source, an instance that shows it too adds nothing.
    std::optional<ObjectPath> source;
    for (const Profile &profile : m_connections.profiles()) {
        if (!isSameServer(profile, *location))
            continue;
        const bool isInstance = profile.mode == Profile::Mode::Instance;
        if (!isInstance && profile.database == location->database)
            source = ObjectPath{profile.name, {location->schema, location->table}};
        else if (isInstance && !source)
            source = ObjectPath{profile.name, {location->database, location->schema, location->table}};
    }
    if (source)
        m_tree.setCounterpart(*source, info.path);
}

} // namespace isthmus::models
