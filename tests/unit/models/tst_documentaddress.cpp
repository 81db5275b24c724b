// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/models/documents/documentaddress.h>

#include <QTest>

using namespace isthmus;
using models::DocumentAddress;

class tst_DocumentAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textAndAddressAreInverse_data();
    void textAndAddressAreInverse();
    void hostileTextIsRefused_data();
    void hostileTextIsRefused();
    void theLimitsAreReached();
    void aTableIsFoundByItsAddress();
    void aReportIsOfATableOrASchema();
};

void tst_DocumentAddress::textAndAddressAreInverse_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *tag, const char *kind, const QStringList &names, const char *text) {
        QTest::newRow(tag) << QString::fromLatin1(kind) << names << QString::fromLatin1(text);
    };
    row("no names", "welcome", {}, "isthmus://welcome");
    row("table", "table", {QStringLiteral("order_dw"), QStringLiteral("public"), QStringLiteral("orders")},
        "isthmus://table/order_dw/public/orders");
    row("slash and percent", "table", {QStringLiteral("a/b"), QStringLiteral("50%")}, "isthmus://table/a%2Fb/50%25");
    row("URL syntax", "query", {QStringLiteral("a?b#c"), QStringLiteral("x:y@z")},
        "isthmus://query/a%3Fb%23c/x%3Ay%40z");
    row("blank and quotes", "run", {QStringLiteral(" \"x\" ")}, "isthmus://run/%20%22x%22%20");
    row("Chinese", "table", {QStringLiteral("订单")}, "isthmus://table/%E8%AE%A2%E5%8D%95");
    row("outside the BMP", "table", {QStringLiteral("\U0001F600")}, "isthmus://table/%F0%9F%98%80");
    row("line break", "table", {QStringLiteral("a\nb")}, "isthmus://table/a%0Ab");
    row("dots", "table", {QStringLiteral(".."), QStringLiteral(".")}, "isthmus://table/../.");
    row("kind with a digit", "di-node2", {QStringLiteral("x")}, "isthmus://di-node2/x");
}

void tst_DocumentAddress::textAndAddressAreInverse()
{
    QFETCH(QString, kind);
    QFETCH(QStringList, names);
    QFETCH(QString, text);
    const DocumentAddress address{kind, names};
    QCOMPARE(address.toString(), text);
    const auto parsed = DocumentAddress::parse(text);
    QVERIFY2(parsed, qPrintable(parsed ? QString() : parsed.error().message));
    QCOMPARE(parsed->kind, kind);
    QCOMPARE(parsed->names, names);
    QVERIFY(*parsed == address);
    QCOMPARE(qHash(*parsed), qHash(address));
}

void tst_DocumentAddress::hostileTextIsRefused_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const char *tag, const QString &text) { QTest::newRow(tag) << text; };
    row("empty", {});
    row("scheme alone", QStringLiteral("isthmus://"));
    row("another scheme", QStringLiteral("https://table/a/b"));
    row("a file", QStringLiteral("isthmus:/table/a/b"));
    row("blank before", QStringLiteral(" isthmus://table/a"));
    row("capital kind", QStringLiteral("isthmus://Table/a"));
    row("kind with a dot", QStringLiteral("isthmus://ta.ble/a"));
    row("long kind", QStringLiteral("isthmus://") + QString(33, u'a'));
    row("user and port", QStringLiteral("isthmus://a@table:80/b"));
    row("empty name", QStringLiteral("isthmus://table/a//b"));
    row("slash at the end", QStringLiteral("isthmus://table/a/"));
    row("query", QStringLiteral("isthmus://table/a?b"));
    row("fragment", QStringLiteral("isthmus://table/a#b"));
    row("raw blank", QStringLiteral("isthmus://table/a b"));
    row("raw letter beyond ASCII", QStringLiteral("isthmus://table/订"));
    row("line break", QStringLiteral("isthmus://table/a\n"));
    row("escape cut off", QStringLiteral("isthmus://table/a%"));
    row("escape cut in two", QStringLiteral("isthmus://table/a%4"));
    row("escape of no digits", QStringLiteral("isthmus://table/a%g0"));
    row("NUL", QStringLiteral("isthmus://table/a%00b"));
    row("raw NUL", QStringLiteral("isthmus://table/a") + QChar(0));
    row("no UTF-8", QStringLiteral("isthmus://table/%FF"));
    row("UTF-8 cut off", QStringLiteral("isthmus://table/%E8%AE"));
    row("overlong slash", QStringLiteral("isthmus://table/%C0%AF"));
    row("half a surrogate", QStringLiteral("isthmus://table/%ED%A0%80"));
    row("too many names", QStringLiteral("isthmus://table") + QStringLiteral("/a").repeated(17));
    row("long name", QStringLiteral("isthmus://table/") + QString(1025, u'a'));
    row("long text", QStringLiteral("isthmus://table/") + QStringLiteral("%41").repeated(6000));
}

void tst_DocumentAddress::hostileTextIsRefused()
{
    QFETCH(QString, text);
    const auto parsed = DocumentAddress::parse(text);
    QVERIFY2(!parsed, qPrintable(parsed ? parsed->toString() : QString()));
    QCOMPARE(parsed.error().kind, core::ErrorKind::Invalid);
    QVERIFY(parsed.error().message.size() < 200); // a long text is not repeated
}

void tst_DocumentAddress::theLimitsAreReached()
{
    DocumentAddress address{QStringLiteral("table"), {}};
    for (qsizetype i = 0; i < DocumentAddress::mostNames; ++i)
        address.names.append(QString(900, u'x'));
    const auto parsed = DocumentAddress::parse(address.toString());
    QVERIFY(parsed && *parsed == address);
    const DocumentAddress longest{QStringLiteral("table"), {QString(DocumentAddress::longestName, u'x')}};
    QVERIFY(DocumentAddress::parse(longest.toString()));
}

void tst_DocumentAddress::aTableIsFoundByItsAddress()
{
    const catalog::ObjectPath orders{QStringLiteral("order_dw"), {QStringLiteral("public"), QStringLiteral("orders")}};
    const DocumentAddress address = models::tableAddress(orders);
    QCOMPARE(address.toString(), QStringLiteral("isthmus://table/order_dw/public/orders"));
    QCOMPARE(models::tableAt(address), orders);
    QVERIFY(!models::tableAt(models::welcomeAddress()));
    QVERIFY(!models::tableAt({QStringLiteral("table"), {QStringLiteral("order_dw")}})); // a connection is no table
    QVERIFY(!models::tableAt({QStringLiteral("run"), address.names}));
}

void tst_DocumentAddress::aReportIsOfATableOrASchema()
{
    const catalog::ObjectPath schema{QStringLiteral("order_dw"), {QStringLiteral("public")}};
    const DocumentAddress address = models::typesAddress(schema);
    QCOMPARE(address.toString(), QStringLiteral("isthmus://types/order_dw/public"));
    QCOMPARE(models::typesAt(address), schema);
    QVERIFY(!models::typesAt(models::tableAddress(schema)));
    QVERIFY(!models::typesAt({QStringLiteral("types"), {QStringLiteral("order_dw")}}));
}

QTEST_GUILESS_MAIN(tst_DocumentAddress)

#include "tst_documentaddress.moc"
