// SPDX-License-Identifier: GPL-3.0-or-later
#include "testkinds.h"

#include <isthmus/connections/connectionsfile.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace isthmus;
using connections::ConnectionsFile;
using connections::Profile;

namespace {

const QString fileName = QStringLiteral("/some/connections.json");

// As nobody else writes them: order, digits, members and layout of their own.
const QByteArray strange = R"({"zeta":1.10, "system" :"oracle","name":"orcl", "n": 12345678901234567890 ,
   "host": "h", "a\u0062c": [ 1,{} ], "zeta":2})";
const QByteArray badPort = R"({"name": "bad port", "system": "hologres", "host": "h", "database": "d", "port": "80",
            "access_id": "LTAI"})";
const QByteArray good = R"({"name": "good", "system": "hologres", "host": "h", "database": "d", "port": 5432,
            "access_id": "LTAI", "paint": 0.10, "team": {"b": 1, "a": [1e2]}, "read_only": true})";
const QByteArray twin = R"({"name": "good", "system": "hologres"})";
const QByteArray number = "5";
const QByteArray nameless = R"({"system": "hologres", "host": "h"})";

QByteArray fileOf(const QList<QByteArray> &entries)
{
    return "{\"later\": {\"x\": 1.50}, \"connections\": [" + entries.join(",\n") + "], \"version\": 1, \"also\": null}";
}

QStringList namesOf(const ConnectionsFile &file)
{
    QStringList names;
    for (const Profile &profile : file.profiles())
        names.append(profile.name);
    return names;
}

} // namespace

class tst_ConnectionsFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { testsupport::registerTestKinds(); }

    void whatCannotBeUsedHarmsNothingElse()
    {
        const auto file = ConnectionsFile::parse(fileOf({strange, badPort, number, good, twin, nameless}), fileName);
        QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
        QCOMPARE(namesOf(*file), (QStringList{u"orcl"_qs, u"bad port"_qs, u"good"_qs}));
        QCOMPARE(file->profile(u"orcl"_qs)->damage, QStringList{u"system"_qs});
        QCOMPARE(file->profile(u"bad port"_qs)->damage, QStringList{u"port"_qs});
        QVERIFY(file->profile(u"good"_qs)->problems().isEmpty());
        QCOMPARE(file->profile(u"good"_qs)->number(u"port"), 5432);
        const QStringList told = file->unlisted();
        QCOMPARE(told.size(), 3);
        QVERIFY(told.at(0).contains(u"3"_qs) && told.at(1).contains(u"\"good\""_qs) && told.at(2).contains(u"6"_qs));
    }

    void whatIsNotChangedKeepsItsText()
    {
        auto file = ConnectionsFile::parse(fileOf({strange, number, badPort, good, nameless}), fileName);
        QVERIFY(file);
        file->add(testsupport::hologresProfile(u"new"_qs, u"h"_qs, u"d"_qs));
        const QByteArray written = file->toJson();
        for (const QByteArray &kept :
             {strange, badPort, good, nameless, QByteArray("{\"x\": 1.50}"), QByteArray("\"also\": null")})
            QVERIFY2(written.contains(kept), (kept + " is not in " + written).constData());
        const auto again = ConnectionsFile::parse(written, fileName);
        QVERIFY(again);
        QCOMPARE(namesOf(*again), (QStringList{u"orcl"_qs, u"bad port"_qs, u"good"_qs, u"new"_qs}));
        QCOMPARE(again->toJson(), written); // it does not drift
        QCOMPARE(again->unlisted().size(), 2);
    }

    void anEditedEntryKeepsItsUnknownMembers()
    {
        auto file = ConnectionsFile::parse(fileOf({strange, good}), fileName);
        QVERIFY(file);
        Profile edited = *file->profile(u"good"_qs);
        edited.name = u"renamed"_qs;
        edited.readOnly = false;
        edited.set(u"port", 80);
        file->replace(u"good"_qs, edited);
        QCOMPARE(file->profile(u"renamed"_qs), edited);
        QVERIFY(!file->profile(u"good"_qs));
        const QByteArray written = file->toJson();
        QVERIFY(written.contains(strange));
        QVERIFY2(written.contains("\"paint\": 0.10") && written.contains("1e2"), written.constData());
        const auto entry =
            QJsonDocument::fromJson(written).object().value(u"connections"_qs).toArray().last().toObject();
        QJsonObject expected = edited.toJson();
        expected.insert(u"paint"_qs, 0.10);
        expected.insert(u"team"_qs, QJsonObject{{u"b"_qs, 1}, {u"a"_qs, QJsonArray{100}}});
        QCOMPARE(entry, expected);
        QCOMPARE(written.count("\"read_only\""), 1);
    }

    void whatPeopleNoLongerSayGoes()
    {
        auto file = ConnectionsFile::parse(
            fileOf({QByteArray(good).replace("\"read_only\": true",
                                             "\"group\": \" Sales \", \"colour\": \"teal\", \"description\": \"d\"")}),
            fileName);
        QVERIFY(file);
        Profile own = *file->profile(u"good"_qs);
        QCOMPARE(own.group, u"Sales"_qs);
        QCOMPARE(own.colour, u"teal"_qs);
        own.describeAs({});
        file->replace(own.name, own);
        const QByteArray written = file->toJson();
        for (const char *member : {"group", "colour", "description"})
            QVERIFY2(!written.contains(member), written.constData());
        QVERIFY2(written.contains("\"paint\": 0.10"), written.constData());
    }

    void whatBelongsToAnotherKindOrASandboxGoes()
    {
        auto file = ConnectionsFile::parse(
            fileOf({QByteArray(good).replace("\"read_only\": true", "\"sandbox_dir\": \"/box\"")}), fileName);
        QVERIFY(file);
        Profile own = *file->profile(u"good"_qs);
        QCOMPARE(own.sandboxDir, u"/box"_qs);
        own.sandboxDir.clear();
        file->replace(own.name, own);
        QVERIFY(!file->toJson().contains("sandbox_dir"));
        file->replace(own.name, testsupport::maxComputeProfile(own.name, u"https://mc.example/api"_qs));
        const QByteArray written = file->toJson();
        QVERIFY2(!written.contains("\"host\"") && !written.contains("paint"), written.constData());
    }

    void removingTakesOneEntry()
    {
        auto file = ConnectionsFile::parse(fileOf({strange, good, number}), fileName);
        QVERIFY(file);
        file->remove(u"orcl"_qs);
        file->remove(u"nobody"_qs);
        QCOMPARE(namesOf(*file), QStringList{u"good"_qs});
        QVERIFY(!file->toJson().contains("oracle"));
        file->remove(u"good"_qs);
        const auto again = ConnectionsFile::parse(file->toJson(), fileName);
        QVERIFY(again && again->profiles().isEmpty() && again->unlisted().size() == 1);
    }

    void aNewFileIsLaidOut()
    {
        ConnectionsFile file;
        QCOMPARE(file.toJson(), "{\n    \"connections\": [],\n    \"version\": 1\n}\n");
        const Profile profile = testsupport::hologresProfile(u"a"_qs, u"h"_qs, u"d"_qs);
        file.add(profile);
        const QJsonObject whole{{u"version"_qs, 1}, {u"connections"_qs, QJsonArray{profile.toJson()}}};
        QCOMPARE(file.toJson(), QJsonDocument(whole).toJson().replace("[\n            ]", "[]"));
    }

    void aByteOrderMarkIsNoDamage()
    {
        const auto file = ConnectionsFile::parse("\xEF\xBB\xBF" + fileOf({good}), fileName);
        QVERIFY(file);
        QCOMPARE(namesOf(*file), QStringList{u"good"_qs});
    }

    void aNewerVersionIsToldAsSuch()
    {
        const auto file = ConnectionsFile::parse("{\"version\": 2, \"connections\": {}}", fileName);
        QVERIFY(!file);
        QVERIFY2(file.error().message.contains(u"newer version"_qs) && file.error().message.contains(fileName),
                 qPrintable(file.error().message));
    }
};

QTEST_GUILESS_MAIN(tst_ConnectionsFile)
#include "tst_connectionsfile.moc"
