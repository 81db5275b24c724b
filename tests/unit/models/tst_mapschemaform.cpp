// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeplanners.h"
#include "tutorialfakes.h"

#include <isthmus/models/plans/dropexternalschemaform.h>
#include <isthmus/models/plans/mapschemaform.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::FactId;
using catalog::ObjectKind;
using models::MapSchemaForm;
using models::SchemaTablesModel;
using testsupport::entry;
using testsupport::path;
using Check = MapSchemaForm::NameCheck::State;

class tst_MapSchemaForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void opensWithTheServerThatFits();
    void theTablesTellHowTheirColumnsFit();
    void aTakenNameBlocksUntilItIsKeptOrAnotherIsTyped();
    void aServerOfAnotherDatabaseIsRefused();
    void whereServersAreNotToldOneIsTyped();
    void aRenamedConnectionIsFollowed();
    void anExternalSchemaIsDroppedByItsName();

private:
    [[nodiscard]] std::unique_ptr<MapSchemaForm> form(const QString &source = u"order_dw/public"_s);
    [[nodiscard]] testsupport::FakeCatalog &target() { return m_connections->catalog(u"dbs_mc"_s); }

    std::unique_ptr<testsupport::FakeConnections> m_connections;
    const catalog::ObjectPath m_servers = path(u"dbs_mc"_s).child(catalog::foreignServersFolder);
};

void tst_MapSchemaForm::init()
{
    m_connections = std::make_unique<testsupport::FakeConnections>();
    fillTutorial(*m_connections);
    auto other = entry(m_servers, u"crm_external"_s, ObjectKind::ForeignServer);
    other.note = u"crm"_s;
    auto fitting = entry(m_servers, u"dbs_holo_external"_s, ObjectKind::ForeignServer);
    fitting.note = u"order_dw"_s;
    target().setChildren(m_servers, {other, fitting});
    target().setFacts(QList<catalog::Fact>{{FactId::Host, u"holo.example:80"_s},
                                           {FactId::Database, u"order_dw"_s},
                                           {FactId::RoleArn, u"acs:ram::1:role/dbs-holo-reader"_s}});
}

std::unique_ptr<MapSchemaForm> tst_MapSchemaForm::form(const QString &source)
{
    return std::make_unique<MapSchemaForm>(
        m_connections->manager(), testsupport::makePlanners(m_connections->manager()), path(source), std::nullopt);
}

void tst_MapSchemaForm::opensWithTheServerThatFits()
{
    const auto form = this->form();
    QCOMPARE(form->project(), u"dbs_mc"_s);
    QCOMPARE(form->schemaName(), u"public"_s);
    form->setSchemaName(u"live"_s);
    QTRY_COMPARE(form->server(), u"dbs_holo_external"_s);
    QTRY_VERIFY2(form->canRun(), qPrintable(form->runBlockedReason()));
    QCOMPARE(form->nameCheck().state, Check::Free);
    QCOMPARE(form->servers(), (QStringList{u"crm_external"_s, u"dbs_holo_external"_s}));
    QCOMPARE(form->serverText(), u"RAM role dbs-holo-reader, database order_dw, holo.example:80"_s);
    QVERIFY2(form->planText().contains(u"CREATE EXTERNAL SCHEMA live\n  WITH dbs_holo_external\n  ON 'public';"),
             qPrintable(form->planText()));
}

void tst_MapSchemaForm::theTablesTellHowTheirColumnsFit()
{
    const auto form = this->form();
    const QAbstractItemModelTester tester(form->tables());
    SchemaTablesModel *tables = form->tables();
    QTRY_COMPARE(tables->rowCount(), 4);
    QTRY_COMPARE(tables->index(0, SchemaTablesModel::Columns).data().toString(), u"7 of 8"_s);
    QCOMPARE(tables->index(0, SchemaTablesModel::Name).data().toString(), u"dwd_orders"_s);
    QCOMPARE(tables->index(0, SchemaTablesModel::Fit).data().toString(), u"5 exact, 1 wider, 1 check, 1 left out"_s);
    QCOMPARE(tables->index(0, SchemaTablesModel::Note).data().toString(), u"Left out: JSONB"_s);
    QCOMPARE(tables->index(0, 0).data(SchemaTablesModel::WorstFitRole).toInt(), int(mapping::Fit::LeftOut));
    // The server did not describe the others: that is said, and they are not asked for again.
    QTRY_COMPARE(tables->index(1, SchemaTablesModel::Note).data().toString(), u"Its columns could not be read"_s);
    QVERIFY(!tables->index(1, 0).data(SchemaTablesModel::WorstFitRole).isValid());
    QCOMPARE(tables->summary(), u"3 tables, 1 view · 8 columns, 1 left out"_s);
}

void tst_MapSchemaForm::aTakenNameBlocksUntilItIsKeptOrAnotherIsTyped()
{
    const auto form = this->form(); // an external schema "public" is there
    QTRY_COMPARE(form->nameCheck().state, Check::Wrong);
    QVERIFY(!form->canRun());
    QVERIFY2(form->problem(u"schemaName"_s).contains(u"exists in dbs_mc already"),
             qPrintable(form->problem(u"schemaName"_s)));
    form->setIfTaken(mapping::MapSchema::IfTaken::Keep);
    QTRY_VERIFY2(form->canRun(), qPrintable(form->runBlockedReason()));
    QVERIFY(form->planText().contains(u"IF NOT EXISTS public"));
    form->setIfTaken(mapping::MapSchema::IfTaken::Stop);
    QTRY_VERIFY(!form->canRun());
    form->setSchemaName(u"default"_s); // a schema of the project's own is never kept
    form->setIfTaken(mapping::MapSchema::IfTaken::Keep);
    QTRY_COMPARE(form->nameCheck().state, Check::Wrong);
}

void tst_MapSchemaForm::aServerOfAnotherDatabaseIsRefused()
{
    const auto form = this->form();
    form->setSchemaName(u"live"_s);
    QTRY_VERIFY(form->canRun());
    target().setFacts(QList<catalog::Fact>{{FactId::Database, u"crm"_s}, {FactId::RoleArn, u"acs:ram::1:role/r"_s}});
    form->setServer(u"crm_external"_s);
    QVERIFY(!form->canRun()); // at once: what is known is of the other
    QTRY_VERIFY2(form->problem(u"foreignServer"_s).contains(u"for the database crm"),
                 qPrintable(form->problem(u"foreignServer"_s)));
}

void tst_MapSchemaForm::whereServersAreNotToldOneIsTyped()
{
    target().setChildrenError(m_servers, {core::ErrorKind::Unsupported, u"no such statement"_s, {}, {}, {}});
    const auto form = this->form();
    form->setSchemaName(u"live"_s);
    QTRY_VERIFY(form->problem(u"foreignServer"_s).contains(u"Choose a foreign server"));
    QVERIFY(!form->areServersKnown());
    form->setServer(u"dbs_holo_external"_s);
    QTRY_VERIFY2(form->canRun(), qPrintable(form->runBlockedReason()));
    QVERIFY(form->serverText().isEmpty());
}

void tst_MapSchemaForm::aRenamedConnectionIsFollowed()
{
    const auto form = this->form();
    form->setSchemaName(u"live"_s);
    QTRY_VERIFY(form->canRun());
    m_connections->side(u"dbs_prod"_s) = m_connections->side(u"dbs_mc"_s);
    auto profile = m_connections->manager().profile(u"dbs_mc"_s);
    profile->name = u"dbs_prod"_s;
    QVERIFY(core::await(m_connections->manager().save(*profile, u"dbs_mc"_s, std::nullopt)));
    QTRY_COMPARE(form->project(), u"dbs_prod"_s);
    QVERIFY(form->projects().contains(u"dbs_prod"_s));
}

void tst_MapSchemaForm::anExternalSchemaIsDroppedByItsName()
{
    models::DropExternalSchemaForm drop(m_connections->manager(), testsupport::makePlanners(m_connections->manager()),
                                        path(u"dbs_mc/public"_s));
    QTRY_COMPARE(drop.confirmName(), u"public"_s);
    QVERIFY(!drop.canRun());
    drop.setConfirmation(u"public"_s);
    QTRY_VERIFY2(drop.canRun(), qPrintable(drop.runBlockedReason()));
    QVERIFY(drop.planText().contains(u"DROP SCHEMA IF EXISTS public;"));
    models::DropExternalSchemaForm own(m_connections->manager(), testsupport::makePlanners(m_connections->manager()),
                                       path(u"dbs_mc/default"_s));
    own.setConfirmation(u"default"_s);
    QTRY_VERIFY(own.runBlockedReason().contains(u"schema of the project's own"));
}

QTEST_GUILESS_MAIN(tst_MapSchemaForm)
#include "tst_mapschemaform.moc"
