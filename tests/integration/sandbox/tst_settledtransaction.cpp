// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <isthmus/sandbox/store/settledtransaction.h>

#include <QTest>

#include <sys/socket.h>

#include <thread>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

/// The advisory lock that a COMMIT waits for.
constexpr int lockNumber = 4713;

} // namespace

/// Whose connection breaks within a COMMIT that the server goes on with: its caller is told what became of it, however
/// long that takes. So it is where a server process dies with its commit on the disk and PostgreSQL has not noticed.
class tst_SettledTransaction : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void commitOnItsWayIsWaitedFor_data();
    void commitOnItsWayIsWaitedFor();

private:
    [[nodiscard]] std::unique_ptr<sandbox::PgSession> session()
    {
        const auto engine = m_sandbox.engine();
        auto opened = sandbox::PgSession::open(
            {m_sandbox.host(), m_sandbox.port(), engine.name, engine.password, u"maxcompute"_s});
        return opened ? std::move(*opened) : nullptr;
    }
    [[nodiscard]] bool waitsFor(const QString &what)
    {
        const auto waiting = m_other->exec(u"SELECT 1 FROM pg_locks WHERE locktype = $1 AND NOT granted"_s, {what});
        return waiting && waiting->rowCount() > 0;
    }

    test::SandboxFixture m_sandbox;
    std::unique_ptr<sandbox::PgSession> m_other;
};

void tst_SettledTransaction::initTestCase()
{
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.problem()));
    m_other = session();
    QVERIFY(m_other);
    QVERIFY(m_other->execScript(
        "CREATE TABLE mc.held (n bigint, is_refused boolean);"
        "CREATE FUNCTION mc.hold() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_advisory_xact_lock(4713); IF NEW.is_refused THEN RAISE 'refused'; END IF; RETURN NULL; "
        "END $$;"
        "CREATE CONSTRAINT TRIGGER hold AFTER INSERT ON mc.held DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
        "EXECUTE FUNCTION mc.hold()"));
}

void tst_SettledTransaction::cleanupTestCase()
{
    m_other.reset();
}

void tst_SettledTransaction::commitOnItsWayIsWaitedFor_data()
{
    QTest::addColumn<bool>("hasCommittedBefore");
    QTest::addColumn<bool>("isRefused");
    QTest::newRow("the first of its session, committed") << false << false;
    QTest::newRow("the first of its session, not committed") << false << true;
    QTest::newRow("a later one, committed") << true << false;
    QTest::newRow("a later one, not committed") << true << true;
}

void tst_SettledTransaction::commitOnItsWayIsWaitedFor()
{
    QFETCH(bool, hasCommittedBefore);
    QFETCH(bool, isRefused);
    const auto writing = session();
    QVERIFY(writing);
    if (hasCommittedBefore) {
        sandbox::SettledTransaction earlier(*writing);
        QVERIFY(earlier.begin() && writing->exec(u"CREATE TEMPORARY TABLE t (n int)"_s) && earlier.commit());
    }
    QVERIFY(m_other->exec(u"DELETE FROM mc.held"_s));
    QVERIFY(m_other->exec(u"SELECT pg_advisory_lock($1)"_s, {lockNumber}));
    sandbox::SettledTransaction transaction(*writing);
    QVERIFY(transaction.begin() && writing->exec(u"INSERT INTO mc.held VALUES (1, $1)"_s, {isRefused}));

    sandbox::PgOutcome<sandbox::PgResult> outcome = tl::unexpected(sandbox::PgError{});
    std::thread committing([&] { outcome = transaction.commit(); });
    const bool isHeld = QTest::qWaitFor([&] { return waitsFor(u"advisory"_s); }, 20'000);
    ::shutdown(PQsocket(writing->connection()), SHUT_RDWR);
    const bool isWaitedFor = QTest::qWaitFor([&] { return waitsFor(u"transactionid"_s); }, 20'000);
    const auto freed = m_other->exec(u"SELECT pg_advisory_unlock($1)"_s, {lockNumber});
    committing.join();

    QVERIFY(isHeld);
    QVERIFY(freed);
    QCOMPARE(outcome.has_value(), !isRefused);
    QVERIFY(isWaitedFor);
    const auto rows = m_other->exec(u"SELECT count(*) FROM mc.held"_s);
    QVERIFY(rows);
    QCOMPARE(rows->integer(0, 0), isRefused ? 0 : 1);
    // Its session is as good as new.
    sandbox::SettledTransaction next(*writing);
    QVERIFY(next.begin() && writing->exec(u"CREATE TEMPORARY TABLE n (n int)"_s) && next.commit());
}

QTEST_GUILESS_MAIN(tst_SettledTransaction)
#include "tst_settledtransaction.moc"
