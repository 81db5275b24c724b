// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/buttons.h"
#include "parts/formfields.h"
#include "parts/iconlabel.h"
#include "parts/objecticons.h"
#include "parts/sectiontitle.h"
#include "parts/suggestions.h"
#include "parts/tonelabel.h"
#include "plans/mapcolumnsview.h"
#include "plans/planparts.h"
#include "typeloss/typesetting.h"

#include <isthmus/views/plans/maptabledialog.h>

#include <QButtonGroup>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace isthmus::views {

using models::MapTableForm;
using Access = mapping::MapTable::Access;
using IfTaken = mapping::MapTable::IfTaken;

MapTableDialog::MapTableDialog(std::unique_ptr<MapTableForm> form, tasks::Runs &runs, QWidget *parent)
    : PlanDialog(std::move(form), runs, parent)
{
    setObjectName(QStringLiteral("mapTableDialog"));
    QWidget *source = makeFactsPart(tr("Source"), PartOf::Hologres, this->form().sourceFacts(),
                                    QStringLiteral("sourceFacts"), 6, this);
    QWidget *destination = makeDestination();
    setParts(source, destination, makeColumns());
    bindFields();
    connect(&this->form(), &MapTableForm::destinationsChanged, this, &MapTableDialog::showDestinations);
    follow();
    m_tableName->setFocus();
    m_tableName->selectAll();
}

QWidget *MapTableDialog::makeDestination()
{
    auto *fields = new QWidget(this);
    auto *form = makeFormLayout(fields);
    form->setSizeConstraint(QLayout::SetMinimumSize); // wrapped words in a row must not squeeze the others
    const auto addRow = [form](const QString &text, QWidget *buddy, QLayout *row) {
        auto *label = new QLabel(text);
        label->setBuddy(buddy);
        form->addRow(label, row);
    };

    m_project = new QComboBox(fields);
    m_project->setObjectName(QStringLiteral("project"));
    m_project->setAccessibleName(tr("Project"));
    m_schema = new QComboBox(fields);
    m_schema->setObjectName(QStringLiteral("schema"));
    m_schema->setAccessibleName(tr("Schema"));
    for (auto *combo : {m_project, m_schema}) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        combo->setMinimumWidth(110);
    }
    auto *schemaLabel = new QLabel(tr("&Schema"), fields);
    schemaLabel->setBuddy(m_schema);
    auto *where = makeFormRow();
    where->addWidget(m_project);
    where->addWidget(schemaLabel);
    where->addWidget(m_schema);
    where->addStretch(1);
    addRow(tr("&Project"), m_project, where);

    m_tableName = new QLineEdit(fields);
    m_tableName->setObjectName(QStringLiteral("tableName"));
    m_tableName->setAccessibleName(tr("External table"));
    m_tableName->setMinimumWidth(190);
    m_nameIcon = new IconLabel(fields, 14);
    m_nameCheck = new ToneLabel(ToneLabel::Tone::Muted, fields);
    m_nameCheck->setObjectName(QStringLiteral("nameCheck"));
    m_nameCheck->setWordWrap(true);
    auto *name = makeFormRow();
    name->addWidget(m_tableName);
    name->addWidget(m_nameIcon);
    name->addWidget(m_nameCheck, 1);
    addRow(tr("External &table"), m_tableName, name);

    m_access = new QButtonGroup(this);
    auto *dual = new QRadioButton(tr("&Dual signature"), fields);
    dual->setObjectName(QStringLiteral("accessDualSignature"));
    auto *role = new QRadioButton(tr("&RAM role"), fields);
    role->setObjectName(QStringLiteral("accessRamRole"));
    m_access->addButton(dual, int(Access::DualSignature));
    m_access->addButton(role, int(Access::RamRole));
    m_accessHint = new ToneLabel(ToneLabel::Tone::Muted, fields);
    auto *access = makeFormRow();
    access->addWidget(dual);
    access->addWidget(role);
    access->addWidget(m_accessHint, 1);
    addRow(tr("Access"), dual, access);

    m_roleRow = new QWidget(fields);
    m_roleArn = new SuggestingEdit(tr("RAM roles of foreign servers"), m_roleRow);
    m_roleArn->setObjectName(QStringLiteral("roleArn"));
    m_roleArn->setAccessibleName(tr("RAM role ARN"));
    m_roleArn->setPlaceholderText(QStringLiteral("acs:ram::<uid>:role/<name>"));
    m_roleProblem = new ToneLabel(ToneLabel::Tone::Error, m_roleRow);
    m_roleProblem->setWordWrap(true);
    auto *roleColumn = new QVBoxLayout(m_roleRow);
    roleColumn->setContentsMargins(0, 0, 0, 0);
    roleColumn->setSpacing(2);
    roleColumn->addWidget(m_roleArn);
    roleColumn->addWidget(m_roleProblem);
    form->addRow(tr("Role AR&N"), m_roleRow);
    if (auto *label = qobject_cast<QLabel *>(form->labelForField(m_roleRow)))
        label->setBuddy(m_roleArn);

    m_lifecycle = new QLineEdit(fields);
    m_lifecycle->setObjectName(QStringLiteral("lifecycle"));
    m_lifecycle->setAccessibleName(tr("Lifecycle in days"));
    m_lifecycle->setFixedWidth(std::max(72, fontMetrics().averageCharWidth() * 9));
    m_lifecycle->setPlaceholderText(tr("none"));
    m_lifecycleProblem = new ToneLabel(ToneLabel::Tone::Error, fields);
    m_ifTaken = new QComboBox(fields);
    m_ifTaken->setObjectName(QStringLiteral("ifTaken"));
    m_ifTaken->setAccessibleName(tr("If the name is taken"));
    m_ifTaken->addItem(tr("Stop"), int(IfTaken::Stop));
    m_ifTaken->addItem(tr("Keep the present table"), int(IfTaken::Keep));
    m_ifTaken->addItem(tr("Replace"), int(IfTaken::Replace));
    auto *takenLabel = new QLabel(tr("&If the name is taken"), fields);
    takenLabel->setBuddy(m_ifTaken);
    auto *lifecycle = makeFormRow();
    lifecycle->addWidget(m_lifecycle);
    lifecycle->addWidget(new QLabel(tr("days"), fields));
    lifecycle->addWidget(m_lifecycleProblem);
    lifecycle->addStretch(1);
    lifecycle->addWidget(takenLabel);
    lifecycle->addWidget(m_ifTaken);
    addRow(tr("&Lifecycle"), m_lifecycle, lifecycle);

    m_location = new QLineEdit(fields);
    m_location->setObjectName(QStringLiteral("location"));
    m_location->setAccessibleName(tr("Location"));
    m_locationProblem = new ToneLabel(ToneLabel::Tone::Error, fields);
    m_locationProblem->setWordWrap(true);
    auto *location = new QVBoxLayout;
    location->setSpacing(2);
    location->addWidget(m_location);
    location->addWidget(m_locationProblem);
    addRow(tr("L&ocation"), m_location, location);

    return makePlanPart(tr("Destination"), PartOf::MaxCompute, fields, this);
}

QWidget *MapTableDialog::makeColumns()
{
    auto *part = new QWidget(this);
    m_columnsTitle = new SectionTitle(tr("Columns"), part);
    m_columnsTitle->remarkLabel()->setObjectName(QStringLiteral("columnsSummary"));
    m_columns = new MapColumnsView(form().columns(), part);
    m_columns->setAccessibleName(tr("Columns"));
    m_columns->setMinimumHeight(rowHeight(m_columns->font(), 24) * 6);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setSpacing(6);
    head->addWidget(m_columnsTitle, 1);
    for (const auto &dispute : mapping::typeDisputes()) {
        if (dispute.isToHologres)
            continue;
        auto *choices = makeTypeSetting(dispute, part);
        connect(choices, &QComboBox::activated, &form(), [this, choices, name = dispute.name](int index) {
            form().setTypes(name, choices->itemData(index).toString());
        });
        choices->hide(); // unless a column is concerned
        m_types.append({dispute.name, choices});
        head->addWidget(choices);
    }
    auto *report = makeLinkButton(tr("Type-loss report"), QStringLiteral("typeLossReport"), part);
    keepWhole(report);
    report->setToolTip(tr("What would be lost, and how many values are at risk; this form stays open."));
    connect(report, &QPushButton::clicked, this, [this] { Q_EMIT reportRequested(form().source()); });
    head->addWidget(report);
    column->addLayout(head);
    column->addWidget(m_columns, 1);
    return part;
}

void MapTableDialog::bindFields()
{
    MapTableForm *form = &this->form();
    connect(m_project, &QComboBox::textActivated, form, &MapTableForm::setProject);
    connect(m_schema, &QComboBox::textActivated, form, &MapTableForm::setSchema);
    connect(m_tableName, &QLineEdit::textEdited, form, &MapTableForm::setTableName);
    connect(m_access, &QButtonGroup::idClicked, form, [form](int id) { form->setAccess(Access(id)); });
    connect(m_roleArn, &QLineEdit::textEdited, form, &MapTableForm::setRoleArn);
    offerRoles(m_roleArn, form->roles());
    connect(m_lifecycle, &QLineEdit::textEdited, form, &MapTableForm::setLifecycle);
    connect(m_ifTaken, &QComboBox::activated, form,
            [this, form](int row) { form->setIfTaken(IfTaken(m_ifTaken->itemData(row).toInt())); });
    connect(m_location, &QLineEdit::textEdited, form, &MapTableForm::setLocation);
}

void MapTableDialog::showDestinations()
{
    showNames(m_project, form().projects(), form().project(), markOf(catalog::ObjectKind::MaxComputeProject));
    showNames(m_schema, form().schemas(), form().schema(), markOf(catalog::ObjectKind::Schema));
}

void MapTableDialog::showFields()
{
    using Field = MapTableForm::Field;
    showDestinations();
    showText(m_tableName, form().tableName());
    showText(m_roleArn, form().roleArn());
    showText(m_lifecycle, form().lifecycle());
    showText(m_location, form().location());
    m_location->setPlaceholderText(form().generatedLocation());
    m_location->setToolTip(form().location().isEmpty() ? form().generatedLocation() : form().location());
    m_ifTaken->setCurrentIndex(m_ifTaken->findData(int(form().ifTaken())));
    m_access->button(int(form().access()))->setChecked(true);
    const bool isRole = form().access() == Access::RamRole;
    m_accessHint->setText(isRole ? tr("MaxCompute takes on this role to read") : tr("Same account on both sides"));
    auto *layout = qobject_cast<QFormLayout *>(m_roleRow->parentWidget()->layout());
    layout->labelForField(m_roleRow)->setVisible(isRole);
    m_roleRow->setVisible(isRole);
    showProblem(m_roleArn, m_roleProblem, form().problem(Field::RoleArn));
    showProblem(m_lifecycle, m_lifecycleProblem, form().problem(Field::Lifecycle));
    showProblem(m_location, m_locationProblem, form().problem(Field::Location));
    showNameCheck();
    m_columnsTitle->setRemark(form().columnsSummary());
    for (const auto &[name, choices] : std::as_const(m_types)) {
        showTypeSetting(choices, name, form().types());
        choices->setVisible(form().isConcerned(name));
    }
}

void MapTableDialog::showNameCheck()
{
    const QString nameProblem = form().problem(MapTableForm::Field::TableName);
    const auto check = form().nameCheck();
    using Check = MapTableForm::NameCheck::State;
    markProblem(m_tableName, nameProblem);
    const bool wrong = !nameProblem.isEmpty();
    m_nameCheck->setText(wrong ? nameProblem : check.text);
    m_nameCheck->setTone(wrong                                ? ToneLabel::Tone::Error
                             : check.state == Check::Free     ? ToneLabel::Tone::Ok
                             : check.state == Check::Checking ? ToneLabel::Tone::Muted
                                                              : ToneLabel::Tone::Warning);
    m_nameIcon->setVisible(wrong || check.state != Check::Checking);
    m_nameIcon->setIcon(wrong                            ? QStringLiteral("err")
                            : check.state == Check::Free ? QStringLiteral("check")
                                                         : QStringLiteral("warn"),
                        wrong                            ? IconRole::Error
                            : check.state == Check::Free ? IconRole::Ok
                                                         : IconRole::Warning);
}

QList<plan::Text> MapTableDialog::subjectsBesideFields() const
{
    QList<plan::Text> subjects;
    for (const char *field : {"tableName", "roleArn", "lifecycle", "location"})
        subjects.append(mapping::fieldTitle(QLatin1String(field)));
    return subjects;
}

} // namespace isthmus::views
