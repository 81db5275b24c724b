// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "arrowmetadata_generated.h"

#include <isthmus/core/error.h>

#include <QByteArray>
#include <QCoreApplication>

namespace isthmus::wire {

// An Arrow message: a mark, the size of the metadata, the metadata, the body. Both parts are padded to multiples of 8.

constexpr quint32 arrowMark = 0xFFFFFFFF;
constexpr qsizetype arrowHeadBytes = 2 * qsizetype(sizeof(quint32));

/// The next multiple of 8.
constexpr qsizetype arrowPadded(qsizetype size)
{
    return (size + 7) & ~qsizetype(7);
}

[[nodiscard]] inline tl::unexpected<core::Error> brokenArrow(const QString &what)
{
    return core::fail(core::ErrorKind::Protocol,
                      QCoreApplication::translate("MaxCompute", "The rows in Arrow format cannot be read."), {}, {},
                      what);
}

} // namespace isthmus::wire
