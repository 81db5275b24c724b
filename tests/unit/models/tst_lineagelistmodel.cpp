// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/lineage/lineagelistmodel.h>

#include <QAbstractItemModelTester>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using mapping::LineageEdge;
using mapping::LineageGraph;
using mapping::LineageNode;
using mapping::LineageWay;
using models::LineageListModel;

namespace {

LineageNode node(const QString &name, catalog::ObjectKind kind)
{
    LineageNode made;
    made.path = {u"c"_s, {u"s"_s, name}};
    made.kind = kind;
    made.state = LineageNode::State::There;
    return made;
}

} // namespace

class LineageListModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatThePictureShows();
    void manyNamesAreCut();
    void namesAreTextInTips();
};

void LineageListModelTest::tellsWhatThePictureShows()
{
    LineageListModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(model.pathAt(0).names.isEmpty());
    LineageGraph graph(node(u"a"_s, catalog::ObjectKind::Table));
    mapping::LineageAnswer answer;
    answer.object = graph.nodes().first();
    answer.way = LineageWay::Readers;
    answer.nodes = {node(u"b"_s, catalog::ObjectKind::ExternalTable)};
    LineageEdge edge;
    edge.reader = answer.nodes.first().path;
    edge.source = answer.object.path;
    edge.definition = LineageEdge::Definition::Says;
    edge.drift = mapping::DriftState::Broken;
    answer.edges = {edge};
    graph.take(answer);
    model.setGraph(graph);
    QCOMPARE(model.rowCount(), 2);
    const auto text = [&model](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, LineageListModel::Object), u"c/s/a"_s);
    QCOMPARE(text(0, LineageListModel::Reads), u"not read yet"_s);
    QCOMPARE(text(0, LineageListModel::ReadBy), u"b"_s);
    QCOMPARE(text(1, LineageListModel::Kind), u"external table"_s);
    QCOMPARE(text(1, LineageListModel::Reads), u"a"_s);
    QCOMPARE(text(1, LineageListModel::Known), u"definition"_s);
    QCOMPARE(text(1, LineageListModel::Drift), mapping::driftStateTitle(mapping::DriftState::Broken));
    QCOMPARE(model.rowOf(edge.reader), 1);
    QCOMPARE(model.pathAt(1), edge.reader);
    for (int column = 0; column < LineageListModel::ColumnCount; ++column)
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
}

void LineageListModelTest::manyNamesAreCut()
{
    LineageGraph graph(node(u"a"_s, catalog::ObjectKind::Table));
    mapping::LineageAnswer answer;
    answer.object = graph.nodes().first();
    answer.way = LineageWay::Readers;
    for (int i = 0; i < 100; ++i) {
        answer.nodes.append(node(u"r%1"_s.arg(i), catalog::ObjectKind::ExternalTable));
        LineageEdge edge;
        edge.reader = answer.nodes.last().path;
        edge.source = answer.object.path;
        answer.edges.append(edge);
    }
    answer.more = 900;
    graph.take(answer);
    LineageListModel model;
    model.setGraph(graph);
    const QString readers = model.index(0, LineageListModel::ReadBy).data().toString();
    QVERIFY2(readers.startsWith(u"r0, r1, "_s) && readers.endsWith(u"r9, … and 990 more"_s), qPrintable(readers));
}

void LineageListModelTest::namesAreTextInTips()
{
    LineageListModel model;
    model.setGraph(LineageGraph(node(u"<b>x</b>"_s, catalog::ObjectKind::Table)));
    QCOMPARE(model.index(0, LineageListModel::Object).data().toString(), u"c/s/<b>x<%2Fb>"_s);
    QVERIFY(!model.index(0, LineageListModel::Object).data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
}

QTEST_GUILESS_MAIN(LineageListModelTest)
#include "tst_lineagelistmodel.moc"
