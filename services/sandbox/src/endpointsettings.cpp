// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointsettings.h"

#include <isthmus/sandbox/cluster/sandboxstate.h>

namespace isthmus::sandbox {

EndpointSettings endpointSettings(const SandboxState &state)
{
    const SandboxInfo &info = state.info;
    EndpointSettings settings;
    settings.listenAddress = info.listen;
    settings.port = state.endpointPort;
    settings.postgres = {info.hologresHost, info.hologresPort, names::engineRole, state.enginePassword,
                         names::engineDatabase};
    settings.hologres = {info.hologresHost, info.hologresPort, info.hologresUser, info.hologresPassword,
                         info.hologresDatabase};
    settings.accounts = {
        {info.accessId, info.accessKey, info.hologresUser, info.hologresPassword, false},
        {state.restricted.name, state.restricted.password, state.restricted.name, state.restricted.password, true},
        {state.unprivileged.name, state.unprivileged.password, state.unprivileged.name, state.unprivileged.password,
         true}};
    settings.accounts.last().projects = {info.project};
    settings.ramRoles = {{names::tutorialRoleArn, state.ramRole.name, state.ramRole.password},
                         {names::powerlessRoleArn, state.unprivileged.name, state.unprivileged.password}};
    settings.accounts += state.furtherAccounts;
    settings.project = info.project;
    return settings;
}

} // namespace isthmus::sandbox
