// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/core/format.h>
#include <isthmus/core/redact.h>

#include <QTest>
#include <QTimeZone>

using namespace isthmus::core;
using namespace std::chrono_literals;

class tst_Text : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void counts();
    void sizes();
    void durations();
    void timesCarryTheirOffset();
    void redaction_data();
    void redaction();
    void ordinaryTextIsNotRedacted();
    void errorsAndPropertiesAreRedacted();
};

void tst_Text::counts()
{
    QCOMPARE(formatCount(48213907), u"48,213,907");
    const QLocale english(QLocale::English);
    QCOMPARE(formatCompactCount(9999, english), u"9,999");
    QCOMPARE(formatCompactCount(10000, english), u"10 K");
    QCOMPARE(formatCompactCount(96'400, english), u"96.4 K");
    QCOMPARE(formatCompactCount(999'499, english), u"999 K");
    QCOMPARE(formatCompactCount(999'600, english), u"1 M");
    QCOMPARE(formatCompactCount(48'213'907, english), u"48.2 M");
    QCOMPARE(formatCompactCount(1'230'000'000, english), u"1.23 G");
    QCOMPARE(formatCompactCount(48'213'907, QLocale(QLocale::Chinese)), u"4,821 万");
    QCOMPARE(formatCompactCount(1'250'000'000, QLocale(QLocale::Chinese)), u"12.5 亿");
}

void tst_Text::sizes()
{
    QCOMPARE(formatBytes(0), u"0 B");
    QCOMPARE(formatBytes(1023), u"1023 B");
    QCOMPARE(formatBytes(1536), u"1.5 KiB");
    QCOMPARE(formatBytes(qint64(1.84 * 1024 * 1024) * 1024 * 1024), u"1.84 TiB");
}

void tst_Text::durations()
{
    QCOMPARE(formatDuration(0ms), u"<1 ms");
    QCOMPARE(formatDuration(38ms), u"38 ms");
    QCOMPARE(formatDuration(4200ms), u"4.2 s");
    QCOMPARE(formatDuration(252s), u"4 min 12 s");
    QCOMPARE(formatDuration(2h + 5min), u"2 h 5 min");
}

void tst_Text::timesCarryTheirOffset()
{
    const QDateTime time(QDate(2026, 11, 20), QTime(7, 41, 40), Qt::UTC);
    QCOMPARE(formatTime(time), u"2026-11-20 15:41:40 +08:00"); // tests run with TZ=Asia/Shanghai
    QCOMPARE(formatTime(QDateTime()), QString());
}

void tst_Text::redaction_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("connection string") << QStringLiteral("host=h password=SECRET dbname=d");
    QTest::newRow("quoted password") << QStringLiteral("host=h password='SEC RET' dbname=d");
    QTest::newRow("password with a colon") << QStringLiteral("Password: SECRET");
    QTest::newRow("url") << QStringLiteral("postgresql://user:SECRET@host/db");
    QTest::newRow("authorization") << QStringLiteral("Authorization: ODPS LTAI5t:SECRET/abc=");
    QTest::newRow("sts header") << QStringLiteral("authorization-sts-token: SECRET");
    QTest::newRow("signed url") << QStringLiteral("http://h/p?a=1&Signature=SECRET&b=2");
    QTest::newRow("json-like key") << QStringLiteral("access_key_secret=SECRET");
    QTest::newRow("JSON") << QStringLiteral("{\"password\": \"SEC\\\"RET\", \"user\": 1}");
    QTest::newRow("property") << QStringLiteral("TBLPROPERTIES ('jdbc.password'='SEC;RET')");
    QTest::newRow("new user") << QStringLiteral("CREATE USER \"BASIC$a\" WITH PASSWORD 'SEC''RET'");
    QTest::newRow("no blank") << QStringLiteral("alter user a password'SECRET' valid until 'x'");
    QTest::newRow("comment before") << QStringLiteral("ALTER USER a PASSWORD /* new */ 'SECRET'");
    QTest::newRow("escapes") << QStringLiteral("ALTER USER a PASSWORD E'SEC\\'RET'");
    QTest::newRow("dollar quotes") << QStringLiteral("ALTER USER a PASSWORD $x$SEC'RET$x$");
    QTest::newRow("foreign server") << QStringLiteral("OPTIONS (\"user\" 'u', \"password\" 'SECRET')");
    QTest::newRow("identified by") << QStringLiteral("CREATE USER a IDENTIFIED  BY 'SECRET'");
    QTest::newRow("cut off inside the quotes") << QStringLiteral("syntax error near: ALTER USER a PASSWORD 'SECR");
    QTest::newRow("long") << QStringLiteral("PASSWORD '") + QString(200'000, u'x') + QStringLiteral("SECRET'");
}

void tst_Text::redaction()
{
    QFETCH(QString, text);
    const QString result = redacted(text);
    QVERIFY2(!result.contains(u"SEC"), qPrintable(result));
    QVERIFY2(result.contains(u"***"), qPrintable(result));
}

void tst_Text::ordinaryTextIsNotRedacted()
{
    const QString text =
        QStringLiteral("CREATE TABLE t (id BIGINT) -- jdbc:postgresql://127.0.0.1:80/order_dw?table=t/");
    QCOMPARE(redacted(text), text);
    QCOMPARE(redacted(QStringLiteral("ALTER USER a PASSWORD 'x' VALID UNTIL '2030'")),
             QStringLiteral("ALTER USER a PASSWORD *** VALID UNTIL '2030'"));
    QCOMPARE(redacted(QStringLiteral("{'password'='x', 'a'='b'}")), QStringLiteral("{'password'=***, 'a'='b'}"));
}

void tst_Text::errorsAndPropertiesAreRedacted()
{
    const Error error = redacted(Error{ErrorKind::Invalid, QStringLiteral("no password=A"), QStringLiteral("pwd: B"),
                                       QStringLiteral("42601"), QStringLiteral("PASSWORD 'C'")});
    QCOMPARE(error.message + error.hint + error.detail, QStringLiteral("no password=***pwd: ***PASSWORD ***"));
    QCOMPARE(error.code, QStringLiteral("42601"));

    QCOMPARE(redactedValue(QStringLiteral("odps.jdbc.password"), QStringLiteral("x")), QStringLiteral("***"));
    QCOMPARE(redactedValue(QStringLiteral("fs.oss.access.key.secret"), QStringLiteral("x")), QStringLiteral("***"));
    QCOMPARE(redactedValue(QStringLiteral("fs.oss.accessKeyId"), QStringLiteral("LTAI")), QStringLiteral("LTAI"));
    QCOMPARE(redactedValue(QStringLiteral("url"), QStringLiteral("h?password=x&a=b")),
             QStringLiteral("h?password=***&a=b"));
    QCOMPARE(redactedValue(QStringLiteral("password"), QString()), QString());
}

QTEST_GUILESS_MAIN(tst_Text)
#include "tst_text.moc"
