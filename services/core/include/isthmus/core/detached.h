// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace isthmus::core {

/// Runs \a work, which nothing can interrupt and which may take for ever (a name lookup, a library's computation), on a
/// thread that nobody waits for. It must own all it uses. Thread: any.
void startDetached(std::function<void()> work);

/// How many of them have not ended.
[[nodiscard]] int detachedThreads();

/// The last call of main(), when all that it has made is gone: ends the process with \a exitCode, with what standard
/// streams hold written out, and leaves the libraries as they are. Returning would take them apart while threads still
/// use them: detached ones, and those of QThread, whose wait() returns (Qt 6.4) before the destructors of the thread's
/// data have run, OpenSSL's among them, which damage the heap beside OpenSSL's own cleanup (OpenSSL 3.0). Under a
/// sanitizer, which looks for leaks at the exit, it exits as usual once the detached threads have ended.
[[noreturn]] void endProcess(int exitCode);

} // namespace isthmus::core
