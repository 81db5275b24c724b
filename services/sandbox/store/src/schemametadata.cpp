// SPDX-License-Identifier: GPL-3.0-or-later
// Projects and their schemas in Metadata.
#include "metadatarows.h"

#include <isthmus/sandbox/store/metadata.h>

namespace isthmus::sandbox {

namespace {

const QString projectSelect = QStringLiteral("SELECT p.id, p.name, p.owner, p.comment, p.has_schemas, ")
    + epoch("p.created") + QStringLiteral(", ") + epoch("p.modified") + QStringLiteral(" FROM mc.projects p ");

ProjectRow readProject(const PgResult &result, int i)
{
    return {result.integer(i, 0), result.text(i, 1),    result.text(i, 2),   result.text(i, 3),
            result.flag(i, 4),    result.integer(i, 5), result.integer(i, 6)};
}

const QString schemaSelect = QStringLiteral("SELECT s.id, s.project_id, p.name, s.name, s.owner, s.comment, ")
    + epoch("s.created") + QStringLiteral(", ") + epoch("s.modified")
    + QStringLiteral(", s.server_id, s.source_schema FROM mc.schemas s JOIN mc.projects p ON p.id = s.project_id ");

SchemaRow readSchema(const PgResult &result, int i)
{
    SchemaRow row;
    row.id = result.integer(i, 0);
    row.projectId = result.integer(i, 1);
    row.project = result.text(i, 2);
    row.name = result.text(i, 3);
    row.owner = result.text(i, 4);
    row.comment = result.text(i, 5);
    row.created = result.integer(i, 6);
    row.modified = result.integer(i, 7);
    if (!result.isNull(i, 8))
        row.serverId = result.integer(i, 8);
    row.sourceSchema = result.text(i, 9);
    return row;
}

} // namespace

PgOutcome<QList<ProjectRow>> Metadata::projects()
{
    return listOf(m_session.exec(projectSelect + QStringLiteral("ORDER BY p.name")), readProject);
}

PgOutcome<std::optional<ProjectRow>> Metadata::project(const QString &name)
{
    return oneOf(m_session.exec(projectSelect + QStringLiteral("WHERE p.name = $1"), {name}), readProject);
}

PgOutcome<QList<SchemaRow>> Metadata::schemas(qint64 projectId)
{
    return listOf(m_session.exec(schemaSelect + QStringLiteral("WHERE s.project_id = $1 ORDER BY s.name"), {projectId}),
                  readSchema);
}

PgOutcome<std::optional<SchemaRow>> Metadata::schema(const QString &project, const QString &name)
{
    return oneOf(m_session.exec(schemaSelect + QStringLiteral("WHERE p.name = $1 AND s.name = $2"), {project, name}),
                 readSchema);
}

PgOutcome<qint64> Metadata::createSchema(const SchemaRow &row)
{
    auto id = numberOf(m_session.exec(
        QStringLiteral("INSERT INTO mc.schemas (project_id, name, owner, comment, server_id, source_schema) "
                       "VALUES ($1, $2, $3, $4, $5, $6) RETURNING id"),
        {row.projectId, row.name, row.owner, row.comment, row.serverId, row.sourceSchema}));
    if (!id || row.isExternal())
        return id;
    if (auto made = m_session.exec(QStringLiteral("CREATE SCHEMA ") + dataSchemaName(*id)); !made)
        return tl::unexpected(made.error());
    return id;
}

PgOutcome<PgResult> Metadata::dropSchema(const SchemaRow &row)
{
    auto dropped = m_session.exec(QStringLiteral("DELETE FROM mc.schemas WHERE id = $1"), {row.id});
    if (!dropped || row.isExternal())
        return dropped;
    return m_session.exec(QStringLiteral("DROP SCHEMA %1 CASCADE").arg(dataSchemaName(row.id)));
}

} // namespace isthmus::sandbox
