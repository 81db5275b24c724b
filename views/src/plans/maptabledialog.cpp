// SPDX-License-Identifier: GPL-3.0-or-later
#include "code/codeview.h"
#include "parts/controls.h"
#include "parts/factsview.h"
#include "parts/formfields.h"
#include "parts/messageband.h"
#include "parts/objecticons.h"
#include "parts/stepsview.h"
#include "plans/mapcolumnsview.h"

#include <isthmus/views/plans/maptabledialog.h>

#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QRadioButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

using models::MapTableForm;
using Access = mapping::MapTable::Access;
using IfTaken = mapping::MapTable::IfTaken;

MapTableDialog::MapTableDialog(std::unique_ptr<MapTableForm> form, tasks::Runs &runs, QWidget *parent)
    : QDialog(parent), m_form(std::move(form)), m_runs(runs)
{
    setObjectName(QStringLiteral("mapTableDialog"));
    setWindowTitle(tr("Map metadata to MaxCompute — %1").arg(m_form->source().name()));
    setModal(false);

    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    scroll->setWidget(makeForm());
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(scroll);
    splitter->addWidget(makePlan());
    splitter->setStretchFactor(0, 9);
    splitter->setStretchFactor(1, 5);
    splitter->setSizes({900, 470});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(splitter, 1);
    column->addWidget(makeLine(Qt::Horizontal, this));
    column->addWidget(makeFoot());
    const QSize room = parent ? parent->window()->size() : screen()->availableSize();
    const double letters = std::max(1.0, fontMetrics().height() / 16.0); // it grows with the font
    resize((QSize(1372, 752) * letters).boundedTo(room.expandedTo({1024, 640})));

    bindFields();
    connect(m_form.get(), &MapTableForm::changed, this, &MapTableDialog::showFields);
    connect(m_form.get(), &MapTableForm::destinationsChanged, this, &MapTableDialog::showDestinations);
    connect(m_form.get(), &MapTableForm::planChanged, this, &MapTableDialog::showPlan);
    showDestinations();
    showFields();
    showPlan();
    m_tableName->setFocus();
    m_tableName->selectAll();
}

MapTableDialog::~MapTableDialog() = default;

QWidget *MapTableDialog::makeForm()
{
    auto *page = new QWidget(this);
    auto *top = makeFormRow();
    top->setSpacing(24);
    top->addWidget(makeSource(), 9);
    top->addWidget(makeDestination(), 16);
    m_readingBand = new MessageBand(page);
    m_readingBand->setObjectName(QStringLiteral("readingBand"));
    auto *retry = m_readingBand->addAction(tr("Retry"), QStringLiteral("retryReading"));
    connect(retry, &QPushButton::clicked, m_form.get(), &MapTableForm::retry);
    auto *edit = m_readingBand->addAction(tr("Edit connection…"), QStringLiteral("editSourceConnection"));
    connect(edit, &QPushButton::clicked, this, [this] { Q_EMIT editConnectionRequested(m_form->source().connection); });
    m_readingBand->hide();
    m_notices = new QVBoxLayout;
    m_notices->setSpacing(8);

    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(16, 10, 16, 12);
    column->setSpacing(8);
    column->addLayout(top);
    column->addWidget(m_readingBand);
    column->addWidget(makeColumns(), 1);
    column->addLayout(m_notices);
    return page;
}

QWidget *MapTableDialog::makeSource()
{
    auto *part = new QWidget(this);
    auto *title = new SectionTitle(tr("Source"), part);
    title->setIcon(QStringLiteral("eng-h"), IconRole::Hologres);
    auto *facts = new FactsView(part);
    facts->setObjectName(QStringLiteral("sourceFacts"));
    facts->setAccessibleName(tr("Source"));
    facts->setFacts(m_form->sourceFacts());
    facts->setFitsContents(6);
    facts->setProperty("bare", true);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(title);
    column->addWidget(facts);
    column->addStretch(1);
    return part;
}

QWidget *MapTableDialog::makeDestination()
{
    auto *part = new QWidget(this);
    auto *title = new SectionTitle(tr("Destination"), part);
    title->setIcon(QStringLiteral("eng-m"), IconRole::MaxCompute);
    auto *fields = new QWidget(part);
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
    m_roleArn = new QLineEdit(m_roleRow);
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

    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(title);
    column->addWidget(fields);
    column->addStretch(1);
    return part;
}

QWidget *MapTableDialog::makeColumns()
{
    auto *part = new QWidget(this);
    m_columnsTitle = new SectionTitle(tr("Columns"), part);
    m_columnsTitle->remarkLabel()->setObjectName(QStringLiteral("columnsSummary"));
    m_columns = new MapColumnsView(m_form->columns(), part);
    m_columns->setAccessibleName(tr("Columns"));
    m_columns->setMinimumHeight(rowHeight(m_columns->font(), 24) * 6);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_columnsTitle);
    column->addWidget(m_columns, 1);
    return part;
}

QWidget *MapTableDialog::makePlan()
{
    auto *part = new QWidget(this);
    m_planTitle = new SectionTitle(tr("Plan"), part);
    m_planTitle->remarkLabel()->setObjectName(QStringLiteral("planSummary"));
    auto *copy = makeIconButton(QStringLiteral("copy"), tr("Copy the plan's SQL"), QStringLiteral("copyPlan"), part);
    connect(copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(m_form->planText()); });
    auto *head = makeFormRow();
    head->addWidget(m_planTitle, 1);
    head->addWidget(copy);
    m_steps = new StepsView(StepsView::Kind::Plan, m_form->steps(), part);
    m_steps->setObjectName(QStringLiteral("planSteps"));
    m_steps->setAccessibleName(tr("Steps of the plan"));
    m_sql = new CodeView(part);
    m_sql->setObjectName(QStringLiteral("planSql"));
    m_sql->setAccessibleName(tr("SQL of the plan"));
    m_sql->setProperty("framed", true);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_steps);
    column->addWidget(m_sql, 1);
    part->setMinimumWidth(320);
    return part;
}

QWidget *MapTableDialog::makeFoot()
{
    auto *foot = new QWidget(this);
    m_footIcon = new IconLabel(foot);
    auto *text = new ElidedLabel(foot);
    text->setObjectName(QStringLiteral("footText"));
    text->setFont(resized(font(), -1));
    m_footText = text;
    m_confirmLabel = new ToneLabel(ToneLabel::Tone::Plain, foot);
    m_confirm = new QLineEdit(foot);
    m_confirm->setObjectName(QStringLiteral("confirmName"));
    m_confirm->setMinimumWidth(160);
    m_confirmLabel->setBuddy(m_confirm);
    auto *cancel = new QPushButton(tr("Cancel"), foot);
    cancel->setObjectName(QStringLiteral("cancel"));
    cancel->setAutoDefault(false);
    m_run = new QPushButton(tr("Run"), foot);
    m_run->setObjectName(QStringLiteral("run"));
    m_run->setIcon(icon(QStringLiteral("play"), IconRole::OnAccent));
    m_run->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_run, &QPushButton::clicked, this, &MapTableDialog::run);
    connect(m_confirm, &QLineEdit::textEdited, m_form.get(), &MapTableForm::setConfirmation);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        connect(shortcut, &QShortcut::activated, this, [this] {
            if (m_run->isEnabled())
                run();
        });
    }

    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(16, 9, 16, 9);
    row->setSpacing(8);
    row->addWidget(m_footIcon);
    row->addWidget(m_footText, 1);
    row->addWidget(m_confirmLabel);
    row->addWidget(m_confirm);
    row->addWidget(cancel);
    row->addWidget(m_run);
    return foot;
}

void MapTableDialog::bindFields()
{
    MapTableForm *form = m_form.get();
    connect(m_project, &QComboBox::textActivated, form, &MapTableForm::setProject);
    connect(m_schema, &QComboBox::textActivated, form, &MapTableForm::setSchema);
    connect(m_tableName, &QLineEdit::textEdited, form, &MapTableForm::setTableName);
    connect(m_access, &QButtonGroup::idClicked, form, [form](int id) { form->setAccess(Access(id)); });
    connect(m_roleArn, &QLineEdit::textEdited, form, &MapTableForm::setRoleArn);
    connect(m_lifecycle, &QLineEdit::textEdited, form, &MapTableForm::setLifecycle);
    connect(m_ifTaken, &QComboBox::activated, form,
            [this, form](int row) { form->setIfTaken(IfTaken(m_ifTaken->itemData(row).toInt())); });
    connect(m_location, &QLineEdit::textEdited, form, &MapTableForm::setLocation);
}

void MapTableDialog::showDestinations()
{
    const auto fill = [](QComboBox *combo, const QStringList &names, const QString &current, const Mark &mark) {
        const QSignalBlocker blocker(combo);
        combo->clear();
        for (const QString &name : names)
            combo->addItem(icon(mark.icon, mark.role), name);
        if (!current.isEmpty() && combo->findText(current) < 0)
            combo->addItem(icon(mark.icon, mark.role), current);
        combo->setCurrentText(current);
    };
    fill(m_project, m_form->projects(), m_form->project(), markOf(catalog::ObjectKind::MaxComputeProject));
    fill(m_schema, m_form->schemas(), m_form->schema(), markOf(catalog::ObjectKind::Schema));
}

void MapTableDialog::showFields()
{
    using Field = MapTableForm::Field;
    showDestinations();
    showText(m_tableName, m_form->tableName());
    showText(m_roleArn, m_form->roleArn());
    showText(m_lifecycle, m_form->lifecycle());
    showText(m_location, m_form->location());
    m_location->setPlaceholderText(m_form->generatedLocation());
    m_location->setToolTip(m_form->location().isEmpty() ? m_form->generatedLocation() : m_form->location());
    m_ifTaken->setCurrentIndex(m_ifTaken->findData(int(m_form->ifTaken())));
    m_access->button(int(m_form->access()))->setChecked(true);
    const bool isRole = m_form->access() == Access::RamRole;
    m_accessHint->setText(isRole ? tr("MaxCompute takes on this role to read") : tr("Same account on both sides"));
    auto *layout = qobject_cast<QFormLayout *>(m_roleRow->parentWidget()->layout());
    layout->labelForField(m_roleRow)->setVisible(isRole);
    m_roleRow->setVisible(isRole);
    showProblem(m_roleArn, m_roleProblem, m_form->problem(Field::RoleArn));
    showProblem(m_lifecycle, m_lifecycleProblem, m_form->problem(Field::Lifecycle));
    showProblem(m_location, m_locationProblem, m_form->problem(Field::Location));

    const QString nameProblem = m_form->problem(Field::TableName);
    const auto check = m_form->nameCheck();
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

    const auto error = m_form->readingError();
    if (error)
        m_readingBand->showError(*error);
    m_readingBand->setVisible(error.has_value());
    m_columnsTitle->setRemark(m_form->columnsSummary());
    showFoot();
}

void MapTableDialog::showPlan()
{
    m_planTitle->setRemark(m_form->planSummary());
    m_sql->setCode(m_form->planText());
    m_columnsTitle->setRemark(m_form->columnsSummary());
    showNotices();
    showFoot();
}

void MapTableDialog::showNotices()
{
    while (QLayoutItem *item = m_notices->takeAt(0)) {
        if (QWidget *band = item->widget()) {
            band->hide();
            band->deleteLater();
        }
        delete item;
    }
    // What is wrong with one of these fields is said beside it.
    QList<plan::Text> besideField;
    for (const char *field : {"tableName", "roleArn", "lifecycle", "location"})
        besideField.append(mapping::fieldTitle(QLatin1String(field)));
    for (const auto &notice : m_form->notices()) {
        if (notice.level == plan::NoticeLevel::Blocker && besideField.contains(notice.subject))
            continue;
        auto *band = new MessageBand(this);
        band->setObjectName(QStringLiteral("notice"));
        band->showNotice(notice);
        m_notices->addWidget(band);
    }
}

void MapTableDialog::showFoot()
{
    const QString name = m_form->confirmName();
    m_confirmLabel->setText(tr("Type %1 to confirm").arg(name));
    m_confirm->setAccessibleName(m_confirmLabel->text());
    m_confirmLabel->setVisible(!name.isEmpty());
    m_confirm->setVisible(!name.isEmpty());

    const QString blocked = m_runError.isEmpty() ? m_form->runBlockedReason() : m_runError;
    m_run->setEnabled(m_form->canRun() && !m_isStarting);
    m_run->setToolTip(blocked.isEmpty() ? tr("Run the plan (Ctrl+Enter)") : blocked);
    m_run->setAccessibleDescription(m_run->toolTip());
    m_footText->setText(blocked.isEmpty() ? tr(
                            "A table mapping is a snapshot of the columns. Map again when the Hologres table changes.")
                                          : blocked);
    m_footIcon->setIcon(blocked.isEmpty() ? QStringLiteral("info") : QStringLiteral("warn"),
                        blocked.isEmpty() ? IconRole::Muted : IconRole::Warning);
}

void MapTableDialog::run()
{
    m_isStarting = true;
    showFoot();
    core::whenDone(m_form->run(m_runs), this, [this](const core::Result<QString> &runId) {
        m_isStarting = false;
        m_runError = runId ? QString() : runId.error().message;
        if (!runId) {
            showFoot();
            return;
        }
        Q_EMIT runStarted(*runId);
        accept();
    });
}

void MapTableDialog::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isEnter)
        QDialog::keyPressEvent(event);
    else if (m_run->hasFocus())
        m_run->click(); // Enter in a field must not start a run; Ctrl+Enter does
}

} // namespace isthmus::views
