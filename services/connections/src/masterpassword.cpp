// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/masterpassword.h>
#include <isthmus/core/privatefile.h>

#include <cstdlib>
#include <cstring>

namespace isthmus::connections {

namespace {

constexpr const char *variable = "ISTHMUS_MASTER_PASSWORD";
constexpr const char *fileVariable = "ISTHMUS_MASTER_PASSWORD_FILE";
constexpr qint64 maxFileBytes = 64 * 1024;

std::optional<QByteArray> &taken()
{
    static std::optional<QByteArray> password; // written while there is one thread
    return password;
}

} // namespace

void takeMasterPassword()
{
    char *value = std::getenv(variable);
    if (!value)
        return;
    taken() = QByteArray(value);
    ::explicit_bzero(value, std::strlen(value)); // unsetenv() leaves the text where others can read it
    ::unsetenv(variable);
}

bool hasMasterPasswordOfEnvironment()
{
    return taken() || qEnvironmentVariableIsSet(variable) || qEnvironmentVariableIsSet(fileVariable);
}

core::Result<std::optional<QByteArray>> masterPasswordOfEnvironment()
{
    if (taken())
        return taken();
    if (qEnvironmentVariableIsSet(variable))
        return qgetenv(variable);
    const QString file = qEnvironmentVariable(fileVariable);
    if (file.isEmpty())
        return std::nullopt;
    const auto bytes = core::readPrivateFile(file, maxFileBytes);
    if (!bytes)
        return core::fail(bytes.error());
    const QByteArray line = bytes->left(bytes->indexOf('\n')); // without a line break: all of it
    return line.endsWith('\r') ? line.chopped(1) : line;
}

} // namespace isthmus::connections
