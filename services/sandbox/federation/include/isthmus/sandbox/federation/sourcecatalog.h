// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/access/hologresaccess.h>
#include <isthmus/sandbox/store/pgsession.h>
#include <isthmus/sandbox/store/serviceerror.h>
#include <isthmus/sandbox/store/storerows.h>

#include <optional>

namespace isthmus::sandbox {

/// Tables of one Hologres schema, read live with the RAM role of a foreign server: what an external schema shows.
/// Nothing is kept between calls. Each call opens a connection; it blocks for as long as the server takes.
/// Errors of all: NoPermission "Query Failed: …" when the role is unknown or lacks rights (docs/requirements.md#h-58),
/// and InvalidArgument when the server cannot be reached.
class SourceCatalog {
public:
    SourceCatalog(const HologresAccess &access, const ForeignServerRow &server, const SchemaRow &schema)
        : m_access(access), m_server(server), m_schema(schema)
    {
    }

    struct Filter {
        QString namePrefix; ///< in lower case
        QString after; ///< names greater than this
        int limit = 1000;
    };
    /// Tables and views that the role may read, by name; columns of types that cannot be mapped are left out, unless
    /// \a withColumns is false, then all are.
    [[nodiscard]] Reply<QList<TableRow>> tables(const Filter &filter, bool withColumns) const;
    /// \a name in lower case. Empty if there is no such table.
    [[nodiscard]] Reply<std::optional<TableRow>> table(const QString &name) const;

private:
    [[nodiscard]] Reply<std::unique_ptr<PgSession>> connect() const;
    /// connect(), and the mirrored schema may be used.
    [[nodiscard]] Reply<std::unique_ptr<PgSession>> open() const;
    [[nodiscard]] Reply<QList<TableRow>> read(PgSession &session, const QString &condition,
                                              const QList<PgValue> &values, int limit, bool withColumns) const;
    [[nodiscard]] ServiceError queryFailed(const QString &why) const;

    const HologresAccess &m_access;
    const ForeignServerRow &m_server;
    const SchemaRow &m_schema;
};

} // namespace isthmus::sandbox
