// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionstream.h"
#include "requesthead.h"
#include "requestqueue.h"

#include <isthmus/sandbox/access/authentication.h>
#include <isthmus/sandbox/http/httpserver.h>

#include <QCoreApplication>
#include <QDateTime>
#include <QLoggingCategory>
#include <QRandomGenerator>

#include <httplib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

namespace isthmus::sandbox {

Q_LOGGING_CATEGORY(lcEndpoint, "isthmus.sandbox.endpoint", QtWarningMsg)

namespace {

constexpr int backlog = 1024; // httplib's is 5: of many clients that come at once, some would be reset
constexpr int maxEmptyPieces = 1000;
constexpr std::chrono::seconds idle{120}; // docs/protocol.md#types-and-limits: a write must not idle longer
constexpr std::chrono::milliseconds roomInterval{100}; // between two looks for connections that wait for a thread
constexpr std::string_view busyReply =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

QByteArray bytesOf(const std::string &text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

// The next piece of a body. What making it throws would reach the thread pool, which ends the process.
Piece nextPiece(const std::function<Piece(QByteArray &)> &stream, QByteArray &piece)
{
    try {
        return stream(piece);
    } catch (const std::exception &e) {
        qCWarning(lcEndpoint) << "a reply was cut off:" << e.what();
    } catch (...) {
        qCWarning(lcEndpoint) << "a reply was cut off";
    }
    return Piece::Failed;
}

void send(const HttpResponse &response, httplib::Response &out)
{
    out.status = response.status;
    for (const auto &[name, value] : response.headers)
        out.set_header(name.toStdString(), value.toStdString());
    if (!response.stream) {
        out.set_content(response.body.constData(), size_t(response.body.size()), response.contentType.toStdString());
        return;
    }
    out.set_chunked_content_provider(response.contentType.toStdString(),
                                     [stream = response.stream](size_t, httplib::DataSink &sink) {
                                         QByteArray piece;
                                         const Piece state = nextPiece(stream, piece);
                                         if (state == Piece::Failed)
                                             return false;
                                         // An empty chunk would end the body.
                                         if (!piece.isEmpty() && !sink.write(piece.constData(), size_t(piece.size())))
                                             return false;
                                         if (state == Piece::Last)
                                             sink.done();
                                         return true;
                                     });
}

/// httplib's server over connections that have limits.
class LimitedServer : public httplib::Server {
public:
    explicit LimitedServer(HttpLimits limits) : m_limits(limits)
    {
        new_task_queue = [this] { // called once it listens, owned by the call of listen_after_bind()
            return m_queue = new RequestQueue(m_connections, m_limits.threads, m_limits.waiting);
        };
    }

    /// Ends all connections, so that no stalled client holds the server's end back.
    void dropConnections() { m_connections.dropAll(); }
    /// The headers of this thread's request have been read: here they are.
    static QList<QPair<QByteArray, QByteArray>> endHeaders()
    {
        current->endHeaders();
        return headersOf(current->head());
    }
    /// This thread's request is the last one of its connection.
    static void endConnection() { isLast = true; }
    /// The sender of this thread's request is known.
    void beginSigned()
    {
        current->beginSigned();
        m_connections.enter(current->socket(), Connections::Phase::Signed);
    }

private:
    bool process_and_close_socket(socket_t socket) override
    {
        bool isGood = false;
        if (RequestQueue::isTurningAway()) {
            (void)::send(socket, busyReply.data(), busyReply.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        } else {
            m_connections.add(socket);
            isGood = process(socket);
            m_connections.remove(socket);
        }
        ::shutdown(socket, SHUT_RDWR);
        ::close(socket);
        return isGood;
    }

    bool process(socket_t socket)
    {
        ConnectionStream stream(socket, idle);
        current = &stream;
        isLast = false;
        bool isGood = false;
        while (!isLast && svr_sock_ != INVALID_SOCKET && stream.waitForRequest(m_limits.keepAlive)) {
            m_connections.enter(socket, Connections::Phase::Unsigned);
            stream.beginUnsigned({m_limits.unsignedTime, m_limits.unsignedBytes});
            const bool isWanted = m_queue->hasWaiting();
            bool isClosed = false;
            isGood = process_request(stream, isWanted, isClosed, nullptr);
            // What no handler saw was no request; what follows it would be none either.
            isLast = isLast || isWanted || isClosed || !isGood || !stream.hasEndedHeaders();
            m_connections.enter(socket, Connections::Phase::Idle);
        }
        current = nullptr;
        return isGood;
    }

    // Of the connection that this thread serves.
    static thread_local ConnectionStream *current;
    static thread_local bool isLast;

    const HttpLimits m_limits;
    Connections m_connections;
    RequestQueue *m_queue = nullptr; ///< httplib's, while it listens
};

thread_local ConnectionStream *LimitedServer::current = nullptr;
thread_local bool LimitedServer::isLast = false;

} // namespace

class HttpServer::Private {
public:
    explicit Private(HttpLimits limits) : server(limits) { }

    LimitedServer server;
    QList<Account> accounts;
    RequestHandler handler;
    int port = 0;
    socket_t socket = INVALID_SOCKET; ///< that listens; httplib's own
    std::thread listener;
    std::atomic<bool> isOver = false;

    void configure(std::chrono::milliseconds keepAlive)
    {
        server.set_tcp_nodelay(true);
        server.set_idle_interval(0, std::chrono::microseconds(roomInterval).count());
        // These two are only told to clients.
        server.set_keep_alive_max_count(1'000'000);
        server.set_keep_alive_timeout(std::chrono::ceil<std::chrono::seconds>(keepAlive).count());
        // Not httplib's own choice, which lets two servers share one port.
        server.set_socket_options([this](socket_t made) {
            const int yes = 1;
            ::setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
            socket = made;
        });
        const std::string any = "[\\s\\S]*";
        const auto withoutBody = [this](const httplib::Request &in, httplib::Response &out) {
            answer(in, out, [](const auto &) { return true; });
        };
        const auto withBody = [this](const httplib::Request &in, httplib::Response &out,
                                     const httplib::ContentReader &reader) {
            // Without either header there is no body (RFC 9112, 6.3); httplib would wait for the connection's end.
            bool isRead = !in.has_header("Content-Length") && !in.has_header("Transfer-Encoding");
            // What is left of a body that cannot be read would be taken for the next request: this is the last one.
            const auto read = [&](const std::function<bool(QByteArrayView)> &sink) {
                isRead = true;
                // After the end of a deflate stream httplib hands out nothing for ever if more bytes follow.
                int emptyPieces = 0;
                const bool isWhole = reader([&](const char *data, size_t size) {
                    emptyPieces = size == 0 ? emptyPieces + 1 : 0;
                    return emptyPieces < maxEmptyPieces && sink(QByteArrayView(data, qsizetype(size)));
                });
                if (!isWhole)
                    endWith(in);
                return isWhole;
            };
            answer(in, out, [&](const std::function<bool(QByteArrayView)> &sink) { return isRead || read(sink); });
            if (isRead)
                return;
            // What nobody wanted. httplib parses forms on its way, and calls what it was not given. A body that it
            // cannot read would replace the status.
            const int status = out.status;
            const auto skip = [](const char *, size_t) { return true; };
            const bool isWhole = in.is_multipart_form_data()
                ? reader([](const httplib::MultipartFormData &) { return true; }, skip)
                : reader(skip);
            out.status = status;
            if (!isWhole)
                endWith(in);
        };
        server.Get(any, withoutBody);
        server.Delete(any, withoutBody);
        server.Post(any, withBody);
        server.Put(any, withBody);
        server.set_exception_handler(
            [](const httplib::Request &, httplib::Response &out, const std::exception_ptr &) { out.status = 500; });
        server.set_error_handler([](const httplib::Request &, httplib::Response &out) {
            if (!out.body.empty())
                return;
            const ServiceError error{out.status, QStringLiteral("InvalidRequest"),
                                     QStringLiteral("The request was refused with HTTP status %1").arg(out.status)};
            out.set_content(error.toXml(QStringLiteral("0")).toStdString(), "application/xml");
        });
    }

    void answer(const httplib::Request &in, httplib::Response &out,
                std::function<bool(const std::function<bool(QByteArrayView)> &)> readBody)
    {
        HttpRequest request;
        request.headers = LimitedServer::endHeaders();
        request.method = bytesOf(in.method);
        request.requestId = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddHHmmsszzz"))
            + QString::number(QRandomGenerator::global()->generate(), 16);
        request.readBody = std::move(readBody);
        // httplib would compress replies on its own for whoever accepts it; only Tunnel's own compressions are wanted.
        // The request is httplib's and not constant there.
        const_cast<httplib::Request &>(in).headers.erase("Accept-Encoding");
        out.set_header("x-odps-request-id", request.requestId.toStdString());
        auto target = RequestTarget::parse(QByteArrayView(in.target.data(), qsizetype(in.target.size())));
        if (!target)
            return refuseWith(target.error(), request, out);
        request.target = std::move(*target);
        request.resource = resourceOf(request.target.segments());
        // The form of an HTTP form body is nothing we know; reading it as one would hide it from us.
        if (in.is_multipart_form_data())
            return refuseWith(ServiceError::badArgument(QStringLiteral("Form data are not accepted")), request, out);
        const auto account =
            authenticate({request.method, request.target.path().toUtf8(), request.target.rawQuery(), request.headers},
                         accounts, QDateTime::currentDateTimeUtc());
        if (!account)
            return refuseWith(account.error(), request, out);
        server.beginSigned();
        request.account = *account;
        const Reply<HttpResponse> reply = handler(request);
        if (!reply)
            return refuseWith(reply.error(), request, out);
        send(*reply, out);
    }

    // Closes the connection after the reply to \a in, and says so there.
    static void endWith(const httplib::Request &in)
    {
        LimitedServer::endConnection();
        const_cast<httplib::Request &>(in).headers.emplace("Connection", "close");
    }

    static void refuseWith(const ServiceError &error, const HttpRequest &request, httplib::Response &out)
    {
        qCDebug(lcEndpoint) << request.method << request.target.path() << error.status << error.code << error.message;
        const bool isTunnel = isTunnelRequest(request.target, request.resource);
        HttpResponse response;
        response.status = error.status;
        response.contentType = isTunnel ? "application/json" : "application/xml";
        response.body = isTunnel ? error.toJson(request.requestId) : error.toXml(request.requestId);
        response.headers = error.headers;
        send(response, out);
    }
};

HttpServer::HttpServer(std::unique_ptr<Private> d_) : d(std::move(d_)) { }

core::Result<std::unique_ptr<HttpServer>> HttpServer::start(const QString &address, int port,
                                                            const QList<Account> &accounts, RequestHandler handler,
                                                            HttpLimits limits)
{
    auto d = std::make_unique<Private>(limits);
    d->accounts = accounts;
    d->handler = std::move(handler);
    d->configure(limits.keepAlive);
    const std::string host = address.toStdString();
    if (port == 0)
        d->port = d->server.bind_to_any_port(host);
    else
        d->port = d->server.bind_to_port(host, port) ? port : -1;
    if (d->port <= 0)
        return core::fail(
            core::ErrorKind::Network,
            QCoreApplication::translate("Sandbox", "The sandbox cannot listen on %1, port %2").arg(address).arg(port),
            QCoreApplication::translate("Sandbox", "Another program may use the port."));
    ::listen(d->socket, backlog);
    if (address != u"127.0.0.1" && address != u"localhost")
        qCWarning(lcEndpoint) << "The sandbox listens on" << address
                              << ": everybody who reaches this machine can try its credentials";
    d->listener = std::thread([d = d.get()] {
        d->server.listen_after_bind();
        d->isOver = true;
    });
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(d)));
}

HttpServer::~HttpServer()
{
    // stop() before the listener runs would be forgotten.
    while (!d->server.is_running() && !d->isOver)
        std::this_thread::yield();
    d->server.stop();
    d->server.dropConnections();
    d->listener.join();
}

int HttpServer::port() const
{
    return d->port;
}

} // namespace isthmus::sandbox
