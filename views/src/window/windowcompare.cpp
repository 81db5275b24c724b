// SPDX-License-Identifier: GPL-3.0-or-later
// Comparing two tables in the window: the page, picking the other table, and the file of SQL.
#include "parts/messageband.h"
#include "window/documentfactory.h"
#include "window/gotopanel.h"

#include <isthmus/core/async.h>
#include <isthmus/models/structurediff/structurediffdocument.h>
#include <isthmus/views/structurediff/structurediffpage.h>
#include <isthmus/views/style/icons.h>
#include <isthmus/views/window/mainwindow.h>
#include <isthmus/views/window/windowsettings.h>

#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QRegularExpression>
#include <QSettings>

namespace isthmus::views {

void MainWindow::addStructureDiffKind()
{
    m_factory->add<models::StructureDiffDocument>(
        models::diffAddress({}, {}).kind,
        [this] { return std::make_unique<models::StructureDiffDocument>(m_connections); },
        [this](models::StructureDiffDocument &document, QWidget *parent) {
            auto *page = new StructureDiffPage(document, parent);
            connect(page, &StructureDiffPage::commandRequested, this, &MainWindow::perform);
            connect(page, &StructureDiffPage::saveRequested, this,
                    [this, &document, page] { saveDdl(document, page); });
            return page;
        },
        [](const models::StructureDiffDocument &) { return icon(QStringLiteral("differ"), IconRole::Accent); });
}

void MainWindow::carryOut(const models::CompareWith &command)
{
    m_goTo->pick(tr("Compare the structure of %1 with the table:").arg(command.path.toString()),
                 [this, left = command.path](const catalog::ObjectPath &right) {
                     if (left == right)
                         showError({core::ErrorKind::Invalid,
                                    tr("%1 is the same table: there is nothing to compare.").arg(right.toString()),
                                    tr("Pick another one."),
                                    {},
                                    {}});
                     else
                         perform(models::compareStructure(left, right));
                 });
}

void MainWindow::saveDdl(models::StructureDiffDocument &document, StructureDiffPage *page)
{
    const QString folder = m_settings.value(settings::exportFolder, QDir::homePath()).toString();
    const QString name =
        QString(document.title()).replace(QRegularExpression(QStringLiteral("[^\\w.=-]+")), QStringLiteral("_"));
    m_prompter.askForFile(
        this, tr("Save SQL of %1").arg(document.title()), folder + u'/' + name + QStringLiteral(".sql"),
        {tr("SQL (*.sql)")}, [this, shown = QPointer(&document), page = QPointer(page)](const QString &file, int) {
            if (!shown)
                return;
            m_settings.setValue(settings::exportFolder, QFileInfo(file).absolutePath());
            core::whenDone(shown->saveDdl(file), this, [page, file](const core::Result<core::Done> &written) {
                if (page && written)
                    page->showSaved(file);
                else if (page)
                    page->showRefusal(written.error());
            });
        });
}

} // namespace isthmus::views
