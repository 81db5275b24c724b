// SPDX-License-Identifier: GPL-3.0-or-later
#include "texttable.h"

#include <QJsonObject>
#include <QTest>

#include <limits>

using namespace isthmus;

namespace {

records::RecordBatch batchOf(const QList<std::pair<const char *, const char *>> &columns)
{
    QList<catalog::Column> list;
    for (const auto &[name, type] : columns) {
        catalog::Column column;
        column.name = QString::fromUtf8(name);
        column.type = catalog::parseMaxComputeType(QString::fromUtf8(type));
        list.append(column);
    }
    return records::RecordBatch(list);
}

} // namespace

class tst_TextTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersStandRightAndNullIsNull()
    {
        auto rows = batchOf({{"id", "BIGINT"}, {"name", "STRING"}, {"fee", "DECIMAL(20,2)"}});
        rows.vector(0).appendInt64(7);
        rows.vector(1).appendBytes("phone_aaa");
        rows.vector(2).appendBytes("5000.05");
        rows.vector(0).appendInt64(100001);
        rows.vector(1).appendNull();
        rows.vector(2).appendNull();
        QCOMPARE(app::rowsAsText(rows, rows.zone()),
                 QStringLiteral("    id  name           fee\n"
                                "------  ---------  -------\n"
                                "     7  phone_aaa  5000.05\n"
                                "100001  NULL          NULL"));
        QCOMPARE(app::rowsAsText(rows, rows.zone(), 1).count(u'\n'), 2);
    }

    void aCellNeverBreaksTheLineOrSteersTheTerminal()
    {
        app::TextTable table({QStringLiteral("a"), QStringLiteral("b")});
        table.append({QStringLiteral("x\ny\tz\r\x1b[31m"), QStringLiteral("end")});
        QCOMPARE(table.toString().section(u'\n', 2), QStringLiteral("x\\ny\\tz\\u000d\\u001b[31m  end"));
    }

    void wideCharactersTakeTwoColumns()
    {
        app::TextTable table({QStringLiteral("n"), QStringLiteral("b")});
        table.append({QStringLiteral("订单"), QStringLiteral("x")});
        table.append({QStringLiteral("abcd"), QStringLiteral("y")});
        QCOMPARE(table.toString().section(u'\n', 2), QStringLiteral("订单  x\nabcd  y"));
    }

    void noDigitIsLostInJson()
    {
        auto rows = batchOf({{"i", "BIGINT"},
                             {"d", "DECIMAL(20,2)"},
                             {"f", "DOUBLE"},
                             {"b", "BOOLEAN"},
                             {"day", "DATE"},
                             {"list", "ARRAY<INT>"},
                             {"i", "STRING"}});
        rows.vector(0).appendInt64(9'007'199'254'740'993);
        rows.vector(1).appendBytes("1.50");
        rows.vector(2).appendDouble(std::numeric_limits<double>::quiet_NaN());
        rows.vector(3).appendBool(true);
        rows.vector(4).appendInt64(0);
        rows.vector(5).appendBytes("[1,2]");
        rows.vector(6).appendNull();
        const QJsonObject row = app::rowsAsJson(rows, rows.zone()).at(0).toObject();
        QCOMPARE(row.value(u"i"), QJsonValue(QStringLiteral("9007199254740993")));
        QCOMPARE(row.value(u"d"), QJsonValue(QStringLiteral("1.50")));
        QVERIFY(row.value(u"f").isString());
        QCOMPARE(row.value(u"b"), QJsonValue(true));
        QCOMPARE(row.value(u"day"), QJsonValue(QStringLiteral("1970-01-01")));
        QCOMPARE(row.value(u"list").toArray().size(), 2);
        QCOMPARE(row.value(u"i_2"), QJsonValue(QJsonValue::Null));

        auto exact = batchOf({{"i", "BIGINT"}});
        exact.vector(0).appendInt64(-(int64_t(1) << 53));
        QCOMPARE(app::rowsAsJson(exact, exact.zone()).at(0).toObject().value(u"i").toInteger(), -(qint64(1) << 53));
    }
};

QTEST_GUILESS_MAIN(tst_TextTable)
#include "tst_texttable.moc"
