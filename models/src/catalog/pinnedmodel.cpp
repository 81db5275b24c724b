// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/catalog/pinnedmodel.h>
#include <isthmus/models/table/tablekinds.h>

#include <algorithm>

namespace isthmus::models {

using catalog::ObjectKind;
using catalog::ObjectPath;

namespace {

std::optional<ObjectKind> kindNamed(QStringView name)
{
    for (int kind = 0; kind <= int(catalog::lastObjectKind); ++kind) {
        if (catalog::objectKindName(ObjectKind(kind)) == name)
            return ObjectKind(kind);
    }
    return std::nullopt;
}

QString placeText(const ObjectPath &path)
{
    const ObjectPath above = path.parent();
    QStringList names = QStringList{above.connection} + above.names;
    names.removeAll(catalog::partitionsFolder);
    return names.join(QStringLiteral(" › "));
}

} // namespace

PinnedModel::PinnedModel(const CatalogTreeModel &tree, const connections::ConnectionManager &connections,
                         QObject *parent)
    : QAbstractListModel(parent), m_tree(tree), m_connections(connections)
{
    connect(&tree, &QAbstractItemModel::dataChanged, this, &PinnedModel::treeChanged);
    connect(&connections, &connections::ConnectionManager::profilesChanged, this, &PinnedModel::show);
}

bool PinnedModel::canPin(ObjectKind kind)
{
    return hasTablePage(kind) || (catalog::isContainer(kind) && !catalog::isRoot(kind));
}

qsizetype PinnedModel::placeOf(const ObjectPath &path) const
{
    const auto found = std::ranges::find(m_pins, path, &Pin::path);
    return found == m_pins.end() ? -1 : found - m_pins.begin();
}

bool PinnedModel::isPinned(const ObjectPath &path) const
{
    return placeOf(path) >= 0;
}

void PinnedModel::pin(const ObjectPath &path, ObjectKind kind)
{
    if (!canPin(kind) || isPinned(path) || m_pins.size() >= mostPins)
        return;
    m_pins.append({path, kind, false});
    show();
    Q_EMIT changed();
}

void PinnedModel::unpin(const ObjectPath &path)
{
    const qsizetype place = placeOf(path);
    if (place < 0)
        return;
    const qsizetype row = m_shown.indexOf(place);
    if (row >= 0)
        beginRemoveRows({}, int(row), int(row));
    m_pins.remove(place);
    m_shown.removeAll(place);
    for (qsizetype &shown : m_shown)
        shown -= shown > place ? 1 : 0;
    if (row >= 0)
        endRemoveRows();
    Q_EMIT changed();
}

void PinnedModel::renameConnection(const QString &before, const QString &after)
{
    const bool isThere = std::ranges::any_of(m_pins, [&](const Pin &pin) { return pin.path.connection == before; });
    if (!isThere || before == after)
        return;
    if (after.isEmpty())
        m_pins.removeIf([&](const Pin &pin) { return pin.path.connection == before; });
    for (Pin &pin : m_pins) {
        if (pin.path.connection == before)
            pin.path.connection = after;
    }
    show();
    Q_EMIT changed();
}

QStringList PinnedModel::saved() const
{
    QStringList lines;
    for (const Pin &pin : m_pins)
        lines.append(catalog::objectKindName(pin.kind) + u' ' + pin.path.toString());
    return lines;
}

void PinnedModel::restore(const QStringList &saved)
{
    m_pins.clear();
    for (const QString &line : saved) {
        const qsizetype blank = line.indexOf(u' ');
        const auto kind = kindNamed(QStringView(line).first(std::max<qsizetype>(blank, 0)));
        const auto path = ObjectPath::parse(line.sliced(blank + 1));
        if (kind && canPin(*kind) && path && !isPinned(*path) && m_pins.size() < mostPins)
            m_pins.append({*path, *kind, false});
    }
    show();
}

int PinnedModel::rowOf(const ObjectPath &path) const
{
    const qsizetype place = placeOf(path);
    return place < 0 ? -1 : int(m_shown.indexOf(place));
}

// Those between, of connections that are not there, keep their order.
bool PinnedModel::moveRows(const QModelIndex &fromParent, int from, int count, const QModelIndex &toParent, int to)
{
    const bool isRange = !fromParent.isValid() && !toParent.isValid() && from >= 0 && count > 0
        && from + count <= rowCount() && to >= 0 && to <= rowCount();
    if (!isRange || !beginMoveRows({}, from, from + count - 1, {}, to))
        return false;
    QList<Pin> moved;
    for (int row = 0; row < count; ++row)
        moved.append(m_pins.at(m_shown.at(from + row)));
    qsizetype place = to < m_shown.size() ? m_shown.at(to) : m_pins.size();
    for (int row = count - 1; row >= 0; --row) {
        m_pins.remove(m_shown.at(from + row));
        place -= m_shown.at(from + row) < place ? 1 : 0;
    }
    for (qsizetype i = 0; i < moved.size(); ++i)
        m_pins.insert(place + i, moved.at(i));
    m_shown = placesShown();
    endMoveRows();
    Q_EMIT changed();
    return true;
}

// Those of the connections that there are.
QList<qsizetype> PinnedModel::placesShown() const
{
    QList<qsizetype> shown;
    for (qsizetype place = 0; place < m_pins.size(); ++place) {
        if (m_connections.profile(m_pins.at(place).path.connection))
            shown.append(place);
    }
    return shown;
}

void PinnedModel::show()
{
    const QList<qsizetype> shown = placesShown();
    beginResetModel();
    m_shown = shown;
    for (Pin &pin : m_pins)
        lookFor(&pin);
    endResetModel();
}

// What is not read is taken to be there.
void PinnedModel::lookFor(Pin *pin) const
{
    pin->isGone = false;
    for (ObjectPath path = pin->path; !path.isConnection(); path = path.parent()) {
        if (const QModelIndex row = m_tree.indexOf(path); row.isValid()) {
            if (path == pin->path && canPin(CatalogTreeModel::kindOf(row)))
                pin->kind = CatalogTreeModel::kindOf(row); // of a table more may be known now
            return;
        }
        if (const QModelIndex above = m_tree.indexOf(path.parent()); above.isValid()) {
            pin->isGone = CatalogTreeModel::stateOf(above) == CatalogTreeModel::State::Loaded;
            return;
        }
    }
}

// A level that was read, which its parent's state tells, or rows of which more is known.
void PinnedModel::treeChanged(const QModelIndex &first, const QModelIndex &, const QList<int> &roles)
{
    const bool isRead = roles.contains(CatalogTreeModel::StateRole);
    if (m_pins.isEmpty() || (!isRead && !roles.isEmpty()))
        return;
    const ObjectPath path = CatalogTreeModel::pathOf(first);
    const ObjectPath level = isRead ? path : path.parent();
    bool isOtherKind = false;
    for (qsizetype place = 0; place < m_pins.size(); ++place) {
        Pin &pin = m_pins[place];
        const bool isBelow = pin.path.connection == level.connection && pin.path.names.size() > level.names.size()
            && pin.path.names.first(level.names.size()) == level.names;
        if (!isBelow)
            continue;
        const Pin before = pin;
        lookFor(&pin);
        isOtherKind = isOtherKind || pin.kind != before.kind;
        if (const qsizetype row = m_shown.indexOf(place); row >= 0 && pin != before)
            Q_EMIT dataChanged(index(int(row)), index(int(row)));
    }
    if (isOtherKind)
        Q_EMIT changed();
}

int PinnedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

// Dropped between rows, never on one.
Qt::ItemFlags PinnedModel::flags(const QModelIndex &index) const
{
    const auto usual = QAbstractListModel::flags(index);
    return index.isValid() ? usual | Qt::ItemIsDragEnabled : usual | Qt::ItemIsDropEnabled;
}

QVariant PinnedModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Pin &pin = m_pins.at(m_shown.at(index.row()));
    switch (role) {
    case Qt::DisplayRole:
        return pin.path.name();
    case Qt::ToolTipRole:
        return pin.isGone
            ? tr("%1\nIt is not there any more. Unpin it, or refresh what it was in.").arg(pin.path.toString())
            : pin.path.toString();
    case Qt::AccessibleTextRole: {
        const QString text =
            tr("%1, %2, in %3").arg(pin.path.name(), catalog::objectKindTitle(pin.kind), placeText(pin.path));
        return pin.isGone ? tr("%1, gone").arg(text) : text;
    }
    case CatalogTreeModel::PathRole:
        return QVariant::fromValue(pin.path);
    case CatalogTreeModel::KindRole:
        return int(pin.kind);
    case PlaceRole:
        return placeText(pin.path);
    case GoneRole:
        return pin.isGone;
    default:
        return {};
    }
}

} // namespace isthmus::models
