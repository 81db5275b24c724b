// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/datatype.h>

namespace isthmus::sandbox {

/// Whether ALTER TABLE … CHANGE COLUMN takes a column of type \a from to \a to: only where every value stays what it
/// was. Nested values are converted part by part, which their conversion judges.
/// Source: MaxCompute, "Column operations", data types of a column are only changed to wider ones; the Java client's
/// TableUpdateTest.
[[nodiscard]] bool mayBecome(const catalog::DataType &from, const catalog::DataType &to);

} // namespace isthmus::sandbox
