// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"
#include "fakesources.h"
#include "maptablefixture.h"

#include <isthmus/core/async.h>
#include <isthmus/mapping/externalschema/mapschema.h>
#include <isthmus/mapping/externaltable/dropexternaltable.h>
#include <isthmus/mapping/lineage/lineagereader.h>

#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace mapping;
using namespace Qt::StringLiterals;
using catalog::ObjectKind;
using catalog::ObjectPath;
using testsupport::FakeCatalog;
using testsupport::path;
using Standing = LineageEdge::Standing;
using NodeState = LineageNode::State;

namespace {

const QString location = u"jdbc:postgresql://holo.example:80/order_dw?currentSchema=public&table=%1/"_s;

plan::Run runOf(qint64 number, const QString &kind, const QList<plan::Touch> &touches,
                plan::RunState state = plan::RunState::Succeeded)
{
    plan::Run run;
    run.id = u"run%1"_s.arg(number);
    run.number = number;
    run.taskKind = kind;
    run.state = state;
    run.ended = QDateTime::fromSecsSinceEpoch(1'700'000'000 + number);
    run.touches = touches;
    return run;
}

// The sources that a test sets, and connections that do not answer.
class WorldSources final : public planning::Sources {
public:
    [[nodiscard]] core::Result<planning::Source> source(const QString &connection,
                                                        const core::Cancellation &cancellation) const override
    {
        if (failing.contains(connection))
            return core::fail(core::ErrorKind::Network, connection + u" does not answer."_s);
        return there.source(connection, cancellation);
    }

    FakeSources there;
    QStringList failing;
};

// Hologres table order_dw/public/orders, external tables and schemas of dbs_mc over it.
class World {
public:
    World()
    {
        sources.there.sources.insert(u"order_dw"_s, {holo, u"hologres"_s, false});
        sources.there.sources.insert(u"dbs_mc"_s, {mc, u"maxcompute"_s, false});
        catalog::ServerInfo server;
        server.host = u"http://mc.example/api"_s;
        server.database = u"dbs_mc"_s;
        mc->setServer(server);
        auto info = maptablefixture::facts().source;
        info.path = path(u"order_dw/public/orders"_s);
        info.name = u"orders"_s;
        holo->setTable(info);
        holo->setChildren(path(u"order_dw"_s),
                          {testsupport::entry(path(u"order_dw"_s), u"public"_s, ObjectKind::Schema)});
        mc->setChildren(path(u"dbs_mc"_s),
                        {testsupport::entry(path(u"dbs_mc"_s), u"default"_s, ObjectKind::Schema),
                         testsupport::entry(path(u"dbs_mc"_s), u"live"_s, ObjectKind::ExternalSchema)});
    }

    /// dbs_mc/default/NAME shows order_dw/public/SOURCE, as its definition says.
    void define(const QString &name, const QString &source = u"orders"_s) const
    {
        catalog::TableInfo info;
        info.path = path(u"dbs_mc/default"_s).child(name);
        info.name = name;
        info.kind = ObjectKind::ExternalTable;
        info.external = catalog::ExternalSource();
        info.external->location = location.arg(source);
        mc->setTable(info);
    }

    /// A run has mapped order_dw/public/SOURCE to dbs_mc/default/NAME.
    void record(qint64 number, const QString &name, const QString &source = u"orders"_s,
                plan::RunState state = plan::RunState::Succeeded)
    {
        records.take(runOf(number, MapTable::taskKind,
                           {{path(u"dbs_mc/default"_s).child(name).toString(), plan::Change::Created,
                             path(u"order_dw/public"_s).child(source).toString()}},
                           state));
    }

    void recordDrop(qint64 number, const QString &name)
    {
        records.take(runOf(number, DropExternalTable::taskKind,
                           {{path(u"dbs_mc/default"_s).child(name).toString(), plan::Change::Dropped, {}}}));
    }

    void recordSchema(qint64 number)
    {
        MapSchema map;
        map.source = path(u"order_dw/public"_s);
        map.targetProject = path(u"dbs_mc"_s);
        map.schemaName = u"live"_s;
        map.foreignServer = u"dbs_holo_external"_s;
        auto run =
            runOf(number, MapSchema::taskKind, {{u"dbs_mc/live"_s, plan::Change::Created, u"order_dw/public"_s}});
        run.definition = map.toJson();
        records.take(run);
    }

    [[nodiscard]] LineageReader reader() const
    {
        const auto databaseAt = [](const QString &host, int port,
                                   const QString &database) -> std::optional<ObjectPath> {
            if (host != u"holo.example" || port != 80 || database != u"order_dw")
                return std::nullopt;
            return ObjectPath{database, {}};
        };
        const auto sourceOf = [databaseAt](const catalog::JdbcLocation &to) -> std::optional<ObjectPath> {
            const auto database = databaseAt(to.host, to.port, to.database);
            return database ? std::optional(database->child(to.schema()).child(to.table())) : std::nullopt;
        };
        const auto placeOf = [this](const QString &connection) -> std::optional<LineageReader::Place> {
            if (!sources.there.sources.contains(connection))
                return std::nullopt;
            return LineageReader::Place{connection == u"dbs_mc", false};
        };
        const auto projectTableOf = [](const catalog::ForeignSource &shown) -> std::optional<ObjectPath> {
            if (shown.project != u"dbs_mc")
                return std::nullopt;
            return ObjectPath{shown.project, {shown.schema, shown.table}};
        };
        auto prints = std::make_shared<Fingerprints>(dir.filePath(u"f"_s));
        const auto placeOfTable = [projectTableOf](const catalog::ForeignSource &shown, const QString &) {
            return DriftReader::ProjectTable{projectTableOf(shown)};
        };
        return {DriftReader(std::move(prints), sourceOf, placeOfTable),
                {sourceOf, databaseAt, placeOf, projectTableOf}};
    }

    [[nodiscard]] LineageAnswer ask(const QString &object, LineageWay way, qsizetype limit = 100) const
    {
        const auto answer = reader().neighbours({path(object), way, limit, known}, records, sources, {});
        if (!answer) {
            QTest::qFail(qPrintable(answer.error().message), __FILE__, __LINE__);
            return {};
        }
        return *answer;
    }

    QTemporaryDir dir;
    std::shared_ptr<FakeCatalog> holo = std::make_shared<FakeCatalog>();
    std::shared_ptr<FakeCatalog> mc = std::make_shared<FakeCatalog>();
    WorldSources sources;
    LineageRecords records;
    QHash<ObjectPath, ObjectPath> known;
};

QStringList edges(const LineageAnswer &answer)
{
    QStringList texts;
    for (const LineageEdge &edge : answer.edges)
        texts.append(edge.reader.toString() + u" < "_s + edge.source.toString() + u' '
                     + lineageStandingName(edge.standing()));
    return texts;
}

QStringList nodes(const LineageAnswer &answer)
{
    QStringList texts;
    for (const LineageNode &node : answer.nodes)
        texts.append(node.path.toString() + u' ' + catalog::objectKindName(node.kind) + u' '
                     + lineageStateName(node.state));
    return texts;
}

} // namespace

class LineageReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void definitionTellsTheSource();
    void readersAreConfirmed();
    void droppedReadersAreOver();
    void readerThatLeadsElsewhere();
    void failedRunsCountWhereTheDefinitionSaysSo();
    void connectionThatDoesNotAnswer();
    void connectionThatIsGone();
    void tenantThatIsGone();
    void sourceThatNobodySaved();
    void foreignTablesReadMaxCompute();
    void externalSchemas();
    void schemasAreToldByTheirTables();
    void foreignServers();
    void manyReadersAreCut();
    void knownDefinitions();
    void definitionsBelow();
    void strangeNames();
    void tableThatReadsItself();
    void noLineage();
    void cancelled();
    void onePlaceIsAskedAtATime();
};

// One relation that both definition and run tell of is one edge.
void LineageReaderTest::definitionTellsTheSource()
{
    World world;
    world.define(u"orders"_s);
    world.record(1, u"orders"_s);
    const auto answer = world.ask(u"dbs_mc/default/orders"_s, LineageWay::Sources);
    QCOMPARE(edges(answer), (QStringList{u"dbs_mc/default/orders < order_dw/public/orders defined"_s}));
    QCOMPARE(nodes(answer), (QStringList{u"order_dw/public/orders table there"_s}));
    QCOMPARE(answer.edges.first().made->id, u"run1"_s);
    QVERIFY(answer.edges.first().drift.has_value());
    QVERIFY(answer.edges.first().compared.isValid());
    QCOMPARE(answer.object.kind, ObjectKind::ExternalTable);
}

void LineageReaderTest::readersAreConfirmed()
{
    World world;
    world.define(u"a"_s);
    world.record(1, u"a"_s);
    const auto answer = world.ask(u"order_dw/public/orders"_s, LineageWay::Readers);
    QCOMPARE(edges(answer), (QStringList{u"dbs_mc/default/a < order_dw/public/orders defined"_s}));
    QCOMPARE(nodes(answer), (QStringList{u"dbs_mc/default/a external_table there"_s}));
    QCOMPARE(answer.object.state, NodeState::There);
}

void LineageReaderTest::droppedReadersAreOver()
{
    World world;
    world.record(1, u"a"_s);
    world.recordDrop(2, u"a"_s);
    world.record(3, u"b"_s); // and is not there: somebody else has dropped it
    const auto answer = world.ask(u"order_dw/public/orders"_s, LineageWay::Readers);
    QCOMPARE(edges(answer),
             (QStringList{u"dbs_mc/default/b < order_dw/public/orders over"_s,
                          u"dbs_mc/default/a < order_dw/public/orders over"_s}));
    QCOMPARE(nodes(answer),
             (QStringList{u"dbs_mc/default/b external_table gone"_s, u"dbs_mc/default/a external_table gone"_s}));
    QCOMPARE(answer.edges.last().ended->id, u"run2"_s);
    world.records.take(
        runOf(4, u"map_to_hologres"_s, {{u"order_dw/public/mc_a"_s, plan::Change::Created, u"dbs_mc/default/a"_s}}));
    QCOMPARE(nodes(world.ask(u"dbs_mc/default/a"_s, LineageWay::Readers)),
             QStringList{u"order_dw/public/mc_a foreign_table gone"_s});
    QCOMPARE(world.ask(u"order_dw/public/mc_a"_s, LineageWay::Sources).object.kind, ObjectKind::ForeignTable);

    const auto back = world.ask(u"dbs_mc/default/a"_s, LineageWay::Sources);
    QCOMPARE(back.object.state, NodeState::Gone);
    QCOMPARE(edges(back), (QStringList{u"dbs_mc/default/a < order_dw/public/orders over"_s}));
}

void LineageReaderTest::readerThatLeadsElsewhere()
{
    World world;
    world.record(1, u"a"_s);
    world.define(u"a"_s, u"other"_s);
    QCOMPARE(edges(world.ask(u"order_dw/public/orders"_s, LineageWay::Readers)),
             (QStringList{u"dbs_mc/default/a < order_dw/public/orders over"_s}));
    QCOMPARE(edges(world.ask(u"dbs_mc/default/a"_s, LineageWay::Sources)),
             (QStringList{u"dbs_mc/default/a < order_dw/public/other defined"_s,
                          u"dbs_mc/default/a < order_dw/public/orders over"_s}));
}

void LineageReaderTest::failedRunsCountWhereTheDefinitionSaysSo()
{
    World world;
    world.record(1, u"a"_s, u"orders"_s, plan::RunState::Failed);
    world.record(2, u"b"_s, u"orders"_s, plan::RunState::Failed);
    world.define(u"b"_s);
    const auto answer = world.ask(u"order_dw/public/orders"_s, LineageWay::Readers);
    QCOMPARE(edges(answer), (QStringList{u"dbs_mc/default/b < order_dw/public/orders defined"_s}));
    QCOMPARE(nodes(answer), (QStringList{u"dbs_mc/default/b external_table there"_s}));
    QCOMPARE(answer.edges.first().made->state, plan::RunState::Failed);
}

void LineageReaderTest::connectionThatDoesNotAnswer()
{
    World world;
    world.record(1, u"a"_s);
    world.sources.failing = {u"dbs_mc"_s};
    const auto answer = world.ask(u"order_dw/public/orders"_s, LineageWay::Readers);
    QCOMPARE(edges(answer), (QStringList{u"dbs_mc/default/a < order_dw/public/orders recorded"_s}));
    QCOMPARE(nodes(answer), (QStringList{u"dbs_mc/default/a external_table unknown"_s}));
    QCOMPARE(answer.nodes.first().error->message, u"dbs_mc does not answer."_s);

    world.sources.failing = {u"order_dw"_s};
    world.define(u"a"_s);
    const auto back = world.ask(u"dbs_mc/default/a"_s, LineageWay::Sources);
    QCOMPARE(edges(back), (QStringList{u"dbs_mc/default/a < order_dw/public/orders defined"_s}));
    QCOMPARE(nodes(back), (QStringList{u"order_dw/public/orders table unknown"_s}));
}

void LineageReaderTest::connectionThatIsGone()
{
    World world;
    world.record(1, u"a"_s);
    world.sources.there.sources.remove(u"dbs_mc"_s);
    const auto answer = world.ask(u"order_dw/public/orders"_s, LineageWay::Readers);
    QCOMPARE(nodes(answer), (QStringList{u"dbs_mc/default/a external_table unknown"_s}));
    QVERIFY(answer.nodes.first().error->message.contains(u"dbs_mc"_s));
    QCOMPARE(edges(answer), (QStringList{u"dbs_mc/default/a < order_dw/public/orders recorded"_s}));
}

void LineageReaderTest::tenantThatIsGone()
{
    World world;
    world.records.take(runOf(1, MapTable::taskKind,
                             {{u"tenant/dbs_mc/default/a"_s, plan::Change::Created, u"order_dw/public/orders"_s}}));
    const auto answer = world.ask(u"order_dw/public/orders"_s, LineageWay::Readers);
    QCOMPARE(nodes(answer), (QStringList{u"tenant/dbs_mc/default/a external_table unknown"_s}));
    QCOMPARE(edges(world.ask(u"tenant/dbs_mc/default/a"_s, LineageWay::Sources)),
             (QStringList{u"tenant/dbs_mc/default/a < order_dw/public/orders recorded"_s}));
}

void LineageReaderTest::sourceThatNobodySaved()
{
    World world;
    catalog::TableInfo info;
    info.path = path(u"dbs_mc/default/x"_s);
    info.name = u"x"_s;
    info.kind = ObjectKind::ExternalTable;
    info.external = catalog::ExternalSource();
    info.external->location = u"jdbc:postgresql://far.example/crm?currentSchema=s&table=t/"_s;
    world.mc->setTable(info);
    const auto answer = world.ask(u"dbs_mc/default/x"_s, LineageWay::Sources);
    QCOMPARE(answer.nodes.size(), 1);
    QVERIFY(answer.nodes.first().isElsewhere());
    QVERIFY(!answer.nodes.first().canGrow());
    QCOMPARE(answer.nodes.first().path.names, (QStringList{u"far.example:5432"_s, u"crm"_s, u"s"_s, u"t"_s}));
}

void LineageReaderTest::foreignTablesReadMaxCompute()
{
    World world;
    const auto foreign = [](const QString &name, const QString &options) {
        catalog::TableInfo info;
        info.path = path(u"order_dw/public"_s).child(name);
        info.name = name;
        info.kind = ObjectKind::ForeignTable;
        info.properties = {{u"foreign_options"_s, options}, {u"foreign_server"_s, u"odps_server"_s}};
        return info;
    };
    catalog::TableInfo stored;
    stored.path = path(u"dbs_mc/default/logs"_s);
    stored.name = u"logs"_s;
    world.mc->setTable(stored);
    world.holo->setTable(foreign(u"mc_logs"_s, u"project_name=dbs_mc#default, table_name=logs"_s));
    world.holo->setTable(foreign(u"far"_s, u"project_name=elsewhere, table_name=t"_s));
    // By its definition, whether a run has made it or not.
    QCOMPARE(edges(world.ask(u"order_dw/public/mc_logs"_s, LineageWay::Sources)),
             QStringList{u"order_dw/public/mc_logs < dbs_mc/default/logs defined"_s});
    const auto far = world.ask(u"order_dw/public/far"_s, LineageWay::Sources);
    QCOMPARE(far.nodes.size(), 1);
    QVERIFY(far.nodes.first().isElsewhere());
    QCOMPARE(far.nodes.first().path.names, (QStringList{u"MaxCompute"_s, u"elsewhere"_s, u"default"_s, u"t"_s}));
    // From the other side by the run that made it, which the definition confirms.
    world.records.take(runOf(1, u"map_to_hologres"_s,
                             {{u"order_dw/public/mc_logs"_s, plan::Change::Created, u"dbs_mc/default/logs"_s}}));
    const auto readers = world.ask(u"dbs_mc/default/logs"_s, LineageWay::Readers);
    QCOMPARE(edges(readers), QStringList{u"order_dw/public/mc_logs < dbs_mc/default/logs defined"_s});
    QCOMPARE(nodes(readers), QStringList{u"order_dw/public/mc_logs foreign_table there"_s});
    // With what became of it.
    QCOMPARE(readers.edges.first().drift, DriftState::Equal);
    catalog::Column column;
    column.name = u"line"_s;
    column.type = catalog::parseMaxComputeType(u"STRING"_s);
    stored.columns.append(column);
    world.mc->setTable(stored);
    QCOMPARE(world.ask(u"dbs_mc/default/logs"_s, LineageWay::Readers).edges.first().drift, DriftState::Differs);
    QCOMPARE(world.ask(u"order_dw/public/mc_logs"_s, LineageWay::Sources).edges.first().drift, DriftState::Differs);
}

void LineageReaderTest::externalSchemas()
{
    World world;
    world.recordSchema(1);
    const auto sources = world.ask(u"dbs_mc/live"_s, LineageWay::Sources);
    QCOMPARE(sources.object.kind, ObjectKind::ExternalSchema);
    QCOMPARE(edges(sources),
             (QStringList{u"dbs_mc/live < order_dw/public recorded"_s,
                          u"dbs_mc/live < dbs_mc/:foreign_servers/dbs_holo_external recorded"_s}));
    // A table is read by the schema that shows all tables of its own.
    const auto readers = world.ask(u"order_dw/public/orders"_s, LineageWay::Readers);
    QCOMPARE(nodes(readers), (QStringList{u"dbs_mc/live external_schema there"_s}));
    // A foreign table has no rows that it could show.
    catalog::TableInfo foreign;
    foreign.path = path(u"order_dw/public/mc_logs"_s);
    foreign.name = u"mc_logs"_s;
    foreign.kind = ObjectKind::ForeignTable;
    world.holo->setTable(foreign);
    QCOMPARE(nodes(world.ask(u"order_dw/public/mc_logs"_s, LineageWay::Readers)), QStringList());
    // And a table of that schema reads the one of its name.
    catalog::TableInfo info;
    info.path = path(u"dbs_mc/live/orders"_s);
    info.name = u"orders"_s;
    info.kind = ObjectKind::ExternalTable;
    info.external = catalog::ExternalSource();
    world.mc->setTable(info);
    const auto table = world.ask(u"dbs_mc/live/orders"_s, LineageWay::Sources);
    QCOMPARE(edges(table), (QStringList{u"dbs_mc/live/orders < order_dw/public/orders recorded"_s}));

    world.mc->setChildren(path(u"dbs_mc"_s), {}); // the schema was dropped elsewhere
    QCOMPARE(nodes(world.ask(u"order_dw/public"_s, LineageWay::Readers)),
             (QStringList{u"dbs_mc/live external_schema gone"_s}));
}

void LineageReaderTest::schemasAreToldByTheirTables()
{
    World world;
    world.record(1, u"a"_s);
    world.record(2, u"b"_s, u"other"_s);
    world.record(3, u"c"_s);
    world.recordDrop(4, u"c"_s);
    const auto readers = world.ask(u"order_dw/public"_s, LineageWay::Readers);
    QCOMPARE(edges(readers), (QStringList{u"dbs_mc/default < order_dw/public recorded"_s}));
    QCOMPARE(readers.edges.first().tables, 2);
    QCOMPARE(readers.edges.first().made->id, u"run2"_s);

    const ObjectPath schema = path(u"dbs_mc/default"_s);
    world.mc->setExternalLinks(
        {{schema.child(u"a"_s), location.arg(u"orders"_s)}, {schema.child(u"z"_s), u"oss://bucket/folder"_s}});
    const auto sources = world.ask(u"dbs_mc/default"_s, LineageWay::Sources);
    QCOMPARE(edges(sources), (QStringList{u"dbs_mc/default < order_dw/public defined"_s}));
    QCOMPARE(sources.edges.first().tables, 1);
}

void LineageReaderTest::foreignServers()
{
    World world;
    world.recordSchema(1);
    world.mc->setFacts(QList<catalog::Fact>{{catalog::FactId::Host, u"holo.example:80"_s},
                                            {catalog::FactId::Database, u"order_dw"_s}});
    const QString server = u"dbs_mc/:foreign_servers/dbs_holo_external"_s;
    QCOMPARE(edges(world.ask(server, LineageWay::Sources)), (QStringList{server + u" < order_dw defined"_s}));
    QCOMPARE(edges(world.ask(server, LineageWay::Readers)),
             (QStringList{u"dbs_mc/live < "_s + server + u" recorded"_s}));
}

void LineageReaderTest::manyReadersAreCut()
{
    World world;
    QList<plan::Touch> touches;
    for (int i = 0; i < 1000; ++i) {
        const QString name = u"t%1"_s.arg(i, 4, 10, QLatin1Char('0'));
        touches.append({u"dbs_mc/default/"_s + name, plan::Change::Created, u"order_dw/public/orders"_s});
        world.define(name);
    }
    world.records.take(runOf(1, u"map_tables"_s, touches));
    const auto answer = world.ask(u"order_dw/public/orders"_s, LineageWay::Readers);
    QCOMPARE(answer.nodes.size(), 100);
    QCOMPARE(answer.edges.size(), 100);
    QCOMPARE(answer.more, 900);
    QCOMPARE(answer.nodes.first().path, path(u"dbs_mc/default/t0000"_s));
    QCOMPARE(world.mc->tablesCalls(path(u"dbs_mc/default"_s)), 1); // and no more are looked at
    QCOMPARE(world.ask(u"order_dw/public/orders"_s, LineageWay::Readers, 2000).more, 0);
}

void LineageReaderTest::knownDefinitions()
{
    World world;
    world.define(u"k"_s);
    const QString source = u"order_dw/public/orders"_s;
    QVERIFY(world.ask(source, LineageWay::Readers).edges.isEmpty()); // nobody has told of it
    world.known.insert(path(u"dbs_mc/default/k"_s), path(source));
    QCOMPARE(edges(world.ask(source, LineageWay::Readers)),
             (QStringList{u"dbs_mc/default/k < order_dw/public/orders defined"_s}));
}

void LineageReaderTest::definitionsBelow()
{
    World world;
    const ObjectPath schema = path(u"dbs_mc/default"_s);
    world.mc->setExternalLinks(
        {{schema.child(u"a"_s), location.arg(u"orders"_s)}, {schema.child(u"z"_s), u"oss://bucket/folder"_s}});
    const auto found = world.reader().definitionsBelow(path(u"dbs_mc"_s), world.sources, {});
    QVERIFY(found);
    QCOMPARE(found->size(), 1);
    QCOMPARE(found->value(schema.child(u"a"_s)), path(u"order_dw/public/orders"_s));
    const auto wrong = world.reader().definitionsBelow(path(u"order_dw"_s), world.sources, {});
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().kind, core::ErrorKind::Invalid);
}

// Names are names, whatever they are made of.
void LineageReaderTest::strangeNames()
{
    World world;
    const QString name = u"a.\"b\"/<订单>&%"_s;
    world.record(1, u"plain"_s, name);
    const ObjectPath source = path(u"order_dw/public"_s).child(name);
    const auto answer = world.reader().neighbours({source, LineageWay::Readers}, world.records, world.sources, {});
    QVERIFY(answer);
    QCOMPARE(answer->edges.size(), 1);
    QCOMPARE(answer->edges.first().source, source);
    QCOMPARE(answer->object.state, NodeState::Gone);
}

void LineageReaderTest::tableThatReadsItself()
{
    World world;
    world.records.take(
        runOf(1, u"sync"_s, {{u"order_dw/public/orders"_s, plan::Change::Changed, u"order_dw/public/orders"_s}}));
    const auto answer = world.ask(u"order_dw/public/orders"_s, LineageWay::Sources);
    QCOMPARE(answer.edges.size(), 1);
    QVERIFY(answer.nodes.isEmpty());
    LineageGraph graph(answer.object);
    graph.take(answer);
    QCOMPARE(graph.nodes().size(), 1);
    QCOMPARE(graph.edges().size(), 1);
    QCOMPARE(graph.neighbours(answer.object.path, LineageWay::Sources), QList<ObjectPath>{answer.object.path});
}

void LineageReaderTest::noLineage()
{
    const World world;
    const auto answer = world.reader().neighbours({path(u"order_dw/public/orders/order_id"_s), LineageWay::Sources}, {},
                                                  world.sources, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, core::ErrorKind::Invalid);
    QVERIFY(!answer.error().hint.isEmpty());
}

void LineageReaderTest::cancelled()
{
    const World world;
    world.holo->hold(true);
    auto shared = std::make_shared<WorldSources>(world.sources);
    auto future = world.reader().neighboursLater({path(u"order_dw/public/orders"_s), LineageWay::Readers},
                                                 std::make_shared<const LineageRecords>(), shared);
    QTRY_COMPARE(world.holo->heldTables().size(), size_t(1));
    future.cancel();
    const auto held = world.holo->heldTables().front();
    QTRY_VERIFY(held.isCancelled()); // on the server too
    held.finishCancelled();
    QTRY_VERIFY(future.isFinished());
    QVERIFY(core::outcomeOf(future).error().isCancelled());
}

// Growing one object asks of it and its neighbours alone.
void LineageReaderTest::onePlaceIsAskedAtATime()
{
    World world;
    world.define(u"a"_s);
    world.record(1, u"a"_s);
    static_cast<void>(world.ask(u"order_dw/public/orders"_s, LineageWay::Readers));
    for (const QString &call : world.mc->calls())
        QVERIFY2(call.startsWith(u"tables dbs_mc/default"_s) || call.startsWith(u"server"_s), qPrintable(call));
}

QTEST_GUILESS_MAIN(LineageReaderTest)
#include "tst_lineagereader.moc"
