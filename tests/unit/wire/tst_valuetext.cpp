// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/wire/valuetext.h>

#include <QTest>

using namespace isthmus;
using namespace isthmus::wire;

class tst_ValueText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsPrinted_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("text");
        QTest::newRow("bigint") << QStringLiteral("bigint") << QStringLiteral("-9223372036854775808");
        QTest::newRow("double") << QStringLiteral("double") << QStringLiteral("0.1");
        QTest::newRow("float") << QStringLiteral("float") << QStringLiteral("1e+30");
        QTest::newRow("boolean") << QStringLiteral("boolean") << QStringLiteral("false");
        QTest::newRow("date") << QStringLiteral("date") << QStringLiteral("2024-02-29");
        QTest::newRow("date before 1970") << QStringLiteral("date") << QStringLiteral("0001-01-01");
        QTest::newRow("date before the year 1") << QStringLiteral("date") << QStringLiteral("0044-03-15 BC");
        QTest::newRow("year 10000") << QStringLiteral("timestamp_ntz") << QStringLiteral("10000-01-01 00:00:00");
        QTest::newRow("datetime") << QStringLiteral("datetime") << QStringLiteral("2024-01-15 08:30:00.123");
        QTest::newRow("nanoseconds") << QStringLiteral("timestamp") << QStringLiteral("1969-12-31 23:59:59.999999999");
        for (const char *interval : {"1 02:03:04.500000000", "0 00:00:00.000000000", "-0 00:00:00.500000000",
                                     "-1 00:00:01.000000000", "999999999 23:59:59.999999999"})
            QTest::newRow(interval) << QStringLiteral("interval_day_time") << QString::fromLatin1(interval);
        for (const char *interval : {"1-2", "0-0", "-0-11", "-9999-11"})
            QTest::newRow(interval) << QStringLiteral("interval_year_month") << QString::fromLatin1(interval);
        QTest::newRow("decimal") << QStringLiteral("decimal(20,2)") << QStringLiteral("12345678901234567.89");
        QTest::newRow("binary") << QStringLiteral("binary") << QStringLiteral("\\x00ff");
        QTest::newRow("text") << QStringLiteral("string") << QStringLiteral("中 \"x\"");
    }

    void readsWhatIsPrinted()
    {
        QFETCH(QString, type);
        QFETCH(QString, text);
        records::ColumnVector vector(catalog::parseMaxComputeType(type));
        QVERIFY(appendText(vector, text.toUtf8()));
        QCOMPARE(vector.displayText(0), text);
    }

    void readsOffsetsFromUtc()
    {
        const auto noon = parseTimestamp("2024-01-15 12:00:00");
        for (const char *text : {"2024-01-15T12:00:00Z", "2024-01-15T12:00:00+00:00", "2024-01-15 20:00:00+08",
                                 "2024-01-15T08:30:00-03:30"})
            QCOMPARE(parseTimestamp(text), noon);
        for (const char *text : {"2024-01-15 12:00:00+", "2024-01-15 12:00:00+8",
                                 "2024-01-15 12:00:00+08:", "2024-01-15 12:00:00+99:00", "2024-01-15 12:00:00+08:00x"})
            QVERIFY2(!parseTimestamp(text), text);
    }

    void refusesOtherText_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty number") << QStringLiteral("bigint") << QByteArray();
        QTest::newRow("a number and more") << QStringLiteral("int") << QByteArray("1x");
        QTest::newRow("beyond 64 bits") << QStringLiteral("bigint") << QByteArray("9223372036854775808");
        QTest::newRow("30 February") << QStringLiteral("date") << QByteArray("2024-02-30");
        QTest::newRow("hour 24") << QStringLiteral("timestamp") << QByteArray("2024-01-01 24:00:00");
        QTest::newRow("ten digits of fraction")
            << QStringLiteral("timestamp") << QByteArray("2024-01-01 00:00:00.1234567890");
        QTest::newRow("no interval") << QStringLiteral("interval_day_time") << QByteArray("1 day");
        QTest::newRow("month 12") << QStringLiteral("interval_year_month") << QByteArray("1-12");
        QTest::newRow("no boolean") << QStringLiteral("boolean") << QByteArray("yes");
    }

    void refusesOtherText()
    {
        QFETCH(QString, type);
        QFETCH(QByteArray, text);
        records::ColumnVector vector(catalog::parseMaxComputeType(type));
        const auto done = appendText(vector, text);
        QVERIFY(!done);
        QCOMPARE(done.error().kind, core::ErrorKind::Protocol);
        QCOMPARE(vector.size(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_ValueText)
#include "tst_valuetext.moc"
