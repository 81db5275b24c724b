// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/core/wordlist.h>
#include <isthmus/models/plans/schematablesmodel.h>

#include <algorithm>
#include <numeric>

namespace isthmus::models {

using catalog::ObjectKind;

namespace {

constexpr mapping::Fit fits[] = {mapping::Fit::Exact, mapping::Fit::Wider, mapping::Fit::Check, mapping::Fit::LeftOut};

bool isView(ObjectKind kind)
{
    return kind == ObjectKind::View || kind == ObjectKind::MaterializedView;
}

} // namespace

void SchemaTablesModel::setRelations(const QList<catalog::Entry> &relations)
{
    beginResetModel();
    m_relations = relations;
    endResetModel();
}

void SchemaTablesModel::setDetails(const QList<catalog::TableInfo> &tables)
{
    for (const catalog::TableInfo &table : tables) {
        Details details;
        for (const catalog::Column &column : table.columns) {
            const auto mapping = mapping::toMaxCompute(column.type);
            ++details.counts[int(mapping.fit)];
            if (mapping.fit == mapping::Fit::LeftOut && !details.leftOut.contains(column.type.text))
                details.leftOut.append(column.type.text);
        }
        m_details.insert(table.name, details);
    }
    if (!m_relations.isEmpty())
        Q_EMIT dataChanged(index(0, Columns), index(rowCount() - 1, Note));
}

void SchemaTablesModel::forgetUnread(const QStringList &names)
{
    for (const QString &name : names) {
        if (!m_details.contains(name))
            m_details.insert(name, Details{{}, {}, false});
    }
}

QStringList SchemaTablesModel::unread(qsizetype most) const
{
    QStringList names;
    for (const auto &relation : m_relations) {
        if (names.size() == most)
            break;
        if (!m_details.contains(relation.name()))
            names.append(relation.name());
    }
    return names;
}

QString SchemaTablesModel::summary() const
{
    const auto views = std::ranges::count_if(m_relations, [](const auto &r) { return isView(r.kind); });
    const auto tables = m_relations.size() - views;
    QStringList parts{tables == 1 ? tr("1 table") : tr("%1 tables").arg(core::formatCount(tables))};
    if (views > 0)
        parts.append(views == 1 ? tr("1 view") : tr("%1 views").arg(core::formatCount(views)));
    const QString what = core::inOneLine(parts);
    if (!unread(1).isEmpty())
        return what;
    qint64 columns = 0;
    qint64 leftOut = 0;
    for (const auto &relation : m_relations) {
        const Details details = m_details.value(relation.name());
        columns += std::accumulate(std::begin(details.counts), std::end(details.counts), 0);
        leftOut += details.counts[int(mapping::Fit::LeftOut)];
    }
    return tr("%1 · %2 columns, %3 left out").arg(what, core::formatCount(columns), core::formatCount(leftOut));
}

int SchemaTablesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_relations.size());
}

int SchemaTablesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SchemaTablesModel::text(const Details &details, int column) const
{
    if (!details.isKnown)
        return column == Note ? QVariant(tr("Its columns could not be read")) : QVariant();
    const int all = std::accumulate(std::begin(details.counts), std::end(details.counts), 0);
    if (column == Columns)
        return tr("%1 of %2").arg(all - details.counts[int(mapping::Fit::LeftOut)]).arg(all);
    if (column == Note)
        return details.leftOut.isEmpty() ? QString()
                                         : tr("Left out: %1").arg(details.leftOut.join(QStringLiteral(", ")));
    QStringList parts;
    for (const mapping::Fit fit : fits) {
        if (details.counts[int(fit)] > 0)
            parts.append(tr("%1 %2").arg(details.counts[int(fit)]).arg(mapping::fitTitle(fit)));
    }
    return core::inOneLine(parts);
}

QVariant SchemaTablesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const catalog::Entry &relation = m_relations.at(index.row());
    const auto details = m_details.constFind(relation.name());
    const bool isRead = details != m_details.cend();
    switch (role) {
    case KindRole:
        return int(relation.kind);
    case WorstFitRole:
        for (int fit = int(mapping::Fit::LeftOut); isRead && details->isKnown && fit >= 0; --fit) {
            if (details->counts[fit] > 0)
                return fit;
        }
        return {};
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (index.column() == Columns ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole:
        return index.column() == Name
            ? QVariant(tr("%1, %2").arg(relation.name(), catalog::objectKindTitle(relation.kind)))
            : QVariant();
    case Qt::ToolTipRole:
        return index.column() == Note && isRead ? text(*details, Note) : QVariant();
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    if (index.column() == Name)
        return relation.name();
    return isRead ? text(*details, index.column()) : QVariant();
}

QVariant SchemaTablesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Table or view");
    case Columns:
        return tr("Columns");
    case Fit:
        return tr("Fit");
    case Note:
        return tr("Note");
    default:
        return {};
    }
}

} // namespace isthmus::models
