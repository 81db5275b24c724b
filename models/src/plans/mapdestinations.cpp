// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/listing.h>
#include <isthmus/models/plans/mapdestinations.h>

#include <algorithm>

namespace isthmus::models {

using catalog::ObjectPath;
using connections::ConnectionManager;
using connections::Profile;

namespace {

bool isOfTenant(const Profile &profile)
{
    return catalog::databaseKindBelow(profile.rootKind()).has_value();
}

QString titleOf(const ObjectPath &place)
{
    return place.isConnection() ? place.connection : place.toString();
}

} // namespace

MapDestinations::MapDestinations(ConnectionManager &manager, const QString &source,
                                 const std::optional<ObjectPath> &target, QObject *parent,
                                 connections::Capability capability)
    : QObject(parent), m_manager(manager)
{
    connect(&manager, &ConnectionManager::renamed, this, &MapDestinations::rename);
    chooseBest(source, capability);
    if (!target || !m_places.contains(ObjectPath{target->connection, {}}))
        return;
    const qsizetype levels = isTenant(target->connection) ? 1 : 0; // of a project
    m_chosen = {target->connection, target->names.first(std::min(levels, target->names.size()))};
    m_namesBelow = target->names.sliced(m_chosen.names.size());
    if (!m_places.contains(m_chosen))
        m_places.replace(m_places.indexOf(ObjectPath{target->connection, {}}), m_chosen);
}

void MapDestinations::chooseBest(const QString &source, connections::Capability capability)
{
    const auto sourceProfile = m_manager.profile(source);
    int bestScore = -1;
    for (const Profile &profile : m_manager.profiles()) {
        if (!profile.can(capability))
            continue;
        m_places.append({profile.name, {}});
        const bool isOfSameSandbox = sourceProfile && profile.sandboxDir == sourceProfile->sandboxDir;
        const int score = (profile.readOnly ? 0 : 4) + (isOfSameSandbox ? 2 : 0) + (isOfTenant(profile) ? 0 : 1);
        if (score > bestScore) {
            m_chosen = m_places.last();
            bestScore = score;
        }
    }
}

bool MapDestinations::isTenant(const QString &connection) const
{
    const auto profile = m_manager.profile(connection);
    return profile && isOfTenant(*profile);
}

bool MapDestinations::isProject() const
{
    return !m_chosen.connection.isEmpty() && (!m_chosen.isConnection() || !isTenant(m_chosen.connection));
}

QStringList MapDestinations::titles() const
{
    QStringList titles;
    for (const ObjectPath &place : m_places)
        titles.append(titleOf(place));
    return titles;
}

QString MapDestinations::title() const
{
    return titleOf(m_chosen);
}

void MapDestinations::choose(const QString &title)
{
    const auto place = std::ranges::find(m_places, title, titleOf);
    if (place == m_places.end() || *place == m_chosen)
        return;
    m_chosen = *place;
    read();
    Q_EMIT chosenChanged();
}

// Of another tenant nothing is read: to open it may ask for a password. What cannot be read is told by who reads the
// facts of what is chosen.
void MapDestinations::read()
{
    const QString connection = m_chosen.connection;
    if (!isTenant(connection))
        return;
    const auto projects = m_manager.ask<QList<catalog::Entry>>(
        connection, [receiver = &m_manager, root = ObjectPath{connection, {}}](const connections::Backend &backend) {
            return catalog::listAll(backend.catalog, root, receiver);
        });
    m_question.ask(projects, [this, connection](const core::Result<QList<catalog::Entry>> &reply) {
        if (reply)
            accept(connection, *reply);
    });
}

// Those of a tenant, in place of the connection to it.
void MapDestinations::accept(const QString &connection, const QList<catalog::Entry> &entries)
{
    const auto first = std::ranges::find(m_places, connection, &ObjectPath::connection);
    if (first == m_places.end())
        return;
    const qsizetype at = first - m_places.begin();
    QList<ObjectPath> found;
    for (const catalog::Entry &entry : entries) {
        if (catalog::isDatabase(entry.kind))
            found.append(entry.path);
    }
    if (m_chosen.connection == connection && !m_chosen.isConnection() && !found.contains(m_chosen))
        found.prepend(m_chosen);
    if (found.isEmpty())
        return;
    m_places.removeIf([&connection](const ObjectPath &place) { return place.connection == connection; });
    for (qsizetype i = 0; i < found.size(); ++i)
        m_places.insert(at + i, found.at(i));
    const bool isOther = m_chosen == ObjectPath{connection, {}};
    if (isOther)
        m_chosen = found.first();
    Q_EMIT changed();
    if (isOther)
        Q_EMIT chosenChanged();
}

void MapDestinations::rename(const QString &before, const QString &after)
{
    for (ObjectPath &place : m_places) {
        if (place.connection == before)
            place.connection = after;
    }
    const bool isChosen = m_chosen.connection == before;
    if (isChosen)
        m_chosen.connection = after;
    Q_EMIT changed();
    if (isChosen)
        Q_EMIT chosenRenamed();
}

} // namespace isthmus::models
