// SPDX-License-Identifier: GPL-3.0-or-later
#include "killserver.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <csignal>
#include <cstdio>

namespace isthmus::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int returnMs = 60'000;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString nameOf(KillServer::Victim victim)
{
    switch (victim) {
    case KillServer::Victim::Endpoint:
        return u"endpoint"_s;
    case KillServer::Victim::Crash:
        return u"crash"_s;
    case KillServer::Victim::Postmaster:
        return u"postmaster"_s;
    case KillServer::Victim::Backend:
        return u"backend"_s;
    case KillServer::Victim::Connection:
        break;
    }
    return u"connection"_s;
}

} // namespace

KillServer::KillServer(SandboxFixture &sandbox, KillCampaign &campaign, quint32 seed)
    : m_sandbox(sandbox), m_campaign(campaign), m_client(sandbox, sandbox.admin()), m_random(seed)
{
}

// The first kills take each victim once, so that a short campaign has them all.
KillServer::Plan KillServer::nextPlan()
{
    static const QList<QByteArray> activities{"COMMIT", "INSERT",          "UPDATE", "COPY",      "idle in transaction",
                                              "SELECT", "CREATE TABLE AS", "MERGE",  "DROP TABLE"};
    const auto below = [this](int limit) { return int(m_random() % unsigned(limit)); };
    Plan plan;
    plan.victim = Victim(m_made < victims ? m_made : below(victims));
    plan.steps = 1 + below(60);
    plan.activity = activities.at(below(int(activities.size())));
    plan.looks = below(2) == 0 ? 1 : 500;
    ++m_made;
    return plan;
}

pid_t KillServer::postmaster() const
{
    const QJsonObject state = QJsonDocument::fromJson(contentOf(m_sandbox.dir() + u"/sandbox.json"_s)).object();
    const QString cluster = state[u"private"_s][u"cluster_dir"].toString();
    return pid_t(contentOf(cluster + u"/data/postmaster.pid"_s).split('\n').value(0).toInt());
}

QList<KillServer::Process> KillServer::serverProcesses() const
{
    QList<Process> found;
    const QByteArray parent = QByteArray::number(postmaster());
    for (const QString &entry : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        const QByteArray stat = contentOf(u"/proc/%1/stat"_s.arg(entry));
        if (entry.toInt() <= 0 || stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(1) != parent)
            continue;
        const QByteArray title = contentOf(u"/proc/%1/cmdline"_s.arg(entry)).replace('\0', ' ').trimmed();
        if (title.contains("maxcompute_engine"))
            found.append({entry.toInt(), title});
    }
    return found;
}

std::optional<KillServer::Process> KillServer::awaited(const Plan &plan) const
{
    QList<Process> processes;
    for (int look = 0; look < plan.looks; ++look) {
        processes = serverProcesses();
        for (const Process &process : processes) {
            if (process.title.endsWith(plan.activity))
                return process;
        }
    }
    if (processes.isEmpty())
        return std::nullopt;
    return processes.first();
}

bool KillServer::answers()
{
    return m_client.send("GET", "/tables?name=k_source").status == 200;
}

bool KillServer::kill(Victim victim, pid_t process)
{
    if (victim == Victim::Endpoint) {
        m_sandbox.killServer();
        return m_sandbox.start();
    }
    const bool isAnew = victim == Victim::Postmaster || victim == Victim::Crash;
    const pid_t before = postmaster();
    ::kill(process, victim == Victim::Connection ? SIGTERM : victim == Victim::Crash ? SIGABRT : SIGKILL);
    return QTest::qWaitFor([&] { return (!isAnew || postmaster() != before) && answers(); }, returnMs)
        && postmaster() > 1;
}

// What the server and PostgreSQL said last: why it did not come back.
QString KillServer::lastOfLogs() const
{
    constexpr qsizetype mostBytes = 4000;
    const QDir logs(m_sandbox.dir() + u"/log"_s);
    QString text;
    for (const QString &name : logs.entryList(QDir::Files))
        text += u"\n%1:\n"_s.arg(name) + QString::fromUtf8(contentOf(logs.filePath(name)).right(mostBytes));
    return text;
}

bool KillServer::killNext()
{
    Plan plan = nextPlan();
    if (!m_campaign.waitForSteps(plan.steps)) {
        m_problem = u"The writers do not get on"_s;
        return false;
    }
    const auto process = awaited(plan);
    if (!process && (plan.victim == Victim::Backend || plan.victim == Victim::Connection))
        plan.victim = Victim::Postmaster;
    const pid_t target = plan.victim == Victim::Postmaster ? postmaster()
        : plan.victim == Victim::Crash                     ? m_sandbox.serverPid()
        : process                                          ? process->id
                                                           : 0;
    if (plan.victim != Victim::Endpoint && target <= 1) { // kill(0) or kill(-1) would end everything
        m_problem = u"There is no %1 to kill"_s.arg(nameOf(plan.victim));
        return false;
    }
    qInfo("kill %d: %ls, after %d steps, at: %s", m_made, qUtf16Printable(nameOf(plan.victim)), plan.steps,
          process ? process->title.constData() : "nothing");
    m_campaign.setDown();
    ++m_kills[plan.victim];
    QElapsedTimer clock;
    clock.start();
    const bool isBack = kill(plan.victim, target);
    m_slowestReturnMs = qMax(m_slowestReturnMs, clock.elapsed());
    m_campaign.setUp();
    if (!isBack) {
        m_campaign.giveUp();
        m_problem = u"The sandbox does not come back after its %1 was killed. "_s.arg(nameOf(plan.victim))
            + m_sandbox.problem();
        // Qt Test cuts long messages of failures, and drops others where it runs with -silent.
        std::fputs(qPrintable(lastOfLogs()), stderr);
    }
    return isBack;
}

QString KillServer::account() const
{
    QStringList parts;
    for (const auto &[victim, count] : m_kills)
        parts.append(u"%1 %2"_s.arg(nameOf(victim)).arg(count));
    return parts.join(u", "_s) + u"; back after %1 s at most"_s.arg(double(m_slowestReturnMs) / 1000, 0, 'f', 1);
}

} // namespace isthmus::test
