// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace isthmus::sandbox {

/// What is wrong with the name \a key of a setting: that it is one with an effect, but for its capitals. Taken for
/// another one, it would be accepted and do nothing. Empty if nothing is wrong. Pure; any thread.
[[nodiscard]] QString settingNameProblem(const QString &key);

} // namespace isthmus::sandbox
