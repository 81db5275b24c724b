// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>
#include <isthmus/mapping/types/typetable.h>
#include <isthmus/plan/text.h>

#include <QList>
#include <QString>

namespace isthmus::mapping {

/// How well a destination type holds the values of a source type.
enum class Fit : quint8 {
    Exact,
    Wider, ///< holds all of them and more
    Check, ///< holds them with a condition that the note names
    LeftOut, ///< no type can hold them; the column is not mapped
};

[[nodiscard]] QString fitTitle(Fit fit); ///< "exact", "wider", "check", "left out", translated

struct TypeMapping {
    catalog::DataType target; ///< Base::Unknown when left out
    Fit fit = Fit::Exact;
    plan::Text note; ///< a few words for a table cell: "µs to ns"; may be empty
    plan::Text explanation; ///< one or two sentences, when there is something to decide; may be empty
    QList<catalog::DataType> alternatives; ///< other types the user may choose, best first, without `target`
};

/// Hologres type to MaxCompute type for external tables read through JDBC. Pure; any thread.
/// Source: mapping between Hologres and MaxCompute types, MaxCompute manual "Hologres foreign tables".
[[nodiscard]] TypeMapping toMaxCompute(const catalog::DataType &hologres, const TypeSettings &settings = {});

/// The mapping when the user has chosen \a target himself: its fit and note. LeftOut if \a target cannot hold the
/// values.
[[nodiscard]] TypeMapping toMaxCompute(const catalog::DataType &hologres, const catalog::DataType &target,
                                       const TypeSettings &settings = {});

/// MaxCompute type to Hologres type for foreign tables, as it is by itself.
[[nodiscard]] TypeMapping toHologres(const catalog::DataType &maxCompute, const TypeSettings &settings = {});
/// The mapping when the user has chosen \a target himself: LeftOut if the type table does not name it.
[[nodiscard]] TypeMapping toHologres(const catalog::DataType &maxCompute, const catalog::DataType &target,
                                     const TypeSettings &settings = {});

} // namespace isthmus::mapping
