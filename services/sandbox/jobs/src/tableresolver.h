// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/jobs/jobcontext.h>
#include <isthmus/sandboxsql/translate.h>

namespace isthmus::sandbox {

/// Answers the SQL translator which PostgreSQL relation a MaxCompute name means: the data of a managed table, a foreign
/// table over Hologres, or the text of a view.
class TableResolver : public sandboxsql::NameResolver {
public:
    explicit TableResolver(JobContext &context, int viewDepth = 0) : m_context(context), m_viewDepth(viewDepth) { }

    [[nodiscard]] JobResult<sandboxsql::ResolvedTable> resolve(const sandboxsql::TableName &name) override;
    [[nodiscard]] JobResult<std::optional<QString>> greatestPartition(const sandboxsql::TableName &name) override;
    [[nodiscard]] JobResult<bool> tableExists(const sandboxsql::TableName &name) override;
    [[nodiscard]] JobResult<bool> partitionExists(const sandboxsql::TableName &name,
                                                  const QStringList &values) override;

    /// Tables resolved so far, those that views read included; views themselves left out.
    [[nodiscard]] const QList<TableRow> &readTables() const { return m_readTables; }

private:
    [[nodiscard]] JobResult<sandboxsql::ResolvedTable> resolveView(const TableRow &view,
                                                                   const sandboxsql::TableName &name);

    JobContext &m_context;
    int m_viewDepth;
    QList<TableRow> m_readTables;
};

/// Gives every column of unknown type the type PostgreSQL finds for it.
[[nodiscard]] JobResult<sandboxsql::TranslatedQuery> withColumnTypes(PgSession &session,
                                                                     sandboxsql::TranslatedQuery query);

} // namespace isthmus::sandbox
