// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/formfields.h"
#include "parts/suggestions.h"
#include "parts/tonelabel.h"
#include "plans/planparts.h"

#include <isthmus/views/plans/maptablesdialog.h>

#include <QButtonGroup>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

using mapping::MapTables;
using models::MapTablesForm;
using Access = mapping::MapTable::Access;

MapTablesDialog::MapTablesDialog(std::unique_ptr<MapTablesForm> form, tasks::Runs &runs, QWidget *parent)
    : ManyTablesDialog(std::move(form), runs, parent)
{
    setObjectName(QStringLiteral("mapTablesDialog"));
    QWidget *source = makeFactsPart(tr("Source"), PartOf::Hologres, this->form().sourceFacts(),
                                    QStringLiteral("sourceFacts"), 6, this);
    QWidget *destination = makeDestination();
    setParts(source, destination, makeTables());
    bindFields();
    follow();
    m_prefix->setFocus();
}

QWidget *MapTablesDialog::makeDestination()
{
    auto *fields = new QWidget(this);
    auto *form = makeFormLayout(fields);
    form->setSizeConstraint(QLayout::SetMinimumSize); // wrapped words in a row must not squeeze the others
    addPlace(form, tr("&Project"));
    addNaming(form);
    addIfTaken(form);
    addAccess(form);
    addLifecycle(form);
    addRunning(form, tr("Read the &first row of each (one more job each)"));
    return makePlanPart(tr("Destination"), PartOf::MaxCompute, fields, this);
}

void MapTablesDialog::addIfTaken(QFormLayout *form)
{
    QWidget *fields = form->parentWidget();
    m_ifTaken = new QComboBox(fields);
    m_ifTaken->setObjectName(QStringLiteral("ifTaken"));
    m_ifTaken->setAccessibleName(tr("If a name is taken"));
    m_ifTaken->addItem(tr("Keep the present table"), int(MapTables::IfTaken::Keep));
    m_ifTaken->addItem(tr("Drop and make anew"), int(MapTables::IfTaken::Replace));
    m_ifTaken->addItem(tr("Take the next free name"), int(MapTables::IfTaken::Rename));
    auto *taken = makeFormRow();
    taken->addWidget(m_ifTaken);
    taken->addStretch(1);
    addRow(form, tr("&If a name is taken"), m_ifTaken, taken);
}

void MapTablesDialog::addAccess(QFormLayout *form)
{
    QWidget *fields = form->parentWidget();
    m_access = new QButtonGroup(this);
    auto *dual = new QRadioButton(tr("&Dual signature"), fields);
    dual->setObjectName(QStringLiteral("accessDualSignature"));
    auto *role = new QRadioButton(tr("&RAM role"), fields);
    role->setObjectName(QStringLiteral("accessRamRole"));
    m_access->addButton(dual, int(Access::DualSignature));
    m_access->addButton(role, int(Access::RamRole));
    m_roleArn = new SuggestingEdit(tr("RAM roles of foreign servers"), fields);
    m_roleArn->setObjectName(QStringLiteral("roleArn"));
    m_roleArn->setAccessibleName(tr("RAM role ARN"));
    m_roleArn->setMinimumWidth(m_roleArn->fontMetrics().averageCharWidth() * 24);
    m_roleArn->setPlaceholderText(QStringLiteral("acs:ram::<uid>:role/<name>"));
    auto *access = makeFormRow();
    access->addWidget(dual);
    access->addWidget(role);
    access->addWidget(m_roleArn, 1); // it stays where it is, and is disabled without a role
    m_roleProblem = new ToneLabel(ToneLabel::Tone::Error, fields);
    m_roleProblem->setWordWrap(true);
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addLayout(access);
    column->addWidget(m_roleProblem);
    addRow(form, tr("Access"), dual, column);
}

void MapTablesDialog::addLifecycle(QFormLayout *form)
{
    QWidget *fields = form->parentWidget();
    m_lifecycle = makeEdit(QStringLiteral("lifecycle"), tr("Lifecycle in days"), 9, fields);
    m_lifecycle->setFixedWidth(std::max(72, fontMetrics().averageCharWidth() * 9));
    m_lifecycle->setPlaceholderText(tr("none"));
    m_lifecycleProblem = new ToneLabel(ToneLabel::Tone::Error, fields);
    auto *lifecycle = makeFormRow();
    lifecycle->addWidget(m_lifecycle);
    lifecycle->addWidget(new QLabel(tr("days"), fields));
    lifecycle->addWidget(m_lifecycleProblem);
    lifecycle->addStretch(1);
    addInFlight(lifecycle);
    addRow(form, tr("&Lifecycle"), m_lifecycle, lifecycle);
}

void MapTablesDialog::bindFields()
{
    bindCommonFields();
    MapTablesForm *form = &this->form();
    connect(m_ifTaken, &QComboBox::activated, form,
            [this, form](int row) { form->setIfTaken(MapTables::IfTaken(m_ifTaken->itemData(row).toInt())); });
    connect(m_access, &QButtonGroup::idClicked, form, [form](int id) { form->setAccess(Access(id)); });
    connect(m_roleArn, &QLineEdit::textEdited, form, &MapTablesForm::setRoleArn);
    offerRoles(m_roleArn, form->roles());
    connect(m_lifecycle, &QLineEdit::textEdited, form, &MapTablesForm::setLifecycle);
}

void MapTablesDialog::showFields()
{
    ManyTablesDialog::showFields();
    const MapTables &definition = form().definition();
    showText(m_roleArn, definition.roleArn);
    showText(m_lifecycle, form().lifecycle());
    m_ifTaken->setCurrentIndex(m_ifTaken->findData(int(definition.ifTaken)));
    m_access->button(int(definition.access))->setChecked(true);
    m_roleArn->setEnabled(definition.access == Access::RamRole);
    showProblem(m_roleArn, m_roleProblem, form().problem(QStringLiteral("roleArn")));
    showProblem(m_lifecycle, m_lifecycleProblem, form().problem(QStringLiteral("lifecycle")));
}

QList<plan::Text> MapTablesDialog::subjectsBesideFields() const
{
    QList<plan::Text> subjects;
    for (const char *field : {"targetSchema", "naming", "roleArn", "lifecycle"})
        subjects.append(mapping::mapTablesFieldTitle(QLatin1String(field)));
    return subjects;
}

} // namespace isthmus::views
