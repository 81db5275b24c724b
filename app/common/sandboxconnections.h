// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/profile.h>
#include <isthmus/sandbox/sandbox.h>

#include <QList>

namespace isthmus::app {

/// The three connections to a sandbox: the data source "order_dw", the instance "test_dbs_holo", and the project
/// "dbs_mc". Their secrets stay in the sandbox's folder.
[[nodiscard]] QList<connections::Profile> sandboxProfiles(const sandbox::SandboxInfo &info);

/// Sets the addresses and the account of \a profile to those of the running sandbox.
void pointAtSandbox(connections::Profile &profile, const sandbox::SandboxInfo &info);

/// \a profile is saved in place of \a known, one of the same sandbox: what the user set of it stays.
void keepOwnSettings(connections::Profile &profile, const connections::Profile &known);

} // namespace isthmus::app
