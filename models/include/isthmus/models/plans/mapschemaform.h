// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/externalschema/mapschema.h>
#include <isthmus/mapping/foreignserver/newforeignserver.h>
#include <isthmus/models/parts/factsmodel.h>
#include <isthmus/models/plans/mapdestinations.h>
#include <isthmus/models/plans/planform.h>
#include <isthmus/models/plans/schematablesmodel.h>
#include <isthmus/plan/run.h>

namespace isthmus::models {

/// The form of "Map metadata to MaxCompute" for a Hologres schema: an external schema over a foreign server. The first
/// server that fits is proposed; the columns of the schema's tables are read behind the plan.
class MapSchemaForm final : public PlanForm {
    Q_OBJECT

public:
    struct NameCheck {
        enum class State : quint8 { Checking, Free, Wrong, Unknown };
        State state = State::Checking;
        QString text; ///< "Name is free"
    };

    /// \a target: the MaxCompute project to start with; none: the first.
    MapSchemaForm(connections::ConnectionManager &manager, planning::Planners planners,
                  const catalog::ObjectPath &source, const std::optional<catalog::ObjectPath> &target,
                  QObject *parent = nullptr);
    /// Filled in with what was saved. Where its project is of no connection that there is, definition() has another.
    MapSchemaForm(connections::ConnectionManager &manager, planning::Planners planners, const mapping::MapSchema &start,
                  QObject *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString remark() const override;
    [[nodiscard]] QString connectionToEdit() const override { return m_definition.source.connection; }

    // Source
    [[nodiscard]] FactsModel *sourceFacts() { return &m_sourceFacts; } ///< schema, contents, server, host
    [[nodiscard]] SchemaTablesModel *tables() { return &m_tables; }

    // Destination
    [[nodiscard]] QStringList projects() const { return m_destinations.titles(); } ///< as MapDestinations has them
    [[nodiscard]] QString project() const { return m_destinations.title(); }
    void setProject(const QString &project) { m_destinations.choose(project); }
    [[nodiscard]] QString schemaName() const { return m_definition.schemaName; }
    void setSchemaName(const QString &name);
    [[nodiscard]] NameCheck nameCheck() const;
    [[nodiscard]] QStringList servers() const; ///< as far as the service tells them
    [[nodiscard]] bool areServersKnown() const { return m_facts && m_facts->foreignServers; }
    [[nodiscard]] QString server() const { return m_definition.foreignServer; }
    void setServer(const QString &server);
    [[nodiscard]] QString serverText() const; ///< its database, address and role, or that it is not known
    /// One for the schema's database, as far as it is known: what to start the form of a new one with.
    [[nodiscard]] mapping::NewForeignServer newServer() const;
    void takeRun(const plan::RunSummary &run); ///< one that has made a foreign server: it is chosen
    [[nodiscard]] QString on() const { return m_definition.on; } ///< empty: generatedOn() is used
    [[nodiscard]] QString generatedOn() const;
    void setOn(const QString &text);
    [[nodiscard]] mapping::MapSchema::IfTaken ifTaken() const { return m_definition.ifTaken; }
    void setIfTaken(mapping::MapSchema::IfTaken ifTaken);

    [[nodiscard]] const mapping::MapSchema &definition() const { return m_definition; }

Q_SIGNALS:
    void tablesRead(); ///< tables() knows more columns

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
    void renameSource(const QString &before, const QString &after);
    void projectChosen();
    void targetChanged(); // what was read is of another name or server
    void proposeServer();
    void readTables();

    connections::ConnectionManager &m_manager;
    mapping::MapSchema m_definition;
    MapDestinations m_destinations;
    bool m_isServerChosen = false; // by the user
    std::optional<mapping::MapSchemaFacts> m_facts;
    FactsModel m_sourceFacts;
    SchemaTablesModel m_tables;
    core::Latest m_tablesQuestion{this};
};

} // namespace isthmus::models
