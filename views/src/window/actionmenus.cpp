// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/actionmenus.h"

#include <isthmus/views/style/icons.h>

#include <algorithm>
#include <optional>

namespace isthmus::views {

using models::ActionSpec;
using models::Verdict;

namespace {

QString idOf(const ActionSpec &spec)
{
    return QString::fromLatin1(spec.id);
}

} // namespace

ActionMenus::ActionMenus(SelectionSource selection, QObject *parent)
    : QObject(parent), m_selection(std::move(selection))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &ActionMenus::refresh);
    for (const ActionSpec &spec : models::actionSpecs()) {
        auto *action = new QAction(this);
        action->setObjectName(idOf(spec));
        const QString iconName = QString::fromLatin1(spec.icon);
        if (!iconName.isEmpty())
            action->setIcon(icon(iconName, IconRole::Menu));
        action->setShortcut(QKeySequence(QString::fromLatin1(spec.shortcut), QKeySequence::PortableText));
        // A tree and a page both have a "refresh": the shortcut belongs to where the focus is.
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, [this, &spec] { trigger(spec); });
        m_actions.insert(idOf(spec), action);
    }
}

QAction *ActionMenus::action(const QString &id) const
{
    Q_ASSERT(m_actions.contains(id));
    return m_actions.value(id);
}

QList<QAction *> ActionMenus::all() const
{
    QList<QAction *> result;
    for (const ActionSpec &spec : models::actionSpecs())
        result.append(m_actions.value(idOf(spec)));
    return result;
}

void ActionMenus::refreshSoon()
{
    m_soon.start();
}

void ActionMenus::refresh()
{
    m_soon.stop();
    const models::Selection selection = m_selection();
    for (const ActionSpec &spec : models::actionSpecs())
        show(action(idOf(spec)), spec.applies(selection), spec);
}

void ActionMenus::show(QAction *action, const Verdict &verdict, const ActionSpec &spec)
{
    const bool enabled = verdict.show == Verdict::Show::Enabled;
    const QString text = models::actionText(spec);
    action->setVisible(verdict.show != Verdict::Show::Hidden);
    action->setEnabled(enabled);
    // What follows a tab stands where a menu shows the shortcut.
    action->setText(enabled || verdict.shortReason.isEmpty() ? text : text + u'\t' + verdict.shortReason);
    action->setToolTip(verdict.explanation());
    action->setStatusTip(verdict.explanation().section(u'\n', 0, 0));
    action->setWhatsThis(verdict.explanation());
}

void ActionMenus::trigger(const ActionSpec &spec)
{
    const models::Selection selection = m_selection();
    if (spec.applies(selection).show == Verdict::Show::Enabled)
        Q_EMIT commandRequested(models::commandOf(spec, selection));
}

void ActionMenus::fill(QMenu *menu, const QStringList &ids)
{
    menu->setToolTipsVisible(true);
    std::optional<models::ActionGroup> previous;
    for (const ActionSpec &spec : models::actionSpecs()) {
        if (!ids.contains(idOf(spec)))
            continue;
        if (previous && *previous != spec.group)
            menu->addSeparator();
        previous = spec.group;
        menu->addAction(action(idOf(spec)));
    }
    // A menu that opens to nothing looks broken.
    QAction *nothing = menu->addAction(tr("Nothing for what is selected"));
    nothing->setObjectName(QStringLiteral("nothing"));
    nothing->setEnabled(false);
    nothing->setVisible(false);
    connect(menu, &QMenu::aboutToShow, this, [this, menu, nothing] {
        refresh();
        const auto actions = menu->actions();
        nothing->setVisible(std::ranges::none_of(actions, [nothing](const QAction *action) {
            return action != nothing && action->isVisible() && !action->isSeparator();
        }));
    });
}

void ActionMenus::fillContextMenu(QMenu *menu)
{
    QStringList ids;
    for (const ActionSpec &spec : models::actionSpecs()) {
        if (spec.inContextMenu)
            ids.append(idOf(spec));
    }
    fill(menu, ids);
    refresh();
}

} // namespace isthmus::views
