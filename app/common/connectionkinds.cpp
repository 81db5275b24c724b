// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionkinds.h"

#include "sandboxconnections.h"

#include <isthmus/connections/foreignplaces.h>
#include <isthmus/hologres/connectionkind.h>
#include <isthmus/hologres/environment.h>
#include <isthmus/maxcompute/connectionkind.h>
#include <isthmus/sandbox/sandbox.h>

namespace isthmus::app {

void registerConnectionKinds()
{
    connections::registerKind(hologres::connectionKind());
    connections::registerKind(maxcompute::connectionKind());
}

void forgetEnvironment()
{
    connections::ForeignPlaces::rememberEnvironment();
    hologres::forgetEnvironment();
}

core::Result<connections::Backend> makeBackend(const connections::Profile &profile, const QString &secret)
{
    connections::Profile dialled = profile;
    if (!profile.sandboxDir.isEmpty()) {
        const auto info = sandbox::status(profile.sandboxDir);
        if (!info) {
            core::Error error = info.error();
            if (error.kind == core::ErrorKind::NotFound)
                error.kind = core::ErrorKind::Network; // to the connection, nobody answers there
            return core::fail(std::move(error));
        }
        pointAtSandbox(dialled, *info);
    }
    // Not of a kind that is known: the manager has refused it.
    return profile.info().makeBackend(dialled, secret);
}

} // namespace isthmus::app
