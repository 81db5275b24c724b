// SPDX-License-Identifier: GPL-3.0-or-later
#include "killwriter.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QJsonObject>

namespace isthmus::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int sourceRows = 40;

/// "SELECT token, k + offset FROM k_source"
QString select(qint64 token, int offset = 0)
{
    return u"SELECT CAST(%1 AS BIGINT) n, k + %2 k FROM k_source"_s.arg(token).arg(offset);
}

} // namespace

QString killSourceSql()
{
    QStringList values;
    for (int k = 0; k < sourceRows; ++k)
        values.append(u"(%1)"_s.arg(k));
    return u"CREATE TABLE k_source (k BIGINT); INSERT INTO k_source VALUES "_s + values.join(u", "_s);
}

void KillWriter::prepare()
{
    insistOnJob(tableSql());
}

void KillWriter::run()
{
    KillCampaign &campaign = m_client.campaign();
    int seen = campaign.kills();
    campaign.confirm(name(), seen);
    while (!campaign.isOver()) {
        write(m_written);
        ++m_written;
        campaign.acknowledged();
        if (const int kills = campaign.kills(); kills != seen) {
            check();
            seen = kills;
            campaign.confirm(name(), seen);
        }
    }
}

void KillWriter::insistOnJob(const QString &sql)
{
    const QDeadlineTimer deadline(120s);
    while (!m_client.job(sql).isDone) {
        m_client.campaign().refused();
        if (deadline.hasExpired() || m_client.campaign().isGivenUp())
            return m_client.campaign().found(Fault::WithoutEnd, name() + u": is never done: "_s + sql);
    }
}

KillWriter::Told KillWriter::told(const Answer &answer)
{
    if (answer.status == 0) {
        m_client.campaign().unanswered();
        return Told::Nothing;
    }
    if (answer.status / 100 == 2)
        return Told::Done;
    m_client.campaign().refused();
    if (answer.status != 503)
        m_client.campaign().found(Fault::Wrong,
                                  name() + u": HTTP %1 "_s.arg(answer.status) + QString::fromUtf8(answer.body));
    return Told::Refused;
}

namespace {

/// Each token adds its rows to the table.
class Appending : public KillWriter {
public:
    using KillWriter::KillWriter;

    void check() override
    {
        const QStringList totals = m_client.rows(u"SELECT COUNT(*), COUNT(DISTINCT n) FROM "_s + name());
        if (totals != QStringList{u"%1,%2"_s.arg(m_written * m_rowsOfAToken).arg(m_written)})
            explain();
    }

protected:
    [[nodiscard]] QString tableSql() const override { return u"CREATE TABLE %1 (n BIGINT, k BIGINT)"_s.arg(name()); }

    /// Rows that \a token has now.
    [[nodiscard]] qint64 rowsOf(qint64 token)
    {
        return m_client.rows(u"SELECT COUNT(*) FROM %1 WHERE n = %2"_s.arg(name()).arg(token)).value(0).toLongLong();
    }

    static QByteArray body(qint64 token, int rows, int offset = 0)
    {
        records::RecordBatch batch(columnsOf({{u"n"_s, u"BIGINT"_s}, {u"k"_s, u"BIGINT"_s}}));
        for (int k = 0; k < rows; ++k) {
            batch.vector(0).appendInt64(token);
            batch.vector(1).appendInt64(offset + k);
        }
        return encoded(batch);
    }

private:
    void explain()
    {
        std::map<qint64, qint64> rows;
        for (const QString &line : m_client.rows(u"SELECT n, COUNT(*) FROM %1 GROUP BY n"_s.arg(name())))
            rows[line.section(u',', 0, 0).toLongLong()] = line.section(u',', 1, 1).toLongLong();
        KillCampaign &campaign = m_client.campaign();
        for (qint64 token = 0; token < m_written; ++token) {
            const qint64 found = rows[token];
            const QString what =
                u"%1: token %2 has %3 rows of %4"_s.arg(name()).arg(token).arg(found).arg(m_rowsOfAToken);
            if (found == 0)
                campaign.found(Fault::Lost, what);
            else if (found > m_rowsOfAToken)
                campaign.found(Fault::Doubled, what);
            else if (found < m_rowsOfAToken)
                campaign.found(Fault::Half, what);
            rows.erase(token);
        }
        for (const auto &[token, count] : rows)
            campaign.found(Fault::Half,
                           u"%1: token %2 was never acknowledged, and has %3 rows"_s.arg(name()).arg(token).arg(count));
    }
};

/// Each token takes the place of the one before.
class Replacing : public KillWriter {
public:
    using KillWriter::KillWriter;

    void check() override
    {
        if (m_written == 0)
            return;
        const qint64 last = m_written - 1;
        const QString expected = u"%1,%2,%2"_s.arg(m_rowsOfAToken).arg(last);
        const QString found = m_client.rows(u"SELECT COUNT(*), MIN(n), MAX(n) FROM "_s + table(last)).value(0);
        if (found == expected)
            return;
        const qint64 rows = found.section(u',', 0, 0).toLongLong();
        const Fault fault = rows > m_rowsOfAToken ? Fault::Doubled
            : rows == 0 || (rows == m_rowsOfAToken && found.section(u',', 1, 1) == found.section(u',', 2, 2))
            ? Fault::Lost
            : Fault::Half;
        m_client.campaign().found(fault, u"%1: there is %2 instead of %3"_s.arg(name(), found, expected));
    }

protected:
    [[nodiscard]] virtual QString table(qint64) const { return name(); }
};

class Inserting : public Appending {
public:
    Inserting(const SandboxFixture &sandbox, KillCampaign &campaign)
        : Appending(sandbox, campaign, u"k_insert"_s, sourceRows)
    {
    }

private:
    void write(qint64 token) override { insistOnJob(u"INSERT INTO k_insert "_s + select(token)); }
};

/// Two statements: a job that fails says whether the first is done.
class Scripting : public Appending {
public:
    Scripting(const SandboxFixture &sandbox, KillCampaign &campaign)
        : Appending(sandbox, campaign, u"k_script"_s, 2 * sourceRows)
    {
    }

private:
    void write(qint64 token) override
    {
        const QString first = u"INSERT INTO k_script "_s + select(token);
        const QString second = u"INSERT INTO k_script "_s + select(token, sourceRows);
        const KillClient::End end = m_client.job(first + u"; "_s + second);
        if (end.isDone)
            return;
        m_client.campaign().refused();
        if (m_client.campaign().isGivenUp())
            return;
        if (end.text.endsWith(u"its first statement was done"))
            insistOnJob(second);
        else
            write(token);
    }
};

class Overwriting : public Replacing {
public:
    Overwriting(const SandboxFixture &sandbox, KillCampaign &campaign)
        : Replacing(sandbox, campaign, u"k_overwrite"_s, sourceRows)
    {
    }

private:
    [[nodiscard]] QString tableSql() const override
    {
        return u"CREATE TABLE k_overwrite (n BIGINT, k BIGINT) PARTITIONED BY (p STRING)"_s;
    }
    void write(qint64 token) override
    {
        insistOnJob(token % 2 == 0 ? u"INSERT OVERWRITE TABLE k_overwrite PARTITION (p='a') "_s + select(token)
                                   : u"INSERT OVERWRITE TABLE k_overwrite PARTITION (p) SELECT n, k, 'a' FROM ("_s
                            + select(token) + u") s"_s);
    }
};

/// UPDATE and MERGE.
class Changing : public Replacing {
public:
    Changing(const SandboxFixture &sandbox, KillCampaign &campaign)
        : Replacing(sandbox, campaign, u"k_change"_s, sourceRows)
    {
    }

private:
    [[nodiscard]] QString tableSql() const override
    {
        return u"CREATE TABLE k_change (n BIGINT, k BIGINT) TBLPROPERTIES ('transactional'='true'); "
               "INSERT INTO k_change "_s
            + select(-1);
    }
    void write(qint64 token) override
    {
        insistOnJob(token % 2 == 0 ? u"UPDATE k_change SET n = %1"_s.arg(token)
                                   : u"MERGE INTO k_change t USING (%1) s ON t.k = s.k WHEN MATCHED THEN UPDATE SET "
                                     "n = s.n WHEN NOT MATCHED THEN INSERT VALUES (s.n, s.k)"_s.arg(select(token)));
    }
};

/// CREATE TABLE AS, a new table for each token. A retry after a failure that was none would find its name taken.
class Making : public Replacing {
public:
    Making(const SandboxFixture &sandbox, KillCampaign &campaign)
        : Replacing(sandbox, campaign, u"k_make"_s, sourceRows)
    {
    }

private:
    [[nodiscard]] QString tableSql() const override { return u"DROP TABLE IF EXISTS k_make_0"_s; }
    [[nodiscard]] QString table(qint64 token) const override { return u"k_make_%1"_s.arg(token); }
    void write(qint64 token) override
    {
        insistOnJob(u"CREATE TABLE %1 AS "_s.arg(table(token)) + select(token));
        if (token > 0)
            insistOnJob(u"DROP TABLE IF EXISTS "_s + table(token - 1));
    }
};

/// Blocks of the Tunnel. Every third token is preceded by a session that is never committed.
class Uploading : public Appending {
public:
    Uploading(const SandboxFixture &sandbox, KillCampaign &campaign)
        : Appending(sandbox, campaign, u"k_upload"_s, blocks * sourceRows)
    {
    }

private:
    static constexpr int blocks = 3;

    void write(qint64 token) override
    {
        if (token % 3 == 0)
            (void)sessionWith(-1);
        commit(sessionWith(token));
    }

    /// A session with all blocks of \a token.
    QByteArray sessionWith(qint64 token)
    {
        const Answer made = m_client.insist("POST", "/tables/k_upload?uploads=1");
        const QByteArray session = "/tables/k_upload?uploadid=" + made.json()[u"UploadID"].toString().toUtf8();
        for (int block = 0; block < blocks; ++block) {
            const Answer put = m_client.insist("PUT", session + "&blockid=" + QByteArray::number(block),
                                               body(token, sourceRows, block * sourceRows));
            if (put.status != 200)
                m_client.campaign().found(Fault::Wrong,
                                          name() + u": a block is not taken: "_s + QString::fromUtf8(put.body));
        }
        return session;
    }

    void commit(const QByteArray &session)
    {
        const QDeadlineTimer deadline(120s);
        while (!deadline.hasExpired() && !m_client.campaign().isGivenUp()) {
            const Answer answer = m_client.ask("POST", session);
            if (answer.status == 409) // nobody but us commits it, and we were told each time that it was not done
                return m_client.campaign().found(Fault::Doubled, name() + u": was committed before"_s);
            switch (told(answer)) {
            case Told::Done:
                return;
            case Told::Refused:
                continue;
            case Told::Nothing:
                if (m_client.insist("GET", session).json()[u"Status"].toString().toLower() != u"normal")
                    return;
            }
        }
        m_client.campaign().found(Fault::WithoutEnd, name() + u": is never committed"_s);
    }
};

class Streaming : public Appending {
public:
    Streaming(const SandboxFixture &sandbox, KillCampaign &campaign)
        : Appending(sandbox, campaign, u"k_stream"_s, sourceRows)
    {
    }

private:
    void write(qint64 token) override
    {
        if (m_session.isEmpty())
            m_session = m_client.insist("POST", "/tables/k_stream/streams").json()[u"session_name"].toString().toUtf8();
        const QDeadlineTimer deadline(120s);
        while (!deadline.hasExpired() && !m_client.campaign().isGivenUp()) {
            switch (told(m_client.ask("PUT", "/tables/k_stream/streams?slotid=0&uploadid=" + m_session,
                                      body(token, sourceRows)))) {
            case Told::Done:
                return;
            case Told::Refused:
                continue;
            case Told::Nothing:
                if (rowsOf(token) != 0)
                    return;
            }
        }
        m_client.campaign().found(Fault::WithoutEnd, name() + u": is never written"_s);
    }

    QByteArray m_session;
};

class Upserting : public Replacing {
public:
    Upserting(const SandboxFixture &sandbox, KillCampaign &campaign)
        : Replacing(sandbox, campaign, u"k_upsert"_s, sourceRows)
    {
    }

private:
    [[nodiscard]] QString tableSql() const override
    {
        return u"CREATE TABLE k_upsert (k BIGINT NOT NULL, n BIGINT, PRIMARY KEY (k)) "
               "TBLPROPERTIES ('transactional'='true')"_s;
    }

    static QByteArray changes(qint64 token)
    {
        records::RecordBatch batch(columnsOf({{u"k"_s, u"BIGINT"_s},
                                              {u"n"_s, u"BIGINT"_s},
                                              {u"__version"_s, u"BIGINT"_s},
                                              {u"__app_version"_s, u"BIGINT"_s},
                                              {u"__operation"_s, u"TINYINT"_s},
                                              {u"__key_cols"_s, u"ARRAY<BIGINT>"_s},
                                              {u"__value_cols"_s, u"ARRAY<BIGINT>"_s}}));
        for (int k = 0; k < sourceRows; ++k) {
            batch.vector(0).appendInt64(k);
            batch.vector(1).appendInt64(token);
            batch.vector(2).appendNull();
            batch.vector(3).appendNull();
            batch.vector(4).appendInt64('U');
            batch.vector(5).appendNull();
            batch.vector(6).appendBytes("[]");
        }
        return encoded(batch);
    }

    void write(qint64 token) override
    {
        const QByteArray path = "/tables/k_upsert/upserts";
        const QByteArray session =
            path + "?upsertid=" + m_client.insist("POST", path).json()[u"id"].toString().toUtf8();
        const Answer put = m_client.insist("PUT", session + "&bucketid=0&slotid=0", changes(token));
        if (put.status != 200)
            m_client.campaign().found(Fault::Wrong, name() + u": rows are not taken: "_s + QString::fromUtf8(put.body));
        const QDeadlineTimer deadline(120s);
        while (!deadline.hasExpired() && !m_client.campaign().isGivenUp()) {
            switch (told(m_client.ask("POST", session))) {
            case Told::Done:
                return;
            case Told::Refused:
                continue;
            case Told::Nothing:
                if (m_client.insist("GET", session).json()[u"status"].toString() == u"committed")
                    return;
            }
        }
        m_client.campaign().found(Fault::WithoutEnd, name() + u": is never committed"_s);
    }
};

} // namespace

std::vector<std::unique_ptr<KillWriter>> killWriters(const SandboxFixture &sandbox, KillCampaign &campaign)
{
    std::vector<std::unique_ptr<KillWriter>> writers;
    writers.push_back(std::make_unique<Inserting>(sandbox, campaign));
    writers.push_back(std::make_unique<Scripting>(sandbox, campaign));
    writers.push_back(std::make_unique<Overwriting>(sandbox, campaign));
    writers.push_back(std::make_unique<Changing>(sandbox, campaign));
    writers.push_back(std::make_unique<Making>(sandbox, campaign));
    writers.push_back(std::make_unique<Uploading>(sandbox, campaign));
    writers.push_back(std::make_unique<Streaming>(sandbox, campaign));
    writers.push_back(std::make_unique<Upserting>(sandbox, campaign));
    return writers;
}

} // namespace isthmus::test
