// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/views/window/firstpaint.h>

#include <QElapsedTimer>
#include <QTest>
#include <QWidget>

using namespace isthmus;

namespace {

class Canvas final : public QWidget {
public:
    int paints = 0;

protected:
    void paintEvent(QPaintEvent *) override { ++paints; }
};

} // namespace

class tst_FirstPaint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itComesOnceAfterTheWindowIsPainted()
    {
        Canvas window;
        QList<int> paintsBefore;
        QElapsedTimer time;
        time.start();
        window.show();
        views::afterFirstPaint(window, [&] { paintsBefore.append(window.paints); });
        QVERIFY(paintsBefore.isEmpty());
        QTRY_COMPARE(paintsBefore.size(), 1);
        QVERIFY(paintsBefore.first() > 0);
        QVERIFY2(time.elapsed() < 900, qPrintable(QString::number(time.elapsed()))); // not because nobody saw it
        window.hide();
        window.show();
        QTRY_VERIFY(time.elapsed() > 1'100);
        QCOMPARE(paintsBefore.size(), 1);
    }

    void aWindowThatNobodySeesIsNotWaitedForLong()
    {
        Canvas window;
        static_cast<void>(window.winId()); // as a window of another workspace: there, and never exposed
        bool hasCome = false;
        views::afterFirstPaint(window, [&hasCome] { hasCome = true; });
        QTRY_VERIFY(hasCome);
        QCOMPARE(window.paints, 0);
    }

    void aWindowThatIsGoneIsForgotten()
    {
        bool hasCome = false;
        {
            Canvas window;
            window.show();
            views::afterFirstPaint(window, [&hasCome] { hasCome = true; });
        }
        QElapsedTimer time;
        time.start();
        QTRY_VERIFY(time.elapsed() > 1'100);
        QVERIFY(!hasCome);
    }
};

QTEST_MAIN(tst_FirstPaint)
#include "tst_firstpaint.moc"
