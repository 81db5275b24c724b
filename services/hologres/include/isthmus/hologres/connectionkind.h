// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/connectionkind.h>

namespace isthmus::hologres {

inline constexpr QStringView kindId = u"hologres";

/// The fields of a Hologres connection.
namespace field {
inline constexpr QStringView mode = u"mode"; ///< choice: dataSourceMode or instanceMode
inline constexpr QStringView host = u"host";
inline constexpr QStringView port = u"port"; ///< number
inline constexpr QStringView database = u"database"; ///< data source: the one database; instance: the first dialled
inline constexpr QStringView warehouse = u"warehouse"; ///< compute group; joined as database@warehouse when dialling
/// Choice, libpq's sslmode: "verify-full" (default), or "disable" which is accepted for loopback hosts only.
inline constexpr QStringView tls = u"tls";
inline constexpr QStringView instanceName = u"instance_name"; ///< shown in hover cards ("test_dbs_holo")
inline constexpr QStringView accessId = u"access_id"; ///< user name or AccessKey id
} // namespace field

inline constexpr QStringView dataSourceMode = u"data_source"; ///< the connection is one database
inline constexpr QStringView instanceMode = u"instance"; ///< it shows all databases of the instance

/// For connections::registerKind(). makeBackend has the errors of makeConnection().
[[nodiscard]] connections::ConnectionKind connectionKind();

} // namespace isthmus::hologres
