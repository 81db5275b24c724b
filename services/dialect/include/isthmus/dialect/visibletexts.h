// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace isthmus::dialect {

/// Statements of a Hologres server as they can be shown, copied and sent back: in texts and names, characters that
/// would steer a terminal or be changed on the way (core::isControlling(), but line feeds and tabs) become escapes of
/// the same value. All else stays as it is: comments and bodies between dollars have no escapes. Linear. Pure; any
/// thread. Source: PostgreSQL 15 manual, 4.1.1 (U&"…"), 4.1.2.2 (E'…').
[[nodiscard]] QString withVisibleTexts(QStringView sql);

} // namespace isthmus::dialect
