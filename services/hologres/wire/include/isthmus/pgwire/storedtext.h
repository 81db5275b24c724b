// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace isthmus::pgwire {

// MaxCompute's STRING is bytes, PostgreSQL's text is UTF-8 without NUL. A byte b that text cannot hold is stored as the
// character U+10FF00 + b, from the end of the last private use area. A text that holds such a character itself is
// stored with each of its four bytes so: what was written is read, whatever it is.

/// What a text is: Json is a nested value, whose strings hold a NUL as \u0000, which jsonb refuses.
enum class TextForm : quint8 { Plain, Json };

/// Whether \a bytes are stored as they are.
[[nodiscard]] bool isStorable(QByteArrayView bytes, TextForm form);
/// Appends \a bytes in the form in which they are stored.
void appendStored(QByteArray &out, QByteArrayView bytes, TextForm form);

/// Whether \a stored may hold characters that stand for bytes.
[[nodiscard]] inline bool mayHoldBytes(QByteArrayView stored)
{
    return stored.contains('\xF4');
}
/// Appends the bytes that \a stored stands for.
void appendRead(QByteArray &out, QByteArrayView stored, TextForm form);

} // namespace isthmus::pgwire
