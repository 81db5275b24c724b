// SPDX-License-Identifier: GPL-3.0-or-later
// Instances, which are the jobs of clients, in Metadata.
#include "metadatarows.h"

#include <isthmus/sandbox/store/metadata.h>

namespace isthmus::sandbox {

namespace {

// How far the script of an instance came.
const QString statementsDoneText =
    QStringLiteral("CASE statements_done WHEN 0 THEN '' WHEN 1 THEN '; its first statement was done' "
                   "ELSE format('; its first %s statements were done', statements_done) END");

const QString instanceSelect =
    QStringLiteral("SELECT id, project, owner, task_name, query, settings, priority, status, result, columns, rows, "
                   "outputs, guid, job_name, job_comment, running_cluster, ")
    + epoch("started") + QStringLiteral(", coalesce(") + epoch("ended") + QStringLiteral(", 0) FROM mc.instances ");

InstanceRow readInstance(const PgResult &result, int i)
{
    InstanceRow row;
    row.id = result.text(i, 0);
    row.project = result.text(i, 1);
    row.owner = result.text(i, 2);
    row.taskName = result.text(i, 3);
    row.query = result.text(i, 4);
    row.settings = QJsonDocument::fromJson(result.bytes(i, 5).toByteArray()).object();
    row.priority = int(result.integer(i, 6));
    row.status = result.text(i, 7);
    row.result = result.text(i, 8);
    if (!result.isNull(i, 9))
        row.columns = columnsFromJson(result.bytes(i, 9).toByteArray(), false);
    row.rows = result.integer(i, 10);
    row.outputs = QJsonDocument::fromJson(result.bytes(i, 11).toByteArray()).object();
    row.guid = result.text(i, 12);
    row.jobName = result.text(i, 13);
    row.jobComment = result.text(i, 14);
    row.runningCluster = result.text(i, 15);
    row.started = result.integer(i, 16);
    row.ended = result.integer(i, 17);
    return row;
}

// Drops the result relations of the instances whose ids are in the first column.
PgOutcome<PgResult> dropResults(PgSession &session, const PgResult &ids)
{
    for (int i = 0; i < ids.rowCount(); ++i) {
        const InstanceRow row{.id = ids.text(i, 0)};
        if (auto dropped = session.exec(QStringLiteral("DROP TABLE IF EXISTS ") + row.resultRelation()); !dropped)
            return dropped;
    }
    return ids;
}

} // namespace

PgOutcome<InstanceRow> Metadata::createInstance(const InstanceRow &row)
{
    InstanceRow instance = row;
    const auto made = m_session.exec(
        QStringLiteral(
            "INSERT INTO mc.instances (id, project, owner, task_name, query, settings, priority, status, guid, "
            "job_name, job_comment, running_cluster) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) "
            "ON CONFLICT (project, owner, guid) WHERE guid <> '' DO NOTHING RETURNING ")
            + epoch("started"),
        {row.id, row.project, row.owner, row.taskName, row.query,
         QJsonDocument(row.settings).toJson(QJsonDocument::Compact), row.priority, row.status, row.guid, row.jobName,
         row.jobComment, row.runningCluster});
    if (!made)
        return tl::unexpected(made.error());
    if (made->rowCount() > 0) {
        instance.started = made->integer(0, 0);
        return instance;
    }
    const auto first =
        m_session.exec(QStringLiteral("SELECT id FROM mc.instances WHERE project = $1 AND owner = $2 AND guid = $3"),
                       {row.project, row.owner, row.guid});
    if (!first)
        return tl::unexpected(first.error());
    if (first->rowCount() > 0)
        instance.id = first->text(0, 0);
    return instance;
}

PgOutcome<PgResult> Metadata::noteStatementsDone(const QString &id, int count)
{
    return m_session.exec(QStringLiteral("UPDATE mc.instances SET statements_done = $2 WHERE id = $1"), {id, count});
}

PgOutcome<PgResult> Metadata::endInstance(const InstanceRow &row)
{
    const auto columns = row.columns ? std::optional(columnsToJson(*row.columns)) : std::nullopt;
    return m_session.exec(
        QStringLiteral("UPDATE mc.instances SET status = $2, result = $3, columns = $4, rows = $5, "
                       "outputs = $6, ended = clock_timestamp() WHERE id = $1 AND ended IS NULL"),
        {row.id, row.status, row.result, columns, row.rows, QJsonDocument(row.outputs).toJson(QJsonDocument::Compact)});
}

PgOutcome<PgResult> Metadata::failInstance(const InstanceRow &row)
{
    return m_session.exec(QStringLiteral("UPDATE mc.instances SET status = $2, result = $3 || ") + statementsDoneText
                              + QStringLiteral(", ended = clock_timestamp() WHERE id = $1 AND ended IS NULL"),
                          {row.id, row.status, row.result});
}

PgOutcome<std::optional<InstanceRow>> Metadata::instance(const QString &project, const QString &id)
{
    return oneOf(m_session.exec(instanceSelect + QStringLiteral("WHERE project = $1 AND id = $2"), {project, id}),
                 readInstance);
}

PgOutcome<RowPage<InstanceRow>> Metadata::instances(const QString &project, const InstanceFilter &filter)
{
    auto rows = listOf(
        m_session.exec(instanceSelect
                           + QStringLiteral("WHERE project = $1 AND ($2 = '' OR ($2 = 'terminated') = "
                                            "(ended IS NOT NULL)) AND ($3 = '' OR owner = $3) AND started >= "
                                            "to_timestamp($4::bigint) AND started < to_timestamp($5::bigint) "
                                            "AND ($6 = '' OR (started, id) < (SELECT started, id FROM mc.instances "
                                            "WHERE id = $6)) AND ($7 = '' OR job_name = $7) "
                                            "ORDER BY started DESC, id DESC LIMIT $8"),
                       {project, filter.status.toLower(), filter.owner, filter.startedFrom, filter.startedBefore,
                        filter.after, filter.jobName, filter.limit + 1}),
        readInstance);
    if (!rows)
        return tl::unexpected(rows.error());
    RowPage<InstanceRow> page{std::move(*rows), {}};
    if (page.rows.size() > filter.limit) {
        page.rows.removeLast();
        page.next = page.rows.last().id;
    }
    return page;
}

PgOutcome<PgResult> Metadata::pruneResults(int keep)
{
    auto old = m_session.exec(
        QStringLiteral(
            "UPDATE mc.instances SET columns = NULL, rows = 0, result = 'The rows of this query have expired' "
            "WHERE id IN (SELECT id FROM mc.instances WHERE columns IS NOT NULL ORDER BY started DESC "
            "OFFSET $1) RETURNING id"),
        {keep});
    return old ? dropResults(m_session, *old) : old;
}

PgOutcome<PgResult> Metadata::recoverInstances()
{
    auto failed = m_session.exec(
        QStringLiteral("UPDATE mc.instances SET status = 'Failed', ended = now(), "
                       "result = 'ODPS-0010000:System internal error - the sandbox was stopped while the job ran' || ")
        + statementsDoneText + QStringLiteral(" WHERE ended IS NULL"));
    if (!failed)
        return failed;
    auto old = m_session.exec(QStringLiteral("DELETE FROM mc.instances WHERE started < now() - interval '1 day' "
                                             "RETURNING id"));
    if (!old)
        return old;
    return dropResults(m_session, *old);
}

} // namespace isthmus::sandbox
