// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <isthmus/wire/recordencoder.h>

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <pqxx/pqxx>

#include <csignal>
#include <thread>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

constexpr int rowsOfABlock = 200'000;

/// A block of \ref rowsOfABlock rows of one column, id BIGINT.
QByteArray bigBlock()
{
    QList<catalog::Column> columns(1);
    columns[0].name = u"id"_s;
    columns[0].type = catalog::parseMaxComputeType(u"BIGINT");
    records::RecordBatch batch(columns);
    for (int i = 0; i < rowsOfABlock; ++i)
        batch.vector(0).appendInt64(i);
    QByteArray bytes;
    wire::RecordEncoder encoder;
    if (!encoder.append(batch, 0, batch.rowCount(), bytes))
        return {};
    encoder.finish(bytes);
    return bytes;
}

/// Holds every job back that is about to write its end to the store, until release() or the death of PostgreSQL.
class EndsHeldBack {
public:
    explicit EndsHeldBack(const std::string &engine) : m_address(engine), m_engine(engine)
    {
        pqxx::nontransaction sql(m_engine);
        sql.exec("CREATE OR REPLACE FUNCTION mc.hold_back() RETURNS trigger LANGUAGE plpgsql AS "
                 "$$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END $$");
        sql.exec("CREATE OR REPLACE TRIGGER hold_back BEFORE UPDATE ON mc.instances FOR EACH ROW "
                 "WHEN (OLD.ended IS NULL AND NEW.ended IS NOT NULL) EXECUTE FUNCTION mc.hold_back()");
        sql.exec("SELECT pg_advisory_lock(4711)");
    }
    ~EndsHeldBack()
    {
        pqxx::connection engine(m_address); // the other one is broken where PostgreSQL was killed
        pqxx::nontransaction(engine).exec("DROP FUNCTION mc.hold_back() CASCADE");
    }
    EndsHeldBack(const EndsHeldBack &) = delete;
    EndsHeldBack &operator=(const EndsHeldBack &) = delete;

    /// The server process of the job that is held back; 0 if there is none.
    [[nodiscard]] pid_t heldBack()
    {
        const auto waiting = pqxx::nontransaction(m_engine).exec(
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted");
        return waiting.empty() ? 0 : waiting[0][0].as<pid_t>();
    }
    void release() { pqxx::nontransaction(m_engine).exec("SELECT pg_advisory_unlock(4711)"); }
    [[nodiscard]] bool isOver(const QByteArray &job)
    {
        return pqxx::nontransaction(m_engine)
            .exec_params("SELECT ended IS NOT NULL FROM mc.instances WHERE id = $1", job.toStdString())[0][0]
            .as<bool>();
    }

private:
    std::string m_address;
    pqxx::connection m_engine;
};

/// Holds COMMIT back: before anything of it is done, or when it is on the disk and only its answer is missing.
class CommitHeldBack {
public:
    CommitHeldBack(std::string engine, const std::string &superuser, bool afterwards)
        : m_address(std::move(engine)), m_superuser(superuser), m_engine(m_address)
    {
        if (afterwards) { // a replica would have to confirm it, and there is none
            pqxx::nontransaction(m_superuser).exec("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
            pqxx::nontransaction(m_superuser).exec("SELECT pg_reload_conf()");
            return;
        }
        pqxx::nontransaction sql(m_engine);
        sql.exec("CREATE OR REPLACE FUNCTION mc.hold_commit() RETURNS trigger LANGUAGE plpgsql AS "
                 "$$ BEGIN PERFORM pg_advisory_xact_lock(4712); RETURN NULL; END $$");
        sql.exec("CREATE CONSTRAINT TRIGGER hold_commit AFTER INSERT OR UPDATE ON mc.commits DEFERRABLE INITIALLY "
                 "DEFERRED FOR EACH ROW EXECUTE FUNCTION mc.hold_commit()");
        sql.exec("SELECT pg_advisory_lock(4712)");
    }
    ~CommitHeldBack()
    {
        pqxx::connection engine(m_address);
        pqxx::nontransaction(engine).exec("DROP FUNCTION IF EXISTS mc.hold_commit() CASCADE");
    }
    CommitHeldBack(const CommitHeldBack &) = delete;
    CommitHeldBack &operator=(const CommitHeldBack &) = delete;

    void freeAtTheNextStart()
    {
        pqxx::nontransaction(m_superuser).exec("ALTER SYSTEM RESET synchronous_standby_names");
    }

private:
    std::string m_address;
    pqxx::connection m_superuser;
    pqxx::connection m_engine;
};

} // namespace

/// The serving process is killed while a statement runs: after the restart it has happened as a whole or not at all.
class tst_SqlPersistence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void insertOverwriteIsAllOrNothing_data();
    void insertOverwriteIsAllOrNothing();
    void createTableAsSelectIsAllOrNothing();
    void mergeIsAllOrNothing();
    void uploadIsAllOrNothing_data();
    void uploadIsAllOrNothing();
    void statusAndRowsAgreeAfterAKill_data();
    void statusAndRowsAgreeAfterAKill();
    void killedScriptTellsHowFarItCame();
    void jobFailsWhenItsServerProcessDies();
    void crashFailsTheJobsAndNothingElse();
    void failedScriptTellsHowFarItCame();
    void requestIsAnsweredAsItsCommitWas_data();
    void requestIsAnsweredAsItsCommitWas();
    void submissionIsAnsweredAsItsCommitWas_data() { requestIsAnsweredAsItsCommitWas_data(); }
    void submissionIsAnsweredAsItsCommitWas();
    void stopWaitsForNobody();

private:
    [[nodiscard]] std::string superuser() const
    {
        QFile state(m_sandbox.dir() + u"/sandbox.json"_s);
        const QString password = state.open(QIODevice::ReadOnly)
            ? QJsonDocument::fromJson(state.readAll())[u"private"][u"superuser_password"].toString()
            : QString();
        return m_sandbox.connectionString({u"isthmus_sandbox"_s, password}, u"postgres"_s);
    }
    [[nodiscard]] std::string engine() const { return m_sandbox.connectionString(m_sandbox.engine(), u"maxcompute"_s); }
    /// Whether a statement of the engine that begins with \a beginning is running.
    [[nodiscard]] bool runs(const QString &beginning) const;
    /// Kills the serving process and starts it again, \a running being the job that ran meanwhile, if one did.
    void killAndStart(const QByteArray &running);
    /// k_ext, over an empty table of the Hologres side.
    void makeExternalTable();
    QStringList rows(const QString &sql) { return m_client->resultRows(sql); }

    test::SandboxFixture m_sandbox;
    std::unique_ptr<test::EndpointClient> m_client;
};

void tst_SqlPersistence::initTestCase()
{
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.problem()));
}

void tst_SqlPersistence::init()
{
    m_client = std::make_unique<test::EndpointClient>(m_sandbox, m_sandbox.admin());
    for (const QString &table : {u"k_t"_s, u"k_new"_s, u"k_ext"_s})
        QVERIFY(m_client->run(u"DROP TABLE IF EXISTS "_s + table).isGood());
}

void tst_SqlPersistence::makeExternalTable()
{
    pqxx::connection hologres(m_sandbox.connectionString(m_sandbox.admin()));
    pqxx::nontransaction sql(hologres);
    sql.exec("DROP TABLE IF EXISTS public.k_source");
    sql.exec("CREATE TABLE public.k_source (n bigint)");
    const test::JobOutcome made = m_client->run(test::externalTable(
        u"k_ext"_s, u"n BIGINT"_s, u"k_source"_s,
        u"WITH SERDEPROPERTIES ('odps.properties.rolearn'='acs:ram::1234567890:role/dbs-holo-role')"_s, m_sandbox));
    QVERIFY2(made.isGood(), qPrintable(made.text));
}

bool tst_SqlPersistence::runs(const QString &beginning) const
{
    pqxx::connection connection(engine());
    pqxx::nontransaction sql(connection);
    return sql.exec_params(
                  "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND "
                  "left(query, length($1)) = $1",
                  beginning.toStdString())[0][0]
               .as<int>()
        > 0;
}

void tst_SqlPersistence::killAndStart(const QByteArray &running)
{
    m_sandbox.killServer();
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.problem()));
    m_client = std::make_unique<test::EndpointClient>(m_sandbox, m_sandbox.admin());
    if (!running.isEmpty())
        QVERIFY(!m_client->finish(running).status.isEmpty());
}

void tst_SqlPersistence::insertOverwriteIsAllOrNothing_data()
{
    QTest::addColumn<QString>("phase");
    QTest::newRow("while the query runs") << u"CREATE TEMPORARY TABLE mc_stage"_s;
    QTest::newRow("while the rows are written") << u"INSERT INTO \"mc"_s;
}

void tst_SqlPersistence::insertOverwriteIsAllOrNothing()
{
    QFETCH(QString, phase);
    QVERIFY(m_client->run(u"CREATE TABLE k_t (n BIGINT) PARTITIONED BY (p STRING)"_s).isGood());
    QVERIFY(m_client->run(u"INSERT INTO k_t PARTITION (p) VALUES (1, 'a'), (2, 'b')"_s).isGood());
    const QByteArray job =
        m_client->submit(u"INSERT OVERWRITE TABLE k_t PARTITION (p) SELECT 7, concat('p', length(b.col) % "
                         "3) FROM ods_raw_log_d a CROSS JOIN ods_raw_log_d b UNION ALL SELECT 8, 'a'"_s);
    QTRY_VERIFY(runs(phase));
    killAndStart(job);
    // Partition a is overwritten with everything else, or not at all; b never is.
    const QStringList before{u"a|1|1"_s, u"b|2|1"_s};
    QStringList after = rows(u"SELECT p, min(n), count(*) FROM k_t WHERE p IN ('a', 'b') GROUP BY p ORDER BY p"_s);
    const QString made = rows(u"SELECT count(*) FROM k_t WHERE p LIKE 'p%'"_s).value(0);
    const QString partitions = m_client->run(u"SHOW PARTITIONS k_t"_s).text;
    if (made == u"0") {
        QCOMPARE(after, before);
        QCOMPARE(partitions, u"p=a\np=b\n"_s);
    } else {
        QCOMPARE(made, u"810000"_s);
        QCOMPARE(after, (QStringList{u"a|8|1"_s, u"b|2|1"_s}));
    }
    if (phase.startsWith(u"CREATE"))
        QCOMPARE(made, u"0"_s);
}

void tst_SqlPersistence::createTableAsSelectIsAllOrNothing()
{
    const QByteArray job = m_client->submit(
        u"CREATE TABLE k_new AS SELECT a.col x FROM ods_raw_log_d a CROSS JOIN ods_raw_log_d b CROSS JOIN ods_raw_log_d c"_s);
    QTRY_VERIFY(runs(u"INSERT INTO \"mc"_s));
    killAndStart(job);
    QCOMPARE(m_client->run(u"SELECT count(*) FROM k_new"_s).code(), u"ODPS-0130131"_s);
    QCOMPARE(m_client->finish(job).code(), u"ODPS-0010000"_s);
    QVERIFY(m_client->run(u"CREATE TABLE k_new AS SELECT 1 x"_s).isGood()); // nothing of it is in the way
    QCOMPARE(rows(u"SELECT x FROM k_new"_s), QStringList{u"1"_s});
}

void tst_SqlPersistence::mergeIsAllOrNothing()
{
    QVERIFY(m_client->run(u"CREATE TABLE k_t (n BIGINT, v STRING) TBLPROPERTIES ('transactional'='true')"_s).isGood());
    QVERIFY(m_client->run(u"INSERT INTO k_t VALUES (1, 'old')"_s).isGood());
    const QByteArray job =
        m_client->submit(u"MERGE INTO k_t t USING (SELECT row_number() OVER (ORDER BY 1) n FROM "
                         "ods_raw_log_d a CROSS JOIN ods_raw_log_d b CROSS JOIN ods_raw_log_d c) s ON t.n "
                         "= s.n WHEN MATCHED THEN UPDATE SET v = 'new' WHEN NOT MATCHED THEN INSERT VALUES "
                         "(s.n, 'new')"_s);
    QTRY_VERIFY(runs(u"MERGE"_s));
    killAndStart(job);
    QCOMPARE(rows(u"SELECT n, v FROM k_t"_s), QStringList{u"1|old"_s});
}

void tst_SqlPersistence::uploadIsAllOrNothing_data()
{
    QTest::addColumn<bool>("isCommitted");
    QTest::newRow("before its commit") << false;
    QTest::newRow("while it commits") << true;
}

void tst_SqlPersistence::uploadIsAllOrNothing()
{
    QFETCH(bool, isCommitted);
    QVERIFY(m_client->run(u"CREATE TABLE k_t (id BIGINT)"_s).isGood());
    QVERIFY(m_client->run(u"INSERT INTO k_t VALUES (-1)"_s).isGood());
    const test::Answer made = m_client->send("POST", "/tables/k_t?uploads=1&overwrite=true");
    const QByteArray id = made.json()[u"UploadID"].toString().toUtf8();
    QVERIFY2(!id.isEmpty(), made.body.constData());
    const QByteArray session = "/tables/k_t?uploadid=" + id;
    for (int number = 0; number < 3; ++number) {
        const test::Answer answer =
            m_client->send("PUT", session + "&blockid=" + QByteArray::number(number), bigBlock());
        QVERIFY2(answer.status == 200, answer.body.constData());
    }
    std::thread commit;
    if (isCommitted) {
        commit = std::thread([this, session] {
            test::EndpointClient other(m_sandbox, m_sandbox.admin());
            other.send("POST", session);
        });
        const bool isRunning = QTest::qWaitFor([this] { return runs(QString()); }, 10'000);
        m_sandbox.killServer();
        commit.join();
        QVERIFY(isRunning);
        QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.problem()));
        m_client = std::make_unique<test::EndpointClient>(m_sandbox, m_sandbox.admin());
    } else {
        killAndStart({});
    }
    const QString count = rows(u"SELECT concat(count(*), '/', min(id)) FROM k_t"_s).value(0);
    QVERIFY2(count == u"1/-1" || (isCommitted && count == u"600000/0"), qPrintable(count));
}

void tst_SqlPersistence::statusAndRowsAgreeAfterAKill_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<bool>("isReleased"); // the kill comes right after the job's end became visible, not before
    QTest::addColumn<QString>("look");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    struct Case {
        const char *name;
        QString statement;
        QString look;
        QString before;
        QString after;
    };
    const QString content = u"SELECT concat(count(*), '/', sum(n)) FROM k_t"_s;
    const QString external = u"SELECT count(*) FROM k_ext"_s;
    for (const Case &each :
         {Case{"INSERT INTO", u"INSERT INTO k_t PARTITION (p) SELECT 7, 'b'"_s, content, u"1/1"_s, u"2/8"_s},
          Case{"INSERT OVERWRITE", u"INSERT OVERWRITE TABLE k_t PARTITION (p='a') SELECT 7"_s, content, u"1/1"_s,
               u"1/7"_s},
          Case{"CREATE TABLE AS",
               u"CREATE TABLE k_new AS SELECT 1 n"_s,
               u"SHOW TABLES LIKE 'k_new'"_s,
               {},
               m_sandbox.accessId() + u":k_new\n"_s},
          Case{"ALTER TABLE", u"ALTER TABLE k_t DROP PARTITION (p='a')"_s, u"SHOW PARTITIONS k_t"_s, u"p=a\n"_s, {}},
          Case{"into an external table", u"INSERT INTO k_ext VALUES (7)"_s, external, u"0"_s, u"1"_s}}) {
        QTest::addRow("%s, killed before its commit", each.name)
            << each.statement << false << each.look << each.before << each.after;
        QTest::addRow("%s, killed after its commit", each.name)
            << each.statement << true << each.look << each.before << each.after;
    }
}

void tst_SqlPersistence::statusAndRowsAgreeAfterAKill()
{
    QFETCH(QString, statement);
    QFETCH(bool, isReleased);
    QFETCH(QString, look);
    QFETCH(QString, before);
    QFETCH(QString, after);
    QVERIFY(m_client->run(u"CREATE TABLE k_t (n BIGINT) PARTITIONED BY (p STRING)"_s).isGood());
    QVERIFY(m_client->run(u"INSERT INTO k_t PARTITION (p='a') VALUES (1)"_s).isGood());
    makeExternalTable();
    QByteArray job;
    {
        EndsHeldBack ends(engine());
        job = m_client->submit(statement);
        QTRY_VERIFY(ends.heldBack() > 0);
        if (isReleased) {
            ends.release();
            QTRY_VERIFY(ends.isOver(job));
        }
        killAndStart(job);
    }
    const QString status = m_client->finish(job).status;
    const QString found = look.startsWith(u"SHOW") ? m_client->run(look).text : rows(look).join(u';');
    QVERIFY2(found == before || found == after, qPrintable(found));
    QCOMPARE(status, found == after ? u"Success"_s : u"Failed"_s);
    if (isReleased)
        QCOMPARE(found, after);
}

void tst_SqlPersistence::killedScriptTellsHowFarItCame()
{
    QVERIFY(m_client->run(u"CREATE TABLE k_t (n BIGINT)"_s).isGood());
    QByteArray job;
    {
        EndsHeldBack ends(engine());
        job = m_client->submit(u"SET a.b=c; INSERT INTO k_t VALUES (1); INSERT INTO k_t VALUES (2); SET a.b=d"_s);
        QTRY_VERIFY(ends.heldBack() > 0);
        killAndStart(job);
    }
    QCOMPARE(rows(u"SELECT n FROM k_t"_s), QStringList{u"1"_s});
    const test::JobOutcome outcome = m_client->finish(job);
    QCOMPARE(outcome.status, u"Failed"_s);
    QVERIFY2(outcome.text.endsWith(u"; its first statement was done"), qPrintable(outcome.text));
}

void tst_SqlPersistence::jobFailsWhenItsServerProcessDies()
{
    QVERIFY(m_client->run(u"CREATE TABLE k_t (n BIGINT)"_s).isGood());
    QByteArray job;
    test::JobOutcome outcome;
    {
        EndsHeldBack ends(engine());
        job = m_client->submit(u"INSERT INTO k_t VALUES (1)"_s);
        pid_t process = 0;
        QTRY_VERIFY((process = ends.heldBack()) > 0);
        QCOMPARE(::kill(process, SIGKILL), 0); // PostgreSQL ends all others, too, and recovers
        outcome = m_client->finish(job, 60'000);
    }
    QCOMPARE(outcome.status, u"Failed"_s);
    QCOMPARE(outcome.code(), u"ODPS-0010000"_s);
    QCOMPARE(rows(u"SELECT count(*) FROM k_t"_s), QStringList{u"0"_s});
}

void tst_SqlPersistence::crashFailsTheJobsAndNothingElse()
{
    QVERIFY(m_client->run(u"CREATE TABLE k_t (n BIGINT)"_s).isGood());
    QByteArray job;
    {
        EndsHeldBack ends(engine());
        job = m_client->submit(u"INSERT INTO k_t VALUES (1)"_s);
        QTRY_VERIFY(ends.heldBack() > 0);
        const pid_t server = m_sandbox.serverPid();
        QVERIFY(server > 1);
        QCOMPARE(::kill(server, SIGABRT), 0); // as a failed assertion ends it
        QTRY_VERIFY_WITH_TIMEOUT(m_sandbox.serverPid() > 1 && m_sandbox.serverPid() != server, 30'000);
        QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.problem())); // it runs: this waits for its answer
    }
    const test::JobOutcome outcome = m_client->finish(job);
    QCOMPARE(outcome.status, u"Failed"_s);
    QVERIFY2(outcome.text.contains(u"the sandbox was stopped while the job ran"), qPrintable(outcome.text));
    QCOMPARE(rows(u"SELECT count(*) FROM k_t"_s), QStringList{u"0"_s});
}

void tst_SqlPersistence::failedScriptTellsHowFarItCame()
{
    QVERIFY(m_client->run(u"CREATE TABLE k_t (n BIGINT)"_s).isGood());
    QByteArray job;
    test::JobOutcome outcome;
    {
        EndsHeldBack ends(engine());
        job = m_client->submit(u"INSERT INTO k_t VALUES (1); INSERT INTO k_t VALUES (2)"_s);
        pid_t process = 0;
        QTRY_VERIFY((process = ends.heldBack()) > 0);
        QCOMPARE(::kill(process, SIGKILL), 0);
        outcome = m_client->finish(job, 60'000);
    }
    QCOMPARE(outcome.status, u"Failed"_s);
    QVERIFY2(outcome.text.endsWith(u"; its first statement was done"), qPrintable(outcome.text));
    QCOMPARE(rows(u"SELECT n FROM k_t"_s), QStringList{u"1"_s});
}

void tst_SqlPersistence::requestIsAnsweredAsItsCommitWas_data()
{
    QTest::addColumn<bool>("isCommitted");
    QTest::newRow("committed") << true;
    QTest::newRow("not committed") << false;
}

// PostgreSQL ends while a request waits for the answer to its COMMIT. A client sends again what is called a failure.
void tst_SqlPersistence::requestIsAnsweredAsItsCommitWas()
{
    QFETCH(bool, isCommitted);
    QVERIFY(m_client->run(u"CREATE TABLE k_t (id BIGINT)"_s).isGood());
    const QByteArray stream = "/tables/k_t/streams?slotid=0&uploadid="
        + m_client->send("POST", "/tables/k_t/streams").json()[u"session_name"].toString().toUtf8();
    CommitHeldBack commit(engine(), superuser(), isCommitted);
    test::Answer answer;
    std::thread request([&] {
        test::EndpointClient other(m_sandbox, m_sandbox.admin());
        other.setReadTimeout(120);
        answer = other.send("PUT", stream, bigBlock());
    });
    const bool isHeld = QTest::qWaitFor([this] { return runs(u"COMMIT"_s); }, 20'000);
    commit.freeAtTheNextStart();
    m_sandbox.killPostgres();
    const bool isBack = m_sandbox.restartPostgres();
    request.join();
    QVERIFY(isHeld);
    QVERIFY2(isBack, qPrintable(m_sandbox.problem()));
    QVERIFY2(answer.status == (isCommitted ? 200 : 503), QByteArray::number(answer.status) + answer.body);
    QCOMPARE(rows(u"SELECT count(*) FROM k_t"_s), QStringList{isCommitted ? QString::number(rowsOfABlock) : u"0"_s});
}

// A job that is in the store, but that nobody runs, would be found again by its Guid and never end.
void tst_SqlPersistence::submissionIsAnsweredAsItsCommitWas()
{
    QFETCH(bool, isCommitted);
    QVERIFY(m_client->run(u"CREATE TABLE k_t (n BIGINT)"_s).isGood());
    const QByteArray guid = isCommitted ? "guid-of-a-committed-one" : "guid-of-another-one";
    const QByteArray job = "<Instance><Job><Guid>" + guid
        + "</Guid><Tasks><SQL><Name>T</Name><Query>INSERT INTO k_t VALUES (1);</Query></SQL></Tasks></Job></Instance>";
    const auto idOf = [](const test::Answer &answer) {
        return answer.location.mid(answer.location.lastIndexOf('/') + 1);
    };
    CommitHeldBack commit(engine(), superuser(), isCommitted);
    test::Answer answer;
    std::thread request([&] {
        test::EndpointClient other(m_sandbox, m_sandbox.admin());
        other.setReadTimeout(120);
        answer = other.send("POST", "/instances", job);
    });
    const bool isHeld = QTest::qWaitFor([this] { return runs(u"COMMIT"_s); }, 20'000);
    commit.freeAtTheNextStart();
    m_sandbox.killPostgres();
    const bool isBack = m_sandbox.restartPostgres();
    request.join();
    QVERIFY(isHeld);
    QVERIFY2(isBack, qPrintable(m_sandbox.problem()));
    QVERIFY2(answer.status == (isCommitted ? 201 : 503), QByteArray::number(answer.status) + answer.body);
    const test::Answer again = m_client->send("POST", "/instances", job);
    QCOMPARE(again.status, 201);
    if (isCommitted)
        QCOMPARE(idOf(again), idOf(answer));
    const test::JobOutcome outcome = m_client->finish(idOf(again));
    QVERIFY2(outcome.isGood(), qPrintable(outcome.text));
    QCOMPARE(rows(u"SELECT count(*) FROM k_t"_s), QStringList{u"1"_s});
}

void tst_SqlPersistence::stopWaitsForNobody()
{
    QVERIFY(m_client->run(u"CREATE TABLE k_t (id BIGINT)"_s).isGood());
    const QByteArray upload = "/tables/k_t?uploadid="
        + m_client->send("POST", "/tables/k_t?uploads=1").json()[u"UploadID"].toString().toUtf8();
    const QByteArray job = m_client->submit(
        u"INSERT INTO k_t SELECT length(a.col) FROM ods_raw_log_d a CROSS JOIN ods_raw_log_d b CROSS JOIN ods_raw_log_d c"_s);
    QTRY_VERIFY(runs(u"INSERT INTO \"mc"_s));
    std::thread waitsForTheTable([&] { test::EndpointClient(m_sandbox, m_sandbox.admin()).send("POST", upload); });
    std::thread waitsForTheJob(
        [&] { test::EndpointClient(m_sandbox, m_sandbox.admin()).send("GET", "/instances/" + job + "?cached&data"); });
    const bool isWaiting = QTest::qWaitFor([this] { return runs(u"SELECT 1 FROM mc.tables"_s); }, 10'000);
    QElapsedTimer clock;
    clock.start();
    m_sandbox.stop();
    const qint64 elapsed = clock.elapsed();
    waitsForTheTable.join();
    waitsForTheJob.join();
    QVERIFY(isWaiting);
    QVERIFY2(elapsed < 10'000, qPrintable(QString::number(elapsed)));
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.problem()));
    m_client = std::make_unique<test::EndpointClient>(m_sandbox, m_sandbox.admin());
    const test::JobOutcome outcome = m_client->finish(job);
    QCOMPARE(outcome.status, u"Failed"_s);
    QVERIFY2(outcome.text.contains(u"the sandbox was stopped while the job ran"), qPrintable(outcome.text));
    QCOMPARE(rows(u"SELECT count(*) FROM k_t"_s), QStringList{u"0"_s});
}

QTEST_GUILESS_MAIN(tst_SqlPersistence)
#include "tst_sqlpersistence.moc"
