// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QByteArray>
#include <QList>
#include <QString>

namespace isthmus::maxcompute {

/// One page of the resource "tables", read without keeping its elements: it has ten thousand tables.
struct TableList {
    struct Line {
        QString name;
        QString type; ///< "MANAGED_TABLE"
        QString comment;
        QByteArray definition; ///< JSON; empty if it was not asked for
    };
    QList<Line> lines;
    QString marker;
};

/// Pure; any thread. Errors: Protocol for what parseXml() refuses too, and for another root.
[[nodiscard]] core::Result<TableList> readTableList(const QByteArray &xml);

} // namespace isthmus::maxcompute
