// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/models/actions/actions.h>
#include <isthmus/models/catalog/catalogtreemodel.h>
#include <isthmus/models/catalog/counterparts.h>
#include <isthmus/models/runs/activitymodel.h>
#include <isthmus/views/style/theme.h>
#include <isthmus/views/window/prompter.h>

#include <QMainWindow>
#include <QPointer>

#include <memory>
#include <optional>

class QLabel;
class QMenu;
class QSettings;
class QSplitter;

namespace isthmus::views {

class ActionMenus;
class ActivityDock;
class CatalogPane;
class ConnectionDialog;
class DocumentTabs;
class GoToBox;
class HoverCard;
class MessageBand;
class TablePage;
class WelcomePage;

/// The window: both catalogs side by side, documents, Activity, status bar. It makes its own models over the services
/// given in, and restores its geometry and the open rows from the settings.
///
/// Wiring, by the program: load the connections, make the window, show it; on sandboxRequested() start the sandbox and
/// call sandboxStarting() with what is being done, then, once its connections are saved, sandboxReady(), or
/// sandboxFailed(). Everything given in outlives the window. Thread: the window's.
class MainWindow final : public QMainWindow, public models::ActionHost {
    Q_OBJECT

public:
    /// Keys of the settings that the program itself reads at its start.
    static constexpr auto themeKey = "ui/theme"; ///< "system", "light", "dark"
    static constexpr auto languageKey = "ui/language"; ///< as core::installLanguage() takes it

    MainWindow(connections::ConnectionManager &connections, tasks::RunService &runs, QSettings &settings, Theme &theme,
               Prompter &prompter, QWidget *parent = nullptr);
    ~MainWindow() override;

    // models::ActionHost
    void openTable(const catalog::ObjectPath &path, bool pinned) override;
    void mapTable(const catalog::ObjectPath &path) override;
    void refresh(const catalog::ObjectPath &path) override;
    void copyName(const QList<catalog::ObjectPath> &paths) override;
    void showProperties(const catalog::ObjectPath &path) override;
    void editConnection(const QString &name) override;
    void removeConnection(const QString &name) override;
    void testConnection(const QString &name) override;
    void addConnection(connections::Profile::System system) override;
    void openSandbox() override;

    [[nodiscard]] const models::CatalogTreeModel &catalogs() const { return m_tree; }
    /// Selects \a path in its tree, reading what is needed.
    void reveal(const catalog::ObjectPath &path);
    /// Shows \a error above the documents until it is closed.
    void showError(const core::Error &error);

public Q_SLOTS:
    void sandboxStarting(const QString &text);
    void sandboxReady();
    void sandboxFailed(const isthmus::core::Error &error);

Q_SIGNALS:
    void sandboxRequested();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    enum class Area : quint8 { Hologres, MaxCompute, Documents, Activity };
    enum class Opening : quint8 { Preview, Keep, NewTab };

    void makeCentral();
    void makeMenus();
    void makeViewMenu(QMenu *view);
    void makeThemeMenu(QMenu *view);
    void makeLanguageMenu(QMenu *view);
    void makeStatusBar();
    void connectPane(CatalogPane *pane);
    void connectModels();
    void restore();
    void save();

    void showTable(const catalog::ObjectPath &path, Opening opening);
    [[nodiscard]] TablePage *makeTablePage();
    [[nodiscard]] TablePage *pageOf(const catalog::ObjectPath &path) const;
    void describePage(TablePage *page);
    void describePages();
    void takeInfo(TablePage *page);
    void openMapDialog(const catalog::ObjectPath &source, const std::optional<catalog::ObjectPath> &target);
    void showConnectionDialog(std::unique_ptr<ConnectionDialog> dialog);
    void runFinished(const plan::Run &run);
    void showWelcome();
    void showAbout();
    void showHoverCard(CatalogPane *pane, const QModelIndex &index);
    void pinHoverCard();
    void showContextMenu(CatalogPane *pane, const QPoint &position);
    void focusArea(Area area);
    void focusNextArea();
    void showTitle();
    void showActiveRuns();
    [[nodiscard]] CatalogPane *paneOf(const QModelIndex &treeIndex) const;
    [[nodiscard]] CatalogPane *activePane() const;
    [[nodiscard]] models::Selection currentSelection() const;
    [[nodiscard]] catalog::ObjectKind kindOf(const catalog::ObjectPath &path) const;

    connections::ConnectionManager &m_connections;
    tasks::RunService &m_runs;
    QSettings &m_settings;
    Theme &m_theme;
    Prompter &m_prompter;
    models::CatalogTreeModel m_tree;
    models::CounterpartFeed m_counterparts;
    models::ActivityModel m_activity;
    ActionMenus *m_actions;
    QSplitter *m_split;
    QSplitter *m_catalogs;
    CatalogPane *m_hologres;
    CatalogPane *m_maxcompute;
    MessageBand *m_band;
    DocumentTabs *m_documents;
    ActivityDock *m_activityDock;
    GoToBox *m_goTo = nullptr;
    HoverCard *m_hoverCard;
    QLabel *m_activeRuns;
    QPointer<WelcomePage> m_welcome;
    Area m_area = Area::Hologres; // where the focus was last
    bool m_isClosing = false; // runs that are active may be stopped
};

} // namespace isthmus::views
