// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using isthmus::test::CtlOutcome;
using isthmus::test::runCtl;
using isthmus::test::SandboxFixture;

#define VERIFY_DONE(call)                                                                                              \
    do {                                                                                                               \
        const CtlOutcome &done = call;                                                                                 \
        QVERIFY2(done.exitCode == 0, (done.err + done.out).constData());                                               \
    } while (false)

/// Scripts that isthmusctl reads from files and standard input, and what it says of one that fails; on a real sandbox.
class tst_Scripts : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    [[nodiscard]] QString written(const QByteArray &bytes) const
    {
        const QString path = m_dir.filePath(u"script.sql"_qs);
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
    }

    static CtlOutcome withInput(const QStringList &arguments, const QByteArray &input)
    {
        QProcess process;
        process.start(isthmus::test::ctlProgram(), arguments);
        process.write(input);
        process.closeWriteChannel();
        const bool isFinished = process.waitForFinished(90'000) && process.exitStatus() == QProcess::NormalExit;
        return {isFinished ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    }

    static QByteArray countOf(const QString &table)
    {
        return runCtl({u"sql"_qs, u"order_dw"_qs, u"SELECT count(*) FROM "_qs + table, u"--format"_qs, u"csv"_qs}).out;
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_qs).toUtf8());
        qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_qs).toUtf8());
        qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
        auto &sandbox = SandboxFixture::shared();
        QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
        VERIFY_DONE(runCtl({u"connection"_qs, u"add"_qs, u"--sandbox"_qs, sandbox.dir()}));
        VERIFY_DONE(runCtl({u"sql"_qs, u"order_dw"_qs, u"CREATE SCHEMA s; CREATE TABLE s.t (a int)"_qs}));
    }

    void aTransactionWithoutItsEndIsAFailure()
    {
        VERIFY_DONE(runCtl({u"sql"_qs, u"order_dw"_qs, u"CREATE TABLE s.kept (a int)"_qs}));
        const auto run = [](const QString &sql) { return runCtl({u"sql"_qs, u"order_dw"_qs, sql}); };
        const auto open = run(u"BEGIN; INSERT INTO s.kept VALUES (99)"_qs);
        QCOMPARE(open.exitCode, 1);
        QVERIFY2(open.err.contains("undone") && open.err.contains("COMMIT"), open.err.constData());
        QVERIFY(countOf(u"s.kept"_qs).contains("\n0\n"));
        VERIFY_DONE(run(u"BEGIN; INSERT INTO s.kept VALUES (99); COMMIT"_qs));
        VERIFY_DONE(run(u"START TRANSACTION; DELETE FROM s.kept; ROLLBACK"_qs));
        QVERIFY(countOf(u"s.kept"_qs).contains("\n1\n"));
    }

    // As an editor on Windows saves it.
    void aFileIsRead_data()
    {
        QTest::addColumn<QString>("connection");
        QTest::newRow("Hologres") << u"order_dw"_qs;
        QTest::newRow("MaxCompute") << u"dbs_mc"_qs;
    }

    void aFileIsRead()
    {
        QFETCH(QString, connection);
        const QString path = written("\xEF\xBB\xBF-- header\r\nSELECT '\xE4\xB8\xAD' AS a,\r\n  1 AS b;\r\n");
        const QStringList csv{u"--format"_qs, u"csv"_qs};
        const auto file = runCtl(QStringList{u"sql"_qs, connection, u"--file"_qs, path} + csv);
        VERIFY_DONE(file);
        QCOMPARE(file.out, QByteArray("a,b\n\xE4\xB8\xAD,1\n"));
        const QByteArray sql = "SELECT 1 AS one\n";
        const auto input = withInput(QStringList{u"sql"_qs, connection, u"--file=-"_qs} + csv, sql);
        VERIFY_DONE(input);
        QCOMPARE(input.out, QByteArray("one\n1\n"));
        const auto dash = withInput(QStringList{u"sql"_qs, connection, u"-"_qs} + csv, sql);
        VERIFY_DONE(dash);
        QCOMPARE(dash.out, QByteArray("one\n1\n"));
    }

    void whatCannotBeReadIsSaid_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("said");
        QTest::newRow("GBK") << QByteArray("INSERT INTO s.t VALUES (1);\n-- \xD6\xD0\xCE\xC4\n")
                             << u"no UTF-8 text: line 2"_qs;
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFE-\0-\0", 6) << u"no UTF-8 text: line 1"_qs;
        QTest::newRow("cut in a character") << QByteArray("SELECT 1;\n\n-- \xE4\xB8") << u"line 3"_qs;
        QTest::newRow("half a pair") << QByteArray("-- \xED\xA0\x80") << u"line 1"_qs;
        QTest::newRow("empty") << QByteArray("\xEF\xBB\xBF\r\n") << u"is empty"_qs;
        QTest::newRow("too long") << QByteArray(16 * 1024 * 1024 + 1, ' ') << u"is longer than 16"_qs;
    }

    void whatCannotBeReadIsSaid()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, said);
        const auto file = runCtl({u"sql"_qs, u"order_dw"_qs, u"--file"_qs, written(bytes)});
        QCOMPARE(file.exitCode, 1);
        QVERIFY2(QString::fromUtf8(file.err).contains(said), file.err.constData());
        QVERIFY2(file.err.contains("script.sql"), file.err.constData());
        const auto input = withInput({u"sql"_qs, u"order_dw"_qs, u"-"_qs}, bytes);
        QCOMPARE(input.exitCode, 1);
        QVERIFY2(QString::fromUtf8(input.err).contains(said), input.err.constData());
        QVERIFY2(input.err.contains("Standard input"), input.err.constData());
        QCOMPARE(countOf(u"s.t"_qs), QByteArray("count\n0\n"));
    }

    void wrongUseIsSaid()
    {
        const auto isUsage = [](const QStringList &arguments, const char *said) {
            const auto outcome = runCtl(QStringList{u"sql"_qs} + arguments);
            return outcome.exitCode == 2 && outcome.out.isEmpty() && outcome.err.contains(said);
        };
        QVERIFY(isUsage({u"order_dw"_qs}, "SQL is missing"));
        QVERIFY(isUsage({u"order_dw"_qs, u"SELECT 1"_qs, u"--file"_qs, u"x"_qs}, "given twice"));
        const auto none = runCtl({u"sql"_qs, u"order_dw"_qs, u"--file"_qs, m_dir.filePath(u"none.sql"_qs)});
        QCOMPARE(none.exitCode, 1);
        QVERIFY2(none.err.contains("none.sql cannot be read"), none.err.constData());
        const auto folder = runCtl({u"sql"_qs, u"order_dw"_qs, u"--file"_qs, m_dir.path(), u"--json"_qs});
        QCOMPARE(folder.exitCode, 1);
        QVERIFY2(folder.err.contains("cannot be read"), folder.err.constData());
    }

    void aFailingScriptTellsWhatRan_data()
    {
        QTest::addColumn<QString>("connection");
        QTest::addColumn<QString>("script");
        QTest::addColumn<QStringList>("texts"); // of the results, with "undone" where they were
        QTest::addColumn<QList<int>>("place"); // statement, statements, line
        const auto row = [](const char *name, const QString &connection, const QString &script,
                            const QStringList &texts,
                            const QList<int> &place) { QTest::newRow(name) << connection << script << texts << place; };
        const QString pg = u"order_dw"_qs;
        const QString mc = u"dbs_mc"_qs;
        row("one statement", pg, u"\n\nSELECT 1/0"_qs, {}, {1, 1, 3});
        row("the second", pg, u"INSERT INTO s.t VALUES (1);\n-- two\nSELECT 1/0;\nSELECT 2"_qs,
            {u"INSERT 0 1 undone"_qs}, {2, 3, 3});
        row("behind a COMMIT", pg,
            u"BEGIN; INSERT INTO s.t VALUES (1); DELETE FROM s.t; COMMIT; INSERT INTO s.t VALUES (2);\nSELECT 1/0"_qs,
            {u"BEGIN"_qs, u"INSERT 0 1"_qs, u"DELETE 1"_qs, u"COMMIT"_qs, u"INSERT 0 1 undone"_qs}, {6, 6, 2});
        row("what the server points at", pg, u"SELECT '\U0001F600';\nSELECT 1,\n  nothing\n  FROM s.t"_qs,
            {u" undone"_qs}, {2, 2, 3});
        row("a syntax error: nothing ran", pg, u"INSERT INTO s.t VALUES (1);\nSELECT 1;\n\nSELEC 2"_qs, {}, {3, 3, 4});
        row("MaxCompute", mc,
            u"SET a=b;\nSELECT 1;\r\n/* two */ DROP TABLE IF EXISTS none_such;\n\nSELECT * FROM none_such;"_qs,
            {QString(), u"OK"_qs}, {3, 3, 5});
    }

    void aFailingScriptTellsWhatRan()
    {
        QFETCH(QString, connection);
        QFETCH(QString, script);
        QFETCH(QStringList, texts);
        QFETCH(QList<int>, place);
        const auto outcome = runCtl({u"sql"_qs, connection, script, u"--json"_qs});
        QCOMPARE(outcome.exitCode, 1);
        const QJsonObject told = outcome.json();
        const QJsonObject failed = told.value(u"failed").toObject();
        QCOMPARE((QList<int>{failed.value(u"statement").toInt(), failed.value(u"statements").toInt(),
                             failed.value(u"line").toInt()}),
                 place);
        QVERIFY2(!failed.value(u"error").toObject().value(u"message").toString().isEmpty(), outcome.out.constData());
        QStringList seen;
        for (const auto &value : told.value(u"results").toArray()) {
            const QJsonObject result = value.toObject();
            QVERIFY(result.contains(u"undone"));
            seen.append(result.value(u"text").toString()
                        + (result.value(u"undone").toBool() ? u" undone"_qs : QString()));
        }
        QCOMPARE(seen, texts);
        QVERIFY2(outcome.err.contains("\"error\""), outcome.err.constData());
        QCOMPARE(countOf(u"s.t"_qs), QByteArray("count\n0\n")); // undone is undone
        const auto people = runCtl({u"sql"_qs, connection, script});
        const QString where = u"Statement %1 of %2 (line %3): "_qs.arg(place[0]).arg(place[1]).arg(place[2]);
        QCOMPARE(QString::fromUtf8(people.err).contains(where), place[1] > 1);
    }
};

QTEST_GUILESS_MAIN(tst_Scripts)
#include "tst_scripts.moc"
