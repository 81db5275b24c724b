// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/planning/planner.h>

namespace isthmus::computegroups {

/// Definition of a task "load_table_group": a compute group of Hologres is to serve the tables of a table group.
/// Source: docs/hologres.md#table-groups.
struct LoadTableGroup {
    static inline const QString taskKind = QStringLiteral("load_table_group");
    static constexpr int mostReplicas = 100;

    catalog::ObjectPath tableGroup; ///< as the catalog lists it: order_dw/:table_groups/order_dw_tg_default
    QString computeGroup;
    int replicas = 1; ///< 1 to mostReplicas

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming the member that is missing or of the wrong type.
    [[nodiscard]] static core::Result<LoadTableGroup>
    fromJson(const QJsonObject &json, core::UnknownMembers unknown = core::UnknownMembers::PassedOver);
    [[nodiscard]] plan::Task toTask() const; ///< with a new id

    friend bool operator==(const LoadTableGroup &, const LoadTableGroup &) = default;
};

/// Whether \a path can be that of a table group.
[[nodiscard]] bool isTableGroupPath(const catalog::ObjectPath &path);

/// What the planner read. Reading writes nothing.
struct LoadTableGroupFacts {
    QString database; ///< of the table group
    bool isReadOnly = false; ///< the connection refuses writing steps
    QList<catalog::Entry> tableGroups; ///< all of the database
    QList<catalog::Entry> computeGroups; ///< all of the instance
    QList<catalog::Entry> loaded; ///< the compute groups that the table group is loaded to
};

/// What is wrong with a field of the definition, "computeGroup" or "replicas"; empty if nothing is.
[[nodiscard]] plan::Text problemOf(const QString &field, const LoadTableGroup &definition,
                                   const LoadTableGroupFacts &facts);

/// The plan: the CALL, and a look at where the table group is loaded then. Pure; any thread.
[[nodiscard]] plan::Plan planLoadTableGroup(const LoadTableGroup &definition, const LoadTableGroupFacts &facts);

/// Plans "load_table_group" tasks; its Facts hold LoadTableGroupFacts. Errors of read(): Invalid for a damaged
/// definition or a connection that is none to Hologres; those of Catalog::children().
class LoadTableGroupPlanner final : public planning::Planner {
public:
    [[nodiscard]] QString kind() const override { return LoadTableGroup::taskKind; }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &task, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override;
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override;
};

} // namespace isthmus::computegroups
