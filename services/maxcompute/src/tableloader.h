// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/catalog/partitionspec.h>
#include <isthmus/catalog/tableinfo.h>

#include <QHash>

namespace isthmus::maxcompute {

/// Reads schemas and tables of one project. Belongs to one lane, as its session does.
class TableLoader {
public:
    explicit TableLoader(Session &session) : m_session(session) { }

    enum class Depth : quint8 {
        Columns, ///< one request
        Everything, ///< two: external source, properties and primary key are only in the extended form
    };

    /// \a path is that of a table: connection/schema/table, or connection/project/schema/table of a tenant. Errors:
    /// NotFound, Invalid for another shape.
    [[nodiscard]] core::Result<catalog::TableInfo> load(const catalog::ObjectPath &path, Depth depth,
                                                        const core::Cancellation &cancellation);

    /// The table or partition at \a path with all that is known of it; the path of a partition is that of its table,
    /// ":partitions" and a form of catalog::parsePartitionSpec(), and it has the columns of its table. Errors: as
    /// load().
    [[nodiscard]] core::Result<catalog::TableInfo> loadPartition(const catalog::ObjectPath &path,
                                                                 const core::Cancellation &cancellation);
    /// What the service says of a partition of \a table. Errors: NotFound if there is none.
    [[nodiscard]] core::Result<QJsonObject> describePartition(const catalog::TableInfo &table,
                                                              const catalog::PartitionSpec &spec,
                                                              const core::Cancellation &cancellation);

    [[nodiscard]] core::Result<bool> isExternalSchema(const QString &schema, const core::Cancellation &cancellation);
    void rememberSchema(const QString &schema, bool isExternal) { m_externalSchemas.insert(schema, isExternal); }

    /// {"curr_schema", schema} where the project has schemas, else nothing.
    [[nodiscard]] core::Result<wire::QueryItems> schemaQuery(const QString &schema,
                                                             const core::Cancellation &cancellation);
    /// "Table default.orders", of a tenant "Table sales.default.orders"; \a path: of the table or of what is below it.
    [[nodiscard]] static QString subject(const catalog::ObjectPath &path);

private:
    Session &m_session;
    QHash<QString, bool> m_externalSchemas;
};

} // namespace isthmus::maxcompute
