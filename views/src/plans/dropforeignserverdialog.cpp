// SPDX-License-Identifier: GPL-3.0-or-later
#include "plans/planparts.h"

#include <isthmus/views/plans/dropforeignserverdialog.h>

namespace isthmus::views {

DropForeignServerDialog::DropForeignServerDialog(std::unique_ptr<models::DropForeignServerForm> form, tasks::Runs &runs,
                                                 QWidget *parent)
    : PlanDialog(std::move(form), runs, parent)
{
    setObjectName(QStringLiteral("dropForeignServerDialog"));
    auto *facts = static_cast<models::DropForeignServerForm &>(planForm()).serverFacts();
    setParts(makeFactsPart(tr("Foreign server"), PartOf::MaxCompute, facts, QStringLiteral("serverFacts"), 5, this),
             nullptr, nullptr);
    setConfirmationFirst();
    follow();
    setStartSize({1000, 420});
}

} // namespace isthmus::views
