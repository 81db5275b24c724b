// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeservice.h"

#include <isthmus/core/async.h>
#include <isthmus/wire/recordencoder.h>
#include <isthmus/wire/tunnelschema.h>

#include <QJsonDocument>
#include <QSemaphore>
#include <QTest>

using namespace isthmus;
using namespace isthmus::test;

namespace {

const QByteArray columnsJson = "{\"columns\":[{\"name\":\"id\",\"type\":\"bigint\"},{\"name\":\"note\",\"type\":"
                               "\"string\"},{\"name\":\"at\",\"type\":\"datetime\"},{\"name\":\"ok\",\"type\":"
                               "\"boolean\"}],\"partitionKeys\":[]}";
const QByteArray partsJson = "{\"columns\":[{\"name\":\"id\",\"type\":\"bigint\"}],\"partitionKeys\":[{\"name\":\"dt\","
                             "\"type\":\"string\"},{\"name\":\"hh\",\"type\":\"string\"}]}";
const QByteArray externalExtended = "{\"isExternal\":true,\"location\":\"jdbc:postgresql://h:1/db\",\"storageHandler\":"
                                    "\"com.aliyun.odps.jdbc.JdbcStorageHandler\"}";

// "head" is a table with rows of its own, "ext" an external one with the rows 0 … 9.
class PreviewService {
public:
    QByteArray head;
    QByteArray projectZone;
    std::atomic<int> headStatus = 200;
    std::atomic<bool> knowsReverse = true;

    Reply serve(const Seen &seen) const
    {
        if (seen.path == "/projects/p1")
            return project(true, projectZone);
        if (seen.path == "/projects/p1/schemas/default")
            return xml("<Schema><Name>default</Name><Type>MANAGED</Type></Schema>");
        if (seen.path == "/projects/p1/tables/head" && seen.has("data"))
            return headStatus == 200 ? Reply{200, head, "text/csv", {}} : error(headStatus, "MethodNotAllowed", "no");
        if (seen.path == "/projects/p1/tables/parts" && seen.has("partitions"))
            return partitions(seen.has("reverse") && knowsReverse);
        if (seen.path == "/projects/p1/tables/parts" && seen.has("data"))
            return {200, head, "text/csv", {}};
        if (seen.path == "/projects/p1/tables/parts" && seen.has("partition"))
            return seen.query.value("partition") == "dt='2024',hh='a b'"
                ? xml("<Partition><Schema><![CDATA[{\"partitionRecordNum\":1}]]></Schema></Partition>")
                : error(404, "NoSuchPartition", "ODPS-0110061:Partition not found");
        if (seen.path == "/projects/p1/tables/parts")
            return xml(tableXml("parts", "MANAGED_TABLE", partsJson));
        if (seen.path == "/projects/p1/tables/head")
            return xml(tableXml("head", "MANAGED_TABLE", columnsJson));
        if (seen.path == "/projects/p1/tables/ext")
            return xml(tableXml("ext", "EXTERNAL_TABLE", seen.has("extended") ? externalExtended : columnsJson));
        if (seen.path == "/projects/p1/tunnel")
            return {200, "127.0.0.1:" + QByteArray::number(port) + "/api", "text/plain", {}};
        if (seen.path == "/projects/p1/instances")
            return {201, {}, "text/plain", {{"Location", "/api/projects/p1/instances/i1"}}};
        if (seen.has("taskstatus"))
            return xml("<Instance><Status>Terminated</Status><Tasks><Task Type=\"SQL\"><Name>A</Name>"
                       "<Status>Success</Status></Task></Tasks></Instance>");
        if (seen.has("downloads"))
            return json(
                QJsonDocument(QJsonObject{{QStringLiteral("DownloadID"), QStringLiteral("d")},
                                          {QStringLiteral("Status"), QStringLiteral("NORMAL")},
                                          {QStringLiteral("RecordCount"), 10},
                                          {QStringLiteral("Schema"), wire::schemaFromColumns(rows().columns())}})
                    .toJson());
        if (seen.has("data"))
            return data(seen.query.value("rowrange"));
        return xml("<Instance><Status>Terminated</Status></Instance>");
    }

    static Reply partitions(bool isReversed)
    {
        const auto partition = [](const char *dt) {
            return QByteArray("<Partition><Column Name=\"dt\" Value=\"") + dt
                + "\"/><Column Name=\"hh\" Value=\"a b\"/></Partition>";
        };
        return isReversed
            ? xml("<Partitions>" + partition("2024") + partition("2023") + "</Partitions>")
            : xml("<Partitions>" + partition("2022") + partition("2023") + partition("2024") + "</Partitions>");
    }

    static Reply data(const QByteArray &range)
    {
        wire::RecordEncoder encoder;
        QByteArray stream;
        const auto done = encoder.append(rows(), 0, range.split(',').at(1).chopped(1).toInt(), stream);
        Q_ASSERT(done);
        encoder.finish(stream);
        return {200, stream, "application/octet-stream", {}};
    }

    static records::RecordBatch rows()
    {
        catalog::Column id;
        id.name = QStringLiteral("id");
        id.type = catalog::parseMaxComputeType(u"bigint");
        records::RecordBatch batch({id});
        for (int i = 0; i < 10; ++i)
            batch.vector(0).appendInt64(i);
        return batch;
    }

    int port = 0;
};

} // namespace

class tst_ProjectReader : public QObject {
    Q_OBJECT

private:
    core::Result<records::Preview> preview(const QString &table, qint64 maxRows, qint64 maxBytes = 1 << 20,
                                           const QString &partition = {})
    {
        records::PreviewRequest request;
        request.table = {QStringLiteral("mc"), {QStringLiteral("default"), table}};
        request.maxRows = maxRows;
        request.maxBytes = maxBytes;
        request.partition = partition;
        return core::await(m_reader->preview(request));
    }

private Q_SLOTS:
    void init()
    {
        m_script = std::make_shared<PreviewService>();
        m_service =
            std::make_unique<FakeService>([script = m_script](const Seen &seen) { return script->serve(seen); });
        m_script->port = m_service->settings().endpoint.section(u':', 2).section(u'/', 0, 0).toInt();
        auto made = maxcompute::makeConnection(m_service->settings());
        QVERIFY(made);
        m_reader = made->reader;
    }

    void cleanup()
    {
        QVERIFY(m_service->allSigned());
        m_reader.reset();
        m_service.reset();
    }

    void headIsReadWithItsTypes()
    {
        m_script->head =
            "id,note,at,ok\n1,\"a,\"\"b\"\"\n c\",2024-01-15 08:30:00.5,true\n-2,\\N,\\N,\\N\n3,\"\",,false\n"
            "4,\"\\N\",2024-01-15 08:30:00,true\n";
        const auto head = preview(QStringLiteral("head"), 200);
        QVERIFY2(head, qPrintable(head ? QString() : head.error().message + head.error().detail));
        QCOMPARE(head->rows->rowCount(), 4);
        QVERIFY(head->isComplete);
        QCOMPARE(head->rows->vector(0).int64At(1), -2);
        QCOMPARE(head->rows->vector(1).displayText(0), QStringLiteral("a,\"b\"\n c"));
        QVERIFY(head->rows->vector(1).isNull(1));
        QVERIFY(!head->rows->vector(1).isNull(2)); // empty text is no NULL
        QCOMPARE(head->rows->vector(1).displayText(3), QStringLiteral("\\N")); // quoted: the text itself
        QCOMPARE(head->rows->vector(2).displayText(0, head->rows->zone()),
                 QStringLiteral("2024-01-15 08:30:00.5+08:00"));
        QVERIFY(head->rows->vector(2).isNull(2));
        QCOMPARE(head->rows->vector(3).boolAt(2), false);
        QVERIFY2(head->statement.startsWith(QStringLiteral("GET /projects/p1/tables/head?data&linenum=200")),
                 qPrintable(head->statement));
        QCOMPARE(m_service->seen().last().query.value("schema_name"), QByteArray("default"));
        QCOMPARE(m_service->count("POST", "/projects/p1/instances"), 0); // no job for a preview
    }

    void headsAreInTheZoneOfTheProject()
    {
        m_script->head = "id,at\n1,2024-01-01 00:00:00\n2,2024-01-01T00:00:00+00:00\n";
        m_script->projectZone = "Asia/Tokyo";
        const auto head = preview(QStringLiteral("head"), 10);
        QVERIFY(head);
        const auto zone = head->rows->zone();
        QCOMPARE(zone.name(), QStringLiteral("Asia/Tokyo"));
        QCOMPARE(head->rows->vector(1).displayText(0, zone), QStringLiteral("2024-01-01 00:00:00+09:00"));
        QCOMPARE(head->rows->vector(1).displayText(1, zone), QStringLiteral("2024-01-01 09:00:00+09:00"));

        auto settings = m_service->settings();
        settings.timeZone = QStringLiteral("UTC"); // how it is shown; the text is the project's all the same
        m_reader = maxcompute::makeConnection(settings)->reader;
        const auto shown = preview(QStringLiteral("head"), 10);
        QCOMPARE(shown->rows->vector(1).displayText(0, shown->rows->zone()),
                 QStringLiteral("2023-12-31 15:00:00+00:00"));
    }

    void asManyRowsAsAskedAreNotCalledComplete()
    {
        m_script->head = "id,note\n1,a\n2,b\n";
        const auto head = preview(QStringLiteral("head"), 2);
        QVERIFY(head);
        QCOMPARE(head->rows->rowCount(), 2);
        QVERIFY(!head->isComplete);
    }

    void aHeadBeyondTheBoundEndsAtAWholeRow()
    {
        m_script->head = "id,note\n";
        for (int i = 0; i < 1000; ++i)
            m_script->head += QByteArray::number(i) + ",\"" + QByteArray(100, 'x') + "\"\n";
        const auto head = preview(QStringLiteral("head"), 5000, 10'000);
        QVERIFY(head);
        QVERIFY(!head->isComplete);
        QVERIFY(head->rows->rowCount() > 50 && head->rows->rowCount() < 100);
        QCOMPARE(head->rows->vector(1).displayText(head->rows->rowCount() - 1).size(), 100);
    }

    void aFirstRowBeyondTheBoundIsWhole()
    {
        m_script->head = "id,note\n1,\"" + QByteArray(20'000, 'x') + "\"\n2,b\n";
        const auto head = preview(QStringLiteral("head"), 10, 10'000);
        QVERIFY(head);
        QCOMPARE(head->rows->rowCount(), 1);
        QVERIFY(!head->isComplete);
        QCOMPARE(head->rows->vector(1).displayText(0).size(), 20'000);
    }

    void aFirstRowBeyondEveryBoundIsToldSo()
    {
        m_script->head = "id,note\n1,\"" + QByteArray(records::maxFirstRowBytes, 'x') + "\"\n2,b\n";
        const auto head = preview(QStringLiteral("head"), 10, 10'000);
        QVERIFY(!head);
        QCOMPARE(head.error().kind, core::ErrorKind::Invalid);
        QVERIFY2(head.error().message.contains(QStringLiteral("head")), qPrintable(head.error().message));
    }

    void aCellOfAnotherTypeShowsItsText()
    {
        m_script->head = "id,note\n1,a\nmany,b\n";
        const auto head = preview(QStringLiteral("head"), 10);
        QVERIFY(head);
        QCOMPARE(head->rows->column(0).type.base, catalog::DataType::Base::String);
        QCOMPARE(head->rows->vector(0).displayText(1), QStringLiteral("many"));
    }

    void aBrokenHeadIsAProtocolError_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a cell too many") << QByteArray("id,note\n1,a,b\n");
        QTest::newRow("an open quote") << QByteArray("id,note\n1,\"a\n");
    }

    void aBrokenHeadIsAProtocolError()
    {
        QFETCH(QByteArray, text);
        m_script->head = text;
        const auto head = preview(QStringLiteral("head"), 10);
        QVERIFY(!head);
        QCOMPARE(head.error().kind, core::ErrorKind::Protocol);
    }

    void aPartitionIsTakenInEveryForm_data()
    {
        QTest::addColumn<QString>("partition");
        for (const char *text : {"dt=2024,hh=a b", "dt='2024',hh='a b'", "dt=2024/hh=a b/", "HH=\"a b\", DT = 2024",
                                 "PARTITION (dt='2024', hh='a b')"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }

    void aPartitionIsTakenInEveryForm()
    {
        QFETCH(QString, partition);
        m_script->head = "id\n1\n";
        const auto rows = preview(QStringLiteral("parts"), 10, 1000, partition);
        QVERIFY2(rows, qPrintable(rows ? QString() : rows.error().message));
        QCOMPARE(rows->rows->rowCount(), 1);
        QCOMPARE(m_service->seen().last().query.value("partition"), QByteArray("dt='2024',hh='a b'"));
    }

    void thePathOfAPartitionReadsIt()
    {
        m_script->head = "id\n1\n";
        records::PreviewRequest request;
        request.table = {QStringLiteral("mc"),
                         {QStringLiteral("default"), QStringLiteral("parts"), catalog::partitionsFolder,
                          QStringLiteral("dt=2024,hh=a b")}};
        QVERIFY(core::await(m_reader->preview(request)));
        QCOMPARE(m_service->seen().last().query.value("partition"), QByteArray("dt='2024',hh='a b'"));
        request.partition = QStringLiteral("dt=1");
        QCOMPARE(core::await(m_reader->preview(request)).error().kind, core::ErrorKind::Invalid);
    }

    void aPartitionThatIsNotThereIsMissing()
    {
        const auto missing = preview(QStringLiteral("parts"), 10, 1000, QStringLiteral("dt=1999/hh=01"));
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, core::ErrorKind::NotFound);
        QCOMPARE(missing.error().message, QStringLiteral("default.parts has no partition dt=1999,hh=01."));
        const auto half = preview(QStringLiteral("parts"), 10, 1000, QStringLiteral("dt=2024"));
        QCOMPARE(half.error().message, QStringLiteral("\"dt=2024\" is only a part of a partition: hh is missing."));
        const auto none = preview(QStringLiteral("head"), 10, 1000, QStringLiteral("dt=2024"));
        QCOMPARE(none.error().message, QStringLiteral("default.head is not partitioned."));
        QCOMPARE(preview(QStringLiteral("parts"), 10, 1000, QStringLiteral("x")).error().kind,
                 core::ErrorKind::Invalid);
    }

    void otherPathsAreNoTables_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::newRow("project") << QStringList();
        QTest::newRow("schema") << QStringList{QStringLiteral("default")};
        QTest::newRow("column") << QStringList{QStringLiteral("default"), QStringLiteral("head"), QStringLiteral("id")};
        QTest::newRow("folder") << QStringList{QStringLiteral("default"), QStringLiteral("head"),
                                               catalog::partitionsFolder};
        QTest::newRow("foreign server") << QStringList{catalog::foreignServersFolder, QStringLiteral("s")};
    }

    void otherPathsAreNoTables()
    {
        QFETCH(QStringList, names);
        records::PreviewRequest request;
        request.table = {QStringLiteral("mc"), names};
        const auto rows = core::await(m_reader->preview(request));
        QVERIFY(!rows);
        QVERIFY2(rows.error().message.endsWith(u"is not the path of a table."), qPrintable(rows.error().message));
        QCOMPARE(rows.error().hint, QStringLiteral("The path of a table is mc/SCHEMA/TABLE."));
    }

    void theLatestPartitionIsChosen()
    {
        m_script->head = "id\n1\n";
        for (const bool knows : {true, false}) { // an older service lists from the first on
            m_script->knowsReverse = knows;
            records::PreviewRequest request;
            request.table = {QStringLiteral("mc"), {QStringLiteral("default"), QStringLiteral("parts")}};
            request.latestPartition = true;
            const auto rows = core::await(m_reader->preview(request));
            QVERIFY2(rows, qPrintable(rows ? QString() : rows.error().message + rows.error().detail));
            QCOMPARE(rows->partition, QStringLiteral("dt=2024,hh=a b"));
            QCOMPARE(m_service->seen().last().query.value("partition"), QByteArray("dt='2024',hh='a b'"));
        }
        const auto all = preview(QStringLiteral("parts"), 10);
        QVERIFY(all);
        QVERIFY(all->partition.isEmpty());
        QVERIFY(!m_service->seen().last().query.contains("partition"));
    }

    void aLongCellIsCutAsItComes()
    {
        m_script->head = "id,note,at,ok\n1,\"" + QByteArray(3'000'000, 'x') + "\",\\N,true\n2,short,\\N,true\n";
        records::PreviewRequest request;
        request.table = {QStringLiteral("mc"), {QStringLiteral("default"), QStringLiteral("head")}};
        request.maxBytes = 1 << 20;
        request.mayCut = true;
        const auto rows = core::await(m_reader->preview(request));
        QVERIFY2(rows, qPrintable(rows ? QString() : rows.error().message + rows.error().detail));
        QCOMPARE(rows->rows->rowCount(), 2);
        QVERIFY(rows->isComplete);
        QCOMPARE(rows->cuts.bytesOf(0, 1), 3'000'000);
        QVERIFY(rows->rows->vector(1).displayText(0).startsWith(QStringLiteral("xxx")));
        QVERIFY(rows->rows->vector(1).bytesAt(0).size() < 100'000);
        QVERIFY(!rows->cuts.bytesOf(1, 1));
        QCOMPARE(rows->rows->vector(1).displayText(1), QStringLiteral("short"));
    }

    void aQueryIsNotRunUnasked()
    {
        records::PreviewRequest request;
        request.table = {QStringLiteral("mc"), {QStringLiteral("default"), QStringLiteral("ext")}};
        request.mayRunJob = false;
        const auto asked = core::await(m_reader->preview(request));
        QVERIFY(asked);
        QVERIFY(asked->byJob);
        QVERIFY(!asked->rows);
        QVERIFY(asked->statement.contains(QStringLiteral("SELECT * FROM")));
        QCOMPARE(m_service->count("POST", "/projects/p1/instances"), 0);
        request.table.names.last() = QStringLiteral("head"); // filtered by a query too
        request.filter = QStringLiteral("id > 1");
        request.order = QStringLiteral("id");
        const auto filtered = core::await(m_reader->preview(request));
        QVERIFY(filtered && !filtered->rows);
        QVERIFY2(filtered->statement.contains(QStringLiteral("WHERE (\nid > 1\n) ORDER BY\nid\n LIMIT 200;")),
                 qPrintable(filtered->statement));
        QCOMPARE(m_service->count("POST", "/projects/p1/instances"), 0);
        request.mayRunJob = true;
        const auto run = core::await(m_reader->preview(request));
        QVERIFY(run && run->rows && run->byJob);
        request.filter = QStringLiteral("1=1); DROP TABLE head; SELECT (1");
        const auto several = core::await(m_reader->preview(request));
        QVERIFY(!several);
        QCOMPARE(several.error().kind, core::ErrorKind::Invalid);
        const auto jobs = m_service->count("POST", "/projects/p1/instances");
        for (const char *filter : {"id=1) OR (true", "id = 1 /*", "id = 'x", "/*+ ' */ a = ') OR (1=1 --'"}) {
            request.filter = QString::fromLatin1(filter);
            QVERIFY2(!core::await(m_reader->preview(request)), filter);
            QVERIFY2(!core::await(m_reader->summarize({request.table, {}, request.filter, {}})), filter);
        }
        request.filter.clear();
        request.order = QStringLiteral("id UNION ALL SELECT * FROM t");
        QVERIFY(!core::await(m_reader->preview(request)));
        QCOMPARE(m_service->count("POST", "/projects/p1/instances"), jobs); // none was asked
    }

    void externalTablesAreReadByASelect()
    {
        const auto rows = preview(QStringLiteral("ext"), 200);
        QVERIFY2(rows, qPrintable(rows ? QString() : rows.error().message + rows.error().detail));
        QCOMPARE(rows->rows->rowCount(), 10);
        QVERIFY(rows->isComplete);
        QVERIFY2(rows->statement.endsWith(QStringLiteral("SELECT * FROM `default`.ext LIMIT 200;"))
                     || rows->statement.endsWith(QStringLiteral("SELECT * FROM default.ext LIMIT 200;")),
                 qPrintable(rows->statement));
        const auto seen = m_service->seen();
        const auto job = std::find_if(seen.begin(), seen.end(), [](const Seen &s) { return s.method == "POST"; });
        QVERIFY(job->body.contains("ext.hive.bridge")); // dual signature
    }

    void aSelectBeyondTheBoundIsNotComplete()
    {
        const auto rows = preview(QStringLiteral("ext"), 200, 1);
        QVERIFY(rows);
        QCOMPARE(rows->rows->rowCount(), 1);
        QVERIFY(!rows->isComplete);
        const auto few = preview(QStringLiteral("ext"), 4);
        QVERIFY(few);
        QCOMPARE(few->rows->rowCount(), 4);
        QVERIFY(!few->isComplete);
    }

    void aServiceWithoutHeadsIsAskedBySelect()
    {
        m_script->headStatus = 405;
        const auto rows = preview(QStringLiteral("head"), 200);
        QVERIFY(rows);
        QCOMPARE(rows->rows->rowCount(), 10);
        QVERIFY(rows->statement.startsWith(QStringLiteral("SELECT")));
    }

    void aStuckPreviewHoldsUpNothing()
    {
        m_script->head = "id,note,at,ok\n";
        QSemaphore asked;
        QSemaphore release;
        FakeService service([&, script = m_script](const Seen &seen) {
            if (seen.path == "/projects/p1/tables/head" && seen.has("data")) {
                asked.release();
                release.acquire();
            }
            return script->serve(seen);
        });
        const auto connection = maxcompute::makeConnection(service.settings());
        QVERIFY(connection);
        const catalog::ObjectPath schema{QStringLiteral("mc"), {QStringLiteral("default")}};
        records::PreviewRequest request;
        request.table = schema.child(QStringLiteral("head"));
        const auto stuck = connection->reader->preview(request);
        asked.acquire();
        QVERIFY(core::await(connection->catalog->ddl(schema.child(QStringLiteral("ext")))));
        QVERIFY(core::await(connection->catalog->children({schema.child(QStringLiteral("ext")), {}, 10})));
        QVERIFY(!stuck.isFinished());
        release.release();
        QVERIFY(core::await(stuck));
        QVERIFY(preview(QStringLiteral("head"), 1)); // the fixture's own service was asked too
    }

private:
    std::shared_ptr<PreviewService> m_script;
    std::unique_ptr<FakeService> m_service;
    std::shared_ptr<records::TableReader> m_reader;
};

QTEST_GUILESS_MAIN(tst_ProjectReader)
#include "tst_projectreader.moc"
