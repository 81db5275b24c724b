// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/connectionuse.h"

#include "parts/connectionmark.h"
#include "parts/formfields.h"
#include "parts/sectiontitle.h"
#include "parts/tonelabel.h"

#include <isthmus/views/connections/connectiondialog.h>

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

using connections::Environment;
using connections::Profile;
using models::ConnectionForm;

ConnectionUse::ConnectionUse(ConnectionForm &form, QFormLayout *layout) : m_form(form), m_layout(layout)
{
    m_layout->addRow(new SectionTitle(ConnectionDialog::tr("Use")));
    addDescription();
    addGroup();
    addColour();
    addEnvironment();
    addReadOnly();
}

void ConnectionUse::addDescription()
{
    const TextRow row =
        addTextRow(m_layout, ConnectionDialog::tr("Desc&ription"), ConnectionForm::descriptionField.toString());
    m_description = row.edit;
    m_descriptionProblem = row.problem;
    QObject::connect(m_description, &QLineEdit::textEdited, &m_form, [&form = m_form](const QString &text) {
        form.edit([&](Profile &profile) { profile.description = text.trimmed(); });
    });
}

void ConnectionUse::addGroup()
{
    m_group = new QComboBox;
    m_group->setEditable(true);
    m_group->setInsertPolicy(QComboBox::NoInsert);
    m_group->setObjectName(QStringLiteral("groupList"));
    m_group->setAccessibleName(ConnectionDialog::tr("Group"));
    m_group->addItems(m_form.groups());
    m_group->completer()->setCaseSensitivity(Qt::CaseSensitive); // two that differ in case are two
    m_group->lineEdit()->setObjectName(ConnectionForm::groupField.toString());
    m_group->lineEdit()->setAccessibleName(ConnectionDialog::tr("Group"));
    m_group->lineEdit()->setPlaceholderText(ConnectionDialog::tr("none; heading above connections of one group"));
    auto *problem = new ToneLabel(ToneLabel::Tone::Error);
    problem->setObjectName(QStringLiteral("groupProblem"));
    problem->setWordWrap(true);
    m_groupProblem = problem;
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(m_group);
    column->addWidget(m_groupProblem);
    auto *label = new QLabel(ConnectionDialog::tr("Group"));
    label->setBuddy(m_group);
    m_layout->addRow(label, column);
    // However it came there: typed, chosen or completed.
    QObject::connect(m_group, &QComboBox::currentTextChanged, &m_form, [&form = m_form](const QString &text) {
        form.edit([&](Profile &profile) { profile.group = text.trimmed(); });
    });
}

void ConnectionUse::addColour()
{
    m_colour = new QComboBox;
    m_colour->setObjectName(QStringLiteral("colour"));
    m_colour->setAccessibleName(ConnectionDialog::tr("Colour"));
    m_colour->addItem(ConnectionDialog::tr("None"), QString());
    for (const QString &colour : connections::connectionColours())
        m_colour->addItem(colourIcon(colour, m_colour->palette()), connections::colourTitle(colour), colour);
    auto *label = new QLabel(ConnectionDialog::tr("Colour"));
    label->setBuddy(m_colour);
    m_layout->addRow(label, m_colour);
    QObject::connect(m_colour, &QComboBox::activated, &m_form, [&form = m_form, list = m_colour](int row) {
        form.edit([&](Profile &profile) { profile.colour = list->itemData(row).toString(); });
    });
}

void ConnectionUse::addEnvironment()
{
    m_environment = new QComboBox;
    m_environment->setObjectName(QStringLiteral("environment"));
    m_environment->setAccessibleName(ConnectionDialog::tr("Environment"));
    m_environment->addItem(ConnectionDialog::tr("Not said"));
    for (const auto environment : {Environment::Development, Environment::Production})
        m_environment->addItem(connections::environmentTitle(environment));
    auto *label = new QLabel(ConnectionDialog::tr("En&vironment"));
    label->setBuddy(m_environment);
    m_layout->addRow(label, m_environment);
    QObject::connect(m_environment, &QComboBox::activated, &m_form, [&form = m_form](int row) {
        form.edit([row](Profile &profile) { profile.environment = Environment(row); });
    });
}

void ConnectionUse::addReadOnly()
{
    m_readOnly = new QCheckBox(ConnectionDialog::tr("Read-&only: refuse plans that write to this side"));
    m_readOnly->setObjectName(QStringLiteral("readOnly"));
    m_layout->addRow(QString(), m_readOnly);
    QObject::connect(m_readOnly, &QCheckBox::toggled, &m_form,
                     [&form = m_form](bool on) { form.edit([on](Profile &profile) { profile.readOnly = on; }); });
}

void ConnectionUse::show()
{
    const Profile &profile = m_form.profile();
    {
        const QSignalBlocker blocker(m_readOnly);
        m_readOnly->setChecked(profile.readOnly);
    }
    m_environment->setCurrentIndex(int(profile.environment));
    m_colour->setCurrentIndex(std::max(0, m_colour->findData(profile.colour)));
    if (m_group->currentText().trimmed() != profile.group) {
        const QSignalBlocker blocker(m_group);
        m_group->setEditText(profile.group);
    }
    showProblem(m_group->lineEdit(), m_groupProblem, m_form.problem(ConnectionForm::groupField));
    if (m_description->text().trimmed() != profile.description)
        showText(m_description, profile.description);
    showProblem(m_description, m_descriptionProblem, m_form.problem(ConnectionForm::descriptionField));
}

} // namespace isthmus::views
