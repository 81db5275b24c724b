// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/foreigntable/maptohologres.h>
#include <isthmus/models/plans/manytablesform.h>
#include <isthmus/models/plans/mapcolumnsmodel.h>

namespace isthmus::models {

/// The form of "Map metadata to Hologres": foreign tables over MaxCompute tables, over all of a schema, or over all of
/// a project.
class MapToHologresForm final : public ManyTablesForm {
    Q_OBJECT

public:
    /// \a sources: tables, schemas or a project, of one connection. \a target: the Hologres database or schema to start
    /// with; none: the first.
    MapToHologresForm(connections::ConnectionManager &manager, planning::Planners planners,
                      const QList<catalog::ObjectPath> &sources, const std::optional<catalog::ObjectPath> &target,
                      QObject *parent = nullptr);
    /// Filled in with what was saved. Where its destination is no connection that there is, definition() has another.
    MapToHologresForm(connections::ConnectionManager &manager, planning::Planners planners,
                      const mapping::MapToHologres &start, QObject *parent = nullptr);
    ~MapToHologresForm() override;
    /// Whether the form has a field for all that \a definition says: a name of one table has none where schemas are
    /// mapped.
    [[nodiscard]] static bool shows(const mapping::MapToHologres &definition);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString remark() const override;

    [[nodiscard]] mapping::NamesOf namesOf() const override { return mapping::NamesOf::Hologres; }

    /// Whether a single table is mapped, which can be given a name of its own.
    [[nodiscard]] bool isOfOneTable() const;
    void setTableName(const QString &name);
    void setIfTaken(mapping::MapToHologres::IfTaken ifTaken);
    void setIfUnsupported(mapping::MapToHologres::IfUnsupported ifUnsupported);
    /// As mapping::TypeSettings::set() has them.
    void setTypes(const QString &name, const QString &value);

    /// Of the current table, or of the only one. What is edited there is chosen for that table.
    [[nodiscard]] MapColumnsModel *columns() { return &m_columns; }
    [[nodiscard]] QString columnsTitle() const; ///< "Columns of orders"
    [[nodiscard]] bool areColumnsChosen() const; ///< not all, or not as proposed
    void resetColumns(); ///< of that table, to what is proposed

    [[nodiscard]] const mapping::MapToHologres &definition() const { return m_definition; }

protected:
    [[nodiscard]] plan::Task task() const override { return m_definition.toTask(); }
    [[nodiscard]] std::optional<core::Error> missing() const override;
    void takeFacts(const planning::Facts &facts) override;
    [[nodiscard]] std::optional<planning::Facts> facts() const override;
    [[nodiscard]] QHash<QString, QString> findProblems() const override;
    [[nodiscard]] Fields fields() override
    {
        return {m_definition.sources,  m_definition.targetSchema,     m_definition.naming,
                m_definition.inFlight, m_definition.continuesOnError, m_definition.readsRows};
    }
    [[nodiscard]] const catalog::TableInfo *firstTable() const override;
    void sourceRenamed() override;

private:
    void follow(); // what is chosen in the tables of the form
    [[nodiscard]] const catalog::TableInfo *shownTable() const; // whose columns they are; null if there is none (yet)
    void chooseColumns();
    void updateColumns();

    mapping::MapToHologres m_definition;
    std::optional<mapping::MapToHologresFacts> m_facts;
    MapColumnsModel m_columns{MapColumnsModel::Direction::ToHologres};
};

} // namespace isthmus::models
