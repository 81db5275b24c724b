// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpointclient.h"

#include <isthmus/wire/arrowdecoder.h>
#include <isthmus/wire/arrowencoder.h>

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

using test::Answer;
using test::between;
using test::columnsOf;
using test::EndpointClient;

test::SandboxFixture &sandbox()
{
    return test::SandboxFixture::shared();
}

QByteArray idOf(const Answer &submitted)
{
    return submitted.location.mid(submitted.location.lastIndexOf('/') + 1);
}

/// Rows of an Arrow stream whose schema must be that of \a columns; what is wrong with it instead.
QStringList rowsOf(const QByteArray &stream, const QList<catalog::Column> &columns)
{
    QStringList rows;
    wire::ArrowDecoder decoder(columns, {.hasSchema = true},
                               [&](records::RecordBatch &&batch) -> core::Result<core::Done> {
                                   for (qsizetype row = 0; row < batch.rowCount(); ++row) {
                                       QStringList values;
                                       for (qsizetype i = 0; i < batch.columnCount(); ++i)
                                           values.append(batch.vector(i).displayText(row));
                                       rows.append(values.join(u'|'));
                                   }
                                   return core::Done{};
                               });
    auto done = decoder.feed(stream);
    if (done)
        done = decoder.finish();
    return done ? rows : QStringList{done.error().message + u' ' + done.error().detail};
}

} // namespace

/// Answers that the official clients' own tests hold the service to.
class tst_EndpointAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void jobIsToldAsItWasSubmitted();
    void longNamesOfJobsAreRefused();
    void rowsOfAPartitionedTableAreToldByItsPartitions();
    void tablesThatAreAllMissingAreRefused();
    void headersAreReadAsTheyWereSigned_data();
    void headersAreReadAsTheyWereSigned();
    void plainDecimalsHave128BitsWithTheirSchema();
};

void tst_EndpointAnswers::initTestCase()
{
    QVERIFY2(sandbox().start(), qPrintable(sandbox().problem()));
}

void tst_EndpointAnswers::jobIsToldAsItWasSubmitted()
{
    EndpointClient client(sandbox().admin());
    const QByteArray name = "job " + QByteArray::number(QRandomGenerator::global()->generate64()) + " &lt;1>";
    const auto submit = [&](const QByteArray &about) {
        return idOf(
            client.send("POST", "/instances",
                        "<Instance><Job>" + about
                            + "<Tasks><SQL><Name>A</Name><Query>SELECT 1</Query></SQL></Tasks></Job></Instance>"));
    };
    const QByteArray named =
        submit("<Name>" + name + "</Name><Comment>why</Comment><RunningCluster>c1</RunningCluster>");
    const QByteArray other = submit({});
    QVERIFY(client.finish(named).isGood());
    QVERIFY(client.finish(other).isGood());

    const QByteArray source = client.send("GET", "/instances/" + named + "?source").body;
    QCOMPARE(between(source, "<Job><Name>", "</Name>"), QByteArray(name).replace(">", "&gt;"));
    QCOMPARE(between(source, "<Comment>", "</Comment>"), QByteArray("why"));
    QCOMPARE(between(source, "<RunningCluster>", "</RunningCluster>"), QByteArray("c1"));
    const QByteArray plain = client.send("GET", "/instances/" + other + "?source").body;
    QVERIFY2(plain.contains("<Job><Priority>") && plain.count("<Name>") == 2, plain.constData()); // task, property

    const QString text = QString::fromUtf8(name).replace(u"&lt;"_s, u"<"_s);
    QCOMPARE(client.send("GET", "/instances/" + named + "?cached").json()[u"jobName"].toString(), text);
    QCOMPARE(client.send("GET", "/instances/" + other + "?cached").json()[u"jobName"].toString(),
             QString::fromLatin1(other));
    const QByteArray list = client.send("GET", "/instances?jobname=" + text.toUtf8().toPercentEncoding()).body;
    QVERIFY2(list.count("<Instance>") == 1 && list.contains(named), list.constData());
}

void tst_EndpointAnswers::longNamesOfJobsAreRefused()
{
    EndpointClient client(sandbox().admin());
    const auto statusOf = [&](int length) {
        return client
            .send("POST", "/instances",
                  "<Instance><Job><Name>" + QByteArray(length, 'n')
                      + "</Name><Tasks><SQL><Query>SELECT 1</Query></SQL></Tasks></Job></Instance>")
            .status;
    };
    QCOMPARE(statusOf(1024), 201);
    QCOMPARE(statusOf(1025), 400);
}

void tst_EndpointAnswers::rowsOfAPartitionedTableAreToldByItsPartitions()
{
    EndpointClient client(sandbox().admin());
    QVERIFY(client
                .run(u"DROP TABLE IF EXISTS a_p; DROP TABLE IF EXISTS a_t; "
                     "CREATE TABLE a_p (v BIGINT) PARTITIONED BY (p STRING); CREATE TABLE a_t (v BIGINT); "
                     "INSERT INTO a_p PARTITION (p='1') VALUES (1), (2); INSERT INTO a_t VALUES (1), (2), (3)"_s)
                .isGood());
    const auto rows = [&](const QByteArray &path, const QByteArray &key) {
        return between(client.send("GET", path).body, "\"" + key + "\":", ",");
    };
    QCOMPARE(rows("/tables/a_p", "recordNum"), QByteArray("-1"));
    QCOMPARE(rows("/tables/a_p?extended", "recordNum"), QByteArray("-1"));
    QCOMPARE(rows("/tables/a_p?partition=p='1'", "partitionRecordNum"), QByteArray("2"));
    QCOMPARE(rows("/tables/a_t", "recordNum"), QByteArray("3"));
    const QByteArray list = client.send("GET", "/tables?extended&name=a_").body;
    QVERIFY2(list.contains("\"recordNum\":-1") && list.contains("\"recordNum\":3"), list.constData());
}

void tst_EndpointAnswers::tablesThatAreAllMissingAreRefused()
{
    EndpointClient client(sandbox().admin());
    QVERIFY(client.run(u"CREATE TABLE IF NOT EXISTS a_there (v BIGINT)"_s).isGood());
    const auto load = [&](const QByteArrayList &names) {
        QByteArray list;
        for (const QByteArray &name : names)
            list += "<Table><Name>" + name + "</Name></Table>";
        return client.send("POST", "/tables?query", "<Tables>" + list + "</Tables>");
    };
    const Answer missing = load({"a_missing", "a_gone"});
    QCOMPARE(missing.status, 404);
    QCOMPARE(between(missing.body, "<Code>", "</Code>"), QByteArray("NoSuchObject"));
    QVERIFY2(missing.body.contains("a_missing"), missing.body.constData());
    const Answer some = load({"a_missing", "a_there"});
    QCOMPARE(some.status, 200);
    QCOMPARE(some.body.count("<Table>"), 1);
    QCOMPARE(load({}).status, 200);
}

void tst_EndpointAnswers::headersAreReadAsTheyWereSigned_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("percent signs") << QByteArray("50%25 of %41");
    QTest::newRow("half an escape") << QByteArray("100%");
    QTest::newRow("a plus") << QByteArray("a+b");
    QTest::newRow("UTF-8") << QByteArray("\xe4\xb8\xad");
}

void tst_EndpointAnswers::headersAreReadAsTheyWereSigned()
{
    QFETCH(QByteArray, value);
    EndpointClient client(sandbox().admin());
    const EndpointClient::Headers headers{
        {"x-odps-comment", value}, {"x-odps-resource-type", "py"}, {"x-odps-resource-name", "a_headers.py"}};
    QCOMPARE(client.send("GET", "/tables?maxitems=1", {}, {{"x-odps-comment", value}}).status, 200);
    client.send("DELETE", "/resources/a_headers.py", {}, {{"x-odps-comment", value}});
    QCOMPARE(client.send("POST", "/resources", "pass", headers).status, 201);
    QCOMPARE(client.send("PUT", "/resources/a_headers.py", "pass", headers).status, 200);
    QCOMPARE(client.send("DELETE", "/resources/a_headers.py", {}, {{"x-odps-comment", value}}).status, 204);
}

// Those that a schema goes along with, by which the Java client reads them.
void tst_EndpointAnswers::plainDecimalsHave128BitsWithTheirSchema()
{
    EndpointClient client(sandbox().admin());
    QVERIFY(client
                .run(u"DROP TABLE IF EXISTS a_dec; CREATE TABLE a_dec (d DECIMAL, a ARRAY<DECIMAL>); "
                     "INSERT INTO a_dec SELECT 99999999999999999999.5BD, array(-1.5BD)"_s)
                .isGood());
    const auto sized = columnsOf({{u"d"_s, u"DECIMAL(38,18)"_s}, {u"a"_s, u"ARRAY<DECIMAL(38,18)>"_s}});
    const auto plain = columnsOf({{u"d"_s, u"DECIMAL"_s}, {u"a"_s, u"ARRAY<DECIMAL>"_s}});
    const QStringList expected{u"99999999999999999999.500000000000000000|[-1.500000000000000000]"_s};
    const QByteArray preview = client.send("GET", "/tables/a_dec/preview").body;
    QCOMPARE(rowsOf(preview, sized), expected);
    QCOMPARE(rowsOf(preview, plain), expected);

    const QByteArray storage = "/api/storage/v1/projects/dbs_mc/schemas/default/tables/a_dec/";
    const auto asJson = [](const QJsonObject &object) { return QJsonDocument(object).toJson(); };
    const QJsonObject splits{{u"SplitMode"_s, u"Parallelism"_s}, {u"SplitNumber"_s, 1}};
    const Answer reading =
        client.send("POST", storage + "sessions?session_type=batch_read", asJson({{u"SplitOptions"_s, splits}}));
    QCOMPARE(reading.status, 201);
    const QByteArray session = reading.json()[u"SessionId"].toString().toUtf8();
    const QByteArray rows = client.send("GET", storage + "data?split_index=0&session_id=" + session).body;
    QCOMPARE(rowsOf(rows, sized), expected);

    // Written, either is read.
    for (const bool is128 : {true, false}) {
        const Answer writing =
            client.send("POST", storage + "sessions?session_type=batch_write", asJson({{u"Overwrite"_s, false}}));
        QCOMPARE(writing.status, 201);
        const QByteArray id = writing.json()[u"SessionId"].toString().toUtf8();
        records::RecordBatch batch(plain);
        batch.vector(0).appendBytes(is128 ? "128" : "256");
        batch.vector(1).appendBytes("[0.25]");
        QByteArray stream;
        auto encoder = wire::ArrowEncoder::make(plain, {.plainDecimalsIn128Bits = is128});
        QVERIFY(encoder);
        encoder->appendSchema(stream);
        QVERIFY(encoder->append(batch, stream));
        wire::ArrowEncoder::appendEnd(stream);
        const Answer put =
            client.send("POST", storage + "sessions/" + id + "/data?block_number=0&attempt_number=0", stream);
        QVERIFY2(put.status == 200, put.body.constData());
        const Answer commit = client.send("POST", storage + "commit?session_id=" + id,
                                          asJson({{u"CommitMessages"_s, QJsonArray{put.json()[u"CommitMessage"]}}}));
        QVERIFY2(commit.status == 201, commit.body.constData());
    }
    QCOMPARE(client.rows(u"SELECT d, a FROM a_dec WHERE d > 100 ORDER BY d LIMIT 2"_s),
             (QStringList{u"128|[0.25]"_s, u"256|[0.25]"_s}));
}

QTEST_GUILESS_MAIN(tst_EndpointAnswers)
#include "tst_endpointanswers.moc"
