// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <functional>

namespace isthmus::sandbox {

/// Goes on in a child process, and in a further one each time that a child crashes (an assertion, an address that is
/// none): one bad job costs all others a restart, not the sandbox. Not after SIGKILL, which somebody wanted.
/// Returns in the children only; this process waits for them, hands stop signals on, and ends as the last one does.
/// \a mayGoOn says of a child that crashed whether another one is worth it. \a whenForked runs here after each fork.
/// Call it while the process has one thread.
void goOnInSupervisedChild(const std::function<bool(pid_t)> &mayGoOn, const std::function<void()> &whenForked);

} // namespace isthmus::sandbox
