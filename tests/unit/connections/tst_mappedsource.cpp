// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/connections/mappedsource.h>

#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using catalog::ForeignSource;
using connections::Profile;

/// The saved connection that leads to what a table shows.
class tst_MappedSource : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { testsupport::registerTestKinds(); }
    void aForeignTableLeadsToTheOneProject();
};

void tst_MappedSource::aForeignTableLeadsToTheOneProject()
{
    const auto found = [](const QList<Profile> &profiles, const ForeignSource &source) {
        const auto path = connections::shownProjectTable(profiles, source);
        return path ? path->toString() : QString();
    };
    const Profile mine = testsupport::maxComputeProfile(u"mine"_s, u"https://mc.example/api"_s);
    const Profile tenant = testsupport::tenantProfile(mine, u"all"_s);
    Profile again = mine;
    again.name = u"again"_s;
    const ForeignSource source{mine.database(), u"ods"_s, u"orders"_s};
    const auto holo = testsupport::hologresProfile(u"holo"_s, u"localhost"_s, mine.database());
    QCOMPARE(found({holo, mine}, source), u"mine/ods/orders"_s);
    QCOMPARE(found({mine}, {source.project, {}, u"orders"_s}), u"mine/default/orders"_s);
    QCOMPARE(found({tenant}, source), u"all/mine/ods/orders"_s);
    QCOMPARE(found({tenant, mine}, source), u"mine/ods/orders"_s);
    QCOMPARE(found({mine, again}, source), u"mine/ods/orders"_s); // the same server, with another account say
    Profile elsewhere = testsupport::maxComputeProfile(u"mine"_s, u"https://other.example/api"_s);
    elsewhere.name = u"elsewhere"_s;
    QCOMPARE(found({mine, elsewhere}, source), QString()); // in which region it is, nobody says
    const auto at = [&](const QString &endpoint) {
        const auto path = connections::shownProjectTable({mine, elsewhere}, source, endpoint);
        return path ? path->toString() : QString();
    };
    QCOMPARE(at(u"https://other.example/api"_s), u"elsewhere/ods/orders"_s); // unless it is remembered
    QCOMPARE(at(u"https://MC.example/api/"_s), u"mine/ods/orders"_s);
    QCOMPARE(at(u"https://third.example/api"_s), QString());
    QCOMPARE(connections::serversOfProject({mine, again, elsewhere, holo}, source).size(), 2);
    QCOMPARE(found({mine}, {u"another"_s, u"ods"_s, u"orders"_s}), QString());
    QCOMPARE(found({holo}, source), QString());
}

QTEST_GUILESS_MAIN(tst_MappedSource)
#include "tst_mappedsource.moc"
