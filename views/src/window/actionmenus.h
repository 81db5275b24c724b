// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/actions/actions.h>

#include <QAction>
#include <QHash>
#include <QMenu>
#include <QTimer>

#include <functional>

namespace isthmus::views {

/// The registered actions as QActions: one each, shared by menu bar, context menus, buttons and shortcuts.
/// A disabled one stays reachable in menus: its reason is in the shortcut's place, in the tool tip and in the
/// accessible description.
class ActionMenus final : public QObject {
    Q_OBJECT

public:
    using SelectionSource = std::function<models::Selection()>;

    /// \a selection is asked whenever actions are shown or one is triggered. Call refresh() once it can be asked.
    ActionMenus(SelectionSource selection, QObject *parent);

    [[nodiscard]] QAction *action(const QString &id) const; ///< never null for a registered id
    [[nodiscard]] QList<QAction *> all() const; ///< in menu order

    /// Sets texts and states for the present selection, at once: before a menu is shown.
    void refresh();
    /// Does so once control is back in the event loop: many changes of a large selection cost one look at it.
    void refreshSoon();
    /// Adds the entries named \a ids, or all those of a tree row's context menu, with separators between groups.
    /// Entries that make no sense for the selection are hidden.
    void fill(QMenu *menu, const QStringList &ids);
    void fillContextMenu(QMenu *menu);

Q_SIGNALS:
    /// An enabled action was triggered.
    void commandRequested(const isthmus::models::Command &command);

private:
    void show(QAction *action, const models::Verdict &verdict, const models::ActionSpec &spec);
    void trigger(const models::ActionSpec &spec);

    SelectionSource m_selection;
    QTimer m_soon;
    QHash<QString, QAction *> m_actions;
};

} // namespace isthmus::views
