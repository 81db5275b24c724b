// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/foreignserver/newforeignserver.h>

namespace isthmus::mapping {

/// Refused by the service while an external schema uses it. Source: services/sandbox/README.md#statements.
[[nodiscard]] QString dropServerStatement(const QString &name);

/// "Create foreign server dbs_holo_external", of the task and of its plan.
[[nodiscard]] plan::Text createServerTitle(const NewForeignServer &definition);
[[nodiscard]] plan::Text dropServerTitle(const catalog::ObjectPath &server);

} // namespace isthmus::mapping
