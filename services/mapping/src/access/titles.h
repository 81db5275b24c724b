// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text.h"

#include <isthmus/mapping/access/hologresuser.h>

namespace isthmus::mapping {

/// "Add user p4_… to Hologres", of the task and of its plan.
[[nodiscard]] inline plan::Text addUserTitle(const AddHologresUser &definition)
{
    return coded("Mapping.add_user", QT_TRANSLATE_NOOP("Mapping", "Add user %1 to Hologres"), {definition.user});
}
[[nodiscard]] inline plan::Text grantTitle(const GrantHologresRights &definition)
{
    return coded("Mapping.grant_rights", QT_TRANSLATE_NOOP("Mapping", "Give %1 rights on schema %2"),
                 {definition.user, definition.schema.name()});
}

} // namespace isthmus::mapping
