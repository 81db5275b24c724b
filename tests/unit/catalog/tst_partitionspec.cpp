// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/partitionspec.h>

#include <QRandomGenerator>
#include <QTest>

using namespace isthmus;
using catalog::PartitionSpec;

class tst_PartitionSpec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPrintedFormIsRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<PartitionSpec>("expected");
        const auto row = [](const char *text, const PartitionSpec &expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << expected;
        };
        const auto one = [](const char *value) {
            return PartitionSpec{{QStringLiteral("dt"), QString::fromUtf8(value)}};
        };
        const PartitionSpec two{{QStringLiteral("dt"), QStringLiteral("20240101")},
                                {QStringLiteral("hh"), QStringLiteral("01")}};
        row("", {});
        row(" ", {});
        row("dt=20230211", one("20230211"));
        row("dt='20230211'", one("20230211"));
        row("dt=\"20230211\"", one("20230211"));
        row("dt=20230211/", one("20230211"));
        row("dt=20230211,", one("20230211"));
        row(" dt = '20230211' / ", one("20230211"));
        row("`dt`=20230211", one("20230211"));
        row("\"dt\"='20230211'", one("20230211"));
        row("PARTITION (dt='20230211')", one("20230211"));
        row("partition(dt = 20230211)", one("20230211"));
        row("(dt='20230211')", one("20230211"));
        row("dt=20240101,hh=01", two);
        row("dt='20240101',hh='01'", two);
        row("dt=20240101/hh=01", two);
        row("dt=20240101/hh=01/", two);
        row("PARTITION (dt='20240101', hh=\"01\")", two);
        row("dt='20240101' / `hh` = 01", two);
        row("dt=", one(""));
        row("dt=''", one(""));
        row("dt=a=b", one("a=b"));
        row("dt=b'x", one("b'x"));
        row("dt='it''s'", one("it's"));
        row("dt=\"a'b,c/d=e\"", one("a'b,c/d=e"));
        row("dt=2024/01/01", one("2024/01/01")); // no name follows: they belong to the value
        row("dt=a,b", one("a,b"));
        row("dt='a,hh=b'", one("a,hh=b"));
        row("dt=两 个", one("两 个"));
        row("dt=a\\b", one("a\\b"));
    }

    void everyPrintedFormIsRead()
    {
        QFETCH(QString, text);
        QFETCH(PartitionSpec, expected);
        const auto spec = catalog::parsePartitionSpec(text);
        QVERIFY2(spec, qPrintable(spec ? QString() : spec.error().message));
        QCOMPARE(*spec, expected);
    }

    void whatNamesNoPartitionIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"20230211", "dt", "=1", "dt='2023", "dt='a'b", "1=1) OR (1=1,"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }

    void whatNamesNoPartitionIsRefused()
    {
        QFETCH(QString, text);
        const auto spec = catalog::parsePartitionSpec(text);
        if (spec) { // then no table has it
            QVERIFY(
                !catalog::resolvePartition(*spec, QStringLiteral("t"), {QStringLiteral("dt")}, Qt::CaseInsensitive));
            return;
        }
        QCOMPARE(spec.error().kind, core::ErrorKind::Invalid);
        QVERIFY(spec.error().message.contains(text));
    }

    void whatIsWrittenReadsBack()
    {
        QRandomGenerator random(7);
        const QString letters = QString::fromUtf8("ab01 ,/='\"`()\\分-_.");
        const auto text = [&](int most) {
            QString made;
            for (int i = random.bounded(most); i >= 0; --i)
                made += letters.at(random.bounded(letters.size()));
            return made;
        };
        for (int round = 0; round < 5000; ++round) {
            PartitionSpec spec;
            for (int i = random.bounded(3); i >= 0; --i)
                spec.append({text(5), random.bounded(9) ? text(8) : QString()});
            const QString written = catalog::partitionSpecText(spec);
            const auto read = catalog::parsePartitionSpec(written);
            QVERIFY2(read && *read == spec, qPrintable(written));
        }
        QCOMPARE(catalog::partitionSpecText({{QStringLiteral("dt"), QStringLiteral("20240101")},
                                             {QStringLiteral("hh"), QStringLiteral("a,b")}}),
                 QStringLiteral("dt=20240101,hh='a,b'"));
    }

    void aSpecIsMatchedWithTheTable_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("columns");
        QTest::addColumn<bool>("ignoresCase");
        QTest::addColumn<QString>("expected"); // the partition, or what is said
        const QStringList two{QStringLiteral("dt"), QStringLiteral("hh")};
        const auto row = [](const char *text, const QStringList &columns, bool ignoresCase, const char *expected) {
            QTest::addRow("%s of %s", text, qPrintable(columns.join(u' ')))
                << QString::fromUtf8(text) << columns << ignoresCase << QString::fromUtf8(expected);
        };
        row("hh=01,dt=1", two, true, "dt=1,hh=01");
        row("DT=1/Hh=2", two, true, "dt=1,hh=2");
        row("dt=1", two, true, "\"dt=1\" is only a part of a partition: hh is missing.");
        row("hh=1", two, true, "\"hh=1\" is only a part of a partition: dt is missing.");
        row("dt=1,x=2,hh=3", two, true, "t has no partition column x.");
        row("dt=1,DT=2", two, true, "Partition column dt is given twice.");
        row("dt=1", {}, true, "t is not partitioned.");
        row("DT=1", {QStringLiteral("dt")}, false, "The partition column of t is dt, not DT.");
        row("ds=1", {QStringLiteral("DS")}, false, "The partition column of t is DS, not ds.");
        row("", two, true, "");
    }

    void aSpecIsMatchedWithTheTable()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, columns);
        QFETCH(bool, ignoresCase);
        QFETCH(QString, expected);
        const auto resolved = catalog::resolvePartition(*catalog::parsePartitionSpec(text), QStringLiteral("t"),
                                                        columns, ignoresCase ? Qt::CaseInsensitive : Qt::CaseSensitive);
        QCOMPARE(resolved ? catalog::partitionSpecText(*resolved) : resolved.error().message, expected);
    }
};

QTEST_GUILESS_MAIN(tst_PartitionSpec)
#include "tst_partitionspec.moc"
