// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/profile.h>
#include <isthmus/core/error.h>

#include <QString>

namespace isthmus::connections {

/// The secret of a connection to a sandbox: read from <sandboxDir>/sandbox.json, where
/// ConnectionKind::sandboxSecret says; such secrets are valid on this machine only and are kept nowhere else.
/// Errors: Network if the sandbox does not run, Protocol if its file cannot be understood. Thread: any; reads a file.
[[nodiscard]] core::Result<QString> readSandboxSecret(const Profile &profile);

} // namespace isthmus::connections
