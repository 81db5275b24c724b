// SPDX-License-Identifier: GPL-3.0-or-later
#include "partitions.h"

#include <QTest>

using isthmus::hologres::listBoundValues;

class tst_Partitions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesOfABound_data()
    {
        QTest::addColumn<QStringList>("values");
        const auto row = [](const char *bound, const QStringList &values) { QTest::newRow(bound) << values; };
        row("FOR VALUES IN ('20230211')", {QStringLiteral("20230211")});
        row("FOR VALUES IN ('a', 'b''x', 'c,d', '')",
            {QStringLiteral("a"), QStringLiteral("b'x"), QStringLiteral("c,d"), QString()});
        row("FOR VALUES IN (1, 2)", {QStringLiteral("1"), QStringLiteral("2")});
        row("FOR VALUES IN ('-1', true, NULL)", {QStringLiteral("-1"), QStringLiteral("true"), QStringLiteral("NULL")});
        row("FOR VALUES IN (') (')", {QStringLiteral(") (")});
    }

    void valuesOfABound()
    {
        QFETCH(QStringList, values);
        const auto read = listBoundValues(QString::fromUtf8(QTest::currentDataTag()));
        QVERIFY(read);
        QCOMPARE(*read, values);
    }

    void otherBoundsHaveNone()
    {
        QVERIFY(!listBoundValues(QStringLiteral("DEFAULT")));
        QVERIFY(!listBoundValues(QStringLiteral("FOR VALUES FROM (1) TO (2)")));
        QVERIFY(!listBoundValues(QStringLiteral("FOR VALUES WITH (modulus 4, remainder 0)")));
    }
};

QTEST_GUILESS_MAIN(tst_Partitions)
#include "tst_partitions.moc"
