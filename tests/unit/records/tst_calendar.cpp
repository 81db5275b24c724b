// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/records/calendar.h>

#include <QTest>

#include <chrono>

using namespace isthmus;
using records::Civil;

class tst_Calendar : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithTheStandardLibrary();
    void edgesOfPostgres();
    void noSuchDay();
};

// Every day of 0000 to 9999: the years of MaxCompute.
void tst_Calendar::agreesWithTheStandardLibrary()
{
    using namespace std::chrono;
    const int64_t last = sys_days(9999y / December / 31).time_since_epoch().count();
    for (int64_t day = sys_days(0y / January / 1).time_since_epoch().count(); day <= last; ++day) {
        const year_month_day expected{sys_days(days(day))};
        const Civil civil = records::civilFromDays(day);
        if (civil.year != int(expected.year()) || civil.month != int(unsigned(expected.month()))
            || civil.day != int(unsigned(expected.day())) || records::daysFromCivil(civil) != day)
            QFAIL(QByteArray::number(qlonglong(day)).constData());
    }
}

// The figures are PostgreSQL's: SELECT '4714-11-24 BC'::date - '1970-01-01'::date, '5874897-12-31'::date -
// '1970-01-01'::date, '0001-02-29 BC'::date - '1970-01-01'::date (its first and its last day, and a day of the year 0).
void tst_Calendar::edgesOfPostgres()
{
    QCOMPARE(records::daysFromCivil({-4713, 11, 24}), std::optional<int64_t>(-2440588));
    QCOMPARE(records::civilFromDays(-2440588), (Civil{-4713, 11, 24}));
    QCOMPARE(records::daysFromCivil({5874897, 12, 31}), std::optional<int64_t>(2145042905));
    QCOMPARE(records::civilFromDays(2145042905), (Civil{5874897, 12, 31}));
    QCOMPARE(records::daysFromCivil({0, 2, 29}), std::optional<int64_t>(-719469));
}

void tst_Calendar::noSuchDay()
{
    for (const Civil &date : {Civil{2023, 2, 29}, Civil{1900, 2, 29}, Civil{2024, 4, 31}, Civil{2024, 13, 1},
                              Civil{2024, 0, 1}, Civil{2024, 1, 0}})
        QVERIFY(!records::daysFromCivil(date));
}

QTEST_APPLESS_MAIN(tst_Calendar)
#include "tst_calendar.moc"
