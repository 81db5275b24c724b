// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/catalog/columnmapping.h>
#include <isthmus/sandbox/access/authentication.h>
#include <isthmus/sandbox/federation/tablelocation.h>
#include <isthmus/sandbox/jobs/jobrequest.h>
#include <isthmus/sandbox/requests/requestobjects.h>
#include <isthmus/sandbox/requests/requesttarget.h>
#include <isthmus/sandbox/requests/xmltext.h>
#include <isthmus/sandbox/store/partitionsql.h>
#include <isthmus/sandbox/tunnel/downloads.h>
#include <isthmus/sandbox/tunnel/sessionid.h>
#include <isthmus/wire/xmlguard.h>

#include <QTest>

using namespace isthmus;
using namespace isthmus::sandbox;

Q_DECLARE_METATYPE(isthmus::sandbox::Resource::Kind)

/// What the endpoint reads before it touches any server: addresses, job documents, table addresses, signatures.
class tst_EndpointRequests : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pathsNameResources_data();
    void pathsNameResources();
    void flagsWithAndWithoutEqualsSignAreTheSame();
    void brokenTargetsAreRefused_data();
    void brokenTargetsAreRefused();
    void locationIsTakenApart();
    void wrongLocationsAreRefused_data();
    void wrongLocationsAreRefused();
    void columnMappingKeepsQuotedNames();
    void wrongColumnMappingsAreRefused_data();
    void wrongColumnMappingsAreRefused();
    void jobDocumentIsRead();
    void statementsArriveAsTheyWereSent_data();
    void statementsArriveAsTheyWereSent();
    void characterThatXmlHasNotIsNamed();
    void wrongJobDocumentsAreRefused_data();
    void wrongJobDocumentsAreRefused();
    void jobWithManyEntitiesIsRefused();
    void partitionSpecsOfBothServicesAreRead_data();
    void partitionSpecsOfBothServicesAreRead();
    void refusedPartitionSpecsSayWhatIsMissing();
    void partitionValuesThatClientsCannotNameAreRefused_data();
    void partitionValuesThatClientsCannotNameAreRefused();
    void numbersOfPartitionsHaveTheirRange();
    void rowRangesAreRead();
    void sessionIdsOfOthersAreRefused();
    void signaturesAreVerified_data();
    void signaturesAreVerified();
};

void tst_EndpointRequests::pathsNameResources_data()
{
    using Kind = Resource::Kind;
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QString>("name");

    QTest::newRow("table") << QByteArray("/api/projects/P1/tables/T1?extended") << Kind::Table << QString()
                           << QStringLiteral("t1");
    QTest::newRow("without prefix") << QByteArray("/projects/p1/tables") << Kind::Tables << QString() << QString();
    QTest::newRow("three levels") << QByteArray("/api/projects/p1/schemas/S1/tables/T1") << Kind::Table
                                  << QStringLiteral("s1") << QStringLiteral("t1");
    QTest::newRow("encoded slash") << QByteArray("/api/projects/p1/registration%2Ffunctions") << Kind::Functions
                                   << QString() << QString();
    QTest::newRow("plain slash") << QByteArray("/api/projects/p1/registration/functions") << Kind::Functions
                                 << QString() << QString();
    QTest::newRow("instance keeps its case")
        << QByteArray("/api/projects/p1/instances/2024Gx") << Kind::Instance << QString() << QStringLiteral("2024Gx");
    QTest::newRow("schema") << QByteArray("/api/projects/p1/schemas/s1") << Kind::Schema << QStringLiteral("s1")
                            << QStringLiteral("s1");
    QTest::newRow("upserts") << QByteArray("/api/projects/p1/schemas/s1/tables/t1/upserts") << Kind::Upserts
                             << QStringLiteral("s1") << QStringLiteral("t1");
    QTest::newRow("unknown") << QByteArray("/api/projects/p1/nothing") << Kind::Unknown << QString() << QString();
    QTest::newRow("too long") << QByteArray("/api/projects/p1/tables/t1/x/y") << Kind::Unknown << QString()
                              << QStringLiteral("t1");
}

void tst_EndpointRequests::pathsNameResources()
{
    QFETCH(QByteArray, target);
    const auto parsed = RequestTarget::parse(target);
    QVERIFY(parsed.has_value());
    const Resource resource = resourceOf(parsed->segments());
    QTEST(resource.kind, "kind");
    QTEST(resource.schema, "schema");
    QTEST(resource.name, "name");
    QCOMPARE(resource.project, QStringLiteral("p1"));
}

void tst_EndpointRequests::flagsWithAndWithoutEqualsSignAreTheSame()
{
    const auto bare = RequestTarget::parse("/projects/p/instances/i?downloads&rowrange=%281%2C2%29&columns=a+b");
    const auto assigned = RequestTarget::parse("/projects/p/instances/i?downloads=&rowrange=(1,2)&columns=a%20b");
    QVERIFY(bare && assigned);
    for (const RequestTarget &target : {*bare, *assigned}) {
        QVERIFY(target.has(u"downloads"));
        QVERIFY(!target.has(u"download"));
        QCOMPARE(target.value(u"rowrange"), QStringLiteral("(1,2)"));
        QCOMPARE(target.value(u"columns"), QStringLiteral("a b"));
    }
    QCOMPARE(assigned->number(u"rowrange", 7, 0, 9), 7);
}

void tst_EndpointRequests::brokenTargetsAreRefused_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("half an escape") << QByteArray("/projects/%2");
    QTest::newRow("no hex") << QByteArray("/projects/%zz");
    QTest::newRow("no UTF-8") << QByteArray("/projects/%ff%fe");
    QTest::newRow("a zero") << QByteArray("/projects/a%00b");
    QTest::newRow("value with bad escape") << QByteArray("/projects?name=%f");
    QTest::newRow("no path") << QByteArray("projects");
    QTest::newRow("too many parameters") << QByteArray("/p?" + QByteArray("a=1&").repeated(100));
    QTest::newRow("too long") << QByteArray("/" + QByteArray(9000, 'a'));
}

void tst_EndpointRequests::brokenTargetsAreRefused()
{
    QFETCH(QByteArray, target);
    const auto parsed = RequestTarget::parse(target);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().status, 400);
}

void tst_EndpointRequests::locationIsTakenApart()
{
    const auto location = TableLocation::parse(
        QStringLiteral("jdbc:postgresql://Holo.example:80/"
                       "order_dw?ApplicationName=MaxCompute&currentSchema=ads&useSSL=false&table=T%20x/"));
    QVERIFY2(location.has_value(), qPrintable(location ? QString() : location.error()));
    QCOMPARE(*location,
             (TableLocation{QStringLiteral("holo.example"), 80, QStringLiteral("order_dw"), QStringLiteral("ads"),
                            QStringLiteral("T x")}));
    const auto bare =
        TableLocation::parse(QStringLiteral("jdbc:postgresql://127.0.0.1:5432/db?table=t&preferQueryMode=simple"));
    QVERIFY(bare.has_value());
    QCOMPARE(bare->schema, QStringLiteral("public"));
    QCOMPARE(bare->table, QStringLiteral("t"));
}

void tst_EndpointRequests::wrongLocationsAreRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("other driver") << QStringLiteral("jdbc:mysql://h:1/d?table=t") << QStringLiteral("begin with");
    QTest::newRow("no port") << QStringLiteral("jdbc:postgresql://h/d?table=t") << QStringLiteral("port");
    QTest::newRow("port out of range") << QStringLiteral("jdbc:postgresql://h:70000/d?table=t")
                                       << QStringLiteral("port");
    QTest::newRow("no database") << QStringLiteral("jdbc:postgresql://h:1/?table=t") << QStringLiteral("database");
    QTest::newRow("password") << QStringLiteral("jdbc:postgresql://h:1/d?table=t&password=x")
                              << QStringLiteral("password");
    QTest::newRow("user in address") << QStringLiteral("jdbc:postgresql://u:p@h:1/d?table=t")
                                     << QStringLiteral("password");
    QTest::newRow("unknown parameter") << QStringLiteral("jdbc:postgresql://h:1/d?options=-c&table=t")
                                       << QStringLiteral("options");
    QTest::newRow("twice") << QStringLiteral("jdbc:postgresql://h:1/d?table=t&table=u") << QStringLiteral("twice");
    QTest::newRow("endless") << QStringLiteral("jdbc:postgresql://h:1/d?table=") + QString(5000, u'x')
                             << QStringLiteral("longer");
}

void tst_EndpointRequests::wrongLocationsAreRefused()
{
    QFETCH(QString, text);
    QFETCH(QString, complaint);
    const auto location = TableLocation::parse(text);
    QVERIFY(!location);
    QVERIFY2(location.error().contains(complaint), qPrintable(location.error()));
}

void tst_EndpointRequests::columnMappingKeepsQuotedNames()
{
    const auto mapping = catalog::parseColumnMapping(QStringLiteral("ID:Id, x: \"map_B\" ,o:\"off,set:\"\"q\"\"\""));
    QVERIFY(mapping.has_value());
    const QList<QPair<QString, QString>> expected{{QStringLiteral("id"), QStringLiteral("id")},
                                                  {QStringLiteral("x"), QStringLiteral("map_B")},
                                                  {QStringLiteral("o"), QStringLiteral("off,set:\"q\"")}};
    QCOMPARE(*mapping, expected);
    QVERIFY(catalog::parseColumnMapping(QString())->isEmpty());
}

void tst_EndpointRequests::wrongColumnMappingsAreRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("no colon") << QStringLiteral("a");
    QTest::newRow("no source") << QStringLiteral("a:,b:b");
    QTest::newRow("no column") << QStringLiteral(":a");
    QTest::newRow("open quote") << QStringLiteral("a:\"b");
    QTest::newRow("text after quote") << QStringLiteral("a:\"b\"c");
    QTest::newRow("twice") << QStringLiteral("a:b,A:c");
}

void tst_EndpointRequests::wrongColumnMappingsAreRefused()
{
    QFETCH(QString, text);
    QVERIFY(!catalog::parseColumnMapping(text));
}

namespace {

QByteArray jobXml(const QByteArray &tasks)
{
    return "<?xml version=\"1.0\"?><Instance><Job><Priority>3</Priority><Tasks>" + tasks
        + "</Tasks><DAG><RunMode>Sequence</RunMode></DAG></Job></Instance>";
}

} // namespace

void tst_EndpointRequests::jobDocumentIsRead()
{
    const auto job = JobRequest::parse(jobXml("<SQL><Name>T1</Name><Config><Property><Name>uuid</Name><Value>u</"
                                              "Value></Property><Property><Name>settings</Name>"
                                              "<Value>{\"odps.namespace.schema\":\"true\"}</Value></Property></Config>"
                                              "<Query><![CDATA[select ']]]]><![CDATA[>' < 1;]]></Query></SQL>"));
    QVERIFY(job.has_value());
    QCOMPARE(job->taskName, QStringLiteral("T1"));
    QCOMPARE(job->priority, 3);
    QCOMPARE(job->query, QStringLiteral("select ']]>' < 1;"));
    QCOMPARE(job->settings.value(u"odps.namespace.schema").toString(), QStringLiteral("true"));
    // What "?source" answers is a job again.
    const QByteArray source = job->toSourceXml();
    const auto again = JobRequest::parse("<Instance>" + source.mid(source.indexOf("?>") + 2) + "</Instance>");
    QVERIFY(again.has_value());
    QCOMPARE(again->query, job->query);
    QCOMPARE(again->settings, job->settings);
}

void tst_EndpointRequests::statementsArriveAsTheyWereSent_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QString>("query");
    QTest::newRow("CR kept by a reference")
        << QByteArray("select 'a&#13;&#10;b&#xD;'") << QStringLiteral("select 'a\r\nb\r'");
    QTest::newRow("bare CR LF is a line end") << QByteArray("select\r\n1\r;") << QStringLiteral("select\n1\n;");
    QTest::newRow("CDATA with references between")
        << QByteArray("<![CDATA[select 'a<]]>&#13;<![CDATA[&b]]&gt;']]>") << QStringLiteral("select 'a<\r&b]]&gt;'");
    QTest::newRow("end of CDATA") << QByteArray("<![CDATA[select ']]]]>&gt;<![CDATA[']]>")
                                  << QStringLiteral("select ']]>'");
    QTest::newRow("comment of XML") << QByteArray("select <!-- x -->1") << QStringLiteral("select 1");
    QTest::newRow("begins with a comment of SQL")
        << QByteArray("-- header\n/* b */ select 1") << QStringLiteral("-- header\n/* b */ select 1");
    QTest::newRow("escapes and blanks") << QByteArray("  select '\\001\\'' \t")
                                        << QStringLiteral("  select '\\001\\'' \t");
}

void tst_EndpointRequests::statementsArriveAsTheyWereSent()
{
    QFETCH(QByteArray, xml);
    const auto job = JobRequest::parse(jobXml("<SQL><Query>" + xml + "</Query></SQL>"));
    QVERIFY2(job, job ? "" : qPrintable(job.error().message));
    QTEST(job->query, "query");
    const QByteArray source = job->toSourceXml();
    const auto again = JobRequest::parse("<Instance>" + source.mid(source.indexOf("?>") + 2) + "</Instance>");
    QVERIFY(again.has_value());
    QTEST(again->query, "query");
}

void tst_EndpointRequests::characterThatXmlHasNotIsNamed()
{
    const auto job = JobRequest::parse(jobXml("<SQL><Query>\nselect 'a\x01'</Query></SQL>"));
    QVERIFY2(job.error().message.contains(u"the character U+0001 in line 2, column 1"),
             qPrintable(job.error().message));
    QVERIFY(job.error().message.endsWith(u"write \\001"));
    const auto other = JobRequest::parse(jobXml("<SQL><Query>select '\xef\xbf\xbf'</Query></SQL>"));
    QVERIFY2(other.error().message.endsWith(u"write \\uffff"), qPrintable(other.error().message));
}

void tst_EndpointRequests::wrongJobDocumentsAreRefused_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<int>("status");
    QTest::newRow("empty") << QByteArray() << 400;
    QTest::newRow("random bytes") << QByteArray("\x00\xff\x01 garbage", 11) << 400;
    QTest::newRow("cut off") << jobXml("<SQL><Name>T</Name><Query>select 1;</Query></SQL>").chopped(12) << 400;
    QTest::newRow("no task") << jobXml("") << 400;
    QTest::newRow("two tasks") << jobXml("<SQL><Query>select 1;</Query></SQL><SQL><Query>select 2;</Query></SQL>")
                               << 400;
    QTest::newRow("no query") << jobXml("<SQL><Name>T</Name></SQL>") << 400;
    QTest::newRow("other task") << jobXml("<SQLRT><Query>select 1;</Query></SQLRT>") << 405;
    QTest::newRow("nested") << QByteArray("<a>").repeated(100'000) << 400;
    QTest::newRow("document type") << QByteArray("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>") << 400;
    QByteArray crowded = "<SQL"; // just over the bound of a tag
    for (int i = 0; i <= isthmus::wire::XmlLimits().maxAttributes; ++i)
        crowded += " a" + QByteArray::number(i) + "='1'";
    QTest::newRow("crowded tag") << jobXml(crowded + "><Query>select 1;</Query></SQL>") << 400;
    QTest::newRow("too long a query") << jobXml("<SQL><Query>" + QByteArray(2 * 1024 * 1024 + 1, 'x')
                                                + "</Query></SQL>")
                                      << 400;
}

void tst_EndpointRequests::wrongJobDocumentsAreRefused()
{
    QFETCH(QByteArray, xml);
    const auto job = JobRequest::parse(xml);
    QVERIFY(!job);
    QTEST(job.error().status, "status");
}

void tst_EndpointRequests::jobWithManyEntitiesIsRefused()
{
    QByteArray bomb = "<!DOCTYPE a [<!ENTITY e0 \"xxxxxxxxxx\">";
    for (int i = 1; i < 10; ++i)
        bomb += "<!ENTITY e" + QByteArray::number(i) + " \""
            + QByteArray("&e" + QByteArray::number(i - 1) + ";").repeated(10) + "\">";
    bomb += "]><Instance><Job><Tasks><SQL><Query>&e9;</Query></SQL></Tasks></Job></Instance>";
    const auto job = JobRequest::parse(bomb);
    QVERIFY(!job);
    QVERIFY(job.error().message.contains(QStringLiteral("document type")));
    QVERIFY(!childText(bomb, u"Job").has_value() || childText(bomb, u"Job")->size() < 100'000);
}

void tst_EndpointRequests::partitionSpecsOfBothServicesAreRead_data()
{
    QTest::addColumn<QString>("spec");
    QTest::addColumn<bool>("mayBePrefix");
    QTest::addColumn<bool>("isAccepted");
    QTest::addColumn<QStringList>("values");
    const QStringList both{QStringLiteral("a b"), QStringLiteral("1")};
    QTest::newRow("rest") << QStringLiteral("dt='a b',hh='1'") << false << true << both;
    QTest::newRow("tunnel") << QStringLiteral("dt=a b,hh=1") << false << true << both;
    QTest::newRow("slash, other order") << QStringLiteral("HH=1/dt=a b") << false << true << both;
    QTest::newRow("prefix") << QStringLiteral("dt='x,y'") << true << true << QStringList{QStringLiteral("x,y")};
    QTest::newRow("quotes of both kinds") << QStringLiteral("dt=\"a b\" , HH = '1'") << false << true << both;
    QTest::newRow("as SHOW PARTITIONS prints it") << QStringLiteral("dt=a b/hh=1/") << false << true << both;
    QTest::newRow("quoted with slash") << QStringLiteral("dt='a b'/hh='1'") << false << true << both;
    QTest::newRow("doubled quote") << QStringLiteral("dt='it''s',hh=1") << false << true
                                   << QStringList{QStringLiteral("it's"), QStringLiteral("1")};
    QTest::newRow("quote inside") << QStringLiteral("dt=\"it's\",hh=1") << false << true
                                  << QStringList{QStringLiteral("it's"), QStringLiteral("1")};
    QTest::newRow("text behind a quote") << QStringLiteral("dt='a'b,hh=1") << false << false << QStringList();
    QTest::newRow("twice") << QStringLiteral("dt=a,DT=b,hh=1") << false << false << QStringList();
    QTest::newRow("none") << QString() << true << true << QStringList();
    QTest::newRow("incomplete") << QStringLiteral("dt=a") << false << false << QStringList();
    QTest::newRow("unknown column") << QStringLiteral("dt=a,hh=1,mm=2") << false << false << QStringList();
    QTest::newRow("no value") << QStringLiteral("dt") << false << false << QStringList();
    QTest::newRow("open quote") << QStringLiteral("dt='a,hh=1") << false << false << QStringList();
    QTest::newRow("second without first") << QStringLiteral("hh=1") << true << false << QStringList();
}

void tst_EndpointRequests::partitionSpecsOfBothServicesAreRead()
{
    QFETCH(QString, spec);
    QFETCH(bool, mayBePrefix);
    QFETCH(bool, isAccepted);
    TableRow table;
    table.partitionColumns.resize(2);
    table.partitionColumns[0].name = QStringLiteral("dt");
    table.partitionColumns[1].name = QStringLiteral("hh");
    const auto values = parsePartition(table, spec, mayBePrefix);
    QCOMPARE(values.has_value(), isAccepted);
    if (values)
        QTEST(*values, "values");
}

void tst_EndpointRequests::refusedPartitionSpecsSayWhatIsMissing()
{
    TableRow table;
    table.name = QStringLiteral("t");
    table.partitionColumns.resize(2);
    table.partitionColumns[0].name = QStringLiteral("dt");
    table.partitionColumns[1].name = QStringLiteral("hh");
    const auto why = [&](const QString &spec) {
        return parsePartition(table, spec, false).error().message.section(QStringLiteral("'t': "), 1);
    };
    QCOMPARE(why(QStringLiteral("dt=20240101")), QStringLiteral("column 'hh' has no value"));
    QCOMPARE(why(QStringLiteral("hh=01")), QStringLiteral("column 'dt' has no value"));
    QCOMPARE(why(QString()), QStringLiteral("column 'dt', 'hh' has no value"));
    QCOMPARE(why(QStringLiteral("dt=1,hh=2,mm=3")), QStringLiteral("the table has no partition column 'mm'"));
    table.partitionColumns[1].type = isthmus::catalog::parseMaxComputeType(u"BIGINT");
    QCOMPARE(parsePartition(table, QStringLiteral("dt=01,hh=01"), false).value(),
             QStringList({QStringLiteral("01"), QStringLiteral("1")}));
    table.partitionColumns.clear();
    QCOMPARE(why(QStringLiteral("dt=1")), QStringLiteral("the table is not partitioned"));
}

void tst_EndpointRequests::partitionValuesThatClientsCannotNameAreRefused_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("why"); // empty: accepted
    const auto row = [](const char *name, const QString &value, const char *why) {
        QTest::newRow(name) << value << QString::fromLatin1(why);
    };
    row("day", QStringLiteral("2024-01-01"), "");
    row("manual's characters", QStringLiteral("a b:c_d$e#f.g!h@i"), "");
    row("others that do no harm", QStringLiteral("a+b&c%d?e;(f)[g]{h}<i>~^|*`"), "");
    row("255 bytes", QString(255, u'x'), "");
    row("256 bytes", QString(256, u'x'), "longer than 255 bytes");
    row("empty", QString(), "it is empty");
    row("blank", QStringLiteral(" "), "begins or ends with a blank");
    row("blank at the end", QStringLiteral("a "), "begins or ends with a blank");
    row("comma", QStringLiteral("a,b"), "any of / ,");
    row("slash", QStringLiteral("a/b"), "any of / ,");
    row("equals", QStringLiteral("a=b"), "any of / ,");
    row("apostrophe", QStringLiteral("it's"), "any of / ,");
    row("quote", QStringLiteral("a\"b"), "any of / ,");
    row("backslash", QStringLiteral("a\\b"), "any of / ,");
    row("tab", QStringLiteral("a\tb"), "printable ASCII");
    row("Chinese", QStringLiteral("中文"), "printable ASCII");
}

void tst_EndpointRequests::partitionValuesThatClientsCannotNameAreRefused()
{
    QFETCH(QString, value);
    QFETCH(QString, why);
    TableRow table;
    table.partitionColumns.resize(1);
    table.partitionColumns[0].name = QStringLiteral("pt");
    table.partitionColumns[0].type = isthmus::catalog::parseMaxComputeType(u"STRING");
    const QString problem = partitionProblem(table, {value});
    QCOMPARE(problem.isEmpty(), why.isEmpty());
    QVERIFY2(problem.contains(why), qPrintable(problem));
}

void tst_EndpointRequests::numbersOfPartitionsHaveTheirRange()
{
    TableRow table;
    table.partitionColumns.resize(1);
    table.partitionColumns[0].type = isthmus::catalog::parseMaxComputeType(u"TINYINT");
    QCOMPARE(partitionValueText(table.partitionColumns[0], QStringLiteral("007")), QStringLiteral("7"));
    for (const auto *value : {u"127", u"-128", u"0"})
        QVERIFY(partitionProblem(table, {QString::fromUtf16(value)}).isEmpty());
    for (const auto *value : {u"128", u"-129", u"1.0", u"x", u"99999999999999999999"})
        QVERIFY(partitionProblem(table, {QString::fromUtf16(value)}).contains(u"it is no TINYINT"));
}

void tst_EndpointRequests::rowRangesAreRead()
{
    QCOMPARE(parseRowRange(QStringLiteral("(3,40)")).value(), qMakePair(qint64(3), qint64(40)));
    for (const auto *wrong : {u"", u"3,4", u"(3)", u"(-1,4)", u"(1,2,3)", u"(1,99999999999999999999)", u"(a,b)"})
        QVERIFY2(!parseRowRange(QString::fromUtf16(wrong)), qPrintable(QString::fromUtf16(wrong)));
}

void tst_EndpointRequests::sessionIdsOfOthersAreRefused()
{
    const QStringList fields{QStringLiteral("12"), QStringLiteral("7")};
    const QString id = makeSessionId(fields);
    QVERIFY(sessionFields(id) == fields);
    QString forged = id;
    forged.replace(QStringLiteral("_12_"), QStringLiteral("_13_"));
    QVERIFY(forged != id);
    QVERIFY(!sessionFields(forged));
    QVERIFY(!sessionFields(QString()));
    QVERIFY(!sessionFields(QStringLiteral("a-b")));
}

void tst_EndpointRequests::signaturesAreVerified_data()
{
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<qint64>("clockOffset"); // seconds
    QTest::addColumn<int>("status"); // 0 = accepted
    QTest::addColumn<QString>("code");
    // Vectors A and H of docs/protocol.md#signature-vectors.
    const QByteArray v2 = "ODPS testAccessKeyId:RW4NUFYTmd8oSZBTHRbrEdJ9bHk=";
    const QByteArray v4 =
        "ODPS testAccessKeyId/20240115/cn-hangzhou/odps/aliyun_v4_request:3VFQr2s1o3nNsZRaOAzKom/hMco=";
    QTest::newRow("V2") << v2 << qint64(0) << 0 << QString();
    QTest::newRow("V4") << v4 << qint64(0) << 0 << QString();
    QTest::newRow("14 minutes off") << v2 << qint64(-840) << 0 << QString();
    QTest::newRow("16 minutes late") << v2 << qint64(960) << 400 << QStringLiteral("RequestTimeTooSkewed");
    QTest::newRow("16 minutes early") << v2 << qint64(-960) << 400 << QStringLiteral("RequestTimeTooSkewed");
    QTest::newRow("wrong signature") << QByteArray(v2).replace("RW4N", "RW4M") << qint64(0) << 401
                                     << QStringLiteral("SignatureNotMatch");
    QTest::newRow("unknown id") << QByteArray(v2).replace("testAccess", "bestAccess") << qint64(0) << 401
                                << QStringLiteral("InvalidAccessKeyId");
    QTest::newRow("no header") << QByteArray() << qint64(0) << 401 << QStringLiteral("Unauthorized");
    QTest::newRow("garbage") << QByteArray("Basic abc") << qint64(0) << 401 << QStringLiteral("Unauthorized");
}

void tst_EndpointRequests::signaturesAreVerified()
{
    QFETCH(QByteArray, authorization);
    QFETCH(qint64, clockOffset);
    QFETCH(int, status);
    isthmus::wire::Request request;
    request.method = "GET";
    request.path = "/projects/test_project/tables";
    request.query = "expectmarker=true&maxitems=10&curr_project=test_project&curr_schema=default";
    request.headers = {{"date", "Mon, 15 Jan 2024 08:30:00 GMT"}};
    if (!authorization.isEmpty())
        request.headers.append({"authorization", authorization});
    Account account;
    account.accessId = QStringLiteral("testAccessKeyId");
    account.accessKey = QStringLiteral("testAccessKeySecret");
    const QDateTime now = QDateTime::fromSecsSinceEpoch(1705307400, Qt::UTC).addSecs(clockOffset);
    const auto found = authenticate(request, {account}, now);
    QCOMPARE(found ? 0 : found.error().status, status);
    if (found)
        QCOMPARE(found->accessId, account.accessId);
    else
        QTEST(found.error().code, "code");
}

QTEST_GUILESS_MAIN(tst_EndpointRequests)
#include "tst_endpointrequests.moc"
