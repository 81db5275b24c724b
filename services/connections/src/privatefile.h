// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/core/error.h>

#include <QByteArray>
#include <QString>

namespace isthmus::connections {

/// All bytes of \a file. Errors: NotFound; Permission; Invalid if it is larger than \a maxBytes.
[[nodiscard]] core::Result<QByteArray> readPrivateFile(const QString &file, qint64 maxBytes);

/// Replaces \a file by \a bytes, atomically, readable by its owner only (mode 0600); makes its folder if missing
/// (0700). Errors: Permission, or Internal when the disk is full.
[[nodiscard]] core::Result<core::Done> writePrivateFile(const QString &file, const QByteArray &bytes);

} // namespace isthmus::connections
