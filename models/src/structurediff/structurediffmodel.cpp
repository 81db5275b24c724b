// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/models/structurediff/structurediffmodel.h>
#include <isthmus/plan/words.h>

#include <algorithm>

namespace isthmus::models {

using mapping::ColumnDiff;
using mapping::DiffAspect;
using mapping::DiffState;
using mapping::FactDiff;

namespace {

constexpr quintptr ofGroup = 0; // internal ids: of a row below a group, the group's and one

// What differs is never left to the end of a cell that may be cut: NOT NULL stands before it only where it differs too.
QString typeText(const std::optional<catalog::Column> &column, mapping::DiffAspects aspects)
{
    if (!column)
        return {};
    QString text = column->type.text;
    const bool showsDefault = aspects.testFlag(DiffAspect::Default) && column->defaultSql;
    const bool showsMaking = aspects.testFlag(DiffAspect::Generated) && column->generatedSql;
    if (!column->nullable && (aspects.testFlag(DiffAspect::Nullability) || !(showsDefault || showsMaking)))
        text += QStringLiteral(" NOT NULL");
    if (showsDefault)
        text += QStringLiteral(" DEFAULT ") + *column->defaultSql;
    if (showsMaking)
        text += QStringLiteral(" AS ") + *column->generatedSql;
    return text;
}

QString reasonsText(const QList<plan::Text> &reasons, const QString &separator)
{
    QStringList texts;
    for (const plan::Text &reason : reasons)
        texts.append(plan::words(reason));
    return texts.join(separator);
}

// As plain text whatever it holds: markup in a name is none.
QString plainTip(const QString &text)
{
    return text.isEmpty() ? text : QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(text.toHtmlEscaped());
}

bool cellDiffers(const ColumnDiff &diff, int column)
{
    switch (column) {
    case StructureDiffModel::Left:
        return diff.state == DiffState::OnlyLeft || diff.aspects.testFlag(DiffAspect::Position);
    case StructureDiffModel::Right:
        return diff.state == DiffState::OnlyRight || diff.aspects.testFlag(DiffAspect::Position);
    case StructureDiffModel::LeftType:
    case StructureDiffModel::RightType:
        return diff.left && diff.right
            && (diff.aspects
                & (DiffAspect::Type | DiffAspect::Nullability | DiffAspect::Default | DiffAspect::Generated
                   | DiffAspect::Partition));
    case StructureDiffModel::Why:
        return diff.aspects.testFlag(DiffAspect::Comment);
    default:
        return false;
    }
}

// What a screen reader says of a row: all of it, since only one cell has the focus.
QString spokenRow(DiffState state, const QString &left, const QString &right, const QString &why)
{
    QStringList parts{left.isEmpty() ? StructureDiffModel::tr("nothing on the left") : left,
                      right.isEmpty() ? StructureDiffModel::tr("nothing on the right") : right,
                      mapping::diffStateTitle(state)};
    if (!why.isEmpty())
        parts.append(why);
    return parts.join(QStringLiteral(", "));
}

} // namespace

void StructureDiffModel::setDiff(const mapping::StructureDiff &diff)
{
    beginResetModel();
    m_diff = diff;
    endResetModel();
}

QModelIndex StructureDiffModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || row >= rowCount(parent) || column < 0 || column >= ColumnCount)
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : ofGroup);
}

QModelIndex StructureDiffModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == ofGroup)
        return {};
    return createIndex(int(index.internalId()) - 1, 0, ofGroup);
}

int StructureDiffModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return m_diff.facts.isEmpty() ? 0 : int(GroupCount);
    if (parent.internalId() != ofGroup || parent.column() != 0)
        return 0;
    return int(parent.row() == Columns ? m_diff.columns.size() : m_diff.facts.size());
}

int StructureDiffModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant StructureDiffModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (index.internalId() == ofGroup)
        return groupData(index.row(), index.column(), role);
    return int(index.internalId()) - 1 == Columns ? columnData(m_diff.columns.at(index.row()), index.column(), role)
                                                  : factData(m_diff.facts.at(index.row()), index.column(), role);
}

QVariant StructureDiffModel::groupData(int group, int column, int role) const
{
    if (role == IsGroupRole)
        return true;
    if (column != State || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    return group == Columns ? tr("Columns (%1)").arg(core::formatCount(m_diff.columns.size()))
                            : tr("Table (%1)").arg(core::formatCount(m_diff.facts.size()));
}

QVariant StructureDiffModel::columnData(const ColumnDiff &diff, int column, int role) const
{
    const auto name = [](const std::optional<catalog::Column> &of) { return of ? of->name : QString(); };
    switch (role) {
    case StateRole:
        return int(diff.state);
    case DiffersRole:
        return cellDiffers(diff, column);
    case Qt::ToolTipRole:
        return plainTip(reasonsText(diff.reasons, QStringLiteral("\n")));
    case Qt::AccessibleTextRole:
        return spokenRow(diff.state, (name(diff.left) + u' ' + typeText(diff.left, diff.aspects)).trimmed(),
                         (name(diff.right) + u' ' + typeText(diff.right, diff.aspects)).trimmed(),
                         reasonsText(diff.reasons, QStringLiteral(". ")));
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (column) {
    case State:
        return mapping::diffStateTitle(diff.state);
    case Left:
        return name(diff.left);
    case LeftType:
        return typeText(diff.left, diff.aspects);
    case Right:
        return name(diff.right);
    case RightType:
        return typeText(diff.right, diff.aspects);
    default:
        return reasonsText(diff.reasons, QStringLiteral("; "));
    }
}

QVariant StructureDiffModel::factData(const FactDiff &diff, int column, int role) const
{
    const QString why = plan::words(diff.reason);
    switch (role) {
    case StateRole:
        return int(diff.state);
    case DiffersRole:
        return mapping::isDifference(diff.state) && (column == LeftType || column == RightType);
    case Qt::ToolTipRole: {
        QStringList lines{column == RightType ? diff.right : diff.left};
        const QString &source = column == RightType ? diff.rightSource : diff.leftSource;
        if (!source.isEmpty())
            lines.append(diff.key + QStringLiteral(" = ") + source);
        if (column != LeftType && column != RightType)
            lines = {why};
        return plainTip(lines.join(u'\n').trimmed());
    }
    case Qt::AccessibleTextRole:
        return spokenRow(diff.state, diff.left.isEmpty() ? QString() : diff.label + u' ' + diff.left,
                         diff.right.isEmpty() ? QString() : diff.label + u' ' + diff.right, why);
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (column) {
    case State:
        return mapping::diffStateTitle(diff.state);
    case Left:
    case Right:
        return (column == Left ? diff.left : diff.right).isEmpty() ? QString() : diff.label;
    case LeftType:
        return diff.left;
    case RightType:
        return diff.right;
    default:
        return why;
    }
}

QVariant StructureDiffModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case State:
        return tr("State");
    case Left:
        return tr("Left");
    case LeftType:
        return tr("Type, value");
    case Right:
        return tr("Right");
    case RightType:
        return tr("Type, value");
    default:
        return tr("Why");
    }
}

StructureDiffFilter::StructureDiffFilter(StructureDiffModel *model, QObject *parent) : QSortFilterProxyModel(parent)
{
    setSourceModel(model);
}

void StructureDiffFilter::setText(const QString &text)
{
    m_text = text;
    invalidateFilter();
}

void StructureDiffFilter::setOnlyDifferences(bool isOnly)
{
    m_onlyDifferences = isOnly;
    invalidateFilter();
}

bool StructureDiffFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (!parent.isValid())
        return true;
    const auto cell = [&](int column) { return sourceModel()->index(row, column, parent); };
    const auto state = DiffState(cell(0).data(StructureDiffModel::StateRole).toInt());
    if (m_onlyDifferences && !mapping::isDifference(state))
        return false;
    if (m_text.isEmpty())
        return true;
    using Model = StructureDiffModel;
    return std::ranges::any_of(
        std::initializer_list<int>{Model::Left, Model::LeftType, Model::Right, Model::RightType},
        [&](int column) { return cell(column).data().toString().contains(m_text, Qt::CaseInsensitive); });
}

} // namespace isthmus::models
