// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/actions/actions.h>
#include <isthmus/models/catalog/catalogtreemodel.h>
#include <isthmus/models/catalog/counterparts.h>
#include <isthmus/models/drift/driftwatch.h>
#include <isthmus/models/lineage/lineagedocument.h>
#include <isthmus/models/runs/activitymodel.h>
#include <isthmus/nameindex/nameindex.h>
#include <isthmus/planning/planner.h>
#include <isthmus/views/style/theme.h>
#include <isthmus/views/table/tablememory.h>
#include <isthmus/views/window/prompter.h>

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <optional>

class QLabel;
class QMenu;
class QSettings;
class QSplitter;

namespace isthmus::models {
class MapSchemaForm;
class MapTableForm;
class TablePageModel;
class StructureDiffDocument;
class TypeLossDocument;
} // namespace isthmus::models

namespace isthmus::views {

class ActionMenus;
class ActivityDock;
class CatalogPane;
class ConnectionDialog;
class DocumentFactory;
class DocumentTabs;
class GoToPanel;
class HoverCard;
class LineagePage;
class MessageBand;
class PlanDialog;
class ProductionFrame;
class StructureDiffPage;
class TypeLossPage;
class WelcomePage;

/// The window: both catalogs side by side, documents, Activity, status bar. It makes its own models over the services
/// given in, and restores its geometry, the open rows and the open tabs from the settings.
///
/// Wiring, by the program: load the connections, make the window, show it; on sandboxRequested() start the sandbox and
/// call sandboxStarting() with what is being done, then, once its connections are saved, sandboxReady(), or
/// sandboxFailed(). Everything given in outlives the window. Thread: the window's.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(connections::ConnectionManager &connections, planning::Planners planners,
               models::DriftWatch::Setup drift, mapping::LineageReader lineage, tasks::Runs &runs,
               nameindex::NameIndex &names, QSettings &settings, Theme &theme, Prompter &prompter,
               QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Does what \a command asks for; the answer, if there is one, comes on screen.
    void perform(const models::Command &command);

    [[nodiscard]] const models::CatalogTreeModel &catalogs() const { return m_tree; }
    /// What an error is about that lasts: it is no longer shown once that is well again.
    enum class Trouble : quint8 { Passing, Connections, Runs };
    /// Shows \a error above the documents until it is closed.
    void showError(const core::Error &error, Trouble about = Trouble::Passing);
    /// Sets tabs, open rows and the like in the settings, for the next start. Closing does it by itself; whoever ends
    /// the program in another way calls it before.
    void save();

public Q_SLOTS:
    void sandboxStarting(const QString &text);
    void sandboxReady();
    void sandboxFailed(const isthmus::core::Error &error);
    /// \a connection, which was lost, answers again: what failed meanwhile is read again.
    void connectionCameBack(const QString &connection);

Q_SIGNALS:
    void sandboxRequested(const QString &dir); ///< see models::OpenSandbox

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    enum class Area : quint8 { Hologres, MaxCompute, Documents, Activity };
    /// The run that was started in this window last, and the rows that were current then.
    struct AwaitedRun {
        QString id;
        catalog::ObjectPath hologres;
        catalog::ObjectPath maxcompute;
    };

    void carryOut(const models::OpenDocument &command);
    void carryOut(const models::Reveal &command);
    void carryOut(const models::PlanFor &command);
    [[nodiscard]] PlanDialog *userDialog(const models::PlanFor &command);
    [[nodiscard]] PlanDialog *serverDialog(const models::PlanFor &command);
    [[nodiscard]] PlanDialog *planDialog(const models::PlanFor &command); // null for work without a form
    [[nodiscard]] PlanDialog *mapTableDialog(std::unique_ptr<models::MapTableForm> form);
    [[nodiscard]] PlanDialog *mapSchemaDialog(std::unique_ptr<models::MapSchemaForm> form);
    void carryOut(const models::Refresh &command);
    void carryOut(const models::SetPinned &command);
    void carryOut(const models::MovePin &command);
    void carryOut(const models::CompareWith &command);
    void carryOut(const models::CopyText &command);
    void carryOut(const models::ShowProperties &command);
    void carryOut(const models::AddConnection &command);
    void carryOut(const models::EditConnection &command);
    void carryOut(const models::TestConnection &command);
    void carryOut(const models::UseComputeGroup &command);
    void carryOut(const models::RemoveConnection &command);
    void carryOut(const models::ImportConnections &command);
    void carryOut(const models::ExportConnections &command);
    void carryOut(const models::OpenSandbox &command);

    void makeCentral();
    void makeMenus();
    void makeViewMenu(QMenu *view);
    void makeThemeMenu(QMenu *view);
    void makeLanguageMenu(QMenu *view);
    void makeStatusBar();
    void connectPane(CatalogPane *pane);
    void restorePins(CatalogPane *pane);
    void notePins(models::Selection &selection) const; ///< what of it is pinned, and where
    void connectModels();
    void restore();
    void askToClose();
    void keepState();
    void saveDocuments();
    void closeForGood();

    void addDocumentKinds();
    void addTableKind();
    void addTypeLossKind();
    void addStructureDiffKind();
    void addMappingKinds();
    void addLineageKind();
    void exportLineage(models::LineageDocument &document, LineagePage *page);
    void showDocumentMenu(const QPoint &position);
    void finishOpening(const models::OpenDocument &command);
    void showPlan(PlanDialog *dialog, const QString &kind);
    void openTask();
    [[nodiscard]] PlanDialog *taskDialog(const plan::Task &task); // null where no form shows all of it
    template <typename Dialog, typename Form, typename Start>
    [[nodiscard]] PlanDialog *filledDialog(const Start &start);
    void saveTask(PlanDialog *dialog);
    void saveDdl(models::StructureDiffDocument &document, StructureDiffPage *page);
    void exportTypes(models::TypeLossDocument &document, TypeLossPage *page);
    void showConnectionDialog(std::unique_ptr<ConnectionDialog> dialog);
    void renameConnection(const QString &before, const QString &after, bool leadsElsewhere);
    void followEarlierRenamings();
    void rememberConnections();
    void runStarted(const QString &runId);
    void exportRows(models::TablePageModel &document);
    void startTask(const plan::Task &task);
    void resumeOnProduction(const QString &runId, const QString &title, const QStringList &connections);
    void runFinished(const plan::RunSummary &run);
    [[nodiscard]] bool isAwaited(const plan::RunSummary &run) const;
    void endTrouble(Trouble about);
    void showWelcome();
    void showAbout();
    void showHoverCard(CatalogPane *pane, const QModelIndex &index);
    void pinHoverCard(const QModelIndex &index);
    void showContextMenu(CatalogPane *pane, const QPoint &position);
    void goTo(const catalog::ObjectPath &path, catalog::ObjectKind kind, std::optional<models::OpenDocument::How> how);
    void filterShown();
    void focusArea(Area area);
    void focusNextArea();
    void showTitle();
    void showProduction();
    [[nodiscard]] bool isProduction(const QString &connection) const;
    void showActiveRuns();
    [[nodiscard]] CatalogPane *paneOf(const QModelIndex &treeIndex) const;
    [[nodiscard]] CatalogPane *activePane() const;
    [[nodiscard]] models::Selection currentSelection() const;

    connections::ConnectionManager &m_connections;
    planning::Planners m_planners;
    tasks::Runs &m_runs;
    nameindex::NameIndex &m_names;
    QSettings &m_settings;
    TableMemory m_tableMemory;
    Theme &m_theme;
    Prompter &m_prompter;
    models::CatalogTreeModel m_tree;
    models::CounterpartFeed m_counterparts;
    const models::LineageDocument::Setup m_lineage;
    models::DriftWatch m_drift;
    models::ActivityModel m_activity;
    std::unique_ptr<DocumentFactory> m_factory;
    ActionMenus *m_actions;
    QSplitter *m_split;
    QSplitter *m_catalogs;
    CatalogPane *m_hologres;
    CatalogPane *m_maxcompute;
    MessageBand *m_band;
    Trouble m_shownTrouble = Trouble::Passing; // what the band is about
    DocumentTabs *m_documents;
    ActivityDock *m_activityDock;
    GoToPanel *m_goTo = nullptr;
    HoverCard *m_hoverCard;
    ProductionFrame *m_productionFrame;
    QLabel *m_activeRuns;
    QPointer<WelcomePage> m_welcome;
    QString m_sandboxDir; // of the sandbox that was asked for last; see models::OpenSandbox
    AwaitedRun m_awaited;
    Area m_area = Area::Hologres; // where the focus was last
    bool m_isKeepingState = false; // on its way into the file
    QTimer m_keepTabs; // until they are saved
    bool m_isStateKept = false; // or the user does without
    bool m_isClosing = false; // runs that are active may be stopped, changes are saved or given up
};

} // namespace isthmus::views
