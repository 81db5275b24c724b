// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPair>
#include <QString>

#include <tl/expected.hpp>

namespace isthmus::catalog {

/// Reads odps.federation.jdbc.colmapping: `mc_column:source_column,…`. A source name in double quotes keeps its case
/// and may hold any character ("" stands for one quote); without quotes it is folded to lower case. MaxCompute's column
/// names are folded to lower case. The error is what is wrong, in plain words. At most 1,200 entries.
/// Source: docs/mapping.md#names-of-columns.
[[nodiscard]] tl::expected<QList<QPair<QString, QString>>, QString> parseColumnMapping(const QString &text);

} // namespace isthmus::catalog
