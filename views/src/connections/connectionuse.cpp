// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/connectionuse.h"

#include "parts/formfields.h"
#include "parts/sectiontitle.h"

#include <isthmus/views/connections/connectiondialog.h>

#include <QCheckBox>
#include <QComboBox>
#include <QSignalBlocker>

namespace isthmus::views {

using connections::Environment;
using connections::Profile;
using models::ConnectionForm;

ConnectionUse::ConnectionUse(ConnectionForm &form, QFormLayout *layout) : m_form(form), m_layout(layout)
{
    m_layout->addRow(new SectionTitle(ConnectionDialog::tr("Use")));
    addDescription();
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
    if (m_description->text().trimmed() != profile.description)
        showText(m_description, profile.description);
    showProblem(m_description, m_descriptionProblem, m_form.problem(ConnectionForm::descriptionField));
}

} // namespace isthmus::views
