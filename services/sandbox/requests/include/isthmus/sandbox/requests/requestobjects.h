// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/access/hologresaccess.h>
#include <isthmus/sandbox/access/permissions.h>
#include <isthmus/sandbox/requests/httptypes.h>
#include <isthmus/sandbox/store/metadata.h>
#include <isthmus/sandbox/store/pgpool.h>

namespace isthmus::sandbox {

class JobManager;

/// What all resources work with. Thread: any.
struct ServiceContext {
    PgPool &pool;
    const HologresAccess &access;
    JobManager &jobs;
    const QList<Account> &accounts;
    int port = 0; ///< for the tunnel address
};

/// Borrows a connection for \a work(PgSession &), which answers a Reply<T>.
template <typename T, typename Work>
[[nodiscard]] Reply<T> withSession(const ServiceContext &context, Work &&work)
{
    auto session = context.pool.borrow();
    if (!session)
        return refuse(ServiceError::fromStore(session.error()));
    return work(**session);
}

/// \a outcome's value, or its error as a refusal.
template <typename T>
[[nodiscard]] Reply<T> replyOf(PgOutcome<T> outcome)
{
    if (outcome)
        return std::move(*outcome);
    return refuse(ServiceError::fromStore(outcome.error()));
}

/// Errors: 404 if there is no such project.
[[nodiscard]] Reply<ProjectRow> requireProject(PgSession &session, const QString &name);
/// Errors: 404 if there is no such project or schema.
[[nodiscard]] Reply<SchemaRow> requireSchema(PgSession &session, const QString &project, const QString &name);
/// Table \a name in the request's project and schema: a stored one, or one of an external schema read live.
/// Errors: 404, those of the Hologres side, NoPermission if the request's account may not use it.
[[nodiscard]] Reply<TableRow> requireTable(const ServiceContext &context, PgSession &session,
                                           const HttpRequest &request, const QString &name);

/// Values of "dt='a',hh='1'" (REST) or "dt=a,hh=1" (Tunnel), in the order of \a table's partition columns; '/'
/// separates too, either quote stands around a value, blanks around any part do not count, names ignore case. Fewer
/// than all columns are answered if \a mayBePrefix. Errors: 400, naming a column that is missing, unknown or double.
[[nodiscard]] Reply<QStringList> parsePartition(const TableRow &table, const QString &spec, bool mayBePrefix);

/// "host:port" at which the client reached this server: what slots of a session are served by.
[[nodiscard]] QString serverAddress(const ServiceContext &context, const HttpRequest &request);

/// The reply of \a work after the transaction it ran in was committed; without commit if it refuses. A refusal means
/// that nothing was done, also where PostgreSQL ended under the commit; an error that says so is the only exception.
[[nodiscard]] Reply<HttpResponse> inTransaction(const ServiceContext &context,
                                                const std::function<Reply<HttpResponse>(PgSession &)> &work);

} // namespace isthmus::sandbox
