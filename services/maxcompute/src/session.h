// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "endpoint.h"
#include "httpclient.h"
#include "xmlnode.h"

#include <isthmus/catalog/objectpath.h>
#include <isthmus/maxcompute/connection.h>
#include <isthmus/records/zone.h>
#include <isthmus/wire/signature.h>

#include <QJsonObject>

#include <functional>
#include <memory>
#include <optional>

namespace isthmus::maxcompute {

/// One request of the MaxCompute protocol, before it is encoded and signed.
struct Call {
    QByteArray method = QByteArrayLiteral("GET");
    bool isRead = false; ///< as HttpRequest::isRead
    QStringList path; ///< decoded segments: {"projects", project, "tables"}
    wire::QueryItems query;
    Headers headers;
    QByteArray body;
    bool isTunnel = false; ///< goes to the Tunnel endpoint
    QString subject; ///< what it is about, for messages: "Table default.orders"
    std::function<bool(QByteArrayView)> sink;
    qint64 maxBody = 24 * 1024 * 1024; ///< a tree of it takes seven times as much
    std::optional<std::chrono::milliseconds> deadline; ///< beside Settings::timeLimit
    std::chrono::milliseconds cancelGrace{0};
};

/// The shorter of two limits, each of which may be missing.
[[nodiscard]] std::optional<std::chrono::milliseconds> shorter(std::optional<std::chrono::milliseconds> a,
                                                               std::optional<std::chrono::milliseconds> b);

/// What is known of a project, read once per session.
struct Project {
    QString owner;
    QDateTime created;
    QString region;
    QString comment;
    bool schemasEnabled = false;
    records::Zone timeZone; ///< odps.sql.timezone, of jobs that set no other one and of heads of tables
    QString typeEdition; ///< "1.0", "2.0", "Hive compatible"; empty if the service does not say
    std::chrono::milliseconds roundTrip{0};
    std::optional<std::chrono::milliseconds> reachTime; ///< null: asked on a connection that was open
};

/// Signed requests to one project, or to the tenant where Settings::project is empty. Belongs to one lane: tasks of
/// that lane only.
class Session {
public:
    /// \a http: the connection, which the sessions of a lane share.
    Session(Settings settings, Endpoint endpoint, std::shared_ptr<HttpClient> http);
    [[nodiscard]] static std::shared_ptr<HttpClient> makeHttp(const Settings &settings);

    [[nodiscard]] const Settings &settings() const { return m_settings; }
    /// The names of \a path below its project: schema, table …
    [[nodiscard]] QStringList namesOf(const catalog::ObjectPath &path) const
    {
        return m_settings.wholeTenant ? path.names.mid(1) : path.names;
    }
    [[nodiscard]] const QString &host() const { return m_endpoint.host; }
    /// {"projects", project} followed by \a rest.
    [[nodiscard]] QStringList projectPath(const QStringList &rest = {}) const;

    /// Errors: as HttpClient::send(), and the error of any status that is not 2xx.
    [[nodiscard]] core::Result<HttpReply> send(const Call &call, const core::Cancellation &cancellation);
    /// The reply's body as XML with the root element \a root. Errors: as above, and Protocol.
    /// \a head: set to the reply without its body; may be null.
    [[nodiscard]] core::Result<XmlNode> sendForXml(const Call &call, QStringView root,
                                                   const core::Cancellation &cancellation, HttpReply *head = nullptr);
    [[nodiscard]] core::Result<QJsonObject> sendForJson(const Call &call, const core::Cancellation &cancellation);

    [[nodiscard]] bool pause(std::chrono::milliseconds time, const core::Cancellation &cancellation);

    /// Read from the service at the first call and on \a refresh.
    [[nodiscard]] core::Result<Project> project(const core::Cancellation &cancellation, bool refresh = false);
    /// Who the AccessKey belongs to as the service names it; the AccessKey ID if it does not say.
    [[nodiscard]] core::Result<QString> identity(const core::Cancellation &cancellation);

private:
    core::Result<Endpoint> tunnelEndpoint(const core::Cancellation &cancellation);

    Settings m_settings;
    Endpoint m_endpoint;
    wire::Signer m_signer;
    std::shared_ptr<HttpClient> m_http;
    std::optional<Endpoint> m_tunnel;
    std::optional<Project> m_project;
    QString m_identity;
};

} // namespace isthmus::maxcompute
