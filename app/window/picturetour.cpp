// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturetour.h"

#include <isthmus/views/plans/maptabledialog.h>
#include <isthmus/views/table/tablepage.h>

#include <QApplication>
#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QTextStream>

namespace isthmus::app {

namespace {

using Part = models::TablePageModel::Part;
using State = models::TablePageModel::State;

const auto sourcePath = QStringLiteral("order_dw/public/dwd_orders");
const auto rawLogPath = QStringLiteral("dbs_mc/default/ods_raw_log_d");
const auto targetPath = QStringLiteral("dbs_mc/default/dwd_orders");
constexpr int lookEveryMs = 50;
constexpr qint64 patienceMs = 60'000; // for one step

catalog::ObjectPath pathOf(const QString &text)
{
    return catalog::ObjectPath::parse(text).value_or(catalog::ObjectPath());
}

QtMessageHandler usualHandler = nullptr;

// The offscreen platform says of every window that it has no window manager to tell its size to.
void printMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (text != u"This plugin does not support propagateSizeHints()")
        usualHandler(type, context, text);
}

} // namespace

PictureTour::PictureTour(views::MainWindow &window, views::Theme &theme, tasks::Runs &runs, QString dir)
    : m_window(window), m_theme(theme), m_runs(runs), m_dir(std::move(dir))
{
    if (QGuiApplication::platformName() == u"offscreen")
        usualHandler = qInstallMessageHandler(printMessage);
    const auto isPreviewed = [this](const QString &path) {
        const auto *shown = page(path);
        return shown && shown->model().state(Part::Preview) == State::Ready && shown->model().info();
    };
    m_steps = {
        {QStringLiteral("both catalogs and the first rows of ") + sourcePath,
         [=, this] { return isPreviewed(sourcePath) && isInTree(sourcePath) && isInTree(rawLogPath); },
         [this] { showMapDialog(); }},
        {QStringLiteral("the plan of the mapping"), [this] { return mapDialog() && mapDialog()->form().canRun(); },
         [this] { run(); }},
        {QStringLiteral("the end of the run"), [this] { return m_hasRun; }, [this] { showTarget(); }},
        {QStringLiteral("first rows of ") + targetPath,
         [=, this] { return isPreviewed(targetPath) && isInTree(targetPath); },
         [this] {
             save(&m_window, QStringLiteral("3-mapped"));
             m_theme.setChoice(views::Theme::Choice::Dark);
         }},
        {QStringLiteral("the dark theme"), [this] { return m_theme.isDark(); },
         [this] {
             save(&m_window, QStringLiteral("4-dark"));
             end(m_isSaved ? 0 : 1);
         }},
    };
    // The tour starts one run alone.
    connect(&m_runs, &tasks::Runs::summaryChanged, this,
            [this](const plan::RunSummary &run) { m_hasRun = run.state == plan::RunState::Succeeded; });
    m_timer.setInterval(lookEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &PictureTour::advance);
    m_window.resize(1440, 900);
    m_theme.setChoice(views::Theme::Choice::Light);
}

void PictureTour::start()
{
    showSource();
    m_since.start();
    m_timer.start();
}

void PictureTour::fail(const core::Error &error)
{
    QTextStream(stderr) << error.message << ' ' << error.hint << '\n' << error.detail << '\n';
    end(1);
}

void PictureTour::advance()
{
    const Step &step = m_steps.at(m_step);
    if (!step.isReached()) {
        if (m_since.elapsed() > patienceMs)
            fail({core::ErrorKind::Timeout, tr("Not reached: %1.").arg(step.name), {}, {}, {}});
        return;
    }
    if (!m_isSettled) { // what has just arrived is laid out and painted first
        m_isSettled = true;
        return;
    }
    m_isSettled = false;
    ++m_step;
    m_since.restart();
    step.act();
}

void PictureTour::end(int exitCode)
{
    m_timer.stop();
    QApplication::exit(exitCode);
}

void PictureTour::save(QWidget *widget, const QString &name)
{
    const QString file = QDir(m_dir).absoluteFilePath(name + QStringLiteral(".png"));
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    QFile out(file);
    // Unbuffered: QFile tells of a full disk at the write only so.
    if (widget->grab().save(&buffer, "PNG") && QDir().mkpath(m_dir)
        && out.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && out.write(png) == png.size()) {
        QTextStream(stdout) << file << '\n';
        return;
    }
    m_isSaved = false;
    QTextStream(stderr) << tr("Cannot write %1.").arg(file) << '\n';
}

void PictureTour::showSource()
{
    m_window.perform(models::Reveal{pathOf(rawLogPath)});
    m_window.perform(models::Reveal{pathOf(sourcePath)});
    m_window.perform(models::openTable(pathOf(sourcePath), models::OpenDocument::How::NewTab));
    if (auto *shown = page(sourcePath))
        shown->setPage(views::TablePage::Preview);
}

void PictureTour::showMapDialog()
{
    save(&m_window, QStringLiteral("1-browse"));
    m_window.perform(models::mapTable(pathOf(sourcePath)));
}

void PictureTour::run()
{
    save(mapDialog(), QStringLiteral("2-map"));
    core::whenDone(mapDialog()->form().run(m_runs), this, [this](const core::Result<QString> &started) {
        if (!started)
            fail(started.error());
    });
    mapDialog()->close();
}

void PictureTour::showTarget()
{
    m_window.perform(models::Refresh{{pathOf(targetPath).parent()}});
    m_window.perform(models::Reveal{pathOf(targetPath)});
    m_window.perform(models::openTable(pathOf(targetPath), models::OpenDocument::How::NewTab));
    if (auto *shown = page(targetPath))
        shown->setPage(views::TablePage::Preview);
}

bool PictureTour::isInTree(const QString &path) const
{
    return m_window.catalogs().indexOf(pathOf(path)).isValid();
}

views::TablePage *PictureTour::page(const QString &path) const
{
    const auto pages = m_window.findChildren<views::TablePage *>();
    for (auto *candidate : pages) {
        if (candidate->model().path() == pathOf(path))
            return candidate;
    }
    return nullptr;
}

views::MapTableDialog *PictureTour::mapDialog() const
{
    return m_window.findChild<views::MapTableDialog *>();
}

} // namespace isthmus::app
