// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace isthmus::mapping {

/// How long, and how often, a table is looked at whose making or dropping was not heard of.
struct LookingAgain {
    std::chrono::milliseconds limit{5000};
    std::chrono::milliseconds pause{500};
};

} // namespace isthmus::mapping
