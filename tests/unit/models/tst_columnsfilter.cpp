// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/table/columnsfilter.h>
#include <isthmus/models/table/columnsmodel.h>

#include <QAbstractItemModelTester>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using models::ColumnsFilter;
using models::ColumnsModel;

namespace {

catalog::Column column(const QString &name, const QString &type, const QString &comment)
{
    catalog::Column column;
    column.name = name;
    column.type.text = type;
    column.comment = comment;
    return column;
}

} // namespace

class tst_ColumnsFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_columns.setColumns({column(u"Order_ID"_s, u"BIGINT"_s, u"订单编号"_s),
                              column(u"order_time"_s, u"TIMESTAMP"_s, u"when it\n\twas made"_s),
                              column(u"state"_s, u"INTEGER"_s, u"1: paid"_s)},
                             false);
    }

    void words_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("shown");
        QTest::newRow("none") << QString() << QStringList{u"Order_ID"_s, u"order_time"_s, u"state"_s};
        QTest::newRow("blanks") << u"  "_s << QStringList{u"Order_ID"_s, u"order_time"_s, u"state"_s};
        QTest::newRow("any case") << u"order_id"_s << QStringList{u"Order_ID"_s};
        QTest::newRow("type") << u"timestamp"_s << QStringList{u"order_time"_s};
        QTest::newRow("comment") << u"paid"_s << QStringList{u"state"_s};
        QTest::newRow("Chinese") << u"编号"_s << QStringList{u"Order_ID"_s};
        QTest::newRow("each word") << u"order big"_s << QStringList{u"Order_ID"_s};
        QTest::newRow("not the row's number") << u"2"_s << QStringList{};
        QTest::newRow("no pattern") << u"order.id"_s << QStringList{};
    }

    void words()
    {
        QFETCH(QString, text);
        ColumnsFilter filter(&m_columns);
        const QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        filter.setText(text);
        QStringList shown;
        for (int row = 0; row < filter.rowCount(); ++row)
            shown.append(filter.index(row, ColumnsModel::Name).data().toString());
        QTEST(shown, "shown");
    }

    void whatIsCopiedIsOneLineEach()
    {
        ColumnsFilter filter(&m_columns);
        filter.setText(u"order"_s);
        const QString title = u"Column\tType\tMay be NULL\tComment\n"_s;
        QCOMPARE(filter.tsv({1}), title + u"order_time\tTIMESTAMP\tyes\twhen it was made\n"_s);
        QCOMPARE(filter.tsv(),
                 title + u"Order_ID\tBIGINT\tyes\t订单编号\norder_time\tTIMESTAMP\tyes\twhen it was made\n"_s);
    }

private:
    ColumnsModel m_columns;
};

QTEST_GUILESS_MAIN(tst_ColumnsFilter)
#include "tst_columnsfilter.moc"
