// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/wire/compression.h>

#include <QCoreApplication>

namespace isthmus::wire {

/// A compressed stream that is none, in the words of the record streams it carries.
[[nodiscard]] inline tl::unexpected<core::Error> brokenStream(const QString &what)
{
    return core::fail(
        core::ErrorKind::Protocol, QCoreApplication::translate("MaxCompute", "The compressed rows cannot be read."),
        QCoreApplication::translate("MaxCompute", "Try again; if it happens again, the connection alters the data."),
        {}, what);
}

[[nodiscard]] inline tl::unexpected<core::Error> compressionFailed(const QString &what)
{
    return core::fail(core::ErrorKind::Internal,
                      QCoreApplication::translate("MaxCompute", "The rows cannot be compressed."), {}, {}, what);
}

} // namespace isthmus::wire
