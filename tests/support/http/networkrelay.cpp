// SPDX-License-Identifier: GPL-3.0-or-later
#include "networkrelay.h"

#include "loopbacklistener.h"

#include <QByteArray>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>
#include <memory>
#include <vector>

namespace isthmus::test {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int lookMs = 5; // how soon a mode is followed
constexpr qint64 mostHeldBytes = 4 * 1024 * 1024; // of one direction; then the sender waits, as on any line

struct Piece {
    Clock::time_point due;
    QByteArray bytes;
};

// One direction of a connection.
struct Way {
    std::deque<Piece> held;
    qint64 heldBytes = 0;
    bool hasEnded = false; // the sender has closed; what is held still goes

    void take(QByteArray bytes, std::chrono::milliseconds delay)
    {
        heldBytes += bytes.size();
        held.push_back({Clock::now() + delay, std::move(bytes)});
    }
    [[nodiscard]] bool isDue() const { return !held.empty() && held.front().due <= Clock::now(); }
};

} // namespace

struct NetworkRelay::Link {
    int client;
    int server;
    Way toServer;
    Way toClient;
    bool isOpen = true;
    bool isForgotten = false;

    Link(int clientSocket, int serverSocket) : client(clientSocket), server(serverSocket) { }
    ~Link()
    {
        ::close(client);
        ::close(server);
    }
    Link(const Link &) = delete;
    Link &operator=(const Link &) = delete;

    void resetAll() const
    {
        const linger none{1, 0}; // close() sends RST
        for (const int socket : {client, server})
            ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    }

    [[nodiscard]] static bool receive(int from, Way &way, std::chrono::milliseconds delay)
    {
        std::array<char, size_t(64) * 1024> piece{};
        const auto size = ::recv(from, piece.data(), piece.size(), MSG_DONTWAIT);
        if (size > 0)
            way.take(QByteArray(piece.data(), size), delay);
        if (size == 0)
            way.hasEnded = true;
        return size >= 0 || errno == EAGAIN || errno == EINTR;
    }

    [[nodiscard]] static bool send(int to, Way &way)
    {
        while (way.isDue()) {
            QByteArray &bytes = way.held.front().bytes;
            const auto size = ::send(to, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (size < 0)
                return errno == EAGAIN || errno == EINTR;
            way.heldBytes -= size;
            if (size < bytes.size()) {
                bytes.remove(0, size);
                return true;
            }
            way.held.pop_front();
        }
        return true;
    }
};

class NetworkRelay::Loop {
public:
    explicit Loop(NetworkRelay &relay) : m_relay(relay) { }

    void run()
    {
        while (!m_relay.m_isEnding) {
            endWhatIsAskedFor();
            wait();
            if (m_relay.m_mode == Mode::Stall) {
                m_relay.m_isHolding = std::ranges::any_of(m_links, [](const auto &link) {
                    int waiting = 0;
                    return ::ioctl(link->client, FIONREAD, &waiting) == 0 && waiting > 0;
                });
                acceptAll();
                continue;
            }
            m_relay.m_isHolding = false;
            acceptAll();
            for (const auto &link : m_links)
                link->isOpen = link->isForgotten || handOn(*link);
            std::erase_if(m_links, [](const auto &link) { return !link->isOpen; });
        }
    }

private:
    void endWhatIsAskedFor()
    {
        const int asked = m_relay.m_asked; // before what was asked for is looked at
        const int resets = m_relay.m_resets;
        const int closings = m_relay.m_closings;
        if (resets != m_resets)
            std::ranges::for_each(m_links, [](const auto &link) { link->resetAll(); });
        if (resets != m_resets || closings != m_closings)
            m_links.clear();
        const int forgettings = m_relay.m_forgettings;
        if (forgettings != m_forgettings)
            std::ranges::for_each(m_links, [](const auto &link) { link->isForgotten = true; });
        m_forgettings = forgettings;
        m_resets = resets;
        m_closings = closings;
        m_relay.m_followed = asked;
        m_relay.m_followed.notify_all();
    }

    void wait() const
    {
        std::vector<pollfd> ends{{m_relay.m_listener, POLLIN, 0}};
        if (m_relay.m_mode != Mode::Stall) {
            for (const auto &link : m_links) {
                if (link->isForgotten)
                    continue;
                const auto interest = [](const Way &in, const Way &out) {
                    return short((!in.hasEnded && in.heldBytes < mostHeldBytes ? POLLIN : 0)
                                 | (out.isDue() ? POLLOUT : 0));
                };
                ends.push_back({link->client, interest(link->toServer, link->toClient), 0});
                ends.push_back({link->server, interest(link->toClient, link->toServer), 0});
            }
        }
        ::poll(ends.data(), ends.size(), lookMs);
    }

    void acceptAll()
    {
        for (int client = 0;
             (client = ::accept4(m_relay.m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0;) {
            ++m_relay.m_accepted;
            const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            auto link = std::make_unique<Link>(client, server);
            const sockaddr_in address = loopbackAddress(m_relay.m_serverPort);
            if (m_relay.m_mode == Mode::Refuse
                || ::connect(server, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
                link->resetAll();
            else
                m_links.push_back(std::move(link));
        }
    }

    [[nodiscard]] bool handOn(Link &link)
    {
        const std::chrono::milliseconds delay(m_relay.m_delayMs);
        const bool isRead = (link.toServer.hasEnded || link.toServer.heldBytes >= mostHeldBytes
                             || Link::receive(link.client, link.toServer, delay))
            && (link.toClient.hasEnded || link.toClient.heldBytes >= mostHeldBytes || takeAnswer(link, delay));
        const bool isSent = Link::send(link.server, link.toServer) && Link::send(link.client, link.toClient);
        const bool hasEnded = (link.toServer.hasEnded && link.toServer.held.empty())
            || (link.toClient.hasEnded && link.toClient.held.empty());
        return isRead && isSent && !hasEnded;
    }

    [[nodiscard]] bool takeAnswer(Link &link, std::chrono::milliseconds delay)
    {
        const qint64 before = link.toClient.heldBytes;
        if (!Link::receive(link.server, link.toClient, delay))
            return false;
        const qint64 came = link.toClient.heldBytes - before;
        const qint64 left = m_relay.m_truncateAfter;
        if (left < 0 || came == 0)
            return true;
        if (came < left) {
            m_relay.m_truncateAfter = left - came;
            return true;
        }
        QByteArray &last = link.toClient.held.back().bytes;
        link.toClient.heldBytes -= last.size() - left;
        last.truncate(left);
        link.toClient.hasEnded = true; // closed once the rest is sent
        m_relay.m_truncateAfter = -1;
        ++m_relay.m_truncated;
        return true;
    }

    NetworkRelay &m_relay;
    std::vector<std::unique_ptr<Link>> m_links;
    int m_resets = 0;
    int m_closings = 0;
    int m_forgettings = 0;
};

NetworkRelay::NetworkRelay(int serverPort) : m_serverPort(serverPort)
{
    const LoopbackListener listener;
    m_listener = listener.socket;
    m_port = listener.port;
    ::fcntl(m_listener, F_SETFL, O_NONBLOCK);
    m_thread = std::thread([this] { Loop(*this).run(); });
}

NetworkRelay::~NetworkRelay()
{
    m_isEnding = true;
    m_thread.join();
    ::close(m_listener);
}

void NetworkRelay::setMode(Mode mode)
{
    m_mode = mode;
}

void NetworkRelay::setDelay(std::chrono::milliseconds delay)
{
    m_delayMs = delay.count();
}

void NetworkRelay::close()
{
    ask(m_closings);
}

void NetworkRelay::forget()
{
    ask(m_forgettings);
}

void NetworkRelay::reset()
{
    ask(m_resets);
}

// Until it is done: it is of the connections that there are, not of those that are made meanwhile.
void NetworkRelay::ask(std::atomic<int> &what)
{
    ++what;
    const int asked = ++m_asked;
    for (int followed = m_followed; followed < asked; followed = m_followed)
        m_followed.wait(followed);
}

void NetworkRelay::truncateAfter(qint64 bytes)
{
    m_truncateAfter = bytes;
}

} // namespace isthmus::test
