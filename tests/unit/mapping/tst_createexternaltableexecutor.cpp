// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"

#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>
#include <isthmus/plan/words.h>

#include <QTest>

#include <functional>
#include <thread>

using namespace isthmus;
using core::ErrorKind;
using mapping::CreateExternalTableStep;
using plan::words;
using testsupport::FakeCatalog;

namespace {

const QString location =
    QStringLiteral("jdbc:postgresql://holo.example:80/order_dw?currentSchema=public&useSSL=false&table=dwd_orders/");

CreateExternalTableStep planned()
{
    CreateExternalTableStep step;
    step.table = testsupport::path(QStringLiteral("dbs_mc/default/dwd_orders"));
    step.location = location;
    step.columns = {{QStringLiteral("order_id"), QStringLiteral("BIGINT")},
                    {QStringLiteral("note"), QStringLiteral("STRING")}};
    step.sql.connection = QStringLiteral("dbs_mc");
    step.sql.sql = QStringLiteral("CREATE EXTERNAL TABLE dbs_mc.default.dwd_orders (…);");
    step.lifecycleDays = 7;
    return step;
}

catalog::Column column(const char *name, const char *type)
{
    catalog::Column made;
    made.name = QString::fromLatin1(name);
    made.type = catalog::parseMaxComputeType(QString::fromLatin1(type));
    return made;
}

catalog::TableInfo asPlanned()
{
    catalog::TableInfo info;
    info.path = planned().table;
    info.name = info.path.name();
    info.kind = catalog::ObjectKind::ExternalTable;
    info.external.emplace();
    info.external->location = location;
    info.columns = {column("order_id", "BIGINT"), column("note", "STRING")};
    info.lifecycleDays = 7;
    return info;
}

// Answers what it was told.
class FakeSqlExecutor final : public plan::StepExecutor {
public:
    explicit FakeSqlExecutor(std::function<plan::StepResult()> answer) : m_answer(std::move(answer)) { }
    [[nodiscard]] QString kind() const override { return plan::SqlStep::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &) override
    {
        if (step.kind != plan::SqlStep::kind || step.sql != planned().sql.sql)
            return plan::fail(ErrorKind::Internal, QStringLiteral("not what was planned"));
        return m_answer();
    }

private:
    std::function<plan::StepResult()> m_answer;
};

const core::Error lost{ErrorKind::Network, QStringLiteral("The connection was cut."), {}, {}, {}};

} // namespace

class tst_CreateExternalTableExecutor : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<FakeCatalog> m_catalog;
    QStringList m_log;
    std::function<plan::StepResult()> m_answer;
    core::Cancellation m_cancellation;

    plan::StepResult create(const CreateExternalTableStep &step = planned(), bool isRepeated = false)
    {
        plan::StepContext context;
        context.isRepeated = isRepeated;
        context.cancellation = m_cancellation;
        context.log = [this](const plan::Text &line) { m_log.append(words(line)); };
        mapping::CreateExternalTableExecutor executor(
            [this](const QString &, const core::Cancellation &) {
                return core::Result<std::shared_ptr<catalog::Catalog>>(m_catalog);
            },
            std::make_unique<FakeSqlExecutor>(m_answer),
            {std::chrono::milliseconds(200), std::chrono::milliseconds(5)});
        return executor.execute(step.toStep(), context);
    }

private Q_SLOTS:
    void init()
    {
        m_catalog = std::make_shared<FakeCatalog>();
        m_log.clear();
        m_cancellation = {};
    }

    void whatIsAnsweredIsTold()
    {
        m_answer = [] { return plan::StepOutcome{QStringLiteral("External table, 2 columns"), {}}; };
        QCOMPARE(words(create().value().summary), QStringLiteral("External table, 2 columns"));
        m_answer = []() -> plan::StepResult { return plan::fail(ErrorKind::AlreadyExists, QStringLiteral("taken")); };
        m_catalog->setTable(asPlanned()); // which is not looked at: it is not of this statement
        QCOMPARE(create().error().kind, ErrorKind::AlreadyExists);
        QCOMPARE(m_log, QStringList());
    }

    void aRepetitionMakesNoTableTwice()
    {
        auto step = planned();
        step.looksFirst = true;
        QCOMPARE(CreateExternalTableStep::fromStep(step.toStep()).value(), step);
        int sent = 0;
        m_answer = [&sent]() -> plan::StepResult {
            ++sent;
            return plan::StepOutcome{QStringLiteral("made"), {}};
        };
        QVERIFY(create(step, true)); // it is not there: the earlier attempt came to nothing
        QCOMPARE(sent, 1);
        m_catalog->setTable(asPlanned());
        QCOMPARE(words(create(step, true).value().summary),
                 QStringLiteral("External table, 2 columns, made before the run was cut off"));
        QCOMPARE(sent, 1);
        QVERIFY(create(step, false)); // a first attempt asks nobody
        QCOMPARE(sent, 2);
        auto other = asPlanned();
        other.columns.removeLast();
        m_catalog->setTable(other);
        const auto refused = create(step, true);
        QCOMPARE(refused.error().kind, ErrorKind::AlreadyExists);
        QCOMPARE(sent, 2);
    }

    void aJobThatWentOnAfterItsProgramWasKilledIsTakenForDone()
    {
        auto step = planned();
        step.looksFirst = true;
        m_answer = [this]() -> plan::StepResult { // it came between the look and this statement
            m_catalog->setTable(asPlanned());
            return plan::fail(ErrorKind::AlreadyExists, QStringLiteral("taken"));
        };
        QVERIFY(create(step, true));
        QCOMPARE(create(step, false).error().kind, ErrorKind::AlreadyExists); // else it is somebody else's
    }

    void aTableWhoseMakingWasNotHeardOfIsLookedAt_data()
    {
        using Change = std::function<void(catalog::TableInfo &)>;
        QTest::addColumn<core::Error>("failure");
        QTest::addColumn<Change>("change"); // of the table that is there then; none: it is not there
        QTest::addColumn<QString>("told"); // of what is done, or in the log
        QTest::addColumn<bool>("isDone");
        core::Error unsent = lost;
        unsent.isUnsent = true;
        const Change same = [](auto &) {};
        QTest::newRow("lost, there") << lost << same << "as planned" << true;
        QTest::newRow("cancelled, there") << core::Error::cancelled() << same << "as planned" << true;
        QTest::newRow("late, there") << core::Error{ErrorKind::Timeout, QStringLiteral("late"), {}, {}, {}} << same
                                     << "as planned" << true;
        QTest::newRow("written otherwise") << lost << Change([](auto &info) {
            info.external->location = QStringLiteral("jdbc:postgresql://HOLO.example:80/order_dw?table=dwd_orders/");
        }) << "as planned" << true;
        QTest::newRow("lost, not there") << lost << Change() << "the table is not there" << false;
        QTest::newRow("cancelled, not there")
            << core::Error::cancelled() << Change() << "the table is not there" << false;
        QTest::newRow("of another table") << lost << Change([](auto &info) {
            info.external->location.replace(QStringLiteral("dwd_orders"), QStringLiteral("orders"));
        }) << "it shows jdbc:" << false;
        QTest::newRow("on another host") << lost << Change([](auto &info) {
            info.external->location.replace(QStringLiteral("holo."), QStringLiteral("other."));
        }) << "it shows jdbc:" << false;
        QTest::newRow("another column") << lost
                                        << Change([](auto &info) { info.columns[1] = column("note", "BIGINT"); })
                                        << "note is BIGINT instead of STRING" << false;
        QTest::newRow("fewer columns") << lost << Change([](auto &info) { info.columns.removeLast(); })
                                       << "note is missing" << false;
        QTest::newRow("a role") << lost << Change([](auto &info) { info.external->roleArn = QStringLiteral("acs:…"); })
                                << "its RAM role is another" << false;
        QTest::newRow("a lifecycle") << lost << Change([](auto &info) { info.lifecycleDays = 30; })
                                     << "its lifecycle is another" << false;
        QTest::newRow("of its own rows") << lost << Change([](auto &info) { info.kind = catalog::ObjectKind::Table; })
                                         << "it is no external table" << false;
        QTest::newRow("not sent") << unsent << same << QString() << false;
    }

    void aTableWhoseMakingWasNotHeardOfIsLookedAt()
    {
        using Change = std::function<void(catalog::TableInfo &)>;
        QFETCH(core::Error, failure);
        QFETCH(Change, change);
        QFETCH(QString, told);
        QFETCH(bool, isDone);
        m_answer = [&]() -> plan::StepResult {
            if (failure.isCancelled())
                m_cancellation.request();
            if (change) {
                catalog::TableInfo info = asPlanned();
                change(info);
                m_catalog->setTable(info);
            }
            return core::fail(failure);
        };
        const auto result = create();
        QCOMPARE(result.has_value(), isDone);
        if (!isDone)
            QCOMPARE(result.error().kind, failure.kind);
        const QString said = isDone ? words(result->summary) : m_log.join(u'\n');
        QVERIFY2(said.contains(told), qPrintable(said));
        QCOMPARE(m_log.isEmpty(), isDone || told.isEmpty());
    }

    // The job that makes it is still on its way when it is looked for, and one look is lost.
    void aTableThatComesLateIsSeen()
    {
        std::thread comes;
        m_answer = [&]() -> plan::StepResult {
            m_catalog->hold(true);
            comes = std::thread([this] {
                const auto held = [this](size_t number) {
                    while (m_catalog->heldTables().size() <= number)
                        std::this_thread::yield();
                    return m_catalog->heldTables().at(number);
                };
                held(0).answer(core::fail(ErrorKind::NotFound, {}));
                held(1).answer(core::fail(lost));
                held(2).answer(asPlanned());
            });
            return core::fail(lost);
        };
        const auto result = create();
        comes.join();
        QVERIFY(result);
        QVERIFY2(words(result->summary).contains(QStringLiteral("as planned")), qPrintable(words(result->summary)));
    }

    void whatCannotBeLookedAtIsSaid()
    {
        m_answer = [this]() -> plan::StepResult {
            m_catalog->setTableError(planned().table, {ErrorKind::Permission, QStringLiteral("not yours"), {}, {}, {}});
            return core::fail(lost);
        };
        QCOMPARE(create().error().kind, ErrorKind::Network);
        QVERIFY2(m_log.join(u'\n').contains(QStringLiteral("not known")), qPrintable(m_log.join(u'\n')));
        QVERIFY2(m_log.join(u'\n').contains(QStringLiteral("not yours")), qPrintable(m_log.join(u'\n')));
    }

    void stepsAreReadAsTheyWereWritten()
    {
        QCOMPARE(CreateExternalTableStep::fromStep(planned().toStep()).value(), planned());
        for (const auto &key : {QStringLiteral("table"), QStringLiteral("location"), QStringLiteral("columns")}) {
            plan::Step damaged = planned().toStep();
            damaged.parameters.remove(key);
            QVERIFY2(!CreateExternalTableStep::fromStep(damaged), qPrintable(key));
        }
    }
};

QTEST_GUILESS_MAIN(tst_CreateExternalTableExecutor)
#include "tst_createexternaltableexecutor.moc"
