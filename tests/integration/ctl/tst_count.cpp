// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using isthmus::test::runCtl;
using isthmus::test::SandboxFixture;
using namespace Qt::StringLiterals;

/// Rows counted and columns summed up on both sides, by the command line.
class tst_Count : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    static void run(const QStringList &arguments)
    {
        const auto done = runCtl(arguments);
        QVERIFY2(done.exitCode == 0, (done.err + done.out).constData());
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_s).toUtf8());
        qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_s).toUtf8());
        qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
        auto &sandbox = SandboxFixture::shared();
        QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
        run({u"connection"_s, u"add"_s, u"--sandbox"_s, sandbox.dir()});
        run({u"sql"_s, u"order_dw"_s,
             u"CREATE TABLE public.counted (\"Id %1\" bigint, fee numeric(20,2), note text, d date, j json, b boolean);"
             "INSERT INTO public.counted VALUES (9007199254740993, 12345678901234567.89, 'a', '2026-01-01', '{}', "
             "true),"
             "(1, -0.01, '', NULL, NULL, false), (2, 12345678901234567.89, NULL, 'infinity', '{}', true)"_s});
        run({u"sql"_s, u"order_dw"_s,
             u"CREATE TABLE public.parted (k text, v int) PARTITION BY LIST (k);"
             "CREATE TABLE public.parted_a PARTITION OF public.parted FOR VALUES IN ('a');"_s});
        run({u"sql"_s, u"dbs_mc"_s,
             u"CREATE TABLE default.counted (id BIGINT, fee DECIMAL(38,18), note STRING) PARTITIONED BY (dt STRING);"
             "ALTER TABLE default.counted ADD PARTITION (dt='1'); ALTER TABLE default.counted ADD PARTITION (dt='2');"
             "INSERT INTO default.counted PARTITION (dt='1') VALUES (9007199254740993, 1.000000000000000001BD, 'a'),"
             "(1, NULL, 'a'); INSERT INTO default.counted PARTITION (dt='2') VALUES (2, 5BD, NULL);"
             "CREATE TABLE default.plain (id BIGINT); INSERT INTO default.plain VALUES (1), (2), (3);"_s});
    }

    void rowsAreCounted_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("rows");
        QTest::addColumn<QByteArray>("way");
        const auto row = [](const char *name, const QStringList &arguments, const char *rows, const char *way) {
            QTest::newRow(name) << arguments << QByteArray(rows) << QByteArray(way);
        };
        row("hologres", {u"order_dw/public/counted"_s}, "3", "SELECT COUNT(*)");
        row("hologres, filtered", {u"order_dw/public/counted"_s, u"--where"_s, u"fee > 0 -- gain"_s}, "2", "fee > 0");
        row("maxcompute, no job", {u"dbs_mc/default/plain"_s}, "3", "Tunnel");
        row("maxcompute, a partition, no job", {u"dbs_mc/default/counted"_s, u"--partition"_s, u"dt=1"_s}, "2",
            "Tunnel");
        row("maxcompute, all partitions", {u"dbs_mc/default/counted"_s}, "3", "SELECT COUNT(*)");
        row("maxcompute, filtered", {u"dbs_mc/default/counted"_s, u"--where"_s, u"note = 'a'"_s}, "2", "note = 'a'");
    }

    void rowsAreCounted()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, way);
        const auto done = runCtl(QStringList{u"count"_s} + arguments);
        QVERIFY2(done.exitCode == 0, (done.err + done.out).constData());
        QTEST(done.out.trimmed(), "rows");
        QVERIFY2(done.err.contains(way), done.err.constData());
    }

    void columnsAreSummedUp_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("figures"); // rows, NULLs, distinct, least, greatest
        const QString holo = u"order_dw/public/counted"_s;
        const QString mc = u"dbs_mc/default/counted"_s;
        QTest::newRow("whole numbers, a hostile name") << holo << u"Id %1"_s << u"3|0|3|1|9007199254740993"_s;
        QTest::newRow("decimals") << holo << u"fee"_s << u"3|0|2|-0.01|12345678901234567.89"_s;
        QTest::newRow("texts, one of them empty") << holo << u"note"_s << u"3|1|2||a"_s;
        QTest::newRow("dates") << holo << u"d"_s << u"3|1|2|2026-01-01|infinity"_s;
        QTest::newRow("json") << holo << u"j"_s << u"3|1|-|-|-"_s;
        QTest::newRow("truths") << holo << u"b"_s << u"3|0|2|-|-"_s;
        QTest::newRow("maxcompute whole numbers") << mc << u"id"_s << u"3|0|3|1|9007199254740993"_s;
        QTest::newRow("maxcompute decimals") << mc << u"fee"_s << u"3|1|2|1.000000000000000001|5"_s;
        QTest::newRow("maxcompute texts") << mc << u"note"_s << u"3|1|1|a|a"_s;
        QTest::newRow("maxcompute partition column") << mc << u"dt"_s << u"3|0|2|1|2"_s;
    }

    void columnsAreSummedUp()
    {
        QFETCH(QString, table);
        QFETCH(QString, column);
        const auto done = runCtl({u"count"_s, table, u"--column"_s, column, u"--json"_s});
        QVERIFY2(done.exitCode == 0, (done.err + done.out).constData());
        const QJsonObject json = QJsonDocument::fromJson(done.out).object();
        QStringList figures;
        for (const QString &key : {u"rows"_s, u"nulls"_s, u"distinct"_s, u"least"_s, u"greatest"_s}) {
            const QJsonValue value = json.value(key);
            figures.append(value.isNull()         ? u"-"_s
                               : value.isString() ? value.toString()
                                                  : QString::number(value.toInteger()));
        }
        QTEST(figures.join(u'|'), "figures");
    }

    void whatCannotBeCountedIsTold_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char *name, const QStringList &arguments, const char *words) {
            QTest::newRow(name) << arguments << QByteArray(words);
        };
        row("no column", {u"order_dw/public/counted"_s, u"--column"_s, u"gone"_s}, "There is no column gone.");
        row("no table", {u"order_dw/public/gone"_s}, "gone");
        row("broken filter", {u"order_dw/public/counted"_s, u"--where"_s, u"fee >"_s}, "does not understand");
        for (const QString &table : {u"order_dw/public/counted"_s, u"dbs_mc/default/counted"_s}) {
            QTest::addRow("two statements, %s", qPrintable(table))
                << QStringList{table, u"--where"_s, u"true); drop table x; select (1"_s}
                << QByteArray("\")\" at character 5 closes nothing");
        }
        row("out of a partition of Hologres",
            {u"order_dw/public/parted"_s, u"--partition"_s, u"k=a"_s, u"--where"_s, u"v=1) OR (true"_s},
            "closes nothing");
        row("out of a partition",
            {u"dbs_mc/default/counted"_s, u"--partition"_s, u"dt=1"_s, u"--where"_s, u"id=1) OR (true"_s},
            "closes nothing");
        row("no partition of Hologres", {u"order_dw/public/parted"_s, u"--partition"_s, u"k=zzz"_s}, "zzz");
        row("no partition", {u"dbs_mc/default/counted"_s, u"--partition"_s, u"dt=9"_s}, "dt");
    }

    void whatCannotBeCountedIsTold()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, words);
        const auto done = runCtl(QStringList{u"count"_s} + arguments);
        QVERIFY(done.exitCode != 0);
        QVERIFY2(done.err.contains(words), done.err.constData());
    }
};

QTEST_GUILESS_MAIN(tst_Count)
#include "tst_count.moc"
