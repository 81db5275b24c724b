// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/buttons.h"
#include "parts/formfields.h"
#include "parts/iconlabel.h"
#include "parts/objecticons.h"
#include "parts/sectiontitle.h"
#include "parts/tonelabel.h"
#include "plans/planparts.h"
#include "plans/schematablesview.h"

#include <isthmus/views/plans/mapschemadialog.h>

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace isthmus::views {

using models::MapSchemaForm;
using IfTaken = mapping::MapSchema::IfTaken;

namespace {

void addRow(QFormLayout *form, const QString &text, QWidget *buddy, QLayout *row)
{
    auto *label = new QLabel(text);
    label->setBuddy(buddy);
    form->addRow(label, row);
}

// Two lines: a field, and below it what there is to say of it.
QVBoxLayout *lines(QLayout *field, QWidget *below)
{
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addLayout(field);
    column->addWidget(below);
    return column;
}

} // namespace

MapSchemaDialog::MapSchemaDialog(std::unique_ptr<MapSchemaForm> form, tasks::Runs &runs, QWidget *parent)
    : PlanDialog(std::move(form), runs, parent), m_runs(runs)
{
    setObjectName(QStringLiteral("mapSchemaDialog"));
    QWidget *source = makeFactsPart(tr("Source"), PartOf::Hologres, this->form().sourceFacts(),
                                    QStringLiteral("sourceFacts"), 6, this);
    QWidget *destination = makeDestination();
    setParts(source, destination, makeTables());
    bindFields();
    follow();
    m_schemaName->setFocus();
    m_schemaName->selectAll();
}

QWidget *MapSchemaDialog::makeDestination()
{
    auto *fields = new QWidget(this);
    auto *form = makeFormLayout(fields);
    form->setSizeConstraint(QLayout::SetMinimumSize); // wrapped words in a row must not squeeze the others
    addProject(form);
    addName(form);
    addServer(form);
    addOn(form);
    return makePlanPart(tr("Destination"), PartOf::MaxCompute, fields, this);
}

void MapSchemaDialog::addProject(QFormLayout *form)
{
    m_project = new QComboBox(form->parentWidget());
    m_project->setObjectName(QStringLiteral("project"));
    m_project->setAccessibleName(tr("Project"));
    m_project->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_project->setMinimumWidth(190);
    m_projectProblem = new ToneLabel(ToneLabel::Tone::Error, form->parentWidget());
    m_projectProblem->setWordWrap(true);
    auto *field = makeFormRow();
    field->addWidget(m_project);
    field->addStretch(1);
    addRow(form, tr("&Project"), m_project, lines(field, m_projectProblem));
}

void MapSchemaDialog::addName(QFormLayout *form)
{
    QWidget *fields = form->parentWidget();
    m_schemaName = new QLineEdit(fields);
    m_schemaName->setObjectName(QStringLiteral("schemaName"));
    m_schemaName->setAccessibleName(tr("External schema"));
    m_schemaName->setMinimumWidth(190);
    m_nameIcon = new IconLabel(fields, 14);
    m_nameCheck = new ToneLabel(ToneLabel::Tone::Muted, fields);
    m_nameCheck->setObjectName(QStringLiteral("nameCheck"));
    m_nameCheck->setWordWrap(true);
    auto *name = makeFormRow();
    name->addWidget(m_schemaName);
    name->addWidget(m_nameIcon);
    name->addWidget(m_nameCheck, 1);
    addRow(form, tr("External &schema"), m_schemaName, name);

    m_ifTaken = new QComboBox(fields);
    m_ifTaken->setObjectName(QStringLiteral("ifTaken"));
    m_ifTaken->setAccessibleName(tr("If the name is taken"));
    m_ifTaken->addItem(tr("Stop"), int(IfTaken::Stop));
    m_ifTaken->addItem(tr("Keep the present schema"), int(IfTaken::Keep));
    auto *taken = makeFormRow();
    taken->addWidget(m_ifTaken);
    taken->addStretch(1);
    addRow(form, tr("&If the name is taken"), m_ifTaken, taken);
}

// What the service does not tell is typed.
void MapSchemaDialog::addServer(QFormLayout *form)
{
    m_server = new QComboBox(form->parentWidget());
    m_server->setObjectName(QStringLiteral("foreignServer"));
    m_server->setAccessibleName(tr("Foreign server"));
    m_server->setEditable(true);
    m_server->setInsertPolicy(QComboBox::NoInsert);
    m_server->lineEdit()->setObjectName(QStringLiteral("foreignServerName"));
    m_server->setMinimumWidth(240);
    m_serverText = new ToneLabel(ToneLabel::Tone::Muted, form->parentWidget());
    m_serverText->setObjectName(QStringLiteral("serverText"));
    m_serverText->setWordWrap(true);
    auto *make = makeCompactButton(tr("&New…"), QStringLiteral("plus"), QStringLiteral("newForeignServer"),
                                   form->parentWidget());
    make->setAccessibleName(tr("New foreign server"));
    make->setToolTip(tr("Makes a foreign server for this schema, or says what to enter in the console"));
    connect(make, &QPushButton::clicked, this,
            [this] { Q_EMIT foreignServerRequested(this->form().newServer().toTask()); });
    auto *field = makeFormRow();
    field->addWidget(m_server);
    field->addWidget(make);
    field->addStretch(1);
    addRow(form, tr("&Foreign server"), m_server, lines(field, m_serverText));
}

void MapSchemaDialog::addOn(QFormLayout *form)
{
    m_on = new QLineEdit(form->parentWidget());
    m_on->setObjectName(QStringLiteral("on"));
    m_on->setAccessibleName(tr("Source in SQL"));
    m_on->setMinimumWidth(190);
    m_onProblem = new ToneLabel(ToneLabel::Tone::Error, form->parentWidget());
    m_onProblem->setWordWrap(true);
    auto *field = makeFormRow();
    field->addWidget(m_on);
    field->addStretch(1);
    addRow(form, tr("Source in S&QL"), m_on, lines(field, m_onProblem));
}

QWidget *MapSchemaDialog::makeTables()
{
    auto *part = new QWidget(this);
    m_tablesTitle = new SectionTitle(tr("Tables as MaxCompute will see them"), part);
    m_tablesTitle->remarkLabel()->setObjectName(QStringLiteral("tablesSummary"));
    auto *tables = new SchemaTablesView(form().tables(), part);
    tables->setAccessibleName(tr("Tables as MaxCompute will see them"));
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_tablesTitle);
    column->addWidget(tables, 1);
    return part;
}

void MapSchemaDialog::bindFields()
{
    MapSchemaForm *form = &this->form();
    connect(m_project, &QComboBox::textActivated, form, &MapSchemaForm::setProject);
    connect(m_schemaName, &QLineEdit::textEdited, form, &MapSchemaForm::setSchemaName);
    connect(m_server, &QComboBox::textActivated, form, &MapSchemaForm::setServer);
    connect(m_server->lineEdit(), &QLineEdit::textEdited, form, &MapSchemaForm::setServer);
    connect(m_on, &QLineEdit::textEdited, form, &MapSchemaForm::setOn);
    connect(m_ifTaken, &QComboBox::activated, form,
            [this, form](int row) { form->setIfTaken(IfTaken(m_ifTaken->itemData(row).toInt())); });
    connect(&m_runs, &tasks::Runs::summaryChanged, form, &MapSchemaForm::takeRun);
    connect(form, &MapSchemaForm::tablesRead, this,
            [this] { m_tablesTitle->setRemark(this->form().tables()->summary()); });
}

void MapSchemaDialog::showFields()
{
    showProjects();
    showText(m_schemaName, form().schemaName());
    showName();
    m_ifTaken->setCurrentIndex(m_ifTaken->findData(int(form().ifTaken())));
    showServers();
    showText(m_on, form().on());
    m_on->setPlaceholderText(form().generatedOn());
    showProblem(m_on, m_onProblem, form().problem(QStringLiteral("on")));
    m_tablesTitle->setRemark(form().tables()->summary());
}

void MapSchemaDialog::showProjects()
{
    const QSignalBlocker blocker(m_project);
    const Mark mark = markOf(catalog::ObjectKind::MaxComputeProject);
    m_project->clear();
    const QStringList projects = form().projects();
    for (const QString &name : projects)
        m_project->addItem(icon(mark.icon, mark.role), name);
    m_project->setCurrentText(form().project());
    const QString problem = form().problem(QStringLiteral("targetProject"));
    m_projectProblem->setText(problem);
    m_projectProblem->setVisible(!problem.isEmpty());
}

void MapSchemaDialog::showName()
{
    using State = MapSchemaForm::NameCheck::State;
    const auto check = form().nameCheck();
    markProblem(m_schemaName, check.state == State::Wrong ? check.text : QString());
    m_nameCheck->setText(check.text);
    m_nameCheck->setTone(check.state == State::Wrong          ? ToneLabel::Tone::Error
                             : check.state == State::Free     ? ToneLabel::Tone::Ok
                             : check.state == State::Checking ? ToneLabel::Tone::Muted
                                                              : ToneLabel::Tone::Warning);
    m_nameIcon->setVisible(check.state != State::Checking);
    m_nameIcon->setIcon(check.state == State::Wrong      ? QStringLiteral("err")
                            : check.state == State::Free ? QStringLiteral("check")
                                                         : QStringLiteral("warn"),
                        check.state == State::Wrong      ? IconRole::Error
                            : check.state == State::Free ? IconRole::Ok
                                                         : IconRole::Warning);
}

void MapSchemaDialog::showServers()
{
    const QStringList servers = form().servers();
    QStringList shown;
    for (int i = 0; i < m_server->count(); ++i)
        shown.append(m_server->itemText(i));
    const QSignalBlocker blocker(m_server);
    if (shown != servers) {
        m_server->clear();
        for (const QString &name : servers)
            m_server->addItem(icon(markOf(catalog::ObjectKind::ForeignServer).icon), name);
    }
    showText(m_server->lineEdit(), form().server());
    const QString problem = form().problem(QStringLiteral("foreignServer"));
    markProblem(m_server->lineEdit(), problem);
    m_serverText->setText(problem.isEmpty() ? form().serverText() : problem);
    m_serverText->setTone(problem.isEmpty() ? ToneLabel::Tone::Muted : ToneLabel::Tone::Error);
    m_serverText->setVisible(!m_serverText->text().isEmpty());
}

QList<plan::Text> MapSchemaDialog::subjectsBesideFields() const
{
    QList<plan::Text> subjects;
    for (const char *field : {"targetProject", "schemaName", "foreignServer", "on"})
        subjects.append(mapping::schemaFieldTitle(QLatin1String(field)));
    return subjects;
}

} // namespace isthmus::views
