// SPDX-License-Identifier: GPL-3.0-or-later
#include "plans/planparts.h"

#include <isthmus/views/plans/dropexternaltabledialog.h>

namespace isthmus::views {

namespace {

constexpr int maxFacts = 14; // lines without scrolling

} // namespace

DropExternalTableDialog::DropExternalTableDialog(std::unique_ptr<models::DropExternalTableForm> form, tasks::Runs &runs,
                                                 QWidget *parent)
    : PlanDialog(std::move(form), runs, parent)
{
    setObjectName(QStringLiteral("dropExternalTableDialog"));
    auto *facts = static_cast<models::DropExternalTableForm &>(planForm()).tableFacts();
    setParts(
        makeFactsPart(tr("External table"), PartOf::MaxCompute, facts, QStringLiteral("tableFacts"), maxFacts, this),
        nullptr, nullptr);
    setConfirmationFirst();
    follow();
    setStartSize({1160, 520});
}

} // namespace isthmus::views
