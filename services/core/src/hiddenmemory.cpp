// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/hiddenmemory.h>

#include <sys/prctl.h>
#include <sys/resource.h>

namespace isthmus::core {

void hideMemory()
{
    // The limit alone does not keep the kernel from handing a core to a program: core(5), "Piping core dumps".
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

} // namespace isthmus::core
