// SPDX-License-Identifier: GPL-3.0-or-later
// The store of runs in memory, while its file cannot be used, and the way back to the file.
#include "enginefixture.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace enginefixture;

class tst_StoreReturn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_file = m_dir->filePath(QStringLiteral("folder/runs.sqlite"));
    }
    void whatRanMeanwhileIsRemembered();
    void earlierRunsAreThereAgain();
    void whatLastsIsToldOnce();

private:
    [[nodiscard]] std::unique_ptr<LocalRuns> makeRuns(Behaviour behaviour) const
    {
        engine::Setup setup;
        setup.storeFile = m_file;
        setup.executors.push_back(std::make_unique<FakeExecutor>(std::move(behaviour)));
        setup.retryAfter = std::chrono::milliseconds(20);
        return std::make_unique<LocalRuns>(std::move(setup));
    }
    // A file in place of the folder.
    void block()
    {
        QFile blocker(QFileInfo(m_file).path());
        QVERIFY(blocker.open(QIODevice::WriteOnly));
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_file;
};

void tst_StoreReturn::whatRanMeanwhileIsRemembered()
{
    block();
    auto gate = std::make_shared<Gate>();
    auto runs = makeRuns([gate](const Step &step, const StepContext &context) {
        for (int i = 0; i < 1500; ++i) // more than a page
            context.log(QStringLiteral("line %1").arg(i));
        return step.id != u"slow" || gate->pass(context.cancellation) ? succeed(step, context)
                                                                      : failWith(QStringLiteral("cancelled"));
    });
    QSignalSpy recovered(runs.get(), &tasks::Runs::storeRecovered);
    QVERIFY(!core::await(runs->storeState()));
    const QString quick = start(*runs, planOf({QStringLiteral("quick")}));
    QTRY_COMPARE(stateOf(*runs, quick), RunState::Succeeded);
    const QString slow = start(*runs, planOf({QStringLiteral("slow"), QStringLiteral("after it")}));
    QTRY_COMPARE(gate->arrived(), 1);
    QCOMPARE(recovered.size(), 0);

    QVERIFY(QFile::remove(QFileInfo(m_file).path()));
    QTRY_COMPARE(recovered.size(), 1);
    QVERIFY(core::await(runs->storeState()));
    QCOMPARE(stateOf(*runs, slow), RunState::Running);
    gate->open();
    QTRY_COMPARE(stateOf(*runs, slow), RunState::Succeeded);
    const auto log = logTexts(*runs, slow);
    runs.reset();

    auto later = makeRuns(succeed);
    QVERIFY(core::await(later->storeState()));
    QCOMPARE(stateOf(*later, quick), RunState::Succeeded);
    QCOMPARE(stateOf(*later, slow), RunState::Succeeded);
    QCOMPARE(words(runOf(*later, slow).steps.last().outcome), QStringLiteral("done: after it"));
    QCOMPARE(logTexts(*later, slow), log);
    QVERIFY(log.size() > 3000);
    QCOMPARE(logTexts(*later, quick).count(QStringLiteral("line 1499")), 1);
}

void tst_StoreReturn::earlierRunsAreThereAgain()
{
    QString before;
    {
        auto runs = makeRuns(succeed);
        before = start(*runs, planOf({QStringLiteral("before")}));
        QTRY_COMPARE(stateOf(*runs, before), RunState::Succeeded);
    }
    const QString folder = QFileInfo(m_file).path();
    const QString aside = folder + QStringLiteral(".aside");
    QVERIFY(QDir().rename(folder, aside));
    block();
    auto runs = makeRuns(succeed);
    QSignalSpy recovered(runs.get(), &tasks::Runs::storeRecovered);
    QSignalSpy changed(runs.get(), &tasks::Runs::summaryChanged);
    const QString meanwhile = start(*runs, planOf({QStringLiteral("meanwhile")}));
    QTRY_COMPARE(stateOf(*runs, meanwhile), RunState::Succeeded);
    QCOMPARE(listOf(*runs).size(), 1);

    QVERIFY(QFile::remove(folder));
    QVERIFY(QDir().rename(aside, folder));
    QTRY_COMPARE(recovered.size(), 1);
    const auto list = listOf(*runs);
    QCOMPARE(list.size(), 2);
    QCOMPARE(list.first().id, meanwhile);
    QCOMPARE(list.last().id, before);
    QVERIFY(list.first().number > list.last().number);
    QCOMPARE(changed.last().first().value<plan::RunSummary>().number, list.first().number); // so it is told
}

void tst_StoreReturn::whatLastsIsToldOnce()
{
    block();
    auto runs = makeRuns(succeed);
    QSignalSpy failed(runs.get(), &tasks::Runs::storeFailed);
    const auto first = core::await(runs->storeState());
    QVERIFY(!first);
    // Another reason takes the place of the first one.
    QVERIFY(QFile::remove(QFileInfo(m_file).path()));
    QVERIFY(QDir().mkpath(m_file));
    QTRY_VERIFY(core::await(runs->storeState()).error() != first.error());
    QVERIFY(failed.size() <= 2);
    const QString id = start(*runs, planOf({QStringLiteral("a")}));
    QTRY_COMPARE(stateOf(*runs, id), RunState::Succeeded);
}

QTEST_GUILESS_MAIN(tst_StoreReturn)
#include "tst_storereturn.moc"
