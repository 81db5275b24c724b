// SPDX-License-Identifier: GPL-3.0-or-later
#include "plans/planparts.h"

#include <isthmus/views/plans/savedtaskdialog.h>

namespace isthmus::views {

SavedTaskDialog::SavedTaskDialog(std::unique_ptr<models::SavedTaskForm> form, tasks::Runs &runs, QWidget *parent)
    : PlanDialog(std::move(form), runs, parent)
{
    setObjectName(QStringLiteral("savedTaskDialog"));
    auto &saved = static_cast<models::SavedTaskForm &>(planForm());
    setParts(makeFactsPart(tr("Saved task"), PartOf::Neither, saved.taskFacts(), QStringLiteral("taskFacts"), 6, this),
             nullptr, nullptr);
    setConfirmationFirst();
    follow();
    setStartSize({1180, 560});
}

} // namespace isthmus::views
