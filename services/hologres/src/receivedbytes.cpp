// SPDX-License-Identifier: GPL-3.0-or-later
#include "receivedbytes.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace isthmus::hologres {

qint64 bytesReadFrom(int socket)
{
    tcp_info info{};
    socklen_t size = sizeof info;
    int waiting = 0; // asked for last: what comes in between is not counted rather than counted too early
    if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 || ioctl(socket, FIONREAD, &waiting) != 0)
        return 0;
    return qint64(info.tcpi_bytes_received) - waiting;
}

} // namespace isthmus::hologres
