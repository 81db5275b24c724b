// SPDX-License-Identifier: GPL-3.0-or-later
#include "text.h"

#include <isthmus/core/async.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>

#include <QJsonArray>

#include <algorithm>

namespace isthmus::mapping {

namespace {

using core::ErrorKind;
using core::Result;

// Where the table differs from what was planned, one phrase each; MaxCompute's names are not case-sensitive.
QStringList differences(const QJsonArray &planned, const QList<catalog::Column> &columns)
{
    QStringList found;
    for (const auto &value : planned) {
        const QString name = value.toObject().value(QStringLiteral("name")).toString();
        const QString type = value.toObject().value(QStringLiteral("type")).toString();
        const auto column = std::find_if(columns.begin(), columns.end(), [&name](const catalog::Column &c) {
            return c.name.compare(name, Qt::CaseInsensitive) == 0;
        });
        if (column == columns.end())
            found.append(Text::tr("%1 is missing").arg(name));
        else if (column->type != catalog::parseMaxComputeType(type))
            found.append(Text::tr("%1 is %2 instead of %3").arg(column->name, column->type.text, type));
    }
    if (found.isEmpty() && columns.size() != planned.size())
        found.append(Text::tr("it has %1 columns instead of %2").arg(columns.size()).arg(planned.size()));
    return found;
}

Result<QString> checkColumns(const VerifyMappingExecutor::Side &side, const catalog::ObjectPath &target,
                             const QJsonArray &planned, const core::Cancellation &cancellation)
{
    const auto info = core::await(side.catalog->table(target), cancellation);
    if (!info)
        return core::fail(info.error());
    const QStringList found = differences(planned, info->columns);
    if (!found.isEmpty()) {
        return core::fail(ErrorKind::Invalid,
                          Text::tr("%1 does not have the planned columns: %2.").arg(target.name(), found.join(u", ")),
                          Text::tr("Map the table again with \"replace\"."));
    }
    return planned.size() == 1 ? Text::tr("1 column equal") : Text::tr("%1 columns equal").arg(planned.size());
}

Result<QString> checkFirstRow(const VerifyMappingExecutor::Side &side, const catalog::ObjectPath &target,
                              const core::Cancellation &cancellation)
{
    records::PreviewRequest request;
    request.table = target;
    request.maxRows = 1;
    const auto preview = core::await(side.reader->preview(request), cancellation);
    if (!preview)
        return core::fail(preview.error());
    const bool hasRow = preview->rows && preview->rows->rowCount() > 0;
    return hasRow ? Text::tr("first row readable") : Text::tr("readable, no rows");
}

} // namespace

Result<plan::StepOutcome> VerifyMappingExecutor::execute(const plan::Step &step, const plan::StepContext &context)
{
    const auto target = catalog::ObjectPath::parse(step.parameters.value(QStringLiteral("target")).toString());
    const QJsonArray planned = step.parameters.value(QStringLiteral("columns")).toArray();
    if (!target || planned.isEmpty())
        return core::fail(ErrorKind::Invalid, Text::tr("The step does not say which table and columns to verify."));
    const auto side = m_sideFor(target->connection, context.cancellation);
    if (!side)
        return core::fail(side.error());
    const auto columns = checkColumns(*side, *target, planned, context.cancellation);
    if (!columns)
        return core::fail(columns.error());
    context.log(*columns);
    const auto row = checkFirstRow(*side, *target, context.cancellation);
    if (!row)
        return core::fail(row.error());
    context.log(*row);
    return plan::StepOutcome{Text::tr("%1, %2").arg(*columns, *row)};
}

} // namespace isthmus::mapping
