// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"
#include "fakesources.h"
#include "maptablefixture.h"

#include <isthmus/mapping/externaltable/planner.h>

#include <QTest>

using namespace isthmus;
using core::ErrorKind;

class tst_MapTablePlanner : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<testsupport::FakeCatalog> m_hologres;
    std::shared_ptr<testsupport::FakeCatalog> m_maxcompute;
    FakeSources m_sources;

    [[nodiscard]] core::Result<plan::Plan> plan(const plan::Task &task) const
    {
        const mapping::MapTablePlanner planner;
        const auto facts = planner.read(task, m_sources, {});
        if (!facts)
            return core::fail(facts.error());
        return planner.plan(task, *facts);
    }

private Q_SLOTS:
    void init()
    {
        const auto facts = maptablefixture::facts();
        m_hologres = std::make_shared<testsupport::FakeCatalog>();
        m_hologres->setServer(facts.sourceServer);
        m_hologres->setTable(facts.source);
        m_maxcompute = std::make_shared<testsupport::FakeCatalog>();
        m_maxcompute->setServer(facts.targetServer);
        m_sources.sources = {{QStringLiteral("order_dw"), {m_hologres, QStringLiteral("hologres"), false}},
                             {QStringLiteral("dbs_mc"), {m_maxcompute, QStringLiteral("maxcompute"), false}}};
    }

    void aTaskPlansAsTheFormDoes()
    {
        const auto map = maptablefixture::definition();
        const auto planned = plan(map.toTask());
        QVERIFY2(planned.has_value(), qPrintable(planned ? QString() : planned.error().message));
        QCOMPARE(*planned, mapping::planMapTable(map, maptablefixture::facts()));
        QVERIFY(planned->isRunnable());
    }

    void whatIsEditedIsPlannedByTheSameFacts()
    {
        const mapping::MapTablePlanner planner;
        auto map = maptablefixture::definition();
        const auto facts = planner.read(map.toTask(), m_sources, {});
        QVERIFY(facts);
        map.lifecycleDays = 30;
        const auto planned = planner.plan(map.toTask(), *facts);
        QCOMPARE(*planned, mapping::planMapTable(map, maptablefixture::facts()));
        QVERIFY(planned->steps().first().sql.contains(u"LIFECYCLE 30"));
    }

    void aReadOnlyTargetIsABlocker()
    {
        m_sources.sources[QStringLiteral("dbs_mc")].isReadOnly = true;
        const auto planned = plan(maptablefixture::definition().toTask());
        QVERIFY(planned && !planned->isRunnable());
    }

    void sidesTheWrongWayRoundAreRefused()
    {
        std::swap(m_sources.sources[QStringLiteral("dbs_mc")], m_sources.sources[QStringLiteral("order_dw")]);
        QCOMPARE(plan(maptablefixture::definition().toTask()).error().kind, ErrorKind::Invalid);
    }

    void whatCannotBeReadIsTheError()
    {
        m_hologres->setTableError(maptablefixture::definition().source,
                                  {ErrorKind::Permission, QStringLiteral("no right"), {}, {}, {}});
        QCOMPARE(plan(maptablefixture::definition().toTask()).error().message, QStringLiteral("no right"));
        m_sources.sources.remove(QStringLiteral("dbs_mc"));
        QCOMPARE(plan(maptablefixture::definition().toTask()).error().kind, ErrorKind::NotFound);
    }

    void aDamagedDefinitionIsRefused()
    {
        const mapping::MapTablePlanner planner;
        auto task = maptablefixture::definition().toTask();
        const auto facts = planner.read(task, m_sources, {});
        QVERIFY(facts);
        task.definition.remove(QStringLiteral("table_name"));
        QCOMPARE(planner.plan(task, *facts).error().kind, ErrorKind::Invalid);
        QCOMPARE(plan(task).error().kind, ErrorKind::Invalid);
    }
};

QTEST_GUILESS_MAIN(tst_MapTablePlanner)
#include "tst_maptableplanner.moc"
