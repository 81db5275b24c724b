// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/formfields.h"
#include "parts/objecticons.h"
#include "parts/sectiontitle.h"
#include "parts/tonelabel.h"
#include "plans/planparts.h"
#include "runs/tablerunsview.h"

#include <isthmus/views/plans/manytablesdialog.h>

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

using models::ManyTablesForm;

ManyTablesDialog::ManyTablesDialog(std::unique_ptr<ManyTablesForm> form, tasks::Runs &runs, QWidget *parent)
    : PlanDialog(std::move(form), runs, parent)
{
}

void ManyTablesDialog::addRow(QFormLayout *form, const QString &text, QWidget *buddy, QLayout *row)
{
    auto *label = new QLabel(text);
    label->setBuddy(buddy);
    form->addRow(label, row);
}

QLineEdit *ManyTablesDialog::makeEdit(const QString &objectName, const QString &name, int letters, QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    edit->setObjectName(objectName);
    edit->setAccessibleName(name);
    edit->setMinimumWidth(std::max(60, edit->fontMetrics().averageCharWidth() * letters));
    return edit;
}

void ManyTablesDialog::addPlace(QFormLayout *form, const QString &placeLabel)
{
    QWidget *fields = form->parentWidget();
    m_place = new QComboBox(fields);
    m_place->setObjectName(QStringLiteral("project"));
    m_place->setAccessibleName(QString(placeLabel).remove(u'&'));
    m_schema = new QComboBox(fields);
    m_schema->setObjectName(QStringLiteral("schema"));
    m_schema->setAccessibleName(tr("Schema"));
    for (auto *combo : {m_place, m_schema}) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        combo->setMinimumWidth(110);
    }
    auto *schemaLabel = new QLabel(tr("&Schema"), fields);
    schemaLabel->setBuddy(m_schema);
    m_schemaProblem = new ToneLabel(ToneLabel::Tone::Error, fields);
    m_schemaProblem->setWordWrap(true);
    auto *where = makeFormRow();
    where->addWidget(m_place);
    where->addWidget(schemaLabel);
    where->addWidget(m_schema);
    where->addWidget(m_schemaProblem, 1);
    addRow(form, placeLabel, m_place, where);
}

void ManyTablesDialog::addNaming(QFormLayout *form)
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
}

void ManyTablesDialog::addInFlight(QHBoxLayout *row)
{
    m_inFlight = new QSpinBox(this);
    m_inFlight->setObjectName(QStringLiteral("inFlight"));
    m_inFlight->setAccessibleName(tr("Statements at a time"));
    m_inFlight->setRange(1, mapping::MapTables::maxInFlight);
    auto *inFlightLabel = new QLabel(tr("Statements &at a time"), this);
    inFlightLabel->setBuddy(m_inFlight);
    row->addWidget(inFlightLabel);
    row->addWidget(m_inFlight);
}

void ManyTablesDialog::addRunning(QFormLayout *form, const QString &readsRows)
{
    QWidget *fields = form->parentWidget();
    m_continues = new QCheckBox(tr("&Go on after an error"), fields);
    m_continues->setObjectName(QStringLiteral("continuesOnError"));
    m_readsRows = new QCheckBox(readsRows, fields);
    m_readsRows->setObjectName(QStringLiteral("readsRows"));
    auto *running = makeFormRow();
    running->addWidget(m_continues);
    running->addWidget(m_readsRows);
    running->addStretch(1);
    addRow(form, tr("Running"), m_continues, running);
}

QWidget *ManyTablesDialog::makeTables(int leastRows)
{
    auto *part = new QWidget(this);
    m_tablesTitle = new SectionTitle(tr("Tables"), part);
    m_tablesTitle->remarkLabel()->setObjectName(QStringLiteral("tablesSummary"));
    m_tables = new TableRunsView(manyForm().tables(), models::TableRunsModel::About::Plan, part);
    m_tables->setObjectName(QStringLiteral("plannedTables"));
    m_tables->setAccessibleName(tr("Tables"));
    m_tables->setMinimumHeight(rowHeight(m_tables->font(), 24) * leastRows);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_tablesTitle);
    column->addWidget(m_tables, 1);
    return part;
}

void ManyTablesDialog::keepTablesLow(int rows)
{
    m_tables->setFixedHeight(m_tables->horizontalHeader()->sizeHint().height()
                             + rows * m_tables->verticalHeader()->defaultSectionSize()
                             + m_tables->horizontalScrollBar()->sizeHint().height() + 2 * m_tables->frameWidth());
}

void ManyTablesDialog::bindCommonFields()
{
    ManyTablesForm *form = &manyForm();
    connect(m_place, &QComboBox::textActivated, form, &ManyTablesForm::setPlace);
    connect(m_schema, &QComboBox::textActivated, form, &ManyTablesForm::setSchema);
    for (QLineEdit *edit : {m_prefix, m_pattern, m_suffix})
        connect(edit, &QLineEdit::textEdited, this, &ManyTablesDialog::readNaming);
    connect(m_inFlight, &QSpinBox::valueChanged, form, &ManyTablesForm::setInFlight);
    connect(m_continues, &QCheckBox::toggled, form, &ManyTablesForm::setContinuesOnError);
    connect(m_readsRows, &QCheckBox::toggled, form, &ManyTablesForm::setReadsRows);
    connect(form, &ManyTablesForm::tablesChanged, this, [this] {
        m_tablesTitle->setRemark(manyForm().tablesSummary());
        m_tables->setCurrentIndex(m_tables->model()->index(manyForm().currentTable(), 0)); // its lines are new
    });
    connect(m_tables->selectionModel(), &QItemSelectionModel::currentRowChanged, form,
            [form](const QModelIndex &current) { form->setCurrentTable(current.row()); });
    connect(form, &ManyTablesForm::destinationsChanged, this, &ManyTablesDialog::showDestinations);
}

void ManyTablesDialog::readNaming()
{
    // A blank at an end is part of a name in Hologres, and never of one in MaxCompute.
    const bool isTrimmed = manyForm().namesOf() == mapping::NamesOf::MaxCompute;
    const auto textOf = [isTrimmed](const QLineEdit *edit) {
        return isTrimmed ? edit->text().trimmed() : edit->text();
    };
    manyForm().setNaming({textOf(m_prefix), textOf(m_suffix), textOf(m_pattern)});
}

void ManyTablesDialog::showDestinations()
{
    showNames(m_place, manyForm().places(), manyForm().chosenPlace(), markOf(placeKind()));
    showNames(m_schema, manyForm().schemas(), manyForm().schema(), markOf(catalog::ObjectKind::Schema));
}

void ManyTablesDialog::showNaming()
{
    const auto &naming = manyForm().naming();
    showText(m_prefix, naming.prefix);
    showText(m_pattern, naming.pattern);
    showText(m_suffix, naming.suffix);
    const QString problem = manyForm().problem(QStringLiteral("naming"));
    markProblem(m_pattern, problem);
    m_example->setText(problem.isEmpty() ? manyForm().exampleName() : problem);
    m_example->setTone(problem.isEmpty() ? ToneLabel::Tone::Muted : ToneLabel::Tone::Error);
}

void ManyTablesDialog::showFields()
{
    showDestinations();
    m_schemaProblem->setText(manyForm().problem(QStringLiteral("targetSchema")));
    showNaming();
    const QSignalBlocker inFlight(m_inFlight);
    m_inFlight->setValue(manyForm().inFlight());
    m_continues->setChecked(manyForm().continuesOnError());
    m_readsRows->setChecked(manyForm().readsRows());
    m_tablesTitle->setRemark(manyForm().tablesSummary());
}

} // namespace isthmus::views
