// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>
#include <isthmus/plan/text.h>

#include <QString>

namespace isthmus::mapping {

/// The system whose names are made.
enum class NamesOf : quint8 {
    MaxCompute, ///< letters, digits and '_', at most 128 bytes, in lower case
    Hologres, ///< whatever a quoted identifier may hold, at most 63 bytes
};

/// How many external or foreign tables are named after the tables behind them.
struct NamingRule {
    static inline const QString defaultPattern = QStringLiteral("{table}");

    QString prefix;
    QString suffix;
    /// Holds {table}, and {schema} and {database} where wanted: those of the table behind, in MaxCompute's letters.
    QString pattern = defaultPattern;

    friend bool operator==(const NamingRule &, const NamingRule &) = default;
};

/// What is wrong with \a rule for every table alike, in the user's words; empty if nothing is.
[[nodiscard]] plan::Text ruleProblem(const NamingRule &rule, NamesOf system = NamesOf::MaxCompute);

/// The name that \a rule gives the table over \a source: of MaxCompute in lower case, as it shows it, of Hologres with
/// the letters of the rule. It may be too long. \a table: what stands for {table}; empty: proposedTableName() of its
/// name. Pure; any thread.
[[nodiscard]] QString nameByRule(const NamingRule &rule, const catalog::TableInfo &source, const QString &table = {},
                                 NamesOf system = NamesOf::MaxCompute);

} // namespace isthmus::mapping
