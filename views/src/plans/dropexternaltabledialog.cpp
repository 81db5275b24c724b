// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/factsview.h"
#include "parts/sectiontitle.h"

#include <isthmus/views/plans/dropexternaltabledialog.h>

#include <QVBoxLayout>

namespace isthmus::views {

DropExternalTableDialog::DropExternalTableDialog(std::unique_ptr<models::DropExternalTableForm> form, tasks::Runs &runs,
                                                 QWidget *parent)
    : PlanDialog(std::move(form), runs, parent)
{
    setObjectName(QStringLiteral("dropExternalTableDialog"));
    setParts(makeTable(), nullptr, nullptr);
    follow();
}

QWidget *DropExternalTableDialog::makeTable()
{
    auto *part = new QWidget(this);
    auto *title = new SectionTitle(tr("External table"), part);
    title->setIcon(QStringLiteral("eng-m"), IconRole::MaxCompute);
    auto *facts = new FactsView(part);
    facts->setObjectName(QStringLiteral("tableFacts"));
    facts->setAccessibleName(tr("External table"));
    facts->setFacts(form().tableFacts());
    facts->setProperty("bare", true);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(title);
    column->addWidget(facts, 1);
    return part;
}

} // namespace isthmus::views
