// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/profile.h>

namespace isthmus::nameindex {

/// Tells whether two connections show the same names: the same server, database, account and hidden schemas, however
/// they are called. Holds none of these as text. Pure.
[[nodiscard]] QString listingKey(const connections::Profile &profile);

} // namespace isthmus::nameindex
