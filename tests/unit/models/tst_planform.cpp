// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/core/async.h>
#include <isthmus/models/plans/planform.h>

#include <QPromise>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

#include <atomic>
#include <mutex>

using namespace isthmus;
using models::PlanForm;

namespace {

class NoSources final : public planning::Sources {
public:
    [[nodiscard]] core::Result<planning::Source> source(const QString &connection,
                                                        const core::Cancellation &) const override
    {
        return core::fail(core::ErrorKind::NotFound, connection);
    }
};

/// What the planner was asked to read. The test answers each question with the text that the plan then has.
class Questions {
public:
    using Answer = core::Result<QString>;

    [[nodiscard]] QFuture<Answer> ask()
    {
        const std::lock_guard lock(m_mutex);
        m_asked.push_back(std::make_shared<QPromise<Answer>>());
        m_asked.back()->start();
        return m_asked.back()->future();
    }
    void answer(size_t question, Answer text)
    {
        QTRY_VERIFY(count() > question);
        const auto promise = at(question);
        promise->addResult(std::move(text));
        promise->finish();
    }
    void giveUp() ///< what was not answered ends without an answer
    {
        const std::lock_guard lock(m_mutex);
        m_asked.clear();
    }
    std::atomic<bool> haveMoved = false; ///< the servers that were read
    [[nodiscard]] bool isCancelled(size_t question) const { return at(question)->isCanceled(); }
    [[nodiscard]] size_t count() const
    {
        const std::lock_guard lock(m_mutex);
        return m_asked.size();
    }

private:
    [[nodiscard]] std::shared_ptr<QPromise<Answer>> at(size_t question) const
    {
        const std::lock_guard lock(m_mutex);
        return m_asked.at(question);
    }

    mutable std::mutex m_mutex;
    std::vector<std::shared_ptr<QPromise<Answer>>> m_asked;
};

class TextPlanner final : public planning::Planner {
public:
    explicit TextPlanner(std::shared_ptr<Questions> questions) : m_questions(std::move(questions)) { }

    [[nodiscard]] QString kind() const override { return QStringLiteral("text"); }
    [[nodiscard]] core::Result<planning::Facts> read(const plan::Task &, const planning::Sources &,
                                                     const core::Cancellation &cancellation) const override
    {
        auto text = core::await(m_questions->ask(), cancellation);
        if (!text)
            return core::fail(text.error());
        const QString server = *text + QStringLiteral(".example");
        return planning::Facts{*std::move(text), {{QStringLiteral("order_dw"), server}}};
    }
    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task, const planning::Facts &facts) const override
    {
        const QString field = task.definition.value(u"field").toString();
        if (field == u"damaged")
            return core::fail(core::ErrorKind::Invalid, QStringLiteral("Damaged"));
        if (m_questions->haveMoved)
            return core::fail(core::ErrorKind::Invalid, QStringLiteral("leads elsewhere"));
        plan::Plan plan;
        plan::Step step;
        step.kind = QStringLiteral("sql");
        step.title = QStringLiteral("Write");
        step.connections = {QStringLiteral("order_dw"), QStringLiteral("dbs_mc")};
        step.effect = field == u"read" ? plan::Effect::Read : plan::Effect::Write;
        step.servers = facts.servers;
        step.sql = std::any_cast<QString>(facts.value) + u' ' + field;
        step.confirmName = task.definition.value(u"confirm").toString();
        plan.append(step);
        if (field == u"wrong")
            plan.notices = {{plan::NoticeLevel::Blocker, QStringLiteral("Field"), QStringLiteral("is wrong")}};
        return plan;
    }

private:
    std::shared_ptr<Questions> m_questions;
};

/// A form with one field.
class TextForm final : public PlanForm {
public:
    TextForm(connections::ConnectionManager &connections, planning::Planners planners)
        : PlanForm(connections, std::move(planners))
    {
        read();
    }

    [[nodiscard]] QString title() const override { return QStringLiteral("Text"); }
    [[nodiscard]] QString connectionToEdit() const override { return QStringLiteral("order_dw"); }

    void setField(const QString &text)
    {
        field = text;
        touched();
    }
    void setTarget() { readAgain(); }

    QString field;
    QString confirmName;

protected:
    [[nodiscard]] plan::Task task() const override
    {
        return {QStringLiteral("1"),
                QStringLiteral("text"),
                title(),
                {{QStringLiteral("field"), field}, {QStringLiteral("confirm"), confirmName}}};
    }
    void takeFacts(const planning::Facts &facts) override { m_facts = facts; }
    [[nodiscard]] std::optional<planning::Facts> facts() const override
    {
        return m_facts ? std::optional(planning::Facts{m_facts->value}) : std::nullopt; // what the form itself knows
    }
    [[nodiscard]] QHash<QString, QString> findProblems() const override
    {
        if (field == u"wrong")
            return {{QStringLiteral("field"), QStringLiteral("is wrong")}};
        return {};
    }
    [[nodiscard]] QString readingTitle() const override { return QStringLiteral("Read text"); }
    [[nodiscard]] QString place() const override { return QStringLiteral("paper"); }

private:
    std::optional<planning::Facts> m_facts;
};

} // namespace

class tst_PlanForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QThreadPool::globalInstance()->setMaxThreadCount(4); // each question has one until it is answered
    }
    void init()
    {
        m_questions = std::make_shared<Questions>();
        std::vector<std::unique_ptr<const planning::Planner>> planners;
        planners.push_back(std::make_unique<TextPlanner>(m_questions));
        m_connections = std::make_unique<testsupport::FakeConnections>();
        m_form = std::make_unique<TextForm>(m_connections->manager(),
                                            planning::Planners(std::make_shared<NoSources>(), std::move(planners)));
    }
    void cleanup()
    {
        m_form.reset();
        m_questions->giveUp();
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
    }

    void runWaitsForReadingAndThePlan()
    {
        QCOMPARE(m_form->reading(), PlanForm::Reading::Loading);
        QCOMPARE(m_form->runBlockedReason(), QStringLiteral("Run waits for both sides to be read"));
        m_questions->answer(0, QStringLiteral("SELECT"));
        QTRY_VERIFY2(m_form->canRun(), qPrintable(m_form->runBlockedReason()));
        QCOMPARE(m_form->planSummary(), QStringLiteral("2 steps, writes to paper"));
        m_form->setField(QStringLiteral("a"));
        QCOMPARE(m_form->runBlockedReason(), QStringLiteral("Run waits for the plan"));
        QCOMPARE(m_form->planText(), QStringLiteral("SELECT "));
        QTRY_COMPARE(m_form->planText(), QStringLiteral("SELECT a"));
        QVERIFY(m_form->canRun());
    }

    void sidesThatDoNotAnswerAreTold()
    {
        const auto words = [this] {
            return m_form->steps()->index(0, models::PlanStepsModel::Words).data().toString();
        };
        QCOMPARE(words(), QStringLiteral("reading"));
        m_form->setPatience(std::chrono::milliseconds(30));
        QTRY_COMPARE(words(), QStringLiteral("no answer for 1 s"));
        m_questions->answer(0, QStringLiteral("SELECT"));
        QTRY_VERIFY(m_form->canRun());
        QVERIFY2(words().startsWith(QStringLiteral("done")), qPrintable(words()));
    }

    void fastTypingIsPlannedOnce()
    {
        m_questions->answer(0, QStringLiteral("SELECT"));
        QTRY_VERIFY(m_form->isPlanCurrent());
        QSignalSpy planned(m_form.get(), &PlanForm::planChanged);
        for (const char *text : {"a", "ab", "abc"})
            m_form->setField(QLatin1String(text));
        QCOMPARE(planned.count(), 0);
        QTRY_COMPARE(m_form->planText(), QStringLiteral("SELECT abc"));
        QCOMPARE(planned.count(), 1);
        QCOMPARE(m_questions->count(), size_t(1)); // what was read is still about it
    }

    void connectionsThatLeadElsewhereAreToldAtOnce()
    {
        m_form->confirmName = QStringLiteral("orders");
        m_questions->answer(0, QStringLiteral("DROP"));
        QTRY_VERIFY(m_form->isPlanCurrent());
        m_form->setConfirmation(QStringLiteral("orders"));
        QVERIFY(m_form->canRun());
        m_questions->haveMoved = true;
        m_form->planAgain();
        QVERIFY(!m_form->canRun());
        QTRY_VERIFY(m_form->error());
        QCOMPARE(m_form->runBlockedReason(), QStringLiteral("leads elsewhere"));
        m_questions->haveMoved = false; // Retry reads the other server
        m_form->retry();
        m_questions->answer(1, QStringLiteral("DROP there"));
        QTRY_COMPARE(m_form->planText(), QStringLiteral("DROP there "));
        QVERIFY2(m_form->runBlockedReason().contains(QStringLiteral("orders")), qPrintable(m_form->runBlockedReason()));
    }

    void thePlanIsForTheServersThatWereRead()
    {
        const auto server = [&] {
            return m_form->plan().steps().value(0).servers.value(QStringLiteral("order_dw")).toString();
        };
        m_questions->answer(0, QStringLiteral("first"));
        QTRY_COMPARE(server(), QStringLiteral("first.example"));
        m_form->setField(QStringLiteral("a"));
        QTRY_COMPARE(m_form->planText(), QStringLiteral("first a"));
        QCOMPARE(server(), QStringLiteral("first.example"));
        m_form->setTarget();
        m_questions->answer(1, QStringLiteral("second"));
        QTRY_COMPARE(server(), QStringLiteral("second.example"));
    }

    void aProblemIsToldAndBlocks()
    {
        m_questions->answer(0, QStringLiteral("SELECT"));
        m_form->setField(QStringLiteral("wrong"));
        QTRY_COMPARE(m_form->problem(QStringLiteral("field")), QStringLiteral("is wrong"));
        QCOMPARE(m_form->problem(QStringLiteral("other")), QString());
        QCOMPARE(m_form->runBlockedReason(), QStringLiteral("Run waits for 1 check: Field: is wrong"));
    }

    void whatWritesToProductionIsConfirmedByItsName()
    {
        const auto label = [this](const char *name, connections::Environment environment) {
            auto profile = *m_connections->manager().profile(QLatin1String(name));
            profile.environment = environment;
            return core::await(m_connections->manager().save(profile, profile.name, std::nullopt)).has_value();
        };
        const auto confirmedWith = [this](const char *typed) {
            m_form->setProductionConfirmation(QLatin1String(typed));
            return m_form->canRun();
        };
        m_questions->answer(0, QStringLiteral("SELECT"));
        QTRY_VERIFY(m_form->canRun());
        QVERIFY(label("dbs_mc", connections::Environment::Production)); // of which the plan only reads
        QCOMPARE(m_form->productionNames(), QString());
        QSignalSpy changed(m_form.get(), &PlanForm::changed);
        QVERIFY(label("order_dw", connections::Environment::Production));
        QTRY_VERIFY(!changed.isEmpty());
        QCOMPARE(m_form->productionConnections(), QStringList{QStringLiteral("order_dw")});
        QCOMPARE(m_form->runBlockedReason(),
                 QStringLiteral("Type order_dw to confirm that the plan writes to production"));
        for (const char *wrong : {"", "order", "ORDER_DW", "order_dw ", "dbs_mc"})
            QVERIFY2(!confirmedWith(wrong), wrong);
        QVERIFY(confirmedWith("order_dw"));
        m_form->setField(QStringLiteral("a")); // the same place
        QTRY_VERIFY(m_form->canRun());
        m_form->setTarget(); // another
        m_questions->answer(1, QStringLiteral("SELECT"));
        QTRY_VERIFY(m_form->isPlanCurrent() && m_form->reading() == PlanForm::Reading::Ready);
        QVERIFY(!m_form->canRun());
        m_form->confirmName = QStringLiteral("orders"); // what is dropped is asked for too
        m_form->setField(QStringLiteral("b"));
        QTRY_COMPARE(static_cast<PlanForm &>(*m_form).confirmName(), QStringLiteral("orders"));
        QVERIFY(!confirmedWith("order_dw"));
        m_form->setConfirmation(QStringLiteral("orders"));
        QVERIFY(m_form->canRun());
        QVERIFY(!confirmedWith(""));
        m_form->setField(QStringLiteral("read"));
        QTRY_VERIFY(m_form->canRun());
        m_form->setField(QStringLiteral("c"));
        QTRY_VERIFY(m_form->isPlanCurrent());
        QVERIFY(!m_form->canRun());
        QVERIFY(label("order_dw", connections::Environment::Development));
        QTRY_VERIFY(m_form->canRun());
    }

    void anAnswerToAFormerQuestionIsDropped()
    {
        m_questions->answer(0, QStringLiteral("first"));
        QTRY_VERIFY(m_form->canRun());
        m_form->setTarget();
        QCOMPARE(m_form->reading(), PlanForm::Reading::Loading);
        QTRY_COMPARE(m_questions->count(), size_t(2));
        m_form->setTarget();
        QTRY_COMPARE(m_questions->count(), size_t(3));
        QTRY_VERIFY(m_questions->isCancelled(1));
        m_questions->answer(1, QStringLiteral("second"));
        m_questions->answer(2, QStringLiteral("third"));
        QTRY_COMPARE(m_form->planText(), QStringLiteral("third "));
        QCOMPARE(m_form->reading(), PlanForm::Reading::Ready);
    }

    void aFailureIsTheReasonAndRetryMendsIt()
    {
        m_questions->answer(0, core::fail(core::ErrorKind::Network, QStringLiteral("No answer")));
        QTRY_COMPARE(m_form->runBlockedReason(), QStringLiteral("No answer"));
        QCOMPARE(m_form->error()->kind, core::ErrorKind::Network);
        m_form->retry();
        QVERIFY(!m_form->error());
        m_questions->answer(1, QStringLiteral("SELECT"));
        QTRY_VERIFY(m_form->canRun());
    }

    void whatCannotBePlannedIsTheReasonUntilItIsMended()
    {
        m_questions->answer(0, QStringLiteral("SELECT"));
        QTRY_VERIFY(m_form->canRun());
        m_form->setField(QStringLiteral("damaged"));
        QTRY_COMPARE(m_form->runBlockedReason(), QStringLiteral("Damaged"));
        QCOMPARE(m_form->planText(), QString());
        m_form->setField(QStringLiteral("a"));
        QTRY_VERIFY(m_form->canRun());
        QVERIFY(!m_form->error());
    }

    void aConfirmationHoldsForWhatItWasGivenFor()
    {
        m_form->confirmName = QStringLiteral("orders");
        m_questions->answer(0, QStringLiteral("DROP"));
        QTRY_COMPARE(m_form->runBlockedReason(), QStringLiteral("Type orders to confirm what the plan drops"));
        m_form->setConfirmation(QStringLiteral("order"));
        QVERIFY(!m_form->canRun());
        m_form->setConfirmation(QStringLiteral("orders"));
        QVERIFY(m_form->canRun());
        m_form->setTarget(); // of another target with the same name
        QTRY_COMPARE(m_questions->count(), size_t(2));
        m_questions->answer(1, QStringLiteral("DROP"));
        QTRY_COMPARE(m_form->reading(), PlanForm::Reading::Ready);
        QVERIFY(!m_form->canRun());
    }

private:
    std::shared_ptr<Questions> m_questions;
    std::unique_ptr<testsupport::FakeConnections> m_connections;
    std::unique_ptr<TextForm> m_form;
};

QTEST_GUILESS_MAIN(tst_PlanForm)
#include "tst_planform.moc"
