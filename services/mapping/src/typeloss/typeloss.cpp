// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/core/format.h>
#include <isthmus/core/wordlist.h>
#include <isthmus/mapping/typeloss/typeloss.h>

#include <algorithm>

namespace isthmus::mapping {

using catalog::ObjectKind;

namespace {

constexpr Verdict verdicts[] = {Verdict::Exact, Verdict::Wider, Verdict::Narrower, Verdict::Lossy,
                                Verdict::Unsupported};

// In the order in which the answer has them.
QStringList conditionsOf(const ColumnLoss &column)
{
    QStringList conditions;
    for (const RiskCount &risk : column.risks)
        conditions.append(riskCondition(risk.risk, column.column));
    if (conditions.size() > 1)
        conditions.append(column.condition()); // a value may be at several
    return conditions;
}

} // namespace

Verdict ColumnLoss::verdict() const
{
    Verdict worst = judged.verdict;
    for (const RiskCount &risk : risks) {
        if (risk.rows.value_or(0) > 0)
            worst = std::max(worst, riskVerdict(risk.risk));
    }
    return worst;
}

QString ColumnLoss::condition() const
{
    QStringList conditions;
    for (const RiskCount &risk : risks)
        conditions.append(riskCondition(risk.risk, column));
    conditions.removeAll(QString());
    if (conditions.size() == 1)
        return conditions.first();
    for (QString &condition : conditions)
        condition = u'(' + condition + u')';
    return conditions.join(QStringLiteral(" OR "));
}

bool TableLoss::hasRisks() const
{
    return std::ranges::any_of(columns, [](const ColumnLoss &column) { return !column.risks.isEmpty(); });
}

int TableLoss::count(Verdict verdict) const
{
    return int(std::ranges::count_if(columns, [&](const ColumnLoss &column) { return column.verdict() == verdict; }));
}

int TypeLossReport::columnCount() const
{
    int count = 0;
    for (const TableLoss &table : tables)
        count += int(table.columns.size());
    return count;
}

int TypeLossReport::count(Verdict verdict) const
{
    int count = 0;
    for (const TableLoss &table : tables)
        count += table.count(verdict);
    return count;
}

bool TypeLossReport::isCounted() const
{
    return std::ranges::all_of(tables, [](const TableLoss &table) { return table.rows || !table.hasRisks(); });
}

QString TypeLossReport::summary() const
{
    QStringList parts;
    for (const Verdict verdict : verdicts) {
        if (const int columns = count(verdict); columns > 0)
            parts.append(Text::tr("%1 %2").arg(core::formatCount(columns), verdictTitle(verdict)));
    }
    const int columns = columnCount();
    const QString title = columns == 1 ? Text::tr("1 column") : Text::tr("%1 columns").arg(core::formatCount(columns));
    return parts.isEmpty() ? title : Text::tr("%1: %2").arg(title, core::inOneLine(parts));
}

bool isTaken(MappingPath way, ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Table:
    case ObjectKind::PartitionedTable:
        return true;
    case ObjectKind::View:
    case ObjectKind::MaterializedView:
    case ObjectKind::DynamicTable:
        return way == MappingPath::ExternalSchema;
    default: // nor does Hologres read anything but stored tables: docs/mapping.md#maxcompute-to-hologres
        return false;
    }
}

TableLoss lossOf(const catalog::TableInfo &table, MappingPath way, const TypeSettings &settings)
{
    TableLoss loss{table.path, table.kind, table.rowEstimate, {}, {}, {}, {}, {}};
    for (const catalog::Column &column : table.columns) {
        ColumnLoss judged{column, judge(column.type, way, settings), {}, {}};
        for (const Risk risk : judged.judged.risks)
            judged.risks.append({risk, {}});
        loss.columns.append(judged);
    }
    return loss;
}

records::ConditionsRequest countingOf(const TableLoss &table)
{
    records::ConditionsRequest request{table.path, {}};
    for (const ColumnLoss &column : table.columns)
        request.conditions += conditionsOf(column);
    return request;
}

bool takeCounts(TableLoss &table, const records::ConditionCounts &counts)
{
    if (counts.counts.size() != countingOf(table).conditions.size())
        return false;
    qsizetype next = 0;
    for (ColumnLoss &column : table.columns) {
        if (column.risks.isEmpty())
            continue;
        for (RiskCount &risk : column.risks)
            risk.rows = counts.counts.at(next++);
        column.atRisk = column.risks.size() == 1 ? column.risks.first().rows : counts.counts.at(next++);
    }
    table.rows = counts.rows;
    table.statement = counts.statement;
    table.elapsed = counts.elapsed;
    table.countError.reset();
    return true;
}

} // namespace isthmus::mapping
