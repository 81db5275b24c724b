// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <QFile>
#include <QTest>

#include <pqxx/pqxx>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

using namespace isthmus::test;
using namespace Qt::StringLiterals;

#if defined(__SANITIZE_ADDRESS__)
// libpqxx 6.4.5 loses the result of a query whose connection ended with it: 2 kB.
extern "C" const char *__lsan_default_suppressions()
{
    return "leak:libpqxx";
}
#endif

namespace {

/// A file system of its own that is soon full. Only root can mount one.
class SmallDisk {
public:
    explicit SmallDisk(const char *size = "160m")
    {
        ::chmod(QFile::encodeName(m_dir.path()).constData(), 0711); // PostgreSQL's user passes through
        m_isMounted = m_dir.isValid()
            && ::mount("tmpfs", QFile::encodeName(m_dir.path()).constData(), "tmpfs", 0,
                       ("mode=0711,size=" + QByteArray(size)).constData())
                == 0;
        m_problem = m_isMounted ? QString() : QString::fromLocal8Bit(std::strerror(errno));
    }
    ~SmallDisk()
    {
        if (m_isMounted) // also where a process that is about to end still stands in it
            ::umount2(QFile::encodeName(m_dir.path()).constData(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] QString path() const { return m_dir.path(); }

    void fill()
    {
        QFile file(ballast());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        for (const qsizetype size : {1 << 20, 1 << 12}) {
            const QByteArray zeros(size, '\0');
            while (file.write(zeros) == size) { }
        }
    }
    void makeRoom() { QVERIFY(QFile::remove(ballast())); }

private:
    [[nodiscard]] QString ballast() const { return m_dir.filePath(u"ballast"_s); }

    QTemporaryDir m_dir;
    bool m_isMounted = false;
    QString m_problem;
};

QByteArray bigBlock()
{
    constexpr int rows = 40'000;
    isthmus::records::RecordBatch batch(columnsOf({{u"n"_s, u"BIGINT"_s}, {u"s"_s, u"STRING"_s}}));
    for (int n = 0; n < rows; ++n) {
        batch.vector(0).appendInt64(n);
        batch.vector(1).appendBytes(QByteArray(2500, 'x'));
    }
    return encoded(batch);
}

} // namespace

/// The disk under PostgreSQL is full: whoever writes is told so, what was there stays, and all goes on once there is
/// room.
class tst_KillFullDisk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aSandboxThatDoesNotFitSaysWhy_data();
    void aSandboxThatDoesNotFitSaysWhy();
    void writersAreToldAndNothingIsHalfThere();
    void postgresThatEndsOnAFullDiskReturns();
    void cleanupTestCase();

private:
    [[nodiscard]] std::string superuser() const
    {
        QFile state(m_sandbox->dir() + u"/sandbox.json"_s);
        const QString password = state.open(QIODevice::ReadOnly)
            ? QJsonDocument::fromJson(state.readAll())[u"private"][u"superuser_password"].toString()
            : QString();
        return m_sandbox->connectionString({u"isthmus_sandbox"_s, password}, u"postgres"_s);
    }

    SmallDisk m_disk;
    std::unique_ptr<SandboxFixture> m_sandbox;
    std::unique_ptr<EndpointClient> m_client;
};

void tst_KillFullDisk::initTestCase()
{
    if (!m_disk.problem().isEmpty())
        QSKIP(qPrintable(u"A small file system cannot be mounted: "_s + m_disk.problem()));
    qputenv("TMPDIR", QFile::encodeName(m_disk.path()));
    m_sandbox = std::make_unique<SandboxFixture>();
    QVERIFY2(m_sandbox->start(), qPrintable(m_sandbox->problem()));
    m_client = std::make_unique<EndpointClient>(*m_sandbox, m_sandbox->admin());
    QVERIFY(m_client->run(u"CREATE TABLE d (n BIGINT, s STRING)"_s).isGood());
    QVERIFY(m_client->run(u"INSERT INTO d VALUES (1, 'one'), (2, 'two')"_s).isGood());
}

void tst_KillFullDisk::cleanupTestCase()
{
    m_client.reset();
    m_sandbox.reset(); // before the disk goes
}

void tst_KillFullDisk::aSandboxThatDoesNotFitSaysWhy_data()
{
    QTest::addColumn<QByteArray>("size");
    QTest::newRow("not its own files") << QByteArray("4k");
    QTest::newRow("not the WAL of a new cluster") << QByteArray("256k");
    QTest::newRow("not a new cluster") << QByteArray("20m");
    QTest::newRow("not the content") << QByteArray("70m");
}

void tst_KillFullDisk::aSandboxThatDoesNotFitSaysWhy()
{
    QFETCH(QByteArray, size);
    const SmallDisk disk(size.constData());
    QVERIFY2(disk.problem().isEmpty(), qPrintable(disk.problem()));
    const QString folder = disk.path() + u"/sandbox"_s;
    const CtlOutcome started = runCtl({u"sandbox"_s, u"start"_s, u"--dir"_s, folder});
    QCOMPARE(started.exitCode, 1);
    QVERIFY2(started.err.contains("full") && started.err.contains("ake room"), started.err.constData());
    static_cast<void>(runCtl({u"sandbox"_s, u"stop"_s, u"--dir"_s, folder}));
}

void tst_KillFullDisk::writersAreToldAndNothingIsHalfThere()
{
    const QByteArray upload =
        "/tables/d?uploadid=" + m_client->send("POST", "/tables/d?uploads=1").json()[u"UploadID"].toString().toUtf8();
    QVERIFY(m_client->run(u"CREATE TABLE large (s STRING)"_s).isGood());
    const JobOutcome large =
        m_client->run(u"INSERT INTO large SELECT repeat('x', 500) FROM ods_raw_log_d a CROSS JOIN ods_raw_log_d b"_s);
    QCOMPARE(large.status, u"Failed"_s);
    QCOMPARE(large.code(), u"ODPS-0010000"_s);
    QVERIFY2(large.text.contains(u"the disk that holds the sandbox's data is full"), qPrintable(large.text));
    const Answer block = m_client->send("PUT", upload + "&blockid=0", bigBlock());
    QVERIFY2(block.status == 500 && block.body.contains("disk that holds the sandbox's data is full"),
             block.body.constData());
    const Answer found = m_client->send("GET", upload);
    QVERIFY2(found.status == 200 && !found.body.contains("BlockID"), found.body.constData());

    QVERIFY(m_client->run(u"DROP TABLE large"_s).isGood());
    QCOMPARE(m_client->rows(u"SELECT count(*), max(n) FROM d"_s), QStringList{u"2|2"_s});
    QVERIFY(m_client->run(u"INSERT INTO d VALUES (3, 'three')"_s).isGood());
}

void tst_KillFullDisk::postgresThatEndsOnAFullDiskReturns()
{
    m_disk.fill();
    QVERIFY(!QTest::currentTestFailed());
    // The write-ahead log of a server that cannot write it is the end of the server.
    try {
        pqxx::connection connection(superuser());
        for (int i = 0; i < 100; ++i)
            pqxx::nontransaction(connection).exec("SELECT pg_logical_emit_message(false, '', repeat('y', 1000000))");
        QFAIL("PostgreSQL does not mind");
    } catch (const pqxx::broken_connection &) {
    }
    const QByteArray refused = m_client->submit(u"INSERT INTO d VALUES (4, 'four')"_s);
    QVERIFY(refused.isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(!m_client->send("GET", "/tables?name=d").body.contains("<Table>"), 10'000);

    m_disk.makeRoom();
    QTRY_COMPARE_WITH_TIMEOUT(m_client->send("GET", "/tables?name=d").status, 200, 60'000);
    QCOMPARE(m_client->rows(u"SELECT count(*) FROM d"_s), QStringList{u"3"_s});
    QVERIFY(m_client->run(u"INSERT INTO d VALUES (5, 'five')"_s).isGood());
}

QTEST_GUILESS_MAIN(tst_KillFullDisk)
#include "tst_killfulldisk.moc"
