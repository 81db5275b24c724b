// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/sandbox/store/pgpool.h>

#include <poll.h>

namespace isthmus::sandbox {

namespace {

// An idle connection has nothing to say; readable means that the server closed it or announces its end.
bool isAlive(const PgSession &session)
{
    if (session.isLost())
        return false;
    pollfd socket{PQsocket(session.connection()), POLLIN, 0};
    return ::poll(&socket, 1, 0) == 0;
}

} // namespace

PgPool::Lease::~Lease()
{
    if (m_session)
        m_pool->giveBack(std::move(m_session));
}

PgOutcome<PgPool::Lease> PgPool::borrow()
{
    std::unique_ptr<PgSession> session;
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_free > 0; });
        --m_free;
        while (!session && !m_idle.empty()) {
            session = std::move(m_idle.back());
            m_idle.pop_back();
            if (!isAlive(*session))
                session.reset();
        }
    }
    if (session)
        return Lease(this, std::move(session));
    auto opened = PgSession::open(m_address);
    if (opened)
        return Lease(this, std::move(*opened));
    giveBack(nullptr);
    return tl::unexpected(opened.error());
}

void PgPool::giveBack(std::unique_ptr<PgSession> session)
{
    const bool isReusable = session && PQtransactionStatus(session->connection()) == PQTRANS_IDLE;
    {
        const std::lock_guard lock(m_mutex);
        ++m_free;
        if (isReusable)
            m_idle.push_back(std::move(session));
    }
    m_changed.notify_one();
}

} // namespace isthmus::sandbox
