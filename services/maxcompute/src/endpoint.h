// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QByteArray>
#include <QString>

namespace isthmus::maxcompute {

/// Where requests go: "https://host:port" and the path in front of every resource ("/api"), which is not signed.
struct Endpoint {
    QByteArray origin; ///< scheme, host and port, no '/' at the end
    QByteArray pathPrefix; ///< empty or "/api"
    QString host; ///< for messages, with the port if it is not the usual one of the scheme
    bool isLoopback = false;
};

/// Errors: Invalid for text that is no http or https address, has user, query or fragment, or is http to another
/// machine.
[[nodiscard]] core::Result<Endpoint> parseEndpoint(const QString &text);

} // namespace isthmus::maxcompute
