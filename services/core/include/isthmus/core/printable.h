// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace isthmus::core {

// Text from outside that is shown where it could do more than be read: on a terminal, in a line of a table. Pure; any
// thread.

/// Whether \a c steers a terminal, breaks a line, or changes how the text around it is read without being seen: control
/// characters (C0, DEL, C1), those of format (directions, zero-width, tags), invisible fillers, line separators, half
/// surrogates, noncharacters (U+FFFE). Source: Unicode 15, General_Category Cc, Cf, Zl, Zp, Cs,
/// Default_Ignorable_Code_Point and Noncharacter_Code_Point. The two variation selectors that choose between text and
/// emoji are not among them.
[[nodiscard]] bool isControlling(char32_t c);

/// "\u001b", or "\U000e0001" beyond U+FFFF.
[[nodiscard]] QString codePointEscape(char32_t c);

/// \a text over its lines, with line feeds and tabs as they are; all else that isControlling() as codePointEscape(),
/// and so are more than four combining marks on one character: they would be drawn over other lines. A carriage return
/// right before a line feed is dropped.
[[nodiscard]] QString printable(QStringView text);

/// \a text in one line, such that different texts stay different: "\n", "\r", "\t", codePointEscape(), and a backslash
/// doubled where what follows would make it one of these. Combining marks as in printable().
[[nodiscard]] QString printableLine(QStringView text);

} // namespace isthmus::core
