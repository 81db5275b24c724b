// SPDX-License-Identifier: GPL-3.0-or-later
// What closing the window comes to while a server is hostile: the connection goes, and with it all that was asked of
// it.
#include "campaign.h"
#include "hostilemaxcompute.h"
#include "hostilepostgres.h"

#include <isthmus/hologres/connection.h>
#include <isthmus/maxcompute/connection.h>

#include <QElapsedTimer>
#include <QTest>

using namespace isthmus;
using namespace isthmus::hostile;

class tst_HostileClosing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aHologresConnectionCloses_data();
    void aHologresConnectionCloses();
    void aMaxComputeConnectionCloses_data();
    void aMaxComputeConnectionCloses();
};

namespace {

constexpr int reachedWithinMs = 20'000;
constexpr int closedWithinMs = 3'000; // two seconds, and one for a busy machine

template <typename Modes>
void addRows(const Modes &modes)
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<quint32>("seed");
    const auto seeds = Campaign::seeds();
    for (const quint32 seed : seeds.value_or(QList<quint32>{2})) {
        for (int i = 0; i < modes.size(); ++i) {
            if (seeds || modes.at(i).isQuick)
                QTest::addRow("%s, seed %u", modes.at(i).name, seed) << i << seed;
        }
    }
}

// What a window has on its way: a level of the tree, a table, a statement.
template <typename Connection>
void ask(const Connection &connection, const catalog::ObjectPath &schema)
{
    static_cast<void>(connection.catalog->children({schema, {}, 1000, {}}));
    static_cast<void>(connection.catalog->server());
    records::PreviewRequest preview;
    preview.table = schema.child(QStringLiteral("orders"));
    static_cast<void>(connection.reader->preview(preview));
    static_cast<void>(connection.sql->run({QStringLiteral("select 1"), 1000, {}, {}, {}}));
}

template <typename Connection>
qint64 msToClose(Connection &connection)
{
    QElapsedTimer timer;
    timer.start();
    connection = {};
    return timer.elapsed();
}

} // namespace

void tst_HostileClosing::aHologresConnectionCloses_data()
{
    addRows(postgresModes());
}

void tst_HostileClosing::aHologresConnectionCloses()
{
    QFETCH(int, mode);
    QFETCH(quint32, seed);
    const PgMode &how = postgresModes().at(mode);
    const HostilePostgres server(&how, how.place == PgMode::Place::Answer ? int(seed % 3) : 0, seed);
    hologres::Settings settings;
    settings.connectionName = QStringLiteral("pg");
    settings.host = QStringLiteral("127.0.0.1");
    settings.port = server.port();
    settings.database = QStringLiteral("db");
    settings.tlsMode = QStringLiteral("disable");
    settings.user = QStringLiteral("tester");
    settings.password = QLatin1String(clientPassword);
    auto connection = hologres::makeConnection(settings);
    QVERIFY(connection);
    ask(*connection, {QStringLiteral("pg"), {QStringLiteral("public")}});
    QTRY_VERIFY_WITH_TIMEOUT(server.isReached(), reachedWithinMs);
    const qint64 ms = msToClose(*connection);
    QVERIFY2(ms < closedWithinMs, qPrintable(QString::number(ms)));
    QVERIFY(!server.hasSeenPassword());
}

void tst_HostileClosing::aMaxComputeConnectionCloses_data()
{
    addRows(maxComputeModes());
}

void tst_HostileClosing::aMaxComputeConnectionCloses()
{
    QFETCH(int, mode);
    QFETCH(quint32, seed);
    const HostileMaxCompute server(&maxComputeModes().at(mode), int(seed % 3), seed);
    maxcompute::Settings settings;
    settings.connectionName = QStringLiteral("mc");
    settings.endpoint = QStringLiteral("http://127.0.0.1:%1/api").arg(server.port());
    settings.project = QStringLiteral("p1");
    settings.accessId = QStringLiteral("tester");
    settings.accessKey = QLatin1String(clientPassword);
    auto connection = maxcompute::makeConnection(settings);
    QVERIFY(connection);
    ask(*connection, {QStringLiteral("mc"), {QStringLiteral("default")}});
    QTRY_VERIFY_WITH_TIMEOUT(server.isReached(), reachedWithinMs);
    const qint64 ms = msToClose(*connection);
    QVERIFY2(ms < closedWithinMs, qPrintable(QString::number(ms)));
}

QTEST_GUILESS_MAIN(tst_HostileClosing)
#include "tst_hostileclosing.moc"
