// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/sandbox/access/hologresaccess.h>
#include <isthmus/sandbox/federation/foreigntables.h>
#include <isthmus/sandbox/store/joberror.h>
#include <isthmus/sandbox/store/metadata.h>
#include <isthmus/sandboxsql/ast.h>

#include <QHash>
#include <QJsonObject>

#include <optional>

namespace isthmus::sandbox {

template <typename T>
using JobResult = sandboxsql::SqlResult<T>;

using core::Done;

/// Where a table, view or schema name leads, in lower case.
struct QualifiedName {
    QString project;
    QString schema;
    QString name;

    [[nodiscard]] QString text() const { return project + u'.' + schema + u'.' + name; }
};

/// What one statement of a job works with: who asks, in which project, with which settings, over which connection.
/// Lives for one transaction on \a session.
class JobContext {
public:
    JobContext(PgSession &pgSession, const HologresAccess &hologresAccess, ForeignTables &foreignTables,
               const Account &caller, QString currentProject, QJsonObject jobSettings)
        : session(pgSession), metadata(pgSession), access(hologresAccess), foreign(foreignTables), account(caller),
          project(std::move(currentProject)), settings(std::move(jobSettings))
    {
    }

    PgSession &session;
    Metadata metadata;
    const HologresAccess &access;
    ForeignTables &foreign;
    const Account &account;
    const QString project;
    const QJsonObject settings;
    QHash<QString, qint64> outputs; ///< see noteOutput()

    [[nodiscard]] bool isOn(QStringView setting) const;
    /// Three-part names: odps.namespace.schema; where that is not set, its older spelling.
    [[nodiscard]] bool hasSchemaNames() const;
    [[nodiscard]] QString defaultSchema() const;

    /// table; schema.table with schema names, else project.table; project.schema.table.
    [[nodiscard]] JobResult<QualifiedName> qualify(const sandboxsql::TableName &name) const;
    /// schema, or project.schema.
    [[nodiscard]] JobResult<QualifiedName> qualifySchema(const QStringList &parts, sandboxsql::SourcePosition at) const;

    /// Errors: ODPS-0110061 if there is no such schema.
    [[nodiscard]] JobResult<SchemaRow> schema(const QualifiedName &name, sandboxsql::SourcePosition at);
    /// A stored table, or one of an external schema read live; empty if there is none.
    [[nodiscard]] JobResult<std::optional<TableRow>> find(const QualifiedName &name, sandboxsql::SourcePosition at);
    /// As find(). Errors: ODPS-0130131 if there is none.
    [[nodiscard]] JobResult<TableRow> require(const sandboxsql::TableName &name);
    /// As require(), for statements that change the table. Errors: also ODPS-0130071 for a table of an external schema,
    /// or one that is not of \a kind. Other writers of the table wait until the transaction ends.
    [[nodiscard]] JobResult<TableRow> requireOwn(const sandboxsql::TableName &name, std::optional<TableKind> kind);

    /// Counts \a rows that the statement wrote to \a table, which the job's summary tells.
    void noteOutput(const TableRow &table, qint64 rows);
};

/// \a outcome's value, or its error as a job's.
template <typename T>
[[nodiscard]] JobResult<T> fromStore(PgOutcome<T> outcome, sandboxsql::SourcePosition at = {0, 0})
{
    if (outcome)
        return std::move(*outcome);
    return tl::unexpected(jobError(outcome.error(), at));
}

} // namespace isthmus::sandbox
