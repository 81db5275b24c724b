// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/table/valuelayout.h>

#include <QElapsedTimer>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using models::layOut;

class tst_ValueLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jsonKeepsItsTokens()
    {
        QCOMPARE(layOut(u"[18446744073709551615,1.10,1e400]"_s, 1000).text,
                 u"[\n    18446744073709551615,\n    1.10,\n    1e400\n]"_s);
        QCOMPARE(layOut(u"{\"b\":1.0,\"a\":[],\"b\":2}"_s, 1000).text,
                 u"{\n    \"b\": 1.0,\n    \"a\": [],\n    \"b\": 2\n}"_s);
    }

    void otherValuesStayAsTheyAre()
    {
        for (const QString &value :
             {u"plain"_s, QString(), u"5"_s, u"[1,"_s, u"{broken} text"_s, u"[2023-01-01]"_s, u" x "_s}) {
            QCOMPARE(layOut(value, 1000).text, value);
            QVERIFY(!layOut(value, 1000).isCut);
        }
    }

    void longValuesAreCut()
    {
        const auto plain = layOut(QString(5000, u'x'), 1000);
        QCOMPARE(plain.text.size(), 1000);
        QVERIFY(plain.isCut);
        QString emoji;
        for (int i = 0; i < 1000; ++i)
            emoji += u"😀"_s;
        QCOMPARE(layOut(emoji, 101).text.size(), 100); // not half a character
    }

    void longWordsAreTold()
    {
        QVERIFY(layOut(QString(5000, u'7'), 10'000).hasLongWord);
        QVERIFY(!layOut(QString(900, u'7'), 10'000).hasLongWord);
        QVERIFY(!layOut(QString(900, u'7') + u' ' + QString(900, u'7'), 10'000).hasLongWord);
        QVERIFY(layOut(u"[\""_s + QString(5000, u'x') + u"\"]"_s, 10'000).hasLongWord);
    }

    void timeGoesByWhatIsShown()
    {
        QString json = u"["_s;
        for (int i = 0; i < 3'000'000; ++i)
            json += u"{\"a\":1},"_s;
        QElapsedTimer timer;
        timer.start();
        const auto layout = layOut(json, 100'000);
        QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(layout.isCut);
        QCOMPARE(layout.text.size(), 100'000);
        QVERIFY(layout.text.startsWith(u"[\n    {\n        \"a\": 1\n    },\n"));
    }
};

QTEST_GUILESS_MAIN(tst_ValueLayout)
#include "tst_valuelayout.moc"
