// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/formfields.h"
#include "parts/tonelabel.h"

#include <isthmus/views/connections/masterpassworddialog.h>

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace isthmus::views {

using connections::MasterPasswordQuestion;

namespace {

constexpr int textWidth = 420;

} // namespace

MasterPasswordDialog::MasterPasswordDialog(MasterPasswordQuestion question, QWidget *parent) : QDialog(parent)
{
    const bool isNew = question == MasterPasswordQuestion::New;
    setObjectName(QStringLiteral("masterPasswordDialog"));
    setWindowTitle(isNew ? tr("New master password") : tr("Master password"));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    auto *words = new QLabel(
        isNew ? tr("No desktop keychain answers, so secrets are kept in a file encrypted with a master password. "
                   "Whoever forgets it has to enter all secrets again.")
              : tr("No desktop keychain answers, so secrets are kept in a file encrypted with a master password."),
        this);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setMinimumWidth(textWidth);
    column->addWidget(words);
    m_password = addPassword(isNew ? tr("&New master password") : tr("&Master password"), QStringLiteral("password"));
    if (isNew)
        m_repeated = addPassword(tr("The same once &more"), QStringLiteral("passwordRepeated"));
    m_problem = new ToneLabel(ToneLabel::Tone::Error, this);
    m_problem->setObjectName(QStringLiteral("passwordProblem"));
    m_problem->setWordWrap(true);
    if (question == MasterPasswordQuestion::Again)
        m_problem->setText(tr("That is not the master password."));
    column->addWidget(m_problem);
    column->addStretch(1);

    auto *buttons = new QDialogButtonBox(this);
    m_accept = buttons->addButton(isNew ? tr("Set Password") : tr("Unlock"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("passwordAccept"));
    m_accept->setEnabled(false);
    auto *cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    cancel->setObjectName(QStringLiteral("passwordCancel"));
    for (auto *button : {m_accept, cancel})
        button->setIcon({});
    connect(buttons, &QDialogButtonBox::accepted, this, &MasterPasswordDialog::enter);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    m_password->setFocus();
}

QLineEdit *MasterPasswordDialog::addPassword(const QString &label, const QString &objectName)
{
    auto *words = new QLabel(label, this);
    auto *edit = new QLineEdit(this);
    edit->setObjectName(objectName);
    edit->setAccessibleName(QString(label).remove(u'&'));
    edit->setEchoMode(QLineEdit::Password);
    words->setBuddy(edit);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addWidget(words);
    column->addWidget(edit);
    connect(edit, &QLineEdit::textChanged, this, &MasterPasswordDialog::check);
    return edit;
}

// While the second is being typed, it differs: that is said once it is as long as the first.
void MasterPasswordDialog::check()
{
    const QString password = m_password->text();
    const QString repeated = m_repeated ? m_repeated->text() : password;
    m_accept->setEnabled(!password.isEmpty() && repeated == password);
    m_problem->setText(repeated != password && repeated.size() >= password.size() ? tr("The two differ.") : QString());
}

void MasterPasswordDialog::enter()
{
    Q_EMIT entered(m_password->text());
    accept();
}

} // namespace isthmus::views
