// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: what says of which connection the current document is.
#include "window/documenttabs.h"
#include "window/productionframe.h"

#include <isthmus/views/window/mainwindow.h>

namespace isthmus::views {

void MainWindow::showTitle()
{
    const models::Document *document = m_documents->current();
    if (!document)
        setWindowTitle(QStringLiteral("Isthmus"));
    else if (isProduction(document->connection()))
        setWindowTitle(tr("%1 — Production — Isthmus").arg(document->markedTitle()));
    else
        setWindowTitle(tr("%1 — Isthmus").arg(document->markedTitle()));
}

// Title and frame of what the current document shows.
void MainWindow::showProduction()
{
    showTitle();
    const models::Document *document = m_documents->current();
    m_productionFrame->setVisible(document && isProduction(document->connection()));
    m_productionFrame->raise();
}

bool MainWindow::isProduction(const QString &connection) const
{
    const auto profile = m_connections.profile(connection);
    return profile && profile->environment == connections::Environment::Production;
}

} // namespace isthmus::views
