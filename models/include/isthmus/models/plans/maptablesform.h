// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/manytables/maptables.h>
#include <isthmus/models/parts/factsmodel.h>
#include <isthmus/models/plans/mapdestinations.h>
#include <isthmus/models/plans/planform.h>
#include <isthmus/models/runs/tablerunsmodel.h>

namespace isthmus::models {

/// The form of "Map tables to MaxCompute": external tables over several Hologres tables, or over all of a schema. What
/// becomes of each table is a line of tables(), made anew at each change on another thread.
class MapTablesForm final : public PlanForm {
    Q_OBJECT

public:
    /// \a sources: tables, or schemas, of one connection. \a target: the MaxCompute project or schema to start with;
    /// none: the first.
    MapTablesForm(connections::ConnectionManager &manager, planning::Planners planners,
                  const QList<catalog::ObjectPath> &sources, const std::optional<catalog::ObjectPath> &target,
                  QObject *parent = nullptr);

    ~MapTablesForm() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString remark() const override;
    [[nodiscard]] QString connectionToEdit() const override { return sourceConnection(); }
    [[nodiscard]] QString shownSql() const override; ///< of the current table
    [[nodiscard]] QList<plan::Notice> notices() const override; ///< that are about no single table
    void retry() override;

    [[nodiscard]] FactsModel *sourceFacts() { return &m_sourceFacts; } ///< what is mapped, server, host
    [[nodiscard]] TableRunsModel *tables() { return &m_tables; }
    [[nodiscard]] QString tablesSummary() const; ///< "200 tables: 190 made, 5 kept, 5 left out"
    void setCurrentTable(int row); ///< whose SQL is shown

    // Destination
    [[nodiscard]] QStringList projects() const { return m_destinations.titles(); } ///< as MapDestinations has them
    [[nodiscard]] QString project() const { return m_destinations.title(); }
    void setProject(const QString &project) { m_destinations.choose(project); }
    [[nodiscard]] const QStringList &schemas() const { return m_schemas; }
    [[nodiscard]] QString schema() const { return m_definition.targetSchema.name(); }
    void setSchema(const QString &schema);

    // How
    void setNaming(const mapping::NamingRule &naming);
    [[nodiscard]] QString exampleName() const; ///< "orders → ods_orders"; empty until it was read
    void setIfTaken(mapping::MapTables::IfTaken ifTaken);
    void setAccess(mapping::MapTable::Access access);
    void setRoleArn(const QString &arn);
    /// As typed: blank means none; anything but a number of days is a problem of the field.
    [[nodiscard]] QString lifecycle() const { return m_lifecycle; }
    void setLifecycle(const QString &days);
    void setInFlight(int count);
    void setContinuesOnError(bool continues);
    void setReadsRows(bool reads);

    [[nodiscard]] const mapping::MapTables &definition() const { return m_definition; }

Q_SIGNALS:
    void destinationsChanged(); ///< projects() or schemas()
    void tablesChanged(); ///< tables() are those of the plan

protected:
    [[nodiscard]] plan::Task task() const override { return m_definition.toTask(); }
    [[nodiscard]] std::optional<core::Error> missing() const override;
    void takeFacts(const planning::Facts &facts) override;
    void readingFailed() override { m_sourceFacts.finish(); }
    [[nodiscard]] std::optional<planning::Facts> facts() const override;
    [[nodiscard]] QHash<QString, QString> findProblems() const override;
    [[nodiscard]] bool plansBeside() const override { return true; }
    [[nodiscard]] QString readingTitle() const override;
    [[nodiscard]] QString place() const override;

private:
    [[nodiscard]] QString sourceConnection() const { return m_definition.sources.first().schema.connection; }
    void renameSource(const QString &before, const QString &after);
    void destinationChosen();
    void readSchemas();
    void acceptSchemas(const core::Result<QList<catalog::Entry>> &reply);
    void showTables();

    connections::ConnectionManager &m_manager;
    mapping::MapTables m_definition;
    QString m_lifecycle;
    MapDestinations m_destinations;
    QStringList m_schemas;
    std::optional<mapping::MapTablesFacts> m_facts;
    FactsModel m_sourceFacts;
    TableRunsModel m_tables{TableRunsModel::About::Plan};
    int m_current = 0;
    core::Latest m_schemasQuestion{this};
    core::Latest m_tablesQuestion{this};
};

} // namespace isthmus::models
