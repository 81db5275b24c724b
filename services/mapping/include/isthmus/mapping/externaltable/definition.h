// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/targetschema.h>
#include <isthmus/mapping/types/typemapping.h>
#include <isthmus/plan/plan.h>
#include <isthmus/plan/task.h>

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace isthmus::mapping {

/// One column of the external or foreign table as the user wants it.
struct ColumnChoice {
    QString source; ///< column of the table that is mapped
    bool include = true;
    QString target; ///< name of the column that is made; empty: PlannedColumn::proposedName
    QString targetType; ///< type text of the system mapped to; empty: the mapping's own choice
    std::optional<QString> comment = {}; ///< not given: that of the source

    friend bool operator==(const ColumnChoice &, const ColumnChoice &) = default;
};

/// What the user asks for: an external table over one Hologres table (docs/requirements.md#h-59 to #h-73). The
/// definition of a "map_table" task.
struct MapTable {
    static inline const QString taskKind = QStringLiteral("map_table");
    static inline const QString typesKey = QStringLiteral("types"); ///< member of the definition

    enum class Access : quint8 { DualSignature, RamRole };
    enum class IfTaken : quint8 { Stop, Keep, Replace }; ///< what to do if the name exists

    catalog::ObjectPath source; ///< the Hologres table
    catalog::ObjectPath targetSchema; ///< "dbs_mc/default"
    QString tableName; ///< external table; see proposedTableName()
    Access access = Access::DualSignature;
    QString roleArn; ///< with RamRole: acs:ram::<uid>:role/<name>
    QString location; ///< empty: generated from the source; else used as it is
    std::optional<int> lifecycleDays;
    IfTaken ifTaken = IfTaken::Stop;
    QList<ColumnChoice> columns; ///< empty: all that can be mapped; else only those named here
    std::optional<QString> comment = {}; ///< not given: that of the source
    TypeSettings types = {}; ///< where no column says otherwise

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static core::Result<MapTable>
    fromJson(const QJsonObject &json, core::UnknownMembers unknown = core::UnknownMembers::PassedOver);
    /// A task with a new id around this definition.
    [[nodiscard]] plan::Task toTask() const;

    friend bool operator==(const MapTable &, const MapTable &) = default;
};

/// A legal name for an external table over the Hologres table \a source: its own where MaxCompute takes it, else in
/// lower case and with '_' for what is not allowed. Where letters of other scripts are lost a digest of the name
/// follows, so that tables do not meet under one name ("t_5c1f09aa"). Depends on nothing but \a source. Pure; any
/// thread.
[[nodiscard]] QString proposedTableName(const QString &source);

/// What the planner read of both sides. Reading writes nothing.
struct MapTableFacts {
    catalog::ServerInfo sourceServer;
    catalog::TableInfo source;
    catalog::ServerInfo targetServer;
    bool targetReadOnly = false; ///< the connection refuses writing steps
    std::optional<catalog::TableInfo> existing; ///< what already has the name in the target schema
    std::optional<core::Error> existingUnknown; ///< the look-up of that name failed
    TargetSchema targetSchema = TargetSchema::Unknown; ///< read where nothing has the name yet
};

/// One line of the dialog's column table: the source column, the user's choice, and what the mapping says of it.
struct PlannedColumn {
    catalog::Column source;
    ColumnChoice choice;
    TypeMapping mapping;
    QString proposedName; ///< what the column is called if the user says nothing
    QString ownType; ///< the mapping's own choice, whatever the user says; empty where there is none
    plan::Text problem; ///< in the user's words, beside the row: "Name is used twice"; empty if fine
};

/// All source columns in their order with the user's choices (or the defaults) applied; choice.target is never empty.
/// Pure; any thread.
[[nodiscard]] QList<PlannedColumn> plannedColumns(const MapTable &definition, const catalog::TableInfo &source);

/// Field name ("tableName", "roleArn", "lifecycle", "targetSchema", "columns", "location", "source") and what is wrong
/// with it, in the user's words.
struct FieldProblem {
    QString field;
    plan::Text text;
};
[[nodiscard]] QList<FieldProblem> fieldProblems(const MapTable &definition, const MapTableFacts &facts);
/// The name of a FieldProblem's field as the form writes it: "If the name is taken". The subject of its plan notice.
[[nodiscard]] plan::Text fieldTitle(const QString &field);

/// The location of the external table: jdbc:postgresql://host:port/db?ApplicationName=MaxCompute&currentSchema=…&
/// useSSL=false&table=…/ with preferQueryMode=simple for dual signature. Source: docs/mapping.md#location;
/// docs/requirements.md#h-65.
[[nodiscard]] QString defaultLocation(const MapTable &definition, const MapTableFacts &facts);

/// The exact statements that create the external table, ending with ";"; meaningful while fieldProblems() is empty.
/// Source: docs/requirements.md#h-65, #h-66.
[[nodiscard]] QString createStatement(const MapTable &definition, const MapTableFacts &facts);

/// The plan: (drop,) create, verify. Field problems are its blockers. Pure; any thread.
[[nodiscard]] plan::Plan planMapTable(const MapTable &definition, const MapTableFacts &facts);

} // namespace isthmus::mapping
