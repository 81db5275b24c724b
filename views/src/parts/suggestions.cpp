// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/suggestions.h"

#include <isthmus/views/style/icons.h>

#include <QAction>
#include <QCompleter>
#include <QKeyEvent>
#include <QMenu>
#include <QStringListModel>

namespace isthmus::views {

SuggestingEdit::SuggestingEdit(const QString &what, QWidget *parent)
    : QLineEdit(parent), m_completer(new QCompleter(new QStringListModel(this), this)), m_menu(new QMenu(this))
{
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    setCompleter(m_completer);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &QLineEdit::textEdited);
    m_menu->setObjectName(QStringLiteral("suggestions"));
    m_arrow = addAction(icon(QStringLiteral("down")), QLineEdit::TrailingPosition);
    m_arrow->setObjectName(QStringLiteral("showSuggestions"));
    m_arrow->setText(what);
    m_arrow->setToolTip(what);
    m_arrow->setVisible(false);
    connect(m_arrow, &QAction::triggered, this, &SuggestingEdit::showAll);
}

void SuggestingEdit::setSuggestions(const QStringList &values)
{
    auto *known = qobject_cast<QStringListModel *>(m_completer->model());
    if (known->stringList() == values)
        return;
    known->setStringList(values);
    m_arrow->setVisible(!values.isEmpty());
    m_menu->clear();
    for (const QString &value : values) {
        const QString text = QString(value).replace(u'&', QStringLiteral("&&")); // else a mnemonic
        connect(m_menu->addAction(text), &QAction::triggered, this, [this, value] {
            setText(value);
            Q_EMIT textEdited(value);
        });
    }
}

void SuggestingEdit::showAll()
{
    setFocus();
    m_menu->setMinimumWidth(width());
    m_menu->popup(mapToGlobal(QPoint(0, height())));
    m_menu->setActiveAction(m_menu->actions().value(0)); // Enter takes it
}

void SuggestingEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Down && m_arrow->isVisible())
        return showAll();
    QLineEdit::keyPressEvent(event);
}

} // namespace isthmus::views
