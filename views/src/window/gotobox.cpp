// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/gotobox.h"

#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>

#include <algorithm>

namespace isthmus::views {

GoToBox::GoToBox(QWidget *parent) : QWidget(parent), m_field(new QLineEdit(this))
{
    setObjectName(QStringLiteral("goToBox"));
    m_field->setPlaceholderText(tr("Go to anything… (Ctrl+P)"));
    m_field->setAccessibleName(tr("Go to anything"));
    m_field->setReadOnly(true);
    m_field->setFocusPolicy(Qt::NoFocus);
    m_field->setCursor(Qt::PointingHandCursor);
    m_field->setFont(resized(font(), -1));
    m_field->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 1, 8, 1);
    row->addWidget(m_field);
}

bool GoToBox::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::MouseButtonRelease)
        Q_EMIT clicked();
    return QWidget::eventFilter(watched, event);
}

QSize GoToBox::sizeHint() const
{
    return {std::max(336, fontMetrics().averageCharWidth() * 30), m_field->sizeHint().height() + 2};
}

} // namespace isthmus::views
