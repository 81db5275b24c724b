// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"

#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/plan/words.h>

#include <QTest>

#include <functional>
#include <thread>

using namespace isthmus;
using core::ErrorKind;
using mapping::DropExternalTableStep;
using plan::words;
using testsupport::FakeCatalog;

namespace {

const QString location = QStringLiteral("jdbc:postgresql://holo.example:80/order_dw?table=dwd_orders/");

DropExternalTableStep planned(const QString &seen = location)
{
    DropExternalTableStep step;
    step.table = testsupport::path(QStringLiteral("dbs_mc/default/dwd_orders"));
    step.location = seen;
    step.sql.connection = QStringLiteral("dbs_mc");
    step.sql.sql = QStringLiteral("DROP TABLE IF EXISTS dbs_mc.default.dwd_orders;");
    step.sql.effect = plan::Effect::Destroy;
    step.sql.confirmName = QStringLiteral("dwd_orders");
    return step;
}

// Notes what it is given and answers what it was told.
class FakeSqlExecutor final : public plan::StepExecutor {
public:
    FakeSqlExecutor(QStringList &run, std::function<plan::StepResult()> answer)
        : m_run(run), m_answer(std::move(answer))
    {
    }
    [[nodiscard]] QString kind() const override { return plan::SqlStep::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &) override
    {
        m_run.append(step.kind + u' ' + step.sql);
        return m_answer();
    }

private:
    QStringList &m_run;
    std::function<plan::StepResult()> m_answer;
};

} // namespace

class tst_DropExternalTableExecutor : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<FakeCatalog> m_catalog;
    QStringList m_run;
    QStringList m_log;
    QJsonObject m_kept;
    std::function<plan::StepResult()> m_answer;
    core::Cancellation m_cancellation;
    QDateTime m_created;

    void setTable(catalog::ObjectKind kind, const QString &at = {})
    {
        catalog::TableInfo info;
        info.path = planned().table;
        info.name = info.path.name();
        info.kind = kind;
        info.created = m_created;
        if (!at.isEmpty()) {
            info.external.emplace();
            info.external->location = at;
        }
        m_catalog->setTable(info);
    }

    plan::StepResult drop(const DropExternalTableStep &step)
    {
        plan::StepContext context;
        context.cancellation = m_cancellation;
        context.log = [this](const plan::Text &line) { m_log.append(words(line)); };
        context.checkpoint = [this](const QJsonObject &checkpoint) {
            m_kept = m_run.isEmpty() ? checkpoint : QJsonObject(); // afterwards nobody could tell it any more
        };
        mapping::DropExternalTableExecutor executor(
            [this](const QString &, const core::Cancellation &) {
                return core::Result<std::shared_ptr<catalog::Catalog>>(m_catalog);
            },
            std::make_unique<FakeSqlExecutor>(m_run, m_answer),
            {std::chrono::milliseconds(200), std::chrono::milliseconds(5)});
        return executor.execute(step.toStep(), context);
    }

private Q_SLOTS:
    void init()
    {
        m_catalog = std::make_shared<FakeCatalog>();
        m_run.clear();
        m_log.clear();
        m_kept = {};
        m_answer = [] { return plan::StepOutcome{QStringLiteral("Dropped"), {}}; };
        m_cancellation = {};
        m_created = {};
    }

    void theStatementThatMakesItAgainIsKept()
    {
        const QString ddl = QStringLiteral("CREATE EXTERNAL TABLE dwd_orders (a BIGINT);"); // fails if there is one
        setTable(catalog::ObjectKind::ExternalTable, location);
        m_catalog->setDdl(QString(ddl).replace(QStringLiteral("TABLE dwd"), QStringLiteral("TABLE IF NOT EXISTS dwd")));
        QVERIFY(drop(planned()));
        QCOMPARE(m_kept.value(DropExternalTableStep::statementKey).toString(),
                 QStringLiteral("SET odps.sql.type.system.odps2=true;\n"
                                "SET odps.sql.common.table.planner.ext.hive.bridge=true;\n")
                     + ddl); // without a role it signs twice, which has to be switched on
        QVERIFY2(m_log.join(u'\n').contains(ddl), qPrintable(m_log.join(u'\n')));
        // Nor is it a reason to leave the table.
        init();
        setTable(catalog::ObjectKind::ExternalTable, location);
        m_catalog->setDdl(core::fail(ErrorKind::Permission, QStringLiteral("not yours")));
        QVERIFY(drop(planned()));
        QVERIFY(m_kept.isEmpty());
        QVERIFY2(m_log.join(u'\n').contains(QStringLiteral("not yours")), qPrintable(m_log.join(u'\n')));
    }

    void theTableThatWasSeenIsDropped()
    {
        setTable(catalog::ObjectKind::ExternalTable, location);
        QCOMPARE(words(drop(planned()).value().summary), QStringLiteral("Dropped"));
        QCOMPARE(m_run, QStringList{QStringLiteral("sql DROP TABLE IF EXISTS dbs_mc.default.dwd_orders;")});
    }

    // By who resumes a run days later, say: its name and source are those of before.
    void aTableThatWasMadeAnewStays()
    {
        const QDateTime before(QDate(2026, 11, 30), QTime(8, 0), Qt::UTC);
        DropExternalTableStep step = planned();
        step.created = before;
        m_created = before;
        setTable(catalog::ObjectKind::ExternalTable, location);
        QVERIFY(drop(step));
        QCOMPARE(m_run.size(), 1);
        m_run.clear();
        m_created = before.addSecs(1);
        setTable(catalog::ObjectKind::ExternalTable, location);
        const auto refused = drop(step);
        QVERIFY(m_run.isEmpty());
        QCOMPARE(refused.error().kind, ErrorKind::Invalid);
        QVERIFY2(words(refused.error().message).startsWith(QStringLiteral("dwd_orders was made anew")),
                 qPrintable(words(refused.error().message)));
        QCOMPARE(DropExternalTableStep::fromStep(step.toStep()).value(), step);
        m_created = {}; // a service that tells no time
        setTable(catalog::ObjectKind::ExternalTable, location);
        QVERIFY(drop(step));
    }

    void aTableThatWasNotSeenIsDroppedIfItIsExternal()
    {
        setTable(catalog::ObjectKind::ExternalTable, location);
        QVERIFY(drop(planned(QString())));
        QCOMPARE(m_run.size(), 1);
    }

    void rowsOfItsOwnAreNotDropped()
    {
        for (const auto kind :
             {catalog::ObjectKind::Table, catalog::ObjectKind::PartitionedTable, catalog::ObjectKind::View}) {
            setTable(kind);
            const auto refused = drop(planned());
            QCOMPARE(refused.error().kind, ErrorKind::Invalid);
            const QString said = words(refused.error().message);
            QVERIFY2(said.contains(QStringLiteral("no external table any more")), qPrintable(said));
            QCOMPARE(said.contains(QStringLiteral("rows")), kind != catalog::ObjectKind::View);
            QVERIFY(!drop(planned(QString())));
        }
        QCOMPARE(m_run, QStringList());
    }

    void aTableThatShowsAnotherOneIsNotDropped()
    {
        setTable(catalog::ObjectKind::ExternalTable, QStringLiteral("jdbc:postgresql://other/x"));
        const auto refused = drop(planned());
        QVERIFY2(words(refused.error().message).contains(QStringLiteral("jdbc:postgresql://other/x")),
                 qPrintable(words(refused.error().message)));
        QCOMPARE(m_run, QStringList());
    }

    void aTableThatIsGoneIsNoError()
    {
        QCOMPARE(words(drop(planned()).value().summary), QStringLiteral("It was gone already"));
        QCOMPARE(m_run, QStringList());
    }

    void whatCannotBeLookedAtIsNotDropped()
    {
        m_catalog->setTableError(planned().table, {ErrorKind::Permission, QStringLiteral("no"), {}, {}, {}});
        QCOMPARE(drop(planned()).error().kind, ErrorKind::Permission);
        QCOMPARE(m_run, QStringList());
    }

    void aStatementThatIsNotHeardKeepsTheTable()
    {
        setTable(catalog::ObjectKind::ExternalTable, location);
        m_catalog->setDdl(core::fail(ErrorKind::Network, QStringLiteral("cut off")));
        const auto refused = drop(planned());
        QCOMPARE(refused.error().kind, ErrorKind::Network);
        QVERIFY(refused.error().isUnsent); // Resume may try again
        QVERIFY(words(refused.error().hint).startsWith(QStringLiteral("Nothing was dropped")));
        QCOMPARE(m_run, QStringList());
    }

    // The job that drops it is still on its way when the table is looked at.
    void aTableThatGoesLateIsSeenToGo()
    {
        setTable(catalog::ObjectKind::ExternalTable, location);
        m_catalog->setDdl(QStringLiteral("CREATE EXTERNAL TABLE dwd_orders (a BIGINT);"));
        std::thread goes;
        m_answer = [&]() -> plan::StepResult {
            m_catalog->hold(true);
            goes = std::thread([this] {
                const auto held = [this](size_t number) {
                    while (m_catalog->heldTables().size() <= number)
                        std::this_thread::yield();
                    return m_catalog->heldTables().at(number);
                };
                catalog::TableInfo info;
                info.path = planned().table;
                held(0).answer(info);
                held(1).answer(core::fail(ErrorKind::NotFound, {}));
            });
            return core::fail(ErrorKind::Network, QStringLiteral("cut off"));
        };
        const auto result = drop(planned());
        goes.join();
        QVERIFY(result);
        QVERIFY2(words(result->summary).contains(QStringLiteral("it is gone")), qPrintable(words(result->summary)));
    }

    void aTableWhoseDroppingWasNotHeardOfIsLookedAtAgain_data()
    {
        using Become = std::function<void(FakeCatalog &)>;
        QTest::addColumn<core::Error>("failure");
        QTest::addColumn<Become>("become");
        QTest::addColumn<QString>("told"); // of what is done, or in the log
        QTest::addColumn<bool>("isDone");
        const auto fails = [](ErrorKind kind) {
            return [kind](FakeCatalog &catalog) {
                catalog.setTableError(planned().table, {kind, QStringLiteral("see below"), {}, {}, {}});
            };
        };
        const Become gone = fails(ErrorKind::NotFound);
        const core::Error lost{ErrorKind::Network, QStringLiteral("The connection was cut."), {}, {}, {}};
        core::Error unsent = lost;
        unsent.isUnsent = true;
        QTest::newRow("cancelled, gone") << core::Error::cancelled() << gone << "it is gone" << true;
        QTest::newRow("lost, gone") << lost << gone << "it is gone" << true;
        QTest::newRow("lost, still there") << lost << Become([](auto &) {}) << "still there" << false;
        QTest::newRow("cancelled, still there")
            << core::Error::cancelled() << Become([](auto &) {}) << "still there" << false;
        QTest::newRow("lost, not known") << lost << Become(fails(ErrorKind::Network)) << "see below" << false;
        QTest::newRow("not sent") << unsent << gone << QString() << false;
        QTest::newRow("refused") << core::Error{ErrorKind::Permission, QStringLiteral("no"), {}, {}, {}} << gone
                                 << QString() << false;
    }

    void aTableWhoseDroppingWasNotHeardOfIsLookedAtAgain()
    {
        using Become = std::function<void(FakeCatalog &)>;
        QFETCH(core::Error, failure);
        QFETCH(Become, become);
        QFETCH(QString, told);
        QFETCH(bool, isDone);
        setTable(catalog::ObjectKind::ExternalTable, location);
        m_catalog->setDdl(QStringLiteral("CREATE EXTERNAL TABLE dwd_orders (a BIGINT);"));
        m_answer = [this, failure, become]() -> plan::StepResult {
            if (failure.isCancelled())
                m_cancellation.request();
            become(*m_catalog);
            return core::fail(failure);
        };
        const auto result = drop(planned());
        QCOMPARE(result.has_value(), isDone);
        if (!isDone)
            QCOMPARE(result.error().kind, failure.kind);
        const QString said = isDone ? words(result->summary) : m_log.join(u'\n');
        QVERIFY2(said.contains(told), qPrintable(said));
        QCOMPARE(said.contains(QStringLiteral("again: ")) || said.contains(QStringLiteral("not known")),
                 !told.isEmpty() && !isDone);
    }

    void stepsAreReadAsTheyWereWritten()
    {
        QCOMPARE(DropExternalTableStep::fromStep(planned().toStep()).value(), planned());
        plan::Step damaged = planned().toStep();
        damaged.parameters.remove(QStringLiteral("table"));
        QVERIFY(!DropExternalTableStep::fromStep(damaged));
        QCOMPARE(m_run, QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_DropExternalTableExecutor)
#include "tst_dropexternaltableexecutor.moc"
