// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

using isthmus::test::runCtl;
using isthmus::test::SandboxFixture;

#define VERIFY_DONE(call)                                                                                              \
    do {                                                                                                               \
        const auto done = (call);                                                                                      \
        QVERIFY2(done.exitCode == 0, (done.err + done.out).constData());                                               \
    } while (false)

namespace {

// What isthmusctl prints on a terminal of 80 columns; stderr included.
QByteArray onTerminal(const QStringList &arguments)
{
    const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        return {};
    const winsize size{24, 80, 0, 0};
    ioctl(master, TIOCSWINSZ, &size);
    const QString slave = QString::fromLocal8Bit(ptsname(master));
    QProcess process;
    process.setStandardOutputFile(slave, QIODevice::Append);
    process.setStandardErrorFile(slave, QIODevice::Append);
    const int held = open(slave.toLocal8Bit().constData(), O_RDWR | O_NOCTTY | O_CLOEXEC); // else it hangs up early
    process.start(isthmus::test::ctlProgram(), arguments);
    QByteArray text;
    fcntl(master, F_SETFL, O_NONBLOCK);
    const auto drain = [&] {
        char buffer[4096];
        for (ssize_t got = read(master, buffer, sizeof buffer); got > 0; got = read(master, buffer, sizeof buffer))
            text.append(buffer, got);
    };
    while (!process.waitForFinished(20) && process.state() != QProcess::NotRunning)
        drain();
    drain();
    close(held);
    close(master);
    return text.replace("\r\n", "\n"); // the terminal's own
}

bool hasControls(const QByteArray &text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20 && c != '\n') || c == 0x7f; })
        || text.contains("\xc2\x9b") || text.contains("\xe2\x80\xae");
}

} // namespace

/// What isthmusctl prints, byte by byte, of values and texts of a real sandbox.
class tst_CtlOutput : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_qs).toUtf8());
        qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_qs).toUtf8());
        qputenv("ISTHMUS_MASTER_PASSWORD", "for this test");
        auto &sandbox = SandboxFixture::shared();
        QVERIFY2(sandbox.problem().isEmpty(), qPrintable(sandbox.problem()));
        VERIFY_DONE(runCtl({u"connection"_qs, u"add"_qs, u"--sandbox"_qs, sandbox.dir()}));
    }

    void jsonKeepsEveryDigit_data()
    {
        QTest::addColumn<QString>("connection");
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QByteArray>("rows");
        const auto pg = [](const char *name, const QString &sql, const QByteArray &rows) {
            QTest::newRow(name) << u"order_dw"_qs << sql << rows;
        };
        const auto mc = [](const char *name, const QString &sql, const QByteArray &rows) {
            QTest::newRow(name) << u"dbs_mc"_qs << sql << rows;
        };
        pg("numeric[]",
           u"select array[12345678901234567890.123456789, 0.10000000000000000001, 1.10]::numeric[] as c"_qs,
           "{\"c\": [12345678901234567890.123456789,0.10000000000000000001,1.10]}");
        pg("jsonb[]", u"select array['{\"d\":12345678901234567890.1234567890}']::jsonb[] as c"_qs,
           "{\"c\": [{\"d\":12345678901234567890.1234567890}]}");
        pg("real", u"select 0.1::real as c, array[0.1::real] as a"_qs, "{\"c\": 0.1, \"a\": [0.1]}");
        pg("int8", u"select 9007199254740992::int8 as a, 9007199254740993::int8 as b"_qs,
           "{\"a\": 9007199254740992, \"b\": 9007199254740993}");
        pg("order", u"select 3 as c, 1 as a, 2 as c"_qs, "{\"c\": 3, \"a\": 1, \"c_2\": 2}");
        pg("specials", u"select 'NaN'::float8 as a, '-Infinity'::numeric as b"_qs,
           "{\"a\": \"NaN\", \"b\": \"-Infinity\"}");
        pg("json",
           u"select 'null'::json as a, '5'::jsonb as b, '\"x\"'::jsonb as c, '{\"b\":1,\"a\":2,\"b\":3}'::json as d"_qs,
           "{\"a\": null, \"b\": 5, \"c\": \"x\", \"d\": {\"b\":1,\"a\":2,\"b\":3}}");
        mc("struct", u"SELECT named_struct('y',12345678901234567890.123456789012345678BD,'x',1) AS c"_qs,
           "{\"c\": {\"y\":12345678901234567890.123456789012345678,\"x\":1}}");
        mc("map", u"SELECT map(DATE '2024-02-29',1.15BD) AS c, array(1.15BD) AS d"_qs,
           "{\"c\": {\"2024-02-29\":1.15}, \"d\": [1.15]}");
        mc("float", u"SELECT CAST(0.1 AS FLOAT) AS c"_qs, "{\"c\": 0.1}");
    }

    void jsonKeepsEveryDigit()
    {
        QFETCH(QString, connection);
        QFETCH(QString, sql);
        QFETCH(QByteArray, rows);
        const auto outcome = runCtl({u"sql"_qs, connection, sql, u"--json"_qs});
        VERIFY_DONE(outcome);
        QVERIFY2(outcome.out.contains("\"rows\": [\n  " + rows + "\n]"), outcome.out.constData());
    }

    // Reasons stand below the table, not beside it; names that would steer the terminal are escaped, in SQL too.
    void twoTablesFitATerminal()
    {
        VERIFY_DONE(runCtl({u"sql"_qs, u"order_dw"_qs,
                            u"create table narrow (order_id bigint, user_id text not null, fee numeric(20,2), "
                            "\"a\x1b[31m\u202e\" uuid)"_qs}));
        VERIFY_DONE(
            runCtl({u"sql"_qs, u"dbs_mc"_qs,
                    u"SET odps.sql.type.system.odps2=true; CREATE TABLE narrow (order_id BIGINT, user_id STRING, "
                    "fee DECIMAL(18,2));"_qs}));
        const QStringList both{u"diff"_qs, u"order_dw/public/narrow"_qs, u"dbs_mc/default/narrow"_qs};
        const QByteArray told = onTerminal(both);
        for (const QByteArray &line : told.split('\n')) {
            if (!line.contains(": "))
                QVERIFY2(line.size() <= 80, line.constData());
        }
        QVERIFY2(told.contains("\nuser_id: NOT NULL on the left only;"), told.constData());
        const QByteArray sql = onTerminal(both + QStringList{u"--ddl"_qs, u"right"_qs});
        QVERIFY2(sql.contains("-- Not done here: column a\\u001b[31m"), sql.constData());
        const QByteArray back = onTerminal(both + QStringList{u"--ddl"_qs, u"left"_qs});
        QVERIFY2(back.contains("DROP COLUMN \"a"), back.constData());
        for (const QByteArray &text : {told, sql, back})
            QVERIFY2(!hasControls(text), text.constData());
        VERIFY_DONE(runCtl({u"sql"_qs, u"order_dw"_qs, u"drop table narrow"_qs}));
        VERIFY_DONE(runCtl({u"sql"_qs, u"dbs_mc"_qs, u"DROP TABLE narrow;"_qs}));
    }

    void sqlMayBeginWithAnything_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("comment first") << QStringList{u"dbs_mc"_qs, u"-- header\nSELECT 1 AS one"_qs, u"--format"_qs,
                                                      u"csv"_qs};
        QTest::newRow("options first") << QStringList{u"--format=csv"_qs, u"dbs_mc"_qs,
                                                      u"--header\nSELECT 1 AS one"_qs};
        QTest::newRow("options between") << QStringList{u"order_dw"_qs, u"--format"_qs, u"csv"_qs,
                                                        u"--\nselect 1 as one"_qs};
        QTest::newRow("an option's name in the comment")
            << QStringList{u"order_dw"_qs, u"--format=table\nselect 1 as one"_qs, u"--format"_qs, u"csv"_qs};
        QTest::newRow("behind --") << QStringList{u"--format"_qs, u"csv"_qs, u"--"_qs, u"order_dw"_qs,
                                                  u"--x\nselect 1 as one"_qs};
    }

    void sqlMayBeginWithAnything()
    {
        QFETCH(QStringList, arguments);
        const auto outcome = runCtl(QStringList{u"sql"_qs} + arguments);
        VERIFY_DONE(outcome);
        QCOMPARE(outcome.out, QByteArray("one\n1\n"));
    }

    void sqlThatIsNoneReachesTheServer()
    {
        const auto outcome = runCtl({u"sql"_qs, u"order_dw"_qs, u"-1"_qs});
        QCOMPARE(outcome.exitCode, 1); // a syntax error, told by the server; 2 would be a wrong option
        QVERIFY(!outcome.err.contains("Usage"));
    }

    void allResultsOfAScriptAreShown()
    {
        const QString script = u"select 1 as a; do $$ begin raise notice 'halfway'; end $$; select 2 as b, 3 as c"_qs;
        const auto text = runCtl({u"sql"_qs, u"order_dw"_qs, script});
        VERIFY_DONE(text);
        QVERIFY2(text.out.startsWith("a\n-\n1\n"), text.out.constData());
        QVERIFY2(text.out.endsWith("\nb  c\n-  -\n2  3\n"), text.out.constData());
        QVERIFY(text.err.contains("NOTICE: halfway"));
        const auto json = runCtl({u"sql"_qs, u"order_dw"_qs, script, u"--json"_qs});
        VERIFY_DONE(json);
        const QJsonArray results = json.json().value(u"results").toArray();
        QCOMPARE(results.size(), 3);
        QCOMPARE(results.at(0)[u"rows"][0][u"a"].toInt(), 1);
        QVERIFY(json.out.contains("\"messages\": [\"NOTICE: halfway\"]"));
        QCOMPARE(results.at(2)[u"rows"][0][u"c"].toInt(), 3);
    }

    void rowsForProgramsStandAlone()
    {
        const auto outcome =
            runCtl({u"sql"_qs, u"order_dw"_qs, u"set application_name='x'; select 1 as a; select 2 as b"_qs,
                    u"--format"_qs, u"csv"_qs});
        VERIFY_DONE(outcome);
        QCOMPARE(outcome.out, QByteArray("a\n1\n\nb\n2\n"));
        QVERIFY(outcome.err.contains("SET"));
    }

    void whatCameBeforeAnErrorIsShown()
    {
        const auto outcome = runCtl({u"sql"_qs, u"order_dw"_qs, u"select 1 as a; select 1/0"_qs});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.out.startsWith("a\n-\n1\n"), outcome.out.constData());
        QVERIFY(outcome.err.contains("division by zero"));
    }

    void noServerTextSteersTheTerminal()
    {
        const QString hostile = u"E'\\x1b[31mred\\u202e\\u009b31m\\x07'"_qs;
        VERIFY_DONE(runCtl({u"sql"_qs, u"order_dw"_qs,
                            u"create table public.hostile (a int); comment on table public.hostile is "_qs + hostile
                                + u"; comment on column public.hostile.a is "_qs + hostile}));
        const QList<QStringList> calls{
            {u"show"_qs, u"order_dw/public/hostile"_qs},
            {u"show"_qs, u"order_dw/public/hostile"_qs, u"--json"_qs},
            {u"show"_qs, u"order_dw/public/hostile"_qs, u"--ddl"_qs},
            {u"ls"_qs, u"order_dw/public"_qs},
            {u"sql"_qs, u"order_dw"_qs, u"select "_qs + hostile + u" as c"_qs},
            {u"sql"_qs, u"order_dw"_qs, u"select "_qs + hostile + u" as c"_qs, u"--json"_qs},
            {u"sql"_qs, u"order_dw"_qs, u"do $$ begin raise notice '%', "_qs + hostile + u"; end $$"_qs},
            {u"sql"_qs, u"order_dw"_qs, u"do $$ begin raise exception '%', "_qs + hostile + u"; end $$"_qs},
            {u"sql"_qs, u"order_dw"_qs, u"do $$ begin raise exception '%', "_qs + hostile + u"; end $$"_qs,
             u"--json"_qs},
            {u"map-table"_qs, u"order_dw/public/hostile"_qs, u"dbs_mc/default"_qs},
            {u"plan"_qs, u"map-table"_qs, u"order_dw/public/hostile"_qs, u"dbs_mc/default/hostile2"_qs},
            {u"show"_qs, u"dbs_mc/default/hostile"_qs, u"--ddl"_qs},
        };
        for (const auto &call : calls) {
            const auto outcome = runCtl(call);
            QVERIFY2(!hasControls(outcome.out), (call.join(u' ').toUtf8() + '\n' + outcome.out).constData());
            QVERIFY2(!hasControls(outcome.err), (call.join(u' ').toUtf8() + '\n' + outcome.err).constData());
        }
        // What is shown of a table makes the same comment again.
        const auto ddl = runCtl({u"show"_qs, u"order_dw/public/hostile"_qs, u"--ddl"_qs});
        VERIFY_DONE(runCtl({u"sql"_qs, u"order_dw"_qs, u"drop table public.hostile;"_qs + QString::fromUtf8(ddl.out)}));
        const auto kept =
            runCtl({u"sql"_qs, u"order_dw"_qs,
                    u"select obj_description('public.hostile'::regclass) = "_qs + hostile
                        + u" and col_description('public.hostile'::regclass, 1) = "_qs + hostile + u" as kept"_qs,
                    u"--format"_qs, u"csv"_qs});
        QVERIFY2(kept.out == "kept\ntrue\n", (ddl.out + kept.out + kept.err).constData());
        const QByteArray csv =
            onTerminal({u"sql"_qs, u"order_dw"_qs, u"select "_qs + hostile + u" as c"_qs, u"--format"_qs, u"csv"_qs});
        QVERIFY2(csv.contains("\\u001b[31mred\\u202e\\u009b31m\\u0007") && !hasControls(csv), csv.constData());
        const auto piped =
            runCtl({u"sql"_qs, u"order_dw"_qs, u"select "_qs + hostile + u" as c"_qs, u"--format"_qs, u"csv"_qs});
        QVERIFY(piped.out.contains("\x1b[31m")); // a file gets every byte
        VERIFY_DONE(runCtl({u"sql"_qs, u"order_dw"_qs, u"drop table public.hostile"_qs}));
        VERIFY_DONE(runCtl({u"sql"_qs, u"dbs_mc"_qs, u"DROP TABLE IF EXISTS dbs_mc.default.hostile;"_qs}));
    }

    void wideCellsAreCutOnATerminalOnly()
    {
        const QString sql = u"select repeat('7', 131072)::numeric as n, 'x' as t union all select 1, 'y'"_qs;
        const auto piped = runCtl({u"sql"_qs, u"order_dw"_qs, sql});
        VERIFY_DONE(piped);
        QVERIFY(piped.out.contains(QByteArray(131072, '7') + "  x\n"));
        QVERIFY(piped.out.size() < 131072 + 1000);
        const QByteArray shown = onTerminal({u"sql"_qs, u"order_dw"_qs, sql});
        QVERIFY2(shown.contains(QByteArray(79, '7') + "…  x\n"), shown.constData());
    }

    void aFullDiskIsAFailure_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("table") << QStringList{u"sql"_qs, u"order_dw"_qs, u"select 1"_qs};
        QTest::newRow("json") << QStringList{u"sql"_qs,     u"order_dw"_qs, u"select generate_series(1, 100000)"_qs,
                                             u"--limit"_qs, u"100000"_qs,   u"--json"_qs};
        QTest::newRow("list") << QStringList{u"ls"_qs};
        QTest::newRow("help") << QStringList{u"--help"_qs};
    }

    void aFullDiskIsAFailure()
    {
        QFETCH(QStringList, arguments);
        QProcess process;
        process.setStandardOutputFile(u"/dev/full"_qs);
        process.start(isthmus::test::ctlProgram(), arguments);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("No space left on device"));
    }

    void aClosedOutputIsAFailure()
    {
        QProcess process;
        process.start(u"sh"_qs, {u"-c"_qs, u"exec \"$0\" ls >&-"_qs, isthmus::test::ctlProgram()});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("Bad file descriptor"));
    }

    void formatsOfRows()
    {
        const QStringList query{u"sql"_qs, u"order_dw"_qs, u"select null::text as a, '' as b, E'x,\"\\n' as c"_qs};
        const auto as = [&query](const QString &format) { return runCtl(query + QStringList{u"--format"_qs, format}); };
        QCOMPARE(as(u"csv"_qs).out, QByteArray("a,b,c\n,\"\",\"x,\"\"\n\"\n"));
        QCOMPARE(as(u"tsv"_qs).out, QByteArray("a\tb\tc\n\t\"\"\t\"x,\"\"\n\"\n"));
        QCOMPARE(as(u"markdown"_qs).out, QByteArray("| a | b | c |\n| --- | --- | --- |\n| *NULL* |  | x,\"<br> |\n"));
        QVERIFY(as(u"json"_qs).out.contains("{\"a\": null, \"b\": \"\", \"c\": \"x,\\\"\\n\"}"));
        QCOMPARE(as(u"xml"_qs).exitCode, 2);
        QCOMPARE(as(u"insert"_qs).exitCode, 2); // into which table?
        QCOMPARE(runCtl(query + QStringList{u"--format"_qs, u"csv"_qs, u"--json"_qs}).exitCode, 2);
    }
};

QTEST_GUILESS_MAIN(tst_CtlOutput)
#include "tst_ctloutput.moc"
