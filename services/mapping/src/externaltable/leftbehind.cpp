// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/externaltable/leftbehind.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>

namespace isthmus::mapping {

std::optional<catalog::ObjectPath> leftBehind(const plan::Run &run)
{
    const auto steps = run.plan.steps();
    if (!plan::isFinal(run.state) || run.state == plan::RunState::Succeeded || run.steps.size() != steps.size())
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

} // namespace isthmus::mapping
