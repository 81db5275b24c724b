// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/buttons.h"
#include "parts/formfields.h"
#include "parts/sectiontitle.h"
#include "parts/tonelabel.h"
#include "plans/mapcolumnsview.h"
#include "plans/planparts.h"
#include "typeloss/typesetting.h"

#include <isthmus/views/plans/maptohologresdialog.h>
#include <isthmus/views/style/theme.h>

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace isthmus::views {

using mapping::MapToHologres;
using models::MapToHologresForm;
using IfTaken = MapToHologres::IfTaken;
using IfUnsupported = MapToHologres::IfUnsupported;

namespace {

constexpr int typeCharacters = 38; // of the field; its list is as wide as its texts

} // namespace

MapToHologresDialog::MapToHologresDialog(std::unique_ptr<MapToHologresForm> form, tasks::Runs &runs, QWidget *parent)
    : ManyTablesDialog(std::move(form), runs, parent)
{
    setObjectName(QStringLiteral("mapToHologresDialog"));
    QWidget *source = makeFactsPart(tr("Source"), PartOf::MaxCompute, this->form().sourceFacts(),
                                    QStringLiteral("sourceFacts"), 6, this);
    QWidget *destination = makeDestination();
    auto *rows = new QWidget(this);
    auto *column = new QVBoxLayout(rows);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    const bool isOne = this->form().isOfOneTable();
    column->addWidget(makeTables(4), isOne ? 0 : 1);
    if (isOne)
        keepTablesLow(1);
    column->addWidget(makeColumns(), 1);
    setParts(source, destination, rows);
    bindFields();
    follow();
    (m_tableName ? m_tableName : m_prefix)->setFocus();
}

QWidget *MapToHologresDialog::makeDestination()
{
    auto *fields = new QWidget(this);
    auto *form = makeFormLayout(fields);
    form->setSizeConstraint(QLayout::SetMinimumSize); // wrapped words in a row must not squeeze the others
    addPlace(form, tr("&Database"));
    addNaming(form);
    if (this->form().isOfOneTable())
        addTableName(form);
    addPolicies(form);
    addTypes(form);
    addRunning(form, tr("Read the &first row of each"));
    return makePlanPart(tr("Destination"), PartOf::Hologres, fields, this);
}

void MapToHologresDialog::addTableName(QFormLayout *form)
{
    QWidget *fields = form->parentWidget();
    const bool hasRule = this->form().definition().naming != mapping::NamingRule(); // of a task that was opened
    form->setRowVisible(form->rowCount() - 1, hasRule); // else one table needs none
    m_tableName = makeEdit(QStringLiteral("tableName"), tr("Foreign table"), 24, fields);
    m_tableName->setPlaceholderText(this->form().definition().sources.first().tables.first());
    m_tableNameProblem = new ToneLabel(ToneLabel::Tone::Error, fields);
    m_tableNameProblem->setWordWrap(true);
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(m_tableName);
    column->addWidget(m_tableNameProblem);
    addRow(form, tr("Foreign &table"), m_tableName, column);
}

void MapToHologresDialog::addPolicies(QFormLayout *form)
{
    QWidget *fields = form->parentWidget();
    m_ifTaken = new QComboBox(fields);
    m_ifTaken->setObjectName(QStringLiteral("ifTaken"));
    m_ifTaken->setAccessibleName(tr("If a name is taken"));
    m_ifTaken->addItem(tr("Keep the present table"), int(IfTaken::Keep));
    m_ifTaken->addItem(tr("Drop and make anew"), int(IfTaken::Replace));
    m_ifTaken->addItem(tr("Take the next free name"), int(IfTaken::Rename));
    m_ifTaken->addItem(tr("Make none of the tables"), int(IfTaken::Stop));
    auto *taken = makeFormRow();
    taken->addWidget(m_ifTaken);
    taken->addStretch(1);
    addInFlight(taken);
    addRow(form, tr("&If a name is taken"), m_ifTaken, taken);
    m_ifUnsupported = new QComboBox(fields);
    m_ifUnsupported->setObjectName(QStringLiteral("ifUnsupported"));
    m_ifUnsupported->setAccessibleName(tr("If Hologres has no type for a column"));
    m_ifUnsupported->addItem(tr("Leave out the table"), int(IfUnsupported::LeaveOutTable));
    m_ifUnsupported->addItem(tr("Leave out the column"), int(IfUnsupported::LeaveOutColumn));
    m_ifUnsupported->addItem(tr("Make none of the tables"), int(IfUnsupported::Stop));
    auto *unsupported = makeFormRow();
    unsupported->addWidget(m_ifUnsupported);
    unsupported->addStretch(1);
    addRow(form, tr("If there is no t&ype"), m_ifUnsupported, unsupported);
}

void MapToHologresDialog::addTypes(QFormLayout *form)
{
    QWidget *fields = form->parentWidget();
    QString label = tr("Types");
    for (const auto &dispute : mapping::typeDisputes()) {
        if (!dispute.isToHologres)
            continue;
        auto *choices = makeTypeSetting(dispute, fields);
        connect(choices, &QComboBox::activated, &this->form(), [this, choices, name = dispute.name](int index) {
            this->form().setTypes(name, choices->itemData(index).toString());
        });
        choices->setMinimumContentsLength(typeCharacters);
        m_types.append({dispute.name, choices});
        auto *row = makeFormRow(); // each its own: both beside each other are wider than the window
        row->addWidget(choices);
        row->addStretch(1);
        addRow(form, std::exchange(label, {}), choices, row);
    }
}

QWidget *MapToHologresDialog::makeColumns()
{
    auto *part = new QWidget(this);
    m_columnsTitle = new SectionTitle(form().columnsTitle(), part);
    m_columnsTitle->remarkLabel()->setObjectName(QStringLiteral("columnsSummary"));
    m_resetColumns = makeLinkButton(tr("Reset"), QStringLiteral("resetColumns"), part);
    keepWhole(m_resetColumns);
    m_resetColumns->setAccessibleName(tr("Reset the columns"));
    m_resetColumns->setToolTip(tr("All columns of this table, with the types that are proposed"));
    auto *columns = new MapColumnsView(form().columns(), part);
    columns->setAccessibleName(tr("Columns"));
    columns->setMinimumHeight(rowHeight(columns->font(), 24) * 6);
    auto *head = makeFormRow();
    head->addWidget(m_columnsTitle, 1);
    head->addWidget(m_resetColumns);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(columns, 1);
    return part;
}

void MapToHologresDialog::bindFields()
{
    bindCommonFields();
    MapToHologresForm *form = &this->form();
    if (m_tableName)
        connect(m_tableName, &QLineEdit::textEdited, form, &MapToHologresForm::setTableName);
    connect(m_resetColumns, &QPushButton::clicked, form, &MapToHologresForm::resetColumns);
    connect(m_ifTaken, &QComboBox::activated, form,
            [this, form](int row) { form->setIfTaken(IfTaken(m_ifTaken->itemData(row).toInt())); });
    connect(m_ifUnsupported, &QComboBox::activated, form,
            [this, form](int row) { form->setIfUnsupported(IfUnsupported(m_ifUnsupported->itemData(row).toInt())); });
}

void MapToHologresDialog::showFields()
{
    ManyTablesDialog::showFields();
    const MapToHologres &definition = form().definition();
    m_ifTaken->setCurrentIndex(m_ifTaken->findData(int(definition.ifTaken)));
    m_ifUnsupported->setCurrentIndex(m_ifUnsupported->findData(int(definition.ifUnsupported)));
    for (const auto &[name, choices] : std::as_const(m_types))
        showTypeSetting(choices, name, definition.types);
    m_columnsTitle->setTitle(form().columnsTitle());
    m_columnsTitle->setRemark(form().columns()->summary());
    m_resetColumns->setVisible(form().areColumnsChosen());
    if (m_tableName) {
        showText(m_tableName, definition.tableName);
        showProblem(m_tableName, m_tableNameProblem, form().problem(QStringLiteral("tableName")));
    }
}

QList<plan::Text> MapToHologresDialog::subjectsBesideFields() const
{
    QList<plan::Text> subjects;
    for (const char *field : {"targetSchema", "naming", "tableName"})
        subjects.append(mapping::mapToHologresFieldTitle(QLatin1String(field)));
    return subjects;
}

} // namespace isthmus::views
