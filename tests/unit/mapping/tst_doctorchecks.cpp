// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"

#include <isthmus/mapping/access/hologresuser.h>
#include <isthmus/mapping/doctor/report.h>
#include <isthmus/plan/words.h>

#include <QTest>

#include <algorithm>
#include <functional>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::ObjectKind;
using core::ErrorKind;
using mapping::Examination;
using mapping::ExaminationFacts;
using mapping::Finding;
using mapping::HologresRights;
using mapping::MapTable;
using mapping::Reading;
using mapping::TargetSchema;
using plan::words;
using testsupport::path;
using Outcome = Finding::Outcome;
using Change = std::function<void(Examination &, ExaminationFacts &)>;

namespace {

const QString arn = u"acs:ram::1234567890:role/dbs-holo-role"_s;
const QString classic = u"hgpostcn-cn-x0r3kq9d1007-cn-shanghai-internal.hologres.aliyuncs.com"_s;
const QString vpc = u"hgpostcn-cn-x0r3kq9d1007-cn-shanghai-vpc-st.hologres.aliyuncs.com"_s;
const core::Error silent{ErrorKind::Network, u"The host was not found."_s, u"Look at the host."_s, {}, {}};

template <typename T>
Reading<T> known(T value)
{
    Reading<T> reading;
    reading.state = Reading<T>::State::Known;
    reading.value = std::move(value);
    reading.elapsed = std::chrono::milliseconds(8);
    return reading;
}

template <typename T>
void failed(Reading<T> &reading, const core::Error &error = silent)
{
    reading = {};
    reading.state = Reading<T>::State::Failed;
    reading.error = error;
}

catalog::Entry user(const QString &name, const QString &comment = {})
{
    auto made = testsupport::entry(path(u"order_dw/:roles"_s), name, ObjectKind::Role);
    made.comment = comment;
    return made;
}

catalog::TableInfo table(const QString &name, const QStringList &types, ObjectKind kind = ObjectKind::Table)
{
    catalog::TableInfo info;
    info.path = path(u"order_dw/public"_s).child(name);
    info.name = name;
    info.kind = kind;
    for (const QString &type : types) {
        catalog::Column column;
        column.name = u"c%1"_s.arg(info.columns.size());
        column.type = catalog::parsePostgresType(type);
        info.columns.append(column);
    }
    return info;
}

catalog::ServerInfo server(const QString &database, const QString &product, const QString &host, int port)
{
    catalog::ServerInfo info;
    info.database = database;
    info.product = product;
    info.host = host;
    info.port = port;
    return info;
}

Examination schemaMapping()
{
    Examination what;
    what.source = path(u"order_dw/public"_s);
    what.project = path(u"dbs_mc"_s);
    return what;
}

Examination tableMapping()
{
    Examination what = schemaMapping();
    what.way = Examination::Way::Table;
    what.source = path(u"order_dw/public/dwd_orders"_s);
    return what;
}

// All is well.
ExaminationFacts facts()
{
    const auto folder = path(u"dbs_mc/:foreign_servers"_s);
    ExaminationFacts facts;
    facts.project = known(server(u"dbs_mc"_s, u"MaxCompute"_s, u"mc.example"_s, 0));
    facts.project.value.identity = u"ALIYUN$me"_s;
    facts.typeEdition = known(u"2.0"_s);
    facts.schema = known(TargetSchema::Missing);
    facts.table = known(std::optional<catalog::TableInfo>());
    auto listed = testsupport::entry(folder, u"dbs_holo_external"_s, ObjectKind::ForeignServer);
    listed.note = u"order_dw"_s;
    facts.servers = known(QList<catalog::Entry>{listed});
    facts.serverName = u"dbs_holo_external"_s;
    facts.server = known(std::optional(mapping::ForeignServer{classic, u"80"_s, u"order_dw"_s, arn}));
    facts.source = known(server(u"order_dw"_s, u"Hologres 3.0.18"_s, classic, 80));
    facts.users = known(QList<catalog::Entry>{user(u"p4_1"_s, u"RAM$1234567890:dbs-holo-role"_s), user(u"me"_s)});
    facts.relations = known(
        QList<catalog::Entry>{testsupport::entry(path(u"order_dw/public"_s), u"dwd_orders"_s, ObjectKind::Table)});
    facts.tables = known(QList<catalog::TableInfo>{table(u"dwd_orders"_s, {u"bigint"_s, u"text"_s})});
    facts.rights = known(HologresRights{true, true, true, 1, 1, {}});
    facts.isOver = true;
    return facts;
}

Finding found(const QString &id, const Examination &what, const ExaminationFacts &facts)
{
    const auto all = mapping::findings(what, facts);
    const auto it = std::ranges::find(all, id, &Finding::id);
    return it == all.end() ? Finding() : *it;
}

QString told(const Finding &finding)
{
    QString text = words(finding.trouble) + u'\n' + words(finding.explanation) + u'\n' + finding.statement + u'\n'
        + words(finding.where);
    for (const auto &value : finding.values)
        text += u'\n' + value.label + u'=' + value.value;
    return text;
}

} // namespace

class tst_DoctorChecks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allPassesButWhatCannotBeSeen()
    {
        for (const Finding &finding : mapping::findings(schemaMapping(), facts())) {
            const bool cannot = finding.id == u"role_trust" || finding.id == u"allow_list";
            QVERIFY2(finding.outcome == (cannot ? Outcome::Unknown : Outcome::Passed), qPrintable(finding.id));
        }
        for (const Finding &finding : mapping::findings(tableMapping(), facts()))
            QVERIFY2(finding.outcome == Outcome::Passed, qPrintable(finding.id));
    }

    // Each check: what makes it fail, and what makes it unknowable. It passed above.
    void eachCheckHasItsOutcome_data()
    {
        QTest::addColumn<bool>("isTable");
        QTest::addColumn<QString>("id");
        QTest::addColumn<Change>("change");
        QTest::addColumn<Outcome>("outcome");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QString &id, Outcome outcome, const QString &text,
                            const Change &change, bool isTable = false) {
            QTest::newRow(name) << isTable << id << change << outcome << text;
        };
        const auto failure = Outcome::Failed;
        const auto warning = Outcome::Warning;
        const auto unknown = Outcome::Unknown;
        const QString unread = u"The host was not found."_s;

        row("project silent", u"project_answers"_s, failure, u"The project does not answer"_s,
            [](auto &, auto &f) { failed(f.project); });
        row("schemas off", u"schemas"_s, failure, u"odps.schema.model.enabled=true"_s,
            [](auto &, auto &f) { f.project.value.schemasEnabled = false; });
        row("schemas unread", u"schemas"_s, unknown, unread, [](auto &, auto &f) { failed(f.project); });
        row("types 1.0", u"data_types"_s, warning, u"SET odps.sql.type.system.odps2=true;"_s,
            [](auto &, auto &f) { f.typeEdition.value = u"1.0"_s; });
        row("types untold", u"data_types"_s, unknown, u"SET odps.sql.type.system.odps2=true;"_s,
            [](auto &, auto &f) { f.typeEdition.value.clear(); });
        row("types unread", u"data_types"_s, unknown, unread, [](auto &, auto &f) { failed(f.typeEdition); });
        row("name taken", u"target"_s, failure, u"The name public is taken"_s,
            [](auto &, auto &f) { f.schema.value = TargetSchema::External; });
        row("name illegal", u"target"_s, failure, u"only letters (A to Z), digits and _"_s,
            [](auto &w, auto &) { w.name = u"a-b"_s; });
        row("name unread", u"target"_s, unknown, unread, [](auto &, auto &f) { failed(f.schema); });
        row(
            "table taken", u"target"_s, failure, u"The name dwd_orders is taken"_s,
            [](auto &, auto &f) { f.table.value = table(u"dwd_orders"_s, {}); }, true);
        row("schema gone", u"target"_s, failure, u"dbs_mc/public is not there"_s,
            [](auto &w, auto &) { w.existing = path(u"dbs_mc/public"_s); });
        row("schema of its own", u"target"_s, failure, u"no external one"_s, [](auto &w, auto &f) {
            w.existing = path(u"dbs_mc/public"_s);
            f.schema.value = TargetSchema::There;
        });

        row("no server fits", u"server_exists"_s, failure, u"There is no foreign server for the database order_dw\n"_s,
            [](auto &, auto &f) {
                f.serverName.clear();
                f.servers.value.clear();
                f.server = {};
            });
        row("server not there", u"server_exists"_s, failure, u"There is no foreign server nix"_s, [](auto &w, auto &f) {
            w.foreignServer = u"nix"_s;
            f.serverName.clear();
            f.server = {};
        });
        row("servers untold", u"server_exists"_s, unknown,
            u"Manage Configurations › Foreign Server › Create Foreign Server\nForeign Server Type=Hologres"_s,
            [](auto &, auto &f) {
                failed(f.servers, {ErrorKind::Invalid, u"syntax error"_s, {}, {}, {}});
                f.serverName.clear();
                f.server = {};
            });
        row("host in a VPC", u"server_host"_s, failure, u"Host now=%1:80\nGive=%2:80"_s.arg(vpc, classic),
            [](auto &, auto &f) { f.server.value->host = vpc; });
        row("public host", u"server_host"_s, warning, u"Give=%1:80"_s.arg(classic), [](auto &, auto &f) {
            f.server.value->host = u"hgpostcn-cn-x0r3kq9d1007-cn-shanghai.hologres.aliyuncs.com"_s;
        });
        row("host of another instance", u"server_host"_s, failure, u"leads to another server than the source"_s,
            [](auto &, auto &f) { f.server.value->host = u"other-cn-shanghai-internal.hologres.aliyuncs.com"_s; });
        row("host unread", u"server_host"_s, unknown, u"Manage Configurations › Foreign Server"_s,
            [](auto &, auto &f) { f.server.value.reset(); });
        row("other database", u"server_database"_s, failure, u"It is for the database crm, not order_dw"_s,
            [](auto &, auto &f) { f.server.value->database = u"crm"_s; });
        row("database unread", u"server_database"_s, unknown, unread, [](auto &, auto &f) { failed(f.server); });
        row("task executor", u"server_identity"_s, failure, u"for external projects only"_s,
            [](auto &, auto &f) { f.server.value->roleArn.clear(); });
        row("identity unread", u"server_identity"_s, unknown, unread, [](auto &, auto &f) { failed(f.server); });

        row(
            "location in a VPC", u"location_host"_s, failure, u"Give=%1:80"_s.arg(classic),
            [](auto &, auto &f) { f.source.value.host = vpc; }, true);
        row(
            "location a socket", u"location_host"_s, failure, u"cannot reach a Unix socket"_s,
            [](auto &, auto &f) { f.source.value.host = u"/run/postgresql"_s; }, true);
        row(
            "location unread", u"location_host"_s, unknown, unread, [](auto &, auto &f) { failed(f.source); }, true);

        row("ARN form", u"role_arn"_s, failure, u"Expected acs:ram::<account id>:role/<role name>"_s,
            [](auto &, auto &f) { f.server.value->roleArn = u"dbs-holo-role"_s; });
        row("ARN unread", u"role_arn"_s, unknown, u"is not known"_s, [](auto &, auto &f) { failed(f.server); });
        row("trust cannot be seen", u"role_trust"_s, unknown,
            u"RAM › Roles › dbs-holo-role › Trust policy\nService=odps.aliyuncs.com"_s, [](auto &, auto &) {});
        row("role refused", u"role_trust"_s, failure, u"MaxCompute may not take on the role dbs-holo-role"_s,
            [](auto &w, auto &f) {
                w.existing = path(u"dbs_mc/public"_s);
                failed(f.listing,
                       {ErrorKind::Permission, u"Query Failed: the RAM role cannot be assumed"_s, {}, {}, {}});
            });
        row("the list fails for no known reason", u"listing"_s, failure,
            u"MaxCompute cannot list the tables of public"_s, [](auto &w, auto &f) {
                w.existing = path(u"dbs_mc/public"_s);
                f.schema = known(TargetSchema::External);
                failed(f.listing, {ErrorKind::Permission, u"Query Failed: refuses the role"_s, {}, {}, {}});
            });
        row("public host of another instance", u"server_host"_s, failure,
            u"It leads to another server than the source"_s,
            [](auto &, auto &f) { f.server.value->host = u"other-cn-hangzhou.hologres.aliyuncs.com"_s; });
        row("trust seen at work", u"role_trust"_s, Outcome::Passed, QString(), [](auto &w, auto &f) {
            w.existing = path(u"dbs_mc/public"_s);
            f.listing = known(QList<catalog::Entry>());
        });
        row("allow list seen at work", u"allow_list"_s, Outcome::Passed, QString(), [](auto &w, auto &f) {
            w.existing = path(u"dbs_mc/public"_s);
            f.listing = known(QList<catalog::Entry>());
        });
        row(
            "allow list with a role", u"allow_list"_s, unknown, u"dual signature works"_s,
            [](auto &w, auto &) {
                w.access = MapTable::Access::RamRole;
                w.roleArn = arn;
            },
            true);

        row("Hologres silent", u"hologres_version"_s, failure, u"Hologres does not answer"_s,
            [](auto &, auto &f) { failed(f.source); });
        row(
            "1.1 by dual signature", u"hologres_version"_s, failure, u"It needs 1.3 or later"_s,
            [](auto &, auto &f) { f.source.value.product = u"Hologres 1.1.54"_s; }, true);
        row("1.1 by a role", u"hologres_version"_s, Outcome::Passed, QString(),
            [](auto &, auto &f) { f.source.value.product = u"Hologres 1.1.54"_s; });
        row(
            "1.10 is later than 1.3", u"hologres_version"_s, Outcome::Passed, QString(),
            [](auto &, auto &f) { f.source.value.product = u"Hologres 1.10"_s; }, true);
        row(
            "no Hologres", u"hologres_version"_s, unknown, u"PostgreSQL 15.6"_s,
            [](auto &, auto &f) { f.source.value.product = u"PostgreSQL 15.6"_s; }, true);
        row("no schema", u"source"_s, failure, u"order_dw/public is not there"_s, [](auto &, auto &f) {
            failed(f.relations, {ErrorKind::NotFound, u"no"_s, {}, {}, {}});
        });
        row("schema unread", u"source"_s, unknown, unread, [](auto &, auto &f) { failed(f.relations); });
        row(
            "no table", u"source"_s, failure, u"order_dw/public/dwd_orders is not there"_s,
            [](auto &, auto &f) { f.tables.value.clear(); }, true);
        row(
            "a view", u"source"_s, failure, u"Only tables that Hologres itself stores"_s,
            [](auto &, auto &f) { f.tables.value.first().kind = ObjectKind::View; }, true);
        row("role no user", u"hologres_user"_s, failure, u"CREATE USER \"RAM$1234567890:dbs-holo-role\";"_s,
            [](auto &, auto &f) { f.users.value.removeFirst(); });
        row("user that was named is none", u"hologres_user"_s, failure, u"CREATE USER \"p4_2\";"_s,
            [](auto &w, auto &) { w.user = u"p4_2"_s; });
        row("users unread", u"hologres_user"_s, unknown, unread, [](auto &, auto &f) { failed(f.users); });
        row(
            "account no user", u"hologres_user"_s, unknown, u"in MaxCompute that is ALIYUN$me"_s,
            [](auto &, auto &f) { f.users.value.removeLast(); }, true);
        row("no rights, standard", u"rights"_s, failure, u"GRANT SELECT ON ALL TABLES IN SCHEMA public TO \"p4_1\";"_s,
            [](auto &, auto &f) { f.rights.value.readable = 0; });
        row("no rights, SPM", u"rights"_s, failure, u"CALL spm_grant('order_dw_developer', 'p4_1');"_s,
            [](auto &, auto &f) {
                f.rights.value.mayUseSchema = false;
                for (const auto *level : {"admin", "developer", "writer", "viewer"})
                    f.users.value.append(user(u"order_dw_"_s + QLatin1String(level)));
            });
        row("no rights, SLPM", u"rights"_s, failure, u"CALL slpm_grant('order_dw.public.developer', 'p4_1');"_s,
            [](auto &, auto &f) {
                f.rights.value.mayConnect = false;
                for (const auto *level : {"developer", "writer", "viewer"})
                    f.users.value.append(user(u"order_dw.public."_s + QLatin1String(level)));
            });
        row("rights on some", u"rights"_s, warning, u"Not readable: secret_orders"_s,
            [](auto &, auto &f) { f.rights.value = {true, true, true, 2, 1, {u"secret_orders"_s}}; });
        row("rights unread", u"rights"_s, unknown, unread, [](auto &, auto &f) { failed(f.rights); });
        row("rights of nobody", u"rights"_s, unknown, u"see the check of the user"_s,
            [](auto &, auto &f) { f.users.value.removeFirst(); });
        row("types left out", u"types"_s, warning, u"t (2)"_s, [](auto &, auto &f) {
            f.tables.value.append(table(u"t"_s, {u"bigint"_s, u"money"_s, u"inet"_s}));
        });
        row("types left out of two tables", u"types"_s, warning, u"t (2), u (1)"_s, [](auto &, auto &f) {
            f.tables.value.append(table(u"t"_s, {u"bigint"_s, u"money"_s, u"inet"_s}));
            f.tables.value.append(table(u"u"_s, {u"bigint"_s, u"money"_s}));
        });
        row("types unread", u"types"_s, unknown, unread, [](auto &, auto &f) { failed(f.tables); });
        row("names fold", u"names"_s, warning, u"dwd_orders = DWD_Orders"_s, [](auto &, auto &f) {
            f.relations.value.append(
                testsupport::entry(path(u"order_dw/public"_s), u"DWD_Orders"_s, ObjectKind::Table));
        });
        row("names unread", u"names"_s, unknown, unread, [](auto &, auto &f) { failed(f.relations); });
        row("no connection to the source", u"rights"_s, unknown, u"No saved connection leads"_s,
            [](auto &w, auto &) { w.source = {}; });
    }

    void eachCheckHasItsOutcome()
    {
        QFETCH(bool, isTable);
        QFETCH(QString, id);
        QFETCH(Change, change);
        QFETCH(Outcome, outcome);
        QFETCH(QString, text);
        Examination what = isTable ? tableMapping() : schemaMapping();
        ExaminationFacts facts = ::facts();
        change(what, facts);
        const Finding finding = found(id, what, facts);
        QCOMPARE(finding.id, id);
        QCOMPARE(finding.outcome, outcome);
        QVERIFY2(told(finding).contains(text), qPrintable(told(finding)));
        QCOMPARE(finding.trouble.isEmpty(), outcome == Outcome::Passed);
        QVERIFY(!finding.title.isEmpty());
        if (id == u"server_host" && outcome != Outcome::Unknown)
            QVERIFY(!finding.fact.isEmpty()); // what was seen stays beside it
    }

    void whatIsNotReadYetWaits()
    {
        ExaminationFacts none;
        for (const Examination &what : {schemaMapping(), tableMapping()}) {
            for (const Finding &finding : mapping::findings(what, none)) {
                const bool isTold = what.way == Examination::Way::Table && finding.id == u"allow_list"; // by the form
                QVERIFY2(finding.outcome == Outcome::Waiting || isTold, qPrintable(finding.id));
            }
        }
        none.isOver = true; // and was given up
        for (const Finding &finding : mapping::findings(schemaMapping(), none))
            QVERIFY2(finding.outcome == Outcome::Unknown || finding.outcome == Outcome::Failed, qPrintable(finding.id));
    }

    // What mends a check is a task that plans it.
    void fixesAreTasks()
    {
        ExaminationFacts facts = ::facts();
        facts.rights.value.readable = 0;
        auto fix = found(u"rights"_s, schemaMapping(), facts).fix;
        QVERIFY(fix);
        const auto grant = mapping::GrantHologresRights::fromJson(fix->definition).value();
        QCOMPARE(grant.schema, path(u"order_dw/public"_s));
        QCOMPARE(grant.user, u"p4_1"_s);
        facts.users.value.removeFirst();
        fix = found(u"hologres_user"_s, schemaMapping(), facts).fix;
        QCOMPARE(mapping::AddHologresUser::fromJson(fix->definition)->user, u"RAM$1234567890:dbs-holo-role"_s);
        QCOMPARE(mapping::AddHologresUser::fromJson(fix->definition)->database, path(u"order_dw"_s));
        facts.serverName.clear();
        facts.servers.value.clear();
        facts.server = {};
        fix = found(u"server_exists"_s, schemaMapping(), facts).fix;
        const auto made = mapping::NewForeignServer::fromJson(fix->definition).value();
        QCOMPARE(made.host, classic);
        QCOMPARE(made.database, u"order_dw"_s);
        QCOMPARE(made.project, path(u"dbs_mc"_s));
    }

    void theReportSaysAll()
    {
        ExaminationFacts facts = ::facts();
        facts.rights.value.readable = 0;
        const auto all = mapping::findings(schemaMapping(), facts);
        const auto counts = mapping::countsOf(all);
        QCOMPARE(counts, (mapping::FindingCounts{14, 0, 1, 2, 0}));
        QCOMPARE(mapping::countsText(counts), u"1 failed, 2 cannot be known, 14 passed"_s);
        const QString text = mapping::reportText(schemaMapping(), facts, all);
        QVERIFY2(text.contains(u"Checks order_dw/public → dbs_mc") && text.contains(u"MaxCompute project dbs_mc"),
                 qPrintable(text));
        QVERIFY2(text.contains(u"failed: p4_1 may not read public\n") && text.contains(u"To run on order_dw:\n  GRANT"),
                 qPrintable(text));
        const QJsonObject json = mapping::reportJson(schemaMapping(), facts, all);
        QCOMPARE(json[u"failed"_s].toInt(), 1);
        QCOMPARE(json[u"checks"_s].toArray().size(), all.size());
        const QJsonObject rights = json[u"checks"_s].toArray()[14].toObject();
        QCOMPARE(rights[u"id"_s].toString(), u"rights"_s);
        QCOMPARE(rights[u"outcome"_s].toString(), u"failed"_s);
        QCOMPARE(rights[u"connection"_s].toString(), u"order_dw"_s);
        QCOMPARE(rights[u"elapsed_ms"_s].toInt(), 8);
    }
};

QTEST_GUILESS_MAIN(tst_DoctorChecks)
#include "tst_doctorchecks.moc"
