// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/connections/foundconnection.h>

#include <optional>

namespace isthmus::maxcompute {

// Connections that MaxCompute's own programs keep.

/// odpscmd's odps_config.ini, and the variables that PyODPS and Alibaba Cloud's SDKs read.
[[nodiscard]] QList<connections::ConnectionSource> foreignSources();

/// "jdbc:odps:https://…/api?project=…&accessId=…", as the JDBC driver reads it (aliyun-odps-jdbc,
/// ConnectionResource.java). Nothing for any other text.
[[nodiscard]] std::optional<connections::FoundConnection> readForeignUrl(const QString &url);

} // namespace isthmus::maxcompute
