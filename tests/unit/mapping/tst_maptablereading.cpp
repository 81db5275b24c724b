// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"
#include "maptablefixture.h"

#include <isthmus/core/async.h>
#include <isthmus/core/lane.h>
#include <isthmus/mapping/externaltable/facts.h>

#include <QTest>

using namespace isthmus;
using core::ErrorKind;
using testsupport::FakeCatalog;

class tst_MapTableReading : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<FakeCatalog> m_source;
    std::shared_ptr<FakeCatalog> m_target;

    QFuture<core::Result<mapping::MapTableFacts>> read(const mapping::MapTable &map = maptablefixture::definition())
    {
        return core::runOnPool<mapping::MapTableFacts>(
            [map, sides = mapping::MappingSides{m_source, m_target, true}](const core::Cancellation &cancellation) {
                return mapping::awaitMapTableFacts(map, sides, cancellation);
            });
    }

private Q_SLOTS:
    void init()
    {
        m_source = std::make_shared<FakeCatalog>();
        m_target = std::make_shared<FakeCatalog>();
        m_source->setServer(maptablefixture::facts().sourceServer);
        m_source->setTable(maptablefixture::facts().source);
        m_target->setServer(maptablefixture::facts().targetServer);
    }

    void bothSidesAreRead()
    {
        const auto facts = core::await(read());
        QVERIFY(facts);
        QCOMPARE(facts->source, maptablefixture::facts().source);
        QCOMPARE(facts->sourceServer, maptablefixture::facts().sourceServer);
        QCOMPARE(facts->targetServer, maptablefixture::facts().targetServer);
        QVERIFY(facts->targetReadOnly);
        QVERIFY(!facts->existing && !facts->existingUnknown);
    }

    void whatHasTheNameIsRead()
    {
        auto taken = maptablefixture::existing(catalog::ObjectKind::ExternalTable);
        taken.path = testsupport::path(QStringLiteral("dbs_mc/default/dwd_orders"));
        m_target->setTable(taken);
        QCOMPARE(core::await(read())->existing->kind, catalog::ObjectKind::ExternalTable);
    }

    void aFailedLookUpOfTheNameIsKept()
    {
        m_target->setTableError(testsupport::path(QStringLiteral("dbs_mc/default/dwd_orders")),
                                {ErrorKind::Permission, QStringLiteral("no"), {}, {}, {}});
        const auto facts = core::await(read());
        QVERIFY(facts);
        QCOMPARE(facts->existingUnknown->kind, ErrorKind::Permission);
    }

    void aNameThatCannotBeIsNotLookedUp()
    {
        m_target->hold(true); // a look-up would never end
        auto map = maptablefixture::definition();
        map.tableName = QStringLiteral("not a name");
        QVERIFY(core::await(read(map)));
    }

    void theSchemaIsLookedUp_data()
    {
        using catalog::ObjectKind;
        using enum mapping::TargetSchema;
        QTest::addColumn<QStringList>("schemas");
        QTest::addColumn<ObjectKind>("kind");
        QTest::addColumn<mapping::TargetSchema>("expected");
        QTest::newRow("there") << QStringList{QStringLiteral("default")} << ObjectKind::Schema << There;
        QTest::newRow("external") << QStringList{QStringLiteral("default")} << ObjectKind::ExternalSchema << External;
        QTest::newRow("another begins so") << QStringList{QStringLiteral("default2")} << ObjectKind::Schema << Missing;
        QTest::newRow("none") << QStringList() << ObjectKind::Schema << Missing;
    }

    void theSchemaIsLookedUp()
    {
        QFETCH(QStringList, schemas);
        QFETCH(catalog::ObjectKind, kind);
        QFETCH(mapping::TargetSchema, expected);
        QList<catalog::Entry> entries;
        const auto project = testsupport::path(QStringLiteral("dbs_mc"));
        for (const QString &name : schemas)
            entries.append(testsupport::entry(project, name, kind));
        m_target->setChildren(project, entries);
        QCOMPARE(core::await(read())->targetSchema, expected);
    }

    void schemasThatMayNotBeListedAreNotMissing()
    {
        m_target->setChildrenError(testsupport::path(QStringLiteral("dbs_mc")),
                                   {ErrorKind::Permission, QStringLiteral("no"), {}, {}, {}});
        QCOMPARE(core::await(read())->targetSchema, mapping::TargetSchema::Unknown);
    }

    void anUnreadableSourceIsTheError()
    {
        m_source->setTableError(maptablefixture::definition().source,
                                {ErrorKind::Network, QStringLiteral("cut off"), {}, {}, {}});
        QCOMPARE(core::await(read()).error().message, QStringLiteral("cut off"));
    }

    void anUnreachableTargetIsTheError()
    {
        m_target->setServer(core::fail(ErrorKind::Authentication, QStringLiteral("who")));
        QCOMPARE(core::await(read()).error().kind, ErrorKind::Authentication);
    }

    void cancelReachesTheCalls()
    {
        m_source->hold(true);
        auto future = read();
        QTRY_COMPARE(m_source->heldTables().size(), size_t(1));
        future.cancel();
        const auto held = m_source->heldTables().front();
        QTRY_VERIFY(held.isCancelled());
        held.finishCancelled();
        QVERIFY(core::await(future).error().isCancelled());
    }
};

QTEST_GUILESS_MAIN(tst_MapTableReading)
#include "tst_maptablereading.moc"
