// SPDX-License-Identifier: GPL-3.0-or-later
#include "nestedform.h"

#include <QTest>

using namespace isthmus;
using maxcompute::inTunnelForm;

class tst_NestedForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatCsvWritesOtherwiseIsWrittenAlike_data();
    void whatCsvWritesOtherwiseIsWrittenAlike();
    void typesWithoutSuchValuesAreKnown();
};

void tst_NestedForm::whatCsvWritesOtherwiseIsWrittenAlike_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QByteArray>("form");
    const auto row = [](const char *type, const QByteArray &csv, const QByteArray &form) {
        QTest::addRow("%s %s", type, csv.constData()) << QString::fromLatin1(type) << csv << form;
    };
    row("ARRAY<DOUBLE>", "[1.0E16,1.0E-7,1.0E15,1.0,1.23456789E8,-0.0,0.1,1.0E300,100000.0,1.0E-4,null]",
        "[1e+16,1e-07,1e+15,1,123456789,-0,0.1,1e+300,100000,0.0001,null]");
    row("ARRAY<DOUBLE>", R"(["NaN","Infinity","-Infinity"])", R"(["NaN","Infinity","-Infinity"])");
    row("ARRAY<FLOAT>", "[1.0E16,0.1,1.6777216E7]", "[1e+16,0.1,1.6777216e+07]");
    row("MAP<STRING,DOUBLE>", R"({"1.0E16":1.0E16,"a\"b":null})", R"({"1.0E16":1e+16,"a\"b":null})");
    row("MAP<DOUBLE,STRING>", R"({"1.0E16":"1.0E16"})", R"({"1e+16":"1.0E16"})");
    row("STRUCT<x:DOUBLE,s:STRING,y:ARRAY<FLOAT>>", R"({"x":1.0E16,"s":"1.0","y":[1.0]})",
        R"({"x":1e+16,"s":"1.0","y":[1]})");
    row("ARRAY<JSON>", R"(["{\"a\": 1}","\"x\"","100000","\"5\"","null",null])",
        R"([{"a":1},"x",100000,"5",null,null])");
    row("ARRAY<JSON>", R"([{"a": 1},"no JSON"])", R"([{"a": 1},"no JSON"])");
    row("MAP<STRING,JSON>", R"({"k":"[1.10]"})", R"({"k":[1.10]})");
    row("ARRAY<STRING>", R"(["1.0E16","{\"a\": 1}"])", R"(["1.0E16","{\"a\": 1}"])");
    row("ARRAY<DOUBLE>", "[1.0E16", "[1.0E16"); // not what it should be: as it came
    row("STRUCT<x:DOUBLE>", R"({"x":1.0,"y":2.0})", R"({"x":1.0,"y":2.0})");
}

void tst_NestedForm::whatCsvWritesOtherwiseIsWrittenAlike()
{
    QFETCH(QString, type);
    QFETCH(QByteArray, csv);
    QTEST(inTunnelForm(csv, catalog::parseMaxComputeType(type)), "form");
}

void tst_NestedForm::typesWithoutSuchValuesAreKnown()
{
    QVERIFY(!maxcompute::hasForeignForm(catalog::parseMaxComputeType(u"ARRAY<STRUCT<a:DECIMAL(10,2),b:STRING>>")));
    QVERIFY(maxcompute::hasForeignForm(catalog::parseMaxComputeType(u"ARRAY<STRUCT<a:DECIMAL(10,2),b:JSON>>")));
}

QTEST_GUILESS_MAIN(tst_NestedForm)
#include "tst_nestedform.moc"
