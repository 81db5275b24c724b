// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionkind.h>

namespace isthmus::maxcompute {

inline constexpr QStringView kindId = u"maxcompute";

/// The fields of a MaxCompute connection, all texts.
namespace field {
inline constexpr QStringView mode = u"mode"; ///< choice: one project or all of the tenant, see below
/// "https://service.cn-shanghai.maxcompute.aliyun.com/api"; http only for loopback hosts.
inline constexpr QStringView endpoint = u"endpoint";
inline constexpr QStringView tunnelEndpoint = u"tunnel_endpoint"; ///< empty: asked of the service
inline constexpr QStringView project = u"project"; ///< with projectMode
inline constexpr QStringView region = u"region"; ///< set: V4 signatures; empty: V2
inline constexpr QStringView schema = u"schema"; ///< of bare names in SQL; empty: "default"
inline constexpr QStringView quota = u"quota"; ///< computing quota that SQL jobs run in; empty: the project's own
inline constexpr QStringView signIn = u"sign_in"; ///< choice: how, see below
inline constexpr QStringView accessId = u"access_id"; ///< AccessKey id; none with signInEnvironment
} // namespace field

inline constexpr QStringView projectMode = u"project";
inline constexpr QStringView tenantMode = u"tenant";

inline constexpr QStringView signInKey = u"access_key"; ///< AccessKey id, and its secret as the connection's secret
inline constexpr QStringView signInToken = u"sts"; ///< the same with a security token, see connections::SecretParts
/// With what ALIBABA_CLOUD_ACCESS_KEY_ID, …_ACCESS_KEY_SECRET and …_SECURITY_TOKEN hold when the connection is opened.
inline constexpr QStringView signInEnvironment = u"environment";

/// For connections::registerKind(). makeBackend has the errors of makeConnection().
[[nodiscard]] connections::ConnectionKind connectionKind();

} // namespace isthmus::maxcompute
