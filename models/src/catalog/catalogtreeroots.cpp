// SPDX-License-Identifier: GPL-3.0-or-later
// CatalogTreeModel: the connections, in their order and below the headings of their groups.
#include "catalog/catalognode.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/core/nameorder.h>

#include <algorithm>

namespace isthmus::models {

using catalog::Entry;
using catalog::ObjectPath;
using connections::Profile;

namespace {

catalog::Side sideOf(catalog::ObjectKind root)
{
    return catalog::infoOf(root).side;
}

// The user's order; with groups those of a side together, first those that have none.
QList<Profile> arranged(QList<Profile> profiles)
{
    if (std::ranges::all_of(profiles, [](const Profile &profile) { return profile.group.isEmpty(); }))
        return profiles;
    std::ranges::stable_sort(profiles, [](const Profile &a, const Profile &b) {
        const auto sideA = sideOf(a.rootKind());
        const auto sideB = sideOf(b.rootKind());
        if (sideA != sideB)
            return sideA < sideB;
        if (a.group.isEmpty() != b.group.isEmpty())
            return a.group.isEmpty();
        return core::isNameBefore(a.group, b.group);
    });
    return profiles;
}

QString noteOf(const Profile &profile)
{
    if (!profile.damage.isEmpty())
        return CatalogTreeModel::tr("damaged");
    if (const QString group = profile.computeGroup(); !group.isEmpty())
        return group; // the icon tells the rest
    switch (profile.rootKind()) {
    case catalog::ObjectKind::HologresDataSource:
        return CatalogTreeModel::tr("data source");
    case catalog::ObjectKind::HologresInstance:
        return CatalogTreeModel::tr("instance");
    case catalog::ObjectKind::MaxComputeTenant:
        return CatalogTreeModel::tr("tenant");
    case catalog::ObjectKind::Source:
        return profile.info().title;
    default:
        return {};
    }
}

Entry entryOf(const Profile &profile)
{
    Entry entry;
    entry.path = ObjectPath{profile.name, {}};
    entry.kind = profile.rootKind();
    entry.mayHaveChildren = true;
    entry.note = noteOf(profile);
    return entry;
}

// Whether both show the same, whatever people say of them and whichever compute group reads it.
bool showSame(Profile one, const Profile &other)
{
    one.describeAs(other);
    one.set(one.info().computeGroupField, other.computeGroup());
    return one == other;
}

struct Heading {
    int row = 0; // among all rows
    QString group;
    catalog::ObjectKind kind{}; // of the connection below it, for its side

    friend bool operator==(const Heading &, const Heading &) = default;
};

QList<Heading> headingsOf(const QList<Profile> &profiles)
{
    QList<Heading> headings;
    for (qsizetype i = 0; i < profiles.size(); ++i) {
        const Profile &profile = profiles.at(i);
        const auto kind = profile.rootKind();
        const bool isFirst = headings.isEmpty() || headings.last().group != profile.group
            || sideOf(headings.last().kind) != sideOf(kind);
        if (!profile.group.isEmpty() && isFirst)
            headings.append({int(i + headings.size()), profile.group, kind});
    }
    return headings;
}

} // namespace

const Profile &CatalogTreeModel::profileOf(const CatalogNode &root) const
{
    static const Profile none;
    const auto found = m_profiles.constFind(root.path().connection);
    return found == m_profiles.cend() ? none : *found;
}

QVariant CatalogTreeModel::headingData(const CatalogNode &node, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return node.groupName();
    case Qt::AccessibleTextRole:
        return tr("group %1").arg(node.groupName());
    case PathRole:
        return QVariant::fromValue(ObjectPath());
    case KindRole:
        return int(node.kind());
    case StateRole:
        return QVariant::fromValue(State::Leaf);
    case IsMessageRole:
        return true;
    case MessageRole:
        return QVariant::fromValue(Message::Group);
    default:
        return {};
    }
}

void CatalogTreeModel::syncRoots()
{
    const QList<Profile> profiles = arranged(m_manager.profiles());
    QHash<QString, Profile> byName;
    for (const Profile &profile : profiles)
        byName.insert(profile.name, profile);
    const auto before = std::exchange(m_profiles, byName);
    m_waited.removeIf(
        [&](QHash<QString, int>::iterator waited) { return before.value(waited.key()) != byName.value(waited.key()); });
    arrangeRoots(profiles);
    for (const Profile &profile : profiles) {
        CatalogNode *root = m_root->childNamed(profile.name);
        root->setMapSide(profile.can(connections::Capability::MappedTo)         ? CatalogNode::MapSide::MaxCompute
                             : profile.can(connections::Capability::MappedFrom) ? CatalogNode::MapSide::Hologres
                                                                                : CatalogNode::MapSide::None);
        if (!before.contains(profile.name) || before.value(profile.name) == profile)
            continue;
        const QModelIndex index = indexAt(root);
        Q_EMIT dataChanged(index, index, {ColourRole, ProductionRole, Qt::AccessibleTextRole});
        if (root->state() == State::NotLoaded || showSame(before.value(profile.name), profile))
            continue;
        removeAllChildren(root); // what is shown came from elsewhere
        root->forget();
        startReading(root);
    }
    advanceReveals();
}

// Its rows stay, open and selected as they are, and only what is being read begins anew, by the new name. What else has
// changed of it is found by syncRoots().
void CatalogTreeModel::renameConnection(const QString &before, const QString &after)
{
    CatalogNode *root = m_root->childNamed(before);
    if (!root || m_root->childNamed(after))
        return;
    root->renameConnection(after);
    Profile profile = m_profiles.take(before);
    profile.name = after;
    m_profiles.insert(after, profile);
    m_waited.remove(before);
    m_searches.remove(before);
    for (Reveal &reveal : m_reveals) {
        if (reveal.path.connection == before)
            reveal = {{after, reveal.path.names}, {}};
    }
    renameCounterparts(before, after);
    const QModelIndex index = indexAt(root);
    Q_EMIT dataChanged(index, index);
    readAnew(root);
}

void CatalogTreeModel::readAnew(CatalogNode *node)
{
    const bool isUnknown = node->state() == State::Failed && node->reading()->error.kind == core::ErrorKind::NotFound;
    if (node->state() == State::Loading || isUnknown)
        startReading(node);
    if (node->reading()) // it may be told that its name is unknown; it is asked again then
        node->reading()->completing.cancel();
    for (int row = 0; row < node->childCount(); ++row) {
        if (!node->child(row)->isMessage())
            readAnew(node->child(row));
    }
}

void CatalogTreeModel::renameCounterparts(const QString &before, const QString &after)
{
    const auto rename = [&](ObjectPath *path) {
        if (path->connection == before)
            path->connection = after;
    };
    QHash<ObjectPath, QList<ObjectPath>> renamed;
    QList<ObjectPath> changed;
    for (auto it = m_counterparts.begin(); it != m_counterparts.end(); ++it) {
        ObjectPath path = it.key();
        QList<ObjectPath> others = it.value();
        rename(&path);
        std::ranges::for_each(others, [&](ObjectPath &other) { rename(&other); });
        if (path != it.key() || others != it.value())
            changed.append(path);
        renamed.insert(path, others);
    }
    m_counterparts = renamed;
    for (const ObjectPath &path : std::as_const(changed))
        tellCounterparts(path);
}

// Headings go and come around any other change: rows are compared and moved among connections alone.
void CatalogTreeModel::arrangeRoots(const QList<Profile> &profiles)
{
    QList<Entry> entries;
    for (const Profile &profile : profiles)
        entries.append(entryOf(profile));
    const QList<Heading> headings = headingsOf(profiles);
    QList<Heading> shown;
    QList<Entry> shownEntries;
    for (int row = 0; row < m_root->childCount(); ++row) {
        const CatalogNode &child = *m_root->child(row);
        if (child.isHeading())
            shown.append({row, child.groupName(), child.kind()});
        else
            shownEntries.append(child.entry());
    }
    if (shown == headings && shownEntries == entries)
        return;
    for (qsizetype i = shown.size() - 1; i >= 0; --i)
        removeRun(m_root.get(), shown.at(i).row, shown.at(i).row);
    syncObjects(m_root.get(), entries);
    for (const Heading &heading : headings) {
        CatalogNode::Children rows;
        rows.push_back(std::make_unique<CatalogNode>(heading.group, heading.kind));
        beginInsertRows({}, heading.row, heading.row);
        m_root->insert(heading.row, std::move(rows));
        endInsertRows();
    }
}

} // namespace isthmus::models
