// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringView>

#include <string_view>

namespace isthmus::nameindex {

/// Names as they are compared: UTF-8 without capitals. Each character is folded for itself (CaseFolding.txt, C and S),
/// so that the n-th of the folded name is the n-th of the name.

[[nodiscard]] QByteArray folded(QStringView text);

/// Appends \a utf8, folded, to \a target. False if it is the same as \a utf8.
bool appendFolded(QByteArray &target, std::string_view utf8);

/// Which letters are in a folded text. A text that holds another one has all bits of that one's.
[[nodiscard]] quint32 lettersOf(std::string_view folded);

/// Bytes of the character that begins with \a lead.
[[nodiscard]] inline int characterBytes(char lead)
{
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

} // namespace isthmus::nameindex
