// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/actions/actions.h>

#include <QAction>
#include <QHash>
#include <QMenu>

#include <functional>

namespace isthmus::views {

/// The registered actions as QActions: one each, shared by menu bar, context menus, buttons and shortcuts.
/// A disabled one stays reachable in menus: its reason is in the shortcut's place, in the tool tip and in the
/// accessible description.
class ActionMenus final : public QObject {
    Q_OBJECT

public:
    using SelectionSource = std::function<models::Selection()>;

    /// \a selection is asked whenever an action is shown or triggered; both outlive this object. Call refresh() once
    /// the selection can be asked.
    ActionMenus(models::ActionHost &host, SelectionSource selection, QObject *parent);

    [[nodiscard]] QAction *action(const QString &id) const; ///< never null for a registered id
    [[nodiscard]] QList<QAction *> all() const; ///< in menu order

    /// Sets texts and states for the present selection.
    void refresh();
    /// Adds the entries named \a ids, or all those of a tree row's context menu, with separators between groups.
    /// Entries that make no sense for the selection are hidden.
    void fill(QMenu *menu, const QStringList &ids);
    void fillContextMenu(QMenu *menu);

private:
    void show(QAction *action, const models::Verdict &verdict, const models::ActionSpec &spec);
    void trigger(const models::ActionSpec &spec);

    models::ActionHost &m_host;
    SelectionSource m_selection;
    QHash<QString, QAction *> m_actions;
};

} // namespace isthmus::views
