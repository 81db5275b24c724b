// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/types/typetable.h>

/// The halves of judge().
namespace isthmus::mapping {

[[nodiscard]] TypeVerdict judgeForMaxCompute(const catalog::DataType &hologres, MappingPath path,
                                             const TypeSettings &settings);
[[nodiscard]] TypeVerdict judgeForHologres(const catalog::DataType &maxCompute, const TypeSettings &settings);

/// What programs can read of a MaxCompute type; empty where all read it.
[[nodiscard]] plan::Text readersAdvice(const catalog::DataType &maxCompute);

} // namespace isthmus::mapping
