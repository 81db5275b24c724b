// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/factsview.h"
#include "parts/sectiontitle.h"

#include <isthmus/views/plans/dropexternaltabledialog.h>

#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

namespace {

constexpr int maxFacts = 14; // lines without scrolling

} // namespace

DropExternalTableDialog::DropExternalTableDialog(std::unique_ptr<models::DropExternalTableForm> form, tasks::Runs &runs,
                                                 QWidget *parent)
    : PlanDialog(std::move(form), runs, parent)
{
    setObjectName(QStringLiteral("dropExternalTableDialog"));
    setParts(makeTable(), nullptr, nullptr);
    setConfirmationFirst();
    follow();
    const double letters = std::max(1.0, fontMetrics().height() / 16.0);
    resize((QSize(1160, 520) * letters).boundedTo(size()));
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
    facts->setFitsContents(maxFacts);
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
