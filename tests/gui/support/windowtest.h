// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tutorialfakes.h"

#include <isthmus/views/window/mainwindow.h>

#include <QSemaphore>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include <memory>

namespace isthmus::engine {
class LocalRuns;
}
namespace isthmus::views {
class TablePage;
}

namespace isthmus::testsupport {

/// Answers every question at once, and remembers it.
class Answers final : public views::Prompter {
public:
    bool answer = true;
    QStringList production; ///< connections of which it was asked
    QStringList removed; ///< connections of which it was asked
    QString file; ///< that is chosen to be read or written; empty: none
    int fileKind = 0;
    QString proposedFile; ///< of the last question
    QStringList unremembered; ///< why not, of each question before closing
    QList<int> activeRuns; ///< of each question before closing

    void confirmRemoveConnection(QWidget *parent, const QString &name, std::function<void(bool)> done) override;
    void confirmProduction(QWidget *parent, const QString &what, const QStringList &connections,
                           std::function<void(bool)> done) override;
    void confirmCloseDuringRuns(QWidget *parent, int active, std::function<void(bool)> done) override;
    void confirmCloseUnremembered(QWidget *parent, const core::Error &error, std::function<void(bool)> done) override;
    void askAboutUnsaved(QWidget *parent, const QStringList &titles, std::function<void(Unsaved)> done) override;
    void chooseFileToRead(QWidget *parent, const QString &title, std::function<void(QString)> done) override;
    void chooseFileToWrite(QWidget *parent, const QString &title, const QString &proposed,
                           std::function<void(QString)> done) override;
    void askForFile(QWidget *parent, const QString &title, const QString &proposed, const QStringList &kinds,
                    std::function<void(const QString &, int)> done) override;
};

/// The main window over fake services that hold the tutorial's world. Each test has a window, settings and runs of its
/// own. Pictures go to $ISTHMUS_SCREENSHOTS, if that is set; they are drawn all the same.
class WindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

protected:
    WindowTest();
    ~WindowTest() override;

    void openWindow(const QSize &size = {1440, 900});
    /// The program ends and is started again.
    void openAgain();
    /// The window of a second program, over the same services.
    [[nodiscard]] std::unique_ptr<views::MainWindow> makeWindow(QSettings &settings, views::Theme &theme);
    /// The folder where what mappings were made from is remembered.
    [[nodiscard]] QString fingerprints() const;
    /// Stops the engine and its runs, as the end of the program does.
    void endRuns();

    [[nodiscard]] QTreeView *tree(const char *name) const;
    /// Invalid while no such row is read.
    [[nodiscard]] QModelIndex row(QTreeView *view, const QString &where) const;
    /// Opens the row and waits until it is read, or could not be.
    void open(QTreeView *view, const QString &where);
    /// Page of a table's document; null if it shows none.
    [[nodiscard]] views::TablePage *openPage(const QString &where);
    /// The page of order_dw/public/dwd_orders with its 40 rows; null if they do not come.
    [[nodiscard]] views::TablePage *openOrders();
    [[nodiscard]] bool isFocusIn(const char *name) const;
    void shoot(QWidget *widget, const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<views::Theme> m_theme;
    std::unique_ptr<FakeConnections> m_fakes;
    std::shared_ptr<QSemaphore> m_begun; // released when a step that writes has begun, which runs until it is cancelled
    std::unique_ptr<engine::LocalRuns> m_runs;
    std::unique_ptr<nameindex::NameIndex> m_names; ///< empty until a test has it read
    std::unique_ptr<QSettings> m_settings;
    Answers m_prompter;
    std::unique_ptr<views::MainWindow> m_window;
};

} // namespace isthmus::testsupport
