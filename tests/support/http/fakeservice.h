// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/maxcompute/connection.h>

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

#include <functional>
#include <memory>

namespace isthmus::test {

/// The key with which requests must be signed.
extern const QByteArray accessId;
extern const QByteArray accessKey;

/// One request as the fake service saw it.
struct Seen {
    QByteArray method;
    QByteArray path; ///< decoded, without the endpoint's prefix
    QMap<QByteArray, QByteArray> query;
    QByteArray body;
    bool isSigned = false;

    [[nodiscard]] bool has(const QByteArray &flag) const { return query.contains(flag); }
};

struct Reply {
    int status = 200;
    QByteArray body;
    QByteArray type = QByteArrayLiteral("application/xml");
    QList<QPair<QByteArray, QByteArray>> headers;
};

/// An HTTP service on a free loopback port that answers by a function, called on a thread of the service, and remembers
/// what it was asked.
class FakeService {
public:
    using Handler = std::function<Reply(const Seen &)>;

    explicit FakeService(Handler handler);
    ~FakeService();

    [[nodiscard]] maxcompute::Settings settings() const;
    [[nodiscard]] QList<Seen> seen() const;
    [[nodiscard]] bool allSigned() const;
    [[nodiscard]] int count(const QByteArray &method, const QByteArray &path) const;

private:
    class Server;
    std::unique_ptr<Server> m_server;
};

/// Settings of a connection to the service at \a port.
[[nodiscard]] maxcompute::Settings loopbackSettings(int port);

// Replies of the service. Source of the shapes: docs/protocol.md#catalog-resources, #sql-jobs and #errors.

[[nodiscard]] Reply xml(const QByteArray &body);
[[nodiscard]] Reply error(int status, const QByteArray &code, const QByteArray &message);
[[nodiscard]] Reply json(const QByteArray &body);
/// \a timeZone: its property odps.sql.timezone; empty: none.
[[nodiscard]] Reply project(bool schemas = true, const QByteArray &timeZone = {});
[[nodiscard]] QByteArray tableXml(const QByteArray &name, const QByteArray &type, const QByteArray &schemaJson);

} // namespace isthmus::test
