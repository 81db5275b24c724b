// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowtest.h"

#include "fakeplanners.h"

#include <isthmus/computegroups/loadexecutor.h>
#include <isthmus/engine/localruns.h>
#include <isthmus/mapping/access/verifyuserexecutor.h>
#include <isthmus/mapping/externalschema/externalschemaexecutor.h>
#include <isthmus/mapping/externalschema/verifyschemaexecutor.h>
#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/verifymappingexecutor.h>
#include <isthmus/mapping/foreignserver/verifyserverexecutor.h>
#include <isthmus/mapping/foreigntable/alterforeigntableexecutor.h>
#include <isthmus/mapping/manytables/verifymappingsexecutor.h>
#include <isthmus/views/table/tablepage.h>
#include <isthmus/views/window/windowsettings.h>

#include <QApplication>
#include <QDir>
#include <QFontDatabase>
#include <QTabWidget>
#include <QTableView>

namespace isthmus::testsupport {

namespace {

using models::CatalogTreeModel;

/// Runs until it is cancelled; where it drops a table it has noted how that comes back.
class EndlessStep final : public plan::StepExecutor {
public:
    EndlessStep(QString kind, std::shared_ptr<QSemaphore> begun)
        : m_kind(std::move(kind)), m_begun(std::move(begun)) { }
    [[nodiscard]] QString kind() const override { return m_kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &, const plan::StepContext &context) override
    {
        if (m_kind == mapping::DropExternalTableStep::kind)
            context.checkpoint(
                {{mapping::DropExternalTableStep::statementKey, QStringLiteral("CREATE EXTERNAL TABLE t;")}});
        QSemaphore stopped;
        const auto guard = context.cancellation.interruptWith([&stopped] { stopped.release(); });
        m_begun->release();
        stopped.acquire();
        return core::fail(core::Error::cancelled());
    }

private:
    QString m_kind;
    std::shared_ptr<QSemaphore> m_begun;
};

/// Is done at once.
class QuickStep final : public plan::StepExecutor {
public:
    explicit QuickStep(QString kind) : m_kind(std::move(kind)) { }
    [[nodiscard]] QString kind() const override { return m_kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &, const plan::StepContext &) override
    {
        return plan::StepOutcome{};
    }

private:
    QString m_kind;
};

/// Fails at once, as the verifying step of a mapping that cannot be read does.
class FailingStep final : public plan::StepExecutor {
public:
    [[nodiscard]] QString kind() const override { return mapping::VerifyMapping::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &, const plan::StepContext &) override
    {
        return core::fail(core::ErrorKind::Permission, QStringLiteral("The first row cannot be read."));
    }
};

} // namespace

void Answers::confirmRemoveConnection(QWidget *, const QString &name, std::function<void(bool)> done)
{
    removed.append(name);
    done(answer);
}

void Answers::chooseFileToRead(QWidget *, const QString &, std::function<void(QString)> done)
{
    if (!file.isEmpty())
        done(file);
}

void Answers::chooseFileToWrite(QWidget *, const QString &, const QString &, std::function<void(QString)> done)
{
    if (!file.isEmpty())
        done(file);
}

void Answers::confirmProduction(QWidget *, const QString &, const QStringList &connections,
                                std::function<void(bool)> done)
{
    production.append(connections);
    done(answer);
}

void Answers::confirmCloseDuringRuns(QWidget *, int active, std::function<void(bool)> done)
{
    activeRuns.append(active);
    done(answer);
}

void Answers::confirmCloseUnremembered(QWidget *, const core::Error &error, std::function<void(bool)> done)
{
    unremembered.append(error.message);
    done(answer);
}

void Answers::askForFile(QWidget *, const QString &, const QString &proposed, const QStringList &,
                         std::function<void(const QString &, int)> done)
{
    proposedFile = proposed;
    if (!file.isEmpty())
        done(file, fileKind);
}

void Answers::askAboutUnsaved(QWidget *, const QStringList &, std::function<void(Unsaved)> done)
{
    done(answer ? Unsaved::Discard : Unsaved::KeepOpen);
}

WindowTest::WindowTest() = default;

WindowTest::~WindowTest() = default;

void WindowTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    if (QFontDatabase::hasFamily(QStringLiteral("Inter")))
        font.setFamily(QStringLiteral("Inter"));
    font.setPixelSize(13);
    QApplication::setFont(font);
    m_fakes = std::make_unique<FakeConnections>();
    fillTutorial(*m_fakes);
    m_begun = std::make_shared<QSemaphore>();
    engine::Setup setup;
    setup.storeFile = m_folder->filePath(QStringLiteral("runs.sqlite"));
    setup.isReadOnly = [](const QString &) { return false; };
    setup.isProduction = [this](const QString &connection) {
        const auto profile = m_fakes->manager().profile(connection);
        return profile && profile->environment == connections::Environment::Production;
    };
    for (const QString &kind :
         {plan::SqlStep::kind, mapping::ExternalSchemaStep::kind, mapping::CreateExternalTableStep::kind,
          mapping::DropExternalTableStep::kind, mapping::AlterForeignTableStep::kind, computegroups::LoadStep::kind,
          computegroups::VerifyLoad::kind})
        setup.executors.push_back(std::make_unique<EndlessStep>(kind, m_begun));
    for (const QString &kind : {QStringLiteral("quick"), mapping::VerifySchema::kind, mapping::VerifyServer::kind,
                                mapping::VerifyUser::kind, mapping::VerifyMappings::kind})
        setup.executors.push_back(std::make_unique<QuickStep>(kind));
    setup.executors.push_back(std::make_unique<FailingStep>());
    m_runs = std::make_unique<engine::LocalRuns>(std::move(setup));
    m_names = std::make_unique<nameindex::NameIndex>(m_fakes->manager(), nullptr,
                                                     m_folder->filePath(QStringLiteral("names.sqlite")));
    m_names->setDelays(std::chrono::milliseconds(10), std::chrono::milliseconds(10));
    m_settings = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    m_settings->setValue(views::settings::theme, QStringLiteral("light"));
    m_prompter = {};
}

void WindowTest::cleanup()
{
    m_window.reset();
    m_runs.reset();
    m_names.reset();
    m_settings.reset();
    m_fakes.reset();
    m_theme.reset();
    m_folder.reset();
}

void WindowTest::openWindow(const QSize &size)
{
    openAgain();
    m_window->resize(size);
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QApplication::setActiveWindow(m_window.get());
}

void WindowTest::openAgain()
{
    m_window.reset();
    m_theme = std::make_unique<views::Theme>();
    m_window = makeWindow(*m_settings, *m_theme);
    m_window->show();
}

std::unique_ptr<views::MainWindow> WindowTest::makeWindow(QSettings &settings, views::Theme &theme)
{
    models::DriftWatch::Setup drift{makeDriftReader(m_fakes->manager(), fingerprints()),
                                    std::make_shared<FakeSources>(m_fakes->manager())};
    return std::make_unique<views::MainWindow>(m_fakes->manager(), makePlanners(m_fakes->manager(), fingerprints()),
                                               std::move(drift), makeLineageReader(m_fakes->manager(), fingerprints()),
                                               *m_runs, *m_names, settings, theme, m_prompter);
}

QString WindowTest::fingerprints() const
{
    return m_folder->filePath(QStringLiteral("mappings"));
}

void WindowTest::endRuns()
{
    m_window.reset();
    m_runs.reset();
}

QTreeView *WindowTest::tree(const char *name) const
{
    return m_window->findChild<QTreeView *>(QLatin1String(name));
}

QModelIndex WindowTest::row(QTreeView *view, const QString &where) const
{
    const auto wanted = path(where);
    QModelIndex at;
    for (qsizetype depth = 0; depth <= wanted.names.size(); ++depth) {
        const catalog::ObjectPath step{wanted.connection, wanted.names.first(depth)};
        QModelIndex found;
        for (int number = 0; number < view->model()->rowCount(at); ++number) {
            const QModelIndex child = view->model()->index(number, 0, at);
            if (!child.data(CatalogTreeModel::IsMessageRole).toBool() && CatalogTreeModel::pathOf(child) == step)
                found = child;
        }
        if (!found.isValid())
            return {};
        at = found;
    }
    return at;
}

void WindowTest::open(QTreeView *view, const QString &where)
{
    using State = CatalogTreeModel::State;
    QTRY_VERIFY2(row(view, where).isValid(), qPrintable(where));
    view->expand(row(view, where));
    QTRY_VERIFY2(CatalogTreeModel::stateOf(row(view, where)) == State::Loaded
                     || CatalogTreeModel::stateOf(row(view, where)) == State::Failed,
                 qPrintable(where));
}

views::TablePage *WindowTest::openPage(const QString &where)
{
    m_window->perform(models::openTable(path(where)));
    auto *documents = m_window->findChild<QTabWidget *>(QStringLiteral("documents"));
    return documents->currentWidget()->findChild<views::TablePage *>();
}

views::TablePage *WindowTest::openOrders()
{
    auto *page = openPage(QStringLiteral("order_dw/public/dwd_orders"));
    const auto hasRows = [page] {
        return page && page->findChild<QTableView *>(QStringLiteral("previewGrid"))->model()->rowCount() == 40;
    };
    return QTest::qWaitFor(hasRows) ? page : nullptr;
}

bool WindowTest::isFocusIn(const char *name) const
{
    const QWidget *focus = QApplication::focusWidget();
    const auto *area = m_window->findChild<QWidget *>(QLatin1String(name));
    return focus && area && (area == focus || area->isAncestorOf(focus));
}

void WindowTest::shoot(QWidget *widget, const QString &name) const
{
    QCoreApplication::sendPostedEvents(); // layouts that changed just now
    const QPixmap picture = widget->grab();
    QVERIFY(!picture.isNull());
    const QString folder = qEnvironmentVariable("ISTHMUS_SCREENSHOTS");
    if (!folder.isEmpty())
        QVERIFY(QDir().mkpath(folder) && picture.save(QDir(folder).filePath(name + QStringLiteral(".png"))));
}

} // namespace isthmus::testsupport
