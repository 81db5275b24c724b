// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxconnections.h"

namespace isthmus::app {

using connections::Profile;

QList<Profile> sandboxProfiles(const sandbox::SandboxInfo &info)
{
    Profile dataSource;
    dataSource.name = info.hologresDatabase;
    dataSource.system = Profile::System::Hologres;
    dataSource.mode = Profile::Mode::DataSource;
    dataSource.database = info.hologresDatabase;
    dataSource.instanceName = QStringLiteral("test_dbs_holo");
    dataSource.tlsMode = QStringLiteral("disable"); // loopback only

    Profile instance = dataSource;
    instance.name = instance.instanceName;
    instance.mode = Profile::Mode::Instance;

    Profile project;
    project.name = info.project;
    project.system = Profile::System::MaxCompute;
    project.project = info.project;

    QList<Profile> profiles{dataSource, instance, project};
    for (auto &profile : profiles) {
        profile.sandboxDir = info.dir;
        pointAtSandbox(profile, info);
    }
    return profiles;
}

void pointAtSandbox(Profile &profile, const sandbox::SandboxInfo &info)
{
    if (profile.system == Profile::System::MaxCompute) {
        profile.endpoint = info.endpoint;
        profile.accessId = info.accessId;
    } else {
        profile.host = info.hologresHost;
        profile.port = info.hologresPort;
        profile.accessId = info.hologresUser;
    }
}

} // namespace isthmus::app
