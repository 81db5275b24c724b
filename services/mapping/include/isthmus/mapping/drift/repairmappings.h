// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/drift/driftreader.h>

namespace isthmus::mapping {

/// Definition of a task "repair_mappings": external tables are made anew for what their sources are now, with what the
/// user had chosen; foreign tables of Hologres are altered.
struct RepairMappings {
    static inline const QString taskKind = QStringLiteral("repair_mappings");

    QList<catalog::ObjectPath> tables; ///< external tables of one connection to MaxCompute, or foreign ones of Hologres

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming the member that is missing or of the wrong type.
    [[nodiscard]] static core::Result<RepairMappings>
    fromJson(const QJsonObject &json, core::UnknownMembers unknown = core::UnknownMembers::PassedOver);
    [[nodiscard]] plan::Task toTask() const; ///< with a new id

    friend bool operator==(const RepairMappings &, const RepairMappings &) = default;
};

/// What the planner read of one of the tables.
struct RepairFacts {
    DriftFacts drift;
    catalog::ServerInfo sourceServer; ///< meaningful where the source is there
    catalog::ServerInfo targetServer;
    bool isReadOnly = false; ///< the connection refuses writing steps
};

/// The mapping as it is to be made anew: names, types, left-out columns, comments, lifecycle and access that the user
/// had chosen stay; columns follow those they were made for. Columns that came are mapped where all were mapped before.
/// Pure; any thread.
[[nodiscard]] MapTable repairedDefinition(const DriftFacts &facts);

/// The plan: for each table (drop,) create and verify, or drop alone where the source is gone; to be confirmed by the
/// name of the table, of several by that of their schema or project. Pure; any thread.
[[nodiscard]] plan::Plan planRepairMappings(const RepairMappings &definition, const QList<RepairFacts> &facts);

/// Plans "repair_mappings" tasks; its Facts hold QList<RepairFacts>. Errors of read(): Invalid for a damaged
/// definition; those of DriftReader::read().
class RepairMappingsPlanner final : public planning::Planner {
public:
    explicit RepairMappingsPlanner(DriftReader reader) : m_reader(std::move(reader)) { }

    [[nodiscard]] QString kind() const override { return RepairMappings::taskKind; }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &task, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override;
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override;

private:
    DriftReader m_reader;
};

} // namespace isthmus::mapping
