// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QByteArray>

#include <optional>

namespace isthmus::sandbox {

// What the serving process tells the one that started it, once, through a pipe: that the sandbox answers, or why not.

/// Writes the report of \a outcome to \a fd and closes it. Does nothing for -1.
void sendReport(int fd, const core::Result<core::Done> &outcome);

/// Reads a complete report; an error of kind Protocol if \a bytes is none.
[[nodiscard]] core::Result<core::Done> parseReport(const QByteArray &bytes);

} // namespace isthmus::sandbox
