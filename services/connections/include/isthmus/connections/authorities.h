// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

namespace isthmus::connections {

/// Whether \a file can be a connection's CA file: it is there, may be read and holds at least one certificate in the
/// PEM form. Reads the file. Errors: NotFound, Permission, Invalid. Thread: any that may wait for the disk.
[[nodiscard]] core::Result<core::Done> checkAuthorities(const QString &file);

} // namespace isthmus::connections
