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

} // namespace

std::optional<QString> askMasterPassword()
{
    const std::unique_ptr<FILE, int (*)(FILE *)> terminal(fopen("/dev/tty", "r+e"), fclose);
    if (!terminal)
        return std::nullopt;
    const QByteArray question = QCoreApplication::translate("Ctl", "Master password of the secrets file: ").toUtf8();
    fwrite(question.constData(), 1, size_t(question.size()), terminal.get());
    fflush(terminal.get());
    char line[1024];
    const char *read = nullptr;
    {
        const SilentTerminal silent(fileno(terminal.get()));
        read = fgets(line, sizeof line, terminal.get());
    }
    fputc('\n', terminal.get());
    if (!read)
        return std::nullopt;
    QString password = QString::fromUtf8(line);
    if (password.endsWith(u'\n'))
        password.chop(1);
    explicit_bzero(line, sizeof line);
    return password;
}

} // namespace isthmus::app
