// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/catalog/catalog.h>
#include <isthmus/core/jsonreader.h>
#include <isthmus/mapping/foreignserver/foreignserver.h>
#include <isthmus/plan/plan.h>
#include <isthmus/plan/task.h>
#include <isthmus/planning/planner.h>

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace isthmus::mapping {

/// What the user asks for: a foreign server over one Hologres database (docs/requirements.md#h-46 to #h-48). The
/// definition of a "create_foreign_server" task.
struct NewForeignServer {
    static inline const QString taskKind = QStringLiteral("create_foreign_server");

    enum class Identity : quint8 {
        RamRole,
        TaskExecutor, ///< for external projects; external schemas refuse it (docs/requirements.md#h-47)
    };

    catalog::ObjectPath project; ///< "dbs_mc", "tenant/dbs_mc"
    QString name;
    QString host;
    int port = 80; ///< as Hologres has it
    QString database;
    Identity identity = Identity::RamRole;
    QString roleArn; ///< with RamRole
    QString comment;

    [[nodiscard]] catalog::ObjectPath target() const; ///< as the catalog lists it
    [[nodiscard]] ForeignServer server() const; ///< as it is to be read afterwards
    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: Invalid, naming the member that is missing or of the wrong type.
    [[nodiscard]] static core::Result<NewForeignServer>
    fromJson(const QJsonObject &json, core::UnknownMembers unknown = core::UnknownMembers::PassedOver);
    [[nodiscard]] plan::Task toTask() const; ///< with a new id

    friend bool operator==(const NewForeignServer &, const NewForeignServer &) = default;
};

/// What the planner read. Reading writes nothing.
struct NewForeignServerFacts {
    QString project; ///< as the service names it; empty: the path names none
    bool isReadOnly = false; ///< the connection refuses writing steps
    /// The names of those of the tenant; nothing where the service has no statements about foreign servers: MaxCompute
    /// itself makes them in its console alone.
    std::optional<QStringList> servers;
};

/// Field ("project", "name", "host", "port", "database", "roleArn") and what is wrong with it.
struct ServerFieldProblem {
    QString field;
    plan::Text text;
};
[[nodiscard]] QList<ServerFieldProblem> fieldProblems(const NewForeignServer &definition,
                                                      const NewForeignServerFacts &facts);
/// The name of such a field as the form writes it; the subject of its plan notice.
[[nodiscard]] plan::Text serverFieldTitle(const QString &field);

/// Makes the foreign server where the service has a statement for it, as the sandbox has. Source:
/// services/sandbox/README.md#statements.
[[nodiscard]] QString createServerStatement(const NewForeignServer &definition);

/// One line of the form in MaxCompute's console, and what to enter there.
struct ConsoleValue {
    QString label; ///< in the console's own words
    QString value;
    friend bool operator==(const ConsoleValue &, const ConsoleValue &) = default;
};
/// What has a value, in the console's order. Source: docs/mapping.md#foreign-servers.
[[nodiscard]] QList<ConsoleValue> consoleValues(const NewForeignServer &definition);
[[nodiscard]] QString consoleText(const NewForeignServer &definition); ///< the same as lines, to be copied
/// Where that form is: "Manage Configurations › Foreign Server › Create Foreign Server".
[[nodiscard]] QString consolePlace();

/// The plan: create, verify. Field problems are its blockers, and that the service has no statement for it. Pure; any
/// thread.
[[nodiscard]] plan::Plan planNewForeignServer(const NewForeignServer &definition, const NewForeignServerFacts &facts);

/// Plans "create_foreign_server" tasks; its Facts hold NewForeignServerFacts. Errors of read(): Invalid for a damaged
/// definition or a project that is not in MaxCompute; those of Catalog::server(); of reading the foreign servers those
/// that may go away by themselves.
class NewForeignServerPlanner final : public planning::Planner {
public:
    [[nodiscard]] QString kind() const override { return NewForeignServer::taskKind; }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &task, const planning::Sources &sources,
                                                     const core::Cancellation &cancellation) const override;
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override;
};

} // namespace isthmus::mapping
