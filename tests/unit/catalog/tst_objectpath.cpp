// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/objectpath.h>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace isthmus::catalog;

class tst_ObjectPath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textReadsBackAsItself_data();
    void textReadsBackAsItself();
    void aTrailingSlashIsForgiven();
    void wrongTextIsAnError_data();
    void wrongTextIsAnError();
    void parentOfAConnectionIsItself();
};

void tst_ObjectPath::textReadsBackAsItself_data()
{
    QTest::addColumn<ObjectPath>("path");
    QTest::addColumn<QString>("text");
    QTest::newRow("table") << ObjectPath{u"order_dw"_s, {u"public"_s, u"dwd_orders"_s}}
                           << u"order_dw/public/dwd_orders"_s;
    QTest::newRow("connection") << ObjectPath{u"dbs_mc"_s, {}} << u"dbs_mc"_s;
    QTest::newRow("slash and percent") << ObjectPath{u"c"_s, {u"a/b"_s, u"50%"_s}} << u"c/a%2Fb/50%25"_s;
    QTest::newRow("percent escape as a name") << ObjectPath{u"c"_s, {u"%2F"_s}} << u"c/%252F"_s;
    QTest::newRow("folder") << ObjectPath{u"c"_s, {foreignServersFolder}} << u"c/:foreign_servers"_s;
    QTest::newRow("unicode") << ObjectPath{u"库"_s, {u"模式"_s, u"表 1"_s}} << u"库/模式/表 1"_s;
}

void tst_ObjectPath::textReadsBackAsItself()
{
    QFETCH(ObjectPath, path);
    QFETCH(QString, text);
    QCOMPARE(path.toString(), text);
    const auto parsed = ObjectPath::parse(text);
    QVERIFY(parsed.has_value());
    QCOMPARE(*parsed, path);
}

void tst_ObjectPath::aTrailingSlashIsForgiven()
{
    QCOMPARE(ObjectPath::parse(u"a/b/"_s).value(), (ObjectPath{u"a"_s, {u"b"_s}}));
}

void tst_ObjectPath::wrongTextIsAnError_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "/", "a//b", "/a", "a/%", "a/%4", "a/%41"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void tst_ObjectPath::wrongTextIsAnError()
{
    QFETCH(QString, text);
    const auto parsed = ObjectPath::parse(text);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().kind, isthmus::core::ErrorKind::Invalid);
    QVERIFY(!parsed.error().hint.isEmpty());
}

void tst_ObjectPath::parentOfAConnectionIsItself()
{
    const ObjectPath root{u"c"_s, {}};
    QCOMPARE(root.parent(), root);
    QCOMPARE(root.child(u"s"_s).parent(), root);
    QCOMPARE(root.child(u"s"_s).name(), u"s"_s);
    QCOMPARE(root.name(), u"c"_s);
}

QTEST_GUILESS_MAIN(tst_ObjectPath)
#include "tst_objectpath.moc"
