// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/backend.h>

namespace isthmus::app {

/// The one place that knows which kinds of connections there are: makes them known, however often it is called. Before
/// forms, options or saved connections are read. Thread: any.
void registerConnectionKinds();

/// Drops what their libraries would take from the environment of the process, so that a saved connection depends on
/// nothing but itself; what imports connections of other programs still knows it. First in main(), while there is one
/// thread.
void forgetEnvironment();

/// Makes the back end of the profile's kind. A profile that belongs to a sandbox is dialled where that sandbox listens
/// now, since it may have chosen other ports at its last start. Errors: those of ConnectionKind::makeBackend; Network
/// if the sandbox does not run. Thread: any.
[[nodiscard]] core::Result<connections::Backend> makeBackend(const connections::Profile &profile,
                                                             const QString &secret);

} // namespace isthmus::app
