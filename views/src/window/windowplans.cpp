// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: the dialogs in which plans are made.
#include <isthmus/views/catalog/hovercard.h>
#include <isthmus/views/plans/dropexternalschemadialog.h>
#include <isthmus/views/plans/dropexternaltabledialog.h>
#include <isthmus/views/plans/dropforeignserverdialog.h>
#include <isthmus/views/plans/dropforeigntabledialog.h>
#include <isthmus/views/plans/hologresuserdialog.h>
#include <isthmus/views/plans/loadtablegroupdialog.h>
#include <isthmus/views/plans/mapschemadialog.h>
#include <isthmus/views/plans/maptabledialog.h>
#include <isthmus/views/plans/maptablesdialog.h>
#include <isthmus/views/plans/maptohologresdialog.h>
#include <isthmus/views/plans/newforeignserverdialog.h>
#include <isthmus/views/plans/repairmappingsdialog.h>
#include <isthmus/views/window/mainwindow.h>

namespace isthmus::views {

PlanDialog *MainWindow::userDialog(const models::PlanFor &command)
{
    using models::HologresUserForm;
    const auto add = mapping::AddHologresUser::fromJson(command.definition);
    const auto grant = mapping::GrantHologresRights::fromJson(command.definition);
    if (command.kind == mapping::AddHologresUser::taskKind && add)
        return new HologresUserDialog(std::make_unique<HologresUserForm>(m_connections, m_planners, *add), m_runs,
                                      this);
    if (command.kind == mapping::GrantHologresRights::taskKind && grant)
        return new HologresUserDialog(std::make_unique<HologresUserForm>(m_connections, m_planners, *grant), m_runs,
                                      this);
    return nullptr;
}

PlanDialog *MainWindow::serverDialog(const models::PlanFor &command)
{
    if (command.kind == mapping::DropForeignServer::taskKind)
        return new DropForeignServerDialog(
            std::make_unique<models::DropForeignServerForm>(m_connections, m_planners, command.sources.value(0)),
            m_runs, this);
    if (command.kind != mapping::NewForeignServer::taskKind)
        return nullptr;
    mapping::NewForeignServer start;
    start.project = command.sources.value(0);
    if (const auto given = mapping::NewForeignServer::fromJson(command.definition); given)
        start = *given;
    return new NewForeignServerDialog(
        std::make_unique<models::NewForeignServerForm>(m_connections, m_planners, std::move(start)), m_runs, this);
}

PlanDialog *MainWindow::mapTableDialog(std::unique_ptr<models::MapTableForm> form)
{
    auto *dialog = new MapTableDialog(std::move(form), m_runs, this);
    connect(dialog, &MapTableDialog::reportRequested, this,
            [this](const catalog::ObjectPath &path) { perform(models::openTypes(path)); });
    return dialog;
}

PlanDialog *MainWindow::mapSchemaDialog(std::unique_ptr<models::MapSchemaForm> form)
{
    auto *dialog = new MapSchemaDialog(std::move(form), m_runs, this);
    connect(dialog, &MapSchemaDialog::foreignServerRequested, this,
            [this](const plan::Task &task) { perform(models::planOf(task)); });
    return dialog;
}

PlanDialog *MainWindow::planDialog(const models::PlanFor &command)
{
    if (PlanDialog *dialog = userDialog(command))
        return dialog;
    if (PlanDialog *dialog = serverDialog(command))
        return dialog;
    if (command.kind == mapping::RepairMappings::taskKind && !command.sources.isEmpty())
        return new RepairMappingsDialog(
            std::make_unique<models::RepairMappingsForm>(m_connections, m_planners, command.sources), m_runs, this);
    if (command.kind == mapping::MapTables::taskKind && !command.sources.isEmpty())
        return new MapTablesDialog(
            std::make_unique<models::MapTablesForm>(m_connections, m_planners, command.sources, command.target), m_runs,
            this);
    if (command.kind == mapping::MapToHologres::taskKind && !command.sources.isEmpty())
        return new MapToHologresDialog(
            std::make_unique<models::MapToHologresForm>(m_connections, m_planners, command.sources, command.target),
            m_runs, this);
    if (command.sources.size() != 1)
        return nullptr;
    const catalog::ObjectPath &source = command.sources.first();
    if (command.kind == mapping::MapTable::taskKind) {
        auto form = std::make_unique<models::MapTableForm>(m_connections, m_planners, source, command.target);
        const QJsonObject types = command.definition.value(mapping::MapTable::typesKey).toObject();
        for (auto it = types.begin(); it != types.end(); ++it)
            form->setTypes(it.key(), it.value().toString());
        return mapTableDialog(std::move(form));
    }
    if (command.kind == mapping::MapSchema::taskKind)
        return mapSchemaDialog(
            std::make_unique<models::MapSchemaForm>(m_connections, m_planners, source, command.target));
    if (command.kind == mapping::DropExternalTable::taskKind)
        return new DropExternalTableDialog(
            std::make_unique<models::DropExternalTableForm>(m_connections, m_planners, source), m_runs, this);
    if (command.kind == mapping::DropForeignTable::taskKind)
        return new DropForeignTableDialog(
            std::make_unique<models::DropForeignTableForm>(m_connections, m_planners, source), m_runs, this);
    if (command.kind == mapping::DropExternalSchema::taskKind)
        return new DropExternalSchemaDialog(
            std::make_unique<models::DropExternalSchemaForm>(m_connections, m_planners, source), m_runs, this);
    if (command.kind == computegroups::LoadTableGroup::taskKind)
        return new LoadTableGroupDialog(std::make_unique<models::LoadTableGroupForm>(
                                            m_connections, m_planners, computegroups::LoadTableGroup{source, {}, 1}),
                                        m_runs, this);
    return nullptr;
}

void MainWindow::carryOut(const models::PlanFor &command)
{
    if (PlanDialog *dialog = planDialog(command))
        showPlan(dialog, command.kind);
}

void MainWindow::showPlan(PlanDialog *dialog, const QString &kind)
{
    m_hoverCard->dismiss();
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PlanDialog::editConnectionRequested, this,
            [this](const QString &name) { perform(models::EditConnection{name}); });
    connect(dialog, &PlanDialog::runStarted, this, &MainWindow::runStarted);
    if (mapping::isOfManyTables(kind)) { // its page after the dialog is gone: one after the other, the
                                         // window is not held up
        const auto openPage = [this](const QString &id) {
            perform(models::OpenDocument{models::runAddress(id), models::OpenDocument::How::Keep, {}});
        };
        connect(dialog, &PlanDialog::runStarted, this, openPage, Qt::QueuedConnection);
    }
    connect(dialog, &PlanDialog::saveTaskRequested, this, [this, dialog] { saveTask(dialog); });
    connect(&m_connections, &connections::ConnectionManager::profilesChanged, dialog, &PlanDialog::planAgain);
    dialog->show();
}

} // namespace isthmus::views
