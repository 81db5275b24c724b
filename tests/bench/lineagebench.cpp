// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"
#include "fakeconnections.h"
#include "fakeplanners.h"

#include <isthmus/core/async.h>
#include <isthmus/models/lineage/lineagedocument.h>
#include <isthmus/views/lineage/lineageview.h>

#include <QElapsedTimer>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace isthmus::bench {

namespace {

using catalog::ObjectPath;
using mapping::LineageHandle;
using mapping::LineageWay;

constexpr int readers = 100; // of the table in the middle
constexpr int readersOfEach = 19; // 2,001 objects
constexpr double frame = 1000.0 / 60; // ms

const ObjectPath source{QStringLiteral("order_dw"), {QStringLiteral("public"), QStringLiteral("orders")}};
const ObjectPath schema{QStringLiteral("dbs_mc"), {QStringLiteral("default")}};

ObjectPath readerAt(int i)
{
    return schema.child(QStringLiteral("reader_%1").arg(i, 3, 10, QChar(u'0')));
}

// One run that has made all of them.
class OneRun final : public tasks::Runs {
public:
    OneRun()
    {
        m_run.id = QStringLiteral("run");
        m_run.number = 1;
        m_run.state = plan::RunState::Succeeded;
        m_run.ended = QDateTime::currentDateTime();
        for (int i = 0; i < readers; ++i) {
            add(readerAt(i), source);
            for (int j = 0; j < readersOfEach; ++j)
                add(schema.child(QStringLiteral("copy_%1_%2").arg(i).arg(j)), readerAt(i));
        }
    }
    QFuture<core::Result<QString>> start(const plan::Task &, const plan::Plan &, const QStringList &) override
    {
        return none<QString>();
    }
    QFuture<core::Result<core::Done>> cancel(const QString &) override { return none<core::Done>(); }
    QFuture<core::Result<core::Done>> resume(const QString &, const QStringList &) override
    {
        return none<core::Done>();
    }
    QFuture<core::Result<core::Done>> setParallel(const QString &, int) override { return none<core::Done>(); }
    QFuture<core::Result<tasks::RunPage>> list(const tasks::RunQuery &) override
    {
        return core::ready<tasks::RunPage>(tasks::RunPage{{m_run}, false});
    }
    QFuture<core::Result<plan::Run>> run(const QString &) override { return none<plan::Run>(); }
    QFuture<core::Result<tasks::LogPage>> log(const QString &, qint64) override { return none<tasks::LogPage>(); }
    QFuture<core::Result<core::Done>> storeState() override { return core::ready<core::Done>(core::Done{}); }

private:
    template <typename T>
    static QFuture<core::Result<T>> none()
    {
        return core::ready<T>(core::fail(core::ErrorKind::Unsupported, {}));
    }
    void add(const ObjectPath &reader, const ObjectPath &of)
    {
        m_run.touches.append({reader.toString(), plan::Change::Created, of.toString()});
    }

    plan::RunSummary m_run;
};

// The picture of 2,001 objects, on a view of 1280 x 800 pixels.
class World {
public:
    World()
    {
        const auto set = [this](const ObjectPath &path, catalog::ObjectKind kind) {
            catalog::TableInfo info;
            info.path = path;
            info.name = path.name();
            info.kind = kind;
            m_fakes.catalog(path.connection).setTable(info);
        };
        set(source, catalog::ObjectKind::Table);
        for (int i = 0; i < readers; ++i) {
            set(readerAt(i), catalog::ObjectKind::Table);
            for (int j = 0; j < readersOfEach; ++j)
                set(schema.child(QStringLiteral("copy_%1_%2").arg(i).arg(j)), catalog::ObjectKind::Table);
        }
        view.resize(1280, 800);
        view.show();
        static_cast<void>(document.open(models::lineageAddress(source)));
        document.load();
        wait(1 + readers);
        for (int i = 0; i < readers; ++i)
            document.grow({readerAt(i), LineageWay::Readers});
        wait(1 + readers + readers * readersOfEach);
    }

    void wait(qsizetype nodes)
    {
        const bool isThere =
            QTest::qWaitFor([&] { return document.graph().nodes().size() == nodes && !document.isWaiting(); }, 120'000);
        if (!isThere)
            giveUp(QStringLiteral("%1 objects are shown").arg(document.graph().nodes().size()));
    }

private:
    testsupport::FakeConnections m_fakes;
    QTemporaryDir m_dir;
    OneRun m_runs;
    models::CatalogTreeModel m_tree{m_fakes.manager()};
    std::shared_ptr<const planning::Sources> m_sources = std::make_shared<testsupport::FakeSources>(m_fakes.manager());
    models::DriftWatch m_drift{
        m_tree, m_fakes.manager(), {testsupport::makeDriftReader(m_fakes.manager(), m_dir.path()), m_sources}};

public:
    models::LineageDocument document{{testsupport::makeLineageReader(m_fakes.manager(), m_dir.path()), m_sources},
                                     m_drift,
                                     m_runs,
                                     m_fakes.manager()};
    views::LineageView view{document};
};

World &world()
{
    static World *theWorld = new World; // its widgets end before static objects do
    return *theWorld;
}

// Of nineteen frames in twenty the slowest.
double slowestMs(int frames, const std::function<void(int)> &change)
{
    std::vector<double> times;
    auto &view = world().view;
    view.viewport()->repaint();
    for (int i = 0; i < frames; ++i) {
        QElapsedTimer timer;
        timer.start();
        change(i);
        view.viewport()->repaint();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    return times[times.size() * 19 / 20];
}

Figure measurePan()
{
    auto &view = world().view;
    view.resetZoom();
    QScrollBar *bar = view.verticalScrollBar();
    bar->setValue(bar->minimum());
    const double value = slowestMs(200, [bar](int i) { bar->setValue(bar->value() + (i < 100 ? 40 : 400)); });
    return {value, QStringLiteral("ms"), QStringLiteral("a frame of 60 a second"), frame, 1};
}

Figure measurePanOfAll()
{
    auto &view = world().view;
    view.fit();
    const double value = slowestMs(100, [&view](int i) { view.centerOn(600, 1000 + 600 * (i % 100)); });
    return {value, QStringLiteral("ms"), QStringLiteral("a frame of 60 a second"), frame, 1};
}

Figure measureZoom()
{
    auto &view = world().view;
    view.fit();
    const double value = slowestMs(80, [&view](int i) {
        view.zoom(i % 40 < 20 ? 1 : -1);
        view.centerOn(600, view.sceneRect().center().y());
    });
    return {value, QStringLiteral("ms"), QStringLiteral("a frame of 60 a second"), frame, 1};
}

// A click on a handle, until what came is on screen.
Figure measureGrowth()
{
    auto &all = world();
    all.view.resetZoom();
    const LineageHandle handle{readerAt(readers / 2), LineageWay::Readers};
    const qsizetype nodes = all.document.graph().nodes().size();
    all.document.fold(handle);
    const double seconds = medianSeconds(5, [&] {
        all.document.grow(handle);
        all.wait(nodes);
        all.view.viewport()->repaint();
        all.document.fold(handle);
        all.view.viewport()->repaint();
    });
    all.document.grow(handle);
    all.wait(nodes);
    return {seconds * 1000, QStringLiteral("ms"), QStringLiteral("what passes for at once, growing and folding"), 200,
            1};
}

Figure measureLayout()
{
    const auto &graph = world().document.graph();
    const double seconds = medianSeconds(5, [&graph] {
        mapping::LineageLayout layout;
        if (mapping::lineagePicture(graph, layout).boxes.size() != graph.nodes().size())
            giveUp(QStringLiteral("boxes are missing"));
    });
    return {seconds * 1000, QStringLiteral("ms"), QStringLiteral("what passes for at once"), 100, 1};
}

} // namespace

std::vector<Case> lineageCases()
{
    return {{QStringLiteral("lineage.layout.2000"), measureLayout},
            {QStringLiteral("lineage.pan.2000"), measurePan},
            {QStringLiteral("lineage.panAll.2000"), measurePanOfAll},
            {QStringLiteral("lineage.zoom.2000"), measureZoom},
            {QStringLiteral("lineage.grow.2000"), measureGrowth}};
}

} // namespace isthmus::bench
