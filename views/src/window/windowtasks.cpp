// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: files of tasks.
#include "parts/messageband.h"

#include <isthmus/core/async.h>
#include <isthmus/core/lane.h>
#include <isthmus/plan/savedtask.h>
#include <isthmus/plan/words.h>
#include <isthmus/views/plans/savedtaskdialog.h>
#include <isthmus/views/window/mainwindow.h>
#include <isthmus/views/window/windowsettings.h>

#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QRegularExpression>
#include <QSettings>

namespace isthmus::views {

void MainWindow::openTask()
{
    m_prompter.chooseFileToRead(this, tr("Open a task"), [this](const QString &file) {
        const auto task =
            core::runOnPool<plan::Task>([file](const core::Cancellation &) { return plan::readTaskFile(file); });
        core::whenDone(task, this, [this, file](const core::Result<plan::Task> &read) {
            if (!read)
                return showError(read.error());
            m_settings.setValue(settings::exportFolder, QFileInfo(file).absolutePath());
            showPlan(new SavedTaskDialog(
                         std::make_unique<models::SavedTaskForm>(m_connections, m_planners, *read, file), m_runs, this),
                     read->kind);
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
    m_prompter.askForFile(dialog, tr("Save the task"), folder + u'/' + name + QStringLiteral(".json"),
                          {tr("Task (*.json)")}, [this, shown = QPointer(dialog)](const QString &file, int) {
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
