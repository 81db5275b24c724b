// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/actions/actions.h>

#include <span>

namespace isthmus::models {

// The parts of actionSpecs(), each in menu order.
[[nodiscard]] std::span<const ActionSpec> tableActions();
[[nodiscard]] std::span<const ActionSpec> planActions();
[[nodiscard]] std::span<const ActionSpec> nodeActions();
[[nodiscard]] std::span<const ActionSpec> connectionActions();
[[nodiscard]] std::span<const ActionSpec> addActions(); ///< one for each kind of connection, and the sandbox

} // namespace isthmus::models
