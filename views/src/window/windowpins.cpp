// SPDX-License-Identifier: GPL-3.0-or-later
// MainWindow: what is pinned above the trees.
#include "catalog/catalogpane.h"
#include "window/actionmenus.h"
#include "window/savedpins.h"

#include <isthmus/views/window/mainwindow.h>

#include <memory>

namespace isthmus::views {

void MainWindow::carryOut(const models::SetPinned &command)
{
    for (const auto &[path, kind] : command.objects) {
        const auto profile = m_connections.profile(path.connection);
        if (!profile)
            continue; // it was just removed
        CatalogPane *pane = profile->side() == catalog::Side::Sources ? m_hologres : m_maxcompute;
        if (command.isPinned)
            pane->pins().pin(path, kind);
        else
            pane->pins().unpin(path);
    }
    m_actions->refreshSoon();
}

void MainWindow::carryOut(const models::MovePin &command)
{
    for (CatalogPane *pane : {m_hologres, m_maxcompute}) {
        models::PinnedModel &pins = pane->pins();
        const int row = pins.rowOf(command.path);
        // Views name the row before which it stands then.
        if (row >= 0 && pins.moveRow({}, row, {}, command.by < 0 ? row + command.by : row + command.by + 1))
            m_actions->refreshSoon();
    }
}

void MainWindow::restorePins(CatalogPane *pane)
{
    models::PinnedModel &pins = pane->pins();
    const auto saved = std::make_shared<SavedPins>(m_settings, pane->objectName());
    pins.restore(saved->read());
    connect(&pins, &models::PinnedModel::changed, this, [saved, &pins] { saved->write(pins.saved()); });
}

void MainWindow::notePins(models::Selection &selection) const
{
    for (models::SelectedObject &object : selection.objects)
        object.isPinned = m_hologres->pins().isPinned(object.path) || m_maxcompute->pins().isPinned(object.path);
    const bool isInPins = (m_area == Area::Hologres || m_area == Area::MaxCompute) && activePane()->isInPins();
    if (isInPins && selection.isSingle()) {
        const models::PinnedModel &pins = activePane()->pins();
        models::SelectedObject &object = selection.objects.first();
        object.pinsAbove = pins.rowOf(object.path);
        object.pinsBelow = pins.rowCount() - object.pinsAbove - 1;
    }
}

} // namespace isthmus::views
