// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/rows/rowsending.h>

#include <optional>

namespace isthmus::sandbox {

/// The kind that the filter "type" of a list names, in any case; empty for a word that is none.
[[nodiscard]] std::optional<TableKind> kindNamed(const QString &type);

/// The list of a managed schema's tables without their definitions: a page of 1000, or as the client asks up to
/// 100,000, sent as it is read. The marker of the next page comes last. \a sending is of no use from then on.
[[nodiscard]] Reply<HttpResponse> sendTableList(RowSending &sending, const SchemaRow &schema,
                                                const RequestTarget &target);

} // namespace isthmus::sandbox
