// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"
#include "fakesources.h"
#include "maptablefixture.h"

#include <isthmus/mapping/drift/driftreader.h>
#include <isthmus/plan/words.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace mapping;
using catalog::ObjectKind;
using testsupport::FakeCatalog;
using testsupport::path;

namespace {

// Two tables of Hologres and what shows them in MaxCompute.
class World {
public:
    World()
    {
        sources.sources.insert(QStringLiteral("order_dw"), {holo, QStringLiteral("hologres"), false});
        sources.sources.insert(QStringLiteral("dbs_mc"), {mc, QStringLiteral("maxcompute"), false});
        catalog::ServerInfo server;
        server.host = QStringLiteral("http://mc.example/api");
        server.database = QStringLiteral("dbs_mc");
        mc->setServer(server);
        for (const char *name : {"dwd_orders", "orders"})
            map(QString::fromLatin1(name));
        mc->setChildren(
            path(QStringLiteral("dbs_mc")),
            {testsupport::entry(path(QStringLiteral("dbs_mc")), QStringLiteral("default"), ObjectKind::Schema),
             testsupport::entry(path(QStringLiteral("dbs_mc")), QStringLiteral("live"), ObjectKind::ExternalSchema)});
        list({QStringLiteral("dwd_orders"), QStringLiteral("orders")});
    }

    void map(const QString &name)
    {
        auto facts = maptablefixture::facts();
        facts.source.name = name;
        facts.source.path = path(QStringLiteral("order_dw/public/") + name);
        facts.targetServer.host = QStringLiteral("http://mc.example/api");
        facts.source.identity = QString::number(16400 + remembered.size());
        for (qsizetype i = 0; i < facts.source.columns.size(); ++i)
            facts.source.columns[i].number = int(i + 1);
        holo->setTable(facts.source);
        auto definition = maptablefixture::definition();
        definition.source = facts.source.path;
        definition.tableName = name;
        remembered.insert(name, rememberedOf(definition, facts));
        auto target = remembered[name].fingerprint.target;
        target.path = path(QStringLiteral("dbs_mc/default/") + name);
        mc->setTable(target);
    }

    /// Hologres has the table of \a identity under \a name now.
    void call(const QString &identity, const QString &name) const
    {
        for (const Remembered &mapping : remembered) {
            catalog::TableInfo info = mapping.fingerprint.source;
            info.path = path(QStringLiteral("order_dw/public/") + name);
            info.name = name;
            info.identity = identity;
            holo->setTable(info);
        }
    }

    void list(const QStringList &names)
    {
        const auto schema = path(QStringLiteral("dbs_mc/default"));
        QList<catalog::Entry> entries{testsupport::entry(schema, QStringLiteral("managed"), ObjectKind::Table)};
        for (const QString &name : names)
            entries.append(testsupport::entry(schema, name, ObjectKind::ExternalTable));
        mc->setChildren(schema, entries);
    }

    void remember(const QString &name) const
    {
        const auto &mapping = remembered[name];
        QVERIFY(fingerprints->keep(mapping.key, mapping.fingerprint));
    }

    [[nodiscard]] DriftReader reader() const
    {
        return {fingerprints,
                [](const catalog::JdbcLocation &location) -> std::optional<catalog::ObjectPath> {
                    if (location.database != u"order_dw")
                        return std::nullopt;
                    return catalog::ObjectPath{QStringLiteral("order_dw"), {location.schema(), location.table()}};
                },
                [](const catalog::ForeignSource &shown, const QString &) -> DriftReader::ProjectTable {
                    if (shown.project != u"dbs_mc")
                        return {};
                    return {catalog::ObjectPath{QStringLiteral("dbs_mc"), {QStringLiteral("default"), shown.table}}};
                }};
    }

    [[nodiscard]] core::Result<DriftReader::Found> check(const QString &scope) const
    {
        return reader().check({path(scope)}, sources, {});
    }

    QTemporaryDir dir;
    std::shared_ptr<Fingerprints> fingerprints = std::make_shared<Fingerprints>(dir.filePath(QStringLiteral("f")));
    std::shared_ptr<FakeCatalog> holo = std::make_shared<FakeCatalog>();
    std::shared_ptr<FakeCatalog> mc = std::make_shared<FakeCatalog>();
    FakeSources sources;
    QHash<QString, Remembered> remembered;
};

QStringList states(const QList<Drift> &drifts)
{
    QStringList lines;
    for (const Drift &drift : drifts)
        lines.append(drift.table.name() + u' ' + driftStateName(drift.state)
                     + (drift.isRemembered ? QStringLiteral(" remembered") : QString()));
    lines.sort();
    return lines;
}

} // namespace

/// What is read of both sides for a comparison, and what is kept between two.
class tst_DriftReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneTableIsReadOnBothSides();
    void aWholeSchemaTakesOneLookAtEitherSide();
    void aTableWhoseNameAnotherTookIsFoundByItsNumber();
    void swappedTablesAreFoundByTheirNumbers();
    void aNumberOfAnotherTableIsNotTrusted();
    void aProjectIsComparedSchemaBySchema();
    void whatIsRememberedAndGoneIsToldToo();
    void anUnreachableSourceIsToldForItsTablesAlone();
    void aSourceWithoutAConnectionIsUnknown();
    void whatIsNoMappingIsSaid();
    void fingerprintsAreFoundWhateverTheCapitals();
    void aDamagedFingerprintIsToldAndBothSidesAreComparedWithoutIt();
    void tablesOfAnExternalSchemaAreLive();
};

void tst_DriftReader::oneTableIsReadOnBothSides()
{
    World world;
    world.remember(QStringLiteral("orders"));
    const auto facts = world.reader().read(path(QStringLiteral("dbs_mc/default/orders")), world.sources, {});
    QVERIFY(facts.has_value());
    QVERIFY(facts->stored && facts->target && facts->source);
    QCOMPARE(facts->source->path, path(QStringLiteral("order_dw/public/orders")));
    QCOMPARE(compared(*facts).state, DriftState::Equal);
    QCOMPARE(world.mc->calls(), QStringList{QStringLiteral("server")}); // and the table itself
    QCOMPARE(world.mc->tablesCalls(path(QStringLiteral("dbs_mc/default"))), 0);
    QCOMPARE(world.holo->tablesCalls(path(QStringLiteral("order_dw/public"))), 1);
}

void tst_DriftReader::aWholeSchemaTakesOneLookAtEitherSide()
{
    World world;
    world.remember(QStringLiteral("orders"));
    const auto found = world.check(QStringLiteral("dbs_mc/default"));
    QVERIFY(found.has_value());
    QCOMPARE(states(found->mappings),
             (QStringList{QStringLiteral("dwd_orders equal"), QStringLiteral("orders equal remembered")}));
    QCOMPARE(world.holo->tablesCalls(path(QStringLiteral("order_dw/public"))), 1); // both tables at once
    QCOMPARE(world.mc->tablesCalls(path(QStringLiteral("dbs_mc/default"))), 1);
    QCOMPARE(world.mc->calls().filter(QStringLiteral("server")).size(), 1);
}

void tst_DriftReader::aTableWhoseNameAnotherTookIsFoundByItsNumber()
{
    World world;
    world.remember(QStringLiteral("orders"));
    const QString identity = world.remembered[QStringLiteral("orders")].fingerprint.source.identity;
    world.call(QStringLiteral("20000"), QStringLiteral("orders"));
    const auto table = path(QStringLiteral("dbs_mc/default/orders"));
    auto facts = world.reader().read(table, world.sources, {});
    QVERIFY(facts && facts->source && !facts->isNameTaken); // the former one is gone
    QCOMPARE(compared(*facts).differences.first().kind, Difference::Kind::SourceRemade);

    world.call(identity, QStringLiteral("orders_old"));
    facts = world.reader().read(table, world.sources, {});
    QVERIFY(facts && facts->source && facts->isNameTaken);
    QCOMPARE(facts->source->path, path(QStringLiteral("order_dw/public/orders_old")));
    const Drift drift = compared(*facts);
    QCOMPARE(drift.state, DriftState::Broken);
    QCOMPARE(drift.differences.size(), 1);
    QCOMPARE(drift.differences.first().kind, Difference::Kind::SourceRenamed);
    QCOMPARE(drift.repair, Repair::Recreate);
}

void tst_DriftReader::swappedTablesAreFoundByTheirNumbers()
{
    World world;
    world.remember(QStringLiteral("orders"));
    world.remember(QStringLiteral("dwd_orders"));
    const QString one = world.remembered[QStringLiteral("orders")].fingerprint.source.identity;
    const QString other = world.remembered[QStringLiteral("dwd_orders")].fingerprint.source.identity;
    world.call(one, QStringLiteral("dwd_orders"));
    world.call(other, QStringLiteral("orders"));
    const auto found = world.check(QStringLiteral("dbs_mc/default"));
    QVERIFY(found.has_value());
    QCOMPARE(states(found->mappings),
             (QStringList{QStringLiteral("dwd_orders broken remembered"), QStringLiteral("orders broken remembered")}));
    for (const Drift &drift : found->mappings)
        QVERIFY(plan::words(drift.effect()).startsWith(QStringLiteral("Queries show the rows of another table")));
}

// A database that was restored numbers its tables anew.
void tst_DriftReader::aNumberOfAnotherTableIsNotTrusted()
{
    World world;
    world.remember(QStringLiteral("orders"));
    const QString identity = world.remembered[QStringLiteral("orders")].fingerprint.source.identity;
    world.call(QStringLiteral("20000"), QStringLiteral("orders"));
    auto other = maptablefixture::facts().source;
    other.path = path(QStringLiteral("order_dw/public/users"));
    other.name = QStringLiteral("users");
    other.identity = identity;
    other.columns = {maptablefixture::column("id", "bigint"), maptablefixture::column("name", "text")};
    world.holo->setTable(other);
    const auto facts = world.reader().read(path(QStringLiteral("dbs_mc/default/orders")), world.sources, {});
    QVERIFY(facts && facts->source && !facts->isNameTaken);
    QCOMPARE(facts->source->path, path(QStringLiteral("order_dw/public/orders")));
}

void tst_DriftReader::aProjectIsComparedSchemaBySchema()
{
    World world;
    QList<Drift> told;
    const auto found = world.reader().check({path(QStringLiteral("dbs_mc"))}, world.sources, {},
                                            [&told](const QList<Drift> &some) { told += some; });
    QVERIFY(found.has_value());
    QCOMPARE(found->liveSchemas, 1);
    QCOMPARE(found->mappings.size(), 2);
    QCOMPARE(told.size(), 2);
}

void tst_DriftReader::whatIsRememberedAndGoneIsToldToo()
{
    World world;
    world.remember(QStringLiteral("orders"));
    world.map(QStringLiteral("former"));
    world.remember(QStringLiteral("former"));
    world.mc->setTableError(path(QStringLiteral("dbs_mc/default/former")),
                            {core::ErrorKind::NotFound, QStringLiteral("gone"), {}, {}, {}});
    const auto found = world.check(QStringLiteral("dbs_mc/default"));
    QVERIFY(found.has_value());
    QCOMPARE(states(found->mappings),
             (QStringList{QStringLiteral("dwd_orders equal"), QStringLiteral("former broken remembered"),
                          QStringLiteral("orders equal remembered")}));
    QVERIFY(world.fingerprints->forget(world.remembered[QStringLiteral("former")].key));
    QCOMPARE(world.check(QStringLiteral("dbs_mc/default"))->mappings.size(), 2);
}

void tst_DriftReader::anUnreachableSourceIsToldForItsTablesAlone()
{
    World world;
    world.sources.sources.remove(QStringLiteral("order_dw"));
    const auto found = world.check(QStringLiteral("dbs_mc/default"));
    QVERIFY(found.has_value());
    QCOMPARE(states(found->mappings),
             (QStringList{QStringLiteral("dwd_orders unknown"), QStringLiteral("orders unknown")}));
}

void tst_DriftReader::aSourceWithoutAConnectionIsUnknown()
{
    World world;
    auto target = world.remembered[QStringLiteral("orders")].fingerprint.target;
    target.path = path(QStringLiteral("dbs_mc/default/orders"));
    target.external->location.replace(QStringLiteral("/order_dw?"), QStringLiteral("/other?"));
    world.mc->setTable(target);
    const auto found = world.check(QStringLiteral("dbs_mc/default/orders"));
    QVERIFY(found.has_value());
    QCOMPARE(found->mappings.first().state, DriftState::Unknown);
    QVERIFY(plan::words(found->mappings.first().summary()).endsWith(QStringLiteral(":80/other")));
}

void tst_DriftReader::whatIsNoMappingIsSaid()
{
    World world;
    const auto found = world.check(QStringLiteral("order_dw/public/orders"));
    QVERIFY(found && found->mappings.size() == 1);
    QCOMPARE(found->mappings.first().state, DriftState::Unknown);
    QCOMPARE(plan::words(found->mappings.first().problem->message),
             QStringLiteral("orders is no foreign table (table)."));
    QVERIFY(!world.check(QStringLiteral("nowhere")));
}

void tst_DriftReader::fingerprintsAreFoundWhateverTheCapitals()
{
    World world;
    const auto &mapping = world.remembered[QStringLiteral("orders")];
    QVERIFY(world.fingerprints->keep(mapping.key, mapping.fingerprint));
    auto server = maptablefixture::facts().targetServer;
    server.host = QStringLiteral("HTTP://MC.example/api");
    const auto key = MappingKey::of(server, QStringLiteral("DEFAULT"), QStringLiteral("Orders"));
    QVERIFY(world.fingerprints->find(key)->has_value());
    QVERIFY(
        !world.fingerprints->find(MappingKey::of(server, QStringLiteral("default"), QStringLiteral("x")))->has_value());
    server.database = QStringLiteral("other");
    QVERIFY(!world.fingerprints->find(MappingKey::of(server, QStringLiteral("default"), QStringLiteral("orders")))
                 ->has_value());
}

void tst_DriftReader::aDamagedFingerprintIsToldAndBothSidesAreComparedWithoutIt()
{
    World world;
    world.remember(QStringLiteral("orders"));
    const QString folder = world.dir.filePath(QStringLiteral("f"));
    const QString below = folder + u'/' + QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
    QFile file(below + u'/' + QDir(below).entryList(QDir::Files).value(0));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QVERIFY(file.write("{\"version\":1,\"mapp") > 0);
    file.close();
    const auto stored = world.fingerprints->find(world.remembered[QStringLiteral("orders")].key);
    QVERIFY(!stored);
    QVERIFY(stored.error().message.contains(file.fileName()));
    const auto found = world.check(QStringLiteral("dbs_mc/default/orders"));
    QVERIFY(found.has_value());
    QCOMPARE(states(found->mappings), QStringList{QStringLiteral("orders unknown")});
    QVERIFY(plan::words(found->mappings.first().summary()).contains(file.fileName()));
    QVERIFY(!found->mappings.first().canBeRepaired()); // what was chosen for it is not known
    auto changed = world.remembered[QStringLiteral("orders")].fingerprint.source;
    changed.path = path(QStringLiteral("order_dw/public/orders"));
    changed.columns.removeFirst();
    world.holo->setTable(changed);
    const auto without = world.check(QStringLiteral("dbs_mc/default/orders"));
    QCOMPARE(states(without->mappings), QStringList{QStringLiteral("orders broken")});
    QCOMPARE(without->mappings.first().differences.first().kind, Difference::Kind::ColumnMissing);
    QVERIFY(!without->mappings.first().canBeRepaired());
    QVERIFY(plan::words(without->mappings.first().unreadRecord->message)
                .startsWith(QStringLiteral("The record of orders cannot be read; compared without it: ")));
    // One that the user removes, as is told, is none.
    QVERIFY(file.remove());
    QVERIFY(world.check(QStringLiteral("dbs_mc/default/orders"))->mappings.first().canBeRepaired());
}

void tst_DriftReader::tablesOfAnExternalSchemaAreLive()
{
    World world;
    catalog::TableInfo info;
    info.path = path(QStringLiteral("dbs_mc/live/orders"));
    info.name = QStringLiteral("orders");
    info.kind = ObjectKind::ExternalTable;
    info.external.emplace();
    world.mc->setTable(info);
    const auto found = world.check(QStringLiteral("dbs_mc/live/orders"));
    QVERIFY(found.has_value());
    QVERIFY(found->mappings.first().isLive);
    QCOMPARE(found->mappings.first().state, DriftState::Equal);
}

QTEST_GUILESS_MAIN(tst_DriftReader)

#include "tst_driftreader.moc"
