// SPDX-License-Identifier: GPL-3.0-or-later
// Foreign servers in Metadata.
#include "metadatarows.h"

#include <isthmus/sandbox/store/metadata.h>

namespace isthmus::sandbox {

namespace {

const QString serverSelect =
    QStringLiteral("SELECT f.id, f.name, f.type, f.host, f.port, f.database, f.role_arn, f.comment, f.owner, ")
    + epoch("f.created") + QStringLiteral(" FROM mc.foreign_servers f ");

ForeignServerRow readServer(const PgResult &result, int i)
{
    return {result.integer(i, 0), result.text(i, 1), result.text(i, 2), result.text(i, 3), int(result.integer(i, 4)),
            result.text(i, 5),    result.text(i, 6), result.text(i, 7), result.text(i, 8), result.integer(i, 9)};
}

} // namespace

PgOutcome<QList<ForeignServerRow>> Metadata::foreignServers()
{
    return listOf(m_session.exec(serverSelect + QStringLiteral("ORDER BY f.name")), readServer);
}

PgOutcome<std::optional<ForeignServerRow>> Metadata::foreignServer(const QString &name)
{
    return oneOf(m_session.exec(serverSelect + QStringLiteral("WHERE f.name = $1"), {name}), readServer);
}

PgOutcome<std::optional<ForeignServerRow>> Metadata::foreignServer(qint64 id)
{
    return oneOf(m_session.exec(serverSelect + QStringLiteral("WHERE f.id = $1"), {id}), readServer);
}

PgOutcome<PgResult> Metadata::createForeignServer(const ForeignServerRow &row)
{
    return m_session.exec(
        QStringLiteral("INSERT INTO mc.foreign_servers (name, type, host, port, database, role_arn, comment, owner) "
                       "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"),
        {row.name, row.type, row.host, row.port, row.database, row.roleArn, row.comment, row.owner});
}

PgOutcome<PgResult> Metadata::dropForeignServer(const QString &name)
{
    return m_session.exec(QStringLiteral("DELETE FROM mc.foreign_servers WHERE name = $1"), {name});
}

} // namespace isthmus::sandbox
