// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecatalog.h"
#include "fakesources.h"
#include "foreignfixture.h"

#include <isthmus/mapping/drift/driftreader.h>

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace isthmus;
using namespace mapping;
using namespace foreignfixture;
using namespace Qt::StringLiterals;
using plan::words;
using testsupport::path;

/// Which MaxCompute table a foreign table is compared with, and what is said where its record is damaged.
class tst_ForeignDriftReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEndpointThatItWasMadeWithDecides();
    void severalServersAreNamed();
    void aDamagedRecordIsToldAndNothingIsRepaired();
    void whatIsRememberedAndGoneIsToldToo();
};

namespace {

// One foreign table, and a project of its name at two endpoints.
class World {
public:
    World()
    {
        sources.sources = {{u"order_dw"_s, {holo, u"hologres"_s, false}},
                           {u"here"_s, {here, u"maxcompute"_s, false}},
                           {u"there"_s, {there, u"maxcompute"_s, false}}};
        holo->setServer(hologres());
        holo->setTable(foreignTable());
        holo->setChildren(path(u"order_dw"_s),
                          {testsupport::entry(path(u"order_dw"_s), u"public"_s, ObjectKind::Schema)});
        holo->setExternalLinks({{foreignTable().path, u"odps_server?project_name=dbs_mc#default&table_name=orders"_s}});
        for (const auto &catalog : {here, there})
            catalog->setServer(maxCompute());
        auto table = sourceTable();
        table.path = path(u"here/default/orders"_s);
        here->setTable(table);
        table.path = path(u"there/default/orders"_s);
        table.identity = u"9999"_s;
        table.columns.removeAt(1);
        there->setTable(table);
        keep(fingerprint());
    }

    void keep(const Fingerprint &made) const { QVERIFY(fingerprints->keep(key(), made)); }
    [[nodiscard]] static MappingKey key() { return MappingKey::ofForeign(hologres(), u"public"_s, u"mc_orders"_s); }

    [[nodiscard]] Drift drift() const
    {
        const auto found = check(path(u"order_dw/public/mc_orders"_s));
        return found && !found->mappings.isEmpty() ? found->mappings.first() : Drift();
    }

    [[nodiscard]] core::Result<DriftReader::Found> check(const catalog::ObjectPath &scope) const
    {
        const DriftReader reader(
            fingerprints, [](const catalog::JdbcLocation &) { return std::optional<catalog::ObjectPath>(); },
            [this](const catalog::ForeignSource &shown, const QString &wanted) {
                QStringList found = connected;
                if (!wanted.isEmpty())
                    found.removeIf([&](const QString &name) { return endpoints.value(name) != wanted; });
                DriftReader::ProjectTable place;
                if (found.size() == 1)
                    place.table = catalog::ObjectPath{found.first(), {shown.schema, shown.table}};
                for (const QString &name : connected)
                    place.servers.append(endpoints.value(name));
                return place;
            });
        return reader.check({scope}, sources, {});
    }

    QTemporaryDir dir;
    std::shared_ptr<Fingerprints> fingerprints = std::make_shared<Fingerprints>(dir.filePath(u"f"_s));
    std::shared_ptr<testsupport::FakeCatalog> holo = std::make_shared<testsupport::FakeCatalog>();
    std::shared_ptr<testsupport::FakeCatalog> here = std::make_shared<testsupport::FakeCatalog>();
    std::shared_ptr<testsupport::FakeCatalog> there = std::make_shared<testsupport::FakeCatalog>();
    FakeSources sources;
    QStringList connected{u"there"_s, u"here"_s};
    QHash<QString, QString> endpoints{{u"here"_s, endpoint}, {u"there"_s, u"https://other.example/api"_s}};
};

} // namespace

void tst_ForeignDriftReader::theEndpointThatItWasMadeWithDecides()
{
    World world;
    QCOMPARE(world.drift().state, DriftState::Equal);
    QCOMPARE(world.drift().source->connection, u"here"_s);
    // A project of the same name, elsewhere: another table, which is neither compared nor taken for the one that is
    // gone.
    world.connected = {u"there"_s};
    const Drift other = world.drift();
    QCOMPARE(other.state, DriftState::Unknown);
    QVERIFY(!other.canBeRepaired() && !other.hasDrift());
    QCOMPARE(words(other.summary()), u"Source unknown: no connection to the project dbs_mc at %1"_s.arg(endpoint));
    // The same one by another address of the service.
    auto table = sourceTable();
    table.path = path(u"there/default/orders"_s);
    world.there->setTable(table);
    QCOMPARE(world.drift().state, DriftState::Equal);
    QCOMPARE(world.drift().source->connection, u"there"_s);
}

void tst_ForeignDriftReader::severalServersAreNamed()
{
    const World world;
    QVERIFY(world.fingerprints->forget(World::key()));
    const Drift drift = world.drift();
    QCOMPARE(drift.state, DriftState::Unknown);
    QVERIFY2(words(drift.summary()).contains(u"https://other.example/api"_s)
                 && words(drift.summary()).contains(endpoint),
             qPrintable(words(drift.summary())));
    QVERIFY2(words(drift.problem->hint).contains(u"Hologres does not tell which server it reads"_s),
             qPrintable(words(drift.problem->hint)));
}

void tst_ForeignDriftReader::aDamagedRecordIsToldAndNothingIsRepaired()
{
    World world;
    world.connected = {u"here"_s};
    const QString folder = world.dir.filePath(u"f"_s);
    const QString below = folder + u'/' + QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
    QFile file(below + u'/' + QDir(below).entryList(QDir::Files).value(0));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QVERIFY(file.write("{}") > 0);
    file.close();
    Drift drift = world.drift();
    QCOMPARE(drift.state, DriftState::Unknown); // a change that leaves both sides alike cannot be seen
    QVERIFY2(words(drift.summary()).startsWith(u"The record of mc_orders cannot be read; compared without it: "_s),
             qPrintable(words(drift.summary())));
    QVERIFY(words(drift.summary()).contains(file.fileName()));
    auto changed = sourceTable();
    changed.path = path(u"here/default/orders"_s);
    changed.columns.removeAt(1);
    world.here->setTable(changed);
    drift = world.drift();
    QCOMPARE(drift.state, DriftState::Broken); // as both sides are
    QCOMPARE(drift.differences.first().kind, Difference::Kind::ColumnMissing);
    QVERIFY(!drift.canBeRepaired());
    const QJsonObject json = drift.toJson().value(u"unread_record"_s).toObject();
    QVERIFY2(json.value(u"message"_s).toString().contains(u"compared without it"_s),
             QJsonDocument(json).toJson().constData());
    QVERIFY(json.value(u"hint"_s).toString().contains(u"remove that file"_s));
    QCOMPARE(world.check(path(u"order_dw/public"_s))->mappings.size(), 1);
}

void tst_ForeignDriftReader::whatIsRememberedAndGoneIsToldToo()
{
    const World world;
    world.holo->setExternalLinks({});
    world.holo->setTableError(foreignTable().path, {core::ErrorKind::NotFound, u"gone"_s, {}, {}, {}});
    for (const QString &scope : {u"order_dw"_s, u"order_dw/public"_s, u"order_dw/public/mc_orders"_s}) {
        const auto found = world.check(path(scope));
        QVERIFY(found);
        QCOMPARE(found->mappings.size(), 1);
        QCOMPARE(found->mappings.first().differences.first().kind, Difference::Kind::TargetGone);
        QCOMPARE(found->mappings.first().repair, Repair::Create);
    }
}

QTEST_GUILESS_MAIN(tst_ForeignDriftReader)
#include "tst_foreigndriftreader.moc"
