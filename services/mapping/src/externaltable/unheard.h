// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/mapping/externaltable/lookingagain.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>
#include <isthmus/mapping/targetschema.h>
#include <isthmus/plan/failure.h>

#include <QJsonArray>

#include <functional>

namespace isthmus::mapping {

// What becomes of a statement whose answer did not come.

using Seen = core::Result<catalog::TableInfo>;
/// What is seen of \a table last. It is looked at once, and again as long as \a mayChange says so of what was seen,
/// since a job may be on its way, or nobody answers. The step's own \a cancellation, which may be requested already,
/// ends the waiting, not the look. Blocks.
[[nodiscard]] Seen seenAfterwards(catalog::Catalog &catalog, const catalog::ObjectPath &table, LookingAgain again,
                                  const core::Cancellation &cancellation,
                                  const std::function<bool(const Seen &)> &mayChange);

/// The same of a \a schema, until it is what was \a wanted.
[[nodiscard]] TargetSchema schemaAfterwards(catalog::Catalog &catalog, const catalog::ObjectPath &schema,
                                            TargetSchema wanted, LookingAgain again,
                                            const core::Cancellation &cancellation);

/// What the look said that failed by \a error: an argument of a text.
[[nodiscard]] QJsonValue lookFailure(const core::Error &error);

/// Where the external table \a info, or foreign one, shows something else than \a location, or by another role than \a
/// roleArn, one phrase each (CreateExternalTableStep::location).
[[nodiscard]] QJsonArray shownDifferences(const QString &location, const QString &roleArn,
                                          const catalog::TableInfo &info, bool isForeign);
/// Where \a columns differ from those \a planned, one phrase each; MaxCompute's names are not case-sensitive.
/// \a isForeign: the types are those of Hologres.
[[nodiscard]] QJsonArray columnDifferences(const QList<VerifyMapping::Column> &planned,
                                           const QList<catalog::Column> &columns, bool isForeign = false);
/// That a relation of \a kind is none of those that are made; empty if it is one.
[[nodiscard]] plan::Text otherKindText(catalog::ObjectKind kind, bool isForeign);

} // namespace isthmus::mapping
