// SPDX-License-Identifier: GPL-3.0-or-later
#include "namestorefixture.h"
#include "shelf.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace isthmus;
using namespace isthmus::nameindex;
using namespace Qt::StringLiterals;
using catalog::ObjectKind;
using core::Done;
using core::ErrorKind;
using testsupport::listingOf;

namespace {

const QDateTime noon = QDateTime(QDate(2026, 11, 20), QTime(12, 0), Qt::UTC);
const Owner one{u"one"_s, u"1"_s};

} // namespace

class tst_NameStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_file = m_dir->filePath(u"names.sqlite"_s);
    }

    void aFolderInPlaceOfTheFileIsTold()
    {
        QVERIFY(QDir().mkpath(m_file));
        NameStore store;
        const auto opened = store.open(m_file);
        QVERIFY(!opened);
        QVERIFY2(opened.error().message.contains(u"a folder is where the file should be"_s),
                 qPrintable(opened.error().message));
    }

    void namesAreThereAgainAfterTheEnd()
    {
        {
            NameStore store;
            QVERIFY(store.open(m_file));
            QVERIFY(store.setConnections({one}));
            QVERIFY(store.writeListing(one, {}, {listingOf(u"s"_s, {u"b"_s, u"a"_s, u"b"_s})}, noon));
        }
        QCOMPARE(QFileInfo(m_file).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
        NameStore store;
        QVERIFY(store.open(m_file));
        const auto schemas = store.schemas();
        QCOMPARE(schemas->size(), 1);
        QCOMPARE(testsupport::namesIn(*store.names(schemas->first().id)), QStringList({u"a"_s, u"b"_s}));
        QCOMPARE(schemas->first().asOf, noon);
        const auto connections = store.connections();
        QCOMPARE(connections->first().names, 2);
        QCOMPARE(connections->first().asOf, noon);
    }

    // A listing is there as a whole or not at all.
    void aListingThatFailsLeavesTheOneBefore()
    {
        NameStore store;
        QVERIFY(store.open(m_file));
        QVERIFY(store.setConnections({one}));
        QVERIFY(store.writeListing(one, {}, {listingOf(u"s"_s, {u"old"_s})}, noon));
        {
            sqlite::Database other([](sqlite::Failure, const QString &) { return core::Error(); });
            QVERIFY(other.open(m_file));
            QVERIFY(other.executeOnce(u"CREATE TRIGGER stop BEFORE INSERT ON schemas WHEN new.name = 'zz' "
                                      "BEGIN SELECT RAISE(ABORT, 'no'); END"_s));
        }
        QVERIFY(!store.writeListing(one, {}, {listingOf(u"new"_s, {u"x"_s}), listingOf(u"zz"_s, {u"y"_s})},
                                    noon.addDays(1)));
        const auto schemas = store.schemas();
        QCOMPARE(schemas->size(), 1);
        QCOMPARE(schemas->first().name, u"s"_s);
        QCOMPARE(store.connections()->first().asOf, noon);
    }

    void namesOfARenamedConnectionStayAndOfARemovedOneGo()
    {
        NameStore store;
        QVERIFY(store.open(m_file));
        QVERIFY(store.setConnections({one, {u"two"_s, u"2"_s}, {u"three"_s, u"3"_s}}));
        QVERIFY(store.writeListing(one, {}, {listingOf(u"s1"_s, {u"a"_s})}, noon));
        QVERIFY(store.writeListing({u"two"_s, u"2"_s}, {}, {listingOf(u"s2"_s, {u"b"_s})}, noon));
        QVERIFY(store.writeListing({u"three"_s, u"3"_s}, {}, {listingOf(u"s3"_s, {u"c"_s})}, noon));
        // Two have exchanged their names, one is gone, one is new.
        QVERIFY(store.setConnections({{u"one"_s, u"2"_s}, {u"two"_s, u"1"_s}, {u"four"_s, u"4"_s}}));
        const auto schemas = store.schemas();
        QCOMPARE(schemas->size(), 2);
        QCOMPARE(schemas->at(0).connection + schemas->at(0).name, u"ones2"_s);
        QCOMPARE(schemas->at(1).connection + schemas->at(1).name, u"twos1"_s);
        QCOMPARE(store.connections()->size(), 3);
        // The same name with another server is another connection.
        QVERIFY(store.setConnections({{u"one"_s, u"9"_s}}));
        QVERIFY(store.schemas()->isEmpty());
    }

    void whatIsWrittenForAnotherServerIsPassedOver()
    {
        NameStore store;
        QVERIFY(store.open(m_file));
        QVERIFY(store.setConnections({one}));
        QVERIFY(store.writeListing({u"one"_s, u"before"_s}, {}, {listingOf(u"s"_s, {u"a"_s})}, noon));
        QVERIFY(store.writeListing({u"nobody"_s, u"1"_s}, {}, {listingOf(u"s"_s, {u"a"_s})}, noon));
        QVERIFY(store.schemas()->isEmpty());
    }

    void oneNameIsAddedToAndTakenFromASchemaThatWasListed()
    {
        NameStore store;
        QVERIFY(store.open(m_file));
        QVERIFY(store.setConnections({one}));
        QVERIFY(store.writeListing(one, {}, {listingOf(u"s"_s, {u"a"_s, u"c"_s})}, noon));
        const auto names = [&store] { return testsupport::namesIn(*store.names(store.schemas()->first().id)); };
        QVERIFY(store.writeName(one, {}, u"s"_s, u"b"_s, ObjectKind::ExternalTable));
        QCOMPARE(names(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
        QVERIFY(store.writeName(one, {}, u"s"_s, u"a"_s, std::nullopt));
        QVERIFY(store.writeName(one, {}, u"s"_s, u"nowhere"_s, std::nullopt));
        QVERIFY(store.writeName(one, {}, u"unknown"_s, u"a"_s, ObjectKind::Table));
        QCOMPARE(names(), QStringList({u"b"_s, u"c"_s}));
        QCOMPARE(store.schemas()->size(), 1);
        QCOMPARE(store.connections()->first().names, 2);
    }

    void aListOfSchemasKeepsTheirNames()
    {
        NameStore store;
        QVERIFY(store.open(m_file));
        QVERIFY(store.setConnections({one}));
        QVERIFY(store.writeListing(one, {}, {listingOf(u"s"_s, {u"a"_s}), listingOf(u"gone"_s, {u"b"_s})}, noon));
        QVERIFY(store.writeSchemas(one, {}, {{u"s"_s, ObjectKind::ExternalSchema}, {u"new"_s, ObjectKind::Schema}}));
        const auto schemas = store.schemas();
        QCOMPARE(schemas->size(), 2);
        QCOMPARE(schemas->at(0).name, u"new"_s);
        QVERIFY(!schemas->at(0).asOf.isValid());
        QCOMPARE(schemas->at(1).kind, ObjectKind::ExternalSchema);
        QCOMPARE(testsupport::namesIn(*store.names(schemas->at(1).id)), QStringList{u"a"_s});
        // Its relations do not tell of what kind it is.
        QVERIFY(store.writeSchema(one, {}, listingOf(u"s"_s, {u"z"_s}), noon));
        QCOMPARE(store.schemas()->at(1).kind, ObjectKind::ExternalSchema);
    }

    void anInstanceIsWholeWithAllItsDatabases()
    {
        NameStore store;
        QVERIFY(store.open(m_file));
        QVERIFY(store.setConnections({one}));
        QVERIFY(store.writeDatabases(one, {u"crm"_s, u"dw"_s}));
        QVERIFY(store.writeListing(one, u"crm"_s, {listingOf(u"s"_s, {u"a"_s})}, noon.addSecs(60)));
        QVERIFY(!store.connections()->first().asOf.isValid());
        QVERIFY(store.writeListing(one, u"dw"_s, {listingOf(u"s"_s, {u"a"_s})}, noon));
        QCOMPARE(store.connections()->first().asOf, noon); // the older one
        QVERIFY(store.writeDatabases(one, {u"dw"_s}));
        QCOMPARE(store.schemas()->size(), 1);
        QCOMPARE(*store.databases(), (QList<QPair<QString, QString>>{{u"one"_s, u"dw"_s}}));
    }

    void aNewerFileIsLeftAlone()
    {
        {
            NameStore store;
            QVERIFY(store.open(m_file));
            sqlite::Database newer([](sqlite::Failure, const QString &) { return core::Error(); });
            QVERIFY(newer.open(m_file));
            QVERIFY(newer.executeOnce(u"PRAGMA user_version=2"_s));
        }
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        NameStore store;
        const auto opened = store.open(m_file);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Unsupported);
        // Who uses it goes on without it.
        QList<core::Error> told;
        const auto shelf = std::make_shared<Shelf>(m_file, [&told](const core::Error &error) { told.append(error); });
        Shelf::Reader reader(shelf);
        QVERIFY(reader.use<Done>([](NameStore &other) { return other.setConnections({one}); }));
        QCOMPARE(told.size(), 1);
        QVERIFY(told.first().message.contains(u"newer version"_s));
        file.seek(0);
        QCOMPARE(file.readAll(), before);
    }

    void aDamagedFileIsPutAsideAndToldOnce()
    {
        const QByteArray rubbish(100'000, 'x');
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(rubbish) == rubbish.size());
        file.close();
        QList<core::Error> told;
        const auto shelf = std::make_shared<Shelf>(m_file, [&told](const core::Error &error) { told.append(error); });
        Shelf::Reader reader(shelf);
        Shelf::Reader other(shelf);
        QVERIFY(reader.use<Done>([](NameStore &store) { return store.setConnections({one}); }));
        QVERIFY(other.use<Done>(
            [](NameStore &store) { return store.writeListing(one, {}, {listingOf(u"s"_s, {u"a"_s})}, noon); }));
        QCOMPARE(told.size(), 1);
        QFile aside(m_file + u".damaged"_s);
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), rubbish);
        QCOMPARE(reader.use<QList<StoredSchema>>([](NameStore &store) { return store.schemas(); })->size(), 1);
    }

    // Of two that use the file, the one that finds the damage does not take the new file from the other.
    void damageFoundWhileInUseIsPutAsideOnce()
    {
        QList<core::Error> told;
        const auto shelf = std::make_shared<Shelf>(m_file, [&told](const core::Error &error) { told.append(error); });
        Shelf::Reader reader(shelf);
        Shelf::Reader other(shelf);
        const auto write = [](NameStore &store) {
            auto done = store.setConnections({one});
            return done ? store.writeListing(one, {}, {listingOf(u"s"_s, {u"a"_s})}, noon) : done;
        };
        QVERIFY(reader.use<Done>(write));
        QVERIFY(other.use<Done>([](NameStore &) { return core::Result<Done>(Done{}); }));
        const auto damaged = [](NameStore &store) -> core::Result<Done> {
            const auto schemas = store.schemas();
            return schemas && !schemas->isEmpty() ? core::Result<Done>(core::fail(ErrorKind::Protocol, u"damaged"_s))
                                                  : core::Result<Done>(Done{});
        };
        QVERIFY(reader.use<Done>(damaged));
        QVERIFY(reader.use<Done>(write));
        QCOMPARE(other.use<QList<StoredSchema>>([](NameStore &store) { return store.schemas(); })->size(), 1);
        QCOMPARE(told.size(), 1);
    }

    void aFolderThatCannotBeUsedCostsTheFileOnly()
    {
        QFile inTheWay(m_dir->filePath(u"file"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        QList<core::Error> told;
        const auto shelf = std::make_shared<Shelf>(inTheWay.fileName() + u"/names.sqlite"_s,
                                                   [&told](const core::Error &error) { told.append(error); });
        Shelf::Reader reader(shelf);
        QVERIFY(reader.use<Done>([](NameStore &store) { return store.setConnections({one}); }));
        QVERIFY(reader.use<Done>([](NameStore &store) { return store.setConnections({}); }));
        QCOMPARE(told.size(), 1);
    }

    // Whatever the bytes are.
    void packedNamesEndInsideOfTheirBytes()
    {
        const QByteArray whole = listingOf(u"s"_s, {u"orders"_s, u"订单"_s, QString(300, u'x')}).names;
        for (qsizetype length = 0; length < whole.size(); ++length) {
            const QByteArray cut = whole.left(length);
            PackedNames names(cut);
            int count = 0;
            while (names.next())
                ++count;
            QVERIFY(count < 3);
            QVERIFY(length == 0 || names.isDamaged() || count > 0);
            std::vector<PackedColumn> columns;
            static_cast<void>(unpackColumns(cut, columns));
        }
        QByteArray wrong = whole;
        wrong[0] = '?';
        PackedNames names(wrong);
        QVERIFY(!names.next());
        QVERIFY(names.isDamaged());
    }

    void namesTooLongAreLeftOut()
    {
        NamePacker packer;
        packer.add(QString(1025, u'x'), ObjectKind::Table);
        packer.add(QString(1024, u'y'), ObjectKind::Table);
        packer.add(u"folder"_s, ObjectKind::Partitions);
        packer.add(u""_s, ObjectKind::Table);
        const auto packed = packer.finish();
        QCOMPARE(packed.count, 1);
        QCOMPARE(testsupport::namesIn(packed.bytes), QStringList{QString(1024, u'y')});
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_file;
};

QTEST_GUILESS_MAIN(tst_NameStore)
#include "tst_namestore.moc"
