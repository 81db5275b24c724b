// SPDX-License-Identifier: GPL-3.0-or-later
// What the window does with saved connections without a form of one.
#include "catalog/catalogpane.h"
#include "parts/messageband.h"
#include "window/documenttabs.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/connectionmarks.h>
#include <isthmus/connections/importing.h>
#include <isthmus/core/async.h>
#include <isthmus/core/lane.h>
#include <isthmus/core/privatefile.h>
#include <isthmus/models/documents/welcomedocument.h>
#include <isthmus/views/catalog/hovercard.h>
#include <isthmus/views/connections/importdialog.h>
#include <isthmus/views/window/mainwindow.h>
#include <isthmus/views/window/windowsettings.h>

#include <QHash>
#include <QSettings>
#include <QVariant>

namespace isthmus::views {

void MainWindow::carryOut(const models::ImportConnections &)
{
    auto *dialog = new ImportDialog(m_connections, m_prompter, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::imported, this, [this](const QStringList &names) {
        m_tree.reveal({names.first(), {}});
        m_documents->closeDocument(models::welcomeAddress());
    });
    dialog->open();
}

// Whoever has renamed it, this window or another program. The tree and the forms follow by themselves.
void MainWindow::renameConnection(const QString &before, const QString &after, bool leadsElsewhere)
{
    m_tableMemory.renameConnection(before, after); // first: documents may look there
    for (CatalogPane *pane : {m_hologres, m_maxcompute})
        pane->renameConnection(before, after);
    m_documents->renameConnection(before, after, leadsElsewhere);
    m_hoverCard->renameConnection(before, after);
    for (catalog::ObjectPath *path : {&m_awaited.hologres, &m_awaited.maxcompute}) {
        if (path->connection == before)
            path->connection = after;
    }
}

// What another program has renamed since this one was closed.
void MainWindow::followEarlierRenamings()
{
    QHash<QString, QString> known;
    const auto stored = m_settings.value(settings::knownConnections).toHash();
    for (auto it = stored.cbegin(); it != stored.cend(); ++it)
        known.insert(it.key(), it->toString());
    for (const auto &[before, after] : connections::renamedSince(known, m_connections.profiles()))
        renameConnection(before, after, false);
    rememberConnections();
}

void MainWindow::rememberConnections()
{
    QVariantHash known;
    const auto marks = connections::marksOf(m_connections.profiles());
    for (auto it = marks.cbegin(); it != marks.cend(); ++it)
        known.insert(it.key(), it.value());
    if (!known.isEmpty()) // a file that cannot be read says nothing of them
        m_settings.setValue(settings::knownConnections, known);
}

// What is shown stays: it is the same, whichever group reads it.
void MainWindow::carryOut(const models::UseComputeGroup &command)
{
    const auto seen = m_connections.profile(command.connection);
    if (!seen)
        return; // it was just removed
    connections::Profile profile = *seen;
    profile.set(profile.info().computeGroupField, command.group);
    core::whenDone(m_connections.save(profile, seen->name, std::nullopt, seen), this,
                   [this](const core::Result<core::Done> &done) {
                       if (!done)
                           showError(done.error(), Trouble::Connections);
                   });
}

void MainWindow::carryOut(const models::ExportConnections &)
{
    m_prompter.chooseFileToWrite(
        this, tr("Export connections without secrets"), QStringLiteral("connections.json"),
        [this](const QString &file) {
            QStringList leftOut;
            const QByteArray text = connections::exportedConnections(m_connections.profiles(), &leftOut);
            const auto written = core::runOnPool<core::Done>(
                [file, text](const core::Cancellation &) { return core::writePrivateFile(file, text); });
            core::whenDone(written, this, [this, file, leftOut](const core::Result<core::Done> &done) {
                if (!done) {
                    showError(done.error());
                    return;
                }
                QString told = tr("The connections were written to %1, without secrets.").arg(file);
                if (!leftOut.isEmpty())
                    told += u' '
                        + tr("Left out, since they are of a sandbox or have problems: %1.")
                              .arg(leftOut.join(QStringLiteral(", ")));
                m_shownTrouble = Trouble::Passing;
                m_band->showText(Meaning::Ok, QStringLiteral("ok"), told);
                m_band->show();
            });
        });
}

} // namespace isthmus::views
