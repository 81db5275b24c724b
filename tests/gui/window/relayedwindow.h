// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "appservices.h"
#include "networkrelay.h"
#include "sandboxfixture.h"
#include "windowtest.h"

#include <isthmus/catalog/objectpath.h>
#include <isthmus/connections/connectionkeeper.h>
#include <isthmus/models/catalog/catalogtreemodel.h>
#include <isthmus/views/table/tablepage.h>
#include <isthmus/views/window/mainwindow.h>

#include <QSettings>
#include <QTemporaryDir>
#include <QTreeView>

#include <memory>
#include <optional>

namespace isthmus::test {

[[nodiscard]] catalog::ObjectPath pathOf(const QString &text);
void reload(views::TablePage *page); ///< as F5 on it

/// The real window over the real services as the program wires them, with a line of its own to each side of a real
/// sandbox: connections "dw" and "mc", whose secrets are in a file encrypted with a master password. What is lost is
/// tried again sooner than by the program. Thread: the test's main thread.
class RelayedWindow {
public:
    explicit RelayedWindow(SandboxFixture &sandbox);
    ~RelayedWindow();
    RelayedWindow(const RelayedWindow &) = delete;
    RelayedWindow &operator=(const RelayedWindow &) = delete;

    /// Saves the connections, of which each answer may take \a limit, and shows the window; false if that fails.
    [[nodiscard]] bool open(std::chrono::seconds limit);
    void close(); ///< as the end of the program does
    void sleep() { m_asleep += std::chrono::hours(1); } ///< as if the machine had slept: the calendar's clock jumps
    /// Connections have been let go since: until then what is asked still goes to those of before.
    [[nodiscard]] bool hasNoticedSleep() const { return m_seenAsleep == m_asleep; }

    [[nodiscard]] NetworkRelay &line(const QString &connection) const
    {
        return connection == QStringLiteral("dw") ? *m_hologres : *m_maxCompute;
    }
    [[nodiscard]] views::MainWindow &window() const { return *m_window; }
    [[nodiscard]] app::AppServices &services() const { return *m_services; }
    [[nodiscard]] testsupport::Answers &answers() { return m_answers; }
    [[nodiscard]] QString folder() const { return m_home.path(); } ///< of all that it writes
    [[nodiscard]] static QString masterPassword() { return QStringLiteral("master of the relayed window"); }

    [[nodiscard]] QTreeView *tree(const QString &connection) const;
    [[nodiscard]] QModelIndex find(const catalog::ObjectPath &path) const; ///< in its tree; invalid if it is not read
    /// Expands every row down to \a path, as clicks on the arrows do; whether all of them are read within \a
    /// patienceMs.
    [[nodiscard]] bool expand(const catalog::ObjectPath &path, int patienceMs) const;
    [[nodiscard]] models::CatalogTreeModel::State stateOf(const catalog::ObjectPath &path) const;
    /// The page of \a table on its preview, opened; null if there is none.
    [[nodiscard]] views::TablePage *openPreview(const catalog::ObjectPath &table) const;

private:
    SandboxFixture &m_sandbox;
    QTemporaryDir m_home;
    std::unique_ptr<NetworkRelay> m_hologres;
    std::unique_ptr<NetworkRelay> m_maxCompute;
    std::unique_ptr<app::AppServices> m_services;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<views::Theme> m_theme;
    testsupport::Answers m_answers;
    std::unique_ptr<views::MainWindow> m_window;
    std::chrono::milliseconds m_asleep{0}; // so far
    std::chrono::milliseconds m_seenAsleep{0}; // of it, when it was looked at last
    std::optional<connections::ConnectionKeeper> m_keeper;
};

} // namespace isthmus::test
