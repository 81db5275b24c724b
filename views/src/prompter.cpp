// SPDX-License-Identifier: GPL-3.0-or-later
#include "controls.h"

#include <isthmus/views/prompter.h>

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QVBoxLayout>

namespace isthmus::views {

void DialogPrompter::confirmRemoveConnection(QWidget *parent, const QString &name, std::function<void(bool)> answer)
{
    const auto text = [](const char *source) { return QCoreApplication::translate("Prompter", source); };
    auto *dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("confirmRemoveConnection"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(text(QT_TRANSLATE_NOOP("Prompter", "Remove connection")));

    auto *question = new QLabel(text(QT_TRANSLATE_NOOP("Prompter", "Remove the connection %1?")).arg(name), dialog);
    question->setTextFormat(Qt::PlainText);
    question->setFont(titleFont(question->font()));
    auto *consequence = new ToneLabel(ToneLabel::Tone::Muted, dialog);
    consequence->setWordWrap(true);
    consequence->setMinimumWidth(360);
    consequence->setText(text(QT_TRANSLATE_NOOP(
        "Prompter", "Its settings and its kept secret are forgotten. Nothing is changed on the server.")));

    auto *buttons = new QDialogButtonBox(dialog);
    auto *cancel = buttons->addButton(text(QT_TRANSLATE_NOOP("Prompter", "Cancel")), QDialogButtonBox::RejectRole);
    auto *remove = buttons->addButton(text(QT_TRANSLATE_NOOP("Prompter", "Remove")), QDialogButtonBox::AcceptRole);
    cancel->setObjectName(QStringLiteral("cancel"));
    cancel->setDefault(true);
    remove->setObjectName(QStringLiteral("remove"));
    remove->setAutoDefault(false);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    QObject::connect(dialog, &QDialog::finished, dialog,
                     [answer = std::move(answer)](int result) { answer(result == QDialog::Accepted); });

    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(8);
    column->addWidget(question);
    column->addWidget(consequence);
    column->addSpacing(8);
    column->addWidget(buttons);
    dialog->open();
}

} // namespace isthmus::views
