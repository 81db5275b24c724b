// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>
#include <isthmus/tasks/runs.h>
#include <isthmus/views/style/theme.h>
#include <isthmus/views/window/mainwindow.h>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace isthmus::views {
class MapTableDialog;
class TablePage;
} // namespace isthmus::views

namespace isthmus::app {

/// Does the main job in the window on the sandbox, as a user would, and saves what it looks like: opens dwd_orders,
/// maps it, reads it through MaxCompute, in light and dark. Ends the program: 0 only if every step was reached.
class PictureTour final : public QObject {
    Q_OBJECT

public:
    PictureTour(views::MainWindow &window, views::Theme &theme, tasks::Runs &runs, QString dir);

    void start(); ///< once the sandbox's connections are there
    void fail(const core::Error &error);

private:
    struct Step {
        QString name; ///< told when the step is not reached in time
        std::function<bool()> isReached;
        std::function<void()> act;
    };

    void advance();
    void end(int exitCode);
    void save(QWidget *widget, const QString &name);
    void showSource();
    void showMapDialog();
    void run();
    void showTarget();
    [[nodiscard]] bool isInTree(const QString &path) const;
    [[nodiscard]] views::TablePage *page(const QString &path) const;
    [[nodiscard]] views::MapTableDialog *mapDialog() const;

    views::MainWindow &m_window;
    views::Theme &m_theme;
    tasks::Runs &m_runs;
    QString m_dir;
    bool m_hasRun = false; // with success
    std::vector<Step> m_steps;
    size_t m_step = 0;
    QTimer m_timer;
    QElapsedTimer m_since;
    bool m_isSettled = false;
    bool m_isSaved = true;
};

} // namespace isthmus::app
