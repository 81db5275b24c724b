// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"
#include "fakesources.h"

#include <isthmus/mapping/externalschema/dropexternalschema.h>
#include <isthmus/mapping/externalschema/externalschemaexecutor.h>
#include <isthmus/mapping/externalschema/mapschema.h>
#include <isthmus/mapping/externalschema/verifyschemaexecutor.h>
#include <isthmus/plan/sqlstep.h>
#include <isthmus/plan/words.h>

#include <QTest>

#include <functional>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::FactId;
using catalog::ObjectKind;
using core::ErrorKind;
using mapping::MapSchema;
using mapping::MapSchemaFacts;
using mapping::TargetSchema;
using plan::words;
using testsupport::FakeCatalog;
using testsupport::path;

namespace {

const catalog::ObjectPath source = path(u"order_dw/public"_s);
const catalog::ObjectPath project = path(u"dbs_mc"_s);
const catalog::ObjectPath servers = project.child(catalog::foreignServersFolder);

MapSchema definition()
{
    MapSchema map;
    map.source = source;
    map.targetProject = project;
    map.schemaName = u"public"_s;
    map.foreignServer = u"dbs_holo_external"_s;
    return map;
}

MapSchemaFacts facts()
{
    MapSchemaFacts facts;
    facts.sourceServer.database = u"order_dw"_s;
    facts.database = u"order_dw"_s;
    facts.relations = {testsupport::entry(source, u"dwd_orders"_s, ObjectKind::Table),
                       testsupport::entry(source, u"orders_by_day"_s, ObjectKind::PartitionedTable),
                       testsupport::entry(source, u"v_orders"_s, ObjectKind::View)};
    facts.targetServer.database = u"dbs_mc"_s;
    facts.existing = TargetSchema::Missing;
    facts.foreignServers =
        QList<catalog::Entry>{testsupport::entry(servers, u"dbs_holo_external"_s, ObjectKind::ForeignServer),
                              testsupport::entry(servers, u"other"_s, ObjectKind::ForeignServer)};
    facts.server = mapping::ForeignServer{u"hgpostcn-cn-x0r3kq9d1007-cn-shanghai-internal.hologres.aliyuncs.com"_s,
                                          u"80"_s, u"order_dw"_s, u"acs:ram::1234567890:role/dbs-holo-role"_s};
    return facts;
}

QStringList texts(const QList<plan::Notice> &notices)
{
    QStringList all;
    for (const auto &notice : notices)
        all.append(words(notice.subject) + QStringLiteral(": ") + words(notice.text));
    return all;
}

} // namespace

class tst_MapSchema : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_source = std::make_shared<FakeCatalog>();
        m_target = std::make_shared<FakeCatalog>();
        catalog::ServerInfo server;
        server.database = u"order_dw@read_warehouse_1"_s;
        m_source->setServer(server);
        server.database = u"dbs_mc"_s;
        m_target->setServer(server);
        m_source->setChildren(source, facts().relations);
        m_target->setChildren(project, {testsupport::entry(project, u"default"_s, ObjectKind::Schema)});
        m_target->setChildren(servers,
                              {testsupport::entry(servers, u"dbs_holo_external"_s, ObjectKind::ForeignServer)});
        m_target->setFacts(QList<catalog::Fact>{{FactId::Host, u"[::1]:5432"_s},
                                                {FactId::Database, u"order_dw"_s},
                                                {FactId::RoleArn, u"acs:ram::1:role/r"_s}});
    }

    void theSchemaIsMadeAndVerified()
    {
        const auto plan = mapping::planMapSchema(definition(), facts());
        QVERIFY2(plan.isRunnable(), qPrintable(texts(plan.blockers()).join(u'\n')));
        QCOMPARE(words(plan.title), u"Map schema public → dbs_mc.public"_s);
        QCOMPARE(plan.touches, (QList<plan::Touch>{{u"dbs_mc/public"_s, plan::Change::Created, u"order_dw/public"_s}}));
        QCOMPARE(plan.stepCount(), 2);
        const auto create = plan.steps().first();
        QCOMPARE(create.sql,
                 u"SET odps.namespace.schema=true;\nCREATE EXTERNAL SCHEMA public\n  WITH dbs_holo_external\n"
                 "  ON 'public';"_s);
        QCOMPARE(create.connections, QStringList{u"dbs_mc"_s});
        QVERIFY(!create.canResume); // it may have been made by the attempt that was cut off
        const auto verify = mapping::VerifySchema::fromStep(plan.steps().last()).value();
        QCOMPARE(verify.target, path(u"dbs_mc/public"_s));
        QCOMPARE(verify.tables,
                 (QStringList{u"dwd_orders"_s, u"orders_by_day"_s})); // what a view shows is not promised
        QVERIFY(verify.dropStatement.contains(u"DROP SCHEMA IF EXISTS public;"));
        QCOMPARE(plan::Plan::fromJson(plan.toJson()).value(), plan);
        QCOMPARE(MapSchema::fromJson(definition().toJson()).value(), definition());
    }

    void whatIsWrongIsSaidBesideItsField_data()
    {
        using Change = std::function<void(MapSchema &, MapSchemaFacts &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QString &text, const Change &change) {
            QTest::newRow(name) << change << text;
        };
        row("no schemas", u"Project: The project dbs_mc has no schemas (odps.schema.model.enabled is false)"_s,
            [](auto &, auto &f) { f.targetServer.schemasEnabled = false; });
        row("read-only", u"Project: The connection dbs_mc is read-only"_s,
            [](auto &, auto &f) { f.targetReadOnly = true; });
        row("taken by own schema", u"External schema: public is a schema of the project dbs_mc"_s,
            [](auto &m, auto &f) {
                f.existing = TargetSchema::There;
                m.ifTaken = MapSchema::IfTaken::Keep;
            });
        row("taken", u"External schema: The external schema public exists in dbs_mc already"_s,
            [](auto &, auto &f) { f.existing = TargetSchema::External; });
        row("illegal name", u"External schema: A name of MaxCompute has only letters (A to Z), digits and _"_s,
            [](auto &m, auto &) { m.schemaName = u"a-b"_s; });
        row("no server", u"Foreign server: Choose a foreign server"_s,
            [](auto &m, auto &) { m.foreignServer.clear(); });
        row("illegal server", u"Foreign server: The name of a foreign server begins with a lower-case letter"_s,
            [](auto &m, auto &) { m.foreignServer = u"Dbs_Holo"_s; });
        row("unknown server", u"Foreign server: There is no foreign server nix"_s, [](auto &m, auto &f) {
            m.foreignServer = u"nix"_s;
            f.server.reset();
        });
        row("task executor", u"Foreign server: dbs_holo_external uses the task executor's identity"_s,
            [](auto &, auto &f) { f.server->roleArn.clear(); });
        row("other database", u"Foreign server: dbs_holo_external is for the database crm"_s,
            [](auto &, auto &f) { f.server->database = u"crm"_s; });
        row("vpc", u"Foreign server: x-cn-shanghai-vpc-st.hologres.aliyuncs.com is a VPC address"_s,
            [](auto &, auto &f) { f.server->host = u"x-cn-shanghai-vpc-st.hologres.aliyuncs.com"_s; });
        row("on another database", u"Source in SQL: It names the database crm; the schema is in order_dw"_s,
            [](auto &m, auto &) { m.on = u"crm.public"_s; });
        row("on another schema", u"Source in SQL: Expected public or order_dw.public"_s,
            [](auto &m, auto &) { m.on = u"order_dw.other"_s; });
    }

    void whatIsWrongIsSaidBesideItsField()
    {
        QFETCH(std::function<void(MapSchema &, MapSchemaFacts &)>, change);
        QFETCH(QString, text);
        MapSchema map = definition();
        MapSchemaFacts facts = ::facts();
        change(map, facts);
        const auto plan = mapping::planMapSchema(map, facts);
        QVERIFY(!plan.isRunnable());
        const QStringList blockers = texts(plan.blockers());
        QCOMPARE(blockers.size(), 1);
        QVERIFY2(blockers.first().startsWith(text), qPrintable(blockers.first()));
    }

    void onlyOfANameThatMayBeItIsSaidThatItCouldNotBeChecked()
    {
        MapSchema map = definition();
        MapSchemaFacts facts = ::facts();
        facts.existing = TargetSchema::Unknown;
        const QString unread = u"public: Whether the name is free could not be read."_s;
        QVERIFY(texts(mapping::planMapSchema(map, facts).notices).contains(unread));
        map.schemaName = u"no@name"_s;
        QVERIFY(!texts(mapping::planMapSchema(map, facts).notices).join(u' ').contains(u"could not be read"));
    }

    void whatIsKeptIsNotMadeAgainAndNotToBeRemoved()
    {
        MapSchema map = definition();
        map.ifTaken = MapSchema::IfTaken::Keep;
        MapSchemaFacts facts = ::facts();
        facts.existing = TargetSchema::External;
        const auto plan = mapping::planMapSchema(map, facts);
        QVERIFY(plan.isRunnable());
        QVERIFY(plan.steps().first().sql.contains(u"CREATE EXTERNAL SCHEMA IF NOT EXISTS public"));
        QVERIFY(plan.steps().first().canResume);
        QVERIFY(mapping::VerifySchema::fromStep(plan.steps().last())->dropStatement.isEmpty());
    }

    void theSourceIsNamedSoThatItIsUnderstood()
    {
        MapSchema map = definition();
        map.on = u"order_dw.public"_s;
        QVERIFY(mapping::planMapSchema(map, facts()).isRunnable());
        QVERIFY(mapping::createStatement(map, facts()).contains(u"ON 'order_dw.public';"));
        map.on.clear();
        map.source = path(u"order_dw/a.b'c"_s); // a point inside would end the database
        QVERIFY(mapping::createStatement(map, facts()).contains(u"ON 'order_dw.a.b\\'c';"));
    }

    void aProjectOfATenantIsWhereTheStatementRuns()
    {
        MapSchema map = definition();
        map.targetProject = path(u"tenant/other_mc"_s);
        const auto create = plan::SqlStep::fromStep(mapping::planMapSchema(map, facts()).steps().first()).value();
        QCOMPARE(create.database, u"other_mc"_s);
        QVERIFY(create.sql.contains(u"CREATE EXTERNAL SCHEMA public"));
        QCOMPARE(map.target(), path(u"tenant/other_mc/public"_s));
        const auto drop = mapping::planDropExternalSchema({map.target()}, {false, TargetSchema::External});
        QCOMPARE(plan::SqlStep::fromStep(drop.steps().first())->database, u"other_mc"_s);
        MapSchemaFacts whole = facts();
        whole.targetServer.database.clear(); // of the tenant itself
        QVERIFY(!mapping::planMapSchema(map, whole).isRunnable());
    }

    void whatCannotBeSeenIsSaid()
    {
        MapSchemaFacts facts = ::facts();
        facts.foreignServers.reset();
        facts.server.reset();
        facts.relations = {testsupport::entry(source, u"Orders"_s, ObjectKind::Table),
                           testsupport::entry(source, u"orders"_s, ObjectKind::Table)};
        const auto plan = mapping::planMapSchema(definition(), facts);
        QVERIFY(plan.isRunnable());
        const QString all = texts(plan.notices).join(u'\n');
        QVERIFY2(all.contains(u"MaxCompute's console alone") && all.contains(u"database order_dw"), qPrintable(all));
        QVERIFY2(all.contains(u"Orders, orders: These names differ in capitals alone"), qPrintable(all));
    }

    void foreignTablesAreNotPromised()
    {
        auto relations = facts().relations;
        relations.append(testsupport::entry(source, u"mc_users"_s, ObjectKind::ForeignTable));
        m_source->setChildren(source, relations);
        const auto read = readFacts(definition());
        QVERIFY(read);
        QCOMPARE(read->relations.size(), 3);
        QCOMPARE(read->notShown, QStringList{u"mc_users"_s});
        const auto plan = mapping::planMapSchema(definition(), *read);
        QVERIFY(plan.isRunnable());
        const QString all = texts(plan.notices).join(u'\n');
        QVERIFY2(all.contains(u"mc_users: Foreign tables are not shown, 1 here"), qPrintable(all));
    }

    void bothSidesAreRead()
    {
        const auto read = readFacts(definition());
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
        QCOMPARE(read->database, u"order_dw"_s); // without the compute group
        QCOMPARE(read->relations.size(), 3);
        QCOMPARE(read->existing, TargetSchema::Missing);
        QVERIFY(read->hasServer(u"dbs_holo_external"_s) && !read->hasServer(u"other"_s));
        QCOMPARE(*read->server, (mapping::ForeignServer{u"[::1]"_s, u"5432"_s, u"order_dw"_s, u"acs:ram::1:role/r"_s}));

        MapSchema map = definition();
        map.source = path(u"order_dw/crm/public"_s); // of an instance
        m_source->setChildren(map.source, {});
        QCOMPARE(readFacts(map)->database, u"crm"_s);
    }

    void aServiceThatTellsNoForeignServersIsNoFailure()
    {
        m_target->setChildrenError(servers, {ErrorKind::Unsupported, u"no"_s, {}, {}, {}});
        const auto read = readFacts(definition());
        QVERIFY(read);
        QVERIFY(!read->foreignServers && !read->server);
    }

    void sidesThatAreTheWrongWayRoundAreRefused()
    {
        MapSchema map = definition();
        std::swap(map.source.connection, map.targetProject.connection);
        QCOMPARE(readFacts(map).error().kind, ErrorKind::Invalid);
        map = definition();
        map.source = path(u"order_dw"_s);
        QCOMPARE(readFacts(map).error().kind, ErrorKind::Invalid);
    }

    void verifyingComparesWhatIsListed_data()
    {
        QTest::addColumn<QStringList>("listed");
        QTest::addColumn<QString>("words");
        QTest::newRow("all, and views") << QStringList{u"dwd_orders"_s, u"orders_by_day"_s, u"v"_s}
                                        << u"Tables and views listed through MaxCompute: 3"_s;
        QTest::newRow("one is missing") << QStringList{u"dwd_orders"_s}
                                        << u"1 of 2 tables listed through MaxCompute; see the log for the others"_s;
        QTest::newRow("others") << QStringList{u"a"_s, u"b"_s}
                                << u"public lists other tables than its Hologres schema has."_s;
        QTest::newRow("none") << QStringList() << u"public lists none of the 2 tables of its Hologres schema."_s;
    }

    void verifyingComparesWhatIsListed()
    {
        QFETCH(QStringList, listed);
        QFETCH(QString, words);
        setSchema(ObjectKind::ExternalSchema, listed);
        const auto result = verify();
        QCOMPARE(result ? plan::words(result->summary) : plan::words(result.error().message), words);
        QCOMPARE(result.has_value(), listed.contains(u"dwd_orders"_s));
        QCOMPARE(m_log.join(u' ').contains(u"Not listed: orders_by_day"), listed.size() == 1);
        if (!result)
            QVERIFY(plan::words(result.error().hint).contains(listed.isEmpty() ? u"RAM role" : u"Another program"));
    }

    void whatTheRoleMayNotReadSaysWhatStaysAndHowItHeals()
    {
        setSchema(ObjectKind::ExternalSchema, {});
        m_target->setChildrenError(path(u"dbs_mc/public"_s), {ErrorKind::Permission, u"Query Failed"_s, {}, {}, {}});
        const auto result = verify();
        QVERIFY(!result);
        QCOMPARE(words(result.error().message), u"Query Failed"_s);
        const QString hint = words(result.error().hint);
        QVERIFY2(hint.contains(u"need not be made again") && hint.contains(u"was made and stays")
                     && hint.contains(u"DROP SCHEMA IF EXISTS public;"),
                 qPrintable(hint));
    }

    void aSchemaOfTheProjectsOwnIsNoSuccess()
    {
        setSchema(ObjectKind::Schema, {u"dwd_orders"_s, u"orders_by_day"_s});
        QCOMPARE(verify().error().kind, ErrorKind::Invalid);
        m_target->setChildren(project, {});
        QCOMPARE(verify().error().kind, ErrorKind::NotFound);
        const auto gone = verify({u"1"_s});
        QCOMPARE(words(gone.error()).message, u"public was made, then gone before the run was resumed."_s);
        QCOMPARE(words(gone.error()).hint, u"Run the task again: it makes the schema anew."_s);
    }

    void onlyAnExternalSchemaIsDropped_data()
    {
        QTest::addColumn<TargetSchema>("schema");
        QTest::addColumn<bool>("isReadOnly");
        QTest::addColumn<bool>("runs");
        QTest::newRow("external") << TargetSchema::External << false << true;
        QTest::newRow("external, read-only") << TargetSchema::External << true << false;
        QTest::newRow("own") << TargetSchema::There << false << false;
        QTest::newRow("gone") << TargetSchema::Missing << false << false;
        QTest::newRow("unknown") << TargetSchema::Unknown << false << false;
    }

    void onlyAnExternalSchemaIsDropped()
    {
        QFETCH(TargetSchema, schema);
        QFETCH(bool, isReadOnly);
        QFETCH(bool, runs);
        const mapping::DropExternalSchema drop{path(u"dbs_mc/public"_s)};
        const auto plan = mapping::planDropExternalSchema(drop, {isReadOnly, schema});
        QCOMPARE(plan.isRunnable(), runs);
        QCOMPARE(plan.steps().first().sql, u"SET odps.namespace.schema=true;\nDROP SCHEMA IF EXISTS public;"_s);
        QCOMPARE(plan.steps().first().confirmName, u"public"_s);
        QCOMPARE(mapping::DropExternalSchema::fromJson(drop.toJson()).value(), drop);
    }

    void whatMadeASchemaIsToldWhereItIsDropped()
    {
        const QDateTime begun(QDate(2026, 11, 30), QTime(8, 0), Qt::UTC);
        const MapSchema map = definition();
        plan::Run run = plan::Run::of(map.toTask(), mapping::planMapSchema(map, facts()));
        QCOMPARE(mapping::makingOf(run, begun), std::nullopt); // it has not made it yet
        run.steps[0].state = plan::RunState::Succeeded;
        run.steps[0].started = begun;
        run.steps[0].ended = begun.addSecs(2);
        const auto making = mapping::makingOf(run, begun.addSecs(61)); // the clock of the service is fast
        QVERIFY(making);
        QCOMPARE(making->statement, run.plan.steps().first().sql);
        QCOMPARE(making->over, map.source.toString());
        QCOMPARE(making->foreignServer, map.foreignServer);
        QCOMPARE(mapping::makingOf(run, {}), making);
        QCOMPARE(mapping::makingOf(run, begun.addDays(1)), std::nullopt); // made anew since
        QCOMPARE(mapping::makingOf(run, begun.addDays(-1)), std::nullopt); // there before, and kept

        const mapping::DropExternalSchema drop{map.target()};
        const auto told = [&](const std::optional<mapping::SchemaMaking> &known) {
            const auto plan = mapping::planDropExternalSchema(drop, {false, TargetSchema::External, begun, known});
            const auto step = mapping::ExternalSchemaStep::fromStep(plan.steps().first());
            return std::pair(plan::words(plan.notices.last().text), step ? step->making : u"unreadable"_s);
        };
        QVERIFY2(told(making).first.contains(u"over "_s + map.source.toString()), qPrintable(told(making).first));
        QCOMPARE(told(making).second, making->statement);
        QVERIFY2(told({}).first.contains(u"no run of this machine"), qPrintable(told({}).first));
        QCOMPARE(told({}).second, QString());
    }

private:
    core::Result<MapSchemaFacts> readFacts(const MapSchema &map)
    {
        FakeSources sources;
        sources.sources.insert(u"order_dw"_s, {m_source, u"hologres"_s, false});
        sources.sources.insert(u"dbs_mc"_s, {m_target, u"maxcompute"_s, false});
        const auto read = mapping::MapSchemaPlanner().read(map.toTask(), sources, {});
        if (!read)
            return core::fail(read.error());
        return std::any_cast<MapSchemaFacts>(read->value);
    }

    void setSchema(ObjectKind kind, const QStringList &tables)
    {
        m_target->setChildren(project, {testsupport::entry(project, u"public"_s, kind)});
        QList<catalog::Entry> entries;
        const auto schema = path(u"dbs_mc/public"_s);
        for (const QString &table : tables)
            entries.append(testsupport::entry(schema, table, ObjectKind::ExternalTable));
        m_target->setChildren(schema, entries);
    }

    // \a before: what was done before the run was resumed.
    plan::StepResult verify(const QStringList &before = {})
    {
        m_log.clear();
        plan::StepContext context;
        context.before = before;
        context.log = [this](const plan::Text &line) { m_log.append(words(line)); };
        mapping::VerifySchemaExecutor executor(
            [this](const QString &, const core::Cancellation &) -> core::Result<std::shared_ptr<catalog::Catalog>> {
                return m_target;
            });
        return executor.execute(mapping::planMapSchema(definition(), facts()).steps().last(), context);
    }

    std::shared_ptr<FakeCatalog> m_source;
    std::shared_ptr<FakeCatalog> m_target;
    QStringList m_log;
};

QTEST_GUILESS_MAIN(tst_MapSchema)
#include "tst_mapschema.moc"
