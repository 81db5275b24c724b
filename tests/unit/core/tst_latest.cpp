// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/latest.h>

#include <QPromise>
#include <QTest>

#include <optional>

using namespace isthmus;
using core::Result;

class tst_Latest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theAnswerComesOnce();
    void anotherQuestionForgetsTheFormer();
    void forgettingCancels();
    void nothingComesAfterItIsGone();
    void theNextMayBeAskedInTheAnswer();

private:
    /// Delivers what was posted before.
    static void settle();
    static QPromise<Result<int>> question();
};

void tst_Latest::settle()
{
    QObject fence;
    bool fenced = false;
    core::whenDone(core::ready<int>(1), &fence, [&](const auto &) { fenced = true; });
    QTRY_VERIFY(fenced);
}

QPromise<Result<int>> tst_Latest::question()
{
    QPromise<Result<int>> promise;
    promise.start();
    return promise;
}

void tst_Latest::theAnswerComesOnce()
{
    QObject receiver;
    core::Latest latest(&receiver);
    QList<int> answers;
    latest.ask(core::ready<int>(4), [&](const Result<int> &answer) { answers.append(answer.value()); });
    QVERIFY(latest.isWaiting());
    QVERIFY(answers.isEmpty());
    settle();
    QCOMPARE(answers, QList<int>{4});
    QVERIFY(!latest.isWaiting());
}

void tst_Latest::anotherQuestionForgetsTheFormer()
{
    QObject receiver;
    core::Latest latest(&receiver);
    auto slow = question();
    QList<int> answers;
    const auto accept = [&](const Result<int> &answer) { answers.append(answer.value_or(-1)); };
    latest.ask(slow.future(), accept);
    latest.ask(core::ready<int>(2), accept);
    QVERIFY(slow.isCanceled());
    slow.finish();
    settle();
    QCOMPARE(answers, QList<int>{2});

    // Of two that are answered already, the last counts too.
    latest.ask(core::ready<int>(3), accept);
    latest.ask(core::ready<int>(4), accept);
    settle();
    QCOMPARE(answers, (QList<int>{2, 4}));
}

void tst_Latest::forgettingCancels()
{
    QObject receiver;
    core::Latest latest(&receiver);
    auto slow = question();
    bool called = false;
    latest.ask(slow.future(), [&](const Result<int> &) { called = true; });
    latest.forget();
    QVERIFY(!latest.isWaiting());
    QVERIFY(slow.isCanceled());
    slow.finish();
    settle();
    QVERIFY(!called);
}

void tst_Latest::nothingComesAfterItIsGone()
{
    QObject receiver; // lives longer, as the owner's base class does
    auto slow = question();
    bool called = false;
    {
        core::Latest latest(&receiver);
        latest.ask(slow.future(), [&](const Result<int> &) { called = true; });
    }
    QVERIFY(slow.isCanceled());
    slow.finish();
    settle();
    QVERIFY(!called);
}

void tst_Latest::theNextMayBeAskedInTheAnswer()
{
    QObject receiver;
    core::Latest latest(&receiver);
    QList<int> answers;
    latest.ask(core::ready<int>(1), [&](const Result<int> &first) {
        answers.append(first.value());
        QVERIFY(!latest.isWaiting());
        latest.ask(core::ready<int>(2), [&](const Result<int> &next) { answers.append(next.value()); });
    });
    QTRY_COMPARE(answers, (QList<int>{1, 2}));
}

QTEST_GUILESS_MAIN(tst_Latest)
#include "tst_latest.moc"
