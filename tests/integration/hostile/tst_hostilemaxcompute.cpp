// SPDX-License-Identifier: GPL-3.0-or-later
// What isthmusctl does when the MaxCompute service it talks to is hostile: it ends, in bounded memory, with a readable
// line. ISTHMUS_HOSTILE_SEEDS=3 runs every mode with three seeds; without it a few modes run with one.
#include "hostilemaxcompute.h"
#include "hostilepostgres.h"
#include "verbs.h"

#include <QTest>

#include <csignal>

using namespace isthmus::hostile;

class tst_HostileMaxCompute : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anHonestServiceServesEveryVerb();
    void everyVerbEnds_data();
    void everyVerbEnds();
    void signalsEndEveryVerb_data();
    void signalsEndEveryVerb();
    void cleanupTestCase();

private:
    Campaign m_campaign;
};

namespace {

Server serverOf(const std::shared_ptr<HostileMaxCompute> &server)
{
    return {server, server->port(), [server] { return server->isReached(); }, [] { return false; }};
}

Server honestPostgres()
{
    const auto server = std::make_shared<HostilePostgres>(nullptr, 0, 0);
    return {server, server->port(), [] { return false; }, [server] { return server->hasSeenPassword(); }};
}

Trial trialOf(const HttpMode *mode, quint32 seed)
{
    Trial trial;
    trial.seed = seed;
    constexpr quint32 places = 4; // at which of its answers the service turns: the seed decides
    const int stage = int(seed % places);
    if (mode) {
        trial.name = QLatin1String(mode->name);
        trial.says = QLatin1String(mode->says);
        trial.mayPass = mode->mayPass;
    }
    trial.verbs = verbsOn(QStringLiteral("mc"));
    trial.maxCompute = [mode, stage, seed] { return serverOf(std::make_shared<HostileMaxCompute>(mode, stage, seed)); };
    trial.postgres = honestPostgres;
    return trial;
}

void addRows(bool isForSignals)
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<quint32>("seed");
    const auto seeds = Campaign::seeds();
    const auto &modes = maxComputeModes();
    for (const quint32 seed : seeds.value_or(QList<quint32>{2})) {
        int quick = 0;
        for (int i = 0; i < modes.size(); ++i) {
            const bool isWanted = seeds || (modes.at(i).isQuick && (!isForSignals || quick++ % 5 == 0));
            if (isWanted)
                QTest::addRow("%s, seed %u", modes.at(i).name, seed) << i << seed;
        }
    }
}

} // namespace

void tst_HostileMaxCompute::anHonestServiceServesEveryVerb()
{
    Trial trial = trialOf(nullptr, 1);
    trial.name = QStringLiteral("honest");
    trial.timeLimit = std::chrono::seconds(20);
    const QStringList problems = m_campaign.run(trial);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_HostileMaxCompute::everyVerbEnds_data()
{
    addRows(false);
}

void tst_HostileMaxCompute::everyVerbEnds()
{
    QFETCH(int, mode);
    QFETCH(quint32, seed);
    const QStringList problems = m_campaign.run(trialOf(&maxComputeModes().at(mode), seed));
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_HostileMaxCompute::signalsEndEveryVerb_data()
{
    addRows(true);
}

void tst_HostileMaxCompute::signalsEndEveryVerb()
{
    QFETCH(int, mode);
    QFETCH(quint32, seed);
    Trial trial = trialOf(&maxComputeModes().at(mode), seed);
    trial.interruptBy = mode % 2 == 0 ? SIGINT : SIGTERM;
    trial.timeLimit = std::chrono::seconds(60); // what ends it is the signal
    const QStringList problems = m_campaign.run(trial);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_HostileMaxCompute::cleanupTestCase()
{
    qInfo("%s", qPrintable(m_campaign.figures()));
}

QTEST_GUILESS_MAIN(tst_HostileMaxCompute)
#include "tst_hostilemaxcompute.moc"
