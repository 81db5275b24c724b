// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/formfields.h"
#include "parts/tonelabel.h"
#include "plans/planparts.h"
#include "typeloss/typesetting.h"

#include <isthmus/views/plans/maptohologresdialog.h>

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
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
    setParts(source, destination, makeTables());
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
    form->setRowVisible(form->rowCount() - 1, false); // one table needs no rule
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
        auto *row = makeFormRow(); // each its own: both beside each other are wider than the window
        row->addWidget(choices);
        row->addStretch(1);
        addRow(form, std::exchange(label, {}), choices, row);
    }
}

void MapToHologresDialog::bindFields()
{
    bindCommonFields();
    MapToHologresForm *form = &this->form();
    if (m_tableName)
        connect(m_tableName, &QLineEdit::textEdited, form, &MapToHologresForm::setTableName);
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
