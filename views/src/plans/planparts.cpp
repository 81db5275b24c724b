// SPDX-License-Identifier: GPL-3.0-or-later
#include "plans/planparts.h"

#include "parts/factsview.h"
#include "parts/sectiontitle.h"
#include "parts/suggestions.h"

#include <isthmus/models/plans/knownroles.h>

#include <QComboBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace isthmus::views {

QWidget *makePlanPart(const QString &title, PartOf system, QWidget *content, QWidget *parent)
{
    auto *part = new QWidget(parent);
    auto *head = new SectionTitle(title, part);
    if (system == PartOf::Hologres)
        head->setIcon(QStringLiteral("eng-h"), IconRole::Hologres);
    else if (system == PartOf::MaxCompute)
        head->setIcon(QStringLiteral("eng-m"), IconRole::MaxCompute);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(head);
    column->addWidget(content);
    column->addStretch(1);
    return part;
}

QWidget *makeFactsPart(const QString &title, PartOf system, models::FactsModel *facts, const QString &objectName,
                       int mostLines, QWidget *parent)
{
    auto *lines = new FactsView(parent);
    lines->setObjectName(objectName);
    lines->setAccessibleName(title);
    lines->setFacts(facts);
    lines->setFitsContents(mostLines);
    lines->setProperty("bare", true);
    return makePlanPart(title, system, lines, parent);
}

void showNames(QComboBox *combo, const QStringList &names, const QString &current, const Mark &mark)
{
    const QSignalBlocker blocker(combo);
    combo->clear();
    for (const QString &name : names)
        combo->addItem(icon(mark.icon, mark.role), name);
    if (!current.isEmpty() && combo->findText(current) < 0)
        combo->addItem(icon(mark.icon, mark.role), current);
    combo->setCurrentText(current);
}

void offerRoles(SuggestingEdit *edit, const models::KnownRoles &roles)
{
    const auto offer = [edit, &roles] { edit->setSuggestions(roles.arns()); };
    QObject::connect(&roles, &models::KnownRoles::changed, edit, offer);
    offer();
}

} // namespace isthmus::views
