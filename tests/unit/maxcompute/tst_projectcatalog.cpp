// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeservice.h"

#include <isthmus/core/async.h>

#include <QTest>

#include <algorithm>

using namespace isthmus;
using namespace isthmus::test;
using catalog::ObjectKind;
using catalog::ObjectPath;

namespace {

const QByteArray ordersJson =
    "{\"columns\":[{\"name\":\"id\",\"type\":\"bigint\",\"comment\":\"key\",\"isNullable\":false},"
    "{\"name\":\"amt\",\"type\":\"decimal(20,2)\"}],\"partitionKeys\":[],\"comment\":\"all orders\","
    "\"createTime\":1705307400,\"lastDDLTime\":1705307401,\"lifecycle\":-1,\"size\":123,\"recordNum\":2}";
const QByteArray ordersExtended = "{\"PhysicalSize\":300,\"Reserved\":\"{\\\"Transactional\\\":\\\"true\\\","
                                  "\\\"PrimaryKey\\\":[\\\"id\\\"]}\"}";
const QByteArray logsJson = "{\"columns\":[{\"name\":\"line\",\"type\":\"string\"}],\"partitionKeys\":["
                            "{\"name\":\"dt\",\"type\":\"string\"},{\"name\":\"hh\",\"type\":\"string\"}],"
                            "\"lifecycle\":7,\"recordNum\":9}";
const QByteArray externalJson = "{\"columns\":[{\"name\":\"id\",\"type\":\"bigint\"}],\"isExternal\":true}";
const QByteArray externalExtended =
    "{\"location\":\"jdbc:postgresql://h:1/db?table=t/\",\"storageHandler\":\"com.aliyun.odps.jdbc."
    "JdbcStorageHandler\",\"serDeProperties\":\"{\\\"odps.properties.rolearn\\\":\\\"acs:ram::1:role/x\\\"}\","
    "\"tableProperties\":\"{\\\"odps.federation.jdbc.colmapping\\\":\\\"id:id\\\"}\"}";

QByteArray entryXml(int number)
{
    return "<Table><Name>t" + QByteArray::number(number).rightJustified(5, '0')
        + "</Name><Type>MANAGED_TABLE</Type></Table>";
}

// A project with schemas: default, ext (external) and many (2,500 tables).
Reply serve(const Seen &seen)
{
    if (seen.path == "/projects/p1")
        return project();
    if (seen.path == "/projects/p1/authorization")
        return xml("<Authorization><Result>{\"ID\":\"1\",\"DisplayName\":\"ALIYUN$me\"}</Result></Authorization>");
    if (seen.path == "/projects/p1/schemas")
        return seen.query.value("marker").isEmpty()
            ? xml("<Schemas><Marker>m1</Marker><Schema><Name>default</Name><Type>MANAGED</Type></Schema></Schemas>")
            : xml("<Schemas><Marker/><Schema><Name>ext</Name><Type>EXTERNAL</Type></Schema></Schemas>");
    if (seen.path == "/projects/p1/schemas/default")
        return xml("<Schema><Name>default</Name><Owner>o</Owner><Type>MANAGED</Type>"
                   "<CreateTime>2024-01-15 08:30:00</CreateTime></Schema>");
    if (seen.path == "/projects/p1/schemas/ext")
        return xml("<Schema><Name>ext</Name><Type>External</Type></Schema>");
    if (seen.path == "/projects/p1/schemas/many")
        return xml("<Schema><Name>many</Name><Type>MANAGED</Type></Schema>");
    if (seen.path == "/projects/p1/instances" && seen.body.contains("orders_v"))
        return error(403, "NoPermission", "no job may be run"); // then the client writes the statement itself
    if (seen.path == "/projects/p1/instances" && seen.method == "POST")
        return {201, {}, "text/plain", {{"Location", "http://x/api/projects/p1/instances/i1"}}};
    if (seen.path == "/projects/p1/instances/i1" && seen.has("taskstatus"))
        return xml("<Instance><Status>Terminated</Status><Tasks><Task Type=\"SQL\"><Name>A</Name>"
                   "<Status>Success</Status></Task></Tasks></Instance>");
    if (seen.path == "/projects/p1/instances/i1" && seen.has("result"))
        return xml("<Instance><Tasks><Task Type=\"SQL\"><Name>A</Name><Result Format=\"text\"><![CDATA["
                   "dbs_holo_external\thologres\th:1/order_dw\n]]></Result></Task></Tasks></Instance>");
    if (seen.path == "/projects/p1/instances/i1")
        return xml("<Instance><Status>Terminated</Status></Instance>");
    if (seen.path == "/projects/p1/tables" && seen.has("query") && !seen.body.contains("<Name>orders</Name>")
        && seen.body.contains("<Name>nope</Name>")) // where none is there
        return error(404, "NoSuchObject", "ODPS-0130131:Table not found - 'p1.default.nope'");
    if (seen.path == "/projects/p1/tables" && seen.has("query"))
        return xml("<Tables>"
                   + (seen.body.contains("<Name>logs</Name>") ? tableXml("logs", "MANAGED_TABLE", logsJson) : "")
                   + (seen.body.contains("<Name>orders</Name>") ? tableXml("orders", "MANAGED_TABLE", ordersJson) : "")
                   + "</Tables>");
    if (seen.path == "/projects/p1/tables" && seen.query.value("curr_schema") == "many") {
        const int from = seen.query.value("marker", "0").toInt();
        const int count = std::min(seen.query.value("maxitems").toInt(), 1000);
        QByteArray body = "<Tables>";
        for (int i = from; i < std::min(from + count, 2500); ++i)
            body += entryXml(i);
        const QByteArray next = from + count < 2500 ? QByteArray::number(from + count) : QByteArray();
        return xml(body + "<Marker>" + next + "</Marker></Tables>");
    }
    if (seen.path == "/projects/p1/tables" && seen.query.value("curr_schema") == "ext")
        return xml("<Tables><Marker/><Table><Name>dwd_orders</Name><Type>MANAGED_TABLE</Type></Table></Tables>");
    if (seen.path == "/projects/p1/tables")
        return xml("<Tables><Marker/>" + tableXml("logs", "MANAGED_TABLE", logsJson)
                   + "<Table><Name>orders</Name><Type>MANAGED_TABLE</Type></Table>"
                     "<Table><Name>orders_ext</Name><Type>EXTERNAL_TABLE</Type></Table>"
                     "<Table><Name>orders_v</Name><Type>VIRTUAL_VIEW</Type></Table></Tables>");
    if (seen.path == "/projects/p1/tables/orders")
        return xml(tableXml("orders", "MANAGED_TABLE", seen.has("extended") ? ordersExtended : ordersJson));
    if (seen.path == "/projects/p1/tables/orders_v")
        return xml(tableXml("orders_v", "VIRTUAL_VIEW",
                            "{\"columns\":[{\"name\":\"a\",\"type\":\"bigint\",\"comment\":\"x\\u0001\"},"
                            "{\"name\":\"from\",\"type\":\"bigint\"}],\"comment\":\"y\",\"isVirtualView\":true,"
                            "\"viewText\":\"SELECT id, amt FROM orders\"}"));
    if (seen.path == "/projects/p1/tables/orders_ext")
        return xml(tableXml("orders_ext", "EXTERNAL_TABLE", seen.has("extended") ? externalExtended : externalJson));
    if (seen.path == "/projects/p1/tables/logs" && seen.has("partitions"))
        return xml("<Partitions><Marker/><Partition><Column Name=\"dt\" Value=\"20240115\"/>"
                   "<Column Name=\"hh\" Value=\"01\"/><PartitionRecordCount>3</PartitionRecordCount></Partition>"
                   "</Partitions>");
    if (seen.path == "/projects/p1/tables/logs" && seen.has("partition"))
        return seen.query.value("partition") == "dt='20240115',hh='01'"
            ? xml("<Partition><Schema><![CDATA[{\"createTime\":1705307400,\"partitionSize\":42,"
                  "\"partitionRecordNum\":3}]]></Schema></Partition>")
            : error(404, "NoSuchPartition", "ODPS-0110061:Partition not found");
    if (seen.path == "/projects/p1/tables/logs")
        return xml(tableXml("logs", "MANAGED_TABLE", logsJson));
    return error(404, "NoSuchObject", "ODPS-0130131:Table not found - " + seen.path);
}

ObjectPath at(const QStringList &names)
{
    return {QStringLiteral("mc"), names};
}

QStringList namesOf(const catalog::Page &page)
{
    QStringList names;
    for (const auto &entry : page.entries)
        names.append(entry.name());
    return names;
}

} // namespace

class tst_ProjectCatalog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_service = std::make_unique<FakeService>(&serve);
        auto made = maxcompute::makeConnection(m_service->settings());
        QVERIFY(made);
        m_catalog = made->catalog;
    }

    void cleanup()
    {
        QVERIFY(m_service->allSigned()); // whatever a test asked, every request was signed
        m_catalog.reset();
        m_service.reset();
    }

    void serverTellsProjectAndIdentity()
    {
        const auto info = core::await(m_catalog->server());
        QVERIFY(info);
        QCOMPARE(info->product, QStringLiteral("MaxCompute"));
        QCOMPARE(info->identity, QStringLiteral("ALIYUN$me"));
        QCOMPARE(info->database, QStringLiteral("p1"));
        QVERIFY(info->schemasEnabled);
        QVERIFY(info->roundTrip.count() > 0);
        QVERIFY(info->reachTime); // it was this call that connected
        QVERIFY(info->host.contains(QStringLiteral("127.0.0.1")));
    }

    void schemasComePageByPageAndForeignServersLast()
    {
        const auto first = core::await(m_catalog->children({at({}), {}, 1}));
        QVERIFY2(first, qPrintable(first ? QString() : first.error().message));
        QCOMPARE(namesOf(*first), QStringList{QStringLiteral("default")});
        QCOMPARE(first->nextMarker, QStringLiteral("m1"));
        const auto second = core::await(m_catalog->children({at({}), first->nextMarker, 1}));
        QVERIFY2(second, qPrintable(second ? QString() : second.error().message));
        QCOMPARE(namesOf(*second), (QStringList{QStringLiteral("ext"), catalog::foreignServersFolder}));
        QCOMPARE(second->entries.at(0).kind, ObjectKind::ExternalSchema);
        QCOMPARE(second->entries.at(1).kind, ObjectKind::ForeignServers);
        QVERIFY(second->nextMarker.isEmpty());

        const auto servers = core::await(m_catalog->children({at({catalog::foreignServersFolder}), {}, 100}));
        QVERIFY(servers);
        QCOMPARE(namesOf(*servers), QStringList{QStringLiteral("dbs_holo_external")});
        QVERIFY(servers->entries.first().note.contains(QStringLiteral("order_dw")));
    }

    void tablesArePagedToTheLast()
    {
        QStringList names;
        QString marker;
        int pages = 0;
        do {
            const auto page = core::await(m_catalog->children({at({QStringLiteral("many")}), marker, 1000}));
            QVERIFY(page);
            names += namesOf(*page);
            marker = page->nextMarker;
            ++pages;
        } while (!marker.isEmpty() && pages < 10);
        QCOMPARE(pages, 3);
        QCOMPARE(names.size(), 2500);
        QCOMPARE(names.last(), QStringLiteral("t02499"));
    }

    void tablesTellTheirKindAndPartitionColumns()
    {
        const auto page = core::await(m_catalog->children({at({QStringLiteral("default")}), {}, 100}));
        QVERIFY(page);
        QCOMPARE(namesOf(*page).join(u' '), QStringLiteral("logs orders orders_ext orders_v"));
        QVERIFY(!m_service->seen().last().has("extended")); // which is a hundred times as much
        QVERIFY(page->entries.at(0).isBrief);
        QCOMPARE(page->entries.at(1).kind, ObjectKind::Table);
        QCOMPARE(page->entries.at(2).kind, ObjectKind::ExternalTable);
        QCOMPARE(page->entries.at(3).kind, ObjectKind::View);
        QCOMPARE(m_service->seen().last().query.value("curr_schema"), QByteArray("default"));
    }

    void entriesTellWhatAListLeavesOut()
    {
        const QStringList names{QStringLiteral("orders"), QStringLiteral("gone"), QStringLiteral("logs")};
        const auto entries = core::await(m_catalog->entries(at({QStringLiteral("default")}), names));
        QVERIFY2(entries, qPrintable(entries ? QString() : entries.error().message));
        QCOMPARE(entries->size(), 2);
        QCOMPARE(entries->at(0).name(), QStringLiteral("orders"));
        QCOMPARE(entries->at(0).kind, ObjectKind::Table);
        QCOMPARE(entries->at(0).comment, QStringLiteral("all orders"));
        QCOMPARE(entries->at(0).rowEstimate, std::optional<qint64>(2));
        QCOMPARE(entries->at(1).path, at({QStringLiteral("default"), QStringLiteral("logs")}));
        QCOMPARE(entries->at(1).kind, ObjectKind::PartitionedTable);
        QCOMPARE(entries->at(1).note, QStringLiteral("dt, hh"));
        QCOMPARE(entries->at(1).rowEstimate, std::optional<qint64>(9));
        QVERIFY(!entries->at(1).isBrief);
        QCOMPARE(core::await(m_catalog->entries(at({}), names)).error().kind, core::ErrorKind::Invalid);
    }

    void aHundredEntriesAreOneRequest()
    {
        QStringList names;
        for (int i = 0; i < 250; ++i)
            names.append(QStringLiteral("t%1").arg(i, 5, 10, QLatin1Char('0')));
        const auto before = m_service->seen().size();
        QVERIFY(core::await(m_catalog->entries(at({QStringLiteral("default")}), names)));
        const auto seen = m_service->seen().mid(before);
        QCOMPARE(std::count_if(seen.begin(), seen.end(), [](const auto &one) { return one.method == "POST"; }), 3);
    }

    void whatAnExternalSchemaHoldsIsExternal()
    {
        const auto page = core::await(m_catalog->children({at({QStringLiteral("ext")}), {}, 100}));
        QVERIFY(page);
        QCOMPARE(page->entries.size(), 1);
        QCOMPARE(page->entries.first().kind, ObjectKind::ExternalTable);
    }

    void aPartitionIsDescribedLikeATable()
    {
        const ObjectPath path = at({QStringLiteral("default"), QStringLiteral("logs"), catalog::partitionsFolder,
                                    QStringLiteral("dt=20240115/hh='01'")});
        const auto info = core::await(m_catalog->table(path));
        QVERIFY2(info, qPrintable(info ? QString() : info.error().message));
        QCOMPARE(info->kind, ObjectKind::Partition);
        QCOMPARE(info->name, QStringLiteral("dt=20240115,hh=01"));
        QCOMPARE(info->rowEstimate, std::optional<qint64>(3));
        QCOMPARE(info->sizeBytes, std::optional<qint64>(42));
        QCOMPARE(info->columns.size(), 3);
        const auto missing = core::await(m_catalog->table(path.parent().child(QStringLiteral("dt=1,hh=2"))));
        QVERIFY(!missing);
        QCOMPARE(missing.error().message, QStringLiteral("default.logs has no partition dt=1,hh=2."));
    }

    void columnsPartitionsFolderAndPartitions()
    {
        const auto columns =
            core::await(m_catalog->children({at({QStringLiteral("default"), QStringLiteral("orders")}), {}, 100}));
        QVERIFY(columns);
        QCOMPARE(namesOf(*columns).join(u' '), QStringLiteral("id amt"));
        QCOMPARE(columns->entries.at(0).keyPosition, std::optional(1));
        QCOMPARE(columns->entries.at(1).note, QStringLiteral("DECIMAL(20,2)"));

        const ObjectPath logs = at({QStringLiteral("default"), QStringLiteral("logs")});
        const auto partitioned = core::await(m_catalog->children({logs, {}, 100}));
        QVERIFY(partitioned);
        QCOMPARE(namesOf(*partitioned).join(u' '), QStringLiteral("line dt hh :partitions"));
        const auto partitions = core::await(m_catalog->children({logs.child(catalog::partitionsFolder), {}, 100}));
        QVERIFY(partitions);
        QCOMPARE(namesOf(*partitions), QStringList{QStringLiteral("dt=20240115,hh=01")});
        QCOMPARE(partitions->entries.first().rowEstimate, std::optional<qint64>(3));
    }

    void tableTellsEverything()
    {
        const auto orders = core::await(m_catalog->table(at({QStringLiteral("default"), QStringLiteral("orders")})));
        QVERIFY(orders);
        QCOMPARE(orders->kind, ObjectKind::Table);
        QCOMPARE(orders->database, QStringLiteral("p1"));
        QCOMPARE(orders->schema, QStringLiteral("default"));
        QCOMPARE(orders->comment, QStringLiteral("all orders"));
        QCOMPARE(orders->rowEstimate, std::optional<qint64>(2));
        QCOMPARE(orders->sizeBytes, std::optional<qint64>(123));
        QVERIFY(!orders->lifecycleDays);
        QCOMPARE(orders->primaryKey(), QStringList{QStringLiteral("id")});
        QCOMPARE(orders->property(QStringLiteral("transactional")), QStringLiteral("true"));
        QCOMPARE(orders->created.toSecsSinceEpoch(), 1705307400);
        QCOMPARE(orders->identity, QStringLiteral("id-of-orders"));

        const auto external =
            core::await(m_catalog->table(at({QStringLiteral("default"), QStringLiteral("orders_ext")})));
        QVERIFY(external);
        QCOMPARE(external->kind, ObjectKind::ExternalTable);
        QVERIFY(external->external);
        QCOMPARE(external->external->roleArn, QStringLiteral("acs:ram::1:role/x"));
        QCOMPARE(external->external->columnMapping, QStringLiteral("id:id"));
        QVERIFY(external->external->location.startsWith(QStringLiteral("jdbc:postgresql://h:1/db")));
        QVERIFY(!external->rowEstimate);
    }

    void factsOfProjectAndSchema() // docs/requirements.md#h-43
    {
        const auto facts = core::await(m_catalog->facts(at({})));
        QVERIFY(facts);
        QStringList values;
        for (const auto &line : catalog::factLines(*facts))
            values.append(line.value);
        for (const char *expected : {"p1", "on", "ALIYUN$me", "ALIYUN$owner", "cn-x", "2.0"})
            QVERIFY2(values.contains(QLatin1String(expected)), expected);
        QVERIFY(!values.join(u' ').contains(QLatin1String(accessKey)));

        const auto schema = core::await(m_catalog->facts(at({QStringLiteral("ext")})));
        QVERIFY(schema);
        QVERIFY(schema->contains(catalog::Fact{catalog::FactId::IsExternal, true}));
    }

    void missingTableIsNamed()
    {
        const auto table = core::await(m_catalog->table(at({QStringLiteral("default"), QStringLiteral("nope")})));
        QVERIFY(!table);
        QCOMPARE(table.error().kind, core::ErrorKind::NotFound);
        QVERIFY(table.error().message.contains(QStringLiteral("default.nope")));
        QCOMPARE(table.error().code, QStringLiteral("ODPS-0130131"));
    }

    void missingTablesOfManyAreLeftOut()
    {
        const ObjectPath schema = at({QStringLiteral("default")});
        const auto some = core::await(m_catalog->tables(schema, {QStringLiteral("nope"), QStringLiteral("orders")}));
        QVERIFY(some);
        QCOMPARE(some->size(), 1);
        const auto none = core::await(m_catalog->tables(schema, {QStringLiteral("nope")}));
        QVERIFY2(none, none ? "" : qPrintable(none.error().message));
        QVERIFY(none->isEmpty());
    }

    void aWrittenViewKeepsNamesAndComments()
    {
        const auto text = core::await(m_catalog->ddl(at({QStringLiteral("default"), QStringLiteral("orders_v")})));
        QVERIFY(text);
        QCOMPARE(
            *text,
            QStringLiteral("CREATE VIEW IF NOT EXISTS `default`.orders_v (\n    a COMMENT 'x\\001',\n    `from`\n)\n"
                           "COMMENT 'y'\nAS\nSELECT id, amt FROM orders;"));
    }

    void ddlComesFromTheServiceOrIsWritten()
    {
        // The fake answers every job with the same text; what matters is which statement was sent.
        const auto text = core::await(m_catalog->ddl(at({QStringLiteral("default"), QStringLiteral("orders")})));
        QVERIFY(text);
        const auto seen = m_service->seen();
        const auto job = std::find_if(seen.begin(), seen.end(), [](const Seen &s) { return s.method == "POST"; });
        QVERIFY(job != seen.end());
        QVERIFY(job->body.contains("SHOW CREATE TABLE `default`.`orders`;"));
        QCOMPARE(core::await(m_catalog->ddl(at({}))).error().kind, core::ErrorKind::Unsupported);
    }

    void namesFromOutsideCannotLeaveTheirSegment()
    {
        const auto table = core::await(
            m_catalog->table(at({QStringLiteral("default"), QStringLiteral("../../x?y=1&curr_project=z")})));
        QVERIFY(!table);
        const Seen last = m_service->seen().last();
        QCOMPARE(last.path, QByteArray("/projects/p1/tables/../../x?y=1&curr_project=z"));
        QCOMPARE(last.query.value("curr_project"), QByteArray("p1"));
    }

private:
    std::unique_ptr<FakeService> m_service;
    std::shared_ptr<catalog::Catalog> m_catalog;
};

QTEST_GUILESS_MAIN(tst_ProjectCatalog)
#include "tst_projectcatalog.moc"
