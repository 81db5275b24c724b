// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <netinet/in.h>

namespace isthmus::test {

/// This machine, for programs on it alone; 0: a free port.
[[nodiscard]] sockaddr_in loopbackAddress(int port);

/// A listening socket on a free port of the loopback address; shutting it down wakes who accepts.
struct LoopbackListener {
    LoopbackListener();

    int socket = -1; ///< the owner closes it
    int port = 0;
};

} // namespace isthmus::test
