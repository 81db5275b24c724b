// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "killclient.h"

#include <memory>
#include <vector>

namespace isthmus::test {

/// One of a campaign's writers. It writes one token after the other, each until it is acknowledged, hence knows at any
/// time what must be in its table. Thread: one, but the constructor's may be another.
class KillWriter {
public:
    KillWriter(const SandboxFixture &sandbox, KillCampaign &campaign, const QString &name, int rowsOfAToken)
        : m_client(sandbox, campaign, name), m_rowsOfAToken(rowsOfAToken)
    {
    }
    virtual ~KillWriter() = default;
    KillWriter(const KillWriter &) = delete;
    KillWriter &operator=(const KillWriter &) = delete;

    [[nodiscard]] QString name() const { return m_client.name(); }
    /// Makes the table. Nothing is killed meanwhile.
    void prepare();
    /// Writes until the campaign is over, and looks at its table after each kill.
    void run();
    /// Compares the table with the ledger.
    virtual void check() = 0;

protected:
    using Fault = KillCampaign::Fault;

    /// The statements that make the table; one of the same name as the writer.
    [[nodiscard]] virtual QString tableSql() const = 0;
    /// Writes \a token; returns once it is acknowledged, or with a fault found.
    virtual void write(qint64 token) = 0;

    /// Runs \a sql as job until one is done.
    void insistOnJob(const QString &sql);
    /// Whether a request that changes something was done, as its \a answer says; what is neither done nor a refusal of
    /// a server in need is a fault.
    enum class Told : quint8 { Done, Refused, Nothing };
    [[nodiscard]] Told told(const Answer &answer);

    KillClient m_client;
    const int m_rowsOfAToken;
    qint64 m_written = 0; ///< tokens 0 to this were acknowledged, without this
};

/// All kinds of writers.
[[nodiscard]] std::vector<std::unique_ptr<KillWriter>> killWriters(const SandboxFixture &sandbox,
                                                                   KillCampaign &campaign);

/// Statement that makes the table from which writers take their rows: k BIGINT, 0 to 39.
[[nodiscard]] QString killSourceSql();

} // namespace isthmus::test
