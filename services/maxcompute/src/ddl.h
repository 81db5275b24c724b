// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>

#include <QString>

namespace isthmus::maxcompute {

/// The statement that would create \a info, written from its description: for services that do not answer SHOW CREATE
/// TABLE. Pure; any thread.
[[nodiscard]] QString synthesisedDdl(const catalog::TableInfo &info);

} // namespace isthmus::maxcompute
