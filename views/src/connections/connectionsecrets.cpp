// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/connectionsecrets.h"

#include "parts/formfields.h"
#include "parts/iconlabel.h"
#include "parts/tonelabel.h"

#include <isthmus/views/connections/connectiondialog.h>

#include <QHBoxLayout>

namespace isthmus::views {

using models::ConnectionForm;

ConnectionSecrets::ConnectionSecrets(ConnectionForm &form, QFormLayout *layout)
    : m_form(form), m_layout(layout),
      m_secret(addPassword(ConnectionDialog::tr("&Secret"), ConnectionForm::secretField.toString()))
{
    QObject::connect(m_secret.edit, &QLineEdit::textEdited, &m_form, &ConnectionForm::setSecret);
    if (m_form.kind().hasToken) {
        m_token = addPassword(ConnectionDialog::tr("Security to&ken"), ConnectionForm::tokenField.toString());
        QObject::connect(m_token->edit, &QLineEdit::textEdited, &m_form, &ConnectionForm::setToken);
    }
    addPlace();
}

ConnectionSecrets::Row ConnectionSecrets::addPassword(const QString &label, const QString &id)
{
    const auto [box, edit, problem] = addTextRow(m_layout, label, id);
    edit->setEchoMode(QLineEdit::Password);
    return {id, box, edit, problem};
}

void ConnectionSecrets::addPlace()
{
    m_place = new QWidget;
    auto *words = new ToneLabel(ToneLabel::Tone::Muted, m_place);
    words->setWordWrap(true);
    words->setText(ConnectionDialog::tr("Kept in %1, never in task files or logs").arg(m_form.secretPlace()));
    auto *lock = new IconLabel(m_place, 12);
    lock->setIcon(QStringLiteral("lock"), IconRole::Ok);
    auto *row = new QHBoxLayout(m_place);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(lock);
    row->addWidget(words, 1);
    m_layout->addRow(QString(), m_place);
}

void ConnectionSecrets::show()
{
    const connections::Profile &profile = m_form.profile();
    const bool isNeeded = profile.needsSecret();
    show(m_secret, isNeeded, m_form.hasNewSecret());
    m_layout->setRowVisible(m_place, isNeeded);
    if (m_token)
        show(*m_token, isNeeded && profile.hasToken(), m_form.hasNewToken());
}

void ConnectionSecrets::show(const Row &row, bool isVisible, bool isThere)
{
    m_layout->setRowVisible(row.box, isVisible);
    const QString problem = m_form.problem(row.id);
    // One out of a URL is not in the field: nothing must be able to copy it from there.
    row.edit->setPlaceholderText(isThere && row.edit->text().isEmpty()      ? ConnectionDialog::tr("taken from the URL")
                                     : m_form.isNew() || !problem.isEmpty() ? QString()
                                                                            : ConnectionDialog::tr("unchanged"));
    showProblem(row.edit, row.problem, row.edit->isModified() || !m_form.isNew() ? problem : QString());
}

} // namespace isthmus::views
