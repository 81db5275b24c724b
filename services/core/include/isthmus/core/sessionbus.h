// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace isthmus::core {

/// Whether there is a D-Bus session bus: its address is set, or its socket is in the user's runtime directory. Asking
/// for a bus where there is none makes libdbus start one that outlives the program. Thread: any.
[[nodiscard]] bool hasSessionBus();

} // namespace isthmus::core
