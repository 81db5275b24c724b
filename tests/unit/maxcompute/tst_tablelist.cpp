// SPDX-License-Identifier: GPL-3.0-or-later
#include "tablelist.h"

#include <QTest>

using namespace isthmus;

class tst_TableList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesWhatAListNeeds();
    void whatIsNoListIsRefused_data();
    void whatIsNoListIsRefused();
};

void tst_TableList::takesWhatAListNeeds()
{
    const auto list = maxcompute::readTableList(
        "<?xml version=\"1.0\"?><Tables><!-- a <Table> that is none --><MaxItems>2</MaxItems>"
        "<Table><Name> a&amp;b </Name><Owner>o</Owner><Type>MANAGED_TABLE</Type><Project>p</Project>"
        "<Comment><![CDATA[1 < 2]]></Comment><Schema format=\"Json\"><![CDATA[{\"a\":\"ä\"}]]></Schema></Table>"
        "<Table><Extra><Name>inner</Name></Extra><Type>VIRTUAL_VIEW</Type><Name>v</Name></Table>"
        "<Table><Type>MANAGED_TABLE</Type></Table>" // without a name it is nothing
        "<Other><Name>x</Name></Other><Marker> next </Marker></Tables>");
    QVERIFY2(list, qPrintable(list ? QString() : list.error().detail));
    QCOMPARE(list->marker, QStringLiteral("next"));
    QCOMPARE(list->lines.size(), 2);
    QCOMPARE(list->lines.at(0).name, QStringLiteral("a&b"));
    QCOMPARE(list->lines.at(0).type, QStringLiteral("MANAGED_TABLE"));
    QCOMPARE(list->lines.at(0).comment, QStringLiteral("1 < 2"));
    QCOMPARE(list->lines.at(0).definition, QByteArray("{\"a\":\"ä\"}"));
    QCOMPARE(list->lines.at(1).name, QStringLiteral("v"));
    QCOMPARE(list->lines.at(1).type, QStringLiteral("VIRTUAL_VIEW"));
}

void tst_TableList::whatIsNoListIsRefused_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("another root") << QByteArray("<Schemas><Marker/></Schemas>");
    QTest::newRow("cut off") << QByteArray("<Tables><Table><Name>a</Name>");
    QTest::newRow("no XML") << QByteArray("{\"tables\":[]}");
    QTest::newRow("too deep") << "<Tables>" + QByteArray("<a>").repeated(16) + QByteArray("</a>").repeated(16)
            + "</Tables>";
    QTest::newRow("entity") << QByteArray("<!DOCTYPE x [<!ENTITY a \"b\">]><Tables><Marker>&a;</Marker></Tables>");
}

void tst_TableList::whatIsNoListIsRefused()
{
    QFETCH(QByteArray, xml);
    const auto list = maxcompute::readTableList(xml);
    QVERIFY(!list);
    QCOMPARE(list.error().kind, core::ErrorKind::Protocol);
}

QTEST_GUILESS_MAIN(tst_TableList)

#include "tst_tablelist.moc"
