// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/lineage/lineagesvg.h>

#include <QJsonArray>
#include <QTest>
#include <QXmlStreamReader>

using namespace isthmus;
using namespace mapping;
using namespace Qt::StringLiterals;
using catalog::ObjectPath;
using Definition = LineageEdge::Definition;

namespace {

ObjectPath at(const QString &name)
{
    return {u"c"_s, {u"s"_s, name}};
}

LineageNode node(const QString &name, LineageNode::State state = LineageNode::State::Unread)
{
    LineageNode made;
    made.path = at(name);
    made.state = state;
    return made;
}

LineageEdge edge(const QString &reader, const QString &source, Definition definition = Definition::NotRead)
{
    LineageEdge made;
    made.reader = at(reader);
    made.source = at(source);
    made.definition = definition;
    return made;
}

// The readers of \a source are \a readers.
LineageAnswer readers(const QString &source, const QStringList &readers)
{
    LineageAnswer answer;
    answer.object = node(source, LineageNode::State::There);
    answer.way = LineageWay::Readers;
    for (const QString &reader : readers) {
        answer.nodes.append(node(reader));
        answer.edges.append(edge(reader, source));
    }
    return answer;
}

QString names(const LineageGraph &graph)
{
    QStringList names;
    for (const LineageNode &each : graph.nodes())
        names.append(each.path.name());
    return names.join(u' ');
}

} // namespace

class LineageGraphTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void growsAndFolds();
    void foldingKeepsWhatOthersLeadTo();
    void oneEdgeForBothEnds();
    void readingAgainReplaces();
    void additionsStay();
    void answersOfWhatWasFoldedAreDropped();
    void driftIsTaken();
    void asJson();
    void picturesHoldAnyName();
    void picturesTellWhatWasLeftOut();
};

void LineageGraphTest::growsAndFolds()
{
    LineageGraph graph(node(u"a"_s));
    QCOMPARE(names(graph), u"a"_s);
    graph.take(readers(u"a"_s, {u"b"_s, u"c"_s}));
    graph.take(readers(u"b"_s, {u"d"_s}));
    QCOMPARE(names(graph), u"a b c d"_s);
    QVERIFY(graph.isGrown(at(u"b"_s), LineageWay::Readers));
    QVERIFY(!graph.isGrown(at(u"b"_s), LineageWay::Sources));
    graph.fold(at(u"a"_s), LineageWay::Readers);
    QCOMPARE(names(graph), u"a"_s);
    QVERIFY(graph.edges().isEmpty());
    QVERIFY(!graph.isGrown(at(u"b"_s), LineageWay::Readers)); // what is not there is not grown
}

void LineageGraphTest::foldingKeepsWhatOthersLeadTo()
{
    LineageGraph graph(node(u"a"_s));
    graph.take(readers(u"a"_s, {u"b"_s, u"c"_s}));
    graph.take(readers(u"b"_s, {u"d"_s}));
    graph.take(readers(u"c"_s, {u"d"_s}));
    graph.fold(at(u"b"_s), LineageWay::Readers);
    QCOMPARE(names(graph), u"a b c d"_s);
    QCOMPARE(graph.edges().size(), 3); // that from b to d is not shown
    QVERIFY(!graph.edge({at(u"d"_s), at(u"b"_s)}));
}

// What the reader and the source tell is one relation.
void LineageGraphTest::oneEdgeForBothEnds()
{
    LineageGraph graph(node(u"a"_s));
    LineageAnswer down = readers(u"a"_s, {u"b"_s});
    down.edges.first().made = LineageRun{u"r1"_s, 1};
    graph.take(down);
    LineageAnswer up;
    up.object = node(u"b"_s, LineageNode::State::There);
    up.nodes = {node(u"a"_s)};
    up.edges = {edge(u"b"_s, u"a"_s, Definition::Says)};
    graph.take(up);
    QCOMPARE(graph.edges().size(), 1);
    QCOMPARE(graph.edges().first().standing(), LineageEdge::Standing::Defined);
    QCOMPARE(graph.edges().first().made->id, u"r1"_s);
    // Nobody has looked at a this time: what was known of it stays.
    QCOMPARE(graph.node(at(u"a"_s))->state, LineageNode::State::There);
    QCOMPARE(graph.neighbours(at(u"a"_s), LineageWay::Readers), QList<ObjectPath>{at(u"b"_s)});
    QCOMPARE(graph.neighbours(at(u"a"_s), LineageWay::Sources), QList<ObjectPath>{});
}

void LineageGraphTest::readingAgainReplaces()
{
    LineageGraph graph(node(u"a"_s));
    LineageAnswer first = readers(u"a"_s, {u"b"_s, u"c"_s});
    first.more = 7;
    graph.take(first);
    QCOMPARE(graph.more(at(u"a"_s), LineageWay::Readers), 7);
    LineageAnswer second = readers(u"a"_s, {u"c"_s});
    second.edges.first().definition = Definition::Denies;
    graph.take(second);
    QCOMPARE(names(graph), u"a c"_s);
    QCOMPARE(graph.edges().first().standing(), LineageEdge::Standing::Over);
    QCOMPARE(graph.more(at(u"a"_s), LineageWay::Readers), 0);
}

void LineageGraphTest::additionsStay()
{
    LineageGraph graph(node(u"a"_s));
    graph.take(readers(u"a"_s, {u"b"_s}));
    graph.take(readers(u"a"_s, {u"c"_s}), true);
    QCOMPARE(names(graph), u"a b c"_s);
}

void LineageGraphTest::answersOfWhatWasFoldedAreDropped()
{
    LineageGraph graph(node(u"a"_s));
    graph.take(readers(u"z"_s, {u"b"_s}));
    QCOMPARE(names(graph), u"a"_s);
}

void LineageGraphTest::driftIsTaken()
{
    LineageGraph graph(node(u"a"_s));
    LineageAnswer answer = readers(u"a"_s, {u"b"_s, u"c"_s});
    answer.edges.first().definition = Definition::Says;
    graph.take(answer);
    Drift drift;
    drift.table = at(u"b"_s);
    drift.state = DriftState::Broken;
    drift.checked = QDateTime::currentDateTime();
    QVERIFY(graph.takeDrift(drift));
    QCOMPARE(graph.edge({at(u"b"_s), at(u"a"_s)})->drift, DriftState::Broken);
    drift.table = at(u"c"_s); // no definition says that it reads a
    QVERIFY(!graph.takeDrift(drift));
}

void LineageGraphTest::asJson()
{
    LineageGraph graph(node(u"a"_s));
    LineageAnswer answer = readers(u"a"_s, {u"b"_s});
    answer.more = 900;
    LineageRun run{u"r1"_s, 1};
    run.time = QDateTime::fromSecsSinceEpoch(0);
    answer.edges.first().made = run;
    graph.take(answer);
    const QJsonObject json = graph.toJson();
    QCOMPARE(json[u"root"_s].toString(), u"c/s/a"_s);
    QCOMPARE(json[u"nodes"_s].toArray().size(), 2);
    QCOMPARE(json[u"nodes"_s][0][u"more_readers"_s].toInt(), 900);
    const QJsonObject told = json[u"edges"_s][0].toObject();
    QCOMPARE(told[u"reader"_s].toString(), u"c/s/b"_s);
    QCOMPARE(told[u"standing"_s].toString(), u"recorded"_s);
    QCOMPARE(told[u"made"_s][u"run"_s].toString(), u"r1"_s);
    QCOMPARE(told[u"made"_s][u"time"_s].toString(), u"1970-01-01T00:00:00.000Z"_s);
}

// Text stays text, and what XML cannot hold is marked.
void LineageGraphTest::picturesHoldAnyName()
{
    const QStringList names{u"<script>alert('x')</script>"_s, u"a\"b&c;"_s, u"订单 表"_s, u"bell\u0007"_s,
                            u"half "_s + QChar(0xD800),       u"]]>"_s,     u"a.b.c"_s};
    LineageGraph graph(node(u"self"_s));
    LineageAnswer answer = readers(u"self"_s, names + QStringList{u"self"_s});
    graph.take(answer);
    LineageLayout layout;
    const LineagePicture picture = lineagePicture(graph, layout);
    QXmlStreamReader xml(lineageSvg(picture));
    QStringList texts;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"text")
            texts.append(xml.readElementText()); // fails on elements within
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    for (const QString &name : names) {
        QString expected = name;
        expected.replace(QChar(7), QChar::ReplacementCharacter).replace(QChar(0xD800), QChar::ReplacementCharacter);
        QVERIFY2(texts.contains(expected), qPrintable(name));
    }
}

void LineageGraphTest::picturesTellWhatWasLeftOut()
{
    LineageGraph graph(node(u"a"_s));
    LineageAnswer answer = readers(u"a"_s, {u"b"_s});
    answer.more = 1900;
    graph.take(answer);
    LineageLayout layout;
    const LineagePicture picture = lineagePicture(graph, layout);
    QCOMPARE(picture.boxes.size(), 3);
    QCOMPARE(picture.boxes.last().rest, LineageWay::Readers);
    QCOMPARE(picture.boxes.last().title, u"… and 1,900 more"_s);
    QCOMPARE(picture.lines.size(), 2);
    QVERIFY(picture.boxes.last().place.x > picture.boxes.first().place.x);
}

QTEST_GUILESS_MAIN(LineageGraphTest)
#include "tst_lineagegraph.moc"
