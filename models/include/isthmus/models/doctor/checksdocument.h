// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionmanager.h>
#include <isthmus/mapping/doctor/doctor.h>
#include <isthmus/models/actions/command.h>
#include <isthmus/models/doctor/findingsmodel.h>
#include <isthmus/models/documents/document.h>
#include <isthmus/models/plans/mapdestinations.h>
#include <isthmus/tasks/runs.h>

#include <QHash>
#include <QTimer>

#include <memory>

namespace isthmus::models {

/// The checks of a mapping: the document isthmus://checks/WAY/PATH[/PROJECT]. WAY is "schema" or "table" for a Hologres
/// schema or table that is to be mapped, "external-schema" or "external-table" for what is in MaxCompute already; PATH
/// is that of the object, PROJECT of where it is to go. Checks again when a run has changed one of the connections.
/// Thread: the window's.
class ChecksDocument final : public Document {
    Q_OBJECT

public:
    /// \a manager and \a runs outlive it.
    ChecksDocument(connections::ConnectionManager &manager, tasks::Runs &runs, QObject *parent = nullptr);
    ~ChecksDocument() override;

    // Document
    [[nodiscard]] DocumentAddress address() const override;
    [[nodiscard]] bool open(const DocumentAddress &address) override;
    void load() override;
    void reload() override; ///< checks again
    void renameConnection(const QString &before, const QString &after, bool leadsElsewhere) override;
    void comeBack(const QString &connection) override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString description() const override;
    [[nodiscard]] QString connection() const override;
    /// {"looked": {"role_trust": "2026-11-18T02:22:00Z"}, "server": "…", "role": "…", "user": "…"}
    [[nodiscard]] QJsonObject state() const override;
    void restore(const QJsonObject &state) override;

    // What is examined
    [[nodiscard]] const mapping::Examination &what() const { return m_what; }
    [[nodiscard]] QStringList projects() const; ///< to choose from; of what is not there yet
    [[nodiscard]] QString project() const;
    void setProject(const QString &title);
    void setForeignServer(const QString &name); ///< of schemas; empty: the one that fits
    [[nodiscard]] QStringList foreignServers() const; ///< those that were listed
    void setRoleArn(const QString &arn); ///< of a table that is to be mapped; empty: dual signature
    void setUser(const QString &user); ///< who the role is in Hologres; empty: looked for

    // What came of it
    [[nodiscard]] bool isRunning() const { return m_doctor && m_doctor->isRunning(); }
    void cancel();
    [[nodiscard]] FindingsModel *checks() { return &m_checks; }
    [[nodiscard]] const QList<mapping::Finding> &findings() const { return m_findings; }
    [[nodiscard]] QList<mapping::Finding> openFindings() const; ///< what there is to do, the worst first
    [[nodiscard]] QString summary() const; ///< "17 checks, 0.8 s, read only"
    [[nodiscard]] QString reportText() const;
    [[nodiscard]] QString groupText(mapping::Finding::Group group) const;
    /// When the user has said that he looked and that it is so; invalid: he has not.
    [[nodiscard]] QDateTime lookedAt(const QString &id) const { return m_looked.value(id); }
    void setLooked(const QString &id, bool isSo);
    /// Opens the form of the mapping; nothing for one that is there.
    [[nodiscard]] std::optional<PlanFor> mapCommand() const;

Q_SIGNALS:
    void checked(); ///< findings() are others

private:
    void examine();
    void takeFindings();
    void takeRun(const plan::RunSummary &run);
    void changeLater();

    connections::ConnectionManager &m_manager;
    tasks::Runs &m_runs;
    mapping::Examination m_what;
    std::unique_ptr<MapDestinations> m_destinations; // of what is not there yet
    std::unique_ptr<mapping::Doctor> m_doctor;
    FindingsModel m_checks;
    QList<mapping::Finding> m_findings;
    QHash<QString, QDateTime> m_looked;
    QTimer m_changeTimer; // a field was edited
};

/// The checks of what is at \a path, of that \a kind: a schema or relation of Hologres, or an external schema or table.
[[nodiscard]] DocumentAddress checksAddress(const catalog::ObjectPath &path, catalog::ObjectKind kind,
                                            const std::optional<catalog::ObjectPath> &project = {});

} // namespace isthmus::models
