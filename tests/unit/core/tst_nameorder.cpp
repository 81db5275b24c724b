// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/nameorder.h>

#include <QRandomGenerator>
#include <QStringList>
#include <QTest>

#include <algorithm>

using namespace isthmus::core;

class tst_NameOrder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesStandAsPeopleSortThem();
    void itIsATotalOrder();
};

void tst_NameOrder::namesStandAsPeopleSortThem()
{
    const QStringList sorted{
        QStringLiteral("7_days"),     QStringLiteral("30_days"),   QStringLiteral("_hidden"),
        QStringLiteral("ads"),        QStringLiteral("Drift"),     QStringLiteral("drift"),
        QStringLiteral("drift_2"),    QStringLiteral("MixedCase"), QStringLiteral("table"),
        QStringLiteral("Table_1"),    QStringLiteral("table_1"),   QStringLiteral("table_2"),
        QStringLiteral("table_002x"), QStringLiteral("table_10"),  QStringLiteral("table_100"),
        QStringLiteral("table_a"),    QStringLiteral("v20231231"), QStringLiteral("v20240101"),
        QStringLiteral("Ädel"),       QStringLiteral("订单2"),     QStringLiteral("订单10"),
    };
    QStringList names = sorted;
    std::ranges::shuffle(names, *QRandomGenerator::global());
    std::ranges::sort(names, isNameBefore);
    QCOMPARE(names, sorted);
}

// Sorting and merging rely on it, whatever the names are.
void tst_NameOrder::itIsATotalOrder()
{
    const QString letters = QStringLiteral("aA0019_zZäÄ");
    auto &random = *QRandomGenerator::global();
    const auto name = [&] {
        QString made;
        for (int length = random.bounded(6); length > 0; --length)
            made += letters.at(random.bounded(letters.size()));
        return made;
    };
    for (int i = 0; i < 20'000; ++i) {
        QStringList three{name(), name(), name()};
        QCOMPARE(compareNames(three[0], three[1]) < 0, compareNames(three[1], three[0]) > 0);
        QCOMPARE(compareNames(three[0], three[1]) == 0, three[0] == three[1]);
        std::ranges::sort(three, isNameBefore);
        QVERIFY2(compareNames(three[0], three[2]) <= 0, qPrintable(three.join(u' ')));
    }
}

QTEST_GUILESS_MAIN(tst_NameOrder)

#include "tst_nameorder.moc"
