// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace isthmus::hologres {

/// How many bytes have been read from \a socket since its connection was made, as the kernel counts them. 0 for what is
/// not TCP: whoever owns a Unix socket's folder may do worse.
[[nodiscard]] qint64 bytesReadFrom(int socket);

} // namespace isthmus::hologres
