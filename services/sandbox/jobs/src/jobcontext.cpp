// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/access/permissions.h>
#include <isthmus/sandbox/federation/sourcecatalog.h>
#include <isthmus/sandbox/jobs/jobcontext.h>

namespace isthmus::sandbox {

using sandboxsql::SourcePosition;
using sandboxsql::SqlError;
using sandboxsql::TableName;

bool JobContext::isOn(QStringView setting) const
{
    return settings.value(setting).toString().compare(u"true", Qt::CaseInsensitive) == 0;
}

bool JobContext::hasSchemaNames() const
{
    return settings.contains(u"odps.namespace.schema") ? isOn(u"odps.namespace.schema")
                                                       : isOn(u"odps.sql.allow.namespace.schema");
}

QString JobContext::defaultSchema() const
{
    const QString name = settings.value(u"odps.default.schema").toString().toLower();
    return name.isEmpty() ? QStringLiteral("default") : name;
}

JobResult<QualifiedName> JobContext::qualify(const TableName &name) const
{
    const QStringList &parts = name.parts;
    if (parts.size() == 1)
        return QualifiedName{project, defaultSchema(), parts[0].toLower()};
    if (parts.size() == 2 && hasSchemaNames())
        return QualifiedName{project, parts[0].toLower(), parts[1].toLower()};
    if (parts.size() == 2)
        return QualifiedName{parts[0].toLower(), QStringLiteral("default"), parts[1].toLower()};
    if (hasSchemaNames())
        return QualifiedName{parts[0].toLower(), parts[1].toLower(), parts[2].toLower()};
    return tl::unexpected(SqlError::semantic(
        name.position,
        QStringLiteral("'%1' names a schema; set odps.namespace.schema=true to use schemas").arg(name.text())));
}

JobResult<QualifiedName> JobContext::qualifySchema(const QStringList &parts, SourcePosition at) const
{
    if (parts.size() == 1)
        return QualifiedName{project, parts[0].toLower(), {}};
    if (parts.size() == 2)
        return QualifiedName{parts[0].toLower(), parts[1].toLower(), {}};
    return tl::unexpected(SqlError::semantic(at, QStringLiteral("'%1' is no schema name").arg(parts.join(u'.'))));
}

JobResult<SchemaRow> JobContext::schema(const QualifiedName &name, SourcePosition at)
{
    auto row = fromStore(metadata.schema(name.project, name.schema), at);
    if (!row)
        return tl::unexpected(row.error());
    if (*row)
        return **row;
    return tl::unexpected(
        SqlError{QStringLiteral("ODPS-0110061"), at,
                 QStringLiteral("Failed to run ddltask - Schema not found: '%1.%2'").arg(name.project, name.schema)});
}

JobResult<std::optional<TableRow>> JobContext::find(const QualifiedName &name, SourcePosition at)
{
    if (!mayUseProject(account, name.project) || !mayUseTable(account, name.schema, name.name))
        return tl::unexpected(SqlError{
            QStringLiteral("ODPS-0130013"), at,
            QStringLiteral("Authorization exception - Authorization Failed [4019], account '%1' has no right to '%2'")
                .arg(account.accessId, name.text())});
    auto table = fromStore(metadata.table(name.project, name.schema, name.name), at);
    if (!table || *table)
        return table;
    const auto owner = fromStore(metadata.schema(name.project, name.schema), at);
    if (!owner)
        return tl::unexpected(owner.error());
    if (!*owner || !(*owner)->isExternal())
        return std::optional<TableRow>();
    const auto server = fromStore(metadata.foreignServer(*(*owner)->serverId), at);
    if (!server)
        return tl::unexpected(server.error());
    if (!*server)
        return std::optional<TableRow>();
    auto live = SourceCatalog(access, **server, **owner).table(name.name);
    if (live)
        return std::move(*live);
    // The text of the refusal begins with its code: "ODPS-0130013:Query Failed - …".
    const QString &message = live.error().message;
    const qsizetype colon = message.startsWith(u"ODPS-") ? message.indexOf(u':') : -1;
    return tl::unexpected(
        SqlError{colon < 0 ? QStringLiteral("ODPS-0123144") : message.left(colon), at, message.mid(colon + 1)});
}

JobResult<TableRow> JobContext::require(const TableName &name)
{
    const auto qualified = qualify(name);
    if (!qualified)
        return tl::unexpected(qualified.error());
    auto table = find(*qualified, name.position);
    if (!table)
        return tl::unexpected(table.error());
    if (*table)
        return std::move(**table);
    SqlError error = SqlError::tableNotFound(name.position, qualified->text());
    if (name.parts.size() == 2 && !hasSchemaNames())
        error.message +=
            QStringLiteral(" ('%1' is read as a project; set odps.namespace.schema=true if it is a schema)")
                .arg(name.parts[0]);
    return tl::unexpected(error);
}

JobResult<TableRow> JobContext::requireOwn(const TableName &name, std::optional<TableKind> kind)
{
    auto table = require(name);
    if (!table)
        return table;
    if (table->id == 0)
        return tl::unexpected(SqlError::semantic(
            name.position,
            QStringLiteral("'%1' belongs to an external schema, which cannot be changed here").arg(name.text())));
    if (kind && table->kind != *kind) {
        const QString wanted = *kind == TableKind::View ? QStringLiteral("view") : QStringLiteral("managed table");
        return tl::unexpected(
            SqlError::semantic(name.position, QStringLiteral("'%1' is no %2").arg(name.text(), wanted)));
    }
    const auto locked =
        fromStore(session.exec(QStringLiteral("SELECT version FROM mc.tables WHERE id = $1 FOR UPDATE"), {table->id}));
    if (!locked)
        return tl::unexpected(locked.error());
    if (locked->rowCount() == 0)
        return tl::unexpected(SqlError::tableNotFound(name.position, name.text()));
    return table;
}

void JobContext::noteOutput(const TableRow &table, qint64 rows)
{
    const bool isInDefault = table.schema == u"default";
    outputs[table.project + u'.' + (isInDefault ? QString() : table.schema + u'.') + table.name] += rows;
}

} // namespace isthmus::sandbox
