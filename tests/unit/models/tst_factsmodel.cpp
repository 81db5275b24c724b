// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/parts/factsmodel.h>

#include <QAbstractItemModelTester>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using models::FactsModel;

class tst_FactsModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void severalLinesAreMarked_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("shown");
        QTest::newRow("one line") << u"orders"_s << u"orders"_s;
        QTest::newRow("six lines") << u"a\nb\nc\nd\ne\nf"_s << u"a …"_s;
        QTest::newRow("as Windows writes them") << u"a\r\nb"_s << u"a …"_s;
        QTest::newRow("as Unicode has them") << u"a\u2028b"_s << u"a …"_s;
        QTest::newRow("blank lines in front") << u"\n\n  a\n"_s << u"a"_s;
        QTest::newRow("nothing but lines") << u"\n\n"_s << QString();
    }

    void severalLinesAreMarked()
    {
        QFETCH(QString, value);
        FactsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFacts({{u"Comment"_s, value, false}});
        const QModelIndex cell = model.index(0, FactsModel::Value);
        QTEST(cell.data().toString(), "shown");
        QCOMPARE(cell.data(FactsModel::FullTextRole).toString(), value);
        QCOMPARE(model.facts().at(0).value, value); // what is copied has them all
    }

    void groupsHaveTitles()
    {
        FactsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const catalog::FactLine kept{u"Rows kept"_s, u"7 days"_s, false, u"ttl = 604800"_s, u"Keeping"_s};
        model.setFacts({{u"Owner"_s, u"etl"_s}, kept, {u"Keeping"_s, u"x"_s, true, {}, u"Keeping"_s}});
        QCOMPARE(model.rowCount(), 4);
        const QModelIndex title = model.index(1, FactsModel::Label);
        QCOMPARE(title.data().toString(), u"Keeping"_s);
        QVERIFY(title.data(FactsModel::HeadingRole).toBool());
        QVERIFY(!title.flags().testFlag(Qt::ItemIsSelectable));
        QCOMPARE(model.index(2, FactsModel::Value).data(FactsModel::SourceRole).toString(), u"ttl = 604800"_s);
        QCOMPARE(model.facts().size(), 3);
        QCOMPARE(model.text(), u"Owner: etl\n\nKeeping\nRows kept: 7 days\nKeeping: x\n"_s);
        model.fill({{u"Keeping"_s, u"y"_s, true, {}, u"Keeping"_s}}); // no title takes a value
        QCOMPARE(model.index(3, FactsModel::Value).data().toString(), u"y"_s);
    }

    void whatIsReadSaysSo()
    {
        FactsModel model;
        model.reserve({u"Owner"_s});
        const QModelIndex cell = model.index(0, FactsModel::Value);
        QCOMPARE(cell.data(FactsModel::FullTextRole), cell.data());
        QVERIFY(cell.data(FactsModel::ReadingRole).toBool());
    }
};

QTEST_GUILESS_MAIN(tst_FactsModel)
#include "tst_factsmodel.moc"
