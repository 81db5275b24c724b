// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace isthmus::core {

/// Runs \a work, which nothing can interrupt and which may take for ever (a name lookup, a library's computation), on a
/// thread that nobody waits for. It must own all it uses. Thread: any.
void startDetached(std::function<void()> work);

/// How many of them have not ended.
[[nodiscard]] int detachedThreads();

/// For the end of main(): answers \a exitCode; does not return if a detached thread still works, but ends the process
/// with that code. Returning would take the libraries apart while the thread uses them.
[[nodiscard]] int endOfMain(int exitCode);

} // namespace isthmus::core
