// SPDX-License-Identifier: GPL-3.0-or-later
#include "pgerror.h"

#include <QTest>

using namespace isthmus;
using core::ErrorKind;

/// What a person is told of libpq's words and of SQLSTATEs (PostgreSQL manual, appendix A).
class tst_PgError : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void states_data();
    void states();
    void wordsOfLibpq_data();
    void wordsOfLibpq();
    void whatIsKnownOfACertificateIsTold();
    void theDatabaseIsNamed();
    void whatDependsOnADroppedObjectIsSaid();
    void noPasswordIsShown();
};

namespace {

hologres::Settings settings()
{
    hologres::Settings settings;
    settings.connectionName = QStringLiteral("orders");
    settings.host = QStringLiteral("holo.example");
    settings.database = QStringLiteral("order_dw");
    settings.user = QStringLiteral("reader");
    return settings;
}

core::Error dialed(const QString &words)
{
    const auto all = settings();
    return hologres::dialError(words, {all, all.database, {}, false});
}

} // namespace

void tst_PgError::states_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *state, ErrorKind kind) {
        QTest::newRow(state) << QString::fromLatin1(state) << int(kind);
    };
    row("28P01", ErrorKind::Authentication); // invalid_password
    row("28000", ErrorKind::Authentication);
    row("42501", ErrorKind::Permission);
    row("42P01", ErrorKind::NotFound); // undefined_table
    row("3D000", ErrorKind::NotFound); // invalid_catalog_name
    row("3F000", ErrorKind::NotFound);
    row("42703", ErrorKind::NotFound);
    row("42P07", ErrorKind::AlreadyExists); // duplicate_table
    row("57P03", ErrorKind::Network); // cannot_connect_now
    row("53300", ErrorKind::Network); // too_many_connections
    row("08006", ErrorKind::Network);
    row("57014", ErrorKind::Timeout); // query_canceled
    row("55P03", ErrorKind::Timeout); // lock_not_available
    row("0A000", ErrorKind::Unsupported);
    row("42601", ErrorKind::Invalid); // syntax_error
    row("22003", ErrorKind::Invalid);
    row("2BP01", ErrorKind::Invalid); // dependent_objects_still_exist
    row("25006", ErrorKind::Invalid); // read_only_sql_transaction
    row("XX000", ErrorKind::Internal);
}

void tst_PgError::states()
{
    QFETCH(QString, state);
    QFETCH(int, kind);
    const core::Error error = dialed(QStringLiteral("FATAL:  %1: the server's words\n").arg(state));
    QCOMPARE(int(error.kind), kind);
    QCOMPARE(error.code, state);
    QVERIFY(!error.message.isEmpty());
    QVERIFY(error.detail.contains(QStringLiteral("the server's words")));
}

void tst_PgError::wordsOfLibpq_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("message");
    QTest::newRow("nobody listens") << QStringLiteral("connection to server at \"holo.example\" (1.2.3.4), port 80 "
                                                      "failed: Connection refused\n")
                                    << QStringLiteral("No server listens at holo.example:80.");
    QTest::newRow("no TLS") << QStringLiteral("server does not support SSL, but SSL was required")
                            << QStringLiteral("No verified TLS connection to holo.example:80 can be made.");
    QTest::newRow("unknown authority") << QStringLiteral("SSL error: certificate verify failed")
                                       << QStringLiteral("The certificate of holo.example:80 cannot be trusted.");
    QTest::newRow("another host") << QStringLiteral("server certificate for \"a\" does not match host name \"b\"")
                                  << QStringLiteral("No verified TLS connection to holo.example:80 can be made.");
    QTest::newRow("no way") << QStringLiteral("No route to host")
                            << QStringLiteral("holo.example:80 cannot be reached.");
}

void tst_PgError::wordsOfLibpq()
{
    QFETCH(QString, words);
    QFETCH(QString, message);
    const core::Error error = dialed(words);
    QCOMPARE(error.kind, ErrorKind::Network);
    QCOMPARE(error.message, message);
    QVERIFY(!error.hint.isEmpty());
    QVERIFY(error.code.isEmpty());
}

void tst_PgError::whatIsKnownOfACertificateIsTold()
{
    auto all = settings();
    all.authorities = QStringLiteral("/home/me/authorities.pem");
    const hologres::ErrorSubject subject{all, all.database, {}, false};
    const auto expired = hologres::dialError(QStringLiteral("SSL error: certificate verify failed"), subject,
                                             connections::TlsFailure::Expired);
    QCOMPARE(expired.message, QStringLiteral("The certificate of holo.example:80 has expired."));
    QVERIFY(expired.detail.contains(QStringLiteral("verify failed")));
    const auto unreadable = hologres::dialError(
        QStringLiteral("could not read root certificate file \"/home/me/authorities.pem\": no such file"), subject);
    QVERIFY2(unreadable.message.startsWith(QStringLiteral("The CA file")), qPrintable(unreadable.message));
}

void tst_PgError::theDatabaseIsNamed()
{
    const core::Error missing = dialed(QStringLiteral("FATAL:  3D000: database \"order_dw\" does not exist\n"
                                                      "LOCATION:  InitPostgres, postinit.c:888"));
    QVERIFY2(missing.message.contains(QStringLiteral("order_dw")), qPrintable(missing.message));
    QVERIFY2(!missing.detail.contains(QStringLiteral("postinit.c")), qPrintable(missing.detail)); // of no use to a user
    const core::Error forbidden =
        dialed(QStringLiteral("FATAL:  42501: permission denied for database \"order_dw\"\n"));
    QCOMPARE(forbidden.message, QStringLiteral("reader may not connect to database order_dw."));
}

void tst_PgError::whatDependsOnADroppedObjectIsSaid()
{
    const core::Error error = dialed(QStringLiteral("ERROR:  2BP01: cannot drop foreign table t because other objects "
                                                    "depend on it\nDETAIL:  view v depends on foreign table t\n"));
    QVERIFY2(error.message.startsWith(QStringLiteral("Other objects depend on it")), qPrintable(error.message));
    QVERIFY(error.hint.contains(QStringLiteral("Drop or change them first")));
    QVERIFY(error.detail.contains(QStringLiteral("view v depends")));
}

void tst_PgError::noPasswordIsShown()
{
    const core::Error error = dialed(QStringLiteral("FATAL:  XX000: bad startup packet: user=reader password=hunter2"));
    QVERIFY2(!error.detail.contains(QStringLiteral("hunter2")), qPrintable(error.detail));
}

QTEST_APPLESS_MAIN(tst_PgError)
#include "tst_pgerror.moc"
