// SPDX-License-Identifier: GPL-3.0-or-later
#include "requesthead.h"

#include <QTest>

using namespace isthmus::sandbox;

/// Headers as they were sent.
class tst_RequestHead : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headersAreAsTheyWereSent_data();
    void headersAreAsTheyWereSent();
};

void tst_RequestHead::headersAreAsTheyWereSent_data()
{
    QTest::addColumn<QByteArray>("lines"); // after the request line
    QTest::addColumn<QByteArrayList>("headers");
    QTest::newRow("one") << QByteArray("Date: now\r\n\r\n") << QByteArrayList{"Date=now"};
    QTest::newRow("without a value") << QByteArray("x-odps-comment: \r\nx-odps-a:\r\nDate: now\r\n\r\n")
                                     << QByteArrayList{"x-odps-comment=", "x-odps-a=", "Date=now"};
    QTest::newRow("percent signs") << QByteArray("x-odps-comment: 50%25 of %41\r\n\r\n")
                                   << QByteArrayList{"x-odps-comment=50%25 of %41"};
    QTest::newRow("blanks") << QByteArray("a:\t b  c \t\r\n\r\n") << QByteArrayList{"a=b  c"};
    QTest::newRow("colons") << QByteArray("a: b:c\r\n\r\n") << QByteArrayList{"a=b:c"};
    QTest::newRow("twice") << QByteArray("b: 1\r\na: 2\r\nb: 3\r\n\r\n") << QByteArrayList{"b=1", "a=2", "b=3"};
    QTest::newRow("a body") << QByteArray("a: 1\r\n\r\nb: 2\r\n") << QByteArrayList{"a=1"};
    QTest::newRow("no header") << QByteArray("nothing\r\n: 1\r\na: 2\r\n\r\n") << QByteArrayList{"a=2"};
    QTest::newRow("a line feed alone") << QByteArray("a: 1\nb: 2\r\n\r\n") << QByteArrayList{"b=2"};
    QTest::newRow("cut off") << QByteArray("a: 1\r\nb: 2") << QByteArrayList{"a=1"};
    QTest::newRow("none") << QByteArray() << QByteArrayList();
}

void tst_RequestHead::headersAreAsTheyWereSent()
{
    QFETCH(QByteArray, lines);
    QByteArrayList found;
    for (const auto &[name, value] : headersOf("GET /a:b HTTP/1.1\r\n" + lines))
        found.append(name + '=' + value);
    QTEST(found, "headers");
}

QTEST_APPLESS_MAIN(tst_RequestHead)
#include "tst_requesthead.moc"
