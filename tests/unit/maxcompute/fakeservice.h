// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/maxcompute/connection.h>
#include <isthmus/wire/signature.h>

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

namespace isthmus::test {

inline const QByteArray accessId = QByteArrayLiteral("testId");
inline const QByteArray accessKey = QByteArrayLiteral("testKey");

/// One request as the fake service saw it.
struct Seen {
    QByteArray method;
    QByteArray path; ///< decoded, without the endpoint's prefix
    QMap<QByteArray, QByteArray> query;
    QByteArray body;
    bool isSigned = false;

    [[nodiscard]] bool has(const QByteArray &flag) const { return query.contains(flag); }
};

struct Answer {
    int status = 200;
    QByteArray body;
    QByteArray type = QByteArrayLiteral("application/xml");
    QList<QPair<QByteArray, QByteArray>> headers;
};

/// An HTTP service on a free loopback port that answers by a function and remembers what it was asked.
class FakeService {
public:
    using Handler = std::function<Answer(const Seen &)>;

    explicit FakeService(Handler handler) : m_handler(std::move(handler))
    {
        const auto serve = [this](const httplib::Request &request, httplib::Response &response) {
            serveOne(request, response);
        };
        m_server.set_keep_alive_timeout(1);
        m_server.Get(".*", serve);
        m_server.Post(".*", serve);
        m_server.Put(".*", serve);
        m_port = m_server.bind_to_any_port("127.0.0.1");
        m_thread = std::thread([this] { m_server.listen_after_bind(); });
        while (!m_server.is_running())
            std::this_thread::yield();
    }

    ~FakeService()
    {
        m_server.stop();
        m_thread.join();
    }

    [[nodiscard]] maxcompute::Settings settings() const
    {
        maxcompute::Settings settings;
        settings.connectionName = QStringLiteral("mc");
        settings.endpoint = QStringLiteral("http://127.0.0.1:%1/api").arg(m_port);
        settings.project = QStringLiteral("p1");
        settings.accessId = QString::fromLatin1(accessId);
        settings.accessKey = QString::fromLatin1(accessKey);
        return settings;
    }

    [[nodiscard]] QList<Seen> seen() const
    {
        const std::lock_guard lock(m_mutex);
        return m_seen;
    }
    [[nodiscard]] bool allSigned() const
    {
        const auto requests = seen();
        return !requests.isEmpty()
            && std::all_of(requests.begin(), requests.end(), [](const Seen &request) { return request.isSigned; });
    }
    [[nodiscard]] int count(const QByteArray &method, const QByteArray &path) const
    {
        const auto requests = seen();
        return int(std::count_if(requests.begin(), requests.end(),
                                 [&](const Seen &r) { return r.method == method && r.path == path; }));
    }

private:
    void serveOne(const httplib::Request &request, httplib::Response &response)
    {
        const QByteArray target = QByteArray::fromStdString(request.target);
        const qsizetype mark = target.indexOf('?');
        wire::Request asked;
        asked.method = QByteArray::fromStdString(request.method);
        asked.path = wire::percentDecoded(mark < 0 ? target : target.first(mark));
        asked.query = mark < 0 ? QByteArray() : target.sliced(mark + 1);
        for (const auto &[name, value] : request.headers)
            asked.headers.append({QByteArray::fromStdString(name), QByteArray::fromStdString(value)});
        if (!asked.path.startsWith("/api/")) {
            response.status = 400;
            return;
        }
        asked.path.remove(0, 4);

        Seen seen{asked.method, asked.path, {}, QByteArray::fromStdString(request.body), false};
        for (const auto &[name, value] : wire::decodeQuery(asked.query))
            seen.query.insert(name, value);
        const auto authorization = wire::parseAuthorization(asked.header("Authorization"));
        seen.isSigned = authorization && authorization->accessId == accessId
            && wire::parseHttpDate(asked.header("Date")).isValid()
            && wire::isSignedWith(asked, *authorization, accessKey);
        {
            const std::lock_guard lock(m_mutex);
            m_seen.append(seen);
        }
        const Answer answer = m_handler(seen);
        response.status = answer.status;
        for (const auto &[name, value] : answer.headers)
            response.set_header(name.toStdString(), value.toStdString());
        response.set_content(answer.body.toStdString(), answer.type.toStdString());
    }

    Handler m_handler;
    httplib::Server m_server;
    std::thread m_thread;
    int m_port = 0;
    mutable std::mutex m_mutex;
    QList<Seen> m_seen;
};

/// A server that answers every connection with the same bytes, whatever they are, and then closes it or holds it open.
class RawServer {
public:
    enum class Then : quint8 { Close, Hold };

    explicit RawServer(QByteArray bytes, Then then = Then::Close) : m_bytes(std::move(bytes)), m_then(then)
    {
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size);
        ::listen(m_listener, 8);
        ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { serve(); });
    }

    ~RawServer()
    {
        ::shutdown(m_listener, SHUT_RDWR); // wakes accept()
        m_thread.join();
        ::close(m_listener);
        for (const int held : m_held)
            ::close(held);
    }

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] maxcompute::Settings settings() const
    {
        maxcompute::Settings settings;
        settings.connectionName = QStringLiteral("mc");
        settings.endpoint = QStringLiteral("http://127.0.0.1:%1/api").arg(m_port);
        settings.project = QStringLiteral("p1");
        settings.accessId = QString::fromLatin1(accessId);
        settings.accessKey = QString::fromLatin1(accessKey);
        return settings;
    }

private:
    void serve()
    {
        for (;;) {
            const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (client < 0)
                return;
            ++m_connections;
            char request[16 * 1024]; // a small request comes in one piece, as does the first message of TLS
            if (::recv(client, request, sizeof request, 0) < 0)
                continue;
            if (!m_bytes.isEmpty())
                ::send(client, m_bytes.constData(), size_t(m_bytes.size()), MSG_NOSIGNAL);
            if (m_then == Then::Hold)
                m_held.append(client);
            else
                ::close(client);
        }
    }

    QByteArray m_bytes;
    Then m_then;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<int> m_connections = 0;
    QList<int> m_held;
    std::thread m_thread;
};

// Replies of the service. Source of the shapes: docs/protocol.md#catalog-resources, #sql-jobs and #errors.

inline Answer xml(const QByteArray &body)
{
    return {200, "<?xml version=\"1.0\"?>" + body, "application/xml", {}};
}

inline Answer error(int status, const QByteArray &code, const QByteArray &message)
{
    return {status,
            "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message><![CDATA[" + message
                + "]]></Message><RequestId>R</RequestId><HostId>h</HostId></Error>",
            "application/xml",
            {}};
}

inline Answer json(const QByteArray &body)
{
    return {200, body, "application/json", {}};
}

inline Answer project(bool schemas = true)
{
    Answer answer = xml("<Project><Name>p1</Name><Type>managed</Type><Comment>c</Comment><State>AVAILABLE</State>"
                        "<Region>cn-x</Region><Properties><Property><Name>odps.schema.model.enabled</Name><Value>"
                        + QByteArray(schemas ? "true" : "false")
                        + "</Value></Property><Property><Name>odps.sql.type.system.odps2</Name><Value>true</Value>"
                          "</Property></Properties></Project>");
    answer.headers = {{"x-odps-owner", "ALIYUN$owner"}, {"x-odps-creation-time", "Mon, 15 Jan 2024 08:30:00 GMT"}};
    return answer;
}

inline QByteArray tableXml(const QByteArray &name, const QByteArray &type, const QByteArray &schemaJson)
{
    return "<Table><Name>" + name + "</Name><Owner>ALIYUN$owner</Owner><Project>p1</Project><Type>" + type
        + "</Type><Comment>from xml</Comment><CreationTime>Mon, 15 Jan 2024 08:30:00 GMT</CreationTime>"
          "<Schema format=\"Json\"><![CDATA["
        + schemaJson + "]]></Schema></Table>";
}

} // namespace isthmus::test
