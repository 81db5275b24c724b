// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/records/cutcells.h>
#include <isthmus/records/valuecondition.h>

#include <QTest>

#include <limits>

using namespace isthmus;
using dialect::Dialect;
using records::RecordBatch;

namespace {

catalog::Column column(const char *name, const char *type, Dialect sqlDialect = Dialect::Hologres)
{
    catalog::Column made;
    made.name = QString::fromLatin1(name);
    const QString text = QString::fromLatin1(type);
    made.type = sqlDialect == Dialect::Hologres ? catalog::parsePostgresType(text) : catalog::parseMaxComputeType(text);
    return made;
}

} // namespace

class tst_ValueCondition : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyValueIsWrittenAsTheServerReadsIt();
    void whatCannotBeComparedHasNone();
    void batchesAreComparedValueByValue();
};

void tst_ValueCondition::everyValueIsWrittenAsTheServerReadsIt()
{
    RecordBatch batch({column("fee", "numeric(20,2)"), column("no\"te", "text"), column("at", "timestamptz")});
    batch.vector(0).appendBytes("12.30");
    batch.vector(1).appendBytes("it's");
    batch.vector(2).appendTimestamp({0, 0});
    batch.vector(0).appendNull();
    batch.vector(1).appendBytes("");
    batch.vector(2).appendNull();
    const auto text = [&batch](int row, int column, bool isNegated = false) {
        return records::valueCondition(batch, row, column, Dialect::Hologres, isNegated).value_or(QString());
    };
    QCOMPARE(text(0, 0), QStringLiteral("\"fee\" = 12.30"));
    QCOMPARE(text(0, 0, true), QStringLiteral("(\"fee\" <> 12.30 OR \"fee\" IS NULL)"));
    QCOMPARE(text(0, 1), QStringLiteral("\"no\"\"te\" = 'it''s'"));
    QVERIFY(text(0, 2).startsWith(QStringLiteral("\"at\" = ")));
    QCOMPARE(text(1, 0), QStringLiteral("\"fee\" IS NULL"));
    QCOMPARE(text(1, 0, true), QStringLiteral("\"fee\" IS NOT NULL"));
    QCOMPARE(text(1, 1), QStringLiteral("\"no\"\"te\" = ''")); // not NULL
}

void tst_ValueCondition::whatCannotBeComparedHasNone()
{
    RecordBatch postgres({column("j", "json"), column("b", "jsonb"), column("a", "text[]")});
    for (int i = 0; i < 3; ++i)
        postgres.vector(i).appendBytes("[]");
    QVERIFY(!records::valueCondition(postgres, 0, 0, Dialect::Hologres, false));
    QVERIFY(records::valueCondition(postgres, 0, 1, Dialect::Hologres, false));
    QVERIFY(records::valueCondition(postgres, 0, 2, Dialect::Hologres, false));

    const auto mc = Dialect::MaxCompute;
    RecordBatch odps({column("at", "datetime", mc), column("a", "array<string>", mc), column("n", "bigint", mc)});
    odps.vector(0).appendTimestamp({0, 0});
    odps.vector(1).appendBytes("[]");
    odps.vector(2).appendInt64(7);
    QVERIFY(!records::valueCondition(odps, 0, 0, mc, false)); // its literal is read in the session's zone
    QVERIFY(!records::valueCondition(odps, 0, 1, mc, false));
    QCOMPARE(records::valueCondition(odps, 0, 2, mc, false).value_or(QString()), QStringLiteral("`n` = 7L"));
}

void tst_ValueCondition::batchesAreComparedValueByValue()
{
    const QList<catalog::Column> columns{column("d", "double precision"), column("t", "text")};
    const auto batch = [&columns](std::initializer_list<std::pair<double, const char *>> rows) {
        RecordBatch made(columns);
        for (const auto &[number, text] : rows) {
            made.vector(0).appendDouble(number);
            if (text)
                made.vector(1).appendBytes(text);
            else
                made.vector(1).appendNull();
        }
        return made;
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const RecordBatch two = batch({{nan, "a"}, {1, nullptr}});
    QVERIFY(records::beginsAlike(batch({{nan, "a"}, {1, nullptr}, {2, "c"}}), two, 2));
    QVERIFY(!records::beginsAlike(batch({{nan, "a"}, {1, ""}, {2, "c"}}), two, 2)); // NULL is not empty
    QVERIFY(!records::beginsAlike(batch({{nan, "a"}}), two, 2));
    QVERIFY(!records::beginsAlike(batch({{1, nullptr}, {nan, "a"}}), two, 2));
    QVERIFY(records::beginsAlike(batch({{nan, "a"}, {5, "x"}}), two, 1));
    RecordBatch other({column("d", "double precision"), column("u", "text")});
    QVERIFY(!records::beginsAlike(other, two, 0)); // other columns
}

QTEST_GUILESS_MAIN(tst_ValueCondition)
#include "tst_valuecondition.moc"
