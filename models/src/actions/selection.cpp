// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/connectionkind.h>
#include <isthmus/models/actions/selection.h>
#include <isthmus/models/catalog/catalogtreemodel.h>

#include <QHash>
#include <QSet>

#include <algorithm>

namespace isthmus::models {

using connections::Profile;

namespace {

// The data source connection that reaches the database in which an object of an instance connection lies.
QString dataSourceFor(const catalog::ObjectPath &path, const Profile &instance, const QList<Profile> &profiles)
{
    if (!instance.database().isEmpty() || path.names.isEmpty())
        return {};
    const auto server = instance.info().server(instance);
    for (const Profile &profile : profiles) {
        if (profile.kind == instance.kind && profile.info().server(profile) == server
            && profile.database() == path.names.first())
            return profile.name;
    }
    return {};
}

// Builds a Selection: what is known of a connection is asked for once, however many of its objects are selected.
class Gathering {
public:
    explicit Gathering(const connections::ConnectionManager &manager)
        : m_manager(manager), m_profiles(manager.profiles())
    {
        for (const Profile &profile : std::as_const(m_profiles)) {
            if (profile.can(connections::Capability::MappedTo)) {
                m_selection.hasMaxCompute = true;
                m_selection.hasWritableMaxCompute |= !profile.readOnly;
            }
            if (profile.can(connections::Capability::MappedFrom)) {
                m_selection.hasHologres = true;
                m_selection.hasWritableHologres |= !profile.readOnly;
            }
        }
    }

    void reserve(qsizetype count)
    {
        m_selection.objects.reserve(count);
        m_seen.reserve(count);
    }

    void add(const catalog::ObjectPath &path, catalog::ObjectKind kind, const QString &foreignServer = {})
    {
        const Connection &connection = connectionCalled(path.connection);
        if (!connection.profile || m_seen.contains(path))
            return; // its connection was just removed, or it is there already
        m_seen.insert(path);
        SelectedObject object;
        object.path = path;
        object.kind = kind;
        object.capabilities = connection.profile->info().capabilities;
        object.showsDatabases = connection.profile->database().isEmpty();
        object.connectionState = connection.state;
        object.readOnly = connection.profile->readOnly;
        object.computeGroup = connection.profile->computeGroup();
        object.foreignServer = foreignServer;
        object.dataSource = dataSourceFor(path, *connection.profile, m_profiles);
        m_selection.objects.append(std::move(object));
    }

    [[nodiscard]] Selection take() { return std::move(m_selection); }

private:
    struct Connection {
        std::optional<Profile> profile;
        connections::ConnectionStatus::State state = connections::ConnectionStatus::State::Idle;
    };

    const Connection &connectionCalled(const QString &name)
    {
        auto found = m_connections.find(name);
        if (found == m_connections.end()) {
            const auto profile = std::ranges::find(m_profiles, name, &Profile::name);
            found = m_connections.insert(name, {});
            if (profile != m_profiles.end())
                *found = {*profile, m_manager.status(name).state};
        }
        return *found;
    }

    const connections::ConnectionManager &m_manager;
    const QList<Profile> m_profiles;
    QHash<QString, Connection> m_connections;
    QSet<catalog::ObjectPath> m_seen;
    Selection m_selection;
};

} // namespace

QList<catalog::ObjectPath> Selection::paths() const
{
    QList<catalog::ObjectPath> paths;
    paths.reserve(objects.size());
    for (const SelectedObject &object : objects)
        paths.append(object.path);
    return paths;
}

Selection selectionOf(const QModelIndexList &indexes, const connections::ConnectionManager &manager)
{
    Gathering gathering(manager);
    gathering.reserve(indexes.size());
    for (const QModelIndex &index : indexes) {
        if (index.isValid() && CatalogTreeModel::messageOf(index) == CatalogTreeModel::Message::None)
            gathering.add(CatalogTreeModel::pathOf(index), CatalogTreeModel::kindOf(index),
                          index.data(CatalogTreeModel::EntryRole).value<catalog::Entry>().foreignServer);
    }
    return gathering.take();
}

Selection selectionOf(const catalog::ObjectPath &path, catalog::ObjectKind kind,
                      const connections::ConnectionManager &manager)
{
    Gathering gathering(manager);
    gathering.add(path, kind);
    return gathering.take();
}

} // namespace isthmus::models
