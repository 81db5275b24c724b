// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: files of tasks.
#include "parts/messageband.h"

#include <isthmus/core/async.h>
#include <isthmus/core/lane.h>
#include <isthmus/plan/savedtask.h>
#include <isthmus/plan/words.h>
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
#include <isthmus/views/plans/savedtaskdialog.h>
#include <isthmus/views/window/mainwindow.h>
#include <isthmus/views/window/windowsettings.h>

#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QRegularExpression>
#include <QSettings>

#include <optional>
#include <utility>

namespace isthmus::views {

namespace {

// What \a task says, if it is one of this kind and nothing of it is wrong.
template <typename Definition>
std::optional<Definition> definitionOf(const plan::Task &task)
{
    if (task.kind != Definition::taskKind)
        return std::nullopt;
    const auto read = Definition::fromJson(task.definition, core::UnknownMembers::Refused);
    return read ? std::optional(*read) : std::nullopt;
}

// Whether \a form has become what was saved: a destination that there is not leaves another one in it.
template <typename Start>
bool isFilledWith(const models::PlanForm &form, const Start &start)
{
    return form.savedTask().definition == start.toJson();
}

} // namespace

template <typename Dialog, typename Form, typename Start>
PlanDialog *MainWindow::filledDialog(const Start &start)
{
    return new Dialog(std::make_unique<Form>(m_connections, m_planners, start), m_runs, this);
}

PlanDialog *MainWindow::taskDialog(const plan::Task &task)
{
    using namespace models;
    if (const auto map = definitionOf<mapping::MapTable>(task); map && MapTableForm::shows(*map)) {
        auto form = std::make_unique<MapTableForm>(m_connections, m_planners, *map);
        return isFilledWith(*form, *map) ? mapTableDialog(std::move(form)) : nullptr;
    }
    if (const auto map = definitionOf<mapping::MapSchema>(task)) {
        auto form = std::make_unique<MapSchemaForm>(m_connections, m_planners, *map);
        return isFilledWith(*form, *map) ? mapSchemaDialog(std::move(form)) : nullptr;
    }
    const auto isPace = [](int inFlight) { return inFlight >= 1 && inFlight <= mapping::MapTables::maxInFlight; };
    if (const auto map = definitionOf<mapping::MapTables>(task); map && isPace(map->inFlight)) {
        auto form = std::make_unique<MapTablesForm>(m_connections, m_planners, *map);
        return isFilledWith(*form, *map) ? new MapTablesDialog(std::move(form), m_runs, this) : nullptr;
    }
    if (const auto map = definitionOf<mapping::MapToHologres>(task);
        map && isPace(map->inFlight) && MapToHologresForm::shows(*map)) {
        auto form = std::make_unique<MapToHologresForm>(m_connections, m_planners, *map);
        return isFilledWith(*form, *map) ? new MapToHologresDialog(std::move(form), m_runs, this) : nullptr;
    }
    if (const auto drop = definitionOf<mapping::DropExternalTable>(task))
        return filledDialog<DropExternalTableDialog, DropExternalTableForm>(drop->table);
    if (const auto drop = definitionOf<mapping::DropForeignTable>(task))
        return filledDialog<DropForeignTableDialog, DropForeignTableForm>(drop->table);
    if (const auto drop = definitionOf<mapping::DropExternalSchema>(task))
        return filledDialog<DropExternalSchemaDialog, DropExternalSchemaForm>(drop->schema);
    if (const auto drop = definitionOf<mapping::DropForeignServer>(task))
        return filledDialog<DropForeignServerDialog, DropForeignServerForm>(drop->server);
    if (const auto repair = definitionOf<mapping::RepairMappings>(task); repair && !repair->tables.isEmpty())
        return filledDialog<RepairMappingsDialog, RepairMappingsForm>(repair->tables);
    if (const auto make = definitionOf<mapping::NewForeignServer>(task))
        return filledDialog<NewForeignServerDialog, NewForeignServerForm>(*make);
    if (const auto add = definitionOf<mapping::AddHologresUser>(task))
        return filledDialog<HologresUserDialog, HologresUserForm>(*add);
    if (const auto grant = definitionOf<mapping::GrantHologresRights>(task))
        return filledDialog<HologresUserDialog, HologresUserForm>(*grant);
    if (const auto load = definitionOf<computegroups::LoadTableGroup>(task))
        return filledDialog<LoadTableGroupDialog, LoadTableGroupForm>(*load);
    return nullptr;
}

void MainWindow::openTask()
{
    m_prompter.chooseFileToRead(this, tr("Open a task"), [this](const QString &file) {
        const auto task =
            core::runOnPool<plan::Task>([file](const core::Cancellation &) { return plan::readTaskFile(file); });
        core::whenDone(task, this, [this, file](const core::Result<plan::Task> &read) {
            if (!read)
                return showError(read.error());
            m_settings.setValue(settings::exportFolder, QFileInfo(file).absolutePath());
            PlanDialog *dialog = taskDialog(*read);
            // A connection that is not there cannot be edited: the plan says which one it is.
            if (dialog && !m_connections.profile(std::as_const(*dialog).planForm().connectionToEdit()))
                delete std::exchange(dialog, nullptr);
            if (!dialog)
                dialog = new SavedTaskDialog(
                    std::make_unique<models::SavedTaskForm>(m_connections, m_planners, *read, file), m_runs, this);
            else
                dialog->setFile(file);
            showPlan(dialog, read->kind);
        });
    });
}

void MainWindow::saveTask(PlanDialog *dialog)
{
    static const QRegularExpression unusual(QStringLiteral("[^\\w.=-]+"));
    const auto &form = std::as_const(*dialog).planForm();
    const QString folder = m_settings.value(settings::exportFolder, QDir::homePath()).toString();
    const QString title = plan::words(form.plan().title);
    const QString name = QString(title.isEmpty() ? form.title() : title).replace(unusual, QStringLiteral("_"));
    const QString proposed = dialog->file().isEmpty() ? folder + u'/' + name + QStringLiteral(".json") : dialog->file();
    m_prompter.askForFile(dialog, tr("Save the task"), proposed, {tr("Task (*.json)")},
                          [this, shown = QPointer(dialog)](const QString &file, int) {
                              if (!shown)
                                  return;
                              m_settings.setValue(settings::exportFolder, QFileInfo(file).absolutePath());
                              const auto saved = core::runOnPool<core::Done>(
                                  [task = std::as_const(*shown).planForm().savedTask(),
                                   file](const core::Cancellation &) { return plan::writeTaskFile(task, file); });
                              core::whenDone(saved, shown.data(),
                                             [shown, file](const core::Result<core::Done> &written) {
                                                 if (written)
                                                     shown->showSaved(file);
                                                 else
                                                     shown->showRefusal(written.error());
                                             });
                          });
}

} // namespace isthmus::views
