// SPDX-License-Identifier: GPL-3.0-or-later
// The dialogs that start with a task that is filled in already, and what they ask the window for.
#include <isthmus/views/plans/dropforeignserverdialog.h>
#include <isthmus/views/plans/hologresuserdialog.h>
#include <isthmus/views/plans/mapschemadialog.h>
#include <isthmus/views/plans/newforeignserverdialog.h>
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

PlanDialog *MainWindow::schemaDialog(const models::PlanFor &command)
{
    auto *dialog = new MapSchemaDialog(
        std::make_unique<models::MapSchemaForm>(m_connections, m_planners, command.sources.first(), command.target),
        m_runs, this);
    connect(dialog, &MapSchemaDialog::foreignServerRequested, this,
            [this](const plan::Task &task) { perform(models::planOf(task)); });
    return dialog;
}

} // namespace isthmus::views
