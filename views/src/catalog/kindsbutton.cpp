// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/kindsbutton.h"

#include <isthmus/core/wordlist.h>
#include <isthmus/views/style/icons.h>

#include <QAction>
#include <QMenu>

namespace isthmus::views {

using catalog::ObjectKind;

namespace {

QList<ObjectKind> kindsOf(catalog::Side side)
{
    if (side == catalog::Side::Warehouse)
        return {ObjectKind::Table, ObjectKind::PartitionedTable, ObjectKind::ExternalTable, ObjectKind::View,
                ObjectKind::MaterializedView};
    return {ObjectKind::Table, ObjectKind::PartitionedTable, ObjectKind::DynamicTable, ObjectKind::ForeignTable,
            ObjectKind::View,  ObjectKind::MaterializedView};
}

ObjectKind kindOf(const QAction *action)
{
    return ObjectKind(action->data().toInt());
}

QString kindsTitle(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Table:
        return KindsButton::tr("Tables");
    case ObjectKind::PartitionedTable:
        return KindsButton::tr("Partitioned tables");
    case ObjectKind::ExternalTable:
        return KindsButton::tr("External tables");
    case ObjectKind::ForeignTable:
        return KindsButton::tr("Foreign tables");
    case ObjectKind::DynamicTable:
        return KindsButton::tr("Dynamic tables");
    case ObjectKind::View:
        return KindsButton::tr("Views");
    case ObjectKind::MaterializedView:
        return KindsButton::tr("Materialized views");
    default:
        return {};
    }
}

} // namespace

KindsButton::KindsButton(catalog::Side side, QWidget *parent) : QToolButton(parent), m_menu(new QMenu(this))
{
    setIconSize({16, 16});
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setMinimumSize(24, 24);
    setAccessibleName(tr("Kinds shown"));
    m_menu->setObjectName(QStringLiteral("kindsMenu"));
    for (const ObjectKind kind : kindsOf(side)) {
        QAction *action = m_menu->addAction(kindsTitle(kind));
        action->setObjectName(QStringLiteral("kind.") + catalog::objectKindName(kind));
        action->setData(int(kind));
        action->setCheckable(true);
        action->setChecked(true);
        connect(action, &QAction::toggled, this, [this] {
            showState();
            Q_EMIT hiddenKindsChanged();
        });
    }
    m_menu->addSeparator();
    m_all = m_menu->addAction(tr("Show &all kinds"), this, [this] { setHiddenKinds({}); });
    m_all->setObjectName(QStringLiteral("allKinds"));
    connect(this, &QToolButton::clicked, this, [this] { m_menu->popup(mapToGlobal(rect().bottomLeft())); });
    showState();
}

QSet<ObjectKind> KindsButton::hiddenKinds() const
{
    QSet<ObjectKind> kinds;
    const auto actions = m_menu->actions();
    for (const QAction *action : actions) {
        if (action->isCheckable() && !action->isChecked())
            kinds.insert(kindOf(action));
    }
    return kinds;
}

void KindsButton::setHiddenKinds(const QSet<ObjectKind> &kinds)
{
    const QSet<ObjectKind> before = hiddenKinds();
    {
        const QSignalBlocker blocker(this); // one change, not one for each kind
        const auto actions = m_menu->actions();
        for (QAction *action : actions) {
            if (action->isCheckable())
                action->setChecked(!kinds.contains(kindOf(action)));
        }
    }
    if (hiddenKinds() != before)
        Q_EMIT hiddenKindsChanged();
}

QString KindsButton::hiddenText() const
{
    QStringList titles;
    const auto actions = m_menu->actions();
    for (const QAction *action : actions) {
        if (action->isCheckable() && !action->isChecked())
            titles.append(kindsTitle(kindOf(action)));
    }
    return core::inOneLine(titles);
}

void KindsButton::showState()
{
    const QString hidden = hiddenText();
    setIcon(views::icon(QStringLiteral("view"), hidden.isEmpty() ? IconRole::Muted : IconRole::Accent));
    setToolTip(hidden.isEmpty() ? tr("Kinds shown: all") : tr("Not shown: %1").arg(hidden));
    setAccessibleDescription(toolTip());
    m_all->setEnabled(!hidden.isEmpty());
}

} // namespace isthmus::views
