// SPDX-License-Identifier: GPL-3.0-or-later
#include "plaintablelist.h"
#include "tablelist.h"

#include <QRandomGenerator>
#include <QTest>

using namespace isthmus;

namespace {

// A list of some tables, mostly plain, with anything in it that could be taken for something else.
QByteArray randomList(QRandomGenerator &random)
{
    static const QList<QByteArray> texts{"a",
                                         "orders_1",
                                         " b ",
                                         "x&amp;y",
                                         "&lt;t&gt;",
                                         "&quot;&apos;",
                                         "\xe8\xae\xa2",
                                         "",
                                         "\n",
                                         "&#65;",
                                         "a\tb",
                                         "\x01",
                                         "\xff",
                                         "&none;",
                                         "a>b",
                                         "a]]>b",
                                         "\r\n",
                                         "\xef\xbb\xbfx",
                                         "\xef\xbf\xbe",
                                         "\xef\xbf\xbf",
                                         "\xed\xa0\x80",
                                         "\xf0\x9f\x98\x80",
                                         "\x7f",
                                         "\xc2\x85",
                                         "<b/>",
                                         "<![CDATA[c]]>",
                                         "&amp",
                                         "&",
                                         "\xe3\x80\x80z"};
    static const QList<QByteArray> heads{
        "",
        "",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<?xml version=\"1.0\"?>",
        "<?xml version=\"1.0\" encoding=\"GBK\"?>",
        "<?xml version=\"1.1\"?>",
        "\n<?xml version=\"1.0\"?>",
        "\xef\xbb\xbf",
        "<!-- c -->",
    };
    static const QList<QByteArray> tags{"Name", "Type", "Comment", "Owner", "Marker", "Table", "Name2", "n:Name"};
    const auto anyOf = [&](const QList<QByteArray> &list) { return list.at(random.bounded(list.size())); };
    const auto text = [&] { return random.bounded(3) ? texts.at(random.bounded(4)) : anyOf(texts); };
    QByteArray xml = anyOf(heads) + "<Tables>";
    for (int tables = random.bounded(4); tables > 0; --tables) {
        xml += random.bounded(8) ? "<Table>" : "\n  <Table>";
        for (int elements = random.bounded(4); elements > 0; --elements) {
            const QByteArray tag = random.bounded(8) ? tags.at(random.bounded(4)) : anyOf(tags);
            xml += random.bounded(6) ? '<' + tag + '>' + text() + "</" + tag + '>' : '<' + tag + "/>";
        }
        xml += random.bounded(30) ? "</Table>" : "</Tabel>";
    }
    xml += random.bounded(3) ? "<Marker>" + text() + "</Marker>" : "<Marker/>";
    xml += random.bounded(20) ? "</Tables>" : "</Tables>\t";
    if (random.bounded(4) == 0) // a byte that came to harm
        xml[random.bounded(xml.indexOf("<Tables>") + 8, xml.size())] = "<>/&;\xc3 \taN\""[random.bounded(11)];
    return xml;
}

QString described(const core::Result<maxcompute::TableList> &list)
{
    if (!list)
        return QStringLiteral("no list");
    QString text = list->marker;
    for (const auto &line : list->lines)
        text += u'|' + line.name + u',' + line.type + u',' + line.comment + u',' + QString::fromUtf8(line.definition);
    return text;
}

} // namespace

class tst_TableList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesWhatAListNeeds();
    void thePlainFormIsRead();
    void thePlainFormIsReadAlike();
    void aPlainFormHasTheSameLimits();
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

void tst_TableList::thePlainFormIsRead()
{
    const auto list = maxcompute::readPlainTableList(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Tables><Marker>orders_2</Marker>"
        "<Table><Name>orders_1</Name><Owner>ALIYUN$a@b.com</Owner><Type>MANAGED_TABLE</Type><Comment/></Table>\n"
        "<Table><Name>orders_2</Name><Type>MANAGED_TABLE</Type><Comment>a &lt; "
        "\xe8\xae\xa2\xe5\x8d\x95</Comment></Table>"
        "</Tables>\n");
    QVERIFY(list);
    QCOMPARE(list->marker, QStringLiteral("orders_2"));
    QCOMPARE(list->lines.size(), 2);
    QCOMPARE(list->lines.at(1).name, QStringLiteral("orders_2"));
    QCOMPARE(list->lines.at(1).type, QStringLiteral("MANAGED_TABLE"));
    QCOMPARE(list->lines.at(1).comment, QString::fromUtf8("a < \xe8\xae\xa2\xe5\x8d\x95"));
    QVERIFY(!maxcompute::readPlainTableList("<?xml version=\"1.0\" encoding=\"GBK\"?><Tables></Tables>"));
}

// It is read another way, in a tenth of the time: whatever stands in it, the result is the same.
void tst_TableList::thePlainFormIsReadAlike()
{
    auto &random = *QRandomGenerator::global();
    int plain = 0;
    for (int round = 0; round < 20'000; ++round) {
        const QByteArray xml = randomList(random);
        plain += maxcompute::readPlainTableList(xml) ? 1 : 0;
        QByteArray commented = xml;
        commented.insert(commented.indexOf("<Tables>") + 8, "<!-- no plain form -->");
        const QString read = described(maxcompute::readTableList(xml));
        if (read != described(maxcompute::readTableList(commented)))
            QFAIL((xml.toPercentEncoding(" <>/") + " is read as " + read.toUtf8()).constData());
    }
    QVERIFY2(plain > 1000 && plain < 19'000, qPrintable(QString::number(plain)));
}

void tst_TableList::aPlainFormHasTheSameLimits()
{
    const auto listOf = [](int tags) { return "<Tables>" + QByteArray("<Owner/>").repeated(tags - 2) + "</Tables>"; };
    QVERIFY(maxcompute::readPlainTableList(listOf(400'000)));
    QVERIFY(maxcompute::readTableList(listOf(400'000)));
    QVERIFY(!maxcompute::readTableList(listOf(400'001)));
    const QByteArray longName(100'000, 'x');
    QVERIFY(!maxcompute::readTableList("<Tables><" + longName + "/></Tables>"));
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
