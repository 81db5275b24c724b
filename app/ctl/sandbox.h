// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace isthmus::app {

/// "isthmusctl sandbox start|stop|status|reset|serve …"; \a args begins with the verb after "sandbox". Prints to
/// stdout, errors to stderr (as JSON object with --json). Answers the exit code: 0 done, 1 failed, 2 wrong use;
/// "status" of a sandbox that does not run is 1. Blocks; needs no event loop. Thread: "serve" only on the main thread.
[[nodiscard]] int runSandboxVerb(const QStringList &args);

} // namespace isthmus::app
