// SPDX-License-Identifier: GPL-3.0-or-later
#include "plans/planparts.h"

#include <isthmus/views/plans/dropexternalschemadialog.h>

namespace isthmus::views {

DropExternalSchemaDialog::DropExternalSchemaDialog(std::unique_ptr<models::DropExternalSchemaForm> form,
                                                   tasks::Runs &runs, QWidget *parent)
    : PlanDialog(std::move(form), runs, parent)
{
    setObjectName(QStringLiteral("dropExternalSchemaDialog"));
    auto *facts = static_cast<models::DropExternalSchemaForm &>(planForm()).schemaFacts();
    setParts(makeFactsPart(tr("External schema"), PartOf::MaxCompute, facts, QStringLiteral("schemaFacts"), 4, this),
             nullptr, nullptr);
    setConfirmationFirst();
    follow();
    setStartSize({1000, 420});
}

} // namespace isthmus::views
