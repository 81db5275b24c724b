// SPDX-License-Identifier: GPL-3.0-or-later
#include "plans/planparts.h"

#include <isthmus/views/plans/dropforeigntabledialog.h>

namespace isthmus::views {

namespace {

constexpr int maxFacts = 14; // lines without scrolling

} // namespace

DropForeignTableDialog::DropForeignTableDialog(std::unique_ptr<models::DropForeignTableForm> form, tasks::Runs &runs,
                                               QWidget *parent)
    : PlanDialog(std::move(form), runs, parent)
{
    setObjectName(QStringLiteral("dropForeignTableDialog"));
    auto *facts = static_cast<models::DropForeignTableForm &>(planForm()).tableFacts();
    setParts(makeFactsPart(tr("Foreign table"), PartOf::Hologres, facts, QStringLiteral("tableFacts"), maxFacts, this),
             nullptr, nullptr);
    setConfirmationFirst();
    follow();
    setStartSize({1160, 520});
}

} // namespace isthmus::views
