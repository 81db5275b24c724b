// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/requests/httptypes.h>
#include <isthmus/sandbox/store/storerows.h>

#include <QDateTime>
#include <QJsonObject>

namespace isthmus::sandbox {

// What requests and answers of the Storage API are made of. Source: docs/protocol.md#storage-api.

constexpr qint64 storageLifeSeconds = 24 * 3600;

/// The JSON object that a request's body is. Errors: 400 for anything else, or more than 4 MiB of it.
[[nodiscard]] Reply<QJsonObject> storageBody(const HttpRequest &request);
/// Errors: 405 for units of time other than those of the Tunnel's Arrow: DATETIME in milliseconds, TIMESTAMP in nano.
[[nodiscard]] Reply<bool> requireArrowUnits(const QJsonObject &body);
/// Errors: 400 if the request asks for another form of the rows than Arrow's.
[[nodiscard]] Reply<bool> requireArrowForm(const RequestTarget &target);

/// What an answer says of a session, whatever it does.
struct StorageSessionText {
    QString id;
    QString type; ///< "batch_read", "batch_write"
    QString status; ///< "NORMAL", "COMMITTED", "EXPIRED"
    QDateTime expires;
    QList<catalog::Column> columns;
    QList<catalog::Column> partitionColumns;

    [[nodiscard]] QJsonObject json() const;
};

} // namespace isthmus::sandbox
