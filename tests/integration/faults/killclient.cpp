// SPDX-License-Identifier: GPL-3.0-or-later
#include "killclient.h"

#include <QDeadlineTimer>

namespace isthmus::test {

using namespace std::chrono_literals;
using Fault = KillCampaign::Fault;

namespace {

constexpr int readTimeoutSeconds = 120; // as clients have it
constexpr auto patience = 120s; // for one thing, whatever is killed meanwhile
constexpr auto endOfAJob = 60s; // once the server is up

} // namespace

KillClient::KillClient(const SandboxFixture &sandbox, KillCampaign &campaign, QString name)
    : m_client(sandbox, sandbox.admin()), m_campaign(campaign), m_name(std::move(name))
{
    m_client.setReadTimeout(readTimeoutSeconds);
}

Answer KillClient::ask(const QByteArray &method, const QByteArray &pathAndQuery, const QByteArray &body)
{
    m_campaign.waitUntilUp();
    m_campaign.step();
    Answer answer = m_client.send(method, pathAndQuery, body);
    m_campaign.step();
    return answer;
}

Answer KillClient::insist(const QByteArray &method, const QByteArray &pathAndQuery, const QByteArray &body)
{
    const QDeadlineTimer deadline(patience);
    for (;;) {
        Answer answer = ask(method, pathAndQuery, body);
        if (answer.status != 0 && answer.status < 500)
            return answer;
        if (deadline.hasExpired() || m_campaign.isGivenUp()) {
            m_campaign.found(Fault::WithoutEnd,
                             m_name
                                 + QStringLiteral(": %1 %2 is not answered: ")
                                       .arg(QString::fromUtf8(method), QString::fromUtf8(pathAndQuery))
                                 + QString::fromUtf8(answer.body));
            return answer;
        }
    }
}

QByteArray KillClient::submit(const QString &sql)
{
    const QByteArray guid = (m_name + u'-' + QString::number(++m_jobs)).toUtf8();
    const Answer answer = insist("POST", "/instances",
                                 "<Instance><Job><Guid>" + guid + "</Guid><Tasks><SQL><Name>T</Name><Query>"
                                     + sql.toHtmlEscaped().toUtf8() + ";</Query></SQL></Tasks></Job></Instance>");
    if (answer.status != 201)
        m_campaign.found(Fault::Wrong,
                         m_name + QStringLiteral(": a job is not taken: ") + QString::fromUtf8(answer.body));
    return answer.location.mid(answer.location.lastIndexOf('/') + 1);
}

bool KillClient::waitForEnd(const QByteArray &job)
{
    QDeadlineTimer deadline(endOfAJob);
    int kills = m_campaign.kills();
    while (!ask("GET", "/instances/" + job + "?instancestatus").body.contains("Terminated")) {
        if (deadline.hasExpired() || m_campaign.isGivenUp())
            return false;
        if (m_campaign.kills() != kills)
            deadline.setRemainingTime(endOfAJob);
        kills = m_campaign.kills();
    }
    return true;
}

KillClient::End KillClient::job(const QString &sql)
{
    const QByteArray id = submit(sql);
    if (id.isEmpty() || !waitForEnd(id)) {
        m_campaign.found(Fault::WithoutEnd,
                         m_name + QStringLiteral(": job %1 does not end").arg(QString::fromUtf8(id)));
        return {};
    }
    const QByteArray task = insist("GET", "/instances/" + id + "?taskstatus").body;
    const QByteArray result = insist("GET", "/instances/" + id + "?result").body;
    End end;
    end.text = QString::fromUtf8(QByteArray::fromBase64(between(result, "<![CDATA[", "]]>")));
    const QByteArray status = between(task, "<Status>", "</Status>", task.lastIndexOf("<Status>"));
    end.isDone = status == "Success";
    if (!end.isDone && (status != "Failed" || !end.text.startsWith(u"ODPS-0010000")))
        m_campaign.found(Fault::Wrong,
                         m_name + QStringLiteral(": %1 %2 of: %3").arg(QString::fromUtf8(status), end.text, sql));
    return end;
}

QStringList KillClient::rows(const QString &sql)
{
    const QDeadlineTimer deadline(patience);
    for (;;) {
        End end = job(sql);
        if (end.isDone)
            return end.text.remove(u'"').split(u'\n', Qt::SkipEmptyParts).mid(1); // the first names the columns
        if (deadline.hasExpired() || m_campaign.isGivenUp()) {
            m_campaign.found(Fault::WithoutEnd, m_name + QStringLiteral(": cannot read: ") + end.text);
            return {};
        }
    }
}

} // namespace isthmus::test
