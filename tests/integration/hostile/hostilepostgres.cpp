// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostilepostgres.h"

#include "tlsmodes.h"

#include <QScopeGuard>
#include <QtEndian>

namespace isthmus::hostile {

namespace {

using pg::Values;

// One honest row for each statement of the client, told apart by what only that one says.
struct HonestRow {
    const char *mark;
    Values values;
};

const QList<HonestRow> &honestRows()
{
    const auto null = std::nullopt;
    static const QList<HonestRow> rows{
        {"hg_warehouse_table_groups", {}}, // the objects of Hologres: there are none
        {"SELECT version()", {"PostgreSQL 15.6", ""}},
        {"SELECT current_user", {"tester", "tester"}},
        {"SELECT 1", {"1"}},
        {"select 1", {"1"}}, // of the user
        {"AS usable", {"t", "owner", "orders", "r", "10", "a comment", "f", null}},
        {"pg_get_userbyid(c.relowner)",
         {"orders", "r", "owner", "a comment", "10", "8192", null, null, null, null, null, null}},
        {"coalesce(a.attnum = ANY",
         {"orders", "public.orders", "id", "bigint", "t", "a comment", null, "1", "f", "", "f"}},
        {"pg_inherits h JOIN pg_catalog.pg_class pc", {"public.orders", "r", null, null, null, null, null, null, null}},
        {"quote_ident(a.attname)", {"id", "bigint", "t", null, "", "f", null, null}},
        {"pg_get_constraintdef", {"orders_pkey", "PRIMARY KEY (id)"}},
        {"FROM public.orders", {"4711"}},
        {"FROM \"public\"", {"4711"}},
        {"n.nspname, obj_description", {"public", "a comment"}},
    };
    return rows;
}

PgQuestion questionFor(const QByteArray &sql, bool isExtended)
{
    PgQuestion question{sql, isExtended, 0, {}, {}, {}};
    if (isExtended)
        question.lead = pg::message('1', {}) + pg::message('2', {});
    const QByteArray text = sql.trimmed().toUpper();
    if (!text.startsWith("SELECT") && !text.startsWith("WITH")) {
        for (const QByteArray &statement : sql.split(';'))
            question.tail += statement.trimmed().isEmpty() ? QByteArray() : pg::complete("SET");
        question.tail += pg::ready();
        return question;
    }
    Values values(12, QByteArray("x")); // definitions: whatever is asked
    for (const HonestRow &row : honestRows()) {
        if (sql.contains(row.mark)) {
            values = row.values;
            break;
        }
    }
    question.columns = std::max(1, int(values.size()));
    question.lead += pg::description(question.columns, sql.contains("orders LIMIT") || sql == "select 1" ? 20 : 25);
    if (!values.isEmpty())
        question.rows = pg::row(values);
    question.tail = pg::complete("SELECT " + QByteArray::number(values.isEmpty() ? 0 : 1)) + pg::ready();
    return question;
}

} // namespace

HostilePostgres::HostilePostgres(const PgMode *mode, int stage, quint32 seed, std::shared_ptr<TlsDoor> door)
    : m_mode(mode), m_stage(stage), m_seed(seed), m_door(std::move(door)), m_server([this](Peer &peer) { serve(peer); })
{
}

bool HostilePostgres::signIn(Peer &peer)
{
    const QByteArray length = peer.receive(4);
    if (length.isEmpty())
        return false;
    const QByteArray startup = peer.receive(qBound(4, int(qFromBigEndian<quint32>(length.constData())) - 4, 10'000));
    constexpr int tlsRequest = 80877103;
    if (m_door && startup.size() == 4 && qFromBigEndian<quint32>(startup.constData()) == tlsRequest)
        return (m_door->answersRequest() || peer.send("S")) && m_door->open(peer) && signIn(peer);
    constexpr int cancelRequest = 80877102;
    if (startup.isEmpty() || qFromBigEndian<quint32>(startup.constData()) == cancelRequest)
        return false;
    if (m_mode && m_mode->place == PgMode::Place::SignIn && m_answers >= m_stage) {
        m_isReached = true;
        QRandomGenerator random(m_seed);
        m_mode->act(peer, {}, random);
        return !peer.isGone();
    }
    ++m_answers;
    return peer.send(pg::authentication(0) + pg::welcome());
}

void HostilePostgres::answer(Peer &peer, const PgQuestion &question)
{
    if (m_mode && m_mode->place == PgMode::Place::Answer && m_answers++ >= m_stage) {
        m_isReached = true;
        QRandomGenerator random(m_seed);
        m_mode->act(peer, question, random);
        return;
    }
    peer.send(question.lead + question.rows + question.tail);
}

void HostilePostgres::serve(Peer &peer)
{
    const auto atEnd = qScopeGuard([&] {
        if (m_door)
            m_door->note(peer);
    });
    if (!signIn(peer))
        return;
    QByteArray sql;
    while (!peer.isGone()) {
        const QByteArray head = peer.receive(5);
        if (head.isEmpty())
            return;
        const int size = int(qFromBigEndian<quint32>(head.constData() + 1)) - 4;
        const QByteArray body = size > 0 ? peer.receive(qMin(size, 10'000'000)) : QByteArray();
        m_hasSeenPassword = m_hasSeenPassword || body.contains(clientPassword);
        switch (head.front()) {
        case 'Q':
            answer(peer, questionFor(QByteArray(body.constData()), false));
            break;
        case 'P':
            sql = QByteArray(body.constData() + qstrlen(body.constData()) + 1);
            break;
        case 'S':
            answer(peer, questionFor(sql, true));
            break;
        case 'X':
            return;
        default:
            break;
        }
    }
}

} // namespace isthmus::hostile
