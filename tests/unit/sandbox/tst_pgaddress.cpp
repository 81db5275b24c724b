// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/store/pgaddress.h>

#include <QTest>

#include <libpq-fe.h>

#include <memory>

using namespace isthmus::sandbox;
using namespace Qt::StringLiterals;

class tst_PgAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void libpqReadsBackWhatWasPutIn_data();
    void libpqReadsBackWhatWasPutIn();
    void anotherDatabaseKeepsTheRest();
};

void tst_PgAddress::libpqReadsBackWhatWasPutIn_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"order_dw"_s;
    QTest::newRow("empty") << QString();
    QTest::newRow("blanks") << u"my database"_s;
    QTest::newRow("single quote") << u"it's' "_s;
    QTest::newRow("backslash") << u"a\\b\\"_s;
    QTest::newRow("looks like a parameter") << u"x' host='evil.example"_s;
    QTest::newRow("beyond ASCII") << u"海峡"_s;
}

void tst_PgAddress::libpqReadsBackWhatWasPutIn()
{
    QFETCH(QString, text);
    const PgAddress address{u"127.0.0.1"_s, 5432, text, text, text};
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse(address.connectionString().c_str(), nullptr), &PQconninfoFree);
    QVERIFY(options);
    int seen = 0;
    for (const auto *option = options.get(); option->keyword; ++option) {
        const QByteArray keyword = option->keyword;
        if (keyword == "user" || keyword == "password" || keyword == "dbname") {
            QCOMPARE(QString::fromUtf8(option->val), text);
            ++seen;
        } else if (keyword == "host") {
            QCOMPARE(QByteArray(option->val), QByteArray("127.0.0.1"));
            ++seen;
        } else if (keyword == "port") {
            QCOMPARE(QByteArray(option->val), QByteArray("5432"));
            ++seen;
        }
    }
    QCOMPARE(seen, 5);
}

void tst_PgAddress::anotherDatabaseKeepsTheRest()
{
    const PgAddress address{u"127.0.0.1"_s, 5432, u"u"_s, u"p"_s, u"a"_s};
    PgAddress expected = address;
    expected.database = u"b"_s;
    QCOMPARE(address.withDatabase(u"b"_s), expected);
}

QTEST_GUILESS_MAIN(tst_PgAddress)
#include "tst_pgaddress.moc"
