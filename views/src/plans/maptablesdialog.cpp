// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/formfields.h"
#include "parts/objecticons.h"
#include "parts/sectiontitle.h"
#include "parts/tonelabel.h"
#include "plans/planparts.h"
#include "runs/tablerunsview.h"

#include <isthmus/views/plans/maptablesdialog.h>

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

using mapping::MapTables;
using models::MapTablesForm;
using Access = mapping::MapTable::Access;

namespace {

void addRow(QFormLayout *form, const QString &text, QWidget *buddy, QLayout *row)
{
    auto *label = new QLabel(text);
    label->setBuddy(buddy);
    form->addRow(label, row);
}

QLineEdit *makeEdit(const QString &objectName, const QString &name, int letters, QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    edit->setObjectName(objectName);
    edit->setAccessibleName(name);
    edit->setMinimumWidth(std::max(60, edit->fontMetrics().averageCharWidth() * letters));
    return edit;
}

} // namespace

MapTablesDialog::MapTablesDialog(std::unique_ptr<MapTablesForm> form, tasks::Runs &runs, QWidget *parent)
    : PlanDialog(std::move(form), runs, parent)
{
    setObjectName(QStringLiteral("mapTablesDialog"));
    QWidget *source = makeFactsPart(tr("Source"), PartOf::Hologres, this->form().sourceFacts(),
                                    QStringLiteral("sourceFacts"), 6, this);
    QWidget *destination = makeDestination();
    setParts(source, destination, makeTables());
    bindFields();
    connect(&this->form(), &MapTablesForm::destinationsChanged, this, &MapTablesDialog::showDestinations);
    follow();
    m_prefix->setFocus();
}

QWidget *MapTablesDialog::makeDestination()
{
    auto *fields = new QWidget(this);
    auto *form = makeFormLayout(fields);
    form->setSizeConstraint(QLayout::SetMinimumSize); // wrapped words in a row must not squeeze the others
    addPlace(form);
    addNaming(form);
    addAccess(form);
    addRunning(form);
    return makePlanPart(tr("Destination"), PartOf::MaxCompute, fields, this);
}

void MapTablesDialog::addPlace(QFormLayout *form)
{
    QWidget *fields = form->parentWidget();
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
    m_schemaProblem = new ToneLabel(ToneLabel::Tone::Error, fields);
    m_schemaProblem->setWordWrap(true);
    auto *where = makeFormRow();
    where->addWidget(m_project);
    where->addWidget(schemaLabel);
    where->addWidget(m_schema);
    where->addWidget(m_schemaProblem, 1);
    addRow(form, tr("&Project"), m_project, where);
}

void MapTablesDialog::addNaming(QFormLayout *form)
{
    QWidget *fields = form->parentWidget();
    m_prefix = makeEdit(QStringLiteral("prefix"), tr("Prefix"), 9, fields);
    m_prefix->setPlaceholderText(tr("prefix"));
    m_pattern = makeEdit(QStringLiteral("pattern"), tr("Pattern"), 18, fields);
    m_pattern->setToolTip(tr("Knows {table}, {schema} and {database}"));
    m_suffix = makeEdit(QStringLiteral("suffix"), tr("Suffix"), 9, fields);
    m_suffix->setPlaceholderText(tr("suffix"));
    auto *parts = makeFormRow();
    parts->addWidget(m_prefix);
    parts->addWidget(m_pattern, 1);
    parts->addWidget(m_suffix);
    m_example = new ToneLabel(ToneLabel::Tone::Muted, fields);
    m_example->setObjectName(QStringLiteral("exampleName"));
    auto *column = new QVBoxLayout; // the line stays, so that nothing below moves
    column->setSpacing(2);
    column->addLayout(parts);
    column->addWidget(m_example);
    addRow(form, tr("&Names"), m_prefix, column);

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
    m_roleArn = makeEdit(QStringLiteral("roleArn"), tr("RAM role ARN"), 24, fields);
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

void MapTablesDialog::addRunning(QFormLayout *form)
{
    QWidget *fields = form->parentWidget();
    m_lifecycle = makeEdit(QStringLiteral("lifecycle"), tr("Lifecycle in days"), 9, fields);
    m_lifecycle->setFixedWidth(std::max(72, fontMetrics().averageCharWidth() * 9));
    m_lifecycle->setPlaceholderText(tr("none"));
    m_lifecycleProblem = new ToneLabel(ToneLabel::Tone::Error, fields);
    m_inFlight = new QSpinBox(fields);
    m_inFlight->setObjectName(QStringLiteral("inFlight"));
    m_inFlight->setAccessibleName(tr("Statements at a time"));
    m_inFlight->setRange(1, MapTables::maxInFlight);
    auto *inFlightLabel = new QLabel(tr("Statements &at a time"), fields);
    inFlightLabel->setBuddy(m_inFlight);
    auto *lifecycle = makeFormRow();
    lifecycle->addWidget(m_lifecycle);
    lifecycle->addWidget(new QLabel(tr("days"), fields));
    lifecycle->addWidget(m_lifecycleProblem);
    lifecycle->addStretch(1);
    lifecycle->addWidget(inFlightLabel);
    lifecycle->addWidget(m_inFlight);
    addRow(form, tr("&Lifecycle"), m_lifecycle, lifecycle);

    m_continues = new QCheckBox(tr("&Go on after an error"), fields);
    m_continues->setObjectName(QStringLiteral("continuesOnError"));
    m_readsRows = new QCheckBox(tr("Read the &first row of each (one more job each)"), fields);
    m_readsRows->setObjectName(QStringLiteral("readsRows"));
    auto *running = makeFormRow();
    running->addWidget(m_continues);
    running->addWidget(m_readsRows);
    running->addStretch(1);
    addRow(form, tr("Running"), m_continues, running);
}

QWidget *MapTablesDialog::makeTables()
{
    auto *part = new QWidget(this);
    m_tablesTitle = new SectionTitle(tr("Tables"), part);
    m_tablesTitle->remarkLabel()->setObjectName(QStringLiteral("tablesSummary"));
    m_tables = new TableRunsView(form().tables(), models::TableRunsModel::About::Plan, part);
    m_tables->setObjectName(QStringLiteral("plannedTables"));
    m_tables->setAccessibleName(tr("Tables"));
    m_tables->setMinimumHeight(rowHeight(m_tables->font(), 24) * 6);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_tablesTitle);
    column->addWidget(m_tables, 1);
    return part;
}

void MapTablesDialog::bindFields()
{
    MapTablesForm *form = &this->form();
    connect(m_project, &QComboBox::textActivated, form, &MapTablesForm::setProject);
    connect(m_schema, &QComboBox::textActivated, form, &MapTablesForm::setSchema);
    for (QLineEdit *edit : {m_prefix, m_pattern, m_suffix})
        connect(edit, &QLineEdit::textEdited, this, &MapTablesDialog::readNaming);
    connect(m_ifTaken, &QComboBox::activated, form,
            [this, form](int row) { form->setIfTaken(MapTables::IfTaken(m_ifTaken->itemData(row).toInt())); });
    connect(m_access, &QButtonGroup::idClicked, form, [form](int id) { form->setAccess(Access(id)); });
    connect(m_roleArn, &QLineEdit::textEdited, form, &MapTablesForm::setRoleArn);
    connect(m_lifecycle, &QLineEdit::textEdited, form, &MapTablesForm::setLifecycle);
    connect(m_inFlight, &QSpinBox::valueChanged, form, &MapTablesForm::setInFlight);
    connect(m_continues, &QCheckBox::toggled, form, &MapTablesForm::setContinuesOnError);
    connect(m_readsRows, &QCheckBox::toggled, form, &MapTablesForm::setReadsRows);
    connect(form, &MapTablesForm::tablesChanged, this,
            [this] { m_tablesTitle->setRemark(this->form().tablesSummary()); });
    connect(m_tables->selectionModel(), &QItemSelectionModel::currentRowChanged, form,
            [form](const QModelIndex &current) { form->setCurrentTable(current.row()); });
}

void MapTablesDialog::readNaming()
{
    form().setNaming({m_prefix->text().trimmed(), m_suffix->text().trimmed(), m_pattern->text().trimmed()});
}

void MapTablesDialog::showDestinations()
{
    showNames(m_project, form().projects(), form().project(), markOf(catalog::ObjectKind::MaxComputeProject));
    showNames(m_schema, form().schemas(), form().schema(), markOf(catalog::ObjectKind::Schema));
}

void MapTablesDialog::showNaming()
{
    const auto &naming = form().definition().naming;
    showText(m_prefix, naming.prefix);
    showText(m_pattern, naming.pattern);
    showText(m_suffix, naming.suffix);
    const QString problem = form().problem(QStringLiteral("naming"));
    markProblem(m_pattern, problem);
    m_example->setText(problem.isEmpty() ? form().exampleName() : problem);
    static_cast<ToneLabel *>(m_example)->setTone(problem.isEmpty() ? ToneLabel::Tone::Muted : ToneLabel::Tone::Error);
}

void MapTablesDialog::showFields()
{
    const MapTables &definition = form().definition();
    showDestinations();
    const QString place = form().problem(QStringLiteral("targetSchema"));
    m_schemaProblem->setText(place);
    showNaming();
    showText(m_roleArn, definition.roleArn);
    showText(m_lifecycle, form().lifecycle());
    m_ifTaken->setCurrentIndex(m_ifTaken->findData(int(definition.ifTaken)));
    m_access->button(int(definition.access))->setChecked(true);
    m_roleArn->setEnabled(definition.access == Access::RamRole);
    const QSignalBlocker inFlight(m_inFlight);
    m_inFlight->setValue(definition.inFlight);
    m_continues->setChecked(definition.continuesOnError);
    m_readsRows->setChecked(definition.readsRows);
    showProblem(m_roleArn, m_roleProblem, form().problem(QStringLiteral("roleArn")));
    showProblem(m_lifecycle, m_lifecycleProblem, form().problem(QStringLiteral("lifecycle")));
    m_tablesTitle->setRemark(form().tablesSummary());
}

QList<plan::Text> MapTablesDialog::subjectsBesideFields() const
{
    QList<plan::Text> subjects;
    for (const char *field : {"targetSchema", "naming", "roleArn", "lifecycle"})
        subjects.append(mapping::mapTablesFieldTitle(QLatin1String(field)));
    return subjects;
}

} // namespace isthmus::views
