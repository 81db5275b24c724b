// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends.h"

#include "sandboxconnections.h"

#include <isthmus/hologres/connection.h>
#include <isthmus/maxcompute/connection.h>
#include <isthmus/sandbox/sandbox.h>

namespace isthmus::app {

namespace {

using connections::Backend;
using connections::Profile;
using core::Result;

Result<Backend> makeHologres(const Profile &profile, const QString &secret)
{
    hologres::Settings settings;
    settings.connectionName = profile.name;
    settings.wholeInstance = profile.mode == Profile::Mode::Instance;
    settings.host = profile.host;
    settings.port = profile.port;
    settings.database = profile.database;
    settings.warehouse = profile.warehouse;
    settings.tlsMode = profile.tlsMode;
    settings.user = profile.accessId;
    settings.password = secret;
    settings.instanceName = profile.instanceName;
    settings.hiddenSchemas = profile.hiddenSchemas;
    auto made = hologres::makeConnection(settings);
    if (!made)
        return core::fail(made.error());
    return Backend{profile, made->catalog, made->reader, made->sql};
}

Result<Backend> makeMaxCompute(const Profile &profile, const QString &secret)
{
    maxcompute::Settings settings;
    settings.connectionName = profile.name;
    settings.endpoint = profile.endpoint;
    settings.tunnelEndpoint = profile.tunnelEndpoint;
    settings.project = profile.project;
    settings.region = profile.region;
    settings.accessId = profile.accessId;
    settings.accessKey = secret;
    auto made = maxcompute::makeConnection(settings);
    if (!made)
        return core::fail(made.error());
    return Backend{profile, made->catalog, made->reader, made->sql};
}

} // namespace

Result<Backend> makeBackend(const Profile &profile, const QString &secret)
{
    Profile dialled = profile;
    if (!profile.sandboxDir.isEmpty()) {
        const auto info = sandbox::status(profile.sandboxDir);
        if (!info)
            return core::fail(info.error());
        pointAtSandbox(dialled, *info);
    }
    if (profile.system == Profile::System::MaxCompute)
        return makeMaxCompute(dialled, secret);
    return makeHologres(dialled, secret);
}

} // namespace isthmus::app
