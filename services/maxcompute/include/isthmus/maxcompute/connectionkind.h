// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionkind.h>

namespace isthmus::maxcompute {

inline constexpr QStringView kindId = u"maxcompute";

/// The fields of a MaxCompute connection, all texts.
namespace field {
/// "https://service.cn-shanghai.maxcompute.aliyun.com/api"; http only for loopback hosts.
inline constexpr QStringView endpoint = u"endpoint";
inline constexpr QStringView tunnelEndpoint = u"tunnel_endpoint"; ///< empty: asked of the service
inline constexpr QStringView project = u"project";
inline constexpr QStringView region = u"region"; ///< set: V4 signatures; empty: V2
inline constexpr QStringView accessId = u"access_id"; ///< AccessKey id
} // namespace field

/// For connections::registerKind(). makeBackend has the errors of makeConnection().
[[nodiscard]] connections::ConnectionKind connectionKind();

} // namespace isthmus::maxcompute
