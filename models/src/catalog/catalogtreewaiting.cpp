// SPDX-License-Identifier: GPL-3.0-or-later
// CatalogTreeModel: what the rows tell of a server that does not answer.
#include "catalog/catalognode.h"

#include <algorithm>

namespace isthmus::models {

namespace {

using Clock = std::chrono::steady_clock;

// Whole seconds, at least one; zero before \a patience is at its end.
int secondsSince(Clock::time_point begin, std::chrono::milliseconds patience)
{
    const auto waited = Clock::now() - begin;
    return waited < patience ? 0 : std::max(1, int(std::chrono::duration_cast<std::chrono::seconds>(waited).count()));
}

} // namespace

void CatalogTreeModel::setPatience(std::chrono::milliseconds patience)
{
    m_patience = patience;
    m_clock.setInterval(std::min<std::chrono::milliseconds>(patience, std::chrono::milliseconds(500)));
}

int CatalogTreeModel::waitedFor(const CatalogNode &node) const
{
    return node.state() == State::Loading ? secondsSince(node.reading()->asked, m_patience) : 0;
}

void CatalogTreeModel::watch(CatalogNode *node)
{
    m_watched.append(QPersistentModelIndex(indexAt(node)));
    m_clock.start();
}

void CatalogTreeModel::tellWaiting()
{
    m_watched.removeIf([this](const QPersistentModelIndex &index) {
        return !index.isValid() || nodeAt(index)->state() != State::Loading;
    });
    const auto watched = m_watched;
    for (const QPersistentModelIndex &index : watched) {
        if (index.isValid())
            tellWaiting(nodeAt(index));
    }
    bool isConnecting = false;
    for (int row = 0; row < m_root->childCount(); ++row) {
        if (m_root->child(row)->isMessage())
            continue;
        tellWaitingOf(m_root->child(row)->path().connection);
        isConnecting |= m_manager.status(m_root->child(row)->path().connection).state
            == connections::ConnectionStatus::State::Connecting;
    }
    if (m_watched.isEmpty() && !isConnecting)
        m_clock.stop();
}

// Brings up to date what is told of \a node, if that is a second older or an answer has come.
void CatalogTreeModel::tellWaiting(CatalogNode *node)
{
    CatalogNode::Reading &reading = *node->reading();
    const int waited = waitedFor(*node);
    if (waited == reading.waitedTold)
        return;
    reading.waitedTold = waited;
    if (waited > 0)
        showLoadingRow(node);
    else if (node->childCount() > 1 && node->child(0)->message() == Message::Loading)
        removeRun(node, 0, 0); // an answer has come
    const QModelIndex index = indexAt(node);
    Q_EMIT dataChanged(index, index, {WaitedRole});
    for (const int row : {0, node->childCount() - 1}) {
        if (row < 0 || row >= node->childCount() || node->child(row)->message() != Message::Loading)
            continue;
        const QModelIndex loading = indexAt(node->child(row));
        Q_EMIT dataChanged(loading, loading, {Qt::DisplayRole, Qt::AccessibleTextRole, MessageActionsRole});
    }
    tellWaitingOf(node->path().connection);
}

void CatalogTreeModel::tellWaitingOf(const QString &connection)
{
    int waited = 0;
    for (const QPersistentModelIndex &index : std::as_const(m_watched)) {
        if (index.isValid() && nodeAt(index)->path().connection == connection)
            waited = std::max(waited, waitedFor(*nodeAt(index)));
    }
    const auto status = m_manager.status(connection);
    if (status.state == connections::ConnectionStatus::State::Connecting)
        waited = std::max(waited, secondsSince(status.since, m_patience));
    if (waited == m_waited.value(connection))
        return;
    if (waited > 0)
        m_waited.insert(connection, waited);
    else
        m_waited.remove(connection);
    m_manager.noteSilence(connection, waited > 0);
    const QModelIndex root = indexOf({connection, {}});
    if (root.isValid())
        Q_EMIT dataChanged(root, root, {WaitedRole, ConnectionStateRole});
}

} // namespace isthmus::models
