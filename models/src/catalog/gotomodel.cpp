// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/catalog/gotomodel.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <tuple>

namespace isthmus::models {

using namespace std::chrono_literals;

namespace {

bool isSubsequence(QStringView letters, QStringView text)
{
    qsizetype next = 0;
    for (const QChar c : text) {
        if (next < letters.size() && c == letters[next])
            ++next;
    }
    return next == letters.size();
}

// How well \a text fits, 0 is best; nothing if it does not.
std::optional<int> rankOf(QStringView pattern, QStringView text)
{
    if (text == pattern)
        return 0;
    if (text.startsWith(pattern))
        return 1;
    if (text.contains(pattern))
        return 2;
    return isSubsequence(pattern, text) ? std::optional(3) : std::nullopt;
}

} // namespace

GoToModel::GoToModel(CatalogTreeModel &tree, QObject *parent) : QAbstractListModel(parent), m_tree(tree)
{
    m_showSoon.setSingleShot(true);
    m_showSoon.setInterval(50ms);
    connect(&m_showSoon, &QTimer::timeout, this, [this] {
        if (m_isStale)
            search();
        else
            show();
    });
    connect(&tree, &QAbstractItemModel::rowsInserted, this, &GoToModel::take);
    connect(&tree, &QAbstractItemModel::rowsAboutToBeRemoved, this, &GoToModel::drop);
}

void GoToModel::readNames()
{
    for (int row = 0; row < m_tree.rowCount(); ++row)
        m_tree.fetchMore(m_tree.index(row, 0));
}

void GoToModel::setPattern(const QString &pattern)
{
    const QString folded = pattern.trimmed().toCaseFolded().replace(u'/', u'.');
    if (folded == m_pattern)
        return;
    m_pattern = folded;
    search();
}

void GoToModel::take(const QModelIndex &parent, int first, int last)
{
    if (m_pattern.isEmpty() || m_isStale)
        return; // nothing is shown; or all is searched soon
    m_tree.visitObjects(parent, first, last, [this](const catalog::Entry &entry) { takeOne(entry); });
    if (!m_showSoon.isActive())
        m_showSoon.start();
}

void GoToModel::takeOne(const catalog::Entry &entry)
{
    if (catalog::isFolder(entry.kind))
        return;
    const auto foldedPath = [&entry] {
        QStringList names = entry.path.names;
        names.prepend(entry.path.connection);
        return names.join(u'.').toCaseFolded();
    };
    Match match;
    match.folded = entry.path.name().toCaseFolded();
    const bool hasPlace = m_pattern.contains(u'.');
    if (hasPlace)
        match.foldedPath = foldedPath();
    const auto rank = rankOf(m_pattern, hasPlace ? match.foldedPath : match.folded);
    if (!rank)
        return;
    match.rank = *rank;
    const bool isFull = m_best.size() == mostRows;
    m_hasMore |= isFull;
    if (isFull
        && std::pair(match.rank, match.folded.size()) > std::pair(m_best.last().rank, m_best.last().folded.size()))
        return; // most end here, without a path
    if (!hasPlace)
        match.foldedPath = foldedPath();
    match.path = entry.path;
    match.kind = entry.kind;
    const auto order = [](const Match &m) { return std::tuple(m.rank, m.folded.size(), QStringView(m.foldedPath)); };
    m_best.insert(std::ranges::upper_bound(m_best, order(match), {}, order), match);
    if (m_best.size() > mostRows)
        m_best.removeLast();
}

// Whether \a match is one of the rows of the tree, or below one.
bool GoToModel::isAmong(const Match &match, const QModelIndex &parent, int first, int last) const
{
    QModelIndex row = m_tree.indexOf(match.path);
    while (row.isValid() && row.parent() != parent)
        row = row.parent();
    return row.isValid() && row.row() >= first && row.row() <= last;
}

void GoToModel::drop(const QModelIndex &parent, int first, int last)
{
    if (m_pattern.isEmpty() || m_isStale)
        return;
    const auto dropped = m_best.removeIf([&](const Match &match) { return isAmong(match, parent, first, last); });
    if (dropped == 0)
        return;
    m_isStale = m_hasMore;
    if (!m_showSoon.isActive())
        m_showSoon.start();
}

void GoToModel::search()
{
    m_best.clear();
    m_hasMore = false;
    m_isStale = false;
    if (!m_pattern.isEmpty())
        m_tree.visitObjects({}, 0, m_tree.rowCount() - 1, [this](const catalog::Entry &entry) { takeOne(entry); });
    show();
}

void GoToModel::show()
{
    beginResetModel();
    m_shown = m_best;
    endResetModel();
}

int GoToModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() || m_pattern.isEmpty())
        return 0;
    return std::max(1, int(m_shown.size()));
}

QVariant GoToModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (m_shown.isEmpty()) {
        return role == Qt::DisplayRole ? QVariant(tr("Nothing read so far matches. Open a schema to read its tables."))
                                       : QVariant();
    }
    const Match &name = m_shown[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return name.path.name();
    case Qt::ToolTipRole:
        return name.path.toString();
    case Qt::AccessibleTextRole:
        return tr("%1, %2").arg(name.path.name(), catalog::objectKindTitle(name.kind));
    case PathRole:
        return QVariant::fromValue(name.path);
    case KindRole:
        return int(name.kind);
    case PlaceRole: {
        if (name.path.isConnection())
            return catalog::objectKindTitle(name.kind);
        const auto above = name.path.parent();
        return (QStringList{above.connection} + above.names).join(QStringLiteral(" › "));
    }
    default:
        return {};
    }
}

Qt::ItemFlags GoToModel::flags(const QModelIndex &index) const
{
    return m_shown.isEmpty() ? Qt::NoItemFlags : QAbstractListModel::flags(index);
}

} // namespace isthmus::models
