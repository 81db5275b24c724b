// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/error.h>

#include <QCoreApplication>

namespace isthmus::core {

Error Error::cancelled()
{
    return {ErrorKind::Cancelled, QCoreApplication::translate("Core", "Cancelled."), {}, {}, {}};
}

QString errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled:
        return QStringLiteral("cancelled");
    case ErrorKind::Timeout:
        return QStringLiteral("timeout");
    case ErrorKind::Network:
        return QStringLiteral("network");
    case ErrorKind::Authentication:
        return QStringLiteral("authentication");
    case ErrorKind::Permission:
        return QStringLiteral("permission");
    case ErrorKind::NotFound:
        return QStringLiteral("not_found");
    case ErrorKind::AlreadyExists:
        return QStringLiteral("already_exists");
    case ErrorKind::Invalid:
        return QStringLiteral("invalid");
    case ErrorKind::Protocol:
        return QStringLiteral("protocol");
    case ErrorKind::Unsupported:
        return QStringLiteral("unsupported");
    case ErrorKind::Internal:
        break;
    }
    return QStringLiteral("internal");
}

} // namespace isthmus::core
