// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/models/plans/planform.h>

#include <QSignalSpy>
#include <QTest>

using namespace isthmus;
using models::PlanForm;

namespace {

/// A form with one field. The test answers its questions, each with the text that the plan then has.
class TextForm final : public PlanForm {
public:
    explicit TextForm(connections::ConnectionManager &manager) : PlanForm(manager) { read(); }

    [[nodiscard]] QString title() const override { return QStringLiteral("Text"); }
    [[nodiscard]] QString connectionToEdit() const override { return QStringLiteral("order_dw"); }

    void setField(const QString &text)
    {
        field = text;
        touched();
    }
    void setTarget() { readAgain(); }
    void answer(size_t question, core::Result<QString> text)
    {
        questions.at(question)->addResult(std::move(text));
        questions.at(question)->finish();
    }

    QString field;
    QString confirmName;
    std::vector<std::shared_ptr<QPromise<core::Result<QString>>>> questions;

protected:
    void startReading() override
    {
        questions.push_back(std::make_shared<QPromise<core::Result<QString>>>());
        questions.back()->start();
        ask(questions.back()->future(), [this](const QString &text) { m_read = text; });
    }
    [[nodiscard]] std::optional<Planned> makePlan() const override
    {
        if (!m_read)
            return std::nullopt;
        Planned planned;
        plan::Step step;
        step.kind = QStringLiteral("sql");
        step.title = QStringLiteral("Write");
        step.sql = *m_read + u' ' + field;
        step.confirmName = confirmName;
        planned.plan.append(step);
        if (field == u"wrong") {
            planned.problems.insert(QStringLiteral("field"), QStringLiteral("is wrong"));
            planned.plan.notices = {{plan::NoticeLevel::Blocker, QStringLiteral("Field"), QStringLiteral("is wrong")}};
        }
        return planned;
    }
    [[nodiscard]] plan::Task task() const override { return {}; }
    [[nodiscard]] QString readingTitle() const override { return QStringLiteral("Read text"); }
    [[nodiscard]] QString place() const override { return QStringLiteral("paper"); }

private:
    std::optional<QString> m_read;
};

} // namespace

class tst_PlanForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_connections = std::make_unique<testsupport::FakeConnections>();
        m_form = std::make_unique<TextForm>(m_connections->manager());
    }
    void cleanup()
    {
        m_form.reset();
        m_connections.reset();
    }

    void runWaitsForReadingAndThePlan()
    {
        QCOMPARE(m_form->reading(), PlanForm::Reading::Loading);
        QCOMPARE(m_form->runBlockedReason(), QStringLiteral("Run waits for both sides to be read"));
        m_form->answer(0, QStringLiteral("SELECT"));
        QTRY_VERIFY2(m_form->canRun(), qPrintable(m_form->runBlockedReason()));
        QCOMPARE(m_form->planSummary(), QStringLiteral("2 steps, writes to paper"));
        m_form->setField(QStringLiteral("a"));
        QCOMPARE(m_form->runBlockedReason(), QStringLiteral("Run waits for the plan"));
        QCOMPARE(m_form->planText(), QStringLiteral("SELECT "));
        QTRY_COMPARE(m_form->planText(), QStringLiteral("SELECT a"));
        QVERIFY(m_form->canRun());
    }

    void fastTypingIsPlannedOnce()
    {
        m_form->answer(0, QStringLiteral("SELECT"));
        QTRY_VERIFY(m_form->isPlanCurrent());
        QSignalSpy planned(m_form.get(), &PlanForm::planChanged);
        for (const char *text : {"a", "ab", "abc"})
            m_form->setField(QLatin1String(text));
        QCOMPARE(planned.count(), 0);
        QTRY_COMPARE(m_form->planText(), QStringLiteral("SELECT abc"));
        QCOMPARE(planned.count(), 1);
        QCOMPARE(m_form->questions.size(), size_t(1)); // what was read is still about it
    }

    void aProblemIsToldAndBlocks()
    {
        m_form->answer(0, QStringLiteral("SELECT"));
        m_form->setField(QStringLiteral("wrong"));
        QTRY_COMPARE(m_form->problem(QStringLiteral("field")), QStringLiteral("is wrong"));
        QCOMPARE(m_form->problem(QStringLiteral("other")), QString());
        QCOMPARE(m_form->runBlockedReason(), QStringLiteral("Run waits for 1 check: Field: is wrong"));
    }

    void anAnswerToAFormerQuestionIsDropped()
    {
        m_form->answer(0, QStringLiteral("first"));
        QTRY_VERIFY(m_form->canRun());
        m_form->setTarget();
        QCOMPARE(m_form->reading(), PlanForm::Reading::Loading);
        QTRY_COMPARE(m_form->questions.size(), size_t(2));
        m_form->setTarget();
        QTRY_COMPARE(m_form->questions.size(), size_t(3));
        QVERIFY(m_form->questions.at(1)->isCanceled());
        m_form->answer(1, QStringLiteral("second"));
        m_form->answer(2, QStringLiteral("third"));
        QTRY_COMPARE(m_form->planText(), QStringLiteral("third "));
        QCOMPARE(m_form->reading(), PlanForm::Reading::Ready);
    }

    void aFailureIsTheReasonAndRetryMendsIt()
    {
        m_form->answer(0, core::fail(core::ErrorKind::Network, QStringLiteral("No answer")));
        QTRY_COMPARE(m_form->runBlockedReason(), QStringLiteral("No answer"));
        QCOMPARE(m_form->readingError()->kind, core::ErrorKind::Network);
        m_form->retry();
        QVERIFY(!m_form->readingError());
        m_form->answer(1, QStringLiteral("SELECT"));
        QTRY_VERIFY(m_form->canRun());
    }

    void aConfirmationHoldsForWhatItWasGivenFor()
    {
        m_form->confirmName = QStringLiteral("orders");
        m_form->answer(0, QStringLiteral("DROP"));
        QTRY_COMPARE(m_form->runBlockedReason(), QStringLiteral("Type orders to confirm what the plan drops"));
        m_form->setConfirmation(QStringLiteral("order"));
        QVERIFY(!m_form->canRun());
        m_form->setConfirmation(QStringLiteral("orders"));
        QVERIFY(m_form->canRun());
        m_form->setTarget(); // of another target with the same name
        QTRY_COMPARE(m_form->questions.size(), size_t(2));
        m_form->answer(1, QStringLiteral("DROP"));
        QTRY_COMPARE(m_form->reading(), PlanForm::Reading::Ready);
        QVERIFY(!m_form->canRun());
    }

private:
    std::unique_ptr<testsupport::FakeConnections> m_connections;
    std::unique_ptr<TextForm> m_form;
};

QTEST_GUILESS_MAIN(tst_PlanForm)
#include "tst_planform.moc"
