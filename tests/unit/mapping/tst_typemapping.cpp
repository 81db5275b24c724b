// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/mapping/types/typemapping.h>
#include <isthmus/plan/words.h>

#include <QTest>

using namespace isthmus;
using mapping::Fit;

class tst_TypeMapping : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Source of the rows: docs/mapping.md#types, #declared-and-real-types and #contradictions.
    void eachHologresTypeHasItsMaxComputeType_data()
    {
        QTest::addColumn<QString>("hologres");
        QTest::addColumn<QString>("maxCompute"); // empty: left out
        QTest::addColumn<Fit>("fit");
        const auto row = [](const char *hologres, const char *maxCompute, Fit fit) {
            QTest::newRow(hologres) << QString::fromUtf8(hologres) << QString::fromUtf8(maxCompute) << fit;
        };
        row("smallint", "SMALLINT", Fit::Exact);
        row("integer", "INT", Fit::Exact);
        row("bigint", "BIGINT", Fit::Exact);
        row("real", "FLOAT", Fit::Exact);
        row("double precision", "DOUBLE", Fit::Exact);
        row("boolean", "BOOLEAN", Fit::Exact);
        row("numeric(20,2)", "DECIMAL(20,2)", Fit::Check);
        row("numeric(38,18)", "DECIMAL(38,18)", Fit::Exact);
        row("numeric(38,0)", "DECIMAL(38,0)", Fit::Check);
        row("numeric", "DECIMAL(38,18)", Fit::Check);
        row("numeric(38,19)", "STRING", Fit::Check);
        row("numeric(39,2)", "STRING", Fit::Check);
        row("numeric(2,-3)", "STRING", Fit::Check);
        row("text", "STRING", Fit::Exact);
        row("character varying", "STRING", Fit::Exact);
        row("character varying(1)", "VARCHAR(1)", Fit::Exact);
        row("character varying(65535)", "VARCHAR(65535)", Fit::Exact);
        row("character varying(65536)", "STRING", Fit::Wider);
        row("character(255)", "CHAR(255)", Fit::Exact);
        row("character(256)", "STRING", Fit::Wider);
        row("bytea", "BINARY", Fit::Check);
        row("date", "DATE", Fit::Exact);
        row("timestamp without time zone", "TIMESTAMP_NTZ", Fit::Wider);
        row("timestamp(3) without time zone", "TIMESTAMP_NTZ", Fit::Wider);
        row("timestamp with time zone", "TIMESTAMP", Fit::Wider);
        row("json", "STRING", Fit::Wider);
        row("integer[]", "ARRAY<INT>", Fit::Check);
        row("bigint[]", "ARRAY<BIGINT>", Fit::Check);
        row("real[]", "ARRAY<FLOAT>", Fit::Check);
        row("double precision[]", "ARRAY<DOUBLE>", Fit::Check);
        row("boolean[]", "ARRAY<BOOLEAN>", Fit::Check);
        row("text[]", "ARRAY<STRING>", Fit::Check);
        for (const char *unsupported :
             {"character varying(8)[]", "smallint[]", "numeric(10,2)[]", "timestamp without time zone[]", "jsonb",
              "time without time zone", "time with time zone", "interval", "bit(8)", "bit varying", "inet", "money",
              "oid", "uuid", "roaringbitmap", "geometry", "xml", "int4range", "mood"})
            row(unsupported, "", Fit::LeftOut);
    }

    void eachHologresTypeHasItsMaxComputeType()
    {
        QFETCH(QString, hologres);
        QFETCH(QString, maxCompute);
        QFETCH(Fit, fit);
        const auto mapped = mapping::toMaxCompute(catalog::parsePostgresType(hologres));
        QCOMPARE(mapped.fit, fit);
        if (maxCompute.isEmpty()) {
            QCOMPARE(mapped.target.base, catalog::DataType::Base::Unknown);
            QVERIFY(!mapped.note.isEmpty());
        } else {
            QCOMPARE(mapped.target, catalog::parseMaxComputeType(maxCompute));
            QVERIFY(mapped.target.base != catalog::DataType::Base::Unknown);
        }
        if (fit == Fit::Check || fit == Fit::LeftOut)
            QVERIFY2(!mapped.explanation.isEmpty(), "something to decide is explained");
        QVERIFY(!mapped.alternatives.contains(mapped.target));
    }

    void aWideDecimalIsWarnedOfLostDigits()
    {
        const auto narrow = mapping::toMaxCompute(catalog::parsePostgresType(u"numeric(20,2)"));
        const auto wide = mapping::toMaxCompute(catalog::parsePostgresType(u"numeric(23,2)"));
        QVERIFY(plan::words(narrow.explanation).contains(u"Values stay equal"));
        QVERIFY(plan::words(wide.explanation).contains(u"would fail"));
    }

    void theUsersOwnTypeIsJudged_data()
    {
        QTest::addColumn<QString>("hologres");
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<Fit>("fit");
        const auto row = [](const char *hologres, const char *chosen, Fit fit) {
            QTest::addRow("%s to %s", hologres, chosen)
                << QString::fromUtf8(hologres) << QString::fromUtf8(chosen) << fit;
        };
        row("numeric(20,2)", "STRING", Fit::Check);
        row("numeric(20,2)", "DECIMAL(20,2)", Fit::Check);
        row("numeric(20,2)", "DECIMAL(22,4)", Fit::Check);
        row("numeric(20,2)", "DECIMAL(10,2)", Fit::LeftOut);
        row("numeric(20,2)", "DECIMAL(20,1)", Fit::LeftOut);
        row("numeric(20,2)", "DECIMAL(40,2)", Fit::LeftOut);
        row("numeric(20,2)", "DECIMAL(20,3)", Fit::LeftOut); // 17 digits before the point instead of 18
        row("integer", "INT", Fit::Exact);
        row("integer", "BIGINT", Fit::Check);
        row("integer", "SMALLINT", Fit::LeftOut);
        row("integer", "STRING", Fit::Check);
        row("text", "INT", Fit::LeftOut); // INT cannot receive text
        row("text", "VARCHAR(10)", Fit::Check);
        row("character varying(10)", "VARCHAR(20)", Fit::Wider);
        row("character varying(10)", "VARCHAR(9)", Fit::LeftOut);
        row("character varying(10)", "STRING", Fit::Wider);
        row("character(10)", "CHAR(9)", Fit::LeftOut);
        row("real", "DOUBLE", Fit::Check);
        row("double precision", "FLOAT", Fit::LeftOut);
        row("date", "TIMESTAMP", Fit::LeftOut);
        row("uuid", "STRING", Fit::LeftOut); // not readable, whatever it would be read as
        row("text[]", "STRING", Fit::LeftOut);
        row("text[]", "ARRAY<STRING>", Fit::Check);
        row("integer", "NONSENSE", Fit::LeftOut);
    }

    void theUsersOwnTypeIsJudged()
    {
        QFETCH(QString, hologres);
        QFETCH(QString, chosen);
        QFETCH(Fit, fit);
        const auto target = catalog::parseMaxComputeType(chosen);
        const auto mapped = mapping::toMaxCompute(catalog::parsePostgresType(hologres), target);
        QCOMPARE(mapped.fit, fit);
        if (fit == Fit::LeftOut)
            QCOMPARE(mapped.target.base, catalog::DataType::Base::Unknown);
        else
            QCOMPARE(mapped.target, target);
        QVERIFY(!mapped.alternatives.contains(target));
    }

    void everyAlternativeCanBeChosenAndUndone()
    {
        for (const auto *text : {"numeric(20,2)", "text", "character varying(5)", "date", "bigint"}) {
            const auto type = catalog::parsePostgresType(QString::fromLatin1(text));
            const auto own = mapping::toMaxCompute(type);
            QVERIFY(!own.alternatives.isEmpty());
            for (const auto &alternative : own.alternatives) {
                const auto chosen = mapping::toMaxCompute(type, alternative);
                QVERIFY(chosen.fit != Fit::LeftOut);
                QVERIFY(chosen.alternatives.contains(own.target));
            }
        }
    }
};

QTEST_GUILESS_MAIN(tst_TypeMapping)
#include "tst_typemapping.moc"
