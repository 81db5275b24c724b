// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxconnections.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/hologres/connectionkind.h>
#include <isthmus/maxcompute/connectionkind.h>

namespace isthmus::app {

using connections::Profile;

QList<Profile> sandboxProfiles(const sandbox::SandboxInfo &info)
{
    const QString instanceName = QStringLiteral("test_dbs_holo");
    Profile dataSource(hologres::kindId.toString());
    dataSource.name = info.hologresDatabase;
    dataSource.set(hologres::field::database, info.hologresDatabase);
    dataSource.set(hologres::field::instanceName, instanceName);
    dataSource.set(hologres::field::tls, QStringLiteral("disable")); // loopback only

    Profile instance = dataSource;
    instance.name = instanceName;
    instance.set(hologres::field::mode, hologres::instanceMode.toString());

    Profile project(maxcompute::kindId.toString());
    project.name = info.project;
    project.set(maxcompute::field::project, info.project);

    QList<Profile> profiles{dataSource, instance, project};
    for (auto &profile : profiles) {
        profile.sandboxDir = info.dir;
        pointAtSandbox(profile, info);
    }
    return profiles;
}

void pointAtSandbox(Profile &profile, const sandbox::SandboxInfo &info)
{
    if (profile.kind == maxcompute::kindId) {
        profile.set(maxcompute::field::endpoint, info.endpoint);
        profile.set(maxcompute::field::accessId, info.accessId);
    } else if (profile.kind == hologres::kindId) {
        profile.set(hologres::field::host, info.hologresHost);
        profile.set(hologres::field::port, info.hologresPort);
        profile.set(hologres::field::accessId, info.hologresUser);
    }
}

void keepOwnSettings(Profile &profile, const Profile &known)
{
    profile.describeAs(known);
    profile.readOnly = known.readOnly;
    profile.hiddenSchemas = known.hiddenSchemas;
    profile.set(profile.info().computeGroupField, known.computeGroup());
}

} // namespace isthmus::app
