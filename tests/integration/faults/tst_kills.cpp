// SPDX-License-Identifier: GPL-3.0-or-later
#include "killserver.h"
#include "killwriter.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace isthmus::test;
using namespace Qt::StringLiterals;

namespace {

int setting(const char *name, int otherwise)
{
    bool isSet = false;
    const int value = qEnvironmentVariableIntValue(name, &isSet);
    return isSet ? value : otherwise;
}

/// Ends the writers at the end of the scope, however it is left.
class Writing {
public:
    Writing(KillCampaign &campaign, const std::vector<std::unique_ptr<KillWriter>> &writers) : m_campaign(campaign)
    {
        for (const auto &writer : writers)
            m_threads.emplace_back([&writer] { writer->run(); });
    }
    ~Writing() { end(); }
    Writing(const Writing &) = delete;
    Writing &operator=(const Writing &) = delete;

    void end()
    {
        m_campaign.stop();
        for (std::thread &thread : m_threads)
            thread.join();
        m_threads.clear();
    }

private:
    KillCampaign &m_campaign;
    std::vector<std::thread> m_threads;
};

} // namespace

/// Writers of all kinds at once, and parts of the sandbox that are killed under them: nothing that was acknowledged is
/// lost, nothing is there twice after a retry that was allowed, nothing is there in part, and every job ends.
/// ISTHMUS_KILLS says how many kills there are, ISTHMUS_KILLS_SEED which moments are chosen.
class tst_Kills : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingIsLostDoubledOrStuck();

private:
    SandboxFixture m_sandbox;
};

void tst_Kills::initTestCase()
{
    QVERIFY2(m_sandbox.start(), qPrintable(m_sandbox.problem()));
}

void tst_Kills::nothingIsLostDoubledOrStuck()
{
    using Fault = KillCampaign::Fault;
    const int kills = setting("ISTHMUS_KILLS", 5);
    const auto seed = quint32(setting("ISTHMUS_KILLS_SEED", 20240115));
    qInfo("ISTHMUS_KILLS_SEED=%u ISTHMUS_KILLS=%d", seed, kills);
    KillCampaign campaign;
    {
        KillClient client(m_sandbox, campaign, u"source"_s);
        const auto made = client.job(killSourceSql());
        QVERIFY2(made.isDone, qPrintable(made.text));
    }
    const auto writers = killWriters(m_sandbox, campaign);
    for (const auto &writer : writers)
        writer->prepare();
    KillServer server(m_sandbox, campaign, seed);
    Writing writing(campaign, writers);
    for (int i = 0; i < kills; ++i) {
        QVERIFY2(server.killNext(), qPrintable(server.problem() + u'\n' + campaign.faultTexts()));
        QVERIFY2(campaign.waitUntilConfirmed(int(writers.size())),
                 qPrintable(u"A writer is stuck.\n"_s + campaign.faultTexts()));
    }
    writing.end();
    for (const auto &writer : writers)
        writer->check();
    KillClient client(m_sandbox, campaign, u"end"_s);
    const QByteArray running = client.insist("GET", "/instances?status=Running").body;
    qInfo("%ls", qUtf16Printable(campaign.account()));
    qInfo("%ls", qUtf16Printable(server.account()));
    QVERIFY2(!running.contains("<Instance>"), running.constData());
    for (const Fault fault : {Fault::Lost, Fault::Doubled, Fault::Half, Fault::WithoutEnd, Fault::Wrong})
        QVERIFY2(campaign.faults(fault) == 0, qPrintable(campaign.faultTexts()));
    QVERIFY(campaign.acknowledgedWrites() > 0);
}

QTEST_GUILESS_MAIN(tst_Kills)
#include "tst_kills.moc"
