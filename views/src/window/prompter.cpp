// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/tonelabel.h"

#include <isthmus/views/style/theme.h>
#include <isthmus/views/window/prompter.h>

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QVBoxLayout>

namespace isthmus::views {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Prompter)
};

struct Question {
    QString name; ///< object name of the dialog
    QString windowTitle;
    QString text;
    QString consequence;
    QString no; ///< the default button
    QString yes;
    QString yesName; ///< object name of its button
};

void ask(QWidget *parent, const Question &question, std::function<void(bool)> answer)
{
    auto *dialog = new QDialog(parent);
    dialog->setObjectName(question.name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(question.windowTitle);

    auto *text = new QLabel(question.text, dialog);
    text->setTextFormat(Qt::PlainText);
    text->setFont(titleFont(text->font()));
    auto *consequence = new ToneLabel(ToneLabel::Tone::Muted, dialog);
    consequence->setWordWrap(true);
    consequence->setMinimumWidth(360);
    consequence->setText(question.consequence);

    auto *buttons = new QDialogButtonBox(dialog);
    auto *no = buttons->addButton(question.no, QDialogButtonBox::RejectRole);
    auto *yes = buttons->addButton(question.yes, QDialogButtonBox::AcceptRole);
    no->setObjectName(QStringLiteral("cancel"));
    no->setDefault(true);
    yes->setObjectName(question.yesName);
    yes->setAutoDefault(false);
    QObject::connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    QObject::connect(dialog, &QDialog::finished, dialog,
                     [answer = std::move(answer)](int result) { answer(result == QDialog::Accepted); });

    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(8);
    column->addWidget(text);
    column->addWidget(consequence);
    column->addSpacing(8);
    column->addWidget(buttons);
    dialog->open();
}

} // namespace

void DialogPrompter::confirmRemoveConnection(QWidget *parent, const QString &name, std::function<void(bool)> answer)
{
    ask(parent,
        {QStringLiteral("confirmRemoveConnection"), Text::tr("Remove connection"),
         Text::tr("Remove the connection %1?").arg(name),
         Text::tr("Its settings and its kept secret are forgotten. Nothing is changed on the server."),
         Text::tr("Cancel"), Text::tr("Remove"), QStringLiteral("remove")},
        std::move(answer));
}

void DialogPrompter::confirmCloseDuringRuns(QWidget *parent, int active, std::function<void(bool)> answer)
{
    ask(parent,
        {QStringLiteral("confirmCloseDuringRuns"), Text::tr("Close Isthmus"),
         active == 1 ? Text::tr("A run is active.") : Text::tr("%1 runs are active.").arg(active),
         Text::tr("Closing stops them on the server too. What they did so far is kept in their logs."),
         Text::tr("Keep Isthmus open"), Text::tr("Stop and close"), QStringLiteral("stopAndClose")},
        std::move(answer));
}

} // namespace isthmus::views
