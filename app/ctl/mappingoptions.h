// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <isthmus/mapping/externaltable/definition.h>

#include <optional>

/// What the verbs that make external tables ask for alike.
namespace isthmus::app {

/// --access and --role-arn. Sets what they say; answers a problem in the user's words, or nothing.
[[nodiscard]] QString readAccess(const CtlArguments &args, mapping::MapTable::Access &access, QString &roleArn);
/// --lifecycle. As above.
[[nodiscard]] QString readLifecycle(const CtlArguments &args, std::optional<int> &days);

} // namespace isthmus::app
