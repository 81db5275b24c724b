// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/actions/selection.h>
#include <isthmus/models/catalog/catalogtreemodel.h>

namespace isthmus::models {

using connections::Profile;

namespace {

// The data source connection that reaches the database in which an object of an instance connection lies.
QString dataSourceFor(const catalog::ObjectPath &path, const Profile &instance, const QList<Profile> &profiles)
{
    if (instance.system != Profile::System::Hologres || instance.mode != Profile::Mode::Instance
        || path.names.isEmpty())
        return {};
    for (const Profile &profile : profiles) {
        if (profile.system == Profile::System::Hologres && profile.mode == Profile::Mode::DataSource
            && profile.host == instance.host && profile.port == instance.port && profile.database == path.names.first())
            return profile.name;
    }
    return {};
}

void add(const catalog::ObjectPath &path, catalog::ObjectKind kind, const connections::ConnectionManager &manager,
         Selection *selection)
{
    const auto profile = manager.profile(path.connection);
    if (!profile)
        return; // its connection was just removed
    SelectedObject object;
    object.path = path;
    object.kind = kind;
    object.system = profile->system;
    object.mode = profile->mode;
    object.connectionState = manager.status(path.connection).state;
    object.readOnly = profile->readOnly;
    object.dataSource = dataSourceFor(path, *profile, manager.profiles());
    if (!selection->objects.contains(object))
        selection->objects.append(object);
}

Selection emptySelection(const connections::ConnectionManager &manager)
{
    Selection selection;
    for (const Profile &profile : manager.profiles()) {
        if (profile.system != Profile::System::MaxCompute)
            continue;
        selection.hasMaxCompute = true;
        selection.hasWritableMaxCompute |= !profile.readOnly;
    }
    return selection;
}

} // namespace

QList<catalog::ObjectPath> Selection::paths() const
{
    QList<catalog::ObjectPath> paths;
    for (const SelectedObject &object : objects)
        paths.append(object.path);
    return paths;
}

Selection selectionOf(const QModelIndexList &indexes, const connections::ConnectionManager &manager)
{
    Selection selection = emptySelection(manager);
    for (const QModelIndex &index : indexes) {
        if (index.isValid() && CatalogTreeModel::messageOf(index) == CatalogTreeModel::Message::None)
            add(CatalogTreeModel::pathOf(index), CatalogTreeModel::kindOf(index), manager, &selection);
    }
    return selection;
}

Selection selectionOf(const catalog::ObjectPath &path, catalog::ObjectKind kind,
                      const connections::ConnectionManager &manager)
{
    Selection selection = emptySelection(manager);
    add(path, kind, manager, &selection);
    return selection;
}

} // namespace isthmus::models
