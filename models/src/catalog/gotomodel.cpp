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
    m_searchAgain.setSingleShot(true);
    m_searchAgain.setInterval(50ms);
    connect(&m_searchAgain, &QTimer::timeout, this, &GoToModel::search);
    const auto changed = [this] {
        m_isCollected = false;
        if (!m_pattern.isEmpty() && !m_searchAgain.isActive())
            m_searchAgain.start();
    };
    connect(&tree, &QAbstractItemModel::rowsInserted, this, changed);
    connect(&tree, &QAbstractItemModel::rowsRemoved, this, changed);
    connect(&tree, &QAbstractItemModel::modelReset, this, changed);
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

// Columns and partitions are reached through their table.
void GoToModel::collect(const QModelIndex &parent)
{
    for (int row = 0; row < m_tree.rowCount(parent); ++row) {
        const QModelIndex index = m_tree.index(row, 0, parent);
        const auto kind = CatalogTreeModel::kindOf(index);
        if (index.data(CatalogTreeModel::IsMessageRole).toBool())
            continue;
        if (!catalog::isFolder(kind)) {
            const auto path = CatalogTreeModel::pathOf(index);
            QStringList names = path.names;
            names.prepend(path.connection);
            m_names.append({path, kind, path.name().toCaseFolded(), names.join(u'.').toCaseFolded()});
        }
        if (!catalog::isRelation(kind))
            collect(index);
    }
}

void GoToModel::search()
{
    if (!m_isCollected) {
        m_names.clear();
        collect({});
        m_isCollected = true;
    }
    struct Match {
        int rank;
        int name;
    };
    QList<Match> matches;
    const bool hasPlace = m_pattern.contains(u'.');
    for (int i = 0; i < m_names.size() && !m_pattern.isEmpty(); ++i) {
        if (const auto rank = rankOf(m_pattern, hasPlace ? m_names[i].foldedPath : m_names[i].folded))
            matches.append({*rank, i});
    }
    std::ranges::sort(matches, {}, [this](const Match &match) {
        const Name &name = m_names[match.name];
        return std::tuple(match.rank, name.folded.size(), QStringView(name.foldedPath));
    });
    beginResetModel();
    m_found.clear();
    for (const Match &match : matches.first(std::min<qsizetype>(mostRows, matches.size())))
        m_found.append(match.name);
    endResetModel();
}

int GoToModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() || m_pattern.isEmpty())
        return 0;
    return std::max(1, int(m_found.size()));
}

QVariant GoToModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (m_found.isEmpty()) {
        return role == Qt::DisplayRole ? QVariant(tr("Nothing read so far matches. Open a schema to read its tables."))
                                       : QVariant();
    }
    const Name &name = m_names[m_found[index.row()]];
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
    return m_found.isEmpty() ? Qt::NoItemFlags : QAbstractListModel::flags(index);
}

} // namespace isthmus::models
