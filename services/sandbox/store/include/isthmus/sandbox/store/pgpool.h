// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/sandbox/store/pgsession.h>

#include <condition_variable>
#include <mutex>
#include <vector>

namespace isthmus::sandbox {

/// Connections to one database that request and job threads borrow. Thread: any.
class PgPool {
public:
    /// A borrowed connection; goes back when the lease ends, unless it was lost. Must not outlive the pool.
    class Lease {
    public:
        Lease(Lease &&) noexcept = default;
        Lease &operator=(Lease &&) = delete;
        Lease(const Lease &) = delete;
        Lease &operator=(const Lease &) = delete;
        ~Lease();
        PgSession &operator*() const { return *m_session; }
        PgSession *operator->() const { return m_session.get(); }

    private:
        friend class PgPool;
        Lease(PgPool *pool, std::unique_ptr<PgSession> session) : m_pool(pool), m_session(std::move(session)) { }
        PgPool *m_pool;
        std::unique_ptr<PgSession> m_session;
    };

    /// At most \a limit connections at a time; further borrowers wait.
    PgPool(PgAddress address, int limit) : m_address(std::move(address)), m_free(limit) { }

    /// Checks an idle connection before lending it, so that a restarted server costs nobody an error.
    [[nodiscard]] PgOutcome<Lease> borrow();

private:
    void giveBack(std::unique_ptr<PgSession> session);

    const PgAddress m_address;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::unique_ptr<PgSession>> m_idle;
    int m_free;
};

} // namespace isthmus::sandbox
