// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeconnections.h"

#include <isthmus/connections/databaseat.h>

#include <QTest>

using namespace isthmus;
using namespace Qt::StringLiterals;
using testsupport::path;

class tst_DatabaseAt : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { testsupport::registerTestKinds(); }

    void anAddressLeadsToASavedDatabase_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<QString>("database");
        QTest::addColumn<QString>("found");
        const QString classic = u"hgcn-1-cn-shanghai-internal.hologres.aliyuncs.com"_s;
        QTest::newRow("data source before instance") << classic << 80 << u"order_dw"_s << u"order_dw"_s;
        QTest::newRow("instance") << classic << 80 << u"crm"_s << u"whole/crm"_s;
        QTest::newRow("other network") << u"HGCN-1-cn-shanghai-vpc-st.hologres.aliyuncs.com"_s << 80 << u"crm"_s
                                       << u"whole/crm"_s;
        QTest::newRow("other port") << classic << 5432 << u"crm"_s << QString();
        QTest::newRow("other host") << u"hgcn-2-cn-shanghai-internal.hologres.aliyuncs.com"_s << 80 << u"crm"_s
                                    << QString();
        QTest::newRow("this machine by another name") << u"127.0.0.1"_s << 80 << u"here"_s << u"local"_s;
    }

    void anAddressLeadsToASavedDatabase()
    {
        QFETCH(QString, host);
        QFETCH(int, port);
        QFETCH(QString, database);
        QFETCH(QString, found);
        const auto source =
            testsupport::hologresProfile(u"order_dw"_s, u"hgcn-1-cn-shanghai.hologres.aliyuncs.com"_s, u"order_dw"_s);
        auto added = source; // later, perhaps with another account: what has led to the first goes on doing so
        added.name = u"added"_s;
        const QList<connections::Profile> profiles{
            testsupport::instanceProfile(source, u"whole"_s), source, added,
            testsupport::hologresProfile(u"local"_s, u"localhost"_s, u"here"_s),
            testsupport::maxComputeProfile(u"dbs_mc"_s, u"https://mc.example/api"_s)};
        const auto at = connections::databaseAt(profiles, host, port, database);
        QCOMPARE(at ? at->toString() : QString(), found);
    }
};

QTEST_GUILESS_MAIN(tst_DatabaseAt)
#include "tst_databaseat.moc"
