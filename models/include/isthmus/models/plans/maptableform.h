// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/core/latest.h>
#include <isthmus/mapping/externaltable/facts.h>
#include <isthmus/models/parts/factsmodel.h>
#include <isthmus/models/plans/mapcolumnsmodel.h>
#include <isthmus/models/plans/planstepsmodel.h>
#include <isthmus/tasks/runs.h>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace isthmus::models {

/// The form of "Map metadata to MaxCompute": its fields, what is wrong with them, and the plan they make. Fields have
/// defaults from the start; both sides are read in the background; 150 ms after a change the plan is made anew. Nothing
/// is written before run(). Thread: the window's.
class MapTableForm : public QObject {
    Q_OBJECT

public:
    /// Fields as problem() knows them; their names are those of mapping::fieldProblems().
    enum class Field : quint8 { Source, TargetSchema, TableName, RoleArn, Location, Lifecycle, IfTaken, Columns };
    Q_ENUM(Field)
    enum class Reading : quint8 { Loading, Ready, Failed };
    Q_ENUM(Reading)

    struct NameCheck {
        enum class State : quint8 { Checking, Free, Taken, Unknown };
        State state = State::Checking;
        QString text; ///< "Name is free in dbs_mc.default"
    };

    /// \a target: a MaxCompute schema or project to start with (where the table was dropped); none: the first project.
    MapTableForm(connections::ConnectionManager &manager, const catalog::ObjectPath &source,
                 const std::optional<catalog::ObjectPath> &target, QObject *parent = nullptr);

    // Source
    [[nodiscard]] const catalog::ObjectPath &source() const { return m_definition.source; }
    [[nodiscard]] QString sourceTitle() const; ///< "order_dw.public.dwd_orders"
    [[nodiscard]] FactsModel *sourceFacts() { return &m_sourceFacts; } ///< table, rows, server, host
    [[nodiscard]] Reading reading() const { return m_reading; } ///< of both sides
    [[nodiscard]] std::optional<core::Error> readingError() const { return m_readingError; }
    void retry(); ///< reads both sides again

    // Destination
    [[nodiscard]] QStringList projects() const { return m_projects; } ///< names of MaxCompute connections
    [[nodiscard]] QString project() const { return m_definition.targetSchema.connection; }
    void setProject(const QString &connection);
    [[nodiscard]] QStringList schemas() const { return m_schemas; } ///< of the project; grows when they are read
    [[nodiscard]] QString schema() const { return m_definition.targetSchema.name(); }
    void setSchema(const QString &schema);
    [[nodiscard]] QString tableName() const { return m_definition.tableName; }
    void setTableName(const QString &name);
    [[nodiscard]] NameCheck nameCheck() const { return m_nameCheck; }
    [[nodiscard]] mapping::MapTable::Access access() const { return m_definition.access; }
    void setAccess(mapping::MapTable::Access access);
    [[nodiscard]] QString roleArn() const { return m_definition.roleArn; }
    void setRoleArn(const QString &arn);
    [[nodiscard]] QString location() const { return m_definition.location; } ///< empty: generatedLocation() is used
    [[nodiscard]] QString generatedLocation() const; ///< empty until both sides are read
    void setLocation(const QString &location);
    /// As typed: blank means none; anything but 1 to 37231 days is a problem of the field.
    [[nodiscard]] QString lifecycle() const { return m_lifecycle; }
    void setLifecycle(const QString &days);
    [[nodiscard]] mapping::MapTable::IfTaken ifTaken() const { return m_definition.ifTaken; }
    void setIfTaken(mapping::MapTable::IfTaken ifTaken);

    [[nodiscard]] MapColumnsModel *columns() { return &m_columns; }
    [[nodiscard]] QString columnsSummary() const { return m_columns.summary(); }
    [[nodiscard]] QString problem(Field field) const; ///< in the user's words; empty if fine

    // Plan
    [[nodiscard]] const plan::Plan &plan() const { return m_plan; }
    [[nodiscard]] bool isPlanCurrent() const { return m_isPlanCurrent; } ///< false while a change is not planned yet
    [[nodiscard]] QString planText() const; ///< the exact SQL of all steps
    [[nodiscard]] QString planSummary() const; ///< "3 steps, writes to dbs_mc.default"
    [[nodiscard]] PlanStepsModel *steps() { return &m_steps; }
    [[nodiscard]] QList<plan::Notice> notices() const { return m_plan.notices; } ///< blockers too

    // Run
    /// What the user must type into the foot before Run; empty: nothing.
    [[nodiscard]] QString confirmName() const;
    void setConfirmation(const QString &typed);
    [[nodiscard]] bool canRun() const { return runBlockedReason().isEmpty(); }
    [[nodiscard]] QString runBlockedReason() const; ///< one sentence; empty if it can run
    /// Starts the shown plan and answers the run's id. Errors: Invalid with runBlockedReason(); those of tasks::Runs.
    [[nodiscard]] QFuture<core::Result<QString>> run(tasks::Runs &runs);

    [[nodiscard]] const mapping::MapTable &definition() const { return m_definition; }
    [[nodiscard]] catalog::ObjectPath target() const; ///< the external table that will be

Q_SIGNALS:
    void changed(); ///< any field, problem, name check, reading state or run state
    void destinationsChanged(); ///< projects() or schemas()
    void planChanged();

private:
    void touched(); // a field changed: plan again soon
    void targetChanged(); // the name or place changed: read again soon
    void chooseTarget(const std::optional<catalog::ObjectPath> &target);
    void readSchemas();
    void acceptSchemas(const core::Result<QList<catalog::Entry>> &reply);
    void read();
    void acceptFacts(mapping::MapTableFacts facts);
    void failReading(const core::Error &error);
    void replan();
    void updateColumns();
    void updateNameCheck();
    [[nodiscard]] PlanStepsModel::Reading readingLine() const;
    [[nodiscard]] QString targetTitle() const;

    connections::ConnectionManager &m_manager;
    mapping::MapTable m_definition;
    QString m_lifecycle;
    QStringList m_projects;
    QStringList m_schemas;
    bool m_isSchemaChosen = false; // by the user or by the drop
    Reading m_reading = Reading::Loading;
    std::optional<core::Error> m_readingError;
    std::optional<mapping::MapTableFacts> m_facts;
    bool m_isNameKnown = false; // m_facts->existing is about the present name
    NameCheck m_nameCheck;
    QList<mapping::FieldProblem> m_problems;
    plan::Plan m_plan;
    bool m_isPlanCurrent = false;
    QString m_confirmation;
    MapColumnsModel m_columns;
    PlanStepsModel m_steps;
    FactsModel m_sourceFacts;
    QTimer m_planTimer;
    QTimer m_readTimer;
    QElapsedTimer m_readSince;
    std::chrono::milliseconds m_readElapsed{0};
    core::Latest m_factsQuestion{this};
    core::Latest m_schemasQuestion{this};
};

} // namespace isthmus::models
