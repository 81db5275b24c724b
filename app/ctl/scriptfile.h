// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/cancellation.h>
#include <isthmus/core/error.h>

#include <QString>

namespace isthmus::app {

/// The text of the script at \a path, of standard input where it is "-": UTF-8 without its byte order mark, line ends
/// as they are, at most 16 MiB. Waits for pipes until they end. Errors: Invalid for longer ones, empty ones and for
/// bytes that are no UTF-8, with their line; what the system says of a file that cannot be read; Cancelled.
[[nodiscard]] core::Result<QString> readScript(const QString &path, const core::Cancellation &cancellation);

} // namespace isthmus::app
