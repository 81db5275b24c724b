// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/connections/tlsfailure.h>

#include <QSet>
#include <QTest>

#include <openssl/x509_vfy.h>

using namespace isthmus::connections;

/// What a person is told of a server that cannot be trusted.
class tst_TlsFailure : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void verification_data();
    void verification();
    void words_data();
    void words();
    void aNamedFileIsNotAskedForAgain();
    void everyFailureSaysWhatToDo();
};

void tst_TlsFailure::verification_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<TlsFailure>("failure");
    QTest::newRow("expired") << X509_V_ERR_CERT_HAS_EXPIRED << TlsFailure::Expired;
    QTest::newRow("not yet valid") << X509_V_ERR_CERT_NOT_YET_VALID << TlsFailure::NotYetValid;
    QTest::newRow("self-signed") << X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT << TlsFailure::OwnIssue;
    QTest::newRow("unknown root") << X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN << TlsFailure::UnknownAuthority;
    QTest::newRow("unknown issuer") << X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY << TlsFailure::UnknownAuthority;
    QTest::newRow("other host") << X509_V_ERR_HOSTNAME_MISMATCH << TlsFailure::OtherName;
    QTest::newRow("other address") << X509_V_ERR_IP_ADDRESS_MISMATCH << TlsFailure::OtherName;
    QTest::newRow("weak key") << X509_V_ERR_EE_KEY_TOO_SMALL << TlsFailure::BadCertificate;
}

void tst_TlsFailure::verification()
{
    QFETCH(int, number);
    QFETCH(TlsFailure, failure);
    const auto found = failureOfVerification(number);
    QVERIFY(found);
    QCOMPARE(*found, failure);
    QVERIFY(!failureOfVerification(X509_V_OK));
}

void tst_TlsFailure::words_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<TlsFailure>("failure");
    QTest::newRow("curl, HTTP") << QStringLiteral("error:0A00010B:SSL routines::wrong version number")
                                << TlsFailure::NotTls;
    QTest::newRow("libpq, HTTP") << QStringLiteral("SSL error: wrong version number") << TlsFailure::NotTls;
    QTest::newRow("curl, TLS 1.0") << QStringLiteral("error:0A000102:SSL routines::unsupported protocol")
                                   << TlsFailure::OldVersion;
    QTest::newRow("the server finds ours too new")
        << QStringLiteral("SSL error: tlsv1 alert protocol version") << TlsFailure::OldVersion;
    QTest::newRow("alert") << QStringLiteral("SSL error: sslv3 alert handshake failure") << TlsFailure::Refused;
    QTest::newRow("curl, cut") << QStringLiteral("OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to h:443 ")
                               << TlsFailure::CutOff;
    QTest::newRow("libpq, cut, German") << QStringLiteral("SSL-SYSCALL-Fehler: Connection reset by peer")
                                        << TlsFailure::CutOff;
    QTest::newRow("curl, a wrong signature")
        << QStringLiteral("error:06880006:asn1 encoding routines::EVP lib") << TlsFailure::BadCertificate;
    QTest::newRow("libpq, cut") << QStringLiteral("SSL SYSCALL error: EOF detected") << TlsFailure::CutOff;
}

void tst_TlsFailure::words()
{
    QFETCH(QString, said);
    QFETCH(TlsFailure, failure);
    const auto found = failureOfWords(said);
    QVERIFY(found);
    QCOMPARE(*found, failure);
    QVERIFY(!failureOfWords(QStringLiteral("No route to host")));
}

void tst_TlsFailure::aNamedFileIsNotAskedForAgain()
{
    for (const auto failure : {TlsFailure::OwnIssue, TlsFailure::UnknownAuthority}) {
        QCOMPARE(withAuthorities(failure, false), failure);
        QCOMPARE(withAuthorities(failure, true), TlsFailure::OtherAuthority);
    }
    QCOMPARE(withAuthorities(TlsFailure::Expired, true), TlsFailure::Expired);
    const auto told = tlsError(TlsFailure::OtherAuthority, QStringLiteral("holo.example"), {});
    QVERIFY2(told.message.contains(QStringLiteral("does not vouch")), qPrintable(told.message));
}

void tst_TlsFailure::everyFailureSaysWhatToDo()
{
    QSet<QString> messages;
    for (int i = 0; i <= int(TlsFailure::Other); ++i) {
        const auto error = tlsError(TlsFailure(i), QStringLiteral("holo.example"), QStringLiteral("detail"));
        QCOMPARE(error.kind, isthmus::core::ErrorKind::Network);
        QVERIFY2(error.message.contains(QStringLiteral("holo.example")), qPrintable(error.message));
        QVERIFY(!error.hint.isEmpty());
        QCOMPARE(error.detail, QStringLiteral("detail"));
        QVERIFY2(!messages.contains(error.message), qPrintable(error.message));
        messages.insert(error.message);
    }
}

QTEST_GUILESS_MAIN(tst_TlsFailure)
#include "tst_tlsfailure.moc"
