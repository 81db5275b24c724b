// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoint.h"

#include <isthmus/core/redact.h>
#include <isthmus/sandbox/access/hologresaccess.h>
#include <isthmus/sandbox/http/dispatch.h>
#include <isthmus/sandbox/http/httpserver.h>
#include <isthmus/sandbox/jobs/jobmanager.h>
#include <isthmus/sandbox/store/pgpool.h>
#include <isthmus/sandbox/store/storeschema.h>

#include <QCoreApplication>

#include <atomic>

namespace isthmus::sandbox {

namespace {

// With those of the jobs and of PostgreSQL's own users below the server's 100.
constexpr int requestConnections = 48;
constexpr int jobThreads = 16;

core::Result<core::Done> prepare(const EndpointSettings &settings)
{
    const auto failed = [](const PgError &error) {
        return core::fail(
            error.isConnectionLost() ? core::ErrorKind::Network : core::ErrorKind::Internal,
            QCoreApplication::translate("Sandbox", "The sandbox's MaxCompute side cannot use its PostgreSQL database"),
            QString(), error.sqlState, core::redacted(error.message));
    };
    const auto session = PgSession::open(settings.postgres);
    if (!session)
        return failed(session.error());
    SeedSettings seed;
    seed.project = settings.project;
    seed.owner = settings.accounts.first().accessId;
    seed.hologres = settings.hologres;
    seed.roleArn = settings.ramRoles.isEmpty() ? QString() : settings.ramRoles.first().arn;
    if (const auto prepared = prepareStore(**session, seed); !prepared)
        return failed(prepared.error());
    return core::Done();
}

} // namespace

// Members in the order of need: the server goes first, then the jobs, then the connections.
class Endpoint::Private {
public:
    explicit Private(const EndpointSettings &settings)
        : accounts(settings.accounts), access(settings.hologres, settings.ramRoles),
          requestPool(settings.postgres, requestConnections), jobPool(settings.postgres, jobThreads),
          jobs(requestPool, jobPool, access, jobThreads)
    {
    }

    const QList<Account> accounts;
    HologresAccess access;
    PgPool requestPool;
    PgPool jobPool;
    JobManager jobs;
    std::atomic<int> port = 0;
    std::unique_ptr<HttpServer> server;
};

Endpoint::Endpoint(std::unique_ptr<Private> d_) : d(std::move(d_)) { }

Endpoint::~Endpoint()
{
    d->jobs.stop(); // requests may wait for a job, or for a table that one has locked
}

core::Result<std::unique_ptr<Endpoint>> Endpoint::start(const EndpointSettings &settings)
{
    if (settings.accounts.isEmpty())
        return core::fail(core::ErrorKind::Invalid,
                          QCoreApplication::translate("Sandbox", "The sandbox's MaxCompute side has no account"));
    if (const auto prepared = prepare(settings); !prepared)
        return tl::unexpected(prepared.error());
    auto d = std::make_unique<Private>(settings);
    auto server = HttpServer::start(
        settings.listenAddress, settings.port, settings.accounts, [d = d.get()](const HttpRequest &request) {
            return serve({d->requestPool, d->access, d->jobs, d->accounts, d->port}, request);
        });
    if (!server)
        return tl::unexpected(server.error());
    d->server = std::move(*server);
    d->port = d->server->port();
    return std::unique_ptr<Endpoint>(new Endpoint(std::move(d)));
}

int Endpoint::port() const
{
    return d->port;
}

} // namespace isthmus::sandbox
