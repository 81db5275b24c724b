// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobclient.h"

#include <isthmus/wire/recordencoder.h>

#include <QJsonDocument>
#include <QJsonObject>

#include <pqxx/pqxx>

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

private:
    /// Whether a statement of the engine that begins with \a beginning is running.
    [[nodiscard]] bool runs(const QString &beginning) const;
    /// Kills the serving process and starts it again, \a running being the job that ran meanwhile, if one did.
    void killAndStart(const QByteArray &running);
    QStringList rows(const QString &sql) { return m_client->rows(sql); }

    test::SandboxFixture m_sandbox;
    std::unique_ptr<test::JobClient> m_client;
};

void tst_SqlPersistence::initTestCase()
{
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.problem()));
}

void tst_SqlPersistence::init()
{
    m_client = std::make_unique<test::JobClient>(m_sandbox, m_sandbox.admin());
    for (const QString &table : {u"k_t"_s, u"k_new"_s})
        QVERIFY(m_client->run(u"DROP TABLE IF EXISTS "_s + table).isGood());
}

bool tst_SqlPersistence::runs(const QString &beginning) const
{
    pqxx::connection engine(m_sandbox.connectionString(m_sandbox.engine(), u"maxcompute"_s));
    pqxx::nontransaction sql(engine);
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
    m_client = std::make_unique<test::JobClient>(m_sandbox, m_sandbox.admin());
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
    const QByteArray made = m_client->send("POST", "/tables/k_t?uploads=1&overwrite=true");
    const QByteArray id = QJsonDocument::fromJson(made)[u"UploadID"].toString().toUtf8();
    QVERIFY2(!id.isEmpty(), made.constData());
    const QByteArray session = "/tables/k_t?uploadid=" + id;
    int status = 0;
    for (int number = 0; number < 3; ++number) {
        const QByteArray answer =
            m_client->send("PUT", session + "&blockid=" + QByteArray::number(number), bigBlock(), &status);
        QVERIFY2(status == 200, answer.constData());
    }
    std::thread commit;
    if (isCommitted) {
        commit = std::thread([this, session] {
            test::JobClient other(m_sandbox, m_sandbox.admin());
            other.send("POST", session);
        });
        const bool isRunning = QTest::qWaitFor([this] { return runs(QString()); }, 10'000);
        m_sandbox.killServer();
        commit.join();
        QVERIFY(isRunning);
        QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.problem()));
        m_client = std::make_unique<test::JobClient>(m_sandbox, m_sandbox.admin());
    } else {
        killAndStart({});
    }
    const QString count = rows(u"SELECT concat(count(*), '/', min(id)) FROM k_t"_s).value(0);
    QVERIFY2(count == u"1/-1" || (isCommitted && count == u"600000/0"), qPrintable(count));
}

QTEST_GUILESS_MAIN(tst_SqlPersistence)
#include "tst_sqlpersistence.moc"
