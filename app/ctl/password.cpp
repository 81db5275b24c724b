// SPDX-License-Identifier: GPL-3.0-or-later
#include "password.h"

#include <QCoreApplication>

#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <memory>

namespace isthmus::app {

namespace {

// Echo is off while it lives.
class SilentTerminal {
public:
    explicit SilentTerminal(int descriptor) : m_descriptor(descriptor)
    {
        m_isSet = tcgetattr(descriptor, &m_before) == 0;
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        if (m_isSet)
            tcsetattr(descriptor, TCSAFLUSH, &silent);
    }
    ~SilentTerminal()
    {
        if (m_isSet)
            tcsetattr(m_descriptor, TCSAFLUSH, &m_before);
    }
    SilentTerminal(const SilentTerminal &) = delete;
    SilentTerminal &operator=(const SilentTerminal &) = delete;

private:
    int m_descriptor;
    termios m_before{};
    bool m_isSet = false;
};

using Terminal = std::unique_ptr<FILE, int (*)(FILE *)>;

void say(const Terminal &terminal, const QString &words)
{
    const QByteArray bytes = words.toUtf8();
    fwrite(bytes.constData(), 1, size_t(bytes.size()), terminal.get());
    fflush(terminal.get());
}

// A line without echo; nothing at the end of the input.
std::optional<QString> hiddenLine(const Terminal &terminal, const QString &question)
{
    say(terminal, question);
    char line[1024];
    const char *read = nullptr;
    {
        const SilentTerminal silent(fileno(terminal.get()));
        read = fgets(line, sizeof line, terminal.get());
    }
    say(terminal, QStringLiteral("\n"));
    if (!read)
        return std::nullopt;
    QString text = QString::fromUtf8(line);
    explicit_bzero(line, sizeof line);
    if (text.endsWith(u'\n'))
        text.chop(1);
    return text;
}

std::optional<QString> newPassword(const Terminal &terminal)
{
    say(terminal,
        QCoreApplication::translate("Ctl", "No desktop keychain answers, so secrets are kept in an encrypted file.")
            + u'\n');
    while (true) {
        const auto first =
            hiddenLine(terminal, QCoreApplication::translate("Ctl", "New master password of that file: "));
        if (!first || first->isEmpty())
            return first;
        const auto second = hiddenLine(terminal, QCoreApplication::translate("Ctl", "The same once more: "));
        if (!second || *second == *first)
            return second;
        say(terminal, QCoreApplication::translate("Ctl", "The two differ.") + u'\n');
    }
}

} // namespace

std::optional<QString> askMasterPassword(connections::MasterPasswordQuestion question)
{
    using Question = connections::MasterPasswordQuestion;
    const Terminal terminal(fopen("/dev/tty", "r+e"), fclose);
    if (!terminal)
        return std::nullopt;
    if (question == Question::New)
        return newPassword(terminal);
    if (question == Question::Again)
        say(terminal, QCoreApplication::translate("Ctl", "That is not the master password.") + u'\n');
    return hiddenLine(terminal, QCoreApplication::translate("Ctl", "Master password of the secrets file: "));
}

} // namespace isthmus::app
