// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"

#include <isthmus/mapping/doctor/doctor.h>

#include <QPromise>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::FactId;
using catalog::ObjectKind;
using core::ErrorKind;
using mapping::Doctor;
using mapping::Examination;
using mapping::Finding;
using testsupport::FakeCatalog;
using testsupport::FakeSqlRunner;
using testsupport::path;
using Outcome = Finding::Outcome;

namespace {

const QString arn = u"acs:ram::1234567890:role/dbs-holo-role"_s;
const catalog::ObjectPath schema = path(u"order_dw/public"_s);
const catalog::ObjectPath folder = path(u"dbs_mc/:foreign_servers"_s);

Examination schemaMapping()
{
    Examination what;
    what.source = schema;
    what.project = path(u"dbs_mc"_s);
    return what;
}

QStringList idsOf(const QList<Finding> &findings, Outcome outcome)
{
    QStringList ids;
    for (const Finding &finding : findings) {
        if (finding.outcome == outcome)
            ids.append(finding.id);
    }
    return ids;
}

} // namespace

/// The questions of an examination: each by itself, in time, and not at all where it is given up.
class tst_Doctor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_holo = std::make_shared<FakeCatalog>();
        m_mc = std::make_shared<FakeCatalog>();
        m_sql = std::make_shared<FakeSqlRunner>();
        m_openError.reset();
        catalog::ServerInfo server;
        server.database = u"order_dw@read_warehouse_1"_s;
        server.product = u"Hologres 3.0.18"_s;
        server.host = u"127.0.0.1"_s;
        server.port = 5432;
        m_holo->setServer(server);
        const auto roles = path(u"order_dw/:roles"_s);
        auto role = testsupport::entry(roles, u"p4_1"_s, ObjectKind::Role);
        role.comment = u"RAM$1234567890:dbs-holo-role"_s;
        m_holo->setChildren(roles, {role});
        m_holo->setChildren(schema, {testsupport::entry(schema, u"t"_s, ObjectKind::Table)});
        catalog::TableInfo table;
        table.path = schema.child(u"t"_s);
        table.name = u"t"_s;
        m_holo->setTable(table);
        server.database = u"dbs_mc"_s;
        server.product = u"MaxCompute"_s;
        m_mc->setServer(server);
        m_mc->setChildren(path(u"dbs_mc"_s), {});
        auto listed = testsupport::entry(folder, u"ours"_s, ObjectKind::ForeignServer);
        listed.note = u"order_dw"_s;
        m_mc->setChildren(folder, {listed});
        m_mc->setFacts(QList<catalog::Fact>{{FactId::TypeEdition, u"2.0"_s},
                                            {FactId::Host, u"127.0.0.1:5432"_s},
                                            {FactId::Database, u"order_dw"_s},
                                            {FactId::RoleArn, arn}});
        m_sql->setAnswer([](const records::SqlRequest &) {
            return testsupport::textRow({u"true"_s, u"true"_s, u"1"_s, u"1"_s, QString()});
        });
    }

    void everythingIsAsked()
    {
        Doctor doctor(schemaMapping(), sides());
        QSignalSpy finished(&doctor, &Doctor::finished);
        doctor.start();
        QVERIFY(doctor.isRunning());
        QVERIFY(finished.wait());
        QVERIFY(!doctor.isRunning());
        const auto found = doctor.findings();
        QCOMPARE(idsOf(found, Outcome::Unknown), (QStringList{u"role_trust"_s, u"allow_list"_s}));
        QCOMPARE(idsOf(found, Outcome::Passed).size(), found.size() - 2);
        QCOMPARE(m_sql->statements().size(), 1);
        QVERIFY(m_sql->statements().first().contains(u"r.rolname = 'p4_1' AND n.nspname = 'public'"));
        for (const Finding &finding : found)
            QVERIFY2(!finding.elapsed || finding.readAt.isValid(), qPrintable(finding.id));

        m_sql->setAnswer([](const records::SqlRequest &) {
            return testsupport::textRow({u"true"_s, u"false"_s, u"1"_s, u"1"_s, QString()});
        });
        doctor.start(); // again: nothing is kept
        QVERIFY(finished.wait());
        QCOMPARE(idsOf(doctor.findings(), Outcome::Failed), QStringList{u"rights"_s});
    }

    void aReadingThatFailsStopsNoOther()
    {
        m_holo->setChildrenError(path(u"order_dw/:roles"_s), {ErrorKind::Permission, u"not yours"_s, {}, {}, {}});
        m_mc->setChildrenError(folder, {ErrorKind::Network, u"gone"_s, {}, {}, {}});
        Doctor doctor(schemaMapping(), sides());
        QSignalSpy finished(&doctor, &Doctor::finished);
        doctor.start();
        QVERIFY(finished.wait());
        const auto found = doctor.findings();
        QVERIFY(idsOf(found, Outcome::Failed).isEmpty());
        const QStringList passed = idsOf(found, Outcome::Passed);
        for (const auto &id : {u"project_answers"_s, u"schemas"_s, u"target"_s, u"hologres_version"_s, u"types"_s})
            QVERIFY2(passed.contains(id), qPrintable(id));
        const QStringList unknown = idsOf(found, Outcome::Unknown);
        for (const auto &id : {u"server_exists"_s, u"server_host"_s, u"hologres_user"_s, u"rights"_s})
            QVERIFY2(unknown.contains(id), qPrintable(id));
    }

    void whatDoesNotAnswerIsGivenUpInTime()
    {
        m_mc->hold(true); // children() and table()
        Doctor doctor(schemaMapping(), sides());
        doctor.setLimit(std::chrono::milliseconds(50));
        QSignalSpy finished(&doctor, &Doctor::finished);
        doctor.start();
        QVERIFY(finished.wait());
        const auto found = doctor.findings();
        const auto target = std::ranges::find(found, u"target"_s, &Finding::id);
        QCOMPARE(target->outcome, Outcome::Unknown);
        QVERIFY(target->explanation.text.contains(u"No answer within"));
        QVERIFY(!idsOf(found, Outcome::Passed).contains(u"hologres_user"_s)); // whose role is not known
        QVERIFY(idsOf(found, Outcome::Passed).contains(u"types"_s));
        for (const auto &held : m_mc->heldChildren()) {
            QTRY_VERIFY(held.isCancelled());
            held.finishCancelled(); // a late answer changes nothing
        }
        QTRY_COMPARE(finished.size(), 1);
    }

    void cancellingEndsIt()
    {
        m_mc->hold(true);
        m_holo->hold(true);
        Doctor doctor(schemaMapping(), sides());
        QSignalSpy finished(&doctor, &Doctor::finished);
        doctor.start();
        QTRY_VERIFY(!m_mc->heldChildren().empty() && !m_holo->heldChildren().empty());
        doctor.cancel();
        QCOMPARE(finished.size(), 1);
        QVERIFY(!doctor.isRunning());
        QVERIFY(idsOf(doctor.findings(), Outcome::Waiting).isEmpty());
        QVERIFY(idsOf(doctor.findings(), Outcome::Unknown).contains(u"target"_s));
        for (const auto &held : m_mc->heldChildren())
            QTRY_VERIFY(held.isCancelled());
        m_mc->hold(false);
        m_holo->hold(false);
        doctor.start();
        QVERIFY(finished.wait());
        QVERIFY(idsOf(doctor.findings(), Outcome::Passed).contains(u"target"_s));
        for (const auto &held : m_mc->heldChildren())
            held.finishCancelled();
        for (const auto &held : m_holo->heldChildren())
            held.finishCancelled();
    }

    void itMayGoWhileItIsAsked()
    {
        m_mc->hold(true);
        {
            Doctor doctor(schemaMapping(), sides());
            doctor.start();
            QTRY_VERIFY(!m_mc->heldChildren().empty());
        }
        for (const auto &held : m_mc->heldChildren())
            held.finishCancelled();
    }

    void aConnectionThatCannotBeOpenedIsSaid()
    {
        m_openError = core::Error{ErrorKind::Authentication, u"wrong key"_s, {}, {}, {}};
        Doctor doctor(schemaMapping(), sides());
        QSignalSpy finished(&doctor, &Doctor::finished);
        doctor.start();
        QVERIFY(finished.wait());
        QCOMPARE(idsOf(doctor.findings(), Outcome::Failed), (QStringList{u"project_answers"_s, u"hologres_version"_s}));
        QVERIFY(idsOf(doctor.findings(), Outcome::Waiting).isEmpty());
    }

    // The source is found by what the mapping says of it.
    void theSourceOfAnExternalTableIsFound()
    {
        catalog::TableInfo external;
        external.path = path(u"dbs_mc/default/t"_s);
        external.kind = ObjectKind::ExternalTable;
        external.external = catalog::ExternalSource{
            u"jdbc:postgresql://127.0.0.1:5432/order_dw?currentSchema=public&table=t/"_s, {}, arn, {}};
        m_mc->setTable(external);
        Examination what;
        what.way = Examination::Way::Table;
        what.project = path(u"dbs_mc"_s);
        what.existing = external.path;
        Doctor doctor(what, sides());
        QSignalSpy finished(&doctor, &Doctor::finished);
        doctor.start();
        QVERIFY(finished.wait());
        QCOMPARE(doctor.what().source, path(u"order_dw/public/t"_s));
        QCOMPARE(idsOf(doctor.findings(), Outcome::Unknown), (QStringList{u"role_trust"_s, u"allow_list"_s}));
        QVERIFY(m_sql->statements().value(0).contains(u"c.relname = 't'"));
    }

    void theSourceOfAnExternalSchemaIsTakenForItsName()
    {
        m_mc->setChildren(path(u"dbs_mc"_s),
                          {testsupport::entry(path(u"dbs_mc"_s), u"public"_s, ObjectKind::ExternalSchema)});
        m_mc->setChildren(path(u"dbs_mc/public"_s), {});
        Examination what;
        what.project = path(u"dbs_mc"_s);
        what.existing = path(u"dbs_mc/public"_s);
        Doctor doctor(what, sides());
        QSignalSpy finished(&doctor, &Doctor::finished);
        doctor.start();
        QVERIFY(finished.wait());
        QCOMPARE(doctor.what().source, schema);
        QVERIFY(doctor.what().isSourceGuessed);
        QVERIFY(idsOf(doctor.findings(), Outcome::Unknown).isEmpty()); // it lists: the role is trusted
        QVERIFY(idsOf(doctor.findings(), Outcome::Failed).isEmpty());
    }

    // The run that has made an external schema knows its foreign server and its source.
    void howASchemaWasMappedIsAskedFirst()
    {
        m_mc->setChildren(path(u"dbs_mc"_s),
                          {testsupport::entry(path(u"dbs_mc"_s), u"other"_s, ObjectKind::ExternalSchema)});
        m_mc->setChildren(path(u"dbs_mc/other"_s), {});
        Examination what;
        what.project = path(u"dbs_mc"_s);
        what.existing = path(u"dbs_mc/other"_s);
        auto sides = this->sides();
        sides.mappedBy = [](const catalog::ObjectPath &) {
            mapping::MapSchema map;
            map.source = schema;
            map.foreignServer = u"ours"_s;
            return core::ready<mapping::MapSchema>(map);
        };
        Doctor told(what, sides);
        QSignalSpy finished(&told, &Doctor::finished);
        told.start();
        QVERIFY(finished.wait());
        QCOMPARE(told.what().source, schema);
        QVERIFY(!told.what().isSourceGuessed);
        QCOMPARE(told.facts().serverName, u"ours"_s);

        QPromise<core::Result<mapping::MapSchema>> never;
        never.start();
        sides.mappedBy = [&never](const catalog::ObjectPath &) { return never.future(); };
        Doctor silent(what, sides);
        silent.setLimit(std::chrono::milliseconds(50));
        QSignalSpy ended(&silent, &Doctor::finished);
        silent.start();
        QVERIFY(ended.wait()); // it goes on without
        QCOMPARE(silent.facts().serverName, u"ours"_s); // the only one
        QVERIFY(idsOf(silent.findings(), Outcome::Passed).contains(u"project_answers"_s));
        never.finish();
    }

private:
    Doctor::Sides sides()
    {
        return {[this](const QString &connection) {
                    if (m_openError)
                        return core::ready<Doctor::Side>(core::fail(*m_openError));
                    const bool isHolo = connection == u"order_dw";
                    return core::ready<Doctor::Side>(Doctor::Side{isHolo ? m_holo : m_mc, isHolo ? m_sql : nullptr});
                },
                [](const QString &host, int port, const QString &database) {
                    const bool isIt = host == u"127.0.0.1" && port == 5432 && database == u"order_dw";
                    return isIt ? path(u"order_dw"_s) : catalog::ObjectPath();
                }};
    }

    std::shared_ptr<FakeCatalog> m_holo;
    std::shared_ptr<FakeCatalog> m_mc;
    std::shared_ptr<FakeSqlRunner> m_sql;
    std::optional<core::Error> m_openError;
};

QTEST_GUILESS_MAIN(tst_Doctor)
#include "tst_doctor.moc"
