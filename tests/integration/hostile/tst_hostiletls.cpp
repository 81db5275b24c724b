// SPDX-License-Identifier: GPL-3.0-or-later
// What isthmusctl does when TLS of the server it talks to is hostile: it ends, in bounded memory, says what is wrong,
// and has told nobody its secrets. ISTHMUS_HOSTILE_SEEDS=3 runs every mode with three seeds; without it a few modes run
// with one.
#include "tlsmodes.h"
#include "verbs.h"

#include <QFile>
#include <QTest>

#include <csignal>

using namespace isthmus::hostile;

namespace {

enum class Side : quint8 { Postgres, MaxCompute };

} // namespace

class tst_HostileTls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goodTlsServesEveryVerb_data();
    void goodTlsServesEveryVerb();
    void everyVerbEnds_data();
    void everyVerbEnds();
    void signalsEndEveryVerb_data();
    void signalsEndEveryVerb();
    void cutBodiesAreNotWhole_data();
    void cutBodiesAreNotWhole();
    void bodiesThatEndWithTlsAreWhole();
    void hostileServersBehindTls_data();
    void hostileServersBehindTls();
    void whoIsTrusted_data();
    void whoIsTrusted();
    void cleanupTestCase();

private:
    [[nodiscard]] Trial trialOf(Side side, const TlsMode &mode, quint32 seed, bool isGood) const;
    [[nodiscard]] Server postgresBehind(const TlsMode &tls, quint32 seed, bool isGood,
                                        const PgMode *mode = nullptr) const;
    [[nodiscard]] Server maxComputeBehind(const TlsMode &tls, quint32 seed, bool isGood,
                                          const HttpMode *mode = nullptr) const;

    std::shared_ptr<const Certificates> m_certificates = std::make_shared<Certificates>();
    Campaign m_campaign;
};

namespace {

// Each is honest and has no TLS: the other side of the trial.
Server honestPostgres()
{
    const auto server = std::make_shared<HostilePostgres>(nullptr, 0, 0);
    return {server, server->port(), [] { return false; }, [server] { return server->hasSeenPassword(); }};
}

Server honestMaxCompute()
{
    const auto server = std::make_shared<HostileMaxCompute>(nullptr, 0, 0);
    return {server, server->port(), [] { return false; }, [] { return false; }};
}

QList<TlsMode> modesOf(Side side)
{
    return side == Side::Postgres ? tlsModes() + tlsRequestModes() : tlsModes();
}

const char *nameOf(Side side)
{
    return side == Side::Postgres ? "PostgreSQL" : "MaxCompute";
}

QString connectionOf(Side side)
{
    return side == Side::Postgres ? QStringLiteral("pg") : QStringLiteral("mc");
}

// The tables stay where they are: what a row names is a mode's place.
const TlsMode &modeAt(Side side, int place)
{
    static const QList<TlsMode> postgres = modesOf(Side::Postgres);
    static const QList<TlsMode> maxCompute = modesOf(Side::MaxCompute);
    return side == Side::Postgres ? postgres.at(place) : maxCompute.at(place);
}

void addRows(bool isForSignals)
{
    QTest::addColumn<Side>("side");
    QTest::addColumn<int>("place");
    QTest::addColumn<quint32>("seed");
    const auto seeds = Campaign::seeds();
    for (const quint32 seed : seeds.value_or(QList<quint32>{2})) {
        for (const Side side : {Side::Postgres, Side::MaxCompute}) {
            const QList<TlsMode> modes = modesOf(side);
            for (int i = 0; i < modes.size(); ++i) {
                const bool isSilent =
                    qstrcmp(modes.at(i).name, "silence") == 0; // what else ends by itself tells little
                if (seeds || (modes.at(i).isQuick && (!isForSignals || isSilent)))
                    QTest::addRow("%s, %s, seed %u", nameOf(side), modes.at(i).name, seed) << side << i << seed;
            }
        }
    }
}

template <typename Modes>
void addServerRows(Side side, const Modes &modes)
{
    for (const quint32 seed : Campaign::seeds().value_or(QList<quint32>())) {
        for (int i = 0; i < modes.size(); ++i) {
            if (modes.at(i).isQuick)
                QTest::addRow("%s, %s, seed %u", nameOf(side), modes.at(i).name, seed) << side << i << seed;
        }
    }
}

} // namespace

Server tst_HostileTls::postgresBehind(const TlsMode &tls, quint32 seed, bool isGood, const PgMode *mode) const
{
    const auto door = std::make_shared<TlsDoor>(m_certificates, tls, seed, isGood);
    const auto server = std::make_shared<HostilePostgres>(mode, mode ? int(seed % 3) : 0, seed, door);
    return {server, server->port(), [server, door] { return server->isReached() || door->isReached(); },
            [door] { return door->hasSeenSecret(); }, m_certificates->authorityFile()};
}

Server tst_HostileTls::maxComputeBehind(const TlsMode &tls, quint32 seed, bool isGood, const HttpMode *mode) const
{
    const auto door = std::make_shared<TlsDoor>(m_certificates, tls, seed, isGood);
    const auto server = std::make_shared<HostileMaxCompute>(mode, mode ? int(seed % 3) : 0, seed, door);
    return {server, server->port(), [server, door] { return server->isReached() || door->isReached(); },
            [door] { return door->hasSeenSecret(); }, m_certificates->authorityFile()};
}

Trial tst_HostileTls::trialOf(Side side, const TlsMode &mode, quint32 seed, bool isGood) const
{
    Trial trial;
    trial.seed = seed;
    trial.name = QLatin1String(nameOf(side)) + QStringLiteral(", ") + QLatin1String(mode.name);
    trial.says = QLatin1String(mode.says);
    trial.mayPass = mode.mayPass;
    trial.verbs = verbsOn(connectionOf(side));
    trial.postgres = honestPostgres;
    trial.maxCompute = honestMaxCompute;
    if (side == Side::Postgres)
        trial.postgres = [this, &mode, seed, isGood] { return postgresBehind(mode, seed, isGood); };
    else
        trial.maxCompute = [this, &mode, seed, isGood] { return maxComputeBehind(mode, seed, isGood); };
    return trial;
}

void tst_HostileTls::goodTlsServesEveryVerb_data()
{
    QTest::addColumn<Side>("side");
    QTest::addColumn<int>("place");
    for (const Side side : {Side::Postgres, Side::MaxCompute}) {
        for (int i = 0; i < goodTlsModes().size(); ++i) {
            if (Campaign::seeds() || i == 0)
                QTest::addRow("%s, %s", nameOf(side), goodTlsModes().at(i).name) << side << i;
        }
    }
}

void tst_HostileTls::goodTlsServesEveryVerb()
{
    QFETCH(Side, side);
    QFETCH(int, place);
    Trial trial = trialOf(side, goodTlsModes().at(place), 1, true);
    trial.timeLimit = std::chrono::seconds(20);
    const QStringList problems = m_campaign.run(trial);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_HostileTls::everyVerbEnds_data()
{
    addRows(false);
}

void tst_HostileTls::everyVerbEnds()
{
    QFETCH(Side, side);
    QFETCH(int, place);
    QFETCH(quint32, seed);
    const QStringList problems = m_campaign.run(trialOf(side, modeAt(side, place), seed, false));
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_HostileTls::signalsEndEveryVerb_data()
{
    addRows(true);
}

void tst_HostileTls::signalsEndEveryVerb()
{
    QFETCH(Side, side);
    QFETCH(int, place);
    QFETCH(quint32, seed);
    Trial trial = trialOf(side, modeAt(side, place), seed, false);
    trial.interruptBy = place % 2 == 0 ? SIGINT : SIGTERM;
    trial.timeLimit = std::chrono::seconds(60); // what ends it is the signal
    const QStringList problems = m_campaign.run(trial);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_HostileTls::cutBodiesAreNotWhole_data()
{
    QTest::addColumn<Side>("side");
    QTest::addColumn<int>("place");
    QTest::addColumn<quint32>("seed");
    const auto seeds = Campaign::seeds();
    for (const quint32 seed : seeds.value_or(QList<quint32>{2})) {
        for (int i = 0; i < httpsModes().size(); ++i) {
            if (seeds || httpsModes().at(i).isQuick)
                QTest::addRow("%s, seed %u", httpsModes().at(i).name, seed) << Side::MaxCompute << i << seed;
        }
    }
}

void tst_HostileTls::cutBodiesAreNotWhole()
{
    QFETCH(int, place);
    QFETCH(quint32, seed);
    const HttpMode &mode = httpsModes().at(place);
    const TlsMode &good = goodTlsModes().first();
    Trial trial = trialOf(Side::MaxCompute, good, seed, true);
    trial.name = QLatin1String(mode.name);
    trial.says = QLatin1String(mode.says);
    trial.maxCompute = [this, &good, &mode, seed] { return maxComputeBehind(good, seed, true, &mode); };
    const QStringList problems = m_campaign.run(trial);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_HostileTls::bodiesThatEndWithTlsAreWhole()
{
    static const HttpMode mode{"", "",
                               [](Peer &peer, const HttpQuestion &question, QRandomGenerator &, bool &) {
                                   peer.send(question.head({}) + question.body);
                                   peer.endTls();
                               },
                               ""};
    Trial trial = trialOf(Side::MaxCompute, goodTlsModes().first(), 1, true);
    trial.name = QStringLiteral("bodies that end with TLS");
    trial.timeLimit = std::chrono::seconds(20);
    trial.maxCompute = [this] {
        Server server = maxComputeBehind(goodTlsModes().first(), 1, true, &mode);
        server.isReached = [] { return false; }; // it is an honest one
        return server;
    };
    const QStringList problems = m_campaign.run(trial);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_HostileTls::hostileServersBehindTls_data()
{
    QTest::addColumn<Side>("side");
    QTest::addColumn<int>("place");
    QTest::addColumn<quint32>("seed");
    addServerRows(Side::Postgres, postgresModes());
    addServerRows(Side::MaxCompute, maxComputeModes());
    if (!Campaign::seeds())
        QSKIP("part of the long run: the same servers without TLS are part of the short one");
}

void tst_HostileTls::hostileServersBehindTls()
{
    QFETCH(Side, side);
    QFETCH(int, place);
    QFETCH(quint32, seed);
    const TlsMode &good = goodTlsModes().first();
    Trial trial = trialOf(side, good, seed, true);
    if (side == Side::Postgres) {
        const PgMode &mode = postgresModes().at(place);
        trial.name += QStringLiteral(": ") + QLatin1String(mode.name);
        trial.says = QLatin1String(mode.says);
        trial.mayPass = mode.mayPass;
        trial.postgres = [this, &good, &mode, seed] { return postgresBehind(good, seed, true, &mode); };
    } else {
        const HttpMode &mode = maxComputeModes().at(place);
        trial.name += QStringLiteral(": ") + QLatin1String(mode.name);
        trial.says = QLatin1String(mode.says);
        trial.mayPass = mode.mayPass;
        trial.maxCompute = [this, &good, &mode, seed] { return maxComputeBehind(good, seed, true, &mode); };
    }
    const QStringList problems = m_campaign.run(trial);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_HostileTls::whoIsTrusted_data()
{
    QTest::addColumn<Side>("side");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    for (const Side side : {Side::Postgres, Side::MaxCompute}) {
        const auto row = [side](const char *name) -> QTestData & {
            return QTest::addRow("%s, %s", nameOf(side), name);
        };
        row("other authorities") << side << QByteArray() << QStringLiteral("does not vouch for the certificate");
        row("no such file") << side << QByteArray("-") << QStringLiteral("The CA file .* cannot be used");
        row("no certificates") << side << QByteArray("no certificate\n")
                               << QStringLiteral("The CA file .* cannot be used");
    }
}

// A server that is good by our authority alone.
void tst_HostileTls::whoIsTrusted()
{
    QFETCH(Side, side);
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    const QTemporaryDir dir;
    QString file = content.isEmpty() ? QStringLiteral("/etc/ssl/certs/ca-certificates.crt")
                                     : dir.filePath(QStringLiteral("authorities.pem"));
    if (content.size() > 1) {
        QFile written(file);
        QVERIFY(written.open(QIODevice::WriteOnly) && written.write(content) == content.size());
    }
    const TlsMode trap = {"", "", goodTlsModes().first().act, ""}; // whatever comes within its TLS is too much
    Trial trial = trialOf(side, trap, 1, false);
    trial.name = QLatin1String(nameOf(side)) + u' ' + QLatin1String(content);
    trial.says = says;
    trial.mayEndEarly = true;
    trial.timeLimit = std::chrono::seconds(20);
    auto &own = side == Side::Postgres ? trial.postgres : trial.maxCompute;
    own = [make = own, file] {
        Server server = make();
        server.authorities = file;
        return server;
    };
    const QStringList problems = m_campaign.run(trial);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_HostileTls::cleanupTestCase()
{
    qInfo("%s", qPrintable(m_campaign.figures()));
}

QTEST_GUILESS_MAIN(tst_HostileTls)
#include "tst_hostiletls.moc"
