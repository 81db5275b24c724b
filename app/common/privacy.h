// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace isthmus::app {

/// Keeps from others what this process holds and writes: its memory, the master password of the environment, and all
/// files and folders that it makes (of whatever library). First in main(), while there is one thread.
void keepPrivate();

} // namespace isthmus::app
