// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/parts/factsmodel.h>

#include <algorithm>

namespace isthmus::models {

using catalog::FactLine;

namespace {

bool endsLine(QChar c)
{
    return c == u'\n' || c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
}

// The first line that says something, with a mark if there are more.
QString firstLine(const QString &text)
{
    const QString trimmed = text.trimmed();
    const auto end = std::ranges::find_if(trimmed, endsLine);
    return end == trimmed.end() ? trimmed : trimmed.left(end - trimmed.begin()).trimmed() + QStringLiteral(" \u2026");
}

} // namespace

void FactsModel::clear()
{
    setFacts({});
}

void FactsModel::setFacts(const QList<FactLine> &facts)
{
    beginResetModel();
    m_rows.clear();
    QString group;
    for (const FactLine &fact : facts) {
        if (fact.group != group)
            m_rows.append({{fact.group, {}, false}, false, true});
        group = fact.group;
        m_rows.append({fact, false});
    }
    endResetModel();
}

int FactsModel::rowOf(const QString &label) const
{
    const auto found =
        std::ranges::find_if(m_rows, [&](const Row &row) { return !row.isHeading && row.fact.label == label; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

void FactsModel::reserve(const QStringList &labels)
{
    QList<Row> fresh;
    for (const QString &label : labels) {
        if (rowOf(label) < 0)
            fresh.append({{label, {}, false}, true});
    }
    if (fresh.isEmpty())
        return;
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + fresh.size()) - 1);
    m_rows.append(fresh);
    endInsertRows();
}

void FactsModel::fill(const QList<FactLine> &facts)
{
    for (const FactLine &fact : facts) {
        int row = rowOf(fact.label);
        if (row < 0) {
            row = int(m_rows.size());
            beginInsertRows({}, row, row);
            m_rows.append({fact, false});
            endInsertRows();
        } else {
            m_rows[row] = {fact, false};
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
}

void FactsModel::finish()
{
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (!m_rows.at(row).isReading)
            continue;
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
}

QList<FactLine> FactsModel::facts() const
{
    QList<FactLine> known;
    for (const Row &row : m_rows) {
        if (!row.isReading && !row.isHeading)
            known.append(row.fact);
    }
    return known;
}

QString FactsModel::text() const
{
    QString lines;
    QString group;
    for (const FactLine &fact : facts()) {
        if (fact.group != group)
            lines += u'\n' + fact.group + u'\n';
        group = fact.group;
        lines += tr("%1: %2").arg(fact.label, fact.value) + u'\n';
    }
    return lines;
}

int FactsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int FactsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FactsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Label)
            return row.fact.label;
        return row.isReading ? tr("reading") : firstLine(row.fact.value);
    case FullTextRole:
        return index.column() == Label || row.isReading ? data(index, Qt::DisplayRole) : QVariant(row.fact.value);
    case IdentifierRole:
        return row.fact.isIdentifier;
    case ReadingRole:
        return row.isReading;
    case SourceRole:
        return row.fact.source;
    case HeadingRole:
        return row.isHeading;
    default:
        return {};
    }
}

Qt::ItemFlags FactsModel::flags(const QModelIndex &index) const
{
    const bool isHeading = index.isValid() && m_rows.at(index.row()).isHeading;
    return isHeading ? Qt::ItemIsEnabled | Qt::ItemNeverHasChildren : QAbstractTableModel::flags(index);
}

QVariant FactsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Label ? tr("Fact") : tr("Value");
}

} // namespace isthmus::models
