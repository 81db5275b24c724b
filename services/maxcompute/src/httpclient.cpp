// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpclient.h"

#include "errors.h"
#include "tlsguard.h"

#include <curl/curl.h>

#include <mutex>

namespace isthmus::maxcompute {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int maxTries = 3;
constexpr milliseconds firstDelay{100};
constexpr qint64 maxErrorBody = 1024 * 1024;
constexpr qint64 maxHeaderBytes = 256 * 1024;

// What one exchange collects; the curl callbacks write into it.
struct Exchange {
    const HttpRequest *request = nullptr;
    CURL *easy = nullptr;
    HttpReply reply;
    qint64 headerBytes = 0;
    qint64 received = 0;
    qint64 uploaded = 0;
    Clock::time_point started = Clock::now();
    Clock::time_point lastActivity = started;
    std::optional<Clock::time_point> deadline;
    bool isHeadWhole = false; ///< libcurl takes a head without its end for the whole of it
    bool endedByUs = false; ///< as if it were complete
    bool isTooLong = false;
};

int statusOf(CURL *easy)
{
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return int(status);
}

size_t takeBody(char *data, size_t size, size_t count, void *user)
{
    auto &exchange = *static_cast<Exchange *>(user);
    const size_t bytes = size * count;
    exchange.lastActivity = Clock::now();
    exchange.received += qint64(bytes);
    const int status = statusOf(exchange.easy);
    const bool isSuccess = status >= 200 && status < 300;
    if (isSuccess && exchange.request->sink) {
        if (exchange.request->sink({data, qsizetype(bytes)}))
            return bytes;
        exchange.endedByUs = true;
        return 0;
    }
    const qint64 bound = isSuccess ? exchange.request->maxBody : maxErrorBody;
    if (exchange.reply.body.size() + qint64(bytes) > bound) {
        exchange.isTooLong = isSuccess;
        exchange.endedByUs = !isSuccess; // the rest of a long error text is of no use, and may have no end
        return 0;
    }
    exchange.reply.body.append(data, qsizetype(bytes));
    return bytes;
}

size_t takeHeader(char *data, size_t size, size_t count, void *user)
{
    auto &exchange = *static_cast<Exchange *>(user);
    const size_t bytes = size * count;
    exchange.lastActivity = Clock::now();
    exchange.headerBytes += qint64(bytes);
    if (exchange.headerBytes > maxHeaderBytes) {
        exchange.isTooLong = true;
        return 0;
    }
    const QByteArray line(data, qsizetype(bytes));
    if (line.startsWith("HTTP/")) {
        exchange.reply.headers.clear(); // of "100 Continue"
        exchange.isHeadWhole = false;
        return bytes;
    }
    if (line.trimmed().isEmpty())
        exchange.isHeadWhole = true;
    const qsizetype colon = line.indexOf(':');
    if (colon > 0)
        exchange.reply.headers.append({line.first(colon).trimmed(), line.sliced(colon + 1).trimmed()});
    return bytes;
}

int noteUpload(void *user, curl_off_t, curl_off_t, curl_off_t, curl_off_t uploaded)
{
    auto &exchange = *static_cast<Exchange *>(user);
    if (uploaded != exchange.uploaded) {
        exchange.uploaded = uploaded;
        exchange.lastActivity = Clock::now();
    }
    return 0;
}

milliseconds serverTimeOf(CURL *easy)
{
    curl_off_t sent = 0;
    curl_off_t answered = 0;
    curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &sent);
    curl_easy_getinfo(easy, CURLINFO_STARTTRANSFER_TIME_T, &answered);
    return std::chrono::ceil<milliseconds>(std::chrono::microseconds(std::max<curl_off_t>(0, answered - sent)));
}

std::optional<milliseconds> reachTimeOf(CURL *easy)
{
    long connections = 0;
    curl_off_t connected = 0;
    curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &connections);
    curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &connected);
    if (connections == 0)
        return std::nullopt;
    return std::chrono::ceil<milliseconds>(std::chrono::microseconds(connected));
}

// curl tells no time of connecting where TLS failed after it.
bool isOfTls(CURLcode code)
{
    switch (code) {
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
        return true;
    default:
        return false;
    }
}

// How far curl came with a connection that it had to make; nothing where it used one that was open.
void noteConnecting(core::ConnectLog &log, CURL *easy, CURLcode code, bool hasTls)
{
    using core::ConnectStep;
    const auto timeOf = [easy](CURLINFO what) {
        curl_off_t time = 0;
        curl_easy_getinfo(easy, what, &time);
        return std::chrono::microseconds(time);
    };
    const auto total = timeOf(CURLINFO_TOTAL_TIME_T);
    const std::pair<ConnectStep::Kind, std::chrono::microseconds> marks[]{
        {ConnectStep::Kind::LookUp, timeOf(CURLINFO_NAMELOOKUP_TIME_T)},
        // Some versions of curl leave it at 0; without TLS nothing comes between that and the request.
        {ConnectStep::Kind::Connect,
         std::max(timeOf(CURLINFO_CONNECT_TIME_T),
                  hasTls ? std::chrono::microseconds(0) : timeOf(CURLINFO_PRETRANSFER_TIME_T))},
        {ConnectStep::Kind::Secure, timeOf(CURLINFO_APPCONNECT_TIME_T)}};
    const bool isReused = reachTimeOf(easy) == std::nullopt && marks[1].second.count() > 0;
    const bool wasAsked = timeOf(CURLINFO_STARTTRANSFER_TIME_T).count() > 0;
    if (isReused)
        return;
    char *address = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIMARY_IP, &address);
    QList<ConnectStep> steps;
    std::chrono::microseconds before{0};
    for (const auto &[kind, mark] : marks) {
        if (kind == ConnectStep::Kind::Secure && !hasTls)
            break;
        const bool wentOn = wasAsked || (kind != ConnectStep::Kind::Secure && isOfTls(code))
            || std::ranges::any_of(marks, [kind = kind](const auto &later) {
                                return later.first >= kind && later.second.count() > 0;
                            });
        const bool hasFailed = !wentOn;
        const auto end = hasFailed ? total : std::max(mark, before);
        std::optional<milliseconds> elapsed;
        if (hasFailed || mark.count() > 0)
            elapsed = std::chrono::ceil<milliseconds>(std::max(end - before, std::chrono::microseconds(0)));
        steps.append(
            {kind, kind == ConnectStep::Kind::Secure ? QString() : QString::fromLatin1(address), elapsed, hasFailed});
        if (hasFailed)
            break;
        before = end;
    }
    log.set(steps);
}

bool isWorthRepeating(int status)
{
    return status == 429 || status == 502 || status == 503 || status == 504;
}

// Failures of the connection itself, which another try may not meet again.
bool isWorthRepeating(CURLcode code)
{
    switch (code) {
    case CURLE_COULDNT_CONNECT:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_PARTIAL_FILE:
        return true;
    default:
        return false;
    }
}

// Nothing else tells where its body ends.
bool endsWithConnection(const HttpReply &reply)
{
    constexpr int noContent = 204;
    constexpr int notModified = 304;
    return reply.status != noContent && reply.status != notModified && reply.header("Content-Length").isEmpty()
        && !reply.header("Transfer-Encoding").toLower().contains("chunked");
}

bool isRead(const HttpRequest &request)
{
    return request.isRead || request.method == "GET";
}

struct Attempt {
    CURLcode code = CURLE_OK;
    long verification = 0; ///< of the server's certificate, as OpenSSL numbers it
    bool isIdle = false; ///< ended by us: nothing moved for too long
    bool isCancelled = false;
    HttpReply reply;
    bool isTooLong = false;
    bool wasSent = false;
    bool sinkWasFed = false;
    QString words; ///< curl's own
};

} // namespace

QByteArray HttpReply::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

class HttpClient::Private {
public:
    Private(HttpTimeouts given, const QString &authorities) : timeouts(given), tls(authorities)
    {
        static std::once_flag once;
        std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
        multi = curl_multi_init();
        easy = curl_easy_init();
    }

    ~Private()
    {
        curl_easy_cleanup(easy);
        curl_multi_cleanup(multi);
    }

    void setUp(const HttpRequest &request, Exchange &exchange, curl_slist *headers, char *words)
    {
        curl_easy_reset(easy); // keeps connections and DNS answers
        const auto set = [this](CURLoption option, auto value) { curl_easy_setopt(easy, option, value); };
        set(CURLOPT_URL, request.url.constData());
        set(CURLOPT_PATH_AS_IS, 1L); // a table may be called ".."
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_1_1));
        set(CURLOPT_FOLLOWLOCATION, 0L);
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_QUICK_EXIT, 1L); // a name lookup that hangs must not hold up a cancellation
        tls.setUp(easy);
        set(CURLOPT_CONNECTTIMEOUT_MS, long(timeouts.connect.count()));
        if (request.isLoopback)
            set(CURLOPT_NOPROXY, "*");
        set(CURLOPT_HTTPHEADER, headers);
        set(CURLOPT_ERRORBUFFER, words);
        set(CURLOPT_WRITEFUNCTION, &takeBody);
        set(CURLOPT_WRITEDATA, &exchange);
        set(CURLOPT_HEADERFUNCTION, &takeHeader);
        set(CURLOPT_HEADERDATA, &exchange);
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFOFUNCTION, &noteUpload);
        set(CURLOPT_XFERINFODATA, &exchange);
        // Source: libcurl 7.88, lib/transfer.c, Curl_retry_request(), which nothing else switches off.
        set(CURLOPT_FRESH_CONNECT, isRead(request) ? 0L : 1L);
        if (request.method == "GET") {
            set(CURLOPT_HTTPGET, 1L);
        } else {
            set(CURLOPT_POST, 1L);
            set(CURLOPT_POSTFIELDS, request.body.constData());
            set(CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.size()));
            set(CURLOPT_CUSTOMREQUEST, request.method.constData());
        }
    }

    Attempt attempt(const HttpRequest &request, std::optional<Clock::time_point> deadline,
                    const core::Cancellation &cancellation)
    {
        Exchange exchange;
        exchange.request = &request;
        exchange.deadline = deadline;
        exchange.easy = easy;
        char words[CURL_ERROR_SIZE] = {};
        curl_slist *headers = curl_slist_append(nullptr, "Expect:");
        for (const auto &[name, value] : request.headers)
            headers = curl_slist_append(headers, (name + ':' + (value.isEmpty() ? value : ' ' + value)).constData());
        setUp(request, exchange, headers, words);

        Attempt result;
        curl_multi_add_handle(multi, easy);
        result.code = perform(request, exchange, cancellation, result);
        curl_multi_remove_handle(multi, easy);
        curl_slist_free_all(headers);

        exchange.reply.status = statusOf(easy);
        const bool isCut = !exchange.isHeadWhole
            || (request.url.startsWith("https:") && endsWithConnection(exchange.reply) && !tls.isPeerDone());
        if (exchange.endedByUs)
            result.code = CURLE_OK;
        else if (result.code == CURLE_OK && isCut)
            result.code = CURLE_PARTIAL_FILE;
        exchange.reply.serverTime = serverTimeOf(easy);
        exchange.reply.reachTime = reachTimeOf(easy);
        if (log)
            noteConnecting(*log, easy, result.code, QByteArrayView(request.url).startsWith("https:"));
        long requestBytes = 0;
        curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &requestBytes);
        curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &result.verification);
        result.wasSent = requestBytes > 0;
        result.isTooLong = exchange.isTooLong;
        result.sinkWasFed =
            bool(request.sink) && exchange.received > 0 && exchange.reply.status >= 200 && exchange.reply.status < 300;
        result.reply = std::move(exchange.reply);
        result.words = QString::fromUtf8(words);
        if (tls.hasEnded()) {
            result.code = CURLE_WEIRD_SERVER_REPLY;
            result.words = QStringLiteral("the server sends messages about TLS without end");
        }
        return result;
    }

    // Drives the transfer until it is done, cancelled or idle for too long.
    CURLcode perform(const HttpRequest &request, Exchange &exchange, const core::Cancellation &cancellation,
                     Attempt &result)
    {
        const auto guard = cancellation.interruptWith([this] { curl_multi_wakeup(multi); });
        std::optional<Clock::time_point> cancelledAt;
        for (;;) {
            int running = 0;
            if (curl_multi_perform(multi, &running) != CURLM_OK)
                return CURLE_FAILED_INIT;
            int left = 0;
            while (const CURLMsg *message = curl_multi_info_read(multi, &left)) {
                if (message->msg == CURLMSG_DONE)
                    return message->data.result;
            }
            const auto now = Clock::now();
            if (cancellation.isRequested() && !cancelledAt)
                cancelledAt = now;
            if (cancelledAt && now - *cancelledAt >= request.cancelGrace) {
                result.isCancelled = true;
                return CURLE_ABORTED_BY_CALLBACK;
            }
            result.isIdle = isIdle(exchange, now);
            if (result.isIdle || isOverdue(exchange, now))
                return CURLE_OPERATION_TIMEDOUT;
            curl_multi_poll(multi, nullptr, 0, 100, nullptr);
        }
    }

    // Connecting has a bound of its own.
    bool isIdle(const Exchange &exchange, Clock::time_point now) const
    {
        curl_off_t connected = 0;
        curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &connected);
        return connected > 0 && now - exchange.lastActivity > timeouts.idle;
    }

    bool isOverdue(const Exchange &exchange, Clock::time_point now) const
    {
        if (exchange.deadline && now >= *exchange.deadline)
            return true;
        const std::chrono::seconds forBytes{(exchange.received + exchange.uploaded) / leastSpeed};
        return now - exchange.started > timeouts.exchange + forBytes;
    }

    CURLM *multi = nullptr;
    CURL *easy = nullptr;
    HttpTimeouts timeouts;
    TlsGuard tls; // used by the handles until their end
    std::shared_ptr<core::ConnectLog> log;
};

HttpClient::HttpClient(HttpTimeouts timeouts, const QString &authorities, std::shared_ptr<core::ConnectLog> log)
    : d(std::make_unique<Private>(timeouts, authorities))
{
    d->log = std::move(log);
}

HttpClient::~HttpClient() = default;

core::Result<HttpReply> HttpClient::send(const HttpRequest &request, const std::function<void(HttpRequest &)> &prepare,
                                         const core::Cancellation &cancellation)
{
    milliseconds delay = firstDelay;
    std::optional<Clock::time_point> deadline;
    if (request.deadline)
        deadline = Clock::now() + *request.deadline;
    bool wasSent = false; // by any of the tries
    for (int tried = 1;; ++tried) {
        if (cancellation.isRequested())
            return core::fail(core::Error::cancelled());
        HttpRequest prepared = request;
        prepare(prepared);
        Attempt attempt = d->attempt(prepared, deadline, cancellation);
        if (attempt.isCancelled)
            return core::fail(core::Error::cancelled());
        wasSent = wasSent || attempt.wasSent;
        const bool isInTime = !deadline || Clock::now() + delay < *deadline;
        const bool mayRepeat =
            tried < maxTries && isInTime && !attempt.sinkWasFed && (isRead(request) || !attempt.wasSent);
        if (attempt.isTooLong)
            return core::fail(tooLongError(request.host, request.maxBody));
        if (attempt.code != CURLE_OK) {
            if (!mayRepeat || !isWorthRepeating(attempt.code)) {
                core::Error error =
                    transportError({int(attempt.code), attempt.isIdle, attempt.verification, attempt.words,
                                    QByteArrayView(request.url).startsWith("http:"), d->tls.hasOwnAuthorities()},
                                   request.host);
                error.isUnsent = !wasSent;
                if (wasSent && !isRead(request))
                    error.hint = mayBeDoneHint();
                return core::fail(std::move(error));
            }
        } else if (!mayRepeat || !isWorthRepeating(attempt.reply.status)) {
            return std::move(attempt.reply);
        }
        if (!pause(delay, cancellation))
            return core::fail(core::Error::cancelled());
        delay *= 2;
    }
}

bool HttpClient::pause(milliseconds time, const core::Cancellation &cancellation)
{
    const auto guard = cancellation.interruptWith([this] { curl_multi_wakeup(d->multi); });
    const auto end = Clock::now() + time;
    while (!cancellation.isRequested()) {
        const auto left = std::chrono::ceil<milliseconds>(end - Clock::now());
        if (left.count() <= 0)
            return true;
        curl_multi_poll(d->multi, nullptr, 0, int(left.count()), nullptr);
    }
    return false;
}

} // namespace isthmus::maxcompute
