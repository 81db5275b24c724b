// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/backend.h>

namespace isthmus::app {

/// The one place that knows which back ends there are: makes the one of the profile's system. A profile that belongs to
/// a sandbox is dialled where that sandbox listens now, since it may have chosen other ports at its last start.
/// Errors: those of hologres::makeConnection() and maxcompute::makeConnection(); NotFound if the sandbox does not run.
/// Thread: any.
[[nodiscard]] core::Result<connections::Backend> makeBackend(const connections::Profile &profile,
                                                             const QString &secret);

} // namespace isthmus::app
