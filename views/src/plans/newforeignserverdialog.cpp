// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/buttons.h"
#include "parts/copying.h"
#include "parts/factsview.h"
#include "parts/formfields.h"
#include "parts/objecticons.h"
#include "parts/sectiontitle.h"
#include "parts/suggestions.h"
#include "parts/tonelabel.h"
#include "plans/planparts.h"

#include <isthmus/views/plans/newforeignserverdialog.h>

#include <QComboBox>
#include <QFormLayout>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace isthmus::views {

using models::NewForeignServerForm;
using Identity = NewForeignServerForm::Identity;

namespace {

constexpr int maxPort = 65'535;
constexpr int consoleLines = 9;

} // namespace

NewForeignServerDialog::NewForeignServerDialog(std::unique_ptr<NewForeignServerForm> form, tasks::Runs &runs,
                                               QWidget *parent)
    : PlanDialog(std::move(form), runs, parent)
{
    setObjectName(QStringLiteral("newForeignServerDialog"));
    setParts(makeFields(), nullptr, makeConsole());
    follow();
    QLineEdit *first = m_fields.first().edit;
    first->setFocus();
    first->selectAll();
    setStartSize({1160, 620});
}

QLineEdit *NewForeignServerDialog::addField(QFormLayout *layout, const QString &label, const QString &name,
                                            void (NewForeignServerForm::*set)(const QString &), QLineEdit *edit)
{
    if (!edit)
        edit = new QLineEdit(layout->parentWidget());
    edit->setObjectName(name);
    edit->setAccessibleName(QString(label).remove(u'&'));
    auto *problem = new ToneLabel(ToneLabel::Tone::Error, layout->parentWidget());
    problem->setObjectName(name + QStringLiteral("Problem"));
    problem->setWordWrap(true);
    auto *words = new QLabel(label, layout->parentWidget());
    words->setBuddy(edit);
    auto *column = new QVBoxLayout; // no widget of its own: it would not grow with wrapped words
    column->setSpacing(2);
    column->addWidget(edit);
    column->addWidget(problem);
    layout->addRow(words, column);
    m_fields.append({name, edit, problem});
    connect(edit, &QLineEdit::textEdited, &form(), set);
    return edit;
}

QWidget *NewForeignServerDialog::makeFields()
{
    auto *fields = new QWidget(this);
    auto *layout = makeFormLayout(fields);
    addField(layout, tr("&Name"), QStringLiteral("name"), &NewForeignServerForm::setName);
    m_source = new QComboBox(fields);
    m_source->setObjectName(QStringLiteral("fillFrom"));
    m_source->setAccessibleName(tr("Hologres connection"));
    m_source->setToolTip(tr("Takes host, port and database of a saved connection"));
    m_source->addItem(tr("Fill in from…"));
    for (const QString &name : form().sources())
        m_source->addItem(icon(markOf(catalog::ObjectKind::HologresDataSource).icon, IconRole::Hologres), name, name);
    connect(m_source, &QComboBox::activated, this,
            [this](int row) { form().fillFrom(m_source->itemData(row).toString()); });
    auto *label = new QLabel(tr("H&ologres connection"));
    label->setBuddy(m_source);
    layout->addRow(label, m_source);
    addField(layout, tr("&Host"), QStringLiteral("host"), &NewForeignServerForm::setHost);
    m_port = new QSpinBox(fields);
    m_port->setObjectName(QStringLiteral("port"));
    m_port->setAccessibleName(tr("Port"));
    m_port->setRange(1, maxPort);
    connect(m_port, &QSpinBox::valueChanged, &form(), &NewForeignServerForm::setPort);
    layout->addRow(tr("&Port"), m_port);
    addField(layout, tr("&Database"), QStringLiteral("database"), &NewForeignServerForm::setDatabase);
    addIdentity(layout);
    addField(layout, tr("&Comment"), QStringLiteral("comment"), &NewForeignServerForm::setComment);
    return makePlanPart(tr("Foreign server"), PartOf::MaxCompute, fields, this);
}

void NewForeignServerDialog::addIdentity(QFormLayout *layout)
{
    m_identity = new QComboBox(layout->parentWidget());
    m_identity->setObjectName(QStringLiteral("identity"));
    m_identity->setAccessibleName(tr("Who reads"));
    m_identity->addItem(tr("RAM role"), int(Identity::RamRole));
    m_identity->addItem(tr("Task executor, for external projects"), int(Identity::TaskExecutor));
    connect(m_identity, &QComboBox::activated, this,
            [this](int row) { form().setIdentity(Identity(m_identity->itemData(row).toInt())); });
    layout->addRow(tr("&Who reads"), m_identity);
    auto *arn = new SuggestingEdit(tr("RAM roles of other foreign servers"), layout->parentWidget());
    arn->setPlaceholderText(QStringLiteral("acs:ram::<account id>:role/<role name>"));
    offerRoles(arn, form().roles());
    m_roleArn = addField(layout, tr("Role &ARN"), QStringLiteral("roleArn"), &NewForeignServerForm::setRoleArn, arn);
}

QWidget *NewForeignServerDialog::makeConsole()
{
    m_console = new QWidget(this);
    m_console->setObjectName(QStringLiteral("console"));
    auto *title = new SectionTitle(tr("To enter in MaxCompute's console"), m_console);
    title->setRemark(mapping::consolePlace());
    auto *copy =
        makeIconButton(QStringLiteral("copy"), tr("Copy the values"), QStringLiteral("copyConsole"), m_console);
    connect(copy, &QToolButton::clicked, this, [this, copy] { copyAndTell(form().consoleText(), copy); });
    auto *head = makeFormRow();
    head->addWidget(title, 1);
    head->addWidget(copy);
    auto *values = new FactsView(m_console);
    values->setObjectName(QStringLiteral("consoleValues"));
    values->setAccessibleName(tr("To enter in MaxCompute's console"));
    values->setFacts(form().consoleValues());
    values->setFitsContents(consoleLines);
    auto *column = new QVBoxLayout(m_console);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(values);
    column->addStretch(1);
    return m_console;
}

void NewForeignServerDialog::showFields()
{
    const auto &shown = form().definition();
    const QHash<QString, QString> texts{{QStringLiteral("name"), shown.name},
                                        {QStringLiteral("host"), shown.host},
                                        {QStringLiteral("database"), shown.database},
                                        {QStringLiteral("roleArn"), shown.roleArn}};
    for (const Field &field : std::as_const(m_fields)) {
        if (texts.contains(field.name)) // else typed here only, blanks and all
            showText(field.edit, texts.value(field.name));
        showProblem(field.edit, field.problem, form().problem(field.name));
        // A form of many rows gives wrapped words one line only.
        field.problem->setMinimumHeight(
            field.problem->text().isEmpty() ? 0 : field.problem->heightForWidth(field.edit->width()));
    }
    const QSignalBlocker blocker(m_port);
    m_port->setValue(shown.port);
    m_identity->setCurrentIndex(m_identity->findData(int(shown.identity)));
    m_roleArn->setEnabled(shown.identity == Identity::RamRole);
    m_console->setVisible(form().isOfConsole());
}

QList<plan::Text> NewForeignServerDialog::subjectsBesideFields() const
{
    QList<plan::Text> subjects;
    for (const char *field : {"name", "host", "port", "database", "roleArn", "console"})
        subjects.append(mapping::serverFieldTitle(QLatin1String(field)));
    return subjects;
}

} // namespace isthmus::views
