// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"
#include "fakesources.h"
#include "maptablefixture.h"

#include <isthmus/mapping/externaltable/dropexternaltable.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/externaltable/leftbehind.h>
#include <isthmus/plan/sqlstep.h>
#include <isthmus/plan/words.h>

#include <QTest>

#include <functional>

using namespace isthmus;
using catalog::ObjectKind;
using mapping::DropExternalTable;
using mapping::DropExternalTableFacts;
using plan::RunState;
using plan::words;
using testsupport::path;

namespace {

DropExternalTable definition()
{
    return {path(QStringLiteral("dbs_mc/default/dwd_orders"))};
}

DropExternalTableFacts facts()
{
    DropExternalTableFacts facts;
    facts.server = maptablefixture::facts().targetServer;
    facts.table = maptablefixture::existing(ObjectKind::ExternalTable);
    facts.table->path = definition().table;
    facts.table->external = catalog::ExternalSource{
        QStringLiteral("jdbc:postgresql://h:80/order_dw?currentSchema=public&table=dwd_orders/"), {}, {}, {}};
    return facts;
}

} // namespace

class tst_DropExternalTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTableIsDroppedAfterItsNameWasTyped()
    {
        const auto plan = mapping::planDropExternalTable(definition(), facts());
        QVERIFY(plan.isRunnable());
        QCOMPARE(words(plan.title), QStringLiteral("Drop external table dwd_orders"));
        QCOMPARE(plan.touches,
                 (QList<plan::Touch>{{QStringLiteral("dbs_mc/default/dwd_orders"), plan::Change::Dropped, {}}}));
        QCOMPARE(plan.stepCount(), 1);
        const plan::Step step = plan.steps().first();
        QCOMPARE(step.sql,
                 QStringLiteral("SET odps.namespace.schema=true;\nDROP TABLE IF EXISTS dbs_mc.default.dwd_orders;"));
        QCOMPARE(step.effect, plan::Effect::Destroy);
        QCOMPARE(step.confirmName, QStringLiteral("dwd_orders"));
        QCOMPARE(plan.notices.size(), 1);
        QCOMPARE(words(plan.notices.first().text),
                 QStringLiteral("Nothing of the table that it shows, order_dw.public.dwd_orders, is touched."));
        QCOMPARE(plan::Plan::fromJson(plan.toJson()).value(), plan);
    }

    void aProjectWithoutSchemasNamesNone()
    {
        auto facts = ::facts();
        facts.server.schemasEnabled = false;
        QCOMPARE(mapping::planDropExternalTable(definition(), facts).steps().first().sql,
                 QStringLiteral("DROP TABLE IF EXISTS dbs_mc.dwd_orders;"));
    }

    void aTableOfATenantIsDroppedInItsProject()
    {
        DropExternalTable definition{path(QStringLiteral("tenant/sales/work/dwd_orders"))};
        auto facts = ::facts();
        facts.server.database = QStringLiteral("sales");
        facts.server.schemasEnabled = true;
        const auto step = plan::SqlStep::fromStep(mapping::planDropExternalTable(definition, facts).steps().first());
        QVERIFY(step);
        QCOMPARE(step->connection, QStringLiteral("tenant"));
        QCOMPARE(step->database, QStringLiteral("sales"));
        QVERIFY2(step->sql.endsWith(QStringLiteral("DROP TABLE IF EXISTS sales.work.dwd_orders;")),
                 qPrintable(step->sql));
        QVERIFY(plan::SqlStep::fromStep(mapping::planDropExternalTable(::definition(), facts).steps().first())
                    ->database.isEmpty()); // of a connection to one project
    }

    void whatMustNotBeDroppedIsBlocked_data()
    {
        using Change = std::function<void(DropExternalTableFacts &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const char *text, const Change &change) {
            QTest::newRow(name) << change << QString::fromLatin1(text);
        };
        row("read-only", "read-only", [](auto &facts) { facts.isReadOnly = true; });
        row("gone", "not there", [](auto &facts) { facts.table.reset(); });
        const auto ofKind = [&row](const char *name, ObjectKind kind, const char *text) {
            row(name, text, [kind](auto &facts) { facts.table->kind = kind; });
        };
        ofKind("rows of its own", ObjectKind::Table, "no external table (table): its rows would be gone");
        ofKind("partitions", ObjectKind::PartitionedTable,
               "no external table (partitioned table): its rows would be gone");
        ofKind("view", ObjectKind::View, "no external table (view): its query would be gone");
        ofKind("stored view", ObjectKind::MaterializedView,
               "no external table (materialized view): its query and the result that is stored would be gone");
        ofKind("another kind", ObjectKind::ForeignTable, "): its definition would be gone");
        row("external schema", "external schema", [](auto &facts) { facts.isInExternalSchema = true; });
    }

    void whatMustNotBeDroppedIsBlocked()
    {
        using Change = std::function<void(DropExternalTableFacts &)>;
        QFETCH(Change, change);
        QFETCH(QString, text);
        auto facts = ::facts();
        change(facts);
        const auto plan = mapping::planDropExternalTable(definition(), facts);
        QVERIFY(!plan.isRunnable());
        QCOMPARE(plan.blockers().size(), 1);
        QVERIFY2(words(plan.blockers().first().text).contains(text), qPrintable(words(plan.blockers().first().text)));
    }

    void thePlannerReadsTheTableAndItsSchema()
    {
        const auto catalog = std::make_shared<testsupport::FakeCatalog>();
        catalog->setServer(facts().server);
        catalog->setTable(*facts().table);
        const auto project = path(QStringLiteral("dbs_mc"));
        catalog->setChildren(project, {testsupport::entry(project, QStringLiteral("default"), ObjectKind::Schema)});
        FakeSources sources;
        sources.sources = {{QStringLiteral("dbs_mc"), {catalog, QStringLiteral("maxcompute"), false}}};
        const mapping::DropExternalTablePlanner planner;
        const auto planned = [&]() -> core::Result<plan::Plan> {
            const auto read = planner.read(definition().toTask(), sources, {});
            return read ? planner.plan(definition().toTask(), *read) : core::fail(read.error());
        };
        QCOMPARE(planned().value(), mapping::planDropExternalTable(definition(), facts()));
        catalog->setChildren(project,
                             {testsupport::entry(project, QStringLiteral("default"), ObjectKind::ExternalSchema)});
        QVERIFY(!planned()->isRunnable());
        catalog->setTableError(definition().table, {core::ErrorKind::NotFound, QStringLiteral("gone"), {}, {}, {}});
        QVERIFY(!planned()->isRunnable());
        catalog->setTableError(definition().table, {core::ErrorKind::Permission, QStringLiteral("no"), {}, {}, {}});
        QCOMPARE(planned().error().kind, core::ErrorKind::Permission);
        sources.sources[QStringLiteral("dbs_mc")].system = QStringLiteral("hologres");
        QCOMPARE(planned().error().kind, core::ErrorKind::Invalid);
    }

    void aDamagedTaskIsRefused()
    {
        QCOMPARE(DropExternalTable::fromJson(definition().toJson()).value(), definition());
        for (const QString &wrong : {QString(), QStringLiteral("dbs_mc"), QStringLiteral("dbs_mc/default"),
                                     QStringLiteral("tenant/dbs_mc/default/t/c")})
            QVERIFY2(!DropExternalTable::fromJson({{QStringLiteral("table"), wrong}}), qPrintable(wrong));
    }

    void whatAFailedMappingLeavesIsKnown_data()
    {
        QTest::addColumn<RunState>("run");
        QTest::addColumn<RunState>("create");
        QTest::addColumn<RunState>("verify");
        QTest::addColumn<bool>("isKept"); // a table that was there before
        QTest::addColumn<bool>("expected");
        using enum RunState;
        QTest::newRow("not verified") << Failed << Succeeded << Failed << false << true;
        QTest::newRow("cancelled before it was verified") << Cancelled << Succeeded << Waiting << false << true;
        QTest::newRow("interrupted") << Interrupted << Succeeded << Interrupted << false << true;
        QTest::newRow("not made") << Failed << Failed << Waiting << false << false;
        QTest::newRow("still running") << Running << Succeeded << Running << false << false;
        QTest::newRow("succeeded") << Succeeded << Succeeded << Succeeded << false << false;
        QTest::newRow("there before") << Failed << Succeeded << Failed << true << false;
    }

    void whatAFailedMappingLeavesIsKnown()
    {
        QFETCH(RunState, run);
        QFETCH(RunState, create);
        QFETCH(RunState, verify);
        QFETCH(bool, isKept);
        QFETCH(bool, expected);
        auto map = maptablefixture::definition();
        auto facts = maptablefixture::facts();
        if (isKept) {
            map.ifTaken = mapping::MapTable::IfTaken::Keep;
            facts.existing = ::facts().table;
        }
        auto made = plan::Run::of(map.toTask(), mapping::planMapTable(map, facts));
        QCOMPARE(made.steps.size(), 2);
        made.state = run;
        made.steps[0].state = create;
        made.steps[1].state = verify;
        QCOMPARE(mapping::leftBehind(made), expected ? std::optional(definition().table) : std::nullopt);
    }

    void howTheFormerTableComesBackIsKnown_data()
    {
        QTest::addColumn<RunState>("run");
        QTest::addColumn<RunState>("drop");
        QTest::addColumn<RunState>("create");
        QTest::addColumn<QString>("expected");
        using enum RunState;
        const QString set = QStringLiteral("SET odps.namespace.schema=true;\nSET odps.sql.type.system.odps2=true;\n");
        const QString create = QStringLiteral("CREATE EXTERNAL TABLE old;");
        const QString make = set + create;
        QTest::newRow("not made anew") << Failed << Succeeded << Failed << make;
        QTest::newRow("not verified") << Failed << Succeeded << Succeeded
                                      << set + QStringLiteral("DROP TABLE IF EXISTS dbs_mc.default.dwd_orders;\n")
                + create;
        QTest::newRow("cancelled before the new one") << Cancelled << Succeeded << Waiting << make;
        QTest::newRow("not heard of again") << Failed << Failed << Waiting << make; // the table may be gone
        QTest::newRow("cancelled while it was dropped") << Cancelled << Cancelled << Waiting << make;
        QTest::newRow("interrupted while it was dropped") << Interrupted << Interrupted << Waiting << make;
        QTest::newRow("not begun") << Failed << Waiting << Waiting << QString();
        QTest::newRow("still running") << Running << Succeeded << Running << QString();
        QTest::newRow("replaced") << Succeeded << Succeeded << Succeeded << QString();
    }

    void howTheFormerTableComesBackIsKnown()
    {
        QFETCH(RunState, run);
        QFETCH(RunState, drop);
        QFETCH(RunState, create);
        QFETCH(QString, expected);
        auto map = maptablefixture::definition();
        map.ifTaken = mapping::MapTable::IfTaken::Replace;
        auto facts = maptablefixture::facts();
        facts.existing = ::facts().table;
        auto made = plan::Run::of(map.toTask(), mapping::planMapTable(map, facts));
        QCOMPARE(made.steps.size(), 3);
        made.state = run;
        made.steps[0].state = drop;
        if (drop != RunState::Waiting) { // it is read before the table is dropped
            made.steps[0].checkpoint = {
                {mapping::DropExternalTableStep::statementKey,
                 QStringLiteral("SET odps.namespace.schema=true;\nSET odps.sql.type.system.odps2=true;\n"
                                "CREATE EXTERNAL TABLE old;")}};
        }
        made.steps[1].state = create;
        made.steps[2].state = create == RunState::Succeeded && run != create ? RunState::Failed : create;
        QCOMPARE(mapping::formerTable(made), expected);
    }

    // Names of two parts need nothing set, and whatever stood in the log of an earlier version is kept as it is.
    void aProjectWithoutSchemasNeedsNoSettingBeforeTheDrop()
    {
        auto map = maptablefixture::definition();
        map.ifTaken = mapping::MapTable::IfTaken::Replace;
        auto facts = maptablefixture::facts();
        facts.targetServer.schemasEnabled = false;
        facts.existing = ::facts().table;
        auto made = plan::Run::of(map.toTask(), mapping::planMapTable(map, facts));
        made.state = RunState::Failed;
        made.steps[0].state = made.steps[1].state = RunState::Succeeded;
        made.steps[2].state = RunState::Failed;
        made.steps[0].checkpoint = {{mapping::DropExternalTableStep::statementKey, QStringLiteral("CREATE;")}};
        QCOMPARE(mapping::formerTable(made), QStringLiteral("DROP TABLE IF EXISTS dbs_mc.dwd_orders;\nCREATE;"));
    }
};

QTEST_GUILESS_MAIN(tst_DropExternalTable)
#include "tst_dropexternaltable.moc"
