// SPDX-License-Identifier: GPL-3.0-or-later
// Lineage in the window: its pages, their menus and their files.
#include "parts/objecticons.h"
#include "window/actionmenus.h"
#include "window/documentfactory.h"
#include "window/documenttabs.h"

#include <isthmus/core/async.h>
#include <isthmus/views/lineage/lineagepage.h>
#include <isthmus/views/window/mainwindow.h>
#include <isthmus/views/window/windowsettings.h>

#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QPointer>
#include <QRegularExpression>
#include <QSettings>

#include <memory>

namespace isthmus::views {

using models::LineageDocument;

void MainWindow::addLineageKind()
{
    m_factory->add<LineageDocument>(
        models::lineageAddress({}).kind,
        [this] { return std::make_unique<LineageDocument>(m_lineage, m_drift, m_runs, m_connections); },
        [this](LineageDocument &document, QWidget *parent) {
            auto *page = new LineagePage(document, parent);
            connect(page, &LineagePage::commandRequested, this, &MainWindow::perform);
            connect(page, &LineagePage::exportRequested, this,
                    [this, &document, page] { exportLineage(document, page); });
            connect(page, &LineagePage::menuRequested, this, &MainWindow::showDocumentMenu);
            return page;
        },
        [](const LineageDocument &) { return icon(QStringLiteral("lineage"), IconRole::Accent); });
}

void MainWindow::showDocumentMenu(const QPoint &position)
{
    m_area = Area::Documents;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("documentMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions->fillContextMenu(menu);
    if (menu->isEmpty())
        delete menu; // of what is gone, or known to nobody
    else
        menu->popup(position);
}

void MainWindow::exportLineage(LineageDocument &document, LineagePage *page)
{
    const QStringList titles{tr("SVG, to be scaled (*.svg)"), tr("PNG, in the colours of the screen (*.png)")};
    const QString folder = m_settings.value(settings::exportFolder, QDir::homePath()).toString();
    const QString name =
        QString(document.title()).replace(QRegularExpression(QStringLiteral("[^\\w.=-]+")), QStringLiteral("_"));
    m_prompter.askForFile(this, tr("Export %1").arg(document.title()), folder + u'/' + name + QStringLiteral(".svg"),
                          titles,
                          [this, shown = QPointer(&document), page = QPointer(page)](const QString &file, int kind) {
                              if (!shown || !page)
                                  return;
                              m_settings.setValue(settings::exportFolder, QFileInfo(file).absolutePath());
                              const auto written = kind == 1 ? page->exportPng(file) : shown->exportSvg(file);
                              core::whenDone(written, this, [page, file](const core::Result<core::Done> &done) {
                                  if (page && done)
                                      page->showExported(file);
                                  else if (page)
                                      page->showRefusal(done.error());
                              });
                          });
}

} // namespace isthmus::views
