// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/manytables/maptables.h>
#include <isthmus/models/plans/knownroles.h>
#include <isthmus/models/plans/manytablesform.h>

namespace isthmus::models {

/// The form of "Map tables to MaxCompute": external tables over several Hologres tables, or over all of a schema.
class MapTablesForm final : public ManyTablesForm {
    Q_OBJECT

public:
    /// \a sources: tables, or schemas, of one connection. \a target: the MaxCompute project or schema to start with;
    /// none: the first.
    MapTablesForm(connections::ConnectionManager &manager, planning::Planners planners,
                  const QList<catalog::ObjectPath> &sources, const std::optional<catalog::ObjectPath> &target,
                  QObject *parent = nullptr);
    /// Filled in with what was saved. Where its destination is no connection that there is, definition() has another.
    MapTablesForm(connections::ConnectionManager &manager, planning::Planners planners, const mapping::MapTables &start,
                  QObject *parent = nullptr);

    ~MapTablesForm() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString remark() const override;
    void setIfTaken(mapping::MapTables::IfTaken ifTaken);
    void setAccess(mapping::MapTable::Access access);
    void setRoleArn(const QString &arn);
    /// Of the project, once the access is by a role.
    [[nodiscard]] const KnownRoles &roles() const { return m_roles; }
    /// As typed: blank means none; anything but a number of days is a problem of the field.
    [[nodiscard]] QString lifecycle() const { return m_lifecycle; }
    void setLifecycle(const QString &days);

    [[nodiscard]] const mapping::MapTables &definition() const { return m_definition; }

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

private:
    void readRoles();

    mapping::MapTables m_definition;
    KnownRoles m_roles;
    QString m_lifecycle;
    std::optional<mapping::MapTablesFacts> m_facts;
};

} // namespace isthmus::models
