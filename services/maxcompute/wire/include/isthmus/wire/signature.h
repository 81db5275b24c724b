// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QPair>

#include <functional>
#include <optional>

namespace isthmus::wire {

/// The parts of an HTTP request that a signature covers. All bytes are UTF-8.
struct Request {
    QByteArray method; ///< upper case
    QByteArray path; ///< decoded, relative to the endpoint: the endpoint's own "/api" is not part of it
    QByteArray query; ///< as on the wire, without '?'
    QList<QPair<QByteArray, QByteArray>> headers; ///< names in any case

    /// First header called \a name in any case; empty if there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    /// Replaces or adds.
    void setHeader(const QByteArray &name, const QByteArray &value);
};

/// Decoded query parameters; an empty value is a bare flag.
using QueryItems = QList<QPair<QByteArray, QByteArray>>;

/// "a=1&flag": everything but unreserved characters is percent-encoded, a blank as %20.
[[nodiscard]] QByteArray encodeQuery(const QueryItems &items);
/// Decodes %XX and '+', so that a flag may be written "flag" or "flag=". Broken escapes stay as they are.
[[nodiscard]] QueryItems decodeQuery(QByteArrayView query);
/// A path segment: everything but unreserved characters is percent-encoded, '/' too.
[[nodiscard]] QByteArray encodeSegment(QByteArrayView segment);
[[nodiscard]] QByteArray percentDecoded(QByteArrayView text);

/// Clients differ in how often they decode the query before they sign it. Source: docs/protocol.md#canonical-string.
enum class QueryDecoding : quint8 {
    Once, ///< the values themselves: what the Java and C++ clients sign, and we
    Twice, ///< what the Python client signs: percent-decodes the whole query, then parses it as a form
};

/// The text that is signed, the same for V2 and V4. A query parameter that comes twice counts with its last value.
[[nodiscard]] QByteArray canonicalString(const Request &request, QueryDecoding decoding = QueryDecoding::Once);

struct Credentials {
    QByteArray accessId;
    QByteArray accessKey;
    QByteArray stsToken; ///< empty for a lasting key
};

/// The keys a V4 signing key is derived through. Source: docs/protocol.md#v4-signature.
struct V4Keys {
    QByteArray date;
    QByteArray region;
    QByteArray service;
    QByteArray signing;
};
[[nodiscard]] V4Keys v4Keys(QByteArrayView accessKey, QByteArrayView date, QByteArrayView region);

/// base64(HMAC-SHA1(key, text)): the last step of both versions.
[[nodiscard]] QByteArray macText(QByteArrayView key, QByteArrayView text);

/// Value of the Authorization header. \a date is the UTC day "yyyyMMdd", not the Date header's.
[[nodiscard]] QByteArray authorizationV2(const Request &request, const Credentials &credentials);
[[nodiscard]] QByteArray authorizationV4(const Request &request, const Credentials &credentials, const QByteArray &date,
                                         const QByteArray &region);
/// What an Authorization header says.
struct Authorization {
    QByteArray accessId;
    QByteArray signature; ///< base64 text
    QByteArray date; ///< V4: "yyyyMMdd"; V2: empty
    QByteArray region; ///< V4 only

    [[nodiscard]] bool isV4() const { return !date.isEmpty(); }
    friend bool operator==(const Authorization &, const Authorization &) = default;
};
/// Empty for text of any other shape.
[[nodiscard]] std::optional<Authorization> parseAuthorization(QByteArrayView header);

/// Whether \a authorization signs \a request with \a accessKey, in either form of QueryDecoding. Takes the same time
/// wherever the signatures differ.
[[nodiscard]] bool isSignedWith(const Request &request, const Authorization &authorization, QByteArrayView accessKey);

using Clock = std::function<QDateTime()>;

/// Signs requests for one identity: V4 where a region is known, else V2. A value; const members from any thread.
class Signer {
public:
    Signer(Credentials credentials, QByteArray region, Clock clock = &QDateTime::currentDateTimeUtc);

    /// Sets Date (if it is not set), Authorization and, for temporary keys, the token header.
    void sign(Request &request) const;

private:
    Credentials m_credentials;
    QByteArray m_region;
    Clock m_clock;
};

/// "Mon, 15 Jan 2024 08:30:00 GMT", whatever the locale.
[[nodiscard]] QByteArray httpDate(const QDateTime &time);
/// Invalid for text of another shape. Accepts "yyyy-MM-dd HH:mm:ss" (UTC) too, which some resources use.
[[nodiscard]] QDateTime parseHttpDate(QByteArrayView text);

} // namespace isthmus::wire
