// SPDX-License-Identifier: GPL-3.0-or-later
#include "table/zonebutton.h"

#include "table/zonedialog.h"

#include <isthmus/records/zone.h>
#include <isthmus/views/style/theme.h>

#include <QActionGroup>
#include <QMenu>

namespace isthmus::views {

namespace {

const QString utc = QStringLiteral("utc");
const QString local = QStringLiteral("local");

} // namespace

ZoneButton::ZoneButton(QWidget *parent) : QPushButton(parent), m_group(new QActionGroup(this))
{
    setProperty("compact", true);
    setProperty("bar", true);
    setFont(resized(font(), -1));
    setAutoDefault(false);
    setFocusPolicy(Qt::TabFocus);
    setMenu(new QMenu(this));
    connect(menu(), &QMenu::aboutToShow, this, &ZoneButton::rebuildMenu);
}

void ZoneButton::showZone(const QString &session, const QString &choice)
{
    m_session = session;
    m_choice = choice;
    const auto zone = records::Zone::chosen(choice);
    const QString name = zone ? zone->name() : session;
    setText(name);
    setAccessibleName(tr("Time zone: %1").arg(name));
    setToolTip(choice.isEmpty() ? tr("Points in time are shown in the session's zone.")
                                : tr("Points in time are shown in this zone; the session's is %1.").arg(session));
}

void ZoneButton::rebuildMenu()
{
    menu()->clear();
    const auto add = [this](const QString &text, const QString &choice) {
        QAction *action = menu()->addAction(text, this, [this, choice] { Q_EMIT zoneChosen(choice); });
        action->setCheckable(true);
        action->setChecked(choice == m_choice);
        m_group->addAction(action);
    };
    add(tr("Session: %1").arg(m_session), QString());
    add(QStringLiteral("UTC"), utc);
    if (const auto here = records::Zone::local())
        add(tr("This computer: %1").arg(here->name()), local);
    if (!m_choice.isEmpty() && m_choice != utc && m_choice != local)
        add(m_choice, m_choice);
    menu()->addSeparator();
    menu()->addAction(tr("Another zone…"), this, &ZoneButton::askForName)->setObjectName(QStringLiteral("zoneByName"));
}

void ZoneButton::askForName()
{
    auto *dialog = new ZoneDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ZoneDialog::zoneChosen, this, &ZoneButton::zoneChosen);
    dialog->open();
}

} // namespace isthmus::views
