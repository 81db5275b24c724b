// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/datatype.h>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace isthmus::catalog;
using Base = DataType::Base;

class tst_DataType : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void postgres_data();
    void postgres();
    void maxCompute_data();
    void maxCompute();
    void decimalKeepsPrecisionAndScale();
    void structKeepsItsFields();
    void brokenMaxComputeTypesAreUnknown_data();
    void brokenMaxComputeTypesAreUnknown();
    void deepNestingIsRefusedNotRecursedInto();
};

void tst_DataType::postgres_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Base>("base");
    QTest::addColumn<QString>("canonical");
    QTest::newRow("bigint") << u"bigint"_s << Base::BigInt << u"BIGINT"_s;
    QTest::newRow("numeric") << u"numeric(20,2)"_s << Base::Decimal << u"NUMERIC(20,2)"_s;
    QTest::newRow("numeric, scale left out") << u"numeric(20)"_s << Base::Decimal << u"NUMERIC(20,0)"_s;
    QTest::newRow("numeric, plain") << u"numeric"_s << Base::Decimal << u"NUMERIC"_s;
    QTest::newRow("varchar") << u"character varying(32)"_s << Base::VarChar << u"VARCHAR(32)"_s;
    QTest::newRow("char") << u"character(3)"_s << Base::Char << u"CHAR(3)"_s;
    QTest::newRow("bpchar with a length") << u"bpchar(3)"_s << Base::Char << u"CHAR(3)"_s;
    QTest::newRow("bpchar of any length") << u"bpchar"_s << Base::String << u"BPCHAR"_s;
    QTest::newRow("array of bpchar") << u"bpchar[]"_s << Base::Array << u"BPCHAR[]"_s;
    QTest::newRow("timestamp") << u"timestamp without time zone"_s << Base::TimestampNtz << u"TIMESTAMP"_s;
    QTest::newRow("timestamp(3)") << u"timestamp(3) with time zone"_s << Base::TimestampTz << u"TIMESTAMPTZ(3)"_s;
    QTest::newRow("array") << u"integer[]"_s << Base::Array << u"INTEGER[]"_s;
    QTest::newRow("array of varchar") << u"character varying(8)[]"_s << Base::Array << u"VARCHAR(8)[]"_s;
    QTest::newRow("uuid") << u"uuid"_s << Base::Unknown << u"UUID"_s;
    QTest::newRow("a user's type") << u"\"My Type\""_s << Base::Unknown << u"\"My Type\""_s;
    QTest::newRow("a user's type in a schema") << u"app.\"Color\""_s << Base::Unknown << u"APP.\"Color\""_s;
    QTest::newRow("bracket left open") << u"numeric(20"_s << Base::Unknown << u"NUMERIC(20"_s;
}

void tst_DataType::postgres()
{
    QFETCH(QString, text);
    const DataType type = parsePostgresType(text);
    QTEST(type.base, "base");
    QTEST(type.text, "canonical");
}

void tst_DataType::maxCompute_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Base>("base");
    QTest::addColumn<QString>("canonical");
    QTest::newRow("lower case") << u"bigint"_s << Base::BigInt << u"BIGINT"_s;
    QTest::newRow("decimal") << u"decimal( 20 , 2 )"_s << Base::Decimal << u"DECIMAL(20,2)"_s;
    QTest::newRow("timestamp_ntz") << u"TIMESTAMP_NTZ"_s << Base::TimestampNtz << u"TIMESTAMP_NTZ"_s;
    QTest::newRow("timestamp is an instant") << u"timestamp"_s << Base::TimestampTz << u"TIMESTAMP"_s;
    QTest::newRow("array") << u"array<string>"_s << Base::Array << u"ARRAY<STRING>"_s;
    QTest::newRow("map") << u"map<string, array<int>>"_s << Base::Map << u"MAP<STRING,ARRAY<INT>>"_s;
    QTest::newRow("struct") << u"struct<a:int,`b c`:decimal(3,1)>"_s << Base::Struct
                            << u"STRUCT<a:INT,`b c`:DECIMAL(3,1)>"_s;
    QTest::newRow("struct, capitals") << u"struct<userId:int,`Name`:string>"_s << Base::Struct
                                      << u"STRUCT<userid:INT,name:STRING>"_s;
    QTest::newRow("struct, keywords") << u"STRUCT<`from`:INT,select:ARRAY<STRUCT<Table:INT>>>"_s << Base::Struct
                                      << u"STRUCT<`from`:INT,`select`:ARRAY<STRUCT<`table`:INT>>>"_s;
    QTest::newRow("struct, names of other letters")
        << u"STRUCT<名称:INT,`1a`:INT,`a-b`:INT>"_s << Base::Struct << u"STRUCT<`名称`:INT,`1a`:INT,`a-b`:INT>"_s;
}

void tst_DataType::maxCompute()
{
    QFETCH(QString, text);
    const DataType type = parseMaxComputeType(text);
    QTEST(type.base, "base");
    QTEST(type.text, "canonical");
}

void tst_DataType::decimalKeepsPrecisionAndScale()
{
    const DataType type = parsePostgresType(u"numeric(20,2)");
    QCOMPARE(type.precision, std::optional<int>(20));
    QCOMPARE(type.scale, std::optional<int>(2));
    QVERIFY(type.isNumeric());
}

void tst_DataType::structKeepsItsFields()
{
    const DataType type = parseMaxComputeType(u"STRUCT<x:INT,`y``z`:STRING>");
    QCOMPARE(type.fieldNames, QStringList({u"x"_s, u"y`z"_s}));
    QCOMPARE(type.args.size(), 2);
    QCOMPARE(parseMaxComputeType(type.text), type); // the canonical text reads back as itself
    const DataType folded = parseMaxComputeType(u"STRUCT<userId:INT,`Order`:STRING>");
    QCOMPARE(folded.fieldNames, QStringList({u"userid"_s, u"order"_s}));
    QCOMPARE(parseMaxComputeType(folded.text), folded);
}

void tst_DataType::brokenMaxComputeTypesAreUnknown_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "ARRAY", "ARRAY<", "ARRAY<INT", "MAP<INT>", "STRUCT<>", "STRUCT<a>", "DECIMAL(1,2,3)",
                             "VARCHAR(x)", "INT INT", "BIGINT(3)", "STRUCT<`a:INT>"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void tst_DataType::brokenMaxComputeTypesAreUnknown()
{
    QFETCH(QString, text);
    QCOMPARE(parseMaxComputeType(text).base, Base::Unknown);
}

void tst_DataType::deepNestingIsRefusedNotRecursedInto()
{
    QString text = u"INT"_s;
    for (int i = 0; i < 33; ++i)
        text = u"ARRAY<"_s + text + u'>';
    QCOMPARE(parseMaxComputeType(text).base, Base::Unknown);
    QCOMPARE(parseMaxComputeType(QString(100'000, u'<')).base, Base::Unknown);
    QCOMPARE(parsePostgresType(u"integer"_s + QString(u"[]"_s).repeated(1000)).base, Base::Array);
}

QTEST_GUILESS_MAIN(tst_DataType)
#include "tst_datatype.moc"
