// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/types/typemapping.h>
#include <isthmus/mapping/types/typetable.h>
#include <isthmus/plan/words.h>

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using mapping::MappingPath;
using mapping::Risk;
using mapping::TypeSettings;
using mapping::Verdict;

namespace {

catalog::DataType holo(const QString &text)
{
    return catalog::parsePostgresType(text);
}

QString described(const mapping::TypeVerdict &judged)
{
    QStringList risks;
    for (const Risk risk : judged.risks)
        risks.append(mapping::riskName(risk));
    return u"%1 %2%3 %4"_s
        .arg(judged.target.text, mapping::verdictName(judged.verdict), judged.isDisputed ? u" disputed"_s : QString(),
             risks.join(u','))
        .trimmed();
}

} // namespace

/// docs/mapping.md#types, row by row.
class tst_TypeTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachTypeIsJudged_data();
    void eachTypeIsJudged();
    void eachTypeOfMaxComputeIsJudged_data();
    void eachTypeOfMaxComputeIsJudged();
    void settingsDecideWhatTheSourcesDisagreeAbout();
    void everySettingIsOfferedWithItsDefaultFirst();
    void everyLossIsExplained();
    void theAdviceSaysWhatProgramsCanRead();
    void theFormAgreesWithTheTable();
    void theTableTellsAllTypesApart();
};

void tst_TypeTable::eachTypeIsJudged_data()
{
    QTest::addColumn<QString>("jdbc"); // external table, external schema, synchronization
    QTest::addColumn<QString>("directRead"); // empty: the same
    const auto row = [](const char *type, const char *jdbc, const char *directRead = "") {
        QTest::newRow(type) << QString::fromLatin1(jdbc) << QString::fromLatin1(directRead);
    };
    row("smallint", "SMALLINT exact");
    row("integer", "INT exact");
    row("bigint", "BIGINT exact lowest_bigint");
    row("real", "FLOAT exact");
    row("double precision", "DOUBLE exact");
    row("boolean", "BOOLEAN exact");
    row("numeric(20,2)", "DECIMAL(20,2) exact disputed nan");
    row("numeric(38,18)", "DECIMAL(38,18) exact nan");
    row("numeric(38,0)", "DECIMAL(38,0) narrower disputed nan,too_many_digits");
    row("numeric(38,30)", "STRING wider disputed");
    row("numeric(3,5)", "STRING wider disputed");
    row("numeric(5,-2)", "STRING wider disputed");
    row("numeric", "DECIMAL(38,18) lossy nan,infinite_number,too_many_digits,finer_scale");
    row("text", "STRING exact too_long");
    row("character varying", "STRING exact too_long");
    row("character varying(65535)", "VARCHAR(65535) exact");
    row("character varying(65536)", "STRING wider too_long");
    row("character(255)", "CHAR(255) exact");
    row("character(256)", "STRING wider too_long");
    row("bytea", "BINARY narrower too_long");
    row("date", "DATE exact infinite_time,year_outside");
    row("timestamp without time zone", "TIMESTAMP_NTZ wider infinite_time,year_outside");
    row("timestamp with time zone", "TIMESTAMP wider infinite_time,year_outside",
        "TIMESTAMP lossy infinite_time,year_outside,shifted_time");
    row("integer[]", "ARRAY<INT> narrower disputed dimensions,null_element,lower_bound");
    row("bigint[]", "ARRAY<BIGINT> narrower disputed dimensions,null_element,lower_bound,lowest_bigint");
    row("real[]", "ARRAY<FLOAT> narrower disputed dimensions,null_element,lower_bound");
    row("double precision[]", "ARRAY<DOUBLE> narrower disputed dimensions,null_element,lower_bound");
    row("boolean[]", "ARRAY<BOOLEAN> narrower disputed dimensions,null_element,lower_bound");
    row("text[]", "ARRAY<STRING> narrower disputed dimensions,null_element,lower_bound");
    row("json", "STRING wider too_long", "unsupported any_value");
    row("jsonb", "unsupported any_value", "JSON exact too_long");
    for (const char *type : {"character varying(20)[]",
                             "smallint[]",
                             "numeric(20,2)[]",
                             "date[]",
                             "jsonb[]",
                             "time without time zone",
                             "time with time zone",
                             "interval",
                             "bit(8)",
                             "bit varying(16)",
                             "inet",
                             "cidr",
                             "macaddr",
                             "money",
                             "oid",
                             "uuid",
                             "xml",
                             "int4range",
                             "hstore",
                             "roaringbitmap",
                             "roaringbitmap64",
                             "geometry",
                             "geography",
                             "mood",
                             "public.positive"})
        row(type, "unsupported any_value");
}

void tst_TypeTable::eachTypeIsJudged()
{
    QFETCH(QString, jdbc);
    QFETCH(QString, directRead);
    const auto type = holo(QString::fromLatin1(QTest::currentDataTag()));
    for (const MappingPath path : {MappingPath::ExternalTable, MappingPath::ExternalSchema, MappingPath::Sync})
        QCOMPARE(described(mapping::judge(type, path)), jdbc);
    QCOMPARE(described(mapping::judge(type, MappingPath::DirectRead)), directRead.isEmpty() ? jdbc : directRead);
}

void tst_TypeTable::eachTypeOfMaxComputeIsJudged_data()
{
    QTest::addColumn<QString>("judged");
    const auto row = [](const char *type, const char *judged) { QTest::newRow(type) << QString::fromLatin1(judged); };
    row("TINYINT", "SMALLINT wider");
    row("SMALLINT", "SMALLINT exact");
    row("INT", "INTEGER exact");
    row("BIGINT", "BIGINT exact");
    row("FLOAT", "REAL exact");
    row("DOUBLE", "DOUBLE PRECISION exact");
    row("BOOLEAN", "BOOLEAN exact");
    row("DECIMAL(20,2)", "NUMERIC(20,2) exact");
    row("DECIMAL", "NUMERIC(38,18) exact");
    row("STRING", "TEXT exact no_text");
    row("VARCHAR(100)", "VARCHAR(100) exact no_text");
    row("CHAR(10)", "CHAR(10) exact no_text");
    row("BINARY", "BYTEA exact");
    row("DATE", "DATE wider");
    row("DATETIME", "TIMESTAMPTZ wider");
    row("TIMESTAMP", "TIMESTAMPTZ lossy finer_time");
    row("JSON", "JSONB lossy");
    row("ARRAY<INT>", "INTEGER[] exact");
    row("ARRAY<BIGINT>", "BIGINT[] exact");
    row("ARRAY<FLOAT>", "REAL[] exact");
    row("ARRAY<DOUBLE>", "DOUBLE PRECISION[] exact");
    row("ARRAY<BOOLEAN>", "BOOLEAN[] exact");
    row("ARRAY<STRING>", "TEXT[] exact no_text");
    for (const char *type : {"TIMESTAMP_NTZ", "ARRAY<TINYINT>", "ARRAY<SMALLINT>", "ARRAY<ARRAY<INT>>",
                             "MAP<STRING,STRING>", "STRUCT<a:INT>", "INTERVAL_DAY_TIME", "INTERVAL_YEAR_MONTH"})
        row(type, "unsupported any_value");
}

void tst_TypeTable::eachTypeOfMaxComputeIsJudged()
{
    QFETCH(QString, judged);
    const auto type = catalog::parseMaxComputeType(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(type.base != catalog::DataType::Base::Unknown);
    QCOMPARE(described(mapping::judge(type, MappingPath::ToHologres)), judged);
}

void tst_TypeTable::settingsDecideWhatTheSourcesDisagreeAbout()
{
    const auto judged = [](const QString &type, const QString &name, const QString &value) {
        TypeSettings settings;
        const bool isBack = name == u"small_integers" || name == u"sized_texts";
        const auto source = isBack ? catalog::parseMaxComputeType(type) : holo(type);
        if (!settings.set(name, value))
            return u"not set"_s;
        return described(
            mapping::judge(source, isBack ? MappingPath::ToHologres : MappingPath::ExternalTable, settings));
    };
    QCOMPARE(judged(u"int[]"_s, u"arrays"_s, u"leave-out"_s), u"unsupported any_value"_s);
    QCOMPARE(judged(u"numeric(20,2)"_s, u"decimals"_s, u"largest"_s), u"DECIMAL(38,18) wider disputed nan"_s);
    QCOMPARE(judged(u"numeric(38,2)"_s, u"decimals"_s, u"largest"_s),
             u"DECIMAL(38,18) narrower disputed nan,too_many_digits"_s);
    QCOMPARE(judged(u"numeric(20,2)"_s, u"decimals"_s, u"text"_s), u"STRING wider disputed"_s);
    QCOMPARE(judged(u"numeric"_s, u"decimals"_s, u"text"_s), u"STRING wider disputed"_s);
    QCOMPARE(judged(u"TINYINT"_s, u"small_integers"_s, u"int8"_s), u"BIGINT wider"_s);
    QCOMPARE(judged(u"CHAR(3)"_s, u"sized_texts"_s, u"text"_s), u"TEXT wider no_text"_s);
    QCOMPARE(judged(u"int"_s, u"arrays"_s, u"perhaps"_s), u"not set"_s);
    QCOMPARE(judged(u"int"_s, u"colour"_s, u"map"_s), u"not set"_s);
}

void tst_TypeTable::everySettingIsOfferedWithItsDefaultFirst()
{
    const auto disputes = mapping::typeDisputes();
    QJsonObject suggested;
    for (const auto &dispute : disputes) {
        QVERIFY(dispute.choices.size() > 1);
        QVERIFY(!dispute.sources.isEmpty());
        suggested.insert(dispute.name, dispute.choices.first().value);
        for (const auto &choice : dispute.choices) {
            TypeSettings settings;
            QVERIFY(settings.set(dispute.name, choice.value));
            QCOMPARE(settings.toJson().value(dispute.name).toString(), choice.value);
        }
    }
    QCOMPARE(TypeSettings().toJson(), suggested);
}

void tst_TypeTable::everyLossIsExplained()
{
    for (const MappingPath path : mapping::mappingPaths()) {
        for (const auto &type : mapping::tableTypes(path)) {
            const auto judged = mapping::judge(type, path);
            const QByteArray what = (mapping::mappingPathName(path) + u' ' + type.text).toUtf8();
            const bool isLoss = judged.verdict >= Verdict::Narrower;
            QVERIFY2(!isLoss || (!judged.note.isEmpty() && !judged.reason.isEmpty()), what.constData());
            QVERIFY2(judged.verdict != Verdict::Unsupported || judged.target.base == catalog::DataType::Base::Unknown,
                     what.constData());
            QVERIFY2(judged.verdict == Verdict::Unsupported || judged.target.base != catalog::DataType::Base::Unknown,
                     what.constData());
            QCOMPARE(judged.risks.contains(Risk::AnyValue), judged.verdict == Verdict::Unsupported);
            QVERIFY2(!plan::words(judged.reason).contains(u"%"), what.constData());
        }
    }
}

void tst_TypeTable::theAdviceSaysWhatProgramsCanRead()
{
    const auto advice = [](const QString &type, MappingPath path) {
        return plan::words(mapping::judge(holo(type), path).advice);
    };
    QVERIFY(advice(u"timestamp without time zone"_s, MappingPath::ExternalTable)
                .contains(u"JDBC driver 3.4.2 cannot describe TIMESTAMP_NTZ"));
    QVERIFY(advice(u"jsonb"_s, MappingPath::DirectRead).contains(u"JDBC driver 3.4.2 cannot describe JSON"));
    QVERIFY(advice(u"numeric(10,2)"_s, MappingPath::Sync).contains(u"No client reads NaN"));
    QVERIFY(advice(u"bigint"_s, MappingPath::ExternalSchema).contains(u"-9223372036854775807"));
    QVERIFY(advice(u"time without time zone"_s, MappingPath::Sync).contains(u"Data Integration"));
    QVERIFY(advice(u"time without time zone"_s, MappingPath::ExternalTable).isEmpty());
    QVERIFY(advice(u"money"_s, MappingPath::ExternalTable).contains(u"NUMERIC"));
}

void tst_TypeTable::theFormAgreesWithTheTable()
{
    for (const auto &type : mapping::tableTypes(MappingPath::ExternalTable)) {
        const auto judged = mapping::judge(type, MappingPath::ExternalTable);
        const auto mapped = mapping::toMaxCompute(type);
        QCOMPARE(mapped.target, judged.target);
        QCOMPARE(mapped.fit == mapping::Fit::LeftOut, judged.verdict == Verdict::Unsupported);
        QCOMPARE(mapped.fit == mapping::Fit::Check,
                 judged.isDisputed || judged.verdict == Verdict::Narrower || judged.verdict == Verdict::Lossy);
    }
}

void tst_TypeTable::theTableTellsAllTypesApart()
{
    for (const MappingPath path : mapping::mappingPaths()) {
        QSet<QString> texts;
        for (const auto &type : mapping::tableTypes(path)) {
            QVERIFY2(!texts.contains(type.text), qPrintable(type.text));
            texts.insert(type.text);
        }
        QVERIFY(texts.size() > 20);
    }
}

QTEST_GUILESS_MAIN(tst_TypeTable)
#include "tst_typetable.moc"
