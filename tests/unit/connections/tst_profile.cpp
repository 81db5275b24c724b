// SPDX-License-Identifier: GPL-3.0-or-later
#include "filesizelimit.h"
#include "testkinds.h"

#include <isthmus/connections/profile.h>
#include <isthmus/connections/profilestore.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using connections::Profile;
using connections::ProfileStore;

namespace {

Profile dataSource()
{
    return testsupport::hologresProfile(QStringLiteral("order_dw"), QStringLiteral("holo.example.com"),
                                        QStringLiteral("order_dw"));
}

Profile maxCompute()
{
    return testsupport::maxComputeProfile(QStringLiteral("dbs_mc"),
                                          QStringLiteral("https://service.cn-shanghai.maxcompute.aliyun.com/api"));
}

core::Result<QList<Profile>> addAll(const ProfileStore &store, const QList<Profile> &profiles)
{
    const auto edit = [&profiles](connections::ConnectionsFile &file) -> core::Result<core::Done> {
        for (const Profile &profile : profiles)
            file.add(profile);
        return core::Done{};
    };
    return store.change(edit, {}, {}).map(&connections::ConnectionsFile::profiles);
}

} // namespace

class tst_Profile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { testsupport::registerTestKinds(); }
    void problemsAreTold_data();
    void problemsAreTold();
    void jsonRoundTrip();
    void aColourOfALaterVersionIsKept();
    void whatPeopleSayIsTakenOverAlone();
    void aFileOfTheFirstVersionIsRead();
    void aFieldAtItsDefaultIsNotADifference();
    void aPasswordInAnEndpointIsNotShown();
    void jsonOfTheWrongTypeNamesTheMember_data();
    void jsonOfTheWrongTypeNamesTheMember();
    void whatNobodySeesIsNotReadOfAGroup();
    void storeRoundTripIsPrivate();
    void aFailedSaveLeavesTheOldList();
    void aMissingFileIsAnEmptyList();
    void aDamagedFileIsLeftAsItIs_data();
    void aDamagedFileIsLeftAsItIs();
};

void tst_Profile::problemsAreTold_data()
{
    QTest::addColumn<Profile>("profile");
    QTest::addColumn<QString>("part"); // of the one problem; empty: none

    const auto row = [](const char *name, Profile profile, const std::function<void(Profile &)> &change,
                        const char *part) {
        change(profile);
        QTest::newRow(name) << profile << QString::fromLatin1(part);
    };
    const auto nothing = [](Profile &) {};
    row("hologres: good", dataSource(), nothing, "");
    row("maxcompute: good", maxCompute(), nothing, "");
    row(
        "no name", dataSource(), [](Profile &p) { p.name.clear(); }, "name");
    row(
        "long name", dataSource(), [](Profile &p) { p.name = QString(129, u'x'); }, "128");
    row(
        "blank at the end", dataSource(), [](Profile &p) { p.name += u' '; }, "blank");
    row(
        "line break in the name", dataSource(), [](Profile &p) { p.name = QStringLiteral("a\nb"); }, "character");
    row(
        "long group", dataSource(), [](Profile &p) { p.group = QString(61, u'x'); }, "60");
    row(
        "line break in the group", dataSource(), [](Profile &p) { p.group = QStringLiteral("a\nb"); }, "group");
    row(
        "a group that reads backwards", dataSource(), [](Profile &p) { p.group = QStringLiteral("a\u202eb"); },
        "group");
    row(
        "an invisible character in the group", dataSource(), [](Profile &p) { p.group = QStringLiteral("a\u2066b"); },
        "group");
    row(
        "a description that reads backwards", dataSource(),
        [](Profile &p) { p.description = QStringLiteral("a\u202eb"); }, "description");
    row(
        "a name that was saved so", dataSource(), [](Profile &p) { p.name = QStringLiteral("a\u202eb"); }, "");
    row(
        "joined pictures in the group", dataSource(),
        [](Profile &p) { p.group = QStringLiteral("\U0001F468\u200d\U0001F469 \u0645\u06cc\u200c\u062e"); }, "");
    row(
        "a group", dataSource(), [](Profile &p) { p.group = QStringLiteral("Sales, east/west 100%"); }, "");
    row(
        "no host", dataSource(), [](Profile &p) { p.set(u"host", QString()); }, "host");
    row(
        "two hosts", dataSource(), [](Profile &p) { p.set(u"host", QStringLiteral("a,b")); }, "comma");
    row(
        "port 0", dataSource(), [](Profile &p) { p.set(u"port", 0); }, "Port: 0 ");
    row(
        "port 65536", dataSource(), [](Profile &p) { p.set(u"port", 65536); }, "Port: 65536 ");
    row(
        "no database", dataSource(), [](Profile &p) { p.set(u"database", QString()); }, "database");
    row(
        "instance without database", dataSource(),
        [](Profile &p) {
            p.set(u"database", QString());
            p.set(u"mode", QStringLiteral("instance"));
        },
        "");
    row(
        "database with group", dataSource(), [](Profile &p) { p.set(u"database", QStringLiteral("a@b")); },
        "compute group");
    row(
        "no user", dataSource(), [](Profile &p) { p.set(u"access_id", QString()); }, "AccessKey");
    row(
        "no TLS", dataSource(), [](Profile &p) { p.set(u"tls", QStringLiteral("disable")); }, "holo.example.com");
    row(
        "unverified TLS", dataSource(), [](Profile &p) { p.set(u"tls", QStringLiteral("require")); }, "require");
    row(
        "a CA file of some folder", dataSource(), [](Profile &p) { p.set(u"ca_file", QStringLiteral("ca.pem")); },
        "whole path");
    row(
        "a CA file", dataSource(), [](Profile &p) { p.set(u"ca_file", QStringLiteral("/etc/ca.pem")); }, "");
    for (const char *host : {"localhost", "127.0.0.1", "127.8.8.8", "::1", "/run/postgresql"}) {
        row(
            qPrintable(QStringLiteral("no TLS on %1").arg(QLatin1String(host))), dataSource(),
            [host](Profile &p) {
                p.set(u"tls", QStringLiteral("disable"));
                p.set(u"host", QString::fromLatin1(host));
            },
            "");
    }
    row(
        "no TLS, a name like loopback", dataSource(),
        [](Profile &p) {
            p.set(u"tls", QStringLiteral("disable"));
            p.set(u"host", QStringLiteral("127.0.0.1.example.com"));
        },
        "example.com");
    row(
        "unknown mode", dataSource(), [](Profile &p) { p.set(u"mode", QStringLiteral("both")); }, "both");
    row(
        "no endpoint", maxCompute(), [](Profile &p) { p.set(u"endpoint", QString()); }, "endpoint");
    row(
        "http", maxCompute(), [](Profile &p) { p.set(u"endpoint", QStringLiteral("http://mc.example.com/api")); },
        "https");
    row(
        "http on loopback", maxCompute(),
        [](Profile &p) { p.set(u"endpoint", QStringLiteral("http://127.0.0.1:1/api")); }, "");
    row(
        "http on IPv6 loopback", maxCompute(),
        [](Profile &p) { p.set(u"endpoint", QStringLiteral("http://[::1]:1/api")); }, "");
    row(
        "http tunnel", maxCompute(),
        [](Profile &p) { p.set(u"tunnel_endpoint", QStringLiteral("http://dt.example.com")); }, "https");
    row(
        "ftp", maxCompute(), [](Profile &p) { p.set(u"endpoint", QStringLiteral("ftp://mc.example.com/")); },
        "address");
    row(
        "no scheme", maxCompute(), [](Profile &p) { p.set(u"endpoint", QStringLiteral("mc.example.com")); }, "address");
    row(
        "password in the endpoint", maxCompute(),
        [](Profile &p) { p.set(u"endpoint", QStringLiteral("https://u:p@mc.example.com/api")); }, "password");
    row(
        "no project", maxCompute(), [](Profile &p) { p.set(u"project", QString()); }, "project");
    row(
        "project with a slash", maxCompute(), [](Profile &p) { p.set(u"project", QStringLiteral("a/b")); }, "project");
}

void tst_Profile::problemsAreTold()
{
    QFETCH(Profile, profile);
    QFETCH(QString, part);
    const QStringList problems = profile.problems();
    QCOMPARE(problems.size(), part.isEmpty() ? 0 : 1);
    if (!part.isEmpty())
        QVERIFY2(problems.first().contains(part), qPrintable(problems.first()));
}

void tst_Profile::jsonRoundTrip()
{
    Profile instance = dataSource();
    instance.set(u"mode", QStringLiteral("instance"));
    instance.set(u"port", 5432);
    instance.set(u"warehouse", QStringLiteral("read_warehouse_1"));
    instance.set(u"tls", QStringLiteral("disable"));
    instance.set(u"instance_name", QStringLiteral("test_dbs_holo"));
    instance.readOnly = true;
    instance.hiddenSchemas = QStringList{QStringLiteral("tmp_*"), QStringLiteral("x")};
    instance.sandboxDir = QStringLiteral("/home/me/sand box");
    Profile project = maxCompute();
    project.set(u"region", QStringLiteral("cn-shanghai"));
    project.description = QStringLiteral("of the night");
    project.environment = connections::Environment::Production;
    project.group = QStringLiteral("Sales / 销售");
    project.colour = QStringLiteral("teal");
    project.set(u"tunnel_endpoint", QStringLiteral("https://dt.cn-shanghai.maxcompute.aliyun.com"));
    for (const auto &profile : {dataSource(), instance, maxCompute(), project}) {
        const auto read = Profile::fromJson(profile.toJson());
        QVERIFY(read);
        QCOMPARE(*read, profile);
    }
}

void tst_Profile::aColourOfALaterVersionIsKept()
{
    QJsonObject json = dataSource().toJson();
    json.insert(QStringLiteral("colour"), QStringLiteral("ultraviolet"));
    const auto read = Profile::fromJson(json);
    QVERIFY(read);
    QCOMPARE(read->problems(), QStringList());
    QCOMPARE(connections::colourTitle(read->colour), QString()); // shown as none
    QCOMPARE(read->toJson(), json);
    const QStringList known = connections::connectionColours();
    QVERIFY(known.size() >= 6);
    for (const QString &colour : known)
        QVERIFY2(!connections::colourTitle(colour).isEmpty(), qPrintable(colour));
}

void tst_Profile::whatPeopleSayIsTakenOverAlone()
{
    Profile said = maxCompute();
    said.description = QStringLiteral("d");
    said.environment = connections::Environment::Production;
    said.group = QStringLiteral("g");
    said.colour = QStringLiteral("blue");
    said.readOnly = true;
    Profile described = dataSource();
    described.describeAs(said);
    Profile expected = dataSource();
    expected.description = said.description;
    expected.environment = said.environment;
    expected.group = said.group;
    expected.colour = said.colour;
    QCOMPARE(described, expected);
    described.describeAs({});
    QCOMPARE(described, dataSource());
}

// As version 0.1 wrote it, when each system had its own members.
void tst_Profile::aFileOfTheFirstVersionIsRead()
{
    const QByteArray written = R"({"version": 1, "connections": [
        {"name": "whole", "system": "hologres", "access_id": "LTAI1", "read_only": true, "hidden_schemas": ["tmp_*"],
         "sandbox_dir": "/home/me/box", "mode": "instance", "host": "127.0.0.1", "port": 5432, "database": "order_dw",
         "warehouse": "wh1", "tls": "disable", "instance_name": "test_dbs_holo"},
        {"name": "dbs_mc", "system": "maxcompute", "access_id": "LTAI2", "read_only": false, "hidden_schemas": [],
         "endpoint": "https://mc.example/api", "tunnel_endpoint": "https://dt.example", "project": "dbs_mc",
         "region": "cn-shanghai"}]})";
    const QTemporaryDir dir;
    const QString name = dir.filePath(QStringLiteral("connections.json"));
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(written) == written.size());
    file.close();
    const auto loaded = ProfileStore(name).load();
    QVERIFY(loaded);
    const QList<Profile> profiles = loaded->profiles();
    QCOMPARE(profiles.size(), 2);
    const Profile &whole = profiles.first();
    QCOMPARE(whole.kind, QStringLiteral("hologres"));
    QCOMPARE(whole.rootKind(), catalog::ObjectKind::HologresInstance);
    QVERIFY(whole.readOnly);
    QCOMPARE(whole.hiddenSchemas, QStringList{QStringLiteral("tmp_*")});
    QCOMPARE(whole.sandboxDir, QStringLiteral("/home/me/box"));
    QCOMPARE(whole.number(u"port"), 5432);
    QCOMPARE(whole.text(u"warehouse"), QStringLiteral("wh1"));
    QCOMPARE(whole.text(u"tls"), QStringLiteral("disable"));
    QCOMPARE(whole.account(), QStringLiteral("LTAI1"));
    QVERIFY(whole.database().isEmpty()); // it shows several
    QCOMPARE(profiles.last().database(), QStringLiteral("dbs_mc"));
    QCOMPARE(profiles.last().text(u"tunnel_endpoint"), QStringLiteral("https://dt.example"));
    // And it is written so that a program of that version reads it: fields that are newer stand beside.
    QJsonArray again;
    for (const Profile &profile : profiles) {
        QJsonObject json = profile.toJson();
        for (const auto &newer : {QStringLiteral("ca_file"), QStringLiteral("time_zone"), QStringLiteral("time_limit"),
                                  QStringLiteral("schema"), QStringLiteral("quota"), QStringLiteral("sign_in")})
            json.remove(newer);
        if (profile.kind == u"maxcompute")
            json.remove(QStringLiteral("mode"));
        again.append(json);
    }
    QCOMPARE(again, QJsonDocument::fromJson(written).object().value(QStringLiteral("connections")).toArray());
}

void tst_Profile::aFieldAtItsDefaultIsNotADifference()
{
    Profile profile = dataSource();
    QCOMPARE(profile.number(u"port"), 80);
    QCOMPARE(profile.text(u"tls"), QStringLiteral("verify-full"));
    profile.set(u"port", 81);
    QVERIFY(profile != dataSource());
    profile.set(u"port", 80);
    profile.set(u"warehouse", QString());
    profile.set(u"project", QStringLiteral("of another kind"));
    QCOMPARE(profile, dataSource());
}

void tst_Profile::aPasswordInAnEndpointIsNotShown()
{
    Profile profile = maxCompute();
    profile.set(u"endpoint", QStringLiteral("https://user:opensesame@mc.example.com/api"));
    QStringList shown = profile.problems();
    shown.append(profile.info().address(profile));
    shown.append(profile.info().server(profile).host);
    for (const auto &line : catalog::factLines(profile.info().facts(profile)))
        shown.append(line.value);
    QVERIFY2(shown.join(u' ').contains(QStringLiteral("mc.example.com")), qPrintable(shown.join(u' ')));
    QVERIFY2(!shown.join(u' ').contains(QStringLiteral("opensesame")), qPrintable(shown.join(u' ')));
}

void tst_Profile::jsonOfTheWrongTypeNamesTheMember_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("proper"); // the end of the problem: what is
    QTest::newRow("system unknown") << QStringLiteral("system") << QJsonValue(QStringLiteral("oracle"))
                                    << QStringLiteral("a proper \"system\".");
    const QString number = QStringLiteral("a whole number, without quotes.");
    QTest::newRow("port text") << QStringLiteral("port") << QJsonValue(QStringLiteral("80")) << number;
    QTest::newRow("port fraction") << QStringLiteral("port") << QJsonValue(80.5) << number;
    QTest::newRow("host missing") << QStringLiteral("host") << QJsonValue(QJsonValue::Undefined)
                                  << QStringLiteral("is a text.");
    QTest::newRow("read_only number") << QStringLiteral("read_only") << QJsonValue(1)
                                      << QStringLiteral("true or false.");
    const QString list = QStringLiteral("a list of texts.");
    QTest::newRow("hidden text") << QStringLiteral("hidden_schemas") << QJsonValue(QStringLiteral("a")) << list;
    QTest::newRow("hidden numbers") << QStringLiteral("hidden_schemas") << QJsonValue(QJsonArray{1}) << list;
    QTest::newRow("environment") << QStringLiteral("environment") << QJsonValue(QStringLiteral("prod"))
                                 << QStringLiteral("\"development\" or \"production\", or is left out.");
}

void tst_Profile::jsonOfTheWrongTypeNamesTheMember()
{
    QFETCH(QString, member);
    QFETCH(QJsonValue, value);
    auto json = dataSource().toJson();
    if (value.isUndefined())
        json.remove(member);
    else
        json.insert(member, value);
    const auto read = Profile::fromJson(json);
    QVERIFY(read);
    QVERIFY(read->damage.first().startsWith(member)); // "hidden_schemas[0]"
    const QStringList problems = read->problems();
    QVERIFY(!problems.isEmpty() && problems.first().contains(u'"' + member));
    QFETCH(QString, proper);
    QVERIFY2(problems.first().endsWith(proper), qPrintable(problems.first()));
    QCOMPARE(read->readOnly, member == u"read_only"); // who cannot say whether it may write must not
}

// By hand, or by an earlier version: it stays usable, and reads as it is written.
void tst_Profile::whatNobodySeesIsNotReadOfAGroup()
{
    auto json = dataSource().toJson();
    json.insert(QStringLiteral("group"), QStringLiteral("\u202eselaS\u2069 "));
    json.insert(QStringLiteral("description"), QStringLiteral("a\u200bb"));
    const auto read = Profile::fromJson(json);
    QCOMPARE(read->group, QStringLiteral("selaS"));
    QCOMPARE(read->description, QStringLiteral("ab"));
    QCOMPARE(read->problems(), QStringList());
}

void tst_Profile::storeRoundTripIsPrivate()
{
    const QTemporaryDir dir;
    const QString file = dir.filePath(QStringLiteral("new folder/connections.json"));
    const ProfileStore store(file);
    QVERIFY(addAll(store, {maxCompute()}));
    const QList<Profile> both{maxCompute(), dataSource()};
    QCOMPARE(addAll(store, {dataSource()}).value(), both); // also over an existing file
    QCOMPARE(QFile::permissions(file) & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
    const auto read = store.load();
    QVERIFY(read);
    QCOMPARE(read->profiles(), both);
}

void tst_Profile::aFailedSaveLeavesTheOldList()
{
    const QTemporaryDir dir;
    const ProfileStore store(dir.filePath(QStringLiteral("connections.json")));
    QVERIFY(addAll(store, {dataSource()}));
    const auto save = [&store] {
        const testsupport::FileSizeLimit noMore{0};
        return addAll(store, {maxCompute()});
    };
    const auto saved = save();
    QVERIFY(!saved);
    QVERIFY(saved.error().message.contains(QStringLiteral("larger than a file may be")));
    const auto read = store.load();
    QVERIFY(read);
    QCOMPARE(read->profiles(), QList<Profile>{dataSource()});
}

void tst_Profile::aMissingFileIsAnEmptyList()
{
    const QTemporaryDir dir;
    const auto read = ProfileStore(dir.filePath(QStringLiteral("none.json"))).load();
    QVERIFY(read);
    QVERIFY(read->profiles().isEmpty());
}

void tst_Profile::aDamagedFileIsLeftAsItIs_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut off") << QByteArray("{\"version\": 1, \"connections\": [{\"na");
    QTest::newRow("newer version") << QByteArray("{\"version\": 2, \"connections\": []}");
    QTest::newRow("no list") << QByteArray("{\"version\": 1}");
    QTest::newRow("a version between") << QByteArray("{\"version\": 1.5, \"connections\": []}");
    QTest::newRow("the version as text") << QByteArray("{\"version\": \"1\", \"connections\": []}");
    QTest::newRow("too deep") << QByteArray("{\"version\": 1, \"connections\": [" + QByteArray(100, '[')
                                            + QByteArray(100, ']') + "]}");
}

void tst_Profile::aDamagedFileIsLeftAsItIs()
{
    QFETCH(QByteArray, content);
    const QTemporaryDir dir;
    const QString name = dir.filePath(QStringLiteral("connections.json"));
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    const ProfileStore store(name);
    const auto read = store.load();
    QVERIFY(!read);
    QCOMPARE(read.error().kind, core::ErrorKind::Invalid);
    QVERIFY(read.error().message.contains(name));
    QVERIFY(!addAll(store, {dataSource()}));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), content);
}

QTEST_GUILESS_MAIN(tst_Profile)
#include "tst_profile.moc"
