// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeservice.h"
#include "losingrelay.h"

#include <isthmus/core/async.h>
#include <isthmus/wire/recordencoder.h>
#include <isthmus/wire/tunnelschema.h>

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QXmlStreamReader>

using namespace isthmus;
using namespace isthmus::test;
using core::ErrorKind;

namespace {

// A service that runs one job: what it does is set by the members, what it was asked is in the fake's list.
struct JobScript {
    Reply submit{201, {}, "text/plain", {{"Location", "/api/projects/p1/instances/i1"}}};
    int runningPolls = 1; ///< -1: for ever
    QByteArray taskStatus = "Success";
    QByteArray result; ///< content of <Task> beside name and status
    records::RecordBatch rows;
    QByteArray projectZone;
    std::optional<Reply> downloadRefusal;
    std::optional<Reply> pollAnswer; ///< to who asks for the state
    bool corruptsRows = false;
    bool dropsFooter = false;
    bool givesFirstRows = false; ///< the tunnel refuses all rows, not the first ones

    std::atomic<int> polls = 0;
    std::atomic<bool> isStopped = false;

    Reply serve(const Seen &seen)
    {
        if (seen.path == "/projects/p1")
            return project(true, projectZone);
        if (seen.path == "/projects/p1/tunnel")
            return {200, "127.0.0.1:" + QByteArray::number(port) + "/api", "text/plain", {}};
        if (seen.path == "/projects/p1/instances")
            return submit;
        if (seen.path != "/projects/p1/instances/i1")
            return error(404, "NoSuchObject", "no such instance");
        if (seen.method == "PUT") {
            isStopped = seen.body.contains("<Status>Terminated</Status>");
            return {};
        }
        if (seen.has("taskstatus"))
            return xml("<Instance><Status>Terminated</Status><Tasks><Task Type=\"SQL\"><Name>A</Name><Status>"
                       + taskStatus + "</Status></Task></Tasks></Instance>");
        if (seen.has("result"))
            return xml("<Instance><Tasks><Task Type=\"SQL\"><Name>A</Name>" + result
                       + "<Status>Success</Status></Task></Tasks></Instance>");
        if (seen.has("downloads") && downloadRefusal && !(givesFirstRows && seen.has("instance_tunnel_limit_enabled")))
            return *downloadRefusal;
        if (seen.has("downloads"))
            return session();
        if (seen.has("data"))
            return data(seen);
        if (pollAnswer)
            return *pollAnswer;
        const bool isRunning = runningPolls < 0 || polls++ < runningPolls;
        return xml(QByteArray("<Instance><Status>") + (isRunning ? "Running" : "Terminated") + "</Status></Instance>");
    }

    Reply session() const
    {
        const QJsonObject json{{QStringLiteral("DownloadID"), QStringLiteral("d1")},
                               {QStringLiteral("Status"), QStringLiteral("NORMAL")},
                               {QStringLiteral("RecordCount"), qint64(rows.rowCount())},
                               {QStringLiteral("Schema"), wire::schemaFromColumns(rows.columns())}};
        return test::json(QJsonDocument(json).toJson());
    }

    Reply data(const Seen &seen) const
    {
        const auto range = seen.query.value("rowrange").mid(1).chopped(1).split(',');
        wire::RecordEncoder encoder;
        QByteArray stream;
        const auto done = encoder.append(rows, range.at(0).toInt(), range.at(1).toInt(), stream);
        Q_ASSERT(done);
        if (!dropsFooter)
            encoder.finish(stream);
        if (corruptsRows)
            stream[stream.size() / 2] = char(stream[stream.size() / 2] ^ 1);
        return {200, stream, "application/octet-stream", {}};
    }

    int port = 0;
};

records::RecordBatch numbers(int count)
{
    catalog::Column id;
    id.name = QStringLiteral("id");
    id.type = catalog::parseMaxComputeType(u"bigint");
    catalog::Column name;
    name.name = QStringLiteral("name");
    name.type = catalog::parseMaxComputeType(u"string");
    records::RecordBatch batch({id, name});
    for (int i = 0; i < count; ++i) {
        batch.vector(0).appendInt64(i);
        if (i % 3 == 0)
            batch.vector(1).appendNull();
        else
            batch.vector(1).appendBytes("row " + QByteArray::number(i));
    }
    return batch;
}

} // namespace

class tst_ProjectSql : public QObject {
    Q_OBJECT

private:
    void start(const std::shared_ptr<JobScript> &script, const QString &connectionZone = {})
    {
        start(script, [&connectionZone](maxcompute::Settings &settings) { settings.timeZone = connectionZone; });
    }

    void start(const std::shared_ptr<JobScript> &script, const std::function<void(maxcompute::Settings &)> &change)
    {
        m_service = std::make_unique<FakeService>([script](const Seen &seen) { return script->serve(seen); });
        auto settings = m_service->settings();
        change(settings);
        script->port = settings.endpoint.section(u':', 2).section(u'/', 0, 0).toInt();
        auto made = maxcompute::makeConnection(settings);
        QVERIFY(made);
        m_sql = made->sql;
        m_reader = made->reader;
    }

    struct SentJob {
        QString statement;
        QMap<QString, QString> settings;
    };

    // As a server reads them: by an XML parser.
    [[nodiscard]] QList<SentJob> sentJobs() const
    {
        QList<SentJob> jobs;
        for (const Seen &seen : m_service->seen()) {
            if (seen.method != "POST" || seen.path != "/projects/p1/instances")
                continue;
            SentJob job;
            QXmlStreamReader xml(seen.body);
            while (!xml.atEnd()) {
                if (xml.readNext() != QXmlStreamReader::StartElement)
                    continue;
                if (xml.name() == u"Query") {
                    job.statement = xml.readElementText();
                } else if (xml.name() == u"Value") {
                    const auto settings = QJsonDocument::fromJson(xml.readElementText().toUtf8()).object();
                    for (auto it = settings.begin(); it != settings.end(); ++it)
                        job.settings.insert(it.key(), it.value().toString());
                }
            }
            if (xml.hasError())
                return {};
            jobs.append(job);
        }
        return jobs;
    }

    core::Result<records::SqlResult> run(const QString &sql, qint64 maxRows = 10'000)
    {
        records::SqlRequest request;
        request.sql = sql;
        request.maxRows = maxRows;
        return core::await(m_sql->run(request));
    }

private Q_SLOTS:
    void cleanup()
    {
        m_sql.reset();
        m_reader.reset();
        m_service.reset();
    }

    void selectAnswersTheRowsOfTheTunnel()
    {
        const auto script = std::make_shared<JobScript>();
        script->rows = numbers(1000);
        script->runningPolls = 3;
        start(script);
        QStringList progress;
        records::SqlRequest request;
        request.sql = QStringLiteral("SELECT * FROM t");
        request.onProgress = [&progress](const QString &line) { progress.append(line); };
        int pollsAtJob = -1;
        request.onJob = [&](const QString &id) { pollsAtJob = id == u"i1" ? script->polls.load() : -2; };
        const auto result = core::await(m_sql->run(request));
        QVERIFY2(result, qPrintable(result ? QString() : result.error().message + result.error().detail));
        QCOMPARE(pollsAtJob, 0); // told before the job was asked for
        QCOMPARE(result->jobId, QStringLiteral("i1"));
        QVERIFY(!result->isTruncated);
        QCOMPARE(result->rows->rowCount(), 1000);
        QCOMPARE(result->rows->vector(0).int64At(999), 999);
        QVERIFY(result->rows->vector(1).isNull(999));
        QCOMPARE(result->rows->vector(1).displayText(998), QStringLiteral("row 998"));
        QVERIFY(progress.join(u' ').contains(QStringLiteral("i1")));
        QCOMPARE(script->polls, 4);
        QVERIFY(m_service->allSigned());
    }

    void settingsTravelBesideTheStatement()
    {
        const auto script = std::make_shared<JobScript>();
        script->rows = numbers(1);
        start(script);
        QVERIFY(run(QStringLiteral("-- note; with a semicolon\nSET odps.sql.note = 'Asia;Shanghai' ;\n"
                                   "set odps.default.schema=ads;/* x */ SELECT ']]>', ';' -- end")));
        const auto seen = m_service->seen();
        const auto job = std::find_if(seen.begin(), seen.end(), [](const Seen &s) { return s.method == "POST"; });
        QVERIFY(job != seen.end());
        const QByteArray body = job->body;
        QVERIFY2(body.contains("&quot;odps.sql.note&quot;:&quot;'Asia;Shanghai'&quot;")
                     || body.contains("\"odps.sql.note\":\"'Asia;Shanghai'\""),
                 body.constData());
        QVERIFY(body.contains("odps.default.schema&quot;:&quot;ads") || body.contains("odps.default.schema\":\"ads"));
        QVERIFY(body.contains("odps.namespace.schema"));
        QVERIFY(body.contains("odps.sql.type.system.odps2"));
        QVERIFY(!body.contains("SET odps")); // taken out of the statement
        QVERIFY2(body.contains("SELECT ']]]]><![CDATA[>', ';' -- end\n;"), body.constData());
    }

    // XML would make LF of CR and of CR LF, and cut the text at "]]>": the statement must arrive as it was typed.
    void aStatementArrivesAsTyped()
    {
        const auto script = std::make_shared<JobScript>();
        script->rows = numbers(1);
        start(script);
        const QString typed = QStringLiteral("SELECT 'a\r\nb\r\r', ']]>]]>', '<&amp;\t', '\u8ba2\U0001F600',\r\n1;");
        QVERIFY(run(typed));
        const QList<SentJob> sent = sentJobs();
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.first().statement, typed);
    }

    void whatXmlCannotHoldIsRefusedWithoutARequest()
    {
        const auto script = std::make_shared<JobScript>();
        start(script);
        const auto result = run(QStringLiteral("SET a=b;\nSELECT 'x\x01'"));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Invalid);
        QVERIFY2(result.error().message.contains(QStringLiteral("line 2, column 10")),
                 qPrintable(result.error().message));
        QVERIFY(sentJobs().isEmpty());
    }

    void eachStatementOfAScriptIsAJob()
    {
        const auto script = std::make_shared<JobScript>();
        script->rows = numbers(2);
        start(script);
        records::SqlRequest request;
        request.sql =
            QStringLiteral("\n-- header; of a node\n\nSELECT 1;\nSET odps.sql.timezone=UTC;\n/* two */ SELECT 2;;\n"
                           "set a=b;\nSELECT ';' -- three\n");
        QList<records::StatementResult> told;
        request.onStatement = [&told](const records::StatementResult &result) { told.append(result); };
        const auto result = core::await(m_sql->run(request));
        QVERIFY(result);
        QCOMPARE(result->statements.size(), 3);
        QCOMPARE(told.size(), 3);
        for (const records::StatementResult &statement : result->statements) {
            QVERIFY(statement.rows);
            QCOMPARE(statement.rows->rowCount(), 2);
            QCOMPARE(statement.jobId, QStringLiteral("i1"));
        }
        QCOMPARE(result->rows, result->statements.last().rows);
        const QList<SentJob> sent = sentJobs();
        QCOMPARE(sent.size(), 3);
        QCOMPARE(sent.at(0).statement, QStringLiteral("-- header; of a node\n\nSELECT 1;"));
        QVERIFY(!sent.at(0).settings.contains(QStringLiteral("odps.sql.timezone")));
        QCOMPARE(sent.at(1).statement, QStringLiteral("/* two */ SELECT 2;"));
        QCOMPARE(sent.at(1).settings.value(QStringLiteral("odps.sql.timezone")), QStringLiteral("UTC"));
        QVERIFY(!sent.at(1).settings.contains(QStringLiteral("a")));
        QCOMPARE(sent.at(2).statement, QStringLiteral("SELECT ';' -- three\n;"));
        QCOMPARE(sent.at(2).settings.value(QStringLiteral("odps.sql.timezone")), QStringLiteral("UTC"));
        QCOMPARE(sent.at(2).settings.value(QStringLiteral("a")), QStringLiteral("b"));
    }

    void scriptModeIsOneJob_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("statement");
        QTest::newRow("asked for") << QStringLiteral("SET odps.sql.submit.mode=script;\nSELECT 1; SELECT 2;")
                                   << QStringLiteral("SELECT 1; SELECT 2;");
        QTest::newRow("variables") << QStringLiteral("-- note\n@a := SELECT 1;\nSELECT * FROM @a")
                                   << QStringLiteral("-- note\n@a := SELECT 1;\nSELECT * FROM @a;");
    }

    void scriptModeIsOneJob()
    {
        QFETCH(QString, sql);
        QFETCH(QString, statement);
        const auto script = std::make_shared<JobScript>();
        script->rows = numbers(1);
        start(script);
        QVERIFY(run(sql));
        const QList<SentJob> sent = sentJobs();
        QCOMPARE(sent.size(), 1);
        QCOMPARE(sent.first().statement, statement);
        QCOMPARE(sent.first().settings.value(QStringLiteral("odps.sql.submit.mode")), QStringLiteral("script"));
    }

    void theFailingStatementOfAScriptIsNamed()
    {
        const auto script = std::make_shared<JobScript>();
        script->taskStatus = "Failed";
        script->result = "<Result Format=\"text\">ODPS-0130131:[1,15] Table not found - nowhere</Result>";
        start(script);
        records::SqlRequest request;
        request.sql = QStringLiteral("SET a=b;\n-- header\r\n\rSELECT 1; SELECT 2");
        std::optional<records::ScriptFailure> failure;
        request.onFailure = [&failure](const records::ScriptFailure &told) { failure = told; };
        const auto several = core::await(m_sql->run(request));
        QVERIFY(!several);
        QVERIFY2(several.error().message.startsWith(QStringLiteral("Statement 1 of 2 (line 4): ")),
                 qPrintable(several.error().message));
        QVERIFY(failure);
        QCOMPARE(failure->statement, 1);
        QCOMPARE(failure->count, 2);
        QCOMPARE(failure->line, 4);
        QCOMPARE(failure->ran, 0);
        QCOMPARE(sentJobs().size(), 1); // the second has not run
        QVERIFY(!run(QStringLiteral("SELECT 1")).error().message.startsWith(QStringLiteral("Statement")));
    }

    // A second key of ours would say the opposite.
    void aScriptDecidesHowNamesAreRead()
    {
        const auto script = std::make_shared<JobScript>();
        script->rows = numbers(1);
        start(script);
        QVERIFY(run(QStringLiteral("SET odps.namespace.schema=false; SELECT 1")));
        QVERIFY(run(QStringLiteral("SELECT 1")));
        const QList<SentJob> sent = sentJobs();
        QCOMPARE(sent.at(0).settings.value(QStringLiteral("odps.namespace.schema")), QStringLiteral("false"));
        QVERIFY(!sent.at(0).settings.contains(QStringLiteral("odps.sql.allow.namespace.schema")));
        QCOMPARE(sent.at(1).settings.value(QStringLiteral("odps.namespace.schema")), QStringLiteral("true"));
        QCOMPARE(sent.at(1).settings.value(QStringLiteral("odps.sql.allow.namespace.schema")), QStringLiteral("true"));
    }

    void moreRowsThanAskedForAreNotFetched()
    {
        const auto script = std::make_shared<JobScript>();
        script->rows = numbers(50);
        start(script);
        const auto result = run(QStringLiteral("select 1"), 20);
        QVERIFY(result);
        QCOMPARE(result->rows->rowCount(), 20);
        QVERIFY(result->isTruncated);
    }

    void noRowsStillHaveColumns()
    {
        const auto script = std::make_shared<JobScript>();
        script->rows = numbers(0);
        start(script);
        const auto result = run(QStringLiteral("select 1"));
        QVERIFY(result);
        QVERIFY(result->rows);
        QCOMPARE(result->rows->columnCount(), 2);
        QCOMPARE(result->rows->rowCount(), 0);
    }

    void statementsWithoutRowsAnswerText()
    {
        const auto script = std::make_shared<JobScript>();
        script->result = "<Result Transform=\"Base64\" Format=\"text\"><![CDATA["
            + QByteArray("ALIYUN$o:orders\nALIYUN$o:logs\n").toBase64() + "]]></Result>";
        start(script);
        const auto shown = run(QStringLiteral("SHOW TABLES;"));
        QVERIFY(shown);
        QVERIFY(!shown->rows);
        QCOMPARE(shown->text, QStringLiteral("ALIYUN$o:orders\nALIYUN$o:logs"));
        const auto seen = m_service->seen();
        QVERIFY(std::none_of(seen.begin(), seen.end(), [](const Seen &request) { return request.has("downloads"); }));
        script->result = "<Result Format=\"text\"></Result>";
        script->polls = 0;
        const auto created = run(QStringLiteral("create table t (id bigint)"));
        QVERIFY(created);
        QCOMPARE(created->text, QStringLiteral("OK"));
    }

    void csvIsReadWhereTheTunnelRefuses_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        // no raw strings here: moc takes their quotes for others
        const auto json = [](const char *code) { return "{\"Code\":\"" + QByteArray(code) + "\",\"Message\":\"no\"}"; };
        QTest::newRow("no such job") << 400 << json("InstanceTypeNotSupported");
        QTest::newRow("protected project") << 403 << json("NoPermission");
        QTest::newRow("no tunnel") << 405 << json("MethodNotAllowed");
        QTest::newRow("no tunnel, the web server's words")
            << 405 << QByteArray("{\"status\":405,\"error\":\"Method Not Allowed\",\"path\":\"/\"}");
        QTest::newRow("no tunnel, a page") << 404 << QByteArray("<html><body>Not found</body></html>");
        QTest::newRow("no tunnel, no words") << 501 << QByteArray();
    }

    void csvIsReadWhereTheTunnelRefuses()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        const auto script = std::make_shared<JobScript>();
        script->downloadRefusal = Reply{status, body, {}, {}};
        script->result = "<Result Format=\"csv\"><![CDATA[\"id\",\"name\"\n1,\"a \"\"b\"\",\nc\"\n2,\\N\n]]></Result>"
                         "<ResultDescriptor><![CDATA[{\"IsSelect\":true,\"Schema\":{\"Columns\":["
                         "{\"Name\":\"id\",\"Type\":\"bigint\"},{\"Name\":\"name\",\"Type\":\"string\"}]}}]]>"
                         "</ResultDescriptor>";
        start(script);
        const auto result = run(QStringLiteral("select 1"));
        QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
        QCOMPARE(result->rows->rowCount(), 2);
        QCOMPARE(result->rows->vector(0).int64At(1), 2);
        QCOMPARE(result->rows->vector(1).displayText(0), QStringLiteral("a \"b\",\nc"));
        QVERIFY(result->rows->vector(1).isNull(1));
        QVERIFY(!result->isTruncated);
    }

    void aTunnelThatIsOutOfOrderIsAnError()
    {
        const auto script = std::make_shared<JobScript>();
        script->downloadRefusal = Reply{401, R"({"Code":"Unauthorized","Message":"no"})", {}, {}};
        script->result = "<Result Format=\"csv\"><![CDATA[\"id\"\n1\n]]></Result>";
        start(script);
        const auto result = run(QStringLiteral("select 1"));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, core::ErrorKind::Authentication);
    }

    void theFirstRowsAreNotTakenForAll_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<bool>("byTunnel");
        QTest::addColumn<bool>("isTruncated");
        QTest::newRow("as many as come, in the result") << 10'000 << false << true;
        QTest::newRow("fewer, in the result") << 9'999 << false << false;
        QTest::newRow("as many as come, by the tunnel") << 10'000 << true << true;
        QTest::newRow("fewer, by the tunnel") << 9'999 << true << false;
    }

    void theFirstRowsAreNotTakenForAll()
    {
        QFETCH(int, rows);
        QFETCH(bool, byTunnel);
        const auto script = std::make_shared<JobScript>();
        script->downloadRefusal = Reply{403, R"({"Code":"NoPermission","Message":"no"})", {}, {}};
        script->givesFirstRows = byTunnel;
        script->rows = numbers(rows);
        script->result = "<Result Format=\"csv\"><![CDATA[\"id\"\n";
        for (int i = 0; i < rows; ++i)
            script->result += QByteArray::number(i) + '\n';
        script->result += "]]></Result>";
        start(script);
        const auto result = run(QStringLiteral("select 1"), 50'000);
        QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
        QCOMPARE(result->rows->rowCount(), rows);
        QTEST(result->isTruncated, "isTruncated");
    }

    void instantsAreInTheZoneOfTheJob_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("connection");
        QTest::addColumn<QByteArray>("project");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("sent"); // odps.sql.timezone of the job
        const QString set = QStringLiteral("SET odps.sql.timezone=America/New_York; SELECT 1");
        const QString plain = QStringLiteral("SELECT 1");
        const QString newYork = QStringLiteral("America/New_York");
        const QString tokyo = QStringLiteral("Asia/Tokyo");
        QTest::newRow("the script's") << set << tokyo << QByteArray("UTC") << newYork << newYork;
        QTest::newRow("the connection's") << plain << tokyo << QByteArray("UTC") << tokyo << tokyo;
        QTest::newRow("the project's") << plain << QString() << QByteArray("UTC") << QStringLiteral("UTC") << QString();
        QTest::newRow("no zone anywhere")
            << plain << QString() << QByteArray() << QStringLiteral("Asia/Shanghai") << QString();
        QTest::newRow("no name in the project")
            << plain << QString() << QByteArray("GMT+3") << QStringLiteral("Asia/Shanghai") << QString();
    }

    void instantsAreInTheZoneOfTheJob()
    {
        QFETCH(QString, script);
        QFETCH(QString, connection);
        QFETCH(QByteArray, project);
        QFETCH(QString, zone);
        catalog::Column instant;
        instant.name = QStringLiteral("at");
        instant.type = catalog::parseMaxComputeType(u"DATETIME");
        catalog::Column nested;
        nested.name = QStringLiteral("many");
        nested.type = catalog::parseMaxComputeType(u"ARRAY<TIMESTAMP>");
        records::RecordBatch rows({instant, nested});
        rows.vector(0).appendTimestamp({1704038400, 0});
        rows.vector(1).appendBytes(R"(["2023-12-31 16:00:00"])");
        const auto job = std::make_shared<JobScript>();
        job->rows = rows;
        job->projectZone = project;
        start(job, connection);
        const auto result = run(script);
        QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
        QCOMPARE(result->rows->zone().name(), zone);
        const QString expected = records::instantText({1704038400, 0}, *records::Zone::named(zone));
        QCOMPARE(result->rows->vector(0).displayText(0, result->rows->zone()), expected);
        QCOMPARE(result->rows->vector(1).displayText(0, result->rows->zone()),
                 QStringLiteral("[\"%1\"]").arg(expected));
        QTEST(sentJobs().first().settings.value(QStringLiteral("odps.sql.timezone")), "sent");
    }

    void schemaAndQuotaOfTheConnectionAreTheJobs()
    {
        start(std::make_shared<JobScript>(), [](maxcompute::Settings &settings) {
            settings.schema = QStringLiteral("ods");
            settings.quota = QStringLiteral("fast");
        });
        static_cast<void>(run(QStringLiteral("SELECT 1; SET odps.default.schema=ads; SELECT 2")));
        const auto jobs = sentJobs();
        QCOMPARE(jobs.size(), 2);
        QCOMPARE(jobs.first().settings.value(QStringLiteral("odps.default.schema")), QStringLiteral("ods"));
        QCOMPARE(jobs.first().settings.value(QStringLiteral("odps.task.wlm.quota")), QStringLiteral("fast"));
        QCOMPARE(jobs.last().settings.value(QStringLiteral("odps.default.schema")), QStringLiteral("ads")); // SET wins
    }

    void csvIsInTheZoneOfTheJob()
    {
        const auto script = std::make_shared<JobScript>();
        script->downloadRefusal = Reply{400, R"({"Code":"InstanceTypeNotSupported","Message":"no"})", {}, {}};
        script->result =
            "<Result Format=\"csv\"><![CDATA[\"at\",\"wall\",\"many\"\n"
            "2024-01-01 00:00:00,2024-01-01 00:00:00,\"{\"\"k\"\":\"\"2024-01-01 00:00:00\"\"}\"\n]]></Result>"
            "<ResultDescriptor><![CDATA[{\"IsSelect\":true,\"Schema\":{\"Columns\":["
            "{\"Name\":\"at\",\"Type\":\"datetime\"},{\"Name\":\"wall\",\"Type\":\"timestamp_ntz\"},"
            "{\"Name\":\"many\",\"Type\":\"map<string,timestamp>\"}]}}]]></ResultDescriptor>";
        start(script);
        const auto result = run(QStringLiteral("SET odps.sql.timezone=America/New_York; select 1"));
        QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
        const auto shown = [&result](int column, const records::Zone &zone) {
            return result->rows->vector(column).displayText(0, zone);
        };
        const auto zone = result->rows->zone();
        QCOMPARE(zone.name(), QStringLiteral("America/New_York"));
        QCOMPARE(shown(0, zone), QStringLiteral("2024-01-01 00:00:00-05:00"));
        QCOMPARE(shown(1, zone), QStringLiteral("2024-01-01 00:00:00"));
        QCOMPARE(shown(2, zone), QStringLiteral("{\"k\":\"2024-01-01 00:00:00-05:00\"}"));
        QCOMPARE(shown(2, records::Zone()), QStringLiteral("{\"k\":\"2024-01-01 05:00:00+00:00\"}"));
    }

    void zonesThatAreNoNamesAreRefusedBeforeAnythingRuns_data()
    {
        QTest::addColumn<QString>("zone");
        for (const char *zone : {"GMT+8", "GMT+9", "UTC+8", "+08:00", "UTC+08:00", "8", "CST", "Asia/Nowhere", ""})
            QTest::newRow(zone) << QString::fromLatin1(zone);
    }

    void zonesThatAreNoNamesAreRefusedBeforeAnythingRuns()
    {
        QFETCH(QString, zone);
        start(std::make_shared<JobScript>());
        const auto result = run(QStringLiteral("SELECT 1; SET odps.sql.timezone=%1; SELECT 2").arg(zone));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Invalid);
        QVERIFY(result.error().message.contains(zone));
        QVERIFY(sentJobs().isEmpty());
    }

    void aFailedJobTellsWhyAndWhere_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("code");
        QTest::newRow("no table") << QByteArray("ODPS-0130131:[1,15] Table not found - table p1.x cannot be resolved")
                                  << ErrorKind::NotFound
                                  << QStringLiteral("Table not found - table p1.x cannot be resolved")
                                  << QStringLiteral("ODPS-0130131");
        QTest::newRow("syntax") << QByteArray("FAILED: ODPS-0130161:[1,8] Parse exception - invalid token 'form'")
                                << ErrorKind::Invalid << QStringLiteral("Parse exception - invalid token 'form'")
                                << QStringLiteral("ODPS-0130161");
        QTest::newRow("permission") << QByteArray("ODPS-0130013:Authorization exception - Authorization Failed")
                                    << ErrorKind::Permission
                                    << QStringLiteral("Authorization exception - Authorization Failed")
                                    << QStringLiteral("ODPS-0130013");
        QTest::newRow("permission in Hologres")
            << QByteArray("ODPS-0130071:[0,0] Semantic analysis exception - ERROR: permission denied for table t")
            << ErrorKind::Permission
            << QStringLiteral("Semantic analysis exception - ERROR: permission denied for table t")
            << QStringLiteral("ODPS-0130071");
        QTest::newRow("exists") << QByteArray(
            "ODPS-0130071:[1,1] Semantic analysis exception - table p1.t already exists")
                                << ErrorKind::AlreadyExists
                                << QStringLiteral("Semantic analysis exception - table p1.t already exists")
                                << QStringLiteral("ODPS-0130071");
        QTest::newRow("nothing") << QByteArray() << ErrorKind::Internal << QStringLiteral("The job i1 failed.")
                                 << QString();
    }

    void aFailedJobTellsWhyAndWhere()
    {
        QFETCH(QByteArray, text);
        const auto script = std::make_shared<JobScript>();
        script->taskStatus = "Failed";
        script->result = "<Result Format=\"text\"><![CDATA[" + text + "]]></Result>";
        start(script);
        const auto result = run(QStringLiteral("select * from x"));
        QVERIFY(!result);
        QTEST(result.error().kind, "kind");
        QTEST(result.error().message, "message");
        QTEST(result.error().code, "code");
        QCOMPARE(result.error().detail, QString::fromUtf8(text));
        QCOMPARE(result.error().hint.startsWith(QStringLiteral("In Hologres")), text.contains("permission denied for"));
    }

    void aStatementRefusedAtOnceIsInvalidWithItsPosition()
    {
        const auto script = std::make_shared<JobScript>();
        script->submit = error(400, "ParseError", "ODPS-0130161:[1,8] Parse exception - invalid token 'form'");
        start(script);
        const auto result = run(QStringLiteral("select form x"));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Invalid);
        QCOMPARE(result.error().code, QStringLiteral("ODPS-0130161"));
        QVERIFY(result.error().detail.contains(QStringLiteral("[1,8]")));
    }

    void submittingIsNeverRepeated()
    {
        const auto script = std::make_shared<JobScript>();
        script->submit = {503, {}, "text/plain", {}};
        start(script);
        QVERIFY(!run(QStringLiteral("insert into t select 1")));
        QCOMPARE(m_service->count("POST", "/projects/p1/instances"), 1);
    }

    // Nor by curl, which would do so on a connection that was used before.
    void aJobWhoseAnswerIsLostIsSubmittedOnce()
    {
        const auto script = std::make_shared<JobScript>();
        start(script);
        const LosingRelay relay(script->port, "insert into t");
        const auto connection = maxcompute::makeConnection(loopbackSettings(relay.port()));
        QVERIFY(connection);
        QVERIFY(core::await(connection->catalog->server())); // the connection is there
        records::SqlRequest request;
        request.sql = QStringLiteral("insert into t select 1");
        const auto lost = core::await(connection->sql->run(request));
        QVERIFY(!lost);
        QCOMPARE(relay.lost(), 1);
        QCOMPARE(m_service->count("POST", "/projects/p1/instances"), 1);
        QCOMPARE(lost.error().kind, ErrorKind::Network);
        QVERIFY(!lost.error().isUnsent);
        QVERIFY2(lost.error().hint.contains(QStringLiteral("look before you send it again")),
                 qPrintable(lost.error().hint));
    }

    // What became of it is not heard of: it goes on without us.
    void aJobThatIsNotHeardOfAgainMayBeDone()
    {
        const auto script = std::make_shared<JobScript>();
        script->pollAnswer = Reply{200, "<html>a proxy</html>", "text/html", {}};
        start(script);
        const auto result = run(QStringLiteral("insert into t select 1"));
        QVERIFY(!result);
        QVERIFY(!result.error().isUnsent);
        QVERIFY2(result.error().hint.contains(QStringLiteral("Job i1 may go on"))
                     && result.error().hint.contains(QStringLiteral("before you send it again")),
                 qPrintable(result.error().hint));
        const auto reading = run(QStringLiteral("select 1"));
        QVERIFY(!reading && !reading.error().hint.contains(QStringLiteral("send it again")));
    }

    // The head of the answer was cut, or a proxy has put another in its place.
    void aJobWhoseIdIsLostMayBeThere()
    {
        const auto script = std::make_shared<JobScript>();
        script->submit = {201, {}, "text/plain", {}};
        start(script);
        const auto result = run(QStringLiteral("insert into t select 1"));
        QCOMPARE(result.error().kind, ErrorKind::Protocol);
        QVERIFY2(result.error().hint.contains(QStringLiteral("look before you send it again")),
                 qPrintable(result.error().hint));
    }

    void cancellingStopsTheJobOnTheServiceWithinASecond()
    {
        const auto script = std::make_shared<JobScript>();
        script->runningPolls = -1;
        start(script);
        records::SqlRequest request;
        request.sql = QStringLiteral("select * from huge");
        auto future = m_sql->run(request);
        QTRY_VERIFY(m_service->count("GET", "/projects/p1/instances/i1") >= 2);
        QElapsedTimer timer;
        timer.start();
        future.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(script->isStopped, 1000);
        QVERIFY(core::await(future).error().isCancelled());
        QVERIFY(timer.elapsed() < 1000);
        // The lane serves the next statement.
        script->runningPolls = 0;
        script->rows = numbers(1);
        QVERIFY(run(QStringLiteral("select 1")));
    }

    void rowsThatFailTheirChecksAreRefused_data()
    {
        QTest::addColumn<bool>("corrupts");
        QTest::newRow("a flipped bit") << true;
        QTest::newRow("no footer") << false;
    }

    void rowsThatFailTheirChecksAreRefused()
    {
        QFETCH(bool, corrupts);
        const auto script = std::make_shared<JobScript>();
        script->rows = numbers(100);
        script->corruptsRows = corrupts;
        script->dropsFooter = !corrupts;
        start(script);
        const auto result = run(QStringLiteral("select 1"));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Protocol);
    }

    void anEmptyStatementIsRefusedWithoutARequest()
    {
        const auto script = std::make_shared<JobScript>();
        start(script);
        const auto result = run(QStringLiteral("SET a=b;  -- only settings"));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Invalid);
        QVERIFY(m_service->seen().isEmpty());
    }

private:
    std::unique_ptr<FakeService> m_service;
    std::shared_ptr<records::SqlRunner> m_sql;
    std::shared_ptr<records::TableReader> m_reader;
};

QTEST_GUILESS_MAIN(tst_ProjectSql)
#include "tst_projectsql.moc"
