// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionsecret.h"

#include <isthmus/connections/connectionkind.h>

#include <QFile>

#include <algorithm>

namespace isthmus::app {

namespace {

using connections::Profile;
using core::ErrorKind;
using core::Result;

constexpr qsizetype maxSecretLength = 64 * 1024;

QString nextLine(QIODevice &device)
{
    QByteArray line = device.readLine(maxSecretLength);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

// In the first line; where the connection has a token too, that is the second.
QString secretIn(QIODevice &device, const Profile &profile)
{
    connections::SecretParts parts{nextLine(device), {}};
    if (profile.hasToken())
        parts.token = nextLine(device);
    return parts.joined();
}

Result<QString> valueOfVariable(const QString &variable)
{
    if (!qEnvironmentVariableIsSet(variable.toLocal8Bit().constData()))
        return core::fail(ErrorKind::NotFound, CtlText::tr("The environment variable %1 is not set.").arg(variable));
    return qEnvironmentVariable(variable.toLocal8Bit().constData());
}

} // namespace

void addSecretOptions(CtlArguments &args)
{
    const auto text = [](const char *t) { return QString::fromUtf8(t); };
    args.addOption(text("secret-stdin"), CtlText::tr("Read the AccessKey secret or password from standard input."));
    args.addOption(text("secret-file"), CtlText::tr("Read it from the first line of a file."), text("FILE"));
    args.addOption(text("secret-env"), CtlText::tr("Read it from an environment variable."), text("VARIABLE"));
    args.addOption(text("token-env"),
                   CtlText::tr("Read the security token of --sign-in sts from an environment variable; "
                               "otherwise it is the line below the secret."),
                   text("VARIABLE"));
}

QString problemOfSecretOptions(const CtlArguments &args)
{
    const QStringList ways{QStringLiteral("secret-stdin"), QStringLiteral("secret-file"), QStringLiteral("secret-env")};
    const auto given = std::ranges::count_if(ways, [&args](const QString &name) { return args.isSet(name); });
    return given > 1 ? CtlText::tr("Give the secret in one way only.") : QString();
}

Result<std::optional<QString>> readSecret(const CtlArguments &args, const Profile &profile)
{
    if (args.isSet(QStringLiteral("secret-stdin"))) {
        QFile input;
        if (!input.open(stdin, QFile::ReadOnly))
            return core::fail(ErrorKind::Invalid, CtlText::tr("The secret cannot be read from standard input."));
        return secretIn(input, profile);
    }
    if (args.isSet(QStringLiteral("secret-file"))) {
        QFile file(args.value(QStringLiteral("secret-file")));
        if (!file.open(QFile::ReadOnly)) {
            return core::fail(ErrorKind::NotFound,
                              CtlText::tr("The secret file %1 cannot be read.").arg(file.fileName()), {}, {},
                              file.errorString());
        }
        return secretIn(file, profile);
    }
    if (args.isSet(QStringLiteral("secret-env"))) {
        const auto secret = valueOfVariable(args.value(QStringLiteral("secret-env")));
        if (!secret || !profile.hasToken())
            return secret;
        const auto token = valueOfVariable(args.value(QStringLiteral("token-env")));
        if (!token)
            return core::fail(token.error());
        return connections::SecretParts{*secret, *token}.joined();
    }
    return std::optional<QString>();
}

} // namespace isthmus::app
