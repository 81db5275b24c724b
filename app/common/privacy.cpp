// SPDX-License-Identifier: GPL-3.0-or-later
#include "privacy.h"

#include <isthmus/connections/masterpassword.h>
#include <isthmus/core/hiddenmemory.h>

#include <sys/stat.h>

namespace isthmus::app {

void keepPrivate()
{
    ::umask(077);
    core::hideMemory();
    connections::takeMasterPassword();
}

} // namespace isthmus::app
