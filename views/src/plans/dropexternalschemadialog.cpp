// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/factsview.h"
#include "parts/sectiontitle.h"

#include <isthmus/views/plans/dropexternalschemadialog.h>

#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

DropExternalSchemaDialog::DropExternalSchemaDialog(std::unique_ptr<models::DropExternalSchemaForm> form,
                                                   tasks::Runs &runs, QWidget *parent)
    : PlanDialog(std::move(form), runs, parent)
{
    setObjectName(QStringLiteral("dropExternalSchemaDialog"));
    setParts(makeSchema(), nullptr, nullptr);
    setConfirmationFirst();
    follow();
    const double letters = std::max(1.0, fontMetrics().height() / 16.0);
    resize((QSize(1000, 420) * letters).boundedTo(size()));
}

QWidget *DropExternalSchemaDialog::makeSchema()
{
    auto *part = new QWidget(this);
    auto *title = new SectionTitle(tr("External schema"), part);
    title->setIcon(QStringLiteral("eng-m"), IconRole::MaxCompute);
    auto *facts = new FactsView(part);
    facts->setObjectName(QStringLiteral("schemaFacts"));
    facts->setAccessibleName(tr("External schema"));
    facts->setFacts(static_cast<models::DropExternalSchemaForm &>(planForm()).schemaFacts());
    facts->setFitsContents(4);
    facts->setProperty("bare", true);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(title);
    column->addWidget(facts);
    column->addStretch(1);
    return part;
}

} // namespace isthmus::views
