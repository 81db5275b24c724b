// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>

#include <tl/expected.hpp>

namespace isthmus::sandbox {

struct PgError;

/// A refused request, in MaxCompute's terms. Source of codes and statuses: docs/protocol.md#errors.
struct ServiceError {
    int status = 500;
    QString code;
    QString message;
    QList<QPair<QByteArray, QByteArray>> headers; ///< of the reply, beside the usual ones

    /// 404: a project, table, schema … that is not there.
    [[nodiscard]] static ServiceError noSuchObject(const QString &message);
    [[nodiscard]] static ServiceError tableNotFound(const QString &project, const QString &schema,
                                                    const QString &table);
    /// 400: the request cannot be understood.
    [[nodiscard]] static ServiceError badArgument(const QString &message);
    /// 403
    [[nodiscard]] static ServiceError noPermission(const QString &message);
    /// 405: \a feature exists in MaxCompute but not here.
    [[nodiscard]] static ServiceError notSupported(const QString &feature);
    [[nodiscard]] static ServiceError internal(const QString &message);
    /// The metadata store failed; what it said is kept out of the message unless the server is gone.
    [[nodiscard]] static ServiceError fromStore(const PgError &error);

    [[nodiscard]] QByteArray toXml(const QString &requestId) const;
    [[nodiscard]] QByteArray toJson(const QString &requestId) const; ///< form of the Tunnel service
};

template <typename T>
using Reply = tl::expected<T, ServiceError>;

[[nodiscard]] inline tl::unexpected<ServiceError> refuse(ServiceError error)
{
    return tl::unexpected<ServiceError>(std::move(error));
}

} // namespace isthmus::sandbox
