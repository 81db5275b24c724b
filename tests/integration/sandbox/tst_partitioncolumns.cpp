// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

test::SandboxFixture &sandbox()
{
    return test::SandboxFixture::shared();
}

test::EndpointClient &client()
{
    static test::EndpointClient client(sandbox(), sandbox().admin());
    return client;
}

} // namespace

/// What partition columns may be, and the values of those that are taken.
class tst_PartitionColumns : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void typesThatAreRefused_data();
    void typesThatAreRefused();
    void typesThatAreTaken_data();
    void typesThatAreTaken();
    void valuesThatDoNotFitTheType_data();
    void valuesThatDoNotFitTheType();
};

void tst_PartitionColumns::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

void tst_PartitionColumns::typesThatAreRefused_data()
{
    QTest::addColumn<QString>("type");
    for (const char *type :
         {"TIMESTAMP", "TIMESTAMP_NTZ", "DATETIME", "BOOLEAN", "FLOAT", "DOUBLE", "DECIMAL(10,2)", "BINARY", "CHAR(3)",
          "JSON", "INTERVAL_DAY_TIME", "INTERVAL_YEAR_MONTH", "ARRAY<STRING>", "MAP<STRING,STRING>", "STRUCT<a:INT>"})
        QTest::newRow(type) << QString::fromLatin1(type);
}

// The first input: a table partitioned by a TIMESTAMP took rows, and could not be read any more.
void tst_PartitionColumns::typesThatAreRefused()
{
    QFETCH(QString, type);
    for (const QString &statement :
         {u"CREATE TABLE parts_no (id INT) PARTITIONED BY (d %1)"_s,
          u"CREATE TABLE IF NOT EXISTS parts_no (id INT) PARTITIONED BY (p STRING, d %1 COMMENT 'x')"_s,
          u"CREATE OR REPLACE TABLE parts_no (id INT) PARTITIONED BY (d %1)"_s}) {
        const test::JobOutcome outcome = client().run(statement.arg(type));
        QCOMPARE(outcome.status, u"Failed"_s);
        QCOMPARE(outcome.code(), u"ODPS-0130071"_s);
        QVERIFY2(outcome.text.contains(u"partition column 'd'") && outcome.text.contains(type),
                 qPrintable(outcome.text));
    }
    QCOMPARE(client().run(u"DESC parts_no"_s).code(), u"ODPS-0130131"_s);
}

void tst_PartitionColumns::typesThatAreTaken_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("value");
    for (const auto &[type, value] :
         std::initializer_list<std::pair<const char *, const char *>>{{"TINYINT", "-128"},
                                                                      {"SMALLINT", "32767"},
                                                                      {"INT", "1"},
                                                                      {"BIGINT", "9223372036854775807"},
                                                                      {"VARCHAR(10)", "2024-01-01"},
                                                                      {"STRING", "2024-01-01 00:00:00"},
                                                                      {"DATE", "2024-01-01"}})
        QTest::newRow(type) << QString::fromLatin1(type) << QString::fromLatin1(value);
}

void tst_PartitionColumns::typesThatAreTaken()
{
    QFETCH(QString, type);
    QFETCH(QString, value);
    QVERIFY(
        client()
            .run(u"DROP TABLE IF EXISTS parts_yes; CREATE TABLE parts_yes (id INT) PARTITIONED BY (p %1); INSERT INTO "
                 "parts_yes PARTITION (p='%2') VALUES (1); INSERT INTO parts_yes PARTITION (p) SELECT 2, CAST('%2' "
                 "AS %1)"_s.arg(type, value))
            .isGood());
    QCOMPARE(client().rows(u"SELECT id, CAST(p AS STRING) FROM parts_yes ORDER BY id"_s),
             (QStringList{u"1|"_s + value, u"2|"_s + value}));
    QCOMPARE(client().run(u"SHOW PARTITIONS parts_yes"_s).text.trimmed(), u"p="_s + value);
    QVERIFY(client().run(u"DROP TABLE parts_yes"_s).isGood());
}

void tst_PartitionColumns::valuesThatDoNotFitTheType_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("value");
    const auto add = [](const char *type, const char *value) {
        QTest::addRow("%s %s", type, value) << QString::fromLatin1(type) << QString::fromLatin1(value);
    };
    add("TINYINT", "128");
    add("INT", "x");
    add("DATE", "2024-1-1");
    add("DATE", "20240101");
    add("DATE", "2023-02-29");
    add("DATE", "2024-01-01 00:00:00");
    add("DATE", "infinity");
    add("VARCHAR(3)", "abcd");
}

void tst_PartitionColumns::valuesThatDoNotFitTheType()
{
    QFETCH(QString, type);
    QFETCH(QString, value);
    QVERIFY(client()
                .run(u"DROP TABLE IF EXISTS parts_value; CREATE TABLE parts_value (id INT) PARTITIONED BY (p %1)"_s.arg(
                    type))
                .isGood());
    for (const QString &statement : {u"ALTER TABLE parts_value ADD PARTITION (p='%1')"_s,
                                     u"INSERT INTO parts_value PARTITION (p='%1') VALUES (1)"_s}) {
        const test::JobOutcome outcome = client().run(statement.arg(value));
        QVERIFY2(outcome.status == u"Failed" && outcome.text.contains(u"of partition column 'p'"),
                 qPrintable(outcome.text));
    }
    QCOMPARE(client().rows(u"SELECT count(*) FROM parts_value"_s), QStringList(u"0"_s));
    QVERIFY(client().run(u"DROP TABLE parts_value"_s).isGood());
}

QTEST_GUILESS_MAIN(tst_PartitionColumns)
#include "tst_partitioncolumns.moc"
