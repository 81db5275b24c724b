// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/mapping/doctor/report.h>
#include <isthmus/models/doctor/findingsmodel.h>
#include <isthmus/plan/words.h>

#include <algorithm>

namespace isthmus::models {

using mapping::Finding;
using plan::words;

void FindingsModel::setFindings(const mapping::Examination &what, const mapping::ExaminationFacts &facts,
                                const QList<Finding> &findings)
{
    m_all.clear();
    for (qsizetype i = 0; i < findings.size(); ++i) {
        const Finding &finding = findings.at(i);
        if (i == 0 || findings.at(i - 1).group != finding.group) {
            QList<Finding> group;
            std::ranges::copy_if(findings, std::back_inserter(group),
                                 [&](const Finding &other) { return other.group == finding.group; });
            m_all.append({mapping::groupText(finding.group, what, facts),
                          mapping::countsText(mapping::countsOf(group)),
                          {},
                          {},
                          {},
                          Finding::Outcome::Waiting});
        }
        m_all.append({words(finding.title), words(finding.fact),
                      finding.elapsed ? core::formatDuration(*finding.elapsed) : QString(),
                      finding.readAt.isValid() ? tr("Read at %1").arg(core::formatTime(finding.readAt)) : QString(),
                      finding.id, finding.outcome});
    }
    show();
}

void FindingsModel::setOpenOnly(bool isOpenOnly)
{
    m_isOpenOnly = isOpenOnly;
    show();
}

// The rows stay where they were, so that what is selected does.
void FindingsModel::show()
{
    const auto isShown = [this](const Row &row) {
        return !m_isOpenOnly || row.id.isEmpty()
            || (row.outcome != Finding::Outcome::Passed && row.outcome != Finding::Outcome::Waiting);
    };
    QList<Row> rows;
    for (const Row &row : std::as_const(m_all)) {
        if (!isShown(row))
            continue;
        if (row.id.isEmpty() && !rows.isEmpty() && rows.last().id.isEmpty())
            rows.removeLast(); // a heading of nothing
        rows.append(row);
    }
    if (!rows.isEmpty() && rows.last().id.isEmpty())
        rows.removeLast();
    const bool isSame = std::ranges::equal(
        rows, m_rows, {}, [](const Row &row) { return row.id; }, [](const Row &row) { return row.id; });
    if (!isSame || rows.isEmpty()) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    m_rows = rows;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int FindingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int FindingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant FindingsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Title ? row.title : index.column() == Fact ? row.fact : row.time;
    case Qt::ToolTipRole:
        return index.column() == Time ? row.tip : index.column() == Fact ? row.fact : row.title;
    case Qt::AccessibleTextRole:
        if (index.column() != Title || row.id.isEmpty())
            return index.data();
        return QStringLiteral("%1, %2, %3").arg(row.title, mapping::outcomeTitle(row.outcome), row.fact);
    case OutcomeRole:
        return int(row.outcome);
    case HeadingRole:
        return row.id.isEmpty();
    case IdRole:
        return row.id;
    default:
        return {};
    }
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Title ? tr("Check") : section == Fact ? tr("Seen") : tr("Time");
}

Qt::ItemFlags FindingsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const bool isHeading = index.data(HeadingRole).toBool();
    return isHeading ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace isthmus::models
