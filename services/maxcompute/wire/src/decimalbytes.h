// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <string>

namespace isthmus::wire {

// Decimals as Arrow keeps them: an integer in two's complement, little-endian, of 16 or 32 bytes, divided by 10^scale.

/// Appends \a text ("-12.50", "1E3") to \a out, \a width bytes. False if it is no number, has digits that are not zero
/// beyond \a scale, or does not fit; \a out is then as before.
[[nodiscard]] bool appendDecimalBytes(QByteArrayView text, int scale, int width, QByteArray &out);
/// Appends the number in \a bytes with all \a scale digits after its point: "-12.50".
void appendDecimalText(QByteArrayView bytes, int scale, std::string &text);

} // namespace isthmus::wire
