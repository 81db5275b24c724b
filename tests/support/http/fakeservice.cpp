// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeservice.h"

#include <isthmus/wire/signature.h>

#include <httplib.h>

#include <mutex>
#include <thread>

namespace isthmus::test {

const QByteArray accessId = QByteArrayLiteral("testId");
const QByteArray accessKey = QByteArrayLiteral("testKey");

class FakeService::Server {
public:
    explicit Server(Handler handler) : m_handler(std::move(handler))
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

    ~Server()
    {
        m_server.stop();
        m_thread.join();
    }

    [[nodiscard]] QList<Seen> seen() const
    {
        const std::lock_guard lock(m_mutex);
        return m_seen;
    }
    [[nodiscard]] int port() const { return m_port; }

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
        const Reply answer = m_handler(seen);
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

FakeService::FakeService(Handler handler) : m_server(std::make_unique<Server>(std::move(handler))) { }

FakeService::~FakeService() = default;

maxcompute::Settings FakeService::settings() const
{
    return loopbackSettings(m_server->port());
}

QList<Seen> FakeService::seen() const
{
    return m_server->seen();
}

bool FakeService::allSigned() const
{
    const auto requests = seen();
    return !requests.isEmpty()
        && std::all_of(requests.begin(), requests.end(), [](const Seen &request) { return request.isSigned; });
}

int FakeService::count(const QByteArray &method, const QByteArray &path) const
{
    const auto requests = seen();
    return int(std::count_if(requests.begin(), requests.end(),
                             [&](const Seen &r) { return r.method == method && r.path == path; }));
}

maxcompute::Settings loopbackSettings(int port)
{
    maxcompute::Settings settings;
    settings.connectionName = QStringLiteral("mc");
    settings.endpoint = QStringLiteral("http://127.0.0.1:%1/api").arg(port);
    settings.project = QStringLiteral("p1");
    settings.accessId = QString::fromLatin1(accessId);
    settings.accessKey = QString::fromLatin1(accessKey);
    return settings;
}

Reply xml(const QByteArray &body)
{
    return {200, "<?xml version=\"1.0\"?>" + body, "application/xml", {}};
}

Reply error(int status, const QByteArray &code, const QByteArray &message)
{
    return {status,
            "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message><![CDATA[" + message
                + "]]></Message><RequestId>R</RequestId><HostId>h</HostId></Error>",
            "application/xml",
            {}};
}

Reply json(const QByteArray &body)
{
    return {200, body, "application/json", {}};
}

Reply project(bool schemas, const QByteArray &timeZone)
{
    Reply answer = xml("<Project><Name>p1</Name><Type>managed</Type><Comment>c</Comment><State>AVAILABLE</State>"
                       "<Region>cn-x</Region><Properties><Property><Name>odps.schema.model.enabled</Name><Value>"
                       + QByteArray(schemas ? "true" : "false")
                       + "</Value></Property><Property><Name>odps.sql.type.system.odps2</Name><Value>true</Value>"
                         "</Property>"
                       + (timeZone.isEmpty()
                              ? QByteArray()
                              : "<Property><Name>odps.sql.timezone</Name><Value>" + timeZone + "</Value></Property>")
                       + "</Properties></Project>");
    answer.headers = {{"x-odps-owner", "ALIYUN$owner"}, {"x-odps-creation-time", "Mon, 15 Jan 2024 08:30:00 GMT"}};
    return answer;
}

QByteArray tableXml(const QByteArray &name, const QByteArray &type, const QByteArray &schemaJson)
{
    return "<Table><Name>" + name + "</Name><TableId>id-of-" + name
        + "</TableId><Owner>ALIYUN$owner</Owner><Project>p1</Project><Type>" + type
        + "</Type><Comment>from xml</Comment><CreationTime>Mon, 15 Jan 2024 08:30:00 GMT</CreationTime>"
          "<Schema format=\"Json\"><![CDATA["
        + schemaJson + "]]></Schema></Table>";
}

} // namespace isthmus::test
