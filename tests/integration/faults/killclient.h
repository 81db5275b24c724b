// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "endpointclient.h"
#include "killcampaign.h"

namespace isthmus::test {

/// A client that stays at it through kills, as clients of the service do: what may be repeated is repeated, and what
/// was not answered is looked up. Thread: one.
class KillClient {
public:
    KillClient(const SandboxFixture &sandbox, KillCampaign &campaign, QString name);

    /// One request once the server is up. Status 0: no answer came.
    Answer ask(const QByteArray &method, const QByteArray &pathAndQuery, const QByteArray &body = {});
    /// The same until an answer comes that is none of a server in need (5xx): for what may be sent twice.
    Answer insist(const QByteArray &method, const QByteArray &pathAndQuery, const QByteArray &body = {});

    struct End {
        bool isDone = false;
        QString text; ///< the result, or why it failed
    };
    /// Runs a job to its end: it is submitted under an id of its own until that is answered, hence at most once.
    End job(const QString &sql);
    /// Rows of a query, values separated by ','; asked until it succeeds.
    QStringList rows(const QString &sql);

    [[nodiscard]] KillCampaign &campaign() { return m_campaign; }
    [[nodiscard]] QString name() const { return m_name; }

private:
    [[nodiscard]] QByteArray submit(const QString &sql);
    [[nodiscard]] bool waitForEnd(const QByteArray &job);

    EndpointClient m_client;
    KillCampaign &m_campaign;
    const QString m_name;
    int m_jobs = 0;
};

} // namespace isthmus::test
