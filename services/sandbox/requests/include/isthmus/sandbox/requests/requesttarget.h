// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/store/serviceerror.h>

#include <QByteArrayView>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

namespace isthmus::sandbox {

/// Path and query of a request, decoded. Pure; any thread.
class RequestTarget {
public:
    /// \a target as on the request line. The prefix "/api" is taken off. Errors (400): bad escape, not UTF-8, a target
    /// over 8,192 bytes, more than 64 parameters.
    [[nodiscard]] static Reply<RequestTarget> parse(QByteArrayView target);

    /// Decoded path below the endpoint, "/projects/p/registration/functions": "%2F" and "/" read alike.
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const QStringList &segments() const { return m_segments; }
    [[nodiscard]] const QByteArray &rawQuery() const { return m_rawQuery; }

    /// True for "k", "k=" and "k=v" alike.
    [[nodiscard]] bool has(QStringView key) const;
    [[nodiscard]] QString value(QStringView key) const; ///< of the last one so called; empty if there is none
    /// As value(), as a whole number within [low, high]; \a fallback if absent or anything else.
    /// True if \a key is there with no value, "1" or "true".
    [[nodiscard]] bool isSet(QStringView key) const;
    [[nodiscard]] qint64 number(QStringView key, qint64 fallback, qint64 low, qint64 high) const;

private:
    QString m_path;
    QStringList m_segments;
    QByteArray m_rawQuery;
    QList<QPair<QString, QString>> m_query;
};

/// What a path names. Names are in lower case: MaxCompute's names are not case-sensitive.
struct Resource {
    enum class Kind : quint8 {
        Unknown,
        Projects,
        Project,
        Tenants,
        LogviewHost,
        Quotas,
        Quota,
        TunnelAddress, ///< …/tunnel
        Logs,
        Schemas,
        Schema,
        Tables,
        Table,
        Streams, ///< of a table
        Upserts, ///< of a table
        Preview, ///< of a table
        StorageSessions, ///< of a table; these and the next four are the Storage API's
        StorageSession,
        StorageBlocks, ///< of a session
        StorageData, ///< of a table
        StorageCommit, ///< of a table
        Instances,
        QueuedInstances,
        Instance,
        Functions,
        Function,
        Resources,
        FileResource,
        Users,
        User,
        Roles,
        Role,
        Authorization,
        Permission, ///< …/auth
    };

    Kind kind = Kind::Unknown;
    QString project;
    QString schema; ///< from the path only
    QString name; ///< table, schema, instance, function, resource, quota, user or role
    QString session = {}; ///< of the Storage API

    friend bool operator==(const Resource &, const Resource &) = default;
};

[[nodiscard]] Resource resourceOf(const QStringList &segments);

} // namespace isthmus::sandbox
