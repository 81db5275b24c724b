// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"
#include "fakesources.h"
#include "maptablefixture.h"

#include <isthmus/mapping/drift/driftreader.h>
#include <isthmus/mapping/externaltable/createexternaltableexecutor.h>
#include <isthmus/mapping/manytables/maptables.h>
#include <isthmus/mapping/manytables/tableruns.h>
#include <isthmus/mapping/manytables/verifymappingsexecutor.h>
#include <isthmus/plan/words.h>

#include <QTemporaryDir>
#include <QTest>

#include <future>

using namespace isthmus;
using namespace mapping;
using plan::words;
using testsupport::FakeCatalog;
using testsupport::path;

namespace {

// Tables that were planned, made and remembered, as after the creating steps of a run.
class World {
public:
    explicit World(const QStringList &names)
    {
        sources.sources.insert(QStringLiteral("order_dw"), {holo, QStringLiteral("hologres"), false});
        sources.sources.insert(QStringLiteral("dbs_mc"), {mc, QStringLiteral("maxcompute"), false});
        const auto fixture = maptablefixture::facts();
        mc->setServer(fixture.targetServer);
        MapTablesFacts facts;
        facts.sourceServer = fixture.sourceServer;
        facts.targetServer = fixture.targetServer;
        facts.targetSchema = TargetSchema::There;
        for (const QString &name : names) {
            catalog::TableInfo info;
            info.path = path(QStringLiteral("order_dw/public/") + name);
            info.database = QStringLiteral("order_dw");
            info.schema = QStringLiteral("public");
            info.name = name;
            info.columns = {maptablefixture::column("id", "bigint"), maptablefixture::column("note", "text")};
            holo->setTable(info);
            facts.relations.append({info.path, info.kind, info});
        }
        MapTables map;
        map.sources = {{path(QStringLiteral("order_dw/public")), {}}};
        map.targetSchema = path(QStringLiteral("dbs_mc/default"));
        run = plan::Run::of(map.toTask(), planMapTables(map, facts));
        const auto steps = run.plan.steps();
        for (qsizetype i = 0; i + 1 < steps.size(); ++i) {
            const auto create = CreateExternalTableStep::fromStep(steps.at(i)).value();
            QVERIFY(create.remember && fingerprints->keep(create.remember->key, create.remember->fingerprint));
            auto target = create.remember->fingerprint.target;
            target.path = create.table;
            target.created = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
            mc->setTable(target);
            context.succeeded.append(steps.at(i).id);
            run.steps[i].state = plan::RunState::Succeeded;
        }
        context.checkpoint = [this](const QJsonObject &told) { run.steps.last().checkpoint = told; };
    }

    [[nodiscard]] DriftReader reader() const
    {
        return {fingerprints,
                [this](const catalog::JdbcLocation &location) -> std::optional<catalog::ObjectPath> {
                    if (!isSourceConnected)
                        return std::nullopt;
                    return catalog::ObjectPath{QStringLiteral("order_dw"), {location.schema(), location.table()}};
                },
                [](const catalog::ForeignSource &, const QString &) { return DriftReader::ProjectTable(); }};
    }

    plan::StepResult verify()
    {
        VerifyMappingsExecutor executor(
            [this](const QString &, const core::Cancellation &) {
                return core::Result<VerifyMappingExecutor::Side>({mc, nullptr});
            },
            [this](const catalog::ObjectPath &schema, const QStringList &names,
                   const core::Cancellation &cancellation) {
                return reader().sourcesOf(schema, names, sources, cancellation);
            });
        auto result = executor.execute(run.plan.steps().last(), context);
        run.steps.last().state = result ? plan::RunState::Succeeded : plan::RunState::Failed;
        return result;
    }

    // The run was cut off once all this was made, and goes on.
    void resume()
    {
        context.before = context.succeeded;
        context.isRepeated = true;
        context.isAgain = run.steps.last().state == plan::RunState::Succeeded;
        context.resumeFrom = run.steps.last().checkpoint;
    }

    [[nodiscard]] catalog::TableInfo made(const QString &name) const
    {
        return mc->table(path(QStringLiteral("dbs_mc/default/") + name)).result().value();
    }

    // As the page of the run and the command line have them.
    [[nodiscard]] QStringList lines() const
    {
        QStringList lines;
        const TableRuns runs(run);
        for (const TableRun &table : runs.tables())
            lines.append(table.target + u' ' + tableStateName(table.state) + u' ' + words(table.note));
        return lines;
    }

    bool isSourceConnected = true;
    QTemporaryDir dir;
    std::shared_ptr<Fingerprints> fingerprints = std::make_shared<Fingerprints>(dir.filePath(QStringLiteral("f")));
    std::shared_ptr<FakeCatalog> holo = std::make_shared<FakeCatalog>();
    std::shared_ptr<FakeCatalog> mc = std::make_shared<FakeCatalog>();
    FakeSources sources;
    plan::StepContext context;
    plan::Run run;
};

} // namespace

/// Tables of a run that was planned long ago: what became of their sources is told, not what was planned.
class tst_VerifyMappings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatBecameOfTheSourcesIsTold();
    void sourcesThatAreAsPlannedCostOneLook();
    void aSourceThatNobodyCanLookAtIsTold();
    void aRenamedTableIsAsItWasMade();
    void whatWasMadeBeforeTheRunWasResumedIsLookedAtAgain();
    void whatWasNotVerifiedBeforeIsLookedAtWhole();
    void whatIsWrongWithANewTableIsNotOfBefore();
    void aLookThatFailsSaysNothingOfTheTables();
};

void tst_VerifyMappings::whatBecameOfTheSourcesIsTold()
{
    World world({QStringLiteral("added"), QStringLiteral("dropped"), QStringLiteral("equal"), QStringLiteral("gone"),
                 QStringLiteral("retyped")});
    auto table = [&world](const char *name) {
        return world.holo->table(path(QStringLiteral("order_dw/public/") + QString::fromLatin1(name))).result().value();
    };
    auto added = table("added");
    added.columns.append(maptablefixture::column("more", "integer"));
    world.holo->setTable(added);
    auto dropped = table("dropped");
    dropped.columns.removeLast();
    world.holo->setTable(dropped);
    auto retyped = table("retyped");
    retyped.columns[0].type = catalog::parsePostgresType(u"text");
    world.holo->setTable(retyped);
    world.holo->setTableError(path(QStringLiteral("order_dw/public/gone")),
                              core::Error{core::ErrorKind::NotFound, {}, {}});

    const auto result = world.verify();
    QVERIFY(!result);
    QCOMPARE(words(result.error().message), QStringLiteral("3 of 5 made are not as planned: dropped, gone, retyped."));
    QVERIFY(words(result.error().hint).contains(u"drift"));
    QCOMPARE(world.lines(),
             (QStringList{
                 QStringLiteral("added mapped Source changed since planned: more (INTEGER) was added in Hologres"),
                 QStringLiteral("dropped failed Source changed since planned: note was dropped in Hologres"),
                 QStringLiteral("equal mapped "),
                 QStringLiteral("gone failed Source changed since planned: The table public.gone is gone in Hologres"),
                 QStringLiteral("retyped failed Source changed since planned: id changed from BIGINT to TEXT")}));

    // Once they are as they were, nothing is told of them any more.
    for (auto info : {added, dropped, retyped}) {
        info.columns = table("equal").columns;
        world.holo->setTable(info);
    }
    auto again = table("equal");
    again.path = path(QStringLiteral("order_dw/public/gone"));
    again.name = QStringLiteral("gone");
    world.holo->setTable(again);
    world.context.isRepeated = true;
    QCOMPARE(words(world.verify().value().summary), QStringLiteral("5 tables have the planned columns"));
    QCOMPARE(world.lines().first(), QStringLiteral("added mapped "));
}

void tst_VerifyMappings::sourcesThatAreAsPlannedCostOneLook()
{
    QStringList names;
    for (int i = 0; i < 50; ++i)
        names.append(QStringLiteral("t%1").arg(i));
    World world(names);
    QCOMPARE(words(world.verify().value().summary), QStringLiteral("50 tables have the planned columns"));
    QCOMPARE(world.holo->calls(), QStringList{QStringLiteral("tables order_dw/public")});
}

void tst_VerifyMappings::aSourceThatNobodyCanLookAtIsTold()
{
    World world({QStringLiteral("a")});
    world.isSourceConnected = false;
    QCOMPARE(words(world.verify().value().summary),
             QStringLiteral("1 table has the planned columns; their sources are not known to be as planned: a"));
    QCOMPARE(
        world.lines().first(),
        QStringLiteral("a mapped Whether its source changed since it was planned is not known: no saved connection "
                       "leads to it"));
    world.isSourceConnected = true;
    world.sources.sources.remove(QStringLiteral("order_dw")); // cannot be opened
    QVERIFY(world.verify());
    QVERIFY2(world.lines().first().startsWith(u"a mapped Whether its source changed"),
             qPrintable(world.lines().first()));
}

void tst_VerifyMappings::aRenamedTableIsAsItWasMade()
{
    World world(
        {QStringLiteral("ORDERS")}); // which stands in the comment, though nobody has changed that of the source
    QCOMPARE(words(world.verify().value().summary), QStringLiteral("1 table has the planned columns"));
    const auto facts = world.reader().read(path(QStringLiteral("dbs_mc/default/orders")), world.sources, {});
    QVERIFY(facts.has_value() && facts->target && facts->source);
    QCOMPARE(facts->target->comment, QStringLiteral("ORDERS"));
    const Drift drift = compared(*facts);
    QVERIFY2(drift.state == DriftState::Equal, qPrintable(words(drift.summary())));
    QCOMPARE(drift.repair, Repair::Nothing);
    // A repair for another reason keeps the name.
    QCOMPARE(facts->stored->definition.comment, QStringLiteral("ORDERS"));
}

void tst_VerifyMappings::whatWasMadeBeforeTheRunWasResumedIsLookedAtAgain()
{
    World world(
        {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d"), QStringLiteral("e")});
    QVERIFY(world.verify());
    // Somebody drops one, and makes others anew: over another table, with other columns, and just so.
    world.mc->setTableError(path(QStringLiteral("dbs_mc/default/a")), core::Error{core::ErrorKind::NotFound, {}, {}});
    auto shows = world.made(QStringLiteral("b"));
    shows.created = shows.created.addDays(1);
    shows.external->location.replace(QStringLiteral("table=b"), QStringLiteral("table=c"));
    world.mc->setTable(shows);
    auto columns = world.made(QStringLiteral("c"));
    columns.created = columns.created.addDays(1);
    columns.columns.removeLast();
    world.mc->setTable(columns);
    auto same = world.made(QStringLiteral("d"));
    same.created = same.created.addDays(1);
    world.mc->setTable(same);
    world.resume();
    const auto lookedBefore = world.mc->lookedAt().size();
    const int askedBefore = world.mc->tablesCalls(path(QStringLiteral("dbs_mc/default")));
    const auto result = world.verify();
    QVERIFY(!result);
    QVERIFY(result.error().isOfBefore); // so that it stops nothing
    QCOMPARE(words(result.error().message),
             QStringLiteral("3 of 5 made were gone or changed before the run was resumed: a, b, c."));
    const QString again = QStringLiteral("Run the task again, and keep the names that are taken: it makes what is "
                                         "missing.");
    QCOMPARE(words(result.error().hint), again);
    QCOMPARE(
        world.lines(),
        (QStringList{QStringLiteral("a failed Made, then gone before the run was resumed"),
                     QStringLiteral("b failed Made, then changed by somebody before the run was resumed: it shows ")
                         + shows.external->location,
                     QStringLiteral("c failed Made, then changed by somebody before the run was resumed: It does "
                                    "not have the planned columns: note is missing"),
                     QStringLiteral("d mapped "), QStringLiteral("e mapped ")}));
    const TableRuns runs(world.run);
    QCOMPARE(words(runs.tables().at(0).hint), again);
    QVERIFY2(words(runs.tables().at(1).hint).contains(u"replace"), qPrintable(words(runs.tables().at(1).hint)));
    QVERIFY(runs.tables().at(3).hint.isEmpty());
    // One question for all, and one for each that is not known to be the same table.
    QCOMPARE(world.mc->tablesCalls(path(QStringLiteral("dbs_mc/default"))), askedBefore + 1);
    QCOMPARE(world.mc->lookedAt().mid(lookedBefore),
             (QList<catalog::ObjectPath>{path(QStringLiteral("dbs_mc/default/b")),
                                         path(QStringLiteral("dbs_mc/default/d"))}));

    // Once they are there again, nothing is told of them any more.
    for (const char *name : {"a", "b", "c"}) {
        auto made = world.made(QStringLiteral("e"));
        made.path = path(QStringLiteral("dbs_mc/default/") + QLatin1String(name));
        made.name = QLatin1String(name);
        made.external->location.replace(QStringLiteral("table=e"), QStringLiteral("table=") + QLatin1String(name));
        world.mc->setTable(made);
    }
    world.resume();
    QCOMPARE(words(world.verify().value().summary), QStringLiteral("5 tables have the planned columns"));
    QCOMPARE(world.lines().first(), QStringLiteral("a mapped "));
}

void tst_VerifyMappings::whatWasNotVerifiedBeforeIsLookedAtWhole()
{
    World world({QStringLiteral("a"), QStringLiteral("b")});
    auto shows = world.made(QStringLiteral("b"));
    shows.external->location.replace(QStringLiteral("table=b"), QStringLiteral("table=a"));
    world.mc->setTable(shows);
    world.resume();
    QVERIFY(!world.context.isAgain);
    const auto result = world.verify();
    QVERIFY(!result && result.error().isOfBefore);
    QCOMPARE(
        world.lines(),
        (QStringList{QStringLiteral("a mapped "),
                     QStringLiteral("b failed Made, then changed by somebody before the run was resumed: it shows ")
                         + shows.external->location}));
}

void tst_VerifyMappings::whatIsWrongWithANewTableIsNotOfBefore()
{
    World world({QStringLiteral("a"), QStringLiteral("b")});
    world.resume();
    world.context.before = {world.context.succeeded.first()}; // "b" is made now
    for (const char *name : {"a", "b"})
        world.mc->setTableError(path(QStringLiteral("dbs_mc/default/") + QLatin1String(name)),
                                core::Error{core::ErrorKind::NotFound, {}, {}});
    const auto result = world.verify();
    QVERIFY(!result && !result.error().isOfBefore);
    QCOMPARE(words(result.error().message), QStringLiteral("2 of 2 made are not as planned: a, b."));
    QCOMPARE(world.lines(),
             (QStringList{QStringLiteral("a failed Made, then gone before the run was resumed"),
                          QStringLiteral("b failed It is not there")}));
}

void tst_VerifyMappings::aLookThatFailsSaysNothingOfTheTables()
{
    World world({QStringLiteral("a")});
    world.resume();
    const auto info = world.made(QStringLiteral("a"));
    world.mc->hold(true); // of table(), which asks for the whole definition
    auto verified = std::async(std::launch::async, [&world] { return world.verify(); });
    QTRY_COMPARE(world.mc->heldTables().size(), size_t(1));
    world.mc->heldTables().front().answer(
        core::fail(core::ErrorKind::Network, QStringLiteral("The server closed the connection.")));
    const auto result = verified.get();
    QVERIFY(!result);
    QCOMPARE(words(result.error().message), QStringLiteral("The server closed the connection."));
    QCOMPARE(world.lines(), QStringList{QStringLiteral("a mapped ")});
}

QTEST_GUILESS_MAIN(tst_VerifyMappings)
#include "tst_verifymappings.moc"
