// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/manytables/maptables.h>
#include <isthmus/models/parts/factsmodel.h>
#include <isthmus/models/plans/mapdestinations.h>
#include <isthmus/models/plans/planform.h>
#include <isthmus/models/runs/tablerunsmodel.h>

namespace isthmus::models {

/// What is the same for all forms that map many tables into one schema, whichever way. What becomes of each table is a
/// line of tables(), made anew at each change on another thread.
class ManyTablesForm : public PlanForm {
    Q_OBJECT

public:
    [[nodiscard]] QString connectionToEdit() const override { return sourceConnection(); }
    [[nodiscard]] QString shownSql() const override; ///< of the current table
    [[nodiscard]] QList<plan::Notice> notices() const override; ///< that are about no single table
    void retry() override;

    [[nodiscard]] FactsModel *sourceFacts() { return &m_sourceFacts; } ///< what is mapped, and where that is
    [[nodiscard]] TableRunsModel *tables() { return &m_tables; }
    [[nodiscard]] QString tablesSummary() const; ///< "200 tables: 190 made, 5 kept, 5 left out"
    void setCurrentTable(int row); ///< whose SQL is shown
    [[nodiscard]] int currentTable() const { return m_current; } ///< stays the same table where lines move

    // Destination
    [[nodiscard]] QStringList places() const { return m_destinations.titles(); } ///< as MapDestinations has them
    [[nodiscard]] QString chosenPlace() const { return m_destinations.title(); }
    void setPlace(const QString &place) { m_destinations.choose(place); }
    [[nodiscard]] const QStringList &schemas() const { return m_schemas; }
    [[nodiscard]] QString schema() const { return fields().targetSchema.name(); }
    void setSchema(const QString &schema);

    // How
    [[nodiscard]] virtual mapping::NamesOf namesOf() const { return mapping::NamesOf::MaxCompute; }
    [[nodiscard]] const mapping::NamingRule &naming() const { return fields().naming; }
    void setNaming(const mapping::NamingRule &naming);
    [[nodiscard]] QString exampleName() const; ///< "orders → ods_orders"; empty until it was read
    [[nodiscard]] int inFlight() const { return fields().inFlight; }
    void setInFlight(int count);
    [[nodiscard]] bool continuesOnError() const { return fields().continuesOnError; }
    void setContinuesOnError(bool continues);
    [[nodiscard]] bool readsRows() const { return fields().readsRows; }
    void setReadsRows(bool reads);

Q_SIGNALS:
    void destinationsChanged(); ///< places() or schemas()
    void tablesChanged(); ///< tables() are those of the plan
    void currentTableChanged(); ///< it is another table now

protected:
    /// What every definition has. Values of it.
    struct Fields {
        QList<mapping::MapTables::Source> &sources;
        catalog::ObjectPath &targetSchema;
        mapping::NamingRule &naming;
        int &inFlight;
        bool &continuesOnError;
        bool &readsRows;
    };

    /// \a source: the connection that is mapped from. \a target: the place or schema to start with; none: the first
    /// that has the capability \a destination. \a defaultSchema: of a place of which no schema was named.
    ManyTablesForm(connections::ConnectionManager &manager, planning::Planners planners, const QString &source,
                   const std::optional<catalog::ObjectPath> &target, connections::Capability destination,
                   const QString &defaultSchema, QObject *parent);
    void begin(); ///< last in the constructor of the derived class
    /// Schemas, and tables by their schemas, in the order in which they were chosen. \a schemaLevels: names of a
    /// schema.
    [[nodiscard]] static QList<mapping::MapTables::Source> sourcesOf(const QList<catalog::ObjectPath> &paths,
                                                                     qsizetype schemaLevels);

    [[nodiscard]] virtual Fields fields() = 0;
    [[nodiscard]] const MapDestinations &destinations() const { return m_destinations; }
    [[nodiscard]] const Fields fields() const { return const_cast<ManyTablesForm *>(this)->fields(); }
    /// The path of currentTable() as text; empty until there is one.
    [[nodiscard]] const QString &currentSource() const { return m_currentSource; }
    /// After the connection that is mapped from was renamed in fields(), and before all is read again.
    virtual void sourceRenamed() { }
    /// The first of the tables that were read; null if there is none (yet).
    [[nodiscard]] virtual const catalog::TableInfo *firstTable() const = 0;

    [[nodiscard]] bool plansBeside() const override { return true; }
    [[nodiscard]] QString readingTitle() const override;
    [[nodiscard]] QString place() const override;
    void readingFailed() override { m_sourceFacts.finish(); }
    [[nodiscard]] QString sourceConnection() const { return fields().sources.first().schema.connection; }
    [[nodiscard]] QString sourceNames() const; ///< of the schemas that are mapped, or are mapped from
    [[nodiscard]] catalog::FactLine tablesFact(qsizetype count) const; ///< "12 of public"

private:
    void renameSource(const QString &before, const QString &after);
    void destinationChosen();
    void readSchemas();
    void acceptSchemas(const core::Result<QList<catalog::Entry>> &reply);
    void showTables();
    void becomeCurrent(int row);

    connections::ConnectionManager &m_manager;
    MapDestinations m_destinations;
    const QString m_defaultSchema;
    QStringList m_schemas;
    FactsModel m_sourceFacts;
    TableRunsModel m_tables{TableRunsModel::About::Plan};
    int m_current = 0;
    QString m_currentSource;
    core::Latest m_schemasQuestion{this};
    core::Latest m_tablesQuestion{this};
};

} // namespace isthmus::models
