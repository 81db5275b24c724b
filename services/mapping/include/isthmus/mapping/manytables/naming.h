// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>
#include <isthmus/plan/text.h>

#include <QString>

namespace isthmus::mapping {

/// How many external tables are named after the Hologres tables behind them.
struct NamingRule {
    static inline const QString defaultPattern = QStringLiteral("{table}");

    QString prefix;
    QString suffix;
    /// Holds {table}, and {schema} and {database} where wanted: those of the Hologres table, in MaxCompute's letters.
    QString pattern = defaultPattern;

    friend bool operator==(const NamingRule &, const NamingRule &) = default;
};

/// What is wrong with \a rule for every table alike, in the user's words; empty if nothing is.
[[nodiscard]] plan::Text ruleProblem(const NamingRule &rule);

/// The name that \a rule gives the external table over \a source, in lower case, as MaxCompute shows it. It may be too
/// long. \a table: what stands for {table}; empty: proposedTableName() of its name. Pure; any thread.
[[nodiscard]] QString nameByRule(const NamingRule &rule, const catalog::TableInfo &source, const QString &table = {});

} // namespace isthmus::mapping
