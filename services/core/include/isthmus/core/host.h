// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace isthmus::core {

/// True if \a host can only mean this machine: "localhost", 127.0.0.0/8, ::1 (with or without brackets), or the folder
/// of a Unix socket ("/run/postgresql"). Only such hosts may be spoken to without TLS. Names are not looked up.
/// Pure; any thread.
[[nodiscard]] bool isLoopbackHost(QStringView host);

} // namespace isthmus::core
