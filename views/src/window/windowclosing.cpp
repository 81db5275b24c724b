// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: what happens before it closes. Nobody loses runs, changes or the state of the window without a word.
#include "catalog/catalogpane.h"
#include "window/documenttabs.h"

#include <isthmus/core/async.h>
#include <isthmus/views/catalog/hovercard.h>
#include <isthmus/views/window/mainwindow.h>
#include <isthmus/views/window/windowsettings.h>

#include <QCloseEvent>
#include <QSettings>
#include <QSplitter>

namespace isthmus::views {

void MainWindow::save()
{
    m_settings.setValue(settings::geometry, saveGeometry());
    m_settings.setValue(settings::docks, saveState(settings::docksVersion));
    m_settings.setValue(settings::split, m_split->saveState());
    m_settings.setValue(settings::catalogSplit, m_catalogs->saveState());
    m_settings.setValue(settings::stackedCatalogs, m_catalogs->orientation() == Qt::Vertical);
    m_settings.setValue(settings::expanded, m_hologres->expandedPaths() + m_maxcompute->expandedPaths());
    for (const CatalogPane *pane : {m_hologres, m_maxcompute})
        m_settings.setValue(settings::hiddenKinds + pane->objectName(), pane->hiddenKinds());
    saveDocuments();
}

// A program that is killed has its tabs again too.
void MainWindow::saveDocuments()
{
    m_settings.setValue(settings::documents, m_documents->save());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_isClosing && (m_activity.activeHereCount() > 0 || m_documents->isModified())) {
        event->ignore();
        askToClose();
        return;
    }
    if (!m_isStateKept) {
        event->ignore();
        keepState();
        return;
    }
    m_hoverCard->dismiss();
    QMainWindow::closeEvent(event);
}

void MainWindow::askToClose()
{
    const auto settleDocuments = [this] {
        m_documents->settle([this](bool mayClose) {
            m_isClosing = mayClose;
            if (mayClose) // an answer within this call would close a window that is closing
                QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        });
    };
    if (m_activity.activeHereCount() == 0) {
        settleDocuments();
        return;
    }
    m_prompter.confirmCloseDuringRuns(this, m_activity.activeHereCount(), [settleDocuments](bool confirmed) {
        if (confirmed)
            settleDocuments();
    });
}

// On another thread, since a disk may take its time.
void MainWindow::keepState()
{
    if (m_isKeepingState)
        return;
    m_isKeepingState = true;
    save();
    core::whenDone(settings::write(m_settings.fileName()), this, [this](const core::Result<core::Done> &written) {
        m_isKeepingState = false;
        if (written) {
            closeForGood();
            return;
        }
        m_prompter.confirmCloseUnremembered(this, written.error(), [this](bool confirmed) {
            if (confirmed)
                closeForGood();
            else
                m_isClosing = false;
        });
    });
}

void MainWindow::closeForGood()
{
    m_isStateKept = true;
    close();
}

} // namespace isthmus::views
