// SPDX-License-Identifier: GPL-3.0-or-later
#include "cutvalues.h"

#include <QTest>

using namespace isthmus;

class tst_CutValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTypeIsCutInItsOwnWay_data();
    void everyTypeIsCutInItsOwnWay();
    void aRowOfManyColumnsStaysShort();
};

namespace {

catalog::Column column(const QString &name, const char *type)
{
    catalog::Column made;
    made.name = name;
    made.type = catalog::parsePostgresType(QString::fromLatin1(type));
    return made;
}

} // namespace

void tst_CutValues::everyTypeIsCutInItsOwnWay_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("expected"); // empty: as it is
    const auto row = [](const char *type, const char *expected) {
        QTest::newRow(type) << QByteArray(type) << QString::fromLatin1(expected);
    };
    row("bigint", "");
    row("numeric(20,2)", "");
    row("timestamp with time zone", "");
    row("character(10)", ""); // its blanks count
    row("text", "CASE WHEN octet_length(\"a \"\"b\") > 4000 THEN left(\"a \"\"b\", 1000) ELSE \"a \"\"b\" END");
    row("character varying(9)",
        "CASE WHEN octet_length(\"a \"\"b\") > 4000 THEN left(\"a \"\"b\", 1000) ELSE \"a \"\"b\" END");
    row("bytea",
        "CASE WHEN octet_length(\"a \"\"b\") > 2000 THEN substring(\"a \"\"b\" FROM 1 FOR 2000) ELSE \"a \"\"b\" END");
    row("text[]", "CASE WHEN octet_length(\"a \"\"b\"::text) > 4000 THEN NULL ELSE \"a \"\"b\" END");
    row("jsonb", "CASE WHEN octet_length(\"a \"\"b\"::text) > 4000 THEN NULL ELSE \"a \"\"b\" END");
    row("tsvector", "CASE WHEN octet_length(\"a \"\"b\"::text) > 4000 THEN NULL ELSE \"a \"\"b\" END");
}

void tst_CutValues::everyTypeIsCutInItsOwnWay()
{
    QFETCH(QByteArray, type);
    QFETCH(QString, expected);
    const auto cut = hologres::cutValues({column(QStringLiteral("a \"b"), type.constData())}, 4000);
    QCOMPARE(cut.expressions.size(), 2);
    QCOMPARE(cut.expressions.first(), expected.isEmpty() ? QStringLiteral("\"a \"\"b\"") : expected);
    QCOMPARE(cut.lengthsOf, expected.isEmpty() ? QList<int>() : QList<int>{0});
    QVERIFY(cut.expressions.last().startsWith(QStringLiteral("ARRAY[")));
    QCOMPARE(cut.expressions.last().contains(QStringLiteral("CASE")), !expected.isEmpty());
}

void tst_CutValues::aRowOfManyColumnsStaysShort()
{
    QList<catalog::Column> columns;
    for (int i = 0; i < 1600; ++i)
        columns.append(column(QStringLiteral("c%1").arg(i), "text"));
    const auto cut = hologres::cutValues(columns, 1024 * 1024);
    QCOMPARE(cut.lengthsOf.size(), 1600);
    QVERIFY(cut.expressions.first().contains(QStringLiteral("left(\"c0\", 163)"))); // 1600 × 163 × 4 bytes are a MiB
}

QTEST_GUILESS_MAIN(tst_CutValues)
#include "tst_cutvalues.moc"
