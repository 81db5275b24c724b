// SPDX-License-Identifier: GPL-3.0-or-later
#include "testkinds.h"

#include <isthmus/connections/connectionkind.h>
#include <isthmus/connections/connectionsfile.h>
#include <isthmus/connections/importing.h>

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace isthmus::connections;

/// What other programs keep, read by their own rules.
class tst_Importing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { testsupport::registerTestKinds(); }
    void init();
    void servicesAreReadAsLibpqReadsThem();
    void aServiceTakesWhatTheEnvironmentSays();
    void thePasswordFileIsReadAsLibpqReadsIt();
    void aPasswordFileThatOthersReadIsPassedOver();
    void odpscmdsConfigIsRead();
    void theEnvironmentOfTheSdksIsRead();
    void aUrlIsRead_data();
    void aUrlIsRead();
    void whatCannotBeTakenIsNamedAndNotShown();
    void whatIsExportedComesBackWithoutSecrets();
    void namesAreFreeAndMayBeTyped();
    void whatIsSavedAlreadyIsNotOffered();
    void anyFileIsReadOrRefused();

private:
    void write(const QString &name, const QByteArray &content) const;
    [[nodiscard]] FoundConnection only(const QStringList &sources = {}) const;

    std::unique_ptr<QTemporaryDir> m_home;
    ForeignPlaces m_places;
};

void tst_Importing::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    m_places = {m_home->path(), {}};
    m_places.environment.insert(QStringLiteral("PGSYSCONFDIR"), m_home->filePath(QStringLiteral("etc")));
}

void tst_Importing::write(const QString &name, const QByteArray &content) const
{
    const QString path = m_home->filePath(name);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly) && file.write(content) == content.size());
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
}

FoundConnection tst_Importing::only(const QStringList &sources) const
{
    const auto found = findConnections(m_places, sources);
    if (found.connections.size() != 1)
        qWarning("%d connections", int(found.connections.size()));
    return found.connections.value(0);
}

void tst_Importing::servicesAreReadAsLibpqReadsThem()
{
    write(QStringLiteral(".pg_service.conf"),
          "# comment\nhost=before any section\n"
          "[order_dw]\nhost=hgpost-cn-1.hologres.aliyuncs.com\nport=80\ndbname=order_dw@wh_1\nuser=LTAI1\n"
          "  sslmode=require\nhost=second\noptions=-c x=1\nconnect_timeout=3\n"
          "[crm]\nhost=127.0.0.1\ndbname=crm\nuser=me\n"
          "[crm]\ndbname=never seen\n"
          "[looked_up]\nldap://host/x\nno equals\n");
    write(QStringLiteral("etc/pg_service.conf"), "[system]\nhost=h.hologres.aliyuncs.com\nuser=u\npassword=a=b#c \n");
    const auto found = findConnections(m_places, {QStringLiteral("pg_service")});
    QCOMPARE(found.connections.size(), 4);
    const auto &first = found.connections[0];
    QCOMPARE(first.profile.name, QStringLiteral("order_dw"));
    QCOMPARE(first.profile.kind, QStringLiteral("hologres"));
    QCOMPARE(first.profile.text(u"host"), QStringLiteral("hgpost-cn-1.hologres.aliyuncs.com"));
    QCOMPARE(first.profile.number(u"port"), 80);
    QCOMPARE(first.profile.text(u"database"), QStringLiteral("order_dw"));
    QCOMPARE(first.profile.text(u"warehouse"), QStringLiteral("wh_1"));
    QCOMPARE(first.profile.text(u"access_id"), QStringLiteral("LTAI1"));
    QCOMPARE(first.profile.text(u"tls"), QStringLiteral("verify-full"));
    QVERIFY(first.secret.isEmpty());
    QVERIFY(first.isLikely);
    const QString notes = first.notes.join(u' ');
    QVERIFY2(notes.contains(u"options"_qs) && notes.contains(u"connect_timeout"_qs), qPrintable(notes));
    QVERIFY(!notes.contains(u"x=1"_qs));
    QCOMPARE(first.origin, QStringLiteral("~/.pg_service.conf, [order_dw]"));
    QVERIFY(first.profile.problems().isEmpty());

    const auto &local = found.connections[1];
    QCOMPARE(local.profile.text(u"database"), QStringLiteral("crm"));
    QCOMPARE(local.profile.number(u"port"), 5432); // libpq's default, not ours
    QCOMPARE(local.profile.text(u"tls"), QStringLiteral("disable"));
    QVERIFY(!local.isLikely);
    QVERIFY(found.connections[2].notes.join(u' ').contains(u"LDAP"_qs));
    QVERIFY(!found.connections[2].profile.problems().isEmpty());
    QCOMPARE(found.connections[3].secret, QStringLiteral("a=b#c"));
    QCOMPARE(found.connections[3].profile.text(u"database"), QStringLiteral("u")); // as libpq
    QCOMPARE(found.problems.size(), 1);
}

void tst_Importing::aServiceTakesWhatTheEnvironmentSays()
{
    write(QStringLiteral("mine.conf"), "[x]\nhost=h.hologres.aliyuncs.com\n");
    m_places.environment.insert(QStringLiteral("PGSERVICEFILE"), m_home->filePath(QStringLiteral("mine.conf")));
    m_places.environment.insert(QStringLiteral("PGUSER"), QStringLiteral("from_env"));
    m_places.environment.insert(QStringLiteral("PGDATABASE"), QStringLiteral("db_env"));
    m_places.environment.insert(QStringLiteral("PGPASSWORD"), QStringLiteral("pw_env"));
    const auto service = only({QStringLiteral("pg_service")});
    QCOMPARE(service.profile.text(u"access_id"), QStringLiteral("from_env"));
    QCOMPARE(service.profile.text(u"database"), QStringLiteral("db_env"));
    QCOMPARE(service.secret, QStringLiteral("pw_env"));
    QVERIFY(findConnections(m_places, {QStringLiteral("pg_environment")}).connections.isEmpty()); // no PGHOST
    m_places.environment.insert(QStringLiteral("PGHOST"), QStringLiteral("h.hologres.aliyuncs.com"));
    m_places.environment.insert(QStringLiteral("PGPORT"), QStringLiteral("80x"));
    const auto environment = only({QStringLiteral("pg_environment")});
    QCOMPARE(environment.secret, QStringLiteral("pw_env"));
    QVERIFY(!environment.notes.isEmpty()); // the port
}

void tst_Importing::thePasswordFileIsReadAsLibpqReadsIt()
{
    write(QStringLiteral(".pg_service.conf"),
          "[a]\nhost=a.hologres.aliyuncs.com\ndbname=d:b\nuser=u\\x\n"
          "[b]\nhost=b.hologres.aliyuncs.com\ndbname=db\nuser=star\n"
          "[c]\nhost=c.hologres.aliyuncs.com\ndbname=db\nuser=nobody\nport=80\n");
    write(QStringLiteral(".pgpass"),
          "#a.hologres.aliyuncs.com:*:*:*:comment\r\n"
          "a.hologres.aliyuncs.com:5432:d\\:b:u\\\\x:p\\:w\\\\d:tail\n"
          "too:short\n"
          "*:*:db:\\*:not a wildcard\n"
          "*:5432:*:*:any\n"
          "*:80:*:other:no\n");
    const auto services = findConnections(m_places, {QStringLiteral("pg_service")}).connections;
    QCOMPARE(services.size(), 3);
    QCOMPARE(services[0].secret, QStringLiteral("p:w\\d")); // ends at a ":" that is not escaped
    QCOMPARE(services[1].secret, QStringLiteral("any"));
    QCOMPARE(services[2].secret, QString());
    const auto entries = findConnections(m_places, {QStringLiteral("pgpass")});
    QCOMPARE(entries.connections.size(), 1); // the others are for several
    QCOMPARE(entries.connections.first().profile.text(u"access_id"), QStringLiteral("u\\x"));
    QVERIFY(entries.problems.join(u' ').contains(u'3'));
    // The same connection by two sources is one.
    QCOMPARE(findConnections(m_places).connections.size(), 3);
}

void tst_Importing::aPasswordFileThatOthersReadIsPassedOver()
{
    write(QStringLiteral(".pgpass"), "h:1:d:u:pw\n");
    QFile::setPermissions(m_home->filePath(QStringLiteral(".pgpass")),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    const auto found = findConnections(m_places, {QStringLiteral("pgpass")});
    QVERIFY(found.connections.isEmpty());
    QVERIFY(found.problems.join(u' ').contains(u"0600"_qs));
    m_places.environment.insert(QStringLiteral("PGPASSFILE"), m_home->filePath(QStringLiteral("other")));
    write(QStringLiteral("other"), "h:1:d:u:pw\n");
    QCOMPARE(only({QStringLiteral("pgpass")}).secret, QStringLiteral("pw"));
}

void tst_Importing::odpscmdsConfigIsRead()
{
    // As it is installed: nothing to import, nothing to tell.
    write(QStringLiteral(".odpscmd/odps_config.ini"), "project_name=\naccess_id=\naccess_key=\nend_point=\n");
    QVERIFY(findConnections(m_places).connections.isEmpty());
    write(QStringLiteral(".odpscmd/odps_config.ini"),
          "project_name=dbs_mc\naccess_id = LTAI2 \naccess_key=k\\=y\n"
          "end_point=http://service.cn-shanghai.maxcompute.aliyun.com/api\ntunnel_endpoint=\n"
          "schema_name=ods\nlog_view_host=http://logview.odps.aliyun.com\nproxy_host=p\nproxy_port=1\n");
    const auto found = only();
    QCOMPARE(found.profile.kind, QStringLiteral("maxcompute"));
    QCOMPARE(found.profile.name, QStringLiteral("dbs_mc"));
    QCOMPARE(found.profile.text(u"endpoint"), QStringLiteral("https://service.cn-shanghai.maxcompute.aliyun.com/api"));
    QCOMPARE(found.profile.text(u"schema"), QStringLiteral("ods"));
    QCOMPARE(found.profile.text(u"access_id"), QStringLiteral("LTAI2"));
    QCOMPARE(found.secret, QStringLiteral("k=y"));
    const QString notes = found.notes.join(u' ');
    QVERIFY2(notes.contains(u"https"_qs) && notes.contains(u"proxy_host, proxy_port"_qs), qPrintable(notes));
    QVERIFY(!notes.contains(u"log_view"_qs));
    QVERIFY2(found.profile.problems().isEmpty(), qPrintable(found.profile.problems().join(u' ')));
    // Beside a program in the path.
    QVERIFY(QFile::remove(m_home->filePath(QStringLiteral(".odpscmd/odps_config.ini"))));
    write(QStringLiteral("opt/bin/odpscmd"), "#!/bin/sh\n");
    write(QStringLiteral("opt/conf/odps_config.ini"), "project_name=other\nend_point=https://mc.example/api\n");
    m_places.environment.insert(QStringLiteral("PATH"), u"/nowhere:"_qs + m_home->filePath(QStringLiteral("opt/bin")));
    QCOMPARE(only().profile.name, QStringLiteral("other"));
}

void tst_Importing::theEnvironmentOfTheSdksIsRead()
{
    auto &environment = m_places.environment;
    environment.insert(QStringLiteral("ODPS_ENDPOINT"), QStringLiteral("https://mc.example/api"));
    environment.insert(QStringLiteral("ODPS_PROJECT_NAME"), QStringLiteral("proj"));
    environment.insert(QStringLiteral("ODPS_REGION_NAME"), QStringLiteral("cn-shanghai"));
    environment.insert(QStringLiteral("ALIBABA_CLOUD_ACCESS_KEY_ID"), QStringLiteral("LTAI3"));
    environment.insert(QStringLiteral("ALIBABA_CLOUD_ACCESS_KEY_SECRET"), QStringLiteral("s3"));
    auto found = only({QStringLiteral("odps_environment")});
    QCOMPARE(found.profile.text(u"region"), QStringLiteral("cn-shanghai"));
    QCOMPARE(found.secret, QStringLiteral("s3"));
    QCOMPARE(found.profile.text(u"sign_in"), QStringLiteral("access_key"));
    environment.insert(QStringLiteral("ALIBABA_CLOUD_SECURITY_TOKEN"), QStringLiteral("tok"));
    found = only({QStringLiteral("odps_environment")});
    QCOMPARE(found.profile.text(u"sign_in"), QStringLiteral("sts"));
    QCOMPARE(SecretParts::of(found.secret).secret, QStringLiteral("s3"));
    QCOMPARE(SecretParts::of(found.secret).token, QStringLiteral("tok"));
    QVERIFY(found.profile.problems().isEmpty());
}

void tst_Importing::aUrlIsRead_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("fields"); // "field=value …"
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("note"); // a part of the notes
    QTest::newRow("pg, all") << u"jdbc:postgresql://h.hologres.aliyuncs.com:80/order%5Fdw?user=LT+1&password=p%26w"_qs
                             << u"host=h.hologres.aliyuncs.com port=80 database=order_dw access_id=LT|1"_qs << u"p&w"_qs
                             << QString();
    QTest::newRow("pg, several hosts") << u"jdbc:postgresql://a:1,b:2/d?user=u"_qs << u"host=a port=1 database=d"_qs
                                       << QString() << u"first of its hosts"_qs;
    QTest::newRow("pg, IPv6") << u"jdbc:postgresql://[::1]:5433/d"_qs << u"host=::1 port=5433 tls=disable"_qs
                              << QString() << QString();
    QTest::newRow("pg, database only") << u"jdbc:postgresql:d?user=u"_qs << u"host=localhost port=5432 database=d"_qs
                                       << QString() << QString();
    QTest::newRow("pg, hologres") << u" jdbc:hologres://h:80/d@wh?user=u&currentSchema=x "_qs
                                  << u"host=h database=d warehouse=wh"_qs << QString() << u"currentSchema"_qs;
    QTest::newRow("pg, uri") << u"postgresql://us%40er:p+w%3A@h:80/d?sslmode=verify-full&options=-c"_qs
                             << u"host=h port=80 database=d access_id=us@er tls=verify-full"_qs << u"p+w:"_qs
                             << u"options"_qs;
    QTest::newRow("pg, at in the password")
        << u"postgres://u:a@b@h/d"_qs << u"host=h access_id=u"_qs << u"a@b"_qs << QString();
    QTest::newRow("pg, wrong port") << u"jdbc:postgresql://h:99999/d"_qs << u"host=h port=80"_qs << QString()
                                    << u"port"_qs;
    QTest::newRow("pg, wrong encoding") << u"postgresql://u:%zz@h/d"_qs << u"host=h access_id=u"_qs << QString()
                                        << u"password"_qs;
    QTest::newRow("odps") << u"jdbc:odps:https://mc.example/api?project=p&accessId=id&accessKey=k%253D&schema=s"
                             "&quotaName=q&timezone=Asia/Shanghai&logLevel=debug"_qs
                          << u"endpoint=https://mc.example/api project=p access_id=id schema=s quota=q "
                             "time_zone=Asia/Shanghai sign_in=access_key"_qs
                          << u"k="_qs << u"logLevel"_qs;
    QTest::newRow("odps, token") << u"jdbc:odps:http://mc.example/api?project_name=p&access_id=id&access_key=k"
                                    "&stsToken=t%2F"_qs
                                 << u"endpoint=https://mc.example/api project=p sign_in=sts"_qs << u"k\nt/"_qs
                                 << u"token"_qs;
    QTest::newRow("odps, bare") << u"jdbc:odps:http://127.0.0.1:8080/api"_qs << u"endpoint=http://127.0.0.1:8080/api"_qs
                                << QString() << QString();
    QTest::newRow("none") << u"https://mc.example/api"_qs << QString() << QString() << QString();
    QTest::newRow("other database") << u"jdbc:mysql://h/d"_qs << QString() << QString() << QString();
    QTest::newRow("too long") << u"jdbc:odps:"_qs + QString(20'000, u'x') << QString() << QString() << QString();
}

void tst_Importing::aUrlIsRead()
{
    QFETCH(const QString, url);
    QFETCH(const QString, fields);
    QFETCH(const QString, secret);
    QFETCH(const QString, note);
    const auto found = readConnectionUrl(url);
    QCOMPARE(found.has_value(), !fields.isEmpty());
    if (!found)
        return;
    const QStringList wanted = fields.split(u' ');
    for (const QString &pair : wanted) {
        const QString field = pair.section(u'=', 0, 0);
        const QString value = found->profile.info().field(field)->type == ConnectionField::Type::Number
            ? QString::number(found->profile.number(field))
            : found->profile.text(field);
        QCOMPARE(field + u'=' + value, QString(pair).replace(u'|', u' '));
    }
    QCOMPARE(found->secret, secret);
    const QString notes = found->notes.join(u' ');
    QVERIFY2(notes.contains(note), qPrintable(notes));
}

void tst_Importing::whatCannotBeTakenIsNamedAndNotShown()
{
    const auto found =
        readConnectionUrl(QStringLiteral("postgresql://u:pass%0Acanary@h/d?canary%0A=1&application_name=canary%FF"));
    QVERIFY(found);
    QVERIFY(found->secret.isEmpty());
    const QString notes = found->notes.join(u' ');
    QVERIFY2(notes.contains(u"password"_qs) && notes.contains(u"application_name"_qs), qPrintable(notes));
    QVERIFY2(!notes.contains(u"canary"_qs), qPrintable(notes));
}

void tst_Importing::whatIsExportedComesBackWithoutSecrets()
{
    auto source = testsupport::hologresProfile(QStringLiteral("order_dw"), QStringLiteral("holo.example"),
                                               QStringLiteral("order_dw"));
    source.description = QStringLiteral("the shop's data");
    source.environment = Environment::Production;
    source.group = QStringLiteral("Shop");
    source.colour = QStringLiteral("purple");
    source.readOnly = true;
    auto project = testsupport::maxComputeProfile(QStringLiteral("dbs_mc"), QStringLiteral("https://mc.example/api"));
    project.set(u"sign_in", QStringLiteral("sts"));
    auto sandbox = source;
    sandbox.name = QStringLiteral("of_a_sandbox");
    sandbox.sandboxDir = QStringLiteral("/tmp/x");
    auto wrong = project;
    wrong.name = QStringLiteral("wrong");
    wrong.set(u"endpoint", QStringLiteral("https://user:canary@mc.example/api"));
    QStringList leftOut;
    const QByteArray text = exportedConnections({source, project, sandbox, wrong}, &leftOut);
    QCOMPARE(leftOut, (QStringList{QStringLiteral("of_a_sandbox"), QStringLiteral("wrong")}));
    QVERIFY(!text.contains("canary"));
    write(QStringLiteral("all.json"), text);
    const auto back = readConnections(m_home->filePath(QStringLiteral("all.json")), m_places);
    QVERIFY(back);
    QCOMPARE(back->connections.size(), 2);
    QCOMPARE(back->connections[0].profile, source);
    QCOMPARE(back->connections[1].profile, project);
    const auto candidates = importCandidates(back->connections, {});
    QVERIFY(candidates[0].hindrance.isEmpty());
    QVERIFY(!candidates[0].found.notes.isEmpty()); // the secret is missing
    // Somebody else's file.
    write(QStringLiteral("all.json"),
          R"({"version":1,"connections":[{"name":"a/b\u0007","system":"hologres","host":"h\u001b[2J","database":"d",)"
          R"("access_id":"u"},{"name":"b","system":"other"},{"system":"hologres"}]})");
    const auto foreign = readConnections(m_home->filePath(QStringLiteral("all.json")), m_places);
    QVERIFY(foreign);
    QCOMPARE(foreign->connections.size(), 1);
    QVERIFY(!importCandidates(foreign->connections, {}).first().hindrance.isEmpty());
    QCOMPARE(foreign->problems.size(), 2);
    QVERIFY(!foreign->problems.join(u' ').contains(QChar(0x1b)));
}

void tst_Importing::namesAreFreeAndMayBeTyped()
{
    QCOMPARE(freeName(QStringLiteral("crm"), {}), QStringLiteral("crm"));
    QCOMPARE(freeName(QStringLiteral("crm"), {QStringLiteral("crm"), QStringLiteral("crm 2")}),
             QStringLiteral("crm 3"));
    for (const QString &wanted : {QString(), u" a/b%c\n "_qs, QString(1000, u'x'), u"𠀀"_qs.repeated(100)})
        QCOMPARE(problemOfNewName(freeName(wanted, {})), QString());
    QCOMPARE(freeName(QStringLiteral("a/b"), {}), QStringLiteral("a_b"));
}

void tst_Importing::whatIsSavedAlreadyIsNotOffered()
{
    const auto saved = testsupport::hologresProfile(QStringLiteral("mine"), QStringLiteral("h.hologres.aliyuncs.com"),
                                                    QStringLiteral("d"));
    FoundConnection same{saved, QStringLiteral("s"), QStringLiteral("f"), {}, true};
    same.profile.name = QStringLiteral("theirs");
    FoundConnection other = same;
    other.profile.set(u"database", QStringLiteral("e"));
    other.profile.name = QStringLiteral("mine");
    FoundConnection second = other;
    second.profile.set(u"database", QStringLiteral("f"));
    FoundConnection broken = same;
    broken.profile.set(u"host", QString());
    const auto candidates = importCandidates({same, other, second, broken}, {saved});
    QVERIFY(candidates[0].hindrance.contains(QStringLiteral("mine")));
    QVERIFY(!candidates[0].isProposed);
    QCOMPARE(candidates[1].found.profile.name, QStringLiteral("mine 2"));
    QVERIFY(candidates[1].hindrance.isEmpty() && candidates[1].isProposed);
    QCOMPARE(candidates[2].found.profile.name, QStringLiteral("mine 3"));
    QVERIFY(candidates[3].hindrance.contains(QStringLiteral("host")));
}

void tst_Importing::anyFileIsReadOrRefused()
{
    QRandomGenerator random(42);
    const QList<QByteArray> parts{"[a]\n",
                                  "host=h\n",
                                  "end_point=",
                                  "http://",
                                  "\\u00",
                                  ":",
                                  "*",
                                  "\n",
                                  "project_name",
                                  "=",
                                  "\\",
                                  "\xFF",
                                  "%00",
                                  "jdbc:odps:",
                                  "jdbc:postgresql://",
                                  "@",
                                  "?",
                                  "&",
                                  "password=p",
                                  "{\"version\":1,\"connections\":[",
                                  "{}",
                                  "]}",
                                  "dbname=d@w\n",
                                  "user=u\n",
                                  ",",
                                  "/",
                                  "[",
                                  "]"};
    for (int round = 0; round < 2000; ++round) {
        QByteArray content;
        for (int i = int(random.bounded(12)); i > 0; --i)
            content += parts[int(random.bounded(int(parts.size())))];
        write(QStringLiteral("any"), content);
        const auto found = readConnections(m_home->filePath(QStringLiteral("any")), m_places);
        QList<FoundConnection> all = found ? found->connections : QList<FoundConnection>();
        if (const auto url = readConnectionUrl(QString::fromUtf8(content)))
            all.append(*url);
        for (const ImportCandidate &candidate : importCandidates(all, {})) {
            const Profile &profile = candidate.found.profile;
            QVERIFY(candidate.hindrance.isEmpty() == profile.problems().isEmpty());
            QCOMPARE(problemOfNewName(profile.name), QString());
            QCOMPARE(Profile::fromJson(profile.toJson()).value_or(Profile()), profile); // it can be kept
        }
    }
}

QTEST_GUILESS_MAIN(tst_Importing)
#include "tst_importing.moc"
