// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/mapping/foreignserver/newforeignserver.h>
#include <isthmus/models/parts/factsmodel.h>
#include <isthmus/models/plans/knownroles.h>
#include <isthmus/models/plans/planform.h>

namespace isthmus::models {

/// The form of "New foreign server": a name, where the Hologres database is, and who reads it. Where the service makes
/// foreign servers in its console alone, consoleValues() are what is to be entered there.
class NewForeignServerForm final : public PlanForm {
    Q_OBJECT

public:
    using Identity = mapping::NewForeignServer::Identity;

    /// \a start: what is known of it already, its project at least.
    NewForeignServerForm(connections::ConnectionManager &connections, planning::Planners planners,
                         mapping::NewForeignServer start, QObject *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString remark() const override;
    [[nodiscard]] QString connectionToEdit() const override { return m_definition.project.connection; }

    [[nodiscard]] const mapping::NewForeignServer &definition() const { return m_definition; }
    [[nodiscard]] QStringList sources() const; ///< saved connections to one Hologres database
    void fillFrom(const QString &connection); ///< takes host, port and database of one of sources()
    void setName(const QString &name);
    void setHost(const QString &host);
    void setPort(int port);
    void setDatabase(const QString &database);
    void setIdentity(Identity identity);
    void setRoleArn(const QString &arn);
    void setComment(const QString &comment);
    /// Of the other foreign servers.
    [[nodiscard]] const KnownRoles &roles() const { return m_roles; }

    /// Whether it is known that the service has no statement for it.
    [[nodiscard]] bool isOfConsole() const { return m_facts && !m_facts->servers; }
    [[nodiscard]] FactsModel *consoleValues() { return &m_consoleValues; }
    [[nodiscard]] QString consoleText() const { return mapping::consoleText(m_definition); }

protected:
    [[nodiscard]] plan::Task task() const override { return m_definition.toTask(); }
    void takeFacts(const planning::Facts &facts) override;
    [[nodiscard]] std::optional<planning::Facts> facts() const override;
    [[nodiscard]] QHash<QString, QString> findProblems() const override;
    [[nodiscard]] QString readingTitle() const override;
    [[nodiscard]] QString place() const override;

private:
    void renameConnection(const QString &before, const QString &after);
    template <typename T>
    void change(T mapping::NewForeignServer::*field, const T &value);
    void showConsoleValues();

    connections::ConnectionManager &m_manager;
    mapping::NewForeignServer m_definition;
    std::optional<mapping::NewForeignServerFacts> m_facts;
    FactsModel m_consoleValues;
    KnownRoles m_roles{m_manager, this};
};

} // namespace isthmus::models
