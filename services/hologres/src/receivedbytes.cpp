// SPDX-License-Identifier: GPL-3.0-or-later
#include "receivedbytes.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>

namespace isthmus::hologres {

void ReceivedBytes::note(int socket)
{
    // The kernel counts for TCP. Of a Unix socket only what waits now is known; what comes while it is read is missed.
    tcp_info info{};
    socklen_t size = sizeof info;
    if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) == 0) {
        m_total = std::max(m_total, qint64(info.tcpi_bytes_received));
        return;
    }
    int waiting = 0;
    if (ioctl(socket, FIONREAD, &waiting) == 0)
        m_total += waiting;
}

} // namespace isthmus::hologres
