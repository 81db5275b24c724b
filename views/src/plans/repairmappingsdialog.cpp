// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/driftviews.h"
#include "parts/sectiontitle.h"

#include <isthmus/views/plans/repairmappingsdialog.h>
#include <isthmus/views/style/theme.h>

#include <QTableView>
#include <QVBoxLayout>

namespace isthmus::views {

RepairMappingsDialog::RepairMappingsDialog(std::unique_ptr<models::RepairMappingsForm> form, tasks::Runs &runs,
                                           QWidget *parent)
    : PlanDialog(std::move(form), runs, parent)
{
    setObjectName(QStringLiteral("repairMappingsDialog"));
    auto &repair = static_cast<models::RepairMappingsForm &>(planForm());
    auto *list = makeDriftList(repair.mappings(), this);
    list->setObjectName(QStringLiteral("mappingsToRepair"));
    list->setAccessibleName(tr("Mappings to repair"));
    list->setProperty("framed", true);
    list->setMinimumHeight(rowHeight(list->font(), 24) * 6);
    for (const int column : {models::DriftListModel::Repair, models::DriftListModel::Checked})
        list->hideColumn(column);
    auto *part = new QWidget(this);
    auto *head = new SectionTitle(tr("Mappings"), part);
    head->setIcon(repair.isForeign() ? QStringLiteral("eng-h") : QStringLiteral("eng-m"),
                  repair.isForeign() ? IconRole::Hologres : IconRole::MaxCompute);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(head);
    column->addWidget(list, 1);
    setParts(nullptr, nullptr, part);
    setConfirmationFirst();
    follow();
    setStartSize({1240, 620});
}

} // namespace isthmus::views
