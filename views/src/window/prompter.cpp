// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/tonelabel.h"

#include <isthmus/views/style/theme.h>
#include <isthmus/views/window/prompter.h>

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace isthmus::views {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Prompter)
};

struct Choice {
    QString text;
    QString name; ///< object name of its button
    QDialogButtonBox::ButtonRole role;
};

struct Question {
    QString name; ///< object name of the dialog
    QString windowTitle;
    QString text;
    QString consequence;
    QList<Choice> choices; ///< the first changes nothing: Escape takes it
    int preset = 0; ///< the default button
    QString toType; ///< before any choice but the first can be made; empty: nothing
};

constexpr int titlesShown = 5; // of documents; more would not fit

void ask(QWidget *parent, const Question &question, std::function<void(int choice)> answer)
{
    auto *dialog = new QDialog(parent);
    dialog->setObjectName(question.name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(question.windowTitle);

    auto *text = new QLabel(question.text, dialog);
    text->setTextFormat(Qt::PlainText);
    text->setFont(titleFont(text->font()));
    text->setWordWrap(true);
    auto *consequence = new ToneLabel(ToneLabel::Tone::Muted, dialog);
    consequence->setWordWrap(true);
    consequence->setMinimumWidth(360);
    consequence->setText(question.consequence);

    QLineEdit *typed = nullptr;
    if (!question.toType.isEmpty()) {
        typed = new QLineEdit(dialog);
        typed->setObjectName(QStringLiteral("confirmName"));
        typed->setAccessibleName(Text::tr("Type %1 to confirm").arg(question.toType));
        typed->setPlaceholderText(typed->accessibleName());
    }
    auto *buttons = new QDialogButtonBox(dialog);
    for (int choice = 0; choice < question.choices.size(); ++choice) {
        auto *button = buttons->addButton(question.choices.at(choice).text, question.choices.at(choice).role);
        button->setObjectName(question.choices.at(choice).name);
        button->setAutoDefault(choice == question.preset);
        button->setDefault(choice == question.preset);
        QObject::connect(button, &QPushButton::clicked, dialog, [dialog, choice] { dialog->done(choice); });
        if (!typed || choice == 0)
            continue;
        button->setEnabled(false);
        QObject::connect(
            typed, &QLineEdit::textChanged, button,
            [button, wanted = question.toType](const QString &name) { button->setEnabled(name == wanted); });
    }
    QObject::connect(dialog, &QDialog::finished, dialog,
                     [answer = std::move(answer)](int result) { answer(result); }); // Escape: 0

    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(8);
    column->addWidget(text);
    column->addWidget(consequence);
    if (typed)
        column->addWidget(typed);
    column->addSpacing(8);
    column->addWidget(buttons);
    if (typed)
        typed->setFocus();
    dialog->open();
}

QList<Choice> yesOrNo(const QString &no, const QString &yes, const QString &yesName)
{
    return {{no, QStringLiteral("cancel"), QDialogButtonBox::RejectRole}, {yes, yesName, QDialogButtonBox::AcceptRole}};
}

void chooseFile(QWidget *parent, const QString &title, QFileDialog::AcceptMode mode, const QString &proposed,
                std::function<void(QString)> answer)
{
    auto *dialog = new QFileDialog(parent, title, QDir::homePath());
    dialog->setObjectName(QStringLiteral("fileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(mode);
    dialog->setFileMode(mode == QFileDialog::AcceptOpen ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
    dialog->setFilter(dialog->filter() | QDir::Hidden); // what other programs keep is
    dialog->selectFile(proposed);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [answer = std::move(answer)](const QString &file) {
        if (!file.isEmpty())
            answer(file);
    });
    dialog->open();
}

} // namespace

void DialogPrompter::confirmRemoveConnection(QWidget *parent, const QString &name, std::function<void(bool)> answer)
{
    ask(parent,
        {QStringLiteral("confirmRemoveConnection"), Text::tr("Remove connection"),
         Text::tr("Remove the connection %1?").arg(name),
         Text::tr("Its settings and its kept secret are forgotten. Nothing is changed on the server."),
         yesOrNo(Text::tr("Cancel"), Text::tr("Remove"), QStringLiteral("remove"))},
        [answer = std::move(answer)](int choice) { answer(choice == 1); });
}

void DialogPrompter::confirmProduction(QWidget *parent, const QString &what, const QStringList &connections,
                                       std::function<void(bool)> answer)
{
    const QString names = connections.join(QStringLiteral(", "));
    ask(parent,
        {QStringLiteral("confirmProduction"), Text::tr("Write to production"), what,
         Text::tr("What is left of it writes to %1, of production. Type that name to confirm.").arg(names),
         yesOrNo(Text::tr("Cancel"), Text::tr("Resume"), QStringLiteral("resume")), 1, names},
        [answer = std::move(answer)](int choice) { answer(choice == 1); });
}

void DialogPrompter::confirmCloseDuringRuns(QWidget *parent, int active, std::function<void(bool)> answer)
{
    ask(parent,
        {QStringLiteral("confirmCloseDuringRuns"), Text::tr("Close Isthmus"),
         active == 1 ? Text::tr("A run is active.") : Text::tr("%1 runs are active.").arg(active),
         Text::tr("Closing stops them on the server too. What they did so far is kept in their logs."),
         yesOrNo(Text::tr("Keep Isthmus open"), Text::tr("Stop and close"), QStringLiteral("stopAndClose"))},
        [answer = std::move(answer)](int choice) { answer(choice == 1); });
}

void DialogPrompter::confirmCloseUnremembered(QWidget *parent, const core::Error &error,
                                              std::function<void(bool)> answer)
{
    ask(parent,
        {QStringLiteral("confirmCloseUnremembered"), Text::tr("Close Isthmus"),
         (error.message + u' ' + error.hint).trimmed(),
         Text::tr(
             "What the window remembers cannot be kept. The tabs, open rows and pins of this session are not there "
             "at the next start."),
         yesOrNo(Text::tr("Stay"), Text::tr("Close anyway"), QStringLiteral("closeAnyway")), 0},
        [answer = std::move(answer)](int choice) { answer(choice == 1); });
}

void DialogPrompter::askAboutUnsaved(QWidget *parent, const QStringList &titles, std::function<void(Unsaved)> answer)
{
    QStringList shown = titles.mid(0, titlesShown);
    if (titles.size() > titlesShown)
        shown.append(QStringLiteral("…"));
    const QString text = titles.size() == 1
        ? Text::tr("%1 has unsaved changes.").arg(titles.first())
        : Text::tr("%1 documents have unsaved changes: %2").arg(titles.size()).arg(shown.join(QStringLiteral(", ")));
    ask(parent,
        {QStringLiteral("askAboutUnsaved"),
         Text::tr("Unsaved changes"),
         text,
         Text::tr("What is not saved is lost."),
         {{Text::tr("Cancel"), QStringLiteral("cancel"), QDialogButtonBox::RejectRole},
          {Text::tr("Discard"), QStringLiteral("discard"), QDialogButtonBox::DestructiveRole},
          {Text::tr("Save"), QStringLiteral("save"), QDialogButtonBox::AcceptRole}},
         int(Unsaved::Save)},
        [answer = std::move(answer)](int choice) { answer(Unsaved(choice)); });
}

void DialogPrompter::chooseFileToRead(QWidget *parent, const QString &title, std::function<void(QString)> answer)
{
    chooseFile(parent, title, QFileDialog::AcceptOpen, {}, std::move(answer));
}

void DialogPrompter::chooseFileToWrite(QWidget *parent, const QString &title, const QString &proposed,
                                       std::function<void(QString)> answer)
{
    chooseFile(parent, title, QFileDialog::AcceptSave, proposed, std::move(answer));
}

void DialogPrompter::askForFile(QWidget *parent, const QString &title, const QString &proposed,
                                const QStringList &kinds, std::function<void(const QString &, int)> answer)
{
    auto *dialog = new QFileDialog(parent, title, proposed);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilters(kinds);
    dialog->selectFile(proposed);
    const auto useSuffix = [dialog](const QString &kind) {
        dialog->setDefaultSuffix(kind.section(QStringLiteral("*."), 1).section(u')', 0, 0));
    };
    useSuffix(kinds.value(0));
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog, useSuffix);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [dialog, kinds, answer = std::move(answer)](const QString &file) {
                         answer(file, int(std::max<qsizetype>(0, kinds.indexOf(dialog->selectedNameFilter()))));
                     });
    dialog->open();
}

} // namespace isthmus::views
