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
