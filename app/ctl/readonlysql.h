// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace isthmus::app {

/// Whether \a sql certainly writes nothing by its form: only SELECT, SHOW, DESC, EXPLAIN and SET, no INTO. Careful: a
/// script that is not understood counts as writing. What a called function does is the server's to refuse.
[[nodiscard]] bool isReadOnlySql(const QString &sql);

} // namespace isthmus::app
