// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/tableinfo.h>
#include <isthmus/mapping/types/typetable.h>
#include <isthmus/records/tablereader.h>

#include <QDateTime>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

/// What would be lost on a way, told before anything runs. Values; any thread. Source:
/// docs/mapping.md#type-loss-report.
namespace isthmus::mapping {

struct RiskCount {
    Risk risk = Risk::AnyValue;
    std::optional<qint64> rows; ///< that hold such a value; nothing: not counted

    friend bool operator==(const RiskCount &, const RiskCount &) = default;
};

struct ColumnLoss {
    catalog::Column column;
    TypeVerdict judged; ///< of its type
    QList<RiskCount> risks; ///< those of the type
    std::optional<qint64> atRisk; ///< rows whose value is at any of them; nothing: not counted, or there is no risk

    /// That of the type, or a worse one where values were found that are at risk.
    [[nodiscard]] Verdict verdict() const;
    /// What holds for the rows whose value is at risk, in Hologres' SQL, as a filter of a preview takes it; empty if
    /// there is no risk.
    [[nodiscard]] QString condition() const;
};

struct TableLoss {
    catalog::ObjectPath path;
    catalog::ObjectKind kind = catalog::ObjectKind::Table;
    std::optional<qint64> rowEstimate;
    QList<ColumnLoss> columns;
    std::optional<qint64> rows; ///< counted
    QString statement; ///< by which it was counted
    std::chrono::milliseconds elapsed{0};
    std::optional<core::Error> countError;

    [[nodiscard]] bool hasRisks() const;
    [[nodiscard]] int count(Verdict verdict) const; ///< columns
};

struct TypeLossReport {
    catalog::ObjectPath scope; ///< a table or a schema
    bool isSchema = false;
    MappingPath way = MappingPath::ExternalTable;
    TypeSettings settings;
    QDateTime readAt; ///< when the types were read
    QList<TableLoss> tables;
    QStringList passedOver; ///< names of relations that the way does not take, such as views

    [[nodiscard]] int columnCount() const;
    [[nodiscard]] int count(Verdict verdict) const; ///< columns
    [[nodiscard]] bool isCounted() const; ///< every table that has risks
    /// Whether the server of \a way can count values: Hologres only.
    [[nodiscard]] static bool isCountable(MappingPath way) { return way != MappingPath::ToHologres; }
    /// "66 columns: 40 exact, 13 wider, 2 narrower, 2 lossy, 9 unsupported", translated.
    [[nodiscard]] QString summary() const;
};

/// Whether \a way takes relations of \a kind.
[[nodiscard]] bool isTaken(MappingPath way, catalog::ObjectKind kind);

[[nodiscard]] TableLoss lossOf(const catalog::TableInfo &table, MappingPath way, const TypeSettings &settings);

/// What is to be counted of \a table, in one scan. No conditions: there is nothing to count.
[[nodiscard]] records::ConditionsRequest countingOf(const TableLoss &table);
/// Takes the answer to countingOf(). False, with nothing changed, if it is none.
[[nodiscard]] bool takeCounts(TableLoss &table, const records::ConditionCounts &counts);

/// The condition in Hologres' SQL that a value of \a column is at \a risk. Empty for risks of MaxCompute's values.
[[nodiscard]] QString riskCondition(Risk risk, const catalog::Column &column);

} // namespace isthmus::mapping
