// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxfixture.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;

namespace {

// By Debian's python3-jsonschema: what is wrong with each of the task files in a folder, a line each.
const char *const validator = R"py(
import json, pathlib, sys
import jsonschema
schema = json.load(open(sys.argv[1], encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
check = jsonschema.Draft202012Validator(schema)
for file in sorted(pathlib.Path(sys.argv[2]).glob("*.json")):
    for error in check.iter_errors(json.load(open(file, encoding="utf-8"))):
        print(file.name, "/".join(map(str, error.absolute_path)), error.message)
)py";

} // namespace

/// Tasks are saved as files, reviewed, and run again; the published schema says what is in them.
class tst_TaskFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();

    void everyKindIsSavedAsTheSchemaSays_data();
    void everyKindIsSavedAsTheSchemaSays();
    void aMemberThatIsNotKnownIsRefused_data();
    void aMemberThatIsNotKnownIsRefused();
    void aMisspeltMemberIsNamedWithWhatIsMeant();
    void aTableInPlaceOfASchemaIsToldSo();
    void aRepairIsSavedToo();
    void aSavedTaskIsRunAgain();
    void theSameTaskIsTheSameFile();
    void whatTheSchemaRefusesIsRefused_data();
    void whatTheSchemaRefusesIsRefused();
    void whatIsNoTaskFileIsRefused_data();
    void whatIsNoTaskFileIsRefused();
    void anotherFileIsNotOverwritten();

private:
    [[nodiscard]] QString folder(const QString &name) const
    {
        QDir(m_dir.path()).mkpath(name);
        return m_dir.filePath(name);
    }
    [[nodiscard]] static QByteArray read(const QString &file)
    {
        QFile opened(file);
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }
    static void write(const QString &file, const QByteArray &bytes)
    {
        QFile opened(file);
        QVERIFY(opened.open(QIODevice::WriteOnly));
        opened.write(bytes);
    }
    // \a json with a member "xyzzy" in the object \a place of it ("sources[0]"; empty: itself).
    [[nodiscard]] static QJsonObject spoilt(QJsonObject json, const QString &place)
    {
        if (place.isEmpty()) {
            json.insert(u"xyzzy"_s, true);
            return json;
        }
        const QString first = place.section(u'.', 0, 0);
        const QString rest = place.section(u'.', 1);
        const QString key = first.section(u'[', 0, 0);
        if (key == first) {
            json.insert(key, spoilt(json.value(key).toObject(), rest));
            return json;
        }
        const int index = first.section(u'[', 1).chopped(1).toInt();
        QJsonArray array = json.value(key).toArray();
        array[index] = spoilt(array.at(index).toObject(), rest);
        json.insert(key, array);
        return json;
    }
    // The places of all objects in \a json, itself first.
    [[nodiscard]] static QStringList objectsIn(const QJsonObject &json, const QString &place = {})
    {
        QStringList places{place};
        for (auto it = json.begin(); it != json.end(); ++it) {
            const QString at = place.isEmpty() ? it.key() : place + u'.' + it.key();
            if (it->isObject())
                places += objectsIn(it->toObject(), at);
            const QJsonArray array = it->toArray();
            for (qsizetype i = 0; i < array.size(); ++i) {
                if (array.at(i).isObject())
                    places += objectsIn(array.at(i).toObject(), at + u"[%1]"_s.arg(i));
            }
        }
        return places;
    }
    // What the validator says of the files in \a folder.
    [[nodiscard]] static QString problems(const QString &folder)
    {
        QProcess python;
        python.start(u"python3"_s,
                     {u"-c"_s, QString::fromUtf8(validator),
                      QStringLiteral(ISTHMUS_SOURCE_DIR "/docs/task.schema.json"), folder});
        if (!python.waitForFinished() || python.exitCode() != 0)
            return u"the validator failed: "_s + QString::fromUtf8(python.readAllStandardError());
        return QString::fromUtf8(python.readAllStandardOutput()).trimmed();
    }
    [[nodiscard]] QJsonObject mapTables() const
    {
        const QString file = folder(u"one"_s) + u"/a.json"_s;
        const auto outcome = test::runCtl(
            {u"plan"_s, u"map-tables"_s, u"order_dw/ads"_s, u"--to"_s, u"dbs_mc/default"_s, u"--save"_s, file});
        return outcome.exitCode == 0 ? QJsonDocument::fromJson(read(file)).object() : QJsonObject();
    }

    QTemporaryDir m_dir;
};

void tst_TaskFiles::initTestCase()
{
    auto &sandbox = test::SandboxFixture::shared();
    QVERIFY2(sandbox.start(), qPrintable(sandbox.problem()));
    qputenv("ISTHMUS_CONFIG_DIR", m_dir.filePath(u"config"_s).toUtf8());
    qputenv("ISTHMUS_DATA_DIR", m_dir.filePath(u"data"_s).toUtf8());
    QCOMPARE(test::runCtl({u"connection"_s, u"add"_s, u"--sandbox"_s, sandbox.dir()}).exitCode, 0);
}

void tst_TaskFiles::everyKindIsSavedAsTheSchemaSays_data()
{
    QTest::addColumn<QStringList>("verb");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char *kind, const QStringList &verb) {
        QTest::newRow(qPrintable(verb.first() + u' ' + QString::number(verb.size())))
            << verb << QString::fromUtf8(kind);
    };
    row("map_table", {u"map-table"_s, u"order_dw/public/dwd_orders"_s, u"dbs_mc/default"_s});
    row("map_table",
        {u"map-table"_s, u"order_dw/public/dwd_orders"_s, u"dbs_mc/default"_s, u"--decimals"_s, u"text"_s,
         u"--lifecycle"_s, u"7"_s, u"--access"_s, u"ram-role"_s, u"--role-arn"_s, u"acs:ram::1:role/r"_s});
    row("map_tables", {u"map-tables"_s, u"order_dw/ads"_s, u"order_dw/dim/dim_user"_s, u"--to"_s, u"dbs_mc/default"_s});
    row("map_to_hologres",
        {u"map-to-hologres"_s, u"dbs_mc"_s, u"--to"_s, u"order_dw/ads"_s, u"--sized-texts"_s, u"text"_s});
    row("map_schema",
        {u"map-schema"_s, u"order_dw/ads"_s, u"dbs_mc/ads_live"_s, u"--server"_s, u"dbs_holo_external"_s});
    row("drop_external_table", {u"drop-table"_s, u"dbs_mc/default/nothing"_s});
    row("drop_foreign_table", {u"drop-table"_s, u"order_dw/public/nothing"_s});
    row("drop_external_schema", {u"drop-schema"_s, u"dbs_mc/nothing"_s});
    row("create_foreign_server",
        {u"create-foreign-server"_s, u"dbs_mc/mine"_s, u"--host"_s, u"127.0.0.1"_s, u"--database"_s, u"order_dw"_s,
         u"--role-arn"_s, u"acs:ram::1234567890:role/dbs-holo-role"_s});
    row("drop_foreign_server", {u"drop-foreign-server"_s, u"dbs_mc/dbs_holo_external"_s});
    row("add_hologres_user", {u"add-user"_s, u"order_dw"_s, u"p4_1"_s});
    row("grant_hologres_rights", {u"grant"_s, u"order_dw/public"_s, u"p4_1"_s, u"--model"_s, u"spm"_s});
    row("load_table_group",
        {u"load-table-group"_s, u"order_dw/:table_groups/order_dw_tg_default"_s, u"--to"_s, u"read_warehouse_1"_s});
}

void tst_TaskFiles::everyKindIsSavedAsTheSchemaSays()
{
    QFETCH(const QStringList, verb);
    QFETCH(const QString, kind);
    const QString place = folder(u"kind"_s + QString::number(qHash(verb)));
    const QString file = place + u"/task.json"_s;
    // Whether the plan can run is another matter: the task is saved either way.
    const auto outcome = test::runCtl(QStringList{u"plan"_s} + verb + QStringList{u"--save"_s, file});
    QVERIFY2(outcome.exitCode != 2, outcome.err.constData());
    const QJsonObject json = QJsonDocument::fromJson(read(file)).object();
    QVERIFY2(!json.isEmpty(), (outcome.out + outcome.err).constData());
    QCOMPARE(json.value(u"kind").toString(), kind);
    QCOMPARE(problems(place), QString());
    // And read as it was written.
    const QByteArray planned = test::runCtl(QStringList{u"plan"_s} + verb + QStringList{u"--json"_s}).out;
    QCOMPARE(test::runCtl({u"plan"_s, u"task"_s, file, u"--json"_s}).out, planned);
}

void tst_TaskFiles::aMemberThatIsNotKnownIsRefused_data()
{
    everyKindIsSavedAsTheSchemaSays_data();
    QTest::newRow("map-table columns") << QStringList{u"map-table"_s,
                                                      u"order_dw/public/dwd_orders"_s,
                                                      u"dbs_mc/default"_s,
                                                      u"--columns"_s,
                                                      u"order_id"_s,
                                                      u"--decimals"_s,
                                                      u"text"_s}
                                       << u"map_table"_s;
    QTest::newRow("drift") << QStringList{u"drift"_s, u"dbs_mc/default/tf_unknown"_s} << u"repair_mappings"_s;
}

void tst_TaskFiles::aMemberThatIsNotKnownIsRefused()
{
    QFETCH(const QStringList, verb);
    QFETCH(const QString, kind);
    const QString place = folder(u"unknown"_s + QString::number(qHash(verb)));
    const QString file = place + u"/task.json"_s;
    QJsonObject task{{u"isthmus_task"_s, 1},
                     {u"id"_s, u"x"_s},
                     {u"kind"_s, kind},
                     {u"definition"_s, QJsonObject{{u"tables"_s, QJsonArray{verb.last()}}}}};
    if (kind != u"repair_mappings") { // which needs a mapping that differs
        const auto outcome = test::runCtl(QStringList{u"plan"_s} + verb + QStringList{u"--save"_s, file});
        task = QJsonDocument::fromJson(read(file)).object();
        QVERIFY2(!task.isEmpty(), (outcome.out + outcome.err).constData());
    }
    for (const QString &object : objectsIn(task)) {
        write(file, QJsonDocument(spoilt(task, object)).toJson());
        QVERIFY2(problems(place).contains(u"xyzzy"), qPrintable(object)); // the schema says the same
        // By its place in the definition, which the planner reads.
        const QString inDefinition = object.section(u'.', 1);
        const QString told = inDefinition.isEmpty() ? u"\"xyzzy\""_s : u'"' + inDefinition + u".xyzzy\""_s;
        const auto refused = test::runCtl({u"plan"_s, u"task"_s, file});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.contains(told.toUtf8()) && refused.err.contains("is not known"),
                 (object.toUtf8() + ": " + refused.err).constData());
        QCOMPARE(test::runCtl({u"run"_s, file}).exitCode, 1);
    }
}

void tst_TaskFiles::aMisspeltMemberIsNamedWithWhatIsMeant()
{
    QJsonObject task = mapTables();
    QVERIFY(!task.isEmpty());
    QJsonObject definition = task.value(u"definition").toObject();
    definition.insert(u"lifecycle_day"_s, 7);
    task.insert(u"definition"_s, definition);
    const QString file = folder(u"misspelt"_s) + u"/task.json"_s;
    write(file, QJsonDocument(task).toJson());
    const auto refused = test::runCtl({u"run"_s, file, u"--json"_s});
    QCOMPARE(refused.exitCode, 1);
    const QJsonObject error = refused.json().value(u"error").toObject();
    QVERIFY2(error.value(u"message").toString().contains(u"\"lifecycle_day\""), refused.out.constData());
    QCOMPARE(error.value(u"hint").toString(), u"Nothing was done. Is \"lifecycle_days\" meant?"_s);
}

void tst_TaskFiles::aTableInPlaceOfASchemaIsToldSo()
{
    const auto planned = [this](const QString &path, const QJsonObject &more = {}) {
        QJsonObject task = mapTables();
        QJsonObject definition = task.value(u"definition").toObject();
        QJsonObject source = more;
        source.insert(u"schema"_s, path);
        definition.insert(u"sources"_s, QJsonArray{definition.value(u"sources").toArray().first(), source});
        task.insert(u"definition"_s, definition);
        const QString file = folder(u"schema"_s) + u"/task.json"_s;
        write(file, QJsonDocument(task).toJson());
        return test::runCtl({u"plan"_s, u"task"_s, file});
    };
    const auto table = planned(u"order_dw/public/dwd_orders"_s);
    QCOMPARE(table.exitCode, 1);
    QVERIFY2(
        table.err.contains("\"sources[1].schema\" must name a schema. order_dw/public/dwd_orders is none, but: table."),
        table.err.constData());
    QVERIFY2(table.err.contains("order_dw/public, and in \"tables\" beside it: dwd_orders."), table.err.constData());
    const auto view = planned(u"order_dw/public/v_order_funnel"_s);
    QVERIFY2(view.err.contains("is none, but: view."), view.err.constData());
    // Nor is it anything where its path is too long for a schema.
    const auto deep = planned(u"order_dw/order_dw/public/orders"_s);
    QVERIFY2(deep.err.contains("improper \"sources[1].schema\": \"order_dw/order_dw/public/orders\""),
             deep.err.constData());
    // A schema that is empty is one, and is named.
    QCOMPARE(test::runCtl({u"sql"_s, u"order_dw"_s, u"CREATE SCHEMA tf_empty"_s}).exitCode, 0);
    const auto empty =
        test::runCtl({u"plan"_s, u"map-tables"_s, u"order_dw/tf_empty"_s, u"--to"_s, u"dbs_mc/default"_s});
    QVERIFY2(empty.out.contains("There is no table in order_dw/tf_empty"), empty.out.constData());
    QCOMPARE(test::runCtl({u"sql"_s, u"order_dw"_s, u"DROP SCHEMA tf_empty"_s}).exitCode, 0);
}

void tst_TaskFiles::aRepairIsSavedToo()
{
    const auto isDone = [](const QStringList &arguments) { return test::runCtl(arguments).exitCode == 0; };
    QVERIFY(isDone({u"sql"_s, u"order_dw"_s, u"CREATE TABLE public.tf_source (a int, b int)"_s}));
    QVERIFY(isDone({u"map-table"_s, u"order_dw/public/tf_source"_s, u"dbs_mc/default"_s}));
    QVERIFY(isDone({u"sql"_s, u"order_dw"_s, u"ALTER TABLE public.tf_source DROP COLUMN b"_s}));
    const QString place = folder(u"repair"_s);
    const QString file = place + u"/task.json"_s;
    QVERIFY(isDone({u"plan"_s, u"drift"_s, u"dbs_mc/default/tf_source"_s, u"--save"_s, file}));
    QCOMPARE(problems(place), QString());
    QCOMPARE(QJsonDocument::fromJson(read(file)).object().value(u"kind").toString(), u"repair_mappings"_s);
    QVERIFY(isDone({u"run"_s, file, u"--confirm"_s, u"tf_source"_s}));
    QVERIFY(isDone({u"drift"_s, u"dbs_mc/default/tf_source"_s}));
    QVERIFY(isDone({u"drop-table"_s, u"dbs_mc/default/tf_source"_s, u"--confirm"_s, u"tf_source"_s}));
    QVERIFY(isDone({u"sql"_s, u"order_dw"_s, u"DROP TABLE public.tf_source"_s}));
}

void tst_TaskFiles::aSavedTaskIsRunAgain()
{
    const QString file = folder(u"run"_s) + u"/task.json"_s;
    QCOMPARE(test::runCtl({u"plan"_s, u"map-tables"_s, u"order_dw/ads"_s, u"--to"_s, u"dbs_mc/default"_s, u"--prefix"_s,
                           u"tf_"_s, u"--save"_s, file})
                 .exitCode,
             0);
    const auto run = test::runCtl({u"run"_s, file, u"--json"_s});
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY(!run.json().value(u"tables").toArray().isEmpty());
    // Edited in its file: what it drops is confirmed as ever.
    QByteArray text = read(file);
    QVERIFY(text.contains("\"if_taken\": \"keep\""));
    write(file, text.replace("\"if_taken\": \"keep\"", "\"if_taken\": \"replace\""));
    const auto refused = test::runCtl({u"run"_s, file});
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains("--confirm default"), refused.err.constData());
    QCOMPARE(test::runCtl({u"run"_s, file, u"--confirm"_s, u"default"_s}).exitCode, 0);
    const auto listed = test::runCtl({u"runs"_s});
    QVERIFY2(listed.out.contains("Map all tables of ads"), listed.out.constData());
    QCOMPARE(test::runCtl({u"sql"_s, u"dbs_mc"_s,
                           u"DROP TABLE IF EXISTS tf_ads_shop_gmv_daily; DROP TABLE IF EXISTS "
                           "tf_ads_pay_platform_share;"_s})
                 .exitCode,
             0);
}

void tst_TaskFiles::theSameTaskIsTheSameFile()
{
    const QString file = folder(u"same"_s) + u"/task.json"_s;
    const QStringList save{u"plan"_s, u"map-tables"_s, u"order_dw/ads"_s, u"--to"_s, u"dbs_mc/default"_s, u"--save"_s,
                           file};
    QCOMPARE(test::runCtl(save).exitCode, 0);
    const QByteArray first = read(file);
    QVERIFY(first.endsWith("}\n"));
    QCOMPARE(test::runCtl(save).exitCode, 0);
    QCOMPARE(read(file), first); // its id too
}

void tst_TaskFiles::whatTheSchemaRefusesIsRefused_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value"); // undefined: taken away
    const QJsonValue gone(QJsonValue::Undefined);
    QTest::newRow("no sources") << u"sources"_s << gone;
    QTest::newRow("empty sources") << u"sources"_s << QJsonValue(QJsonArray());
    QTest::newRow("no table of a source")
        << u"sources"_s
        << QJsonValue(QJsonArray{QJsonObject{{u"schema"_s, u"order_dw/ads"_s}, {u"tables"_s, QJsonArray()}}});
    QTest::newRow("source without schema") << u"sources"_s << QJsonValue(QJsonArray{QJsonObject()});
    QTest::newRow("target of another type") << u"target_schema"_s << QJsonValue(1);
    QTest::newRow("policy") << u"if_taken"_s << QJsonValue(u"overwrite"_s);
    QTest::newRow("access") << u"access"_s << gone;
    QTest::newRow("in flight") << u"in_flight"_s << QJsonValue(u"4"_s);
    QTest::newRow("flag") << u"reads_rows"_s << QJsonValue(0);
}

void tst_TaskFiles::whatTheSchemaRefusesIsRefused()
{
    QFETCH(const QString, member);
    QFETCH(const QJsonValue, value);
    QJsonObject task = mapTables();
    QVERIFY(!task.isEmpty());
    QJsonObject definition = task.value(u"definition").toObject();
    definition.remove(member);
    if (!value.isUndefined())
        definition.insert(member, value);
    task.insert(u"definition"_s, definition);
    const QString place = folder(u"wrong-"_s + QString::fromUtf8(QTest::currentDataTag()));
    const QString file = place + u"/task.json"_s;
    write(file, QJsonDocument(task).toJson());
    QVERIFY(!problems(place).isEmpty());
    const auto outcome = test::runCtl({u"plan"_s, u"task"_s, file});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.err.contains(member.toUtf8()), outcome.err.constData());
}

void tst_TaskFiles::whatIsNoTaskFileIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("no JSON") << QByteArray("{\n\"a\": \n") << u"Line 3 is no JSON"_s;
    QTest::newRow("an array") << QByteArray("[]") << u"This is no task file of Isthmus"_s;
    QTest::newRow("another object") << QByteArray(R"({"kind": "map_tables"})") << u"This is no task file of Isthmus"_s;
    QTest::newRow("version 0") << QByteArray(R"({"isthmus_task": 0, "kind": "map_tables", "definition": {}})")
                               << u"This is no task file of Isthmus"_s;
    QTest::newRow("too long") << QByteArray(17 * 1024 * 1024, ' ') << u"is longer than 16 MiB"_s;
    QTest::newRow("later version") << QByteArray(R"({"isthmus_task": 2})") << u"written by a later version"_s;
    QTest::newRow("no kind") << QByteArray(R"({"isthmus_task": 1, "definition": {}})") << u"kind"_s;
    QTest::newRow("unknown kind") << QByteArray(R"({"isthmus_task": 1, "kind": "dance", "definition": {}})")
                                  << u"No part of this program plans \"dance\" tasks"_s;
    QTest::newRow("deep") << QByteArray(5'000, '[') << u"is no JSON"_s;
}

void tst_TaskFiles::whatIsNoTaskFileIsRefused()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, words);
    const QString file = folder(u"none"_s) + u"/task.json"_s;
    write(file, text);
    const auto outcome = test::runCtl({u"run"_s, file});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(QString::fromUtf8(outcome.err).contains(words), outcome.err.constData());
}

void tst_TaskFiles::anotherFileIsNotOverwritten()
{
    const QString file = folder(u"other"_s) + u"/notes.json"_s;
    write(file, "{\"mine\": 1}");
    const auto outcome = test::runCtl(
        {u"plan"_s, u"map-tables"_s, u"order_dw/ads"_s, u"--to"_s, u"dbs_mc/default"_s, u"--save"_s, file});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.err.contains("is no task file"), outcome.err.constData());
    QCOMPARE(read(file), QByteArray("{\"mine\": 1}"));
    // Nor one of another task.
    const QString task = folder(u"other"_s) + u"/task.json"_s;
    const QStringList save{u"--save"_s, task};
    QCOMPARE(
        test::runCtl(QStringList{u"plan"_s, u"map-tables"_s, u"order_dw/ads"_s, u"--to"_s, u"dbs_mc/default"_s} + save)
            .exitCode,
        0);
    const auto another = test::runCtl(QStringList{u"plan"_s, u"drop-schema"_s, u"dbs_mc/nothing"_s} + save);
    QVERIFY2(another.err.contains("holds another task (map_tables)"), another.err.constData());
    for (const QString &none : {u"-"_s, QString()})
        QCOMPARE(test::runCtl(
                     {u"plan"_s, u"map-tables"_s, u"order_dw/ads"_s, u"--to"_s, u"dbs_mc/default"_s, u"--save"_s, none})
                     .exitCode,
                 1);
}

QTEST_GUILESS_MAIN(tst_TaskFiles)
#include "tst_taskfiles.moc"
