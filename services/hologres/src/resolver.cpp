// SPDX-License-Identifier: GPL-3.0-or-later
#include "resolver.h"

#include <isthmus/core/detached.h>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace isthmus::hologres {

namespace {

using namespace std::chrono_literals;

struct Lookup {
    std::mutex mutex;
    std::condition_variable changed;
    bool isDone = false;
    Resolved result;
};

Resolved lookUp(const QByteArray &host, int flags)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags;
    addrinfo *found = nullptr;
    const int code = getaddrinfo(host.constData(), nullptr, &hints, &found);
    if (code != 0)
        return {Resolved::Outcome::NotFound, {}, QString::fromLocal8Bit(gai_strerror(code))};
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, &freeaddrinfo);
    Resolved result;
    for (const addrinfo *info = found; info; info = info->ai_next) {
        std::array<char, NI_MAXHOST> numeric{};
        if (getnameinfo(info->ai_addr, info->ai_addrlen, numeric.data(), numeric.size(), nullptr, 0, NI_NUMERICHOST)
            == 0)
            result.addresses.append(QString::fromLatin1(numeric.data()));
    }
    result.addresses.removeDuplicates();
    if (!result.addresses.isEmpty())
        result.outcome = Resolved::Outcome::Found;
    return result;
}

} // namespace

Resolved resolveHost(const QString &host, std::chrono::steady_clock::time_point deadline,
                     const core::Cancellation &cancellation)
{
    const QByteArray name = host.toUtf8();
    if (auto numeric = lookUp(name, AI_NUMERICHOST); numeric.outcome == Resolved::Outcome::Found)
        return numeric;

    auto lookup = std::make_shared<Lookup>();
    core::startDetached([lookup, name] {
        auto result = lookUp(name, AI_ADDRCONFIG);
        const std::lock_guard lock(lookup->mutex);
        lookup->result = std::move(result);
        lookup->isDone = true;
        lookup->changed.notify_all();
    });

    std::unique_lock lock(lookup->mutex);
    while (!lookup->isDone) {
        if (cancellation.isRequested())
            return {Resolved::Outcome::Cancelled, {}, {}};
        if (std::chrono::steady_clock::now() >= deadline)
            return {Resolved::Outcome::TimedOut, {}, {}};
        lookup->changed.wait_for(lock, 50ms);
    }
    return lookup->result;
}

} // namespace isthmus::hologres
