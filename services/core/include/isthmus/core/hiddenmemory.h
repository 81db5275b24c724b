// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace isthmus::core {

/// From here on no core of this process is dumped, neither to a file nor to a program that collects them, and nobody
/// but root may look into its memory: secrets are in it. Children that execute another program get the limit alone.
/// First in main().
void hideMemory();

} // namespace isthmus::core
