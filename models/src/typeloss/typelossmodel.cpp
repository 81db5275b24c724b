// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/core/wordlist.h>
#include <isthmus/models/typeloss/typelossmodel.h>
#include <isthmus/plan/words.h>

#include <algorithm>

namespace isthmus::models {

using mapping::ColumnLoss;
using mapping::TableLoss;
using plan::words;

namespace {

constexpr quintptr tableId = 0; // of a row of a table; that of a column is its table's row and one

constexpr mapping::Verdict verdicts[] = {mapping::Verdict::Exact, mapping::Verdict::Wider, mapping::Verdict::Narrower,
                                         mapping::Verdict::Lossy, mapping::Verdict::Unsupported};

} // namespace

void TypeLossModel::setReport(const mapping::TypeLossReport &report)
{
    beginResetModel();
    m_report = report;
    m_counting.reset();
    endResetModel();
}

void TypeLossModel::setTable(qsizetype at, const TableLoss &table)
{
    Q_ASSERT(at < m_report.tables.size() && m_report.tables.at(at).columns.size() == table.columns.size());
    m_report.tables[at] = table;
    const QModelIndex row = index(int(at), Name);
    Q_EMIT dataChanged(row, row.siblingAtColumn(Why));
    if (const int columns = rowCount(row); columns > 0)
        Q_EMIT dataChanged(index(0, Name, row), index(columns - 1, Why, row));
}

void TypeLossModel::setCounting(std::optional<qsizetype> table)
{
    const auto before = std::exchange(m_counting, table);
    for (const auto &changed : {before, m_counting}) {
        if (!changed || *changed >= m_report.tables.size())
            continue;
        const QModelIndex row = index(int(*changed), AtRisk);
        Q_EMIT dataChanged(row, row);
        const QModelIndex parent = row.siblingAtColumn(Name);
        if (const int columns = rowCount(parent); columns > 0)
            Q_EMIT dataChanged(index(0, AtRisk, parent), index(columns - 1, AtRisk, parent));
    }
}

const TableLoss *TypeLossModel::table(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    const qsizetype row = index.internalId() == tableId ? index.row() : qsizetype(index.internalId()) - 1;
    return &m_report.tables.at(row);
}

const ColumnLoss *TypeLossModel::column(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == tableId)
        return nullptr;
    return &table(index)->columns.at(index.row());
}

QModelIndex TypeLossModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : tableId);
}

QModelIndex TypeLossModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == tableId)
        return {};
    return createIndex(int(index.internalId()) - 1, 0, tableId);
}

int TypeLossModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_report.tables.size());
    const bool isTable = parent.internalId() == tableId && parent.column() == 0;
    return isTable ? int(m_report.tables.at(parent.row()).columns.size()) : 0;
}

int TypeLossModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

namespace {

QString rowsText(const TableLoss &table)
{
    if (table.rows)
        return *table.rows == 1 ? TypeLossModel::tr("1 row")
                                : TypeLossModel::tr("%1 rows").arg(core::formatCount(*table.rows));
    return table.rowEstimate ? TypeLossModel::tr("about %1 rows").arg(core::formatCount(*table.rowEstimate))
                             : QString();
}

// "36 columns: 13 exact, 4 wider, 8 narrower"
QString tableText(const TableLoss &table)
{
    if (table.countError)
        return table.countError->message;
    QStringList parts;
    for (const auto verdict : verdicts) {
        if (const int count = table.count(verdict); count > 0)
            parts.append(TypeLossModel::tr("%1 %2").arg(core::formatCount(count), mapping::verdictTitle(verdict)));
    }
    const qsizetype count = table.columns.size();
    const QString columns =
        count == 1 ? TypeLossModel::tr("1 column") : TypeLossModel::tr("%1 columns").arg(core::formatCount(count));
    return parts.isEmpty() ? columns : TypeLossModel::tr("%1: %2").arg(columns, core::inOneLine(parts));
}

QString atRiskText(const TableLoss &table, const ColumnLoss &column, bool isCounting)
{
    if (column.risks.isEmpty())
        return {};
    if (column.atRisk)
        return TypeLossModel::tr("%1 of %2")
            .arg(core::formatCount(*column.atRisk), core::formatCount(table.rows.value_or(0)));
    return isCounting ? TypeLossModel::tr("counting") : TypeLossModel::tr("not counted");
}

// Which values: of what was counted those that there are.
QString whyText(const ColumnLoss &column)
{
    QStringList parts{words(column.judged.note)};
    QStringList uncounted;
    for (const auto &risk : column.risks) {
        const QString title = mapping::riskTitle(risk.risk);
        if (!risk.rows)
            uncounted.append(title);
        else if (*risk.rows > 0)
            parts.append(TypeLossModel::tr("%1: %2").arg(title, core::formatCount(*risk.rows)));
    }
    if (column.judged.verdict == mapping::Verdict::Unsupported)
        return parts.first();
    if (!uncounted.isEmpty())
        parts.append(TypeLossModel::tr("at risk: %1").arg(core::inOneLine(uncounted)));
    parts.removeAll(QString());
    return parts.join(QStringLiteral("; "));
}

TypeLossModel::Tone atRiskTone(const ColumnLoss &column)
{
    if (column.atRisk.value_or(0) == 0)
        return TypeLossModel::Tone::Muted;
    return column.judged.verdict == mapping::Verdict::Unsupported ? TypeLossModel::Tone::Error
                                                                  : TypeLossModel::Tone::Warning;
}

} // namespace

QVariant TypeLossModel::tableData(const TableLoss &table, const QModelIndex &index, int role) const
{
    switch (role) {
    case KindRole:
        return int(table.kind);
    case ErrorRole:
        return table.countError.has_value();
    case ToneRole:
        return int(Tone::Plain);
    case Qt::AccessibleTextRole:
        return index.column() == Name
            ? QVariant(tr("%1, %2").arg(table.path.name(), catalog::objectKindTitle(table.kind)))
            : QVariant();
    case Qt::ToolTipRole:
        return index.column() == Name ? QVariant(table.path.toString())
            : index.column() == Why   ? QVariant(tableText(table))
                                      : QVariant();
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case Name:
        return table.path.name();
    case AtRisk:
        return rowsText(table);
    case Why:
        return tableText(table);
    default:
        return {};
    }
}

QVariant TypeLossModel::columnData(const TableLoss &table, const ColumnLoss &column, const QModelIndex &index,
                                   int role) const
{
    const bool isCounting = m_counting == qsizetype(index.internalId()) - 1;
    switch (role) {
    case VerdictRole:
        return int(column.verdict());
    case ToneRole:
        return int(atRiskTone(column));
    case CountingRole:
        return isCounting && !column.risks.isEmpty() && !column.atRisk;
    case Qt::ToolTipRole:
        if (index.column() == AtRisk && !column.risks.isEmpty())
            return column.atRisk ? QVariant() : tr("Enter or a double click counts this table.");
        if (index.column() == Why || index.column() == Verdict) {
            QStringList texts{whyText(column), words(column.judged.reason), words(column.judged.advice)};
            texts.removeAll(QString());
            return texts.join(u'\n');
        }
        return {};
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case Name:
        return column.column.name;
    case Source:
        return column.column.type.text;
    case Target:
        return column.judged.verdict == mapping::Verdict::Unsupported ? QString() : column.judged.target.text;
    case Verdict:
        return mapping::verdictTitle(column.verdict());
    case AtRisk:
        return atRiskText(table, column, isCounting);
    case Why:
        return whyText(column);
    default:
        return {};
    }
}

QVariant TypeLossModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ColumnLoss *shown = column(index);
    if (role == IsTableRole)
        return shown == nullptr;
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (index.column() == AtRisk ? Qt::AlignRight : Qt::AlignLeft));
    return shown ? columnData(*table(index), *shown, index, role) : tableData(*table(index), index, role);
}

QVariant TypeLossModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section == AtRisk ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const bool isBack = m_report.way == mapping::MappingPath::ToHologres;
    switch (section) {
    case Name:
        return tr("Column");
    case Source:
        return isBack ? tr("MaxCompute type") : tr("Hologres type");
    case Target:
        return isBack ? tr("Hologres type") : tr("MaxCompute type");
    case Verdict:
        return tr("Verdict");
    case AtRisk:
        return tr("Values at risk");
    case Why:
        return tr("What is lost");
    default:
        return {};
    }
}

TypeLossFilter::TypeLossFilter(TypeLossModel *model, QObject *parent) : QSortFilterProxyModel(parent)
{
    setSourceModel(model);
}

void TypeLossFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

void TypeLossFilter::setHidesExact(bool hides)
{
    m_hidesExact = hides;
    invalidateFilter();
}

bool TypeLossFilter::takesColumn(const QModelIndex &index) const
{
    const bool isExact = index.data(TypeLossModel::VerdictRole).toInt() == int(mapping::Verdict::Exact);
    if (m_hidesExact && isExact)
        return false;
    const QString table = index.parent().data().toString();
    const auto holds = [this](const QString &text) { return text.contains(m_text, Qt::CaseInsensitive); };
    return m_text.isEmpty() || holds(table) || holds(index.data().toString())
        || holds(index.siblingAtColumn(TypeLossModel::Source).data().toString());
}

// A table of which a text leaves no column is not shown; one of exact columns alone says so.
bool TypeLossFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (parent.isValid())
        return takesColumn(index);
    if (m_text.isEmpty() || index.data().toString().contains(m_text, Qt::CaseInsensitive))
        return true;
    for (int column = 0; column < sourceModel()->rowCount(index); ++column) {
        if (takesColumn(sourceModel()->index(column, 0, index)))
            return true;
    }
    return false;
}

} // namespace isthmus::models
