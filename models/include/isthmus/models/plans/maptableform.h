// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/mapping/externaltable/definition.h>
#include <isthmus/models/parts/factsmodel.h>
#include <isthmus/models/plans/knownroles.h>
#include <isthmus/models/plans/mapcolumnsmodel.h>
#include <isthmus/models/plans/mapdestinations.h>
#include <isthmus/models/plans/planform.h>

namespace isthmus::models {

/// The form of "Map metadata to MaxCompute": its fields have defaults from the start, its facts are those of both
/// sides.
class MapTableForm final : public PlanForm {
    Q_OBJECT

public:
    /// Fields as problem() knows them; their names are those of mapping::fieldProblems().
    enum class Field : quint8 { Source, TargetSchema, TableName, RoleArn, Location, Lifecycle, IfTaken, Columns };
    Q_ENUM(Field)

    struct NameCheck {
        enum class State : quint8 { Checking, Free, Taken, Unknown };
        State state = State::Checking;
        QString text; ///< "Name is free in dbs_mc.default"
    };

    /// \a target: a MaxCompute schema or project to start with (where the table was dropped); none: the first project.
    MapTableForm(connections::ConnectionManager &manager, planning::Planners planners,
                 const catalog::ObjectPath &source, const std::optional<catalog::ObjectPath> &target,
                 QObject *parent = nullptr);
    /// Filled in with what was saved. Where its destination is no connection that there is, definition() has another.
    MapTableForm(connections::ConnectionManager &manager, planning::Planners planners, const mapping::MapTable &start,
                 QObject *parent = nullptr);
    /// Whether the form has a field for all that \a definition says: comments of its own have none.
    [[nodiscard]] static bool shows(const mapping::MapTable &definition);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString remark() const override;
    [[nodiscard]] QString connectionToEdit() const override { return source().connection; }
    void retry() override;

    // Source
    [[nodiscard]] const catalog::ObjectPath &source() const { return m_definition.source; }
    [[nodiscard]] QString sourceTitle() const; ///< "order_dw.public.dwd_orders"
    [[nodiscard]] FactsModel *sourceFacts() { return &m_sourceFacts; } ///< table, rows, server, host

    // Destination
    /// As MapDestinations has them.
    [[nodiscard]] QStringList projects() const { return m_destinations.titles(); }
    [[nodiscard]] QString project() const { return m_destinations.title(); } ///< one of projects()
    void setProject(const QString &project) { m_destinations.choose(project); }
    [[nodiscard]] QStringList schemas() const { return m_schemas; } ///< of the project; all of them once they are read
    [[nodiscard]] QString schema() const { return m_definition.targetSchema.name(); }
    void setSchema(const QString &schema);
    [[nodiscard]] QString tableName() const { return m_definition.tableName; }
    void setTableName(const QString &name);
    [[nodiscard]] NameCheck nameCheck() const;
    [[nodiscard]] mapping::MapTable::Access access() const { return m_definition.access; }
    void setAccess(mapping::MapTable::Access access);
    [[nodiscard]] QString roleArn() const { return m_definition.roleArn; }
    void setRoleArn(const QString &arn);
    /// Of the project, once access() is by a role.
    [[nodiscard]] const KnownRoles &roles() const { return m_roles; }
    [[nodiscard]] QString location() const { return m_definition.location; } ///< empty: generatedLocation() is used
    [[nodiscard]] QString generatedLocation() const; ///< empty until both sides are read
    void setLocation(const QString &location);
    /// As typed: blank means none; anything but 1 to 37231 days is a problem of the field.
    [[nodiscard]] QString lifecycle() const { return m_lifecycle; }
    void setLifecycle(const QString &days);
    [[nodiscard]] mapping::MapTable::IfTaken ifTaken() const { return m_definition.ifTaken; }
    void setIfTaken(mapping::MapTable::IfTaken ifTaken);

    /// What is done about types on which the sources disagree, where no column says otherwise.
    [[nodiscard]] const mapping::TypeSettings &types() const { return m_definition.types; }
    void setTypes(const QString &name, const QString &value); ///< as TypeSettings::set()
    /// Whether a column of the source is concerned by the setting \a name; false until the source is read.
    [[nodiscard]] bool isConcerned(const QString &name) const;
    [[nodiscard]] MapColumnsModel *columns() { return &m_columns; }
    [[nodiscard]] QString columnsSummary() const { return m_columns.summary(); }
    using PlanForm::problem;
    [[nodiscard]] QString problem(Field field) const; ///< in the user's words; empty if fine

    [[nodiscard]] const mapping::MapTable &definition() const { return m_definition; }
    [[nodiscard]] catalog::ObjectPath target() const; ///< the external table that will be

Q_SIGNALS:
    void destinationsChanged(); ///< projects() or schemas()

protected:
    [[nodiscard]] plan::Task task() const override { return m_definition.toTask(); }
    [[nodiscard]] std::optional<core::Error> missing() const override;
    void takeFacts(const planning::Facts &facts) override;
    void readingFailed() override { m_sourceFacts.finish(); }
    [[nodiscard]] std::optional<planning::Facts> facts() const override;
    [[nodiscard]] QHash<QString, QString> findProblems() const override;
    [[nodiscard]] QString readingTitle() const override;
    [[nodiscard]] QString place() const override;

private:
    void begin(); // the constructor's last act
    void targetChanged(); // the name or place changed: read again soon
    void renameSource(const QString &before, const QString &after);
    [[nodiscard]] const catalog::ObjectPath &destination() const { return m_destinations.chosen(); }
    void destinationChosen();
    void destinationRenamed();
    void readSchemas();
    void readRoles();
    void acceptSchemas(const core::Result<QList<catalog::Entry>> &reply);
    void updateColumns();

    connections::ConnectionManager &m_manager;
    mapping::MapTable m_definition;
    QString m_lifecycle;
    MapDestinations m_destinations;
    KnownRoles m_roles{m_manager, this};
    QStringList m_schemas;
    bool m_isSchemaChosen = false; // by the user or by the drop
    std::optional<mapping::MapTableFacts> m_facts;
    MapColumnsModel m_columns;
    FactsModel m_sourceFacts;
    core::Latest m_schemasQuestion{this};
};

} // namespace isthmus::models
