// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/lineage/lineagelayout.h>

#include <QRandomGenerator>
#include <QRect>
#include <QTest>

#include <map>
#include <vector>

using namespace isthmus::mapping;

namespace {

using Edges = QList<QPair<qsizetype, qsizetype>>;

QList<QString> named(int count)
{
    QList<QString> names;
    for (int i = 0; i < count; ++i)
        names.append(QStringLiteral("n%1").arg(i));
    return names;
}

// Pairs of nodes that lie on each other.
int overlaps(const LineageLayout &layout)
{
    std::map<int, std::vector<int>> columns;
    for (const auto &place : layout.places())
        columns[place.x].push_back(place.y);
    int count = 0;
    for (auto &[x, rows] : columns) {
        std::ranges::sort(rows);
        for (size_t i = 1; i < rows.size(); ++i)
            count += rows[i] - rows[i - 1] < LineageLayout::rowPitch ? 1 : 0;
    }
    return count;
}

int edgesToTheLeft(const LineageLayout &layout, const Edges &edges)
{
    return int(std::ranges::count_if(edges, [&layout](const auto &edge) {
        return edge.first != edge.second && layout.places().at(edge.first).x >= layout.places().at(edge.second).x;
    }));
}

} // namespace

class LineageLayoutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void edgesGoRightWithoutOverlaps_data();
    void edgesGoRightWithoutOverlaps();
    void cyclesAreTolerated();
    void sameInSamePlaces();
    void growthKeepsTheOrder();
    void nothing();
    void readersStandBesideTheirSource();
};

void LineageLayoutTest::edgesGoRightWithoutOverlaps_data()
{
    QTest::addColumn<int>("nodes");
    QTest::addColumn<int>("edges");
    QTest::newRow("one") << 1 << 0;
    QTest::newRow("two") << 2 << 1;
    QTest::newRow("some") << 40 << 60;
    QTest::newRow("many") << 2000 << 3000;
}

void LineageLayoutTest::edgesGoRightWithoutOverlaps()
{
    QFETCH(int, nodes);
    QFETCH(int, edges);
    QRandomGenerator random(7);
    Edges list;
    for (int i = 0; i < edges; ++i) {
        const int from = random.bounded(nodes - 1);
        list.append({from, random.bounded(from + 1, nodes)}); // without cycles
    }
    LineageLayout layout;
    layout.arrange(named(nodes), list);
    QCOMPARE(layout.places().size(), nodes);
    QCOMPARE(overlaps(layout), 0);
    QCOMPARE(edgesToTheLeft(layout, list), 0);
    for (const auto &place : layout.places()) {
        QVERIFY(place.x >= 0 && place.y >= 0 && place.y % LineageLayout::grid == 0);
        QVERIFY(place.x + LineageLayout::nodeWidth <= layout.width());
        QVERIFY(place.y + LineageLayout::nodeHeight <= layout.height());
    }
}

// One edge of a cycle goes back; a node that reads itself is placed as any other.
void LineageLayoutTest::cyclesAreTolerated()
{
    const Edges edges{{0, 1}, {1, 2}, {2, 0}, {1, 1}, {2, 3}};
    LineageLayout layout;
    layout.arrange(named(4), edges);
    QCOMPARE(edgesToTheLeft(layout, edges), 1);
    QCOMPARE(overlaps(layout), 0);
}

void LineageLayoutTest::sameInSamePlaces()
{
    const Edges edges{{0, 1}, {0, 2}, {1, 3}, {2, 3}, {4, 3}};
    LineageLayout one;
    LineageLayout other;
    one.arrange(named(5), edges);
    other.arrange(named(5), edges);
    QCOMPARE(one.places(), other.places());
    one.arrange(named(5), edges); // again: nothing jumps
    QCOMPARE(one.places(), other.places());
}

void LineageLayoutTest::growthKeepsTheOrder()
{
    Edges edges{{0, 1}, {0, 2}, {0, 3}};
    LineageLayout layout;
    layout.arrange(named(4), edges);
    const auto before = layout.places();
    for (int i = 4; i < 9; ++i)
        edges.append({2, i});
    layout.arrange(named(9), edges);
    const auto after = layout.places();
    for (const int above : {1, 2}) {
        const int below = above + 1;
        QVERIFY(before.at(above).y < before.at(below).y);
        QVERIFY(after.at(above).y < after.at(below).y);
    }
    QCOMPARE(overlaps(layout), 0);
    // What has come stands around what it was grown from.
    const int middle = (after.at(4).y + after.at(8).y) / 2;
    QVERIFY(std::abs(middle - after.at(2).y) <= LineageLayout::rowPitch);
}

void LineageLayoutTest::nothing()
{
    LineageLayout layout;
    layout.arrange({}, {});
    QVERIFY(layout.places().isEmpty());
    QCOMPARE(layout.width(), 0);
    QCOMPARE(layout.height(), 0);
}

void LineageLayoutTest::readersStandBesideTheirSource()
{
    // A source that comes late stands right before its reader, not far left.
    const Edges edges{{0, 1}, {1, 2}, {3, 2}};
    LineageLayout layout;
    layout.arrange(named(4), edges);
    QCOMPARE(layout.places().at(3).x, layout.places().at(1).x);
}

QTEST_GUILESS_MAIN(LineageLayoutTest)
#include "tst_lineagelayout.moc"
