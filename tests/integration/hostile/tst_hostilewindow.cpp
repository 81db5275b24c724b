// SPDX-License-Identifier: GPL-3.0-or-later
// The window is closed while a server that it reads from is hostile: it is gone at once, as if the server were good.
// ISTHMUS_HOSTILE_SEEDS=3 runs every mode with three seeds; without it a few modes run with one.
#include "campaign.h"
#include "hostilemaxcompute.h"
#include "hostilepostgres.h"

#include <QTest>

#include <csignal>

using namespace isthmus::hostile;

namespace {

enum class Side : quint8 { Postgres, MaxCompute };

} // namespace

class tst_HostileWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itCloses_data();
    void itCloses();
    void cleanupTestCase();

private:
    Campaign m_campaign;
};

namespace {

Server postgres(const PgMode *mode, quint32 seed)
{
    const int stage = mode && mode->place == PgMode::Place::Answer ? int(seed % 2) : 0;
    const auto server = std::make_shared<HostilePostgres>(mode, stage, seed);
    return {server, server->port(), [server] { return server->isReached(); },
            [server] { return server->hasSeenPassword(); }};
}

Server maxCompute(const HttpMode *mode, quint32 seed)
{
    const auto server = std::make_shared<HostileMaxCompute>(mode, int(seed % 2), seed);
    return {server, server->port(), [server] { return server->isReached(); }, [] { return false; }};
}

template <typename Modes>
void addRows(Side side, const Modes &modes)
{
    const auto seeds = Campaign::seeds();
    for (const quint32 seed : seeds.value_or(QList<quint32>{2})) {
        int quick = 0;
        for (int i = 0; i < modes.size(); ++i) {
            if (seeds || (modes.at(i).isQuick && quick++ % 3 == 0))
                QTest::addRow("%s, %s, seed %u", side == Side::Postgres ? "PostgreSQL" : "MaxCompute", modes.at(i).name,
                              seed)
                    << side << i << seed;
        }
    }
}

} // namespace

void tst_HostileWindow::itCloses_data()
{
    QTest::addColumn<Side>("side");
    QTest::addColumn<int>("place");
    QTest::addColumn<quint32>("seed");
    addRows(Side::Postgres, postgresModes());
    addRows(Side::MaxCompute, maxComputeModes());
}

void tst_HostileWindow::itCloses()
{
    QFETCH(Side, side);
    QFETCH(int, place);
    QFETCH(quint32, seed);
    const PgMode *pgMode = side == Side::Postgres ? &postgresModes().at(place) : nullptr;
    const HttpMode *httpMode = side == Side::MaxCompute ? &maxComputeModes().at(place) : nullptr;
    Trial trial;
    trial.name = QLatin1String(pgMode ? pgMode->name : httpMode->name);
    trial.seed = seed;
    trial.isOfWindow = true;
    trial.interruptBy = place % 2 == 0 ? SIGINT : SIGTERM;
    trial.timeLimit = std::chrono::seconds(60); // what ends it is the signal
    trial.verbs = {{"the window", {}}};
    trial.postgres = [pgMode, seed] { return postgres(pgMode, seed); };
    trial.maxCompute = [httpMode, seed] { return maxCompute(httpMode, seed); };
    const QStringList problems = m_campaign.run(trial);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_HostileWindow::cleanupTestCase()
{
    qInfo("%s", qPrintable(m_campaign.figures()));
}

QTEST_GUILESS_MAIN(tst_HostileWindow)
#include "tst_hostilewindow.moc"
