// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandboxsql/error.h>

namespace isthmus::sandboxsql {

/// Runs \a work, which may throw SqlError.
template <typename Work>
auto guarded(Work work) -> SqlResult<decltype(work())>
{
    try {
        return work();
    } catch (const SqlError &error) {
        return tl::unexpected(error);
    }
}

} // namespace isthmus::sandboxsql
