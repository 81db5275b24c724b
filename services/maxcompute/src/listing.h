// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "joblane.h"

#include <isthmus/catalog/catalog.h>

namespace isthmus::maxcompute {

/// Children of any node of the project's tree; see catalog::Catalog::children().
[[nodiscard]] core::Result<catalog::Page> listChildren(LaneState &state, const catalog::ObjectPath &parent,
                                                       const QString &marker, int pageSize,
                                                       const core::Cancellation &cancellation);

/// One foreign server as SHOW FOREIGN SERVERS tells it.
struct ForeignServerLine {
    QString name;
    QString note; ///< what else the line says: type, address
};

/// From the text of SHOW FOREIGN SERVERS: a line per server, name first, the rest after a tab, '|' or blanks.
[[nodiscard]] QList<ForeignServerLine> parseForeignServers(const QString &text);

} // namespace isthmus::maxcompute
