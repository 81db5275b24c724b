// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeservice.h"

#include <isthmus/catalog/listing.h>
#include <isthmus/core/async.h>

#include <QTest>

using namespace isthmus;
using namespace isthmus::test;
using catalog::FactId;
using catalog::ObjectKind;
using catalog::ObjectPath;

namespace {

const QByteArray ordersJson = "{\"columns\":[{\"name\":\"id\",\"type\":\"bigint\"}],\"partitionKeys\":[]}";
const QByteArray logsJson = "{\"columns\":[{\"name\":\"line\",\"type\":\"string\"}],"
                            "\"partitionKeys\":[{\"name\":\"dt\",\"type\":\"string\"}]}";

Reply serveProjects(const Seen &seen)
{
    if (seen.query.value("name") == "sa")
        return xml("<Projects><Marker/><Project><Name>sales</Name></Project></Projects>");
    if (seen.query.value("marker").isEmpty())
        return xml("<Projects><Marker>m1</Marker><Project><Name>closed</Name><Owner>ALIYUN$them</Owner></Project>"
                   "</Projects>");
    return xml("<Projects><Marker/><Project><Name>flat</Name></Project><Project><Name>sales</Name>"
               "<Owner>ALIYUN$me</Owner><Comment>what was sold</Comment></Project></Projects>");
}

// A project with schemas, "sales", and one without, "flat".
Reply serveProject(const QByteArray &name, const QByteArray &rest, const Seen &seen)
{
    if (rest.isEmpty())
        return project(name == "sales");
    if (rest == "/authorization")
        return xml("<Authorization><Result>{\"ID\":\"1\",\"DisplayName\":\"ALIYUN$me\"}</Result></Authorization>");
    if (rest == "/instances" && seen.body.contains("SHOW FOREIGN SERVERS"))
        return {201, {}, "text/plain", {{"Location", "http://x/api/projects/" + name + "/instances/i1"}}};
    if (rest == "/instances/i1" && seen.has("taskstatus"))
        return xml("<Instance><Status>Terminated</Status><Tasks><Task Type=\"SQL\"><Name>A</Name>"
                   "<Status>Success</Status></Task></Tasks></Instance>");
    if (rest == "/instances/i1" && seen.has("result"))
        return xml("<Instance><Tasks><Task Type=\"SQL\"><Name>A</Name><Result Format=\"text\"><![CDATA["
                   "holo\thologres\n]]></Result></Task></Tasks></Instance>");
    if (rest == "/instances/i1")
        return xml("<Instance><Status>Terminated</Status></Instance>");
    if (rest == "/schemas")
        return xml("<Schemas><Marker/><Schema><Name>default</Name><Type>MANAGED</Type></Schema></Schemas>");
    if (rest == "/schemas/default")
        return xml("<Schema><Name>default</Name><Type>MANAGED</Type></Schema>");
    if (rest == "/tables" && seen.has("query"))
        return xml("<Tables>" + tableXml("orders", "MANAGED_TABLE", ordersJson) + "</Tables>");
    if (rest == "/tables")
        return xml("<Tables><Marker/><Table><Name>orders</Name><Type>MANAGED_TABLE</Type></Table></Tables>");
    if (rest == "/tables/orders" && seen.has("data"))
        return {200, name == "sales" ? "id\n1\n" : "id\n2\n", "text/csv", {}};
    if (rest == "/tables/orders")
        return xml(tableXml("orders", "MANAGED_TABLE", ordersJson));
    if (rest == "/tables/logs" && seen.has("partitions"))
        return xml("<Partitions><Marker/><Partition><Column Name=\"dt\" Value=\"1\"/></Partition></Partitions>");
    if (rest == "/tables/logs")
        return xml(tableXml("logs", "MANAGED_TABLE", logsJson));
    return error(404, "NoSuchObject", "ODPS-0130131:Table not found - " + rest);
}

Reply serve(const Seen &seen)
{
    if (seen.path == "/projects")
        return serveProjects(seen);
    if (seen.path == "/tenants")
        return json("{\"Tenant\":{\"TenantId\":\"42\",\"Name\":\"example\"}}");
    for (const QByteArray name : {"sales", "flat"}) {
        const QByteArray path = "/projects/" + name;
        if (seen.path == path || seen.path.startsWith(path + '/'))
            return serveProject(name, seen.path.mid(path.size()), seen);
    }
    return error(403, "NoPermission", "ODPS-0420095:Access Denied - Authorization Failed [4019]");
}

ObjectPath at(const QStringList &names)
{
    return {QStringLiteral("tenant"), names};
}

QStringList pathsOf(const QList<catalog::Entry> &entries)
{
    QStringList paths;
    for (const catalog::Entry &entry : entries)
        paths.append(entry.path.toString());
    return paths;
}

const QString sales = QStringLiteral("sales");
const QString flat = QStringLiteral("flat");
const QString closed = QStringLiteral("closed");
const QString defaultSchema = QStringLiteral("default");
const QString orders = QStringLiteral("orders");

} // namespace

/// A connection to all projects of a tenant.
class tst_Tenant : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void projectsAreListedPageByPage();
    void aPrefixIsAskedOfTheService();
    void requestsOfTheTenantNameNoProject();
    void eachProjectHasItsOwnSchemasAndTables();
    void aClosedProjectIsRefusedByNameWithWhatToDo();
    void theOthersStayOpenBesideAClosedOne();
    void tablesAreDescribedBelowTheirProject();
    void partitionsAreBelowTheirTable();
    void namesAreThoseOfOneProject();
    void pathsWithoutAProjectAreRefusedWithTheirForm();
    void rowsComeFromTheProjectOfThePath();
    void sqlRunsInTheProjectThatIsNamed();
    void sqlWithoutAProjectIsRefused();
    void theServerIsTheTenantOrOneProject();
    void factsTellTenantAndProjects();
    void aTenantThatMayNotBeAskedIsLeftOut();
    void manyProjectsAreReadOverOneConnection();
    void onlyOneProjectIsAskedForForeignServers();
    void aConnectionToOneProjectRefusesAnother();

private:
    [[nodiscard]] core::Result<QList<catalog::Entry>> list(const QStringList &names)
    {
        return catalog::awaitAll(*m_connection.catalog, at(names), {});
    }

    std::unique_ptr<FakeService> m_service;
    maxcompute::Connection m_connection;
};

void tst_Tenant::init()
{
    m_service = std::make_unique<FakeService>(&serve);
    maxcompute::Settings settings = m_service->settings();
    settings.connectionName = QStringLiteral("tenant");
    settings.project.clear();
    settings.wholeTenant = true;
    auto made = maxcompute::makeConnection(settings);
    QVERIFY(made);
    m_connection = *std::move(made);
}

void tst_Tenant::cleanup()
{
    QVERIFY(m_service->allSigned() || m_service->seen().isEmpty());
    m_connection = {};
    m_service.reset();
}

void tst_Tenant::projectsAreListedPageByPage()
{
    const auto projects = list({});
    QVERIFY2(projects, qPrintable(projects ? QString() : projects.error().message));
    QCOMPARE(
        pathsOf(*projects),
        (QStringList{QStringLiteral("tenant/closed"), QStringLiteral("tenant/flat"), QStringLiteral("tenant/sales")}));
    for (const catalog::Entry &project : *projects) {
        QCOMPARE(project.kind, ObjectKind::Project);
        QVERIFY(project.mayHaveChildren);
    }
    QCOMPARE(projects->at(2).comment, QStringLiteral("what was sold"));
    QCOMPARE(m_service->count("GET", "/projects"), 2);
}

void tst_Tenant::aPrefixIsAskedOfTheService()
{
    const auto page = core::await(m_connection.catalog->children({at({}), {}, 100, QStringLiteral("sa")}));
    QVERIFY(page);
    QCOMPARE(pathsOf(page->entries), QStringList{QStringLiteral("tenant/sales")});
    QCOMPARE(m_service->seen().last().query.value("name"), QByteArray("sa"));
}

void tst_Tenant::requestsOfTheTenantNameNoProject()
{
    QVERIFY(list({}));
    QVERIFY(!m_service->seen().last().has("curr_project"));
    QVERIFY(list({sales}));
    QCOMPARE(m_service->seen().last().query.value("curr_project"), QByteArray("sales"));
}

void tst_Tenant::eachProjectHasItsOwnSchemasAndTables()
{
    const auto schemas = list({sales});
    QVERIFY2(schemas, qPrintable(schemas ? QString() : schemas.error().message));
    QCOMPARE(pathsOf(*schemas),
             (QStringList{QStringLiteral("tenant/sales/default"), QStringLiteral("tenant/sales/:foreign_servers")}));
    QCOMPARE(schemas->first().kind, ObjectKind::Schema);
    const auto onlySchema = list({flat}); // of a project without schemas
    QVERIFY(onlySchema);
    QCOMPARE(pathsOf(*onlySchema),
             (QStringList{QStringLiteral("tenant/flat/default"), QStringLiteral("tenant/flat/:foreign_servers")}));

    const auto tables = list({sales, defaultSchema});
    QVERIFY(tables);
    QCOMPARE(pathsOf(*tables), QStringList{QStringLiteral("tenant/sales/default/orders")});
    QCOMPARE(m_service->seen().last().query.value("curr_schema"), QByteArray("default"));
    QVERIFY(list({flat, defaultSchema}));
    QVERIFY(!m_service->seen().last().has("curr_schema"));
    const auto columns = list({sales, defaultSchema, orders});
    QVERIFY(columns);
    QCOMPARE(pathsOf(*columns), QStringList{QStringLiteral("tenant/sales/default/orders/id")});
    const auto whole = core::await(m_connection.catalog->entries(at({sales, defaultSchema}), {orders}));
    QVERIFY(whole);
    QCOMPARE(pathsOf(*whole), QStringList{QStringLiteral("tenant/sales/default/orders")});
}

void tst_Tenant::aClosedProjectIsRefusedByNameWithWhatToDo()
{
    const auto schemas = list({closed});
    QVERIFY(!schemas);
    QCOMPARE(schemas.error().kind, core::ErrorKind::Permission);
    QVERIFY2(schemas.error().message.contains(closed), qPrintable(schemas.error().message));
    QVERIFY2(schemas.error().hint.contains(QStringLiteral("GRANT List, Read ON PROJECT closed")),
             qPrintable(schemas.error().hint));
}

void tst_Tenant::theOthersStayOpenBesideAClosedOne()
{
    QVERIFY(!list({closed}));
    QVERIFY(list({sales}));
    QVERIFY(!list({closed}));
    QVERIFY(list({flat}));
}

void tst_Tenant::tablesAreDescribedBelowTheirProject()
{
    const ObjectPath path = at({sales, defaultSchema, orders});
    const auto table = core::await(m_connection.catalog->table(path));
    QVERIFY2(table, qPrintable(table ? QString() : table.error().message));
    QCOMPARE(table->path, path);
    QCOMPARE(table->database, sales);
    QCOMPARE(table->schema, defaultSchema);
    const auto missing =
        core::await(m_connection.catalog->table(at({sales, defaultSchema, QStringLiteral("nothing")})));
    QCOMPARE(missing.error().kind, core::ErrorKind::NotFound);
    QVERIFY2(missing.error().message.contains(QStringLiteral("sales.default.nothing")),
             qPrintable(missing.error().message));
    const auto ddl = core::await(m_connection.catalog->ddl(at({flat, defaultSchema, orders})));
    QVERIFY2(ddl, qPrintable(ddl ? QString() : ddl.error().message));
    QVERIFY(ddl->contains(QStringLiteral("BIGINT")));
    QCOMPARE(core::await(m_connection.catalog->ddl(at({sales, defaultSchema}))).error().kind,
             core::ErrorKind::Unsupported);
}

void tst_Tenant::partitionsAreBelowTheirTable()
{
    const QString logs = QStringLiteral("logs");
    const auto columns = list({sales, defaultSchema, logs});
    QVERIFY(columns);
    QCOMPARE(columns->last().kind, ObjectKind::Partitions);
    const auto partitions = list({sales, defaultSchema, logs, catalog::partitionsFolder});
    QVERIFY2(partitions, qPrintable(partitions ? QString() : partitions.error().message));
    QCOMPARE(partitions->first().path,
             at({sales, defaultSchema, logs, catalog::partitionsFolder, QStringLiteral("dt=1")}));
}

void tst_Tenant::namesAreThoseOfOneProject()
{
    const auto names = core::await(m_connection.catalog->names(at({sales}), {}));
    QVERIFY2(names, qPrintable(names ? QString() : names.error().message));
    QCOMPARE(names->names, (QList<catalog::Name>{{defaultSchema, orders, ObjectKind::Table}}));
    QCOMPARE(core::await(m_connection.catalog->names(at({}), {})).error().kind, core::ErrorKind::Invalid);
}

void tst_Tenant::pathsWithoutAProjectAreRefusedWithTheirForm()
{
    const auto table = core::await(m_connection.catalog->table(at({defaultSchema, orders})));
    QVERIFY(!table);
    const QString words = table.error().message + table.error().hint;
    QVERIFY2(words.contains(QStringLiteral("PROJECT/SCHEMA/TABLE")), qPrintable(words));
}

void tst_Tenant::rowsComeFromTheProjectOfThePath()
{
    for (const auto &[project, id] : {std::pair(sales, 1), std::pair(flat, 2)}) {
        records::PreviewRequest request;
        request.table = at({project, defaultSchema, orders});
        const auto preview = core::await(m_connection.reader->preview(request));
        QVERIFY2(preview, qPrintable(preview ? QString() : preview.error().message));
        QCOMPARE(preview->rows->vector(0).int64At(0), int64_t(id));
    }
}

void tst_Tenant::sqlRunsInTheProjectThatIsNamed()
{
    records::SqlRequest request;
    request.sql = QStringLiteral("SELECT 1;");
    request.database = closed;
    const auto refused = core::await(m_connection.sql->run(request));
    QCOMPARE(refused.error().kind, core::ErrorKind::Permission);
    QCOMPARE(m_service->seen().last().path, QByteArray("/projects/closed"));
    request.database = sales;
    QVERIFY(!core::await(m_connection.sql->run(request))); // it runs no jobs
    QCOMPARE(m_service->seen().last().path, QByteArray("/projects/sales/instances"));
}

void tst_Tenant::sqlWithoutAProjectIsRefused()
{
    records::SqlRequest request;
    request.sql = QStringLiteral("SELECT 1;");
    const auto refused = core::await(m_connection.sql->run(request));
    QCOMPARE(refused.error().kind, core::ErrorKind::Invalid);
    QVERIFY2(refused.error().hint.contains(QStringLiteral("--project")), qPrintable(refused.error().hint));
    QVERIFY(m_service->seen().isEmpty());
}

void tst_Tenant::theServerIsTheTenantOrOneProject()
{
    const auto tenant = core::await(m_connection.catalog->server());
    QVERIFY2(tenant, qPrintable(tenant ? QString() : tenant.error().message));
    QCOMPARE(tenant->database, QString());
    // The first project is closed: nobody tells who we are but the AccessKey.
    QCOMPARE(tenant->identity, m_service->settings().accessId);
    QVERIFY(tenant->roundTrip.count() > 0);
    QVERIFY(tenant->reachTime);
    const auto project = core::await(m_connection.catalog->server(flat));
    QVERIFY(project);
    QCOMPARE(project->database, flat);
    QVERIFY(!project->schemasEnabled);
    QCOMPARE(project->identity, QStringLiteral("ALIYUN$me"));
    QVERIFY(core::await(m_connection.catalog->server(sales))->schemasEnabled);
}

void tst_Tenant::factsTellTenantAndProjects()
{
    const auto facts = core::await(m_connection.catalog->facts(at({})));
    QVERIFY2(facts, qPrintable(facts ? QString() : facts.error().message));
    QVERIFY(facts->contains({FactId::Tenant, QStringLiteral("example")}));
    QVERIFY(facts->contains({FactId::Projects, QStringList{closed}})); // of the first page
    const auto project = core::await(m_connection.catalog->facts(at({sales})));
    QVERIFY(project);
    QVERIFY(project->contains({FactId::Project, sales}));
    const auto schema = core::await(m_connection.catalog->facts(at({sales, defaultSchema})));
    QVERIFY(schema);
    QVERIFY(schema->contains({FactId::Schema, defaultSchema}));
    QVERIFY(schema->contains({FactId::Project, sales}));
}

void tst_Tenant::aTenantThatMayNotBeAskedIsLeftOut()
{
    FakeService service(
        [](const Seen &seen) { return seen.path == "/tenants" ? error(403, "NoPermission", "no") : serve(seen); });
    maxcompute::Settings settings = service.settings();
    settings.project.clear();
    settings.wholeTenant = true;
    const auto made = maxcompute::makeConnection(settings);
    QVERIFY(made);
    const auto facts = core::await(made->catalog->facts({settings.connectionName, {}}));
    QVERIFY2(facts, qPrintable(facts ? QString() : facts.error().message));
    QVERIFY(std::ranges::none_of(*facts, [](const catalog::Fact &fact) { return fact.id == FactId::Tenant; }));
}

void tst_Tenant::manyProjectsAreReadOverOneConnection()
{
    int connects = 0;
    const auto first = core::await(m_connection.catalog->server());
    connects += first->reachTime ? 1 : 0;
    for (const QString &project : {sales, flat, sales}) {
        const auto server = core::await(m_connection.catalog->server(project));
        QVERIFY(server);
        connects += server->reachTime ? 1 : 0;
    }
    QCOMPARE(connects, 1);
}

void tst_Tenant::onlyOneProjectIsAskedForForeignServers()
{
    QVERIFY(list({sales}));
    QVERIFY(list({flat}));
    QCOMPARE(m_service->count("POST", "/projects/sales/instances"), 1);
    QCOMPARE(m_service->count("POST", "/projects/flat/instances"), 0);
    const auto servers = list({flat, catalog::foreignServersFolder}); // opened, it is asked itself
    QVERIFY2(servers, qPrintable(servers ? QString() : servers.error().message));
    QCOMPARE(pathsOf(*servers), QStringList{QStringLiteral("tenant/flat/:foreign_servers/holo")});
}

void tst_Tenant::aConnectionToOneProjectRefusesAnother()
{
    maxcompute::Settings settings = m_service->settings();
    settings.project = sales;
    const auto made = maxcompute::makeConnection(settings);
    QVERIFY(made);
    QVERIFY(core::await(made->catalog->server(QStringLiteral("SALES"))));
    const auto other = core::await(made->catalog->server(flat));
    QCOMPARE(other.error().kind, core::ErrorKind::Invalid);
    records::SqlRequest request;
    request.sql = QStringLiteral("SELECT 1;");
    request.database = flat;
    QCOMPARE(core::await(made->sql->run(request)).error().kind, core::ErrorKind::Invalid);
}

QTEST_GUILESS_MAIN(tst_Tenant)
#include "tst_tenant.moc"
