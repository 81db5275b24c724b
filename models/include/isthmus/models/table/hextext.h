// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace isthmus::models {

/// Sixteen bytes a line: where they begin, the bytes, and what of them is printable ASCII; of the first \a maxBytes.
/// "00000000  09 00 ff 41                                       |...A|". Pure; any thread.
[[nodiscard]] QString hexText(QByteArrayView bytes, qsizetype maxBytes);

} // namespace isthmus::models
