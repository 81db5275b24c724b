// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <isthmus/records/columnvector.h>

#include <QByteArray>
#include <QByteArrayView>

namespace isthmus::sandbox {

// Numbers as MaxCompute and its Java client write them in text. Source: Java SE, Double.toString().

/// 1.0, 0.001, 1.0E7, 1.0E-4, NaN, Infinity: the shortest digits that mean the same number, one after the point at
/// least.
[[nodiscard]] QByteArray numberText(double value);
[[nodiscard]] QByteArray numberText(float value);
/// "1 02:03:04.000000005" of seconds and nanoseconds, "1-2" of months; a sign in front. Source: Hive, from which
/// MaxCompute has the types.
[[nodiscard]] QByteArray intervalText(records::Timestamp value);
[[nodiscard]] QByteArray intervalText(qint64 months);
/// The text of a DECIMAL without the zeros behind its last digit after the point, and without the point if none is
/// left.
[[nodiscard]] QByteArray trimmedDecimal(QByteArrayView text);

} // namespace isthmus::sandbox
