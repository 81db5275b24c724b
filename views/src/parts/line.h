// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace isthmus::views {

/// A one pixel line.
[[nodiscard]] QWidget *makeLine(Qt::Orientation orientation, QWidget *parent);

} // namespace isthmus::views
