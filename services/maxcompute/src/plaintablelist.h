// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tablelist.h"

#include <QByteArrayView>

#include <optional>

namespace isthmus::maxcompute {

/// What readTableList() answers for \a xml in the plainest form, the one in which the services write lists of names: no
/// attribute, comment, CDATA section, namespace or definition, and no entity but the five that XML knows. A tenth of
/// the time, since it looks for '<' and '>' only; a list of two hundred thousand names is 30 MB. Nothing for any other
/// text, well-formed or not, and for one beyond the limits of wire::xmlProblem(): that is what the other reader judges.
/// Pure; any thread.
[[nodiscard]] std::optional<TableList> readPlainTableList(QByteArrayView xml);

} // namespace isthmus::maxcompute
