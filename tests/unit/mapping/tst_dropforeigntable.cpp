// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"
#include "fakesources.h"

#include <isthmus/catalog/foreignsource.h>
#include <isthmus/mapping/externaltable/dropexternaltableexecutor.h>
#include <isthmus/mapping/foreigntable/dropforeigntable.h>
#include <isthmus/plan/words.h>

#include <QTest>

#include <functional>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::ObjectKind;
using mapping::DropExternalTableStep;
using mapping::DropForeignTable;
using mapping::DropForeignTableFacts;
using plan::words;
using testsupport::path;

namespace {

DropForeignTable definition()
{
    return {path(u"order_dw/public/Mc_orders"_s)};
}

catalog::TableInfo foreignTable()
{
    catalog::TableInfo info;
    info.path = definition().table;
    info.kind = ObjectKind::ForeignTable;
    info.database = u"order_dw"_s;
    info.schema = u"public"_s;
    info.name = u"Mc_orders"_s;
    info.identity = u"16400"_s;
    info.properties = {{u"foreign_options"_s, u"project_name=dbs_mc#default, table_name=orders"_s},
                       {u"foreign_server"_s, u"odps_server"_s}};
    return info;
}

DropForeignTableFacts facts()
{
    catalog::ServerInfo server;
    server.database = u"order_dw"_s;
    return {server, false, foreignTable()};
}

// Drops the table of its catalog, unless it was told an answer.
class FakeSql final : public plan::StepExecutor {
public:
    FakeSql(QStringList &sent, std::function<plan::StepResult()> answer) : m_sent(sent), m_answer(std::move(answer)) { }
    [[nodiscard]] QString kind() const override { return plan::SqlStep::kind; }
    [[nodiscard]] plan::StepResult execute(const plan::Step &step, const plan::StepContext &) override
    {
        m_sent.append(step.sql);
        return m_answer();
    }

private:
    QStringList &m_sent;
    std::function<plan::StepResult()> m_answer;
};

} // namespace

class tst_DropForeignTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_catalog = std::make_shared<testsupport::FakeCatalog>();
        m_sent.clear();
        m_log.clear();
        m_answer = [this]() -> plan::StepResult {
            m_catalog->setTableError(definition().table, {core::ErrorKind::NotFound, u"gone"_s, {}, {}, {}});
            return plan::StepOutcome{u"Dropped"_s, {}};
        };
    }

    void theTableIsDroppedAfterItsNameWasTyped()
    {
        const auto plan = mapping::planDropForeignTable(definition(), facts());
        QVERIFY(plan.isRunnable());
        QCOMPARE(words(plan.title), u"Drop foreign table Mc_orders"_s);
        QCOMPARE(plan.touches, (QList<plan::Touch>{{u"order_dw/public/Mc_orders"_s, plan::Change::Dropped, {}}}));
        QCOMPARE(plan.stepCount(), 1);
        const plan::Step step = plan.steps().first();
        QCOMPARE(step.sql, u"DROP FOREIGN TABLE \"public\".\"Mc_orders\";"_s);
        QCOMPARE(step.effect, plan::Effect::Destroy);
        QCOMPARE(step.confirmName, u"Mc_orders"_s);
        QCOMPARE(words(step.destructiveNote), u"drops 1 foreign table"_s);
        QCOMPARE(plan.notices.size(), 1);
        QCOMPARE(words(plan.notices.first().text),
                 u"Nothing of the MaxCompute table that it shows, dbs_mc.default.orders, is touched."_s);
        QCOMPARE(plan::Plan::fromJson(plan.toJson()).value(), plan);
        const auto read = DropExternalTableStep::fromStep(step);
        QVERIFY(read && read->isForeign && read->looksAfter);
        QCOMPARE(read->identity, u"16400"_s);
        QCOMPARE(read->toStep().parameters, step.parameters);
    }

    void aTableOfAnInstanceIsDroppedInItsDatabase()
    {
        const DropForeignTable definition{path(u"holo/order_dw/public/t"_s)};
        const auto step = plan::SqlStep::fromStep(mapping::planDropForeignTable(definition, facts()).steps().first());
        QVERIFY(step);
        QCOMPARE(step->connection, u"holo"_s);
        QCOMPARE(step->database, u"order_dw"_s);
    }

    void whatMustNotBeDroppedIsBlocked_data()
    {
        using Change = std::function<void(DropForeignTableFacts &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const char *text, const Change &change) {
            QTest::newRow(name) << change << QString::fromLatin1(text);
        };
        row("read-only", "read-only", [](auto &facts) { facts.isReadOnly = true; });
        row("gone", "not there", [](auto &facts) { facts.table.reset(); });
        row("rows of its own", "no foreign table (table): its rows would be gone",
            [](auto &facts) { facts.table->kind = ObjectKind::Table; });
        row("partitions", "no foreign table (partitioned table): its rows would be gone",
            [](auto &facts) { facts.table->kind = ObjectKind::PartitionedTable; });
        row("view", "no foreign table (view): its query would be gone",
            [](auto &facts) { facts.table->kind = ObjectKind::View; });
        row("another server", "its foreign server is holo_server",
            [](auto &facts) { facts.table->properties.last().second = u"holo_server"_s; });
    }

    void whatMustNotBeDroppedIsBlocked()
    {
        using Change = std::function<void(DropForeignTableFacts &)>;
        QFETCH(Change, change);
        QFETCH(QString, text);
        auto facts = ::facts();
        change(facts);
        const auto plan = mapping::planDropForeignTable(definition(), facts);
        QVERIFY(!plan.isRunnable());
        QCOMPARE(plan.blockers().size(), 1);
        QVERIFY2(words(plan.blockers().first().text).contains(text), qPrintable(words(plan.blockers().first().text)));
    }

    void thePlannerReadsTheTable()
    {
        catalog::ServerInfo server;
        server.database = u"order_dw"_s;
        m_catalog->setServer(server);
        m_catalog->setTable(foreignTable());
        FakeSources sources;
        sources.sources = {{u"order_dw"_s, {m_catalog, u"hologres"_s, false}}};
        const mapping::DropForeignTablePlanner planner;
        const auto planned = [&]() -> core::Result<plan::Plan> {
            const auto read = planner.read(definition().toTask(), sources, {});
            return read ? planner.plan(definition().toTask(), *read) : core::fail(read.error());
        };
        QCOMPARE(planned().value(), mapping::planDropForeignTable(definition(), facts()));
        m_catalog->setTableError(definition().table, {core::ErrorKind::NotFound, u"gone"_s, {}, {}, {}});
        QVERIFY(!planned().value().isRunnable());
        m_catalog->setTableError(definition().table, {core::ErrorKind::Permission, u"no"_s, {}, {}, {}});
        QCOMPARE(planned().error().kind, core::ErrorKind::Permission);
        sources.sources = {{u"order_dw"_s, {m_catalog, u"maxcompute"_s, false}}};
        QCOMPARE(planned().error().kind, core::ErrorKind::Invalid);
    }

    void definitionsAreReadAsTheyWereWritten()
    {
        QCOMPARE(DropForeignTable::fromJson(definition().toJson()).value(), definition());
        QVERIFY(!DropForeignTable::fromJson({}));
        QVERIFY(!DropForeignTable::fromJson({{u"table"_s, u"order_dw/public"_s}}));
    }

    void itIsDroppedAndSeenToBeGone()
    {
        m_catalog->setTable(foreignTable());
        QCOMPARE(words(drop().value().summary), u"Dropped, and verified: it is gone"_s);
        QCOMPARE(m_sent, QStringList{u"DROP FOREIGN TABLE \"public\".\"Mc_orders\";"_s});
    }

    void aTableThatIsThereAgainIsTold()
    {
        m_catalog->setTable(foreignTable());
        m_answer = [this]() -> plan::StepResult {
            auto table = foreignTable();
            table.kind = ObjectKind::Table;
            m_catalog->setTable(table);
            return plan::StepOutcome{u"Dropped"_s, {}};
        };
        const auto result = drop();
        QVERIFY(!result);
        QCOMPARE(words(result.error().message), u"The table was dropped, and Mc_orders is there again (table)."_s);
    }

    void whatCannotBeVerifiedIsDroppedAllTheSame()
    {
        m_catalog->setTable(foreignTable());
        m_answer = [this]() -> plan::StepResult {
            m_catalog->setTableError(definition().table, {core::ErrorKind::Network, u"cut off"_s, {}, {}, {}});
            return plan::StepOutcome{u"Dropped"_s, {}};
        };
        QVERIFY(drop());
        QVERIFY2(m_log.join(u'\n').contains(u"could not be verified: cut off"_s), qPrintable(m_log.join(u'\n')));
    }

    // Hours may lie between plan and run.
    void whatBecameAnotherTableMeanwhileStays_data()
    {
        using Change = std::function<void(catalog::TableInfo &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("text");
        QTest::newRow("rows of its own") << Change([](auto &table) { table.kind = ObjectKind::Table; })
                                         << u"Mc_orders is no foreign table any more (table): its rows"_s;
        QTest::newRow("another server") << Change([](auto &table) {
            table.properties.last().second = u"holo_server"_s;
        }) << u"it shows holo_server now"_s;
        QTest::newRow("another source") << Change([](auto &table) {
            table.properties.first().second = u"project_name=dbs_mc#default, table_name=users"_s;
        }) << u"table_name=users now"_s;
        QTest::newRow("made anew") << Change([](auto &table) { table.identity = u"16500"_s; })
                                   << u"Mc_orders was made anew since this was planned."_s;
    }

    void whatBecameAnotherTableMeanwhileStays()
    {
        using Change = std::function<void(catalog::TableInfo &)>;
        QFETCH(Change, change);
        QFETCH(QString, text);
        auto now = foreignTable();
        change(now);
        m_catalog->setTable(now);
        const auto refused = drop();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, core::ErrorKind::Invalid);
        QVERIFY2(words(refused.error().message).contains(text), qPrintable(words(refused.error().message)));
        QCOMPARE(m_sent, QStringList());
    }

private:
    plan::StepResult drop()
    {
        plan::StepContext context;
        context.log = [this](const plan::Text &line) { m_log.append(words(line)); };
        context.checkpoint = [](const QJsonObject &) {};
        mapping::DropExternalTableExecutor executor(
            [this](const QString &, const core::Cancellation &) {
                return core::Result<std::shared_ptr<catalog::Catalog>>(m_catalog);
            },
            std::make_unique<FakeSql>(m_sent, m_answer));
        return executor.execute(mapping::planDropForeignTable(definition(), facts()).steps().first(), context);
    }

    std::shared_ptr<testsupport::FakeCatalog> m_catalog;
    QStringList m_sent;
    QStringList m_log;
    std::function<plan::StepResult()> m_answer;
};

QTEST_GUILESS_MAIN(tst_DropForeignTable)
#include "tst_dropforeigntable.moc"
