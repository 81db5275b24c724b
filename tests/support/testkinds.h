// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/hologres/connectionkind.h>
#include <isthmus/maxcompute/connectionkind.h>

namespace isthmus::testsupport {

/// Makes the kinds of the program known. For tests that link isthmus::hologres and isthmus::maxcompute.
inline void registerTestKinds()
{
    connections::registerKind(hologres::connectionKind());
    connections::registerKind(maxcompute::connectionKind());
}

/// A data source without problems.
[[nodiscard]] inline connections::Profile hologresProfile(const QString &name, const QString &host,
                                                          const QString &database)
{
    registerTestKinds();
    connections::Profile profile(hologres::kindId.toString());
    profile.name = name;
    profile.set(hologres::field::host, host);
    profile.set(hologres::field::database, database);
    profile.set(hologres::field::accessId, QStringLiteral("LTAI1"));
    return profile;
}

/// The instance behind \a dataSource.
[[nodiscard]] inline connections::Profile instanceProfile(const connections::Profile &dataSource, const QString &name)
{
    connections::Profile profile = dataSource;
    profile.name = name;
    profile.set(hologres::field::mode, hologres::instanceMode.toString());
    return profile;
}

[[nodiscard]] inline connections::Profile maxComputeProfile(const QString &name, const QString &endpoint)
{
    registerTestKinds();
    connections::Profile profile(maxcompute::kindId.toString());
    profile.name = name;
    profile.set(maxcompute::field::endpoint, endpoint);
    profile.set(maxcompute::field::project, name);
    profile.set(maxcompute::field::accessId, QStringLiteral("LTAI1"));
    return profile;
}

/// All projects of the tenant behind \a project.
[[nodiscard]] inline connections::Profile tenantProfile(const connections::Profile &project, const QString &name)
{
    connections::Profile profile = project;
    profile.name = name;
    profile.set(maxcompute::field::mode, maxcompute::tenantMode.toString());
    return profile;
}

} // namespace isthmus::testsupport
