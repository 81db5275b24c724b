// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/buttons.h"

#include <isthmus/views/style/icons.h>
#include <isthmus/views/style/theme.h>

namespace isthmus::views {

QToolButton *makeIconButton(const QString &iconName, const QString &text, const QString &objectName, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(objectName);
    button->setIcon(icon(iconName));
    button->setIconSize({16, 16});
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setMinimumSize(24, 24);
    return button;
}

QPushButton *makeLinkButton(const QString &text, const QString &objectName, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(objectName);
    button->setProperty("link", true);
    button->setCursor(Qt::PointingHandCursor);
    button->setAutoDefault(false);
    button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    return button;
}

QPushButton *makeCompactButton(const QString &text, const QString &iconName, const QString &objectName, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(objectName);
    button->setProperty("compact", true);
    button->setFont(resized(button->font(), -1));
    if (!iconName.isEmpty())
        button->setIcon(icon(iconName, IconRole::Text));
    button->setAutoDefault(false);
    return button;
}

QPushButton *makeBarButton(const QString &text, const QString &iconName, const QString &objectName, QWidget *parent)
{
    auto *button = makeCompactButton(text, iconName, objectName, parent);
    button->setProperty("bar", true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void keepWhole(QPushButton *button)
{
    button->setProperty("whole", true); // the style sheet's least width would win over that of the text
}

} // namespace isthmus::views
