// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/wire/signature.h>

#include <QTest>
#include <QTimeZone>

using namespace isthmus::wire;

namespace {

const Credentials credentials{"testAccessKeyId", "testAccessKeySecret", {}};
const QByteArray date = "Mon, 15 Jan 2024 08:30:00 GMT";

Request request(const QByteArray &method, const QByteArray &path, const QByteArray &query,
                const QList<QPair<QByteArray, QByteArray>> &headers = {})
{
    Request made{method, path, query, headers};
    made.setHeader("Date", date);
    return made;
}

Request vectorA()
{
    return request("GET", "/projects/test_project/tables",
                   "expectmarker=true&maxitems=10&curr_project=test_project&curr_schema=default");
}

Request vectorH()
{
    return request("GET", "/projects/p/tables/t", "partition=pt%3Da%2Bb");
}

} // namespace

// The letters are the vectors of docs/protocol.md#signature-vectors.
class tst_Signature : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void canonicalStringAndV2MatchTheVectors_data()
    {
        QTest::addColumn<Request>("request");
        QTest::addColumn<QByteArray>("canonical");
        QTest::addColumn<QByteArray>("signature");

        QTest::newRow("A: a list") << vectorA()
                                   << QByteArray("GET\n\n\nMon, 15 Jan 2024 08:30:00 GMT\n/projects/test_project/"
                                                 "tables?curr_project=test_project&curr_schema=default&expectmarker="
                                                 "true&maxitems=10")
                                   << QByteArray("RW4NUFYTmd8oSZBTHRbrEdJ9bHk=");
        QTest::newRow("B: a body and a signed header")
            << request("POST", "/projects/test_project/instances", "curr_project=test_project",
                       {{"Content-Type", "application/xml"}, {"X-Odps-User-Agent", "duck/1.0"}})
            << QByteArray("POST\n\napplication/xml\nMon, 15 Jan 2024 08:30:00 GMT\nx-odps-user-agent:duck/1.0\n/"
                          "projects/test_project/instances?curr_project=test_project")
            << QByteArray("T3272pPWNwP9HgHhk7MWvZDn2+8=");
        QTest::newRow("C: a flag and encoded values")
            << request("POST", "/projects/test_project/tables/t1",
                       "downloads=&asyncmode=true&partition=pt%3Da+b%2Chh%3D1&curr_project=test_project",
                       {{"x-odps-tunnel-version", "6"}, {"odps-tunnel-date-transform", "v1"}})
            << QByteArray("POST\n\n\nMon, 15 Jan 2024 08:30:00 GMT\nx-odps-tunnel-version:6\n/projects/test_project/"
                          "tables/t1?asyncmode=true&curr_project=test_project&downloads&partition=pt=a b,hh=1")
            << QByteArray("fOyRgoMmiJ0yrtY1JutqYwHqz6I=");
        QTest::newRow("D: a row range")
            << request("GET", "/projects/test_project/tables/t1",
                       "data&downloadid=abc&rowrange=%280%2C100%29&columns=a%2Cb&curr_project=test_project",
                       {{"x-odps-tunnel-version", "6"}})
            << QByteArray("GET\n\n\nMon, 15 Jan 2024 08:30:00 GMT\nx-odps-tunnel-version:6\n/projects/test_project/"
                          "tables/t1?columns=a,b&curr_project=test_project&data&downloadid=abc&rowrange=(0,100)")
            << QByteArray("z3Ln4zdq7OHP+lFXbJWU8M6jBeg=");
    }

    void canonicalStringAndV2MatchTheVectors()
    {
        QFETCH(Request, request);
        QFETCH(QByteArray, canonical);
        QFETCH(QByteArray, signature);
        QCOMPARE(canonicalString(request), canonical);
        QCOMPARE(authorizationV2(request, credentials), "ODPS testAccessKeyId:" + signature);
    }

    void v4MatchesTheVectors()
    {
        QCOMPARE(authorizationV4(vectorA(), credentials, "20240115", "cn-hangzhou"),
                 QByteArray("ODPS testAccessKeyId/20240115/cn-hangzhou/odps/"
                            "aliyun_v4_request:3VFQr2s1o3nNsZRaOAzKom/hMco="));
        const Request b = request("POST", "/projects/test_project/instances", "curr_project=test_project",
                                  {{"Content-Type", "application/xml"}, {"x-odps-user-agent", "duck/1.0"}});
        QCOMPARE(authorizationV4(b, credentials, "20240115", "cn-shanghai"),
                 QByteArray("ODPS testAccessKeyId/20240115/cn-shanghai/odps/"
                            "aliyun_v4_request:j7zzf7iVx0F6LwhIu9t1u+8uCRE="));
    }

    void v4KeysMatchTheChain() // vector F
    {
        const V4Keys keys = v4Keys("testAccessKeySecret", "20240115", "cn-hangzhou");
        QCOMPARE(keys.date.toHex(), QByteArray("21ddf537ef9175c28d13287fa7cfec51fead254f7646dc9cac56072a13787c7a"));
        QCOMPARE(keys.region.toHex(), QByteArray("39a90f9faa4b8e4c4cdbec1df8fe82a056afcbb884e2e19ecd49af4a383d1cea"));
        QCOMPARE(keys.service.toHex(), QByteArray("e374957350714a35d761eb28527ca918f9a2fd139ce8e5e9d6c1d88479149c65"));
        QCOMPARE(keys.signing.toHex(), QByteArray("b998101b6c45780256795f19c4450ff212e54dcda57da4d3f5ae51297d41f9c5"));
    }

    void temporaryKeysSendTheirToken() // vector E
    {
        const Signer signer({"STS.testId", "testSecret", "TOKEN=="}, {});
        Request signedRequest = request("GET", "/projects/test_project", {});
        signer.sign(signedRequest);
        QCOMPARE(signedRequest.header("authorization"), QByteArray("ODPS STS.testId:6TGkY0RVyrFrbWlfHbVN6Rb2+ag="));
        QCOMPARE(signedRequest.header("authorization-sts-token"), QByteArray("TOKEN=="));
    }

    void aVerifierAcceptsBothFormsOfTheQuery() // vector H
    {
        QCOMPARE(canonicalString(vectorH(), QueryDecoding::Twice).split('?').last(), QByteArray("partition=pt=a b"));
        QCOMPARE(canonicalString(vectorH(), QueryDecoding::Once).split('?').last(), QByteArray("partition=pt=a+b"));

        const auto twice = parseAuthorization("ODPS testAccessKeyId:lLsc3AKg0uqaAN4B4VSK03V9sOs=");
        QVERIFY(twice);
        QVERIFY(isSignedWith(vectorH(), *twice, "testAccessKeySecret"));
        const auto once = parseAuthorization(authorizationV2(vectorH(), credentials));
        QVERIFY(once);
        QVERIFY(once->signature != twice->signature);
        QVERIFY(isSignedWith(vectorH(), *once, "testAccessKeySecret"));
    }

    void secondDecodingSplitsAndDecodesLikeTheOfficialClient_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("resource");
        QTest::newRow("escape in a value") << QByteArray("partition=pt%3Da%2541") << QByteArray("partition=pt=aA");
        QTest::newRow("ampersand in a value")
            << QByteArray("partition=pt%3Da%26b%3Dc") << QByteArray("b=c&partition=pt=a");
        QTest::newRow("UTF-8") << QByteArray("partition=pt%3D%E4%B8%AD") << QByteArray("partition=pt=\xe4\xb8\xad");
    }

    void secondDecodingSplitsAndDecodesLikeTheOfficialClient()
    {
        QFETCH(QByteArray, query);
        const Request made = request("GET", "/t", query);
        QTEST(canonicalString(made, QueryDecoding::Twice).split('?').last(), "resource");
    }

    void verifiesV4AndRefusesEverythingElse()
    {
        const auto good = parseAuthorization(authorizationV4(vectorA(), credentials, "20240115", "cn-hangzhou"));
        QVERIFY(good);
        QCOMPARE(good->accessId, QByteArray("testAccessKeyId"));
        QCOMPARE(good->region, QByteArray("cn-hangzhou"));
        QVERIFY(isSignedWith(vectorA(), *good, "testAccessKeySecret"));
        QVERIFY(!isSignedWith(vectorA(), *good, "anotherSecret"));
        Request altered = vectorA();
        altered.query += "&name=x";
        QVERIFY(!isSignedWith(altered, *good, "testAccessKeySecret"));
        auto otherDay = *good;
        otherDay.date = "20240116";
        QVERIFY(!isSignedWith(vectorA(), otherDay, "testAccessKeySecret"));
        auto shortened = *good;
        shortened.signature.chop(1);
        QVERIFY(!isSignedWith(vectorA(), shortened, "testAccessKeySecret"));
    }

    void refusesAuthorizationOfAnotherShape_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("another scheme") << QByteArray("Basic abc:def");
        QTest::newRow("no signature") << QByteArray("ODPS id:");
        QTest::newRow("no id") << QByteArray("ODPS :sig");
        QTest::newRow("half a scope") << QByteArray("ODPS id/20240115/cn:sig");
        QTest::newRow("another service") << QByteArray("ODPS id/20240115/cn/oss/aliyun_v4_request:sig");
        QTest::newRow("too long") << QByteArray("ODPS id:") + QByteArray(5000, 'x');
    }

    void refusesAuthorizationOfAnotherShape()
    {
        QFETCH(QByteArray, header);
        QVERIFY(!parseAuthorization(header));
    }

    void queryParametersOfThePrefixAreSignedAsHeaders()
    {
        const Request made = request("GET", "/t", "x-odps-b=2&a=1", {{"X-Odps-A", " 1 "}});
        QCOMPARE(canonicalString(made), QByteArray("GET\n\n\n") + date + "\nx-odps-a:1\nx-odps-b:2\n/t?a=1&x-odps-b=2");
    }

    void encodingAndDecodingAreInverse()
    {
        const QueryItems items{{"partition", "pt=a b+c%41&d=\xe4\xb8\xad"}, {"data", {}}, {"rowrange", "(0,10)"}};
        const QByteArray query = encodeQuery(items);
        QVERIFY(!query.contains(' '));
        QCOMPARE(decodeQuery(query), items);
        QCOMPARE(encodeSegment("a/b c"), QByteArray("a%2Fb%20c"));
    }

    void theClockDatesTheRequestAndTheScope()
    {
        const QDateTime nightInChina(QDate(2024, 1, 16), QTime(7, 59), QTimeZone(8 * 3600));
        const Signer signer(credentials, "cn-hangzhou", [nightInChina] { return nightInChina; });
        Request made{"GET", "/projects/p", {}, {}};
        signer.sign(made);
        QCOMPARE(made.header("Date"), QByteArray("Mon, 15 Jan 2024 23:59:00 GMT"));
        QVERIFY(made.header("Authorization").startsWith("ODPS testAccessKeyId/20240115/cn-hangzhou/"));
        QCOMPARE(parseHttpDate(made.header("Date")), nightInChina.toUTC());
        QCOMPARE(parseHttpDate("2024-01-15 08:30:00"), QDateTime(QDate(2024, 1, 15), QTime(8, 30), Qt::UTC));
        QVERIFY(!parseHttpDate("yesterday").isValid());
    }
};

QTEST_GUILESS_MAIN(tst_Signature)
#include "tst_signature.moc"
