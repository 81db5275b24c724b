// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"
#include "fakesources.h"
#include "maptablefixture.h"

#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/leftbehind.h>
#include <isthmus/mapping/manytables/maptables.h>
#include <isthmus/mapping/manytables/tableruns.h>
#include <isthmus/mapping/manytables/verifymappingsexecutor.h>
#include <isthmus/plan/words.h>

#include <QTest>

#include <algorithm>

using namespace isthmus;
using catalog::ObjectKind;
using core::ErrorKind;
using mapping::MapTables;
using mapping::MapTablesFacts;
using mapping::NamingRule;
using mapping::PlannedTable;
using plan::words;
using testsupport::FakeCatalog;
using testsupport::path;
using Verdict = PlannedTable::Verdict;

namespace {

catalog::TableInfo table(const QString &name, const QString &schema = QStringLiteral("public"),
                         ObjectKind kind = ObjectKind::Table)
{
    catalog::TableInfo info;
    info.path = {QStringLiteral("order_dw"), {schema, name}};
    info.kind = kind;
    info.database = QStringLiteral("order_dw");
    info.schema = schema;
    info.name = name;
    info.columns = {maptablefixture::column("id", "bigint"), maptablefixture::column("note", "text")};
    return info;
}

MapTablesFacts factsOf(const QList<catalog::TableInfo> &tables)
{
    const auto fixture = maptablefixture::facts();
    MapTablesFacts facts;
    facts.sourceServer = fixture.sourceServer;
    facts.targetServer = fixture.targetServer;
    facts.targetSchema = mapping::TargetSchema::There;
    for (const auto &info : tables)
        facts.relations.append({info.path, info.kind, info});
    return facts;
}

MapTablesFacts factsOf(const QStringList &names)
{
    QList<catalog::TableInfo> tables;
    for (const QString &name : names)
        tables.append(table(name));
    return factsOf(tables);
}

MapTables definition()
{
    MapTables map;
    map.sources = {{path(QStringLiteral("order_dw/public")), {}}};
    map.targetSchema = path(QStringLiteral("dbs_mc/default"));
    return map;
}

MapTablesFacts::Existing external(const QString &table, const QString &schema = QStringLiteral("public"))
{
    return {ObjectKind::ExternalTable,
            QStringLiteral("jdbc:postgresql://holo.example:80/order_dw?currentSchema=%1&useSSL=false&table=%2/")
                .arg(schema, table)};
}

QStringList namesOf(const QList<PlannedTable> &tables)
{
    QStringList names;
    for (const auto &planned : tables)
        names.append(planned.isMade() ? planned.name : QString());
    return names;
}

QStringList kindsOf(const plan::Plan &plan)
{
    QStringList kinds;
    for (const auto &step : plan.steps())
        kinds.append(step.id);
    return kinds;
}

QStringList noticesOf(const plan::Plan &plan)
{
    QStringList notices;
    for (const auto &notice : plan.notices)
        notices.append(words(notice.subject) + QStringLiteral(": ") + words(notice.text));
    return notices;
}

} // namespace

class tst_MapTables : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesFollowTheRule_data()
    {
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << ""
                               << "{table}"
                               << ""
                               << "orders"
                               << "orders";
        QTest::newRow("prefix and suffix") << "ods_"
                                           << "{table}"
                                           << "_d"
                                           << "orders"
                                           << "ods_orders_d";
        QTest::newRow("all places") << ""
                                    << "{database}_{schema}_{table}"
                                    << ""
                                    << "orders"
                                    << "order_dw_public_orders";
        QTest::newRow("capitals") << "ODS_"
                                  << "{table}"
                                  << ""
                                  << "Orders"
                                  << "ods_orders";
        QTest::newRow("other letters") << "ods_"
                                       << "{table}"
                                       << ""
                                       << "a-b c"
                                       << "ods_a_b_c";
        QTest::newRow("a place in a name") << ""
                                           << "{table}"
                                           << ""
                                           << "{schema}"
                                           << "schema_";
    }

    void namesFollowTheRule()
    {
        QFETCH(QString, prefix);
        QFETCH(QString, pattern);
        QFETCH(QString, suffix);
        QFETCH(QString, table);
        QFETCH(QString, name);
        const NamingRule rule{prefix, suffix, pattern};
        QCOMPARE(words(mapping::ruleProblem(rule)), QString());
        QCOMPARE(mapping::nameByRule(rule, ::table(table)), name);
    }

    void aRuleThatFitsNoTableIsRefused_data()
    {
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<QString>("pattern");
        QTest::newRow("no table") << ""
                                  << "{schema}";
        QTest::newRow("unknown place") << ""
                                       << "{table}_{date}";
        QTest::newRow("open brace") << ""
                                    << "{table}{";
        QTest::newRow("digit first") << "1_"
                                     << "{table}";
        QTest::newRow("character") << "a-"
                                   << "{table}";
        QTest::newRow("blank") << "a "
                               << "{table}";
        QTest::newRow("other script") << "\u4e2d"
                                      << "{table}";
    }

    void aRuleThatFitsNoTableIsRefused()
    {
        QFETCH(QString, prefix);
        QFETCH(QString, pattern);
        auto map = definition();
        map.naming = {prefix, {}, pattern};
        QVERIFY(!mapping::ruleProblem(map.naming).isEmpty());
        const auto plan = mapping::planMapTables(map, factsOf(QStringList{QStringLiteral("a")}));
        QVERIFY(!plan.isRunnable());
        QCOMPARE(words(plan.blockers().first().subject), QStringLiteral("Names"));
    }

    void aDefinitionSurvivesJson()
    {
        auto map = definition();
        map.sources.append({path(QStringLiteral("order_dw/ads")), {QStringLiteral("a"), QStringLiteral("b/c")}});
        map.naming = {QStringLiteral("p_"), QStringLiteral("_s"), QStringLiteral("{schema}_{table}")};
        map.ifTaken = MapTables::IfTaken::Rename;
        map.access = mapping::MapTable::Access::RamRole;
        map.roleArn = QStringLiteral("acs:ram::1:role/r");
        map.lifecycleDays = 7;
        map.inFlight = 9;
        map.continuesOnError = false;
        map.readsRows = true;
        QCOMPARE(MapTables::fromJson(map.toJson()).value(), map);
        for (const QString &key : map.toJson().keys()) {
            if (key == u"lifecycle_days")
                continue;
            auto json = map.toJson();
            json.remove(key);
            QVERIFY2(!MapTables::fromJson(json), qPrintable(key));
        }
        auto twoConnections = map;
        twoConnections.sources[1].schema.connection = QStringLiteral("crm");
        QVERIFY(!MapTables::fromJson(twoConnections.toJson()));
    }

    void whatIsNamedTwiceIsMappedOnce()
    {
        using namespace Qt::StringLiterals;
        MapTables map;
        const auto added = [&map](const QString &schema, const QStringList &tables) {
            MapTables::add(path(schema), tables, map.sources);
            QStringList told;
            for (const MapTables::Source &source : std::as_const(map.sources))
                told.append(source.schema.toString() + u": "_s + source.tables.join(u','));
            return told.join(u"; "_s);
        };
        QCOMPARE(added(u"c/a"_s, {u"t"_s, u"t"_s}), u"c/a: t"_s);
        QCOMPARE(added(u"c/b"_s, {}), u"c/a: t; c/b: "_s);
        QCOMPARE(added(u"c/a"_s, {u"u"_s, u"t"_s}), u"c/a: t,u; c/b: "_s);
        QCOMPARE(added(u"c/b"_s, {u"t"_s}), u"c/a: t,u; c/b: "_s); // it is mapped as a whole
        QCOMPARE(added(u"c/a"_s, {}), u"c/a: ; c/b: "_s);
        QCOMPARE(added(u"c"_s, {}), u"c: "_s); // a whole project holds them
        QCOMPARE(added(u"c/a"_s, {u"t"_s}), u"c: "_s);
        QCOMPARE(added(u"cc/a"_s, {}), u"c: ; cc/a: "_s);
    }

    void titlesCount()
    {
        auto map = definition();
        QCOMPARE(words(mapping::mapTablesTitle(map)), QStringLiteral("Map all tables of public → default"));
        map.sources[0].tables = {QStringLiteral("a")};
        QCOMPARE(words(mapping::mapTablesTitle(map)), QStringLiteral("Map 1 table → default"));
        map.sources[0].tables.append(QStringLiteral("b"));
        QCOMPARE(words(mapping::mapTablesTitle(map)), QStringLiteral("Map 2 tables → default"));
    }

    void tablesThatWouldMeetGetNamesOfTheirOwn()
    {
        // "orders" is called so; the others lose what tells them apart.
        const auto tables = mapping::plannedTables(
            definition(),
            factsOf(QStringList{QStringLiteral("Orders"), QStringLiteral("ORDERS"), QStringLiteral("orders"),
                                QStringLiteral("a b"), QStringLiteral("a-b")}));
        const QStringList names = namesOf(tables);
        QCOMPARE(names.at(2), QStringLiteral("orders"));
        QVERIFY2(names.at(0).startsWith(u"orders_") && names.at(1).startsWith(u"orders_"),
                 qPrintable(names.join(u' ')));
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), 5);
        QCOMPARE(words(tables.at(0).remarks.first()),
                 QStringLiteral("Called %1, since orders has the name orders").arg(names.at(0)));
        QVERIFY(tables.at(2).remarks.isEmpty());
        // Whatever else is in the batch: who maps one more table later meets the same names.
        const auto fewer = mapping::plannedTables(
            definition(), factsOf(QStringList{QStringLiteral("orders"), QStringLiteral("ORDERS")}));
        QCOMPARE(namesOf(fewer).last(), names.at(1));
    }

    void sameNamesOfTwoSchemasAreNumbered()
    {
        auto facts = factsOf(QList{table(QStringLiteral("a")), table(QStringLiteral("a"), QStringLiteral("ads")),
                                   table(QStringLiteral("a"), QStringLiteral("dim"))});
        const QStringList names = namesOf(mapping::plannedTables(definition(), facts));
        QCOMPARE(names.first(), QStringLiteral("a"));
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), 3);
        // What a second run finds are the tables of the first.
        QCOMPARE(names.last(), QStringLiteral("a_2"));
        facts.existing = {{QStringLiteral("a_2"), external(QStringLiteral("a"), QStringLiteral("dim"))}};
        const auto again = mapping::plannedTables(definition(), facts);
        QCOMPARE(again.last().name, names.last());
        QCOMPARE(again.last().verdict, Verdict::Keep);
        facts.existing = {{QStringLiteral("a_2"), external(QStringLiteral("b"), QStringLiteral("dim"))}};
        QVERIFY(!namesOf(mapping::plannedTables(definition(), facts)).contains(QStringLiteral("a_2")));
        facts.existing.clear();
        auto map = definition();
        map.naming.pattern = QStringLiteral("{schema}_{table}");
        QCOMPARE(namesOf(mapping::plannedTables(map, facts)),
                 (QStringList{QStringLiteral("public_a"), QStringLiteral("ads_a"), QStringLiteral("dim_a")}));
    }

    void whatHasTheNameDecidesByThePolicy_data()
    {
        QTest::addColumn<int>("policy");
        QTest::addColumn<QString>("existing"); // what it shows; "-": a table
        QTest::addColumn<int>("verdict");
        QTest::addColumn<QString>("name");
        using P = MapTables::IfTaken;
        QTest::newRow("keep, same") << int(P::Keep) << "orders" << int(Verdict::Keep) << "orders";
        QTest::newRow("keep, other") << int(P::Keep) << "crm" << int(Verdict::LeftOut) << "orders";
        QTest::newRow("keep, table") << int(P::Keep) << "-" << int(Verdict::LeftOut) << "orders";
        QTest::newRow("replace, same") << int(P::Replace) << "orders" << int(Verdict::Replace) << "orders";
        QTest::newRow("replace, other") << int(P::Replace) << "crm" << int(Verdict::Replace) << "orders";
        QTest::newRow("replace, table") << int(P::Replace) << "-" << int(Verdict::LeftOut) << "orders";
        QTest::newRow("rename, same") << int(P::Rename) << "orders" << int(Verdict::Create) << "orders_4";
        QTest::newRow("rename, table") << int(P::Rename) << "-" << int(Verdict::Create) << "orders_4";
    }

    void whatHasTheNameDecidesByThePolicy()
    {
        QFETCH(int, policy);
        QFETCH(QString, existing);
        QFETCH(int, verdict);
        QFETCH(QString, name);
        auto facts = factsOf(QStringList{QStringLiteral("orders"), QStringLiteral("orders_3")});
        facts.existing.insert(QStringLiteral("orders_2"), {});
        facts.existing.insert(QStringLiteral("orders"),
                              existing == u"-" ? MapTablesFacts::Existing{} : external(existing));
        auto map = definition();
        map.ifTaken = MapTables::IfTaken(policy);
        const auto tables = mapping::plannedTables(map, facts);
        QCOMPARE(int(tables.first().verdict), verdict);
        QCOMPARE(tables.first().name, name);
        QCOMPARE(tables.first().reason.isEmpty(), tables.first().isMade());
        QCOMPARE(tables.first().remarks.isEmpty(), !tables.first().isMade());
        QVERIFY(tables.last().isMade() && tables.last().name == u"orders_3");
    }

    void whatCannotBeMappedIsLeftOutWithTheReason()
    {
        auto unreadable = table(QStringLiteral("shapes"));
        unreadable.columns = {maptablefixture::column("shape", "geometry")};
        auto partly = table(QStringLiteral("partly"));
        partly.columns.append(maptablefixture::column("shape", "geometry"));
        auto facts =
            factsOf(QList{table(QStringLiteral("d"), QStringLiteral("public"), ObjectKind::DynamicTable),
                          table(QStringLiteral("f"), QStringLiteral("public"), ObjectKind::ForeignTable),
                          table(QStringLiteral("v"), QStringLiteral("public"), ObjectKind::View), unreadable, partly,
                          table(QStringLiteral("p"), QStringLiteral("public"), ObjectKind::PartitionedTable)});
        facts.relations.append({path(QStringLiteral("order_dw/public/gone")), ObjectKind::Table, {}});
        const auto plan = mapping::planMapTables(definition(), facts);
        QCOMPARE(kindsOf(plan),
                 (QStringList{QStringLiteral("create-1"), QStringLiteral("create-2"), QStringLiteral("verify-1")}));
        const QStringList notices = noticesOf(plan);
        const auto says = [&notices](const char *text) { return notices.contains(QString::fromUtf8(text)); };
        QVERIFY2(
            says("order_dw/public/d: Left out: A dynamic table cannot be mapped; map the tables that it is computed "
                 "from"),
            qPrintable(notices.join(u'\n')));
        QVERIFY(says("order_dw/public/f: Left out: A foreign table cannot be mapped: its rows are not in Hologres"));
        QVERIFY(says("order_dw/public/v: Left out: A view cannot be mapped; map the tables that it reads"));
        QVERIFY(says("order_dw/public/shapes: Left out: None of its columns has a type that MaxCompute can read"));
        QVERIFY(says("order_dw/public/gone: Left out: It is not there (any more)"));
        QVERIFY2(says("order_dw/public/partly: 1 column left out: shape GEOMETRY"), qPrintable(notices.join(u'\n')));
        QVERIFY(
            says("order_dw/public/p: Not partitioned in MaxCompute: read-only, and every query reads all partitions"));
    }

    void tablesAreMadeBesideOneAnotherAndVerifiedTogether()
    {
        QStringList names;
        for (int i = 0; i < 120; ++i)
            names.append(QStringLiteral("t%1").arg(i));
        auto map = definition();
        map.inFlight = 7;
        const auto plan = mapping::planMapTables(map, factsOf(names));
        QVERIFY(plan.check() && plan.isRunnable());
        QCOMPARE(plan.groups.size(), 1);
        QCOMPARE(plan.groups.first().parallel, 7);
        QVERIFY(plan.groups.first().isParallelChosen);
        QCOMPARE(plan.groups.first().onError, plan::OnError::Continue);
        QCOMPARE(words(plan.groups.first().title), QStringLiteral("Make 120 external tables, 7 at a time"));
        QCOMPARE(words(plan.outcome), QStringLiteral("120 external tables made"));
        const auto steps = plan.steps();
        QCOMPARE(steps.size(), 123);
        QCOMPARE(steps.at(50).kind, mapping::VerifyMappings::kind);
        QCOMPARE(steps.at(50).after.size(), 50);
        QVERIFY(steps.at(50).needs.isEmpty()); // one that could not be made does not keep the others from it
        const auto create = mapping::CreateExternalTableStep::fromStep(steps.first()).value();
        QVERIFY(create.looksFirst && create.sql.canResume);
        QVERIFY(create.sql.sql.contains(u"CREATE EXTERNAL TABLE dbs_mc.default.t0 ("));
        QCOMPARE(plan.touches.size(), 120);
        QCOMPARE(plan::Plan::fromJson(plan.toJson()).value(), plan);
        map.continuesOnError = false;
        QCOMPARE(mapping::planMapTables(map, factsOf(names)).groups.first().onError, plan::OnError::Stop);
    }

    void whatIsReplacedIsDroppedBefore()
    {
        auto facts = factsOf(QStringList{QStringLiteral("a"), QStringLiteral("b")});
        facts.existing.insert(QStringLiteral("b"), external(QStringLiteral("b")));
        auto map = definition();
        map.ifTaken = MapTables::IfTaken::Replace;
        const auto plan = mapping::planMapTables(map, facts);
        QCOMPARE(kindsOf(plan),
                 (QStringList{QStringLiteral("create-1"), QStringLiteral("drop-2"), QStringLiteral("create-2"),
                              QStringLiteral("verify-1")}));
        const auto steps = plan.steps();
        QCOMPARE(steps.at(2).needs, QStringList{QStringLiteral("drop-2")});
        QVERIFY(steps.at(1).isDestructive());
        QCOMPARE(steps.at(1).confirmName, QStringLiteral("default"));
        QCOMPARE(words(steps.at(1).destructiveNote), QStringLiteral("drops 1 external table"));
        QCOMPARE(mapping::DropExternalTableStep::fromStep(steps.at(1)).value().location,
                 external(QStringLiteral("b")).location);
        QCOMPARE(plan.touches.last().change, plan::Change::Changed);
    }

    void whatConcernsAllTablesIsSaidOnce()
    {
        auto map = definition();
        map.lifecycleDays = 0;
        map.access = mapping::MapTable::Access::RamRole;
        map.inFlight = 17;
        auto facts = factsOf(QStringList{QStringLiteral("a"), QStringLiteral("b")});
        facts.targetSchema = mapping::TargetSchema::Missing;
        QStringList fields;
        for (const auto &problem : mapping::fieldProblems(map, facts))
            fields.append(problem.field);
        QCOMPARE(fields,
                 (QStringList{QStringLiteral("targetSchema"), QStringLiteral("roleArn"), QStringLiteral("lifecycle"),
                              QStringLiteral("inFlight")}));
        QCOMPARE(mapping::planMapTables(map, facts).blockers().size(), 4);
    }

    void nothingThatCanBeMappedIsABlocker()
    {
        QVERIFY(!mapping::planMapTables(definition(), factsOf(QStringList{})).isRunnable());
        const auto dynamic = table(QStringLiteral("d"), QStringLiteral("public"), ObjectKind::DynamicTable);
        QCOMPARE(
            words(mapping::planMapTables(definition(), factsOf(QList{dynamic})).blockers().first().text),
            QStringLiteral("None of the tables can be mapped: order_dw/public/d: A dynamic table cannot be mapped; "
                           "map the tables that it is computed from"));
        MapTablesFacts gone;
        for (const char *name : {"a", "b", "c", "d", "e"})
            gone.relations.append({path(QStringLiteral("order_dw/public/") + QString::fromLatin1(name))});
        const QString told = words(mapping::planMapTables(definition(), gone).blockers().last().text);
        QVERIFY2(told.startsWith(u"None of the tables can be mapped: order_dw/public/a: It is not there (any more), ")
                     && told.contains(u"order_dw/public/c: It is not there") && told.endsWith(u", 2 more")
                     && !told.contains(u"public/d"),
                 qPrintable(told));
        auto facts = factsOf(QStringList{QStringLiteral("a")});
        facts.existing.insert(QStringLiteral("a"), external(QStringLiteral("a")));
        const auto kept = mapping::planMapTables(definition(), facts);
        QVERIFY(kept.blockers().isEmpty() && kept.stepCount() == 0); // nothing is wrong, and nothing to do
    }

    void factsAreReadByTheHundred()
    {
        const auto hologres = std::make_shared<FakeCatalog>();
        const auto maxcompute = std::make_shared<FakeCatalog>();
        hologres->setServer(maptablefixture::facts().sourceServer);
        maxcompute->setServer(maptablefixture::facts().targetServer);
        const auto schema = path(QStringLiteral("order_dw/public"));
        QList<catalog::Entry> entries;
        for (int i = 0; i < 1'000; ++i) {
            const auto info = table(QStringLiteral("t%1").arg(i));
            hologres->setTable(info);
            entries.append(testsupport::entry(schema, info.name, i == 7 ? ObjectKind::View : ObjectKind::Table));
        }
        hologres->setChildren(schema, entries);
        const auto target = path(QStringLiteral("dbs_mc/default"));
        maxcompute->setChildren(
            path(QStringLiteral("dbs_mc")),
            {testsupport::entry(path(QStringLiteral("dbs_mc")), QStringLiteral("default"), ObjectKind::Schema)});
        maxcompute->setChildren(target, {testsupport::entry(target, QStringLiteral("T3"), ObjectKind::ExternalTable)});
        maxcompute->setExternalLinks({{target.child(QStringLiteral("T3")), QStringLiteral("jdbc:postgresql://h/")}});
        FakeSources sources;
        sources.sources = {{QStringLiteral("order_dw"), {hologres, QStringLiteral("hologres"), false}},
                           {QStringLiteral("dbs_mc"), {maxcompute, QStringLiteral("maxcompute"), false}}};
        const auto read = mapping::MapTablesPlanner().read(definition().toTask(), sources, {});
        QVERIFY2(read.has_value(), qPrintable(read ? QString() : read.error().message));
        const auto facts = std::any_cast<MapTablesFacts>(read->value);
        QCOMPARE(facts.relations.size(), 1'000);
        QVERIFY(!facts.relations.at(7).info && facts.relations.at(8).info);
        QCOMPARE(facts.existing.value(QStringLiteral("t3")).location, QStringLiteral("jdbc:postgresql://h/"));
        QVERIFY2(hologres->calls().size() + maxcompute->calls().size() < 25,
                 qPrintable(QString::number(hologres->calls().size() + maxcompute->calls().size())));
    }

    void tablesOfARunAreToldOneByOne()
    {
        auto dynamic = table(QStringLiteral("d"), QStringLiteral("public"), ObjectKind::DynamicTable);
        auto facts = factsOf(QList{table(QStringLiteral("a")), table(QStringLiteral("b")), table(QStringLiteral("c")),
                                   table(QStringLiteral("k")), dynamic});
        facts.existing.insert(QStringLiteral("k"), external(QStringLiteral("k")));
        const auto map = definition();
        plan::Run run = plan::Run::of(map.toTask(), mapping::planMapTables(map, facts));
        using State = mapping::TableRun::State;
        const auto states = [](const mapping::TableRuns &runs) {
            QList<State> found;
            for (const auto &one : runs.tables())
                found.append(one.state);
            return found;
        };
        mapping::TableRuns runs(run);
        QCOMPARE(states(runs), (QList{State::Waiting, State::Waiting, State::Waiting, State::Kept, State::LeftOut}));
        QCOMPARE(runs.tables().first().source, QStringLiteral("order_dw/public/a"));
        QCOMPARE(runs.tables().first().target, QStringLiteral("a"));
        QCOMPARE(runs.tables().first().columns, 2);
        plan::StepRun step;
        step.state = plan::RunState::Succeeded;
        step.started = QDateTime::fromMSecsSinceEpoch(1'000);
        step.ended = QDateTime::fromMSecsSinceEpoch(1'300);
        QCOMPARE(runs.update(0, step), QList<qsizetype>{0});
        QCOMPARE(runs.tables().first().milliseconds, 300);
        runs.update(1, step);
        step.state = plan::RunState::Failed;
        step.error = plan::Failure(ErrorKind::Permission, QStringLiteral("no right"));
        runs.update(2, step);
        QCOMPARE(words(runs.tables().at(2).note), QStringLiteral("no right"));
        plan::StepRun verify;
        verify.state = plan::RunState::Failed;
        verify.checkpoint = {{mapping::VerifyMappings::differingKey,
                              QJsonObject{{QStringLiteral("b"), QStringLiteral("x is missing")}}}};
        QCOMPARE(runs.update(3, verify).size(), 3);
        QCOMPARE(states(runs), (QList{State::Mapped, State::Failed, State::Failed, State::Kept, State::LeftOut}));
        QCOMPARE(words(runs.tables().at(1).note), QStringLiteral("x is missing"));
        QCOMPARE(runs.count(State::Failed), 2);
    }

    void onlyWhatIsGoneIsBroughtBack()
    {
        auto facts = factsOf(QStringList{QStringLiteral("a"), QStringLiteral("b")});
        facts.existing = {{QStringLiteral("a"), external(QStringLiteral("a"))},
                          {QStringLiteral("b"), external(QStringLiteral("b"))}};
        auto map = definition();
        map.ifTaken = MapTables::IfTaken::Replace;
        plan::Run run = plan::Run::of(map.toTask(), mapping::planMapTables(map, facts));
        run.state = plan::RunState::Failed;
        const auto dropped = [&run](int index, const QString &statement) {
            run.steps[index].state = plan::RunState::Succeeded;
            run.steps[index].checkpoint = {{mapping::DropExternalTableStep::statementKey, statement}};
        };
        dropped(0, QStringLiteral("CREATE a;"));
        dropped(2, QStringLiteral("CREATE b;"));
        run.steps[1].state = plan::RunState::Succeeded;
        run.steps[3].state = plan::RunState::Failed;
        QCOMPARE(mapping::formerTable(run), QStringLiteral("CREATE b;"));
    }

    void onlyWhatWasMadeIsVerified()
    {
        const auto catalog = std::make_shared<FakeCatalog>();
        auto made = table(QStringLiteral("a"));
        made.path = path(QStringLiteral("dbs_mc/default/a"));
        made.kind = ObjectKind::ExternalTable;
        made.columns = {};
        for (const auto &[name, type] : {std::pair("id", "BIGINT"), std::pair("note", "STRING")}) {
            catalog::Column column;
            column.name = QString::fromLatin1(name);
            column.type = catalog::parseMaxComputeType(QString::fromLatin1(type));
            made.columns.append(column);
        }
        catalog->setTable(made);
        const auto plan =
            mapping::planMapTables(definition(), factsOf(QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        QJsonObject checkpoint;
        plan::StepContext context;
        context.checkpoint = [&checkpoint](const QJsonObject &told) { checkpoint = told; };
        context.succeeded = {QStringLiteral("create-1")};
        mapping::VerifyMappingsExecutor executor([&](const QString &, const core::Cancellation &) {
            return core::Result<mapping::VerifyMappingExecutor::Side>({catalog, nullptr});
        });
        const auto step = plan.steps().last();
        QCOMPARE(words(executor.execute(step, context).value().summary),
                 QStringLiteral("1 table has the planned columns"));
        context.succeeded.append(QStringLiteral("create-2"));
        const auto failed = executor.execute(step, context);
        QCOMPARE(words(failed.error().message), QStringLiteral("1 of 2 made is not as planned: b."));
        QCOMPARE(checkpoint.value(mapping::VerifyMappings::differingKey).toObject().keys(),
                 QStringList{QStringLiteral("b")});
        made.columns.removeLast();
        catalog->setTable(made);
        QCOMPARE(words(executor.execute(step, context).error().message),
                 QStringLiteral("2 of 2 made are not as planned: a, b."));
    }
};

QTEST_GUILESS_MAIN(tst_MapTables)
#include "tst_maptables.moc"
