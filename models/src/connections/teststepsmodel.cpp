// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/models/connections/teststepsmodel.h>

namespace isthmus::models {

void TestStepsModel::setSteps(const QList<Step> &steps)
{
    if (steps.size() == m_steps.size() && !steps.isEmpty()) {
        m_steps = steps;
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_steps = steps;
    endResetModel();
}

int TestStepsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_steps.size());
}

int TestStepsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TestStepsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Step &step = m_steps.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Title)
            return step.title;
        if (index.column() == Detail)
            return step.detail;
        return step.elapsed ? core::formatDuration(*step.elapsed) : QString();
    case Qt::AccessibleTextRole:
        return index.column() == Title ? QVariant(tr("%1, %2").arg(step.title, connections::testStateTitle(step.state)))
                                       : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (index.column() == Elapsed ? Qt::AlignRight : Qt::AlignLeft));
    case StateRole:
        return QVariant::fromValue(step.state);
    default:
        return {};
    }
}

} // namespace isthmus::models
