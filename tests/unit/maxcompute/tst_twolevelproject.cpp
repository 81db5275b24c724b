// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeservice.h"

#include <isthmus/core/async.h>

#include <QTest>

using namespace isthmus;
using namespace isthmus::test;

class tst_TwoLevelProject : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // A service without schemas and without SHOW FOREIGN SERVERS: one schema "default", no folder, DDL written by us.
    void hasOneSchemaAndNoFolder()
    {
        FakeService service([](const Seen &seen) {
            if (seen.path == "/projects/p1")
                return project(false);
            if (seen.path == "/projects/p1/instances")
                return error(400, "ParseError", "ODPS-0130161:[1,6] Parse exception - invalid token 'FOREIGN'");
            if (seen.path == "/projects/p1/tables/t")
                return xml(tableXml("t", "MANAGED_TABLE",
                                    "{\"columns\":[{\"name\":\"id\",\"type\":\"bigint\",\"comment\":\"it's\"}],"
                                    "\"comment\":\"c\",\"partitionKeys\":[{\"name\":\"pt\",\"type\":\"string\"}],"
                                    "\"lifecycle\":7}"));
            if (seen.path == "/projects/p1/tables")
                return xml("<Tables><Marker/><Table><Name>t</Name></Table></Tables>");
            return error(404, "NoSuchObject", "no");
        });
        auto connection = maxcompute::makeConnection(service.settings());
        QVERIFY(connection);
        const catalog::ObjectPath root{QStringLiteral("mc"), {}};
        const auto schemas = core::await(connection->catalog->children({root, {}, 100}));
        QVERIFY2(schemas, qPrintable(schemas ? QString() : schemas.error().message));
        QCOMPARE(schemas->entries.size(), 1);
        QCOMPARE(schemas->entries.first().name(), QStringLiteral("default"));

        // Who asks for the folder all the same is told that it cannot be seen here, and where it can.
        const auto servers =
            core::await(connection->catalog->children({root.child(catalog::foreignServersFolder), {}, 100}));
        QVERIFY(!servers);
        QCOMPARE(servers.error().kind, core::ErrorKind::Unsupported);
        QCOMPARE(servers.error().message, QStringLiteral("The service does not list foreign servers."));
        QVERIFY(servers.error().hint.contains(QStringLiteral("Manage Configurations › Foreign Server")));

        const auto path = root.child(QStringLiteral("default"));
        const auto tables = core::await(connection->catalog->children({path, {}, 100}));
        QVERIFY(tables);
        QCOMPARE(tables->entries.size(), 1);
        QVERIFY(!service.seen().last().has("curr_schema"));

        const auto ddl = core::await(connection->catalog->ddl(path.child(QStringLiteral("t"))));
        QVERIFY(ddl);
        QVERIFY2(ddl->contains(QStringLiteral("id BIGINT COMMENT 'it\\'s'")), qPrintable(*ddl));
        QVERIFY(ddl->contains(QStringLiteral("PARTITIONED BY (\n    pt STRING\n)")));
        QVERIFY(ddl->endsWith(QStringLiteral("LIFECYCLE 7;")));
        QVERIFY(service.allSigned());
    }
};

QTEST_GUILESS_MAIN(tst_TwoLevelProject)
#include "tst_twolevelproject.moc"
