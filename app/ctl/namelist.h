// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace isthmus::app {

/// The names in \a text, which commas separate, as fields of CSV: blanks around them are dropped, and one that holds a
/// comma, begins with a double quote, or has blanks at its ends stands in double quotes, doubled inside:
/// a,"b,c","say ""d""". Nothing where a name is empty, or a quote is not closed or goes on behind its end. Source: RFC
/// 4180. Pure; any thread.
[[nodiscard]] std::optional<QStringList> namesInList(const QString &text);

} // namespace isthmus::app
