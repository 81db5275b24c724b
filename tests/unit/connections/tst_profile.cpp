// SPDX-License-Identifier: GPL-3.0-or-later
#include "filesizelimit.h"

#include <isthmus/connections/profile.h>
#include <isthmus/connections/profilestore.h>

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using connections::Profile;
using connections::ProfileStore;

namespace {

Profile hologres()
{
    Profile profile;
    profile.name = QStringLiteral("order_dw");
    profile.host = QStringLiteral("holo.example.com");
    profile.database = QStringLiteral("order_dw");
    profile.accessId = QStringLiteral("LTAI1");
    return profile;
}

Profile maxCompute()
{
    Profile profile;
    profile.system = Profile::System::MaxCompute;
    profile.name = QStringLiteral("dbs_mc");
    profile.endpoint = QStringLiteral("https://service.cn-shanghai.maxcompute.aliyun.com/api");
    profile.project = QStringLiteral("dbs_mc");
    profile.accessId = QStringLiteral("LTAI1");
    return profile;
}

core::Result<QList<Profile>> setAll(const ProfileStore &store, const QList<Profile> &profiles)
{
    const auto edit = [&profiles](QList<Profile> &list) -> core::Result<core::Done> {
        list = profiles;
        return core::Done{};
    };
    return store.change(edit, {}, {});
}

} // namespace

class tst_Profile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void problemsAreTold_data();
    void problemsAreTold();
    void jsonRoundTrip();
    void jsonOfTheWrongTypeNamesTheMember_data();
    void jsonOfTheWrongTypeNamesTheMember();
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
    row("hologres: good", hologres(), nothing, "");
    row("maxcompute: good", maxCompute(), nothing, "");
    row(
        "no name", hologres(), [](Profile &p) { p.name.clear(); }, "name");
    row(
        "long name", hologres(), [](Profile &p) { p.name = QString(129, u'x'); }, "128");
    row(
        "blank at the end", hologres(), [](Profile &p) { p.name += u' '; }, "blank");
    row(
        "line break in the name", hologres(), [](Profile &p) { p.name = QStringLiteral("a\nb"); }, "character");
    row(
        "no host", hologres(), [](Profile &p) { p.host.clear(); }, "host");
    row(
        "two hosts", hologres(), [](Profile &p) { p.host = QStringLiteral("a,b"); }, "comma");
    row(
        "port 0", hologres(), [](Profile &p) { p.port = 0; }, "port 0");
    row(
        "port 65536", hologres(), [](Profile &p) { p.port = 65536; }, "port 65536");
    row(
        "no database", hologres(), [](Profile &p) { p.database.clear(); }, "database");
    row(
        "instance without database", hologres(),
        [](Profile &p) {
            p.database.clear();
            p.mode = Profile::Mode::Instance;
        },
        "");
    row(
        "database with group", hologres(), [](Profile &p) { p.database = QStringLiteral("a@b"); }, "compute group");
    row(
        "no user", hologres(), [](Profile &p) { p.accessId.clear(); }, "AccessKey");
    row(
        "no TLS", hologres(), [](Profile &p) { p.tlsMode = QStringLiteral("disable"); }, "holo.example.com");
    row(
        "unverified TLS", hologres(), [](Profile &p) { p.tlsMode = QStringLiteral("require"); }, "require");
    for (const char *host : {"localhost", "127.0.0.1", "127.8.8.8", "::1", "/run/postgresql"}) {
        row(
            qPrintable(QStringLiteral("no TLS on %1").arg(QLatin1String(host))), hologres(),
            [host](Profile &p) {
                p.tlsMode = QStringLiteral("disable");
                p.host = QLatin1String(host);
            },
            "");
    }
    row(
        "no TLS, a name like loopback", hologres(),
        [](Profile &p) {
            p.tlsMode = QStringLiteral("disable");
            p.host = QStringLiteral("127.0.0.1.example.com");
        },
        "example.com");
    row(
        "no endpoint", maxCompute(), [](Profile &p) { p.endpoint.clear(); }, "endpoint");
    row(
        "http", maxCompute(), [](Profile &p) { p.endpoint = QStringLiteral("http://mc.example.com/api"); }, "https");
    row(
        "http on loopback", maxCompute(), [](Profile &p) { p.endpoint = QStringLiteral("http://127.0.0.1:1/api"); },
        "");
    row(
        "http on IPv6 loopback", maxCompute(), [](Profile &p) { p.endpoint = QStringLiteral("http://[::1]:1/api"); },
        "");
    row(
        "http tunnel", maxCompute(), [](Profile &p) { p.tunnelEndpoint = QStringLiteral("http://dt.example.com"); },
        "https");
    row(
        "ftp", maxCompute(), [](Profile &p) { p.endpoint = QStringLiteral("ftp://mc.example.com/"); }, "address");
    row(
        "no scheme", maxCompute(), [](Profile &p) { p.endpoint = QStringLiteral("mc.example.com"); }, "address");
    row(
        "password in the endpoint", maxCompute(),
        [](Profile &p) { p.endpoint = QStringLiteral("https://u:p@mc.example.com/api"); }, "password");
    row(
        "no project", maxCompute(), [](Profile &p) { p.project.clear(); }, "project");
    row(
        "project with a slash", maxCompute(), [](Profile &p) { p.project = QStringLiteral("a/b"); }, "project");
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
    Profile instance = hologres();
    instance.mode = Profile::Mode::Instance;
    instance.port = 5432;
    instance.warehouse = QStringLiteral("read_warehouse_1");
    instance.tlsMode = QStringLiteral("disable");
    instance.instanceName = QStringLiteral("test_dbs_holo");
    instance.readOnly = true;
    instance.hiddenSchemas = QStringList{QStringLiteral("tmp_*"), QStringLiteral("x")};
    instance.sandboxDir = QStringLiteral("/home/me/sand box");
    Profile project = maxCompute();
    project.region = QStringLiteral("cn-shanghai");
    project.tunnelEndpoint = QStringLiteral("https://dt.cn-shanghai.maxcompute.aliyun.com");
    for (const auto &profile : {hologres(), instance, maxCompute(), project}) {
        auto json = profile.toJson();
        json.insert(QStringLiteral("from_the_future"), 7);
        const auto read = Profile::fromJson(json);
        QVERIFY(read);
        QCOMPARE(*read, profile);
        QVERIFY(!read->toJson().contains(QStringLiteral("from_the_future")));
    }
}

void tst_Profile::jsonOfTheWrongTypeNamesTheMember_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("name missing") << QStringLiteral("name") << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("name empty") << QStringLiteral("name") << QJsonValue(QString());
    QTest::newRow("system unknown") << QStringLiteral("system") << QJsonValue(QStringLiteral("oracle"));
    QTest::newRow("mode unknown") << QStringLiteral("mode") << QJsonValue(QStringLiteral("both"));
    QTest::newRow("port text") << QStringLiteral("port") << QJsonValue(QStringLiteral("80"));
    QTest::newRow("port fraction") << QStringLiteral("port") << QJsonValue(80.5);
    QTest::newRow("host missing") << QStringLiteral("host") << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("read_only number") << QStringLiteral("read_only") << QJsonValue(1);
    QTest::newRow("hidden text") << QStringLiteral("hidden_schemas") << QJsonValue(QStringLiteral("a"));
    QTest::newRow("hidden numbers") << QStringLiteral("hidden_schemas") << QJsonValue(QJsonArray{1});
}

void tst_Profile::jsonOfTheWrongTypeNamesTheMember()
{
    QFETCH(QString, member);
    QFETCH(QJsonValue, value);
    auto json = hologres().toJson();
    if (value.isUndefined())
        json.remove(member);
    else
        json.insert(member, value);
    const auto read = Profile::fromJson(json);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, core::ErrorKind::Invalid);
    QVERIFY(read.error().message.contains(u'"' + member + u'"'));
}

void tst_Profile::storeRoundTripIsPrivate()
{
    const QTemporaryDir dir;
    const QString file = dir.filePath(QStringLiteral("new folder/connections.json"));
    const ProfileStore store(file);
    const QList<Profile> profiles{maxCompute(), hologres()};
    QVERIFY(setAll(store, profiles));
    QCOMPARE(setAll(store, profiles).value(), profiles); // also over an existing file
    QCOMPARE(QFile::permissions(file) & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
    const auto read = store.load();
    QVERIFY(read);
    QCOMPARE(*read, profiles);
}

void tst_Profile::aFailedSaveLeavesTheOldList()
{
    const QTemporaryDir dir;
    const ProfileStore store(dir.filePath(QStringLiteral("connections.json")));
    QVERIFY(setAll(store, {hologres()}));
    const auto save = [&store] {
        const testsupport::FileSizeLimit noMore{0};
        return setAll(store, {hologres(), maxCompute()});
    };
    const auto saved = save();
    QVERIFY(!saved);
    QVERIFY(saved.error().message.contains(QStringLiteral("larger than a file may be")));
    const auto read = store.load();
    QVERIFY(read);
    QCOMPARE(*read, QList<Profile>{hologres()});
}

void tst_Profile::aMissingFileIsAnEmptyList()
{
    const QTemporaryDir dir;
    const auto read = ProfileStore(dir.filePath(QStringLiteral("none.json"))).load();
    QVERIFY(read);
    QVERIFY(read->isEmpty());
}

void tst_Profile::aDamagedFileIsLeftAsItIs_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut off") << QByteArray("{\"version\": 1, \"connections\": [{\"na");
    QTest::newRow("other version") << QByteArray("{\"version\": 2, \"connections\": []}");
    QTest::newRow("no list") << QByteArray("{\"version\": 1}");
    QTest::newRow("wrong entry") << QByteArray("{\"version\": 1, \"connections\": [5]}");
    QTest::newRow("twice the same name") << QByteArray(
        R"({"version":1,"connections":[{"name":"a","system":"hologres","host":"h"},{"name":"a","system":"hologres","host":"h"}]})");
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
    const auto read = ProfileStore(name).load();
    QVERIFY(!read);
    QCOMPARE(read.error().kind, core::ErrorKind::Invalid);
    QVERIFY(read.error().message.contains(name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), content);
}

QTEST_GUILESS_MAIN(tst_Profile)
#include "tst_profile.moc"
