// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/wire/xmlguard.h>

#include <QTest>

using isthmus::wire::XmlLimits;
using isthmus::wire::xmlProblem;

class tst_XmlGuard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatTheProtocolSendsPasses_data();
    void whatTheProtocolSendsPasses();
    void whatIsBeyondABoundIsRefused_data();
    void whatIsBeyondABoundIsRefused();
    void theUsualBoundsLeaveRoom();
};

namespace {

constexpr XmlLimits small{.maxTagBytes = 40, .maxAttributes = 2, .maxDepth = 3, .maxTags = 102};

} // namespace

void tst_XmlGuard::whatTheProtocolSendsPasses_data()
{
    QTest::addColumn<QByteArray>("xml");
    const auto row = [](const char *name, const QByteArray &xml) { QTest::newRow(name) << xml; };
    row("empty", "");
    row("declaration", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>");
    row("declaration in other letters", "<?xml version='1.0' encoding='utf-8'?><a/>");
    row("no encoding", "<?xml version=\"1.0\"?><a/>");
    row("byte order mark", "\xef\xbb\xbf<a/>");
    row("two attributes", R"(<a b="1" c="2"/>)");
    row("equal signs in a value", R"(<a b="x=y=z=1=2"/>)");
    row("end of tag in a value", R"(<a b=">" c='">'/>)");
    row("quote of the other sort", R"(<a b="'" c='"'/>)");
    row("three deep", "<a><b><c/></b></a>");
    row("many beside each other", "<a>" + QByteArray("<b></b>").repeated(50) + "</a>");
    row("tags in a section", "<a><![CDATA[<b c='1' d='2' e='3'><!DOCTYPE x><<<]]></a>");
    row("tags in a comment", "<a><!-- <b c='1' d='2' e='3'> <!DOCTYPE x> --></a>");
    row("long section", "<a><![CDATA[" + QByteArray(1000, '<') + "]]></a>");
    row("long text", "<a>" + QByteArray(1000, '=') + "</a>");
    row("as long as may be", "<a" + QByteArray(small.maxTagBytes - 4, ' ') + "/>");
}

void tst_XmlGuard::whatTheProtocolSendsPasses()
{
    QFETCH(QByteArray, xml);
    QCOMPARE(xmlProblem(xml, small), QString());
}

void tst_XmlGuard::whatIsBeyondABoundIsRefused_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const QByteArray &xml, const char *problem) {
        QTest::newRow(name) << xml << QString::fromLatin1(problem);
    };
    row("three attributes", R"(<a b="1" c="2" d="3"/>)", "more than 2 attributes");
    row("in a later tag", R"(<a><b c="1" d="2" e="3"/></a>)", "more than 2 attributes");
    row("behind a section", R"(<a><![CDATA[>]]><b c="1" d="2" e="3"/></a>)", "more than 2 attributes");
    row("behind a comment", R"(<a><!-- '"> --><b c="1" d="2" e="3"/></a>)", "more than 2 attributes");
    row("without an end", R"(<a b="1" c="2" d="3")", "more than 2 attributes");
    row("long tag", "<a" + QByteArray(small.maxTagBytes, ' ') + "/>", "longer than 40 bytes");
    row("long value", "<a b='" + QByteArray(small.maxTagBytes, 'x') + "'/>", "longer than 40 bytes");
    row("long end", "<a></a" + QByteArray(small.maxTagBytes, ' ') + '>', "longer than 40 bytes");
    row("long, without an end", "<a" + QByteArray(small.maxTagBytes, ' '), "longer than 40 bytes");
    row("long instruction", "<?a " + QByteArray(small.maxTagBytes, 'x') + "?>", "longer than 40 bytes");
    row("too many tags", "<a>" + QByteArray("<b></b>").repeated(50) + "<c/></a>", "more than 102 tags");
    row("too deep", "<a><b><c><d></d></c></b></a>", "nests deeper than 3");
    row("document type", "<!DOCTYPE a><a/>", "document type");
    row("document type with a subset", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "document type");
    row("document type inside", "<a><!DOCTYPE b></a>", "document type");
    row("another encoding", "<?xml version=\"1.0\" encoding=\"GB18030\"?><a/>", "not UTF-8");
    row("an encoding of seven bits", "<?xml version='1.0' encoding='UTF-7'?><a/>", "not UTF-8");
    row("UTF-16", QByteArray("\xff\xfe<\0a\0/\0>\0", 10), "not UTF-8");
    row("UTF-16 without a mark", QByteArray("\0<\0a\0/\0>", 8), "not UTF-8");
}

void tst_XmlGuard::whatIsBeyondABoundIsRefused()
{
    QFETCH(QByteArray, xml);
    QFETCH(QString, problem);
    const QString found = xmlProblem(xml, small);
    QVERIFY2(found.contains(problem), qPrintable(found));
}

void tst_XmlGuard::theUsualBoundsLeaveRoom()
{
    QByteArray tag = "<Column";
    for (int i = 0; i < XmlLimits().maxAttributes; ++i)
        tag += " a" + QByteArray::number(i) + "=\"" + QByteArray(200, 'v') + '"';
    QCOMPARE(xmlProblem(tag + "/>"), QString());
    QVERIFY(!xmlProblem(tag + " more=\"1\"/>").isEmpty());
}

QTEST_GUILESS_MAIN(tst_XmlGuard)
#include "tst_xmlguard.moc"
