// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/plans/mapschemaform.h>
#include <isthmus/views/plans/plandialog.h>

class QComboBox;
class QFormLayout;

namespace isthmus::views {

class ToneLabel;

/// "Map metadata to MaxCompute" for a schema: the dialog of a MapSchemaForm.
class MapSchemaDialog final : public PlanDialog {
    Q_OBJECT

public:
    /// It takes the form; \a runs outlives the dialog.
    MapSchemaDialog(std::unique_ptr<models::MapSchemaForm> form, tasks::Runs &runs, QWidget *parent = nullptr);

    [[nodiscard]] models::MapSchemaForm &form() { return static_cast<models::MapSchemaForm &>(planForm()); }

Q_SIGNALS:
    void foreignServerRequested(const isthmus::plan::Task &task); ///< one for the schema is to be made, as proposed

protected:
    void showFields() override;
    [[nodiscard]] QList<plan::Text> subjectsBesideFields() const override;

private:
    QWidget *makeDestination();
    void addProject(QFormLayout *form);
    void addName(QFormLayout *form);
    void addServer(QFormLayout *form);
    void addOn(QFormLayout *form);
    QWidget *makeTables();
    void bindFields();
    void showProjects();
    void showName();
    void showServers();

    tasks::Runs &m_runs;
    QComboBox *m_project;
    ToneLabel *m_projectProblem;
    QLineEdit *m_schemaName;
    IconLabel *m_nameIcon;
    ToneLabel *m_nameCheck;
    QComboBox *m_ifTaken;
    QComboBox *m_server;
    ToneLabel *m_serverText; // its data, or what is wrong with it
    QLineEdit *m_on;
    ToneLabel *m_onProblem;
    SectionTitle *m_tablesTitle;
};

} // namespace isthmus::views
