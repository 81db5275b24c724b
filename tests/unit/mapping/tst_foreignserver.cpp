// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"
#include "fakesources.h"

#include <isthmus/mapping/foreignserver/dropforeignserver.h>
#include <isthmus/mapping/foreignserver/newforeignserver.h>
#include <isthmus/mapping/foreignserver/verifyserverexecutor.h>
#include <isthmus/plan/sqlstep.h>
#include <isthmus/plan/words.h>

#include <QTest>

#include <functional>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::FactId;
using core::ErrorKind;
using mapping::HostNetwork;
using mapping::NewForeignServer;
using mapping::NewForeignServerFacts;
using plan::words;
using testsupport::FakeCatalog;
using testsupport::path;

namespace {

const catalog::ObjectPath project = path(u"dbs_mc"_s);
const catalog::ObjectPath folder = project.child(catalog::foreignServersFolder);
const QString classic = u"hgpostcn-cn-x0r3kq9d1007-cn-shanghai-internal.hologres.aliyuncs.com"_s;
const QString vpc = u"hgpostcn-cn-x0r3kq9d1007-cn-shanghai-vpc-st.hologres.aliyuncs.com"_s;
const QString arn = u"acs:ram::1234567890:role/dbs-holo-role"_s;

NewForeignServer definition()
{
    NewForeignServer made;
    made.project = project;
    made.name = u"dbs_holo_external"_s;
    made.host = classic;
    made.database = u"order_dw"_s;
    made.roleArn = arn;
    made.comment = u"it's ours"_s;
    return made;
}

NewForeignServerFacts facts()
{
    return {u"dbs_mc"_s, false, QStringList{u"other"_s}};
}

QStringList texts(const QList<plan::Notice> &notices)
{
    QStringList all;
    for (const auto &notice : notices)
        all.append(words(notice.subject) + QStringLiteral(": ") + words(notice.text));
    return all;
}

} // namespace

class tst_ForeignServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itIsMadeAndVerified()
    {
        const auto plan = mapping::planNewForeignServer(definition(), facts());
        QVERIFY2(plan.isRunnable(), qPrintable(texts(plan.blockers()).join(u'\n')));
        QCOMPARE(plan.steps().first().sql,
                 u"CREATE FOREIGN SERVER dbs_holo_external TYPE HOLOGRES OPTIONS (\n  host='%1',\n  port='80',\n"
                 "  dbname='order_dw',\n  rolearn='%2',\n  comment='it\\'s ours'\n);"_s.arg(classic, arn));
        const auto verify = mapping::VerifyServer::fromStep(plan.steps().last()).value();
        QCOMPARE(verify.target, folder.child(u"dbs_holo_external"_s));
        QCOMPARE(verify.planned, (mapping::ForeignServer{classic, u"80"_s, u"order_dw"_s, arn}));
        QCOMPARE(plan.touches, (QList<plan::Touch>{{verify.target.toString(), plan::Change::Created, QString()}}));
        QCOMPARE(plan::Plan::fromJson(plan.toJson()).value(), plan);
        QCOMPARE(NewForeignServer::fromJson(definition().toJson()).value(), definition());
    }

    void whatIsWrongIsSaidBesideItsField_data()
    {
        using Change = std::function<void(NewForeignServer &, NewForeignServerFacts &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QString &text, const Change &change) {
            QTest::newRow(name) << change << text;
        };
        // docs/requirements.md#h-46, #h-48.
        row("capitals", u"Name: The name of a foreign server begins with a lower-case letter"_s,
            [](auto &d, auto &) { d.name = u"Dbs_Holo"_s; });
        row("digit first", u"Name: The name of a foreign server begins"_s, [](auto &d, auto &) { d.name = u"1x"_s; });
        row("129 letters", u"Name: The name of a foreign server begins"_s,
            [](auto &d, auto &) { d.name = QString(129, u'a'); });
        row("taken", u"Name: There is a foreign server other already"_s, [](auto &d, auto &) { d.name = u"other"_s; });
        row("VPC", u"Host: %1 is a VPC address"_s.arg(vpc), [](auto &d, auto &) { d.host = vpc; });
        row("no host", u"Host: The host is missing"_s, [](auto &d, auto &) { d.host.clear(); });
        row("socket", u"Host: MaxCompute cannot reach a Unix socket"_s, [](auto &d, auto &) { d.host = u"/run"_s; });
        row("port in the host", u"Host: Expected a host name alone"_s, [](auto &d, auto &) { d.host += u":80"_s; });
        row("port 0", u"Port: A port is a number"_s, [](auto &d, auto &) { d.port = 0; });
        row("port 65536", u"Port: A port is a number"_s, [](auto &d, auto &) { d.port = 65'536; });
        row("no database", u"Database: The name of the Hologres database is missing"_s,
            [](auto &d, auto &) { d.database.clear(); });
        row("no ARN", u"Role ARN: The ARN of the RAM role is missing"_s, [](auto &d, auto &) { d.roleArn.clear(); });
        row("no such ARN", u"Role ARN: Expected acs:ram::<account id>:role/<role name>"_s,
            [](auto &d, auto &) { d.roleArn = u"dbs-holo-role"_s; });
        row("read-only", u"Project: The connection dbs_mc is read-only"_s,
            [](auto &, auto &f) { f.isReadOnly = true; });
        row("tenant itself", u"Project: Choose a MaxCompute project"_s, [](auto &, auto &f) { f.project.clear(); });
    }

    void whatIsWrongIsSaidBesideItsField()
    {
        QFETCH(std::function<void(NewForeignServer &, NewForeignServerFacts &)>, change);
        QFETCH(QString, text);
        NewForeignServer made = definition();
        NewForeignServerFacts facts = ::facts();
        change(made, facts);
        const auto plan = mapping::planNewForeignServer(made, facts);
        QVERIFY(!plan.isRunnable());
        const QStringList blockers = texts(plan.blockers());
        QCOMPARE(blockers.size(), 1);
        QVERIFY2(blockers.first().startsWith(text), qPrintable(blockers.first()));
    }

    void loopbackIsClassicAndPublicAddressesAreSaid()
    {
        NewForeignServer made = definition();
        for (const QString &host : {u"127.0.0.1"_s, u"::1"_s, u"localhost"_s}) {
            made.host = host;
            QVERIFY(mapping::planNewForeignServer(made, facts()).isRunnable());
        }
        made.host = u"hgpostcn-cn-x0r3kq9d1007-cn-shanghai.hologres.aliyuncs.com"_s;
        const auto plan = mapping::planNewForeignServer(made, facts());
        QVERIFY(plan.isRunnable());
        QVERIFY(texts(plan.notices).join(u'\n').contains(classic));
        QCOMPARE(mapping::networkOf(vpc), HostNetwork::Vpc);
        QCOMPARE(mapping::networkOf(classic), HostNetwork::Classic);
        QCOMPARE(mapping::classicHost(vpc), classic);
        QVERIFY(mapping::isSameHost(vpc, made.host) && !mapping::isSameHost(vpc, u"localhost"_s));
    }

    void theTaskExecutorHasNoRoleAndIsWarnedOf()
    {
        NewForeignServer made = definition();
        made.identity = NewForeignServer::Identity::TaskExecutor;
        const auto plan = mapping::planNewForeignServer(made, facts());
        QVERIFY(plan.isRunnable());
        QVERIFY(!plan.steps().first().sql.contains(u"rolearn"));
        QVERIFY(mapping::VerifyServer::fromStep(plan.steps().last())->planned->roleArn.isEmpty());
        QVERIFY(texts(plan.notices).join(u'\n').contains(u"an external schema cannot use"));
    }

    void aServiceWithoutTheStatementIsToldByWhatToEnter()
    {
        NewForeignServerFacts facts = ::facts();
        facts.servers.reset();
        const auto plan = mapping::planNewForeignServer(definition(), facts);
        QVERIFY(!plan.isRunnable() && plan.stepCount() == 0);
        const QString text = texts(plan.blockers()).join(u'\n');
        QVERIFY2(text.contains(u"Manage Configurations › Foreign Server › Create Foreign Server"), qPrintable(text));
        QVERIFY2(text.contains(u"Host: %1\nPort: 80\nDBNAME: order_dw\nAuthentication & Authorization: RAMRole\n"
                               "RoleARN: %2"_s.arg(classic, arn)),
                 qPrintable(text));
        const auto drop = mapping::planDropForeignServer({folder.child(u"other"_s)}, {false, {}, {}});
        QVERIFY(!drop.isRunnable());
        QVERIFY(texts(drop.blockers()).join(u'\n').contains(u"MaxCompute's console"));
    }

    void droppingIsConfirmedByTheName()
    {
        const mapping::DropForeignServer drop{folder.child(u"other"_s)};
        const auto plan = mapping::planDropForeignServer(drop, {false, QStringList{u"other"_s}, {}});
        QVERIFY(plan.isRunnable());
        QCOMPARE(plan.steps().first().sql, u"DROP FOREIGN SERVER IF EXISTS other;"_s);
        QCOMPARE(plan.steps().first().confirmName, u"other"_s);
        QVERIFY(!mapping::VerifyServer::fromStep(plan.steps().last())->planned);
        QVERIFY(!mapping::planDropForeignServer(drop, {false, QStringList(), {}}).isRunnable());
        QVERIFY(!mapping::planDropForeignServer(drop, {true, QStringList{u"other"_s}, {}}).isRunnable());
        QCOMPARE(mapping::DropForeignServer::fromJson(drop.toJson()).value(), drop);
        QVERIFY(!mapping::DropForeignServer::fromJson({{u"server"_s, u"dbs_mc/other"_s}}));
    }

    void theNamesAreRead()
    {
        auto catalog = std::make_shared<FakeCatalog>();
        catalog::ServerInfo server;
        server.database = u"dbs_mc"_s;
        catalog->setServer(server);
        catalog->setChildren(folder, {testsupport::entry(folder, u"other"_s, catalog::ObjectKind::ForeignServer)});
        FakeSources sources;
        sources.sources.insert(u"dbs_mc"_s, {catalog, u"maxcompute"_s, true});
        const auto read = [&sources] {
            return mapping::NewForeignServerPlanner().read(definition().toTask(), sources, {});
        };
        const auto known = std::any_cast<NewForeignServerFacts>(read().value().value);
        QCOMPARE(known.servers, QStringList{u"other"_s});
        QVERIFY(known.isReadOnly);
        catalog->setChildrenError(folder, {ErrorKind::Invalid, u"syntax error"_s, {}, {}, {}});
        QVERIFY(!std::any_cast<NewForeignServerFacts>(read().value().value).servers);
        catalog->setChildrenError(folder, {ErrorKind::Network, u"gone"_s, {}, {}, {}});
        QCOMPARE(read().error().kind, ErrorKind::Network);
        sources.sources.insert(u"dbs_mc"_s, {catalog, u"hologres"_s, false});
        QCOMPARE(read().error().kind, ErrorKind::Invalid);
    }

    void verifyingComparesWhatIsTold_data()
    {
        QTest::addColumn<bool>("isListed");
        QTest::addColumn<QString>("database");
        QTest::addColumn<bool>("isGoneWanted");
        QTest::addColumn<QString>("failure");
        QTest::newRow("as planned") << true << u"order_dw"_s << false << QString();
        QTest::newRow("other database") << true << u"crm"_s << false << u"another one: crm instead of order_dw"_s;
        QTest::newRow("not listed") << false << u"order_dw"_s << false << u"is not listed"_s;
        QTest::newRow("gone") << false << QString() << true << QString();
        QTest::newRow("still there") << true << QString() << true << u"is still listed"_s;
    }

    void verifyingComparesWhatIsTold()
    {
        QFETCH(bool, isListed);
        QFETCH(QString, database);
        QFETCH(bool, isGoneWanted);
        QFETCH(QString, failure);
        auto catalog = std::make_shared<FakeCatalog>();
        const QString name = isListed ? u"dbs_holo_external"_s : u"other"_s;
        catalog->setChildren(folder, {testsupport::entry(folder, name, catalog::ObjectKind::ForeignServer)});
        catalog->setFacts(QList<catalog::Fact>{
            {FactId::Host, QString(classic + u":80"_s)}, {FactId::Database, database}, {FactId::RoleArn, arn}});
        mapping::VerifyServer verify{definition().target(), definition().server()};
        if (isGoneWanted)
            verify.planned.reset();
        mapping::VerifyServerExecutor executor(
            [&](const QString &, const core::Cancellation &) -> core::Result<std::shared_ptr<catalog::Catalog>> {
                return std::shared_ptr<catalog::Catalog>(catalog);
            });
        const auto result = executor.execute(verify.toStep(), {});
        QCOMPARE(result.has_value(), failure.isEmpty());
        if (!result)
            QVERIFY2(words(result.error()).message.contains(failure), qPrintable(words(result.error()).message));
    }
};

QTEST_GUILESS_MAIN(tst_ForeignServer)
#include "tst_foreignserver.moc"
