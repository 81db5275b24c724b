// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/catalognode.h"
#include "catalog/catalogtreetexts.h"

#include <isthmus/core/format.h>
#include <isthmus/models/catalog/statusmodel.h>

namespace isthmus::models {

using catalog::ObjectKind;
using catalog::ObjectPath;
using connections::ConnectionManager;

CatalogTreeModel::CatalogTreeModel(ConnectionManager &manager, QObject *parent)
    : QAbstractItemModel(parent), m_manager(manager), m_root(std::make_unique<CatalogNode>(catalog::Entry{}))
{
    m_root->setState(State::Loaded);
    m_clock.setInterval(500);
    connect(&m_clock, &QTimer::timeout, this, qOverload<>(&CatalogTreeModel::tellWaiting));
    syncRoots();
    connect(&manager, &ConnectionManager::renamed, this, &CatalogTreeModel::renameConnection);
    connect(&manager, &ConnectionManager::profilesChanged, this, &CatalogTreeModel::syncRoots);
    connect(&manager, &ConnectionManager::statusChanged, this, [this](const QString &name) {
        const QModelIndex root = indexOf(ObjectPath{name, {}});
        if (root.isValid())
            Q_EMIT dataChanged(root, root,
                               {ConnectionStateRole, SilentRole, ErrorRole, RoundTripRole, Qt::AccessibleTextRole});
        if (m_manager.status(name).state == connections::ConnectionStatus::State::Connecting)
            m_clock.start(); // it is told how long that takes
    });
}

CatalogTreeModel::~CatalogTreeModel() = default;

// Shorthands

ObjectPath CatalogTreeModel::pathOf(const QModelIndex &index)
{
    return index.data(PathRole).value<ObjectPath>();
}

ObjectKind CatalogTreeModel::kindOf(const QModelIndex &index)
{
    return ObjectKind(index.data(KindRole).toInt());
}

CatalogTreeModel::State CatalogTreeModel::stateOf(const QModelIndex &index)
{
    return index.data(StateRole).value<State>();
}

CatalogTreeModel::Message CatalogTreeModel::messageOf(const QModelIndex &index)
{
    return index.data(MessageRole).value<Message>();
}

QString CatalogTreeModel::messageActionText(MessageAction action)
{
    switch (action) {
    case MessageAction::EditConnection:
        return tr("Edit connection…");
    case MessageAction::StartSandbox:
        return tr("Start the sandbox");
    case MessageAction::CopyDetails:
        return tr("Copy details");
    case MessageAction::Cancel:
        return tr("Cancel");
    case MessageAction::CheckMapping:
        return tr("Check mapping");
    case MessageAction::Retry:
        break;
    }
    return tr("Retry");
}

QString CatalogTreeModel::errorText(const QModelIndex &index)
{
    const QVariant value = index.data(ErrorRole);
    if (!value.isValid())
        return {};
    const auto error = value.value<core::Error>();
    QStringList lines{errorTitle(error, pathOf(index)), error.message, error.hint, error.code, error.furtherDetail()};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

// Structure

CatalogNode *CatalogTreeModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<CatalogNode *>(index.internalPointer()) : m_root.get();
}

QModelIndex CatalogTreeModel::indexAt(const CatalogNode *node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row(), 0, node);
}

CatalogNode *CatalogTreeModel::nodeOf(const ObjectPath &path) const
{
    CatalogNode *node = m_root->childNamed(path.connection);
    for (const QString &name : path.names) {
        if (!node)
            return nullptr;
        node = node->childNamed(name);
    }
    return node;
}

QModelIndex CatalogTreeModel::indexOf(const ObjectPath &path) const
{
    const CatalogNode *node = nodeOf(path);
    return node ? indexAt(node) : QModelIndex();
}

void CatalogTreeModel::visitNode(const CatalogNode &node, const std::function<void(const catalog::Entry &)> &visit)
{
    if (node.isMessage())
        return;
    visit(node.entry());
    for (int row = 0; !catalog::isRelation(node.entry().kind) && row < node.childCount(); ++row)
        visitNode(*node.child(row), visit);
}

void CatalogTreeModel::visitObjects(const QModelIndex &parent, int first, int last,
                                    const std::function<void(const catalog::Entry &)> &visit) const
{
    const CatalogNode &node = *nodeAt(parent);
    if (parent.isValid() && catalog::isRelation(node.entry().kind))
        return;
    for (int row = first; row <= last; ++row)
        visitNode(*node.child(row), visit);
}

QModelIndex CatalogTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column, nodeAt(parent)->child(row)) : QModelIndex();
}

QModelIndex CatalogTreeModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexAt(nodeAt(index)->parent()) : QModelIndex();
}

int CatalogTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : nodeAt(parent)->childCount();
}

int CatalogTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

bool CatalogTreeModel::hasChildren(const QModelIndex &parent) const
{
    return parent.column() <= 0 && nodeAt(parent)->mayHaveChildren();
}

bool CatalogTreeModel::canFetchMore(const QModelIndex &parent) const
{
    const CatalogNode *node = nodeAt(parent);
    return parent.isValid() && node->state() == State::NotLoaded && node->childCount() == 0; // else: what was found
}

void CatalogTreeModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent)) // views ask more than once
        startReading(nodeAt(parent));
}

Qt::ItemFlags CatalogTreeModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? flagsOf(*nodeAt(index)) : Qt::NoItemFlags;
}

// A view asks this twice of every row whenever rows come.
Qt::ItemFlags CatalogTreeModel::flagsOf(const CatalogNode &node)
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (node.isMessage() || node.state() == State::Leaf)
        flags |= Qt::ItemNeverHasChildren;
    if (node.isHeading())
        return Qt::ItemNeverHasChildren; // the keyboard passes over it
    if (node.isMessage())
        return flags;
    if (node.kind() == ObjectKind::Schema || catalog::isRelation(node.kind()))
        flags |= Qt::ItemIsDragEnabled;
    if (mayDropOn(node))
        flags |= Qt::ItemIsDropEnabled;
    return flags;
}

QHash<int, QByteArray> CatalogTreeModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractItemModel::roleNames();
    names.insert(PathRole, "path");
    names.insert(KindRole, "kind");
    names.insert(StateRole, "state");
    names.insert(MessageRole, "message");
    return names;
}

// Data

QVariant CatalogTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const CatalogNode &node = *nodeAt(index);
    if (node.isMessage())
        return messageData(node, role);
    const QVariant value = node.isRoot() ? rootData(node, role) : QVariant();
    return value.isValid() ? value : objectData(node, role);
}

connections::ConnectionStatus CatalogTreeModel::statusOf(const CatalogNode &root) const
{
    return StatusModel::shown(m_manager.status(root.path().connection));
}

QVariant CatalogTreeModel::rootData(const CatalogNode &node, int role) const
{
    switch (role) {
    case SilentRole:
        return m_manager.status(node.path().connection).isSilent;
    case ConnectionStateRole:
        return int(statusOf(node).state);
    case ColourRole:
        return profileOf(node).colour;
    case ProductionRole:
        return profileOf(node).environment == connections::Environment::Production;
    case ErrorRole: {
        const auto error = statusOf(node).error;
        return error ? QVariant::fromValue(*error) : QVariant(); // that of reading: objectData()
    }
    case WaitedRole: {
        const auto waited = m_waited.constFind(node.path().connection);
        return waited != m_waited.cend() ? QVariant(*waited) : QVariant();
    }
    case RoundTripRole: {
        const auto status = m_manager.status(node.path().connection);
        return status.server ? QVariant(qint64(status.server->roundTrip.count())) : QVariant();
    }
    default:
        return {};
    }
}

QVariant CatalogTreeModel::objectData(const CatalogNode &node, int role) const
{
    const catalog::Entry &entry = node.entry();
    switch (role) {
    case Qt::DisplayRole:
        return catalog::isFolder(entry.kind) ? catalog::folderTitle(entry.kind) : entry.name();
    case Qt::AccessibleTextRole:
        return accessibleText(node);
    case Qt::ToolTipRole: {
        const QStringList others = objectData(node, CounterpartRole).toStringList();
        QStringList lines;
        if (!others.isEmpty())
            lines.append(tr("Mapped: %1").arg(others.join(QStringLiteral(", "))));
        if (const auto drift = m_drifts.constFind(entry.path); drift != m_drifts.cend())
            lines.append(drift->text);
        return lines.isEmpty() ? QVariant() : lines.join(u'\n');
    }
    case PathRole:
        return QVariant::fromValue(entry.path);
    case KindRole:
        return int(entry.kind);
    case EntryRole:
        return QVariant::fromValue(entry);
    case StateRole:
        return QVariant::fromValue(node.state());
    case ErrorRole:
        return node.state() == State::Failed ? QVariant::fromValue(node.reading()->error) : QVariant();
    case IsMessageRole:
        return false;
    case MessageRole:
        return QVariant::fromValue(Message::None);
    case RowEstimateRole:
        return entry.rowEstimate ? QVariant(*entry.rowEstimate) : QVariant();
    case NoteRole:
        return entry.note;
    case CommentRole:
        return entry.comment;
    case KeyRole:
        return entry.keyPosition.has_value();
    case CounterpartRole: {
        QStringList texts;
        for (const ObjectPath &other : counterpartsOf(entry.path))
            texts.append(other.toString());
        return texts;
    }
    case WaitedRole: {
        const int waited = waitedFor(node);
        return waited > 0 ? QVariant(waited) : QVariant();
    }
    case DriftRole: {
        const auto drift = m_drifts.constFind(entry.path);
        return drift == m_drifts.cend() ? QVariant() : QVariant(int(drift->state));
    }
    case DriftTextRole:
        return m_drifts.value(entry.path).text;
    case LiveRole:
        return entry.kind == ObjectKind::ExternalSchema;
    case StaleSinceRole: {
        const QDateTime since = staleSince(node);
        return since.isValid() ? QVariant(since) : QVariant();
    }
    default:
        return {};
    }
}

QVariant CatalogTreeModel::messageData(const CatalogNode &node, int role) const
{
    if (node.isHeading())
        return headingData(node, role);
    const CatalogNode &owner = *node.parent();
    const bool isError = owner.state() == State::Failed;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        break;
    case PathRole:
    case KindRole:
        return objectData(owner, role);
    case StateRole:
        return QVariant::fromValue(State::Leaf);
    case ErrorRole:
        return isError ? QVariant::fromValue(owner.reading()->error) : QVariant();
    case IsMessageRole:
        return true;
    case MessageRole:
        return QVariant::fromValue(node.message());
    case Qt::ToolTipRole:
        return node.message() == Message::Hidden ? owner.reading()->hidden.join(QStringLiteral(", ")) : QVariant();
    case MessageActionsRole: {
        if (node.message() == Message::Loading && waitedFor(owner) > 0)
            return QVariant::fromValue(QList<int>{int(MessageAction::Cancel)});
        if (node.message() != Message::ErrorActions)
            return {};
        const core::Error &error = owner.reading()->error;
        const auto profile = m_manager.profile(owner.path().connection);
        const bool isOfSandbox = profile && !profile->sandboxDir.isEmpty();
        QList<int> actions{int(MessageAction::Retry)};
        if (owner.kind() == ObjectKind::ExternalSchema && !error.isCancelled() && !error.isTransient())
            actions.append(int(MessageAction::CheckMapping));
        const bool isOfConnection =
            owner.isRoot() || error.isTransient() || error.kind == core::ErrorKind::Authentication;
        if (isOfSandbox && error.isTransient())
            actions.prepend(int(MessageAction::StartSandbox));
        else if (isOfConnection && !error.isCancelled())
            actions.append(int(MessageAction::EditConnection));
        if (!error.hint.isEmpty() || !error.detail.isEmpty())
            actions.append(int(MessageAction::CopyDetails));
        return QVariant::fromValue(actions);
    }
    default:
        return {};
    }

    switch (node.message()) {
    case Message::Loading: {
        const int names = owner.reading()->isRefresh ? 0 : owner.reading()->namesTold;
        const QString text = names > 0 ? readingMoreText(names) : catalog::readingText(owner.entry().kind);
        return waitedFor(owner) > 0 ? waitingText(text, waitedFor(owner)) : text;
    }
    case Message::Empty:
        return catalog::emptyText(owner.entry().kind);
    case Message::Hidden:
        return hiddenText(int(owner.reading()->hidden.size()));
    case Message::ErrorTitle:
        return errorTitle(owner.reading()->error, owner.path());
    case Message::ErrorDetail:
        return errorDetail(owner.reading()->error);
    case Message::ErrorActions: {
        QStringList texts;
        for (const int action : messageData(node, MessageActionsRole).value<QList<int>>())
            texts.append(messageActionText(MessageAction(action)));
        return texts.join(QStringLiteral(" · "));
    }
    case Message::Group: // headingData()
    case Message::None:
        break;
    }
    return {};
}

QString CatalogTreeModel::accessibleText(const CatalogNode &node) const
{
    const catalog::Entry &entry = node.entry();
    QStringList parts{entry.name(), catalog::objectKindTitle(entry.kind)};
    if (catalog::isFolder(entry.kind))
        parts.removeFirst();
    if (node.isRoot()) {
        using Status = connections::ConnectionStatus::State;
        switch (statusOf(node).state) {
        case Status::Idle:
            parts.append(tr("idle"));
            break;
        case Status::Connecting:
            parts.append(tr("connecting"));
            break;
        case Status::Connected:
            parts.append(tr("connected"));
            break;
        case Status::Failed:
            parts.append(tr("not connected"));
            break;
        }
        parts.append(connections::environmentTitle(profileOf(node).environment));
        parts.removeAll(QString());
    }
    if (!entry.note.isEmpty())
        parts.append(entry.note);
    if (entry.keyPosition)
        parts.append(tr("primary key"));
    if (entry.rowEstimate)
        parts.append(tr("about %1 rows").arg(core::formatCompactCount(*entry.rowEstimate)));
    if (m_counterparts.contains(entry.path))
        parts.append(tr("mapped"));
    if (const auto drift = m_drifts.constFind(entry.path); drift != m_drifts.cend())
        parts.append(driftText(drift->state));
    if (entry.kind == ObjectKind::ExternalSchema)
        parts.append(tr("live"));
    if (node.state() == State::Failed)
        parts.append(tr("reading failed"));
    return parts.join(QStringLiteral(", "));
}

QDateTime CatalogTreeModel::staleSince(const CatalogNode &node) const
{
    for (const CatalogNode *above = node.parent(); above && above != m_root.get(); above = above->parent()) {
        if (above->state() == State::Failed)
            return above->reading()->readAt;
    }
    return {};
}

void CatalogTreeModel::setCounterpart(const ObjectPath &a, const ObjectPath &b)
{
    const auto mark = [this](const ObjectPath &of, const ObjectPath &other) {
        QList<ObjectPath> &others = m_counterparts[of];
        if (others.contains(other))
            return;
        others.append(other);
        tellCounterparts(of);
    };
    mark(a, b);
    mark(b, a);
}

void CatalogTreeModel::removeCounterpart(const ObjectPath &a, const ObjectPath &b)
{
    const auto unmark = [this](const ObjectPath &of, const ObjectPath &other) {
        const auto others = m_counterparts.find(of);
        if (others == m_counterparts.end() || others->removeAll(other) == 0)
            return;
        if (others->isEmpty())
            m_counterparts.erase(others);
        tellCounterparts(of);
    };
    unmark(a, b);
    unmark(b, a);
}

void CatalogTreeModel::removeCounterparts(const ObjectPath &path)
{
    const QList<ObjectPath> others = m_counterparts.take(path);
    if (others.isEmpty())
        return;
    for (const ObjectPath &other : others) {
        m_counterparts[other].removeAll(path);
        if (m_counterparts[other].isEmpty())
            m_counterparts.remove(other);
        tellCounterparts(other);
    }
    tellCounterparts(path);
}

void CatalogTreeModel::setDrift(const ObjectPath &path, mapping::DriftState state, const QString &text)
{
    const bool isEqual = state == mapping::DriftState::Equal;
    const auto known = m_drifts.constFind(path);
    if (isEqual ? known == m_drifts.cend() : known != m_drifts.cend() && known->state == state && known->text == text)
        return;
    if (isEqual)
        m_drifts.remove(path);
    else
        m_drifts.insert(path, {state, text});
    const QModelIndex index = indexOf(path);
    if (index.isValid())
        Q_EMIT dataChanged(index, index, {DriftRole, DriftTextRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
}

void CatalogTreeModel::tellCounterparts(const ObjectPath &path)
{
    const QModelIndex index = indexOf(path);
    if (index.isValid())
        Q_EMIT dataChanged(index, index, {CounterpartRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
    Q_EMIT counterpartsChanged(path);
}

} // namespace isthmus::models
