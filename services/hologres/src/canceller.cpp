// SPDX-License-Identifier: GPL-3.0-or-later
#include "canceller.h"

#include <isthmus/core/detached.h>

#include <array>

namespace isthmus::hologres {

void Canceller::send()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_onItsWay)
            return;
        m_onItsWay = true;
    }
    core::startDetached([self = shared_from_this()] {
        std::array<char, 256> words{};
        PQcancel(self->m_cancel.get(), words.data(), int(words.size())); // a lost request is sent again by the caller
        const std::lock_guard lock(self->m_mutex);
        self->m_onItsWay = false;
        self->m_settled.notify_all();
    });
}

bool Canceller::settle(std::chrono::milliseconds limit)
{
    std::unique_lock lock(m_mutex);
    return m_settled.wait_for(lock, limit, [this] { return !m_onItsWay; });
}

} // namespace isthmus::hologres
