// SPDX-License-Identifier: GPL-3.0-or-later
#include "externaltable/sql.h"

#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/leftbehind.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>
#include <isthmus/mapping/manytables/tableruns.h>

#include <QSet>

#include <algorithm>

namespace isthmus::mapping {

namespace {

bool hasFailed(const plan::Run &run)
{
    return plan::isFinal(run.state) && run.state != plan::RunState::Succeeded
        && run.steps.size() == run.plan.stepCount();
}

// \a statement, which makes a table, with \a drop before it. What is set comes first, whoever reads the script: a name
// of three parts is understood by none of its statements without.
QString withDrop(const QString &drop, const QString &statement)
{
    QStringList lines = statement.split(u'\n');
    const auto isSetting = [](const QString &line) { return line.startsWith(u"SET "); };
    const auto settings = std::find_if_not(lines.begin(), lines.end(), isSetting) - lines.begin();
    const bool isSet = lines.value(0) == namespaceSetting && drop.startsWith(namespaceSetting);
    lines.insert(isSet ? settings : 0, isSet ? drop.mid(namespaceSetting.size()).trimmed() : drop);
    return lines.join(u'\n');
}

// Of many tables those that were dropped, or may have been, and were not made anew: whatever bears the name of one that
// was made is what the run was for.
QString formerTables(const plan::Run &run)
{
    const auto steps = run.plan.steps();
    QSet<QString> made; // ids of the steps before them
    for (qsizetype i = 0; i < steps.size(); ++i) {
        if (steps.at(i).kind == CreateExternalTableStep::kind && run.steps.at(i).state == plan::RunState::Succeeded)
            made.unite({steps.at(i).needs.begin(), steps.at(i).needs.end()});
    }
    QStringList statements;
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const QString statement = run.steps.at(i).checkpoint.value(DropExternalTableStep::statementKey).toString();
        if (steps.at(i).kind == DropExternalTableStep::kind && !statement.isEmpty() && !made.contains(steps.at(i).id))
            statements.append(statement);
    }
    return statements.join(QStringLiteral("\n\n"));
}

} // namespace

std::optional<catalog::ObjectPath> leftBehind(const plan::Run &run)
{
    const auto steps = run.plan.steps();
    if (!hasFailed(run))
        return std::nullopt;
    // The step before the verifying one makes the table, unless one is kept that was there.
    for (qsizetype i = 1; i < steps.size(); ++i) {
        if (steps.at(i).kind != VerifyMapping::kind || run.steps.at(i - 1).state != plan::RunState::Succeeded
            || run.steps.at(i).state == plan::RunState::Succeeded)
            continue;
        const auto verify = VerifyMapping::fromStep(steps.at(i));
        if (verify && !verify->dropStatement.isEmpty())
            return verify->target;
    }
    return std::nullopt;
}

QString formerTable(const plan::Run &run)
{
    if (!hasFailed(run))
        return {};
    if (isOfManyTables(run.taskKind))
        return formerTables(run);
    const auto steps = run.plan.steps();
    QStringList statements; // of the tables that a plan makes anew one after the other
    QString statement;
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const plan::StepRun &step = run.steps.at(i);
        // Whatever became of the step: a job that was cancelled or not heard of again may have dropped the table.
        if (steps.at(i).kind == DropExternalTableStep::kind && step.state != plan::RunState::Waiting)
            statement = step.checkpoint.value(DropExternalTableStep::statementKey).toString();
        if (steps.at(i).kind != VerifyMapping::kind || statement.isEmpty())
            continue;
        // The table that the step before has made bears the name of the old one. If it has made none, whatever is
        // called so now is somebody else's.
        const auto verify = VerifyMapping::fromStep(steps.at(i));
        if (verify && !verify->dropStatement.isEmpty() && run.steps.at(i - 1).state == plan::RunState::Succeeded)
            statement = withDrop(verify->dropStatement, statement);
        if (step.state != plan::RunState::Succeeded)
            statements.append(statement);
        statement.clear();
    }
    if (!statement.isEmpty())
        statements.append(statement);
    return statements.join(u'\n');
}

} // namespace isthmus::mapping
