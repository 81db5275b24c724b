// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/records/columnsummary.h>

#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using records::ColumnSummary;
using records::Summary;

namespace {

using Value = std::optional<QString>;

ColumnSummary summaryOf(const QString &type)
{
    catalog::Column column;
    column.name = u"c"_s;
    column.type = catalog::parsePostgresType(type);
    return ColumnSummary::of({column}, u"c"_s).value();
}

} // namespace

class tst_ColumnSummary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatATypeCanBeAskedFor_data();
    void whatATypeCanBeAskedFor();
    void namesAreNoPatterns();
    void figuresAreTaken();
    void whatIsNoFigureIsRefused_data();
    void whatIsNoFigureIsRefused();
    void aColumnThatIsNotThereIsNamed();
};

void tst_ColumnSummary::whatATypeCanBeAskedFor_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("expressions");
    const QString distinct = u"COUNT(*)|COUNT(\"c\")|COUNT(DISTINCT \"c\")"_s;
    const QString all = distinct + u"|text(MIN(\"c\"))|text(MAX(\"c\"))"_s;
    for (const QString &type : {u"bigint"_s, u"numeric"_s, u"double precision"_s, u"text"_s, u"character varying(3)"_s,
                                u"date"_s, u"timestamp with time zone"_s, u"time without time zone"_s})
        QTest::newRow(qPrintable(type)) << type << all;
    for (const QString &type : {u"boolean"_s, u"uuid"_s, u"interval"_s})
        QTest::newRow(qPrintable(type)) << type << distinct;
    for (const QString &type : {u"json"_s, u"jsonb"_s, u"bytea"_s, u"integer[]"_s, u"xml"_s, u"point"_s})
        QTest::newRow(qPrintable(type)) << type << u"COUNT(*)|COUNT(\"c\")"_s;
}

void tst_ColumnSummary::whatATypeCanBeAskedFor()
{
    QFETCH(QString, type);
    QTEST(summaryOf(type).expressions(u"\"c\""_s, u"text(%1)"_s).join(u'|'), "expressions");
}

void tst_ColumnSummary::namesAreNoPatterns()
{
    const QString name = u"\"%1 %2 %L1\""_s;
    QCOMPARE(summaryOf(u"bigint"_s).expressions(name, u"text(%1)"_s).at(3), u"text(MIN("_s + name + u"))"_s);
}

void tst_ColumnSummary::figuresAreTaken()
{
    Summary summary;
    QVERIFY(summaryOf(u"text"_s).take({u"9007199254740993"_s, u"10"_s, u"7"_s, u""_s, QString(300, u'z')}, &summary));
    QCOMPARE(summary.rows, 9007199254740993);
    QCOMPARE(summary.nulls, 9007199254740983);
    QCOMPARE(summary.distinct, 7);
    QCOMPARE(summary.least, QString()); // an empty text is a value
    QVERIFY(summary.least.has_value());
    QCOMPARE(*summary.greatest, QString(records::summaryTextLength, u'z') + u'\u2026'); // there is more of it
    QVERIFY(summaryOf(u"text"_s).take({u"1"_s, u"1"_s, u"1"_s, u"a"_s, QString(records::summaryTextLength, u'z')},
                                      &summary));
    QCOMPARE(summary.greatest->size(), records::summaryTextLength);
    summary = {};
    QVERIFY(summaryOf(u"text"_s).take({u"3"_s, u"0"_s, u"0"_s, Value(), Value()}, &summary)); // all are NULL
    QCOMPARE(summary.nulls, 3);
    QVERIFY(!summary.least && !summary.greatest);
    summary = {};
    QVERIFY(ColumnSummary().take({u"3"_s}, &summary));
    QVERIFY(!summary.nulls && !summary.distinct);
}

void tst_ColumnSummary::whatIsNoFigureIsRefused_data()
{
    QTest::addColumn<QList<Value>>("values");
    QTest::newRow("nothing") << QList<Value>{};
    QTest::newRow("too few") << QList<Value>{u"3"_s, u"3"_s};
    QTest::newRow("too many") << QList<Value>{u"3"_s, u"3"_s, u"3"_s, u"a"_s, u"b"_s, u"c"_s};
    QTest::newRow("no number") << QList<Value>{u"many"_s, u"3"_s, u"3"_s, u"a"_s, u"b"_s};
    QTest::newRow("NULL") << QList<Value>{Value(), u"3"_s, u"3"_s, u"a"_s, u"b"_s};
    QTest::newRow("below zero") << QList<Value>{u"-3"_s, u"-3"_s, u"-3"_s, u"a"_s, u"b"_s};
    QTest::newRow("more values than rows") << QList<Value>{u"3"_s, u"4"_s, u"3"_s, u"a"_s, u"b"_s};
    QTest::newRow("more distinct than values") << QList<Value>{u"3"_s, u"2"_s, u"3"_s, u"a"_s, u"b"_s};
}

void tst_ColumnSummary::whatIsNoFigureIsRefused()
{
    QFETCH(QList<Value>, values);
    Summary summary;
    QVERIFY(!summaryOf(u"text"_s).take(values, &summary));
}

void tst_ColumnSummary::aColumnThatIsNotThereIsNamed()
{
    const auto summary = ColumnSummary::of({}, u"gone"_s);
    QVERIFY(!summary);
    QCOMPARE(summary.error().kind, core::ErrorKind::NotFound);
    QVERIFY(summary.error().message.contains(u"gone"_s));
}

QTEST_GUILESS_MAIN(tst_ColumnSummary)
#include "tst_columnsummary.moc"
