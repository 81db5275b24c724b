// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/profile.h>

namespace isthmus::connections {

catalog::ObjectKind Profile::rootKind() const
{
    if (system == System::MaxCompute)
        return catalog::ObjectKind::MaxComputeProject;
    return mode == Mode::Instance ? catalog::ObjectKind::HologresInstance : catalog::ObjectKind::HologresDataSource;
}

} // namespace isthmus::connections
