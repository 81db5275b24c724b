// SPDX-License-Identifier: GPL-3.0-or-later
#include "location.h"

#include <QTest>

using namespace isthmus;
using hologres::Location;
using Level = Location::Level;

Q_DECLARE_METATYPE(Level)

/// What a path means: below an instance the first name is a database, below a data source it is a schema.
class tst_Location : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void paths_data();
    void paths();
    void pathsThatCannotBe_data();
    void pathsThatCannotBe();
};

namespace {

hologres::Settings settings(bool wholeInstance)
{
    hologres::Settings settings;
    settings.connectionName = QStringLiteral("c");
    settings.wholeInstance = wholeInstance;
    settings.database = QStringLiteral("first");
    return settings;
}

core::Result<Location> located(const QStringList &names, bool wholeInstance)
{
    return hologres::locate({QStringLiteral("c"), names}, settings(wholeInstance), QStringLiteral("first"));
}

} // namespace

void tst_Location::paths_data()
{
    QTest::addColumn<bool>("wholeInstance");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<Level>("level");
    QTest::addColumn<QStringList>("expected"); // database, schema, relation name, title
    // Names are parted by a space, the folders of the tree are in capitals.
    const auto row = [](const char *title, bool wholeInstance, const char *names, Level level, const char *expected) {
        QStringList path = QString::fromLatin1(names).split(u' ', Qt::SkipEmptyParts);
        path.replaceInStrings(QStringLiteral("PARTITIONS"), QString(catalog::partitionsFolder));
        path.replaceInStrings(QStringLiteral("GROUPS"), QString(catalog::tableGroupsFolder));
        path.replaceInStrings(QStringLiteral("COMPUTE"), QString(catalog::computeGroupsFolder));
        path.replaceInStrings(QStringLiteral("ROLES"), QString(catalog::rolesFolder));
        QTest::newRow(title) << wholeInstance << path << level << QString::fromLatin1(expected).split(u'|');
    };
    row("data source", false, "", Level::Database, "first|||database first");
    row("its schema", false, "s", Level::Schema, "first|s||schema s");
    row("its table", false, "s t", Level::Relation, "first|s|t|s.t");
    row("its column", false, "s t c", Level::Other, "first|s|t|database first");
    row("its partitions", false, "s t PARTITIONS", Level::Partitions, "first|s|t|s.t");
    row("its partition", false, "s t PARTITIONS p", Level::Partition, "first|s|p|s.p");
    row("its table groups", false, "GROUPS", Level::TableGroups, "first|||database first");
    row("its table group", false, "GROUPS g", Level::TableGroup, "first|||table group g");
    row("where it is loaded", false, "GROUPS g w", Level::Other, "first|||database first");
    row("roles", false, "ROLES", Level::Roles, "first|||the list of roles");
    row("roles of an instance", true, "ROLES", Level::Roles, "first|||the list of roles");
    row("role", true, "ROLES r", Level::Other, "first|||database first");
    row("instance", true, "", Level::Instance, "first|||the instance");
    row("compute groups", true, "COMPUTE", Level::ComputeGroups, "first|||the instance");
    row("compute group", true, "COMPUTE g", Level::Other, "first|||database first");
    row("database", true, "d", Level::Database, "d|||database d");
    row("its schema in an instance", true, "d s", Level::Schema, "d|s||schema s");
    row("its table in an instance", true, "d s t", Level::Relation, "d|s|t|s.t");
    row("its partition in an instance", true, "d s t PARTITIONS p", Level::Partition, "d|s|p|s.p");
    row("its table groups in an instance", true, "d GROUPS", Level::TableGroups, "d|||database d");
    row("names are only names", false, "a.b c\"d/e", Level::Relation, "first|a.b|c\"d/e|a.b.c\"d/e");
}

void tst_Location::paths()
{
    QFETCH(bool, wholeInstance);
    QFETCH(QStringList, names);
    QFETCH(Level, level);
    QFETCH(QStringList, expected);
    const auto location = located(names, wholeInstance);
    QVERIFY(location.has_value());
    QCOMPARE(int(location->level), int(level));
    QCOMPARE((QStringList{location->database, location->schema, location->relationName(), location->title()}),
             expected);
}

void tst_Location::pathsThatCannotBe_data()
{
    QTest::addColumn<bool>("wholeInstance");
    QTest::addColumn<QString>("path");
    QTest::newRow("another connection") << false << QStringLiteral("other/s");
    QTest::newRow("below a column") << false << QStringLiteral("c/s/t/c/x");
    QTest::newRow("below a partition") << false
                                       << QStringLiteral("c/s/t/%1/p/x").arg(QString(catalog::partitionsFolder));
    QTest::newRow("below a column of an instance") << true << QStringLiteral("c/d/s/t/c/x");
}

void tst_Location::pathsThatCannotBe()
{
    QFETCH(bool, wholeInstance);
    QFETCH(QString, path);
    const QStringList names = path.split(u'/');
    const auto location =
        hologres::locate({names.first(), names.sliced(1)}, settings(wholeInstance), QStringLiteral("first"));
    QVERIFY(!location);
    QCOMPARE(location.error().kind, core::ErrorKind::Invalid);
}

QTEST_APPLESS_MAIN(tst_Location)
#include "tst_location.moc"
