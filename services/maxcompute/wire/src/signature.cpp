// SPDX-License-Identifier: GPL-3.0-or-later
#include <isthmus/wire/signature.h>

#include <QLocale>
#include <QMap>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace isthmus::wire {

namespace {

constexpr char dateFormat[] = "ddd, dd MMM yyyy HH:mm:ss 'GMT'";

QByteArray hmac(const EVP_MD *digest, QByteArrayView key, QByteArrayView text)
{
    QByteArray mac(EVP_MAX_MD_SIZE, Qt::Uninitialized);
    unsigned int size = 0;
    HMAC(digest, key.data(), int(key.size()), reinterpret_cast<const unsigned char *>(text.data()), size_t(text.size()),
         reinterpret_cast<unsigned char *>(mac.data()), &size);
    mac.truncate(int(size));
    return mac;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

QByteArray encoded(QByteArrayView text)
{
    return text.toByteArray().toPercentEncoding();
}

QByteArray canonicalResource(const Request &request, const QueryItems &items)
{
    QMap<QByteArray, QByteArray> sorted;
    for (const auto &[name, value] : items)
        sorted.insert(name, value);
    QByteArray text = request.path;
    char separator = '?';
    for (auto it = sorted.cbegin(); it != sorted.cend(); ++it) {
        text += separator + it.key();
        if (!it.value().isEmpty())
            text += '=' + it.value();
        separator = '&';
    }
    return text;
}

} // namespace

QByteArray Request::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

void Request::setHeader(const QByteArray &name, const QByteArray &value)
{
    for (auto &[key, old] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0) {
            old = value;
            return;
        }
    }
    headers.append({name, value});
}

QByteArray encodeQuery(const QueryItems &items)
{
    QByteArray query;
    for (const auto &[name, value] : items) {
        if (!query.isEmpty())
            query += '&';
        query += encoded(name);
        if (!value.isEmpty())
            query += '=' + encoded(value);
    }
    return query;
}

QByteArray encodeSegment(QByteArrayView segment)
{
    return encoded(segment);
}

QByteArray percentDecoded(QByteArrayView text)
{
    QByteArray decoded;
    decoded.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            const int high = hexDigit(text[i + 1]);
            const int low = hexDigit(text[i + 2]);
            if (high >= 0 && low >= 0) {
                decoded += char(high * 16 + low);
                i += 2;
                continue;
            }
        }
        decoded += text[i];
    }
    return decoded;
}

QueryItems decodeQuery(QByteArrayView query)
{
    QueryItems items;
    const auto parts = query.toByteArray().split('&');
    for (QByteArray part : parts) {
        if (part.isEmpty())
            continue;
        part.replace('+', ' '); // before the escapes: "%2B" is a plus
        const qsizetype equals = part.indexOf('=');
        const QByteArrayView view(part);
        items.append({percentDecoded(equals < 0 ? view : view.first(equals)),
                      equals < 0 ? QByteArray() : percentDecoded(view.sliced(equals + 1))});
    }
    return items;
}

QByteArray canonicalString(const Request &request, QueryDecoding decoding)
{
    const QueryItems items =
        decodeQuery(decoding == QueryDecoding::Twice ? percentDecoded(request.query) : request.query);

    QMap<QByteArray, QByteArray> lines{{QByteArrayLiteral("content-md5"), {}},
                                       {QByteArrayLiteral("content-type"), {}},
                                       {QByteArrayLiteral("date"), {}}};
    for (const auto &[key, value] : request.headers) {
        const QByteArray name = key.toLower();
        if (lines.contains(name) && !name.startsWith("x-odps-"))
            lines[name] = value.trimmed();
        else if (name.startsWith("x-odps-"))
            lines[name] = name + ':' + value.trimmed();
    }
    for (const auto &[name, value] : items) {
        if (name.startsWith("x-odps-"))
            lines[name] = name + ':' + value;
    }

    QByteArray text = request.method + '\n';
    for (const QByteArray &line : std::as_const(lines))
        text += line + '\n';
    return text + canonicalResource(request, items);
}

V4Keys v4Keys(QByteArrayView accessKey, QByteArrayView date, QByteArrayView region)
{
    V4Keys keys;
    keys.date = hmac(EVP_sha256(), QByteArrayLiteral("aliyun_v4") + accessKey.toByteArray(), date);
    keys.region = hmac(EVP_sha256(), keys.date, region);
    keys.service = hmac(EVP_sha256(), keys.region, "odps");
    keys.signing = hmac(EVP_sha256(), keys.service, "aliyun_v4_request");
    return keys;
}

QByteArray macText(QByteArrayView key, QByteArrayView text)
{
    return hmac(EVP_sha1(), key, text).toBase64();
}

QByteArray authorizationV2(const Request &request, const Credentials &credentials)
{
    return "ODPS " + credentials.accessId + ':' + macText(credentials.accessKey, canonicalString(request));
}

QByteArray authorizationV4(const Request &request, const Credentials &credentials, const QByteArray &date,
                           const QByteArray &region)
{
    return "ODPS " + credentials.accessId + '/' + date + '/' + region + "/odps/aliyun_v4_request:"
        + macText(v4Keys(credentials.accessKey, date, region).signing, canonicalString(request));
}

std::optional<Authorization> parseAuthorization(QByteArrayView header)
{
    constexpr qsizetype maxHeader = 4096;
    if (header.size() > maxHeader || !header.startsWith("ODPS "))
        return std::nullopt;
    const QByteArray text = header.sliced(5).toByteArray().trimmed();
    const qsizetype colon = text.lastIndexOf(':');
    if (colon <= 0 || colon + 1 == text.size())
        return std::nullopt;
    Authorization result;
    result.signature = text.sliced(colon + 1);
    const auto scope = text.first(colon).split('/');
    result.accessId = scope.first();
    if (scope.size() == 1)
        return result;
    if (scope.size() != 5 || scope.at(1).size() != 8 || scope.at(3) != "odps" || scope.at(4) != "aliyun_v4_request")
        return std::nullopt;
    result.date = scope.at(1);
    result.region = scope.at(2);
    return result;
}

bool isSignedWith(const Request &request, const Authorization &authorization, QByteArrayView accessKey)
{
    const QByteArray key = authorization.isV4() ? v4Keys(accessKey, authorization.date, authorization.region).signing
                                                : accessKey.toByteArray();
    bool matches = false;
    for (const auto decoding : {QueryDecoding::Once, QueryDecoding::Twice}) {
        const QByteArray expected = macText(key, canonicalString(request, decoding));
        const bool same = expected.size() == authorization.signature.size()
            && CRYPTO_memcmp(expected.constData(), authorization.signature.constData(), size_t(expected.size())) == 0;
        matches = matches || same;
    }
    return matches;
}

Signer::Signer(Credentials credentials, QByteArray region, Clock clock)
    : m_credentials(std::move(credentials)), m_region(std::move(region)), m_clock(std::move(clock))
{
}

void Signer::sign(Request &request) const
{
    const QDateTime now = m_clock().toUTC();
    if (request.header("Date").isEmpty())
        request.setHeader(QByteArrayLiteral("Date"), httpDate(now));
    const QByteArray day = now.toString(u"yyyyMMdd").toLatin1();
    request.setHeader(QByteArrayLiteral("Authorization"),
                      m_region.isEmpty() ? authorizationV2(request, m_credentials)
                                         : authorizationV4(request, m_credentials, day, m_region));
    if (!m_credentials.stsToken.isEmpty())
        request.setHeader(QByteArrayLiteral("authorization-sts-token"), m_credentials.stsToken);
}

QByteArray httpDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), QLatin1String(dateFormat)).toLatin1();
}

QDateTime parseHttpDate(QByteArrayView text)
{
    const QString trimmed = QString::fromLatin1(text.first(std::min<qsizetype>(text.size(), 64))).trimmed();
    QDateTime time = QLocale::c().toDateTime(trimmed, QLatin1String(dateFormat));
    if (!time.isValid())
        time = QDateTime::fromString(trimmed, QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    time.setTimeSpec(Qt::UTC);
    return time;
}

} // namespace isthmus::wire
