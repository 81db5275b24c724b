// SPDX-License-Identifier: GPL-3.0-or-later
#include "typeloss/typesetting.h"

#include <isthmus/plan/words.h>

#include <QAbstractItemView>
#include <QComboBox>
#include <QCoreApplication>
#include <QJsonObject>

namespace isthmus::views {

namespace {

constexpr int characters = 14; // of the field, whose list is as wide as its texts
constexpr int popupMargin = 24;

} // namespace

QComboBox *makeTypeSetting(const mapping::TypeDispute &dispute, QWidget *parent)
{
    const QString subject = plan::words(dispute.subject);
    auto *choices = new QComboBox(parent);
    choices->setObjectName(QStringLiteral("typeSetting_") + dispute.name);
    choices->setAccessibleName(subject);
    choices->setToolTip(subject + QStringLiteral(": ") + plan::words(dispute.sources));
    choices->setAccessibleDescription(choices->toolTip());
    choices->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choices->setMinimumContentsLength(characters);
    for (const auto &choice : dispute.choices)
        choices->addItem(QCoreApplication::translate("TypeSetting", "%1: %2").arg(subject, plan::words(choice.meaning)),
                         choice.value);
    choices->view()->setMinimumWidth(choices->view()->sizeHintForColumn(0) + popupMargin);
    return choices;
}

void showTypeSetting(QComboBox *choices, const QString &name, const mapping::TypeSettings &settings)
{
    choices->setCurrentIndex(choices->findData(settings.toJson().value(name).toString()));
}

} // namespace isthmus::views
